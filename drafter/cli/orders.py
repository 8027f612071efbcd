"""What a command asks to be written: who gets what, and who gets nothing yet.

The commands after the thank-you look at the interview as it stands by now: with the
newest word on when they decide, from the file or from `log replied --said`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from drafter.cli.home import Opened, read_input
from drafter.draft import ASKS, Answered, Kind, Order
from drafter.errors import InputError, Location, Problem, RefusedError
from drafter.formats.eml import ATTACHED_MAX, answer_to
from drafter.formats.message import read_message
from drafter.interview import NO_TIMELINE, Interview, Interviewer, Stage, Takeaway
from drafter.journal.history import next_number, other_channel
from drafter.language import day_in_words
from drafter.planning import NO_DECISION, EventKind, State, addressee, open_promises


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drafter.formats.headers import Mailbox

    Pins = Mapping[tuple[str, Kind, int], Sequence[str]]

LATE_DAYS, LONG_AGO = 2, 60
"""Late from the second day after the interview on, never refused; after two months the
person knows."""
_MB = 1024 * 1024


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
    new = {
        o.person.id for o in orders if o.kind is Kind.THANK_YOU and o.key not in pins
    }
    doubts = tuple(_doubts(now, new if before is today else set()))
    return Asked(interview, orders, doubts, remarks=(late,) * is_late)


def _undated(person: Interviewer, before: date, pins: Pins) -> Interviewer:
    """Promise by no day that is past, where the letter is new or did not before."""
    marks = pins.get(Order(Kind.THANK_YOU, person).key)

    def is_past(due: date) -> bool:
        return due < before if marks is None else f"undated:{due}" in marks

    promises = (one._replace(overdue=is_past(one.due)) for one in person.takeaways)
    return person._replace(takeaways=tuple(promises))


def _doubts(now: Opened, new: set[str]) -> Iterator[Problem]:
    """What is probably a slip: a day to come, a file that is not there, a late promise.

    `new` are those to whom the first letter goes, and so the first promise.
    """
    interview = now.notes
    if interview.date > now.today:
        fact = f"the interview is on {interview.date}, which is still to come"
        yield now.problem(fact, "is the year right?")
    promises = [(p, one) for p in interview.interviewers for one in p.takeaways]
    for person, promise in promises:
        if promise.file and not promise.file.is_file():
            fact = f"there is no file {promise.file} to send to {person.name}"
            yield now.problem(fact, "is the name right?")
    for person, promise in promises:
        if person.id in new and promise.due < now.today:
            day = day_in_words(promise.due, country=interview.employer.country)
            fact = f"{person.name} is promised something by {day}, which is past"
            remedy = "so a new letter names no day; give"
            remedy += f" `{promise.promised}` another: `due: YYYY-MM-DD`"
            yield now.problem(fact, remedy)


def connections(now: Opened) -> Asked:
    """A LinkedIn note for everyone who may be asked; a warning where it is early."""
    willing = [one for one in now.interview.interviewers if one.linkedin_ok]
    people = [one for one in willing if one.id not in now.acquainted]
    asked = [one.name for one in willing if one not in people]
    remark = f"Asked to connect after an earlier interview: {', '.join(asked)}."
    if not people:
        nobody = "nobody in it wants to connect (`linkedin_ok: no` for everyone)"
        raise RefusedError(f"{now.where}: {remark if asked else nobody}")
    early = {
        step.interviewer_id: step.reason
        for step in now.steps()
        if step.kind is Kind.LINKEDIN and step.state is State.WAITING
    }
    warnings = tuple(
        now.problem(f"{one.name}: {early[one.id]}", "write it now, send it then")
        for one in people
        if one.id in early
    )
    orders = [Order(Kind.LINKEDIN, person) for person in people]
    told = (remark,) * bool(asked)
    return Asked(now.interview, orders, warnings, remarks=told)


def handed_over(now: Opened) -> Asked:
    """Each promise not yet kept whose file, link or words are there."""
    orders: list[Order] = []
    wrong: list[Problem] = []
    doubts: list[Problem] = []
    for person in now.interview.interviewers:
        for number, promise in open_promises(person, now.events):
            if not (promise.file or promise.link or promise.here_is):
                fact = f"there is nothing yet to hand over for '{promise.task}'"
                remedy = "add `file`, `link` or `here_is` to the takeaway"
                doubts.append(now.problem(f"{person.name}: {fact}", remedy))
                continue
            wrong += _unfit(now, promise)
            doubts += _unattached(now, person, promise)
            orders.append(Order(Kind.TAKEAWAY, person, number, promise))
    if wrong:
        raise InputError(*wrong)
    if not orders:
        nothing = f"{now.where}: there is no open promise to keep"
        raise RefusedError(*(map(str, doubts) if doubts else [nothing]))
    return Asked(now.interview, orders, tuple(doubts))


def _unfit(now: Opened, promise: Takeaway) -> Iterator[Problem]:
    if not (file := promise.file):
        return
    if not file.is_file():
        remedy = "is the name right? it is looked for beside the interview file"
        yield now.problem(f"there is no file {file}", remedy)
    elif not (size := file.stat().st_size):
        yield now.problem(f"{file} is empty", "save it again, or take another")
    elif size > ATTACHED_MAX:
        remedy = f"mail takes {ATTACHED_MAX // _MB} MB: put up a `link` to it"
        yield now.problem(f"{file} has {size / _MB:.0f} MB", remedy)


def _unattached(
    now: Opened, person: Interviewer, promise: Takeaway
) -> Iterator[Problem]:
    """Say where the words hand over what does not go with them."""
    file = promise.file
    if file and not person.email:
        fact = f"{person.name}: there is no address, so nothing is attached"
        yield now.problem(fact, f"hand {file.name} over with the letter")
    if not file and not promise.link:
        fact = f"{person.name}: nothing is attached and there is no link"
        remedy = "attach it yourself before you send, or add `file` or `link`"
        yield now.problem(fact, remedy)


def checked_in(now: Opened, by: str | None, mail: str | None) -> Asked:
    """One check-in to one person by one channel, once it is due."""
    check = now.plan.check_in
    channel = by or check.channel
    drafted = other_channel(now.interview, now.history, check.said.on, channel)
    if refusals := [*check.refusals, *filter(None, [drafted])]:
        raise RefusedError(*(f"{now.where}: no check-in: {why}" for why in refusals))
    kind = Kind.CHECK_IN if channel == "email" else Kind.PHONE
    order = _ready(now, check.to, kind)
    if mail and kind is Kind.PHONE:
        raise InputError(Problem(Location(mail), "a call answers no mail"))
    answers = None if kind is Kind.PHONE else _thread(now, (check.to,), mail)[1]
    warnings = tuple(map(now.problem, check.warnings))
    return Asked(now.interview, [order], warnings, answers)


def answered(now: Opened, to: str, mail: str | None) -> Asked:
    """The short answer to what the employer's person said, or wrote in `mail`.

    Or one mail to the contact, who knows the others' addresses.
    """
    interview, contact = now.interview, addressee(now.interview)
    if to == ASKS:
        if all(one.email for one in interview.interviewers):
            fact = "everyone has an address: nothing to ask for"
            raise RefusedError(f"{now.where}: {fact}")
        return Asked(interview, [_ready(now, contact, Kind.REPLY, to)])
    if interview.stage is Stage.INFORMATIONAL:
        raise RefusedError(f"{now.where}: no reply: {NO_DECISION}")
    people = (contact, *interview.interviewers)
    person, answers = _thread(now, (_writer(now, people), *people), mail)
    order = _ready(now, person, Kind.REPLY, to)
    if to == "new_date" and not interview.deadline:
        fact = "there is no new date yet to thank them for"
        how = 'drafter log FILE replied --said "by June 19"'
        raise InputError(now.problem(fact, f"tell it first: {how}"))
    return Asked(interview, [order], answers=answers)


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
    is_own = you is not None and _keys(message.froms) == [you.key]
    boxes = message.tos if is_own else message.froms
    keys = _keys(boxes)
    for person in people:
        sole = is_own or len(keys) == 1  # a second From may be anybody's
        if sole and person.email and person.email.key in keys:
            return person, answers
    names = ", ".join(dict.fromkeys(person.name for person in people))
    them = " and ".join(box.address for box in boxes) or "nobody"
    fact = f"it is from {them}, and not only {names}"
    if is_own:
        fact = f"it is to {them}, and not {names}"
    raise InputError(Problem(Location(mail), fact, "leave --answers out"))


def _keys(boxes: Sequence[Mailbox]) -> list[str]:
    return [box.address.casefold() for box in boxes]


def _ready(now: Opened, person: Interviewer, kind: Kind, to: str = "") -> Order:
    """Order it; refuse where one of both ends lacks what this channel needs."""
    if kind.is_email and not person.email:
        fact = f"{person.name}: there is no address"
        raise InputError(now.problem(fact, "add `email`"))
    if kind is Kind.PHONE and not now.interview.you.phone:
        fact = "your own number is missing: a voicemail says it twice"
        raise InputError(now.problem(fact, "add `you: {phone: ...}`"))
    number = next_number(kind, person.id, now.events)
    return Order(kind, person, number, None, to)
