"""The whole file -> facts that may be told, and the warnings and refusals they cost.

`told` makes them, and is what `interview_file` builds from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.errors import Problem
from drafter.interview import OWN_FACTS, Stage
from drafter.reading import slips
from drafter.reading.facts import facts, next_step, reads_badly, sentence
from drafter.reading.people import TELLING, nothing_left
from drafter.reading.promises import promise
from drafter.reading.records import Record, in_order, shortened


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.reading.facts import Facts, Remark


class Told(NamedTuple):
    """What the file tells: a dict of values a person, and the file's own sentences."""

    people: tuple[dict[str, Any], ...]
    reasons: tuple[str, ...]
    next_step: str
    refused: tuple[Problem, ...]
    scant: tuple[Problem, ...]
    """Why a person of whom something was noted has nothing that can be told."""
    warnings: tuple[Problem, ...]


def told(record: Record, *, together: bool = False) -> Told:
    """Make the facts of everybody in the file.

    `together`: what was mended of one person is told at its first place.
    """
    refused: list[Problem] = []
    scant: list[Problem] = []
    warnings: list[Problem] = []
    trade = _trade(record)
    people = []
    for turn, person in enumerate(record.values.get("interviewers", ())):
        texts = {n: t for n, t in person.values.items() if n in OWN_FACTS}
        found = facts(texts, person.values.get("topics", ()), trade)
        refused += [_problem(person, one) for one in found.remarks if one.refused]
        left = [_problem(person, o) for o in found.remarks if not o.refused | o.mended]
        mended = [_problem(person, one) for one in found.remarks if one.mended]
        if not any(found.texts.get(name) for name in TELLING):
            scant += nothing_left(person, turn, left)
        warnings += left
        warnings += _joined(mended) if together else mended
        warnings += _reads_badly(person, found)
        people.append(_values(person, found, warnings))
    if record.values.get("stage") is not Stage.PANEL:
        warnings += _overlap(record.values.get("interviewers", ()))
    reasons = _reasons(record, warnings)
    step = next_step(record.values.get("next_step", ""))
    problems = (tuple(refused), tuple(scant), tuple(warnings))
    return Told(tuple(people), reasons, step, *problems)


def _problem(person: Record, remark: Remark) -> Problem:
    # What was typed in quotation marks as they_said is told as the quote.
    places = person.places.get(remark.field) or person.places["they_said"]
    return Problem(places[remark.item], remark.fact, remark.remedy)


def _joined(mended: list[Problem]) -> list[Problem]:
    ordered = in_order(mended)
    fact = "; ".join(one.fact for one in ordered)
    return [Problem(ordered[0].where, fact)] if ordered else []


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
    return {**values, **found.forms, "reacts_to": found.reacts_to}


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
        mended, found = sentence(text)
        if found:
            where = record.places["reasons"][n]
            warnings.append(Problem(where, slips.listed(found)))
        better.append(mended)
    return tuple(better)


def _reads_badly(person: Record, found: Facts) -> Iterator[Problem]:
    texts = {**found.texts, "topics": found.topics[0] if found.topics else ""}
    for name, text in texts.items():
        for fact, remedy in reads_badly(name, text):
            yield Problem(person.place(name), fact, remedy)


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
