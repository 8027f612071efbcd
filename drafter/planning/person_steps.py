"""What there is to do for one interviewer: thanks, a card, a connection, promises.

None of these is ever refused: a note that is late should still be sent, without an
apology. Whoever has no address is thanked by the card alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.dates import day_in_words, days_after, month_day
from drafter.planning.events import EventKind, newest, open_promises
from drafter.planning.statements import standing
from drafter.planning.steps import State, Step, StepKind, state_of


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview, Interviewer
    from drafter.planning.events import Event

_CARD_TRAVELS = 3


def person_steps(
    interview: Interview,
    person: Interviewer,
    events: Sequence[Event],
    today: date,
    calendar: Calendar,
) -> Iterator[Step]:
    """List one person's steps, in the order one does them."""
    if person.email:
        yield _thank_you(interview.date, person, events, today)
    due = calendar.next_business_day(interview.date)
    warnings = _too_slow(interview, events, today, calendar)
    yield _card(interview.date, due, person, events, today, warnings)
    if person.linkedin_ok:
        yield _linkedin(interview.date, person, events, today)
    yield from _takeaways(interview.date, person, events, today)


def _thank_you(
    interviewed: date, person: Interviewer, events: Sequence[Event], today: date
) -> Step:
    sent = newest(events, EventKind.SENT, "thank-you", person.id)
    late_from = days_after(interviewed, 2)
    return Step(
        kind=StepKind.THANK_YOU,
        interviewer_id=person.id,
        earliest=interviewed,
        due=interviewed,
        late_from=late_from,
        state=state_of(today, interviewed, late_from, sent),
        reason=f"sent on {day_in_words(sent)}"
        if sent
        else f"due on the day of the interview, {day_in_words(interviewed)}",
    )


def _card(
    interviewed: date,
    due: date,
    person: Interviewer,
    events: Sequence[Event],
    today: date,
    warnings: tuple[str, ...],
) -> Step:
    posted = _posted(person, events)
    late_from = days_after(due, 1)
    return Step(
        kind=StepKind.CARD,
        interviewer_id=person.id,
        earliest=interviewed,
        due=due,
        late_from=late_from,
        state=state_of(today, interviewed, late_from, posted),
        reason=f"posted on {day_in_words(posted)}"
        if posted
        else f"to be posted by the next business day, {day_in_words(due)}",
        warnings=() if posted else warnings,
    )


def _posted(person: Interviewer, events: Sequence[Event]) -> date | None:
    posted = newest(events, EventKind.POSTED, person_id=person.id)
    return posted or newest(events, EventKind.SENT, "card", person.id)


def _too_slow(
    interview: Interview, events: Sequence[Event], today: date, calendar: Calendar
) -> tuple[str, ...]:
    """Warn when they mean to decide before a card posted now can be there."""
    start = max(today, interview.date)
    until = standing(interview, events, calendar).statement.until
    arrives = calendar.add_business_days(start, _CARD_TRAVELS)
    if until is None or until >= arrives:
        return ()
    why = f"they named {month_day(until)}, and a card posted on {month_day(start)}"
    return (f"{why} arrives about {day_in_words(arrives)}",)


def _linkedin(
    interviewed: date, person: Interviewer, events: Sequence[Event], today: date
) -> Step:
    thanked = _posted(person, events)
    if person.email:
        thanked = newest(events, EventKind.SENT, "thank-you", person.id)
    asked = newest(events, EventKind.CONNECTED, person_id=person.id)
    asked = asked or newest(events, EventKind.SENT, "linkedin", person.id)
    earliest = max(days_after(interviewed, 1), thanked or interviewed)
    state = state_of(today, earliest, None, asked)
    reason = (
        f"from {day_in_words(earliest)}, the day after the interview at the earliest"
    )
    if asked:
        reason = f"sent on {day_in_words(asked)}"
    elif not thanked:
        state = State.WAITING
        reason = f"once your thanks to {person.name} are logged as sent; {reason}"
    return Step(
        kind=StepKind.LINKEDIN,
        interviewer_id=person.id,
        earliest=earliest,
        due=earliest,
        late_from=None,
        state=state,
        reason=reason,
    )


def _takeaways(
    interviewed: date, person: Interviewer, events: Sequence[Event], today: date
) -> Iterator[Step]:
    unkept = {number for number, _ in open_promises(person, events)}
    sent = newest(events, EventKind.SENT, "takeaway", person.id)
    for number, takeaway in enumerate(person.takeaways, 1):
        kept = None if number in unkept else sent
        late_from = days_after(takeaway.due, 1)
        promise = f"you said you would {takeaway.promised}"
        yield Step(
            kind=StepKind.TAKEAWAY,
            interviewer_id=person.id,
            earliest=interviewed,
            due=takeaway.due,
            late_from=late_from,
            state=state_of(today, interviewed, late_from, kept),
            reason=f"{promise}, and did"
            if kept
            else f"{promise} by {day_in_words(takeaway.due)}",
            item=number,
        )
