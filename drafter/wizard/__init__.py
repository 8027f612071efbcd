"""`drafter new`: the letter being written, kept as a commented interview file.

    form       the file: its blanks, one value changed, always whole on the disk
    questions  what is asked (in `questions.toml`), what is open, what an answer says

Here is the conversation: it asks what is open, shows the letter, changes an answer.
Before an answer is put in, the file is read again: whoever has it open in an editor too
loses nothing. Each is judged by the readers of the file, so that nothing is accepted
here which `thanks` would refuse. What is passed over is marked in the file and not
asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from drafter.interview import Role
from drafter.language import ENGLISH
from drafter.reading.facts import judged
from drafter.reading.fields import INTERVIEW
from drafter.reading.located import Keyed, load
from drafter.reading.names import parts
from drafter.reading.records import read_fields
from drafter.reading.told import Judgement
from drafter.wizard.form import BLANK, FileSheet, Path, leaves, put, without
from drafter.wizard.questions import (
    ADDRESS,
    HALVES,
    KINDS,
    Clock,
    Question,
    View,
    kind_of,
    meant,
    plainly,
    without_place,
)
from drafter.words import control


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Show = Callable[[str, int], None]
    """Put somebody's letter and card on the screen, as the file has them."""

_NO = frozenset({"no", "none", "nothing", "nope", "skip", "n/a", "-"})
_WHOM = frozenset({"name", "else", "email", "you", "your email"})
"""Questions whose answer may hold an address."""
_OUT = frozenset({"name", "role"})
"""Where 0 says that somebody did not interview."""
_NOTHING = {
    **dict.fromkeys(HALVES, "nothing (the letter is a recollection, not an answer)"),
    "close": "ours (a sentence of your own is better)",
}
_LEAVES = "Enter leaves it, the arrow up brings it back to edit"


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


class Attempt(NamedTuple):
    """The file with an answer in it."""

    text: str
    places: tuple[Path, ...]
    """Where the answer went."""
    hints: list[str]
    """What would read badly; it may stay."""


class Conversation:
    """One run of the questions over one file."""

    def __init__(
        self, sheet: FileSheet, person: Person, clock: Clock, show: Show | None
    ) -> None:
        """Without `show` there is no screen: an answer a line, and no letters."""
        self._sheet, self._person, self._clock = sheet, person, clock
        self._show = show
        self._asked: set[tuple[str, Path]] = set()

    def run(self) -> None:
        """Ask for everything that is open, once; then for one more person."""
        self._ask_open(None)
        number = 0
        while number < (seen := self._seen()).people:
            was_asked = self._ask_open(number)
            seen = self._seen()
            number = min(number, seen.people - 1)  # the last may have been taken out
            more = seen.someone_else() if number + 1 == seen.people else None
            if self._show and seen.called(number) and (was_asked or more):
                self._keep(self._show, number, more)
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

    def _keep(self, show: Show, number: int, more: Question | None) -> None:
        """Show a letter until it is kept, or one more person is named."""
        while True:
            seen = self._seen()
            show(self._sheet.read(), number)
            listed = _listed(seen, number)
            told = [present(seen, q) or _NOTHING.get(q.key, "nothing") for q in listed]
            labelled = zip(listed, told, strict=True)
            self._person.tell([f"{one.label}: {text}" for one, text in labelled])
            names = [seen.of(n, "name").casefold() for n in range(seen.people)]
            after = "" if more else seen.called(number + 1)
            reply = self._reply(seen, len(listed), names, more or after)
            if reply.isdecimal():
                chosen = listed[int(reply) - 1]
                self._settle(chosen, present(seen, chosen))
                self._ask_open(number)
                continue
            self._greeted(number)
            if not reply:
                return
            number = names.index(reply.casefold())

    def _reply(
        self, seen: View, count: int, names: Sequence[str], then: Question | str
    ) -> str:
        """Give a number of the list, a name of those told, or nothing to go on."""
        words, label = "A number changes that answer. Enter keeps them", "Number"
        if isinstance(then, Question):
            label = "Number or name"
            words += f": that was everyone.\n{then.words}"
        else:
            words += f"; {then} is next." if then else "."
        while reply := self._person.ask("", words, label).strip():
            is_number = reply.isascii() and reply.isdigit()
            if reply.casefold() in names or (is_number and 0 < int(reply) <= count):
                return reply
            if reply.lower() in _NO:
                break
            if is_number or isinstance(then, str):
                self._person.hear(f"a number from 1 to {count}, or Enter")
            elif self._save(then, reply, "", seen):
                break
        return ""

    def _greeted(self, number: int) -> None:
        """Keep the name of the greeting: it stood in the letter, and was let stand."""
        seen = self._seen()
        place: Path = ("interviewers", number, "address_as")
        name = parts(seen.called(number), "", "", "")
        if name.guessed and place in seen.blanks:
            self._save(Question("address_as", (place,), "", ""), name.given, "", seen)

    def _settle(self, question: Question, before: str = "") -> None:
        """Ask until the answer is good, or there is none.

        `before` is the answer that is to be changed, where one is.
        """
        kind, label, seen = "", question.label, self._seen()
        about = "" if question.key == "else" else seen.called(question.number)
        hint = seen.hint(question)
        words = _first_half(seen, question) + question.words
        words += f"\n  The invitation says: {hint}" if hint else ""
        if before:
            gone = "" if question.required else "; - takes it away"
            words += f"\n  Now: {before}\n  {_LEAVES}{gone}."
        while answer := self._person.ask(about, words, label, before or hint).strip():
            if not question.required and answer.lower().strip(".") in _NO:
                before = ""
                break
            if answer == "0" and question.key in _OUT:
                if self._taken_out(question, seen):
                    return
            elif question.key == "stayed" and not kind and (kind := kind_of(answer)):
                words, label = "Go on:", dict(KINDS.values())[kind]
            elif self._is_address(question, answer):
                seen = self._seen()
            elif self._save(question, answer, kind, seen) and not (
                question.required and self._seen().is_open(question)
            ):
                return
        if not before and not question.required:
            self._save(question, "", "", self._seen())

    def _taken_out(self, question: Question, seen: View) -> bool:
        """Take somebody out of the file who did not interview; never the last one."""
        number = int(question.path[1])
        try:
            if seen.people == 1:
                raise ValueError("somebody has: who was it?")  # noqa: TRY301 - told below
            self._sheet.write(without(self._sheet.read(), number))
        except ValueError as error:
            self._person.hear(str(error))
            return False
        # Whoever comes after them has their number now.
        here = question.path[:2]
        self._asked = {one for one in self._asked if one[1][:2] != here}
        return True

    def _save(self, question: Question, answer: str, kind: str, seen: View) -> bool:
        """Put the answer in; `seen` is the file as it was when it was asked."""
        text = self._sheet.read()
        try:
            tried = attempt(text, question, answer, self._clock, kind)
        except ValueError as error:
            for fault in error.args:
                self._person.hear(plainly(fault))
            return False
        now = View(text).known
        if any(now.get(path) != seen.known.get(path) for path in tried.places):
            self._person.hear(
                "somebody has filled that in meanwhile; it stays as it is"
            )
            return True
        for hint in () if self._show else tried.hints:
            self._person.hear(plainly(hint))
        if tried.text != text:
            self._sheet.write(tried.text)
        return True

    def _is_address(self, question: Question, answer: str) -> bool:
        """Notice an address where another thing was asked; it may be theirs."""
        if question.key in _WHOM or not ADDRESS.fullmatch(answer):
            return False
        seen = self._seen()
        whose = seen.called(question.number)
        if whose and self._person.agree(f"that is an email address: is it {whose}'s?"):
            place: Path = (*question.path[:2], "email")
            self._save(Question("email", (place,), "", ""), answer, "", seen)
        else:
            self._person.hear("that is an email address, and no answer to this")
        return True


