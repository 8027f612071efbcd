"""Promises: each follows "I will", is made to its reader, and leaves out its day."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from drafter.language import MONTHS, WEEKDAYS
from drafter.reading import pronouns
from drafter.reading.lexicon import pattern, phrases, words
from drafter.reading.names import NOBODY, told_to
from drafter.reading.slips import mended
from drafter.reading.speech import inside, without


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from drafter.reading.names import Reader

_TOMORROW = range(1, 5)
"""Days from a Thursday or Friday to the next working day, by the longest weekend."""


class Promise(NamedTuple):
    """A promise as it is told; `written` is set where its words were changed."""

    promised: str
    here_is: str
    written: str
    doubt: str


def is_none(promised: str) -> bool:
    """Tell "nothing" and "good luck": what nobody can have said they will."""
    first = promised.partition(" ")[0].strip(".,;!").lower()
    return first in words("no promise")


def promise(promised: str, here_is: str = "", reader: Reader = NOBODY) -> Promise:
    """Make a promise follow "I will", said to its reader.

    "the plan" and "sending them the plan" are both "send you the plan".
    """
    typed, _ = mended(promised)
    bare = inside(without(typed, *phrases("before a promise")))
    here, _ = mended(here_is)
    here = inside(without(told_to(here, reader), "here is", "here are"))
    better = bare
    if giving := pattern("giving").match(bare):
        e = "e" if giving[1] in {"shar", "introduc", "writ", "giv"} else ""
        better = f"{giving[1]}{e} {bare[giving.end() :]}"
    better = re.sub(r"^you (?=(?:the|an?|my|some)\b)", "", better)
    if pattern("thing given").match(better):
        better = f"send you {better}"
    better = _to_reader(better, reader)
    better = pattern("gives to").sub(r"\1 your ", better)
    better = re.sub(r"^share you (.+)$", r"share \1 with you", better)
    better = re.sub(r"(?<=\w) (?:(?:that|which) )?(?:I|we) \w+ there$", "", better)
    full = _completed(better, here)
    if re.match(r"[A-Z][a-z]+ (?![A-Z])", full):
        full = full[0].lower() + full[1:]
    doubt = "" if re.match(r"[a-z][\w-]* ?", full) else full
    return Promise(full, here, full if better != bare else "", doubt)


def _to_reader(text: str, reader: Reader) -> str:
    """Write "you" for everyone in it who can only be the reader."""
    text = told_to(text, reader)
    them = pattern("them given").search(text)
    if them and not pronouns.names_people(text[: them.start()]):
        plural = them[0] == "them" and pronouns.is_plural(text[: them.start()])
        if not plural:
            text = f"{text[: them.start()]}you{text[them.end() :]}"
    found = pattern("gendered").search(text)
    if not found or reader.pronoun not in {"", pronouns.kind_of(found[0])}:
        return text
    if pronouns.is_somebody(found[0], text[: found.start()]):
        return text
    return pronouns.she_you(text)


def _completed(promised: str, here: str) -> str:
    """Write "the plan from that project" as `here_is` names it."""
    part = pattern("that part").search(promised) if here else None
    if not part:
        return promised
    thing = promised[: part.start()]
    named = re.sub(r"^(?:the|an?|my) ", "", pattern("gives").sub("", thing))
    return f"{thing}{here.split(named, 1)[1]}" if named and named in here else promised


def day_in(promised: str) -> str:
    """Give the words for a day in a promise that has no `due`, the last of them."""
    return next((day["day"] for day in reversed([*_days(promised)])), "")


def without_day(promised: str, due: date, made: date) -> str:
    """Leave out the day that the letter says itself: "the plan by Thursday".

    One that is not the `due` of a promise `made` that day stays, and is warned of.
    """
    for day in reversed([*_days(promised)]):
        if _is_same(day["day"], due, made):
            hour = f" {_HOURS[day['hour'].lower()]}" if day["hour"] else ""
            promised = f"{promised[: day.start()]}{hour}{promised[day.end() :]}"
    return promised.strip(" ,;")


_HOURS = {
    "noon": "by noon",
    "midday": "by midday",
    "morning": "in the morning",
    "afternoon": "in the afternoon",
    "evening": "in the evening",
}


def _days(promised: str) -> Iterator[re.Match[str]]:
    """Find what can only be the day of the promise: not "the Friday report"."""
    for day in pattern("promised day").finditer(promised):
        *_, last = ("", *promised[: day.start()].lower().split())
        ends = not promised[day.end() :].strip(" .,;!")
        lasts = (day["lead"] or "").lower().startswith(("until", "till"))
        if lasts and _LASTING.intersection(promised.lower().split()):
            continue
        if day["lead"] or (ends and last not in words("prepositions")):
            yield day


def _is_same(said: str, due: date, made: date) -> bool:
    """Whether all that is said of a day is true of the due one."""
    found = re.findall(r"[^\W\d_]+|\d+", said.lower())
    if "tomorrow" in found:
        return (due - made).days in _TOMORROW
    if "week" in found:
        end = made + timedelta(days=6 - made.weekday() + 7 * ("next" in found))
        return end - timedelta(days=6) <= due <= end
    true = {WEEKDAYS[due.weekday()], MONTHS[due.month - 1]}
    true = {name[:3].lower() for name in true} | {str(due.day), str(due.year)}
    parts = {word if word.isdigit() else word[:3] for word in found}
    parts = {word for word in parts if word.isdigit() or word in _NAMES}
    return bool(parts) and parts <= true


_LASTING = frozenset(("keep", "hold", "stay", "wait", "leave", "lend", "work", "save"))
"""What goes on until a day; anything else is done by it, as other languages say it."""
_NAMES = {name[:3].lower() for name in (*WEEKDAYS, *MONTHS)}
