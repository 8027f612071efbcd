"""What a server answers, as values; whatever it says may be nonsense.

Only called inside a session's commands, which turn every error into a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from imapclient import imap_utf7


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

_NUMBER_MAX = 2**32 - 1


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


def folder_name(coded: bytes | str) -> str:
    """Read modified UTF-7 (RFC 3501 5.1.3); old servers have names that are none."""
    if isinstance(coded, str):
        return coded
    try:
        return str(imap_utf7.decode(coded))
    except (UnicodeError, ValueError, LookupError):
        return coded.decode("ascii", "backslashreplace")


def number_of(told: Any) -> int:
    """Read a number of 32 bits (RFC 3501); what is none, or larger, says nothing."""
    number = int(told)
    return number if 0 <= number <= _NUMBER_MAX else 0


def items(fields: str) -> list[str]:
    """What to FETCH of a header."""
    return ["FLAGS", "INTERNALDATE", f"BODY.PEEK[HEADER.FIELDS ({fields})]"]


def heads_of(found: Mapping[int, Mapping[bytes, Any]]) -> dict[int, Head]:
    """Read the headers of a FETCH; a message that came without one is left out."""
    return {
        uid: Head(flags_of(answer.get(b"FLAGS", ())), body_of(answer), _day(answer))
        for uid, answer in found.items()
        if uid and body_of(answer)
    }


def flags_of(flags: Iterable[Any]) -> frozenset[str]:
    """Give flags or attributes in lower case."""
    texts = (
        f.decode("ascii", "replace") if isinstance(f, bytes) else str(f) for f in flags
    )
    return frozenset(text.lower() for text in texts)


def body_of(answer: Mapping[bytes, Any]) -> bytes:
    """Give what was fetched of a message itself, or nothing."""
    found = (value for key, value in answer.items() if key.startswith(b"BODY["))
    return next(found, b"") or b""


def _day(answer: Mapping[bytes, Any]) -> datetime | None:
    arrived: datetime | None = answer.get(b"INTERNALDATE")
    return arrived
