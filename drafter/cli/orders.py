"""What a command asks to be written: who gets what, and who gets nothing yet.

The commands after the thank-you look at the interview as it stands by now: with the
newest word on when they decide, from the file or from `log replied --said`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from drafter.cli.home import Opened, read_input
from drafter.dates import day_in_words
from drafter.draft import ASKS, Answered, Kind, Order
from drafter.errors import InputError, Location, Problem, RefusedError
from drafter.formats.eml import ATTACHED_MAX, answer_to
from drafter.formats.message import read_message
from drafter.interview import NO_TIMELINE, Interview, Interviewer, Stage, Takeaway
from drafter.journal.history import next_number, other_channel
from drafter.planning.plan import NO_DECISION, addressee, check_in
from drafter.planning.steps import EventKind, State, open_promises


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Pins = Mapping[tuple[str, Kind, int], Sequence[str]]

LATE_DAYS, LONG_AGO = 2, 60
"""Late from the second day after the interview on, never refused; after two months the
person knows."""
_MB = 1024 * 1024
LARGE = 5 * _MB
"""From here on some mail servers turn an attachment away."""


class Asked(NamedTuple):
    """What a command wants written, of an interview as it stands by now."""

    interview: Interview
    orders: Sequence[Order]
    warnings: tuple[Problem, ...] = ()
    answers: Answered | None = None
    """The mail in whose thread they stand."""
    remarks: tuple[str, ...] = ()
    """Said above the table; no warnings, `--strict` does not refuse for them."""


def thanked(now: Opened) -> Asked:
    """A thank-you and a card for everyone; without an address the words alone."""
    interview, today = now.notes, now.today
    days, pins = (today - interview.date).days, now.pins
    is_late = LATE_DAYS <= days <= LONG_AGO
    before = today if days <= LONG_AGO else date.min
    people = tuple(_undated(p, before, pins) for p in interview.interviewers)
    interview = interview._replace(interviewers=people)
    kinds = (Kind.THANK_YOU, Kind.CARD)
    orders = [Order(kind, person) for kind in kinds for person in people]
    made = [pins[order.key] for order in orders if order.key in pins]
    forgets = any(NO_TIMELINE in marks for marks in made) if made else is_late
    if forgets and interview.deadline and interview.deadline < today:
        interview = interview._replace(timeline=())  # nobody looks forward to the past
    late = f"That was {days} days ago: late, and still better sent than not."
    new = [o.person for o in orders if o.kind is Kind.THANK_YOU and o.key not in pins]
    doubts = (*_doubts(now), *(_overdue(now, new) if before is today else ()))
    return Asked(interview, orders, doubts, remarks=(late,) * is_late)


def _undated(person: Interviewer, before: date, pins: Pins) -> Interviewer:
    """Promise by no day that is past, where the letter is new or did not before."""
    marks = pins.get(Order(Kind.THANK_YOU, person).key)

    def is_past(due: date) -> bool:
        return due < before if marks is None else f"undated:{due}" in marks

    promises = (one._replace(overdue=is_past(one.due)) for one in person.takeaways)
    return person._replace(takeaways=tuple(promises))


def _doubts(now: Opened) -> Iterator[Problem]:
    """What is probably a slip: a day to come, a file that is not there."""
    where, interview = now.where, now.notes
    if interview.date > now.today:
        fact = f"the interview is on {interview.date}, which is still to come"
        yield Problem(where, fact, "is the year right?")
    promises = [(p, one) for p in interview.interviewers for one in p.takeaways]
    for person, promise in promises:
        if promise.file and not promise.file.is_file():
            fact = f"there is no file {promise.file} to send to {person.name}"
            yield Problem(where, fact, "is the name right?")


def _overdue(now: Opened, people: Sequence[Interviewer]) -> Iterator[Problem]:
    """Promises whose day was past before the first letter that makes them."""
    for person, promise in ((p, one) for p in people for one in p.takeaways):
        if promise.due < now.today:
            country = now.notes.employer.country
            day = day_in_words(promise.due, country=country)
            fact = f"{person.name} is promised something by {day}, which is past"
            remedy = "so a new letter names no day; give"
            remedy += f" `{promise.promised}` another: `due: YYYY-MM-DD`"
            yield Problem(now.where, fact, remedy)


def connections(now: Opened) -> Asked:
    """A LinkedIn note for everyone who may be asked; a warning where it is early."""
    interview = now.interview
    early = {s.interviewer_id: s for s in now.steps() if s.kind is Kind.LINKEDIN}
    known = now.acquainted
    asked = [p.name for p in interview.interviewers if p.linkedin_ok and p.id in known]
    remark = f"Asked to connect after an earlier interview: {', '.join(asked)}."
    people = [p for p in interview.interviewers if p.linkedin_ok and p.id not in known]
    if asked and not people:
        raise RefusedError(f"{now.where}: {remark}")
    if not people:
        fact = "nobody in it wants to connect (`linkedin_ok: no` for everyone)"
        raise RefusedError(f"{now.where}: {fact}")
    warnings = [
        Problem(
            now.where, f"{person.name}: {step.reason}", "write it now, send it then"
        )
        for person in people
        if (step := early.get(person.id)) and step.state is State.WAITING
    ]
    orders = [Order(Kind.LINKEDIN, person) for person in people]
    told = (remark,) * bool(asked)
    return Asked(interview, orders, tuple(warnings), remarks=told)


def handed_over(now: Opened) -> Asked:
    """Each promise not yet kept whose file, link or words are there."""
    where = now.where
    orders: list[Order] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for person in now.interview.interviewers:
        for number, promise in open_promises(person, now.events):
            if not (promise.file or promise.link or promise.here_is):
                fact = f"there is nothing yet to hand over for '{promise.task}'"
                remedy = "add `file`, `link` or `here_is` to the takeaway"
                warnings.append(Problem(where, f"{person.name}: {fact}", remedy))
                continue
            wrong, doubtful = _unfit(where, promise)
            problems += wrong
            warnings += doubtful
            warnings += _empty_handed(where, person, promise)
            orders.append(Order(Kind.TAKEAWAY, person, number, promise))
    if problems:
        raise InputError(*problems)
    if not orders:
        nothing = [str(problem) for problem in warnings]
        raise RefusedError(*nothing or [f"{where}: there is no open promise to keep"])
    return Asked(now.interview, orders, tuple(warnings))


def _unfit(where: Location, promise: Takeaway) -> tuple[list[Problem], list[Problem]]:
    """What is wrong with the file to hand over, and what may be."""
    file = promise.file
    if not file:
        return [], []
    if not file.is_file():
        remedy = "is the name right? it is looked for beside the interview file"
        return [Problem(where, f"there is no file {file}", remedy)], []
    size = file.stat().st_size
    fact = f"{file} has {size / _MB:.0f} MB"
    if not size:
        remedy = "save it again, or take another"
        return [Problem(where, f"{file} is empty", remedy)], []
    if size > ATTACHED_MAX:
        remedy = f"mail takes {ATTACHED_MAX // _MB} MB: put up a `link` to it"
        return [Problem(where, fact, remedy)], []
    doubt = Problem(where, fact, "over 5 MB some mail servers refuse: a `link`?")
    return [], [doubt] * (size > LARGE)


def _empty_handed(
    where: Location, person: Interviewer, promise: Takeaway
) -> Iterator[Problem]:
    """Warn of words that hand over what is not there: "here is the plan", alone."""
    if promise.file and not person.email:
        fact = f"{person.name}: there is no address, so nothing is attached"
        yield Problem(where, fact, f"hand {promise.file.name} over with the letter")
    if not promise.file and not promise.link:
        fact = f"{person.name}: nothing is attached and there is no link"
        remedy = "attach it yourself before you send, or add `file` or `link`"
        yield Problem(where, fact, remedy)


def checked_in(now: Opened, by: str | None, mail: str | None) -> Asked:
    """One check-in to one person by one channel, once it is due."""
    interview = now.interview
    check = check_in(
        interview, now.events, now.today, now.calendar, later_interview=now.later
    )
    channel = by or check.channel
    drafted = other_channel(interview, now.history, check.said.on, channel)
    refusals = [*check.refusals, drafted] if drafted else check.refusals
    if refusals:
        raise RefusedError(*(f"{now.where}: no check-in: {why}" for why in refusals))
    kind = Kind.CHECK_IN if channel == "email" else Kind.PHONE
    _ready(now, check.to, kind)
    if mail and kind is Kind.PHONE:
        raise InputError(Problem(Location(mail), "a call answers no mail"))
    answers = None if kind is Kind.PHONE else _thread(now, (check.to,), mail)[1]
    number = next_number(kind, check.to.id, now.events)
    warnings = tuple(Problem(now.where, warning) for warning in check.warnings)
    return Asked(interview, [Order(kind, check.to, number)], warnings, answers)


def answered(now: Opened, to: str, mail: str | None) -> Asked:
    """The short answer to what the employer's person said, or wrote in `mail`."""
    interview = now.interview
    if to == ASKS:
        return _asked_for_addresses(now)
    if interview.stage is Stage.INFORMATIONAL:
        raise RefusedError(f"{now.where}: no reply: {NO_DECISION}")
    people = (addressee(interview), *interview.interviewers)
    person, answers = _thread(now, (_writer(now, people), *people), mail)
    _ready(now, person, Kind.REPLY)
    if to == "new_date" and not interview.deadline:
        fact = "there is no new date yet to thank them for"
        remedy = 'tell it first: drafter log FILE replied --said "by June 19"'
        raise InputError(Problem(now.where, fact, remedy))
    number = next_number(Kind.REPLY, person.id, now.events)
    warnings = _no_newer_date(now) if to == "new_date" else ()
    orders = [Order(Kind.REPLY, person, number, None, to)]
    return Asked(interview, orders, warnings, answers)


