"""F5, F6, F10 and J: signs a letter should not have, and what no hand writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.card_fit import overflow, panel, smallest_fit, wrapped
from drafter.draft import Kind
from drafter.guard.fields import FACTS, FIELDS, Sort
from drafter.guard.rubric import CHECK_INS, Hit, quote, rule
from drafter.guard.words import fold, matches, words_of
from drafter.interview import Tone
from drafter.language import ENGLISH


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note, Sentence
    from drafter.guard.others import Others


_EXCLAIMED = re.compile(r"[!！][!?！]*")


@rule("F5")
def exclaims_little(note: Note, _: Others) -> Iterator[Hit]:
    """Leave the subject to F8, and to the user one mark of their own."""
    marks = [found for found in note.matches(_EXCLAIMED, FACTS) if found.line]
    added = any(found.line for found in note.matches(_EXCLAIMED, FIELDS))
    formal = note.interview is not None and note.interview.tone is Tone.FORMAL
    plain = formal or note.draft.kind in CHECK_INS | {Kind.TAKEAWAY}
    allowed = 0 if plain and added else 1
    doubled = next((mark for mark in marks if len(mark.text) > 1), None)
    if doubled:
        yield quote(doubled, "one mark says it: drop the others")
    elif len(marks) > allowed:
        mark = marks[allowed]
        words = mark.passage.text[max(mark.start - 30, 0) : mark.end]
        why = "one exclamation mark is enough" if allowed else "none is wanted here"
        yield Hit(words, mark.line, why)


_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u231a\u231b\ufe0f]"
    r"|(?<!\w)(?:[:;=][-o^']?|8-)[)(DPp/|](?!\w)|<3\b|\^\^|(?<!\w)[xX]D\b"
)
_SHOUTED = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ]{4,}(?!\w)")


_ACRONYM, _ACRONYMS = 7, 2
"""Letters, and how many a note may have that are in nobody's notes: ACME, NASA."""


@rule("F6")
def keeps_its_voice_down(note: Note, _: Others) -> Iterator[Hit]:
    """Leave the acronyms that the user typed, but not "WOW" and "THANK YOU"."""
    for found in note.matches(_EMOJI, FACTS):
        yield quote(found, "no emoji in a letter")
    shouted = list(note.matches(_SHOUTED, FACTS))
    if shouted:
        fields = (*note.own, *note.shared)
        typed = {word for f in fields for word in re.findall(r"\w+", f.value)}
        for found in shouted:
            signed = found.passage in note.letter.signature
            word = fold(found.text).text
            plain = word in words_of("common_words") or word in words_of("stop_words")
            acronym = len(word) < _ACRONYM and len(shouted) <= _ACRONYMS
            if (plain or not (acronym or found.text in typed)) and not signed:
                yield quote(found, "capitals shout: write it small")


_REPEATED = re.compile(r"(?<![\w'’-])([^\W\d_]+)\s+\1(?![\w'’-])", re.IGNORECASE)
_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_LOOSE = re.compile(
    r"(?<=\w)[ \t]+[,.;:!?](?![\w.])|[,;]{2,}|,\."
    r"|(?<!\bInc)(?<!\bLtd)(?<!\bCorp)(?<!\bCo)(?<!\b[JS]r)(?<!\betc)(?<!\.\w)\.,"
    r"|\.\s\.(?!\.)|(?<!\.)\.\.(?!\.)"
)


@rule("F10")
def is_clean(note: Note, _: Others) -> Iterator[Hit]:
    """Look outside what the user typed, which stays as it is."""
    for found in note.matches(_REPEATED, FIELDS):
        first, last = found.text.split()
        # "New York New York" and "Bora Bora" are names.
        if first.lower() not in words_of("may_repeat") and not last[0].isupper():
            yield quote(found, "a word stands twice")
    for pattern, why in ((_BLANKS, "two blanks in a row"), (_LOOSE, "a stray sign")):
        for found in note.matches(pattern, FIELDS):
            if found.passage in note.letter.signature:
                continue
            around = found.passage.text[max(found.start - 12, 0) : found.end + 12]
            yield Hit(around, found.line, why)
    for passage in note.letter.body:
        if not _is_listed(passage.text):
            yield from _ends(passage.text, passage.line)
    yield from _begins(note)
    yield from _mixes_quotes(note)


