"""Days as people read them: "Tuesday, June 2", or "Tuesday 2 June" where they write so.

English on every machine: `strftime("%B")` follows the locale, these do not. Arithmetic
stops at the last day of the year 9999 instead of raising.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from drafter.words import ORDINALS


WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def weekday_name(day: date) -> str:
    """Write `Tuesday`."""
    return WEEKDAYS[day.weekday()]


_MONTH_FIRST = frozenset({"US", "CA", "PH"})


def month_first(country: str) -> bool:
    """Whether people there write the month before the day (CLDR, English)."""
    return country in _MONTH_FIRST


def month_day(day: date, *, year: bool = False, country: str = "US") -> str:
    """Write `June 2` or `June 2, 2026`; `2 June` or `2 June 2026` elsewhere."""
    month = MONTHS[day.month - 1]
    if not month_first(country):
        return f"{day.day} {month}" + (f" {day.year}" if year else "")
    return f"{month} {day.day}" + (f", {day.year}" if year else "")


@lru_cache
def day_in_words(day: date, *, year: bool = False, country: str = "US") -> str:
    """Write `Tuesday, June 2`, or `Tuesday 2 June` elsewhere."""
    comma = "," if month_first(country) else ""
    return f"{weekday_name(day)}{comma} {month_day(day, year=year, country=country)}"


def day_seen_from(day: date, other: date) -> str:
    """Likewise, with the year only where it is not that of the other day."""
    return day_in_words(day, year=day.year != other.year)


def days_after(day: date, count: int) -> date:
    """Count `count` days on (or back), to the ends of the calendar and no further."""
    try:
        return date.fromordinal(day.toordinal() + count)
    except (ValueError, OverflowError):
        return date.min if count < 0 else date.max


def monday_of(day: date) -> date:
    """Find the Monday on or before `day`."""
    return days_after(day, -day.weekday())


def spoken(day: date) -> str:
    """`June second`, for words that are read out on the telephone."""
    return f"{MONTHS[day.month - 1]} {ORDINALS[day.day - 1]}"
