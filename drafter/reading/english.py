"""Phrases that are wrong whatever the sentence, and how they are written.

`lists/english.txt` tells how its rows read. A row is split when its first word stands
in a text, so what is written well costs one look-up a word.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from drafter.reading.lexicon import phrases
from drafter.words import shared


MARKS = ',;:!?()"“”.'
"""What stands around a word and is none of it."""
_QUOTES = frozenset('"“”')
_ENDS = ("^", "$")


class Row(NamedTuple):
    """A phrase: of each word what may be typed, and what is written."""

    typed: tuple[tuple[str, ...], ...]
    written: str
    begins: bool
    """Only behind a mark, or at the head of the text."""
    ends: bool


def phrased(parts: list[str]) -> dict[str, str]:
    """Mend the phrases among the words of a text, in place; give each once."""
    found: dict[str, str] = {}
    at, known, quoted = 0, _lines(), _quoted(parts)
    while at < len(parts):
        first = _plain(parts[at]).lower()
        wanted = first in known and at not in quoted
        row = _row_at(parts, at, first) if wanted else None
        end = at + (len(row.typed) if row else 1)
        if row and row.written:
            typed = parts[at:end]
            written = _written(typed, row)
            parts[at:end] = written.split()
            found[" ".join(typed).strip(MARKS)] = written.strip(MARKS)
            end, quoted = at + len(written.split()), _quoted(parts)
        at = end
    return found


def _quoted(parts: list[str]) -> set[int]:
    """Give the places of words that are between quotation marks."""
    inside, found = False, set[int]()
    for at, part in enumerate(parts):
        if part[0] in _QUOTES:
            inside = True
        if inside:
            found.add(at)
        if part.rstrip(",;:!?.")[-1:] in _QUOTES:
            inside = False
    return found


def _row_at(parts: list[str], at: int, first: str) -> Row | None:
    second = _plain(parts[at + 1]).lower() if at + 1 < len(parts) else ""
    after = _rows(first)
    rows = (*after.get(second, ()), *after.get("", ()))
    return next((row for row in rows if _fits(row, parts, at)), None)


@cache
def _lines() -> dict[str, list[str]]:
    """Give the rows by their first words; what is right comes before what is not."""
    found: dict[str, list[str]] = {}
    for line in sorted(phrases("phrases", "english"), key=lambda one: one[0] != "!"):
        first = line.lstrip("!^ ").split(" ", 1)[0]
        for word in _choices(first):
            found.setdefault(word.lower(), []).append(line)
    return found


@cache
def _rows(first: str) -> dict[str, list[Row]]:
    """Give the rows that begin with a word by their second; "": they have none."""
    found: dict[str, list[Row]] = {}
    for row in map(row_of, _lines()[first]):
        for word in row.typed[1] if row.typed[1:] else [""]:
            found.setdefault(word.lower(), []).append(row)
    return found


@cache
def row_of(line: str) -> Row:
    """Read one row of the list."""
    typed, _, written = line.lstrip("!").partition(" : ")
    every = typed.split()
    words = tuple(_choices(word) for word in every if word not in _ENDS)
    return Row(words, written, every[0] == "^", every[-1] == "$")


@cache
def _choices(word: str) -> tuple[str, ...]:
    """Give what "go/went" or "{go}" stands for."""
    found = list[str]()
    for part in word.split("/"):
        found += _forms(part.strip("{}")) if part[0] == "{" else [part]
    return tuple(found)


@cache
def _forms(name: str) -> tuple[str, ...]:
    """Give the form of every verb that the first verb of a table has under this name.

    Else the words under that heading.
    """
    for heading in ("verbs", "verbs or nouns"):
        verbs = [line.split() for line in phrases(heading, "english")]
        if name in verbs[0]:
            return tuple(verb[verbs[0].index(name)] for verb in verbs)
    return tuple(" ".join(phrases(name, "english")).split())


def is_abbreviation(part: str, after: list[str]) -> bool:
    """Tell "approx." with its full stop, which ends no sentence."""
    ends = not after or after[0][0].isupper()
    return part[-1] == "." and not ends and part[:-1].lower() in shared("abbreviations")


def _plain(part: str) -> str:
    return part.strip(MARKS).replace("’", "'")


def _fits(row: Row, parts: list[str], at: int) -> bool:
    end = at + len(row.typed)
    typed = parts[at:end]
    if len(typed) < len(row.typed) or is_abbreviation(typed[-1], parts[end:]):
        return False
    before = parts[at - 1][-1] if at else "."
    begun = before in MARKS or not row.begins
    ended = end == len(parts) or typed[-1][-1] in MARKS or not row.ends
    apart = any(one[-1] in MARKS for one in typed[:-1])
    if not (begun and ended) or apart or any(one[0] in MARKS for one in typed[1:]):
        return False
    first, *others = map(_plain, typed)
    if before in ".!?" and first not in row.typed[0]:
        first = first[:1].lower() + first[1:]
    words = zip((first, *others), row.typed, strict=True)
    return all(word in choices for word, choices in words)


def _written(typed: list[str], row: Row) -> str:
    """Write the row with what was chosen from its lists, in their order."""
    chosen = (
        (word, choices)
        for word, choices in zip(map(_plain, typed), row.typed, strict=True)
        if len(choices) > 1
    )
    better = list[str]()
    for word in row.written.split():
        if word == "=" or "/" in word or "{" in word:
            was, choices = next(chosen)
            was = was if was in choices else was[:1].lower() + was[1:]
            forms = choices if word == "=" else _choices(word)
            better.append(forms[choices.index(was)])
        else:
            better.append(word)
    head = _plain(typed[0])
    text = " ".join(better)
    if head[:1].isupper():
        text = text[0].upper() + text[1:]
    before = typed[0][: len(typed[0]) - len(typed[0].lstrip(MARKS))]
    after = typed[-1][len(typed[-1].rstrip(MARKS)) :]
    return f"{before}{text}{after}"
