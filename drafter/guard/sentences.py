"""Cut paragraphs into sentences; an abbreviation's dot ends none."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from drafter.guard.fold import fold
from drafter.guard.words import tokens


if TYPE_CHECKING:
    from drafter.guard.letter import Passage

# fmt: off
_ABBREVIATED = frozenset({
    "mr", "mrs", "ms", "mx", "dr", "prof", "st", "jr", "sr", "inc", "ltd", "co", "corp",
    "no", "vs", "e.g", "i.e", "a.m", "p.m", "approx", "dept", "fig",
})
# fmt: on
# The last words of a firm or a name; a sentence may end with them.
_NAME_ENDS = frozenset({"inc", "ltd", "co", "corp", "jr", "sr"})
_BEGINS = frozenset(
    {
        "a", "an", "and", "as", "at", "but", "for", "from", "he", "her", "his", "i",
        "if", "in", "is", "it", "let", "my", "no", "on", "or", "our", "please", "she",
        "should", "since", "so", "thank", "that", "the", "there", "these", "they",
        "this", "to", "we", "what", "when", "with", "working", "you", "your",
    }
)  # fmt: skip
_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|\Z)")


class Sentence(NamedTuple):
    """A sentence, and which tokens of its passage it is."""

    text: str
    passage: Passage
    first: int
    last: int
    """One past its last token."""
    start: int
    line: int

    def holds(self, passage: Passage, place: int) -> bool:
        """Tell whether a place of a passage is in this sentence."""
        inside = self.start <= place < self.start + len(self.text)
        return inside and passage == self.passage


@lru_cache(maxsize=1024)
def sentences(passage: Passage) -> tuple[Sentence, ...]:
    """Find the sentences of one paragraph, in order."""
    text = passage.text
    starts = tokens(text).starts
    found = []
    begin = 0
    for end in (*(m.end() for m in _STOP.finditer(text) if _ends(text, m)), len(text)):
        piece = text[begin:end].strip()
        if piece:
            start = text.index(piece, begin)
            first, last = bisect_left(starts, begin), bisect_left(starts, end)
            line = passage.line_at(start)
            found.append(Sentence(piece, passage, first, last, start, line))
        begin = end
    return tuple(found)


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Tell the end of a sentence from a dot inside one."""
    after = text[stop.end() : stop.end() + 80].lstrip()
    if stop[0][0] in "!?" or not after:
        return True
    before = text[max(stop.start() - 40, 0) : stop.start()].split()
    word = before[-1].strip("\"“‘'([").lower() if before else ""
    initial = len(word) == 1 and word.isalpha() and word != "i"
    if word in _NAME_ENDS and after[0].isupper():
        begins = re.match(r"\w*", fold(after).text)
        return begins is not None and begins[0] in _BEGINS
    return not (word in _ABBREVIATED or initial or after[0].islower())
