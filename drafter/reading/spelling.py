"""Misspelt words that are no words: how they are spelt.

The list is long and a letter is short. So the file is not read but mapped, and searched
by halves; nothing is built of it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

from drafter.reading.lexicon import words


LIST = Path(__file__).parent / "lists" / "misspelt.txt"
"""Third-party data, under the licence that its head names."""
_SHORTEST = 4
"""Letters of a word; what is shorter may be short for anything."""
_FEW = 600
"""Bytes of rows that are quicker looked through than halved."""


@lru_cache(maxsize=4096)
def spelt(word: str) -> str:
    """Give how a word in small letters is spelt; nothing where it may be right."""
    own = word.removesuffix("'s")
    if own != word:
        return f"{found}'s" if (found := spelt(own)) else ""
    is_plain = word.isascii() and word.isalpha()
    if len(word) < _SHORTEST or not is_plain or word in words("spelt right"):
        return ""
    rows, wanted = _rows(), f"\n{word} ".encode()
    low, high = 0, len(rows)
    while high - low > _FEW:
        at = rows.rfind(b"\n", low, (low + high) // 2)
        if rows[at : at + len(wanted)] <= wanted:
            low = at
        else:
            high = at
    at = rows.find(wanted, low, high + len(wanted))
    end = rows.find(b"\n", at + 1)
    return rows[at + len(wanted) : end].decode() if at >= 0 else ""


@cache
def _rows() -> mmap:
    with LIST.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)
