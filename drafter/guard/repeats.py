"""E1 to E6: two people compare their notes; neither may find the other's.

Within a run notes are compared with each other, and with what the journal remembers.
Earlier notes to the same person are left out (E1 then only advises), because a second
round goes on where the first ended.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.guard.compared import OPENING, says_much
from drafter.guard.likeness import (
    RUN,
    Sketch,
    grams_of,
    quoted_run,
    sentences_with,
    words_at,
)
from drafter.guard.measures import jaccard, likeness, longest_run
from drafter.guard.note import sketch
from drafter.guard.rules import (
    CARDS,
    LINKEDIN,
    TAKEAWAYS,
    THANKS,
    Hit,
    Severity,
    rule,
)
from drafter.guard.words import content


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others

REFUSE, WARN = Severity.REFUSE, Severity.WARN


class Limits(NamedTuple):
    """From which likeness a pair warns, and is refused."""

    warn: float
    refuse: float


# Measured among twelve: swapped names 1.00, one noun swapped 0.44 to 0.79; one fact
# each in other courtesies 0.00 to 0.06, in the same courtesies 0.00 to 0.19, and 0.30
# where the fact has two words. Cards and LinkedIn notes have more in common.
_LIMITS = {
    Kind.THANK_YOU: Limits(0.20, 0.32),
    Kind.CARD: Limits(0.25, 0.50),
    Kind.LINKEDIN: Limits(0.35, 0.80),
}
LEAST = {Kind.THANK_YOU: 30, Kind.CARD: 30, Kind.LINKEDIN: 1}
"""The word triples that a short note is taken to have; a courtesy has eight."""


def same_person(note: Note, other: Sketch) -> bool:
    """Tell whether another note went to this reader."""
    if other.person_key or note.person_keys:
        return other.person_key in note.person_keys
    return other.trigrams == note.sketch.trigrams


def called(other: Sketch) -> str:
    """Name another note in a finding."""
    return other.label or "an earlier note"


def common_words(note: Note, other: Sketch) -> tuple[str, int]:
    """Quote the longest run two notes share, and its line."""
    length, start = longest_run(note.sketch, other)
    return quoted_run(note, start, length)


def worst(hits: list[tuple[float, Hit]]) -> Iterator[Hit]:
    """Tell of the most alike only: in a pile of form letters one is enough."""
    if hits:
        yield max(hits, key=lambda scored: scored[0])[1]


def _colleagues(note: Note, others: Others) -> Iterator[Sketch]:
    for other in note.beside(others):
        if other.employer_key == note.employer_key and not same_person(note, other):
            yield other


@rule(
    "E1",
    REFUSE,
    "no two people at one employer get the same note",
    source="smithhanley.com: notes are compared; method: skeptric.com on Jaccard",
    on=THANKS | CARDS | LINKEDIN,
)
def differs_from_colleagues(note: Note, others: Others) -> Iterator[Hit]:
    """Set the words in common against those of the reader's own."""
    kind = note.draft.kind
    limits = _LIMITS[kind]
    alike: list[tuple[float, Hit]] = []
    for other in note.beside(others):
        if other.kind is not kind or other.employer_key != note.employer_key:
            continue
        share = likeness(note.sketch, note.own_places, other, LEAST[kind])
        if same_person(note, other):
            if share >= limits.refuse and _is_remembered(other, others):
                why = "you wrote this to the same person before: build on the new talk"
                alike.append((0.0, Hit(*common_words(note, other), why, WARN)))
        elif share >= limits.warn:
            severity = REFUSE if share >= limits.refuse else WARN
            why = f"{share:.0%} like {called(other)}: say what only this reader knows"
            alike.append((share, Hit(*common_words(note, other), why, severity)))
    yield from worst(alike)


def _is_remembered(other: Sketch, others: Others) -> bool:
    """Tell the journal's notes from the run's, where a note finds its own twin."""
    return not any(sketch(draft) == other for draft in others.run)


