"""What a file holds, as texts, lists and mappings that know their places.

Named tuples, not dataclasses: hundreds are made in a run of milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from drafter.errors import Location


class Scalar(NamedTuple):
    """One text as typed; empty when nothing was."""

    text: str
    where: Location
    plain: bool = True


class Listed(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    where: Location


class Entry(NamedTuple):
    """One key of a mapping and what stands under it."""

    key: str
    where: Location
    value: Node


class Keyed(NamedTuple):
    """A mapping; of two equal keys the first, the second is a problem already noted."""

    entries: tuple[Entry, ...]
    where: Location


class Unreadable(NamedTuple):
    """Something is there, and a problem says why it cannot be read."""

    where: Location


Node = Scalar | Listed | Keyed | Unreadable
