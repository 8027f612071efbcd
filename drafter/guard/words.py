"""Words: tokens of folded text, content words, and what it takes to mention something.

A token is a word or one sign, so a phrase matches on word boundaries and any run of
blanks or line breaks inside it counts as one. A possessive 's is a token of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from drafter.guard.fold import fold
from drafter.guard.lists import words_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r"'s\b|\w+(?:'(?!s\b)\w+)*|[^\w\s]")
_NEAR = 8
"""Two content words of a field this near to each other mention it."""


class Tokens(NamedTuple):
    """The tokens of a text, and where each begins and ends in the original."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=8192)
def tokens(text: str) -> Tokens:
    """Split a text into folded tokens."""
    folded = fold(text)
    found = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(folded.text)]
    if not found:
        return Tokens((), (), ())
    words, starts, ends = zip(*found, strict=True)
    if folded.origin:
        starts = tuple(folded.origin[i] for i in starts)
        ends = tuple(folded.origin[i - 1] + 1 for i in ends)
    return Tokens(words, starts, ends)


def is_word(token: str) -> bool:
    """Tell a word from a sign and from a possessive."""
    return token[0].isalnum() or token[0] == "_"


@lru_cache(maxsize=8192)
def plain_words(text: str) -> tuple[str, ...]:
    """List the words of a text, without signs and possessives."""
    return tuple(w for w in tokens(text).words if is_word(w))


@lru_cache(maxsize=8192)
def phrase(text: str) -> tuple[str, ...]:
    """List a field's tokens without the signs around, to find it inside a sentence."""
    words = tokens(text).words
    start, end = 0, len(words)
    while end > start and not is_word(words[end - 1]):
        end -= 1
    while start < end and not is_word(words[start]):
        start += 1
    return words[start:end]


def runs_of(needle: tuple[str, ...], hay: tuple[str, ...]) -> Iterator[int]:
    """Find every place in `hay` where the whole `needle` stands."""
    size = len(needle)
    if not size or needle[0] not in hay:
        return
    at = -1
    for _ in range(hay.count(needle[0])):
        at = hay.index(needle[0], at + 1)
        if hay[at : at + size] == needle:
            yield at


# fmt: off
_SUFFIXES = (
    "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y",
)
# fmt: on
_STEM_MIN = 3


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Cut a word's ending, crudely: `planning` and `plans` meet, and that is enough."""
    suffix = next((s for s in _SUFFIXES if word.endswith(s)), "")
    if not suffix or len(word) - len(suffix) < _STEM_MIN:
        return word
    bare = word[: -len(suffix)]
    doubled = bare[-1] == bare[-2] and suffix.startswith(("ing", "ed"))
    return bare[:-1] if doubled else bare


@lru_cache(maxsize=8192)
def content_stems(text: str) -> tuple[str, ...]:
    """List the stems of the words that carry meaning, in order."""
    return tuple(content(plain_words(text)))


def content(words: Iterable[str]) -> Iterator[str]:
    """Keep the stems of those words that carry meaning."""
    stop = words_of("stop_words")
    return (stem(word) for word in words if word not in stop)


@lru_cache(maxsize=256)
def _stems(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(stem, words))


def mentions(
    words: tuple[str, ...], field: str, common: frozenset[str], *, whole: bool = False
) -> bool:
    """Tell whether words speak of a field: as written, or by two of its words near.

    `common` are stems that stand in every note (employer, position) and prove nothing.
    `whole`: only as written.
    """
    if any(True for _ in runs_of(plain_words(field), words)):
        return True
    if whole:
        return False
    wanted = frozenset(content_stems(field)) - common
    said = [(at, word) for at, word in enumerate(_stems(words)) if word in wanted]
    if len(wanted) == 1:
        return bool(said)
    return any(
        one != two and at - before <= _NEAR
        for (before, one), (at, two) in pairwise(said)
    )
