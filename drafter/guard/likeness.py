"""What a note leaves behind for comparison: hashes, never its words.

Before hashing, names, employer, position, team and days are taken out: the same letter
with another name in it is the same letter. Hashes are the same in every process, so the
journal can keep them; `fingerprints` are the few it indexes to find candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.guard.compared import compared, digest, masks_of, telling_places
from drafter.guard.marks import marks_of
from drafter.guard.sentences import sentences
from drafter.guard.words import plain_words, runs_of, tokens


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from drafter.draft import Kind
    from drafter.guard.note import Note
    from drafter.guard.sentences import Sentence

GRAM = 3
RUN = 8
"""The shortest shared run, in words, that `fingerprints` always finds."""
SENTENCE, FACT, THEIRS = 0, 1, 3
"""What the lowest bits of a hash in `Sketch.sentences` say: a sentence with a blank
where a fact stood, a fact that was told, a fact that only this person can have said."""
_THEIRS = frozenset({"they_said", "quote", "moment", "impressed_by"})
_FACT_MIN = 3
"""Words of a fact that two conversations do not have in common by chance."""


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
    draft, hashed = note.draft, compared(note)
    return Sketch(
        kind=draft.kind,
        employer_key=note.employer_key,
        person_key=note.person_key,
        trigrams=hashed.trigrams,
        sentences=(frozenset(hashed.frames) - {0}).union(told(note)),
        opening=hashed.opening,
        subject=digest(*plain_words(draft.subject)) if draft.subject else 0,
        label=draft.name,
    )


def grams_of(note: Note, texts: Iterable[str]) -> frozenset[int]:
    """Hash the word triples of some texts as the note's sketch has them."""
    masks = masks_of(note)
    grams: set[int] = set()
    for text in texts:
        said = tokens(text).words
        words = [said[n] for n in telling_places(said, masks)]
        triples = zip(words, words[1:], words[2:], strict=False)
        grams.update(digest(*gram) for gram in triples)
    return frozenset(grams)


def own_places(note: Note) -> tuple[bool, ...]:
    """Say of each word that is compared whether it is from the reader's own fields."""
    masks = masks_of(note)
    return tuple(
        bool(marks[n])
        for passage in note.letter.body
        for marks in [marks_of(passage.text, None, note.person)]
        for n in telling_places(tokens(passage.text).words, masks)
    )


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
            facts[digest(*words) & ~3 | sort] = field.value
    return facts


def quoted_run(note: Note, start: int, length: int) -> tuple[str, int]:
    """Quote a shared run as it stands in the note, and its line.

    Of a run that goes on over the end of a sentence: the part with the most words.
    """
    masks = masks_of(note)
    best: tuple[int, str, int] = (0, "", 0)
    before = 0
    for passage in note.letter.body:
        found = tokens(passage.text)
        kept = telling_places(found.words, masks)
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
    return compared(note).words[start : start + length]


def sentences_with(note: Note, hashes: frozenset[int]) -> Iterator[Sentence]:
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
