"""What is remembered of the copies that drafter put into a folder.

The journal keeps it. A copy known by its UID needs no reading again, because what lies
under a UID never changes; and a copy that is remembered and no longer there was sent,
moved or deleted by its owner. If the memory is lost, the copies prove themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from drafter.formats.identity import parse_message_id


if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.formats.identity import MessageId


class Placed(NamedTuple):
    """One copy in a folder of the account."""

    draft: str
    """The ID of `identity.MessageId`: the same for every version of one draft."""
    message_id: str
    folder: str
    uidvalidity: int
    uid: int
    """0 where the server did not tell."""
    reader: str
    """`identity.reader_of`: whom it is for, without saying so."""
    digest: str = ""
    """Of the content as the server gave it back; empty until it was read."""

    @property
    def own(self) -> MessageId:
        """What its Message-ID says."""
        own = parse_message_id(self.message_id)
        assert own, "only ours are placed"
        return own


def newest(placed: Iterable[Placed]) -> Placed | None:
    """Give the newest generation of a draft that ever lay there."""
    return max(placed, key=lambda one: one.own.generation, default=None)


class Memory(Protocol):
    """The journal's view of one account."""

    def placed(self, drafts: Iterable[str]) -> tuple[Placed, ...]:
        """Every copy ever placed of these drafts."""

    def place(self, placed: Iterable[Placed]) -> None:
        """Remember copies, each instead of what was known of its Message-ID."""

    def forget_copies(self, message_ids: Iterable[str]) -> None:
        """Forget copies that drafter itself took back: nobody sent or deleted them."""
