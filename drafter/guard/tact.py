"""G8 to G12: hedges, intensifiers, the past, gifts, questions too soon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.guard.fold import fold
from drafter.guard.marks import FACTS_AND_DEEDS
from drafter.guard.rules import (
    CARDS,
    LINKEDIN,
    TAKEAWAYS,
    THANKS,
    Hit,
    Severity,
    rule,
)
from drafter.guard.words import phrase, plain_words, runs_of, tokens


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others

WARN = Severity.WARN
_HEDGES_MAX = 2


@rule(
    "G8",
    WARN,
    f"at most {_HEDGES_MAX} hedges (just, a bit, hopefully)",
    source="own judgement: they weaken",
    on=THANKS | {Kind.CHECK_IN},
)
def hedges_little(note: Note, _: Others) -> Iterator[Hit]:
    """Count outside facts: "just in time" may be a topic."""
    found = list(note.phrases("hedges", FACTS_AND_DEEDS))
    if len(found) > _HEDGES_MAX:
        said = ", ".join(sorted({f.text.lower() for f in found}))
        why = f"{len(found)} hedges ({said}): drop some"
        yield Hit(found[-1].text, found[-1].line, why)


_INTENSE_MAX, _INTENSE_IN_SENTENCE = 3, 2


@rule(
    "G9",
    WARN,
    f"at most {_INTENSE_MAX} intensifiers (very, really), and one a sentence",
    source="Boomerang in The Atlantic: too much emotion",
    on=THANKS | CARDS,
)
def exaggerates_little(note: Note, _: Others) -> Iterator[Hit]:
    """Trust that what is really, truly so is so without them."""
    found = [f for f in note.phrases("intensifiers", FACTS_AND_DEEDS) if f.line]
    if len(found) > _INTENSE_MAX:
        last = found[-1]
        yield Hit(last.text, last.line, f"{len(found)} intensifiers: drop some")
        return
    for sentence in note.sentences if len(found) > 1 else ():
        here = [f.text for f in found if sentence.holds(f.passage, f.start)]
        if len(here) >= _INTENSE_IN_SENTENCE:
            why = f"{' and '.join(here)} in one sentence: one is enough"
            yield Hit(sentence.text, sentence.line, why)


_WORSE = re.compile(
    r"\b(?:hate[ds]?|hating|toxic|worst|unlike my|micromanag\w*|awful|terrible)\b"
)
_FORMER = re.compile(
    r"\bmy (?:last|previous|former|current|old|ex-?|present)[ -](?:job|employer|company"
    r"|boss|manager|team|firm|colleagues?|workplace)\b"
)


@rule(
    "G10",
    WARN,
    "not a bad word about a past employer",
    source="own judgement: the reader wonders what you will say of them",
)
def speaks_well_of_the_past(note: Note, _: Others) -> Iterator[Hit]:
    """Look near their name, and near "my last job"."""
    firms = note.interview.you.past_employers if note.interview else ()
    for sentence in note.sentences:
        text = fold(sentence.text).text
        bad = _WORSE.search(text)
        if not bad:
            continue
        words = tokens(sentence.text).words
        named = any(True for firm in firms for _ in runs_of(phrase(firm), words))
        if named or _FORMER.search(text):
            why = "this speaks badly of a past employer: take it out"
            yield Hit(bad[0], sentence.line, why)


@rule(
    "G11",
    WARN,
    "no gift",
    source="ypedge.wordpress.com: what not to do after an interview",
    on=THANKS | CARDS | LINKEDIN,
)
def offers_no_gift(note: Note, _: Others) -> Iterator[Hit]:
    """Find what would look like a price."""
    for found in note.different("gift", FACTS_AND_DEEDS):
        yield Hit(found.text, found.line, "this offers a gift: take it out")


@rule(
    "G12",
    WARN,
    "a note of thanks does not ask how things stand",
    source="climbtheladder.com: how long to wait after an interview",
    on=THANKS | CARDS | LINKEDIN | TAKEAWAYS,
)
def asks_for_no_status(note: Note, _: Others) -> Iterator[Hit]:
    """Leave that to the check-in, once it is due."""
    why = "this asks for the outcome: leave it for the check-in"
    for found in note.different("status", FACTS_AND_DEEDS):
        yield Hit(found.text, found.line, why)
    for sentence in note.sentences:
        asks = sentence.text.endswith("?")
        if asks and "decision" in plain_words(sentence.text):
            yield Hit(sentence.text, sentence.line, why)
