"""Reading what the server made of the drafts it was given.

A server without UIDPLUS does not say under which UID a draft lies: there the folder is
looked through for its Message-ID.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.mailbox.look import look


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.mailbox.commands import Selected, Session
    from drafter.mailbox.folders import Folders
    from drafter.mailbox.wanted import Step

_BYTES_AT_ONCE = 8 * 1024 * 1024
_MOST_AT_ONCE = 200


class Room(NamedTuple):
    """The folder as one connection found it."""

    session: Session
    folders: Folders
    selected: Selected

    @property
    def spot(self) -> tuple[str, int]:
        """What a UID is counted in."""
        return self.folders.drafts, self.selected.uidvalidity


class Stored(NamedTuple):
    """A copy that lies there and is to be read back."""

    step: Step
    uid: int
    data: bytes = b""


def read_back(room: Room, stored: Sequence[Stored]) -> list[Stored]:
    """Give each with its UID and bytes; without them if it is not to be found."""
    found = _with_uids(room, stored)
    wanted = [one.uid for one in found if one.uid and not one.data]
    largest = max((len(one.step.data) for one in found), default=0)
    at_once = max(1, min(_MOST_AT_ONCE, _BYTES_AT_ONCE // max(largest, 1)))
    messages = room.session.messages(wanted, at_once)
    if len(messages) < len(set(wanted)):
        room.session.noop()  # a server may tell only now of what is new
        missing = set(wanted) - set(messages)
        messages |= room.session.messages(missing, at_once)
    return [one._replace(data=one.data or messages.get(one.uid, b"")) for one in found]


def _with_uids(room: Room, stored: Sequence[Stored]) -> list[Stored]:
    if all(one.uid for one in stored):
        return list(stored)
    room.session.noop()
    own = stored[0].step.wanted.own
    folder = room.selected._replace(exists=room.selected.exists + len(stored))
    seen = look(room.session, folder, own.token, ())
    uids = {str(one.own): one.uid for one in seen if one.own and not one.is_deleted}
    return [
        one if one.uid else one._replace(uid=uids.get(one.step.message_id, 0))
        for one in stored
    ]
