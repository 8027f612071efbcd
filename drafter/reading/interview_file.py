"""interview.yaml -> `Interview`, or every reason why not.

All problems of a file come in one run, so checking goes on after the first. What would
merely read badly in a sentence is a warning; the interview is built only when nothing
refuses it. Days that the file leaves to the calendar are anchored on the day they were
said; words nobody can put on a calendar are asked about.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.calendar import UnknownPlaceError
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
from drafter.language import ENGLISH
from drafter.reading import people, promises, slips, speech
from drafter.reading.facts import facts
from drafter.reading.fields import INTERVIEW, MOST_INTERVIEWERS
from drafter.reading.frames import reads_badly
from drafter.reading.lexicon import is_gone, tells
from drafter.reading.names import NOBODY, short_name, told_to
from drafter.reading.records import (
    Record,
    did_you_mean,
    in_order,
    read_file,
    refusal,
    shortened,
)
from drafter.timeline import names_a_day, understand


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from drafter.calendar import Calendar
    from drafter.reading.config import Profile
    from drafter.reading.frames import Facts, Remark
    from drafter.reading.names import Reader

_DEFAULT_COUNTRY = "US"


class Reading(NamedTuple):
    """What the file says, and what would read badly."""

    interview: Interview
    warnings: tuple[Problem, ...]


class Needs(NamedTuple):
    """What the reader of a file needs to know of it, besides who, where and when."""

    timeline: bool = True
    """One that is not understood only warns, but where a day is counted from it."""
    facts: bool = True
    """Who plans, and writes no letter, reads no more than what was promised."""


ALL = Needs()


def read_interview(
    data: bytes,
    *,
    file: str,
    folder: Path,
    defaults: Profile | None,
    calendars: Callable[[str, str], Calendar],
    needs: Needs = ALL,
) -> Reading:
    """Read one interview file; `InputError` names everything that is wrong with it."""
    record, problems = read_file(data, file, INTERVIEW)
    if record is None:
        raise refusal(problems or [_empty(file)])
    you = dict(defaults.you if defaults else {}) | _inner(record, "you")
    employer = _employer(record, you)
    calendar = calendars(employer["country"], employer.get("region", ""))
    warnings: list[Problem] = []
    unclear = problems if needs.timeline else warnings
    timeline = tuple(_statements(record, calendar, problems, unclear))
    _settle_dues(record, calendar, problems)
    records = record.values.get("interviewers", ())[:MOST_INTERVIEWERS]
    if needs.facts:
        people.check(records, record.values.get("stage", Stage.ONSITE), problems)
    ids = people.ids(records, problems)
    warnings += filter(None, map(people.untitled, records))
    problems.extend(_unsigned(record, you))
    problems.extend(_unknown_contact(record, ids))
    values = dict(defaults.looks if defaults else {}) | record.values
    usual = values.get("language", ENGLISH)
    if needs.facts:
        told = _told(record, records, usual, problems, warnings)
        if usual == ENGLISH:
            values["reasons"] = _reasons(record, warnings)
            values["next_step"] = speech.next_step(values.get("next_step", ""))
    else:
        told = [_planned(one, usual, people.reader(one, records)) for one in records]
    if problems:
        raise refusal(problems)
    if needs.facts:
        doubts, early = people.doubts(records), _early(record, records)
        warnings += [*doubts, *early, *_dotless(record)]
        values["gone"] = _is_gone(record, records)
    values |= {
        "you": You(**you),
        "employer": Employer(**employer),
        "position": Position(**_inner(record, "position")),
        "interviewers": tuple(
            people.make(*one, folder) for one in zip(told, ids, strict=True)
        ),
        "timeline": timeline,
        "folder": folder,
    }
    if "contact" in values:
        values["contact"] = Contact(**_inner(record, "contact"))
    return Reading(Interview(**values), tuple(in_order(warnings)))


def _employer(record: Record, you: dict[str, Any]) -> dict[str, Any]:
    """Complete the employer by your country, and by its name as one says it."""
    employer = {"country": you.get("country", _DEFAULT_COUNTRY)}
    employer |= _inner(record, "employer")
    employer.setdefault("short", short_name(employer.get("name", "")))
    return employer


def _is_gone(record: Record, records: Sequence[Record]) -> bool:
    """Whether somebody said, told further or not, that the job is another's."""
    asked_for_one = record.values.get("stage") is not Stage.INFORMATIONAL
    said = (person.values.get("they_said", "") for person in records)
    return asked_for_one and any(map(is_gone, said))


def _empty(file: str) -> Problem:
    remedy = "`drafter new` makes one to fill in"
    return Problem(Location(file, 1, 1), "the file is empty", remedy)


def _inner(record: Record, name: str) -> dict[str, Any]:
    inner = record.values.get(name)
    return dict(inner.values) if inner else {}


