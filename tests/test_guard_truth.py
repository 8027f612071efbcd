"""H: "you", days that are named, quotations word for word, numbers from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    TOMAS,
    card,
    check_in,
    everything,
    found,
    severity,
    takeaway,
    thank_you,
)


if TYPE_CHECKING:
    from drafter.draft import Draft


def body(words: str, **fields: Any) -> Draft:
    who = replace(DANA, **fields)
    interview = replace(CORVANE, interviewers=(who, *CORVANE.interviewers[1:]))
    text = f"Hi Dana,\n\n{words}\n\nBest regards,\nInes Okafor"
    return thank_you(text=text, interviewer=who, interview=interview)


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass(note: Draft) -> None:
    assert [rule for rule in ("H1", "H3", "H4", "H5") if found(note, rule)] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I liked that she drew it.", "warn"),
        ("It was good of her to show it.", "warn"),
        ("Her point about the tide stayed with me.", "warn"),
        ("Your daughter knows her tides.", ""),
        ("The story of Ada and her engine stayed with me.", ""),
        ("I asked Ada Moe. She knew.", ""),
        ("The shepherd and the ushers were there.", ""),
        ("You drew it.", ""),
        ("I would sit down with a man who will not leave, and hear him out.", ""),
        ("You asked how I would feed a child. I would ask what he likes.", ""),
        ("You asked about a guest.\n\nI would offer him a chair.", ""),
        ("A patient came late. That happens. I still saw him.", ""),
        ("A patient came late. That happens.\n\nIt does. She told me so.", "warn"),
    ],
)
def test_advises_where_the_reader_is_spoken_of(words: str, expected: str) -> None:
    assert severity(body(words), "H1") == expected


@pytest.mark.parametrize(
    "words",
    [
        "It was good to meet yesterday.",
        "I will send it tomorrow.",
        "Thank you for today.",
        "This morning was good.",
        "to\u200bday",
    ],
)
def test_advises_against_days_counted_from_today(words: str) -> None:
    assert severity(body(words), "H3") == "warn"


def test_lets_relative_days_pass_in_a_field_and_in_a_check_in() -> None:
    note = body("You said that today beats tomorrow.", they_said="today beats tomorrow")
    assert severity(note, "H3") == ""
    assert (
        severity(
            check_in(text="Hi Dana,\n\nYou expected news today.\n\nBest,\nInes Okafor"),
            "H3",
        )
        == ""
    )
    assert (
        severity(
            card(text="Dear Dana,\n\nThanks for today.\n\nBest,\nInes Okafor"), "H3"
        )
        == "warn"
    )
    assert (
        severity(
            takeaway(
                text="Hi Tomas,\n\nYesterday I promised it.\n\nBest,\nInes Okafor"
            ),
            "H3",
        )
        == "warn"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('You said "nobody deploys on a Friday in August."', ""),
        ("You said “nobody deploys on a Friday in August”.", ""),
        ('You said "nobody deploys on Friday".', "warn"),
        ('The "release calendar" is clever.', ""),
        ('The "magic" calendar.', "warn"),
        ("It's the crews' calendar.", ""),
    ],
)
def test_advises_on_a_quotation_that_is_not_word_for_word(
    words: str, expected: str
) -> None:
    assert severity(body(words), "H4") == expected


def test_advises_on_a_quotation_over_25_words() -> None:
    quote = " ".join(f"word{n}" for n in range(26))
    assert severity(body(f'You said "{quote}".', quote=quote), "H4") == "warn"
    short = quote.rsplit(" ", 1)[0]
    assert severity(body(f'You said "{short}".', quote=short), "H4") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We cut it by 41 percent.", "warn"),
        ("Version 2.1 of it.", "warn"),
        ("We met on June 2 and you decide on June 12, 2026.", ""),
        ("It took 90 minutes, not 50.", ""),
        ("No digits here.", ""),
    ],
)
def test_advises_on_a_number_that_is_not_in_the_data(words: str, expected: str) -> None:
    assert (
        severity(body(words, my_link="It took 90 minutes, not 50."), "H5") == expected
    )


def test_rests_without_the_interview() -> None:
    note = replace(
        thank_you(text='Hi Dana,\n\nYou said "no" 7 times.\n'),
        interview=None,
        interviewer=None,
    )
    assert not found(note, "H4")
    assert not found(note, "H5")


def test_takes_a_colleagues_numbers_for_unknown() -> None:
    told = replace(TOMAS, they_said="it takes 90 minutes")
    interview = replace(CORVANE, interviewers=(DANA, told))
    note = thank_you(text="Hi Dana,\n\nIt takes 90 minutes.\n", interview=interview)
    assert severity(note, "H5") == "warn"
