"""What is written after the thanks: promises kept, check-ins, calls and answers."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest

from drafter.composition import Past, compose
from drafter.draft import Kind, Order
from drafter.guard import Others, Severity, examine
from drafter.interview import Position, Takeaway, Tone
from drafter.language import month_first
from tests.composing import PACKAGED, dana, facts_of, written
from tests.loops import loop


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.composition import Composed
    from drafter.interview import Interview

COUNTRIES = ("US", "GB", "DE")
ANSWERS = ("new_date", "rejection", "offer", "withdraw", "addresses")
POSITIONS = (
    Position(title="Senior Software Engineer, Timetables", short="Timetables"),
    Position(title="Staff Nurse"),
    Position(title="Exhibition Technician (nights, weekends), second of two"),
)
DUE = date(2026, 6, 4)
PROMISES = (
    Takeaway(
        "send you the rollback plan",
        DUE,
        here_is="the rollback plan",
        link="https://mail.example/plan",
    ),
    Takeaway(
        "send you the recipe",
        DUE,
        here_is="the recipe",
        pointer="The second page is the useful one.",
    ),
    Takeaway("send you the photos", DUE, link="https://mail.example/p"),
)
MONTHS = "|".join(month_name[1:])
WRONG = {
    True: re.compile(rf"\b\d\d? (?:{MONTHS})\b"),
    False: re.compile(rf"\b(?:{MONTHS}) \d"),
}
SLIPS = re.compile(
    r"[^\S\n]{2}|\n{3}| [,.;:]|\.\.|,,|\b(\w+) \1\b|None|[{}]", re.IGNORECASE
)


def orders(told: Interview) -> Iterator[Order]:
    """One of each kind to one person."""
    (person,) = told.interviewers
    yield Order(Kind.CHECK_IN, person)
    yield Order(Kind.PHONE, person)
    yield from (Order(Kind.REPLY, person, to=answer) for answer in ANSWERS)
    for n, takeaway in enumerate(PROMISES, 1):
        yield Order(Kind.TAKEAWAY, person, n, takeaway)


def later(
    tone: Tone, country: str, position: Position, variant: int = 0
) -> list[Composed]:
    """Every later letter, each on its own."""
    told = dana(takeaways=PROMISES)._replace(tone=tone, position=position)
    told = told._replace(employer=told.employer._replace(country=country))
    return [
        one
        for order in orders(told)
        for one in compose(told, [order], PACKAGED, Past(), variant=variant)
    ]


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_later_letter_is_sound_in_every_tone_and_country(
    tone: Tone, country: str
) -> None:
    for position, variant in product(POSITIONS, range(3)):
        for one in later(tone, country, position, variant):
            text = f"{one.draft.subject}\n{one.draft.text}"
            assert not WRONG[month_first(country)].search(text), text
            assert not SLIPS.search(text), text
            found = examine(one.draft, Others((one.draft,)))
            bad = [f for f in found if f.severity is Severity.REFUSE]
            assert bad == [], text
            if tone is Tone.FORMAL:
                assert not re.search(r"\bI['’](d|ll|m|ve)\b", text), text


@pytest.mark.parametrize("tone", Tone)
def test_a_link_or_a_file_is_handed_over(tone: Tone) -> None:
    notes = [
        n for n in later(tone, "US", POSITIONS[0]) if n.order.kind is Kind.TAKEAWAY
    ]
    assert [n.order.number for n in notes] == [1, 2, 3]
    assert "https://mail.example/plan" in notes[0].draft.text
    assert "the recipe" in notes[1].draft.text
    assert "The second page is the useful one." in notes[1].draft.text
    assert "https://mail.example/p" in notes[2].draft.text


@pytest.mark.parametrize("tone", Tone)
def test_another_variant_gives_other_words(tone: Tone) -> None:
    first, second = (later(tone, "GB", POSITIONS[1], variant) for variant in (0, 1))
    for one, other in zip(first, second, strict=True):
        if one.order.kind is not Kind.PHONE:
            assert one.draft.text != other.draft.text


def test_a_fact_of_the_thank_you_does_not_follow_the_person() -> None:
    told = loop(12)
    thanked = written(told, (Kind.THANK_YOU, Kind.CARD))
    past = Past({note.order.key: note.choices for note in thanked})
    known = {note.order.person.id: set[str]() for note in thanked}
    for note in thanked:
        known[note.order.person.id] |= facts_of(note)
    for person in told.interviewers:
        for kind, to in ((Kind.LINKEDIN, ""), *((Kind.REPLY, a) for a in ANSWERS)):
            (note,) = compose(told, [Order(kind, person, to=to)], PACKAGED, past)
            assert not facts_of(note) & known[person.id], note.draft.text