def _statements(
    record: Record,
    calendar: Calendar,
    problems: list[Problem],
    unclear: list[Problem],
) -> list[Statement]:
    """Understand each, oldest first; of two on one day the later date comes last."""
    found: list[Statement] = []
    for said in record.values.get("timeline", ()):
        if (on := said.on or record.values.get("date")) is None:
            continue
        try:
            until = understand(said.words, on, calendar)
            found += [Statement(on, said.words, until, named=names_a_day(said.words))]
        except UnknownPlaceError as error:
            problems.append(_unknown_place(record, error))
        except (ValueError, OverflowError) as error:
            unclear.append(Problem(said.where, f"timeline: {error}"))
            found += [Statement(on, said.words, None, unread=True)]
    return sorted(found, key=lambda s: (s.on, s.until or date.min))


def _settle_dues(record: Record, calendar: Calendar, problems: list[Problem]) -> None:
    """Give every promise its date."""
    on = record.values.get("date")
    told = record.values.get("interviewers", ())
    for promise in (one for p in told for one in p.values.get("takeaways", ())):
        if on is None:
            continue
        try:
            due = promise.values.get("due")
            if not isinstance(due, date):
                due = promise.values["due"] = _due(promise.values, on, calendar)
            words = promise.values.get("promised", "")
            promise.values["promised"] = promises.without_day(words, due, on)
        except UnknownPlaceError as error:
            problems.append(_unknown_place(record, error))
        except ValueError as error:
            problems.append(Problem(promise.place("due"), *error.args))


def _due(values: dict[str, Any], on: date, calendar: Calendar) -> date:
    """Find the day in the words of `due` or of the promise, else the next work day."""
    due, day = values.get("due"), None
    words = due or promises.day_in(values.get("promised", ""))
    try:
        day = understand(words, on, calendar) if words else None
    except UnknownPlaceError:
        raise
    except (ValueError, OverflowError):
        pass
    if due and not day:
        fact = f"due: {shortened(due)!r} is not a date"
        raise ValueError(fact, "write it as 2026-06-02")
    return day or calendar.add_business_days(on, 1)


def _unknown_place(record: Record, error: UnknownPlaceError) -> Problem:
    employer = record.values.get("employer")
    where = employer.place("country") if employer else record.where
    return Problem(where, str(error), "the region may be left out")


def _told(
    record: Record,
    records: Sequence[Record],
    usual: str,
    problems: list[Problem],
    warnings: list[Problem],
) -> list[dict[str, Any]]:
    """Make what may be told of everybody, a dict of values a person.

    `usual` is the language of whose record says no other. What is refused is a problem,
    and only without such a one is it told of whom nothing is left to tell.
    """
    scant: list[Problem] = []
    refused: list[Problem] = []
    persons = []
    for turn, person in enumerate(records):
        texts = _typed(person, _firm(record))
        topics = person.values.get("topics", ())
        if (language := person.values.get("language", usual)) != ENGLISH:
            persons.append(
                _planned(person, language, NOBODY) | people.as_typed(texts, topics)
            )
            continue
        reader = people.reader(person, records)
        found = facts(texts, topics, _trade(record), reader, turn)
        refused += [_problem(person, one) for one in found.remarks if one.refused]
        left = [_problem(person, o) for o in found.remarks if not o.refused | o.mended]
        if not any(found.texts.get(name) for name in people.TELLING):
            nothing = people.nothing_left(person, turn, left)
            (warnings if found.topics else scant).extend(nothing)
            left = [] if nothing else left
        mended = in_order(_problem(person, one) for one in found.remarks if one.mended)
        if mended:
            fact = "; ".join(one.fact for one in mended)
            left.append(Problem(mended[0].where, fact))
        warnings += [*left, *_reads_badly(person, found)]
        made = person.values.get("takeaways", ())
        promised = [p for one in made if (p := _promise(one, reader, warnings))]
        persons.append(_values(person, found) | {"takeaways": promised})
    if record.values.get("stage") is not Stage.PANEL:
        warnings += people.overlap(records)
    problems += refused or scant
    return persons


def _typed(person: Record, firm: str) -> dict[str, str]:
    """Take the facts as typed, but for the firm's capital."""
    return {
        name: text if name == "quote" else slips.firm_named(text, firm)
        for name, text in person.values.items()
        if name in OWN_FACTS
    }


def _values(person: Record, found: Facts) -> dict[str, Any]:
    """Put what may be told in place of what was typed."""
    values = {**person.values, **found.texts, **found.forms}
    about_them = (values.get(name, "") for name in ("title", "they_said", "moment"))
    return values | {
        "topics": found.topics,
        "about": found.about,
        "leaving": tells("leaving", " ".join(about_them)),
        "reacts_to": found.reacts_to,
    }


