"""Columns for a terminal, aligned by how wide letters are, not by how many there are.

A name in Chinese takes two places a letter, a mark above a letter takes none; Python's
own padding knows neither.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "


def width(text: str) -> int:
    """Count the places a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(map(_places, text))


def _places(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    # The vowels and finals of a Korean syllable share its first consonant's place.
    if "\u1160" <= letter <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def shortened(text: str, longest: int) -> str:
    """Cut a text to so many places."""
    if width(text) <= longest:
        return text
    cut = text[: longest - 1]
    while width(cut) > longest - 1:
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out lines of equally many cells; the last cell is not padded."""
    widest = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(
            cell + " " * (most - width(cell))
            for cell, most in zip(row[:-1], widest, strict=False)
        )
        + _GAP
        + row[-1]
        for row in rows
    ]
