"""What a note leaves behind for comparison: hashes, never its words.

Before hashing, names, employer, position, team and days are taken out: the same letter
with another name in it is the same letter. Hashes are the same in every process, so the
journal can keep them; `fingerprints` are the few it indexes to find candidates.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import MONTHS, WEEKDAYS
from drafter.guard import fields
from drafter.guard.identity import by_identity
from drafter.guard.marks import marks_of
from drafter.guard.sentences import sentences
from drafter.guard.words import content, is_word, plain_words, runs_of, tokens


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from drafter.draft import Kind
    from drafter.guard.letter import Letter
    from drafter.guard.note import Note
    from drafter.guard.sentences import Sentence
    from drafter.interview import Interview, Interviewer

GRAM = 3
RUN = 8
"""The shortest shared run, in words, that `fingerprints` always finds."""
SENTENCE_MIN = 4
"""Shorter sentences are everybody's: "Thank you for ___"."""
TELLING = 4
"""Content words of which a sentence or a run has its own; courtesies have fewer."""
SENTENCE, FACT, THEIRS = 0, 1, 3
"""What the lowest bits of a hash in `Sketch.sentences` say: a sentence with a blank
where a fact stood, a fact that was told, a fact that only this person can have said."""
_THEIRS = frozenset({"they_said", "quote", "moment", "impressed_by"})
_FACT_MIN = 3
"""Words of a fact that two conversations do not have in common by chance."""
OPENING = 4
_DAYS = frozenset(name.lower() for name in (*WEEKDAYS, *MONTHS))
_SLOT = "_"


class Sketch(NamedTuple):
    """One note, as far as likeness goes."""

    kind: Kind
    employer_key: str
    person_key: str
    trigrams: tuple[int, ...]
    """Of the body, in order."""
    sentences: frozenset[int]
    """Sentences and facts; see `SENTENCE`."""
    opening: int
    subject: int
    """As read; 0 where there is none."""
    label: str = ""
    """How a finding calls it ("card-dana", "thank-you to Bo on June 2")."""


Earlier = Sketch
"""A note the journal remembers."""


def sketch_of(note: Note) -> Sketch:
    """Reduce a note to its hashes."""
    draft, hashed = note.draft, _hashed_note(note)
    return Sketch(
        kind=draft.kind,
        employer_key=note.employer_key,
        person_key=note.person_key,
        trigrams=hashed.trigrams,
        sentences=(frozenset(hashed.frames) - {0}).union(told(note)),
        opening=hashed.opening,
        subject=_hash(*plain_words(draft.subject)) if draft.subject else 0,
        label=draft.name,
    )


def grams_of(note: Note, texts: Iterable[str]) -> frozenset[int]:
    """Hash the word triples of some texts as the note's sketch has them."""
    masks = _masks(note.interview) if note.interview else ()
    grams: set[int] = set()
    for text in texts:
        said = tokens(text).words
        words = [said[n] for n in _telling(said, masks)]
        triples = zip(words, words[1:], words[2:], strict=False)
        grams.update(_hash(*gram) for gram in triples)
    return frozenset(grams)


def own_places(note: Note) -> tuple[bool, ...]:
    """Say of each word that is compared whether it is from the reader's own fields."""
    masks = _masks(note.interview) if note.interview else ()
    return tuple(
        bool(marks[n])
        for passage in note.letter.body
        for marks in [marks_of(passage.text, None, note.person)]
        for n in _telling(tokens(passage.text).words, masks)
    )


def says_much(words: Iterable[str]) -> bool:
    """Tell what is somebody's own from courtesies that every note has."""
    return sum(1 for _ in content(words)) >= TELLING


def only(hashes: Iterable[int], sort: int) -> frozenset[int]:
    """Pick the hashes of one sort."""
    return frozenset(h for h in hashes if h & 3 == sort)


def told(note: Note) -> dict[int, str]:
    """Find the facts of the reader's fields that stand in the note word for word."""
    facts: dict[int, str] = {}
    for field in note.own:
        words = plain_words(field.value)
        if len(words) >= _FACT_MIN and any(True for _ in runs_of(words, note.words)):
            sort = THEIRS if field.name in _THEIRS else FACT
            facts[_hash(*words) & ~3 | sort] = field.value
    return facts


def quoted_run(note: Note, start: int, length: int) -> tuple[str, int]:
    """Quote a shared run as it stands in the note, and its line.

    Of a run that goes on over the end of a sentence: the part with the most words.
    """
    masks = _masks(note.interview) if note.interview else ()
    best: tuple[int, str, int] = (0, "", 0)
    before = 0
    for passage in note.letter.body:
        found = tokens(passage.text)
        kept = _telling(found.words, masks)
        run = kept[max(start - before, 0) : max(start + length - before, 0)]
        before += len(kept)
        for sentence in sentences(passage):
            part = [n for n in run if sentence.first <= n < sentence.last]
            if len(part) > best[0]:
                begin, end = found.starts[part[0]], found.ends[part[-1]]
                text = " ".join(passage.text[begin:end].split())
                best = (len(part), text, passage.line_at(begin))
    return best[1:]


