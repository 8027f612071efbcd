"""F5, F6, F10: exclamations, emoji, stray signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from drafter.interview import Tone
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    check_in,
    severity,
    thank_you,
)


if TYPE_CHECKING:
    from drafter.draft import Draft


SIGNED = "Best regards,\nInes Okafor\n+1 207 555 0142"


def body(words: str, end: str = SIGNED, **changes: Any) -> Draft:
    return thank_you(text=f"Hi Dana,\n\n{words}\n\n{end}", **changes)


def words(count: int) -> str:
    return " ".join(f"Word{n}." for n in range(count))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Thank you! Good.", ""),
        ("Thank you! Good!", "warn"),
        ("Thank you!!", "warn"),
        ("Thank you！！", "warn"),
    ],
)
def test_advises_on_exclamation_marks(words: str, expected: str) -> None:
    assert severity(body(words), "F5") == expected


def test_lets_no_exclamation_mark_pass_in_a_formal_note_or_a_check_in() -> None:
    formal = replace(CORVANE, tone=Tone.FORMAL)
    assert severity(body("Thank you!", interview=formal), "F5") == "warn"
    assert (
        severity(check_in(text="Hi Dana,\n\nThank you!\n\nBest,\nInes Okafor"), "F5")
        == "warn"
    )


def test_lets_an_exclamation_pass_that_the_user_typed() -> None:
    who = replace(DANA, quote="Ship it!! Now!")
    assert (
        severity(body('You said "Ship it!! Now!" there.', interviewer=who), "F5") == ""
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Good 🙂", "warn"),
        ("Good :-)", "warn"),
        ("Good ;)", "warn"),
        ("I <3 it", "warn"),
        ("It was GREAT.", "warn"),
        ("The API and SQL.", ""),
        ("At 9:30 (sharp): yes.", ""),
        ("The ferry (late) is: fine.", ""),
        ("Ratio 1:2 and 8) no.", ""),
    ],
)
def test_advises_on_emoji_and_capitals(words: str, expected: str) -> None:
    assert severity(body(words), "F6") == expected


def test_lets_capitals_pass_that_are_in_the_data() -> None:
    who = replace(DANA, topics=("the HTTP and GRPC split",))
    assert severity(body("I like the GRPC part.", interviewer=who), "F6") == ""
    assert severity(body("I like the GRPC part."), "F6") == "warn"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It was was good.", "warn"),
        ("It was\nwas good.", "warn"),
        ("The  map.", "warn"),
        ("The map., yes.", "warn"),
        ("I met Packaging Inc., Ada Jr., and so on.", ""),
        ("The map.. Yes.", "warn"),
        ("small beginning.", "warn"),
        ("No end", "warn"),
        ("It's “mixed”.", "warn"),
        ("I had had it. That that is, is.", ""),
        ("Wait... yes. It is 5.5 of them, e.g. this.", ""),
        ('He said "go."', ""),
        ("See https://okafor.example/plan", ""),
        ("iOS is new to me.", ""),
        ("- one\n- two", ""),
        ("It is over. New York New York. Bora Bora.", ""),
        ("A .NET service. A ratio of 1 :2.", ""),
    ],
)
def test_advises_on_what_pasted_fields_leave(words: str, expected: str) -> None:
    assert severity(body(words), "F10") == expected


def test_lets_oddities_pass_that_the_user_typed() -> None:
    who = replace(DANA, topics=("npm  run  run",), own_words="npm is where I started.")
    assert (
        severity(
            body(
                "npm is where I started. We had npm  run  run there.", interviewer=who
            ),
            "F10",
        )
        == ""
    )
