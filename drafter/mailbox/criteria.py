"""Search criteria of more than two alternatives, out of an OR that takes two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from collections.abc import Sequence


def any_of(criteria: Sequence[Sequence[Any]]) -> list[Any]:
    """Join them (RFC 3501 6.4.4), by halves, so that nothing is nested deep."""
    if len(criteria) == 1:
        return list(criteria[0])
    half = len(criteria) // 2
    return ["OR", any_of(criteria[:half]), any_of(criteria[half:])]
