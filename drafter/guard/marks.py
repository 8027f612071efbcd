"""Marks: for each token of a text, which sorts of field it was copied from.

By its marks a rule spares what the user only reports: a topic may be called "urgent
alerts", and `{{ 7*7 }}` in a field is what they said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from drafter.guard import fields
from drafter.guard.fields import Sort
from drafter.guard.identity import by_identity
from drafter.guard.words import phrase, tokens


if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.guard.fields import Field
    from drafter.interview import Interview, Interviewer

FACTS = Sort.NAME | Sort.FACT
FACTS_AND_DEEDS = FACTS | Sort.DEED
FIELDS = FACTS_AND_DEEDS | Sort.VOICE | Sort.REACH

_Index = dict[str, list[tuple[tuple[str, ...], int]]]


def _index(listed: Iterable[Field]) -> _Index:
    """Order phrases by their first word, as they stand and without signs around."""
    index: _Index = {}
    for field in listed:
        if field.name in fields.WHOLE:
            continue
        whole, bare = tokens(field.value).words, phrase(field.value)
        for words in {whole, bare} - {()}:
            index.setdefault(words[0], []).append((words, field.sort))
    return index


@by_identity
def _own(person: Interviewer) -> _Index:
    return _index(fields.own(person))


_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


@by_identity
def _paragraphs(person: Interviewer) -> frozenset[tuple[str, ...]]:
    """List the paragraphs of the user's own whole texts, each found by one look-up."""
    whole = (f.value for f in fields.own(person) if f.name in fields.WHOLE)
    return frozenset(
        tokens(paragraph).words
        for text in whole
        for paragraph in _PARAGRAPH.split(text)
    )


@by_identity
def _shared(interview: Interview) -> _Index:
    return _index(fields.shared(interview))


def marks_of(
    text: str, interview: Interview | None, person: Interviewer | None
) -> list[int]:
    """Mark every token of a text with the sum of the sorts it was copied from."""
    words = tokens(text).words
    written = person is not None and words in _paragraphs(person)
    marks = [Sort.VOICE if written else 0] * len(words)
    indexes = [_own(person)] if person else []
    indexes += [_shared(interview)] if interview else []
    for index in indexes:
        for at, word in enumerate(words):
            for needle, sort in index.get(word, ()):
                end = at + len(needle)
                if words[at:end] == needle:
                    for i in range(at, end):
                        marks[i] |= sort
    return marks


def covered(text: str, marks: list[int], start: int, end: int, sorts: int) -> bool:
    """Tell whether a span of a text was wholly copied from such fields."""
    found = tokens(text)
    first = bisect_right(found.ends, start)
    last = bisect_left(found.starts, end)
    if first >= last:  # blanks: what stands on both sides decides
        first, last = max(first - 1, 0), last + 1
    inside = marks[first:last]
    return bool(inside) and all(mark & sorts for mark in inside)
