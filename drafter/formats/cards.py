"""`cards.pdf`: each card at true size, to write from or to lay under the paper.

A page a person: the card with the lines of one's own hand, the words in plain type, the
envelope, and a ruler that shows whether the printer kept the size. All faces are
embedded and all are ours, so the same notes give the same bytes on every machine; a
letter that none of them has is an error that names it, never a box.

The handwriting face (Caveat) has Latin and Cyrillic. A word that it cannot write is set
whole in the next face that can: Noto Sans (Greek, Vietnamese), Droid Sans Fallback
(Chinese, Japanese, Korean), or a font of the user's.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from drafter.calendar import country_name
from drafter.card_fit import (
    FACE_SIZE,
    FACE_WIDTH,
    HANDS,
    MARGIN,
    SIZES,
    panel,
    wrapped,
)
from drafter.errors import InputError, Location, Problem, RefusedError


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.guard import Cleared
    from drafter.interview import CardSize, Interview, Interviewer

MARK = b"/Producer (drafter)"
"""By this a PDF is known to be ours, and may be made anew."""
_FONTS = Path(__file__).parents[1] / "fonts"
_HAND, _PLAIN, _CJK, _OWN = "Caveat", "NotoSans", "DroidSansFallback", "Own"
_SET = {_HAND: (FACE_SIZE, FACE_WIDTH), _PLAIN: (0.72, 1.0), _CJK: (0.8, 1.0)}
"""How a face is set in handwriting: its size in lines, and its width."""
_Color = tuple[float, float, float]
_BLACK, _GREY = (0.0, 0.0, 0.0), (0.4, 0.4, 0.4)
_INK, _RED, _PALE = (0.11, 0.17, 0.36), (0.64, 0.15, 0.17), 0.82
_EDGE, _GAP = 12.0, 7.0
_WORDS, _SMALL = 4.4, 2.9
"""How large the plain words are, and what is said about things, in millimetres."""
_COLUMN = 40.0
"""Beside a card there is room for words from here on; else they stand below."""
_ENVELOPES = {
    "4BAR": (130.2, 92.1), "A2": (146.1, 111.1), "flat": (171.5, 120.7),
    "US-A6": (165.1, 120.7), "A7": (184.2, 133.4), "ISO-A6": (162.0, 114.0),
}  # fmt: skip
_LETTER_PAPER = frozenset({"US", "CA", "MX", "PH", "CL", "CO"})
_CODE_FIRST = frozenset(
    {"DE", "FR", "ES", "IT", "AT", "CH", "BE", "DK", "FI", "NO", "SE", "PL", "PT"}
)
"""Where the postcode stands before the city."""
_CITY_CODE = re.compile(r"(?P<city>\D+?),? +(?P<code>\d[\d -]*\d)")
_UK_CODE = re.compile(r"(?P<city>.+?),? +(?P<code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})")


class Envelope(NamedTuple):
    """What stands on the envelope, line by line."""

    to: tuple[str, ...]
    sender: tuple[str, ...] = ()


def encode(cards: Sequence[Cleared], font: Path | None = None) -> bytes:
    """Give the PDF; `RefusedError` names every letter that no face has."""
    faces = _faces(font)
    lacking = [line for card in cards for line in _lacking(card, faces)]
    if lacking:
        raise RefusedError(*dict.fromkeys(lacking))
    file = BytesIO()
    canvas = Canvas(file, invariant=1, lang="en", initialFontName=_PLAIN)
    canvas.setProducer("drafter")
    canvas.setTitle("Cards to write")
    for card in cards:
        _Sheet(canvas, card, faces).draw()
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def envelope(interview: Interview, person: Interviewer) -> Envelope | None:
    """Address the card, in the order of its country; None without a whole address."""
    firm, you = interview.employer, interview.you
    if missing_for_envelope(interview):
        return None
    abroad = firm.country != you.country
    place = [*_in_order(firm.postal, firm.country)]
    if firm.country == "JP":
        to = [*place, firm.name, person.title, f"{person.name} 様"]
    else:
        named = f"{person.honorific} {person.name}".strip()
        to = [named, person.title, firm.name, *place]
    sender = [you.name, *_in_order(you.postal, you.country)] if you.postal else []
    if abroad:
        to.append(country_name(firm.country).upper())
        sender += [country_name(you.country).upper()] if sender else []
    return Envelope(tuple(filter(None, to)), tuple(sender))


def missing_for_envelope(interview: Interview) -> str:
    """Say what an envelope lacks (J3): a street, a city, and a postcode."""
    lines = interview.employer.postal
    if not lines:
        return "there is no `postal` under `employer`"
    if len(lines) < 2 or not any(map(str.isdigit, "".join(lines))):  # noqa: PLR2004 - street, city
        return "`postal` under `employer` has no street, city and postcode, a line each"
    return ""


def _in_order(lines: Sequence[str], country: str) -> tuple[str, ...]:
    """Put the postcode where that country puts it."""
    last = lines[-1]
    if country == "GB" and (found := _UK_CODE.fullmatch(last)):
        return (*lines[:-1], found["city"], found["code"])
    if country in _CODE_FIRST and (found := _CITY_CODE.fullmatch(last)):
        return (*lines[:-1], f"{found['code']} {found['city']}")
    return tuple(lines)


@cache
def _shipped() -> tuple[str, ...]:
    for name in (_HAND, _PLAIN):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
    packed = (_FONTS / f"{_CJK}.ttf.xz").read_bytes()
    pdfmetrics.registerFont(TTFont(_CJK, BytesIO(lzma.decompress(packed))))
    return (_HAND, _PLAIN, _CJK)


def _faces(font: Path | None) -> tuple[str, ...]:
    if font is None:
        return _shipped()
    try:
        pdfmetrics.registerFont(TTFont(_OWN, str(font)))
    except (TTFError, OSError) as error:
        fact = "is no TrueType font that can be embedded"
        raise InputError(Problem(Location(str(font)), fact, str(error))) from error
    return (*_shipped(), _OWN)


def _has(face: str, words: str) -> bool:
    known = pdfmetrics.getFont(face).face.charToGlyph
    return all(ord(letter) in known for letter in words)


def _runs(text: str, faces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the pieces of a line, each with the face that is to write it."""
    for word in re.findall(r"\S+|\s+", text):
        whole = next((face for face in faces if _has(face, word)), None)
        for piece in [word] if whole else word:
            face = whole or next((f for f in faces if _has(f, piece)), "")
            yield face, piece


