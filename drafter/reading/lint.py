"""What would read badly in a sentence, each with the rewrite: warnings, never refusals.

A template puts `topics` after "about", `they_said` after "that", `moment` after "you".
The rules know only such shapes, not English: where a rule cannot tell, it is silent,
because a wrong warning costs more trust than a missed one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.errors import Problem
from drafter.interview import Stage
from drafter.reading.fields import INTERVIEW
from drafter.reading.records import Record, Slot, shortened
from drafter.reading.shape_of_speech import is_clause, statement, wants_subject
from drafter.reading.third_person import to_you
from drafter.reading.vague import is_vague


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.errors import Location
    from drafter.reading.records import Field

_PHRASE_MAX, _SENTENCE_MAX, _QUOTE_MAX = 14, 28, 25
_LEADING = {
    Slot.PHRASE: ("that ", "about ", "to ", "for "),
    Slot.CLAUSE: ("that ", "you said ", "she said ", "he said ", "they said "),
    Slot.PAST: ("that you ", "you "),
    Slot.BARE: ("to ", "i would ", "i will ", "i'd ", "i'll "),
}
_TOLD = ("they said that ", "she said that ", "he said that ")
# What can only be the template's own words said once more: dropped, with the warning.
_REPEATED = {
    Slot.CLAUSE: ("you said that ", "you said ", *_TOLD),
    Slot.PAST: ("that you ", "you "),
    Slot.BARE: ("i said i would ", "i would ", "i will ", "i'd ", "i'll "),
}
_TALKED = ("we discussed ", "we spoke about ", "we talked about ", "we talked through ")
# "that the team ships" drops its "that"; "that wall of old bugs" only points.
_CLAUSE_BEGINS = frozenset(
    {
        "the", "a", "an", "your", "our", "my", "their", "you", "we", "they", "i", "it",
        "there", "this", "these", "every", "no",
    }
)  # fmt: skip
_SETTLED_ENDS = ("..", "etc.", "inc.", "ltd.", "co.", "corp.", "jr.", "sr.", "no.")
_LOWERED = (
    "The ", "A ", "An ", "How ", "Why ", "What ", "When ", "Where ", "Who ", "Whether ",
    "No ", "Your ", "My ",
)  # fmt: skip
_CLOSERS = "\"'”’»)]"
_MARKS = '"“”„«»'
_NEXT_SENTENCE = re.compile(r"(?<=[.!?…])\S*\s+")
_NO_GERUND = frozenset({"bring", "string", "spring", "during"})
_GERUND_MIN = 5
_TOLD_VAGUELY = frozenset({"topics", "asked", "impressed_by", "thanks_for"})
_SAID_TO_THEM = frozenset({"own_words", "card_detail", "reaction"})


def lint(record: Record) -> Iterator[Problem]:
    """Warn of every text of the file that would not fit its sentence."""
    for row, text, where in _texts(record, INTERVIEW):
        yield from _rewrite(row, text, where)
        yield from _without_rewrite(row, text, where)
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
        begins += _TALKED
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


def _rewrite(row: Field, text: str, where: Location) -> Iterator[Problem]:
    """Warn once of all that one rewrite mends."""
    better, facts = text, []
    for rule in (_leading, _ending, _question, _beginning, _person, _marks):
        fact, changed = rule(row, better)
        if changed.strip() and changed != better:
            facts.append(fact)
            better = changed
    if facts:
        yield Problem(where, f"{row.name} {', '.join(facts)}", f"write: {better}")


def _leading(row: Field, text: str) -> tuple[str, str]:
    lead, _, _ = row.help.partition("___")
    begins = _LEADING.get(row.slot, ())
    if lead != row.help:
        begins = (lead.lower(), *begins)
    if row.name == "topics":
        begins = (*_TALKED, *begins)
    better = text
    while begin := next((b for b in begins if better.lower().startswith(b)), ""):
        better = better[len(begin) :].lstrip()
    dropped = text[: len(text) - len(better)].strip()
    if row.slot is Slot.PHRASE and text.lower().startswith("that "):
        first = better.split(" ", 1)[0].lower()
        better = better if first in _CLAUSE_BEGINS else f"the {better}"
    return f"begins with {dropped!r}", better


def _ending(row: Field, text: str) -> tuple[str, str]:
    if row.slot is Slot.SENTENCE:
        ended = text.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))
        return "does not end as a sentence", text if ended else f"{text.rstrip(',;:')}."
    last = text.rsplit(" ", 1)[-1].lower()
    settled = last.endswith(_SETTLED_ENDS) or "." in last[:-1]
    if row.slot is Slot.QUOTE or settled:
        return "", text
    return "ends as a sentence", text.rstrip(".!?,;:")


def _question(row: Field, text: str) -> tuple[str, str]:
    said = row.slot is Slot.PHRASE
    return "is a question", statement(text) if said else text


def _beginning(row: Field, text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    if row.slot is Slot.SENTENCE:
        plain = first.replace("-", "").isalpha() and first.islower()
        begun = text[0].upper() + text[1:] if plain else text
        return "does not begin as a sentence", begun
    named = first in {"The", "A", "No"} and not rest[:1].islower()
    if row.slot is Slot.QUOTE or named or not text.startswith(_LOWERED):
        return "", text
    return "begins with a capital", text[0].lower() + text[1:]


def _person(row: Field, text: str) -> tuple[str, str]:
    fact = "says he or she of the person addressed"
    if row.slot is Slot.SENTENCE:
        first, _, _ = text.partition(" ")
        about_them = row.name in _SAID_TO_THEM and to_you(first) != first
        you = to_you(text)
        return fact, you[:1].upper() + you[1:] if about_them else text
    speaks_to_them = row.slot is not Slot.QUOTE and row.name != "next_step"
    return fact, to_you(text) if speaks_to_them else text


def _marks(row: Field, text: str) -> tuple[str, str]:
    enclosed = len(text) > 1 and text[0] in _MARKS and text[-1] in _MARKS
    if row.slot is not Slot.QUOTE or not enclosed:
        return "", text
    return "has its own quotation marks", text[1:-1].strip()


def _without_rewrite(row: Field, text: str, where: Location) -> Iterator[Problem]:
    count = len(text.split())
    most = {Slot.QUOTE: _QUOTE_MAX, Slot.SENTENCE: _SENTENCE_MAX}.get(
        row.slot, _PHRASE_MAX
    )
    if row.slot is Slot.SENTENCE and count > most:
        count = max(len(one.split()) for one in _NEXT_SENTENCE.split(text))
    if count > most:
        unit = "a sentence of" if row.slot is Slot.SENTENCE else "has"
        fact = f"{row.name}: {unit} {count} words"
        yield Problem(where, fact, f"say it in {most} at most")
    if row.name in _TOLD_VAGUELY and is_vague(text):
        fact = f"{row.name} is vague: {shortened(text)}"
        yield Problem(where, fact, "name what only this conversation was about")
    first = text.split(" ", 1)[0].lower()
    gerund = (
        first.endswith("ing") and len(first) > _GERUND_MIN and first not in _NO_GERUND
    )
    clause = is_clause(text) and statement(text) == text
    no_phrase = row.slot is Slot.PHRASE and clause
    if no_phrase or (row.slot in {Slot.PAST, Slot.BARE} and gerund):
        fact = f"{row.name} begins with {first!r}"
        yield Problem(where, fact, f"it follows after: {row.help.removesuffix(' ___')}")
    if row.slot is Slot.SENTENCE and wants_subject(text):
        fact = f"{row.name} does not say who: {shortened(text)}"
        yield Problem(where, fact, "begin it with I, as you would say it to them")


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
