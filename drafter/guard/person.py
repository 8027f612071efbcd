"""B: the greeting names one person, and the right one.

It is the name that counts, not the greeting word. Equality with a form the data allows
wins over every list, so Bo Team may be greeted "Hi Team,"; what is no person at all is
refused by A0 before that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.draft import Kind
from drafter.guard import fields
from drafter.guard.company import joins_two
from drafter.guard.fields import Sort
from drafter.guard.fold import fold, readings
from drafter.guard.marks import FACTS_AND_DEEDS, FIELDS
from drafter.guard.rules import CARDS, Hit, Severity, rule
from drafter.guard.salutation import (
    find_greeting,
    greets_again,
    is_group,
    is_group_at,
)
from drafter.guard.words import tokens


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.letter import Passage
    from drafter.guard.note import Found, Note
    from drafter.guard.others import Others

REFUSE, WARN = Severity.REFUSE, Severity.WARN


_TRAILING = re.compile(r"[^\w)'’]+\Z")
"""A dot, or the wave somebody put after the name: F6 knows of it."""


def _greets_rightly(note: Note) -> bool:
    name = _TRAILING.sub("", note.letter.name)
    return name in {_TRAILING.sub("", form) for form in note.permitted}


@rule(
    "B1",
    REFUSE,
    "the greeting has the reader's name, spelt exactly as in your notes",
    source="avidcareerist.com: a misspelt name cost a perfect candidate the job",
)
def greets_the_reader(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse another name; where there is none, advise."""
    if not note.permitted or _greets_rightly(note):
        return
    name, greeting = note.letter.name, note.letter.greeting
    forms = " or ".join(f'"{form}"' for form in _offered(note))
    if name and greeting:
        why = f"this is not a name of the reader: write {forms}"
        yield Hit(greeting.text, greeting.line, why)
    elif note.draft.kind is not Kind.PHONE:
        line = greeting.line if greeting else 1
        text = greeting.text if greeting else note.draft.text.split("\n", 1)[0]
        yield Hit(text, line, f"the greeting names nobody: begin with {forms}", WARN)


def _offered(note: Note) -> tuple[str, ...]:
    person = note.person
    if person is None:
        return note.permitted[:2]
    first = person.address_as or person.given or person.name
    return tuple(dict.fromkeys((first, person.name)))


_TWO = re.compile(
    r"[\s(](?:and|und|et|y|e)\s|[&/+;]|\bMr\.? and Mrs\b|\bDrs\b|\bMessrs\b"
    r"|,\s*(?!(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Esq)\b)\w",
    re.IGNORECASE,
)


