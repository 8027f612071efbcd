"""A real Dovecot 2.3, with a kind of user for each trouble a Drafts folder can give.

Kinds: `plain`; `full` (no room for a draft); `readonly` (no right to add one);
`nodrafts`; `german` and `japan` (marked, under a name of their own); `french` (not
marked); `prefix` (everything below INBOX/); `legacy` (no extension, no marks).
`legacy` is silent after the login only: the greeting is the same for everyone, and a
proxy with `rewrite_answer=without(...)` hides what that says.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from imapclient.imap_utf7 import encode as modified_utf7

from tests.servers.introspection import Introspection
from tests.servers.process import Leashed
from tests.servers.server import Layout, Server, User, started


if TYPE_CHECKING:
    from collections.abc import Mapping

_SYSTEM = "/usr/local/sbin:/usr/sbin:/sbin"
_UNMARKED = " ".join(
    f"userdb_namespace/inbox/mailbox/{name}/name=not{name}"
    for name in ("Drafts", "Sent", "Trash")
)
KINDS: Mapping[str, Layout] = {
    "plain": Layout(),
    "full": Layout(extra="userdb_quota_rule=*:bytes=100"),
    "readonly": Layout(rights="owner lr\n"),
    "nodrafts": Layout(drafts=None),
    "german": Layout("Entwürfe"),
    "japan": Layout("下書き"),
    "french": Layout("Brouillons", marked=False),
    "prefix": Layout(extra="userdb_namespace/inbox/prefix=INBOX/"),
    "legacy": Layout(
        marked=False, extra=f"userdb_imap_capability=IMAP4rev1 {_UNMARKED}"
    ),
}


def missing() -> str:
    """Why there is no Dovecot that these tests can use; empty if there is one."""
    program = _find("dovecot")
    if not program or not _mail_process():
        return "Dovecot is not installed (apt-get install dovecot-imapd)"
    said = subprocess.run([program, "--version"], capture_output=True, check=False)
    version = said.stdout.decode("utf-8", "replace").split(" ")[0].strip()
    if not re.match(r"2\.3\b", version):
        return (
            f"Dovecot is not usable here (this is version {version}, and the tests"
            " are configured for 2.3, as in Debian 12)"
        )
    return ""


def start(base: Path) -> Dovecot:
    """Start one below a folder with a short path: sockets allow 108 bytes."""
    return started(Dovecot, base)


class Dovecot(Server):
    """A running Dovecot."""

    name = "Dovecot"

    def __init__(self, base: Path) -> None:
        super().__init__(base)
        self._introspection = Introspection()
        self.tokens = self._introspection.tokens
        """OAuth tokens that are good now; a user begins with `good-LOGIN`."""
        for folder in ("run", "state", "mail", "users"):
            (base / folder).mkdir()
        config = self.write("dovecot.conf")
        self.write(
            "dovecot-oauth2.conf.ext", INTROSPECTION_PORT=self._introspection.port
        )
        program = _find("dovecot")
        assert program
        try:
            self._process = Leashed(
                [program, "-F", "-c", config], self.account, base / "log"
            )
            self._process.wait_for_greeting(self.tls_port, self.context())
        except BaseException:
            self._introspection.close()
            raise

    def new_user(self, kind: str = "plain", password: str = "secret") -> User:
        """Make a user of one of `KINDS`."""
        layout = KINDS[kind]
        address = f"{self.next_name(kind)}@example.org"
        home = self.base / "mail" / address
        folders = [f for f in (layout.drafts, "Sent", "Trash") if f]
        on_disk = {name: f".{modified_utf7(name).decode()}" for name in folders}
        for folder in ("", *on_disk.values()):
            for part in ("cur", "new", "tmp"):
                (home / "Maildir" / folder / part).mkdir(parents=True)
        if layout.rights and layout.drafts:
            rights = home / "Maildir" / on_disk[layout.drafts] / "dovecot-acl"
            rights.write_text(layout.rights)
        self.account.own(home)
        secret = b64encode(password.encode()).decode()
        line = f"{address}:{{PLAIN.B64}}{secret}::::::{layout.extra}\n"
        (self.base / "users" / address).write_text(line)
        self.tokens[f"good-{address}"] = address
        return User(address, password, address)

    def stop(self) -> None:
        """Kill it, and the endpoint that knows the tokens."""
        if self._process:
            self._introspection.close()
        super().stop()


def _find(program: str) -> str | None:
    return shutil.which(program) or shutil.which(program, path=_SYSTEM)


def _mail_process() -> bool:
    folders = ("/usr/lib/dovecot", "/usr/libexec/dovecot", "/usr/local/libexec/dovecot")
    return any(Path(folder, "imap").exists() for folder in folders)
