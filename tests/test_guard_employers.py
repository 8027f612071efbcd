"""C1 to C3: the right employer and the right job, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from drafter.guard import Others
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    card,
    check_in,
    everything,
    found,
    linkedin,
    severity,
    thank_you,
)


if TYPE_CHECKING:
    from drafter.draft import Draft
    from drafter.interview import Interview


def body(words: str, **changes: Any) -> Draft:
    return thank_you(
        text=f"Hi Dana,\n\n{words}\n\nBest regards,\nInes Okafor", **changes
    )


def at(**changes: Any) -> Interview:
    return replace(CORVANE, employer=replace(CORVANE.employer, **changes))


def with_own(words: str, **fields: Any) -> Draft:
    """A note to Dana whose interview has other fields for her."""
    who = replace(DANA, **fields)
    interview = replace(CORVANE, interviewers=(who, *CORVANE.interviewers[1:]))
    return body(words, interviewer=who, interview=interview)


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass(note: Draft) -> None:
    rules = [f"C{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8)]
    assert [rule for rule in rules if found(note, rule)] == []


def test_advises_when_the_employer_is_not_named() -> None:
    assert severity(body("Thank you.", subject="Thank you"), "C1") == "warn"
    assert severity(body("I like Corvane's plans.", subject="Thank you"), "C1") == ""
    assert severity(body("Thank you.", subject="Corvane Ferries"), "C1") == ""
    assert severity(body("Corvanes!", subject="Thank you"), "C1") == "warn"
    assert severity(linkedin(text="Hi Dana, thank you."), "C1") == "warn"
    assert severity(card(), "C1") == ""


@pytest.mark.parametrize(
    "words",
    [
        "I would love to work at Brightmoor Rail.",
        "Brightmoor Rail is a fine firm.",
        "brightmoor rail",
        "Bright\u200bmoor Rail",
        "Ｂｒｉｇｈｔｍｏｏｒ Rail",
        "Brightmoor\nRail",
        "Brightmoor Rail's trains",
        "Brightmoor-Rail",
        "See brightmoorrail.example",
    ],
)
def test_refuses_another_employers_name(words: str) -> None:
    assert severity(body(words), "C2") == "refuse"


def test_refuses_a_rival_known_from_the_journal() -> None:
    others = Others(rivals=("Ostrava Trams GmbH",))
    assert severity(body("At Ostrava Trams I saw the same."), "C2", others) == "refuse"
    assert severity(body("I like trams."), "C2", others) == ""


def test_refuses_a_rival_in_the_subject() -> None:
    assert severity(thank_you(subject="Thank you: Brightmoor Rail"), "C2") == "refuse"


def test_advises_on_the_first_word_of_a_rival() -> None:
    assert severity(body("Brightmoor has the same problem."), "C2") == "warn"


def test_lets_the_own_employers_name_pass_that_holds_a_rivals() -> None:
    others = Others(rivals=("Corvane", "Corvane Ferries Ltd", "Ford", "Ana"))
    assert (
        severity(body("I like Corvane Ferries and Fordham and Anatole."), "C2", others)
        == ""
    )


def test_lets_a_rival_pass_that_this_person_spoke_of() -> None:
    note = with_own(
        "You said that you learned it at Brightmoor Rail.",
        they_said="you learned it at Brightmoor Rail",
    )
    assert severity(note, "C2") == ""


def test_lets_a_rival_pass_that_is_a_word_of_the_job() -> None:
    position = replace(CORVANE.position, title="Kafka Engineer", short="Kafka Engineer")
    note = body(
        "I want the Kafka Engineer role.",
        interview=replace(CORVANE, position=position),
    )
    assert severity(note, "C2", Others(rivals=("Kafka",))) == ""
    assert severity(body("I use Kafka."), "C2", Others(rivals=("Kafka",))) == "refuse"


def test_lets_ones_own_past_employer_pass_that_is_a_rival_too() -> None:
    others = Others(rivals=("Lakeshore Bus",))
    assert severity(body("At Lakeshore Bus I wrote a harness."), "C2", others) == ""


@pytest.mark.parametrize(
    ("rival", "words", "expected"),
    [
        ("Target", "We talked at Target about it.", "warn"),
        ("Target", "My target is the spring. Target dates slip.", ""),
        ("Target", "The on target rate is high.", ""),
        ("Indeed", "Indeed, I enjoyed it. It is indeed so.", ""),
        ("Indeed", "I saw the ad on the site of Indeed Inc. yesterday.", "warn"),
        ("Next", "Next, we drew it. The next step is yours.", ""),
        ("Next", "I would choose you over Next any day.", "warn"),
        ("Apple", "An apple a day.", ""),
        ("Apple", "I have friends at Apple too.", "warn"),
        ("Square", "A square peg.", ""),
        ("Block", "Block the calendar.", ""),
        ("Meta", "Meta's plans are others.", "warn"),
        ("Visa", "My visa is in order.", ""),
        ("Gap", "The gap is small.", ""),
        ("Shell", "I wrote it in shell.", ""),
        ("Monday", "The planners meet on Monday.", ""),
        ("Monday", "See you from Monday on.", ""),
        ("May", "From May 4 on. You may ask.", ""),
        ("Sage", "Sage advice.", ""),
        ("Oracle", "An oracle said so.", ""),
        ("Everyone", "Everyone was kind.", ""),
        ("Hello Fresh", "Hello, fresh bread.", ""),
        ("Hello Fresh", "My talk with Hello Fresh went on.", "warn"),
        ("X", "The x axis, and X marks it.", "warn"),
    ],
)
def test_advises_on_a_rival_named_by_a_plain_word_only_where_it_is_a_name(
    rival: str, words: str, expected: str
) -> None:
    assert severity(body(words), "C2", Others(rivals=(rival,))) == expected


def test_asks_a_check_in_for_the_job_and_a_thank_you_not() -> None:
    text = "Hi Dana,\n\n{}\n\nBest regards,\nInes Okafor"
    unnamed = replace(check_in(text=text.format("Is there news?")), subject="Hm")
    assert severity(unnamed, "C3") == "warn"
    named = text.format("Is there news of the Timetables role?")
    assert severity(replace(unnamed, text=named), "C3") == ""
    assert severity(body("Thank you.", subject="Thank you"), "C3") == ""


def test_rests_without_the_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert not [
        rule for rule in ("C1", "C3", "C4", "C5", "C7", "C8") if found(note, rule)
    ]
    assert severity(note, "C2", Others(rivals=("Lakeshore Bus", "Spring"))) == ""
    assert (
        severity(
            replace(note, text="Hi Dana,\n\nAt Brightmoor Rail.\n"),
            "C2",
            Others(rivals=("Brightmoor Rail",)),
        )
        == "refuse"
    )
