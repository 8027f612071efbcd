"""What may be told to one person, and what the writer is told of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Mapping


class Remark(NamedTuple):
    """One thing the writer is told about a field of a person."""

    field: str
    fact: str
    remedy: str = ""
    refused: bool = False
    item: int = 0
    """Of a list: which."""
    mended: bool = False
    """Whether it only shows what the field is written as."""

    def __str__(self) -> str:
        return f"{self.fact} ({self.remedy})" if self.remedy else self.fact


class Facts(NamedTuple):
    """What may be told to one person, and the remarks in the order they arose."""

    topics: tuple[str, ...]
    about: tuple[str, ...]
    texts: Mapping[str, str]
    reacts_to: str
    forms: Mapping[str, Any]
    """`done`, `scene`, `hard`, `act`, `deed`: other forms of what is told."""
    remarks: tuple[Remark, ...]
