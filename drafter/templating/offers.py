"""What a choice has to offer a reader, before and after one of it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.templating.context import FACTS, Text, Unfilled


if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from drafter.templating.walk import Walk

EXEMPT_WORDS = 4
"""Shorter texts ("Best regards,") may be given to everyone."""


class Slot(NamedTuple):
    """One {% choose %}: where it stands, and what it asks for."""

    template: str
    line: int
    number: str
    limit: int | None


class Alternative(NamedTuple):
    """One of a slot's texts, not yet rendered."""

    line: int
    key: str
    fits: bool
    """Its condition holds for this reader."""
    conditional: bool
    spare: bool
    """Second best: for the readers after the first ones."""
    render: Callable[[], object]
    look: Callable[[], list[object]] | None = None
    """The values it prints, where that can be told without rendering it."""


class DryError(Exception):
    """A slot has no alternative left for this reader."""

    def __init__(self, slot: Slot, alternatives: int, why: Counter[str]) -> None:
        super().__init__("no alternative left")
        self.slot, self.alternatives, self.why = slot, alternatives, why


class Offer:
    """An alternative open to this reader; rendered when its words are asked for."""

    __slots__ = ("_text", "_walk", "alternative", "facts")

    def __init__(self, walk: Walk, alternative: Alternative) -> None:
        self._walk, self.alternative = walk, alternative
        self._text: str | None = None
        values = alternative.look() if alternative.look else None
        if values is None:
            self.facts = frozenset(walk.facts_in(self.text))
            return
        unfilled = next((v for v in values if isinstance(v, Unfilled)), None)
        if unfilled is not None:
            str(unfilled)  # raises `UnfilledError`, as printing it would
        told = (v.field for v in values if isinstance(v, Text))
        self.facts = frozenset(filter(is_fact, told))

    @property
    def text(self) -> str:
        """Its words, with tokens for values."""
        if self._text is None:
            self._text = self._walk.tried(self.alternative)
        return self._text


def is_fact(field: str) -> bool:
    """Whether a note tells this field at most once."""
    return field in FACTS or field.startswith("topics[")


class Open(NamedTuple):
    """A choice that was met: how many alternatives could be taken."""

    slot: Slot
    text: str
    """What was taken, with tokens for values."""
    width: int
    endless: bool
    """One of them is too short to count, so it can be given to everyone."""


def is_free(offer: Offer) -> bool:
    """Whether it is too short to be anybody's."""
    return len(offer.text.split()) < EXEMPT_WORDS
