"""What a note leaves behind for comparison, how alike two are, and what else goes out.

Hashes, never words. Before hashing, names, employer, position, team and days are taken
out: the same letter with another name in it is the same letter. In a sentence a blank
stands where a fact stood, so that the same sentence round another fact is the same.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.guard import fields
from drafter.guard.fields import by_identity
from drafter.guard.note import Note, Sketch, Span, sentences, span_of
from drafter.guard.words import content, is_word, plain_words, runs_of, tokens
from drafter.language import ENGLISH, MONTHS, WEEKDAYS, words_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from drafter.draft import Draft
    from drafter.guard.letter import Letter
    from drafter.interview import Interview, Interviewer


SENTENCE_MIN = 4
"""Shorter sentences are everybody's: "Thank you for ___"."""
TELLING = 4
"""Content words of which a sentence or a run has its own; courtesies have fewer."""
_DAYS = frozenset(name.lower() for name in (*WEEKDAYS, *MONTHS))
_SLOT = "_"
Phrases = tuple[tuple[str, ...], ...]


def says_much(words: Iterable[str]) -> bool:
    """Tell what is somebody's own from courtesies that every note has."""
    return sum(1 for _ in content(words)) >= TELLING


class Word(NamedTuple):
    """A word of a body that is compared: no sign, no name and no day."""

    text: str
    sentence: int
    """The number of its sentence in the note."""
    token: int
    """Its place in the passage."""
    is_topics: bool
    """Whether it is of a topic of the reader's."""
    is_voices: bool
    """Whether it is of a sentence the user wrote in a field."""


class Compared(NamedTuple):
    """What of a note is compared, in order."""

    words: tuple[Word, ...]
    trigrams: tuple[int, ...]
    frames: tuple[int, ...]
    """One for each sentence; 0 for those too short to tell."""
    telling: tuple[bool, ...]
    """Of each sentence, whether it says something without its fact, or has none."""


def compared(note: Note) -> Compared:
    """Read a note for comparison."""
    return _compared(note.letter, note.interview, note.person)


@by_identity
def _compared(
    letter: Letter, interview: Interview | None, person: Interviewer | None
) -> Compared:
    masks = _masks(interview)
    facts, topics, voice = _slots(person) if person else ((), (), ())
    words: list[Word] = []
    frames: list[int] = []
    telling: list[bool] = []
    for passage in letter.body:
        said = tokens(passage.text).words
        kept = _masked(said, masks)
        of_topics, of_voice = (_put(said, phrases, "") for phrases in (topics, voice))
        framed = _masked(_put(said, facts, _SLOT), masks)
        for sentence in sentences(passage):
            first, last = sentence.places
            words += [
                Word(kept[n], len(frames), n, not of_topics[n], not of_voice[n])
                for n in range(first, last)
                if kept[n]
            ]
            frame = [word for word in framed[first:last] if word]
            rest = [word for word in frame if word != _SLOT]
            frames.append(digest(*frame) & ~3 if len(rest) >= SENTENCE_MIN else 0)
            telling.append(len(rest) == len(frame) or says_much(rest))
    grams = _grams(word.text for word in words)
    return Compared(tuple(words), grams, tuple(frames), tuple(telling))


def _masked(words: tuple[str, ...], masks: Phrases) -> tuple[str, ...]:
    """Take out names, days and signs."""
    named = _put(words, masks, "")
    return tuple(
        "" if not w or w[:1].isdigit() or w in _DAYS or not is_word(w) else w
        for w in named
    )


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
def _masks(interview: Interview | None) -> Phrases:
    """List what is taken out before comparing: names, the job, the employer, days."""
    if interview is None:
        return ()
    firm, position = interview.employer, interview.position
    people = (name for one in interview.interviewers for name in fields.names(one))
    job = (position.title, position.short, position.team)
    spoken = {*map(interview.language_of, interview.interviewers)} - {ENGLISH}
    files = map(words_of, spoken)
    days = (x for one in files for x in f"{one['weekdays']} {one['months']}".split())
    named = (firm.name, firm.short, *job, interview.you.name, *people, *days)
    return _longest_first(named)


