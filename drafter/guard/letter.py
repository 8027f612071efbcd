"""Read a draft's text as a letter: greeting, paragraphs, closing, signature.

It reads what a person may have edited, so it takes nothing for granted: the greeting
may stand inside the first sentence, lines may be wrapped, the closing may share its
line with the name. What it cannot tell it leaves in the body, where more rules apply.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from drafter.guard.fold import fold
from drafter.guard.lists import entries
from drafter.guard.salutation import find_greeting


if TYPE_CHECKING:
    from collections.abc import Iterable


class Passage(NamedTuple):
    """A piece of the text and the line it begins on."""

    text: str
    line: int

    def line_at(self, place: int) -> int:
        """Count to the line of one of its characters."""
        return self.line + self.text.count("\n", 0, place) if self.line else 0


class Letter(NamedTuple):
    """One text to one reader, taken apart; every part knows its line."""

    greeting: Passage | None = None
    name: str = ""
    """The words of the greeting that name its reader; empty where it names nobody."""
    body: tuple[Passage, ...] = ()
    closing: Passage | None = None
    signature: tuple[Passage, ...] = ()

    @property
    def words(self) -> int:
        """How many words the body has, as a person counts them."""
        return sum(len(passage.text.split()) for passage in self.body)


_SIGNATURE_MAX = 7
"""Lines at the end among which a closing is looked for."""
_CLOSING_WORDS = 4
_SIGNATURE_WORDS = 8
"""A line of so many words after the closing is a postscript, and body."""


@lru_cache(maxsize=256)
def read_letter(
    text: str, permitted: tuple[str, ...] = (), you: str = "", *, spoken: bool = False
) -> Letter:
    """Take a text apart; `permitted` are the names the reader may be greeted by.

    A spoken text (a phone script) has neither closing nor signature.
    """
    lines = [Passage(line, n) for n, line in enumerate(text.split("\n"), 1)]
    first = next((i for i, line in enumerate(lines) if line.text.strip()), None)
    if first is None:
        return Letter()
    head, number = lines[first]
    alone = first + 1 >= len(lines) or not lines[first + 1].text.strip()
    found = find_greeting(head, permitted, alone=alone and not spoken)
    greeting, name = None, ""
    if found:
        name, rest = found
        greeting = Passage(head[: len(head) - len(rest)].strip(), number)
        lines[first] = Passage(rest, number)
    if spoken:
        return Letter(greeting, name, tuple(_paragraphs(lines)))
    body, closing, after = _ending(lines[first:], normalize("NFC", you).strip())
    signature = tuple(line for line in after if not _is_postscript(line.text))
    postscript = [line for line in after if _is_postscript(line.text)]
    paragraphs = (*_paragraphs(body), *_paragraphs(postscript))
    return Letter(greeting, name, paragraphs, closing, signature)


def _paragraphs(lines: list[Passage]) -> list[Passage]:
    """Join what stands between empty lines, however it was wrapped."""
    found: list[Passage] = []
    block: list[Passage] = []
    for line in [*lines, Passage("", 0)]:
        if line.text.strip():
            block.append(line)
        elif block:
            joined = "\n".join(each.text for each in block)
            found.append(Passage(joined, block[0].line))
            block = []
    return found


def _is_postscript(line: str) -> bool:
    words = len(line.split())
    return words >= _SIGNATURE_WORDS or line.lstrip().upper().startswith(("P.S", "PS:"))


_Ending = tuple[list[Passage], Passage | None, tuple[Passage, ...]]


def _ending(lines: list[Passage], you: str) -> _Ending:
    """Split off the closing, and the lines after it."""
    written = [i for i, line in enumerate(lines) if line.text.strip()]
    tail = written[1:][-_SIGNATURE_MAX:]
    for at in reversed(tail):
        if _is_closing(lines[at].text, is_last=at == written[-1]):
            return lines[:at], lines[at], _written(lines[at + 1 :])
    for at in reversed(tail):
        if you and normalize("NFC", lines[at].text).strip() == you:
            return lines[:at], None, _written(lines[at:])
    return _run_in(lines, written[-1], you) if written else (lines, None, ())


def _written(lines: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(line for line in lines if line.text.strip())


def _is_closing(line: str, *, is_last: bool) -> bool:
    short = line.rstrip().endswith(",") and len(line.split()) <= _CLOSING_WORDS
    return _closes(line) or (short and not is_last)


def _closes(words: str) -> bool:
    bare = fold(words).text.strip(" ,.!-–—")
    return any(bare in entries(f"closings_{sort}") for sort in _SORTS)


_SORTS = ("warm", "formal", "unwelcome", "foreign")
_NAME = r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,3}"


def _run_in(lines: list[Passage], last: int, you: str) -> _Ending:
    """Split off an ending within the last line: `... wait. Best, Ines Okafor`."""
    text, number = normalize("NFC", lines[last].text), lines[last].line
    found = re.search(
        r"(?:^|(?<=[.!?…\"”])\s+)(?:(?P<closing>[^\W\d_][^,.!?\n]{0,30}),\s+)?"
        rf"(?P<name>{re.escape(you) if you else _NAME})[.\s]*\Z",
        text,
    )
    closing = found["closing"] if found else None
    closing = closing if closing and _closes(closing) else None
    if not found or not (you or closing):
        return lines, None, ()
    cut = found.start("closing") if closing else found.start("name")
    body = [*lines[:last], Passage(text[:cut].rstrip(), number)]
    close = Passage(f"{closing},", number) if closing else None
    return body, close, (Passage(found["name"], number),)
