"""Asking for the blanks of a file, from top to bottom; each answer is saved at once.

Before an answer is put in, the file is read again: whoever has it open in an editor too
loses nothing. What is left blank is not asked again in this run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from drafter.wizard.answers import attempt
from drafter.wizard.blanks import blanks, leaves
from drafter.wizard.choices import offered
from drafter.wizard.whose import called, row_at


if TYPE_CHECKING:
    from drafter.wizard.answers import Attempt, Clock
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

    def agree(self, question: str) -> bool:
        """Ask yes or no; no where nobody is there to answer."""


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
            if tried.better and person.agree("write it so?"):
                _rewrite(
                    sheet, person, tried.text, attempt(text, blank, tried.better, clock)
                )
            return


def _rewrite(sheet: Sheet, person: Person, saved: str, better: Attempt) -> None:
    """Take the rewrite, unless somebody else has saved since the answer was."""
    if sheet.read() != saved:
        person.hear("the file has changed meanwhile; the answer stays as it is")
    elif not better.faults:
        sheet.write(better.text)


def _next(text: str, passed: set[Path]) -> Blank | None:
    for blank in blanks(text):
        if blank.path not in passed and not _is_needless(text, blank.path):
            return blank
    return None


def _is_needless(text: str, path: Path) -> bool:
    """Whether it is the link of something whose file is there to hand over."""
    return path[-1] == "link" and (*path[:-1], "file") in leaves(text)


def _question(text: str, blank: Blank) -> Question:
    path, row = blank.path, row_at(blank.path)
    about, words = "", row.help if row else ""
    if path[0] == "interviewers" and len(path) > 1:
        number = int(path[1])
        about = called(leaves(text), number) or f"interviewer {number + 1}"
        if path[-1] == "name" and blank.is_comment:
            about = ""
            words = f"someone else? {words}; Enter if that was everyone"
    if row and (words_to_choose := offered(row)):
        words += f": {words_to_choose}"
    return Question(about, words, str(path[-1]))
