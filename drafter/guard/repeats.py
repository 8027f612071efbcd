"""E: two people compare their notes; neither may find the other's, nor a circular.

Within a run notes are compared with each other, and with what the journal remembers.
Earlier notes to the same person are left out (E1 then only advises), because a second
round goes on where the first ended. The same command over many files would make mass
mail: E7 compares with notes to other employers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.guard.likeness import (
    SENTENCE,
    THEIRS,
    beside,
    grams_of,
    in_common,
    jaccard,
    likeness,
    longest_run,
    only,
    own_places,
    quoted_run,
    says_much,
    sentences_with,
    sketch,
    sketch_of,
    told,
    words_at,
)
from drafter.guard.rubric import REFUSE, WARN, Hit, Severity, quote, rule


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others, Sketch


class Limits(NamedTuple):
    """From which likeness a pair warns, and is refused."""

    warn: float
    refuse: float


# Measured among twelve: swapped names 1.00, one noun swapped 0.44 to 0.79; one fact
# each in other courtesies 0.00 to 0.06, in the same courtesies 0.00 to 0.19, and 0.30
# where the fact has two words. Cards and LinkedIn notes have more in common.
_HERE = {
    Kind.THANK_YOU: Limits(0.20, 0.32),
    Kind.CARD: Limits(0.25, 0.50),
    Kind.LINKEDIN: Limits(0.35, 0.80),
}
_LEAST = {Kind.THANK_YOU: 30, Kind.CARD: 30, Kind.LINKEDIN: 1}
"""The word triples that a short note is taken to have; a courtesy has eight."""


def _same_person(note: Note, other: Sketch) -> bool:
    """Tell whether another note went to this reader."""
    if other.person_key or note.person_keys:
        return other.person_key in note.person_keys
    return other.trigrams == sketch_of(note).trigrams


def _called(other: Sketch) -> str:
    """Name another note in a finding."""
    return other.label or "an earlier note"


def _common_words(note: Note, other: Sketch) -> tuple[str, int]:
    """Quote the longest run two notes share, and its line."""
    length, start = longest_run(sketch_of(note), other)
    return quoted_run(note, start, length)


def _worst(hits: list[tuple[float, Hit]]) -> Iterator[Hit]:
    """Tell of the most alike only: in a pile of form letters one is enough."""
    if hits:
        yield max(hits, key=lambda scored: scored[0])[1]


def _colleagues(note: Note, others: Others) -> Iterator[Sketch]:
    for other in beside(note, others):
        if other.employer_key == note.employer_key and not _same_person(note, other):
            yield other


@rule("E1")
def differs_from_colleagues(note: Note, others: Others) -> Iterator[Hit]:
    """Set the words in common against those of the reader's own."""
    kind = note.draft.kind
    limits = _HERE[kind]
    alike: list[tuple[float, Hit]] = []
    for other in beside(note, others):
        if other.kind is not kind or other.employer_key != note.employer_key:
            continue
        share = likeness(sketch_of(note), own_places(note), other, _LEAST[kind])
        if _same_person(note, other):
            if share >= limits.refuse and _is_remembered(other, others):
                why = "you wrote this to the same person before: build on the new talk"
                alike.append((0.0, Hit(*_common_words(note, other), why, WARN)))
        elif share >= limits.warn:
            severity = REFUSE if share >= limits.refuse else WARN
            why = f"{share:.0%} like {_called(other)}: say what only this reader knows"
            alike.append((share, Hit(*_common_words(note, other), why, severity)))
    yield from _worst(alike)


def _is_remembered(other: Sketch, others: Others) -> bool:
    """Tell the journal's notes from the run's, where a note finds its own twin."""
    return not any(sketch(draft) == other for draft in others.run)


def _without(sketch: Sketch, grams: frozenset[int], instead: int) -> Sketch:
    """Put what no other sketch has where these triples are; every place stays."""
    if grams.isdisjoint(sketch.trigrams):
        return sketch
    kept = tuple(instead if gram in grams else gram for gram in sketch.trigrams)
    return sketch._replace(trigrams=kept)


@rule("E3")
def shares_no_sentence(note: Note, others: Others) -> Iterator[Hit]:
    """Take a sentence for the same when only the fact in it differs.

    Not where hardly more than the fact is in it: "You said that ___" is everybody's.
    """
    seen: set[str] = set()
    for other in _colleagues(note, others):
        for sentence in sentences_with(note, other.sentences):
            if sentence.text not in seen:
                seen.add(sentence.text)
                yield quote(sentence, f"the same sentence stands in {_called(other)}")


_CARD_SHARE, _CARD_RUN = 0.20, 10


@rule("E4")
def is_no_copy_of_the_email(note: Note, others: Others) -> Iterator[Hit]:
    """Compare with the same person's email; courtesies and thanks may be in both."""
    thanked = f"for {note.person.thanks_for}" if note.person else ""
    grams = grams_of(note, [thanked])
    mine = _without(sketch_of(note), grams, 0)
    for other in beside(note, others):
        if other.kind is Kind.THANK_YOU and _same_person(note, other):
            theirs = _without(other, grams, 1)
            length, start = longest_run(mine, theirs)
            again = length >= _CARD_RUN or jaccard(mine, theirs) >= _CARD_SHARE
            if again and says_much(words_at(note, start, length)):
                why = "the email says this too: tell something else (as `card_detail`)"
                yield Hit(*quoted_run(note, start, length), why)


