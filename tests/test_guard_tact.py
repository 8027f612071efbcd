"""G10 to G12: the past, gifts, questions too soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.corvane import (
    SIGNED,
    check_in,
    linkedin,
    severity,
    thank_you,
)


if TYPE_CHECKING:
    from drafter.draft import Draft


def body(words: str, **changes: Any) -> Draft:
    return thank_you(text=f"Hi Dana,\n\n{words}\n\nBest regards,{SIGNED}", **changes)


@pytest.mark.parametrize(
    ("words", "rule", "expected"),
    [
        ("At Lakeshore Bus it was toxic.", "G10", "warn"),
        ("My last boss was the worst.", "G10", "warn"),
        ("The worst storm was in May. At Lakeshore Bus it rained.", "G10", ""),
        ("The coffee is on me, take a gift card.", "G11", "warn"),
        ("You have a gifted team.", "G11", ""),
        ("Have you heard anything?", "G12", "warn"),
        ("Is there a decision?", "G12", "warn"),
        ("You expect a decision by Friday.", "G12", ""),
    ],
)  # fmt: skip
def test_advises_on_manners(words: str, rule: str, expected: str) -> None:
    assert severity(body(words), rule) == expected


def test_asks_how_things_stand_in_a_check_in() -> None:
    text = "Hi Dana,\n\nI wanted to ask where things stand.\n\nBest,\nInes Okafor"
    assert severity(check_in(text=text), "G12") == ""
    assert severity(linkedin(text="Hi Dana, where things stand?"), "G12") == "warn"
