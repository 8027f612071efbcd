"""Names that no interview has: found when a template is loaded, each at its line.

A typo must never make an alternative silently ineligible, so every name is looked at
before anything is rendered, also in alternatives that nobody would get.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import Location, Problem
from drafter.templating.context import known_names


if TYPE_CHECKING:
    from collections.abc import Container, Iterable


class Use(NamedTuple):
    """A name that a template uses, and the field it asks of it, if any."""

    line: int
    name: str
    field: str = ""


def unknown_names(uses: Iterable[Use], own: Container[str], file: str) -> list[Problem]:
    """A problem for each use of a name that is neither the interview's nor its own."""
    known = known_names()
    found = []
    for use in sorted(set(uses)):
        where = Location(file, use.line)
        if use.name in own:
            continue
        if use.name not in known:
            hint = _hint(use.name, known)
            found.append(Problem(where, f"unknown name '{use.name}'", hint))
        elif use.field and use.field not in known[use.name]:
            hint = _hint(use.field, known[use.name])
            fact = f"'{use.name}' has no field '{use.field}'"
            found.append(Problem(where, fact, hint))
    return found


def _hint(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a mistake

    near = get_close_matches(name, sorted(known), n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    return "the names a template may use are in the README"
