"""What a tired hand types: "there boss", "could of", "6yr", "the the".

`lists/tired.txt` tells how its rows read. A row is compiled only for a text that holds
one of its cues, and what stands between quotation marks stays.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from drafter.reading.lexicon import pattern, phrases, words


_WORD = re.compile(r"[a-z']+|[&@+]|!!|\?\?|\.\.")


class _Row(NamedTuple):
    cues: tuple[str, ...]
    """One of them stands in every text that the expression finds something in."""
    source: str
    written: str


@cache
def _rows() -> dict[str, list[_Row]]:
    """Give the rows by the word without which none of them finds anything."""
    found: dict[str, list[_Row]] = {}
    for line in phrases("rows", "tired"):
        cues, source, written = line.replace("_", " ").split(" : ")
        first, _, more = cues.partition(" & ")
        row = _Row(tuple(more.split("/")), source, written)
        for word in first.split("/"):
            found.setdefault(word, []).append(row)
    return found


@cache
def _lists() -> dict[str, str]:
    lines = phrases("lists", "tired")
    return {name: row for name, _, row in (line.partition(" : ") for line in lines)}


def untired(text: str) -> tuple[str, dict[str, str]]:
    """Mend a line; give what was typed, and how it is written."""
    found: dict[str, str] = {}
    low, known = f" {text.lower()} ".replace("’", "'"), _rows()
    for word in dict.fromkeys(_WORD.findall(low)):
        for row in known.get(word, ()):
            if any(map(low.__contains__, row.cues)):
                text = _written(text, row, found)
    return _once(text, found), found


def _written(text: str, row: _Row, found: dict[str, str]) -> str:
    source = re.sub(r"\{([a-z ]+)\}", lambda m: _lists()[m[1]], row.source)
    hidden = [match.span() for match in pattern("quoted").finditer(text)]

    def put(match: re.Match[str]) -> str:
        typed = match[0]
        if any(start <= match.start() < end for start, end in hidden):
            return typed
        better = match.expand(row.written)
        if typed[0].isupper() and better:
            better = better[0].upper() + better[1:]
        if better != typed:
            found[typed.strip(" ,;")] = better.strip(" ,;") or "nothing"
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
