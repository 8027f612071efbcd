"""The interview file as far as it is told: what the letter on the screen is made from.

Whoever comes later is left out, and a decision nobody has asked about yet is unknown.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.reading.located import Keyed, Listed, load
from drafter.wizard.blanks import values


class SoFar(NamedTuple):
    """A file that ends with one person."""

    text: str
    first_line: int
    """Where that person begins."""
    number: int
    """Their place among those who are left."""


def so_far(text: str, number: int, *, alone: bool = False) -> SoFar:
    """Cut a file behind somebody; `alone`: also all who come before."""
    lines = text.split("\n")
    root = load(text.encode("utf-8", "surrogatepass"), "").root
    entries = root.entries if isinstance(root, Keyed) else ()
    people = next((e.value for e in entries if e.key == "interviewers"), None)
    if not isinstance(people, Listed) or number >= len(people.items):
        return SoFar(text, 1, number)
    starts = [item.where.line - 1 for item in people.items]
    ends = [e.where.line - 1 for e in entries if e.where.line - 1 > starts[0]]
    starts.append(min([*ends, len(lines)]))
    gone = set(range(starts[number + 1], starts[-1]))
    if alone:
        gone |= set(range(starts[0], starts[number]))
    for row in gone:
        lines[row] = "\r" if lines[row].endswith("\r") else ""
    whole = "\n".join(lines)
    if ("timeline",) not in values(whole):
        whole = re.sub(r"(?m)^timeline:\s+___", "timeline: unknown", whole)
    return SoFar(whole, starts[number] + 1, 0 if alone else number)
