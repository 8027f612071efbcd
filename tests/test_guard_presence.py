"""D1 to D3, D8: something of this person's own."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.draft import Draft, Kind
from drafter.guard import examine
from drafter.interview import Role
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    NOBODY,
    TOMAS,
    card,
    everything,
    found,
    severity,
    thank_you,
)


RULES = [f"D{n}" for n in range(1, 9)]


FORM_LETTER = (
    "Thank you for meeting with me about the Timetables position at Corvane. I enjoyed"
    " learning more about the work and your team. My experience would let me contribute"
    " from the first week, and I am very interested in the role. Please let me know if"
    " there is anything else that I can provide."
)


def body(words: str, who: str = "dana", **changes: Any) -> Draft:
    name = {"dana": "Dana", "tomas": "Tomas", "meilin": "Mei-Lin"}[who]
    text = f"Hi {name},\n\n{words}\n\nBest regards,\nInes Okafor"
    return thank_you(who, text, **changes)


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass(note: Draft) -> None:
    assert [rule for rule in RULES if found(note, rule)] == []


def test_refuses_a_form_letter_that_was_made() -> None:
    note = body(FORM_LETTER)
    assert severity(note, "D1") == severity(note, "D2") == "refuse"
    assert severity(note, "D8") == "warn"


def test_only_advises_a_person_who_wrote_it_themselves() -> None:
    found = {
        f.rule: str(f.severity) for f in examine(body(FORM_LETTER), NOBODY, edited=True)
    }
    assert found["D1"] == found["D2"] == "warn"
    assert "D8" not in found


@pytest.mark.parametrize(
    "words",
    [
        "The release calendar is clever.",
        "I thought about your calendar of releases.",
        "Releasing by a calendar is new to me.",
        "RELEASE\nCALENDARS are new to me.",
        "You said that new timetables ship in spring.",
        'I noted "nobody deploys on a Friday in August".',
    ],
)
def test_lets_a_mention_of_the_talk_pass(words: str) -> None:
    assert severity(body(words), "D1") == severity(body(words), "D2") == ""


def test_advises_where_there_is_a_fact_but_not_of_the_talk() -> None:
    words = "Thank you for looking after me so well on June 2."
    assert severity(body(words), "D1") == "warn"
    assert severity(body(words), "D2") == ""
    assert (
        severity(card(text=f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor"), "D1") == ""
    )


def test_takes_the_jobs_own_words_for_no_mention() -> None:
    who = replace(DANA, topics=("the timetables software",), they_said="", quote="")
    note = body("I like the Timetables role as a software engineer.", interviewer=who)
    assert severity(note, "D1") == "refuse"
    assert (
        severity(body("I like the timetables software.", interviewer=who), "D1") == ""
    )


def test_knows_a_topic_without_blanks_between_its_words() -> None:
    who = replace(DANA, topics=("時刻表",), they_said="", quote="")
    assert severity(body("時刻表 was new to me.", interviewer=who), "D1") == ""


def test_lets_one_content_word_be_a_topic() -> None:
    who = replace(DANA, topics=("Kafka",), they_said="", quote="")
    assert severity(body("I still think of Kafka.", interviewer=who), "D1") == ""
    assert severity(body("I still think of it.", interviewer=who), "D1") == "refuse"


def test_advises_where_all_of_it_is_shared_with_the_panel() -> None:
    shared = replace(TOMAS, topics=DANA.topics)
    interview = replace(CORVANE, interviewers=(DANA, shared))
    assert (
        severity(body("The release calendar is clever.", interview=interview), "D2")
        == "warn"
    )


def test_advises_a_peer_or_manager_on_a_single_strand() -> None:
    assert severity(body("The storm problem is hard.", "tomas"), "D3") == "warn"
    both = "The storm problem is hard. I will send the rollback plan from that project."
    assert severity(body(both, "tomas"), "D3") == ""
    assert severity(body("The release calendar is clever."), "D3") == ""


def test_rests_without_the_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert [rule for rule in RULES if found(note, rule)] == []


def test_asks_an_executive_for_one_strand_only() -> None:
    boss = replace(TOMAS, role=Role.EXECUTIVE)
    assert (
        severity(body("The storm problem is hard.", "tomas", interviewer=boss), "D3")
        == ""
    )
    assert Kind.THANK_YOU.is_email
