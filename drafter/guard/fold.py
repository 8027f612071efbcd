"""Fold text so that nothing hides: `a<ZWSP>ll`, full-width letters, look-alikes.

Rules match folded text and quote the original, so every fold remembers where its
characters came from. Names are never compared folded: "Zoë" is not "Zoe" to Zoë.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, is_normalized, normalize


# Signs a keyboard or an editor puts for one another; each stays one character.
_SAME = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ‛′`´＇", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\n\r\t\v\f", " "),
        **dict.fromkeys("‐‑", "-"),
    }
)
# Format characters, variation selectors and the fillers that show as nothing.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
# Cyrillic and Greek small letters that nobody can tell from Latin ones.
_ALIKE = str.maketrans(
    "асеорхутмкіјѕһԁԛԝӏ" + "αοιντρυϲ",
    "aceopxytmkijshdqwl" + "aoivtpuc",
)
# Less alike: telling only beside a Latin letter, for Анна is herself.
_ALMOST = str.maketrans("нвгп", "hbrn")
_LATIN_LETTER = re.compile("[a-z]")
_ODD = re.compile(f"[{_UNSEEN}\u0300-\u036f\u0370-\u03ff\u0400-\u052f]")
_UNSEEN_ONE = re.compile(f"[{_UNSEEN}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-z]+\Z")


class Folded(NamedTuple):
    """Folded text, and for each of its characters the place in the original."""

    text: str
    origin: tuple[int, ...] | None
    """None where nothing moved."""

    def place(self, index: int) -> int:
        """Find where in the original the folded character `index` came from."""
        return self.origin[index] if self.origin else index

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Find where in the original a folded span stands; it is not empty."""
        return self.place(start), self.place(end - 1) + 1


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """Fold to NFKC, small letters, straight quotes, blanks; nothing stays unseen."""
    same = text.translate(_SAME)
    low = same.lower()
    if same.isascii():
        return Folded(low, None)
    if len(low) == len(same) and is_normalized("NFKC", same) and not _ODD.search(low):
        return Folded(low, None)
    return _fold_slowly(same)


def _fold_slowly(text: str) -> Folded:
    pieces: list[str] = []
    origin: list[int] = []
    start, end = 0, len(text)
    while start < end:
        stop = start + 1
        while stop < end and combining(text[stop]):
            stop += 1
        piece = normalize("NFKC", text[start:stop]).lower().translate(_SAME)
        piece = _bare(_UNSEEN_ONE.sub("", piece))
        pieces.append(piece)
        origin += [start] * len(piece)
        start = stop
    folded = _WORD.sub(lambda word: _latin(word[0]), "".join(pieces))
    return Folded(folded, (*origin, end))


def _bare(piece: str) -> str:
    """Drop the marks that NFKC could not compose: they only disguise the letter."""
    if len(piece) > 1 and piece[0].isascii():
        return piece[0] + re.sub("[\u0300-\u036f]", "", piece[1:])
    return piece


def _latin(word: str) -> str:
    """Read a word of look-alikes as the Latin word it imitates; leave real Cyrillic."""
    imitated = word.translate(_ALIKE)
    if _LATIN_LETTER.search(word):
        imitated = imitated.translate(_ALMOST)
    return imitated if _LATIN.match(imitated) else word


@lru_cache(maxsize=1024)
def readings(text: str) -> tuple[str, ...]:
    """Read a name as the eye does, in its own case: unseen signs as nothing, as blanks.

    For comparison only; what stood between two words may have been their blank.
    """
    read = {text: None}
    for unseen in ("", " "):
        same = _UNSEEN_ONE.sub(unseen, normalize("NFKC", text).translate(_SAME))
        read[_WORD.sub(lambda word: _cased(word[0]), same)] = None
    return tuple(read)


def _cased(word: str) -> str:
    """Put Latin letters for look-alikes, and keep the word's case."""
    latin = _latin(word.lower())
    if latin == word.lower() or len(latin) != len(word):
        return word
    return "".join(
        b.upper() if a.isupper() else b for a, b in zip(word, latin, strict=True)
    )


@lru_cache(maxsize=1024)
def unaccented(text: str) -> str:
    """Fold to bare letters, to compare names with addresses: `müller` is `muller`."""
    bare = normalize("NFKD", fold(text).text)
    return "".join(c for c in bare if not combining(c)).translate(_SPELT)


_SPELT = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
