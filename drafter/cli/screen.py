"""What the command line shows: lines for a person, one object for a program, columns.

Columns are aligned by how wide letters are, not by how many there are: a name in
Chinese takes two places a letter, a mark above a letter takes none.
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TextIO

import click

from drafter.errors import DrafterError, FileError, Problem, SeveralError
from drafter.language import day_in_words
from drafter.words import safe, width


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drafter.guard import Finding
    from drafter.interview import Interview

_GAP = "  "
BREAK = None if os.name == "nt" else " \\"
"""A command goes on in the next line; not where two shells differ on how."""


def say(text: str = "", **style: str | bool | None) -> None:
    """A line for the person, on standard output."""
    text = wrapped(safe(text), room(sys.stdout))
    click.secho(text, color=_color(), **style)  # type: ignore[arg-type]


def warn(text: str, **style: str | bool | None) -> None:
    """A line about a problem, on standard error."""
    text = wrapped(safe(text), room(sys.stderr), hang="  ")
    click.secho(text, err=True, color=_color(), **style)  # type: ignore[arg-type]


def _color() -> bool | None:
    """None lets click look at the terminal."""
    return False if os.environ.get("NO_COLOR") else None


def room(stream: TextIO) -> int:
    """How many places a line of a terminal has; a file and a pipe have no end."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or sys.maxsize
    except (AttributeError, OSError, ValueError):
        return sys.maxsize


def wrapped(text: str, room: int, hang: str = "", end: str | None = "") -> str:
    """Break lines between words, each as far in as its first and `hang` further.

    A word that is longer stays whole. `end` stands at the end of each broken line; None
    breaks none.
    """
    if end is None:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        words = line.lstrip(" ")
        lead, further = line[: len(line) - len(words)], hang
        while width(lead + words) > room:
            cut = 0
            for blank in re.finditer(r"(?<=\S) +", words):
                if cut and width(lead + words[: blank.start()] + end) > room:
                    break
                cut = blank.start()
            if not cut:
                break
            lines.append(lead + words[:cut] + end)
            words = words[cut:].lstrip(" ")
            lead, further = lead + further, ""
        lines.append(lead + words)
    return "\n".join(lines)


def with_command(lead: str, command: str) -> str:
    """Put what is to be typed behind a lead, or below it as a shell reads it on."""
    columns = room(sys.stdout)
    if width(lead + command) <= columns:
        return lead + command
    below = lead[: len(lead) - len(lead.lstrip())] + "  "
    return f"{lead.rstrip()}\n{wrapped(below + command, columns, '  ', BREAK)}"


def print_json(value: object) -> None:
    """One JSON object on standard output, in ASCII: no terminal can trip over it.

    Dates and paths stand in it as text.
    """
    import json

    click.echo(json.dumps(value, indent=2, default=str))


def tell_error(error: DrafterError, done: Mapping[str, Any], *, as_json: bool) -> None:
    """Say the lines of an error on standard error; `--json` has its object as well.

    `done` is what had been done before.
    """
    for line in error.lines:
        warn(line, fg="red")
    if not as_json:
        return
    told: dict[str, list[object]] = defaultdict(list, drafts=[], findings=[])
    for name, before in done.items():
        told[name] += before
    for one in error.errors if isinstance(error, SeveralError) else (error,):
        if isinstance(one, FileError):
            told["problems"] += map(problem_json, one.problems)
            continue
        told["findings"] += [finding_json(*it) for it in getattr(one, "findings", ())]
        told["warnings"] += map(str, getattr(one, "warnings", ()))
    print_json(told)


def problem_json(problem: Problem) -> dict[str, object]:
    """One problem of a file as `--json` shows it."""
    where = problem.where._asdict()
    return where | {"fact": problem.fact, "remedy": problem.remedy}


def finding_json(draft: str, finding: Finding) -> dict[str, object]:
    """One finding as `--json` shows it."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "draft": draft,
        "line": finding.line,
        "text": finding.text,
        "why": finding.why,
    }


def title(interview: Interview, *, named: bool) -> str:
    """Name an interview, and whose it is where several people's are shown."""
    about = f"{interview.employer.name}, {day_in_words(interview.date)}"
    return f"{about} ({interview.you.name})" if named else about


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lay out lines of equally many cells; the last cell is not padded."""
    widest = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for *cells, last in rows:
        padded = (c + " " * (w - width(c)) for c, w in zip(cells, widest, strict=False))
        lines.append(_GAP.join([*padded, last]))
    return lines
