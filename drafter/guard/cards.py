"""J: a card is written by hand: it must fit, and hold nothing a hand does not write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.card_fit import overflow, smallest_fit
from drafter.guard.marks import FACTS
from drafter.guard.rules import CARDS, RULES, Hit, Rule, Severity, rule


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others


@rule(
    "J1",
    Severity.WARN,
    "the text fits the card in your handwriting",
    source="own model, checked against ghosthandwriter.com and help.scribeless.co",
    on=CARDS,
)
def fits_the_card(note: Note, _: Others) -> Iterator[Hit]:
    """Let a card fill its last line."""
    if note.interview is None:
        return
    size, hand = note.interview.card, note.interview.you.handwriting
    lines = overflow(note.draft.text, size, hand)
    if lines > 0:
        larger = smallest_fit(note.draft.text, hand, size)
        remedy = f"or take the {larger} card" if larger else "no larger card holds it"
        many = "1 line" if lines == 1 else f"{lines} lines"
        why = f"{many} too long for the {size} card in {hand} writing"
        last = note.draft.text.strip().split("\n")[-1]
        yield Hit(last, 0, f"{why}: shorten it; {remedy}")


_TYPED = re.compile(
    r"(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<link>\bhttps?://\S+|\bwww\.\S+"
    r"|\b[\w-]+\.(?:com|org|net|io|dev|me|co|edu|gov|example)\b(?:/\S*)?)"
    r"|(?P<number>(?<![\w-])\+?\(?\d(?:[ ().-]{0,2}\d){8,}(?![\w-]))"
    r"|(?P<bullet>^[ \t]*[-*•–‣][ \t]+(?=\S))"
    r"|(?P<attachment>\battachments?\b"
    r"|\b(?:is|are|see|have|i've|please find) attached\b"
    r"|\bthe attached\b|\battached (?:is|are|you|please|as|to this|a|the|my)\b"
    r"|\bi attach\b)",
    re.IGNORECASE | re.MULTILINE,
)


@rule(
    "J2",
    Severity.REFUSE,
    "no link, address, phone number, list or attachment on a card",
    source="own judgement: it is handwritten",
    on=CARDS,
)
def holds_only_handwriting(note: Note, _: Others) -> Iterator[Hit]:
    """Leave a firm called Booking.com its name."""
    for passage in (*note.letter.body, *note.letter.signature):
        for match in _TYPED.finditer(passage.text):
            if not note.spared(passage, match.start(), match.end(), FACTS):
                line = passage.line_at(match.start())
                why = f"a card is handwritten: no {match.lastgroup} on it"
                yield Hit(match[0].strip(), line, why)


RULES.add(
    Rule(
        "J3",
        Severity.REFUSE,
        "an envelope has a street, a city and a postcode, and is not for a home",
        "askamanager.org: you cannot ask for a home address; kept by what makes"
        " envelopes",
        CARDS,
    )
)
