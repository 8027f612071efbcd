"""interview.yaml -> `Interview`, or every reason why not.

All problems of a file come in one run, so checking goes on after the first. What would
merely read badly in a sentence is a warning; the interview is built only when nothing
refuses it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.errors import Location, Problem
from drafter.interview import (
    Contact,
    Employer,
    Interview,
    Position,
    Stage,
    You,
)
from drafter.reading import people
from drafter.reading.anchored import day_of, default_due, settle_dues, statements
from drafter.reading.fields import INTERVIEW, MOST_INTERVIEWERS
from drafter.reading.lint import told
from drafter.reading.names import short_name
from drafter.reading.records import (
    did_you_mean,
    in_order,
    read_file,
    refusal,
    shortened,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from drafter.calendar.business_days import Calendar
    from drafter.reading.config import Profile
    from drafter.reading.records import Record

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
    country = _country(record)
    timeline = statements(said, day, calendar, country, problems)
    settle_dues(record, calendar, country, problems)
    due = default_due(record, calendar, country, problems)
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
    heard = partial(day_of, on=record.values["date"], calendar=calendar)
    persons = people.with_reasons(
        [
            people.make(one, chosen, due, folder, heard)
            for one, chosen in zip(facts.people, ids, strict=True)
        ],
        facts.reasons,
    )
    values = (defaults.looks() if defaults else {}) | record.values
    values |= {"you": You(**you), "employer": Employer(**employer)}
    values |= {"interviewers": persons, "timeline": timeline, "folder": folder}
    values |= {"reasons": facts.reasons, "next_step": facts.next_step}
    return Reading(_interview(values), tuple(in_order(warnings)))


def _interview(values: dict[str, Any]) -> Interview:
    position = Position(**values["position"].values)
    contact = Contact(**values["contact"].values) if "contact" in values else None
    return Interview(**values | {"position": position, "contact": contact})


def _values(record: Record, name: str) -> dict[str, Any]:
    inner = record.values.get(name)
    return dict(inner.values) if inner else {}


def _empty(file: str) -> Problem:
    remedy = "`drafter new` makes one to fill in"
    return Problem(Location(file, 1, 1), "the file is empty", remedy)


def _country(record: Record) -> Location:
    employer = record.values.get("employer")
    return employer.place("country") if employer else record.where


def _unsigned(record: Record, you: dict[str, Any]) -> Iterator[Problem]:
    inner = record.values.get("you")
    misread = "you" in record.seen and (inner is None or "name" in inner.seen)
    if "name" not in you and not misread:
        where = record.place("you")
        remedy = "your full name, as you sign; here or in config.yaml"
        yield Problem(where, "you: name is missing", remedy)


def _unknown_contact(record: Record, ids: Sequence[str]) -> Iterator[Problem]:
    contact = record.values.get("contact")
    if contact is None:
        return
    known = contact.values.get("id")
    if known is None and not contact.seen & {"id", "name"}:
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
