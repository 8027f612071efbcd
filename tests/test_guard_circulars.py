"""E7: no letter is sent round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.guard import Earlier, Others, Sketch, sketch
from drafter.interview import Employer, Interview, Interviewer, Position
from tests.changed import replace
from tests.corvane import (
    CARD,
    LINKEDIN,
    YOU,
    found,
    severity,
)


if TYPE_CHECKING:
    from collections.abc import Iterable


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


@pytest.mark.parametrize("words", [FORM, SHORT_FORM], ids=["form", "short"])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_refuses_a_letter_sent_round_at_the_second_employer(words: str, n: int) -> None:
    first = letter(words, day_at(0))
    again = letter(words, day_at(n))
    assert severity(again, "E7", remembered(first)) == "refuse"
    assert severity(first, "E7", remembered()) == ""


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
