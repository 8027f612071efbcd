"""Phrases that name a day from the day they were said: `next Friday`, `in two weeks`.

Every phrase is matched whole: a word that is not in the grammar is a question to the
user, never skipped. Where English leaves a doubt, the later day is meant, because a
check-in a day late is patient and one a day early is pushy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.calendar.day_words import in_short
from drafter.calendar.named_days import WEEKDAY, calendar_day, number_of
from drafter.dates import WEEKDAYS, days_after, monday_of


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from drafter.calendar.business_days import Calendar

    Reader = Callable[[re.Match[str], date, Calendar], date | None]

_WEDNESDAY, _THURSDAY, _FRIDAY, _SUNDAY = 2, 3, 4, 6
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 31}
_PART = (
    "(?:the )?(?:very )?(?:some time )?"
    "(?P<part>early|late|later|mid|(?:start|beginning|middle|end) of)(?: in)? "
)
_UNIT = (
    "(?P<unit>(?:business |working |work |week ?)?day|hour|week|fortnight|month)'?s?'?"
)
_RANGE = "(?:between )?(?P<low>[0-9]{1,3}|an?) ?(?:to|or|and|-) ?"
_COUNT = (
    f"(?:(?:the )?(?:next|coming) )?(?:{_RANGE})?(?P<count>[0-9]{{1,3}}|an?) (?:more )?"
)


def day_named(phrase: str, said: date, calendar: Calendar) -> date | None:
    """Read a phrase in lower case; None when the grammar does not have it."""
    return _day_named(in_short(phrase), said, calendar)


def _day_named(phrase: str, said: date, calendar: Calendar) -> date | None:
    if day := calendar_day(phrase, said):
        return day
    for pattern, reader in _GRAMMAR:
        # Compiled by use: most runs need few of them, and wait for all.
        if match := re.fullmatch(pattern, phrase):
            return reader(match, said, calendar)
    return _either_of(phrase, said, calendar)


def _either_of(phrase: str, said: date, calendar: Calendar) -> date | None:
    """Read "Thursday or Friday": the later, if both are days."""
    first, either, second = phrase.partition(" or ")
    one = _day_named(first, said, calendar) if either else None
    other = _day_named(second, said, calendar) if one else None
    return max(one, other) if one and other else None


def _in_days(count: int) -> Reader:
    return lambda _match, said, _calendar: days_after(said, count)


def _ahead(match: re.Match[str], said: date) -> int:
    return (number_of(WEEKDAYS, match["weekday"]) - said.isoweekday()) % 7


def _coming(match: re.Match[str], said: date, _: Calendar) -> date:
    """On a Friday, "Friday" may be today or in a week: in a week."""
    return days_after(said, _ahead(match, said) or 7)


def _this_monday(said: date) -> date:
    """On a Sunday it is doubtful which week is "this" one: the one about to begin."""
    return monday_of(days_after(said, 1) if said.weekday() == _SUNDAY else said)


def _weekday_in(match: re.Match[str], said: date, weeks: int) -> date:
    number = number_of(WEEKDAYS, match["weekday"])
    return days_after(_this_monday(said), 7 * weeks + number - 1)


def _next(weeks: int) -> Reader:
    return lambda match, said, _calendar: _weekday_in(match, said, weeks)


def _weekday_week(match: re.Match[str], said: date, _: Calendar) -> date:
    """Read "Monday week": Monday of next week, or a week after the coming Monday."""
    return max(_weekday_in(match, said, 1), days_after(said, _ahead(match, said) + 7))


def _in_week(weeks: int) -> Reader:
    def read(match: re.Match[str], said: date, _: Calendar) -> date:
        part = match.groupdict().get("part") or "end"
        weekday = _FRIDAY
        if part.startswith(("early", "start", "beginning")):
            weekday = _WEDNESDAY
        elif part.startswith("mid"):
            weekday = _THURSDAY
        day = days_after(_this_monday(said), 7 * weeks + weekday)
        return day if day >= said else days_after(day, 7)

    return read


def _week_of(match: re.Match[str], said: date, calendar: Calendar) -> date | None:
    base = _day_named(match["base"], said, calendar)
    return max(base, days_after(monday_of(base), _FRIDAY)) if base else None


def _later(start: date, count: int, unit: str, calendar: Calendar) -> date:
    if unit == "hour":
        return days_after(start, -(-count // 24))
    if unit in _DAYS:
        return days_after(start, count * _DAYS[unit])
    return calendar.add_business_days(start, count)


def _add(match: re.Match[str], start: date, calendar: Calendar) -> date:
    counts = [match[name] for name in ("low", "count") if match[name]]
    count = max(int(number) if number.isdigit() else 1 for number in counts)
    return _later(start, count, match["unit"], calendar)


def _add_to(match: re.Match[str], said: date, calendar: Calendar) -> date | None:
    base = _day_named(match["base"], said, calendar)
    return _add(match, base, calendar) if base else None


def _unit_or_two(match: re.Match[str], said: date, calendar: Calendar) -> date:
    return _later(said, 2, match["unit"], calendar)


def _weekend(_match: re.Match[str], said: date, _: Calendar) -> date:
    return days_after(said, 7 - said.isoweekday() or 7)


_GRAMMAR: tuple[tuple[str, Reader], ...] = (
    ("today|tonight", _in_days(0)),
    ("tomorrow", _in_days(1)),
    ("(?:the )?day after tomorrow", _in_days(2)),
    (f"(?:this |the )?(?:coming )?{WEEKDAY}(?: this week)?", _coming),
    (f"(?:the )?next {WEEKDAY}", _next(1)),
    (f"(?:the )?{WEEKDAY} (?:of )?next week", _next(1)),
    (f"{WEEKDAY} week", _weekday_week),
    (f"(?:the )?{WEEKDAY} after next", _next(2)),
    ("(?:this|this coming) week", _in_week(0)),
    (f"{_PART}(?:the |this )?week", _in_week(0)),
    (f"(?:{_PART})?(?:the )?(?:next|following) week", _in_week(1)),
    (f"(?:{_PART})?(?:the )?week after(?: next)?", _in_week(2)),
    ("(?:the |this |the coming )?weekend", _weekend),
    ("the week", _in_days(7)),
    ("(?:the )?week (?:of|beginning|starting|commencing) (?P<base>.+)", _week_of),
    (f"an? {_UNIT} or (?:two|2|so)", _unit_or_two),
    (f"{_COUNT}{_UNIT}(?: time| from now| from today)?", _add),
    (f"{_COUNT}{_UNIT} (?:from|after|on) (?P<base>.+)", _add_to),
)
