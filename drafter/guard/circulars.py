"""E7: no letter is sent round. The same command over many files makes mass mail.

Three signs, each measured: the whole is alike; the sentences are the same round other
facts; or the facts are the same in other sentences, as when one file is copied for each
firm and only the names are changed in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.guard.likeness import SENTENCE, THEIRS, Sketch, only, told
from drafter.guard.measures import in_common, likeness
from drafter.guard.repeats import (
    LEAST,
    Limits,
    called,
    common_words,
    same_person,
    worst,
)
from drafter.guard.rules import CARDS, LINKEDIN, THANKS, Hit, Severity, rule


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others

REFUSE, WARN = Severity.REFUSE, Severity.WARN
# One may say to another firm what one said before, but not the whole letter. Measured:
# form letters 0.47 to 1.0; short honest letters to ten firms in the same courtesies
# 0.00 to 0.47, but these have at most 19 triples in common, and a form letter 22 and
# more: what has fewer is not looked at.
_LIMITS = {
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


@rule(
    "E7",
    REFUSE,
    "no letter is sent round: not the same note to another employer",
    source=(
        "Contemporary Staffing Solutions: do not mass-email; own judgement for"
        " the limits"
    ),
    on=THANKS | CARDS | LINKEDIN,
)
def is_no_circular(note: Note, others: Others) -> Iterator[Hit]:
    """Compare with notes to other people at other employers."""
    alike: list[tuple[float, Hit]] = []
    told_at: dict[str, set[int]] = {}
    for other in note.beside(others):
        elsewhere = other.employer_key != note.employer_key
        if other.kind is note.draft.kind and elsewhere and not same_person(note, other):
            again = told(note).keys() & other.sentences
            told_at.setdefault(other.employer_key, set()).update(again)
            share = _likeness(note, other)
            hit = _as_circular(note, other, share)
            if hit:
                alike.append((max(share, 0) + (hit.severity is REFUSE), hit))
    hit = _sent_round(note, [again for again in told_at.values() if again])
    if hit:
        alike.append((2, hit))
    yield from worst(alike)


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
    limits = _LIMITS[note.draft.kind]
    facts = _facts_again(note, other)
    form = share >= 0 and _is_same_form(note, other)
    refuse = share >= (_FORM if form else limits.refuse)
    if facts is REFUSE or (facts and not refuse):
        why = f"you told this to another employer ({called(other)}): write it anew"
        return Hit(_fact_again(note, other), 0, why, facts)
    if share < limits.warn and not form:
        return None
    alike = "the same sentences" if form else f"{share:.0%} alike"
    why = f"you wrote this to another employer ({alike}): write it anew"
    return Hit(*common_words(note, other), why, REFUSE if refuse else WARN)


def _likeness(note: Note, other: Sketch) -> float:
    """Measure it; -1 where only courtesies are alike."""
    kind = note.draft.kind
    if in_common(note.sketch, other) < _COURTESIES[kind]:
        return -1
    return likeness(note.sketch, note.own_places, other, LEAST[kind])


def _is_same_form(note: Note, other: Sketch) -> bool:
    """Compare sentences; a LinkedIn note has one or two, which prove nothing."""
    if note.draft.kind in LINKEDIN:
        return False
    mine = only(note.sketch.sentences, SENTENCE)
    return len(mine & other.sentences) >= max(_FRAMES_MIN, _FRAMES * len(mine))


def _facts_again(note: Note, other: Sketch) -> Severity | None:
    """Refuse their words with one fact more, or two facts and nothing that is new.

    Two people at two firms did not say the same.
    """
    mine = note.sketch.sentences - only(note.sketch.sentences, SENTENCE)
    again = mine & other.sentences
    theirs = only(again, THEIRS)
    if len(again) > 1 and (theirs or again == mine):
        return REFUSE
    return WARN if theirs else None


def _fact_again(note: Note, other: Sketch) -> str:
    facts = told(note)
    return max((facts[h] for h in facts if h in other.sentences), key=len, default="")
