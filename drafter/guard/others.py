"""What else goes out, and what went out before: no note can be judged alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from drafter.draft import Draft, Kind


class Sketch(NamedTuple):
    """One note as far as likeness goes: hashes, never its words (see `likeness`)."""

    kind: Kind
    employer_key: str
    person_key: str
    trigrams: tuple[int, ...]
    """Of the body, in order."""
    sentences: frozenset[int]
    """Sentences and facts; what sort, their lowest bits say."""
    subject: int
    """As read; the journal knows a sent letter by it. 0 where there is none."""
    writer: str = ""
    """Whose letter it is; empty where nobody knows. Two in one home may be alike."""
    label: str = ""
    """How a finding calls it ("card-dana", "thank-you to Bo on June 2")."""


Earlier = Sketch
"""A note the journal remembers."""


class Memory(Protocol):
    """The journal's half of the likeness rules."""

    def resembling(self, note: Sketch) -> Iterable[Earlier]:
        """Recall notes that may be like this one; the guard looks closely.

        Notes of this same interview are in `Others.run` and must not come back here.
        """


class Others(NamedTuple):
    """The rest of the run, the journal, and names that may stand in no note."""

    run: tuple[Draft, ...] = ()
    """Other drafts of this run; the draft itself may be among them."""
    memory: Memory | None = None
    rivals: tuple[str, ...] = ()
    """Employers known from the journal and from sibling files."""
    today: date | None = None
    """The day it is written; None where nobody asks."""


NOBODY_ELSE = Others()
