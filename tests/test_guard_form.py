"""F8, F9, F11, F12: subject, signature, closing, questions."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.draft import Draft, Kind
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    TOMAS,
    YOU,
    card,
    check_in,
    everything,
    found,
    phone,
    severity,
    thank_you,
)


SIGNED = "Best regards,\nInes Okafor\n+1 207 555 0142"


def body(words: str, end: str = SIGNED, **changes: Any) -> Draft:
    return thank_you(text=f"Hi Dana,\n\n{words}\n\n{end}", **changes)


def words(count: int) -> str:
    return " ".join(f"Word{n}." for n in range(count))


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass(note: Draft) -> None:
    assert [f"F{n}" for n in range(1, 13) if found(note, f"F{n}")] == []


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("", "warn"),
        ("  ", "warn"),
        ("Following up", "warn"),
        ("Thank you", "warn"),
        ("Thank you!", "warn"),
        ("THANK YOU FOR TUESDAY", "warn"),
        ("Great talk!", "warn"),
        ("x" * 61, "warn"),
        ("x" * 60, ""),
        ("Thank you: Timetables", ""),
        ("API", ""),
    ],
)
def test_advises_on_subjects(subject: str, expected: str) -> None:
    assert severity(thank_you(subject=subject), "F8") == expected
    assert not found(card(subject=subject), "F8")


def test_advises_on_signatures() -> None:
    assert severity(body("One.", "Best,\nInes Okafor"), "F9") == "warn"
    assert (
        severity(body("One.", "Best,\nInes Okafor\nines.okafor@mail.example"), "F9")
        == ""
    )
    assert (
        severity(body("One.", "Best,\nInes Okafor\n+1 207 555 0142\na\nb\nc"), "F9")
        == "warn"
    )
    silent = replace(CORVANE, you=replace(YOU, phone=""))
    assert severity(body("One.", "Best,\nInes Okafor", interview=silent), "F9") == ""


def test_advises_on_questions() -> None:
    assert severity(body("Is it so?"), "F12") == "warn"
    assert severity(body('You asked "is it so?" and I did not know.'), "F12") == ""
    one = "Hi Dana,\n\nIs there a new date?\n\nThank you,\nInes Okafor"
    assert severity(check_in(text=one), "F12") == ""
    assert (
        severity(check_in(text=one.replace("date?", "date? Is there?")), "F12")
        == "warn"
    )
    assert severity(phone(), "F12") == ""


def test_rests_without_the_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert [f"F{n}" for n in range(1, 13) if found(note, f"F{n}")] == []
    assert TOMAS.id
    assert Kind.CARD
