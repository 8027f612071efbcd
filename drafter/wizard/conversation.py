"""Asking what is open, showing the letter, changing an answer; each is saved at once.

Before an answer is put in, the file is read again: whoever has it open in an editor too
loses nothing. What is passed over is marked in the file and not asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drafter.reading.people import parts
from drafter.wizard import heard
from drafter.wizard.answers import attempt
from drafter.wizard.questions import (
    Question,
    called,
    first_of,
    is_open,
    questions,
    view,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drafter.wizard.answers import Clock
    from drafter.wizard.blanks import Path
    from drafter.wizard.questions import View

    Show = Callable[[str, int], None]
    """Put somebody's letter and card on the screen, as the file has them."""

_NO = frozenset({"no", "none", "nothing", "nope", "skip", "n/a", "-"})
_WHOM = frozenset({"name", "else", "email", "you", "your email"})
"""Questions whose answer may hold an address."""
_WITHIN = frozenset({"position", "date", "role", "email", "else"})
"""Questions whose answers are changed along with another's."""
_NOTHING_YET = {"second": "nothing (the letter is a recollection, not an answer)"}
_LEAVES = (
    "Enter leaves it, - takes it away, the arrow up brings it back to edit.",
    "Enter leaves it, the arrow up brings it back to edit.",
)
FIRSTS = {
    "they_said": "You said that",
    "asked": "You asked",
    "moment": "You",
    "impressed_by": "I was struck by",
    "quote": "You said:",
}
_TYPED = {
    "they_said": "said ",
    "asked": "asked ",
    "moment": "",
    "impressed_by": "noticed ",
    "quote": "said ",
}


class Person(Protocol):
    """Who answers, on a terminal or through a pipe."""

    def ask(self, about: str, words: str, label: str, present: str = "") -> str:
        """Ask; `present` is the answer so far, to be changed. Blanks change nothing."""

    def hear(self, line: str) -> None:
        """Say what is wrong with an answer."""

    def tell(self, answers: Sequence[str]) -> None:
        """Show the answers that can be changed, with their numbers."""

    def agree(self, question: str) -> bool:
        """Ask yes or no; no where nobody is there to answer."""


class Sheet(Protocol):
    """The file, wherever it lies."""

    def read(self) -> str:
        """Give its text as it is now."""

    def write(self, text: str) -> None:
        """Save it, whole."""


class Conversation:
    """One run of the questions over one file."""

    def __init__(
        self, sheet: Sheet, person: Person, clock: Clock, show: Show | None
    ) -> None:
        """Without `show` there is no screen: an answer a line, and no letters."""
        self._sheet, self._person, self._clock = sheet, person, clock
        self._show = show
        self._asked: set[tuple[str, Path]] = set()

    def run(self) -> None:
        """Ask for everything that is open, once."""
        told: int | None = None
        while True:
            question = self._next()
            if self._show and question and question.key == "else" and told is None:
                told = int(question.path[1]) - 1
            if self._show and told is not None and _is_past(question, told):
                told = self._letter(self._show, told, question)
            elif question is None:
                return
            else:
                self._asked.add((question.key, question.path))
                self._settle(question)
                told = self._whom(question)

    def _next(self) -> Question | None:
        seen = view(self._sheet.read())
        for question in questions(seen):
            is_new = (question.key, question.path) not in self._asked
            if is_new and is_open(seen, question):
                return question
        return None

    def _whom(self, question: Question) -> int | None:
        """Give whom a question was about, once they have a name."""
        known, number = view(self._sheet.read()).known, question.number
        return number if number is not None and called(known, number) else None

    def _letter(self, show: Show, number: int, after: Question | None) -> int | None:
        """Show it until it is kept; give whose letter comes next, if it is known."""
        text = self._sheet.read()
        show(text, number)
        seen = view(text)
        listed = _listed(seen, number)
        self._person.tell(
            [
                f"{q.label}: {present(seen, q) or _NOTHING_YET.get(q.key, 'nothing')}"
                for q in listed
            ]
        )
        words, label = _keeping(seen, after)
        while reply := self._person.ask("", words, label).strip():
            if reply.isascii() and reply.isdigit():
                if 0 < int(reply) <= len(listed):
                    chosen = listed[int(reply) - 1]
                    self._settle(chosen, present(seen, chosen))
                    return number
            elif reply.lower() in _NO:
                break
            elif (other := _named(seen, reply)) is not None:
                return other
            elif after and after.key == "else":
                if self._save(after, reply, "", seen):
                    self._greeted(number)
                    return None
                continue
            self._person.hear(f"a number from 1 to {len(listed)}, or Enter")
        self._greeted(number)
        if after and after.key == "else":
            self._pass(after)
        return None

    def _greeted(self, number: int) -> None:
        """Keep the name of the greeting: it stood in the letter, and was let stand."""
        seen = view(self._sheet.read())
        place: Path = ("interviewers", number, "address_as")
        name = parts(called(seen.known, number), "", "", "")
        if name.guessed and place in seen.blanks:
            self._save(Question("address_as", place, "", ""), name.given, "", seen)

    def _settle(self, question: Question, before: str | None = None) -> None:
        """Ask until the answer is good, or there is none.

        `before` is the answer that is to be changed, where one is.
        """
        kind, label = "", question.label
        seen = view(self._sheet.read())
        about, words = _about(seen, question), _words(seen, question)
        if before:
            words += f"\n  Now: {before}\n  {_LEAVES[question.required]}"
        while answer := self._person.ask(about, words, label, before or "").strip():
            if not question.required and answer.lower().strip(".") in _NO:
                self._pass(question)
                return
            if question.key == "stayed" and not kind and heard.kind_of(answer):
                kind = heard.kind_of(answer)
                words, label = "Go on:", FIRSTS[kind]
            elif self._is_address(question, answer):
                seen = view(self._sheet.read())
            elif self._save(question, answer, kind, seen) and not (
                question.required and self._is_open(question)
            ):
                return
        if before is None:
            self._pass(question)

    def _is_open(self, question: Question) -> bool:
        """Whether an answer said something else only, as an address does of a name."""
        return is_open(view(self._sheet.read()), question)

    def _save(self, question: Question, answer: str, kind: str, seen: View) -> bool:
        """Put the answer in; `seen` is the file as it was when it was asked."""
        text = self._sheet.read()
        tried = attempt(text, question, answer, self._clock, kind)
        now = view(text).known
        if any(now.get(path) != seen.known.get(path) for path in tried.places):
            self._person.hear(
                "somebody has filled that in meanwhile; it stays as it is"
            )
            return True
        for line in (*tried.faults, *(() if self._show else tried.hints)):
            self._person.hear(line)
        if not tried.faults and tried.text != text:
            self._sheet.write(tried.text)
        return not tried.faults

    def _pass(self, question: Question) -> None:
        """Mark in the file that it was asked, and nothing is said."""
        self._asked.add((question.key, question.path))
        if not question.required:
            self._save(question, "", "", view(self._sheet.read()))

    def _is_address(self, question: Question, answer: str) -> bool:
        """Notice an address where another thing was asked; it may be theirs."""
        if question.key in _WHOM or not heard.ADDRESS.fullmatch(answer):
            return False
        seen, number = view(self._sheet.read()), question.number
        whose = called(seen.known, number) if number is not None else ""
        if whose and self._person.agree(f"that is an email address: is it {whose}'s?"):
            place: Path = (*question.path[:2], "email")
            self._save(Question("email", place, "", ""), answer, "", seen)
        else:
            self._person.hear("that is an email address, and no answer to this")
        return True


