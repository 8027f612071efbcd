"""Our own sentences are read on both sides of the Atlantic: no word only one spells.

Where the two differ, another word says it. (How a day is written goes by the employer's
country: `test_dates.py`, `test_later_letters.py`.)
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import click
import pytest

from drafter.cli import drafter
from drafter.language import packaged_folder
from tests.conftest import ROOT


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE_SIDE = re.compile(
    r"\b(?:\w*(?:colou?r|favou?r|behaviou?r|neighbou?r|labou?r|humou?r|harbou?r)\w*"
    r"|honou?r(?:s|ed|ing|able)?|(?:cent|theat|fib|met)re|center|theater|fiber"
    r"|(?:organ|recogn|apolog|real|summar|emphas|final|priorit|custom|personal|util"
    r"|special|minim|maxim|critic|optim)i[sz](?:e[ds]?|ing|ation)"
    r"|anal[iy][sz]e[ds]?|catalog(?:ue)?s?|dialog(?:ue)?s?|licen[cs]e[ds]?|practi[sc]e[ds]?"
    r"|defen[cs]e|offen[cs]e|programme[sd]?|cancell?(?:ed|ing)|travell?(?:ed|ing|er)"
    r"|label(?:l?ed|l?ing)|model(?:l?ed|l?ing)|fulfil|enrol|gr[ae]y|cheque"
    r"|learnt|learned|whilst|amongst|gotten|résumé|cv|fortnight|zip code|postcode"
    r"|vacation|cell ?phone|mobile phone)\b",
    re.IGNORECASE,
)
PACKAGED = packaged_folder()
LETTERS = [path for path in PACKAGED.glob("*/*.j2") if path.parent.name != "page"]
PHRASES = list(PACKAGED.glob("phrases.*.txt"))
GUARD = sorted((ROOT / "drafter" / "guard").glob("*.py"))


def one_sided(text: str) -> list[str]:
    return [found[0] for found in ONE_SIDE.finditer(text)]


@pytest.mark.parametrize("word", ["colour", "color", "organise", "organized", "CV"])
def test_knows_words_of_one_side(word: str) -> None:
    assert one_sided(f"A {word} of it.") == [word]


@pytest.mark.parametrize("path", [*LETTERS, *PHRASES], ids=lambda path: path.name)
def test_no_letter_says_what_only_one_side_spells(path: Path) -> None:
    text = re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert one_sided(text) == []


def helps(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    yield name, command.get_help(click.Context(command, info_name=name))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            inner = command.get_command(context, word)
            assert inner
            yield from helps(inner, f"{name} {word}")


def test_no_help_says_what_only_one_side_spells() -> None:
    found = {name: one_sided(text) for name, text in helps(drafter, "drafter")}
    assert len(found) > 20
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("path", GUARD, ids=lambda path: path.stem)
def test_no_finding_says_what_only_one_side_spells(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    said = [text for text in texts if " " in text and not re.search(r"[\\|^]", text)]
    assert [word for text in said for word in one_sided(text)] == []


def test_no_rule_says_what_only_one_side_spells() -> None:
    rubric = (ROOT / "drafter" / "guard" / "rubric.txt").read_text("utf-8")
    assert one_sided(re.sub(r"https?://\S+", "", rubric)) == []
