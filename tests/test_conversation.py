"""A person who answers anything at all never breaks the file nor the program."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.errors import InputError
from drafter.reading.interview_file import read_interview
from drafter.reading.located import load
from drafter.wizard import Conversation
from drafter.wizard import questions as heard
from drafter.wizard.form import FileSheet, form, only, values
from drafter.wizard.questions import Clock, View
from tests.calendars import US


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.errors import Problem

TODAY = date(2026, 6, 3)
CLOCK = Clock(TODAY, lambda _country, _region: US, "US")
TYPED = st.one_of(
    st.sampled_from(
        (
            "", "-", "no", "s", "2", "9", "Dana Whitlock", "Dana, peer, dana@x.example",
            "Amir Rahimi", "a@x.example", "said that it leaks: a lot", "asked why #1",
            "let me drive. I hit the pier.", "noticed {this}", "the tide", "today",
            "call by Friday", "Corvane, Pilot, 2 June", "unknown", "Ines, i@x.example",
            "You said", "said", "by", ", ,", "@", "'", '"', "I", "___", "\x00",
        )
    ),
    st.text(max_size=30),
)  # fmt: skip


class Anybody:
    """Types what a test drew, then only Enter."""

    def __init__(self, typed: Sequence[str], *, has_screen: bool) -> None:
        self._typed = iter(typed)
        self.has_screen = has_screen

    def ask(self, about: str, words: str, label: str, present: str = "") -> str:
        assert words
        assert label
        del about, present
        return next(self._typed, "")

    def hear(self, line: str) -> None:
        assert line

    def show(self, text: str, number: int) -> None:
        assert self.has_screen
        assert not load(only(text, range(number + 1)).encode(), "").problems

    def tell(self, answers: Sequence[str]) -> None:
        assert answers


class Paper(FileSheet):
    """A file in memory that is whole after every save."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self) -> str:
        return self.text

    def write(self, text: str) -> None:
        assert not load(text.encode(), "").problems, text
        self.text = text


def refusals(text: str) -> Sequence[Problem]:
    """What the reader of the file refuses of it."""
    try:
        read_interview(
            text.encode(), file="", folder=Path(), defaults=None,
            calendars=lambda _country, _region: US,
        )  # fmt: skip
    except InputError as error:
        return error.problems
    return ()


@settings(max_examples=60)
@given(st.lists(TYPED, max_size=40), st.booleans())
def test_whatever_is_typed_the_file_stays_whole(
    typed: list[str],
    has_screen: bool,  # noqa: FBT001 - drawn, not passed
) -> None:
    paper = Paper(form({"name": "", "email": ""}))

    person = Anybody(typed, has_screen=has_screen)
    Conversation(paper, person, CLOCK, refusals).run()
    before = paper.text
    nobody = Anybody((), has_screen=has_screen)
    Conversation(paper, nobody, CLOCK, refusals).run()
    assert values(paper.text).items() >= values(before).items()


@given(st.text(max_size=60))
def test_any_answer_is_heard_or_asked_again(answer: str) -> None:
    for reader in (heard.who, heard.yourself, heard.stayed, heard.role_and_title):
        with suppress(ValueError):
            assert isinstance(reader(answer), dict)
    with suppress(ValueError):
        assert isinstance(heard.job(answer, CLOCK), dict)
    day = partial(CLOCK.day, seen=View(""))
    assert isinstance(heard.promise(answer, day), dict)
    assert CLOCK.past(answer) is None or answer