def _asked_for_addresses(now: Opened) -> Asked:
    """One mail to the contact, who knows the others; once nobody can write to them."""
    interview, person = now.interview, addressee(now.interview)
    if all(one.email for one in interview.interviewers):
        raise RefusedError(f"{now.where}: everyone has an address: nothing to ask for")
    _ready(now, person, Kind.REPLY)
    number = next_number(Kind.REPLY, person.id, now.events)
    return Asked(interview, [Order(Kind.REPLY, person, number, None, ASKS)])


def _writer(now: Opened, people: Sequence[Interviewer]) -> Interviewer:
    """Find who answered last of those one can write to; else the first is asked."""
    for event in reversed(now.events):
        if event.kind is EventKind.REPLIED and event.with_id:
            wrote = [one for one in people if one.id == event.with_id and one.email]
            return (wrote or people)[0]
    return people[0]


def _thread(
    now: Opened, people: Sequence[Interviewer], mail: str | None
) -> tuple[Interviewer, Answered | None]:
    """Find who of these wrote a mail, or got it from you; and what it is.

    Without one it is the first, and the mail is what `sync` found of theirs.
    """
    if mail is None:
        return people[0], now.journal.mail_from(now.interview, people[0].id)
    head = re.split(rb"\r?\n\r?\n", read_input(mail), maxsplit=1)[0]
    try:
        message = read_message(head + b"\n\n")
        answers = answer_to(message)
    except ValueError as error:
        remedy = "save the mail you answer as .eml"
        raise InputError(Problem(Location(mail), str(error), remedy)) from error
    you = now.interview.you.email
    froms = [box.address.casefold() for box in message.froms]
    is_own = you is not None and froms == [you.key]
    boxes = message.tos if is_own else message.froms
    keys = [box.address.casefold() for box in boxes]
    for person in people:
        sole = is_own or len(keys) == 1  # a second From may be anybody's
        if sole and person.email and person.email.key in keys:
            return person, answers
    names = ", ".join(dict.fromkeys(person.name for person in people))
    whose = "to" if is_own else "from"
    them = " and ".join(box.address for box in boxes) or "nobody"
    fact = f"it is {whose} {them}, and not {'' if is_own else 'only '}{names}"
    raise InputError(Problem(Location(mail), fact, "leave --answers out"))


def _no_newer_date(now: Opened) -> tuple[Problem, ...]:
    """Warn where the only date known is the one they gave in the interview."""
    newest = now.interview.timeline[-1]
    if len(now.interview.timeline) > 1 or newest.on > now.interview.date:
        return ()
    fact = f"the newest date known is still the interview's own, {newest.words!r}"
    remedy = 'tell a newer one first: drafter log FILE replied --said "by June 19"'
    return (Problem(now.where, fact, remedy),)


def _ready(now: Opened, person: Interviewer, kind: Kind) -> None:
    """Refuse where one of both ends lacks what this channel needs."""
    if kind.is_email and not person.email:
        fact = f"{person.name}: there is no address"
        raise InputError(Problem(now.where, fact, "add `email`"))
    if kind is Kind.PHONE and not now.interview.you.phone:
        fact = "your own number is missing: a voicemail says it twice"
        raise InputError(Problem(now.where, fact, "add `you: {phone: ...}`"))
