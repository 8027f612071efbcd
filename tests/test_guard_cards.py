"""J: a card is written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.guard import RULES
from drafter.interview import CardSize, Handwriting
from tests.changed import replace
from tests.corvane import CARD, CORVANE, DANA, YOU, card, found, severity, thank_you


if TYPE_CHECKING:
    from drafter.draft import Draft


def body(words: str) -> Draft:
    return card(text=f"Dear Dana,\n\n{words}\n\nBest wishes,\nInes Okafor")


@pytest.mark.parametrize("who", CARD)
def test_lets_the_samples_pass(who: str) -> None:
    assert [rule for rule in ("J1", "J2") if found(card(who), rule)] == []


def test_advises_when_the_card_runs_over() -> None:
    finding = found(card(interview=replace(CORVANE, card=CardSize.BAR4)), "J1")
    assert finding
    assert finding.severity == "warn"
    assert "too long for the 4BAR card in average writing" in finding.why
    assert "or take the A2 card" in finding.why


def test_says_when_no_card_is_large_enough() -> None:
    large = replace(
        CORVANE, card=CardSize.A7, you=replace(YOU, handwriting=Handwriting.LARGE)
    )
    finding = found(card(text=CARD["dana"] * 2, interview=large), "J1")
    assert finding
    assert "no larger card" in finding.why


@pytest.mark.parametrize(
    "words",
    [
        "See https://okafor.example/plan for it.",
        "See www.okafor.example.",
        "See okafor.com/plan.",
        "It is on linkedin.com/in/ines-okafor-example now.",
        "Write to ines.okafor@mail.example.",
        "Call +1 207 555 0142.",
        "Call (207) 555-0142.",
        "- one\n- two",
        "• one",
        "The plan is attached.",
        "See attached.",
        "Please find attached the plan.",
        "In the attachment you find it.",
        "I attach the plan.",
    ],
)
def test_refuses_what_no_hand_writes(words: str) -> None:
    assert severity(body(words), "J2") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "I grew attached to that wall.",
        "The Node.js talk was good, e.g. the part on I.O.U.s.",
        "In 2019, on June 2, at 9:30, for 1,000 people.",
        "A well-run day - a good one.",
    ],
)
def test_lets_handwriting_pass(words: str) -> None:
    assert severity(body(words), "J2") == ""


def test_lets_a_firm_keep_its_name_and_a_topic_its_dot() -> None:
    firm = replace(CORVANE.employer, name="Booking.com", short="Booking.com")
    who = replace(DANA, topics=("the draw.io maps",))
    interview = replace(CORVANE, employer=firm, interviewers=(who,))
    note = replace(
        body("Thank you for the draw.io maps at Booking.com."),
        interview=interview,
        interviewer=who,
    )
    assert severity(note, "J2") == ""
    assert (
        severity(body("Thank you for the draw.io maps at Booking.com."), "J2")
        == "refuse"
    )


def test_keeps_ones_own_number_off_the_card() -> None:
    text = f"Dear Dana,\n\nThank you.\n\nBest,\nInes Okafor\n{YOU.phone}"
    assert severity(card(text=text), "J2") == "refuse"


def test_asks_nothing_of_an_email() -> None:
    assert not found(thank_you(text="Hi Dana,\n\n- See www.okafor.example\n"), "J2")


def test_explains_the_envelope_that_another_part_checks() -> None:
    assert RULES["J3"].reason.startswith("an envelope")
