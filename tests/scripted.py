"""A server that says what a test tells it to: what no honest server would.

It speaks plain IMAP on the loopback, one connection after the other, and keeps every
byte that it was sent, so that a test can say what was *never* sent.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from drafter.accounts.settings import settings_of
from drafter.address import Address
from drafter.reading.config import Account


if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.accounts.settings import Settings

    Answer = Callable[[bytes, bytes], bytes | None]

GREETING = b"* OK ready\r\n"


def silent(_tag: bytes, _line: bytes) -> bytes:
    """Never answer."""
    return b""


class Scripted:
    """Listens on `port` as a context manager; ends when it is left."""

    def __init__(self, greeting: bytes = GREETING, answer: Answer = silent) -> None:
        """`answer` gets a tag and the rest of the line; None hangs up."""
        self._greeting, self._answer = greeting, answer
        self.heard = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve)

    def settings(self, **changes: Any) -> Settings:
        """Give an account at it, in clear as on one's own machine."""
        address = Address.parse("ines.okafor@mail.example")
        account = Account("lab", address, "localhost", self.port, "none")
        return settings_of(account, "config.yaml")._replace(**changes)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for each in (self._listener, self._open):
            if each:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                self._open, _ = self._listener.accept()
                with self._open as link, suppress(OSError):
                    self._talk(link)

    def _talk(self, link: socket.socket) -> None:
        link.sendall(self._greeting)
        left = b""
        while data := link.recv(65536):
            self.heard += data
            *lines, left = (left + data).split(b"\r\n")
            for line in lines:
                tag, _, rest = line.partition(b" ")
                said = self._answer(tag, rest)
                if said is None:
                    return
                link.sendall(said)


def answers(capabilities: str = "AUTH=PLAIN SASL-IR", **by_verb: str) -> Answer:
    """Answer each command by its verb; the text may hold {tag}; others get OK.

    The lines of a SASL exchange are no commands: those go by the name `""`.
    """
    told = f"* CAPABILITY IMAP4rev1 {capabilities}\r\n{{tag}} OK done\r\n"
    by_verb = {"CAPABILITY": told, **by_verb}

    def answer(tag: bytes, line: bytes) -> bytes:
        verb = line.split(b" ")[0].decode("ascii", "replace").upper()
        text = by_verb.get(verb, "{tag} OK done\r\n")
        return text.replace("{tag}", tag.decode("ascii", "replace")).encode()

    return answer
