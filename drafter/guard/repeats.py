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
    THEIRS,
    beside,
    compared,
    jaccard,
    longest_run,
    only,
    quoted_run,
    says_much,
    sentences_with,
    sketch,
    sketch_of,
    told,
    used,
    without,
)
from drafter.guard.rubric import REFUSE, WARN, Hit, Hits, quote, rule
from drafter.guard.words import fold


if TYPE_CHECKING:
    from drafter.guard.note import Note, Sketch


class Limits(NamedTuple):
    """From which likeness a pair warns, and is refused."""

    warn: float
    refuse: float


# Measured in tests/test_guard_rounds.py. Letters with a name or a noun swapped: 0.92 to
# 1.00 of their words used before, by one colleague's or all other employers' together.
# From one template of one's own, with three facts of the reader and three clauses that
# stay: 0.35 to 0.80. Our own: nothing in a panel; 0.40 to 0.70 at the fiftieth
# employer, and up to 0.88 where all that is known is a fact of two words.
_HERE = {
    Kind.THANK_YOU: Limits(0.20, 0.85),
    Kind.CARD: Limits(0.25, 0.85),
    Kind.LINKEDIN: Limits(0.40, 0.85),
}
_ELSEWHERE = Limits(0.75, 0.90)


def _same_person(note: Note, other: Sketch) -> bool:
    """Tell whether another note went to this reader."""
    if other.person_key or note.person_keys:
        return other.person_key in note.person_keys
    return other.trigrams == sketch_of(note).trigrams


def _common_words(note: Note, other: Sketch) -> tuple[str, int]:
    """Quote the longest run two notes share, and its line."""
    length, start = longest_run(sketch_of(note), other)
    return quoted_run(note, start, length)


@rule("E1")
def differs_from_colleagues(note: Note) -> Hits:
    """Set the words in common against those of the reader's own."""
    kind = note.draft.kind
    limits = _HERE[kind]
    run = [sketch(draft) for draft in note.others.run]
    alike: list[tuple[float, Hit]] = []
    for other in beside(note):
        if other.kind is not kind or other.employer_key != note.employer_key:
            continue
        share = used(note, [other])
        if _same_person(note, other):
            if share >= limits.refuse and other not in run:  # its own twin
                why = "you wrote this to the same person before: build on the new talk"
                alike.append((0.0, Hit(*_common_words(note, other), why, WARN)))
        elif share >= limits.warn:
            severity = REFUSE if share >= limits.refuse else WARN
            why = f"{share:.0%} like {other.label}: say what only this reader knows"
            alike.append((share, Hit(*_common_words(note, other), why, severity)))
    # In a pile of form letters the most alike is enough.
    yield from (hit for _, hit in sorted(alike, key=lambda x: -x[0])[:1])


@rule("E3")
def shares_no_sentence(note: Note) -> Hits:
    """Take a sentence for the same when only the fact in it differs.

    Not where hardly more than the fact is in it: "You said that ___" is everybody's.
    """
    seen: set[str] = set()
    for other in beside(note):
        if other.employer_key != note.employer_key or _same_person(note, other):
            continue
        for sentence in sentences_with(note, other.sentences):
            if sentence.text not in seen:
                seen.add(sentence.text)
                yield quote(sentence, f"the same sentence stands in {other.label}")


_CARD_SHARE, _CARD_RUN = 0.20, 10


@rule("E4")
def is_no_copy_of_the_email(note: Note) -> Hits:
    """Compare with the same person's email; courtesies and thanks may be in both."""
    thanks = f"for {note.person.thanks_for}" if note.person else ""
    mine = without(sketch_of(note), note, thanks, 0)
    for other in beside(note):
        if other.kind is Kind.THANK_YOU and _same_person(note, other):
            theirs = without(other, note, thanks, 1)
            length, start = longest_run(mine, theirs)
            run = (word.text for word in compared(note).words[start : start + length])
            again = length >= _CARD_RUN or jaccard(mine, theirs) >= _CARD_SHARE
            if again and says_much(run):
                why = "the email says this too: tell something else (as `card_detail`)"
                yield Hit(*quoted_run(note, start, length), why)


