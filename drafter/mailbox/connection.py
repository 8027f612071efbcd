"""Connecting to the user's own server and signing in, with a limit to every wait.

The only module that knows how the IMAP library connects. A secret goes to the server
alone, over verified TLS, or in clear to this very computer. Each command has to be
answered in time, however slowly a server drips, with no more than a mailbox has to say;
and so has all of it together.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
import time
from base64 import b64decode
from collections.abc import Callable
from contextlib import contextmanager, suppress
from imaplib import IMAP4, _Authenticator
from typing import TYPE_CHECKING, Any, NamedTuple

from imapclient import IMAPClient

from drafter.accounts.settings import is_loopback
from drafter.mailbox.failures import (
    DroppedError,
    MailboxError,
    SignInError,
    StalledError,
    broken,
    in_a_sentence,
    not_signed_in,
    refused,
    stalled,
    unreachable,
)
from drafter.mailbox.session import Session


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.accounts.secrets import Credentials, Secret
    from drafter.accounts.settings import Settings

# The library traces every command; nobody's log is a place for what is said here.
logging.getLogger("imapclient").setLevel(logging.CRITICAL + 1)

_BASE64 = re.compile("[A-Za-z0-9+/]{8,}")
"""How a secret travels, among other words."""
_PIECE = 64 * 1024
_LINE_MAX = 1_000_000
_LINES_MAX = 20_000
"""In one answer: a folder is asked for 500 messages at a time."""
_LITERAL_MAX = 128 * 1024 * 1024
_FLOOD = "sends more than a mailbox can hold, so it was left"
_SLOWEST = 10_000
"""Bytes a second that buy a server more time."""
_QUIET, _FAREWELL = 5.0, 5.0
"""Seconds until the wait is told, and for a server to say goodbye."""


class Timeouts(NamedTuple):
    """Seconds to wait: for a connection, for each answer, and for all of it."""

    connect: float = 10.0
    answer: float = 60.0
    whole: float = 600.0


PATIENCE = Timeouts()
Tell = Callable[[str], object]
"""Says at once what the person should know while they wait."""


class _Bounded(IMAP4):
    """How much, and for how long, a server may go on: it drips, floods, promises 4 GB.

    The standard library waits anew for each byte, and takes what it is given.
    """

    def __init__(
        self, settings: Settings, context: Any, timeouts: Timeouts, tell: Tell
    ) -> None:
        self._context, self._timeouts, self._tell = context, timeouts, tell
        self.allowed = timeouts.connect
        """Seconds for one answer."""
        self._ends = time.monotonic() + timeouts.whole
        self._heard: object = None
        self._received = bytearray()
        self._begin()
        super().__init__(settings.host, settings.port, timeouts.connect)
        self.allowed = timeouts.answer

    def _create_socket(self, timeout: float | None) -> Any:
        """Encrypt from the first byte, where there is what to verify it by."""
        library: Any = super()
        plain = library._create_socket(timeout)  # noqa: SLF001 - the library's place
        if self._context is None:
            return plain
        return self._context.wrap_socket(plain, server_hostname=self.host)

    def _begin(self) -> None:
        self._begun, self._got, self._lines = time.monotonic(), 0, 0
        self._told = False

    def _get_capabilities(self) -> None:
        """Take what the greeting tells, a question less; ask again after STARTTLS."""
        library: Any = super()
        told: Any = self.untagged_responses.pop("CAPABILITY", None)
        if told and not self._tls_established:
            self.capabilities = tuple(str(told[-1], "ascii", "replace").upper().split())
        else:
            library._get_capabilities()  # noqa: SLF001 - it asks, and has no word for it

    def authenticate(self, mechanism: str, authobject: Any) -> Any:
        """Say all of it in the command (RFC 4959): an answer less to wait for."""
        if "SASL-IR" not in self.capabilities:
            return super().authenticate(mechanism, authobject)
        coded: Any = _Authenticator(authobject)
        first = coded.process(b"")
        self.literal = coded.process  # for a server that asks again
        status, data = self._simple_command("AUTHENTICATE", mechanism, first)
        if status != "OK":
            raise self.error(str(data[-1], "utf-8", "replace"))
        self.state = "AUTH"
        return status, data

    def send(self, data: Any) -> None:
        """Send piece by piece, so that a slow line is no silent one."""
        for start in range(0, len(data), _PIECE):
            self.sock.settimeout(self._timeouts.answer)
            self.sock.sendall(data[start : start + _PIECE])
        self._begin()

    def readline(self) -> bytes:
        """Give one line of an answer, or what is left at the end of the connection."""
        self._lines += 1
        if self._lines > _LINES_MAX:
            raise self._left(_FLOOD)
        if self._heard is not self.sock:  # nothing said in clear counts after STARTTLS
            self._heard = self.sock
            self._received.clear()
        while not (size := self._received.find(b"\n") + 1):
            if len(self._received) > _LINE_MAX:
                raise self._left(_FLOOD)
            if not self._receive():
                return self._taken(len(self._received))
        return self._taken(size)

    def read(self, size: int) -> bytes:
        """Give so many bytes of a literal."""
        if size > _LITERAL_MAX:
            raise self._left(_FLOOD)
        while len(self._received) < size and self._receive():
            pass
        return self._taken(size)

    def _left(self, fact: str) -> StalledError:
        return stalled(f"{self.host}:{self.port}", fact)

    def _taken(self, size: int) -> bytes:
        data = bytes(self._received[:size])
        del self._received[:size]
        return data

    def _receive(self) -> bool:
        """Wait for more; False at the end of the connection."""
        while True:
            now = time.monotonic()
            until = min(self._begun + self.allowed + self._got / _SLOWEST, self._ends)
            if now >= until:
                if self._got:
                    raise self._left("answers too slowly to go on")
                raise TimeoutError
            quiet = self._begun + _QUIET
            if now >= quiet and not self._told:
                self._tell(f"Waiting for {self.host} ...")
                self._told = True
            wait = until - now if self._told else min(until, quiet) - now
            self.sock.settimeout(max(wait, 0.001))
            try:
                data = self.sock.recv(_PIECE)
            except TimeoutError:
                continue
            self.sock.settimeout(self._timeouts.answer)
            self._got += len(data)
            self._received += data
            return bool(data)


class _Client(IMAPClient):  # type: ignore[misc]
    """The library's client on a bounded connection."""

    def __init__(self, bounded: Callable[[], _Bounded], settings: Settings) -> None:
        self._create_IMAP4 = bounded  # the library's name
        is_encrypted = settings.tls == "implicit"
        super().__init__(settings.host, settings.port, ssl=is_encrypted)


