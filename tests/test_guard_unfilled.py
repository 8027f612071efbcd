"""C6, C8: nothing left unfilled, and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    severity,
    thank_you,
)


if TYPE_CHECKING:
    from drafter.draft import Draft


def body(words: str, **changes: Any) -> Draft:
    return thank_you(
        text=f"Hi Dana,\n\n{words}\n\nBest regards,\nInes Okafor", **changes
    )


def with_own(words: str, **fields: Any) -> Draft:
    """A note to Dana whose interview has other fields for her."""
    who = replace(DANA, **fields)
    interview = replace(CORVANE, interviewers=(who, *CORVANE.interviewers[1:]))
    return body(words, interviewer=who, interview=interview)


@pytest.mark.parametrize(
    "left",
    [
        "{{ topic }}", "{{ topic", "topic }}", "<Company Name>", "[Employer]",
        "[job title]", "[name of the firm]", "[topic here]", "Lorem ipsum",
        "{{topic}}", "{% if topic %}", "${name}", "{first_name}",
        "%COMPANY%",
        "<<Name>>", "<name>", "< Company >", "<insert role>", "[Company]",
        "[COMPANY NAME]",
        "[your skill here]", "[Interviewer's name]", "[X]", "[xx]", "TODO", "TBD",
        "FIXME",
        "XXX", "LOREM IPSUM", "___", "....", "??", "undefined", "NaN",
    ],
)  # fmt: skip
def test_refuses_what_a_template_left_unfilled(left: str) -> None:
    assert severity(body(f"Thank you for {left} today."), "C6") == "refuse"


def test_finds_a_placeholder_in_subject_greeting_and_signature() -> None:
    for note in (
        thank_you(subject="Thank you, [Name]"),
        thank_you(text="Hi [Name],\n\nThanks.\n\nBest,\nInes Okafor"),
        thank_you(text="Hi Dana,\n\nThanks.\n\nBest,\n[Your name]"),
    ):
        assert severity(note, "C6") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "None of us knew.", "It is undefined behaviour.", "NaN values in it.",
        "On my TODO list.", "Nan Wells was kind.", "A null pointer.",
        "He wrote [sic] there.",
        "C++ template<typename T> is fun.", "Was it 5 < 6 > 2?", "The x axis [1].",
        "Wait... yes.",
        "A to-do list.", "nil or none", "It is 50 % of it.", "a_b_c is a name",
        "Undefined behaviour",
    ],
)  # fmt: skip
def test_lets_honest_words_pass_that_look_like_placeholders(words: str) -> None:
    assert severity(body(words), "C6") == ""


def test_lets_a_placeholder_pass_that_the_user_typed() -> None:
    note = with_own(
        "We talked about {{ 7*7 }} and the TODO list.",
        topics=("{{ 7*7 }} and the TODO list",),
    )
    assert severity(note, "C6") == ""
    note = with_own('You said "why not????" to me.', quote="why not????")
    assert severity(note, "C6") == ""


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Best,\nInes Okafor", ""),
        ("Best,\nInes", "warn"),
        ("Best,\nInés Okafor", "warn"),
        ("Best,", "warn"),
        ("Best,\nInes Okafor\nInes Okafor", "warn"),
        ("Ines Okafor", ""),
        ("Best, Ines Okafor", ""),
    ],
)
def test_advises_when_it_is_not_signed_once(end: str, expected: str) -> None:
    assert (
        severity(thank_you(text=f"Hi Dana,\n\nThank you.\n\n{end}"), "C8") == expected
    )
