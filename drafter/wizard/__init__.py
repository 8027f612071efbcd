"""`drafter new`: the letter being written, kept as a commented interview file.

    form       the file: its blanks, one value changed, always whole on the disk
    questions  what is asked (in `questions.toml`), what is open, what an answer says

Here is the conversation: it asks what is open, shows the letter, changes an answer.
Before an answer is put in, the file is read again, and only that value is changed: what
else an editor saved meanwhile stays. What `thanks` would refuse of an answer is refused
here. What is passed over is marked in the file and not asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drafter.reading.located import place_of
from drafter.reading.names import parts
from drafter.wizard.form import BLANK, FileSheet, Path, leaves, put, without
from drafter.wizard.questions import (
    ADDRESS,
    Clock,
    Question,
    View,
    meant,
    plainly,
)
from drafter.words import control


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from drafter.errors import Problem

    Refusals = Callable[[str], Iterable[Problem]]
    """What `thanks` would refuse of the text of a file."""

_NO = frozenset({"no", "none", "nothing", "nope", "skip", "n/a", "-"})
_YES = frozenset({"y", "yes", "yep", "yeah", "sure", "ok"})
_LEAVES = "Enter leaves it, the arrow up brings it back to edit"


class Person(Protocol):
    """Who answers, on a terminal or through a pipe."""

    has_screen: bool
    """Without one: an answer a line, and no letters."""

    def ask(self, about: str, words: str, label: str, present: str = "") -> str:
        """Ask; `present` is the answer so far, to be changed. Blanks change nothing."""

    def hear(self, line: str) -> None:
        """Say what is wrong with an answer."""

    def show(self, text: str, number: int) -> None:
        """Put somebody's letter and card on the screen, as the file has them."""

    def tell(self, answers: Sequence[str]) -> None:
        """Show the answers that can be changed, with their numbers."""


