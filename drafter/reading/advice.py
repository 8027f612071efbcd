"""What only the writer can say otherwise: too long, too vague, without a subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.errors import Problem
from drafter.reading.records import Slot, shortened
from drafter.reading.rewrites import follows
from drafter.reading.shape_of_speech import wants_subject
from drafter.reading.vague import is_vague


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.errors import Location
    from drafter.reading.records import Field

_PHRASE_MAX, _SENTENCE_MAX, _QUOTE_MAX = 14, 28, 25
_NEXT_SENTENCE = re.compile(r"(?<=[.!?…])\S*\s+")
_NO_GERUND = frozenset({"bring", "string", "spring", "during"})
_GERUND_MIN = 5
_TOLD_VAGUELY = frozenset({"topics", "asked", "impressed_by", "thanks_for"})


def advise(row: Field, text: str, where: Location) -> Iterator[Problem]:
    """Warn of what only the writer can say otherwise."""
    for rule in (_length, _vagueness, _gerund, _clipped):
        fact, remedy = rule(row, text)
        if fact:
            yield Problem(where, fact, remedy)


def _length(row: Field, text: str) -> tuple[str, str]:
    count = len(text.split())
    most = {Slot.QUOTE: _QUOTE_MAX, Slot.SENTENCE: _SENTENCE_MAX}.get(
        row.slot, _PHRASE_MAX
    )
    if row.slot is Slot.SENTENCE and count > most:
        count = max(len(one.split()) for one in _NEXT_SENTENCE.split(text))
    if count <= most:
        return "", ""
    unit = "a sentence of" if row.slot is Slot.SENTENCE else "has"
    return f"{row.name}: {unit} {count} words", f"say it in {most} at most"


def _vagueness(row: Field, text: str) -> tuple[str, str]:
    if row.name not in _TOLD_VAGUELY or not is_vague(text):
        return "", ""
    fact = f"{row.name} is vague: {shortened(text)}"
    return fact, "name what only this conversation was about"


def _gerund(row: Field, text: str) -> tuple[str, str]:
    first = text.split(" ", 1)[0].lower()
    is_one = first.endswith("ing") and len(first) > _GERUND_MIN
    if row.slot not in {Slot.PAST, Slot.BARE} or not is_one or first in _NO_GERUND:
        return "", ""
    return f"{row.name} begins with {first!r}", follows(row)


def _clipped(row: Field, text: str) -> tuple[str, str]:
    if row.slot is not Slot.SENTENCE or row.name == "pointer":
        return "", ""
    remedy = "say who: I, we, it" if wants_subject(text) else ""
    return f"{row.name} has no subject: {shortened(text)}" if remedy else "", remedy