@rule(
    "B2",
    REFUSE,
    "the greeting names one person only",
    source="Contemporary Staffing Solutions: do not send one card to the group",
)
def greets_one(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse two names joined, and the name of another interviewer."""
    for text, line, name in _greeted_again(note):
        if not is_group_at(name, None):
            yield Hit(text, line, "this greets somebody else: write one note to each")
    name, greeting = note.letter.name, note.letter.greeting
    if greeting is None or not name:
        return
    if not _greets_rightly(note):
        yield from _greets_another(note, name, greeting)
    elif any(_greets_two(note, name) for name in _as_seen(note, greeting.line)):
        why = "this greets two people: write one note to each"
        yield Hit(greeting.text, greeting.line, why)


def _as_seen(note: Note, number: int) -> Iterator[str]:
    """Read the greeting's line again as the eye does: an odd sign hid who else."""
    lines = note.draft.text.split("\n")
    alone = number >= len(lines) or not lines[number].strip()
    alone = alone and note.draft.kind is not Kind.PHONE
    for line in readings(lines[number - 1]):
        if found := find_greeting(line, note.permitted, alone=alone):
            yield found[0]


def _greets_two(note: Note, name: str) -> bool:
    return _TRAILING.sub("", name) not in note.permitted and _joins(name)


def _joins(name: str) -> bool:
    return joins_two(name) or any(_TWO.search(seen) for seen in readings(name))


def _greets_another(note: Note, name: str, greeting: Passage) -> Iterator[Hit]:
    if _joins(name) and not is_group(fold(name).text):
        why = "this greets two people: write one note to each"
        yield Hit(greeting.text, greeting.line, why)
        return
    if note.interview is None or note.person is None:
        return
    for other in note.interview.interviewers:
        same = normalize("NFC", name) in fields.names(other)
        if same and other.id != note.person.id:
            why = f"this greets {other.name}, but the reader is {note.person.name}"
            yield Hit(greeting.text, greeting.line, why)


@rule(
    "B3",
    REFUSE,
    "the greeting is not to a group",
    source="Contemporary Staffing Solutions: do not mass-email",
)
def greets_no_group(note: Note, _: Others) -> Iterator[Hit]:
    """Look at greetings only: "all" in the body is a word like others."""
    for text, line, name in _greeted_again(note):
        if is_group_at(name, None):
            yield Hit(text, line, "this greets a group: greet one person by name")
    name, greeting = note.letter.name, note.letter.greeting
    if greeting is None or _greets_rightly(note):
        return
    firm = note.interview.employer if note.interview else None
    if is_group_at(name, firm) or is_group_at(greeting.text, firm):
        why = "this greets a group: greet one person by name"
        yield Hit(greeting.text, greeting.line, why)


@rule(
    "B4",
    REFUSE,
    "the note speaks to one person throughout",
    source="Contemporary Staffing Solutions: do not send one card to the group",
)
def speaks_to_one(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse a joint card; elsewhere a plural "you" may be a turn of phrase."""
    joint = note.draft.kind in CARDS
    spare = FACTS_AND_DEEDS if joint else FIELDS
    for found in note.different("plural_you", spare, unless=_is_good_wish):
        severity = REFUSE if joint else WARN
        why = "this speaks to several people: write one note to each"
        yield Hit(found.text, found.line, why, severity)


_WISHING = frozenset({"wish", "wishes"})
_WISH_WORDS = 3


def _is_good_wish(found: Found) -> bool:
    """Let good wishes go to everyone there: "I wish all of you at ___ well"."""
    before = tokens(found.passage.text[: found.start]).words[-_WISH_WORDS:]
    return not _WISHING.isdisjoint(before)


def _greeted_again(note: Note) -> Iterator[tuple[str, int, str]]:
    """Find greetings after the first; what the reader said is not the user's."""
    letter = note.letter
    end = (letter.closing,) if letter.closing else ()
    mine = {_TRAILING.sub("", form) for form in (*note.permitted, letter.name)}
    everybody = note.interview.interviewers if note.interview else ()
    others = (person for person in everybody if person != note.person)
    people = frozenset(fold(form).text for who in others for form in fields.names(who))
    for passage in (*letter.body, *end, *letter.signature):
        for begin in _BEGIN.finditer(passage.text):
            start = begin.end()
            line = passage.text[start:].split("\n", 1)[0]
            name = greets_again(line, note.permitted, people)
            if not name or _TRAILING.sub("", name) in mine:
                continue
            end_of_name = start + (line.find(name) + len(name) if name in line else 1)
            if not note.spared(passage, start, end_of_name, Sort.FACT):
                yield line, passage.line_at(start), name


_BEGIN = re.compile(r"(?:\A|\n|(?<=[.!?…])\s)\s*(?:[-–—>*•#]+\s*)*")
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Herr|Frau|Madame|Monsieur|Mme|Señora?"
    r"|Sra?)\b\.?(?= \S)"
)


@rule(
    "B5",
    WARN,
    "an honorific is used only if you know it; nobody's is guessed from a name",
    source="leatrigg.com on Dear Mr. or Dear Ms.; techrhet.com",
)
def guesses_no_honorific(note: Note, _: Others) -> Iterator[Hit]:
    """Look before this reader's own name: others' titles are their own affair."""
    person = note.person
    if person is None or person.honorific:
        return
    greeting = (note.letter.greeting,) if note.letter.greeting else ()
    for passage in (*greeting, *note.letter.body):
        for match in _HONORIFIC.finditer(passage.text):
            after = passage.text[match.end() :].lstrip()
            own = any(after.startswith(name) for name in fields.names(person))
            if own and match[0] not in person.name:
                line = passage.line_at(match.start())
                why = "the honorific is not in your notes: use the full name without it"
                yield Hit(match[0], line, why)
