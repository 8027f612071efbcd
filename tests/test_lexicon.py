"""The lists of reading and what is looked up in them agree."""

from __future__ import annotations

import re

import pytest

from drafter.reading.frames import FRAMES
from drafter.reading.lexicon import is_safe, pattern, tells
from tests.conftest import ROOT


READING = ROOT / "drafter" / "reading"
CODE = "\n".join(path.read_text("utf-8") for path in sorted(READING.glob("*.py")))
LISTS = {
    path.stem: re.findall(r"(?m)^\[([a-z][a-z -]+)\]", path.read_text("utf-8"))
    for path in sorted((READING / "lists").glob("*.txt"))
}


@pytest.mark.parametrize("name", LISTS["patterns"])
def test_every_pattern_can_be_looked_for(name: str) -> None:
    assert pattern(name).sub("", "nothing of it") is not None
    assert pattern(name).fullmatch("\n") is None


@pytest.mark.parametrize("heading", [one for lists in LISTS.values() for one in lists])
def test_every_list_is_used(heading: str) -> None:
    lists = READING / "lists"
    names = ("patterns", "english", "grammar")
    within = "".join((lists / f"{name}.txt").read_text() for name in names)
    slots = re.findall(r"[<_:]([a-z]+)(?=[>_}])", within)
    framed = heading.removeprefix("before ").replace(" ", "_") in FRAMES

    used = f'"{heading}"' in CODE or f"{{{heading}}}" in within
    assert framed or used or heading in slots


def test_a_harmless_phrase_hides_only_itself() -> None:
    assert not tells("private", "the server died twice")
    assert tells("private", "the server died the night his father died")
    assert tells("illness", "she fell ill")
    assert not tells("illness", "skilled tillers")


@pytest.mark.parametrize(
    ("topic", "safe"),
    [
        ("salary software", True),
        ("the pension calculator", True),
        ("wage theft cases", True),
        ("visa forms", True),
        ("the compensation data model", True),
        ("the salary", False),
        ("the pension", False),
        ("my pension calculator", False),
        ("your salary data", False),
        ("the bonus scheme", False),
        ("holiday pay", False),
    ],
)
def test_tells_a_thing_made_for_pay_from_pay(topic: str, *, safe: bool) -> None:
    assert is_safe(topic, care=False) is safe
