"""Words as the guard compares them: folded, in tokens, by their stems, in the lists.

Text is folded so that nothing hides: `a<ZWSP>ll`, full-width letters, look-alikes.
Rules match folded text and quote the original, so every fold remembers where its
characters came from. Names are never compared folded: "Zoë" is not "Zoe" to Zoë.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, is_normalized, normalize

from drafter.expressions import Expression


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


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
_UNSEEN_ONE = f"[{_UNSEEN}]"
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
        piece = _bare(re.sub(_UNSEEN_ONE, "", piece))
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
    if word.isascii():
        return word
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
    if text.isascii():  # nothing unseen in it, and no look-alike
        return tuple(read | {text.translate(_SAME): None})
    for unseen in ("", " "):
        same = normalize("NFKC", text).translate(_SAME)
        same = re.sub(_UNSEEN_ONE, unseen, same)
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


_SUFFIXES = (
    "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip
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


_FOLDER = Path(__file__).parent / "lists"


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_bytes().decode().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def entries(name: str) -> tuple[str, ...]:
    """Phrases, in the order of the file."""
    return tuple(entry for line in _lines(name) for entry in line.split("|"))


@cache
def words_of(name: str) -> frozenset[str]:
    """Single words."""
    return frozenset(" ".join(_lines(name)).split())


def matches(name: str, text: str) -> Iterator[re.Match[str]]:
    """Find the patterns of a list, `pay.regex`, in a text."""
    return pattern(name).finditer(text)


@cache
def pattern(name: str) -> Expression:
    """Any of the patterns of a list."""
    return Expression(*_lines(name))


@cache
def surroundings(name: str) -> tuple[tuple[str, str, str], ...]:
    """What stands before, at and after some words: `before <<words>> after`."""
    parts = (re.split("<<|>>", line) for line in _lines(name))
    return tuple((before, words, after) for before, words, after in parts)


def is_plain(word: str) -> bool:
    """Tell a word that everybody uses, though a firm may be called so."""
    return word in words_of("common_words") or word in words_of("stop_words")


def straight(text: str) -> str:
    """Put plain quotes, hyphens and blanks; every letter keeps its place and case."""
    return text.translate(_SAME)


def wishes(*texts: str) -> bool:
    """Tell whether one of these says plainly that its writer wants the work."""
    if any(_INTEREST in said(text) for text in texts):
        return True
    return any(any(matches("interest.regex", fold(text).text)) for text in texts)


FAMILIES = (
    "pushy", "desperate", "presumptuous", "flattery", "apology", "pay", "cliche",
    "needy", "gift", "status", "relative_days", "plural_you", "plural_perhaps",
    "hurried", "confided", "close", "self_doubt",
)  # fmt: skip
_INTEREST = "interest"
Place = tuple[int, int]
"""First token, one past the last."""


@cache
def _index() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for family in (*FAMILIES, _INTEREST):
        # One pass a list: to tokenise entry by entry costs five times as much.
        words: list[str] = []
        text = fold("|".join((*entries(family), ""))).text
        for word in _TOKEN.findall(text):
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
