# ruff: noqa: E501 - letters are lines as they are read
"""E1, E7: what a letter sent round is, measured on letters that are and that are not."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.guard import Others, examine, sketch
from drafter.interview import Employer, Position
from drafter.journal import open_journal
from drafter.journal.run import Entry
from tests.changed import replace
from tests.composing import NOTHING, written
from tests.corvane import severity
from tests.loops import SAID, THANKS, TOPICS, interviewer, loop


if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from drafter.guard import Sketch
    from drafter.interview import Interview, Interviewer

LINK = "I have ten years of experience in software and I always deliver on time."
TODAY = date(2026, 6, 2)
_SYLLABLES = [c + v for c in "bdklmrstvn" for v in "aeiou"]

CAREFUL = {
    "plain": (
        "Thank you for {thanks_for}. You said that {they_said}. I liked that you"
        " {moment}.\n\nI would like to do this work with you at {firm}."
    ),
    "clauses": (
        "Thank you for {thanks_for}, and for talking with me about {topic}. You said"
        " that {they_said}, and I have been thinking about it since.\n\nYou asked"
        " {asked}. {answer}\n\nI came away wanting the job more than before, and I"
        " would be glad to join {firm}."
    ),
    "long clauses": (
        "Thank you for {thanks_for}. I have been turning our conversation over in my"
        " head ever since I left your building. You said that {they_said}, and that is"
        " exactly the sort of place where I do my best work.\n\nYou asked {asked}, and"
        " I have thought about it again on the way home. I was struck by"
        " {impressed_by}, which I had not seen anywhere else so far.\n\nI would be very"
        " glad to join you at {firm} and to get to work on {topic}."
    ),
    "a result told to all": (
        "Thank you for {thanks_for}. You said that {they_said}. It made me think of my"
        " own work. {my_link} I would like to bring the same care to {topic}.\n\nYou"
        " asked {asked}, which I thought was a fair question.\n\nI would be happy to"
        " work at {firm}, and I hope that we meet again soon."
    ),
}
"""Templates of one's own: three facts of the reader, three clauses that stay."""
ROTATING = {
    "words": (
        "Thank you [so much|very much|again] for [meeting|talking|speaking] with me"
        " [about|on|regarding] {topic}. I [really enjoyed|very much liked|truly valued]"
        " our [conversation|talk|discussion], and I [left|came away|went home]"
        " [keen|eager|ready] to [join|be part of|become part of] the team.\n\nMy"
        " [experience|background|work] in [building|running|leading]"
        " [teams|projects|systems] [fits|suits|matches] what you [need|are looking"
        " for|described], and I [would|could] [bring|offer|add] the same"
        " [care|energy|attention] to [the role|this job|this position]."
    ),
    "sentences": (
        "[It was good to meet you about|I was glad to see you about|Many thanks for"
        " telling me about] {topic}. [What you described left me sure that I could do"
        " my best here.|All that I heard made me want this work.|I saw at once that it"
        " is a place for me.]\n\n[In my last job I led a busy team, and kept it calm.|At"
        " my last firm I ran a growing team and learned to plan.|Before this I looked"
        " after a small team that never missed a day.] [Thank you for your time, and I"
        " would be glad to come back.|I would be happy to continue the conversation"
        " whenever it suits you.|I hope to hear how it goes on.]"
    ),
}
"""Scripts that put one of several words or sentences in each place."""


def made_up(count: int, seeded: random.Random) -> str:
    """Words that no two letters share by chance."""
    return " ".join("".join(seeded.choices(_SYLLABLES, k=3)) for _ in range(count))


def someone(n: int, *fields: str, seeded: random.Random) -> Interview:
    """A day at the nth employer, with one person of whom only these are noted."""

    def words(least: int, most: int) -> str:
        return made_up(seeded.randint(least, most), seeded)

    noted = {
        "they_said": f"the {words(6, 12)}",
        "thanks_for": f"showing me {words(2, 4)}",
        "asked": f"how I would {words(4, 7)}",
        "answer": f"I would {words(6, 12)}.",
        "impressed_by": f"the {words(3, 6)}",
        "moment": f"let me {words(2, 5)}",
        "my_link": LINK,
    }
    name = words(2, 2).title()
    person = replace(
        interviewer(0), id=f"q{n}", name=name, given=name.split()[0], address_as="",
        family=name.split()[1], email=Address(f"q{n}", f"firm{n}.example"),
        **NOTHING | {"topics": (f"the {words(1, 3)}",)} | {f: noted[f] for f in fields},
    )  # fmt: skip
    return replace(
        loop(1), interviewers=(person,), date=TODAY + timedelta(days=n),
        employer=Employer(name=f"{words(1, 1).title()} Works"),
        position=Position(title=words(2, 2).title()),
    )  # fmt: skip


def filled(words: str, interview: Interview, person: Interviewer) -> Draft:
    body = words.format(
        **person._asdict(), topic=person.topics[0], firm=interview.employer.name
    )
    return Draft(
        kind=Kind.THANK_YOU,
        text=f"Hi {person.given},\n\n{body}\n\nBest regards,\nInes Okafor",
        subject=person.topics[0],
        recipient=person.email,
        interview=interview,
        interviewer=person,
    )


def fields_of(words: str) -> list[str]:
    found = re.findall(r"\{(\w+)\}", words)
    return [field for field in found if field not in ("topic", "firm")]


