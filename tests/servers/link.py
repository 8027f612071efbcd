"""One client's link through the proxy: reads both directions as IMAP, in one thread.

One thread, because an SSL connection must not be read and written by two at once, and
because only so is the order of what was said certain. No password is recorded: while an
AUTHENTICATE waits for its answer, the client's lines are no commands.
"""

from __future__ import annotations

import re
import select
import socket
import ssl
import struct
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.servers.faults import Command, Fault


if TYPE_CHECKING:
    from tests.servers.proxy import Proxy

_LITERAL = re.compile(rb"\{(\d+)(\+?)\}\r?\n$")
_COMMAND = re.compile(rb"(\S+) ((?:UID )?[A-Za-z]+)", re.IGNORECASE)
_SECRET = ("LOGIN", "AUTHENTICATE")
_DIALOGUE = ("AUTHENTICATE", "IDLE")
"""What the client says before their tagged answer is no command."""
_RESET = struct.pack("ii", 1, 0)


class _DroppedError(OSError):
    """The link is to break here."""


class Link:
    """A client, a server, and the fault between them."""

    def __init__(
        self, proxy: Proxy, client: socket.socket, upstream: socket.socket
    ) -> None:
        self._proxy = proxy
        self._plan = proxy.plan
        self._client = client
        self._upstream = upstream
        self._said = b""
        """From the client, not yet a whole line or literal."""
        self._answered = b""
        self._tag = b""
        self._verb = ""
        self._count = 0
        """Commands of the fault's verb so far on this link."""
        self._literal: int | None = None
        self._server_literal = 0
        self._between_commands = True
        self._dialogue = b""
        self._is_doomed = False
        """Whether this command is the one that breaks."""
        self._doomed_tag = b""
        """Its tag once it is complete: from then on the client hears nothing."""
        self._spoken = False
        self._delay_due = True
        upstream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def run(self) -> None:
        """Forward until one side goes, or the fault breaks the link."""
        try:
            while True:
                for source in self._readable():
                    data = source.recv(65536)
                    if not data:
                        return
                    if source is self._client:
                        _acknowledge(self._client)
                        self._from_client(data)
                    else:
                        self._from_server(data)
        except _DroppedError:
            # A reset, as of a lost link; the server still reads all it was sent.
            with suppress(OSError):
                self._client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        except OSError:
            return  # a side is gone, or the proxy is being closed
        finally:
            self._client.close()

    def _readable(self) -> list[socket.socket]:
        if isinstance(self._client, ssl.SSLSocket) and self._client.pending():
            return [self._client]
        return select.select([self._client, self._upstream], [], [])[0]

    def _from_client(self, data: bytes) -> None:
        self._spoken = self._delay_due = True
        self._said += data
        while True:
            if self._literal is None:
                line, end, rest = self._said.partition(b"\n")
                if not end:
                    return
                self._said = rest
                self._line(line + end)
            else:
                if len(self._said) < self._literal:
                    return
                literal = self._said[: self._literal]
                self._said = self._said[self._literal :]
                self._literal = None
                self._upstream.sendall(self._changed(literal))

    def _line(self, line: bytes) -> None:
        """Take one line of a command, which is whole if no literal follows."""
        if self._dialogue:
            self._upstream.sendall(line)
            return
        if self._between_commands and not self._begin(line):
            return
        announced = _LITERAL.search(line)
        self._literal = int(announced[1]) if announced else None
        self._between_commands = announced is None
        self._upstream.sendall(line)
        if self._between_commands and self._is_doomed:
            self._is_doomed = False
            self._doomed_tag = self._tag
            if self._plan.fault is Fault.CUT_AFTER:
                raise _DroppedError

    def _begin(self, line: bytes) -> bool:
        """Record a new command; whether it is for the server."""
        found = _COMMAND.match(line)
        if not found:
            return True
        self._tag, self._verb = found[1], found[2].decode().upper()
        told = line[found.end() :] if self._verb not in _SECRET else b""
        text = told.decode("utf-8", "backslashreplace").rstrip("\r\n")
        self._proxy.commands.append(Command(self._verb, self._verb + text))
        if self._verb in _DIALOGUE:
            self._dialogue = self._tag
        if self._verb == "STARTTLS":
            self._start_tls()
            return False
        self._is_doomed = self._is_due()
        if self._is_doomed:
            self._proxy.faults += 1
            if self._plan.fault is Fault.CUT_BEFORE:
                raise _DroppedError
        return True

    def _is_due(self) -> bool:
        fault = self._plan.fault
        if fault is Fault.NONE or self._verb != fault.verb:
            return False
        self._count += 1
        if self._plan.once and self._proxy.faults:
            return False
        return self._count == self._plan.on

    def _start_tls(self) -> None:
        """Answer for the server, which hears plain IMAP all along."""
        self._proxy.round_trips += 1
        self._spoken = False
        if self._proxy.security != "starttls":
            self._client.sendall(self._tag + b" BAD not offered here\r\n")
            return
        self._client.sendall(self._tag + b" OK begin TLS\r\n")
        self._client = self._proxy.context.wrap_socket(self._client, server_side=True)

    def _changed(self, literal: bytes) -> bytes:
        if self._verb != "APPEND":
            return literal
        if self._plan.rewrite_literal:
            length = len(literal)
            literal = self._plan.rewrite_literal(literal)
            assert len(literal) == length, "a literal's length was announced"
        if self._is_doomed and self._plan.fault is Fault.CUT_LITERAL:
            self._upstream.sendall(literal[: self._plan.literal_bytes])
            raise _DroppedError
        return literal

    def _from_server(self, data: bytes) -> None:
        if self._delay_due and self._proxy.latency:
            time.sleep(self._proxy.latency)
        self._delay_due = False
        self._answered += data
        ready = b"".join(iter(self._next_answer, b""))
        if not ready:
            return
        if self._spoken:
            self._proxy.round_trips += 1
            self._spoken = False
        self._client.sendall(ready)

    def _next_answer(self) -> bytes:
        """The next line or run of a literal for the client; empty if there is none."""
        while self._answered:
            if self._server_literal:
                part = self._answered[: self._server_literal]
                self._answered = self._answered[len(part) :]
                self._server_literal -= len(part)
            else:
                line, end, rest = self._answered.partition(b"\n")
                if not end:
                    return b""
                self._answered = rest
                part = self._answer(line + end)
            if part and not self._doomed_tag:
                return part
        return b""

    def _answer(self, line: bytes) -> bytes:
        tag = line.split(b" ", 1)[0]
        if tag == self._dialogue:
            self._dialogue = b""
        is_stalled = self._plan.fault is Fault.STALL
        if tag == self._doomed_tag and not is_stalled:
            raise _DroppedError
        announced = _LITERAL.search(line)
        self._server_literal = int(announced[1]) if announced else 0
        return self._plan.rewrite_answer(line) if self._plan.rewrite_answer else line


def _acknowledge(client: socket.socket) -> None:
    """Do not let the kernel keep a client's next small write waiting for 40 ms."""
    if hasattr(socket, "TCP_QUICKACK"):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
