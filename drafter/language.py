"""The languages a note may be in, and days as each of them says them.

English is at home here: "Tuesday, June 2", or "Tuesday 2 June" where they write so, on
every machine, whatever its locale. Any other language is a folder of the packaged
templates, with its letters, its phrases and `language.txt`: files, and none of it code.
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.words import ORDINALS


if TYPE_CHECKING:
    from collections.abc import Mapping

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


ENGLISH = "en"
_FILE = "language.txt"


def packaged_folder() -> Path:
    """The packaged templates: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def in_language(name: str, language: str) -> str:
    """Where a file or a folder of letters lies: `card`, `de/card`."""
    return name if language == ENGLISH else f"{language}/{name}"


@cache
def languages() -> tuple[str, ...]:
    """Every language there is, English first."""
    found = packaged_folder().glob(f"*/{_FILE}")
    return (ENGLISH, *sorted(path.parent.name for path in found))


@cache
def words_of(language: str) -> Mapping[str, str]:
    """What the file of a language says, by the word before the colon."""
    if language == ENGLISH:
        return _OF_ENGLISH
    text = (packaged_folder() / language / _FILE).read_text("utf-8")
    lines = [line.partition(":") for line in text.splitlines() if line[:1] != "#"]
    return {name: words.strip() for name, colon, words in lines if colon}


_OF_ENGLISH = {
    "weekdays": " ".join(WEEKDAYS),
    "months": " ".join(MONTHS),
    "answered": "when they answer",
    "voicemail": "voicemail",
}


@cache
def months() -> frozenset[str]:
    """The names of the months, in every language."""
    every = " ".join(words_of(language)["months"] for language in languages())
    return frozenset(every.split())


class Said(NamedTuple):
    """A day in the words of a letter; `by` begins a sentence."""

    weekday: str
    when: str
    date: str
    full: str
    by: str
    spoken: str


def said(day: date, language: str, country: str) -> Said:
    """Say a day in a language; English follows the country."""
    weekday = weekday_name(day)
    full = day_in_words(day, country=country)
    if language == ENGLISH:
        by = f"by {full}," if month_first(country) else f"by {full}"
        short = month_day(day, country=country)
        return Said(weekday, f"on {weekday}", short, full, by, spoken(day))
    words = words_of(language)
    parts = {
        "weekday": words["weekdays"].split()[day.weekday()],
        "month": words["months"].split()[day.month - 1],
        "day": day.day,
    }
    return Said(*(words[name].format(**parts) for name in Said._fields))
