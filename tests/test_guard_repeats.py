"""E1 to E4: two people compare their notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from drafter.draft import Draft, Kind
from drafter.guard import Earlier, Others, Sketch, sketch
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    LINKEDIN,
    card,
    draft,
    everything,
    found,
    linkedin,
    person,
    severity,
    thank_you,
)


if TYPE_CHECKING:
    from collections.abc import Iterable


RULES = [f"E{n}" for n in range(1, 8)]


@dataclass(frozen=True)
class Remembered:
    """A journal that remembers these notes."""

    notes: tuple[Earlier, ...]

    def resembling(self, note: Sketch) -> Iterable[Earlier]:
        assert note.trigrams
        return self.notes


def remembered(*drafts: Draft) -> Others:
    notes = tuple(sketch(d)._replace(label="an earlier one") for d in drafts)
    return Others(memory=Remembered(notes))


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass_together(note: Draft) -> None:
    run = Others(everything())
    assert [rule for rule in RULES if found(note, rule, run)] == []


@pytest.mark.parametrize(
    ("kind", "shared", "of", "expected"),
    [
        (Kind.THANK_YOU, 36, 100, "warn"),
        (Kind.THANK_YOU, 50, 100, "refuse"),
        (Kind.THANK_YOU, 24, 100, ""),
        (Kind.CARD, 18, 40, "warn"),
        (Kind.CARD, 32, 40, "refuse"),
        (Kind.LINKEDIN, 18, 30, "warn"),
        (Kind.LINKEDIN, 24, 30, "warn"),
        (Kind.LINKEDIN, 30, 30, "refuse"),
    ],
)
def test_measures_likeness_by_the_kind_of_note(
    kind: Kind, shared: int, of: int, expected: str
) -> None:
    def text(name: str, own: str) -> str:
        words = [f"w{n}" if n < shared else f"{own}{n}" for n in range(of)]
        return f"Hi {name},\n\n{' '.join(words)}.\n\nBest,\nInes Okafor"

    one = draft(kind, "dana", text("Dana", "a"), "S")
    two = draft(kind, "tomas", text("Tomas", "b"), "S")
    assert severity(one, "E1", Others((one, two))) == expected
    assert severity(one, "E1", remembered(two)) == expected


def test_refuses_the_same_letter_with_another_name() -> None:
    text = thank_you("tomas").text.replace("Tomas", "Dana")
    others = Others((thank_you("tomas"),))
    assert severity(thank_you(text=text), "E1", others) == "refuse"


def test_never_compares_a_note_with_itself() -> None:
    notes = everything()
    assert not found(notes[0], "E1", Others((notes[0], notes[0], replace(notes[0]))))


def test_only_advises_against_repeating_oneself_to_the_same_person() -> None:
    assert severity(thank_you(), "E1", remembered(thank_you())) == "warn"
    other_words = thank_you(
        text="Hi Dana,\n\nA second talk with other words in it.\n\nBest,\nInes Okafor"
    )
    assert severity(other_words, "E1", remembered(thank_you())) == ""
    for rule in ("E3", "E7"):
        assert severity(thank_you(), rule, remembered(thank_you())) == ""


def test_knows_a_person_whose_address_came_later() -> None:
    nameless = replace(CORVANE.interviewers[0], email=None)
    before = thank_you(interviewer=nameless, recipient=None)
    assert severity(thank_you(), "E1", remembered(before)) == "warn"


def test_what_a_whole_panel_talked_about_is_no_letter_either() -> None:
    topic = "how the night crews of the three ports are planned together"
    people = tuple(replace(one, topics=(topic,)) for one in CORVANE.interviewers)
    panel = replace(CORVANE, interviewers=people)
    text = f"Hi NAME,\n\nOne is glad of {topic}.\n\nBest,\nInes Okafor"
    for interview in (CORVANE, panel):
        one, two = (
            replace(
                thank_you(who, text.replace("NAME", name)),
                interview=interview,
                interviewer=next(p for p in interview.interviewers if p.id == who),
            )
            for who, name in (("dana", "Dana"), ("tomas", "Tomas"))
        )
        assert severity(one, "E1", Others((two,))) == "refuse"


def test_advises_on_a_sentence_shared_with_any_note_to_a_colleague() -> None:
    line = "It is how I like to work in any weather."
    one = thank_you(text=f"Hi Dana,\n\n{line}\n\nBest,\nInes Okafor")
    two = card("tomas", f"Dear Tomas,\n\n{line}\n\nBest,\nInes Okafor")
    finding = found(one, "E3", Others((two,)))
    assert finding
    assert finding.text == line
    assert finding.line == 3
    assert severity(thank_you(), "E3", Others((card("dana"),))) == ""


def test_advises_where_the_card_is_the_email_again() -> None:
    text = thank_you().text.replace("Hi Dana", "Dear Dana")
    assert severity(card(text=text), "E4", Others((thank_you(),))) == "warn"
    assert severity(card(), "E4", Others((thank_you(),))) == ""
    assert severity(card(text=text), "E4", Others((thank_you("tomas"),))) == ""


def thanked_twice(thanks: str, *rest: str) -> tuple[Draft, Draft]:
    """A card and an email that thank for the same thing, and go on differently."""
    dana = replace(CORVANE.interviewers[0], thanks_for=thanks)
    one, two = (
        replace(
            note(text=f"Hi Dana,\n\nThank you for {thanks}. {more}\n\nBest,\nInes"),
            interviewer=dana,
        )
        for note, more in zip((card, thank_you), rest, strict=True)
    )
    return one, two


def test_email_and_card_may_thank_for_the_same_thing() -> None:
    one, two = thanked_twice(
        "an answer to every one of the nine questions I had sent you",
        "The brass bell by the door is a fine one.",
        "We talked of the map, and I came to like it.",
    )
    assert severity(one, "E4", Others((two,))) == ""
    other = replace(CORVANE.interviewers[0], thanks_for="the tour")
    assert severity(replace(one, interviewer=other), "E4", Others((two,))) == "warn"


def test_a_card_is_told_what_it_repeats_and_not_the_thanks() -> None:
    same = "There was a light in the last window of the old pilot house on the quay."
    thanks = "the tour of the ship yard and of the long dry dock behind it"
    one, two = thanked_twice(thanks, same, same)
    finding = found(one, "E4", Others((two,)))
    assert finding
    assert finding.text == same.rstrip(".")


def test_a_shared_run_is_quoted_as_it_stands_and_ends_with_its_sentence() -> None:
    walk = "I won't forget walking down the nurses' hall, with Dana, at shift\nchange."
    one = card(text=f"Dear Dana,\n\nMany thanks.\n\n{walk} I hope so.\n\nBest,\nInes")
    two = thank_you(text=f"Hi Dana,\n\n{walk} I hope not.\n\nBest,\nInes Okafor")
    finding = found(one, "E4", Others((two,)))
    assert finding
    assert finding.text == walk.replace("\n", " ").rstrip(".")
    assert finding.line == 5


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("Thank you for {}, and for telling me that it matters.", ""),
        ("When we talked about it, I was struck by {}.", ""),
        ("Since then I keep telling my old crew at home about {}.", "warn"),
        ("It was a day to remember.", "warn"),
    ],
)
def test_takes_a_shared_sentence_for_a_form_by_what_it_says(
    frame: str, expected: str
) -> None:
    facts = {"dana": "the map on the wall", "tomas": "the bell by the door"}
    names = {"dana": "Dana", "tomas": "Tomas"}
    notes = []
    for who, fact in facts.items():
        text = f"Hi {names[who]},\n\n{frame.format(fact)}\n\nBest,\nInes Okafor"
        told = replace(person(who), impressed_by=fact, thanks_for=fact)
        notes.append(thank_you(who, text, interviewer=told))
    assert severity(notes[0], "E3", Others(tuple(notes))) == expected


def test_compares_linkedin_notes_leniently() -> None:
    notes = tuple(linkedin(who) for who in LINKEDIN)
    assert not [n for n in notes if found(n, "E1", Others(notes))]
