"""Header fields of a message, written as 7-bit lines that every reader takes alike.

Not left to the standard library: on the Pythons people have it drops the quotes of a
long display name when it folds (one person becomes three recipients, gh-80222) and lets
an encoded word in a subject inject a header (gh-100884). A value is a list of tokens
here, and a line is only ever folded between two of them.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from drafter.address import Address


_LINE_MAX = 78  # RFC 5322 2.1.1: should; 998 is the must, reached by no token of ours
_QUOTED_MAX = 60
"""Longer names are encoded: gateways fold quoted strings, and some lose the quotes."""
_WORD_BYTES = 42
"""Their base64 in `=?utf-8?B?...?=` is 68 characters: it fits behind `Subject: `."""
_ATOMS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
)
_FILENAME = re.compile(r"[A-Za-z0-9!#$&+^_`{}~. ()-]{1,60}")
_LINE_ENDS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_BOM = "\ufeff"
"""Decoders take it for a byte order mark and drop it: not the text that was checked."""


def clean(text: str) -> str:
    """Give the text as one line; ValueError names a character no header may hold."""
    line = re.sub(" +", " ", text.translate(_LINE_ENDS)).strip()
    if line.isascii() and line.isprintable():
        return line
    for character in line:
        category = unicodedata.category(character)
        if category in ("Cc", "Cs") or character in _BIDI or character == _BOM:
            raise ValueError(
                f"character U+{ord(character):04X} cannot stand in a header"
            )
    return line


def text_field(name: str, text: str) -> bytes:
    """Write an unstructured field (RFC 5322 3.6.5), such as Subject."""
    text = clean(text)
    words = text.split(" ") if text else []
    plain = text.isascii() and "=?" not in text
    if plain and all(len(word) <= _QUOTED_MAX for word in words):
        return field(name, words)
    return field(name, _encoded_words(text))


def address_field(name: str, display_name: str, address: Address) -> bytes:
    """Write a field that holds one address; there is no way to give it two."""
    return field(name, [*_phrase(clean(display_name)), f"<{address}>"])


def field(name: str, tokens: Iterable[str]) -> bytes:
    """Write `name: tokens`, folded between tokens only; they are in ASCII and clean."""
    lines = [f"{name}:"]
    for token in tokens:
        if len(lines[-1]) + 1 + len(token) > _LINE_MAX and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {token}"
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def date_field(moment: datetime) -> bytes:
    """Write Date in the English of RFC 5322 3.3, whatever the locale."""
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    clock = f"{moment:%H:%M:%S %z}" if moment.tzinfo else f"{moment:%H:%M:%S} -0000"
    return field("Date", [f"{day}, {moment.day} {month} {moment.year:04} {clock}"])


def filename_parameters(filename: str) -> list[str]:
    """Write a file's name as MIME parameters; RFC 2231 pieces where it is not plain."""
    filename = clean(filename)
    if _FILENAME.fullmatch(filename):
        return [f'filename="{filename}"']
    coded = [f"%{byte:02X}" for byte in filename.encode()]
    pieces = ["".join(coded[start : start + 16]) for start in range(0, len(coded), 16)]
    pieces[0] = f"utf-8''{pieces[0]}"
    if len(pieces) == 1:
        return [f"filename*={pieces[0]}"]
    numbered = [f"filename*{number}*={piece}" for number, piece in enumerate(pieces)]
    return [*(f"{piece};" for piece in numbered[:-1]), numbered[-1]]


def _phrase(name: str) -> list[str]:
    if not name:
        return []
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    if not name.isascii() or len(escaped) > _QUOTED_MAX or "=?" in name:
        return _encoded_words(name)
    if _ATOMS.fullmatch(name):
        return name.split(" ")
    return [f'"{escaped}"']


def _encoded_words(text: str) -> list[str]:
    """Cut at characters, never inside one: RFC 2047 5 (3)."""
    chunks = [b""]
    for character in text:
        coded = character.encode()
        if len(chunks[-1]) + len(coded) > _WORD_BYTES:
            chunks.append(b"")
        chunks[-1] += coded
    coded_chunks = (binascii.b2a_base64(chunk, newline=False) for chunk in chunks)
    return [f"=?utf-8?B?{chunk.decode('ascii')}?=" for chunk in coded_chunks]
