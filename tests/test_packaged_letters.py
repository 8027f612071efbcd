"""The packaged letters and phrases: sound, short, and without empty sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from drafter.language import packaged_folder


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk import Desk

FOLDER = packaged_folder()
LETTERS = sorted(path for path in FOLDER.glob("*/*.j2") if path.parent.name != "de")
NOTES = [path for path in LETTERS if path.parent.name in {"thank_you", "card"}]
PHRASES = sorted(FOLDER.glob("phrases.*.txt"))
KINDS = {
    "thank_you", "card", "linkedin", "takeaway", "check_in", "phone", "reply_new_date",
    "reply_rejection", "reply_offer", "reply_withdraw", "reply_addresses",
}  # fmt: skip
CONTRACTION = re.compile(
    r"\w['’](?:d|ll|m|re|t|ve)\b|\b(?:it|that|there|here)['’]s\b", re.IGNORECASE
)


def name_of(path: Path) -> str:
    return str(path.relative_to(FOLDER))


def fixed_words(source: str) -> str:
    """What every reader of the letter gets; a value is a mark."""
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", source, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "§", plain)


def free_sentences(source: str) -> Iterator[str]:
    """Sentences between greeting and closing that hold no value."""
    for line in fixed_words(source).split("\n"):
        if not line.startswith("Subject:"):
            for sentence in re.split(r"(?<=[.!?]) +|(?<=§) +(?=[A-Z§])", line):
                if sentence.strip() and "§" not in sentence:
                    yield sentence


def test_every_kind_has_letters() -> None:
    assert {path.parent.name for path in LETTERS} == KINDS


def test_check_has_nothing_to_say_against_any_letter(desk: Desk) -> None:
    result = desk.run("templates check")
    assert result.stderr == ""
    assert all(f"{kind}: " in result.stdout for kind in KINDS)


def test_packaged_phrases_suffice_for_an_interview_of_any_size(desk: Desk) -> None:
    assert "add lines" not in desk.run("templates check").stdout


@pytest.mark.parametrize("path", LETTERS, ids=name_of)
def test_a_letter_is_at_most_40_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 40


def test_all_templates_together_are_at_most_1800_lines() -> None:
    files = [*LETTERS, *PHRASES]
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) <= 1800


@pytest.mark.parametrize("path", LETTERS, ids=name_of)
def test_the_fixed_words_of_a_letter_have_no_contraction(path: Path) -> None:
    assert CONTRACTION.findall(fixed_words(path.read_text("utf-8"))) == []


def test_formal_phrases_have_no_contraction() -> None:
    lines = (FOLDER / "phrases.formal.txt").read_text("utf-8").splitlines()
    assert [s for s in lines if not s.startswith("#") and CONTRACTION.search(s)] == []


@pytest.mark.parametrize("path", NOTES, ids=name_of)
def test_what_tells_nothing_stands_in_the_phrases(path: Path) -> None:
    assert list(free_sentences(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", PHRASES, ids=name_of)
def test_no_line_stands_twice_in_a_list_of_phrases(path: Path) -> None:
    seen: dict[str, set[str]] = {}
    heading = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line
        elif line.strip() and not line.startswith("#"):
            assert line not in seen.setdefault(heading, set()), f"{heading} {line}"
            seen[heading].add(line)
    assert seen
