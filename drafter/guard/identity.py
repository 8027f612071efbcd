"""Remember a result by which object it was made from, not by what is in it.

An interview is judged once for each of its notes and each of their drafts. To hash or
compare one field by field, as `lru_cache` would, costs more than to read it again.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar


if TYPE_CHECKING:
    from collections.abc import Callable

Thing = TypeVar("Thing")
Result = TypeVar("Result")
_SIZE = 256


def by_identity(function: Callable[[Thing], Result]) -> Callable[[Thing], Result]:
    """Keep results for the last few objects, and the objects, whose ids stay theirs."""
    kept: dict[int, tuple[Thing, Result]] = {}

    @wraps(function)
    def remembered(thing: Thing) -> Result:
        known = kept.get(id(thing))
        if known is None:
            if len(kept) >= _SIZE:
                kept.clear()
            known = kept[id(thing)] = (thing, function(thing))
        return known[1]

    return remembered
