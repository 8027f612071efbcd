"""A reader whom the notes name is "you" in the letter; who has the name too is not."""

from __future__ import annotations

import pytest

from drafter.reading.facts import facts
from drafter.reading.names import Reader, reader_of, told_to
from tests.notes import told, warnings


SUNITA = reader_of({"name": "Sunita Rao", "honorific": "Ms.", "address_as": "Sunita"})
STANHOPE = reader_of({"name": "Dr. Oliver Stanhope"})
GRACE = reader_of({"name": "Grace Bell"})


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("I learn from Sunita.", "I learn from you."),
        ("Sunita's desk is by the door", "Your desk is by the door"),
        ("the desk is Sunita's", "the desk is yours"),
        ("Sunita runs it and checks the loans", "You run it and check the loans"),
        ("how Ms. Rao keeps her keys", "how you keep your keys"),
        ("how sunita keeps her keys", "how you keep your keys"),
        (
            "the crates that Sunita Rao packs herself",
            "the crates that you pack yourself",
        ),
        ("the way Sunita packs them", "the way you pack them"),
        ("Sunita's been here nine years", "You've been here nine years"),
        ("I hope Sunita is well", "I hope you are well"),
        ("the desk next to Sunita is mine", "the desk next to you is mine"),
        (
            "When Sunita was a clerk in Leeds she hid the keys.",
            "When you were a clerk in Leeds you hid the keys.",
        ),
        ("Sunita said Paul lost his keys", "You said Paul lost his keys"),
    ],
)
def test_the_name_of_the_reader_is_you(typed: str, written: str) -> None:
    assert told_to(typed, SUNITA) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("grace reckons it is the flour", "You reckon it is the flour"),
        ("Grace said it is the flour", "You said it is the flour"),
        ("if Grace ever needs a card", "if you ever need a card"),
    ],
)
def test_a_name_that_is_a_word_is_known_by_its_verb(typed: str, written: str) -> None:
    assert told_to(typed, GRACE) == written


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("Thank you, Sunita, for the keys.", SUNITA),
        ("Sunita, I found the keys.", SUNITA),
        ("Sunita Patel packs them", SUNITA),
        ("the Anna Sunita fund", SUNITA),
        ("the Raos of Leeds", SUNITA),
        ('the label says "for Sunita"', SUNITA),
        ("Stanhope is a town", STANHOPE),
        ("Grace under pressure", GRACE),
        ("we said grace", GRACE),
        ("Sunita packs them", Reader()),
    ],
)
def test_what_only_looks_like_the_reader_stays(text: str, reader: Reader) -> None:
    assert told_to(text, reader) == text


def test_a_title_is_enough_with_the_family_name() -> None:
    typed = "how Dr. Stanhope knew all in Leeds, although he visits them once a year"

    found = facts({"impressed_by": typed}, ("planning",), "", STANHOPE)

    written = "how you knew all in Leeds, although you visit them once a year"
    assert found.texts["impressed_by"] == written
    assert [str(one) for one in found.remarks] == [
        f"impressed_by is written as: {written}"
    ]


def test_of_two_with_one_name_neither_is_meant() -> None:
    people = "".join(
        f"  - {{name: Sam {family}, topics: {topic}, own_words: I learn from Sam.}}\n"
        for family, topic in (("Bo", "tides"), ("Lee", "kilns"))
    )

    assert not [line for line in warnings(told(people)) if "written as" in line]
