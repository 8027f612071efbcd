"""`Calendar`: which days the employer works, by the public holidays of its country.

Private employers do not keep every public holiday; counting them all as days off only
makes us more patient, the safe side. A calendar is asked lazily: making one reads
nothing, and an unknown country or region is an error of the first question.

The `holidays` library takes longer to import than all of our own work, so it is asked
once for each country, region and year, and its answer kept as JSON. That cache is only
ever a saving: where it is broken, old or not writable, the library answers, and nobody
hears of it.
"""

from __future__ import annotations

import json
import re
import warnings
from contextlib import suppress
from datetime import date
from functools import cache as remember
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from drafter.language import days_after, weekday_name


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FORMAT = 1
"""Of the cache; part of its files' names, as is the version of the library."""
_COUNTRY = "[A-Za-z]{2,3}"
_DIST_INFO = r"holidays-([\w.+!]+?)(?:-py[\d.]+)?\.(?:dist|egg)-info"
_SOME, _SHOWN = 8, 40


# No country comes near: the most is about sixty holidays and a weekend of two days.
_MOST_HOLIDAYS, _LONGEST_WEEKEND = 200, 4


class UnknownPlaceError(ValueError):
    """Nobody knows the country, or it has no such region."""


class YearOff(NamedTuple):
    """The days off of one year."""

    holidays: Mapping[date, str]
    """Each public holiday, observed ones too, with its name in English."""
    weekend: frozenset[int]
    """Weekdays off, Monday is 0."""
    weekend_workdays: frozenset[date] = frozenset()
    """Days of a weekend that are worked, in exchange for a bridge day."""


class Calendar(NamedTuple):
    """The business days of one country, or of one region of it."""

    country: str
    region: str
    days_off: Callable[[int], YearOff]

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
        """Find the first business day after `day`; at the latest, the last of 9999."""
        day = days_after(day, 1)
        while day < date.max and not self.is_business_day(day):
            day = days_after(day, 1)
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """Count on from `day`, which is day 0 whether or not it is a business day."""
        while count > 0 and day < date.max:
            day, count = self.next_business_day(day), count - 1
        return day

    def holidays_between(self, start: date, end: date) -> tuple[tuple[date, str], ...]:
        """List the holidays strictly between two days that cost a working day."""
        days = (days_after(start, n) for n in range(1, (end - start).days))
        return tuple(
            (day, off.holidays[day])
            for day in days
            for off in [self.days_off(day.year)]
            if day in off.holidays and day.weekday() not in off.weekend
        )


def calendar_for(country: str, region: str, cache: Path | None) -> Calendar:
    """Give the calendar of an employer; nothing is read before its first question.

    That question raises `UnknownPlaceError` where nobody knows the place.
    """
    code, region = country.strip().upper(), region.strip()

    @remember
    def days_off(year: int) -> YearOff:
        if not re.fullmatch(_COUNTRY, country.strip()):
            raise UnknownPlaceError(_unknown_country(country))
        place = _place(cache, code, region, year) if cache else None
        known = _read(place) if place else None
        if known is None:
            known = _ask(code, region, year)
            if place:
                _write(place, known)
        return known

    return Calendar(code, region, days_off)


def country_name(code: str) -> str:
    """Name a country in English, as an envelope from abroad has it: `United States`."""
    import holidays  # noqa: PLC0415 - as in `_ask`

    try:
        kind = type(holidays.country_holidays(code.strip().upper()))
    except NotImplementedError as error:
        raise UnknownPlaceError(_unknown_country(code)) from error
    # `US` is a short name for the class `UnitedStates`.
    named = max((one.__name__ for one in kind.__mro__[:2]), key=len)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named)


def _place(cache: Path, country: str, region: str, year: int) -> Path | None:
    # Percent-encoded: a region is what the user typed, and could be `../..`.
    name = f"{country}-{region.casefold()}" if region else country
    name, version = quote(name, safe=" ", errors="replace"), library_version()
    return cache / f"{name}-{year}-{version}-{_FORMAT}.json" if version else None


@remember
def library_version() -> str:
    """Find the installed version by its folder's name, without any import of it.

    `importlib.metadata` would cost more than the cache saves; a file's time is no
    help where packages are built reproducibly and all files are from 1970.
    """
    spec = PathFinder.find_spec("holidays")
    try:
        beside = Path((spec and spec.origin) or "").parents[1].iterdir()
        found = (re.fullmatch(_DIST_INFO, path.name) for path in sorted(beside))
        return next((version[1] for version in found if version), "")
    except (OSError, IndexError):
        return ""


def _read(place: Path) -> YearOff | None:
    try:
        data = json.loads(place.read_bytes())
        named = data["holidays"].items()
        # Broken data may have no business day, and one would look for it for ever.
        if len(named) > _MOST_HOLIDAYS or len(set(data["weekend"])) > _LONGEST_WEEKEND:
            return None
        return YearOff(
            {date.fromisoformat(day): str(name) for day, name in named},
            frozenset(map(int, data["weekend"])),
            frozenset(map(date.fromisoformat, data["weekend_workdays"])),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _write(place: Path, known: YearOff) -> None:
    data = {
        "holidays": {str(day): name for day, name in known.holidays.items()},
        "weekend": sorted(known.weekend),
        "weekend_workdays": sorted(map(str, known.weekend_workdays)),
    }
    with suppress(OSError):  # whoever reads half of it asks the library
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(data), encoding="utf-8")


def _ask(country: str, region: str, year: int) -> YearOff:
    import holidays  # noqa: PLC0415 - a twentieth of a second, paid on a miss only

    if country not in holidays.list_supported_countries(include_aliases=True):
        raise UnknownPlaceError(_unknown_country(country))
    regions = _regions(holidays.country_holidays(country))
    if region and region.casefold() not in regions:
        raise UnknownPlaceError(_unknown_region(country, region, regions))
    with warnings.catch_warnings():
        # "available only from 2001 to 2035": outside, its weekends are still right.
        warnings.simplefilter("ignore")
        book = holidays.country_holidays(
            country,
            subdiv=regions.get(region.casefold()),
            years=year,
            expand=False,
            observed=True,
            language="en_US",
        )
    first = date(year, 1, 1)
    days = [days_after(first, n) for n in range(365)]
    return YearOff(
        {day: name for day, name in sorted(book.items()) if day.year == year},
        # Asked day by day: a few countries moved their weekend, some within a year.
        frozenset(day.weekday() for day in days if book.is_weekend(day)),
        frozenset(day for day in book.weekend_workdays if day.year == year),
    )


def _regions(book: Any) -> dict[str, str]:
    """Map every spelling of a region, code or name, to its code."""
    aliases = book.get_subdivision_aliases().items()
    by_name = {name.casefold(): code for code, names in aliases for name in names}
    return by_name | {code.casefold(): code for code in book.subdivisions}


def _unknown_country(country: str) -> str:
    shown = country[:_SHOWN]
    return f"no country has the code {shown!r}; ISO 3166 has two letters, as US, GB, DE"


def _unknown_region(country: str, region: str, regions: Mapping[str, str]) -> str:
    known = sorted(set(regions.values()))
    fact = f"{country} has no region {region[:_SHOWN]!r}"
    if not known:
        return f"{fact}; none of its regions are known, so leave it out"
    more = f" and {len(known) - _SOME} more" if len(known) > _SOME else ""
    return f"{fact}; known are {', '.join(known[:_SOME])}{more}"
