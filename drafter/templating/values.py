"""What a template may do with values: print them, add them, filter them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.templating.budget import budget
from drafter.templating.context import Facts, Text, Unfilled


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SENTENCE_ENDS = (".", "!", "?", "…")


class ValueMistakeError(Exception):
    """An expression does what values do not allow."""


def printable(value: object) -> str:
    """The text of a value; a list, a yes/no or a group of fields has none."""
    if isinstance(value, bool) or not isinstance(value, str | int | Unfilled):
        raise ValueMistakeError(f"a {_kind_of(value)} cannot be printed")
    return str(value)


def _kind_of(value: object) -> str:
    names = {bool: "yes or no", tuple: "list", list: "list", Facts: "group of fields"}
    return names.get(type(value), "thing like this")


def joined(parts: Iterable[object]) -> str:
    """Texts in a row; doubling a text again and again is paid for."""
    text = "".join(map(printable, parts))
    budget.get().grow(len(text))
    return text


def _cap(value: str) -> Text:
    """First letter up, for a value that begins a sentence; `iOS` stays as it is."""
    first = value.split(" ", 1)[0]
    fixed = any(letter.isupper() for letter in first[1:])
    return _like(value, value if fixed else value[:1].upper() + value[1:])


def _sentence(value: str) -> Text:
    """A full stop where the person left it out."""
    whole = value.rstrip("\"'”’)").endswith(_SENTENCE_ENDS)
    return _like(value, value if whole else value + ".")


def _quoted(value: str) -> Text:
    """In quotation marks, ending a sentence, with the full stop inside."""
    return _like(value, f'"{_sentence(value)}"')


def _join(values: Iterable[object], between: str = "") -> str:
    return joined([between.join(printable(value) for value in values)])


def _default(value: object, other: object = "") -> object:
    return other if isinstance(value, Unfilled) else value


def _length(value: str | tuple[object, ...]) -> int:
    return len(value)


def _lower(value: str) -> Text:
    return _like(value, value.lower())


def _like(value: str, words: str) -> Text:
    return Text(str(words), value.field if isinstance(value, Text) else "")


FILTERS: dict[str, Callable[..., object]] = {
    "cap": _cap,
    "default": _default,
    "join": _join,
    "length": _length,
    "lower": _lower,
    "quoted": _quoted,
    "sentence": _sentence,
}
"""All there are."""
