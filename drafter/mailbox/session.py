"""One session with the user's own server, and the few IMAP commands drafter uses.

The only module that knows the IMAP library. That one would also send a plain EXPUNGE,
which destroys whatever the user has marked deleted; here all changes are by UID. A
secret goes to the server alone, over verified TLS, or in clear to this very computer.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from imapclient import IMAPClient, SocketTimeout, imap_utf7

from drafter.accounts.settings import is_loopback
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
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from drafter.accounts.secrets import Credentials, Secret
    from drafter.accounts.settings import Settings

# The library traces every command; nobody's log is a place for what is said here.
logging.getLogger("imapclient").setLevel(logging.CRITICAL + 1)

_BASE64 = re.compile("[A-Za-z0-9+/]{20,}={0,2}")
"""How a secret travels; a server that repeats it is quoted without."""
_ATOM = re.compile(r"[A-Za-z0-9!#$&'+,./:;<=>?@^_`|}~-]+")
_APPENDUID = re.compile(rb"\[APPENDUID ([0-9]+) ([0-9]+)\]", re.IGNORECASE)
_AT_ONCE = 500
"""UIDs in one command: a line stays far below what servers read."""
_MARKS = ("FLAGS", "INTERNALDATE")


class Row(NamedTuple):
    r"""One folder as LIST gives it; attributes in lower case: `\drafts`."""

    attributes: frozenset[str]
    delimiter: str
    name: str


class Selected(NamedTuple):
    """What SELECT said."""

    uidvalidity: int
    exists: int


class Head(NamedTuple):
    """Flags in lower case, the header fields asked for, and the day it arrived."""

    flags: frozenset[str]
    data: bytes
    arrived: datetime | None


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
    if settings.tls == "none" and not is_loopback(settings.host):
        raise MailboxError(f"{settings.host}: nothing is sent in clear over a network")

    def lost(error: Exception) -> MailboxError:
        return unreachable(error, settings, timeouts.connect)

    implicit = settings.tls == "implicit"
    with in_a_sentence(lost):
        client = IMAPClient(
            settings.host,
            port=settings.port,
            ssl=implicit,
            ssl_context=_tls(settings) if implicit else None,
            timeout=SocketTimeout(connect=timeouts.connect, read=timeouts.answer),
        )
        # The library sends the end of an APPEND by itself; held back until the message
        # is acknowledged (RFC 896), it would cost a third round trip, or 40 ms.
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
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


def _tls(settings: Settings) -> ssl.SSLContext:
    """Verified always; an own authority stands in for the system's."""
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ssl.SSLError) as error:
        fact = f"{settings.ca_file}: holds no certificate in PEM form ({error})"
        raise MailboxError(fact) from error


def _let_in(
    open_things: ExitStack, settings: Settings, timeouts: Timeouts, secret: Secret
) -> tuple[Any, str]:
    """Try the names in turn: some providers know a person by half an address.

    Each on a new connection, as some servers hang up after a refusal.
    """
    for user in settings.users:
        client = open_things.enter_context(_connected(settings, timeouts))
        try:
            _authenticate(client, settings, user, secret)
        except SignInError:
            open_things.close()
            if user == settings.users[-1]:
                raise
        else:
            return client, user
    raise AssertionError("an account has a user")


def _authenticate(client: Any, settings: Settings, user: str, secret: Secret) -> None:
    text = secret.reveal()

    def said_no(error: Exception) -> MailboxError:
        # A server may repeat what it was given; a secret is never printed.
        answer = _masked(str(error), text)
        # The library tells a connection that was lost here as a wrong password.
        cause = error.__context__
        gone = broken(cause if isinstance(cause, Exception) else error, settings.host)
        was_lost = isinstance(gone, DroppedError)
        return gone if was_lost else not_signed_in(answer, settings)

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
            marked = user.replace("\\", "\\\\").replace('"', '\\"')
            client.login(user if _ATOM.fullmatch(user) else f'"{marked}"', text)


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