class Conversation:
    """One run of the questions over one file."""

    def __init__(
        self, sheet: FileSheet, person: Person, clock: Clock, refusals: Refusals
    ) -> None:
        self._sheet, self._person, self._clock = sheet, person, clock
        self._refusals = refusals
        self._asked: set[tuple[str, Path]] = set()

    def run(self) -> None:
        """Ask for everything that is open, once; then for one more person."""
        self._ask_open(None)
        number = 0
        while number < self._seen().people:
            was_asked = self._ask_open(number)
            seen = self._seen()
            number = min(number, seen.people - 1)  # the last may have been taken out
            more = seen.someone_else() if number + 1 == seen.people else None
            is_shown = self._person.has_screen and seen.called(number)
            if is_shown and (was_asked or more):
                self._keep(number, more)
            elif more:
                self._settle(more)
            number += 1

    def _seen(self) -> View:
        return View(self._sheet.read())

    def _ask_open(self, number: int | None) -> bool:
        """Ask what is open about somebody; tell whether anything was."""
        count = len(self._asked)
        while question := self._next(number):
            self._asked.add((question.key, question.path))
            self._settle(question)
        return len(self._asked) > count

    def _next(self, number: int | None) -> Question | None:
        seen = self._seen()
        for one in seen.questions():
            is_new = (one.key, one.path) not in self._asked
            if one.number == number and is_new and seen.is_open(one):
                return one
        return None

    def _keep(self, number: int, more: Question | None) -> None:
        """Show a letter until it is kept, or one more person is named."""
        while True:
            seen = self._seen()
            self._person.show(self._sheet.read(), number)
            listed = _changeable(seen, number)
            told = [f"{one.label}: {seen.answer(one) or one.nothing}" for one in listed]
            self._person.tell(told)
            chosen = self._chosen(listed, more, seen.called(number + 1))
            if not chosen:
                break
            self._settle(chosen, seen.answer(chosen))
            self._ask_open(number)
        self._greeted(number)

    def _chosen(
        self, listed: Sequence[Question], more: Question | None, then: str
    ) -> Question | None:
        """Give the answer that is to be changed, or nothing to go on."""
        words, label = "A number changes that answer. Enter keeps them", "Number"
        if more:
            label = "Number or name"
            words += f": that was everyone.\n{more.words}"
        else:
            words += f"; {then} is next." if then else "."
        while reply := self._person.ask("", words, label).strip():
            is_number = reply.isascii() and reply.isdigit()
            if is_number and 0 < int(reply) <= len(listed):
                return listed[int(reply) - 1]
            if reply.lower() in _NO:
                break
            if is_number or not more:
                self._person.hear(f"a number from 1 to {len(listed)}, or Enter")
            elif self._save(more, reply):
                break
        return None

    def _greeted(self, number: int) -> None:
        """Keep the name of the greeting: it stood in the letter, and was let stand."""
        seen = self._seen()
        place: Path = ("interviewers", number, "address_as")
        name = parts(seen.called(number), "", "", "")
        if name.guessed and place in seen.blanks:
            self._write(lambda text: put(text, place, name.given))

    def _settle(self, question: Question, before: str = "") -> None:
        """Ask until the answer is good, or there is none.

        `before` is the answer that is to be changed, where one is.
        """
        seen, must = self._seen(), question.required
        about = "" if question.key == "else" else seen.called(question.number)
        hint = seen.hint(question)
        words = seen.first_half(question) + question.words
        words += f"\n  The invitation says: {hint}" if hint else ""
        if before:
            gone = "" if must else "; - takes it away"
            words += f"\n  Now: {before}\n  {_LEAVES}{gone}."
        present = before or hint
        while answer := self._person.ask(about, words, question.label, present).strip():
            if not must and answer.lower().strip(".") in _NO:
                before = ""
                break
            if answer == "0" and question.may_go:
                if self._taken_out(question):
                    return
            elif self._is_theirs(question, answer):
                pass
            elif self._save(question, answer) and not (
                must and self._seen().is_open(question)
            ):
                return
        if not before and not must:
            self._save(question, "")

    def _is_theirs(self, question: Question, answer: str) -> bool:
        """Notice an address where another thing was asked; keep it if it is theirs."""
        seen = self._seen()
        whose = seen.called(question.number)
        is_address = ADDRESS.fullmatch(answer) and not question.takes_address
        if not (is_address and whose and self._person.has_screen):
            return False
        asked = f"that is an email address: is it {whose}'s?"
        if self._person.ask("", asked, "y or n").strip().lower() not in _YES:
            return False
        theirs = (one for one in seen.questions() if one.number == question.number)
        mail = (one for one in theirs if one.key == "email")
        return any(self._save(one, answer) for one in mail)

    def _taken_out(self, question: Question) -> bool:
        """Take somebody out of the file who did not interview; never the last one."""
        number, here = int(question.path[1]), question.path[:2]
        if self._seen().people == 1:
            self._person.hear("somebody has: who was it?")
            return False
        # Whoever comes after them has their number now.
        self._asked = {one for one in self._asked if one[1][:2] != here}
        return self._write(lambda text: without(text, number))

    def _save(self, question: Question, answer: str) -> bool:
        """Put an answer in, an empty one to pass it over; tell whether it stays."""
        return self._write(lambda text: self._with(text, question, answer))

    def _with(self, text: str, question: Question, answer: str) -> str:
        """Give the file with an answer; `ValueError` has each fault of it."""
        if odd := control(answer):
            raise ValueError(f"{odd} (type it again without)")
        if BLANK in answer:
            raise ValueError("that is still a blank (Enter alone leaves it one)")
        if ADDRESS.fullmatch(answer) and not question.takes_address:
            raise ValueError("that is an email address, and no answer to this")
        if question.key == "else" and answer.strip(" .!").lower() in _YES:
            raise ValueError("then their name, as in: Dana Whitlock, recruiter")
        said = meant(View(text), question, answer, self._clock)
        for path, value in said.items():
            text = put(text, path, value)
        places = leaves(text)
        filled = {place_of(places[path])[1:] for path, value in said.items() if value}
        found = self._refusals(text) if filled else ()
        if faults := [plainly(one) for one in found if one.where[1:] in filled]:
            raise ValueError(*faults)
        return text

    def _write(self, change: Callable[[str], str]) -> bool:
        text = self._sheet.read()
        try:
            changed = change(text)
        except ValueError as error:
            for fault in error.args:
                self._person.hear(fault)
            return False
        if changed != text:
            self._sheet.write(changed)
        return True


def _changeable(seen: View, number: int) -> list[Question]:
    """Give the questions whose answers can be changed alone: theirs first."""
    found = [one for one in seen.questions() if one.number in {None, number}]
    within = {place for one in found for place in one.fields[1:]}
    found = [one for one in found if one.path not in within]
    return sorted(found, key=lambda one: one.number is None)
