"""What the employer said about when they decide, and the date it means.

A strict grammar on purpose: the whole phrase is understood, or the user is asked for
the date. A date guessed from half a sentence would one day be too early, silently.
Where English leaves a doubt, the later day is meant, because a check-in a day late is
patient and one a day early is pushy.

"We'll decide by Friday the twelfth of June" is read in three steps: what stands around
the day is taken away, its words are put in short (`fri the 12th of jun`), and one line
of the grammar reads all of them.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from drafter.dates import (
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
    from collections.abc import Callable

    from drafter.calendar import Calendar

    Reader = Callable[[re.Match[str], date, Calendar], date | None]

_LONGEST = 200
# A decision this far away is a mistyped year.
_HORIZON = 3 * 366


def understand(words: str, said_on: date, calendar: Calendar) -> date | None:
    """Read their words as the latest day they can mean; None where they name none.

    `ValueError` states why they could not be read, and asks for a date.
    """
    phrase = _normal(words[: _LONGEST + 1])
    day = _day(phrase, said_on, calendar) if len(words) <= _LONGEST else None
    if day is None and _is_vague(phrase):
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


# The sentence around the day. Patterns, not compiled: most runs read "by Friday" and
# need none of the long ones.
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ´′"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_AROUND = " .!?:'\"“”-"
_NEWS = (
    "(?:(?:an?|our|the|their|your) )?(?:final |first )?"
    "(?:decision|answer|news|update|word|reply|response|feedback)(?: for you)?"
)
_HEAR = "hear(?: back)?(?: from (?:us|me|them))?"
_DO = (
    f"(?:decide|{_HEAR}|know(?: more)?|let you know|(?:get|come) back to you"
    "|be (?:back )?in touch|reach out|follow up|contact you"
    "|(?:call|phone|email)(?: you)?|write(?: to you)?"
    f"|expect (?:to {_HEAR}|{_NEWS})|(?:have|make|give you) {_NEWS})"
)
_WHO = "(?:we|you|they|i|he|she)"
_WILL = (
    "(?:'?ll(?: hopefully| probably)?"
    "|(?: will| should| can| could| would| may| might)"
    "|(?:'?re|'?m| are| am) (?:going|hoping|planning|aiming) to"
    "| (?:hope|expect|aim|plan|want|intend) to)"
)
_IS = "(?: (?:is|will be) (?:made|due|expected))?"
_LEAD = (
    "(?:(?:they|he|she) (?:said|told me)(?: that)? )?"
    f"(?:(?:(?:{_WHO}{_WILL} )?{_DO}|{_NEWS}{_IS})(?: |$))?"
)
_BY = (
    "(?:(?:hopefully|probably|by|before|until|till|no later than|not later than|within"
    "|in|on|over|during|at the latest by|sometime|some time) )*"
)
_EOD = "eod|eob|cob"
_LATEST = (
    "(?: (?:at the (?:very )?latest|latest|or (?:sooner|earlier)"
    "|if not (?:sooner|earlier|before)|hopefully"
    f"|(?:in the )?(?:morning|afternoon|evening)|(?:at )?(?:noon|midday)|{_EOD}"
    r"|(?:at )?[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m))+$"
)
_END_OF_DAY = (
    "(?:(?:the )?(?:end|close) of (?:the )?(?:business|day|play|working day)"
    f"|{_EOD}|first thing)(?: on)?(?: |$)"
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
    text = " ".join(text.split()).strip(_AROUND)
    return re.sub(r"\bmidweek\b", "mid week", text)


def _is_vague(phrase: str) -> bool:
    return bool(
        re.fullmatch(f"{_LEAD}{_VAGUE}(?:(?: and| or| but)? {_VAGUE})*", phrase)
    )


def _day(phrase: str, said_on: date, calendar: Calendar) -> date | None:
    """Read the day alone, then without "we'll decide by" and "at the latest"."""
    bare = re.sub(f"^{_BY}", "", phrase)
    if day := _named(_in_short(bare), said_on, calendar):
        return day
    bare = re.sub(f"^{_LEAD}{_BY}", "", phrase)
    bare = re.sub(_LATEST, "", bare)
    if end_of_day := re.match(_END_OF_DAY, bare):
        bare = bare[end_of_day.end() :] or "today"
    return _named(_in_short(bare), said_on, calendar) if bare != phrase else None


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
    for pattern, reader in _GRAMMAR:
        # Compiled by use: most runs need few of them, and wait for all.
        if match := re.fullmatch(pattern, phrase):
            return reader(match, said, calendar)
    first, either, second = phrase.partition(" or ")
    one = _named(first, said, calendar) if either else None
    other = _named(second, said, calendar) if one else None
    return max(one, other) if one and other else None


# Days of the calendar: `June 12`, `the 12th`. A month and day already past means next
# year's. A weekday said with a date must agree with it: of two words that contradict
# each other we do not choose one.
_WEEKDAY = f"(?P<weekday>{'|'.join(_NAMES[name.lower()] for name in WEEKDAYS)})"
_MONTH = f"(?P<month>{'|'.join(_NAMES[name.lower()] for name in MONTHS)})"
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "(?: (?P<year>[0-9]{4}))?"
_ON = f"(?:(?:this |next )?{_WEEKDAY} )?"
_END = "(?:the )?(?:very )?(?:end of|late|later)"


def _number_of(names: tuple[str, ...], word: str) -> int:
    """Tell which weekday or month a short word means, from 1."""
    return next(n for n, name in enumerate(names, 1) if name[:3].lower() == word)


def _iso(match: re.Match[str], _said: date, _: Calendar) -> date:
    year, month, number = (int(match[name]) for name in ("year", "month", "day"))
    return _agreed(_real(year, month, number), match)


def _month_day(match: re.Match[str], said: date, _: Calendar) -> date:
    month, number = _number_of(MONTHS, match["month"]), int(match["day"])
    rolled = said.year + ((month, number) < (said.month, said.day))
    return _agreed(_real(int(match["year"] or rolled), month, number), match)


def _day_only(match: re.Match[str], said: date, _: Calendar) -> date:
    """Find the next month that has such a day still to come."""
    number = int(match["day"])
    for ahead in range(12):
        years, before = divmod(said.month - 1 + ahead, 12)
        last = _last_of(said.year + years, before + 1)
        if 1 <= number <= last.day and last.replace(day=number) >= said:
            return _agreed(last.replace(day=number), match)
    raise ValueError(f"no month has a day {number}")


def _end_of_named(match: re.Match[str], said: date, _: Calendar) -> date:
    month = _number_of(MONTHS, match["month"])
    rolled = said.year + (month < said.month)
    return _last_of(int(match["year"] or rolled), month)


def _end_of_next_month(_match: re.Match[str], said: date, _: Calendar) -> date:
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
    if word and _number_of(WEEKDAYS, word) != day.isoweekday():
        named = WEEKDAYS[_number_of(WEEKDAYS, word) - 1]
        fact = f"{month_day(day, year=True)} is a {weekday_name(day)}"
        raise ValueError(f"{fact}, not a {named}")
    return day


# Days counted from the one it was said: `next Friday`, `in two weeks`.
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


def _in_days(count: int) -> Reader:
    return lambda _match, said, _calendar: days_after(said, count)


def _ahead(match: re.Match[str], said: date) -> int:
    return (_number_of(WEEKDAYS, match["weekday"]) - said.isoweekday()) % 7


def _coming(match: re.Match[str], said: date, _: Calendar) -> date:
    """On a Friday, "Friday" may be today or in a week: in a week."""
    return days_after(said, _ahead(match, said) or 7)


def _this_monday(said: date) -> date:
    """On a Sunday it is doubtful which week is "this" one: the one about to begin."""
    return monday_of(days_after(said, 1) if said.weekday() == _SUNDAY else said)


def _weekday_in(match: re.Match[str], said: date, weeks: int) -> date:
    number = _number_of(WEEKDAYS, match["weekday"])
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
    base = _named(match["base"], said, calendar)
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
    base = _named(match["base"], said, calendar)
    return _add(match, base, calendar) if base else None


_GRAMMAR: tuple[tuple[str, Reader], ...] = (
    (f"{_ON}(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})", _iso),
    (f"{_ON}(?:the )?{_DAY} (?:of )?{_MONTH}{_YEAR}", _month_day),
    (f"{_ON}{_MONTH} (?:the )?{_DAY}{_YEAR}", _month_day),
    # A bare number could be an hour; "12th", "the 12" and "Friday 12" cannot.
    (f"(?![0-9]+$){_ON}(?:the )?{_DAY}(?: of (?:the|this) month)?", _day_only),
    (f"{_END} {_MONTH}{_YEAR}", _end_of_named),
    (
        f"{_END} (?:the |this )?month|this month|month end",
        lambda _, said, _calendar: _last_of(said.year, said.month),
    ),
    (f"(?:{_END} )?next month", _end_of_next_month),
    (
        f"{_END} (?:the |this )?year|this year|year end",
        lambda _, said, _calendar: _last_of(said.year, 12),
    ),
    ("today|tonight", _in_days(0)),
    ("tomorrow", _in_days(1)),
    ("(?:the )?day after tomorrow", _in_days(2)),
    (f"(?:this |the )?(?:coming )?{_WEEKDAY}(?: this week)?", _coming),
    (f"(?:the )?next {_WEEKDAY}", _next(1)),
    (f"(?:the )?{_WEEKDAY} (?:of )?next week", _next(1)),
    (f"{_WEEKDAY} week", _weekday_week),
    (f"(?:the )?{_WEEKDAY} after next", _next(2)),
    ("(?:this|this coming) week", _in_week(0)),
    (f"{_PART}(?:the |this )?week", _in_week(0)),
    (f"(?:{_PART})?(?:the )?(?:next|following) week", _in_week(1)),
    (f"(?:{_PART})?(?:the )?week after(?: next)?", _in_week(2)),
    (
        "(?:the |this |the coming )?weekend",
        lambda _, said, _calendar: days_after(said, 7 - said.isoweekday() or 7),
    ),
    ("the week", _in_days(7)),
    ("(?:the )?week (?:of|beginning|starting|commencing) (?P<base>.+)", _week_of),
    (
        f"an? {_UNIT} or (?:two|2|so)",
        lambda match, said, calendar: _later(said, 2, match["unit"], calendar),
    ),
    (f"{_COUNT}{_UNIT}(?: time| from now| from today)?", _add),
    (f"{_COUNT}{_UNIT} (?:from|after|on) (?P<base>.+)", _add_to),
)
