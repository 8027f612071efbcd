r"""The drafts as they stand in the folder now, edited ones included; reads, no more.

A mail program that saves a draft anew gives it a Message-ID of its own, so a message is
also the guard's business if a reader of ours is among its recipients. Of all others,
the user's own letters, nothing but a few header fields is ever asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.address import Address
from drafter.formats.identity import parse_message_id, reader_of
from drafter.formats.message import read_message
from drafter.mailbox.criteria import any_of
from drafter.mailbox.look import MANY


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.formats.identity import MessageId
    from drafter.formats.message import Message
    from drafter.mailbox.answers import Head
    from drafter.mailbox.commands import Session

_FIELDS = "MESSAGE-ID TO CC BCC SUBJECT"
_ADDRESSED = ("To", "Cc", "Bcc")
_LARGE = 256 * 1024
_AT_ONCE = 50
"""Bodies in one answer; of those that are large, with a file in them, one."""


class Wanted(NamedTuple):
    """Which messages count."""

    tokens: frozenset[str]
    """`identity.token_of` the From addresses."""
    ids: frozenset[str]
    """`MessageId.id` of drafts that are known."""
    addresses: tuple[Address, ...]
    """Of the people of the interview."""
    readers: frozenset[str]
    """`identity.reader_of` whoever was drafted to before."""


class Standing(NamedTuple):
    """One message of the folder that counts."""

    own: MessageId | None
    """None if drafter did not make its Message-ID."""
    recipients: tuple[str, ...]
    """`Address.key` of everyone in To, Cc and Bcc, in this order."""
    subject: str
    data: bytes
    """The whole message; empty if it is larger than was asked for."""


def standing(
    session: Session, folder: str, wanted: Wanted, largest: int
) -> Iterator[Standing]:
    """Read each that counts; of one larger than `largest` bytes only the header.

    Large ones come first, each as it is asked for: all at once may not fit in memory.
    """
    exists = session.select(folder, readonly=True).exists
    if not exists:
        return
    heads = _heads(session, exists, wanted)
    found = {
        uid: one
        for uid, head in sorted(heads.items())
        if "\\deleted" not in head.flags and (one := _counted(head, wanted))
    }
    if not found:
        return
    too_large = set(session.search(["LARGER", largest]))
    large = set(session.search(["LARGER", _LARGE]))
    batch: list[int] = []
    for uid, one in found.items():
        if uid in too_large:
            yield one
        elif uid in large:
            yield from _whole(session, [uid], found)
        else:
            batch.append(uid)
    for start in range(0, len(batch), _AT_ONCE):
        yield from _whole(session, batch[start : start + _AT_ONCE], found)


def _whole(
    session: Session, uids: Sequence[int], found: dict[int, Standing]
) -> Iterator[Standing]:
    """Read these; one that went away while we looked is no draft any more."""
    for uid, data in sorted(session.messages(uids).items()):
        if uid in found:
            yield found[uid]._replace(data=data)


def _heads(session: Session, exists: int, wanted: Wanted) -> dict[int, Head]:
    """Narrow down a very large folder; but whom we know by hash no search can find."""
    known = {reader_of(address.key) for address in wanted.addresses}
    if exists <= MANY or not wanted.readers <= known:
        return session.all_heads(exists, _FIELDS)
    ours = [["HEADER", "Message-ID", f"{token}."] for token in sorted(wanted.tokens)]
    theirs = [
        [field.upper(), str(address)]
        for address in wanted.addresses
        for field in _ADDRESSED
    ]
    return session.heads(session.search(any_of([*ours, *theirs])), _FIELDS)


def _counted(head: Head, wanted: Wanted) -> Standing | None:
    try:
        message = read_message(head.data)
    except ValueError:
        # Too long to be read, or empty: only what we may have written counts.
        is_ours = any(f"<{token}.".encode() in head.data for token in wanted.tokens)
        return Standing(None, (), "", b"") if is_ours else None
    own = _own(message, wanted)
    keys = tuple(
        _key(box.address) for name in _ADDRESSED for box in message.mailboxes(name).all
    )
    readers = {reader_of(address.key) for address in wanted.addresses} | wanted.readers
    if own or not readers.isdisjoint(map(reader_of, keys)):
        return Standing(own, keys, message.subject, b"")
    return None


def _own(message: Message, wanted: Wanted) -> MessageId | None:
    """Find ours, also where somebody added a second Message-ID."""
    for value in message.values("Message-ID"):
        own = parse_message_id(value)
        if own and (own.token in wanted.tokens or own.id in wanted.ids):
            return own
    return None


def _key(address: str) -> str:
    try:
        return Address.parse(address).key
    except ValueError:
        return address.casefold()
