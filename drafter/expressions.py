"""Regular expressions of lists, compiled only for a text that they might match.

A letter meets few of the hundreds that we know, and to compile them all took longer
than to write five letters. So an expression is first read for its cues, the letters
that no match can be without: `(?:glad|happy) to join` wants `glad` or `happy`, and
` to join`. `tests/test_expressions.py` proves that no cue of any list is wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


Cue = tuple[int, tuple[str, ...]]
"""One of these words stands in every text with a match, in small letters; before them
the length of the shortest, since the longest tell the most."""
Cues = list[Cue]
_PARTS = re.compile(
    r"\((?:\?(?:[ims-]*:|P<\w+>))?(?P<words>[\w !\"#%&',/:;<=>@`~|-]+)\)(?![*?{])"
    r"|(?P<run>(?:[\w !\"#%&',/:;<=>@`~|-]|\\[^\w\\|])+)(?![*?{])"
    r"|(?P<open>\((?:\?(?:[ims-]*:|P<\w+>)|(?!\?)))"
    r"|(?P<aside>\(\?)"
    r"|(?P<close>\)(?![*?{]))"
    r"|(?P<perhaps>\))"
    r"|\\.|\[\^?\]?(?:[^\\\]]|\\.)*\]|\{[\d,]*\}",
    re.ASCII | re.DOTALL,
)
"""Of an expression's source: a group of nothing but words, a run of letters that stand
for themselves (and of `|` between them), groups and their ends; an aside looks around
or does what is rare, and what follows `perhaps` lets it be missing. What is no part is
a sign, or a letter that may be missing."""


def cues(source: str) -> Cues:
    """Read what no match of an expression can be without."""
    around: list[tuple[list[Cues], Cues, str]] = []
    before, here = list[Cues](), Cues()
    for part in _PARTS.finditer(source):
        kind = part.lastgroup
        if kind == "run":
            first, *others = part[0].lower().replace("\\", "").split("|")
            here += [(len(first), (first,))] if first else []
            for word in others:
                before.append(here)
                here = [(len(word), (word,))] if word else []
        elif kind == "words":
            words = part["words"].lower().split("|")
            here += [(min(map(len, words)), tuple(words))] if all(words) else []
        elif kind in {"open", "aside"}:
            around.append((before, here, kind))
            before, here = [], []
        elif kind:
            within = _any_of([*before, here])
            before, here, opened = around.pop()
            if opened == "open" and kind == "close":
                here += within
    return _any_of([*before, here])


def _any_of(choices: list[Cues]) -> Cues:
    """Join the cues of alternatives, of each the one that tells the most."""
    if len(choices) == 1:
        return choices[0]
    if not all(choices):
        return []
    best = [max(one) for one in choices]
    return [(min(best)[0], tuple([word for _, words in best for word in words]))]


_SMALL = str.maketrans("\u0130\u0131\u017f", "iis")


def small(text: str) -> str:
    """Put small letters, each in its place, for all that `(?i)` takes for them."""
    return text.lower() if text.isascii() else text.translate(_SMALL).lower()


@lru_cache(maxsize=2048)
def _compiled(*rows: str) -> re.Pattern[str]:
    joined = "|".join(f"(?:{row})" for row in rows)
    return re.compile(rows[0] if len(rows) == 1 else joined)


_NOTHING = re.compile("(?!)")


class Expression:
    """Any of some rows, the first of them that matches at a place, as with `|`."""

    def __init__(self, *rows: str) -> None:
        self.rows = {row: sorted(cues(row), reverse=True) for row in rows}

    def on(self, text: str) -> re.Pattern[str]:
        """Compile what might match a text."""
        plain = small(text)
        rows = []
        for row, wanted in self.rows.items():
            for _, words in wanted:
                for word in words:
                    if word in plain:
                        break
                else:
                    break
            else:
                rows.append(row)
        return _compiled(*rows) if rows else _NOTHING

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place that matches."""
        found = self.on(text)  # to search for nothing is to try each place
        return None if found is _NOTHING else found.search(text)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """Match at a place."""
        return self.on(text).match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match the whole text."""
        return self.on(text).fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all places that match."""
        return self.on(text).finditer(text)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Put something else for all that matches."""
        found = self.on(text)
        return text if found is _NOTHING else found.sub(put, text)
