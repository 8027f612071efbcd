"""The word lists of `lists/`, and whether a text holds a word of one.

Lists are looked up as plain text, and patterns compiled when first needed: to compile
all of them would cost more than reading a file of three people.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FOLDER = Path(__file__).parent / "lists"
_TOKEN = re.compile(r"[\w’'/-]+")


class Pattern:
    """A regular expression that is compiled when it is first looked for."""

    def __init__(self, *parts: str, case: bool = True) -> None:
        self._source, self._flags = "".join(parts), re.NOFLAG if case else re.IGNORECASE

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def match(self, text: str) -> re.Match[str] | None:
        """Look at the beginning."""
        return self._made.match(text)

    def full(self, text: str) -> re.Match[str] | None:
        """Look at the whole text."""
        return self._made.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Look anywhere."""
        return self._made.search(text)

    def each(self, text: str) -> Iterator[re.Match[str]]:
        """Find all of them, in order."""
        return self._made.finditer(text)

    def sub(self, better: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace all of them."""
        return self._made.sub(better, text)


class Lexicon:
    """Phrases that are looked for in texts; `news.txt` says how they are written."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        harmless = [line[1:].strip() for line in lines if line.startswith("!")]
        wanted = [line for line in lines if not line.startswith("!")]
        self._harmless = [f" {line} " for line in harmless]
        self._wanted = [
            end
            for line in wanted
            for end in (
                [f" {line[:-1]}"] if line[-1] == "*" else (f" {line} ", f" {line}s ")
            )
        ]

    def find(self, text: str) -> str:
        """Give the first phrase of the list that stands in the text, or nothing."""
        plain = _plain(text)
        for phrase in self._harmless:
            if phrase in plain:
                plain = plain.replace(phrase, " . ")
        return next((one.strip() for one in self._wanted if one in plain), "")


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, each without a possessive 's."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    return tuple(word.removesuffix("'s").strip("'") for word in found)


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
    found = [w for line in _lists("words")[heading] for w in line.split()]
    return dict(word.split(":", 1) for word in found)


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    return f" ^ {' '.join(tokens(text))} $ "


@cache
def _lists(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}
