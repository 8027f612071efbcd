"""Names as they are said: a person's two parts, an employer's without its legal form.

A given name is taken from the file, and guessed in one narrow case.
Only of a name of exactly two Latin words is the first taken as the given name, and even
that is wrong for many people; so a guess that a reader would see is always reported.
Of any other name (陳 大文, Sukarno, van der Berg, Sammy Davis Jr.) nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from drafter.reading.lexicon import words


_TWO, _INITIALS = 2, 2
_CASED = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN")
TITLES = frozenset(
    {
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame",
        "rev", "father", "sister", "herr", "frau", "monsieur", "madame", "mme", "señor",
        "señora", "sr", "sra",
    }
)  # fmt: skip
"""Words before a name that belong in `honorific`."""


class Parts(NamedTuple):
    """A name's two parts, empty where unknown."""

    given: str = ""
    family: str = ""
    guessed: bool = False
    """Whether nothing in the file says that this is how the name divides."""


def parts(name: str, given: str, family: str, address_as: str) -> Parts:
    """Complete what the file says; a part that was said settles the other."""
    if given and family:
        return Parts(given, family)
    words = name.split()
    if len(words) != _TWO or not all(_is_latin_name(word) for word in words):
        return Parts(given, family)
    first, last = words
    if given or family:
        other = {given: "", first: last, last: first}
        return Parts(given or other.get(family, ""), family or other.get(given, ""))
    return Parts(first, last, guessed=address_as != first)


def _is_latin_name(word: str) -> bool:
    """Whether the word is a capitalised name: no initial, title or particle."""
    if word.lower() in TITLES:
        return False
    letters = [c for c in word if c not in "-'’"]
    return (
        len(letters) >= _TWO
        and letters[0].isupper()
        and all(
            unicodedata.name(c, "").startswith("LATIN") for c in letters if c.isalpha()
        )
        and all(c.isalpha() or unicodedata.combining(c) for c in letters)
    )


def missing_case(name: str) -> str:
    """Say `small` or `capital` of a pasted name that lacks them; else nothing.

    Initials have no small letters, and many scripts know only one kind.
    """
    words = name.split()
    known = all(unicodedata.name(w[0], "").startswith(_CASED) for w in words)
    is_long = any(len(w) > _INITIALS and w.isalpha() for w in words)
    if len(words) < _TWO or not known or not is_long:
        return ""
    return "small" if name.isupper() else "capital" if name.islower() else ""


def short_name(name: str) -> str:
    """Give a firm's name as one says it: "Ashdown Homes Ltd" is Ashdown Homes."""
    parts = name.split()
    while len(parts) > 1 and _is_form(parts[-1], last=len(parts) == len(name.split())):
        form = parts[-1].strip(",.").lower()
        tied = parts[-2] in {"&", "and"} and len(parts) > 2  # noqa: PLR2004 - Larch & Co.
        if tied and form not in {"co", ""}:
            break
        del parts[-1 - tied :]
        parts[-1] = parts[-1].rstrip(",")
    return " ".join(parts)


def _is_form(word: str, *, last: bool) -> bool:
    bare = word.strip(",.")
    known = words("firm forms")
    private = bare.lower() == "private" and not last
    return private or bare in known or (bare.isupper() and bare.capitalize() in known)
