"""What the employer said about when they decide, and the date it means.

A strict grammar on purpose: the whole phrase is understood, or the user is asked for
the date. A date guessed from half a sentence would one day be too early, silently. This
module takes away the sentence around the day; `day_phrases` and `named_days` read it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from drafter.calendar.day_phrases import day_named
from drafter.dates import day_in_words, days_after


if TYPE_CHECKING:
    from datetime import date

    from drafter.calendar.business_days import Calendar

_LONGEST = 200
# A decision this far away is a mistyped year.
_HORIZON = 3 * 366

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ´′"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_AROUND = " .!?:'\"“”-"

# Patterns, not compiled: most runs read "by Friday" and need none of the long ones.
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
_LATEST = (
    "(?: (?:at the (?:very )?latest|latest|or (?:sooner|earlier)"
    "|if not (?:sooner|earlier|before)|hopefully"
    "|(?:in the )?(?:morning|afternoon|evening)|(?:at )?(?:noon|midday)|eod|eob|cob"
    r"|(?:at )?[0-9]{1,2}(?::[0-9]{2})? ?[ap]\.?m))+$"
)
_END_OF_DAY = (
    "(?:(?:the )?(?:end|close) of (?:the )?(?:business|day|play|working day)"
    "|eod|eob|cob|first thing)(?: on)?(?: |$)"
)
_VAGUE = (
    "(?:unknown|not known|(?:very )?soon|shortly|in due course"
    "|as soon as (?:possible|we can)|(?:they )?(?:didn't|did not) say"
    f"|{_WHO}(?:'?ll| will) (?:be in touch|let you know|{_HEAR}))"
)


def understand(words: str, said_on: date, calendar: Calendar) -> date | None:
    """Read their words as the latest day they can mean; None where they name none.

    `ValueError` states why they could not be read, and asks for a date.
    """
    phrase = _normal(words[: _LONGEST + 1])
    if phrase == "unknown":
        return None
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
    if day := day_named(bare, said_on, calendar):
        return day
    bare = re.sub(f"^{_LEAD}{_BY}", "", phrase)
    bare = re.sub(_LATEST, "", bare)
    if end_of_day := re.match(_END_OF_DAY, bare):
        bare = bare[end_of_day.end() :] or "today"
    return day_named(bare, said_on, calendar) if bare != phrase else None
