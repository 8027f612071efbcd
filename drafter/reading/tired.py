"""What a tired hand types: "there boss", "could of", "6yr", "the the".

`lists/tired.txt` tells how its rows read. A row is compiled only for a text that holds
one of its cues, and what stands between quotation marks stays.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import NamedTuple

from drafter.reading.lexicon import pattern, phrases, words


class _Rows(NamedTuple):
    """Rows that have their cues in common."""

    cues: tuple[str, ...]
    rows: list[tuple[str, str]]
    """Of each its expression and what is written."""


@cache
def _rows() -> list[_Rows]:
    lines = (line.split(" : ") for line in phrases("rows", "tired"))
    return [
        _Rows(
            tuple(cues.replace("_", " ").split("/")),
            [(source, written.replace("_", " ")) for _, source, written in group],
        )
        for cues, group in groupby(lines, key=lambda line: line[0])
    ]


@cache
def _lists() -> dict[str, str]:
    lines = phrases("lists", "tired")
    return {name: row for name, _, row in (line.partition(" : ") for line in lines)}


def untired(text: str) -> tuple[str, dict[str, str]]:
    """Mend a line; give what was typed, and how it is written."""
    found: dict[str, str] = {}
    low = f" {text.lower()} ".replace("’", "'")
    for cues, rows in _rows():
        if any(map(low.__contains__, cues)):
            for source, written in rows:
                text = _written(text, source, written, found)
    return _once(text, found), found


def _written(text: str, source: str, written: str, found: dict[str, str]) -> str:
    source = re.sub(r"\{([a-z ]+)\}", lambda m: _lists()[m[1]], source)
    hidden = [match.span() for match in pattern("quoted").finditer(text)]

    def put(match: re.Match[str]) -> str:
        typed = match[0]
        if any(start <= match.start() < end for start, end in hidden):
            return typed
        better = match.expand(written)
        if typed[0].isupper():
            better = better[0].upper() + better[1:]
        if better != typed:
            found[typed.strip(" ,;.")] = better.strip(" ,;.")
        return better

    return re.sub(source, put, text, flags=re.IGNORECASE)


def _once(text: str, found: dict[str, str]) -> str:
    """Write "the the" once."""
    parts = text.split(" ")
    twice = [
        at
        for at, part in enumerate(parts[1:], 1)
        if part == parts[at - 1] and part in words("never twice")
    ]
    for at in reversed(twice):
        word = parts.pop(at)
        found[f"{word} {word}"] = word
    return " ".join(parts)
