"""Connecting and signing in: only over verified TLS, only as the user said.

A secret goes to the server alone: whatever fails here is told without it, and nothing
is sent in clear but to this very computer.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from imapclient import IMAPClient, SocketTimeout

from drafter.accounts.settings import is_loopback
from drafter.mailbox.commands import Session
from drafter.mailbox.failures import (
    DroppedError,
    MailboxError,
    SignInError,
    broken,
    in_a_sentence,
    not_signed_in,
    refused,
    unreachable,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drafter.accounts.credentials import Credentials, Secret
    from drafter.accounts.settings import Settings

# The library traces every command; nobody's log is a place for what is said here.
logging.getLogger("imapclient").setLevel(logging.CRITICAL + 1)

_BASE64 = re.compile("[A-Za-z0-9+/]{20,}={0,2}")
"""How a secret travels; a server that repeats it is quoted without."""
_ATOM = re.compile(r"[A-Za-z0-9!#$&'+,./:;<=>?@^_`|}~-]+")


class Timeouts(NamedTuple):
    """Seconds to wait: for a connection and its greeting, then for each answer."""

    connect: float = 10.0
    answer: float = 60.0


PATIENCE = Timeouts()


@contextmanager
def signed_in(
    settings: Settings, credentials: Credentials, timeouts: Timeouts = PATIENCE
) -> Iterator[Session]:
    """Connect, sign in, and leave politely; `MailboxError` says what is in the way."""
    # Asked first: a keyring that is locked should not keep a server waiting.
    secret: Secret | None = credentials.secret()
    with ExitStack() as open_things:
        while secret:
            try:
                client, user = _let_in(open_things, settings, timeouts, secret)
                break
            except SignInError:
                # A token that has just expired: its program is asked once more.
                secret = credentials.renewed()
                if secret is None:
                    raise
        session = Session(client, settings.host, user)
        # Asked at once: what the server told with its welcome is forgotten by SELECT,
        # and would then cost a question.
        session.can("UIDPLUS")
        yield session


@contextmanager
def _connected(settings: Settings, timeouts: Timeouts) -> Iterator[Any]:
    def lost(error: Exception) -> MailboxError:
        return unreachable(error, settings, timeouts.connect)

    with in_a_sentence(lost):
        client = _client(settings, timeouts)
    try:
        if settings.tls == "starttls":
            with in_a_sentence(lost):
                client.starttls(_tls(settings))
        yield client
        with suppress(Exception):
            client.logout()
    finally:
        with suppress(Exception):
            client.shutdown()


def _client(settings: Settings, timeouts: Timeouts) -> Any:
    if settings.tls == "none" and not is_loopback(settings.host):
        raise MailboxError(f"{settings.host}: nothing is sent in clear over a network")
    implicit = settings.tls == "implicit"
    client = IMAPClient(
        settings.host,
        port=settings.port,
        ssl=implicit,
        ssl_context=_tls(settings) if implicit else None,
        timeout=SocketTimeout(connect=timeouts.connect, read=timeouts.answer),
    )
    # The library sends the end of an APPEND by itself; held back until the message is
    # acknowledged (RFC 896), it would cost a third round trip, or 40 ms, each time.
    client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _tls(settings: Settings) -> ssl.SSLContext:
    """Verified always; an own authority stands in for the system's."""
    file = str(settings.ca_file) if settings.ca_file else None
    try:
        return ssl.create_default_context(cafile=file)
    except (OSError, ssl.SSLError) as error:
        raise MailboxError(f"{file}: holds no certificate in PEM form ({error})") from (
            error
        )


def _let_in(
    open_things: ExitStack, settings: Settings, timeouts: Timeouts, secret: Secret
) -> tuple[Any, str]:
    """Try the names in turn: some providers know a person by half an address.

    Each on a new connection, as some servers hang up after a refusal.
    """
    *others, last = settings.users
    for user in others:
        client = open_things.enter_context(_connected(settings, timeouts))
        with suppress(SignInError):
            _authenticate(client, settings, user, secret)
            return client, user
        open_things.close()
    client = open_things.enter_context(_connected(settings, timeouts))
    try:
        _authenticate(client, settings, last, secret)
    except SignInError:
        open_things.close()
        raise
    return client, last


def _authenticate(client: Any, settings: Settings, user: str, secret: Secret) -> None:
    text = secret.reveal()

    def said_no(error: Exception) -> MailboxError:
        # A server may repeat what it was given; a secret is never printed.
        answer = _masked(str(error), text)
        # The library tells a connection that was lost here as a wrong password.
        gone = broken(_first(error), settings.host)
        if isinstance(gone, DroppedError):
            return gone
        return not_signed_in(answer, settings)

    with in_a_sentence(said_no):
        if settings.auth == "xoauth2":
            start = f"user={user}\1auth=Bearer {text}\1\1"
            client.sasl_login("XOAUTH2", _once(start, ""))
        elif settings.auth == "oauthbearer":
            name = user.replace("=", "=3D").replace(",", "=2C")
            start = f"n,a={name},\1auth=Bearer {text}\1\1"
            client.sasl_login("OAUTHBEARER", _once(start, "\1"))
        elif client.has_capability("AUTH=PLAIN"):
            client.plain_login(user, text)
        elif client.has_capability("LOGINDISABLED"):
            fact = "the server takes no password on this connection"
            raise MailboxError(f"{settings.host}: {fact} (use `tls: starttls`)")
        elif not (user + text).isascii():
            raise refused("it takes only ASCII in names and passwords", settings.host)
        else:
            client.login(user if _ATOM.fullmatch(user) else _quoted(user), text)


def _first(error: Exception) -> Exception:
    cause = error.__context__
    return cause if isinstance(cause, Exception) else error


def _masked(answer: str, secret: str) -> str:
    """Take the secret out of what a server said of it."""
    answer = _BASE64.sub("***", answer.replace(secret, "***"))
    # Quoted by us, and shown by the library, its marks are written in other ways.
    bare = answer.replace("\\", "")
    for spelt in (secret, repr(secret.encode())[2:-1]):
        if spelt.replace("\\", "") in bare:
            return "it repeated the secret, so its answer is not shown"
    return answer


def _once(first: str, then: str) -> Callable[[bytes], str]:
    """Answer a server's refusal of a token as the two mechanisms ask, with nothing."""
    answers = iter([first])
    return lambda _: next(answers, then)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
