"""`Calendar`: which days the employer works.

Private employers do not keep every public holiday; counting them all as days off only
makes us more patient, the safe side. A calendar is asked lazily: making one reads
nothing, and an unknown country or region is a `ValueError` of the first question.
At the end of the year 9999 counting stops on the last day instead of raising.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from drafter.dates import days_after, weekday_name


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# No country comes near: the most is about sixty holidays and a weekend of two days.
# Beyond, the data is broken, and looking for the next business day could take for ever.
_MOST_HOLIDAYS, _LONGEST_WEEKEND = 200, 4


@dataclass(frozen=True, slots=True)
class YearOff:
    """The days off of one year."""

    holidays: Mapping[date, str]
    """Each public holiday, observed ones too, with its name in English."""
    weekend: frozenset[int]
    """Weekdays off, Monday is 0."""
    weekend_workdays: frozenset[date] = frozenset()
    """Days of a weekend that are worked, in exchange for a bridge day."""

    def __post_init__(self) -> None:
        if len(self.weekend) > _LONGEST_WEEKEND or not self.weekend <= set(range(7)):
            raise ValueError("no such weekend")
        if len(self.holidays) > _MOST_HOLIDAYS:
            raise ValueError("more holidays than any country has")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The business days of one country, or of one region of it."""

    country: str
    region: str
    days_off: Callable[[int], YearOff] = field(compare=False, repr=False)

    def why_off(self, day: date) -> str:
        """Name the holiday, else the weekday; empty on a business day."""
        off = self.days_off(day.year)
        if day in off.holidays:
            return off.holidays[day] or "a public holiday"
        if day.weekday() in off.weekend and day not in off.weekend_workdays:
            return weekday_name(day)
        return ""

    def is_business_day(self, day: date) -> bool:
        """Tell whether the employer's offices are open."""
        return not self.why_off(day)

    def next_business_day(self, day: date) -> date:
        """Find the first business day strictly after `day`."""
        day = days_after(day, 1)
        while day < date.max and not self.is_business_day(day):
            day = days_after(day, 1)
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """Count on from `day`, which is day 0 whether or not it is a business day."""
        for _ in range(count):
            day = self.next_business_day(day)
            if day == date.max:
                break
        return day

    def count(self, start: date, end: date) -> int:
        """Count the business days after `start`, up to and including `end`."""
        days = range(start.toordinal() + 1, end.toordinal() + 1)
        return sum(self.is_business_day(date.fromordinal(n)) for n in days)

    def holidays_between(self, start: date, end: date) -> tuple[tuple[date, str], ...]:
        """List the holidays strictly between two days that cost a working day."""
        found = []
        for ordinal in range(start.toordinal() + 1, end.toordinal()):
            day = date.fromordinal(ordinal)
            off = self.days_off(day.year)
            if day in off.holidays and day.weekday() not in off.weekend:
                found.append((day, off.holidays[day]))
        return tuple(found)
