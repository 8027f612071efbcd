"""Where the blanks of an interview file are, and how one value of it is changed.

    topics: ___            is still to be answered
    # quote: ___           may be answered; to YAML it is a comment
    # quote:               was asked and passed over: not asked again

YAML itself says what a line means: a line that looks like a blank is one only if the
file, with that line's # taken away, holds `___` there. A change touches the lines of
that value and no others; then the file is read again, and the rest must be the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.reading.located import Keyed, Listed, Scalar, load
from drafter.wizard.form import (
    BLANK,
    commented,
    person,
    promise,
    someone_else,
)
from drafter.wizard.quoting import quoted


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drafter.reading.located import Node

Path = tuple[str | int, ...]
"""Where a value stands: `("interviewers", 0, "topics")`."""

_LINE = re.compile(
    r"(?P<indent> *)(?P<off># )?(?P<key>(?:- )?[\w-]+:)(?P<gap> +|(?=\s*$))"
    r"(?P<open>\[\{promised: )?(?P<blank>___)?(?P<close>\}\])?"
    r"(?P<rest>[ \t]*|[ \t]*#.*)\r?"
)
_VALUE = re.compile(
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:(?!\s+#|\s*$).)+)(?P<rest>.*)"
)
_ODD = "the file is written in a way that only an editor can change"


class Blank(NamedTuple):
    """One line to be filled in."""

    row: int
    """The line's number, from 0."""
    path: Path
    is_comment: bool
    is_passed: bool = False
    """It was asked, and nothing was said."""


def blanks(text: str) -> list[Blank]:
    """Find the blanks of a file that can be read, from top to bottom."""
    lines = text.split("\n")
    rows = {n: match for n, line in enumerate(lines) if (match := _blank(line))}
    known = leaves(text)
    found = [
        Blank(leaf.where.line - 1, path, is_comment=False)
        for path, leaf in known.items()
        if leaf.text == BLANK and leaf.where.line - 1 in rows
    ]
    # A commented item would move the numbers of those behind it: each by itself.
    items = {n for n, match in rows.items() if match["off"] and "- " in match["key"]}
    plain = {n for n, match in rows.items() if match["off"]} - items
    for shown in ({n} for n in items), [plain]:
        for some in shown:
            opened = [_opened(rows[n]) if n in some else s for n, s in enumerate(lines)]
            found += [
                Blank(n, path, is_comment=True, is_passed=not rows[n]["blank"])
                for path, leaf in leaves("\n".join(opened)).items()
                if (n := leaf.where.line - 1) in some
                and leaf.text == BLANK
                and path not in known
            ]
    return sorted(found)


def put(text: str, path: Path, answer: str) -> str:
    """Write one value, over what stands there; an empty one passes it over.

    `ValueError` where the file is too unusual for that.
    """
    blank = next((one for one in blanks(text) if one.path == path), None)
    leaf = leaves(text).get(path)
    if not answer and (blank or leaf is None):
        return _passed(text, blank) if blank and blank.is_comment else text
    lines = text.split("\n")
    row = blank.row if blank else leaf.where.line - 1 if leaf else _place(text, path)
    end = "\r" if lines[row].endswith("\r") else ""
    line, after = lines[row].rstrip("\r"), row + 1
    if blank:
        new = _filled(line, path, answer)
    elif leaf is None:
        indent = len(line) - len(line.lstrip(" -"))
        new = [line, f"{' ' * indent}{path[-1]}: {quoted(answer)}"]
    elif not answer and path[-1] == "promised":
        row, after, new = _promises(lines, row)
    else:
        new = [_replaced(line, leaf.where.column - 1, answer)]
    lines[row:after] = [f"{one}{end}" for one in new]
    written = "\n".join(lines)
    if not _only_that_changed(text, written, path, answer):
        raise ValueError(_ODD)
    return written


def leaves(text: str) -> dict[Path, Scalar]:
    """Read every single value of a file, by its path."""
    root = load(text.encode("utf-8", "surrogatepass"), "").root
    return dict(_leaves(root, ())) if root else {}


def values(text: str) -> dict[Path, str]:
    """Read what is filled in."""
    found = leaves(text).items()
    return {path: leaf.text for path, leaf in found if BLANK not in leaf.text}


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


def _blank(line: str) -> re.Match[str] | None:
    match = _LINE.fullmatch(line)
    return match if match and (match["blank"] or match["off"]) else None


def _opened(match: re.Match[str]) -> str:
    """Write a commented blank as it stands without its #, the mark in its place."""
    is_list = match["key"] == "takeaways:"
    value = f"[{{promised: {BLANK}}}]" if is_list else BLANK
    return f"{match['indent']}{match['key']} {value}"


def _passed(text: str, blank: Blank) -> str:
    lines = text.split("\n")
    match = _LINE.fullmatch(lines[blank.row])
    if match is None:
        return text
    end = "\r" if lines[blank.row].endswith("\r") else ""
    line = f"{match['indent']}# {match['key']}"
    lines[blank.row] = _with_comment(line, match["rest"]) + end
    return "\n".join(lines)


def _filled(line: str, path: Path, answer: str) -> list[str]:
    """Give the lines that come of a blank, those of one more person or promise."""
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError("the line has changed")
    key = match["key"]
    if match["off"] and path[-1] == "name" and key == "- name:":
        return [*person(answer), "", *someone_else(int(path[1]) + 1)]
    if key == "takeaways:":
        return promise(answer)
    if match["off"] and key == "- promised:":
        return promise(answer)[1:]
    return [
        _with_comment(f"{match['indent']}{key} {quoted(answer)}", match["rest"].strip())
    ]


def _replaced(line: str, column: int, answer: str) -> str:
    match = _VALUE.fullmatch(line, column)
    if match is None or (not answer and line.lstrip().startswith("- ")):
        raise ValueError(_ODD)
    if answer:
        return _with_comment(f"{line[:column]}{quoted(answer)}", match["rest"])
    key = line[:column].strip()
    indent = line[: len(line) - len(line.lstrip())]
    return _with_comment(f"{indent}# {key}", match["rest"])


def _with_comment(line: str, rest: str) -> str:
    comment = rest.strip().removeprefix("#").strip()
    return commented(line, comment) if comment else line


def _promises(lines: list[str], row: int) -> tuple[int, int, list[str]]:
    """Find all of someone's promises; they give way to the mark that there are none."""
    first = row
    while first and not lines[first].lstrip().startswith("takeaways:"):
        first -= 1
    indent = len(lines[first]) - len(lines[first].lstrip())
    last = row + 1
    while last < len(lines) and lines[last].startswith(" " * (indent + 1)):
        last += 1
    return first, last, [f"{' ' * indent}# takeaways:"]


def _place(text: str, path: Path) -> int:
    """Find the line of a person's name, below which one more of their fields fits."""
    name = leaves(text).get((*path[:2], "name"))
    if name is None or path[0] != "interviewers":
        raise ValueError(_ODD)
    return name.where.line - 1


def _only_that_changed(before: str, after: str, path: Path, answer: str) -> bool:
    old = {p: leaf.text for p, leaf in leaves(before).items()}
    new = {p: leaf.text for p, leaf in leaves(after).items()}
    if not answer:
        gone = path[:-2] if path[-1] == "promised" else path
        return new == {p: t for p, t in old.items() if p[: len(gone)] != gone}
    wanted: Mapping[Path, str] = old | {path: answer}
    added = {p for p in new if p not in wanted}
    return wanted.items() <= new.items() and all(new[p] == BLANK for p in added)
