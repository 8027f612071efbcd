"""C7: the days that a text names ("Friday, June 12", "12. Juni") are days of the data.

A weekday alone says too little to be wrong.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.guard.fields import FACTS, FIELDS
from drafter.guard.letter import Passage
from drafter.guard.note import Note, Span, span_of
from drafter.guard.rubric import WARN, Hits, quote, rule
from drafter.guard.words import pattern, said
from drafter.language import ENGLISH, day_in_words, weekday_name, words_of
from drafter.words import ORDINALS


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.interview import Interview


_ORDINALS = {name: n for n, name in enumerate(ORDINALS, 1)}


class Day(NamedTuple):
    """A day as written; what was not written is 0, a weekday that was not is -1."""

    start: int
    end: int
    weekday: int
    year: int
    month: int
    day: int

    is_numeric: bool = False
    """`12/6` and `12.06.` may be read both ways."""

    @property
    def readings(self) -> tuple[Day, ...]:
        """Every way to read it."""
        other = self._replace(month=self.day, day=self.month)
        return (self, other) if self.is_numeric else (self,)

    def near(self, known: date) -> date | None:
        """Find the date it means, in the year that brings it nearest to `known`."""
        around = (known.year - 1, known.year, known.year + 1)
        years = (self.year,) if self.year else around
        nearest = []
        for one in self.readings:
            dates = [d for year in years if (d := _date(year, one.month, one.day))]
            nearest += sorted(dates, key=lambda d: abs(d - known))[:1]
        agreeing = [day for day in nearest if day.weekday() == self.weekday]
        return next(iter(agreeing or nearest), None)

    def means(self, known: date) -> bool:
        """Tell whether it may be that day."""
        if self.weekday >= 0 and self.weekday != known.weekday():
            return False
        if self.year and self.year != known.year:
            return False
        return any(
            one.day in (0, known.day) and one.month in (0, known.month)
            for one in self.readings
        )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# `Friday, June 12, 2026`, `the 12th of June`, `Friday the twelfth`. Looser than the
# words there are, which are looked up afterwards: all of them in one pattern would cost
# more to compile than a run has. "You may first ask" names no day: such months have a
# capital.
_DAY = (
    r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    r"|(?:(?:twenty|thirty)-)?[a-z]+(?:st|nd|rd|th))(?!\w)"
)
_MONTH = r"(?:jan|feb|apr|ju[nl]|aug|sep|oct|nov|dec|(?-i:(?=M))ma[ry])[a-z]{0,6}(?!\w)"
_IN_ENGLISH = (
    r"(?i)(?<!\w)(?:(?P<weekday>[a-z]{3,6}day)(?!\w)[,.]?\s*\(?"
    r"|(?-i:(?P<short>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun))\b[,.]?\s*)?"
    r"(?:(?:the|on)\s+)?(?:"
    r"(?P<iso>\d{4}[-‐‑]\d{1,2}[-‐‑]\d{1,2})(?!\w)"
    rf"|(?:(?P<month>{_MONTH})\.?\s*(?:the\s+)?(?P<day>{_DAY})(?!:)"
    rf"|(?P<first>{_DAY})\s+(?:of\s+)?(?P<then>{_MONTH}))"
    r"(?:,?\s+(?P<year>\d{4})(?!\w))?"
    r"(?:,?\s+\(?(?P<behind>[a-z]{3,6}day)(?=[,.;:!)]|\s*\Z))?"
    rf"|(?(weekday)(?:(?<=the\s)(?P<alone>{_DAY}))?|(?!)))"
)
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3}
_SHORT_DAYS |= {"thurs": 3, "fri": 4, "sat": 5, "sun": 6}


@cache
def _names(language: str, of: str) -> dict[str, int]:
    """Number the weekdays from 0; the months from 1, short ones too."""
    names = words_of(language)[of].lower().split()
    if of == "weekdays":
        full = {name: n for n, name in enumerate(names)}
        return full if language != ENGLISH else _SHORT_DAYS | full
    numbered = {name: n for n, name in enumerate(names, 1)}
    return {name[:3]: n for name, n in numbered.items()} | numbered | {"sept": 9}


@cache
def _pattern_of(language: str) -> str:
    """Read `Freitag, 12. Juni 2026`, `Freitag, den 12. Juni`: no word is a number."""
    if language == ENGLISH:
        return _IN_ENGLISH
    weekday, month = ("|".join(_names(language, of)) for of in ("weekdays", "months"))
    return (
        rf"(?i)(?<!\w)(?:(?P<weekday>{weekday})(?!\w)[,.]?\s*)?"
        r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?!\w)"
        rf"|(?(weekday)(?:\w{{3}}\s+)?)(?P<day>3[01]|[12]\d|0?[1-9])\.?\s*(?P<month>{month})(?!\w)"
        r"(?:\s+(?P<year>\d{4})(?!\w))?|(?(weekday)|(?!)))"
    )


# `on 12/6`, `Friday 12.06.`, `6/12/2026`; `24/7` and `v3.12.` are no days.
_NUMERIC = (
    r"(?<![\w./,-])(?:(?P<weekday>[^\W\d_]{3,10})[,.]?\s+(?:(?:the|den)\s+)?)?"
    r"(?P<first>\d{1,2})(?P<sign>[./])(?P<then>\d{1,2})"
    r"(?:(?P=sign)(?P<year>(?:20)?\d\d)|(?P<dot>\.))?(?![\w/]|\.\d)"
)
_PERHAPS = r"\d[./]\d"
_LEADS_IN = (
    r"(?i)\b(?:on|by|until|till|from|since|before|after|am|vom|bis|zum|ab)"
    r"\s+(?:the\s+)?\Z"
)


def _numbers(text: str, language: str) -> Iterator[Day]:
    for found in re.finditer(_NUMERIC, text) if re.search(_PERHAPS, text) else ():
        weekday = _names(language, "weekdays").get((found["weekday"] or "").lower(), -1)
        start = found.start() if weekday >= 0 else found.start("first")
        led = weekday >= 0 or re.search(_LEADS_IN, text[max(start - 16, 0) : start])
        full = len(found["year"] or "") > 2  # noqa: PLR2004 - 2026, not '26
        dotted = found["dot"] and ("0" in found[0] or language != ENGLISH)
        marked = found["sign"] == "/" or dotted or found["year"] or weekday >= 0
        year = int(found["year"] or 0) % 100
        month, day = int(found["first"]), int(found["then"])
        if (full or (led and marked)) and min(month, day) in range(1, 13):
            year = year and 2000 + year
            yield Day(start, found.end(), weekday, year, month, day, is_numeric=True)


@lru_cache(maxsize=1024)
def days_in(text: str, language: str = ENGLISH) -> tuple[Day, ...]:
    """Find all days named in a text."""
    named = re.finditer(_pattern_of(language), text)
    found = (_read(one, language) for one in named)
    return (*filter(None, found), *_numbers(text, language))


def _read(found: re.Match[str], language: str) -> Day | None:
    said = dict.fromkeys(("then", "first", "alone"), "") | {
        name: (word or "").lower() for name, word in found.groupdict().items()
    }
    named = said["weekday"] or said.get("short") or said.get("behind") or ""
    weekday = _names(language, "weekdays").get(named, -1)
    if said["iso"]:
        year, month, day = map(int, re.split(r"\D", said["iso"]))
        return Day(*found.span(), weekday, year, month, day)
    month = _names(language, "months").get(said["month"] or said["then"], 0)
    written = said["day"] or said["first"] or said["alone"]
    digits = re.match(r"\d+", written)
    day = int(digits[0]) if digits else _ORDINALS.get(written, 0)
    if day and (month or said["alone"]):
        return Day(*found.span(), weekday, int(said["year"] or 0), month, day)
    return Day(*found.span(), weekday, 0, 0, 0) if weekday >= 0 else None


def known_dates(interview: Interview) -> list[date]:
    """List the days of the notes, that of the interview first."""
    known = [interview.date]
    known += [d for said in interview.timeline for d in (said.on, said.until) if d]
    people = interview.interviewers
    return known + [promise.due for one in people for promise in one.takeaways]


@rule("C7")
def names_true_days(note: Note) -> Hits:
    """Refuse days that do not exist, and ask about those that are not in the notes.

    Who wrote a day that does not exist is the same to its reader; of what was only
    reported, a quotation or a topic, the year may be another.
    """
    if note.interview is None:
        return
    known = known_dates(note.interview)
    for passage in note.passages:
        for day in days_in(passage.text, note.language):
            if not day.day:
                yield from _met_another_day(note, passage, day)
                continue
            found = Span(passage, day.start, day.end)
            wrong = _is_none(day, known[0]) if day.month else _is_misnamed(day, known)
            unknown = not any(map(day.means, known))
            if wrong and not note.spared(found, FACTS):
                yield quote(found, wrong)
            elif unknown and not note.spared(found, FIELDS):
                yield quote(found, "this day is not in your notes: check it", WARN)
    yield from _misdated(note)
    yield from _promised_for_another_day(note)


def _is_none(day: Day, known: date) -> str:
    """Say what is wrong with a day that does not exist; empty if it does."""
    meant = day.near(known)
    if meant is None:
        return "there is no such day"
    if day.weekday < 0 or meant.weekday() == day.weekday:
        return ""
    return f"that day is a {weekday_name(meant)}: correct the weekday or the date"


_AHEAD = 45
"""Days after the last one of the notes in which "Thursday the 2nd" may lie."""


def _is_misnamed(day: Day, known: list[date]) -> str:
    """Say what is wrong with "Thursday the 12th" where June 12 is a Friday."""
    same = [one for one in known if one.day == day.day]
    span = (max(known) - min(known)).days + _AHEAD
    near = (min(known) + timedelta(days=n) for n in range(span))
    if not same or any(map(day.means, near)):
        return ""
    return f"that day is {day_in_words(same[0])}: correct the weekday or the date"


_MET = (
    r"\b(?:your time|our (?:talk|conversation|interview|meeting|call|chat)"
    r"|(?:meet|speak|talk)(?:ing)? (?:to |with )?you|we (?:met|spoke|talked)"
    r"|I (?:met|spoke with|talked to) you)(?: [\w']+){0,3} on \Z"
)
_TO_COME = re.compile(r"forward|\b(?:can|could|may|will|next|again)\b", re.IGNORECASE)


def _met_another_day(note: Note, passage: Passage, day: Day) -> Hits:
    """Ask about "your time on Monday" where it was a Tuesday."""
    if note.interview is None or note.draft.kind not in _AFTER:
        return
    found, met = Span(passage, day.start, day.end), note.interview.date
    before = re.split(r"[.!?]\s", found.before)[-1]
    of_talk = re.search(_MET, before) and not _TO_COME.search(before)
    if of_talk and day.weekday != met.weekday() and not note.spared(found, FACTS):
        yield quote(found, f"you met on {day_in_words(met)}: is it another day?", WARN)


_AFTER = frozenset({Kind.THANK_YOU, Kind.CARD, Kind.LINKEDIN})


def _of_which(unit: str, day: date) -> tuple[int, ...]:
    """Say in which week, month or year a day is."""
    if unit == "week":
        return tuple(day.isocalendar()[:2])
    return (day.year, day.month) if unit == "month" else (day.year,)


def _misdated(note: Note) -> Hits:
    """Refuse "it was good to meet you last week" of an interview that was today.

    A note that is written on a Saturday may be read on Monday.
    """
    today = note.others.today
    if not (today and note.interview):
        return
    met, read = note.interview.date, today + timedelta(days=2)
    for sentence in note.sentences:
        ago = pattern("long_ago.regex").search(sentence.text)
        if not (ago and pattern("met.regex").search(sentence.text)):
            continue
        unit = (ago["last"] or ago["ago"]).lower()
        found = sentence.within(*ago.span())
        untrue = today <= met or _of_which(unit, read) <= _of_which(unit, met)
        if untrue and not note.spared(found, FACTS):
            yield quote(found, f"you met on {day_in_words(met)}: say the day")


def _promised_for_another_day(note: Note) -> Hits:
    """Ask about "send the plan by Friday" and "tomorrow", due on a Thursday."""
    who = note.person if note.draft.kind is Kind.THANK_YOU else None
    for takeaway in who.takeaways if who else ():
        text = Passage(takeaway.promised, 0)
        days = days_in(text.text, note.language)
        other = [Span(text, d.start, d.end) for d in days if not d.means(takeaway.due)]
        counted = said(text.text).get("relative_days", ())
        other += [span_of(text, *places) for places in counted]
        why = f"the promise is due on {day_in_words(takeaway.due)}: which day is it?"
        yield from (quote(found, why, WARN) for found in other)
