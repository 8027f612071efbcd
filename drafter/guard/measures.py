"""How alike two sketches are: by their common word triples, and by the longest run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.guard.identity import by_identity
from drafter.guard.likeness import GRAM


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.guard.likeness import Sketch

_REPEATS_MAX = 16
"""Places of one triple looked at: one word repeated for ever must not cost a square."""


@by_identity
def _triples(sketch: Sketch) -> frozenset[int]:
    return frozenset(sketch.trigrams)


def jaccard(one: Sketch, two: Sketch) -> float:
    """Measure the share of word triples two notes have in common."""
    a, b = _triples(one), _triples(two)
    common = len(a & b)
    return common / (len(a) + len(b) - common) if common else 0.0


def in_common(one: Sketch, two: Sketch) -> int:
    """Count the word triples that both have."""
    return len(_triples(one) & _triples(two))


SAME = 0.75
"""Of so much in common, what differs is a name: measured on letters swapped so."""


def likeness(one: Sketch, own: Sequence[bool], two: Sketch, least: int) -> float:
    """Measure how much of a note is another's, set against what is its reader's own.

    Every note of thanks has the same courtesies, and a short one little else beside
    its fact. So each word of the reader's own (`own` says of each word whether it was
    copied from their fields) that the other note has not weighs up one triple that
    both have. A note counts as long as `least` triples, at least: in ten words a
    courtesy is half of it.
    """
    a, b = _triples(one), _triples(two)
    common = a & b
    every = len(a) + len(b) - len(common)
    if not common or len(common) >= SAME * every:
        return len(common) / every if common else 0.0
    last = len(one.trigrams) - 1
    middles = (one.trigrams[min(max(n - 1, 0), last)] for n in range(len(own)))
    pairs = zip(own, middles, strict=True)
    fresh = sum(mine and triple not in common for mine, triple in pairs)
    return max(len(common) - fresh, 0) / max(every, least)


def longest_run(one: Sketch, two: Sketch, least: int = 0) -> tuple[int, int]:
    """Find the longest run of words both share, and its place in the first.

    With `least`, notes that cannot share so long a run are not looked at.
    """
    common = _triples(one) & _triples(two)
    if len(common) < max(least - GRAM + 1, 1):
        return 0, 0
    places: dict[int, list[int]] = {}
    for at, triple in enumerate(two.trigrams):
        if triple in common:
            places.setdefault(triple, []).append(at)
    best, end = 0, 0
    before: dict[int, int] = {}
    for at, triple in enumerate(one.trigrams):
        here = places.get(triple, ())[:_REPEATS_MAX]
        now = {j: before.get(j - 1, 0) + 1 for j in here}
        longest = max(now.values(), default=0)
        if longest > best:
            best, end = longest, at
        before = now
    return best + GRAM - 1, end - best + 1
