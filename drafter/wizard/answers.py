"""Whether an answer is good: the whole file is read with it, as `thanks` will read it.

So the wizard can never accept what the file's reader refuses. Only what is wrong on the
answer's own lines counts: the rest is still blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.reading.fields import INTERVIEW
from drafter.reading.interview_file import statements, told
from drafter.reading.located import Keyed, control, load
from drafter.reading.records import Record, read_fields
from drafter.wizard import heard
from drafter.wizard.blanks import leaves, put
from drafter.wizard.questions import first_of, view


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.errors import Problem
    from drafter.wizard.blanks import Path
    from drafter.wizard.questions import Question

_PARTNERS = ("reaction", "answer")


class Attempt(NamedTuple):
    """The file with the answer in it, and what is wrong with the answer."""

    text: str
    faults: tuple[str, ...] = ()
    """Why it cannot stay; with any, the file must not be used."""
    hints: tuple[str, ...] = ()
    """What would read badly; it may stay."""
    places: tuple[Path, ...] = ()
    """Where the answer goes."""


class Clock(NamedTuple):
    """What an answer about days needs to know."""

    today: date
    calendars: Callable[[str, str], Calendar]
    country: str
    """Yours, where the file names none."""


def attempt(
    text: str, question: Question, answer: str, clock: Clock, kind: str = ""
) -> Attempt:
    """Try an answer; `text` is the file as it is, an empty answer passes it over."""
    if odd := control(answer):
        return Attempt(text, (f"{odd} (type it again without)",))
    if "___" in answer:
        return Attempt(text, ("that is still a blank (Enter alone leaves it one)",))
    try:
        meant = _meant(text, question, answer, clock, kind)
        filled = text
        for path, value in meant.items():
            filled = put(filled, path, value)
    except ValueError as error:
        return Attempt(text, (str(error),))
    places = leaves(filled)
    lines = {places[path].where.line for path, value in meant.items() if value}
    record, problems = _read(filled)
    if record:
        problems += _said(record, clock)
    facts = told(record) if record else None
    problems += facts.refused if facts else ()
    faults = [problem for problem in problems if problem.where.line in lines]
    if faults or facts is None:
        return Attempt(text, tuple(map(_short, faults or problems)))
    found = [problem for problem in facts.warnings if problem.where.line in lines]
    return Attempt(filled, (), tuple(map(_short, found)), tuple(meant))


def _meant(
    text: str, question: Question, answer: str, clock: Clock, kind: str
) -> Mapping[Path, str]:
    """Give the values that an answer is, by where they stand."""
    seen, key = view(text), question.key
    here = () if question.number is None else question.path[:2]
    if key == "stayed":
        return _stayed(seen.known, here, answer, kind)
    if key == "promised":
        return _promised(text, here, answer, clock)
    if not answer or key not in _READERS:
        first = (*question.path, 0)
        return {first if first in seen.known else question.path: answer}
    said = _READERS[key](answer, clock.today)
    if key == "else" and "name" not in said:
        raise ValueError("their name too, as in: Dana Whitlock, recruiter")
    meant: dict[Path, str] = {
        (*here, *name.split(".")): value for name, value in said.items()
    }
    greeted: Path = (*here, "address_as")
    if "name" in said and seen.known.get(greeted, "") not in said["name"]:
        meant[greeted] = ""
    spare = {path for path in meant if path[0] == "you"} - {*seen.known, *seen.blanks}
    return {path: value for path, value in meant.items() if path not in spare}


_READERS: dict[str, Callable[[str, date], heard.Said]] = {
    "employer": heard.job,
    "date": lambda answer, today: {"date": str(heard.day_of(answer, today) or answer)},
    "you": lambda answer, _: heard.yourself(answer),
    "name": lambda answer, _: heard.who(answer),
    "else": lambda answer, _: heard.who(answer),
    "role": lambda answer, _: heard.role_and_title(answer),
    "email": lambda answer, _: {"email": heard.bare(answer)},
}


def _stayed(
    known: Mapping[Path, str], here: Path, answer: str, kind: str
) -> Mapping[Path, str]:
    """One thing stays: it takes the place of what was told before."""
    names = (*heard.KINDS.values(), *_PARTNERS)
    if not answer:
        told = [n for n in (*_PARTNERS, "quote") if (*here, n) in known]
        return {(*here, name): "" for name in (*heard.KINDS.values(), *told)}
    said = heard.stayed(answer, kind)
    before = first_of(known, here)
    partner = heard.second_of(before) if before else ""
    stays = {*said, partner if before and before in said else ""}
    gone = [n for n in (*names, "quote") if (*here, n) in known and n not in stays]
    return {(*here, n): "" for n in gone} | {(*here, n): v for n, v in said.items()}


def _promised(text: str, here: Path, answer: str, clock: Clock) -> Mapping[Path, str]:
    place: Path = (*here, "takeaways", 0)
    record, _ = _read(text)
    if not answer or record is None:
        return {(*place, "promised"): answer}
    on = record.values.get("date") or clock.today
    said = {"due": ""} | dict(heard.promise(answer, on, _calendar(record, clock)))
    return {(*place, name): said[name] for name in ("promised", "due")}


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


def _short(problem: Problem) -> str:
    return f"{problem.fact}" + (f" ({problem.remedy})" if problem.remedy else "")
