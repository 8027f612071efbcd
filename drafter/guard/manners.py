"""G1 to G7: not pushy, not desperate, not presumptuous: words that cost people jobs.

Topics, quotations and names may hold any of these words ("compensation software", "we
were desperate for a tester"): what the user reports is not what the user says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.guard.fold import fold
from drafter.guard.lists import pattern
from drafter.guard.marks import FACTS, FACTS_AND_DEEDS
from drafter.guard.rules import CHECK_INS, EVERY, TAKEAWAYS, Hit, Severity, rule
from drafter.guard.words import tokens


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Found, Note
    from drafter.guard.others import Others

REFUSE, WARN = Severity.REFUSE, Severity.WARN


@rule(
    "G1",
    REFUSE,
    "nothing that pushes",
    source=(
        "Contemporary Staffing Solutions: do not seem pushy; Adobe survey of"
        " hated phrases"
    ),
)
def does_not_push(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse in a check-in, advise elsewhere."""
    severity = REFUSE if note.draft.kind in CHECK_INS else WARN
    for found in note.different("pushy", FACTS_AND_DEEDS):
        yield Hit(found.text, found.line, "this pushes: take it out", severity)


@rule(
    "G2",
    REFUSE,
    "nothing that begs",
    source="Contemporary Staffing Solutions: do not seem desperate",
)
def does_not_beg(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse it in the user's own sentences too; advise on words that may be honest."""
    for family, severity in (("desperate", REFUSE), ("needy", WARN)):
        for found in note.different(family, FACTS_AND_DEEDS):
            why = "this sounds desperate: take it out"
            yield Hit(found.text, found.line, why, severity)


@rule(
    "G3",
    WARN,
    "nothing that takes the job for granted",
    source="themuse.com: putting the cart before the horse",
)
def does_not_presume(note: Note, _: Others) -> Iterator[Hit]:
    """Leave the decision to them."""
    for found in note.different("presumptuous", FACTS_AND_DEEDS):
        why = "this takes the decision for granted: take it out"
        yield Hit(found.text, found.line, why)


@rule(
    "G4",
    WARN,
    "no flattery",
    source="Boomerang in The Atlantic: replies fall with more than slight warmth",
)
def does_not_flatter(note: Note, _: Others) -> Iterator[Hit]:
    """Ask for the plain fact, which praises better."""
    for found in note.different("flattery", FACTS):
        why = "this flatters: name the thing that impressed you"
        yield Hit(found.text, found.line, why)


@rule(
    "G5",
    WARN,
    "no apology and no excuse",
    source="liveabout.com: 10 things not to include in a thank-you letter",
)
def does_not_apologise(note: Note, _: Others) -> Iterator[Hit]:
    """Leave unsaid what they may not have noticed."""
    for found in note.different("apology", FACTS_AND_DEEDS, unless=_consoles):
        why = "this apologises: leave it out, or say the thing itself"
        yield Hit(found.text, found.line, why)


_CONSOLING = (
    r"(?: \w+)? (?:to (?:hear|learn|read)|for your|about your|that you(?:r|'ve)?)\b"
)


def _consoles(found: Found) -> bool:
    """Tell sympathy, "I am sorry to hear that", from an apology."""
    after = fold(found.passage.text[found.end :]).text
    sorry = " ".join(tokens(found.text).words) == "sorry"
    return sorry and bool(re.match(_CONSOLING, after))


@rule(
    "G6",
    WARN,
    "not a word about pay or benefits",
    source="liveabout.com: 10 things not to include in a thank-you letter",
    on=EVERY - TAKEAWAYS - {Kind.REPLY},
)
def does_not_speak_of_pay(note: Note, _: Others) -> Iterator[Hit]:
    """Say nothing in replies: an offer is accepted with its salary."""
    why = "this speaks of pay: wait until they do"
    for found in note.different("pay", FACTS_AND_DEEDS, unless=_speaks_of_work):
        yield Hit(found.text, found.line, why)
    for found in note.matches(pattern("pay"), FACTS_AND_DEEDS):
        yield Hit(found.text, found.line, why)


# Compiled only where a word of pay is found: "I would raise the question", "it took two
# days off the close" have no pay in them.
_RAISING = r"\b(?:to|i|you|we|they|would|could|can|will)\s+\Z"
_RAISED = r"\s+(?:the|a|an|this|that|it|them|your|our|some|another)\b"
_SAVING = (
    r"\b(?:t(?:ake|akes|ook|aken|aking)|cut|cuts|cutting|sav(?:e|es|ed|ing)"
    r"|shav(?:e|es|ed|ing)|knock(?:s|ed)?)\s+(?:\S+\s+){0,3}\Z"
)


def _speaks_of_work(found: Found) -> bool:
    """Tell what raises a question from a raise, and days saved from days off."""
    text, words = found.passage.text, " ".join(tokens(found.text).words)
    before, after = fold(text[: found.start]).text, fold(text[found.end :]).text
    if words == "raise":
        return bool(re.search(_RAISING, before) or re.match(_RAISED, after))
    return words == "days off" and bool(re.search(_SAVING, before))


@rule(
    "G7",
    WARN,
    "no phrase that everybody writes",
    source="owl.purdue.edu: very informational and interesting",
)
def is_no_cliche(note: Note, _: Others) -> Iterator[Hit]:
    """Find what is courteous and read by nobody."""
    for found in note.different("cliche", FACTS):
        why = "everybody writes this: say it in words of your own"
        yield Hit(found.text, found.line, why)
