"""What a path of the interview file means: which field it is, and of whom.

Nine people have a `name`; "name is still blank" helps nobody who does not count lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.reading.fields import INTERVIEW
from drafter.wizard.blanks import leaves
from drafter.wizard.form import BLANK


if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.errors import Problem
    from drafter.reading.nodes import Scalar
    from drafter.reading.records import Field
    from drafter.wizard.blanks import Path

_STILL_BLANK = "is still blank"


def row_at(path: Path) -> Field | None:
    """Find the row of the field table that the path leads to."""
    fields: tuple[Field, ...] = INTERVIEW
    row: Field | None = None
    for part in path:
        if isinstance(part, str) and fields:
            row = next((one for one in fields if one.name == part), row)
            fields = row.shape.fields if row else ()
    return row


def called(known: Mapping[Path, Scalar], number: int) -> str:
    """Name an interviewer by what is known of them, if anything is."""
    for field in ("name", "email"):
        leaf = known.get(("interviewers", number, field))
        if leaf and BLANK not in leaf.text:
            return leaf.text
    return ""


def with_owner(problem: Problem, text: str) -> Problem:
    """Say whose field is still blank; `text` is the file that the problem is in."""
    if not problem.fact.endswith(_STILL_BLANK):
        return problem
    known = leaves(text)
    place = (problem.where.line, problem.where.column)
    for path, leaf in known.items():
        if (leaf.where.line, leaf.where.column) == place:
            whose = _owner(known, path)
            fact = f"{whose}: {problem.fact}" if whose else problem.fact
            return problem._replace(fact=fact)
    return problem


def _owner(known: Mapping[Path, Scalar], path: Path) -> str:
    match path:
        case ("interviewers", int(number), *inner):
            name = called(known, number)
            whose = f"interviewer {number + 1}" + (f" ({name})" if name else "")
            match inner:
                case ("takeaways", int(turn), *_):
                    return f"{whose}, promise {turn + 1}"
            return whose
        case (str(owner), str(), *_):
            return owner
    return ""
