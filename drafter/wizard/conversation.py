"""Asking for the blanks of a file, from top to bottom; each answer is saved at once.

Before an answer is put in, the file is read again: whoever has it open in an editor too
loses nothing. What is left blank is not asked again in this run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from drafter.reading.fields import INTERVIEW
from drafter.wizard.answers import attempt
from drafter.wizard.blanks import blanks, leaves
from drafter.wizard.form import BLANK, choices


if TYPE_CHECKING:
    from drafter.reading.records import Field
    from drafter.wizard.answers import Clock
    from drafter.wizard.blanks import Blank, Path


class Question(NamedTuple):
    """One blank, in words."""

    about: str
    """The person it is about, or nothing."""
    words: str
    field: str


class Person(Protocol):
    """Who answers, on a terminal or through a pipe."""

    def ask(self, question: Question) -> str:
        """Ask; nothing but blanks leaves the blank."""

    def hear(self, line: str) -> None:
        """Say what is wrong with an answer."""


class Sheet(Protocol):
    """The file, wherever it lies."""

    def read(self) -> str:
        """Give its text as it is now."""

    def write(self, text: str) -> None:
        """Save it, whole."""


def converse(sheet: Sheet, person: Person, clock: Clock) -> None:
    """Ask for every blank once."""
    passed: set[Path] = set()
    while blank := _next(sheet.read(), passed):
        passed.add(blank.path)
        _settle(sheet, person, blank, clock)


def _settle(sheet: Sheet, person: Person, asked: Blank, clock: Clock) -> None:
    """Ask until the answer is good, or there is none."""
    question = _question(sheet.read(), asked)
    while answer := person.ask(question).strip():
        text = sheet.read()
        blank = next((one for one in blanks(text) if one.path == asked.path), None)
        if blank is None:
            person.hear("somebody has filled that in meanwhile; it stays as it is")
            return
        tried = attempt(text, blank, answer, clock)
        for line in (*tried.faults, *tried.hints):
            person.hear(line)
        if not tried.faults:
            sheet.write(tried.text)
            return


def _next(text: str, passed: set[Path]) -> Blank | None:
    return next((one for one in blanks(text) if one.path not in passed), None)


def _question(text: str, blank: Blank) -> Question:
    path, row = blank.path, _row(blank.path)
    about, words = "", row.help if row else ""
    if path[0] == "interviewers" and len(path) > 1:
        about = _called(text, path[:2])
        if path[-1] == "name" and blank.is_comment:
            about = ""
            words = f"someone else? {words}; Enter if that was everyone"
    if row and choices(row):
        words += f": {', '.join(choices(row))}"
    return Question(about, words, str(path[-1]))


def _called(text: str, person: Path) -> str:
    """Name an interviewer by what is known of them."""
    known = leaves(text)
    for field in ("name", "email"):
        leaf = known.get((*person, field))
        if leaf and BLANK not in leaf.text:
            return leaf.text
    return f"interviewer {int(person[1]) + 1}"


def _row(path: Path) -> Field | None:
    fields: tuple[Field, ...] = INTERVIEW
    row: Field | None = None
    for part in path:
        if isinstance(part, str) and fields:
            row = next((one for one in fields if one.name == part), row)
            fields = row.shape.fields if row else ()
    return row
