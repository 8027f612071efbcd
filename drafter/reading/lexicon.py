"""The word lists of `lists/`, and whether a text holds a word of one.

Lists are looked up, not made into regular expressions: compiling those would cost more
than reading a file of three people.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple


_FOLDER = Path(__file__).parent / "lists"
_TOKEN = re.compile(r"[\w’'/-]+")


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    harmless: bool

    def stands(self, words: list[str], at: int) -> bool:
        there = words[at : at + len(self.words)]
        return len(there) == len(self.words) and all(map(_fits, self.words, there))


class Lexicon:
    """Phrases that are looked for in texts; `news.txt` says how they are written."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._exact: dict[str, list[_Phrase]] = {}
        self._stems: list[_Phrase] = []
        for line in sorted(lines, key=len, reverse=True):
            words = tuple(line.removeprefix("!").split())
            phrase = _Phrase(words, line.startswith("!"))
            if words[0].endswith("*"):
                self._stems.append(phrase)
            else:
                self._exact.setdefault(words[0], []).append(phrase)

    def find(self, text: str) -> str:
        """Give the first phrase of the list that stands in the text, or nothing."""
        words = ["^", *tokens(text), "$"]
        at = 0
        while at < len(words):
            here = (p for p in self._starting(words[at]) if p.stands(words, at))
            phrase = next(here, None)
            if phrase and not phrase.harmless:
                return " ".join(words[at : at + len(phrase.words)]).strip("^$ ")
            at += len(phrase.words) if phrase else 1
        return ""

    def _starting(self, word: str) -> list[_Phrase]:
        found = self._exact.get(word, [])
        if word.endswith("s"):
            found = found + self._exact.get(word[:-1], [])
        return found + self._stems if self._stems else found


def tokens(text: str) -> list[str]:
    """The words of a text in small letters, each without a possessive 's."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    return [word.removesuffix("'s").strip("'") for word in found]


@cache
def lexicon(heading: str) -> Lexicon:
    """Give the phrases under a heading of `news.txt`, ready to be looked for."""
    return Lexicon(_lists("news")[heading])


@cache
def words(heading: str) -> frozenset[str]:
    """Give the single words under a heading of `words.txt`."""
    return frozenset(w for line in _lists("words")[heading] for w in line.split())


@cache
def pairs(heading: str) -> dict[str, str]:
    """Give the pairs under a heading of `words.txt`: what is found, what it becomes."""
    return dict(word.split(":", 1) for word in sorted(words(heading)))


def _fits(wanted: str, word: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return wanted in {"_", word} or (word.endswith("s") and word[:-1] == wanted)


@cache
def _lists(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}
