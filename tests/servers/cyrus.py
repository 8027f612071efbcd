"""A real Cyrus: the strict judge, that refuses what Dovecot stores without a word.

In apt it conflicts with Dovecot, so `./run test` only unpacks it, beside this file in
`.cyrus`. Its kinds of user: `plain`, `full`, `readonly`, `nodrafts`, `german`, `japan`
(as with Dovecot) and `french` (not marked). It has no OAuth, and its logins no domain.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from imaplib import IMAP4
from typing import TYPE_CHECKING

from imapclient.imap_utf7 import encode as modified_utf7

from tests.servers.process import Leashed
from tests.servers.server import HERE, Layout, Server, User, started


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

UNPACKED = HERE / ".cyrus"
PROGRAMS = ("master", "imapd", "ctl_cyrusdb")
ADMIN = User("admin", "secret", "admin@example.org")
KINDS: Mapping[str, Layout] = {
    "plain": Layout(),
    "full": Layout(extra="(STORAGE 0)"),
    "readonly": Layout(rights="lr"),
    "nodrafts": Layout(drafts=None),
    "german": Layout("Entwürfe"),
    "japan": Layout("下書き"),
    "french": Layout("Brouillons", marked=False),
}


def missing() -> str:
    """Why there is no Cyrus that these tests can use; empty if there is one."""
    if all((UNPACKED / "usr/lib/cyrus/bin" / each).exists() for each in PROGRAMS):
        return ""
    return "Cyrus is not installed (./run test unpacks it, as root on Debian)"


def start(base: Path) -> Cyrus:
    """Start one below a folder with a short path: sockets allow 108 bytes."""
    return started(Cyrus, base)


class Cyrus(Server):
    """A running Cyrus."""

    name = "Cyrus"

    def __init__(self, base: Path) -> None:
        super().__init__(base)
        # An unprivileged account may not be able to look into our checkout.
        programs = base / "programs"
        shutil.copytree(UNPACKED / "usr", programs, symlinks=True)
        libraries = ":".join(str(each) for each in programs.glob("lib/*-linux-gnu"))
        self._env = {
            **os.environ,
            "LD_LIBRARY_PATH": libraries,
            "CYRUS_USER": self.account.name,
        }
        self._saslpasswd = programs / "sbin/saslpasswd2"
        for folder in ("proc", "lock", "spool", "sieve", "conf/socket", "conf/db"):
            (base / folder).mkdir(parents=True)
        for folder in ("conf/log", "conf/msg", "conf/proc", "conf/ptclient"):
            (base / folder).mkdir()
        binaries = programs / "lib/cyrus/bin"
        imapd = self.write("imapd.conf", ADMIN=ADMIN.login)
        services = self.write("cyrus.conf", BIN=binaries)
        self.account.own(base)
        self._set_password(ADMIN)
        self._process = Leashed(
            [
                binaries / "master",
                "-C", imapd,
                "-M", services,
                "-p", base / "master.pid",
            ],
            self.account,
            base / "log",
            self._env,
        )  # fmt: skip
        self._process.wait_for_greeting(self.tls_port, self.context())

    def new_user(self, kind: str = "plain", password: str = "secret") -> User:
        """Make a user of one of `KINDS`."""
        layout = KINDS[kind]
        login = self.next_name(kind)
        user = User(login, password, f"{login}@example.org")
        self._set_password(user)
        with self._said_by(user) as say:
            for name, use in (
                (layout.drafts, "\\Drafts" if layout.marked else ""),
                ("Sent", "\\Sent"),
                ("Trash", "\\Trash"),
            ):
                if name:
                    say("CREATE", _quoted(name), *[f"(USE ({use}))"] * bool(use))
        with self._said_by(ADMIN) as say:
            if layout.extra:
                say("SETQUOTA", f"user/{login}", layout.extra)
            if layout.rights and layout.drafts:
                folder = f"user/{login}/{layout.drafts}"
                say("SETACL", _quoted(folder), login, layout.rights)
        return user

    @contextmanager
    def _said_by(self, user: User) -> Iterator[Callable[..., None]]:
        """Say commands that IMAPClient has no words for, and see them obeyed."""
        response = f"\0{user.login}\0{user.password}".encode()
        with IMAP4("127.0.0.1", self.plain_port, timeout=10) as client:
            client.authenticate("PLAIN", lambda _: response)

            def say(verb: str, *words: str) -> None:
                status, answer = client.xatom(verb, *words)
                assert status == "OK", (verb, words, answer)

            yield say

    def _set_password(self, user: User) -> None:
        subprocess.run(
            [
                self._saslpasswd, "-p", "-c",
                "-f", self.base / "sasldb2",
                "-u", "localhost",
                user.login,
            ],
            input=user.password.encode(),
            check=True,
            env=self._env,
            **self.account.identity,
        )  # fmt: skip


def _quoted(name: str) -> str:
    return f'"{bytes(modified_utf7(name)).decode()}"'
