"""What `drafter status` prints: a table for a person, or one JSON object.

In the table, people who wait for one command share a line; in JSON, each has a step.
"""

from __future__ import annotations

import os
import sys
from itertools import groupby
from typing import TYPE_CHECKING

from drafter.cli.report import print_json
from drafter.cli.shell import say, warn
from drafter.cli.table import aligned, shortened, width
from drafter.dates import day_in_words
from drafter.planning.steps import State
from drafter.status.follow import Standing, by_urgency, together
from drafter.words import safe


if TYPE_CHECKING:
    from datetime import date

    from drafter.cli.overview import Seen
    from drafter.status.follow import Followed
    from drafter.status.rows import Row

_NAMES_WIDE, _PEOPLE_WIDE, _WHAT_WIDE = 32, 48, 44
_COLORS = {State.LATE: "red", State.DUE: "yellow"}


def print_view(seen: Seen, *, everything: bool) -> None:
    """Print the table; what is decided or done only where it was asked for."""
    for problem, count in seen.problems:
        more = f" and {count - 1} more" if count > 1 else ""
        warn(f"{problem}{more}", fg="red")
    rows = together(by_urgency(seen.followed))
    lines = _laid_out([_cells(*one) for one in rows])
    told = zip(rows, lines, strict=True)
    for state, some in groupby(told, key=lambda one: one[0][0].state):
        say("\n".join(line for _, line in some), fg=_COLORS.get(state))
    quiet = [one for one in seen.followed if one.standing is not Standing.OPEN]
    if everything:
        _print_quiet(quiet)
    elif quiet:
        many = "1 interview is" if len(quiet) == 1 else f"{len(quiet)} interviews are"
        nothing = "" if rows else "There is nothing to do: "
        say(f"{nothing}{many} decided or done (see: --all).")
    if not seen.followed and not seen.problems:
        say("There is no interview file here. Start with: drafter new interview.yaml")


def _laid_out(rows: list[list[str]]) -> list[str]:
    """A line each, or where the terminal would tear those, short ones below another.

    The first cell is what all is about, the last is to be typed, and so never cut.
    """
    lines, room = aligned(rows), _room()
    if not lines or max(map(width, lines)) <= room:
        return lines
    margin = max(width(row[0]) for row in rows) + 2
    fitting = max(room - margin, 1)
    return [
        f"\n{'':{margin}}".join([*_filled(f"{state:{margin}}", cells, fitting), last])
        for state, *cells, last in rows
    ]


def _filled(lead: str, cells: list[str], fitting: int) -> list[str]:
    """Put as many cells on a line as it holds; one that is too long is cut."""
    lines = [shortened(cells[0], fitting)]
    for cell in cells[1:]:
        if width(joined := f"{lines[-1]}  {cell}") <= fitting:
            lines[-1] = joined
        else:
            lines.append(shortened(cell, fitting))
    return [lead + lines[0], *lines[1:]]


def _room() -> int:
    """How many places a line has; a file and a pipe have no end."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or sys.maxsize
    except (AttributeError, OSError, ValueError):
        return sys.maxsize


def _cells(row: Row, people: list[str]) -> list[str]:
    names = safe(", ".join(people))
    if width(names) > _PEOPLE_WIDE and len(people) > 1:
        others = "1 other" if len(people) == 2 else f"{len(people) - 1} others"  # noqa: PLR2004 - grammar
        names = f"{shortened(safe(people[0]), _NAMES_WIDE)} and {others}"
    return [
        str(row.state),
        shortened(safe(row.employer), _NAMES_WIDE),
        shortened(names, _PEOPLE_WIDE),
        shortened(safe(row.what), _WHAT_WIDE),
        row.when,
        safe(row.command),
    ]


def _print_quiet(quiet: list[Followed]) -> None:
    cells = [
        [
            str(one.standing),
            shortened(safe(one.interview.employer.name), _NAMES_WIDE),
            day_in_words(one.interview.date, year=True),
            one.why,
            safe(one.path),
        ]
        for one in quiet
    ]
    if cells:
        say("\n".join(_laid_out(cells)))


def print_view_json(seen: Seen) -> None:
    """Print all of it as one object."""
    interviews = [
        {
            "path": one.path,
            "employer": one.interview.employer.name,
            "date": str(one.interview.date),
            "standing": str(one.standing),
            "why": one.why,
            "steps": [_row_json(row) for row in sorted(one.rows, key=_row_urgency)],
        }
        for one in seen.followed
    ]
    problems = [
        {
            "file": problem.where.file,
            "line": problem.where.line,
            "column": problem.where.column,
            "fact": problem.fact,
            "remedy": problem.remedy,
            "count": count,
        }
        for problem, count in seen.problems
    ]
    print_json({"interviews": interviews, "problems": problems})


def _row_urgency(row: Row) -> tuple[int, date]:
    return row.urgency


def _row_json(row: Row) -> dict[str, object]:
    return {
        "kind": row.kind,
        "interviewer": row.person_id,
        "name": row.person,
        "item": row.item,
        "state": str(row.state),
        "earliest": str(row.earliest),
        "due": str(row.due),
        "late_from": str(row.late_from) if row.late_from else None,
        "drafted": row.drafted,
        "what": row.what,
        "when": row.when,
        "command": row.command,
        "reason": row.reason,
        "warnings": list(row.warnings),
    }
