"""What a letter may do with values: print them, and filter them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Undefined, filters

from drafter.reading.speech import is_bare
from drafter.templating.context import Text


if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.templating.phrases import Line

_SENTENCE_ENDS = (".", "!", "?", "…")


class Phrase(str):
    """A rendered line of the phrases, with its tokens."""

    __slots__ = ("heading", "line", "said")
    heading: str
    line: Line
    said: str
    """As its reader reads it, folded for comparison."""


def printable(value: object) -> str:
    """The text of a value; a list, a yes/no or a group of fields has none."""
    if isinstance(value, bool) or not isinstance(value, str | int | Undefined):
        names: dict[type, str] = {bool: "yes or no", tuple: "list", dict: "group"}
        fact = f"a {names.get(type(value), 'thing')} cannot be printed"
        raise ValueError(fact)  # noqa: TRY004 - the letter is wrong, not the code
    return str(value)


def cap(value: str) -> str:
    """First letter up, for a value that begins a sentence; `iOS` stays as it is."""
    first = value.split(" ", 1)[0]
    fixed = any(letter.isupper() for letter in first[1:])
    return _like(value, value if fixed else value[:1].upper() + value[1:])


def _sentence(value: str) -> str:
    """A full stop where the person left it out."""
    whole = value.rstrip("\"'”’)").endswith(_SENTENCE_ENDS)
    return _like(value, value if whole else value + ".")


def _quoted(value: str) -> str:
    """In quotation marks, ending a sentence, with the full stop inside."""
    return _like(value, f'"{cap(_sentence(value))}"')


def _that(value: str) -> str:
    """After "You told me": "that new timetables ship", "to bring boots"."""
    return _like(value, value if is_bare(value) else f"that {value}")


def _open(value: str) -> str:
    """Without its full stop, for a sentence that goes on: ", and for asking ..."."""
    return _like(value, value.removesuffix("."))


def _like(value: str, words: str) -> str:
    """The words, known as the value was."""
    if isinstance(value, Phrase):
        phrase = Phrase(words)
        phrase.heading, phrase.line, phrase.said = value.heading, value.line, value.said
        return phrase
    return Text(str(words), getattr(value, "field", ""))


FILTERS: dict[str, Callable[..., object]] = {
    **{name: filters.FILTERS[name] for name in ("default", "length", "lower")},
    "join": lambda values, between="": between.join(map(printable, values)),
    "cap": cap,
    "open": _open,
    "quoted": _quoted,
    "sentence": _sentence,
    "that": _that,
}
"""All there are."""
