"""Tell a name that is nobody's: two people's, a group's, or no name at all.

A name is read as the eye reads it (`readings`), never compared that way: here only what
stands between the names counts, and whether the words are a group's.
"""

from __future__ import annotations

import re

from drafter.guard.fold import fold, readings
from drafter.guard.lists import words_of


# "y", "e" and "und zu" join the halves of one surname, not two people.
_JOINED = re.compile(
    r"[\W_](?:(?i:and|et|plus|with|und(?!\s+zu\b))|och|or|и|і|和|与|與|と)[\W_]+\w"
    r"|[&+/;|\\•●▪‣¦⁄∕、؛]"
)
_EN = re.compile(r"\s(?:en|og|ja)\s+[^\W\d_a-zà-ÿ]")
_PARTICLE = re.compile(r"\b(?:van|von|de|du|del|da|la|le|saint)\b", re.IGNORECASE)
_HALVES = re.compile(r"\s(?:y|e|i)\s", re.IGNORECASE)
_PLURAL = re.compile(
    r"\b(?:drs|messrs|mmes|profs|misses|mesdames|messieurs|se[ñn]ores|se[ñn]oras"
    r"|sres|sras|herren|damen|sirs|ladies|gentlemen)\b"
)
_LETTERS = re.compile(r"(?:(?:[A-Z]\.){2,}[A-Z]?|[A-Z][A-Za-z]{0,5}[A-Z])\Z")
"""`PhD`, `CISSP`, `M.D.`: letters after a name that no list will ever complete."""


def joins_two(name: str) -> bool:
    """Tell whether a name is two people's: `Dana and Tomas`, `Dana, Tomas`."""
    return any(map(_joins_two, readings(name.strip())))


def joins_halves(name: str) -> bool:
    """Tell whether a word joins two names that may be the halves of a surname."""
    return any(_HALVES.search(reading) for reading in readings(name))


def is_plural(title: str) -> bool:
    """Tell whether a title is that of several: `Drs.`, `Messieurs`."""
    return bool(_PLURAL.search(fold(title).text))


def has_letters(name: str) -> bool:
    """Tell a name from a wave of the hand."""
    return any(char.isalpha() for char in name)


def _joins_two(name: str) -> bool:
    if _JOINED.search(name) or (_EN.search(name) and not _PARTICLE.search(name)):
        return True
    _, *after = re.split("[,،]", name)
    return any(not _is_suffix(part) for part in after)


def _is_suffix(part: str) -> bool:
    words, known = part.split(), words_of("after_name")
    return bool(words) and all(
        word.replace(".", "").lower() in known or bool(_LETTERS.match(word))
        for word in words
    )
