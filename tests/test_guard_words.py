"""Tokens, stems, mentions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.guard.words import mentions, phrase, plain_words, stem, tokens


@given(st.text(max_size=80))
def test_cuts_tokens_that_stand_in_the_text(text: str) -> None:
    found = tokens(text)
    assert len(found.words) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)


def test_cuts_a_possessive_off_and_keeps_other_apostrophes() -> None:
    assert tokens("Dana's team can't, y'all: it's 9-to-5.").words == (
        "dana", "'s", "team", "can't", ",", "y'all", ":", "it", "'s", "9", "-", "to",
        "-", "5", ".",
    )  # fmt: skip
    assert phrase('"the plan."') == ("the", "plan")


@pytest.mark.parametrize(
    "words",
    ["planning planned plans", "releases release releasing", "study studies studied"],
)
def test_brings_the_forms_of_a_word_together(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("text", "field", "told"),
    [
        ("We drew the release calendar.", "the release calendar", True),
        ("Your calendar has four releases.", "the release calendar", True),
        (
            "A calendar. One two three four five six seven eight. A release.",
            "the release calendar",
            False,
        ),
        ("A calendar and a calendar.", "the release calendar", False),
        ("Of it and the.", "of it", True),
        ("Of the.", "of it", False),
        ("", "the release calendar", False),
        ("Anything.", "", False),
    ],
)
def test_knows_a_mention(text: str, field: str, told: bool) -> None:  # noqa: FBT001
    assert mentions(plain_words(text), field, frozenset()) is told