def sent_round(drafts: Iterable[Draft], place: Path) -> list[str]:
    """What E7 says of each in turn, with a journal that remembers all before."""
    found = []
    with open_journal(place / "journal.sqlite3") as journal:
        for draft in drafts:
            interview, person = draft.interview, draft.interviewer
            assert interview
            assert person
            others = Others(memory=journal.memory(interview))
            found.append(severity(draft, "E7", others))
            entry = Entry(person.id, draft.kind, "", "", (), sketch(draft))
            journal.record(interview, 0, [entry], TODAY)
    return found


@pytest.mark.parametrize("words", CAREFUL.values(), ids=CAREFUL)
def test_a_template_of_ones_own_with_three_facts_serves_ten_employers(
    words: str, tmp_path: Path
) -> None:
    seeded = random.Random(3)
    days = [someone(n, *fields_of(words), seeded=seeded) for n in range(10)]
    found = sent_round(
        (filled(words, day, day.interviewers[0]) for day in days), tmp_path
    )
    assert "refuse" not in found


@pytest.mark.parametrize("words", CAREFUL.values(), ids=CAREFUL)
def test_a_template_of_ones_own_with_three_facts_serves_a_panel(words: str) -> None:
    seeded = random.Random(4)
    days = [someone(n, *fields_of(words), seeded=seeded) for n in range(4)]
    people = tuple(day.interviewers[0] for day in days)
    day = replace(days[0], interviewers=people)
    notes = tuple(filled(words, day, person) for person in people)
    assert {severity(note, "E1", Others(notes)) for note in notes} == {"warn"}


@pytest.mark.parametrize("words", ROTATING.values(), ids=ROTATING)
@pytest.mark.parametrize("by", ["template", "whole letter"])
def test_a_script_that_rotates_words_is_refused_once_they_are_used_up(
    words: str, by: str, tmp_path: Path
) -> None:
    seeded = random.Random(1)
    drafts = []
    for n in range(50):
        turned = re.sub(r"\[([^]]*)\]", lambda m: seeded.choice(m[1].split("|")), words)
        day = someone(n, seeded=seeded)
        draft = filled(turned, day, day.interviewers[0])
        if by == "whole letter":
            text = draft.text.split("\n\n", 1)[1].rsplit("\n\n", 1)[0]
            person = replace(day.interviewers[0], letter=text)
            draft = replace(draft, interviewer=person)
        drafts.append(draft)
    found = sent_round(drafts, tmp_path)
    assert found[0] == ""
    assert found.count("refuse") >= 40
    assert found[15:].count("refuse") >= 34


@pytest.mark.parametrize("kind", [Kind.THANK_YOU, Kind.CARD, Kind.LINKEDIN])
@pytest.mark.parametrize(
    "fields",
    [["they_said"], ["thanks_for"], ["asked"], ["moment"]],
    ids=",".join,
)
def test_our_own_letters_with_a_single_fact_serve_fifty_employers(
    fields: list[str], kind: Kind, tmp_path: Path
) -> None:
    seeded = random.Random(2)
    days = [someone(n, *fields, seeded=seeded) for n in range(50)]
    notes = [note.draft for day in days for note in written(day, (kind,))]
    assert "refuse" not in sent_round(notes, tmp_path)


class Remembered:
    def __init__(self, notes: list[Sketch]) -> None:
        self.notes = notes

    def resembling(self, note: Sketch) -> Iterable[Sketch]:
        assert note.kind is Kind.THANK_YOU
        return self.notes


def letter(n: int, *more: str) -> Draft:
    """To another employer each; the topic is new, the rest is what `more` adds."""
    person = replace(
        interviewer(n), topics=(TOPICS[n],), my_link=LINK, they_said=more[0] if more else "",
        thanks_for=more[1] if len(more) > 1 else "", asked="", impressed_by="", moment="",
    )  # fmt: skip
    interview = replace(
        loop(1), employer=Employer(name=f"Firm{n} Works"), interviewers=(person,)
    )
    said = f" You said that {more[0]}." if more else ""
    thanks = f" Thank you for {more[1]}." if len(more) > 1 else " Thank you."
    text = (
        f"Hi {person.given},\n\nI keep thinking about {TOPICS[n]}.{said}{thanks}\n\n{LINK}\n\n"
        f"I would like to join Firm{n} Works.\n\nBest regards,\nInes Okafor"
    )
    return Draft(
        kind=Kind.THANK_YOU, text=text, interview=interview, interviewer=person
    )


def refused(n: int, drafts: list[Draft]) -> bool:
    memory = Remembered([sketch(draft) for draft in drafts[:n]])
    found = examine(drafts[n], Others(memory=memory))
    return any(f.rule == "E7" and "other employers were told" in f.why for f in found)


@pytest.mark.parametrize(("earlier", "expected"), [(3, False), (4, True), (8, True)])
def test_refuses_one_sentence_sent_to_firm_after_firm(
    earlier: int,
    expected: bool,  # noqa: FBT001 - a table
) -> None:
    assert refused(earlier, [letter(n) for n in range(12)]) is expected


def test_lets_ones_own_result_stand_beside_what_only_this_firm_said() -> None:
    drafts = [letter(n, SAID[n], THANKS[n]) for n in range(12)]
    assert not refused(9, drafts)
