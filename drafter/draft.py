"""`Draft`: one text for one reader, not yet checked; and whether it fits a card.

There is room for one recipient and no other: no cc, no bcc, no group, no dictionary of
headers. A draft becomes something that may leave the program only as `guard.Cleared`.

Whether a text fits a card in somebody's handwriting is a model with two outside checks
(an A2 in average writing holds 293 characters, against 225 to 300 advised by
stationers): millimetres a character and a line, margins all round, greedy wrapping, one
writing panel, landscape.
"""

from __future__ import annotations

import re
from enum import StrEnum
from textwrap import TextWrapper
from typing import TYPE_CHECKING, NamedTuple

from drafter.interview import CardSize, Handwriting


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.address import Address
    from drafter.interview import Interview, Interviewer, Takeaway


class Kind(StrEnum):
    """What is drafted; the value is the first part of its file name."""

    THANK_YOU = "thank-you"
    CARD = "card"
    LINKEDIN = "linkedin"
    TAKEAWAY = "takeaway"
    CHECK_IN = "check-in"
    PHONE = "phone"
    REPLY = "reply"

    @property
    def is_email(self) -> bool:
        """Whether it has a subject, an address and an .eml file."""
        return self in _EMAILS


ASKS = "addresses"
"""A reply that answers nothing: it asks for addresses that are missing."""
ANSWERS = ("new_date", "rejection", "offer", "withdraw", ASKS)
"""What a reply may answer."""
CHECK_INS = frozenset({Kind.CHECK_IN, Kind.PHONE})
_EMAILS = frozenset({Kind.THANK_YOU, Kind.TAKEAWAY, Kind.CHECK_IN, Kind.REPLY})


class Answered(NamedTuple):
    """A mail that a draft answers."""

    subject: str
    thread: tuple[str, ...]
    """Message-IDs, the oldest first; its own is the last."""

    @property
    def answer(self) -> str:
        """The subject of an answer: one `Re:`, whatever they called theirs."""
        bare = re.sub(
            r"(?i)^(?:\s*(?:re|aw|sv|antw|fwd?|wg)\s*(?:\[\d+\])?:)+", "", self.subject
        )
        return f"Re: {' '.join(bare.split())}".rstrip()


class Draft(NamedTuple):
    """One text as its reader will see it, and the facts it was made from."""

    kind: Kind
    text: str
    """Plain words, greeting to signature; LF, a line a paragraph, no trailing space."""
    subject: str = ""
    html: str = ""
    """The same words as plain unstyled HTML; empty where the text goes alone."""
    sender: Address | None = None
    recipient: Address | None = None
    """None for texts without an address (cards), and for an email with none known."""
    interview: Interview | None = None
    """None when a draft is checked without one: rules about facts then rest."""
    interviewer: Interviewer | None = None
    attachment: Path | None = None
    thread: tuple[str, ...] = ()
    """Message-IDs of the mails before it, where it answers one; that is the last."""
    addressed_to: str = ""
    """The name in the To of an email that is checked."""

    @property
    def is_mail(self) -> bool:
        """Whether it can be sent; one without an address is text, to be passed on."""
        return self.kind.is_email and self.recipient is not None

    @property
    def name(self) -> str:
        """How the draft is called in messages, and its file without the ending."""
        return (
            f"{self.kind}-{self.interviewer.id}" if self.interviewer else str(self.kind)
        )


class Order(NamedTuple):
    """One text to be written: what, for whom, and what it hands over or answers."""

    kind: Kind
    person: Interviewer
    number: int = 1
    """Tells several take-aways to one person apart."""
    takeaway: Takeaway | None = None
    to: str = ""
    """What a reply answers: `rejection`, `offer` ..."""

    @property
    def key(self) -> tuple[str, Kind, int]:
        """What the journal knows it by, within its interview."""
        return self.person.id, self.kind, self.number


MARGIN = 10.0
"""Millimetres on every side."""
_INCH = 25.4
SIZES = {
    CardSize.BAR4: (5.0 * _INCH, 3.5 * _INCH),
    CardSize.A2: (5.5 * _INCH, 4.25 * _INCH),
    CardSize.FLAT: (6.5 * _INCH, 4.25 * _INCH),
    CardSize.US_A6: (6.25 * _INCH, 4.5 * _INCH),
    CardSize.A7: (7.0 * _INCH, 5.0 * _INCH),
    CardSize.ISO_A6: (148.0, 105.0),
}
"""Width and height of one panel in millimetres; ISO A6 is not the American A6."""
# Wide rule is 8.7 mm, college rule 7.1 mm; a full college-ruled page holds about 250
# words, which is 4.1 mm a character.
HANDS = {
    Handwriting.SMALL: (3.2, 7.0),
    Handwriting.AVERAGE: (4.1, 8.0),
    Handwriting.LARGE: (5.0, 10.0),
}
"""Millimetres a character and a line."""
FACE_SIZE, FACE_WIDTH = 1.08, 1.25
"""How our handwriting face is set to look like a hand: its size, in lines of the card,
and how much wider than it was drawn."""
_NEARLY = 0.01
"""An A2 has room for 10.99 lines of 8 mm: nobody's hand knows that from 11."""


class Panel(NamedTuple):
    """The room one card has in one hand."""

    characters: int
    """A line."""
    lines: int


def panel(size: CardSize, hand: Handwriting) -> Panel:
    """Count the characters of a line and the lines of a card."""
    width, height = SIZES[size]
    character, line = HANDS[hand]
    usable = (width - 2 * MARGIN, height - 2 * MARGIN)
    return Panel(int(usable[0] / character + _NEARLY), int(usable[1] / line + _NEARLY))


def wrapped(text: str, characters: int) -> tuple[str, ...]:
    """Break as a hand would: at blanks, no empty lines; a word too long is broken."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n"))
    wrap = TextWrapper(characters, break_on_hyphens=False).wrap
    return tuple(line for paragraph in paragraphs for line in wrap(paragraph))


def overflow(text: str, size: CardSize, hand: Handwriting) -> int:
    """How many lines too many a text has; 0 or less fits."""
    room = panel(size, hand)
    return len(wrapped(text, room.characters)) - room.lines


_FOLDED = (CardSize.BAR4, CardSize.A2, CardSize.US_A6, CardSize.A7)
"""By size. Who writes on a flat card, or on an ISO one, has no other to take."""


def smallest_fit(text: str, hand: Handwriting, over: CardSize) -> CardSize | None:
    """Find the next larger card of its sort that holds the text, or None."""
    larger = _FOLDED[_FOLDED.index(over) + 1 :] if over in _FOLDED else ()
    return next((size for size in larger if overflow(text, size, hand) <= 0), None)
