"""Misspelt words: each is no word, and is spelt the only way it can be."""

from __future__ import annotations

from itertools import pairwise

import pytest

from drafter.reading import slips
from drafter.reading.facts import facts
from drafter.reading.lexicon import pairs, words
from drafter.reading.slips import mended, spelt


ROWS = [
    line.split(" ", 1)
    for line in slips.MISSPELT.read_text("ascii").splitlines()
    if not line.startswith("#")
]


def test_the_list_is_in_the_order_that_its_search_needs() -> None:
    lines = slips.MISSPELT.read_bytes().splitlines()
    rows = [line for line in lines if not line.startswith(b"#")]

    assert lines[-len(rows) :] == rows
    assert all(one < other for one, other in pairwise(rows))


def test_every_row_is_found() -> None:
    assert len(ROWS) > 30_000
    spell = spelt.__wrapped__
    assert [row for row in ROWS if spell(row[0]) != row[1]] == []


def test_what_is_written_is_never_misspelt_and_no_common_word_is_listed() -> None:
    misspelt = {typed for typed, _ in ROWS}

    assert misspelt.isdisjoint(word for _, right in ROWS for word in right.split())
    assert misspelt.isdisjoint(words("spelt right"))
    assert misspelt.isdisjoint(pairs("irregular"))


def test_a_slip_of_our_own_list_is_not_listed_twice() -> None:
    listed = dict(row for row in ROWS)
    ours = pairs("slips").items()

    assert [one for one, better in ours if listed.get(one) == better] == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("the mantenance of the boiler", "the maintenance of the boiler"),
        ("Definately worth it, actualy", "Definitely worth it, actually"),
        ("It was good. Allways is.", "It was good. Always is."),
        ("scaned, and ten sandwhiches!", "scanned, and ten sandwiches!"),
        ("the managment's rota", "the management's rota"),
        ("each of them scaned atleast once", "each of them scanned at least once"),
    ],
)
def test_spells_what_is_no_word(typed: str, written: str) -> None:
    better, found = mended(typed)

    assert better == written
    assert found
    assert mended(better) == (better, {})


@pytest.mark.parametrize(
    "typed",
    [
        "the colour of the theatre and the color of the theater",
        "an arvo with the kelpie, the bap and a wee dram of it",
        "chapati, puttanesca, sourdough and a gochujang glaze",
        "we spoke of Mantenance and of Refrence Ltd",
        'the sign says "Recieve here", and “definately not there”',
        "scaned@mail.example and www.recieve.example",
        "the SCANED folder, and teh_scaned.txt",
        "focussed, learnt, whilst, gage, programme, jewellery, licence",
        "the ewes were tupped, drenched and dagged",
    ],
)
def test_words_that_may_be_right_stay(typed: str) -> None:
    assert mended(typed)[0] == typed


def test_a_word_that_is_a_name_in_the_file_stays() -> None:
    texts = {"thanks_for": "a day at the brillant pub", "quote": "wonderfull beer"}
    found = facts(texts | {"reaction": "I felt wonderfull."}, trade="Brillant Inn")

    assert found.texts["thanks_for"] == texts["thanks_for"]
    assert found.texts["reaction"] == "I felt wonderfull."
