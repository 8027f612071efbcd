"""Days as a letter names them: "Friday, June 12", "12 June", "2026-06-12".

Read word by word: one pattern for all of it would cost more to compile than a run has.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from drafter.dates import MONTHS, WEEKDAYS
from drafter.guard.words import tokens
from drafter.words import ORDINALS


_WEEKDAYS = {name.lower(): n for n, name in enumerate(WEEKDAYS)}
_MONTHS = {name.lower(): n for n, name in enumerate(MONTHS, 1)}
_MONTHS |= {name[:3]: n for name, n in _MONTHS.items()} | {"sept": 9}
_VERBS = frozenset({"may", "march", "mar"})
"""Months only with a capital: "you may first ask"."""
_ORDINALS = {name: n for n, name in enumerate(ORDINALS, 1)}
_DAY_MAX, _YEAR_DIGITS = 31, 4


class Day(NamedTuple):
    """A day as written; what was not written is 0, a weekday that was not is -1."""

    start: int
    end: int
    weekday: int
    year: int
    month: int
    day: int

    def near(self, known: date) -> date | None:
        """Find the date it means, in the year that brings it nearest to `known`."""
        around = (known.year - 1, known.year, known.year + 1)
        years = (self.year,) if self.year else around
        dates = [d for year in years if (d := _date(year, self.month, self.day))]
        return min(dates, key=lambda d: abs(d - known), default=None)

    def means(self, known: date) -> bool:
        """Tell whether it may be that day."""
        if self.weekday >= 0 and self.weekday != known.weekday():
            return False
        if self.day and self.day != known.day:
            return False
        return (not self.month or self.month == known.month) and (
            not self.year or self.year == known.year
        )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def days_in(text: str) -> tuple[Day, ...]:
    """All days named in a text, with their places in it."""
    found = tokens(text)
    words = found.words
    days: list[Day] = []
    at = 0
    while at < len(words):
        read = (
            _Reader(words, at).read()
            if words[at] in _STARTS or _digit(words[at])
            else None
        )
        if read is None or not _is_day(read, text, found.starts):
            at += 1
            continue
        start, end = found.starts[at], found.ends[read.stop - 1]
        days.append(Day(start, end, read.weekday, read.year, read.month, read.day))
        at = read.stop
    return tuple(days)


def _digit(word: str) -> bool:
    return "0" <= word[0] <= "9"


_FIRST = {name.partition("-")[0] for name in ORDINALS}
_STARTS = frozenset({*_WEEKDAYS, *_MONTHS, *_FIRST, "the"})


class _Read(NamedTuple):
    stop: int
    """One past the last token."""
    weekday: int = -1
    year: int = 0
    month: int = 0
    day: int = 0
    month_at: int = -1


def _is_day(read: _Read, text: str, starts: tuple[int, ...]) -> bool:
    if read.weekday < 0 and not read.month:
        return False
    if read.month_at < 0:
        return True
    place = starts[read.month_at]
    word = text[place : place + 3]
    return word.lower() not in _VERBS or not word.islower()


class _Reader:
    """A cursor over tokens; each step takes what is there or leaves it."""

    def __init__(self, words: tuple[str, ...], at: int) -> None:
        self.words = words
        self.at = at

    def read(self) -> _Read | None:
        weekday = _WEEKDAYS.get(self._here(), -1)
        end = self.at
        if weekday >= 0:
            end = self.at = self.at + 1
            self._skip(",", ".")
            self._skip("the", "on")
        iso = self._iso()
        if iso:
            return _Read(self.at, weekday, *iso)
        self._skip("the")
        parts = self._month_first() or self._day_first()
        if parts:
            month, day, month_at = parts
            return _Read(self.at, weekday, self._year(), month, day, month_at)
        if weekday < 0:
            return None
        self.at = end
        day = self._ordinal_alone()
        return _Read(self.at if day else end, weekday, 0, 0, day)

    def _here(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.words[place] if place < len(self.words) else ""

    def _skip(self, *words: str) -> None:
        if self._here() in words:
            self.at += 1

    def _iso(self) -> tuple[int, int, int] | None:
        year, dash, month, dash2, day = (self._here(n) for n in range(5))
        digits = f"{year}{month}{day}"
        shaped = dash == dash2 == "-" and len(year) == _YEAR_DIGITS
        if not (shaped and month and day and digits.isascii() and digits.isdigit()):
            return None
        self.at += 5
        return int(year), int(month), int(day)

    def _month_first(self) -> tuple[int, int, int] | None:
        month, month_at, begin = _MONTHS.get(self._here(), 0), self.at, self.at
        if month:
            self.at += 1
            self._skip(".")
            self._skip("the")
            day = self._number()
            if day and self._here() != ":":
                return month, day, month_at
        self.at = begin
        return None

    def _day_first(self) -> tuple[int, int, int] | None:
        begin = self.at
        day = self._number()
        if day:
            self._skip("of")
            month = _MONTHS.get(self._here(), 0)
            if month:
                self.at += 1
                return month, day, self.at - 1
        self.at = begin
        return None

    def _ordinal_alone(self) -> int:
        """`Friday the twelfth`."""
        begin = self.at
        self._skip(",")
        if self._here() == "the":
            self.at += 1
            day = self._number()
            if day:
                return day
        self.at = begin
        return 0

    def _number(self) -> int:
        """`12`, `12th`, `twelfth`, `twenty-first`."""
        word = self._here()
        bare = word.removesuffix("st").removesuffix("nd").removesuffix("rd")
        bare = bare.removesuffix("th")
        if bare.isascii() and bare.isdigit() and 0 < int(bare[:3]) <= _DAY_MAX:
            self.at += 1
            return int(bare)
        joined = f"{word}-{self._here(2)}"
        if self._here(1) == "-" and joined in _ORDINALS:
            self.at += 3
            return _ORDINALS[joined]
        if word in _ORDINALS:
            self.at += 1
        return _ORDINALS.get(word, 0)

    def _year(self) -> int:
        ahead = 1 if self._here() == "," else 0
        word = self._here(ahead)
        if len(word) == _YEAR_DIGITS and word.isascii() and word.isdigit():
            self.at += ahead + 1
            return int(word)
        return 0
