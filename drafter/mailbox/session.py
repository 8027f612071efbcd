r"""One session with the user's own server: the few IMAP commands drafter uses.

The library behind it would also send a plain EXPUNGE, which destroys whatever the user
has marked deleted; here all changes are by UID.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from imapclient import imap_utf7

from drafter.address import Address
from drafter.formats.eml import parse_message_id
from drafter.formats.message import Message, read_message
from drafter.html import Page
from drafter.mailbox.failures import (
    DroppedError,
    MailboxError,
    broken,
    in_a_sentence,
)


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from drafter.formats.eml import MessageId

_APPENDUID = re.compile(rb"\[APPENDUID ([0-9]+) ([0-9]+)\]", re.IGNORECASE)
_AT_ONCE = 500
"""UIDs in one command: a line stays far below what servers read."""
_BYTES_AT_ONCE, _MESSAGES_AT_ONCE = 8 * 1024 * 1024, 200
_FIELDS = (
    "MESSAGE-ID FROM TO CC BCC SUBJECT DATE IN-REPLY-TO REFERENCES AUTO-SUBMITTED"
    " PRECEDENCE CONTENT-TYPE LIST-ID LIST-UNSUBSCRIBE X-AUTOREPLY X-AUTORESPOND"
    " X-AUTO-RESPONSE-SUPPRESS RETURN-PATH"
)
_HEAD = (
    "FLAGS", "INTERNALDATE", "RFC822.SIZE", f"BODY.PEEK[HEADER.FIELDS ({_FIELDS})]"
)  # fmt: skip
"""All that is read of a mail which is not ours."""
_UNREADABLE = Message((), "", "", Page(), ())


class Row(NamedTuple):
    r"""One folder as LIST gives it; attributes in lower case: `\drafts`."""

    attributes: frozenset[str]
    delimiter: str
    name: str


class Selected(NamedTuple):
    """What SELECT said."""

    uidvalidity: int
    exists: int


@dataclass(frozen=True)
class Head:
    """One message of a folder, by its marks and the header fields that matter.

    What a server calls a match differs (Gmail knows no part of a Message-ID): whatever
    is looked for is compared with what stands here, and exactly.
    """

    uid: int
    flags: frozenset[str]
    """In lower case."""
    data: bytes
    arrived: datetime | None
    size: int

    @cached_property
    def message(self) -> Message:
        """The header as read; it has no field if it cannot be."""
        try:
            return read_message(self.data)
        except ValueError:
            return _UNREADABLE

    @cached_property
    def own(self) -> MessageId | None:
        """None if drafter did not make its Message-ID."""
        return parse_message_id(self.message.message_id)

    @cached_property
    def subject(self) -> str:
        """In small letters."""
        return self.message.subject.casefold()

    @cached_property
    def to(self) -> str:
        """`Address.key` of the only recipient; empty if there is not exactly one."""
        only = self.message.only("To")
        return only.key if only else ""

    @cached_property
    def readers(self) -> tuple[str, ...]:
        """`Address.key` of everyone in To, Cc and Bcc, in this order."""
        fields = (self.message.mailboxes(name).all for name in ("To", "Cc", "Bcc"))
        return tuple(key_of(box.address) for boxes in fields for box in boxes)

    @property
    def is_deleted(self) -> bool:
        """Marked so, and not yet expunged."""
        return "\\deleted" in self.flags


def key_of(text: str) -> str:
    """Give what two spellings of an address share; what is none stands for itself."""
    try:
        return Address.parse(text).key
    except ValueError:
        return text.casefold()


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

    def list(self, *how: str) -> tuple[Row, ...]:
        """All folders, or of RFC 6154; a row that nobody can read is left out alone.

        The library reads all or none, and has no call for RFC 6154 (its issue 332).
        """
        client, imap = self._client, self._client._imap  # noqa: SLF001
        with self._told():
            status, data = imap._simple_command("LIST", '""', '"*"', *how)  # noqa: SLF001
            client._checkok("list", status, data)  # noqa: SLF001
            answers = imap._untagged_response(status, data, "LIST")[1]  # noqa: SLF001
            found: list[Any] = []
            for row in answers:
                with suppress(Exception):
                    found += client._proc_folder_list([row])  # noqa: SLF001
            rows = (self._row(*one) for one in found)
            # A name with a line break would end the command it stands in.
            return tuple(row for row in rows if row.name.isprintable())

    def _row(self, flags: Any, delimiter: bytes | None, coded: bytes | str) -> Row:
        name = _folder_name(coded)
        self._coded[name] = coded if isinstance(coded, bytes) else name.encode()
        mark = (delimiter or b"").decode("ascii", "replace")
        return Row(_flags_of(flags), mark, name)

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

    def heads(self, uids: Iterable[int]) -> tuple[Head, ...]:
        """Headers in the order of UIDs; marks nothing as read."""
        return self._read(self._fetch(uids, _HEAD))

    def all_heads(self, exists: int) -> tuple[Head, ...]:
        """Those of the whole folder, without a SEARCH; `exists` comes from SELECT.

        Asked for by number, which saves a round trip. A folder that has shrunk since
        has no such numbers any more, and is searched.
        """
        self._client.use_uid = False
        try:
            found = self._fetch(range(1, exists + 1), ("UID", *_HEAD))
        except DroppedError:
            raise
        except MailboxError:
            found = {}
        finally:
            self._client.use_uid = True
        if not found:
            return self.heads(self.search(["ALL"]))
        return self._read({one.get(b"UID", 0): one for one in found.values()})

    def _read(self, found: Mapping[int, Mapping[bytes, Any]]) -> tuple[Head, ...]:
        """Read what came of a FETCH; a message without a header is left out."""
        with self._told():
            heads = (_head_of(uid, one) for uid, one in sorted(found.items()))
            return tuple(head for head in heads if head.uid and head.data)

    def messages(self, sizes: Mapping[int, int]) -> Iterator[tuple[int, bytes]]:
        """Whole messages by UID, a few at once as they may be large; marks none read.

        `sizes` in bytes, as far as they are known. What went away is left out.
        """
        for uids in _batches(sizes):
            found = self._fetch(uids, ["BODY.PEEK[]"])
            for uid in uids:
                with self._told():
                    data = _body_of(found.pop(uid, {}))
                if data:
                    yield uid, data

    def _fetch(
        self, uids: Iterable[int], items: Sequence[str]
    ) -> dict[int, dict[bytes, Any]]:
        wanted, found = sorted(uids), {}
        with self._told():
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                found.update(self._client.fetch(some, items))
        return found

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

    def _as_listed(self, folder: str) -> bytes:
        return self._coded.get(folder) or imap_utf7.encode(folder)

    @contextmanager
    def _told(self, folder: str = "") -> Iterator[None]:
        place = f"{self._place}: {folder}" if folder else self._place
        with in_a_sentence(lambda error: broken(error, place)):
            yield


def _batches(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """Part messages so that what comes at once fits in memory; a large one is alone."""
    some, total = list[int](), 0
    for uid, size in sorted(sizes.items()):
        if some and (total + size > _BYTES_AT_ONCE or len(some) == _MESSAGES_AT_ONCE):
            yield some
            some, total = [], 0
        some.append(uid)
        total += size
    if some:
        yield some


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


def _head_of(uid: int, one: Mapping[bytes, Any]) -> Head:
    return Head(
        uid,
        _flags_of(one.get(b"FLAGS", ())),
        _body_of(one),
        one.get(b"INTERNALDATE"),
        one.get(b"RFC822.SIZE", 0),
    )


def _flags_of(flags: Iterable[Any]) -> frozenset[str]:
    texts = (str(f, "ascii", "replace") if isinstance(f, bytes) else f for f in flags)
    return frozenset(str(text).lower() for text in texts)


def _body_of(answer: Mapping[bytes, Any]) -> bytes:
    found = (value for key, value in answer.items() if key.startswith(b"BODY["))
    return next(found, b"") or b""
