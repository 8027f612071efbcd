"""C6: nothing that a template, or a person in haste, left unfilled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.guard.fields import FIELDS, Sort
from drafter.guard.rubric import Hit, quote, rule
from drafter.guard.words import matches, readings


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.letter import Passage
    from drafter.guard.likeness import Others
    from drafter.guard.note import Note, Span


_PLACEHOLDER = "placeholder.regex"
_UNFILLED = "this was left unfilled: put the words there"
_REPORTED = frozenset({"topics", "scene", "done", "quote"})


@rule("C6")
def has_no_placeholder(note: Note, _: Others) -> Iterator[Hit]:
    """Leave `{{ 7*7 }}` in a field, but not `{{ name }}`, whoever wrote it."""
    values = [f.value for f in note.own if f.name in _REPORTED]
    values += [f.value for f in note.shared if f.sort == Sort.NAME]
    told: list[Span] = []
    for found in note.matches("unfilled.regex", 0, greeting=True):
        if not any(found.text in x and found.text != x.strip() for x in values):
            told.append(found)
            yield quote(found, _UNFILLED)
    for found in note.matches(_PLACEHOLDER, FIELDS, greeting=True):
        if not any(map(found.overlaps, told)):
            yield quote(found, _UNFILLED)
    for passage in (*note.passages, note.letter.greeting):
        if passage and not passage.text.isascii():
            yield from _hidden(passage)


def _hidden(passage: Passage) -> Iterator[Hit]:
    """Find what only the eye takes for a placeholder: `[N\u200bAME]`."""
    if not any(matches(_PLACEHOLDER, passage.text)):
        for seen in readings(passage.text):
            found = next(matches(_PLACEHOLDER, seen), None)
            if found and found[0].strip("._?"):
                yield Hit(found[0], passage.line, _UNFILLED)