_OPENERS = "\"“‘'«„([*_-–— "


def _begins(note: Note) -> Iterator[Hit]:
    greeting = note.letter.greeting
    for nth, sentence in enumerate(note.sentences):
        begun = note.language != ENGLISH or (
            greeting and greeting.line == sentence.line
        )
        if not nth and greeting and begun:
            continue  # "Hi Dana, thank you ..." goes on small, as German does
        small = sentence.text.lstrip(_OPENERS)[:1].islower()
        if small and not _typed_so(note, sentence):
            yield quote(sentence, "a sentence begins with a small letter")


def _typed_so(note: Note, sentence: Sentence) -> bool:
    """Leave lists, products written small, like iOS, and one's own sentences."""
    if _is_listed(sentence.passage.text):
        return True
    word = sentence.text.lstrip(_OPENERS).split()[0]
    marks = note.marks(sentence.passage)[sentence.first : sentence.last]
    small = word.strip(',.;:!?"”').islower()
    return not small or bool(marks and marks[0] & Sort.VOICE)


def _ends(text: str, line: int) -> Iterator[Hit]:
    last = text.rstrip().split("\n")[-1]
    end = last.rstrip("\"”’')»]*_ ")[-1:]
    address = "." in (last.split() or [""])[-1]
    if end.isascii() and end not in ".!?:" and not address:
        yield Hit(last[-60:], line, "a paragraph ends without a full stop")


def _is_listed(text: str) -> bool:
    return all(re.match(r"\s*(?:[-*•–]|\d+[.)])\s", line) for line in text.split("\n"))


_STRAIGHT, _CURLY = re.compile(r"(?<=\w)'(?=\w)|\""), re.compile(r"[“”‘’]")


def _mixes_quotes(note: Note) -> Iterator[Hit]:
    text = "\n".join(passage.text for passage in note.letter.body)
    curly = _CURLY.search(text)
    straight = _STRAIGHT.search(text) if curly else None
    if curly and straight:
        typed = "\n".join(field.value for field in (*note.own, *note.shared))
        if straight[0] not in typed and curly[0] not in typed:
            yield Hit(curly[0], 0, "straight and typographic quotation marks are mixed")


@rule("J1")
def fits_the_card(note: Note, _: Others) -> Iterator[Hit]:
    """Let a card fill its last line."""
    if note.interview is None:
        return
    size, hand = note.interview.card, note.interview.you.handwriting
    over = overflow(note.draft.text, size, hand)
    if over > 0 and note.letter.body:
        larger = smallest_fit(note.draft.text, hand, size)
        remedy = f", or write `card: {larger}` if you have such cards" if larger else ""
        passage = note.letter.body[-1]
        lines = wrapped(passage.text, panel(size, hand).characters)
        last = " ".join(lines[-over:])
        many = "1 line" if over == 1 else f"{over} lines"
        why = f"{many} too long for the {size} card in {hand} writing"
        for sentence in sorted((one.text for one in note.sentences), key=len):
            rest = note.draft.text.replace(sentence, "", 1)
            if overflow(rest, size, hand) <= 0:
                yield Hit(sentence, 0, f"{why}: it fits without this{remedy}")
                return
        cut = f"shorten it by some {len(last.split())} words"
        yield Hit(last, passage.line, f"{why}: {cut}{remedy}")


@rule("J2")
def holds_only_handwriting(note: Note, _: Others) -> Iterator[Hit]:
    """Leave a firm called Booking.com its name."""
    for passage in (*note.letter.body, *note.letter.signature):
        for match in matches("typed.regex", passage.text):
            if not note.spared(passage, match.start(), match.end(), FACTS):
                line = passage.line_at(match.start())
                why = f"a card is handwritten: no {match.lastgroup} on it"
                yield Hit(match[0].strip(), line, why)
