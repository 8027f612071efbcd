from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.words import SLUG_MAX, is_slug, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łukasz Żak", "lukasz-zak"),
        ("Søren Ærø", "soren-aero"),
        ("Müller & Söhne", "muller-sohne"),
        ("Straße", "strasse"),
        ("O'Neil", "oneil"),
        ("Mei-Lin  van der Berg, Jr.", "mei-lin-van-der-berg-jr"),
        ("İpek Işık", "ipek-isik"),
        ("ﬁancée ２", "fiancee-2"),
        ("陳 大文", ""),
        ("../../etc", "etc"),
        ("NUL", "nul-1"),
        ("com1", "com1-1"),
        ("Connie", "connie"),
    ],
)
def test_spells_a_name_in_ascii(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    "text", ["", "A", "a b", "-a", "a--b", "a_b", "nul", "a" * 61, "é"]
)
def test_knows_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)


@given(st.text())
def test_every_slug_is_one_or_empty(text: str) -> None:
    made = slug(text)

    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= SLUG_MAX
    assert not made or is_slug(made)
