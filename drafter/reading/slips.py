"""Slips of typing that are certain: they are mended, and told in one line a person.

Never in a quotation, a name or a letter of one's own: those are used as typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.reading.lexicon import Pattern, pairs, words


if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 6
_MARKS = ',;:!?()"“”.'
_AND = Pattern(r"(?<=[a-z]) & (?=[a-z])")
_VERSUS = Pattern(r"(?<=\w) vs\.? (?=\w)")
_ENDED = Pattern(r"[.!?…][\"'”’»)\]]*$")


class Slip(NamedTuple):
    """A word as it was typed, and as it is written."""

    typed: str
    written: str


STOP = Slip("", ".")
"""A full stop that was lacking."""


def mended(text: str) -> tuple[str, list[Slip]]:
    """Mend what is surely a slip in one line; give each slip once."""
    found: list[Slip] = []
    parts = text.split()
    for n, part in enumerate(parts):
        core = part.strip(_MARKS)
        written = _written(core)
        if written != core:
            parts[n] = part.replace(core, written)
            found.append(Slip(core, written))
    better = " ".join(parts)
    for pattern, word in ((_AND, "and"), (_VERSUS, "versus")):
        if match := pattern.search(better):
            found.append(Slip(match[0].strip(), word))
            better = pattern.sub(f" {word} ", better)
    return better, list(dict.fromkeys(found))


def sentence(text: str) -> tuple[str, list[Slip]]:
    """Add the capital and the full stop that a sentence lacks."""
    found = []
    first, _, rest = text.partition(" ")
    plain = first.rstrip(",").replace("-", "").replace("'", "").isalpha()
    if plain and first.islower():
        capital = first[0].upper() + first[1:]
        found.append(Slip(first, capital))
        text = f"{capital} {rest}".rstrip()
    if not _ENDED.search(text):
        text = text.rstrip(",;: ") + "."
        found.append(STOP)
    return text, found


def listed(found: Iterable[Slip]) -> str:
    """Tell slips in one line, each once, the first of many."""
    slips = list(dict.fromkeys(found))
    words = [slip for slip in slips if slip != STOP]
    typed = ", ".join(slip.typed for slip in words[:_SHOWN])
    written = ", ".join(slip.written for slip in words[:_SHOWN])
    more = ", ..." if len(words) > _SHOWN else ""
    told = [f"typed {typed}{more}: written as {written}{more}"] if words else []
    return "; ".join([*told, *(["full stop added"] if STOP in slips else [])])


def shorthand(text: str) -> list[str]:
    """List what is short for a word and may stand for more than one."""
    cores = (part.strip(_MARKS) for part in text.split())
    return [core for core in cores if core in words("shorthand")]


def _written(core: str) -> str:
    plain = core.replace("’", "'")
    if plain in words("days"):
        return plain.capitalize()
    return pairs("slips").get(plain, core).replace("_", " ")
