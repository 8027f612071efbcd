"""The model of handwriting on cards, against the table it was checked with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft import Panel, overflow, panel, smallest_fit, wrapped
from drafter.interview import CardSize, Handwriting
from tests.corvane import CARD


SMALL, AVERAGE, LARGE = Handwriting.SMALL, Handwriting.AVERAGE, Handwriting.LARGE


@pytest.mark.parametrize(
    ("size", "characters", "lines"),
    [
        (CardSize.BAR4, (33, 26, 21), (9, 8, 6)),
        (CardSize.A2, (37, 29, 23), (12, 11, 8)),
        (CardSize.FLAT, (45, 35, 29), (12, 11, 8)),
        (CardSize.US_A6, (43, 33, 27), (13, 11, 9)),
        (CardSize.A7, (49, 38, 31), (15, 13, 10)),
        (CardSize.ISO_A6, (40, 31, 25), (12, 10, 8)),
    ],
)
def test_knows_the_room_of_every_card(
    size: CardSize, characters: tuple[int, ...], lines: tuple[int, ...]
) -> None:
    hands = (SMALL, AVERAGE, LARGE)
    room = [panel(size, hand) for hand in hands]
    assert room == [Panel(c, n) for c, n in zip(characters, lines, strict=True)]


@pytest.mark.parametrize("who", CARD)
def test_fills_an_a2_with_each_sample(who: str) -> None:
    assert overflow(CARD[who], CardSize.A2, AVERAGE) == 0


def test_names_the_next_card_that_fits() -> None:
    text = CARD["dana"] + " and a line more than the card holds"
    assert overflow(text, CardSize.A2, AVERAGE) == 1
    assert smallest_fit(text, AVERAGE, CardSize.A2) is CardSize.US_A6
    assert smallest_fit("word " * 200, AVERAGE, CardSize.A2) is None
    assert smallest_fit("Dear Dana,", AVERAGE, CardSize.A7) is None


def test_offers_only_cards_of_the_same_sort() -> None:
    assert smallest_fit("Dear Dana,", AVERAGE, CardSize.BAR4) is CardSize.A2
    assert smallest_fit("Dear Dana,", AVERAGE, CardSize.A2) is CardSize.US_A6
    assert smallest_fit("Dear Dana,", AVERAGE, CardSize.ISO_A6) is None
    assert smallest_fit("Dear Dana,", AVERAGE, CardSize.FLAT) is None


def test_wraps_at_blanks_and_leaves_no_empty_line() -> None:
    assert wrapped("Dear Dana,\n\nThank you for it.", 10) == (
        "Dear Dana,",
        "Thank you",
        "for it.",
    )


def test_breaks_a_word_that_no_line_holds() -> None:
    assert wrapped("a Donaudampfschiff b", 7) == ("a Donau", "dampfsc", "hiff b")


@given(st.text(max_size=300), st.integers(1, 60))
def test_loses_no_letter(text: str, characters: int) -> None:
    lines = wrapped(text, characters)
    assert all(0 < len(line) <= characters for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(max_size=200), st.text(max_size=50), st.sampled_from(list(CardSize)))
def test_needs_more_room_for_more_words(text: str, more: str, size: CardSize) -> None:
    assert overflow(f"{text}\n{more}", size, AVERAGE) >= overflow(text, size, AVERAGE)
