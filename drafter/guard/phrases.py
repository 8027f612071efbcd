"""Find all phrases of all lists in one pass.

Seven hundred phrases as alternations cost milliseconds a note; a look-up by the first
word of a phrase costs microseconds, and matches on word boundaries by its nature.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from drafter.guard.lists import entries
from drafter.guard.words import tokens


if TYPE_CHECKING:
    from collections.abc import Mapping

# fmt: off
FAMILIES = (
    "pushy", "desperate", "presumptuous", "flattery", "apology", "pay", "cliche",
    "needy", "hedges", "intensifiers", "gift", "status", "relative_days", "plural_you",
)
# fmt: on
Place = tuple[int, int]
"""First token, one past the last."""


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for family in FAMILIES:
        # One pass a list: to tokenise entry by entry costs five times as much.
        words: list[str] = []
        for word in (*tokens("|".join(entries(family))).words, "|"):
            if word != "|":
                words.append(word)
            elif words:
                index.setdefault(words[0], []).append((tuple(words), family))
                words = []
    for choices in index.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return index


@lru_cache(maxsize=1024)
def said(text: str) -> Mapping[str, tuple[Place, ...]]:
    """Find each family's phrases, left to right, the longest at each place."""
    index, words = _index(), tokens(text).words
    found: dict[str, list[Place]] = {}
    for at, word in enumerate(words):
        for needle, family in index.get(word, ()):
            end = at + len(needle)
            if words[at:end] == needle:
                places = found.setdefault(family, [])
                if not places or places[-1][1] <= at:
                    places.append((at, end))
    return {family: tuple(places) for family, places in found.items()}