def words_at(note: Note, start: int, length: int) -> tuple[str, ...]:
    """Take a run of the words that are compared."""
    return _hashed_note(note).words[start : start + length]


def sentences_with(note: Note, hashes: frozenset[int]) -> Iterator[Sentence]:
    """Find the sentences of a note whose hashes these are, but for mere courtesies.

    "You said that ___" is everybody's; a sentence without a fact is not.
    """
    hashed = _hashed_note(note)
    frames = zip(note.sentences, hashed.frames, hashed.telling, strict=True)
    return (sentence for sentence, frame, own in frames if own and frame in hashes)


class _Hashed(NamedTuple):
    words: tuple[str, ...]
    trigrams: tuple[int, ...]
    frames: tuple[int, ...]
    """One for each sentence; 0 for those too short to tell."""
    telling: tuple[bool, ...]
    """Of each sentence, whether it says something without its fact, or has none."""
    opening: int


_Phrases = tuple[tuple[str, ...], ...]


def _hashed_note(note: Note) -> _Hashed:
    masks = _masks(note.interview) if note.interview else ()
    return _hashed(note.letter, masks, _slots(note.person) if note.person else ())


@lru_cache(maxsize=256)
def _hashed(letter: Letter, masks: _Phrases, slots: _Phrases) -> _Hashed:
    words: list[str] = []
    frames: list[int] = []
    telling: list[bool] = []
    for passage in letter.body:
        said = tokens(passage.text).words
        words += [said[n] for n in _telling(said, masks)]
        framed = _masked(_put(said, slots, _SLOT), masks)
        for sentence in sentences(passage):
            within = framed[sentence.first : sentence.last]
            frame = [w for w in within if w and is_word(w)]
            rest = [w for w in frame if w != _SLOT]
            frames.append(_hash(*frame) & ~3 if len(rest) >= SENTENCE_MIN else 0)
            telling.append(len(rest) == len(frame) or says_much(rest))
    grams = zip(words, words[1:], words[2:], strict=False)
    trigrams = tuple(_hash(*gram) for gram in grams)
    opening = _hash(*words[:OPENING]) if len(words) >= OPENING else 0
    return _Hashed(tuple(words), trigrams, tuple(frames), tuple(telling), opening)


def _telling(words: tuple[str, ...], masks: _Phrases) -> list[int]:
    """Which words are compared: no signs, names or days."""
    return [n for n, w in enumerate(_masked(words, masks)) if w and is_word(w)]


def _masked(words: tuple[str, ...], masks: _Phrases) -> tuple[str, ...]:
    """Take out names and days."""
    named = _put(words, masks, "")
    return tuple("" if w[:1].isdigit() or w in _DAYS else w for w in named)


def _put(words: tuple[str, ...], phrases: _Phrases, put: str) -> tuple[str, ...]:
    """Replace whole phrases, one `put` for each; every other word keeps its place."""
    kept = list(words)
    for phrase in phrases:
        for at in runs_of(phrase, words):
            kept[at : at + len(phrase)] = [put, *[""] * (len(phrase) - 1)]
    return tuple(kept)


def _longest_first(values: Iterable[str]) -> _Phrases:
    found = {words for value in values if (words := tokens(value).words)}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@by_identity
def _masks(interview: Interview) -> _Phrases:
    firm, position = interview.employer, interview.position
    people = (name for one in interview.interviewers for name in fields.names(one))
    job = (position.title, position.short, position.team)
    return _longest_first((firm.name, firm.short, *job, interview.you.name, *people))


@by_identity
def _slots(person: Interviewer) -> _Phrases:
    """List the facts a template fills in; the user's own sentences are no slots."""
    reported = (fields.Sort.FACT, fields.Sort.DEED)
    facts = (field.value for field in fields.own(person) if field.sort in reported)
    return _longest_first(fact.rstrip(" .!?") for fact in facts)


@lru_cache(maxsize=16384)
def _hash(*words: str) -> int:
    """Hash to 63 bits, so that every database keeps it as one integer."""
    digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big") >> 1


def fingerprints(trigrams: tuple[int, ...]) -> tuple[int, ...]:
    """Keep the least hash of every window, so that a run of `RUN` words shares one.

    Schleimer, Wilkerson, Aiken: Winnowing (SIGMOD 2003).
    """
    window = RUN - GRAM + 1
    last = max(len(trigrams) - window + 1, 1)
    least = {min(trigrams[i : i + window]) for i in range(last) if trigrams}
    return tuple(sorted(least))
