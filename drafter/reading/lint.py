"""What would read badly in a sentence, each with the rewrite: warnings, never refusals.

A template puts `topics` after "about", `they_said` after "that", `moment` after "you".
The rules know only such shapes, not English: where a rule cannot tell, it is silent,
because a wrong warning costs more trust than a missed one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.errors import Problem
from drafter.interview import Stage
from drafter.reading.advice import advise
from drafter.reading.fields import INTERVIEW
from drafter.reading.records import Record, Slot, shortened
from drafter.reading.rewrites import TALKED, rewrite


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.errors import Location
    from drafter.reading.records import Field

_TOLD = ("they said that ", "she said that ", "he said that ")
# What can only be the template's own words said once more: dropped, with the warning.
_REPEATED = {
    Slot.CLAUSE: ("you said that ", "you said ", *_TOLD),
    Slot.PAST: ("that you ", "you "),
    Slot.BARE: ("i said i would ", "i would ", "i will ", "i'd ", "i'll "),
}


def lint(record: Record) -> Iterator[Problem]:
    """Warn of every text of the file that would not fit its sentence."""
    for row, text, where in _texts(record, INTERVIEW):
        yield from rewrite(row, text, where)
        yield from advise(row, text, where)
    if record.values.get("stage") is not Stage.PANEL:
        yield from _overlap(record.values.get("interviewers", ()))


def mend(record: Record) -> None:
    """Drop lead-in words that a template says itself, in every text of the file."""
    _mend(record, INTERVIEW)


def _mend(record: Record, table: Sequence[Field]) -> None:
    for row in table:
        value = record.values.get(row.name)
        if isinstance(value, Record):
            _mend(value, row.shape.fields)
        elif row.shape.fields:
            for inner in value or ():
                _mend(inner, row.shape.fields)
        elif isinstance(value, tuple) and row.slot is not Slot.NONE:
            record.values[row.name] = tuple(_unrepeated(row, text) for text in value)
        elif value and row.slot is not Slot.NONE:
            record.values[row.name] = _unrepeated(row, value)


def _unrepeated(row: Field, text: str) -> str:
    lead = row.help.partition("___")[0].lower()
    begins = (
        *((lead,) if lead != row.help.lower() and lead else ()),
        *_REPEATED.get(row.slot, ()),
    )
    if row.name == "topics":
        begins += TALKED
    found = next((b for b in begins if text.lower().startswith(b)), "")
    return text[len(found) :].lstrip() or text


def _texts(
    record: Record, table: Sequence[Field]
) -> Iterator[tuple[Field, str, Location]]:
    for row in table:
        value = record.values.get(row.name)
        if isinstance(value, Record):
            yield from _texts(value, row.shape.fields)
        elif row.shape.fields:
            for inner in value or ():
                yield from _texts(inner, row.shape.fields)
        elif value and row.slot is not Slot.NONE:
            texts = value if isinstance(value, tuple) else (value,)
            for text, where in zip(texts, record.places[row.name], strict=True):
                yield row, text, where


def _overlap(people: Sequence[Record]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for person in people:
        who = person.values.get("name", "someone")
        topics = person.values.get("topics", ())
        places = person.places.get("topics", ())
        for topic, where in zip(topics, places, strict=False):
            owner = first.setdefault(topic.casefold(), who)
            if owner != who:
                fact = f"topics: {shortened(topic)} is a topic of {owner} too"
                yield Problem(where, fact, f"name what of it was {who}'s alone")