def _tidy(text: str) -> str:
    """One code for a letter and its accent; nothing that is not drawn."""
    letters = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    return "".join(c for c in letters if unicodedata.category(c) != "Cf")


def _lacking(card: Cleared, faces: Sequence[str]) -> Iterator[str]:
    draft = card.draft
    assert draft.interview
    assert draft.interviewer
    post = envelope(draft.interview, draft.interviewer) or Envelope(())
    for text in (draft.text, draft.interviewer.name, *post.to, *post.sender):
        line = " ".join(_tidy(text).split())
        for letter in (piece for face, piece in _runs(line, faces) if not face):
            name = unicodedata.name(letter, "without a name")
            which = f"'{letter}' (U+{ord(letter):04X}, {name})"
            remedy = "name a font of yours that has it: --font FILE.ttf"
            yield f"{draft.name}: no font here has {which} ({remedy})"


class _Sheet:
    """One page. All is said in millimetres, from the top left."""

    def __init__(self, canvas: Canvas, card: Cleared, faces: Sequence[str]) -> None:
        draft = card.draft
        assert draft.interview
        assert draft.interviewer
        self.canvas, self.card, self.faces = canvas, card, faces
        self.text = _tidy(draft.text).rstrip("\n")
        self.interview, self.person = draft.interview, draft.interviewer
        paper = LETTER if self.interview.you.country in _LETTER_PAPER else A4
        canvas.setPageSize(paper)
        self.width, self.height = paper[0] / mm, paper[1] / mm

    def draw(self) -> None:
        """Card, words, envelope, ruler."""
        size, hand = self.interview.card, self.interview.you.handwriting
        self.write(self.person.name, _EDGE, _EDGE, 4.6)
        about = f"{size} card, {hand} writing. Print at 100 %, on paper as it is."
        self.write(about, _EDGE, _EDGE + 5, _SMALL, _GREY)
        top, (width, height) = _EDGE + 8, SIZES[size]
        beside = self.width - 2 * _EDGE - width - _GAP
        below = top + height + _GAP
        if beside >= _COLUMN:
            self.hand(size, _EDGE, top)
            end = self.words(self.width - _EDGE - beside, top, beside)
        else:
            self.hand(size, (self.width - width) / 2, top)
            end = self.words(_EDGE, below, self.width - 2 * _EDGE)
        if post := envelope(self.interview, self.person):
            self.envelope(post, max(below, end + 2))
        self.ruler()

    def hand(self, size: CardSize, left: float, top: float) -> None:
        """The card: faint lines at the hand's own pitch, the words on them."""
        width, height = SIZES[size]
        _, pitch = HANDS[self.interview.you.handwriting]
        room = panel(size, self.interview.you.handwriting)
        self.box(left, top, width, height)
        for number, line in enumerate(wrapped(self.text, room.characters)):
            y = top + MARGIN + (number + 0.75) * pitch
            if number < room.lines:
                self.rule(left + MARGIN, y + 0.6, width - 2 * MARGIN)
            color = _INK if number < room.lines else _RED
            self.handwritten(line, left + MARGIN, y, width - 2 * MARGIN, color)

    def handwritten(
        self, line: str, x: float, y: float, room: float, color: _Color
    ) -> None:
        """One line, drawn together where a word is wider than a hand would make it."""
        _, pitch = HANDS[self.interview.you.handwriting]
        runs = []
        for face, piece in _runs(line, self.faces):
            size, wide = _SET.get(face, _SET[_PLAIN])
            length = pdfmetrics.stringWidth(piece, face, size * pitch) * wide
            runs.append((face, piece, size * pitch, wide, length))
        drawn = sum(length for *_, length in runs)
        fit = min(1.0, room / drawn) if drawn else 1.0
        self.canvas.setFillColorRGB(*color)
        for face, piece, size, wide, length in runs:
            self.piece(piece, face, (x, y), size, wide * fit)
            x += length * fit

    def words(self, x: float, y: float, room: float) -> float:
        """The words in plain type, and what does not fit; gives where they end."""
        said = [(part, _WORDS, _BLACK) for part in self.text.split("\n") if part]
        said += [
            (f"“{found.text}” {found.why}", _SMALL, _RED)
            for found in self.card.findings
            if found.rule == "J1"
        ]
        for paragraph, size, color in said:
            for line in self.folded(paragraph, room, size):
                y += size * 1.42
                self.write(line, x, y, size, color)
        return y

    def envelope(self, post: Envelope, top: float) -> None:
        """At true size if there is room, else smaller, and it says so."""
        width, height = _ENVELOPES[self.interview.card]
        room = self.height - top - 18
        scale = min(1.0, room / height)
        left = (self.width - width * scale) / 2
        self.box(left, top, width * scale, height * scale)
        small = self.fitting(post.sender, 3.6, width / 2 - 8)
        for number, line in enumerate(post.sender):
            y = top + (8 + 5 * number) * scale
            self.write(line, left + 6 * scale, y, small * scale)
        large = self.fitting(post.to, 4.6, width - 24)
        block = max(self.length(line, large) for line in post.to)
        x = left + (width - block) / 2 * scale
        # In the middle; the last line 3/4 inch from the bottom at least.
        first = min(height * 0.48, height - 19.1 - 6.6 * (len(post.to) - 1))
        for number, line in enumerate(post.to):
            self.write(line, x, top + (first + 6.6 * number) * scale, large * scale)
        self.box(left + (width - 28) * scale, top + 6 * scale, 20 * scale, 24 * scale)
        self.write(
            "stamp", left + (width - 24) * scale, top + 19 * scale, _SMALL, _GREY
        )
        said = "The envelope" + (
            "." if scale == 1.0 else f", at {scale:.0%} of its size."
        )
        self.write(said, left, top + height * scale + 3.4, _SMALL, _GREY)

    def ruler(self) -> None:
        """50 mm, to be measured on the paper."""
        y, x = self.height - 9, _EDGE
        canvas = self.canvas
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.3 * mm)
        canvas.line(x * mm, self.up(y), (x + 50) * mm, self.up(y))
        for tick in range(6):
            at = (x + 10 * tick) * mm
            canvas.line(at, self.up(y), at, self.up(y - (3 if tick in (0, 5) else 1.6)))
        self.write("50 mm on paper, or the printer changed the size", x + 54, y, _SMALL)

    def up(self, y: float) -> float:
        """PDF counts from the bottom."""
        return float((self.height - y) * mm)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A thin outline."""
        self.canvas.setStrokeGray(0.55)
        self.canvas.setLineWidth(0.2 * mm)
        self.canvas.rect(x * mm, self.up(y + height), width * mm, height * mm)

    def rule(self, x: float, y: float, length: float) -> None:
        """A faint line to write on."""
        self.canvas.setStrokeGray(_PALE)
        self.canvas.setLineWidth(0.15 * mm)
        self.canvas.line(x * mm, self.up(y), (x + length) * mm, self.up(y))

    def folded(self, text: str, room: float, size: float) -> Iterator[str]:
        """Break plain words into lines of so many millimetres."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.length(longer, size) > room:
                yield line
                longer = word
            line = longer
        yield line

    def length(self, text: str, size: float) -> float:
        """How long plain words are."""
        runs = _runs(_tidy(text), self.faces[1:])
        return float(sum(pdfmetrics.stringWidth(p, f or _PLAIN, size) for f, p in runs))

    def fitting(self, lines: Sequence[str], size: float, room: float) -> float:
        """The size at which the longest of them still has room."""
        longest = max((self.length(line, size) for line in lines), default=0.0)
        return size * min(1.0, room / longest) if longest else size

    def write(
        self, text: str, x: float, y: float, size: float, color: _Color = _BLACK
    ) -> None:
        """Plain words, from left to right."""
        self.canvas.setFillColorRGB(*color)
        for face, piece in _runs(_tidy(text), self.faces[1:]):
            self.piece(piece, face or _PLAIN, (x, y), size, 1.0)
            x += pdfmetrics.stringWidth(piece, face or _PLAIN, size)

    def piece(
        self, text: str, face: str, at: tuple[float, float], size: float, wide: float
    ) -> None:
        """Draw letters of one face."""
        drawn = self.canvas.beginText(at[0] * mm, self.up(at[1]))
        drawn.setFont(face, size * mm)
        drawn.setHorizScale(wide * 100)
        drawn.textOut(text)
        self.canvas.drawText(drawn)
