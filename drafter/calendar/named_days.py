"""Phrases that name a day by the calendar: `June 12`, `the 12th`, `2026-06-12`.

A month and day already past means next year's. A weekday said with a date must agree
with it: of two words that contradict each other we do not choose one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from drafter.dates import MONTHS, WEEKDAYS, month_day, weekday_name


if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[re.Match[str], date], date]


WEEKDAY = "(?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
_MONTH = "(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "(?: (?P<year>[0-9]{4}))?"
_ON = f"(?:(?:this |next )?{WEEKDAY} )?"
_END = "(?:the )?(?:very )?(?:end of|late|later)"


def calendar_day(phrase: str, said: date) -> date | None:
    """Read a phrase `in_short`; None when it names no day of the calendar."""
    with suppress(ValueError):
        return date.fromisoformat(phrase)
    for pattern, reader in _GRAMMAR:
        # Compiled by use: most runs need few of them, and wait for all.
        match = re.fullmatch(pattern, phrase)
        if match:
            return reader(match, said)
    return None


def number_of(names: tuple[str, ...], word: str) -> int:
    """Tell which weekday or month a short word means, from 1."""
    return next(n for n, name in enumerate(names, 1) if name[:3].lower() == word)


def _iso(match: re.Match[str], _said: date) -> date:
    year, month, number = (int(match[name]) for name in ("year", "month", "day"))
    return _agreed(_real(year, month, number), match)


def _month_day(match: re.Match[str], said: date) -> date:
    month, number = number_of(MONTHS, match["month"]), int(match["day"])
    rolled = said.year + ((month, number) < (said.month, said.day))
    return _agreed(_real(int(match["year"] or rolled), month, number), match)


def _day_only(match: re.Match[str], said: date) -> date:
    """Find the next month that has such a day still to come."""
    number = int(match["day"])
    for ahead in range(12):
        years, before = divmod(said.month - 1 + ahead, 12)
        last = _last_of(said.year + years, before + 1)
        if 1 <= number <= last.day and last.replace(day=number) >= said:
            return _agreed(last.replace(day=number), match)
    raise ValueError(f"no month has a day {number}")


def _end_of_named(match: re.Match[str], said: date) -> date:
    month = number_of(MONTHS, match["month"])
    rolled = said.year + (month < said.month)
    return _last_of(int(match["year"] or rolled), month)


def _end_of_next_month(_match: re.Match[str], said: date) -> date:
    years, before = divmod(said.month, 12)
    return _last_of(said.year + years, before + 1)


def _last_of(year: int, month: int) -> date:
    last = monthrange(year, month)[1] if date.min.year <= year <= date.max.year else 1
    return _real(year, month, last)


def _real(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError as error:
        named = f"{year:04}-{month:02}-{number:02}"
        raise ValueError(f"there is no {named}") from error


def _agreed(day: date, match: re.Match[str]) -> date:
    word = match["weekday"]
    if word and number_of(WEEKDAYS, word) != day.isoweekday():
        named = WEEKDAYS[number_of(WEEKDAYS, word) - 1]
        fact = f"{month_day(day, year=True)} is a {weekday_name(day)}"
        raise ValueError(f"{fact}, not a {named}")
    return day


_GRAMMAR: tuple[tuple[str, Reader], ...] = (
    (f"{_ON}(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _iso),
    (f"{_ON}(?:the )?{_DAY} (?:of )?{_MONTH}{_YEAR}", _month_day),
    (f"{_ON}{_MONTH} (?:the )?{_DAY}{_YEAR}", _month_day),
    # A bare number could be an hour; "12th", "the 12" and "Friday 12" cannot.
    (f"(?![0-9]+$){_ON}(?:the )?{_DAY}(?: of (?:the|this) month)?", _day_only),
    (f"{_END} {_MONTH}{_YEAR}", _end_of_named),
    (
        f"{_END} (?:the |this )?month|this month|month end",
        lambda _, said: _last_of(said.year, said.month),
    ),
    (f"(?:{_END} )?next month", _end_of_next_month),
    (
        f"{_END} (?:the |this )?year|this year|year end",
        lambda _, said: _last_of(said.year, 12),
    ),
)