@by_identity
def _slots(person: Interviewer) -> tuple[Phrases, Phrases, Phrases]:
    """List what a template fills in of one person's: facts, topics, own sentences."""
    own = [field for field in fields.own(person) if field.name not in fields.WHOLE]
    reported = (fields.Sort.FACT, fields.Sort.DEED)
    facts = [field.value.rstrip(" .!?") for field in own if field.sort in reported]
    voice = [field.value for field in own if field.sort is fields.Sort.VOICE]
    return _longest_first(facts), _longest_first(person.topics), _longest_first(voice)


@lru_cache(maxsize=16384)
def digest(*words: str) -> int:
    """Hash to 63 bits, so that every database keeps it as one integer."""
    text = " ".join(words).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") >> 1


def _grams(words: Iterable[str]) -> tuple[int, ...]:
    said = tuple(words)
    return tuple(digest(*w) for w in zip(said, said[1:], said[2:], strict=False))


GRAM = 3
RUN = 8
"""The shortest shared run, in words, that `fingerprints` always finds."""
SENTENCE, FACT, THEIRS = 0, 1, 3
"""What the lowest bits of a hash in `Sketch.sentences` say: a sentence with a blank
where a fact stood, a fact that was told, a fact that only this person can have said."""
_THEIRS = frozenset({"they_said", "quote", "moment", "deed", "act", "impressed_by"})
_FACT_MIN = 3
"""Words of a fact that two conversations do not have in common by chance."""


@by_identity
def sketch_of(note: Note) -> Sketch:
    """Reduce a note to its hashes."""
    draft, hashed = note.draft, compared(note)
    writer = note.interview.you if note.interview else draft.sender
    return Sketch(
        kind=draft.kind,
        employer_key=note.employer_key,
        person_key=note.person_key,
        trigrams=hashed.trigrams,
        sentences=(frozenset(hashed.frames) - {0}).union(told(note)),
        subject=digest(*plain_words(draft.subject)) if draft.subject else 0,
        writer=writer.key if writer else "",
        label=draft.name,
    )


@by_identity
def sketch(draft: Draft) -> Sketch:
    """Reduce a draft to the hashes that the journal may keep."""
    return sketch_of(Note(draft))


def without(sketch: Sketch, note: Note, text: str, instead: int) -> Sketch:
    """Put what no other sketch has where this text stands; every place stays."""
    grams = {*_grams(filter(None, _masked(tokens(text).words, _masks(note.interview))))}
    kept = tuple(instead if gram in grams else gram for gram in sketch.trigrams)
    return sketch._replace(trigrams=kept)


@by_identity
def beside(note: Note) -> tuple[Sketch, ...]:
    """List the other notes of the run, and those of the journal that may be like it."""
    mine = sketch_of(note)
    run = [sketch(draft) for draft in note.others.run if draft is not note.draft]
    run = [one for one in run if not _is_anothers(one, mine)]
    memory = note.others.memory.resembling(mine) if note.others.memory else ()
    return (*run, *memory)


def _is_anothers(one: Sketch, mine: Sketch) -> bool:
    """Tell a letter of somebody else in the same home, who may write alike."""
    known = one.writer and mine.writer and one.writer != mine.writer
    return bool(known) and one.employer_key != mine.employer_key


def only(hashes: Iterable[int], sort: int) -> frozenset[int]:
    """Pick the hashes of one sort."""
    return frozenset(h for h in hashes if h & 3 == sort)


@by_identity
def told(note: Note) -> dict[int, str]:
    """Find the facts of the reader's fields that stand in the note word for word."""
    facts: dict[int, str] = {}
    for field in note.own:
        words = plain_words(field.value)
        if len(words) >= _FACT_MIN and any(True for _ in runs_of(words, note.words)):
            sort = THEIRS if field.name in _THEIRS else FACT
            facts[digest(*words) & ~3 | sort] = field.value
    return facts


