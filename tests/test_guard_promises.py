"""D4 to D7: thanks, interest, promises."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from drafter.interview import Stage, Takeaway
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    TOMAS,
    card,
    found,
    linkedin,
    severity,
    takeaway,
    thank_you,
)


if TYPE_CHECKING:
    from drafter.draft import Draft


def body(words: str, who: str = "dana", **changes: Any) -> Draft:
    name = {"dana": "Dana", "tomas": "Tomas", "meilin": "Mei-Lin"}[who]
    text = f"Hi {name},\n\n{words}\n\nBest regards,\nInes Okafor"
    return thank_you(who, text, **changes)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It was a good day.", "warn"),
        ("Thank you for the day.", ""),
        ("I am grateful for it, and thanks for the map.", ""),
        ("Thank you. Thanks. I appreciate it.", "warn"),
        ("I was thankless.", "warn"),
    ],
)
def test_counts_thanks(words: str, expected: str) -> None:
    assert severity(body(words), "D4") == expected


def test_asks_no_thanks_of_a_linkedin_note() -> None:
    assert severity(linkedin("tomas"), "D4") == ""
    assert (
        severity(linkedin(text="Hi Dana, thanks, thanks and thanks."), "D4") == "warn"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I am interested in it.", ""),
        ("I want the role more.", ""),
        ("I'd like to work on it.", ""),
        ("I’d like to work on it.", ""),
        ("I look forward to working on it.", ""),
        ("It was a good day.", "warn"),
        ("That is interesting.", "warn"),
        ("I'd be thrilled to join.", ""),
        ("I'm excited about the role.", ""),
        ("I am eager to start.", ""),
        ("I'd be delighted to be part of it.", ""),
        ("I would be honoured to work with you.", ""),
        ("I would be honored to work with you.", ""),
        ("I'd be proud to do this work.", ""),
        ("I look forward to joining you.", ""),
        ("I'd love to help build this.", ""),
        ("I want to work here.", ""),
        ("I want this job.", ""),
        ("I'd be happy to do this work.", ""),
        ("I'd be glad of the job.", ""),
        ("I'd like the job very much.", ""),
        ("I'd be glad to come and work at Corvane.", ""),
        ("I'd like to be part of Corvane.", ""),
        ("I'd like the night nurse role at Corvane.", ""),
        ("Please tell Corvane that I'm very interested in the role.", ""),
        ("I was delighted to see the wall of bugs.", "warn"),
        ("I'd like to thank you for the day.", "warn"),
        ("You were proud of the crew.", "warn"),
    ],
)
def test_looks_for_a_plain_sentence_of_interest(words: str, expected: str) -> None:
    assert severity(body(words), "D5") == expected


def test_asks_no_card_for_what_the_email_says() -> None:
    text = "Dear Dana,\n\nThank you for the map.\n\nBest,\nInes Okafor"
    assert severity(card(text=text), "D5") == ""


def test_takes_a_reason_for_interest_and_asks_none_after_an_informational_talk() -> (
    None
):
    reason = "I grew up on an island, and a late ferry is a missed school day."
    note = body(reason, interview=replace(CORVANE, reasons=(reason,)))
    assert severity(note, "D5") == ""
    talk = replace(CORVANE, stage=Stage.INFORMATIONAL)
    assert severity(body("It was a good day.", interview=talk), "D5") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            (
                "I said I would send the rollback plan from that project. You will have"
                " it by Thursday."
            ),
            "",
        ),
        (
            (
                "The rollback plan from the bus project will be with you by Thursday,"
                " June 4."
            ),
            "",
        ),
        ("I will send the rollback plan on 4 June.", ""),
        ("By Thursday, June 4, I'll send you the rollback plan.", ""),
        ("By Thursday 4 June I'll send you the rollback plan.", ""),
        ("By Thursday 11 June I'll send you the rollback plan.", "refuse"),
        ("I will send the rollback plan.\n\nIt comes on Thursday.", ""),
        ("I said I would send the rollback plan from that project.", "refuse"),
        ("I will send the rollback plan by Friday.", "refuse"),
        ("I will send the rollback plan by Thursday, June 11.", "refuse"),
        ("You will have it by Thursday.", "refuse"),
        ("I will send the rollback plan.\n\nOne.\n\nTwo, on Thursday.", "refuse"),
    ],
)
def test_refuses_a_note_that_forgets_a_promise_or_its_day(
    words: str, expected: str
) -> None:
    assert severity(body(words, "tomas"), "D6") == expected


def test_asks_for_every_promise() -> None:
    second = Takeaway(
        promised="introduce you to the harbour pilot", due=date(2026, 6, 8)
    )
    who = replace(TOMAS, takeaways=(*TOMAS.takeaways, second))
    words = "I will send the rollback plan by Thursday."
    assert severity(body(words, "tomas", interviewer=who), "D6") == "refuse"
    words += " I will introduce you to the harbour pilot on Monday."
    assert severity(body(words, "tomas", interviewer=who), "D6") == ""
    assert severity(card("tomas", interviewer=who), "D6") == ""


def test_advises_when_a_takeaway_is_not_there() -> None:
    assert severity(takeaway(attachment=None), "D7") == "warn"
    assert (
        severity(takeaway(text="Hi Tomas,\n\nAs promised.\n\nBest,\nInes Okafor"), "D7")
        == "warn"
    )
    linked = (
        "Hi Tomas,\n\nHere is the rollback plan: https://okafor.example/plan\n\n"
        "Best,\nInes Okafor"
    )
    assert severity(takeaway(text=linked), "D7") == ""


def test_names_the_day_of_a_promise_as_people_there_write_it() -> None:
    employer = replace(CORVANE.employer, country="GB")
    note = body("Thank you.", "tomas", interview=replace(CORVANE, employer=employer))
    finding = found(note, "D6")
    assert finding
    assert finding.why.endswith("Thursday 4 June")
