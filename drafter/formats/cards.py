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
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from drafter.calendar import country_name
from drafter.draft import (
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
    from drafter.interview import Interview, Interviewer

MARK = b"/Producer (drafter)"
"""By this a PDF is known to be ours, and may be made anew."""
_FONTS = Path(__file__).parents[1] / "fonts"
_HAND, _PLAIN, _CJK, _OWN = "Caveat", "NotoSans", "DroidSansFallback", "Own"
_SET = {_HAND: (FACE_SIZE, FACE_WIDTH), _PLAIN: (0.72, 1.0), _CJK: (0.8, 1.0)}
"""How a face is set in handwriting: its size in lines, and its width."""
_Color = tuple[float, float, float]
_BLACK, _GREY = (0.0, 0.0, 0.0), (0.4, 0.4, 0.4)
_INK, _RED, _PALE, _OUTLINE = (0.11, 0.17, 0.36), (0.64, 0.15, 0.17), 0.82, 0.55
_EDGE, _GAP = 12.0, 7.0
_NAME, _WORDS, _SMALL = 4.6, 4.4, 2.9
"""How large names, the plain words and what is said about things are."""
_LETTER = 0.55
"""How wide a plain letter is about, of its size."""
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
    file, faces = BytesIO(), _faces(font)
    canvas = Canvas(file, invariant=1, lang="en", initialFontName=_PLAIN, bottomup=0)
    canvas.setProducer("drafter")
    canvas.setTitle("Cards to write")
    lacking: dict[str, None] = {}
    for card in cards:
        sheet = _Sheet(canvas, card, faces)
        sheet.draw()
        lacking |= sheet.lacking
        canvas.showPage()
    if lacking:
        raise RefusedError(*lacking)
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
    last = lines[-1]
    if country == "GB" and (found := _UK_CODE.fullmatch(last)):
        return (*lines[:-1], found["city"], found["code"])
    if country in _CODE_FIRST and (found := _CITY_CODE.fullmatch(last)):
        return (*lines[:-1], f"{found['code']} {found['city']}")
    return tuple(lines)


@cache
def _faces(font: Path | None) -> tuple[str, ...]:
    """Make the faces known to the PDF, in the order in which they are tried."""
    packed = (_FONTS / f"{_CJK}.ttf.xz").read_bytes()
    for name in (_HAND, _PLAIN):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
    pdfmetrics.registerFont(TTFont(_CJK, BytesIO(lzma.decompress(packed))))
    if font is None:
        return (_HAND, _PLAIN, _CJK)
    try:
        pdfmetrics.registerFont(TTFont(_OWN, str(font)))
    except (TTFError, OSError) as error:
        fact = "is no TrueType font that can be embedded"
        raise InputError(Problem(Location(str(font)), fact, str(error))) from error
    return (_HAND, _PLAIN, _CJK, _OWN)


def _pieces(text: str, faces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the pieces of a line, each with the face that is to write it, or none."""
    # One code for a letter and its accent; nothing that is not drawn.
    letters = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    drawn = "".join(c for c in letters if unicodedata.category(c) != "Cf")
    for word in re.findall(r"\S+|\s+", drawn):
        whole = next((face for face in faces if _has(face, word)), None)
        for piece in [word] if whole else word:
            face = whole or next((f for f in faces if _has(f, piece)), "")
            yield face, piece


def _has(face: str, words: str) -> bool:
    known = pdfmetrics.getFont(face).face.charToGlyph
    return all(ord(letter) in known for letter in words)


class _Run(NamedTuple):
    """Letters of one face in a line."""

    face: str
    text: str
    size: float
    wide: float
    length: float


class _Sheet:
    """One page. All is said in millimetres, from the top left."""

    def __init__(self, canvas: Canvas, card: Cleared, faces: Sequence[str]) -> None:
        draft = card.draft
        assert draft.interview
        assert draft.interviewer
        self.canvas, self.card, self.faces = canvas, card, faces
        self.text = draft.text.rstrip("\n")
        self.interview, self.person = draft.interview, draft.interviewer
        self.hand = self.interview.you.handwriting
        self.lacking: dict[str, None] = {}
        paper = LETTER if self.interview.you.country in _LETTER_PAPER else A4
        canvas.setPageSize(paper)
        canvas.scale(mm, mm)
        self.width, self.height = paper[0] / mm, paper[1] / mm

    def draw(self) -> None:
        size, top = self.interview.card, _EDGE + 8
        self.write(self.person.name, _EDGE, _EDGE, _NAME)
        about = f"{size} card, {self.hand} writing. Print at 100 %, on paper as it is."
        self.write(about, _EDGE, _EDGE + 5, _SMALL, _GREY)
        width, height = SIZES[size]
        beside = self.width - 2 * _EDGE - width - _GAP
        below = top + height + _GAP
        if beside >= _COLUMN:
            self.draw_card(_EDGE, top)
            end = self.draw_words(self.width - _EDGE - beside, top, beside)
        else:
            self.draw_card((self.width - width) / 2, top)
            end = self.draw_words(_EDGE, below, self.width - 2 * _EDGE)
        if post := envelope(self.interview, self.person):
            self.draw_envelope(post, max(below, end + 2))
        self.draw_ruler()

    def draw_card(self, left: float, top: float) -> None:
        """The card: faint lines at the hand's own pitch, the words on them."""
        width, height = SIZES[self.interview.card]
        _, pitch = HANDS[self.hand]
        room, usable = panel(self.interview.card, self.hand), width - 2 * MARGIN
        self.box(left, top, width, height)
        self.canvas.setStrokeGray(_PALE)
        self.canvas.setLineWidth(0.15)
        x = left + MARGIN
        for number, line in enumerate(wrapped(self.text, room.characters)):
            y = top + MARGIN + (number + 0.75) * pitch
            fits = number < room.lines
            if fits:
                self.canvas.line(x, y + 0.6, x + usable, y + 0.6)
            color = _INK if fits else _RED
            self.write(line, x, y, pitch, color, room=usable, by_hand=True)

    def draw_words(self, x: float, y: float, room: float) -> float:
        """The words in plain type, and what does not fit; gives where they end."""
        said = [(part, _WORDS, _BLACK) for part in self.text.split("\n")]
        said += [
            (f"“{found.text}” {found.why}", _SMALL, _RED)
            for found in self.card.findings
            if found.rule == "J1"
        ]
        for paragraph, size, color in said:
            for line in wrapped(paragraph, int(room / (size * _LETTER))):
                y += size * 1.42
                self.write(line, x, y, size, color, room=room)
        return y

    def draw_envelope(self, post: Envelope, top: float) -> None:
        """At true size if there is room, else smaller, and it says so."""
        width, height = _ENVELOPES[self.interview.card]
        scale = min(1.0, (self.height - top - 18) / height)
        left = (self.width - width * scale) / 2
        self.canvas.saveState()
        self.canvas.translate(left, top)
        self.canvas.scale(scale, scale)
        self.box(0, 0, width, height)
        for number, line in enumerate(post.sender):
            self.write(line, 6, 8 + 5 * number, 3.6, room=width / 2 - 8)
        room = width - 24
        x = max(12, (width - max(self.length(line, _NAME) for line in post.to)) / 2)
        # In the middle; the last line 3/4 inch from the bottom at least.
        first = min(height * 0.48, height - 19.1 - 6.6 * (len(post.to) - 1))
        for number, line in enumerate(post.to):
            self.write(line, x, first + 6.6 * number, _NAME, room=room)
        self.box(width - 28, 6, 20, 24)
        self.write("stamp", width - 24, 19, _SMALL, _GREY)
        self.canvas.restoreState()
        said = "." if scale == 1.0 else f", at {scale:.0%} of its size."
        y = top + height * scale + 3.4
        self.write(f"The envelope{said}", left, y, _SMALL, _GREY)

    def draw_ruler(self) -> None:
        x, y = _EDGE, self.height - 9
        self.canvas.setStrokeGray(0)
        self.canvas.setLineWidth(0.3)
        self.canvas.line(x, y, x + 50, y)
        for tick in range(0, 60, 10):
            self.canvas.line(x + tick, y, x + tick, y - (1.6 if tick % 50 else 3))
        self.write("50 mm on paper, or the printer changed the size", x + 54, y, _SMALL)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.canvas.setStrokeGray(_OUTLINE)
        self.canvas.setLineWidth(0.2)
        self.canvas.rect(x, y, width, height)

    def write(  # noqa: PLR0913 - what, where and how
        self, text: str, x: float, y: float, size: float, color: _Color = _BLACK,
        *, room: float = inf, by_hand: bool = False,
    ) -> None:  # fmt: skip
        """One line, drawn together where it is wider than its room."""
        self.canvas.setFillColorRGB(*color)
        fit = min(1.0, room / (self.length(text, size, by_hand=by_hand) or 1.0))
        for run in self.runs(text, size, by_hand=by_hand):
            drawn = self.canvas.beginText(x, y)
            drawn.setFont(run.face, run.size)
            drawn.setHorizScale(run.wide * fit * 100)
            drawn.textOut(run.text)
            self.canvas.drawText(drawn)
            x += run.length * fit

    def length(self, text: str, size: float, *, by_hand: bool = False) -> float:
        return sum(run.length for run in self.runs(text, size, by_hand=by_hand))

    def runs(self, text: str, size: float, *, by_hand: bool) -> Iterator[_Run]:
        """Set a line in our faces, and note each letter that none of them has."""
        for face, piece in _pieces(text, self.faces if by_hand else self.faces[1:]):
            if not face:
                self.lacking[self._lacks(piece)] = None
            name = face or _PLAIN
            scale, wide = _SET.get(name, _SET[_PLAIN]) if by_hand else (1.0, 1.0)
            length = pdfmetrics.stringWidth(piece, name, size * scale) * wide
            yield _Run(name, piece, size * scale, wide, float(length))

    def _lacks(self, letter: str) -> str:
        name = unicodedata.name(letter, "without a name")
        which = f"'{letter}' (U+{ord(letter):04X}, {name})"
        remedy = "name a font of yours that has it: --font FILE.ttf"
        return f"{self.card.draft.name}: no font here has {which} ({remedy})"
