"""What a note leaves behind for comparison, and how alike two are."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.guard import fingerprints, sketch
from drafter.guard.likeness import (
    FACT,
    GRAM,
    RUN,
    SENTENCE,
    THEIRS,
    jaccard,
    longest_run,
    only,
)
from tests.changed import replace
from tests.corvane import CORVANE, DANA, THANK_YOU, YOU, everything, thank_you


def body(words: str, who: str = "dana") -> str:
    name = {"dana": "Dana", "tomas": "Tomas"}[who]
    return f"Hi {name},\n\n{words}\n\nBest regards,\nInes Okafor"


def test_leaves_no_word_behind() -> None:
    left = repr(sketch(thank_you()))
    assert not [w for w in ("calendar", "august", "conversation") if w in left.lower()]


def test_hashes_alike_in_every_process() -> None:
    script = (
        "from drafter.guard import sketch; from tests.corvane import thank_you;"
        "s = sketch(thank_you()); print(s.trigrams[:3], sorted(s.sentences)[:3])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONHASHSEED": "7"},
    )
    note = sketch(thank_you())
    assert ran.stdout.strip() == f"{note.trigrams[:3]} {sorted(note.sentences)[:3]}"


def test_keeps_to_integers_that_a_database_takes() -> None:
    note = sketch(thank_you())
    assert all(0 <= h < 2**63 for h in (*note.trigrams, *note.sentences, note.subject))


def test_takes_the_same_letter_with_another_name_for_the_same() -> None:
    words = "It was good to meet {0} of {1} about {2} on {3}. I want the {2} role, {0}."
    one = words.format("Dana", "Corvane", "Timetables", "Tuesday, June 2")
    two = words.format("Tomas", "Corvane Ferries", "Timetables", "March 3")
    first, second = (
        sketch(thank_you(text=body(one))),
        sketch(thank_you("tomas", body(two, "tomas"))),
    )
    assert first.trigrams == second.trigrams
    assert first.sentences == second.sentences
    assert jaccard(first, second) == 1.0


def test_takes_greeting_and_signature_for_no_likeness() -> None:
    note = sketch(thank_you(text=body("One two three four.")))
    assert len(note.trigrams) == 2


def test_takes_a_sentence_for_the_same_when_only_its_fact_differs() -> None:
    one = sketch(
        thank_you(text=body("I still think about the release calendar with pleasure."))
    )
    two = sketch(
        thank_you(
            "tomas",
            body("I still think about the storm problem with pleasure.", "tomas"),
        )
    )
    assert only(one.sentences, SENTENCE) & only(two.sentences, SENTENCE)


def test_remembers_which_facts_were_told() -> None:
    note = sketch(
        thank_you(
            text=body('The release calendar: "nobody deploys on a Friday in August".')
        )
    )
    assert len(only(note.sentences, FACT)) == 1
    assert len(only(note.sentences, THEIRS)) == 1


def test_marks_a_fact_as_every_journal_on_disk_has_it() -> None:
    assert (SENTENCE, FACT, THEIRS) == (0, 1, 3)


def test_knows_a_person_by_the_address_else_by_the_name() -> None:
    assert sketch(thank_you()).person_key == "dana.whitlock@corvane.example"
    who = replace(DANA, email=None)
    assert sketch(thank_you(interviewer=who)).person_key == "dana whitlock"
    assert (
        sketch(thank_you(interview=None, interviewer=None)).person_key
        == "dana.whitlock@corvane.example"
    )


def test_knows_an_employer_in_any_spelling() -> None:
    shouted = replace(
        CORVANE, employer=replace(CORVANE.employer, name="CORVANE  Ferries")
    )
    assert (
        sketch(thank_you(interview=shouted)).employer_key
        == sketch(thank_you()).employer_key
    )


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_leaves_few_fingerprints(note: object) -> None:
    trigrams = sketch(note).trigrams  # type: ignore[arg-type]
    assert 0 < len(fingerprints(trigrams)) <= max(len(trigrams) // 2, 1)


def test_leaves_none_of_an_empty_note() -> None:
    assert fingerprints(()) == ()
    assert YOU.name


@given(
    st.lists(st.integers(0, 2**40), max_size=40),
    st.lists(st.integers(0, 2**40), min_size=RUN - GRAM + 1, max_size=12),
    st.lists(st.integers(0, 2**40), max_size=40),
    st.lists(st.integers(0, 2**40), max_size=40),
)
def test_finds_every_shared_run_by_a_fingerprint(
    before: list[int], shared: list[int], after: list[int], elsewhere: list[int]
) -> None:
    one = fingerprints((*before, *shared, *after))
    two = fingerprints((*elsewhere, *shared))
    assert set(one) & set(two)


def test_counts_the_longest_run() -> None:
    one = sketch(thank_you(text=body("a b c d e f g h i j k")))
    two = sketch(thank_you(text=body("x x x c d e f g h y y")))
    assert longest_run(one, two) == (6, 2)
    assert longest_run(one, sketch(thank_you(text=body("q r s t u v")))) == (0, 0)


def test_measures_the_samples_as_they_were_measured() -> None:
    people = [sketch(thank_you(who)) for who in THANK_YOU]
    pairs = [(a, b) for a in people for b in people if a is not b]
    assert max(jaccard(a, b) for a, b in pairs) < 0.02
    assert max(longest_run(a, b)[0] for a, b in pairs) <= 4