@contextmanager
def signed_in(
    settings: Settings,
    credentials: Credentials,
    timeouts: Timeouts = PATIENCE,
    tell: Tell = lambda _: None,
) -> Iterator[Session]:
    """Connect, sign in, and leave politely; `MailboxError` says what is in the way."""
    # Asked first: a keyring that is locked should not keep a server waiting.
    secret, users = credentials.secret(), settings.users
    while True:
        # Each try on a new connection, as some servers hang up after a refusal.
        with _connected(settings, timeouts, tell) as client:
            try:
                _authenticate(client, settings, users[0], secret)
            except SignInError as error:
                refusal = error
            else:
                session = Session(client, settings.host, users[0])
                # Asked at once: what the server told with its welcome is forgotten by
                # SELECT, and would then cost a question.
                session.can("UIDPLUS")
                yield session
                return
        users = users[1:]  # some providers know a person by half an address
        if not users:  # a token may just have expired: its program is asked once more
            renewed = credentials.renewed()
            if renewed is None:
                raise refusal
            secret, users = renewed, settings.users


@contextmanager
def _connected(settings: Settings, timeouts: Timeouts, tell: Tell) -> Iterator[Any]:
    if settings.tls == "none" and not is_loopback(settings.host):
        raise MailboxError(f"{settings.host}: nothing is sent in clear over a network")

    def lost(error: Exception) -> MailboxError:
        return unreachable(error, settings, timeouts.connect)

    with in_a_sentence(lost):
        context = _tls(settings) if settings.tls == "implicit" else None
        client = _Client(lambda: _Bounded(settings, context, timeouts, tell), settings)
        # The library sends the end of an APPEND by itself; held back until the message
        # is acknowledged (RFC 896), it would cost a third round trip, or 40 ms.
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        if client._imap.state == "AUTH":  # noqa: SLF001 - it has no word for it
            fact = "the server lets everybody in unasked (PREAUTH)"
            remedy = "nobody knows whose mailbox that is; is the port right?"
            raise MailboxError(f"{settings.host}:{settings.port}: {fact} ({remedy})")
        if settings.tls == "starttls":
            with in_a_sentence(lost):
                client.starttls(_tls(settings))
        yield client
        client._imap.allowed = _FAREWELL  # noqa: SLF001 - all is done
        with suppress(Exception):
            client.logout()
    finally:
        with suppress(Exception):
            client.shutdown()


def _tls(settings: Settings) -> ssl.SSLContext:
    """Verified always; an own authority stands in for the system's."""
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ssl.SSLError) as error:
        fact = f"{settings.ca_file}: holds no certificate in PEM form ({error})"
        raise MailboxError(fact) from error


def _authenticate(client: Any, settings: Settings, user: str, secret: Secret) -> None:
    text = secret.reveal()

    def said_no(error: Exception) -> MailboxError:
        # A server may repeat what it was given; a secret is never printed.
        answer = _without(text, str(error))
        # The library tells a connection that was lost here as a wrong password.
        cause = error.__context__
        gone = broken(cause if isinstance(cause, Exception) else error, settings.host)
        was_lost = isinstance(gone, DroppedError)
        return gone if was_lost else not_signed_in(answer, settings)

    with in_a_sentence(said_no):
        if settings.auth == "xoauth2":
            client.oauth2_login(user, text)
        elif settings.auth == "oauthbearer":
            client.oauthbearer_login(user, text)
        elif client.has_capability("AUTH=PLAIN"):
            client.plain_login(user, text)
        elif client.has_capability("LOGINDISABLED"):
            fact = "the server takes no password on this connection"
            raise MailboxError(f"{settings.host}: {fact} (use `tls: starttls`)")
        elif not (user + text).isascii():
            raise refused("it takes only ASCII in names and passwords", settings.host)
        else:
            marked = user.replace("\\", "\\\\").replace('"', '\\"')
            client.login(f'"{marked}"', text)  # the library quotes the password only


def _without(secret: str, answer: str) -> str:
    """Give what a server said, unless the secret stands in it, however it is spelt."""
    # Coded, it may begin at any of four letters, and its end may be cut off.
    coded = (one[at:] for one in _BASE64.findall(answer) for at in range(4))
    plain = (b64decode(one + "A" * (-len(one) % 4)) for one in coded)
    # Quoted by us, and shown by the library, its marks are written in other ways.
    bare = answer.replace("\\", "")
    spelt = (one.replace("\\", "") for one in (secret, repr(secret.encode())[2:-1]))
    if any(one in bare for one in spelt) or any(secret.encode() in p for p in plain):
        return "it repeated the secret, so its answer is not shown"
    return answer