# One may say to another firm what one said before, but not the whole letter. Measured:
# form letters 0.47 to 1.0; short honest letters to ten firms in the same courtesies
# 0.00 to 0.47, but these have at most 19 triples in common, and a form letter 22 and
# more: what has fewer is not looked at.
_ELSEWHERE = {
    Kind.THANK_YOU: Limits(0.30, 0.45),
    Kind.CARD: Limits(0.50, 0.70),
    Kind.LINKEDIN: Limits(0.60, 0.90),
}
_COURTESIES = {Kind.THANK_YOU: 20, Kind.CARD: 20, Kind.LINKEDIN: 18}
"""With fewer word triples in common, it is thanks and a wish that are alike."""
_MANY = 4
"""So many employers make a round letter of one fact told again and again."""
# Form letters share all their sentences; honest notes to two firms up to 0.67 of them.
_FRAMES, _FRAMES_MIN, _FORM = 0.8, 2, 0.20


@rule("E7")
def is_no_circular(note: Note, others: Others) -> Iterator[Hit]:
    """Compare with notes to other people at other employers."""
    alike: list[tuple[float, Hit]] = []
    told_at: dict[str, set[int]] = {}
    for other in beside(note, others):
        elsewhere = other.employer_key != note.employer_key
        if (
            other.kind is note.draft.kind
            and elsewhere
            and not _same_person(note, other)
        ):
            again = told(note).keys() & other.sentences
            told_at.setdefault(other.employer_key, set()).update(again)
            share = _likeness(note, other)
            hit = _as_circular(note, other, share)
            if hit:
                alike.append((max(share, 0) + (hit.severity is REFUSE), hit))
    hit = _sent_round(note, [again for again in told_at.values() if again])
    if hit:
        alike.append((2, hit))
    yield from _worst(alike)


def _sent_round(note: Note, elsewhere: list[set[int]]) -> Hit | None:
    """Refuse what many firms were told, when nothing else but a topic is in the note.

    One's own result may be told to every firm, beside what only this one said or asked.
    """
    if len(elsewhere) < _MANY:
        return None
    facts = told(note)
    again = set.union(*elsewhere)
    new = [facts[fact] for fact in facts.keys() - again]
    topics = note.person.topics if note.person else ()
    if len(new) > 1 or any(fact not in topics for fact in new):
        return None
    why = f"{len(elsewhere)} other employers were told this: write of this one alone"
    return Hit(max((facts[h] for h in again), key=len), 0, why, REFUSE)


def _as_circular(note: Note, other: Sketch, share: float) -> Hit | None:
    limits = _ELSEWHERE[note.draft.kind]
    facts = _facts_again(note, other)
    form = share >= 0 and _is_same_form(note, other)
    refuse = share >= (_FORM if form else limits.refuse)
    if facts is REFUSE or (facts and not refuse):
        why = f"you told this to another employer ({_called(other)}): write it anew"
        return Hit(_fact_again(note, other), 0, why, facts)
    if share < limits.warn and not form:
        return None
    alike = "the same sentences" if form else f"{share:.0%} alike"
    why = f"you wrote this to another employer ({alike}): write it anew"
    return Hit(*_common_words(note, other), why, REFUSE if refuse else WARN)


def _likeness(note: Note, other: Sketch) -> float:
    """Measure it; -1 where only courtesies are alike."""
    kind = note.draft.kind
    if in_common(sketch_of(note), other) < _COURTESIES[kind]:
        return -1
    return likeness(sketch_of(note), own_places(note), other, _LEAST[kind])


def _is_same_form(note: Note, other: Sketch) -> bool:
    """Compare sentences; a LinkedIn note has one or two, which prove nothing."""
    if note.draft.kind is Kind.LINKEDIN:
        return False
    mine = only(sketch_of(note).sentences, SENTENCE)
    return len(mine & other.sentences) >= max(_FRAMES_MIN, _FRAMES * len(mine))


def _facts_again(note: Note, other: Sketch) -> Severity | None:
    """Refuse their words with one fact more, or two facts and nothing that is new.

    Two people at two firms did not say the same.
    """
    mine = sketch_of(note).sentences - only(sketch_of(note).sentences, SENTENCE)
    again = mine & other.sentences
    theirs = only(again, THEIRS)
    topics = note.person.topics if note.person else ()
    telling = [fact for fact in again if told(note)[fact] not in topics]
    if len(again) > 1 and (theirs or (again == mine and len(telling) > 1)):
        return REFUSE
    return WARN if theirs else None


def _fact_again(note: Note, other: Sketch) -> str:
    facts = told(note)
    return max((facts[h] for h in facts if h in other.sentences), key=len, default="")
