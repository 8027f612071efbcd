"""Slips of typing, and phrases that are wrong in any sentence: as they are written.

Never in a quotation, a name or a letter of one's own; where English could mean another
thing, the text stays as it is. `lists/english.txt` tells how its rows read; a row is
split when its first word stands in a text, so what is right costs a look-up a word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.reading.grammar import corrected, table, untired
from drafter.reading.lexicon import pairs, pattern, phrases, words
from drafter.reading.speech import unspliced, with_i, with_subject
from drafter.words import shared


if TYPE_CHECKING:
    from collections.abc import Container

MARKS = ',;:!?()"“”.'
"""What stands around a word and is none of it."""
_QUOTES = frozenset('"“”')
_ENDS = ("^", "$")
_SHOWN = 6
Slips = dict[str, str]
"""Words as they were typed, and as they are written."""
_BETWEEN = (
    ("ampersand", "and"),
    ("and", "and"),
    ("an and", ", and "),
    ("they are", r"\1 are"),
    ("ur are", "you're"),
    ("ur", "your"),
    ("year", r"\1 year"),
    ("versus", "versus"),
    ("between", "between"),
    ("its is", r"\1t's"),
    ("would", "I'd"),
    ("will", "I'll"),
    ("have", r"\1\2 have"),
    ("than", r"\1 than"),
    ("you was", r"\1 were"),
    ("of one", r"\1 \2's"),
    ("with", "with"),
    ("of him", r"his \1"),
    ("of her", r"her \1"),
    ("we would", "we'd"),
    ("you are", r"\1ou're"),
    ("an", "an"),
    ("you lot", r"\1ou"),
    ("y all", r"\1ou"),
    ("day of", r"\1's \2"),
)
"""Expressions of `lists/patterns.txt`, and how what they find is written."""


MISSPELT = Path(__file__).parent / "lists" / "misspelt.txt"
"""Misspelt words that are no words: third-party data, under its own licence. The
list is long and a letter short: it is mapped, and searched by halves."""
_SHORTEST = 4
"""Letters of a word; what is shorter may be short for anything."""
_FEW = 600
"""Bytes of rows that are quicker looked through than halved."""


def mended(text: str, names: Container[str] = ()) -> tuple[str, Slips]:
    """Mend what is surely a slip in one line; give each slip once.

    `names`: words in small letters that are spelt as they are.
    """
    found: Slips = {}
    parts = [part for part in text.split(" ") if part]
    quoted = _quoted(parts)
    for n, part in enumerate(parts):
        core = part.strip(MARKS)
        begins = not n or parts[n - 1][-1] in ".!?"
        written = _written(core)
        if written == core and n not in quoted and core.lower() not in names:
            written = _spelt(core, begins=begins)
        if written != core and not is_abbreviation(part, parts[n + 1 :]):
            parts[n] = part.replace(core, written)
            found[core] = written
    better, tired = untired(" ".join(parts))
    parts = [part for part in better.split(" ") if part]
    found |= tired | phrased(parts)
    better, more = corrected(" ".join(parts))
    found |= more
    if match := pattern("chat").search(better):
        found[match[0].strip(" ,")] = "nothing"
        better = pattern("chat").sub("", better) or text
    if match := pattern("a month").search(better):
        found[match[2]] = match[2].capitalize()
        better = pattern("a month").sub(lambda m: f"{m[1]} {m[2].capitalize()}", better)
    for name, written in _BETWEEN:
        if match := pattern(name).search(better):
            found[match[0]] = match.expand(written)
            better = pattern(name).sub(written, better)
    return better, found


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
    text = with_i(with_subject(text) if mine else text)
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
    if plain in words("in capitals"):
        return plain.upper()
    written = pairs("slips").get(plain.lower(), "").replace("_", " ")
    if not written or not (plain.islower() or plain.istitle()):
        return core
    return written if plain.islower() else written[0].upper() + written[1:]


def _spelt(core: str, *, begins: bool) -> str:
    """Spell a word in small letters, or at the head of a sentence: no name."""
    plain = core.replace("’", "'")
    if not plain.islower() and not (begins and plain.istitle()):
        return core
    written = spelt(plain.lower()) or core
    return written if plain.islower() else written[0].upper() + written[1:]


class Row(NamedTuple):
    """A phrase: of each word what may be typed, and what is written."""

    typed: tuple[tuple[str, ...], ...]
    written: str
    begins: bool
    """Only behind a mark, or at the head of the text."""
    ends: bool


@lru_cache(maxsize=4096)
def spelt(word: str) -> str:
    """Give how a word in small letters is spelt; nothing where it may be right."""
    own = word.removesuffix("'s")
    if own != word:
        return f"{found}'s" if (found := spelt(own)) else ""
    is_plain = word.isascii() and word.isalpha()
    if len(word) < _SHORTEST or not is_plain or word in words("spelt right"):
        return ""
    rows, wanted = _misspelt(), f"\n{word} ".encode()
    low, high = 0, len(rows)
    while high - low > _FEW:
        at = rows.rfind(b"\n", low, (low + high) // 2)
        if rows[at : at + len(wanted)] <= wanted:
            low = at
        else:
            high = at
    at = rows.find(wanted, low, high + len(wanted))
    end = rows.find(b"\n", at + 1)
    return rows[at + len(wanted) : end].decode() if at >= 0 else ""


@cache
def _misspelt() -> mmap:
    with MISSPELT.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def phrased(parts: list[str]) -> dict[str, str]:
    """Mend the phrases among the words of a text, in place; give each once."""
    found: dict[str, str] = {}
    at, known, quoted = 0, _lines(), _quoted(parts)
    while at < len(parts):
        first = _plain(parts[at]).lower()
        wanted = first in known and at not in quoted
        row = _row_at(parts, at, first) if wanted else None
        end = at + (len(row.typed) if row else 1)
        if row and row.written:
            typed = parts[at:end]
            written = _filled(typed, row)
            parts[at:end] = written.split()
            found[" ".join(typed).strip(MARKS)] = written.strip(MARKS)
            end, quoted = at + len(written.split()), _quoted(parts)
        at = end
    return found


def _quoted(parts: list[str]) -> set[int]:
    """Give the places of words that are between quotation marks."""
    inside, found = False, set[int]()
    if _QUOTES.isdisjoint(" ".join(parts)):
        return found
    for at, part in enumerate(parts):
        if part[0] in _QUOTES:
            inside = True
        if inside:
            found.add(at)
        if part.rstrip(",;:!?.")[-1:] in _QUOTES:
            inside = False
    return found


def _row_at(parts: list[str], at: int, first: str) -> Row | None:
    second = _plain(parts[at + 1]).lower() if at + 1 < len(parts) else ""
    after = _rows(first)
    rows = (*after.get(second, ()), *after.get("", ()))
    return next((row for row in rows if _fits(row, parts, at)), None)


@cache
def _lines() -> dict[str, list[str]]:
    """Give the rows by their first words; what is right comes before what is not."""
    found: dict[str, list[str]] = {}
    for line in sorted(phrases("phrases", "english"), key=lambda one: one[0] != "!"):
        first = line.lstrip("!^ ").split(" ", 1)[0]
        for word in _choices(first):
            found.setdefault(word.lower(), []).append(line)
    return found


@cache
def _rows(first: str) -> dict[str, list[Row]]:
    """Give the rows that begin with a word by their second; "": they have none."""
    found: dict[str, list[Row]] = {}
    for row in map(row_of, _lines()[first]):
        for word in row.typed[1] if row.typed[1:] else [""]:
            found.setdefault(word.lower(), []).append(row)
    return found


@cache
def row_of(line: str) -> Row:
    """Read one row of the list."""
    typed, _, written = line.lstrip("!").partition(" : ")
    every = typed.split()
    words = tuple(_choices(word) for word in every if word not in _ENDS)
    return Row(words, written, every[0] == "^", every[-1] == "$")


@cache
def _choices(word: str) -> tuple[str, ...]:
    """Give what "go/went" or "{go}" stands for."""
    found = list[str]()
    for part in word.split("/"):
        found += _forms(part.strip("{}")) if part[0] == "{" else [part]
    return tuple(found)


@cache
def _forms(name: str) -> tuple[str, ...]:
    """Give the form of every verb that the first verb of a table has under this name.

    Else the words under that heading.
    """
    for heading in ("verbs", "verbs or nouns"):
        verbs = table(heading)
        if name in verbs[0]:
            return tuple(verb[verbs[0].index(name)] for verb in verbs)
    return tuple(" ".join(phrases(name, "english")).split())


def is_abbreviation(part: str, after: list[str]) -> bool:
    """Tell "approx." with its full stop, which ends no sentence."""
    ends = not after or after[0][0].isupper()
    return part[-1] == "." and not ends and part[:-1].lower() in shared("abbreviations")


def _plain(part: str) -> str:
    return part.strip(MARKS).replace("’", "'")


def _fits(row: Row, parts: list[str], at: int) -> bool:
    end = at + len(row.typed)
    typed = parts[at:end]
    if len(typed) < len(row.typed) or is_abbreviation(typed[-1], parts[end:]):
        return False
    before = parts[at - 1][-1] if at else "."
    begun = before in MARKS or not row.begins
    ended = end == len(parts) or typed[-1][-1] in MARKS or not row.ends
    apart = any(one[-1] in MARKS for one in typed[:-1])
    if not (begun and ended) or apart or any(one[0] in MARKS for one in typed[1:]):
        return False
    first, *others = map(_plain, typed)
    if before in ".!?" and first not in row.typed[0]:
        first = first[:1].lower() + first[1:]
    words = zip((first, *others), row.typed, strict=True)
    return all(word in choices for word, choices in words)


def _filled(typed: list[str], row: Row) -> str:
    """Write the row with what was chosen from its lists, in their order."""
    chosen = (
        (word, choices)
        for word, choices in zip(map(_plain, typed), row.typed, strict=True)
        if len(choices) > 1
    )
    better = list[str]()
    for word in row.written.split():
        if word == "=" or "/" in word or "{" in word:
            was, choices = next(chosen)
            was = was if was in choices else was[:1].lower() + was[1:]
            forms = choices if word == "=" else _choices(word)
            better.append(forms[choices.index(was)])
        else:
            better.append(word)
    head = _plain(typed[0])
    text = " ".join(better)
    if head[:1].isupper():
        text = text[0].upper() + text[1:]
    before = typed[0][: len(typed[0]) - len(typed[0].lstrip(MARKS))]
    after = typed[-1][len(typed[-1].rstrip(MARKS)) :]
    return f"{before}{text}{after}"
