"""Everything there is to do after an interview, as of one day; and whether one may ask.

Pure: the interview, what was logged since, the day and the calendar go in, steps come
out. Thanks, cards and promises are never refused: one that is late should still be
sent. A check-in is: one to one person, by one channel, for each date they name, and
none before it; all that speaks against it today is told at once. After an answer that
names a newer day there is a check-in again, so a plan can have more than one: each that
was made is a step of its own, done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_in_words, day_seen_from, days_after, month_day
from drafter.draft import CHECK_INS, Kind
from drafter.interview import Interviewer, Role, Stage
from drafter.planning.steps import (
    EventKind,
    State,
    Step,
    newest,
    open_promises,
    standing,
)
from drafter.words import slug


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Contact, Interview, Statement
    from drafter.planning.steps import Event

NO_DECISION = (
    "it was an informational talk, and nobody decides anything"
    " (if it became an interview, change `stage`)"
)
DECISIONS = {EventKind.DECIDED: "they decided", EventKind.WITHDREW: "you withdrew"}
"""What ends it, in words."""
TO_CONTACT = CHECK_INS | {Kind.REPLY}
"""What goes to whom one asks, and again after each answer."""
_CARD_TRAVELS = 3
_PATIENCE = 5
_RECRUITERS = frozenset({Role.RECRUITER, Role.AGENCY_RECRUITER})


def plan(
    interview: Interview,
    events: Sequence[Event],
    today: date,
    calendar: Calendar,
    *,
    later_interview: date | None = None,
    acquainted: frozenset[str] = frozenset(),
) -> tuple[Step, ...]:
    """List each person's steps in the order of the file, then the check-ins.

    `later_interview` is the newest other interview day at this employer; `acquainted`
    are ids of people whom one asked to connect after another. An informational talk has
    no check-in to do: nobody decides anything.
    """
    check = check_in(
        interview, events, today, calendar, later_interview=later_interview
    )
    card_by = calendar.next_business_day(interview.date)
    slow = tuple(_too_slow(interview, check.said, today, calendar))
    now = _Now(interview, events, today, acquainted, card_by, slow)
    steps = [step for person in interview.interviewers for step in _person(person, now)]
    if interview.stage is Stage.INFORMATIONAL and not check.made:
        return tuple(steps)
    return (*steps, *_check_ins(check))


class _Now(NamedTuple):
    """What every step is seen by."""

    interview: Interview
    events: Sequence[Event]
    today: date
    acquainted: frozenset[str]
    card_by: date
    slow: tuple[str, ...]
    """A warning, where a card would come too late."""

    def state(self, earliest: date, late_from: date | None, done: date | None) -> State:
        """Tell how a step stands that nothing refuses."""
        if done:
            return State.DONE
        if self.today < earliest:
            return State.WAITING
        return State.LATE if late_from and self.today >= late_from else State.DUE

    def times(
        self, due: date, grace: int, done: date | None
    ) -> tuple[date, date, date, State]:
        """From when, until when, from when late, and how it stands today."""
        start, late_from = self.interview.date, days_after(due, grace)
        return start, due, late_from, self.state(start, late_from, done)


def _person(person: Interviewer, now: _Now) -> Iterator[Step]:
    """List one person's steps, in the order one does them."""
    yield _thank_you(person, now)
    yield _card(person, now)
    if person.linkedin_ok and person.id not in now.acquainted:
        yield _linkedin(person, now)
    yield from _takeaways(person, now)


def _thank_you(person: Interviewer, now: _Now) -> Step:
    due = now.interview.date
    sent = _thanked(person, now.events)
    reason = f"due on the day of the interview, {day_in_words(due)}"
    if sent:
        reason = f"sent on {day_in_words(sent)}"
    return Step(Kind.THANK_YOU, person.id, *now.times(due, 2, sent), reason)


def _card(person: Interviewer, now: _Now) -> Step:
    due, posted, warnings = now.card_by, _posted(person, now.events), now.slow
    reason = f"to be posted by the next business day, {day_in_words(due)}"
    if posted:
        reason, warnings = f"posted on {day_in_words(posted)}", ()
    return Step(Kind.CARD, person.id, *now.times(due, 1, posted), reason, warnings)


def _posted(person: Interviewer, events: Sequence[Event]) -> date | None:
    posted = newest(events, EventKind.POSTED, person_id=person.id)
    return posted or newest(events, EventKind.SENT, Kind.CARD, person.id)


def _thanked(person: Interviewer, events: Sequence[Event]) -> date | None:
    """Find the day of the thanks; for whom there is no address, the card will do."""
    sent = newest(events, EventKind.SENT, Kind.THANK_YOU, person.id)
    return sent or (None if person.email else _posted(person, events))


def _too_slow(
    interview: Interview, said: Statement, today: date, calendar: Calendar
) -> Iterator[str]:
    """Warn when they mean to decide before a card posted now can be there."""
    start = max(today, interview.date)
    arrives = calendar.add_business_days(start, _CARD_TRAVELS)
    if said.until and said.until < arrives:
        why = f"they named {month_day(said.until)}, and a card posted on"
        yield f"{why} {month_day(start)} arrives about {day_in_words(arrives)}"


