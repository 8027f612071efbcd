"""What they said about when they decide, as typed.

The key it stands under is the day it was said; a text alone was said on the day of the
interview. What the words mean is for `anchored` to find out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.reading.nodes import Entry, Keyed, Node, Scalar
from drafter.reading.records import Shape
from drafter.reading.scalars import DAY
from drafter.reading.shapes import TYPED, list_of, parsed


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from drafter.errors import Location, Problem

_WORDS = list_of(parsed(str))  # `TBD` is for `understand` to judge


class Said(NamedTuple):
    """One statement as typed; `on` is None when it was said at the interview."""

    on: date | None
    words: str
    where: Location


def _read(node: Node, name: str, problems: list[Problem]) -> tuple[Said, ...] | None:
    if not isinstance(node, Keyed):
        return tuple(_words(node, None, name, problems)) or None
    return tuple(s for e in node.entries for s in _dated(e, name, problems)) or None


def _dated(entry: Entry, name: str, problems: list[Problem]) -> Iterator[Said]:
    on = DAY.read(Scalar(entry.key, entry.where), name, problems)
    if on is not None:
        yield from _words(entry.value, on, name, problems)


def _words(
    node: Node, on: date | None, name: str, problems: list[Problem]
) -> Iterator[Said]:
    words: Any = _WORDS.read(node, name, problems)
    for text in words or ():
        yield Said(on, text, node.where)


_ONE: dict[str, Any] = {"anyOf": [TYPED, {"type": "array", "items": TYPED}]}
TIMELINE = Shape(
    _read,
    {
        "anyOf": [
            *_ONE["anyOf"],
            {
                "type": "object",
                "patternProperties": {r"^\d{4}-\d{2}-\d{2}$": _ONE},
                "additionalProperties": False,
            },
        ]
    },
)
