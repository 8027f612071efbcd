"""F5, F6, F10: exclamation marks, emoji, capitals, and what a pasted field leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.guard.fields import Sort
from drafter.guard.marks import FIELDS
from drafter.guard.rules import CHECK_INS, TAKEAWAYS, WRITTEN, Hit, Severity, rule
from drafter.interview import Tone


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.guard.sentences import Sentence

WARN = Severity.WARN
_EXCLAIMED = re.compile(r"[!！][!?！]*")


@rule(
    "F5",
    WARN,
    "one exclamation mark at most; none in a formal note or a check-in",
    source="careerservices.princeton.edu; deborahboswell.com: one per email",
)
def exclaims_little(note: Note, _: Others) -> Iterator[Hit]:
    """Leave the subject to F8."""
    marks = [found for found in note.matches(_EXCLAIMED, FIELDS) if found.line]
    formal = note.interview is not None and note.interview.tone is Tone.FORMAL
    allowed = 0 if formal or note.draft.kind in CHECK_INS | TAKEAWAYS else 1
    doubled = next((mark for mark in marks if len(mark.text) > 1), None)
    if doubled:
        yield Hit(doubled.text, doubled.line, "one mark says it: drop the others")
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


@rule(
    "F6",
    WARN,
    "no emoji, no emoticon, no word in capitals that is not in your notes",
    source="careerservices.princeton.edu; Boomerang: replies fall by a third",
)
def keeps_its_voice_down(note: Note, _: Others) -> Iterator[Hit]:
    """Leave the acronyms that the user typed."""
    for found in note.matches(_EMOJI, FIELDS):
        yield Hit(found.text, found.line, "no emoji in a letter")
    shouted = list(note.matches(_SHOUTED, FIELDS))
    if shouted:
        fields = (*note.own, *note.shared)
        typed = {word for f in fields for word in re.findall(r"\w+", f.value)}
        for found in shouted:
            signed = found.passage in note.letter.signature
            if found.text not in typed and not signed:
                yield Hit(found.text, found.line, "capitals shout: write it small")


_REPEATED = re.compile(r"(?<![\w'’-])([^\W\d_]+)\s+\1(?![\w'’-])", re.IGNORECASE)
# fmt: off
_MAY_REPEAT = frozenset({
    "had", "that", "is", "do", "her", "you", "bye", "very", "really", "no", "so", "ha",
})
# fmt: on
_BLANKS = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_LOOSE = re.compile(
    r"(?<=\w)[ \t]+[,.;:!?](?![\w.])|[,;]{2,}|,\."
    r"|(?<!\bInc)(?<!\bLtd)(?<!\bCorp)(?<!\bCo)(?<!\b[JS]r)(?<!\betc)(?<!\.\w)\.,"
    r"|\.\s\.(?!\.)|(?<!\.)\.\.(?!\.)"
)


@rule(
    "F10",
    WARN,
    "no repeated word, no stray sign; sentences begin and end as sentences do",
    source="own judgement: pasted fields leave these",
    on=WRITTEN,
)
def is_clean(note: Note, _: Others) -> Iterator[Hit]:
    """Look outside what the user typed, which stays as it is."""
    for found in note.matches(_REPEATED, FIELDS):
        first, last = found.text.split()
        # "New York New York" and "Bora Bora" are names.
        if first.lower() not in _MAY_REPEAT and not last[0].isupper():
            yield Hit(found.text, found.line, "a word stands twice")
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
        if not nth and greeting and greeting.line == sentence.line:
            continue  # "Hi Dana, thank you ..." goes on small
        small = sentence.text.lstrip(_OPENERS)[:1].islower()
        if small and not _typed_so(note, sentence):
            why = "a sentence begins with a small letter"
            yield Hit(sentence.text, sentence.line, why)


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