_MANY = 4
"""So many employers make a round letter of one fact told again and again."""


@rule("E7")
def is_no_circular(note: Note) -> Hits:
    """Compare with all notes to other people at other employers, as one."""
    before = [
        other
        for other in beside(note)
        if other.kind is note.draft.kind
        and _is_elsewhere(note, other)
        and not _same_person(note, other)
    ]
    hits = (_sent_round(note, before), _told_before(note, before), _used(note, before))
    yield from sorted(filter(None, hits), key=lambda hit: hit.severity is WARN)[:1]


def _is_elsewhere(note: Note, other: Sketch) -> bool:
    """Compare employers; of a draft without its notes, hosts and who is greeted.

    There the letter itself is remembered too, perhaps under an address since corrected.
    """
    if note.employer_key:
        return other.employer_key != note.employer_key
    name = fold(note.letter.name).text.split() or [""]
    host = note.draft.recipient.domain if note.draft.recipient else ""
    its_name, _, its_host = other.person_key.rpartition("@")
    return its_host != host and name[-1] not in (its_name or its_host)


def _used(note: Note, before: list[Sketch]) -> Hit | None:
    """Refuse a letter of which hardly a word is new, or this reader's."""
    share = used(note, before, elsewhere=True)
    if share < _ELSEWHERE.warn:
        return None
    alike = max(before, key=lambda other: jaccard(sketch_of(note), other))
    why = (
        f"{share:.0%} of this you wrote to other employers before"
        f" ({alike.label}): tell what only this reader said or asked"
    )
    # However short a letter of one's own is, what only this reader said or did is in
    # it, and nobody else was told so.
    anew = only(told(note).keys() - _known(before), THEIRS)
    one = used(note, [alike], elsewhere=True) >= _ELSEWHERE.warn
    grave = share >= _ELSEWHERE.refuse and (one or not anew)
    return Hit(*_common_words(note, alike), why, REFUSE if grave else WARN)


def _known(before: list[Sketch]) -> frozenset[int]:
    return frozenset().union(*(other.sentences for other in before))


def _sent_round(note: Note, before: list[Sketch]) -> Hit | None:
    """Refuse what many firms were told, when nothing else but a topic is in the note.

    One's own result may be told to every firm, beside what only this one said or asked.
    """
    facts = told(note)
    firms = {other.employer_key for other in before if facts.keys() & other.sentences}
    new = [facts[fact] for fact in facts.keys() - _known(before)]
    topics = note.person.topics if note.person else ()
    if len(firms) < _MANY or len(new) > 1 or any(fact not in topics for fact in new):
        return None
    again = [facts[fact] for fact in facts.keys() & _known(before)]
    why = f"{len(firms)} other employers were told this: write of this one alone"
    return Hit(max(again, key=len), 0, why, REFUSE)


def _told_before(note: Note, before: list[Sketch]) -> Hit | None:
    """Refuse their words with one fact more, or facts and nothing that is new.

    Two people at two firms did not say the same.
    """
    facts = told(note)
    topics = note.person.topics if note.person else ()
    found: list[Hit] = []
    for other in before:
        again = [fact for fact in facts if fact in other.sentences]
        several = len(again) > 1
        nothing_new = several and len(again) == len(facts)
        telling = any(facts[fact] not in topics for fact in again)
        if only(again, THEIRS) or (nothing_new and telling):
            longest = max((facts[fact] for fact in again), key=len)
            why = f"you told this to another employer ({other.label}): write it anew"
            found.append(Hit(longest, 0, why, REFUSE if several else WARN))
    return min(found, key=lambda hit: hit.severity is WARN, default=None)