class Session:
    """A signed-in connection; build it with `signed_in`."""

    def __init__(self, client: Any, host: str, user: str) -> None:
        self._client = client
        # Decoded here: one name that is no modified UTF-7 would end every LIST.
        client.folder_encode = False
        self._coded: dict[str, bytes] = {}
        self._place = host
        self.user = user

    @property
    def tls_version(self) -> str:
        """`TLSv1.3`; empty on a loopback connection in clear."""
        version = getattr(self._client.socket(), "version", None)
        return (version() or "") if version else ""

    def can(self, capability: str) -> bool:
        """Whether the server offers an extension."""
        with self._told():
            return bool(self._client.has_capability(capability))

    def list(self) -> tuple[Row, ...]:
        """All folders, by a plain LIST: some servers mark Drafts only there."""
        with self._told():
            return self._rows(self._client.list_folders())

    def list_special(self) -> tuple[Row, ...]:
        """Folders with a special use, by the LIST of RFC 6154."""
        imap = self._client._imap  # noqa: SLF001 - it has no call for it (its issue 332)
        with self._told():
            command = ("LIST", '""', '"*"', "RETURN", "(SPECIAL-USE)")
            status, data = imap._simple_command(*command)  # noqa: SLF001
            data = imap._untagged_response(status, data, "LIST")[1]  # noqa: SLF001
            return self._rows(self._client._proc_folder_list(data))  # noqa: SLF001

    def select(self, folder: str, *, readonly: bool = False) -> Selected:
        """Open a folder; read-only changes nothing at all, not even what is new."""
        with self._told(folder):
            coded = self._as_listed(folder)
            answer = self._client.select_folder(coded, readonly=readonly)
            uidvalidity = _number_of(answer.get(b"UIDVALIDITY", 0))
            return Selected(uidvalidity, _number_of(answer.get(b"EXISTS", 0)))

    def search(self, criteria: Sequence[Any]) -> tuple[int, ...]:
        """UIDs that match, in order."""
        with self._told():
            return tuple(sorted(self._client.search(list(criteria))))

    def heads(self, uids: Iterable[int], fields: str) -> dict[int, Head]:
        """Flags and these header fields of messages; marks nothing as read."""
        found = self._fetch(uids, [*_MARKS, f"BODY.PEEK[HEADER.FIELDS ({fields})]"])
        with self._told():
            return _heads_of(found)

    def all_heads(self, exists: int, fields: str) -> dict[int, Head]:
        """Those of the whole folder by UID, without a SEARCH: `exists` from SELECT.

        Asked for by number, which saves a round trip. A folder that has shrunk since
        has no such numbers any more, and is searched.
        """
        items = ["UID", *_MARKS, f"BODY.PEEK[HEADER.FIELDS ({fields})]"]
        self._client.use_uid = False
        try:
            found = self._fetch(range(1, exists + 1), items)
        except DroppedError:
            raise
        except MailboxError:
            found = {}
        finally:
            self._client.use_uid = True
        if not found:
            return self.heads(self.search(["ALL"]), fields)
        with self._told():
            return _heads_of({one.get(b"UID", 0): one for one in found.values()})

    def messages(
        self, uids: Iterable[int], at_once: int = _AT_ONCE
    ) -> dict[int, bytes]:
        """Whole messages; marks nothing as read."""
        found = self._fetch(uids, ["BODY.PEEK[]"], at_once)
        with self._told():
            return {uid: _body_of(one) for uid, one in found.items() if _body_of(one)}

    def _fetch(
        self, uids: Iterable[int], items: Sequence[str], at_once: int = _AT_ONCE
    ) -> dict[int, dict[bytes, Any]]:
        wanted, found = sorted(uids), {}
        with self._told():
            for start in range(0, len(wanted), at_once):
                found.update(self._client.fetch(wanted[start : start + at_once], items))
        return found

    def noop(self) -> None:
        """Let the server tell what is new."""
        with self._told():
            self._client.noop()

    def append(self, folder: str, message: bytes) -> tuple[int, int]:
        r"""Add a draft; its UIDVALIDITY and UID, zeros where the server tells none.

        Both flags are set by the APPEND itself: a later STORE makes copies on some
        servers, and without `\Draft` some programs show received mail.
        """
        with self._told(folder):
            coded, flags = self._as_listed(folder), (b"\\Draft", b"\\Seen")
            answer = self._client.append(coded, message, flags)
            told = _APPENDUID.search(answer or b"")
            return (_number_of(told[1]), _number_of(told[2])) if told else (0, 0)

    def move(self, uids: Sequence[int], folder: str) -> None:
        """UID MOVE exactly these."""
        if uids:
            with self._told(folder):
                self._client.move(list(uids), self._as_listed(folder))

    def mark_deleted(self, uids: Sequence[int]) -> None:
        r"""UID STORE `\Deleted` on exactly these."""
        if uids:
            with self._told():
                self._client.delete_messages(list(uids), silent=True)

    def uid_expunge(self, uids: Sequence[int]) -> None:
        """UID EXPUNGE exactly these; whatever else is marked deleted stays."""
        if uids:
            with self._told():
                self._client.uid_expunge(list(uids))

    def _rows(self, found: Iterable[Any]) -> tuple[Row, ...]:
        rows = []
        for flags, delimiter, coded in found:
            name = _folder_name(coded)
            if name.isprintable():  # a line break would end the command it stands in
                self._coded[name] = coded if isinstance(coded, bytes) else name.encode()
                mark = (delimiter or b"").decode("ascii", "replace")
                rows.append(Row(_flags_of(flags), mark, name))
        return tuple(rows)

    def _as_listed(self, folder: str) -> bytes:
        return self._coded.get(folder) or imap_utf7.encode(folder)

    @contextmanager
    def _told(self, folder: str = "") -> Iterator[None]:
        place = f"{self._place}: {folder}" if folder else self._place
        with in_a_sentence(lambda error: broken(error, place)):
            yield


def _folder_name(coded: bytes | str) -> str:
    """Read modified UTF-7 (RFC 3501 5.1.3); old servers have names that are none."""
    if isinstance(coded, str):
        return coded
    try:
        return str(imap_utf7.decode(coded))
    except (UnicodeError, ValueError, LookupError):
        return coded.decode("ascii", "backslashreplace")


def _number_of(told: Any) -> int:
    """Read a number of 32 bits (RFC 3501); what is none, or larger, says nothing."""
    number = int(told)
    return number if 0 <= number < 2**32 else 0


def _heads_of(found: Mapping[int, Mapping[bytes, Any]]) -> dict[int, Head]:
    """Read the headers of a FETCH; a message that came without one is left out."""
    return {
        uid: Head(_flags_of(one.get(b"FLAGS", ())), data, one.get(b"INTERNALDATE"))
        for uid, one in found.items()
        if uid and (data := _body_of(one))
    }


def _flags_of(flags: Iterable[Any]) -> frozenset[str]:
    """Give flags or attributes in lower case."""
    texts = (str(f, "ascii", "replace") if isinstance(f, bytes) else f for f in flags)
    return frozenset(str(text).lower() for text in texts)


def _body_of(answer: Mapping[bytes, Any]) -> bytes:
    """Give what was fetched of a message itself, or nothing."""
    found = (value for key, value in answer.items() if key.startswith(b"BODY["))
    return next(found, b"") or b""
