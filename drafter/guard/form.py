"""F8, F9, F11, F12: subject, signature, closing, and no questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.guard.fold import fold
from drafter.guard.lists import entries
from drafter.guard.rules import EMAILS, EVERY, TAKEAWAYS, THANKS, Hit, Severity, rule
from drafter.interview import Tone


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.guard.sentences import Sentence

WARN = Severity.WARN
_SUBJECT_MAX = 60
_SHOUT = 4
"""Capitals that are more than an acronym."""
# fmt: off
_BARE = frozenset({
    "following up", "follow up", "thank you", "thanks", "hello", "hi", "interview",
    "checking in",
})
# fmt: on


@rule(
    "F8",
    WARN,
    f"a subject of 1 to {_SUBJECT_MAX} characters that says what it is about",
    source="faraday.email: a bare subject fails when ten are interviewed",
    on=EMAILS,
)
def has_a_clear_subject(note: Note, _: Others) -> Iterator[Hit]:
    """Tell of one fault at a time."""
    subject = note.draft.subject
    bare = fold(subject).text.strip(" .!?,:;-")
    if not bare:
        yield Hit("Subject", 0, "the subject is empty: name the topic or the job")
    elif len(subject) > _SUBJECT_MAX:
        why = f"{len(subject)} characters: mail programs cut at about {_SUBJECT_MAX}"
        yield Hit(subject, 0, why)
    elif "!" in subject or (subject.isupper() and len(bare) >= _SHOUT):
        why = "it shouts: no exclamation mark, no capitals throughout"
        yield Hit(subject, 0, why)
    elif bare in _BARE:
        why = "it does not say what it is about: name the topic or the job"
        yield Hit(subject, 0, why)


_SIGNATURE_LINES = 4
_REACHED = re.compile(r"\d[\d ().-]{5,}\d|[^\s@]+@[^\s@]+\.\w+")


@rule(
    "F9",
    WARN,
    "the signature has a phone number or an address, and four lines at most",
    source="associationcareerhq.org, soft-skills-builder.blogspot.com",
    on=THANKS | TAKEAWAYS | {Kind.CHECK_IN},
)
def is_signed_to_be_reached(note: Note, _: Others) -> Iterator[Hit]:
    """Ask for a number in a thank-you only, and where one is known to give."""
    signature = note.letter.signature
    if len(signature) > _SIGNATURE_LINES:
        extra = signature[_SIGNATURE_LINES]
        why = f"a signature of {len(signature)} lines: four are enough"
        yield Hit(extra.text, extra.line, why)
    phone = note.interview.you.phone if note.interview else ""
    reached = any(_REACHED.search(line.text) for line in signature)
    if phone and signature and not reached and note.draft.kind in THANKS:
        why = f"no number to call: add {phone}"
        yield Hit(signature[0].text, signature[0].line, why)


_CHEERING = frozenset({"GB", "IE", "AU", "NZ"})


@rule(
    "F11",
    WARN,
    "the closing is one of the tone's",
    source='career centres; "thanks in advance" presumes a favour',
    on=EVERY - {Kind.PHONE, Kind.LINKEDIN},
)
def closes_in_tone(note: Note, _: Others) -> Iterator[Hit]:
    """Leave other languages alone, and "Cheers" where people say it."""
    closing = note.letter.closing
    if closing is None:
        return
    words = fold(closing.text).text.strip(" ,.!-–—")
    tone = note.interview.tone if note.interview else None
    welcome = {*entries("closings_formal" if tone is Tone.FORMAL else "closings_warm")}
    if tone is None:
        welcome |= {*entries("closings_formal")}
    if note.interview and note.interview.employer.country in _CHEERING:
        welcome |= {"cheers"} if tone is not Tone.FORMAL else set()
    if words not in welcome and words not in entries("closings_foreign"):
        offered = "Sincerely," if tone is Tone.FORMAL else "Best regards,"
        why = f"not for a letter like this: close with {offered}"
        yield Hit(closing.text, closing.line, why)


@rule(
    "F12",
    WARN,
    "it asks nothing; a check-in asks once",
    source="own judgement: a note of thanks needs no answer",
    on=EVERY - {Kind.PHONE, Kind.REPLY},
)
def asks_nothing(note: Note, _: Others) -> Iterator[Hit]:
    """Pass over what is quoted."""
    asked = [sentence for sentence in note.sentences if _asks(sentence)]
    allowed = 1 if note.draft.kind is Kind.CHECK_IN else 0
    if len(asked) > allowed:
        extra = asked[allowed]
        why = "this asks for an answer: leave the question out"
        if allowed:
            why = "one question is enough: leave this one out"
        yield Hit(extra.text, extra.line, why)


def _asks(sentence: Sentence) -> bool:
    return sentence.text.rstrip("'’)").endswith("?")
