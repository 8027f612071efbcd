"""The languages a note may be in, and what each says of days.

English is at home in `dates`. Any other is a folder of the packaged templates, with its
letters, its phrases and `language.txt`: a language is files, and none of them is code.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter import dates


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

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
    "weekdays": " ".join(dates.WEEKDAYS),
    "months": " ".join(dates.MONTHS),
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
    weekday = dates.weekday_name(day)
    full = dates.day_in_words(day, country=country)
    if language == ENGLISH:
        by = f"by {full}," if dates.month_first(country) else f"by {full}"
        date = dates.month_day(day, country=country)
        return Said(weekday, f"on {weekday}", date, full, by, dates.spoken(day))
    words = words_of(language)
    parts = {
        "weekday": words["weekdays"].split()[day.weekday()],
        "month": words["months"].split()[day.month - 1],
        "day": day.day,
    }
    return Said(*(words[name].format(**parts) for name in Said._fields))
