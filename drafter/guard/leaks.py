"""C4, C5: what belongs to one reader stands in nobody else's note.

The worst a mail merge can do is to send one person another's words.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from drafter.guard import fields
from drafter.guard.employers import places_of
from drafter.guard.fields import Sort
from drafter.guard.identity import by_identity
from drafter.guard.lists import words_of
from drafter.guard.marks import FIELDS
from drafter.guard.rules import (
    CARDS,
    LINKEDIN,
    TAKEAWAYS,
    THANKS,
    Hit,
    Severity,
    rule,
)
from drafter.guard.words import content, is_word, phrase, plain_words, tokens


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.letter import Passage
    from drafter.guard.note import Found, Note
    from drafter.guard.others import Others
    from drafter.interview import Interview, Interviewer

_TYPED = FIELDS & ~Sort.NAME
# fmt: off
_ABOUT_NEXT = frozenset({
    "decision", "decide", "decides", "decided", "reference", "references", "next",
    "hear", "step", "steps", "contact", "introduced", "introduce", "suggested", "call",
    "email", "write", "schedule", "arrange",
})
# fmt: on


@rule(
    "C4",
    Severity.WARN,
    "no other interviewer of this day is named, but for the next step",
    source="own judgement: a note is about its reader",
    on=THANKS | CARDS | LINKEDIN | TAKEAWAYS,
)
def names_no_colleague(note: Note, _: Others) -> Iterator[Hit]:
    """Leave what the user typed of a colleague: it is theirs to say."""
    if note.interview is None or note.person is None:
        return
    mine = {word for name in fields.names(note.person) for word in plain_words(name)}
    for other in note.interview.interviewers:
        if other.id == note.person.id:
            continue
        found = next(_named(note, other, mine), None)
        if found:
            why = f"{other.name} has a note of their own: leave them out of this one"
            yield Hit(found.text, found.line, why)


def _named(note: Note, other: Interviewer, mine: set[str]) -> Iterator[Found]:
    firm = note.interview.employer if note.interview else None
    firms = {*plain_words(firm.name), *plain_words(firm.short)} if firm else set()
    for name in fields.names(other):
        words = phrase(name)
        if mine & set(words) or firms.issuperset(words):
            continue
        for found in places_of(note, words):
            capital = found.text[:1].isupper() or not found.text[:1].islower()
            if not (found.line and capital) or _is_a_word(found, words):
                continue
            typed = note.spared(found.passage, found.start, found.end, _TYPED)
            if not typed and not _is_next_step(note, found):
                yield found


def _is_a_word(found: Found, words: tuple[str, ...]) -> bool:
    """Tell "Will you ..." from Will, who begins no sentence that way."""
    before = tokens(found.passage.text[: found.start]).words[-1:]
    begins = not before or before[0] in {".", "!", "?", ":", '"'}
    plain = words[0] in words_of("common_words") or words[0] in words_of("stop_words")
    return begins and plain and len(words) == 1


def _is_next_step(note: Note, found: Found) -> bool:
    following = note.interview.next_step if note.interview else ""
    about = _ABOUT_NEXT | {*plain_words(following)}
    return any(
        bool(about & {*plain_words(sentence.text)})
        for sentence in note.sentences
        if sentence.passage is found.passage and found.text in sentence.text
    )


LEAK, LEAK_CONTENT = 5, 3
"""A run of so many words, so many of them content words, is somebody's own."""

_Run = tuple[str, ...]


@rule(
    "C5",
    Severity.REFUSE,
    "nothing another interviewer said or was told stands in this note",
    source="own judgement: the worst error of a mail merge",
)
def repeats_no_colleague(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse a run of five words from another's fields that is not in this person's."""
    if note.interview is None or note.person is None:
        return
    owners = _owners(note.interview)
    if not owners:
        return
    for passage in note.passages:
        yield from _leaks(note, note.person, passage, owners)


@by_identity
def _owners(interview: Interview) -> dict[_Run, tuple[Interviewer, ...]]:
    """Say whose each run of five words is; what may stand anywhere is nobody's."""
    if len(interview.interviewers) < 2:  # noqa: PLR2004 - nobody to leak from
        return {}
    owners: dict[_Run, tuple[Interviewer, ...]] = defaultdict(tuple)
    shared = fields.shared(interview)
    names = (field.value for field in shared if field.sort == Sort.NAME)
    named = frozenset(stem for name in names for stem in content(plain_words(name)))
    for person in interview.interviewers:
        for field in fields.own(person):
            whole = field.name in fields.WHOLE
            for run in _runs(field.value):
                if not whole or _tells(run, named):
                    owners[run] += (person,)
    for field in shared:
        for run in _runs(field.value):
            owners.pop(run, None)
    return dict(owners)


def _tells(run: _Run, named: frozenset[str]) -> bool:
    """Tell a run of a whole letter from "join the Timetables team at Corvane"."""
    return sum(stem not in named for stem in content(run)) >= LEAK_CONTENT


@lru_cache(maxsize=4096)
def _runs(text: str) -> tuple[_Run, ...]:
    words = plain_words(text)
    return tuple(words[i : i + LEAK] for i in range(len(words) - LEAK + 1))


def _leaks(
    note: Note,
    reader: Interviewer,
    passage: Passage,
    owners: dict[_Run, tuple[Interviewer, ...]],
) -> Iterator[Hit]:
    skip_to = 0
    for n, run in enumerate(_runs(passage.text)):
        whose = owners.get(run)
        if not whose or n < skip_to or any(one.id == reader.id for one in whose):
            continue
        if sum(1 for _ in content(run)) < LEAK_CONTENT:
            continue
        skip_to = n + LEAK
        found = tokens(passage.text)
        at = [i for i, word in enumerate(found.words) if is_word(word)]
        start, end = found.starts[at[n]], found.ends[at[n + LEAK - 1]]
        quoted = note.found(passage, start, end)
        why = f"this belongs to {whose[0].name}: say what passed with this reader"
        yield Hit(quoted.text, quoted.line, why)
