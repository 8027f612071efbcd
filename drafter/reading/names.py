"""Names: how one divides, and where a note names its own reader.

A given name is taken from the file, and guessed in one narrow case: only of a name of
exactly two Latin words is the first taken as the given name. That is wrong for many
people, so a guess is always reported. Of any other name nothing is guessed.

Notes say "let Ms. Pembroke know"; her letter says "you". The name of the reader is
certain where no pronoun is, and tells who "she" is behind it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from drafter.expressions import Expression
from drafter.reading import pronouns
from drafter.reading.lexicon import pairs, pattern, words


if TYPE_CHECKING:
    from collections.abc import Mapping


_TWO, _INITIALS = 2, 2
_CASED = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN")
TITLES = words("titles")
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
    letters = [c for c in word if c not in "-'’" and not unicodedata.combining(c)]
    latin = (unicodedata.name(c, "").startswith("LATIN") for c in letters)
    plain = len(letters) >= _TWO and all(c.isalpha() for c in letters)
    return plain and letters[0].isupper() and all(latin)


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


class Reader(NamedTuple):
    """Who reads the letter, as notes name them."""

    names: tuple[str, ...] = ()
    """What may stand alone: "Harriet Pembroke", "Harriet"."""
    family: str = ""
    """It follows a title: "Ms. Pembroke"."""
    pronoun: str = ""
    """`she` or `he`, where a title says so."""


NOBODY = Reader()
_MOST = 1000
"""No letter has room for more."""
_SAYS = r" (?:said|says|told|reckons|reckoned|thinks|mentioned|explained|admitted)\b"
"""What nobody does but somebody: "will said", "mark reckons"."""
_TITLE = f"(?i:{'|'.join(sorted(TITLES))})\\.?"


def reader_of(told: Mapping[str, str], others: frozenset[str] = frozenset()) -> Reader:
    """Give the names of a person; `others` are words of their colleagues' names."""
    name, honorific = told.get("name", ""), told.get("honorific", "")
    title, _, rest = name.partition(" ")
    if rest and title.rstrip(".").lower() in TITLES:
        name, honorific = rest, honorific or title
    called = told.get("address_as", "")
    part = parts(name, told.get("given", ""), told.get("family", ""), called)
    names = {part.given, called} - others
    names |= {one for one in (name, " ".join(part[:2])) if " " in one.strip()}
    family = "" if part.family in others else part.family
    bare = honorific.rstrip(".").lower()
    pronoun = "she" if bare in words("women") else "he" if bare in words("men") else ""
    longest = sorted(names - {""}, key=lambda one: (-len(one), one))
    return Reader(tuple(longest), family, pronoun)


def told_to(text: str, reader: Reader) -> str:
    """Write "you" where the text names its reader, and for their "she" behind it."""
    if not (reader.names or reader.family) or len(text) > _MOST:
        return text
    hidden = [match[0] for match in pattern("quoted").finditer(text)]
    plain = pattern("quoted").sub("\0", text)
    found = [one for one in _spelled(reader).finditer(plain) if _is_meant(one, plain)]
    if not found:
        return text
    for one in reversed(found):
        plain = plain[: one.start()] + _you(one, plain, reader)
    for quoted in hidden:
        plain = plain.replace("\0", quoted, 1)
    return re.sub(r"(^|[.!?] )you", r"\1You", plain)


@cache
def _spelled(reader: Reader) -> Expression:
    """Find the names; a small first letter is no slip where it is another word."""
    safe = [n for n in reader.names if n.lower() not in words("names or words")]
    alone = [
        f"(?i:{re.escape(n)})" if n in safe else re.escape(n) for n in reader.names
    ]
    either = [f"(?:{_TITLE} )?(?:{'|'.join(alone)})"] if alone else []
    either += [f"{_TITLE} {re.escape(reader.family)}"] if reader.family else []
    either += [f"(?i:{'|'.join(map(re.escape, reader.names))})(?={_SAYS})"]
    return Expression(rf"(?<![\w'’-])(?:{'|'.join(either)})(['’]s?)?(?![\w-])")


def _is_meant(found: re.Match[str], text: str) -> bool:
    """Tell the reader from one who has the name too, and from one spoken to."""
    before, after = text[: found.start()], text[found.end() :]
    spoken = re.match(r"[,.!?]|$", after) and re.search(r"(?:^|, )$", before)
    longer = re.match(r" (?!I\b)[A-Z]\w", after) or re.search(r"\w [A-Z]\w+ $", before)
    first = re.search(r"(?:^|[.!?] )$", before)
    word = first and found[0].lower() in words("names or words")
    word = word and not re.match(_SAYS, after)
    return not (spoken or longer or word)


def _you(found: re.Match[str], text: str, reader: Reader) -> str:
    """Give the text from a name on, said to whose name it is."""
    before, after = text[: found.start()], text[found.end() :]
    end = pronouns.somebody(after, reader.pronoun)
    mine, rest = after[:end], after[end:]
    verb = re.match(r" (?:\w+ly )?(\w+)", after)
    if found[1] and verb and verb[1] in words("participles"):
        return f"you've{pronouns.she_you(mine)}{rest}"
    if found[1]:
        whose = "your" if re.match(r" \w", after) else "yours"
        return f"{whose}{pronouns.she_you(mine)}{rest}"
    last = re.split(r"[\s]", before.rstrip())[-1].lower()
    begins = not last or last in words("before a subject") or not last[-1].isalnum()
    agrees = verb and verb[1] in pairs("agrees") and last not in words("prepositions")
    if begins or agrees:
        return pronouns.she_you(f"she{mine}") + rest
    return f"you{pronouns.she_you(mine)}{rest}"