def attempt(
    text: str, question: Question, answer: str, clock: Clock, kind: str = ""
) -> Attempt:
    """Put an answer into a file, an empty one to pass it over.

    `ValueError` says why it cannot stay, once for each fault.
    """
    if odd := control(answer):
        raise ValueError(f"{odd} (type it again without)")
    if BLANK in answer:
        raise ValueError("that is still a blank (Enter alone leaves it one)")
    said = meant(View(text), question, answer, clock, kind)
    for path, value in said.items():
        text = put(text, path, value)
    places, source = leaves(text), load(text.encode(), "")
    if isinstance(source.root, Keyed):
        read_fields(source.root, INTERVIEW, "", source.problems)
    lines = {places[path].where.line for path, value in said.items() if value}
    faults = [without_place(one) for one in source.problems if one.where.line in lines]
    found = [_judged(View(text), path, value) for path, value in said.items() if value]
    faults += [one.refused for one in found if one.refused]
    if faults:
        raise ValueError(*faults)
    return Attempt(text, tuple(said), [one.asked for one in found if one.asked])


def _judged(seen: View, path: Path, value: str) -> Judgement:
    """Judge what stands in a letter, beside all that is told of that person."""
    known = seen.known.get((*path[:2], "language")) or seen.known.get(("language",))
    if path[0] != "interviewers" or (known or ENGLISH) != ENGLISH:
        return Judgement()
    person = {
        str(place[2]): told
        for place, told in seen.known.items()
        if place[:2] == path[:2] and place[3:] in {(), (0,)}
    }
    owners = (("employer", "name"), ("position", "title"), ("position", "team"))
    trade = " ".join(seen.known.get(place, "") for place in owners)
    name = next(part for part in reversed(path) if isinstance(part, str))
    return judged(name, value, person, trade)


def present(seen: View, question: Question) -> str:
    """Write the answer that is in the file, as one would type it."""
    known, number, path = seen.known, question.number, question.path
    if question.key == "stayed" and number is not None:
        first = seen.stayed(number)
        words = [f"{word} " for word, (field, _) in KINDS.items() if field == first]
        lead = "" if first == "moment" else (*words, "said ")[0]
        return f"{lead}{seen.of(number, first)}" if first else ""
    told = [known[place] for place in (*question.fields, (*path, 0)) if place in known]
    if question.key == "name":
        told = [text.replace("_", " ") if text in set(Role) else text for text in told]
    return (" by " if question.key == "promised" else ", ").join(told)


def _listed(seen: View, number: int) -> list[Question]:
    """Give the questions whose answers can be changed alone: theirs first."""
    found = [one for one in seen.questions() if one.number in {None, number}]
    within = {place for one in found for place in one.fields[1:]}
    found = [one for one in found if one.path not in within]
    return sorted(found, key=lambda one: one.number is None)


def _first_half(seen: View, question: Question) -> str:
    """Give the sentence that a second half comes behind."""
    number = question.number
    if number is None or question.key not in HALVES:
        return ""
    first = seen.stayed(number)
    lead = dict(KINDS.values()).get(first, "You said:")
    return f"{lead} {seen.of(number, first).rstrip('.')}.\n  "
