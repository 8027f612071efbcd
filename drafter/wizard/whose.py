"""Whose field is still blank.

Nine people have a `name`; "name is still blank" helps nobody who does not count lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.wizard.blanks import leaves, values
from drafter.wizard.questions import called


if TYPE_CHECKING:
    from drafter.errors import Problem
    from drafter.wizard.blanks import Path

_STILL_BLANK = "is still blank"


def with_owner(problem: Problem, text: str) -> Problem:
    """Say whose field is still blank; `text` is the file that the problem is in."""
    if not problem.fact.endswith(_STILL_BLANK):
        return problem
    place = (problem.where.line, problem.where.column)
    for path, leaf in leaves(text).items():
        if (leaf.where.line, leaf.where.column) == place and (
            whose := _owner(text, path)
        ):
            return problem._replace(fact=f"{whose}: {problem.fact}")
    return problem


def _owner(text: str, path: Path) -> str:
    match path:
        case ("interviewers", int(number), *inner):
            name = called(values(text), number)
            whose = f"interviewer {number + 1}" + (f" ({name})" if name else "")
            match inner:
                case ("takeaways", int(turn), *_):
                    return f"{whose}, promise {turn + 1}"
            return whose
        case (str(owner), str(), *_):
            return owner
    return ""