def _planned(person: Record, language: str, reader: Reader) -> dict[str, Any]:
    """Take somebody as they stand in the file, but for what was promised them."""
    made = [{**one.values} for one in person.values.get("takeaways", ())]
    for one in made if language == ENGLISH else ():
        typed, here = one.get("promised", ""), one.get("here_is", "")
        one["promised"] = promises.promise(typed, here, reader).promised
    made = [one for one in made if not promises.is_none(one.get("promised", ""))]
    return {**person.values, "takeaways": made}


def _problem(person: Record, remark: Remark) -> Problem:
    # What was typed in quotation marks as they_said is told as the quote.
    name = remark.field if remark.field in person.nodes else "they_said"
    return Problem(person.place(name, remark.item), remark.fact, remark.remedy)


def _firm(record: Record) -> str:
    """What one calls the employer."""
    employer = _inner(record, "employer")
    return str(employer.get("short") or short_name(employer.get("name", "")))


def _trade(record: Record) -> str:
    """What the employer and the job are called."""
    owners = (_inner(record, "employer"), _inner(record, "position"))
    return " ".join(
        str(v.get(n, "")) for v in owners for n in ("name", "title", "team")
    )


def _promise(record: Record, reader: Reader, warnings: list[Problem]) -> dict[str, Any]:
    values, where = record.values, record.place("promised")
    typed, here = values.get("promised", ""), values.get("here_is", "")
    if promises.is_none(typed):
        warnings.append(Problem(where, "promised is left out", "I will ___"))
        return {}
    found = promises.promise(typed, here, reader)
    if found.written:
        warnings.append(Problem(where, f"promised is written as: {found.written}"))
    if found.doubt:
        warnings.append(Problem(where, "promised begins with no verb", "I will ___"))
    better = {"promised": found.promised, "here_is": found.here_is}
    if "pointer" in values:
        better["pointer"], _ = slips.whole(told_to(values["pointer"], reader))
    return values | {name: text for name, text in better.items() if name in values}


def _reasons(record: Record, warnings: list[Problem]) -> tuple[str, ...]:
    better = []
    for n, text in enumerate(record.values.get("reasons", ())):
        firm = _firm(record)
        mended, found = slips.whole(slips.firm_named(text, firm))
        if found:
            warnings.append(Problem(record.place("reasons", n), slips.listed(found)))
        better.append(mended)
    return tuple(better)


def _reads_badly(person: Record, found: Facts) -> Iterator[Problem]:
    texts = {**found.texts, "topics": found.topics[0] if found.topics else ""}
    for name, text in texts.items():
        for fact, remedy in reads_badly(name, text):
            yield Problem(person.place(name), fact, remedy)


def _unsigned(record: Record, you: dict[str, Any]) -> Iterator[Problem]:
    inner = record.values.get("you")
    misread = "you" in record.nodes and (inner is None or "name" in inner.nodes)
    if "name" not in you and not misread:
        where = record.place("you")
        remedy = "your full name, as you sign; here or in config.yaml"
        yield Problem(where, "you: name is missing", remedy)


def _unknown_contact(record: Record, ids: Sequence[str]) -> Iterator[Problem]:
    contact = record.values.get("contact")
    if contact is None:
        return
    known = contact.values.get("id")
    by_name = {
        one.values.get("name", "").casefold(): chosen
        for one, chosen in zip(record.values.get("interviewers", ()), ids, strict=False)
    }
    if known and known not in ids and known.casefold() in by_name:
        known = contact.values["id"] = by_name[known.casefold()]
    if known is None and not {"id", "name"} & contact.nodes.keys():
        yield Problem(
            contact.where, "contact: name is missing", "or an interviewer's id"
        )
    elif known is not None and known not in ids:
        fact = f"contact: no interviewer has the id {shortened(known)!r}"
        someone = "for someone else write {name: ..., email: ...}"
        remedy = did_you_mean(known, ids) or f"known: {', '.join(ids)}; {someone}"
        yield Problem(contact.place("id"), fact, remedy)


def _dotless(record: Record) -> Iterator[Problem]:
    """Warn of an address whose host has no dot: only a firm's own machines know it."""
    below = [record.values.get(name) for name in ("you", "contact")]
    for inner in filter(None, (*below, *record.values["interviewers"])):
        email = inner.values.get("email")
        if email and "." not in email.domain:
            fact = f"{email} has no dot behind the @"
            remedy = f"is it whole, as in {email}.example?"
            yield Problem(inner.place("email"), fact, remedy)


def _early(record: Record, records: Sequence[Record]) -> Iterator[Problem]:
    """Warn of a promise that was due before it was made."""
    for person in records:
        for promise in person.values.get("takeaways", ()):
            due = promise.values.get("due")
            if due and due < record.values["date"]:
                fact = f"due {due} is before the interview"
                yield Problem(promise.place("due"), fact, "look at both dates")
