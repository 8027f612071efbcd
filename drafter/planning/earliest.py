"""The first day one may ask again, and how it was counted.

The count is part of the answer: "wait five business days" can be counted in two ways,
and people believe a date they can follow. The day things were said is day 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_in_words, month_day
from drafter.planning.events import EventKind
from drafter.planning.statements import standing


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview
    from drafter.planning.events import Event

_PATIENCE = 5


class Earliest(NamedTuple):
    """The first day a check-in is allowed."""

    day: date
    how: str
    """In words, no full stop; holidays that were left out are named."""


def earliest_check_in(
    interview: Interview, events: Sequence[Event], calendar: Calendar
) -> Earliest:
    """Count from the newest they said, and from an answer that named no newer day."""
    base, day, how = _by_statement(interview, events, calendar)
    answered = _answered(interview, events, calendar)
    if answered:
        patient = calendar.add_business_days(answered, _PATIENCE)
        if patient > day:
            base, day = answered, patient
            how = (
                f"they answered on {_words(base, interview)} and named no newer day;"
                f" five business days after that is {_words(day, interview)}"
            )
    for off, name in calendar.holidays_between(base, day):
        how += f"; {_words(off, interview)}, is {name}"
    return Earliest(day, how)


def _by_statement(
    interview: Interview, events: Sequence[Event], calendar: Calendar
) -> tuple[date, date, str]:
    said = standing(interview, events, calendar).statement
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


def _answered(
    interview: Interview, events: Sequence[Event], calendar: Calendar
) -> date | None:
    """Find the last answer since then that said nothing about when they decide."""
    says = standing(interview, events, calendar)
    days = [
        event.on
        for number, event in enumerate(events)
        if event.kind is EventKind.REPLIED and says.is_before(number, event)
    ]
    return max(days, default=None)


def _words(day: date, interview: Interview) -> str:
    return day_in_words(day, year=day.year != interview.date.year)
