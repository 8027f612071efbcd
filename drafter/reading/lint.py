"""The whole file -> facts that may be told, and the warnings and refusals they cost.

`told` makes both, and is what `interview_file` builds from; `lint` is the warnings
alone, for whoever asks for one answer at a time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.errors import Problem
from drafter.interview import OWN_FACTS, Stage
from drafter.reading import slips, speech
from drafter.reading.facts import facts
from drafter.reading.frames import FRAMES
from drafter.reading.promises import promise
from drafter.reading.records import Record, shortened


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.reading.facts import Facts

_PHRASE_MAX, _SENTENCE_MAX, _QUOTE_MAX = 16, 28, 25
_NEXT_SENTENCE = r"(?<=[.!?…])\S*\s+"
_TOLD_VAGUELY = ("asked", "impressed_by", "thanks_for")
_NEXT = ("they said the next step is", "the next step is", "next step is")


class Told(NamedTuple):
    """What the file tells: a dict of values a person, and the file's own sentences."""

    people: tuple[dict[str, Any], ...]
    reasons: tuple[str, ...]
    next_step: str
    refused: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def lint(record: Record) -> Iterator[Problem]:
    """Warn of what is mended, left out, or reads badly."""
    yield from told(record).warnings


def told(record: Record) -> Told:
    """Make the facts of everybody in the file."""
    refused: list[Problem] = []
    warnings: list[Problem] = []
    trade = _trade(record)
    people = []
    for person in record.values.get("interviewers", ()):
        texts = {n: person.values[n] for n in OWN_FACTS if n in person.values}
        found = facts(texts, person.values.get("topics", ()), trade)
        for one in found.remarks:
            # What was typed in quotation marks as they_said is told as the quote.
            places = person.places.get(one.field) or person.places["they_said"]
            problem = Problem(places[one.item], one.fact, one.remedy)
            (refused if one.refused else warnings).append(problem)
        warnings += _reads_badly(person, found)
        people.append(_values(person, found, warnings))
    if record.values.get("stage") is not Stage.PANEL:
        warnings += _overlap(record.values.get("interviewers", ()))
    reasons = _reasons(record, warnings)
    step = speech.inside(speech.without(record.values.get("next_step", ""), *_NEXT))
    return Told(tuple(people), reasons, step, tuple(refused), tuple(warnings))


def _trade(record: Record) -> str:
    """What the employer and the job are called."""
    owners = (record.values.get("employer"), record.values.get("position"))
    named = (one.values for one in owners if isinstance(one, Record))
    return " ".join(str(v.get(n, "")) for v in named for n in ("name", "title", "team"))


def _values(person: Record, found: Facts, warnings: list[Problem]) -> dict[str, Any]:
    values = dict(person.values)
    values |= found.texts
    values |= {"topics": found.topics, "about": found.about}
    promises = values.get("takeaways", ())
    values["takeaways"] = tuple(_promise(one, warnings) for one in promises)
    return values | {"reacts_to": found.reacts_to}


def _promise(record: Record, warnings: list[Problem]) -> Record:
    values = record.values
    found = promise(values.get("promised", ""), values.get("here_is", ""))
    where = record.place("promised")
    if found.written:
        fact = f"promised is written as: {found.written}"
        warnings.append(Problem(where, fact))
    if found.doubt:
        warnings.append(Problem(where, "promised begins with no verb", "I will ___"))
    better = {"promised": found.promised, "here_is": found.here_is}
    if "pointer" in values:
        better["pointer"], _ = slips.sentence(slips.mended(values["pointer"])[0])
    kept = {name: text for name, text in better.items() if name in values}
    return Record(record.where, {**values, **kept}, record.places, record.seen)


def _reasons(record: Record, warnings: list[Problem]) -> tuple[str, ...]:
    better = []
    for n, text in enumerate(record.values.get("reasons", ())):
        mended, found = slips.mended(text)
        mended, ending = slips.sentence(mended)
        mended = speech.unspliced(mended, stop=True)
        if found or ending:
            slipped = [*found, *ending]
            typed = ", ".join(one.typed for one in slipped)
            written = ", ".join(one.written for one in slipped)
            fact = f"typed {typed}: written as {written}"
            warnings.append(Problem(record.places["reasons"][n], fact))
        better.append(mended)
    return tuple(better)


def _reads_badly(person: Record, found: Facts) -> Iterator[Problem]:
    """Warn of what is told but too long, vague or clipped."""
    texts = {**found.texts, "topics": found.topics[0] if found.topics else ""}
    for name, text in texts.items():
        if not text:
            continue
        where = person.place(name)
        if name in _TOLD_VAGUELY or name == "topics":
            if speech.is_vague(text):
                fact = f"{name} is vague: {shortened(text)}"
                yield Problem(where, fact, "name what only this conversation was about")
        elif name not in FRAMES and name != "quote" and speech.wants_subject(text):
            fact = f"{name} has no subject: {shortened(text)}"
            yield Problem(where, fact, "say who: I, we, it")
        yield from _length(name, text, person)


def _length(name: str, text: str, person: Record) -> Iterator[Problem]:
    whole = name not in FRAMES and name != "quote"
    most = _QUOTE_MAX if name == "quote" else _SENTENCE_MAX if whole else _PHRASE_MAX
    count = len(text.split())
    if whole and count > most:
        count = max(len(one.split()) for one in re.split(_NEXT_SENTENCE, text))
    if count > most:
        unit = "a sentence of" if whole else "has"
        fact = f"{name}: {unit} {count} words"
        yield Problem(person.place(name), fact, f"say it in {most} at most")


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
