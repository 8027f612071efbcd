"""interview.yaml -> `Interview`, or every reason why not.

All problems of a file come in one run, so checking goes on after the first. What would
merely read badly in a sentence is a warning; the interview is built only when nothing
refuses it. Days that the file leaves to the calendar are anchored on the day they were
said; words nobody can put on a calendar are asked about.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.errors import Location, Problem
from drafter.interview import (
    OWN_FACTS,
    Contact,
    Employer,
    Interview,
    Position,
    Stage,
    Statement,
    You,
)
from drafter.reading import people, speech
from drafter.reading.facts import facts
from drafter.reading.fields import INTERVIEW, MOST_INTERVIEWERS
from drafter.reading.frames import reads_badly
from drafter.reading.people import short_name
from drafter.reading.records import (
    Record,
    did_you_mean,
    in_order,
    read_file,
    refusal,
    shortened,
)
from drafter.timeline import understand


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from drafter.calendar import Calendar
    from drafter.reading.config import Profile
    from drafter.reading.facts import Facts, Remark
    from drafter.reading.fields import Said


_REGION = "the region may be left out"


def statements(
    said: Sequence[Said],
    day: date | None,
    calendar: Calendar,
    country: Location,
    problems: list[Problem],
) -> tuple[Statement, ...]:
    """Understand each, oldest first; of two on one day the later date comes last."""
    found = []
    for one, on in ((one, one.on or day) for one in said):
        try:
            if on:
                until = understand(one.words, on, calendar)
                found.append(Statement(on, one.words, until))
        except (ValueError, OverflowError) as error:
            fault = Problem(one.where, f"timeline: {error}")
            problems.append((on and _unknown_country(calendar, on, country)) or fault)
    return tuple(sorted(found, key=lambda s: (s.on, s.until or date.min)))


def settle_dues(
    record: Record, calendar: Calendar, country: Location, problems: list[Problem]
) -> None:
    """Give every promise its date: its day in words, else the next business day."""
    on = record.values.get("date")
    told = record.values.get("interviewers", ())
    for promise in (one for p in told for one in p.values.get("takeaways", ())):
        due, values = promise.values.get("due"), promise.values
        promised, _, words = values.get("promised", "").rpartition(" by ")
        if on is None or isinstance(due, date):
            continue
        try:
            day = understand(due or words, on, calendar) if due or promised else None
        except (ValueError, OverflowError):
            day = None
        if due and not day:
            fact = f"due: {shortened(due)!r} is not a date"
            fault = Problem(promise.place("due"), fact, "write it as 2026-06-02")
            problems.append(_unknown_country(calendar, on, country) or fault)
        elif day and not due:
            values["promised"] = promised  # the letter says the day once
        try:
            values["due"] = day or calendar.add_business_days(on, 1)
        except ValueError as error:
            problems.append(Problem(country, str(error), _REGION))


def _unknown_country(calendar: Calendar, day: date, where: Location) -> Problem | None:
    """Ask the calendar for a day: only that shows whether it knows the country."""
    try:
        calendar.is_business_day(day)
    except ValueError as error:
        return Problem(where, str(error), _REGION)
    return None


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
    persons = []
    for turn, person in enumerate(record.values.get("interviewers", ())):
        texts = {n: t for n, t in person.values.items() if n in OWN_FACTS}
        found = facts(texts, person.values.get("topics", ()), trade)
        refused += [_problem(person, one) for one in found.remarks if one.refused]
        left = [_problem(person, o) for o in found.remarks if not o.refused | o.mended]
        mended = [_problem(person, one) for one in found.remarks if one.mended]
        if not any(found.texts.get(name) for name in people.TELLING):
            scant += people.nothing_left(person, turn, left)
        warnings += left
        warnings += _joined(mended) if together else mended
        warnings += _reads_badly(person, found)
        persons.append(_values_told(person, found, warnings))
    if record.values.get("stage") is not Stage.PANEL:
        warnings += _overlap(record.values.get("interviewers", ()))
    reasons = _reasons(record, warnings)
    step = speech.next_step(record.values.get("next_step", ""))
    problems = (tuple(refused), tuple(scant), tuple(warnings))
    return Told(tuple(persons), reasons, step, *problems)


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


def _values_told(
    person: Record, found: Facts, warnings: list[Problem]
) -> dict[str, Any]:
    values = dict(person.values)
    values |= found.texts
    values |= {"topics": found.topics, "about": found.about}
    promises = values.get("takeaways", ())
    values["takeaways"] = tuple(_promise(one, warnings) for one in promises)
    return {**values, **found.forms, "reacts_to": found.reacts_to}


def _promise(record: Record, warnings: list[Problem]) -> Record:
    values = record.values
    found = speech.promise(values.get("promised", ""), values.get("here_is", ""))
    where = record.place("promised")
    if found.written:
        fact = f"promised is written as: {found.written}"
        warnings.append(Problem(where, fact))
    if found.doubt:
        warnings.append(Problem(where, "promised begins with no verb", "I will ___"))
    better = {"promised": found.promised, "here_is": found.here_is}
    if "pointer" in values:
        better["pointer"], _ = speech.whole(values["pointer"])
    kept = {name: text for name, text in better.items() if name in values}
    return Record(record.where, {**values, **kept}, record.places)


def _reasons(record: Record, warnings: list[Problem]) -> tuple[str, ...]:
    better = []
    for n, text in enumerate(record.values.get("reasons", ())):
        mended, found = speech.whole(text)
        if found:
            where = record.places["reasons"][n]
            warnings.append(Problem(where, speech.listed(found)))
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


_DEFAULT_COUNTRY = "US"


class Reading(NamedTuple):
    """What the file says, and what would read badly."""

    interview: Interview
    warnings: tuple[Problem, ...]


def read_interview(
    data: bytes,
    *,
    file: str,
    folder: Path,
    defaults: Profile | None,
    calendars: Callable[[str, str], Calendar],
) -> Reading:
    """Read one interview file; `InputError` names everything that is wrong with it."""
    record, problems = read_file(data, file, INTERVIEW)
    if record is None:
        raise refusal(problems or [_empty(file)])
    you = (defaults.you() if defaults else {}) | _values(record, "you")
    employer = {"country": you.get("country", _DEFAULT_COUNTRY)}
    employer |= _values(record, "employer")
    employer.setdefault("short", short_name(employer.get("name", "")))
    calendar = calendars(employer["country"], employer.get("region", ""))
    said, day = record.values.get("timeline", ()), record.values.get("date")
    at = record.values.get("employer")
    country = at.place("country") if at else record.where
    timeline = statements(said, day, calendar, country, problems)
    settle_dues(record, calendar, country, problems)
    records = record.values.get("interviewers", ())[:MOST_INTERVIEWERS]
    stage = record.values.get("stage", Stage.ONSITE)
    people.check(records, stage, problems)
    ids = people.ids(records, problems)
    problems.extend(_unsigned(record, you))
    problems.extend(_unknown_contact(record, ids))
    facts = told(record, together=True)
    problems.extend(facts.refused or facts.scant)
    if problems:
        raise refusal(problems)
    warnings = [*people.doubts(records), *_early(record, records), *facts.warnings]
    made = zip(facts.people, ids, strict=True)
    persons = [people.make(one, chosen, folder) for one, chosen in made]
    values = (defaults.looks() if defaults else {}) | record.values
    values |= {"you": You(**you), "employer": Employer(**employer)}
    values |= {"interviewers": tuple(persons), "timeline": timeline, "folder": folder}
    values |= {"reasons": facts.reasons, "next_step": facts.next_step}
    return Reading(_interview(values), tuple(in_order(warnings)))


def _empty(file: str) -> Problem:
    remedy = "`drafter new` makes one to fill in"
    return Problem(Location(file, 1, 1), "the file is empty", remedy)


def _interview(values: dict[str, Any]) -> Interview:
    position = Position(**values["position"].values)
    contact = Contact(**values["contact"].values) if "contact" in values else None
    return Interview(**values | {"position": position, "contact": contact})


def _values(record: Record, name: str) -> dict[str, Any]:
    inner = record.values.get(name)
    return dict(inner.values) if inner else {}


def _unsigned(record: Record, you: dict[str, Any]) -> Iterator[Problem]:
    inner = record.values.get("you")
    misread = "you" in record.places and (inner is None or "name" in inner.places)
    if "name" not in you and not misread:
        where = record.place("you")
        remedy = "your full name, as you sign; here or in config.yaml"
        yield Problem(where, "you: name is missing", remedy)


def _unknown_contact(record: Record, ids: Sequence[str]) -> Iterator[Problem]:
    contact = record.values.get("contact")
    if contact is None:
        return
    known = contact.values.get("id")
    if known is None and not {"id", "name"} & contact.places.keys():
        yield Problem(
            contact.where, "contact: name is missing", "or an interviewer's id"
        )
    elif known is not None and known not in ids:
        fact = f"contact: no interviewer has the id {shortened(known)!r}"
        someone = "for someone else write {name: ..., email: ...}"
        remedy = did_you_mean(known, ids) or f"known: {', '.join(ids)}; {someone}"
        yield Problem(contact.place("id"), fact, remedy)


def _early(record: Record, records: Sequence[Record]) -> Iterator[Problem]:
    """Warn of a promise that was due before it was made."""
    for person in records:
        for promise in person.values.get("takeaways", ()):
            due = promise.values.get("due")
            if due and due < record.values["date"]:
                fact = f"due {due} is before the interview"
                yield Problem(promise.place("due"), fact, "look at both dates")
