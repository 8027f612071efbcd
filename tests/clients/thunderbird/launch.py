"""Starts Thunderbird on a display that nobody looks at, with a profile of its own.

Both are on a leash, as the mail servers are: they cannot outlive whoever started them.
The profile must leave nothing to be asked at the start: a modal dialogue blocks all.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.clients.thunderbird.client import Thunderbird
from tests.clients.thunderbird.marionette import PATIENCE, Marionette
from tests.servers.process import Account, Leashed, free_ports


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers.server import Server, User

SENDER = "ines.okafor@mail.example"
_US = Account("", "", {})
_FLAGS = ("--no-remote", "--marionette", "-remote-allow-system-access")


def missing() -> str:
    """Why Thunderbird cannot be driven here; empty if it can."""
    if shutil.which("thunderbird") and shutil.which("Xvfb"):
        return ""
    return "Thunderbird is not installed (apt-get install thunderbird xvfb)"


@contextmanager
def running(
    base: Path, server: Server, user: User, *words: str
) -> Iterator[Thunderbird]:
    """Start `thunderbird WORDS` with its files in a folder, and end it."""
    (port,) = free_ports(1)
    profile = base / "profile"
    profile.mkdir()
    settings = _settings(server, user, port).items()
    lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in settings)
    (profile / "user.js").write_text("".join(lines))
    with _display(base / "display") as display:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(base),
            "LC_ALL": "C.UTF-8",
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "MOZ_CRASHREPORTER_DISABLE": "1",
        }
        command = ["thunderbird", "--profile", str(profile), *_FLAGS, *words]
        program = Leashed(command, _US, base / "log", env)
        try:
            link = Marionette(port)
            yield Thunderbird(link)
            link.close()
        finally:
            program.stop()


@contextmanager
def _display(log: Path) -> Iterator[str]:
    screen = ["-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    program = Leashed(["Xvfb", "-displayfd", "1", *screen], _US, log)
    try:
        give_up = time.monotonic() + PATIENCE
        while not (
            numbers := [n for n in log.read_text("utf-8").split("\n") if n.isdigit()]
        ):
            assert time.monotonic() < give_up, log.read_text("utf-8")
            time.sleep(0.05)
        yield f":{numbers[0]}"
    finally:
        program.stop()


def _settings(server: Server, user: User, port: int) -> dict[str, Any]:
    """One IMAP account that composes in HTML, and nothing that asks or phones home."""
    account, imap, me = (
        "mail.account.account1",
        "mail.server.server1",
        "mail.identity.id1",
    )
    local, smtp = "mail.server.server2", "mail.smtpserver.smtp1"
    return {
        "mail.accountmanager.accounts": "account1,account2",
        "mail.accountmanager.defaultaccount": "account1",
        "mail.accountmanager.localfoldersserver": "server2",
        f"{account}.identities": "id1",
        f"{account}.server": "server1",
        "mail.account.account2.server": "server2",
        f"{me}.fullName": "Ines Okafor",
        f"{me}.useremail": SENDER,
        f"{me}.smtpServer": "smtp1",
        f"{me}.valid": True,
        f"{me}.compose_html": True,
        f"{imap}.type": "imap",
        f"{imap}.hostname": server.host,
        f"{imap}.port": server.tls_port,
        f"{imap}.socketType": 3,  # TLS from the first byte
        f"{imap}.authMethod": 3,  # a password
        f"{imap}.userName": user.login,
        f"{imap}.name": user.login,
        # Or it asks for the password, modally, before we can give it.
        f"{imap}.login_at_startup": False,
        f"{imap}.check_new_mail": False,
        f"{local}.type": "none",
        f"{local}.hostname": "Local Folders",
        f"{local}.userName": "nobody",
        f"{local}.name": "Local Folders",
        "mail.smtpservers": "smtp1",
        "mail.smtp.defaultserver": "smtp1",
        f"{smtp}.hostname": "127.0.0.1",
        f"{smtp}.port": 9,  # discards; nobody listens
        "mail.provider.suppress_dialog_on_startup": True,
        "mail.shell.checkDefaultClient": False,
        "mail.rights.version": 1,
        "mail.chat.enabled": False,
        "mail.inappnotifications.enabled": False,
        "mailnews.start_page.enabled": False,
        "mailnews.start_page_override.mstone": "ignore",
        "app.donation.eoy.version.viewed": 999,
        "app.update.auto": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
        "extensions.update.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "toolkit.telemetry.enabled": False,
        "gfx.webrender.software": True,
        "marionette.port": port,
    }
