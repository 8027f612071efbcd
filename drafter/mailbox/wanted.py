"""A draft that is to lie in the folder, and the step that brings it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.formats import eml
from drafter.formats.identity import parse_message_id, reader_of
from drafter.formats.message import read_message


if TYPE_CHECKING:
    from datetime import datetime

    from drafter.address import Address
    from drafter.delivery.deliver import Artefact
    from drafter.formats.identity import MessageId
    from drafter.formats.message import Message
    from drafter.mailbox.decide import Plan


class Wanted(NamedTuple):
    """A cleared draft as it should read in the folder."""

    artefact: Artefact
    message: Message
    """As it was encoded for a file: the same words, headers and attachment."""
    own: MessageId
    """Of the first generation."""
    to: Address

    @property
    def name(self) -> str:
        """How it is called in messages: its file, without the ending."""
        return self.artefact.name.removesuffix(".eml")

    @property
    def reader(self) -> str:
        """Whom it is for, as the journal may know it."""
        return reader_of(self.to.key)


class Step(NamedTuple):
    """What will be done about one draft, planned before anything is."""

    wanted: Wanted
    plan: Plan
    data: bytes
    """What is to be appended; empty where nothing is."""
    beside: str
    """The subject of another draft of the user's to the same person, or nothing."""
    has_namesake: bool = False
    """Whether one of ours to them with this subject lies there that this run does not
    know: the notes named another employer or day when it was made."""

    @property
    def message_id(self) -> str:
        """Of the generation that is to lie there."""
        return str(self.wanted.own._replace(generation=self.plan.generation))


def wanted_of(artefact: Artefact) -> Wanted:
    """Read back what was encoded: that, and nothing else, is what is to lie there."""
    message = read_message(artefact.data)
    own = parse_message_id(message.message_id)
    to = artefact.cleared.draft.recipient
    assert own, "made by formats.eml"
    assert to, "the guard lets no email pass without"
    return Wanted(artefact, message, own, to)


def encoded(wanted: Wanted, generation: int, now: datetime) -> bytes:
    """Give the bytes to append: dated, without the marks of a file."""
    artefact = wanted.artefact
    return eml.encode(
        artefact.cleared, number=artefact.number, generation=generation, date=now
    )
