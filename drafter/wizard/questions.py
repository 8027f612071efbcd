"""What is asked, in this order: the interview, you, the decision, then each person.

A person's questions are the letter: its subject, its thanks, what stayed with you and
your own sentence on it, the promise, the card. A question is open while its line in the
file is a blank that nobody has passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.wizard.blanks import blanks, values
from drafter.wizard.heard import KINDS, ROLES, second_of


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drafter.wizard.blanks import Blank, Path

TELLING = (*KINDS.values(), "quote", "my_link", "own_words", "thanks_for", "letter")
"""One of these must stand beside a topic: else the letter could go to anyone."""
_FIRSTS = (*KINDS.values(), "quote")


class Question(NamedTuple):
    """One thing to ask, and the sentence that the answer ends."""

    key: str
    path: Path
    """Where the answer stands; of a question with several fields, the first."""
    words: str
    label: str
    required: bool = False

    @property
    def number(self) -> int | None:
        """Whom it is about; None where it is about the interview."""
        return int(self.path[1]) if self.path[0] == "interviewers" else None


_WHOLE = (
    Question(
        "employer",
        ("employer", "name"),
        "Which interview was it? The employer, the job and the day, as in:\n"
        "  Corvane Ferries, Software Engineer, yesterday",
        "The interview",
        required=True,
    ),
    Question(
        "position",
        ("position", "title"),
        "Which job? Its title, as they write it.",
        "The job",
        required=True,
    ),
    Question(
        "date",
        ("date",),
        "Which day was it? As in: yesterday, Tuesday, 2 June, 2026-06-02",
        "The day",
        required=True,
    ),
    Question(
        "you",
        ("you", "name"),
        "Who are you? Your name as you sign, your email; your country if it is not\n"
        "  the US, as in: Ines Okafor, ines@mail.example, GB",
        "You are",
        required=True,
    ),
    Question(
        "your email",
        ("you", "email"),
        "Your own address: the emails are from it.",
        "Your email",
        required=True,
    ),
    Question(
        "timeline",
        ("timeline",),
        "When do they decide? Their words, a date, or unknown.",
        "They decide",
        required=True,
    ),
)
_AS_IN = "as in:\n  Dana Whitlock, recruiter, dana@corvane.example"
_PERSON = (
    ("name", f"Who interviewed you? Name, role, address, {_AS_IN}", "Name"),
    ("role", f"What is {{}} to the job?\n  {ROLES}", "Role"),
    ("email", "Their own address; Enter if you have none.", "Address"),
    (
        "topics",
        "What shall the subject say? A thing you talked about, in 2 to 5 words.",
        "Subject",
    ),
    (
        "thanks_for",
        "One thing {} did for you, as in: showing me round.",
        "Thank you for",
    ),
    (
        "stayed",
        "What stayed with you? As in: said that ..., asked how ..., let me drive ...",
        "You",
    ),
    ("second", "", ""),
    (
        "promised",
        "Did you promise anything, and by when? As in: send the plan by Thursday",
        "I said I would",
    ),
    (
        "card_detail",
        "One sentence for the card, about something else.",
        "On the card",
    ),
)
_SECOND = {
    "asked": (
        "What would you say now? A full sentence or two.",
        "What I would say now",
    ),
    "they_said": (
        "What did you think, or what have you done that is like it? A full sentence.",
        "What I thought",
    ),
}
SOMEONE_ELSE = f"Someone else? Name, role, address, {_AS_IN}"


class View(NamedTuple):
    """A file as the questions see it."""

    known: Mapping[Path, str]
    """What is filled in."""
    blanks: Mapping[Path, Blank]


def view(text: str) -> View:
    """Look at a file."""
    return View(values(text), {blank.path: blank for blank in blanks(text)})


def questions(seen: View) -> Iterator[Question]:
    """Give every question of the file, answered or not, in their order."""
    paths = {*seen.known, *seen.blanks}
    for question in _WHOLE:
        if question.path in paths:
            yield question
    numbers = {int(p[1]) for p in paths if p[0] == "interviewers" and p[1:]}
    for number in sorted(numbers):
        yield from _of_person(seen, number)


def is_open(seen: View, question: Question) -> bool:
    """Whether it still has to be asked; nothing after a person without a name."""
    number = question.number
    if question.key == "else" and number:
        number -= 1
    if number is not None and question.key != "name" and not called(seen.known, number):
        return False
    waiting = {path for path, blank in seen.blanks.items() if not blank.is_passed}
    if question.key != "stayed":
        return question.path in waiting
    person = question.path[:2]
    is_thin = not any((*person, name) in seen.known for name in TELLING)
    is_new = any((*person, field) in waiting for field in KINDS.values())
    return not first_of(seen.known, person) and (is_thin or is_new)


def first_of(known: Mapping[Path, str], person: Path) -> str:
    """Name the field of what stayed with you of somebody; empty where nothing did."""
    return next((name for name in _FIRSTS if (*person, name) in known), "")


def called(known: Mapping[Path, str], number: int) -> str:
    """Name an interviewer by what is known of them, if anything is."""
    person = ("interviewers", number)
    return known.get((*person, "name")) or known.get((*person, "email")) or ""


def _of_person(seen: View, number: int) -> Iterator[Question]:
    person: Path = ("interviewers", number)
    name = called(seen.known, number)
    blank = seen.blanks.get((*person, "name"))
    if blank and blank.is_comment:
        yield Question("else", (*person, "name"), SOMEONE_ELSE, "Name")
        return
    first = first_of(seen.known, person)
    for key, words, label in _PERSON:
        path = (*person, *(("takeaways", 0, key) if key == "promised" else (key,)))
        if key == "second":
            if not first:
                continue
            words, label = _SECOND.get(first, _SECOND["they_said"])  # noqa: PLW2901
            path = (*person, second_of(first))
        elif key == "stayed":
            path = (*person, KINDS["said"])
        elif path not in seen.known and path not in seen.blanks:
            continue
        words = words.format(name.partition(" ")[0] or "they")  # noqa: PLW2901
        yield Question(key, path, words, label, key in {"name", "topics"})
