"""Days that the file leaves to the calendar: what they said, promises without a day.

Anchored on the day it was said or promised. Words nobody can put on a calendar are
asked about, never guessed. The calendar itself is asked only where a day has to be
counted: its first answer may cost more time than all of the reading.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from drafter.calendar.timeline import understand
from drafter.errors import Location, Problem
from drafter.interview import Statement
from drafter.reading.records import shortened


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.calendar.business_days import Calendar
    from drafter.reading.records import Record
    from drafter.reading.said import Said

_REGION = "the region may be left out"


def statements(
    said: Sequence[Said],
    day: date | None,
    calendar: Calendar,
    country: Location,
    problems: list[Problem],
) -> tuple[Statement, ...]:
    """Understand each, oldest first; of two on one day the later date comes last."""
    found = []
    for one in said:
        on = one.on or day
        if on is None:
            continue
        try:
            until = understand(one.words, on, calendar)
        except (ValueError, OverflowError) as error:
            fault = Problem(one.where, f"timeline: {error}")
            problems.append(_unknown_country(calendar, on, country) or fault)
        else:
            found.append(Statement(on, one.words, until))
    return tuple(sorted(found, key=lambda s: (s.on, s.until or date.min)))


def settle_dues(
    record: Record, calendar: Calendar, country: Location, problems: list[Problem]
) -> None:
    """Put a date in the place of each promise's day in words ("by Friday")."""
    on = record.values.get("date")
    for person in record.values.get("interviewers", ()):
        for promise in person.values.get("takeaways", ()):
            words = promise.values.get("due")
            if on is None or not isinstance(words, str):
                continue
            if day := day_of(words, on, calendar):
                promise.values["due"] = day
                continue
            fact = f"due: {shortened(words)!r} is not a date"
            fault = Problem(promise.place("due"), fact, "write it as 2026-06-02")
            problems.append(_unknown_country(calendar, on, country) or fault)
            del promise.values["due"]


def default_due(
    record: Record, calendar: Calendar, country: Location, problems: list[Problem]
) -> date | None:
    """Give the next business day, for the promises that name none; else no day."""
    day = record.values.get("date")
    people_told = record.values.get("interviewers", ())
    promises = (one for p in people_told for one in p.values.get("takeaways", ()))
    if day is None or all("due" in promise.values for promise in promises):
        return None
    try:
        return calendar.add_business_days(day, 1)
    except ValueError as error:
        problems.append(Problem(country, str(error), _REGION))
        return None


def day_of(words: str, on: date, calendar: Calendar) -> date | None:
    """The day that words of a promise name ("Monday"), or None for any others."""
    try:
        return understand(words, on, calendar)
    except (ValueError, OverflowError):
        return None


def _unknown_country(calendar: Calendar, day: date, where: Location) -> Problem | None:
    """Ask the calendar for a day: only that shows whether it knows the country."""
    try:
        calendar.is_business_day(day)
    except ValueError as error:
        return Problem(where, str(error), _REGION)
    return None
