"""Whether one may ask today, and whom.

One check-in to one person, by one channel, for each date they name, and none before it:
all that speaks against it today is told at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_in_words, month_day
from drafter.draft import CHECK_INS, Kind
from drafter.interview import Interviewer, Role, Stage
from drafter.planning.events import EventKind, newest, open_promises, standing
from drafter.planning.steps import State
from drafter.slug import slug


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Contact, Interview, Statement
    from drafter.planning.events import Event

NO_DECISION = (
    "it was an informational talk, and nobody decides anything"
    " (if it became an interview, change `stage`)"
)
TO_CONTACT = CHECK_INS | {Kind.REPLY}
"""What goes to whom one asks, and again after each answer."""
_PATIENCE = 5
_RECRUITERS = frozenset({Role.RECRUITER, Role.AGENCY_RECRUITER})


class Earliest(NamedTuple):
    """The first day a check-in is allowed."""

    day: date
    how: str
    """It was counted: people believe a date they can follow. In words, no full stop."""


class CheckIn(NamedTuple):
    """The answer for one day."""

    to: Interviewer
    channel: str
    """`email` or `phone`: what they asked for, else email."""
    said: Statement
    """What they said last about when they decide."""
    earliest: Earliest
    made: tuple[date, ...]
    """Every check-in made, also for a date they named before."""
    state: State
    refusals: tuple[str, ...]
    """All that speaks against it today; empty when it is due."""
    warnings: tuple[str, ...]
    waits_for: str
    """What you can do about a refusal, as words after "once"; else empty."""


def addressee(interview: Interview) -> Interviewer:
    """Choose the contact, else a recruiter, else the hiring manager, else the first.

    The contact they named need not have interviewed: then an interviewer is made of
    whom nothing is known but how to reach them.
    """
    people, contact = interview.interviewers, interview.contact
    if contact:
        for person in people:
            if contact.id == person.id or _is_same(contact, person):
                email, phone = contact.email or person.email, contact.phone
                return person._replace(email=email, phone=phone or person.phone)
        if contact.name:
            return Interviewer(
                id=contact.id or slug(contact.name) or "contact",
                name=contact.name,
                email=contact.email,
                phone=contact.phone,
            )
    recruiters = [person for person in people if person.role in _RECRUITERS]
    managers = [person for person in people if person.role is Role.HIRING_MANAGER]
    return (recruiters or managers or list(people))[0]


def _is_same(contact: Contact, person: Interviewer) -> bool:
    """Know Dana Whitlock also as D. Whitlock, where the address is hers."""
    if contact.name == person.name:
        return True
    mine, theirs = contact.email, person.email
    one, two = contact.name.casefold().split(), person.name.casefold().split()
    alike = bool(one and two) and one[-1] == two[-1] and one[0][0] == two[0][0]
    return alike and mine is not None and theirs is not None and mine.key == theirs.key


def check_in(
    interview: Interview,
    events: Sequence[Event],
    today: date,
    calendar: Calendar,
    *,
    later_interview: date | None = None,
) -> CheckIn:
    """Decide about a check-in on the day `today`."""
    says = standing(interview, events, calendar)
    made = [(n, event) for n, event in enumerate(events) if event.is_check_in]
    since = [event.on for number, event in made if says.is_before(number, event)]
    to, contact = addressee(interview), interview.contact
    earliest = earliest_check_in(interview, events, calendar)
    promised = tuple(_promises(to, events, today))
    unread = tuple(_unread(says.statement))
    refused = [
        *_for_ever(interview, events, later_interview, today),
        *promised,
        *unread,
    ]
    patience = _once(since) or (() if unread else _too_early(earliest, today))
    state = State.WAITING if patience else State.DUE
    if refused or since:
        state = State.REFUSED if refused else State.DONE
    return CheckIn(
        to=to,
        channel=(contact.channel if contact else "") or "email",
        said=says.statement,
        earliest=earliest,
        made=tuple(event.on for _, event in made),
        state=state,
        refusals=(*refused, *patience),
        warnings=tuple(_warnings(interview, to, events, today, calendar)),
        waits_for=("your promise is kept" if promised else "")
        or ("`timeline` names a day" if unread else ""),
    )


def _for_ever(
    interview: Interview,
    events: Sequence[Event],
    later_interview: date | None,
    today: date,
) -> Iterator[str]:
    if interview.stage is Stage.INFORMATIONAL:
        yield NO_DECISION
    if on := newest(events, EventKind.DECIDED):
        yield f"they decided on {day_in_words(on)}: there is nothing left to ask"
    if on := newest(events, EventKind.WITHDREW):
        yield f"you withdrew on {day_in_words(on)}: there is nothing left to ask"
    if later_interview and interview.date < later_interview <= today:
        yield (
            f"you have a later interview at {interview.employer.name}, on"
            f" {day_in_words(later_interview, year=True)}: what they said there counts"
        )


def _promises(to: Interviewer, events: Sequence[Event], today: date) -> Iterator[str]:
    for _, takeaway in open_promises(to, events):
        if takeaway.due < today:
            yield (
                f"you promised {to.name} to {takeaway.task} by"
                f" {day_in_words(takeaway.due)}: keep that first, and log it `sent`"
            )


def _unread(said: Statement) -> Iterator[str]:
    if said.unread:
        yield (
            f"no day can be told from {said.words[:60]!r}: write under `timeline` the"
            " date it means, or `unknown`"
        )


def _once(since: Sequence[date]) -> tuple[str, ...]:
    if not since:
        return ()
    why = (
        f"you checked in on {day_in_words(max(since))}, and once is enough for each"
        " date they name: log what they answer with `replied --said`"
    )
    return (why,)


def _too_early(earliest: Earliest, today: date) -> tuple[str, ...]:
    if today >= earliest.day:
        return ()
    return (f"not before {day_in_words(earliest.day)}: {earliest.how}",)


def _warnings(
    interview: Interview,
    to: Interviewer,
    events: Sequence[Event],
    today: date,
    calendar: Calendar,
) -> Iterator[str]:
    if why := calendar.why_off(today):
        holiday = "" if day_in_words(today).startswith(why) else f" ({why})"
        yield (
            f"{day_in_words(today)}{holiday} is not a business day"
            f" at {interview.employer.name}"
        )
    thanked = newest(events, EventKind.SENT, Kind.THANK_YOU, to.id)
    met = any(person.id == to.id for person in interview.interviewers)
    if met and to.email and not thanked:
        yield f"your thank-you to {to.name} is not logged as sent"


def earliest_check_in(
    interview: Interview, events: Sequence[Event], calendar: Calendar
) -> Earliest:
    """Count from the newest they said, and from an answer that named no newer day.

    The day things were said is day 0; the holidays that were left out are named.
    """
    says = standing(interview, events, calendar)
    base, day, how = _by_statement(says.statement, interview, calendar)
    answered = [
        event.on
        for number, event in enumerate(events)
        if event.kind is EventKind.REPLIED and says.is_before(number, event)
    ]
    if answered:
        patient = calendar.add_business_days(max(answered), _PATIENCE)
        if patient > day:
            base, day = max(answered), patient
            how = (
                f"they answered on {_words(base, interview)} and named no newer day;"
                f" five business days after that is {_words(day, interview)}"
            )
    for off, name in calendar.holidays_between(base, day):
        how += f"; {_words(off, interview)}, is {name}"
    return Earliest(day, how)


def _by_statement(
    said: Statement, interview: Interview, calendar: Calendar
) -> tuple[date, date, str]:
    """Give the day counted from, the day found, and the count in words."""
    if said.until and said.until >= interview.date:
        day = calendar.next_business_day(said.until)
        named = month_day(said.until, year=said.until.year != interview.date.year)
        how = f"{named} is the day they named; the first business day after it is"
        return said.until, day, f"{how} {_words(day, interview)}"
    base = max(said.on, interview.date)
    day = calendar.add_business_days(base, _PATIENCE)
    none = "the day they named was before the interview" if said.until else ""
    since = "they last said so" if said.on > interview.date else "the interview"
    how = (
        f"{none or 'they named no day'}; five business days after {since}"
        f" ({_words(base, interview)}) is {_words(day, interview)}"
    )
    return base, day, how


def _words(day: date, interview: Interview) -> str:
    return day_in_words(day, year=day.year != interview.date.year)
