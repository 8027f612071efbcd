"""What no run may ever do to a mailbox: the checks, on snapshots and on the wire.

A copy is ours only if it proves to be unedited; all else is its owner's, also what has
a Message-ID of ours. Words are read by Python's own parser, which shares no code with
drafter's.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.eml import is_unedited, parse_message_id
from drafter.formats.message import read_message


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from drafter.delivery.deliver import Artefact
    from tests.mailboxes import Mail
    from tests.servers.proxy import Command

Snapshot = dict[str, list["Mail"]]
VERBS = {
    "CAPABILITY", "AUTHENTICATE", "LOGIN", "LIST", "SELECT", "UID SEARCH", "FETCH",
    "UID FETCH",
    "NOOP", "APPEND", "UID MOVE", "UID STORE", "UID EXPUNGE", "LOGOUT",
}  # fmt: skip
"""All that drafter ever says."""
_LINES = {
    "SELECT": r'SELECT "?Drafts"?',
    "APPEND": r'APPEND "?Drafts"? \(\\Draft \\Seen\) (?:"[^"]*" )?\{\d+\+?\}',
    "FETCH": r"FETCH [\d,:]+ \(UID FLAGS INTERNALDATE BODY\.PEEK\[.*",
    "UID FETCH": r"UID FETCH [\d,:]+ \(?(?:FLAGS INTERNALDATE )?BODY\.PEEK\[.*",
    "UID MOVE": r'UID MOVE (?P<uids>[\d,:]+) "?Trash"?',
    "UID STORE": r"UID STORE (?P<uids>[\d,:]+) \+FLAGS\.SILENT \(\\Deleted\)",
    "UID EXPUNGE": r"UID EXPUNGE (?P<uids>[\d,:]+)",
}


class Letter(NamedTuple):
    """What the reader would get, as Python's own parser reads it."""

    to: str
    subject: str
    words: tuple[str, ...]


@lru_cache(4096)
def letter_in(data: bytes) -> Letter:
    """Read a message with the standard library, which shares no code with ours."""
    message = message_from_bytes(data, policy=default)
    body = message.get_body(("plain", "html"))
    words = tuple(body.get_content().split()) if body else ()
    return Letter(str(message["To"]), str(message["Subject"]), words)


def check_one_each(found: Snapshot, artefacts: Iterable[Artefact]) -> None:
    """Exactly one draft each lies there, none is missing, nothing is left over."""
    assert drafts_in(found) == letters(artefacts)
    drafts = found["Drafts"]
    assert not [mail for mail in drafts if _is_deleted(mail) and is_ours(mail[2])]


def letters(artefacts: Iterable[Artefact]) -> list[Letter]:
    """Give what is wanted."""
    return sorted(letter_in(artefact.data) for artefact in artefacts)


@lru_cache(4096)
def is_ours(data: bytes) -> bool:
    """Whether it is a copy of ours that nobody edited."""
    return _has_our_name(data) and is_unedited(read_message(data))


@lru_cache(4096)
def _has_our_name(data: bytes) -> bool:
    try:
        return parse_message_id(read_message(data).message_id) is not None
    except ValueError:
        return False


def _is_deleted(mail: Mail) -> bool:
    return b"\\Deleted" in mail[1]


def drafts_in(found: Snapshot) -> list[Letter]:
    """Give our own letters in the Drafts folder, deleted ones left out."""
    live = [mail for mail in found["Drafts"] if not _is_deleted(mail)]
    return sorted(letter_in(data) for _, _, data in live if is_ours(data))


def protected(before: Snapshot, *, replace: bool) -> set[int]:
    """UIDs of the Drafts folder that no command may change."""
    is_free = _has_our_name if replace else is_ours
    return {uid for uid, _, data in before["Drafts"] if not is_free(data)}


def check_commands(commands: Iterable[Command], protected: set[int]) -> None:
    """Nothing was said that could destroy or send what is not ours."""
    for verb, line in commands:
        assert verb in VERBS, line
        if verb not in _LINES:
            continue
        found = re.fullmatch(_LINES[verb], line)
        assert found, line
        touched = uids(found.groupdict().get("uids") or "")
        assert not touched & protected, line


def uids(text: str) -> set[int]:
    """Read a set of UIDs as IMAP writes it: `3,5:7`."""
    found: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = part.partition(":")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def check_nothing_else_changed(
    before: Snapshot, after: Snapshot, rescued: Collection[bytes] | None = None
) -> None:
    """Each mail that is not ours has its bytes, UID and flags; and none is new.

    Where edited drafts were to give way, `rescued` must hold those that went away.
    """
    if rescued is None:
        assert _others(after) == _others(before)
        return
    assert _foreign(after) == _foreign(before)
    gone = _edited(before) - _edited(after)
    assert gone <= set(rescued)


def _others(found: Snapshot) -> Snapshot:
    return {
        folder: [mail for mail in mails if not is_ours(mail[2])]
        for folder, mails in found.items()
    }


def _foreign(found: Snapshot) -> Snapshot:
    return {
        folder: [mail for mail in mails if not _has_our_name(mail[2])]
        for folder, mails in found.items()
    }


def _edited(found: Snapshot) -> set[bytes]:
    everything = [data for mails in found.values() for _, _, data in mails]
    return {data for data in everything if _has_our_name(data) and not is_ours(data)}
