from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.reading.third_person import to_you


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("she is proud of her team", "you are proud of your team"),
        ("he’s the one who ships", "you're the one who ships"),
        ("she tries, then pushes", "you try, then pushes"),
        ("how she teaches", "how you teach"),
        ("send her the plan", "send you the plan"),
        ("send it to her", "send it to you"),
        ("send him, not me", "send you, not me"),
        ("the map is hers.", "the map is yours."),
        ("whether he always asks", "whether you always asks"),
        ('her sign "his and hers"', 'your sign "his and hers"'),
    ],
)
def test_says_you_of_the_person_addressed(text: str, expected: str) -> None:
    assert to_you(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the captain said she was late",
        "Tomas keeps his map",
        "a customer asked for her money",
        'a sign said "she sells"',
        "they like their maps",
        "the theory of the sheer",
        "„sie“ means she or they",
        "",
    ],
)
def test_leaves_others_alone(text: str) -> None:
    assert to_you(text) == text


@given(st.text(alphabet="she her his him.,'\"“” x"))
def test_keeps_the_number_of_words(text: str) -> None:
    assert len(to_you(text).split(" ")) == len(text.split(" "))
