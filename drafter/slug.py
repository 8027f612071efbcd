"""Names as parts of file names: ASCII, short, and the same on every system.

A slug may be empty where a name has no Latin letter; the caller says what stands in.
"""

from __future__ import annotations

import re
import unicodedata


SLUG_MAX = 60
# Letters that carry no mark Unicode could take off.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae",
        "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "'": "", "’": "", "ʼ": "",
    }
)  # fmt: skip
# Windows refuses these as names of files, with any ending.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def slug(text: str, longest: int = SLUG_MAX) -> str:
    """Spell a text in a-z, 0-9 and single hyphens: `Łukasz Żak` is `lukasz-zak`."""
    plain = text.casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).translate(_LETTERS).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")
    return f"{short}-1" if short in _RESERVED else short


def is_slug(text: str) -> bool:
    """Whether the text can be part of a file name as it is."""
    return bool(text) and text == slug(text)