@rule(
    "E2",
    WARN,
    f"no run of {RUN} words is shared with a colleague's note",
    source="smithhanley.com: notes are compared",
    on=THANKS | CARDS | LINKEDIN | TAKEAWAYS,
)
def shares_no_run(note: Note, others: Others) -> Iterator[Hit]:
    """Leave out courtesies, and what several of a panel have talked about."""
    common = grams_of(note, _topics_in_common(note))
    mine = _without(note.sketch, common, 0)
    for other in _colleagues(note, others):
        if other.kind is note.draft.kind:
            length, start = longest_run(mine, _without(other, common, 1), RUN)
            if length >= RUN and says_much(words_at(note, start, length)):
                why = f"{length} words in a row, these too, stand in {called(other)}"
                yield Hit(*quoted_run(note, start, length), why)


def _topics_in_common(note: Note) -> set[str]:
    people = note.interview.interviewers if note.interview else ()
    times = Counter(topic for one in people for topic in set(one.topics))
    return {topic for topic, count in times.items() if count > 1}


def _without(sketch: Sketch, grams: frozenset[int], instead: int) -> Sketch:
    """Put what no other sketch has where these triples are; every place stays."""
    if grams.isdisjoint(sketch.trigrams):
        return sketch
    kept = tuple(instead if gram in grams else gram for gram in sketch.trigrams)
    return sketch._replace(trigrams=kept)


@rule(
    "E3",
    WARN,
    "no whole sentence is shared with any note to a colleague",
    source="adeccorientaempleo.com, contractoruk.com: notes are compared",
    on=THANKS | CARDS | LINKEDIN | TAKEAWAYS,
)
def shares_no_sentence(note: Note, others: Others) -> Iterator[Hit]:
    """Take a sentence for the same when only the fact in it differs.

    Not where hardly more than the fact is in it: "You said that ___" is everybody's.
    """
    seen: set[str] = set()
    for other in _colleagues(note, others):
        for sentence in sentences_with(note, other.sentences):
            if sentence.text not in seen:
                seen.add(sentence.text)
                why = f"the same sentence stands in {called(other)}"
                yield Hit(sentence.text, sentence.line, why)


_CARD_SHARE, _CARD_RUN = 0.20, 10


@rule(
    "E4",
    WARN,
    "the card is not the email again",
    source=(
        "Contemporary Staffing Solutions; 2021 Career Services Guide: not"
        " exactly the same text"
    ),
    on=CARDS,
)
def is_no_copy_of_the_email(note: Note, others: Others) -> Iterator[Hit]:
    """Compare with the same person's email; courtesies and thanks may be in both."""
    thanked = f"for {note.person.thanks_for}" if note.person else ""
    grams = grams_of(note, [thanked])
    mine = _without(note.sketch, grams, 0)
    for other in note.beside(others):
        if other.kind is Kind.THANK_YOU and same_person(note, other):
            theirs = _without(other, grams, 1)
            length, start = longest_run(mine, theirs)
            again = length >= _CARD_RUN or jaccard(mine, theirs) >= _CARD_SHARE
            if again and says_much(words_at(note, start, length)):
                why = "the email says this too: tell something else (as `card_detail`)"
                yield Hit(*quoted_run(note, start, length), why)


_OPENING_TELLING = 2
"""Content words of an opening that is somebody's own."""


@rule(
    "E5",
    WARN,
    "no two notes to one employer open with the same words",
    source="own judgement: the opening is what is compared first",
    on=THANKS | CARDS,
)
def opens_differently(note: Note, others: Others) -> Iterator[Hit]:
    """Compare the first four words, which are not to be "Thank you for your"."""
    words = words_at(note, 0, OPENING)
    if sum(1 for _ in content(words)) < _OPENING_TELLING:
        return
    for other in _colleagues(note, others):
        alike = other.opening == note.sketch.opening != 0
        if other.kind is note.draft.kind and alike:
            first = note.letter.body[0]
            text = " ".join(first.text.split()[:6])
            yield Hit(text, first.line, f"{called(other)} opens like this too")


@rule(
    "E6",
    WARN,
    "no two emails to one employer have the same subject",
    source="own judgement: they lie in one inbox when forwarded",
    on=THANKS,
)
def has_its_own_subject(note: Note, others: Others) -> Iterator[Hit]:
    """Compare as read: case and signs make no difference."""
    for other in _colleagues(note, others):
        alike = other.subject == note.sketch.subject != 0
        if other.kind is note.draft.kind and alike:
            yield Hit(note.draft.subject, 0, f"{called(other)} has this subject too")
