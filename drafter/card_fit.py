"""Whether a text fits a card in somebody's handwriting.

A model with two outside checks (an A2 in average writing holds 293 characters, against
225 to 300 advised by stationers): millimetres a character and a line, margins all
round, greedy wrapping, one writing panel, landscape.
"""

from __future__ import annotations

from typing import NamedTuple

from drafter.interview import CardSize, Handwriting


MARGIN = 10.0
"""Millimetres on every side."""
_INCH = 25.4
SIZES = {
    CardSize.BAR4: (5.0 * _INCH, 3.5 * _INCH),
    CardSize.A2: (5.5 * _INCH, 4.25 * _INCH),
    CardSize.FLAT: (6.5 * _INCH, 4.25 * _INCH),
    CardSize.US_A6: (6.25 * _INCH, 4.5 * _INCH),
    CardSize.A7: (7.0 * _INCH, 5.0 * _INCH),
    CardSize.ISO_A6: (148.0, 105.0),
}
"""Width and height of one panel in millimetres; ISO A6 is not the American A6."""
# Wide rule is 8.7 mm, college rule 7.1 mm; a full college-ruled page holds about 250
# words, which is 4.1 mm a character.
HANDS = {
    Handwriting.SMALL: (3.2, 7.0),
    Handwriting.AVERAGE: (4.1, 8.0),
    Handwriting.LARGE: (5.0, 10.0),
}
"""Millimetres a character and a line."""


FACE_SIZE, FACE_WIDTH = 1.08, 1.25
"""How our handwriting face is set to look like a hand: its size, in lines of the card,
and how much wider than it was drawn."""
_NEARLY = 0.01
"""An A2 has room for 10.99 lines of 8 mm: nobody's hand knows that from 11."""


class Panel(NamedTuple):
    """The room one card has in one hand."""

    characters: int
    """A line."""
    lines: int


def panel(size: CardSize, hand: Handwriting) -> Panel:
    """Count the characters of a line and the lines of a card."""
    width, height = SIZES[size]
    character, line = HANDS[hand]
    usable = (width - 2 * MARGIN, height - 2 * MARGIN)
    return Panel(int(usable[0] / character + _NEARLY), int(usable[1] / line + _NEARLY))


def wrapped(text: str, characters: int) -> tuple[str, ...]:
    """Break as a hand would: at blanks, no empty lines; a word too long is broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}" if line else word
            if len(joined) <= characters:
                line = joined
                continue
            if line:
                lines.append(line)
            pieces = [word[i : i + characters] for i in range(0, len(word), characters)]
            lines += pieces[:-1]
            line = pieces[-1]
        if line:
            lines.append(line)
    return tuple(lines)


def overflow(text: str, size: CardSize, hand: Handwriting) -> int:
    """How many lines too many a text has; 0 or less fits."""
    room = panel(size, hand)
    return len(wrapped(text, room.characters)) - room.lines


_FOLDED = (CardSize.BAR4, CardSize.A2, CardSize.US_A6, CardSize.A7)
"""By size. Who writes on a flat card, or on an ISO one, has no other to take."""


def smallest_fit(text: str, hand: Handwriting, over: CardSize) -> CardSize | None:
    """Find the next larger card of its sort that holds the text, or None."""
    larger = _FOLDED[_FOLDED.index(over) + 1 :] if over in _FOLDED else ()
    return next((size for size in larger if overflow(text, size, hand) <= 0), None)
