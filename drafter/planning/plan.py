"""Everything there is to do after an interview, as of one day.

Pure: the interview, what was logged since, the day and the calendar go in, steps come
out. Thanks, cards and promises are never refused: one that is late should still be
sent. After an answer that names a newer day there is a check-in again, so a plan can
have more than one: each that was made is a step of its own, done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_in_words, days_after, month_day
from drafter.draft import Kind
from drafter.interview import Stage
from drafter.planning.check_in import check_in
from drafter.planning.events import EventKind, newest, open_promises, standing
from drafter.planning.steps import State, Step


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview, Interviewer
    from drafter.planning.check_in import CheckIn
    from drafter.planning.events import Event

_CARD_TRAVELS = 3


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
    now = _Now(interview, events, today, calendar, acquainted)
    steps = [step for person in interview.interviewers for step in _person(person, now)]
    if interview.stage is Stage.INFORMATIONAL and not check.made:
        return tuple(steps)
    return (*steps, *_check_ins(check))


class _Now(NamedTuple):
    """What every step is seen by."""

    interview: Interview
    events: Sequence[Event]
    today: date
    calendar: Calendar
    acquainted: frozenset[str]

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
    due = now.calendar.next_business_day(now.interview.date)
    posted, warnings = _posted(person, now.events), _too_slow(now)
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


def _too_slow(now: _Now) -> tuple[str, ...]:
    """Warn when they mean to decide before a card posted now can be there."""
    start = max(now.today, now.interview.date)
    until = standing(now.interview, now.events, now.calendar).statement.until
    arrives = now.calendar.add_business_days(start, _CARD_TRAVELS)
    if until is None or until >= arrives:
        return ()
    why = f"they named {month_day(until)}, and a card posted on {month_day(start)}"
    return (f"{why} arrives about {day_in_words(arrives)}",)


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