def _linkedin(person: Interviewer, now: _Now) -> Step:
    interviewed, events = now.interview.date, now.events
    thanked = _thanked(person, events)
    asked = newest(events, EventKind.CONNECTED, person_id=person.id)
    asked = asked or newest(events, EventKind.SENT, Kind.LINKEDIN, person.id)
    due = max(days_after(interviewed, 1), thanked or interviewed)
    state = now.state(due, None, asked)
    reason = f"from {day_in_words(due)}, the day after the interview at the earliest"
    if asked:
        reason = f"sent on {day_in_words(asked)}"
    elif not thanked:
        state = State.WAITING
        reason = f"once your thanks to {person.name} are logged as sent; {reason}"
    return Step(Kind.LINKEDIN, person.id, due, due, None, state, reason)


def _takeaways(person: Interviewer, now: _Now) -> Iterator[Step]:
    unkept = {number for number, _ in open_promises(person, now.events)}
    sent = newest(now.events, EventKind.SENT, Kind.TAKEAWAY, person.id)
    for number, promise in enumerate(person.takeaways, 1):
        kept = None if number in unkept else sent
        reason = f"you said you would {promise.task}"
        reason += ", and did" if kept else f" by {day_in_words(promise.due)}"
        times = now.times(promise.due, 1, kept)
        yield Step(Kind.TAKEAWAY, person.id, *times, reason, item=number)


def _check_ins(check: CheckIn) -> Iterator[Step]:
    kind, person = Kind.CHECK_IN, check.to.id
    for day in check.made:
        reason = f"you checked in on {day_in_words(day)}"
        yield Step(kind, person, day, day, None, State.DONE, reason)
    if check.state is not State.DONE:
        day = check.earliest.day
        reason = "; ".join(check.refusals) or check.earliest.how
        warnings = check.warnings if check.state is State.DUE else ()
        step = Step(kind, person, day, day, None, check.state, reason, warnings)
        yield step._replace(waits_for=check.waits_for)


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
    promised = list(_overdue(to, events, today))
    unread = list(_unread(says.statement))
    refused = [*_over(interview, events, later_interview, today), *promised, *unread]
    state = State.DUE if today >= earliest.day else State.WAITING
    patience = ""
    if since:
        state = State.DONE
        patience = (
            f"you checked in on {day_in_words(max(since))}, and once is enough for each"
            " date they name: log what they answer with `replied --said`"
        )
    elif state is State.WAITING and not unread:
        patience = f"not before {day_in_words(earliest.day)}: {earliest.how}"
    return CheckIn(
        to=to,
        channel=(contact.channel if contact else "") or "email",
        said=says.statement,
        earliest=earliest,
        made=tuple(event.on for _, event in made),
        state=State.REFUSED if refused else state,
        refusals=tuple(filter(None, (*refused, patience))),
        warnings=tuple(_warnings(interview, to, events, today, calendar)),
        waits_for=("your promise is kept" if promised else "")
        or ("`timeline` names a day" if unread else ""),
    )


def _over(
    interview: Interview,
    events: Sequence[Event],
    later_interview: date | None,
    today: date,
) -> Iterator[str]:
    """Tell why there is nothing to ask any more."""
    if interview.stage is Stage.INFORMATIONAL:
        yield NO_DECISION
    for kind, words in DECISIONS.items():
        if on := newest(events, kind):
            yield f"{words} on {day_in_words(on)}: there is nothing left to ask"
    if later_interview and interview.date < later_interview <= today:
        yield (
            f"you have a later interview at {interview.employer.name}, on"
            f" {day_in_words(later_interview, year=True)}: what they said there counts"
        )


def _overdue(to: Interviewer, events: Sequence[Event], today: date) -> Iterator[str]:
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
    if interview.by_id(to.id) and to.email and not thanked:
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
                f"they answered on {day_seen_from(base, interview.date)} and named no"
                " newer day; five business days after that is"
                f" {day_seen_from(day, interview.date)}"
            )
    for off, name in calendar.holidays_between(base, day):
        how += f"; {day_seen_from(off, interview.date)}, is {name}"
    return Earliest(day, how)


def _by_statement(
    said: Statement, interview: Interview, calendar: Calendar
) -> tuple[date, date, str]:
    """Give the day counted from, the day found, and the count in words."""
    met = interview.date
    if said.until and said.until >= met:
        day = calendar.next_business_day(said.until)
        named = month_day(said.until, year=said.until.year != met.year)
        how = f"{named} is the day they named; the first business day after it is"
        return said.until, day, f"{how} {day_seen_from(day, met)}"
    base = max(said.on, met)
    day = calendar.add_business_days(base, _PATIENCE)
    none = "the day they named was before the interview" if said.until else ""
    since = "they last said so" if said.on > met else "the interview"
    how = (
        f"{none or 'they named no day'}; five business days after {since}"
        f" ({day_seen_from(base, met)}) is {day_seen_from(day, met)}"
    )
    return base, day, how
