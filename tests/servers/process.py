"""Runs a server without privileges and on a leash: it cannot outlive the tests.

A finalizer is not enough, for a worker that is killed runs none. So a shell watches the
server's process group, and its standard input is a pipe that we hold; when the pipe
closes, by whatever death of ours, the whole group is killed.
"""

from __future__ import annotations

import grp
import os
import pwd
import socket
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple


if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PATIENCE = 10.0
"""Seconds until a server that does not greet has failed; a healthy one takes 0.1."""
LEASH = 'cat >/dev/null; kill -s KILL -- "-$1"'


class DidNotStartError(AssertionError):
    """The server is installed, but does not run; its log is in the text."""


class PortTakenError(DidNotStartError):
    """Somebody was faster to a free port: worth another try."""


class Account(NamedTuple):
    """Whom the server runs as."""

    name: str
    group: str
    identity: Mapping[str, Any]
    """Arguments of `subprocess.Popen`; empty where we are that account already."""

    def own(self, path: Path) -> None:
        """Give it everything below a path."""
        if not self.identity:
            return
        for folder, _, files in os.walk(path):
            for name in (".", *files):
                os.chown(
                    os.path.join(folder, name),  # noqa: PTH118 -- "." is kept
                    self.identity["user"],
                    self.identity["group"],
                )


def unprivileged() -> Account:
    """Ourselves, or `nobody` for root: mail servers refuse to serve root."""
    is_root = os.geteuid() == 0
    entry = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.geteuid())
    identity = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    group = grp.getgrgid(entry.pw_gid).gr_name
    return Account(entry.pw_name, group, identity if is_root else {})


def free_ports(count: int) -> list[int]:
    """Ports of the loopback that were free a moment ago."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Leashed:
    """A running server and the shell that kills it when we are gone.

    It is given everything in the folder of its log.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        account: Account,
        log: Path,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self._log = log
        log.touch()
        account.own(log.parent)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=env,
                start_new_session=True,
                **account.identity,
            )
        self._leash = subprocess.Popen(
            ["/bin/sh", "-c", LEASH, "leash", str(self._process.pid)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """Which is also the number of its process group."""
        return self._process.pid

    def wait_for_greeting(self, port: int, context: ssl.SSLContext) -> None:
        """Return when it greets over verified TLS, or stop it and show its log."""
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up and self._process.poll() is None:
            with (
                suppress(OSError),
                socket.create_connection(("127.0.0.1", port), 1) as link,
                context.wrap_socket(link, server_hostname="localhost") as secured,
            ):
                if secured.recv(256).startswith(b"* OK"):
                    return
            time.sleep(0.005)
        self.stop()
        log = self._log.read_text("utf-8", "backslashreplace")
        error = PortTakenError if "Address already in use" in log else DidNotStartError
        raise error(f"the server does not greet; its log:\n{log}")

    def stop(self) -> None:
        """Kill the whole group, and wait until it is gone."""
        self._leash.communicate()
        self._process.wait(timeout=PATIENCE)
