"""C6, C8: nothing left unfilled, and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.draft import Kind
from drafter.guard.lists import pattern
from drafter.guard.marks import FIELDS
from drafter.guard.rules import EVERY, Hit, Severity, rule


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others


@rule(
    "C6",
    Severity.REFUSE,
    "nothing a template left unfilled",
    source="own judgement: [COMPANY NAME] has been sent before",
)
def has_no_placeholder(note: Note, _: Others) -> Iterator[Hit]:
    """Leave the user's own words: `{{ 7*7 }}` in a field is what they said."""
    unfilled = pattern("placeholder")
    greeting = (note.letter.greeting,) if note.letter.greeting else ()
    for passage in (*note.passages, *greeting):
        for match in unfilled.finditer(passage.text):
            if not note.spared(passage, match.start(), match.end(), FIELDS):
                line = passage.line_at(match.start())
                yield Hit(match[0], line, "this was left unfilled: put the words there")


@rule(
    "C8",
    Severity.WARN,
    "it is signed with your name",
    source="own judgement",
    on=EVERY - {Kind.PHONE, Kind.LINKEDIN},
)
def is_signed(note: Note, _: Others) -> Iterator[Hit]:
    """Look for the name once, as you sign."""
    if note.interview is None:
        return
    name = normalize("NFC", note.interview.you.name)
    lines = note.letter.signature
    signed = [line for line in lines if normalize("NFC", line.text).strip() == name]
    if not signed:
        yield Hit(name, 0, f"it is not signed: end with {name}")
    elif len(signed) > 1:
        yield Hit(signed[1].text, signed[1].line, "your name stands twice: sign once")