def present(seen: View, question: Question) -> str:
    """Write the answer that is in the file, as one would type it."""
    known, path = seen.known, question.path
    here = path[:2]

    def listed(*places: Path) -> str:
        return ", ".join(known[place] for place in places if place in known)

    match question.key:
        case "employer":
            return listed(path, ("position", "title"), ("date",))
        case "you":
            return listed(*(("you", name) for name in ("name", "email", "country")))
        case "name":
            role = known.get((*here, "role"), "").replace("_", " ")
            parts = known.get(path, ""), role, known.get((*here, "email"), "")
            return ", ".join(filter(None, parts))
        case "stayed":
            first = first_of(known, here)
            return f"{_TYPED[first]}{known[*here, first]}" if first else ""
        case "promised":
            due = known.get((*path[:-1], "due"), "")
            return known.get(path, "") + (f" by {due}" if due else "")
    return known.get(path) or known.get((*path, 0), "")


def _listed(seen: View, number: int) -> list[Question]:
    """Give the questions whose answers can be changed: theirs first."""
    found = [one for one in questions(seen) if one.number in {None, number}]
    keys = {one.key for one in found}
    within = {*_WITHIN, "your email"} if "you" in keys else _WITHIN
    found = [one for one in found if one.key not in within]
    return sorted(found, key=lambda one: one.number is None)


def _keeping(seen: View, after: Question | None) -> tuple[str, str]:
    """Ask whether the letter is kept, and what comes next."""
    words = "A number changes that answer. Enter keeps it all"
    if after is None:
        return f"{words}.", "Number"
    if after.key == "else":
        return f"{words}: that was everyone.\n{after.words}", "Number or name"
    return f"{words}; {called(seen.known, after.number or 0)} is next.", "Number"


def _named(seen: View, reply: str) -> int | None:
    """Find who of those told is meant, to see their letter again."""
    names = {p[1]: t for p, t in seen.known.items() if p[2:] == ("name",)}
    found = (n for n, name in names.items() if name.casefold() == reply.casefold())
    return next((int(n) for n in found), None)


def _is_past(question: Question | None, told: int) -> bool:
    return question is None or question.number != told


def _about(seen: View, question: Question) -> str:
    if question.number is None or question.key == "else":
        return ""
    return called(seen.known, question.number)


def _words(seen: View, question: Question) -> str:
    """Give the question; a second half comes behind its first."""
    if question.key != "second":
        return question.words
    here = question.path[:2]
    first = first_of(seen.known, here)
    half = f"{FIRSTS[first]} {seen.known[*here, first]}.\n  " if first else ""
    return f"{half}{question.words}"
