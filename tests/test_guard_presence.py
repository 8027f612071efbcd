"""D1: something of this person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from drafter.guard import examine
from drafter.interview import Interviewer
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


if TYPE_CHECKING:
    from drafter.draft import Draft


RULES = [f"D{n}" for n in (1, 4, 5, 6, 7)]


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
    assert severity(note, "D1") == "refuse"


def test_only_advises_a_person_who_wrote_it_themselves() -> None:
    found = {
        f.rule: str(f.severity) for f in examine(body(FORM_LETTER), NOBODY, edited=True)
    }
    assert found["D1"] == "warn"


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
    assert severity(body(words), "D1") == ""


def test_advises_where_there_is_a_fact_but_not_of_the_talk() -> None:
    words = "Thank you for looking after me so well on June 2."
    assert severity(body(words), "D1") == "warn"
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
        severity(body("The release calendar is clever.", interview=interview), "D1")
        == "warn"
    )


def test_rests_without_the_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert [rule for rule in RULES if found(note, rule)] == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("answer", "I would ring the crews first."),
        ("reaction", "That is how ours should have been."),
        ("asked", "You asked who rings the crews."),
        ("they_said", "You said that one rings the crews."),
    ],
)
def test_takes_both_halves_of_a_pair_for_the_talk(field: str, words: str) -> None:
    fact = words.removeprefix("You asked ").removeprefix("You said that ").strip(".")
    value = fact if words.startswith("You") else words
    who = replace(DANA, topics=("Kafka",), **{field: value})
    note = body(f"Thank you. {words}", interviewer=who)
    assert severity(note, "D1") == ""


def test_lets_the_topic_stand_in_the_subject_alone() -> None:
    words = "Thank you for looking after me so well on June 2."
    note = body(words, subject="The release calendar")
    assert severity(note, "D1") == ""
    assert severity(body(words, subject="Thank you for Tuesday"), "D1") == "warn"


def test_advises_where_the_subject_alone_is_theirs() -> None:
    note = body(FORM_LETTER, subject="The release calendar")
    finding = found(note, "D1")
    assert finding
    assert finding.severity == "warn"
    assert "Dana Whitlock's alone" in finding.why


def test_finds_nothing_where_the_talk_gave_a_topic_only() -> None:
    words = "Thank you for talking with me on Tuesday. I'd like to join Corvane."
    bare = Interviewer(
        id="dana", name="Dana Whitlock", given="Dana", topics=("the release calendar",)
    )
    note = body(words, subject="The release calendar", interviewer=bare)
    assert severity(note, "D1") == ""
    fuller = replace(bare, they_said="summer is for fixes only")
    note = body(words, subject="The release calendar", interviewer=fuller)
    assert severity(note, "D1") == "warn"


def test_only_advises_on_a_card_of_thanks_and_a_wish() -> None:
    words = "Thank you for talking with me on Tuesday. I'd like to do this work."
    note = card(text=f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor")
    finding = found(note, "D1")
    assert finding
    assert finding.severity == "warn"
    assert "card_detail" in finding.why
    assert severity(body(words), "D1") == "refuse"


LETTER = (
    "Thank you for having me in on Tuesday.\n\n"
    "I went home past the harbor, and counted four boats."
)


def test_takes_a_whole_letter_of_ones_own_for_no_form_letter() -> None:
    who = replace(DANA, letter=LETTER)
    note = body(f"{LETTER}\n\nI'd like to join Corvane.", interviewer=who)
    finding = found(note, "D1")
    assert finding
    assert "nothing you talked about" in finding.why
    assert finding.severity == "warn"
    other = body("Thank you for having me. I saw four boats.", interviewer=who)
    assert severity(other, "D1") == "refuse"


def test_takes_a_whole_card_of_ones_own_for_what_it_is() -> None:
    words = "I counted four boats."
    note = card(
        text=f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor",
        interviewer=replace(DANA, card=words),
    )
    assert severity(note, "D1") == ""
