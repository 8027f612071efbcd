"""Folding: nothing hides, and every character knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.guard.words import fold, unaccented


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hi ALL", "hi all"),
        ("a\u200bll", "all"),
        ("a\u00adl\u2060l", "all"),
        ("ａｌｌ", "all"),
        ("𝐚𝐥𝐥", "all"),
        ("аll", "all"),
        ("аӏӏ", "all"),
        ("can’t", "can't"),
        ("“so”", '"so"'),
        ("a\u00a0b\nc\td", "a b c d"),
        ("…", "..."),
        ("a\u0332ll", "all"),
        ("José", "josé"),
        ("Jose\u0301", "josé"),
        ("Анна", "анна"),
        ("аnd", "and"),
        ("Теам", "team"),
        ("aпd", "and"),
        ("İ", "i"),
        ("ﬁt", "fit"),
        ("", ""),
    ],
)
def test_folds_what_is_read_alike(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text(max_size=60))
def test_remembers_where_every_character_came_from(text: str) -> None:
    folded = fold(text)
    places = [folded.place(i) for i in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@given(st.text(max_size=60))
def test_folds_the_folded_into_itself_or_shorter(text: str) -> None:
    once = fold(text).text
    assert "\u200b" not in once
    assert "\n" not in once


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Müller", "muller"),
        ("Zoë", "zoe"),
        ("Øst", "ost"),
        ("Łukasz", "lukasz"),
        ("Straße", "strasse"),
    ],
)
def test_bares_letters_for_addresses(name: str, bare: str) -> None:
    assert unaccented(name) == bare
