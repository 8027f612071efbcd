"""What the employer said about when they decide, and the date it means.

A strict grammar on purpose: the whole phrase is understood, or the user is asked for
the date. A date guessed from half a sentence would one day be too early, silently.
Where English leaves a doubt, the later day is meant, because a check-in a day late is
patient and one a day early is pushy.

"We'll decide by Friday the twelfth of June" is read in three steps: what stands around
the day is taken away, its words are put in short (`fri the 12th of jun`), and one line
of the grammar, at the end of this file, reads all of them.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from drafter.language import (
    MONTHS,
    WEEKDAYS,
    day_in_words,
    days_after,
    monday_of,
    month_day,
    weekday_name,
)
from drafter.words import NUMBERS, ORDINALS, TENS


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from drafter.calendar import Calendar

_LONGEST, _HORIZON = 200, 3 * 366  # a decision further away is a mistyped year


def understand(words: str, said_on: date, calendar: Calendar) -> date | None:
    """Read their words as the latest day they can mean; None where they name none.

    `ValueError` states why they could not be read, and asks for a date.
    """
    phrase = _normal(words[: _LONGEST + 1])
    bare = _bare(phrase) if len(words) <= _LONGEST else ()
    days = (_named(_in_short(one), said_on, calendar) for one in bare)
    day = next(filter(None, days), None)
    all_vague = f"{_LEAD}{_VAGUE}(?:(?: and| or| but)? {_VAGUE})*"
    if day is None and re.fullmatch(all_vague, phrase):
        return None
    if day is None:
        raise ValueError(
            f"cannot tell a day from {words[:60]!r}; give the date, such as"
            f" {days_after(said_on, 10)}, or words like `by Friday`, `in two weeks`"
            " or `unknown`"
        )
    if day < said_on:
        said = day_in_words(said_on, year=True)
        raise ValueError(f"{day} is before the day it was said, {said}")
    if day > days_after(said_on, _HORIZON):
        raise ValueError(f"{day} is years after the day it was said, {said_on}")
    return day


def names_a_day(words: str) -> bool:
    """Whether words that were understood name the day itself: its date or weekday."""
    found = (
        re.fullmatch(pattern, _in_short(one))
        for one in _bare(_normal(words))
        for pattern, _ in _GRAMMAR
    )
    first = next(filter(None, found), None)
    told = first.groupdict() if first else {}
    return bool(told.get("day") or told.get("weekday"))


# The sentence around the day. Not compiled: most runs read "by Friday" alone.
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ´′"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_AROUND = " .!?:'\"“”-"
_NEWS = (
    "(?:(?:an?|our|the|their|your|his|her) )?(?:final |first )?"
    "(?:decision|answer|news|update|word|reply|response|feedback|results?)(?: for you)?"
)
_HEAR = "hear(?: back)?(?: from (?:us|me|them))?"
_ME = "(?:you|me|us|every(?:one|body))"
_DO = (
    f"(?:decide|{_HEAR}|know(?: more)?|let {_ME} know|(?:get|come) back(?: to {_ME})?"
    f"|be (?:back )?in touch|reach out|follow up|contact {_ME}|revert|reply|respond"
    f"|(?:call|phone|ring|email|tell|answer|inform|write(?: to)?)(?: {_ME})?|choose"
    f"|expect (?:to {_HEAR}|{_NEWS})|(?:have|make|give you) {_NEWS})"
)
_WHO = "(?:we|you|they|i|he|she|the [a-z]+|[a-z]+)"
_WILL = (
    "(?:'?ll(?: hopefully| probably)?"
    "|(?: will| should| can| could| would| may| might| shall)"
    "|(?:'?re|'?m| are| am) (?:going|hoping|planning|aiming) to"
    "| (?:hope|expect|aim|plan|want|intend) to)"
)
_IS = "(?: (?:is|will be)(?: made| due| expected| ready| coming)?| comes?| will come)?"
_LEAD = (
    "(?:(?:they|he|she) (?:said|told me)(?: that)? )?"
    f"(?:(?:{_NEWS}{_IS}|(?:{_WHO}{_WILL} |will |should |{_WHO} )?{_DO})(?: |$))?"
)
_BY = (
    "(?:(?:hopefully|probably|on or before|by|before|until|till|not? later than|for"
    "|within|in(?: (?:about|around|roughly)(?= [a-z0-9]+ (?:days|weeks)))?|on|over"
    "|during|at the latest by|sometime|some time) )*"
)
_EOD = "eod|eob|cob"
_TIME = r"(?:at )?(?:noon|midday|lunchtime|[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m)"
_LATEST = (
    "(?: (?:at the (?:very )?latest|latest|or (?:sooner|earlier)|(?:once|when) .+"
    "|(?:if not|maybe|perhaps|possibly) (?:sooner|earlier|before)|hopefully"
    f"|(?:in the )?(?:morning|afternoon|evening)|{_EOD}|{_TIME}))+$"
)
_END_OF_DAY = (
    "(?:(?:the )?(?:end|close) of (?:the )?(?:business|day|play|working day)"
    f"|{_EOD}|first thing|{_TIME})(?: on)?(?: |$)"
)
_VAGUE = (
    "(?:unknown|not known|(?:very )?soon|shortly|in due course"
    "|as soon as (?:possible|we can)|(?:they )?(?:didn't|did not) say"
    f"|{_WHO}(?:'?ll| will) (?:be in touch|let you know|{_HEAR}))"
)


def _normal(words: str) -> str:
    text = unicodedata.normalize("NFKC", words).casefold()
    text = text.translate(_APOSTROPHES | _DASHES)
    # What stands between the words of "Jun. 12", "Friday (June 12)", "mid-next-week".
    text = re.sub(r"(?<=[a-z])\.(?=\s|$)|[,;()\[\]]", " ", text)
    text = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text)
    text = " ".join(text.replace("midweek", "mid week").split()).strip(_AROUND)
    perhaps = " (?:or )?(?:maybe|perhaps|possibly) (?!sooner|earlier|before)"
    text = re.sub(r"\b([0-9]{1,2}) of (?=[a-z])", r"\1 ", re.sub(perhaps, " or ", text))
    return re.sub(r"\bwk(s?)\b", r"week\1", text)


def _bare(phrase: str) -> Iterator[str]:
    """Give the day alone, then without "we'll decide by" and "at the latest"."""
    yield re.sub(f"^{_BY}", "", phrase)
    told = re.sub(_LATEST, "", re.sub(f"^{_LEAD}", "", phrase))
    bare = re.sub(f"^{_BY}", "", told)
    if end_of_day := re.match(_END_OF_DAY, bare):
        bare = bare[end_of_day.end() :] or "today"
    yield bare
    # With its "by" at last: "by Christmas" is a day, and "over Christmas" is none.
    yield told


_ORDINALS = {word: number for number, word in enumerate(ORDINALS, 1)}
_NAMES = {name.lower(): name[:3].lower() for name in WEEKDAYS + MONTHS}
_NAMES |= {word: word[:3] for word in ("tues", "weds", "thur", "thurs", "sept")}


def _in_short(phrase: str) -> str:
    """Write "Friday the twelfth of June" as `fri the 12th of jun`, for small patterns.

    What is not a number, weekday or month is left as it is.
    """
    phrase = re.sub("(?:a )?couple (?:of )?", "2 ", phrase)
    short: list[str] = []
    tens = 0
    for word in phrase.split():
        number = NUMBERS.get(word) or _ORDINALS.get(word, 0)
        if tens and 0 < number < 10:  # noqa: PLR2004 - "twenty" takes one to nine
            short.pop()
            number += tens
        tens = TENS.get(word, 0)
        digits = str(number or _NAMES.get(word, word))
        short.append(digits + "th" if word in _ORDINALS else digits)
    return " ".join(short)


def _named(phrase: str, said: date, calendar: Calendar) -> date | None:
    """Read a phrase in short; None where the grammar does not have it."""
    with suppress(ValueError):
        return date.fromisoformat(phrase)
    for pattern, read in _GRAMMAR:
        # Compiled by use: most runs need few of them, and wait for all.
        if match := re.fullmatch(pattern, phrase):
            return read(_Found(match, said, calendar))
    first, either, second = phrase.partition(" or ")
    one = _named(first, said, calendar) if either else None
    other = _named(second, said, calendar) if one else None
    return max(one, other) if one and other else None


_WEDNESDAY, _THURSDAY, _FRIDAY, _SUNDAY = 2, 3, 4, 6
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 31}


class _Found(NamedTuple):
    """A phrase that fits a line of the grammar; each reading of it is a day."""

    match: re.Match[str]
    said: date
    calendar: Calendar

    @property
    def month(self) -> int:
        return _number_of(MONTHS, self.match["month"])

    @property
    def weekday(self) -> int:
        return _number_of(WEEKDAYS, self.match["weekday"])

    def part(self, early: int, mid: int, end: int) -> int:
        """Choose by the part they named of a week or a month, else its end."""
        part = self.match.groupdict().get("part") or ""
        if part.startswith(("early", "start", "beginning")):
            return early
        return mid if part.startswith("mid") else end

    # Days of the calendar: a month and day already past means next year's.

    def yearly(self, month: int, number: int) -> date:
        """Read a day that each year has."""
        rolled = (month, number) < (self.said.month, self.said.day)
        return _real(self.said.year + rolled, month, number)

    def dated(self) -> date:
        year, number = self.match["year"], int(self.match["day"])
        month = self.month
        day = _real(int(year), month, number) if year else self.yearly(month, number)
        return self.agreed(day)

    def numbered(self) -> date:
        """Find the next month that has such a day still to come."""
        number = int(self.match["day"])
        for ahead in range(12):
            last = self.last_of_month(ahead)
            if 1 <= number <= last.day and last.replace(day=number) >= self.said:
                return self.agreed(last.replace(day=number))
        raise ValueError(f"no month has a day {number}")

    def agreed(self, day: date) -> date:
        """Refuse a weekday of another date: of two words that disagree choose none."""
        if self.match["weekday"] and self.weekday != day.isoweekday():
            fact = f"{month_day(day, year=True)} is a {weekday_name(day)}"
            raise ValueError(f"{fact}, not a {WEEKDAYS[self.weekday - 1]}")
        return day

    @property
    def ahead(self) -> int:
        """Count the months to the one they named."""
        count = self.month - self.said.month
        if year := self.match["year"]:
            return count + 12 * (int(year) - self.said.year)
        return count % 12

    def in_month(self, ahead: int) -> date:
        last = self.last_of_month(ahead)
        return last.replace(day=self.part(10, 20, last.day))

    def nth_week(self) -> date:
        """Read the Friday of a month's first, second ... whole week."""
        first = self.last_of_month(self.ahead).replace(day=1)
        monday = days_after(first, -first.weekday() % 7)
        return days_after(monday, 7 * int(self.match["nth"]) - 7 + _FRIDAY)

    def last_of_month(self, ahead: int) -> date:
        years, before = divmod(self.said.month - 1 + ahead, 12)
        year, month = self.said.year + years, before + 1
        known = date.min.year <= year <= date.max.year
        return _real(year, month, monthrange(year, month)[1] if known else 1)

    def before_holiday(self) -> date | None:
        """Find the next of that name; the day before it, since then nobody works."""
        wanted = self.match["holiday"].removesuffix(" day")
        for year in (self.said.year, min(self.said.year + 1, date.max.year)):
            for day, name in sorted(self.calendar.days_off(year).holidays.items()):
                if day > self.said and name.casefold().removesuffix(" day") == wanted:
                    return days_after(day, -1)
        return None

    # Days counted from the one it was said: `next Friday`, `in two weeks`.

    def after(self, count: int) -> date:
        return days_after(self.said, count)

    def coming(self) -> date:
        """On a Friday, "Friday" may be today or in a week: in a week."""
        return self.after((self.weekday - self.said.isoweekday()) % 7 or 7)

    def weekend(self) -> date:
        return self.after(7 - self.said.isoweekday() or 7)

    def weekday_in(self, weeks: int) -> date:
        return days_after(_this_monday(self.said), 7 * weeks + self.weekday - 1)

    def weekday_week(self) -> date:
        """Read "Monday week": of next week, or a week after the coming Monday."""
        return max(self.weekday_in(1), self._replace(said=self.after(6)).coming())

    def in_week(self, weeks: int) -> date:
        weekday = self.part(_WEDNESDAY, _THURSDAY, _FRIDAY)
        day = days_after(_this_monday(self.said), 7 * weeks + weekday)
        return day if day >= self.said else days_after(day, 7)

    def week_of(self) -> date | None:
        base = _named(self.match["base"], self.said, self.calendar)
        return max(base, days_after(monday_of(base), _FRIDAY)) if base else None

    def added(self) -> date:
        low, count = self.match["low"] or "0", self.match["count"]
        numbers = (int(one) if one.isdigit() else 1 for one in (low, count))
        return self.later(max(numbers), self.match["unit"])

    def added_to(self) -> date | None:
        base = _named(self.match["base"], self.said, self.calendar)
        return self._replace(said=base).added() if base else None

    def later(self, count: int, unit: str) -> date:
        if unit == "hour":
            return self.after(-(-count // 24))
        if unit in _DAYS:
            return self.after(count * _DAYS[unit])
        return self.calendar.add_business_days(self.said, count)


def _number_of(names: tuple[str, ...], word: str) -> int:
    """Tell which weekday or month a short word means, from 1; a number is itself."""
    short = (n for n, name in enumerate(names, 1) if name[:3].lower() == word)
    return int(word) if word.isdigit() else next(short)


def _real(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError as error:
        named = f"{year:04}-{month:02}-{number:02}"
        raise ValueError(f"there is no {named}") from error


def _this_monday(said: date) -> date:
    """On a Sunday it is doubtful which week is "this" one: the one about to begin."""
    return monday_of(days_after(said, 1) if said.weekday() == _SUNDAY else said)


_WEEKDAY = f"(?P<weekday>{'|'.join(_NAMES[name.lower()] for name in WEEKDAYS)})"
_MONTH = f"(?P<month>{'|'.join(_NAMES[name.lower()] for name in MONTHS)})"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "(?: (?P<year>[0-9]{4}))?"
_ISO = "(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_ON = f"(?:(?:this |next )?{_WEEKDAY} )?"
_BEFORE = "(?:by|before|until|till)"
_END = "(?:the )?(?:very )?(?:end of|later?)"
_PART = (
    "(?:the )?(?:very )?(?:some time )?"
    "(?P<part>early|later?|mid|(?:start|beginning|middle|end) of)(?: in)? "
)
_OF_MONTH = f"(?:{_PART}|(?:the )?last week (?:of|in) )"
_WEEK_OF = "(?:(?:the )?week (?:of|beginning|starting|commencing)|w/c)"
_UNIT = (
    "(?P<unit>(?:business |working |work |week ?)?day|hour|week|fortnight|month)'?s?'?"
)
_RANGE = "(?:between )?(?P<low>[0-9]{1,3}|an?) ?(?:to|or|and|-) ?"
_COUNT = (
    f"(?:(?:the )?(?:next|coming) )?(?:{_RANGE})?(?P<count>[0-9]{{1,3}}|an?) (?:more )?"
)
_GRAMMAR: tuple[tuple[str, Callable[[_Found], date | None]], ...] = (
    (f"{_ON}{_ISO}", _Found.dated),
    (f"{_ON}(?:the )?{_DAY} (?:of )?{_MONTH}{_YEAR}", _Found.dated),
    (f"{_ON}{_MONTH} (?:the )?{_DAY}{_YEAR}", _Found.dated),
    # A bare number could be an hour; "12th", "the 12" and "Friday 12" cannot.
    (f"(?![0-9]+$){_ON}(?:the )?{_DAY}(?: of (?:the|this) month)?", _Found.numbered),
    (f"{_OF_MONTH}{_MONTH}{_YEAR}", lambda f: f.in_month(f.ahead)),
    (f"(?:the )?(?P<nth>[1-4])th week (?:of|in) {_MONTH}{_YEAR}", _Found.nth_week),
    (f"{_OF_MONTH}(?:th(?:e|is) )?month|this month|month end", lambda f: f.in_month(0)),
    (f"(?:{_OF_MONTH})?next month", lambda f: f.in_month(1)),
    (f"{_END} (?:the |this )?year|this year|year end", lambda f: f.yearly(12, 31)),
    (f"new year's eve|{_BEFORE} (?:the )?new year", lambda f: f.yearly(12, 31)),
    ("(?:early )?in the new year|early next year", lambda f: f.yearly(1, 31)),
    (f"christmas eve|{_BEFORE} christmas(?: day)?", lambda f: f.yearly(12, 24)),
    ("today|tonight", lambda f: f.after(0)),
    ("tomorrow", lambda f: f.after(1)),
    ("(?:the )?day after tomorrow", lambda f: f.after(2)),
    (f"(?:this |the )?(?:coming )?{_WEEKDAY}(?: this week)?", _Found.coming),
    (f"(?:the )?next {_WEEKDAY}", lambda f: f.weekday_in(1)),
    (f"(?:the )?{_WEEKDAY} (?:of )?next week", lambda f: f.weekday_in(1)),
    (f"{_WEEKDAY} week", _Found.weekday_week),
    (f"(?:the )?{_WEEKDAY} after next", lambda f: f.weekday_in(2)),
    ("(?:this|this coming) week", lambda f: f.in_week(0)),
    (f"{_PART}(?:the |this )?week", lambda f: f.in_week(0)),
    (f"(?:{_PART})?(?:the )?(?:next|following) week", lambda f: f.in_week(1)),
    (f"(?:{_PART})?(?:the )?week after(?: next)?", lambda f: f.in_week(2)),
    ("(?:the |this |the coming )?weekend", _Found.weekend),
    ("the week", lambda f: f.after(7)),
    (f"{_WEEK_OF} (?P<base>.+)", _Found.week_of),
    (f"an? {_UNIT} or (?:two|2|so)", lambda f: f.later(2, f.match["unit"])),
    (f"{_COUNT}{_UNIT}(?: time| from now| from today| today)?", _Found.added),
    (f"{_COUNT}{_UNIT} (?:from|after|on) (?P<base>.+)", _Found.added_to),
    # Last, since it asks the calendar: most runs need no holiday for what was said.
    (f"{_BEFORE} (?P<holiday>[a-z].*)", _Found.before_holiday),
)
