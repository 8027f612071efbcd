"""Where the blanks of an interview file are, and how one is filled in.

YAML itself says what a line means: a line that looks like a blank is one only if the
file, with that line's # taken away, holds `___` there. Filling in changes that line and
no other byte; then the file is read again, and every other value must be the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.reading.located import load
from drafter.reading.nodes import Keyed, Listed, Scalar
from drafter.wizard.form import (
    BLANK,
    commented,
    next_promise,
    person,
    promise,
    someone_else,
)
from drafter.wizard.quoting import quoted


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.reading.nodes import Node

Path = tuple[str | int, ...]
"""Where a value stands: `("interviewers", 0, "topics")`."""

_LINE = re.compile(
    r"(?P<indent>[ ]*)(?P<off># )?(?P<key>(?:- )?[\w-]+:[ ]+)"
    r"(?P<open>\[\{promised: )?___(?P<close>\}\])?(?P<rest>[ \t]*|[ \t]+#.*)\r?"
)


class Blank(NamedTuple):
    """One line to be filled in."""

    row: int
    """The line's number, from 0."""
    path: Path
    is_comment: bool


def blanks(text: str) -> Iterator[Blank]:
    """Find the blanks of a file that can be read, from top to bottom."""
    lines = text.split("\n")
    for row, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        lines[row] = line.replace("# ", "", 1) if match["off"] else line
        for path, leaf in leaves("\n".join(lines)).items():
            if leaf.where.line == row + 1 and leaf.text == BLANK:
                yield Blank(row, path, bool(match["off"]))
        lines[row] = line


def fill(text: str, blank: Blank, answer: str) -> str:
    """Fill in one blank; ValueError where the file is too unusual for that."""
    lines = text.split("\n")
    match = _LINE.fullmatch(lines[blank.row])
    if match is None:
        raise ValueError("the line has changed")
    end = "\r" if lines[blank.row].endswith("\r") else ""
    new = _expanded(match, blank, answer) or [_filled(match, answer)]
    lines[blank.row : blank.row + 1] = [f"{line}{end}" for line in new]
    filled = "\n".join(lines)
    if not _only_that_changed(text, filled, blank, answer):
        raise ValueError("the file is written in a way that only an editor can change")
    return filled


def leaves(text: str) -> dict[Path, Scalar]:
    """Read every single value of a file, by its path."""
    root = load(text.encode("utf-8", "surrogatepass"), "").root
    return dict(_leaves(root, ())) if root else {}


def _leaves(node: Node, path: Path) -> Iterator[tuple[Path, Scalar]]:
    match node:
        case Scalar():
            yield path, node
        case Listed(items):
            for number, item in enumerate(items):
                yield from _leaves(item, (*path, number))
        case Keyed(entries):
            for entry in entries:
                yield from _leaves(entry.value, (*path, entry.key))


def _expanded(match: re.Match[str], blank: Blank, answer: str) -> list[str]:
    """Give the lines that come of a blank for one more person or promise."""
    match blank.path:
        case ("interviewers", int(number), "name") if match["off"]:
            return [*person(answer), "", *someone_else(number + 1)]
        case (*_, "promised") if match["open"]:
            return promise(answer)
        case (*_, "promised") if match["off"]:
            return next_promise(answer)
    return []


def _filled(match: re.Match[str], answer: str) -> str:
    opened, closed = match["open"] or "", match["close"] or ""
    value = f"{match['indent']}{match['key']}{opened}{quoted(answer)}{closed}"
    comment = match["rest"].strip().removeprefix("#").strip()
    return commented(value, comment) if comment else value


def _only_that_changed(before: str, after: str, blank: Blank, answer: str) -> bool:
    old = {path: leaf.text for path, leaf in leaves(before).items()}
    new = {path: leaf.text for path, leaf in leaves(after).items()}
    wanted = old | {blank.path: answer}
    added = {path for path in new if path not in wanted}
    return wanted.items() <= new.items() and all(new[path] == BLANK for path in added)
