"""What was stored, read again: whether the server kept the letter it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.eml import digest_of
from drafter.formats.message import read_message
from drafter.mailbox.look import uids_now
from drafter.mailbox.prove import differences


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.mailbox.decide import Step
    from drafter.mailbox.look import Room

_BYTES_AT_ONCE = 8 * 1024 * 1024
_MOST_AT_ONCE = 200


class Stored(NamedTuple):
    """A copy that lies there and is to be read back."""

    step: Step
    uid: int
    data: bytes = b""


def read_back(room: Room, stored: Sequence[Stored]) -> list[Stored]:
    """Give each with its UID and bytes; without them if it is not to be found.

    A UID is only believed if the copy lies under it: a server may name none, or count
    in a folder that was made anew meanwhile. Then it is looked for by its Message-ID.
    """
    found = _with_bytes(room, stored)
    lost = {id(one.step): one for one in found if not _is_it(one)}
    if not lost:
        return found
    room.session.noop()  # a server may tell only now of what is new
    uids = uids_now(room, stored[0].step.wanted.own.token)
    again = [
        one._replace(uid=uids.get(one.step.message_id, 0), data=b"")
        for one in lost.values()
    ]
    lost = {id(one.step): one for one in _with_bytes(room, again)}
    return [lost.get(id(one.step), one) for one in found]


def _with_bytes(room: Room, stored: Sequence[Stored]) -> list[Stored]:
    wanted = [one.uid for one in stored if one.uid and not one.data]
    largest = max((len(one.step.data) for one in stored), default=0)
    at_once = max(1, min(_MOST_AT_ONCE, _BYTES_AT_ONCE // max(largest, 1)))
    messages = room.session.messages(wanted, at_once)
    return [one._replace(data=one.data or messages.get(one.uid, b"")) for one in stored]


def _is_it(one: Stored) -> bool:
    """Whether what lies there is the copy: by its name, or word for word."""
    if not one.data:
        return False
    try:
        message = read_message(one.data)
    except ValueError:
        return False
    named = message.message_id == one.step.message_id
    return named or not differences(one.step.wanted.message, message)


def judged(one: Stored) -> tuple[str, str]:
    """Say what the server did to it, if anything; and the digest of what lies there."""
    try:
        found = read_message(one.data)
    except ValueError as error:
        return f"changed it: {error}", ""
    facts = differences(one.step.wanted.message, found)
    return (f"changed it: {'; '.join(facts)}" if facts else ""), digest_of(found)
