"""What the real servers have in common: where they listen, and users made for a test.

A user belongs to one test. Never share one: a draft that another test left behind is
exactly what drafter looks for.
"""

from __future__ import annotations

import socket
import ssl
from abc import ABC, abstractmethod
from contextlib import contextmanager, suppress
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from imapclient import IMAPClient

from tests.servers import certificates
from tests.servers.process import Leashed, PortTakenError, free_ports, unprivileged


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
AServer = TypeVar("AServer", bound="Server")


class User(NamedTuple):
    """Somebody with a mailbox."""

    login: str
    password: str
    address: str


class Layout(NamedTuple):
    """How a kind of user's mailbox is made."""

    drafts: str | None = "Drafts"
    marked: bool = True
    """Whether the server says that it is the Drafts folder."""
    rights: str = ""
    """An access list that leaves the owner less than everything."""
    extra: str = ""
    """What else the server is told, in its own words."""


class Server(ABC):
    """A running IMAP server on the loopback; ends with `stop()`."""

    name: ClassVar[str]
    host: ClassVar[str] = "localhost"

    def __init__(self, base: Path) -> None:
        self.base = base
        self.account = unprivileged()
        self.certificates = certificates.make(base / "tls")
        self.ca_file = self.certificates.ca_file
        self.plain_port, self.tls_port = free_ports(2)
        self._process: Leashed | None = None
        self._users = 0

    @abstractmethod
    def new_user(self, kind: str = "plain", password: str = "secret") -> User:
        """Make a user with an empty mailbox; `KeyError` for a kind not known here."""

    @contextmanager
    def open(self, user: User) -> Iterator[IMAPClient]:
        """Connect as another mail client of the user's would, and log out.

        In clear: nobody listens, and TLS would be half of what a short look costs.
        """
        client = IMAPClient(self.host, self.plain_port, ssl=False, timeout=10)
        # Or each APPEND waits 40 ms for an acknowledgement (RFC 896).
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            client.plain_login(user.login, user.password)
            yield client
        finally:
            with suppress(OSError, IMAPClient.Error):
                client.logout()

    def context(self) -> ssl.SSLContext:
        """Trust in the throw-away authority and nobody else."""
        return ssl.create_default_context(cafile=str(self.ca_file))

    @property
    def pid(self) -> int:
        """The number of the server's process group."""
        assert self._process
        return self._process.pid

    def stop(self) -> None:
        """Kill it; safe to call twice."""
        if self._process:
            self._process.stop()
            self._process = None

    def next_name(self, kind: str) -> str:
        """A login nobody had before."""
        self._users += 1
        return f"{kind}{self._users}"

    def write(self, file: str, **values: object) -> Path:
        """Fill in a configuration template that lies beside this module."""
        template = Template((HERE / f"{file}.in").read_text("utf-8"))
        path = self.base / file
        names = {
            "BASE": self.base,
            "USER": self.account.name,
            "GROUP": self.account.group,
            "PORT": self.plain_port,
            "TLS_PORT": self.tls_port,
            "CERTIFICATE": self.certificates.good.chain,
            "KEY": self.certificates.good.key,
        }
        path.write_text(template.substitute(names, **values), "utf-8")
        return path


def started(launch: Callable[[Path], AServer], base: Path) -> AServer:
    """Launch a server below a folder, again if somebody took its ports meanwhile."""
    base.chmod(0o755)  # the account that it runs as has to find it
    for attempt in range(3):
        folder = base / f"{attempt}"
        folder.mkdir(mode=0o755)
        with suppress(PortTakenError):
            return launch(folder)
    raise PortTakenError("no port stayed free long enough, three times in a row")
