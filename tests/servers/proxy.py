"""A proxy before a real server: it records what a client says, and breaks the link.

    with Proxy(server, Fault.LOSE_OK) as proxy:  # IMAP over TLS on proxy.port
        ...
    assert [c.verb for c in proxy.commands].count("APPEND") == 1

It speaks TLS, STARTTLS or plain to the client, and always plain to the server. A client
cannot tell CUT_LITERAL from LOSE_OK: the first leaves nothing on the server, the second
leaves the message there.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, Self

from tests.servers.faults import Command, Fault, Plan
from tests.servers.link import Link


if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.servers.certificates import Certificate
    from tests.servers.server import Server


__all__ = ["Command", "Fault", "Proxy", "without"]


class Proxy:
    """Listens on `port` from its making to `close()`; also a context manager."""

    def __init__(
        self,
        server: Server,
        fault: Fault = Fault.NONE,
        *,
        on: int = 1,
        once: bool = True,
        literal_bytes: int = 10,
        rewrite_literal: Callable[[bytes], bytes] | None = None,
        rewrite_answer: Callable[[bytes], bytes] | None = None,
        latency: float = 0.0,
        certificate: Certificate | None = None,
        security: Literal["tls", "starttls", "none"] = "tls",
    ) -> None:
        """Stand before a server.

        `once` lets everything pass after the first time; `rewrite_literal` changes a
        message on its way in, at the same length; `rewrite_answer` gets each line of
        the server outside literals, with its line end, and may give b"" to hide it;
        `latency` seconds pass before each answer, the greeting included.
        """
        self.plan = Plan(
            fault, on, once, literal_bytes, rewrite_literal, rewrite_answer
        )
        self.latency = latency
        """May be changed while links are open."""
        self.security = security
        self.commands: list[Command] = []
        self.round_trips = 0
        """Times the client spoke and was answered; neither greeting nor handshake."""
        self.connections = 0
        self.faults = 0
        """Times the fault happened: a test of a fault checks that it did."""
        shown = certificate or server.certificates.good
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(shown.chain, shown.key)
        self._upstream = server.plain_port
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host = server.host
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening, drop every link, and wait for the threads."""
        with self._lock:
            for each in (self._listener, *self._open):
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with self._lock:
                if self._listener.fileno() < 0:
                    client.close()
                    return
                # A second handle on the link: shut down from here, it wakes its thread.
                handle = client.dup()
                self._open.append(handle)
                thread = threading.Thread(target=self._serve, args=(client, handle))
                self._threads.append(thread)
                thread.start()

    def _serve(self, client: socket.socket, handle: socket.socket) -> None:
        try:
            if self.security == "tls":
                client = self.context.wrap_socket(client, server_side=True)
            with socket.create_connection(("127.0.0.1", self._upstream)) as upstream:
                Link(self, client, upstream).run()
        except OSError:
            pass  # a client that refuses the certificate leaves in the handshake
        finally:
            client.close()
            with self._lock:
                if handle in self._open:
                    self._open.remove(handle)
            handle.close()  # only with the last handle is the link gone


def without(*words: str) -> Callable[[bytes], bytes]:
    r"""Make a `rewrite_answer` that hides capabilities, or marks like `\Drafts`."""
    hidden = {word.upper().encode() for word in words}

    def rewrite(line: bytes) -> bytes:
        if not re.match(rb"\* (CAPABILITY|LIST|LSUB) |.*\[CAPABILITY ", line):
            return line
        atoms = re.split(rb"([ ()\[\]\r\n]+)", line)
        kept = [b"" if atom.upper() in hidden else atom for atom in atoms]
        line = re.sub(rb" +", b" ", b"".join(kept))
        return re.sub(rb"(?<=[(\[]) | (?=[)\]\r])", b"", line)

    return rewrite
