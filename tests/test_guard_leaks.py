"""C4, C5: what belongs to one reader stands in nobody else's note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    TOMAS,
    reply,
    severity,
    thank_you,
)


if TYPE_CHECKING:
    from drafter.draft import Draft
    from drafter.interview import Interview


def body(words: str, **changes: Any) -> Draft:
    return thank_you(
        text=f"Hi Dana,\n\n{words}\n\nBest regards,\nInes Okafor", **changes
    )


def at(**changes: Any) -> Interview:
    return replace(CORVANE, employer=replace(CORVANE.employer, **changes))


def with_own(words: str, **fields: Any) -> Draft:
    """A note to Dana whose interview has other fields for her."""
    who = replace(DANA, **fields)
    interview = replace(CORVANE, interviewers=(who, *CORVANE.interviewers[1:]))
    return body(words, interviewer=who, interview=interview)


def test_advises_when_a_colleague_is_named() -> None:
    assert severity(body("Tomas told me the same."), "C4") == "warn"
    assert severity(body("I liked what Lindqvist drew."), "C4") == "warn"


@pytest.mark.parametrize(
    "words",
    [
        "I hear that Tomas decides by Friday, and I will wait for his decision.",
        "The next step is with Tomas.",
        "Tomasina is my cat.",
    ],
)
def test_lets_a_colleague_pass_in_a_next_step(words: str) -> None:
    assert severity(body(words), "C4") == ""


def test_lets_a_colleague_pass_whom_the_reader_spoke_of() -> None:
    words = "You said that Tomas draws berths on napkins."
    assert (
        severity(with_own(words, they_said="Tomas draws berths on napkins"), "C4") == ""
    )


def test_lets_a_colleague_pass_who_has_the_readers_first_name() -> None:
    twin = replace(TOMAS, name="Dana Lindqvist", given="Dana", address_as="Dana")
    note = thank_you(interview=replace(CORVANE, interviewers=(DANA, twin)))
    assert severity(note, "C4") == ""


def test_lets_a_firm_be_named_that_has_a_colleagues_name() -> None:
    helen = replace(TOMAS, name="Helen Corvane", given="Helen", family="Corvane")
    interview = replace(CORVANE, interviewers=(DANA, helen))
    words = "I'd be glad to join Corvane."
    assert severity(body(words, interview=interview), "C4") == ""
    assert severity(body("I liked Helen too.", interview=interview), "C4") == "warn"


def test_takes_a_word_for_a_word_that_is_also_a_name() -> None:
    will = replace(TOMAS, name="Will Hope", given="Will", family="Hope", address_as="")
    interview = replace(CORVANE, interviewers=(DANA, will))
    honest = "Will it rain? Hope is a fine thing. I will stay."
    assert severity(body(honest, interview=interview), "C4") == ""
    assert severity(body("I liked Will too.", interview=interview), "C4") == "warn"


def test_lets_colleagues_be_thanked_in_a_reply() -> None:
    assert severity(reply(), "C4") == ""


@pytest.mark.parametrize(
    "words",
    [
        "You said the planners spend ninety minutes rebuilding the day by hand.",
        "You asked me how long a bad plan stays live in bad weather.",
        'You said: "A late ferry is a nuisance."',
        "I said I would send the rollback plan from that project.",
        "I liked that you let me be wrong for five minutes before asking.",
        "The PLANNERS spend\nninety minutes   rebuilding the day.",
    ],
)
def test_refuses_what_a_colleague_said(words: str) -> None:
    assert severity(body(words), "C5") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "You said that new timetables ship in spring and summer is for fixes only.",
        "It is for the day that you and I were in it.",
        "I could see the storm problem.",
        (
            "The Senior Software Engineer, Timetables role at Corvane Ferries in Port"
            " Alder."
        ),
    ],
)
def test_lets_this_persons_words_and_small_words_pass(words: str) -> None:
    assert severity(body(words), "C5") == ""


def test_lets_what_a_panel_heard_together_pass() -> None:
    shared = "the planners spend ninety minutes rebuilding the day by hand"
    note = with_own(f"You said that {shared}.", they_said=shared)
    assert severity(note, "C5") == ""


def test_lets_a_reason_pass_whoever_it_goes_to() -> None:
    reason = "I grew up on an island, and a late ferry is a missed school day."
    interview = replace(CORVANE, reasons=(reason,))
    assert severity(body(reason, interview=interview), "C5") == ""


LETTER = (
    "Thank you for the two hours. I went home by the old pilot boat, and counted"
    " the lamps.\n\nI'd like to join the Timetables team at Corvane Ferries."
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I went home by the old pilot boat.", "refuse"),
        ("I'd like to join the Timetables team at Corvane Ferries.", ""),
        ("I went home.", ""),
    ],
)
def test_refuses_what_stands_in_a_colleagues_whole_letter(
    words: str, expected: str
) -> None:
    tomas = replace(TOMAS, letter=LETTER)
    note = body(words, interview=replace(CORVANE, interviewers=(DANA, tomas)))
    assert severity(note, "C5") == expected
