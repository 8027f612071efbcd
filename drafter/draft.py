"""`Draft`: one text for one reader, not yet checked.

There is room for one recipient and no other: no cc, no bcc, no group, no dictionary of
headers. A draft becomes something that may leave the program only as `guard.Cleared`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple


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
