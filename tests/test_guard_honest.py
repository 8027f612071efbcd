"""E1, E7: short honest letters pass, form letters do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.draft import Draft, Kind
from drafter.guard import Others, examine, sketch
from drafter.interview import Employer
from tests.changed import replace
from tests.corvane import severity
from tests.loops import (
    ASKED,
    DETAILS,
    LINKS,
    MOMENTS,
    SAID,
    THANKS,
    interviewer,
    loop,
)


if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.guard import Sketch
    from drafter.interview import Interview, Interviewer

NOTHING = {
    "they_said": "", "my_link": "", "thanks_for": "", "card_detail": "", "asked": "",
    "impressed_by": "", "moment": "", "takeaways": (),
}  # fmt: skip
OCCASIONS = (
    "talking with me on Tuesday", "your time on Tuesday",
    "the conversation on Tuesday", "meeting me on Tuesday",
    "making time for me on Tuesday", "our conversation on Tuesday",
    "the time you gave me on Tuesday", "seeing me on Tuesday",
    "speaking with me on Tuesday", "Tuesday's conversation", "our talk on Tuesday",
    "having me in on Tuesday",
)  # fmt: skip
WISHES = (
    "I'd very much like to work at {firm}.", "I'd like to join {firm}.",
    "I'd be glad to join {firm}.", "I'd like to do this work at {firm}.",
    "I'd be happy to join {firm}.", "I'd love to work at {firm}.",
    "I'd gladly join {firm}.", "I'd be happy to work at {firm}.",
    "I want to work at {firm}.", "I'd be very glad to join {firm}.",
    "I'd very much like to join {firm}.", "I want to join {firm}.",
)  # fmt: skip
FACTS = {
    "said": {"they_said": SAID},
    "thanked": {"thanks_for": THANKS},
    "asked": {"asked": ASKED, "answer": LINKS},
    "done": {"moment": MOMENTS},
    "detail": {"card_detail": DETAILS},
    "nothing": {},
}
FRAMES = {
    "said": "Thank you for {occasion}. You said that {they_said}.\n\n{wish}",
    "thanked": "Thank you for {thanks_for}.\n\n{wish}",
    "asked": "Thank you for {occasion}.\n\nYou asked {asked}. {answer}\n\n{wish}",
    "done": "Thank you for {occasion}. I liked that you {moment}.\n\n{wish}",
}
SWAPPED_NAMES = (
    "Thank you for meeting with me about the job at {firm}. I enjoyed the conversation"
    " and left with a clear picture of the team. I would bring the same care to it."
)
SWAPPED_NOUN = (
    "Thank you for talking about {topic} with me. I learned a lot and am very"
    " interested in joining your team. I believe my skills and experience would let me"
    " contribute from the first week."
)
SHORT_FORM = (
    "Thank you for talking about {topic} with me. I enjoyed our conversation and I am"
    " very interested in joining your team."
)
FIRMS = (
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum", "Hazel", "Ivy", "Juniper"
)  # fmt: skip


class Remembered:
    """A journal that remembers these notes."""

    def __init__(self, notes: list[Sketch]) -> None:
        self.notes = notes

    def resembling(self, note: Sketch) -> Iterable[Sketch]:
        assert note.kind
        return self.notes


def told(n: int, person: Interviewer, sort: str) -> Interviewer:
    """A person of whom nothing is known but one matter."""
    facts = {field: values[n] for field, values in FACTS[sort].items()}
    return replace(person, **{**NOTHING, **facts})


def written(
    text: str, n: int, person: Interviewer, interview: Interview, kind: Kind
) -> Draft:
    firm = interview.employer.short or interview.employer.name
    body = text.format(
        **person._asdict(), topic=person.topics[0], occasion=OCCASIONS[n],
        wish=WISHES[n].format(firm=firm), firm=firm,
    )  # fmt: skip
    return Draft(
        kind=kind,
        text=f"Hi {person.given},\n\n{body}\n\nBest wishes,\nInes Okafor\n2075550142",
        subject=person.topics[0].capitalize() if kind.is_email else "",
        recipient=person.email if kind.is_email else None,
        interview=interview,
        interviewer=person,
    )


def panel(sort: str, text: str, kind: Kind = Kind.THANK_YOU) -> tuple[Draft, ...]:
    """Twelve colleagues with one matter each."""
    interview = loop(12)
    people = tuple(told(n, p, sort) for n, p in enumerate(interview.interviewers))
    interview = replace(interview, interviewers=people)
    return tuple(written(text, n, p, interview, kind) for n, p in enumerate(people))


def found_in(notes: tuple[Draft, ...], rule: str) -> list[str]:
    run = Others(notes)
    return [severity(note, rule, run) for note in notes]


@pytest.mark.parametrize("sort", FRAMES)
def test_finds_nothing_alike_in_twelve_letters_of_one_fact_each(sort: str) -> None:
    notes = panel(sort, FRAMES[sort])
    alike = [
        (note.name, finding.rule, finding.text)
        for note in notes
        for finding in examine(note, Others(notes))
        if finding.rule[0] == "E"
    ]
    assert alike == []


@pytest.mark.parametrize("sort", FRAMES)
def test_refuses_none_of_twelve_with_the_very_same_courtesies(sort: str) -> None:
    text = FRAMES[sort].format_map(
        {
            f: f"{{{f}}}"
            for f in ("they_said", "thanks_for", "asked", "answer", "moment")
        }
        | {"occasion": OCCASIONS[1], "wish": "I'd like to work at {firm}."}
    )
    found = found_in(panel(sort, text), "E1")
    assert "refuse" not in found
    assert found.count("warn") <= (3 if sort == "done" else 0)


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("nothing", "Thank you for {occasion}. {wish}"),
        ("thanked", "Thank you for {thanks_for}. {wish}"),
        ("detail", "Thank you for {occasion}. {card_detail} {wish}"),
    ],
)
def test_finds_nothing_alike_in_twelve_small_cards(sort: str, text: str) -> None:
    notes = panel(sort, text, Kind.CARD)
    assert [
        rule for n in range(1, 7) for rule in found_in(notes, f"E{n}") if rule
    ] == []


@pytest.mark.parametrize("text", [SWAPPED_NAMES, SWAPPED_NOUN])
def test_refuses_a_form_letter_with_a_name_or_a_noun_swapped(text: str) -> None:
    assert set(found_in(panel("nothing", text), "E1")) == {"refuse"}


def test_refuses_a_short_form_letter_but_where_the_noun_is_half_a_sentence() -> None:
    found = found_in(panel("nothing", SHORT_FORM), "E1")
    assert "" not in found
    assert found.count("refuse") > len(found) / 2


def test_refuses_the_same_small_card_to_two_colleagues() -> None:
    text = "Thank you for talking with me on Tuesday. I'd like to do this work."
    assert set(found_in(panel("nothing", text, Kind.CARD), "E1")) == {"refuse"}


def test_refuses_the_same_facts_told_to_two_colleagues() -> None:
    text = "Thank you for Tuesday. You said that {they_said}, which I did not know."
    interview = loop(2)
    people = tuple(told(0, p, "said") for p in interview.interviewers)
    interview = replace(interview, interviewers=people)
    notes = tuple(
        written(text, n, p, interview, Kind.THANK_YOU) for n, p in enumerate(people)
    )
    assert found_in(notes, "E1") == ["refuse", "refuse"]


def sent_round(sort: str, text: str) -> list[str]:
    """What E7 says of each of ten letters to as many firms, in the order written."""
    found: list[str] = []
    before: list[Sketch] = []
    for n, firm in enumerate(FIRMS):
        person = told(n, interviewer(n), sort)
        employer = Employer(name=f"{firm} Works", short=firm)
        interview = replace(loop(1), employer=employer, interviewers=(person,))
        note = written(text, n, person, interview, Kind.THANK_YOU)
        found.append(severity(note, "E7", Others(memory=Remembered([*before]))))
        before.append(sketch(note))
    return found


@pytest.mark.parametrize("sort", FRAMES)
def test_lets_ten_employers_have_the_same_courtesies(sort: str) -> None:
    assert not any(
        sent_round(sort, FRAMES[sort].replace("{wish}", "I'd like to join."))
    )
    same = FRAMES[sort].replace("{occasion}", OCCASIONS[1])
    assert not any(sent_round(sort, same.replace("{wish}", "I'd like to join {firm}.")))


def test_lets_ten_recruiters_be_told_the_same_wish_and_the_same_day() -> None:
    found = sent_round(
        "thanked",
        "Thank you for {thanks_for}.\n\nI'm very interested in the Timetables role at"
        " {firm}. I understand that I'll hear by Friday, June 12.",
    )
    assert not any(found)


@pytest.mark.parametrize("text", [SWAPPED_NAMES, SWAPPED_NOUN, SHORT_FORM])
def test_refuses_a_form_letter_to_firm_after_firm(text: str) -> None:
    found = sent_round("nothing", f"{text}\n\nI would be glad to join {{firm}} soon.")
    assert found == ["", *["refuse"] * 9]


def test_lets_one_answer_be_given_to_many_who_asked_their_own() -> None:
    same = LINKS[0]
    text = FRAMES["asked"].replace("{answer}", same)
    assert "refuse" not in sent_round("asked", text)


@pytest.mark.parametrize("tells", [True, False])
def test_only_warns_of_one_new_fact_among_words_of_many_letters(*, tells: bool) -> None:
    clauses = [
        "Thank you for an hour that went by like ten minutes on the quay",
        "I came home with more questions than I had brought along with me",
        "the coffee was better than any that I make in my own kitchen",
        "your stairs are the steepest that I have climbed in a year",
        "it was the friendliest front desk that I have stood at this spring",
        "I would be glad to join and to learn how the work is done there",
        "there is much in it that I have wanted to do since I was at school",
        "I have told my family about the view from the window of your room",
    ]
    before: list[Sketch] = []
    for n in range(4):
        who = replace(interviewer(n), **NOTHING, topics=("the pier",))
        firm = Employer(name=f"{FIRMS[n]} Works")
        interview = replace(loop(1), employer=firm, interviewers=(who,))
        text = ". ".join(clauses[2 * n : 2 * n + 2])
        before.append(sketch(written(f"{text}.", n, who, interview, Kind.THANK_YOU)))
    deed = "drew me a boat"
    who = replace(
        interviewer(9),
        **{**NOTHING, "moment": deed if tells else ""},
        topics=("a pier",),
    )
    interview = replace(
        loop(1), employer=Employer(name="Juniper Works"), interviewers=(who,)
    )
    text = ". ".join(clauses) + f". You {deed}."
    note = written(text, 9, who, interview, Kind.THANK_YOU)
    found = severity(note, "E7", Others(memory=Remembered(before)))
    assert found == ("warn" if tells else "refuse")
