"""Slips of typing: what is surely one, and how it is written.

Never in a quotation, a name or a letter of one's own; where English could mean another
thing, the text stays as it is.
"""

from __future__ import annotations

import re

from drafter.reading.english import MARKS, is_abbreviation, phrased
from drafter.reading.lexicon import pairs, pattern, words
from drafter.reading.speech import unspliced, with_subject
from drafter.words import shared


_SHOWN = 6
Slips = dict[str, str]
"""Words as they were typed, and as they are written."""
_BETWEEN = (
    ((" & ",), "ampersand", "and"),
    ((" n ",), "and", "and"),
    ((", an ",), "an and", ", and "),
    ((" r ",), "they are", r"\1 are"),
    ((" ur ",), "ur are", "you're"),
    ((" ur ",), "ur", "your"),
    ((" yr",), "year", r"\1 year"),
    ((" vs",), "versus", "versus"),
    ((" its ",), "its is", r"\1t's"),
    ((" id ",), "would", "I'd"),
    ((" ill ",), "will", "I'll"),
    (("ld of ", "ght of ", "must of ", "n't of "), "have", r"\1\2 have"),
    (("e then ", "s then ", "r then "), "than", r"\1 than"),
    ((" was ",), "you was", r"\1 were"),
    (("every ", "each "), "of one", r"\1 \2's"),
    ((" w ",), "with", "with"),
    ((" of him",), "of him", r"his \1"),
    ((" of her",), "of her", r"her \1"),
    ((" wed ",), "we would", "we'd"),
    ((" your ",), "you are", r"\1ou're"),
    ((" a a", " a e", " a i", " a o"), "an", "an"),
    (("you lot", "you guys", "you folks"), "you lot", r"\1ou"),
    (("y'all", "y’all"), "y all", r"\1ou"),
    (("s day", "s eve"), "day of", r"\1's \2"),
)
"""What must stand there for a pattern to be worth compiling (a text has a blank at
both ends), the pattern, and how it is written."""
_CHAT = ("lol", "lmao", "haha", "hehe", "tbh", "imo", "imho", " x", ")")
_MONTHS = (" mar", " may", " aug", " sep", " oct", " nov", " dec", " jan", " feb")


def mended(text: str) -> tuple[str, Slips]:
    """Mend what is surely a slip in one line; give each slip once."""
    found: Slips = {}
    parts = [part for part in text.split(" ") if part]
    for n, part in enumerate(parts):
        core = part.strip(MARKS)
        written = _written(core)
        if written != core and not is_abbreviation(part, parts[n + 1 :]):
            parts[n] = part.replace(core, written)
            found[core] = written
    found |= phrased(parts)
    better = " ".join(parts)
    low = f" {better.lower()} "
    if _has(low, _CHAT) and (match := pattern("chat").search(better)):
        found[match[0].strip(" ,")] = "nothing"
        better = pattern("chat").sub("", better) or text
    if _has(low, _MONTHS) and (match := pattern("a month").search(better)):
        found[match[2]] = match[2].capitalize()
        better = pattern("a month").sub(lambda m: f"{m[1]} {m[2].capitalize()}", better)
    for marks, name, written in _BETWEEN:
        if _has(low, marks) and (match := pattern(name).search(better)):
            found[match[0]] = match.expand(written)
            better = pattern(name).sub(written, better)
    return better, found


def _has(text: str, marks: tuple[str, ...]) -> bool:
    return any(map(text.__contains__, marks))


def firm_named(text: str, firm: str) -> str:
    """Give the firm its capital: "my nan died at elmfield"."""
    if not firm[:1].isupper() or firm.lower() not in text:
        return text
    before = r"\b(at|to|of|for|from|with|join) "
    return re.sub(rf"{before}{re.escape(firm.lower())}(?![\w-])", rf"\1 {firm}", text)


_NEXT = re.compile(r"\b([A-Za-z]{2,})[.!?] (?=([a-z]+(?:['’][a-z]+)?)(?![\w@.]))")
"""The last word of a sentence, and a small letter after it."""


def sentence(text: str, *, mine: bool = False) -> tuple[str, Slips]:
    """Add the capitals and the full stop that sentences lack; a stop is no slip.

    `mine`: it tells of the writer, who is the subject that it may lack.
    """
    found: Slips = {}
    text = with_subject(text) if mine else text
    first, _, rest = text.partition(" ")
    plain = first.rstrip(",.!?").replace("-", "").replace("'", "").isalpha()
    if plain and first.islower():
        capital = first[0].upper() + first[1:]
        found[first] = capital
        text = f"{capital} {rest}".rstrip()
    for before, small in _NEXT.findall(text):
        if before.lower() not in shared("abbreviations"):
            capital = small[0].upper() + small[1:]
            found[small] = capital
            text = re.sub(rf"({before}[.!?] ){small}\b", rf"\g<1>{capital}", text)
    if not text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…")):
        text = text.rstrip(",;: ") + "."
    return text, found


def whole(text: str) -> tuple[str, Slips]:
    """Mend a sentence of the writer's own, with the slips that were found."""
    better, found = mended(text)
    better, ending = sentence(better)
    return unspliced(better, stop=True), found | ending


def listed(found: Slips) -> str:
    """Tell slips in one line, the first of many."""
    more = ", ..." if len(found) > _SHOWN else ""
    typed, written = (", ".join([*one][:_SHOWN]) for one in (found, found.values()))
    return f"typed {typed}{more}: written as {written}{more}" if found else ""


def shorthand(text: str) -> list[str]:
    """List what is short for a word and may stand for more than one."""
    cores = (part.strip(MARKS) for part in text.split())
    return [core for core in cores if core in words("shorthand")]


def _written(core: str) -> str:
    plain = core.replace("’", "'")
    if plain in words("days") or plain in words("capitals"):
        return plain.capitalize()
    written = pairs("slips").get(plain.lower(), "").replace("_", " ")
    if not written or not (plain.islower() or plain.istitle()):
        return core
    return written if plain.islower() else written[0].upper() + written[1:]
