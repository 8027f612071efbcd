"""What the later commands ask to be written: who gets what, and who gets nothing yet.

Each looks at the interview as it stands by now: with the newest word on when they
decide, from the file or from `log replied --said`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.cli.asking import Asked
from drafter.draft import Kind, Order
from drafter.errors import InputError, Location, Problem, RefusedError
from drafter.interview import Stage
from drafter.journal.history import next_number, unsent_check_in
from drafter.planning.check_in import NO_DECISION, check_in, other_channel
from drafter.planning.events import open_promises
from drafter.planning.plan import plan
from drafter.planning.statements import standing
from drafter.planning.steps import State, StepKind


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview, Interviewer, Takeaway
    from drafter.journal.journal import Journal

LARGE = 5 * 1024 * 1024
"""From here on some mail servers turn an attachment away."""


def as_it_stands(
    interview: Interview, journal: Journal, calendar: Calendar
) -> Interview:
    """The interview with the newest statement last in its timeline."""
    newest = standing(interview, journal.events(interview), calendar).statement
    if interview.timeline and interview.timeline[-1] == newest:
        return interview
    return interview._replace(timeline=(*interview.timeline, newest))


def connections(
    interview: Interview, journal: Journal, today: date, calendar: Calendar, path: str
) -> Asked:
    """A LinkedIn note for everyone who may be asked; a warning where it is early."""
    steps = plan(interview, journal.events(interview), today, calendar)
    early = {s.interviewer_id: s for s in steps if s.kind is StepKind.LINKEDIN}
    people = [p for p in interview.interviewers if p.linkedin_ok]
    if not people:
        fact = "nobody in it wants to connect (`linkedin_ok: no` for everyone)"
        raise RefusedError(f"{path}: {fact}")
    warnings = [
        Problem(
            Location(path),
            f"{person.name}: {step.reason}",
            "write it now, send it then",
        )
        for person in people
        if (step := early.get(person.id)) and step.state is State.WAITING
    ]
    return Asked(interview, [Order(Kind.LINKEDIN, p) for p in people], tuple(warnings))


def handed_over(interview: Interview, journal: Journal, path: str) -> Asked:
    """Each promise not yet kept whose file, link or words are there."""
    events = journal.events(interview)
    orders: list[Order] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for person in interview.interviewers:
        for number, promise in open_promises(person, events):
            where = Location(path)
            missing = _missing(person, promise)
            if missing:
                warnings.append(Problem(where, *missing))
                continue
            problems += _unreadable(where, promise)
            warnings += _too_large(where, promise)
            warnings += _empty_handed(where, person, promise)
            orders.append(Order(Kind.TAKEAWAY, person, number, promise))
    if problems:
        raise InputError(*problems)
    if not orders:
        nothing = [str(problem) for problem in warnings]
        raise RefusedError(*nothing or [f"{path}: there is no open promise to keep"])
    return Asked(interview, orders, tuple(warnings))


def _missing(person: Interviewer, promise: Takeaway) -> tuple[str, str] | None:
    if not person.email:
        return f"{person.name}: there is no address to send it to", "add `email`"
    if promise.file or promise.link or promise.here_is:
        return None
    fact = f"{person.name}: there is nothing yet to hand over for '{promise.promised}'"
    return fact, "add `file`, `link` or `here_is` to the takeaway"


def _unreadable(where: Location, promise: Takeaway) -> Iterator[Problem]:
    if promise.file and not promise.file.is_file():
        remedy = "is the name right? it is looked for beside the interview file"
        yield Problem(where, f"there is no file {promise.file}", remedy)


def _too_large(where: Location, promise: Takeaway) -> Iterator[Problem]:
    if promise.file and promise.file.is_file():
        size = promise.file.stat().st_size
        if size > LARGE:
            fact = f"{promise.file} has {size / 1024 / 1024:.0f} MB"
            yield Problem(where, fact, "over 5 MB some mail servers refuse: a `link`?")


def _empty_handed(
    where: Location, person: Interviewer, promise: Takeaway
) -> Iterator[Problem]:
    """Warn of words that hand over what is not there: "here is the plan", alone."""
    if not promise.file and not promise.link:
        fact = f"{person.name}: nothing is attached and there is no link"
        remedy = "attach it yourself before you send, or add `file` or `link`"
        yield Problem(where, fact, remedy)


def checked_in(
    interview: Interview,
    journal: Journal,
    today: date,
    calendar: Calendar,
    path: str,
    by: str | None,
) -> Asked:
    """One check-in to one person by one channel, once it is due."""
    events = journal.events(interview)
    later = journal.later_interview(interview)
    check = check_in(interview, events, today, calendar, later_interview=later)
    channel = by or check.channel
    drafted = unsent_check_in(interview, journal.history(interview))
    against = [*check.refusals, other_channel(check, channel, drafted)]
    refusals = list(filter(None, against))
    if refusals:
        raise RefusedError(*(f"{path}: no check-in: {reason}" for reason in refusals))
    kind = Kind.CHECK_IN if channel == "email" else Kind.PHONE
    _ready(interview, check.to, kind, path)
    number = next_number(kind, check.to.id, events)
    warnings = tuple(Problem(Location(path), warning) for warning in check.warnings)
    return Asked(interview, [Order(kind, check.to, number)], warnings)


def answered(interview: Interview, journal: Journal, path: str, to: str) -> Asked:
    """The short answer to what the employer's person said."""
    from drafter.planning.addressee import addressee

    if interview.stage is Stage.INFORMATIONAL:
        raise RefusedError(f"{path}: no reply: {NO_DECISION}")
    events = journal.events(interview)
    person = addressee(interview)
    _ready(interview, person, Kind.REPLY, path)
    if to == "new_date" and not interview.deadline:
        fact = "there is no new date yet to thank them for"
        remedy = 'tell it first: drafter log FILE replied --said "by June 19"'
        raise InputError(Problem(Location(path), fact, remedy))
    number = next_number(Kind.REPLY, person.id, events)
    warnings = _no_newer_date(interview, path) if to == "new_date" else ()
    return Asked(interview, [Order(Kind.REPLY, person, number, None, to)], warnings)


def _no_newer_date(interview: Interview, path: str) -> tuple[Problem, ...]:
    """Warn where the only date known is the one they gave in the interview."""
    newest = interview.timeline[-1]
    if len(interview.timeline) > 1 or newest.on > interview.date:
        return ()
    fact = f"the newest date known is still the interview's own, {newest.words!r}"
    remedy = 'tell a newer one first: drafter log FILE replied --said "by June 19"'
    return (Problem(Location(path), fact, remedy),)


def _ready(interview: Interview, person: Interviewer, kind: Kind, path: str) -> None:
    """Whether both ends have what this channel needs."""
    where, problem = Location(path), None
    if kind.is_email and not person.email:
        problem = Problem(where, f"{person.name}: there is no address", "add `email`")
    elif kind is Kind.PHONE and not interview.you.phone:
        fact = "your own number is missing: a voicemail says it twice"
        problem = Problem(where, fact, "add `you: {phone: ...}`")
    if problem:
        raise InputError(problem)
