"""Whether an answer is good: the whole file is read with it, as `thanks` will read it.

So the wizard can never accept what the file's reader refuses. Only what is wrong on the
answer's own line counts: the rest is still blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.calendar.timeline import understand
from drafter.dates import days_after
from drafter.reading.anchored import statements
from drafter.reading.decoded import control
from drafter.reading.fields import INTERVIEW
from drafter.reading.lint import lint
from drafter.reading.located import load
from drafter.reading.nodes import Keyed
from drafter.reading.records import Record, read_fields
from drafter.wizard.blanks import fill, leaves
from drafter.wizard.choices import chosen
from drafter.wizard.whose import row_at


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from drafter.calendar.business_days import Calendar
    from drafter.errors import Problem
    from drafter.wizard.blanks import Blank

_REWRITE = "write: "
_TODAY = {"today": 0, "yesterday": -1}


class Attempt(NamedTuple):
    """The file with the answer in it, and what is wrong with the answer."""

    text: str
    faults: tuple[str, ...]
    """Why it cannot stay; with any, the file must not be used."""
    hints: tuple[str, ...] = ()
    """What would read badly, or was only guessed; it may stay."""
    better: str = ""
    """The answer as it would read well, where the hints offer it."""


class Clock(NamedTuple):
    """What an answer about days needs to know."""

    today: date
    calendars: Callable[[str, str], Calendar]
    country: str
    """Yours, where the file names none."""


def attempt(text: str, blank: Blank, answer: str, clock: Clock) -> Attempt:
    """Try an answer; `text` is the file as it is."""
    if odd := control(answer):
        return Attempt(text, (f"{odd} (type it again without)",))
    if "___" in answer:
        return Attempt(text, ("that is still a blank (Enter alone leaves it one)",))
    choice = chosen(row_at(blank.path), answer)
    meant = _as_day(text, blank, choice.word, clock)
    try:
        filled = fill(text, blank, meant)
    except ValueError as error:
        return Attempt(text, (str(error),))
    line = leaves(filled)[blank.path].where.line
    record, problems = _read(filled)
    if record:
        problems += _said(record, clock)
    faults = [problem for problem in problems if problem.where.line == line]
    if faults or record is None:
        return Attempt(text, tuple(map(_short, faults or problems)))
    found = [problem for problem in lint(record) if problem.where.line == line]
    guess = f"{answer!r} is taken as {meant} (if it is not, edit it in the file)"
    hints = [guess] * choice.is_guess
    hints += map(_short, found)
    return Attempt(filled, (), tuple(hints), _rewritten(found))


def _rewritten(problems: Iterable[Problem]) -> str:
    offers = (one.remedy for one in problems if one.remedy.startswith(_REWRITE))
    return next(offers, "").removeprefix(_REWRITE)


def _read(text: str) -> tuple[Record | None, list[Problem]]:
    source = load(text.encode(), "")
    if not isinstance(source.root, Keyed):
        return None, source.problems
    return read_fields(source.root, INTERVIEW, "", source.problems), source.problems


def _said(record: Record, clock: Clock) -> list[Problem]:
    """Find what they said about the decision that nobody could put on a calendar."""
    problems: list[Problem] = []
    said, day = record.values.get("timeline", ()), record.values.get("date")
    calendar = _calendar(record, clock)
    statements(said, day, calendar, record.place("employer"), problems)
    return problems


def _calendar(record: Record, clock: Clock) -> Calendar:
    inner = [record.values.get(name) for name in ("employer", "you")]
    named = [one.values.get("country") for one in inner if one]
    region = inner[0].values.get("region", "") if inner[0] else ""
    return clock.calendars(next(filter(None, named), clock.country), region)


def _as_day(text: str, blank: Blank, answer: str, clock: Clock) -> str:
    """Turn `yesterday`, or a promise's `by Thursday`, into the date it means."""
    field = blank.path[-1]
    if field == "date" and answer.lower() in _TODAY:
        return days_after(clock.today, _TODAY[answer.lower()]).isoformat()
    if field != "due":
        return answer
    record, _ = _read(text)
    said_on = record.values.get("date") if record else None
    try:
        calendar = _calendar(record, clock) if record else None
        day = understand(answer, said_on or clock.today, calendar) if calendar else None
    except (ValueError, OverflowError):
        day = None
    return day.isoformat() if day else answer


def _short(problem: Problem) -> str:
    return f"{problem.fact}" + (f" ({problem.remedy})" if problem.remedy else "")
