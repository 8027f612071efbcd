"""What the readers of one interview have been given so far.

Shared by all notes of an interview; a note is tried on a copy, and only when it is
accepted does the ledger learn of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.templating.markup import sentences


if TYPE_CHECKING:
    from drafter.templating.offers import Slot
    from drafter.templating.walk import Walk


@dataclass(slots=True)
class Ledger:
    """What the readers of one interview have been given so far."""

    seed: str
    """Fixes the rotation: the interview's identity, and the variant asked for."""
    earlier: frozenset[str] = frozenset()
    """Alternatives given at this employer in earlier interviews."""
    given: dict[str, str] = field(default_factory=dict)
    spoken: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    told: dict[str, frozenset[str]] = field(default_factory=dict)

    def start(self, slot: Slot, count: int) -> int:
        """Where the rotation of this slot begins."""
        mark = hashlib.sha256(f"{self.seed}|{slot.template}|{slot.number}".encode())
        return int.from_bytes(mark.digest()[:4]) % count

    def copy(self) -> Ledger:
        """A ledger to try on; `take` makes it the real one."""
        return Ledger(
            self.seed,
            self.earlier,
            dict(self.given),
            dict(self.spoken),
            dict(self.subjects),
            dict(self.told),
        )

    def take(self, tried: Ledger) -> None:
        """Keep what a trial gave away."""
        self.given, self.spoken = tried.given, tried.spoken
        self.subjects, self.told = tried.subjects, tried.told

    def accept(self, reader: str, walk: Walk, subject: str, text: str) -> None:
        """The note is the reader's: nobody else gets these words."""
        for key in walk.taken:
            self.given.setdefault(key, reader)
        for sentence in sentences(text):
            self.spoken.setdefault(sentence, reader)
        if subject:
            self.subjects.setdefault(subject.casefold(), reader)
        self.told[reader] = self.told.get(reader, frozenset()) | walk.told
