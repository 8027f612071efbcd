"""E: two people compare their notes, and no letter is sent round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.guard import Others, Sketch, sketch
from drafter.interview import Employer, Interview, Interviewer, Position
from tests.changed import replace
from tests.corvane import (
    CARD,
    CORVANE,
    LINKEDIN,
    YOU,
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

    notes: tuple[Sketch, ...]

    def resembling(self, note: Sketch) -> Iterable[Sketch]:
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
        (Kind.THANK_YOU, 80, 100, "warn"),
        (Kind.THANK_YOU, 90, 100, "refuse"),
        (Kind.THANK_YOU, 24, 100, ""),
        (Kind.CARD, 18, 40, ""),
        (Kind.CARD, 24, 40, "warn"),
        (Kind.CARD, 38, 40, "refuse"),
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


FORM = (
    "Thank you for meeting with me on Tuesday, June 2 to talk about the {job} role at"
    " {firm}. I enjoyed our conversation, and I left with a clear picture of the"
    " team.\n\n"
    "I was glad to hear about {topic}. When you said that {said}, I could see where my"
    " experience would help. In my last job I led a team of five through a move to"
    " a new"
    " system, and I would bring the same care to this work.\n\n"
    "I am very interested in the {job} role and would be happy to join {firm}."
)
SHORT_FORM = (
    "Thank you for telling me so much about {topic}. You said that {said}.\n\n"
    "That is the work I want to do, and I would be glad to do it at {firm}."
)
FIRMS = ("Corvane Ferries", "Brightmoor Rail", "Ostrava Trams", "Halden Post")
JOBS = ("Timetables", "Signalling", "Depots", "Sorting")
NAMES = ("Ann Able", "Bea Best", "Cy Cole", "Di Dunn")
TOPICS = (
    "the release calendar",
    "your night build",
    "the two depots",
    "how post is read",
)
SAID = (
    "summer is for fixes only",
    "nobody has slept since March",
    "one depot feeds them both",
    "half of all labels are handwritten",
)
LINK = (
    "At Lakeshore Bus a closed road used to cost the depot fifty minutes. When my team"
    " and I had finished, it cost six."
)


def day_at(n: int, **fields: Any) -> Interview:
    """An interview at the nth firm, with one person."""
    given, family = NAMES[n].split()
    told = {"topics": (TOPICS[n],), "they_said": SAID[n], **fields}
    who = Interviewer(
        id=given.lower(),
        name=NAMES[n],
        given=given,
        family=family,
        email=Address.parse(f"{given}@firm{n}.example"),
        **told,
    )
    return Interview(
        you=YOU,
        employer=Employer(name=FIRMS[n], short=FIRMS[n].split()[0]),
        position=Position(title=f"Engineer, {JOBS[n]}", short=JOBS[n]),
        date=date(2026, 6, 2 + n),
        interviewers=(who,),
    )


def letter(words: str, interview: Interview, kind: Kind = Kind.THANK_YOU) -> Draft:
    who = interview.interviewers[0]
    text = words.format(
        firm=interview.employer.short,
        job=interview.position.short,
        topic=who.topics[0],
        said=who.they_said,
        link=who.my_link,
    )
    return Draft(
        kind=kind,
        text=f"Hi {who.given},\n\n{text}\n\nBest regards,\nInes Okafor",
        subject="Thank you",
        sender=YOU.email,
        recipient=who.email,
        interview=interview,
        interviewer=who,
    )


@pytest.mark.parametrize("n", [1, 2, 3])
def test_refuses_a_letter_sent_round_at_the_second_employer(n: int) -> None:
    first, again = (letter(FORM, day_at(at)) for at in (0, n))
    assert severity(again, "E7", remembered(first)) == "refuse"
    assert severity(first, "E7", remembered()) == ""
    first, again = (letter(SHORT_FORM, day_at(at)) for at in (0, n))
    assert severity(again, "E7", remembered(first)) != "refuse"


def test_refuses_the_same_facts_told_to_another_employer() -> None:
    first = letter("One evening I drew {topic} again. You said that {said}.", day_at(0))
    same = day_at(1, topics=(TOPICS[0],), they_said=SAID[0])
    again = letter(
        "I cannot forget that {said}. It began with {topic}, did it not.", same
    )
    finding = found(again, "E7", remembered(first))
    assert finding
    assert finding.severity == "refuse"
    assert finding.text == SAID[0]


def test_refuses_a_letter_with_nothing_new_in_it() -> None:
    first = letter("{topic}: {link}", day_at(0, my_link=LINK))
    again = letter(
        "{link} That is {topic}.", day_at(1, topics=(TOPICS[0],), my_link=LINK)
    )
    assert severity(again, "E7", remembered(first)) == "refuse"


def test_lets_ones_own_story_pass_at_two_employers() -> None:
    first = letter(
        "Your sentence about summer stays with me: {said}. We came to it by way of"
        " {topic}."
        " {link} I would be glad to bring that to {firm}, where a late boat is a"
        " missed day.",
        day_at(0, my_link=LINK),
    )
    again = letter(
        "You told me that {said}, and I believed it when I saw {topic}. {link} I"
        " want this"
        " job at {firm} because the trains I grew up with never came.",
        day_at(1, my_link=LINK),
    )
    assert severity(again, "E7", remembered(first)) == ""


def test_lets_one_agent_of_two_employers_be_written_to_twice() -> None:
    first = letter(FORM, day_at(0))
    there = day_at(1)
    same = replace(there, interviewers=day_at(0).interviewers)
    assert severity(letter(FORM, same), "E7", remembered(first)) == ""


def test_refuses_a_card_and_a_linkedin_note_sent_round() -> None:
    for kind, words in ((Kind.CARD, CARD["dana"]), (Kind.LINKEDIN, LINKEDIN["dana"])):
        plain = words.split("\n\n")[1] if kind is Kind.CARD else words.split(", ", 1)[1]
        plain = plain.replace("Corvane", "{firm}").removesuffix(" Best, Ines Okafor")
        first, again = (letter(plain, day_at(n), kind) for n in (0, 1))
        assert severity(again, "E7", remembered(first)) == "refuse", kind


def test_lets_a_plain_word_of_thanks_on_linkedin_go_to_two_employers() -> None:
    words = "thank you for the conversation about {firm}. I'd be glad to stay in touch."
    first, again = (letter(words, day_at(n), Kind.LINKEDIN) for n in (0, 1))
    assert severity(again, "E7", remembered(first)) == ""


def test_names_only_the_note_most_alike() -> None:
    run = tuple(letter(FORM, day_at(n)) for n in range(4))
    finding = [f for f in (found(run[3], "E7", remembered(*run[:3])),) if f]
    assert len(finding) == 1


def test_without_notes_the_letter_under_a_corrected_address_is_itself() -> None:
    sent = letter(FORM, day_at(0))
    for address, expected in (
        ("ann.able@firm0.example", ""),
        ("ann@corvane-ferries.example", ""),
        ("bea@firm1.example", "refuse"),
    ):
        name = "Bea" if expected else "Ann"
        text = sent.text.replace("Hi Ann", f"Hi {name}")
        now = replace(
            sent, text=text, recipient=Address.parse(address), interview=None,
            interviewer=None,
        )  # fmt: skip
        assert severity(now, "E7", remembered(sent)) == expected