def quoted_run(note: Note, start: int, length: int) -> tuple[str, int]:
    """Quote a shared run as it stands in the note, and its line.

    Of a run that goes on over the end of a sentence: the part with the most words.
    """
    run = compared(note).words[start : start + length]
    parts = ([*part] for _, part in groupby(run, key=lambda word: word.sentence))
    best = max(parts, key=len)
    passage = note.sentences[best[0].sentence].passage
    span = span_of(passage, best[0].token, best[-1].token + 1)
    return " ".join(span.text.split()), span.line


def sentences_with(note: Note, hashes: frozenset[int]) -> Iterator[Span]:
    """Find the sentences of a note whose hashes these are, but for mere courtesies.

    "You said that ___" is everybody's; a sentence without a fact is not.
    """
    hashed = compared(note)
    frames = zip(note.sentences, hashed.frames, hashed.telling, strict=True)
    return (sentence for sentence, frame, own in frames if own and frame in hashes)


def fingerprints(trigrams: tuple[int, ...]) -> tuple[int, ...]:
    """Keep the least hash of every window, so that a run of `RUN` words shares one.

    Schleimer, Wilkerson, Aiken: Winnowing (SIGMOD 2003).
    """
    window = RUN - GRAM + 1
    last = max(len(trigrams) - window + 1, 1)
    least = {min(trigrams[i : i + window]) for i in range(last) if trigrams}
    return tuple(sorted(least))


@by_identity
def _triples(sketch: Sketch) -> frozenset[int]:
    return frozenset(sketch.trigrams)


def jaccard(one: Sketch, two: Sketch) -> float:
    """Measure the share of word triples two notes have in common."""
    a, b = _triples(one), _triples(two)
    common = len(a & b)
    return common / (len(a) + len(b) - common) if common else 0.0


_FREE, _FREE_ON_LINKEDIN, _LEAST = 15, 10, 12
"""Words of thanks and of a wish that are everybody's, and how many a note is taken to
have beside them: of four, one is a quarter."""


def used(note: Note, before: Iterable[Sketch], *, elsewhere: bool = False) -> float:
    """Measure the share of a note's words that other notes have used before.

    A word is used that stands in a row of three which any of them has: of many letters
    with a word changed here and there, each is in all the others together. A topic
    counts for nothing, as nouns are swapped; nor, beside notes that went `elsewhere`,
    does a sentence from the user's fields, for one's own result may be told to each.
    """
    hashed = compared(note)
    seen = frozenset().union(*map(_triples, before)).intersection(hashed.trigrams)
    old = [False] * len(hashed.words)
    for at, gram in enumerate(hashed.trigrams):
        if gram in seen:
            old[at : at + GRAM] = [True] * GRAM
    counted = [
        was
        for was, word in zip(old, hashed.words, strict=True)
        if not (word.is_topics or (word.is_voices and was and elsewhere))
    ]
    if not elsewhere and counted and all(counted):
        return 1.0  # the same small card to two colleagues
    free = _FREE_ON_LINKEDIN if note.draft.kind is Kind.LINKEDIN else _FREE
    return max(sum(counted) - free, 0) / max(len(counted) - free, _LEAST)


_REPEATS_MAX = 16
"""Places of one triple looked at: one word repeated for ever must not cost a square."""


def longest_run(one: Sketch, two: Sketch) -> tuple[int, int]:
    """Find the longest run of words both share, and its place in the first."""
    common = _triples(one) & _triples(two)
    if not common:
        return 0, 0
    places: dict[int, list[int]] = {}
    for at, triple in enumerate(two.trigrams):
        if triple in common:
            places.setdefault(triple, []).append(at)
    best, end = 0, 0
    before: dict[int, int] = {}
    for at, triple in enumerate(one.trigrams):
        here = places.get(triple, ())[:_REPEATS_MAX]
        now = {j: before.get(j - 1, 0) + 1 for j in here}
        longest = max(now.values(), default=0)
        if longest > best:
            best, end = longest, at
        before = now
    return best + GRAM - 1, end - best + 1
