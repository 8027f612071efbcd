"""C7: days agree."""

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
    ("words", "expected"),
    [
        ("a decision by Friday, June 12.", ""),
        ("on Tuesday, June 2, we met", ""),
        ("on June 2nd", ""),
        ("on June second", ""),
        ("on 2 June 2026", ""),
        ("on 2026-06-02", ""),
        ("by Friday the twelfth", ""),
        ("on Friday", ""),
        ("by Friday, June 13.", "warn"),
        ("on Monday, June 2", "warn"),
        ("on June 3", "warn"),
        ("on June 31", "warn"),
        ("on 2026-02-30", "warn"),
        ("on Tuesday 2 June", ""),
        ("on Tuesday", ""),
        ("by Thursday 4 June", ""),
        ("by Thursday the 4th of June", ""),
        ("by Thursday 5 June", "warn"),
        ("in June 2026", ""),
        ("I may 2 times", ""),
        ("you may first ask", ""),
        ("on Thursday, June 4", ""),
    ],
)
def test_advises_on_a_day_that_is_none_of_the_datas(words: str, expected: str) -> None:
    assert severity(body(f"We met {words}"), "C7") == expected


def test_lets_a_day_pass_that_the_user_typed() -> None:
    note = with_own("Thank you for the June 19 outage.", topics=("the June 19 outage",))
    assert severity(note, "C7") == ""
