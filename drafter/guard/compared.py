"""What of a note is compared: its words without names and days, and its sentences.

In a sentence a blank stands where a fact stood, so that the same sentence round another
fact is the same. A sentence or a run of words that has next to no words of its own is a
courtesy, which every note has.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import MONTHS, WEEKDAYS
from drafter.guard import fields
from drafter.guard.identity import by_identity
from drafter.guard.sentences import sentences
from drafter.guard.words import content, is_word, runs_of, tokens


if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.guard.letter import Letter
    from drafter.guard.note import Note
    from drafter.interview import Interview, Interviewer

SENTENCE_MIN = 4
"""Shorter sentences are everybody's: "Thank you for ___"."""
TELLING = 4
"""Content words of which a sentence or a run has its own; courtesies have fewer."""
OPENING = 4
"""Words by which two openings are the same."""
_DAYS = frozenset(name.lower() for name in (*WEEKDAYS, *MONTHS))
_SLOT = "_"


def says_much(words: Iterable[str]) -> bool:
    """Tell what is somebody's own from courtesies that every note has."""
    return sum(1 for _ in content(words)) >= TELLING


class Compared(NamedTuple):
    """The words of a body that are compared, and their hashes, in order."""

    words: tuple[str, ...]
    trigrams: tuple[int, ...]
    frames: tuple[int, ...]
    """One for each sentence; 0 for those too short to tell."""
    telling: tuple[bool, ...]
    """Of each sentence, whether it says something without its fact, or has none."""
    opening: int


Phrases = tuple[tuple[str, ...], ...]


def masks_of(note: Note) -> Phrases:
    """List what is taken out before comparing: names, the job, the employer."""
    return _masks(note.interview) if note.interview else ()


def compared(note: Note) -> Compared:
    """Read a note for comparison."""
    masks = masks_of(note)
    return _compared(note.letter, masks, _slots(note.person) if note.person else ())


@lru_cache(maxsize=256)
def _compared(letter: Letter, masks: Phrases, slots: Phrases) -> Compared:
    words: list[str] = []
    frames: list[int] = []
    telling: list[bool] = []
    for passage in letter.body:
        said = tokens(passage.text).words
        words += [said[n] for n in telling_places(said, masks)]
        framed = _masked(_put(said, slots, _SLOT), masks)
        for sentence in sentences(passage):
            within = framed[sentence.first : sentence.last]
            frame = [w for w in within if w and is_word(w)]
            rest = [w for w in frame if w != _SLOT]
            frames.append(digest(*frame) & ~3 if len(rest) >= SENTENCE_MIN else 0)
            telling.append(len(rest) == len(frame) or says_much(rest))
    grams = zip(words, words[1:], words[2:], strict=False)
    trigrams = tuple(digest(*gram) for gram in grams)
    opening = digest(*words[:OPENING]) if len(words) >= OPENING else 0
    return Compared(tuple(words), trigrams, tuple(frames), tuple(telling), opening)


def telling_places(words: tuple[str, ...], masks: Phrases) -> list[int]:
    """Which words are compared: no signs, names or days."""
    return [n for n, w in enumerate(_masked(words, masks)) if w and is_word(w)]


def _masked(words: tuple[str, ...], masks: Phrases) -> tuple[str, ...]:
    """Take out names and days."""
    named = _put(words, masks, "")
    return tuple("" if w[:1].isdigit() or w in _DAYS else w for w in named)


def _put(words: tuple[str, ...], phrases: Phrases, put: str) -> tuple[str, ...]:
    """Replace whole phrases, one `put` for each; every other word keeps its place."""
    kept = list(words)
    for phrase in phrases:
        for at in runs_of(phrase, words):
            kept[at : at + len(phrase)] = [put, *[""] * (len(phrase) - 1)]
    return tuple(kept)


def _longest_first(values: Iterable[str]) -> Phrases:
    found = {words for value in values if (words := tokens(value).words)}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@by_identity
def _masks(interview: Interview) -> Phrases:
    firm, position = interview.employer, interview.position
    people = (name for one in interview.interviewers for name in fields.names(one))
    job = (position.title, position.short, position.team)
    return _longest_first((firm.name, firm.short, *job, interview.you.name, *people))


@by_identity
def _slots(person: Interviewer) -> Phrases:
    """List the facts a template fills in; the user's own sentences are no slots."""
    reported = (fields.Sort.FACT, fields.Sort.DEED)
    facts = (field.value for field in fields.own(person) if field.sort in reported)
    return _longest_first(fact.rstrip(" .!?") for fact in facts)


@lru_cache(maxsize=16384)
def digest(*words: str) -> int:
    """Hash to 63 bits, so that every database keeps it as one integer."""
    text = " ".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") >> 1
