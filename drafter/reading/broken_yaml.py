"""Where YAML itself gives up: what happened, in the writer's terms, and a mended line.

YAML's own messages speak of tokens and block mappings. People break it in few ways: a
`: ` or a special first character in a sentence they did not quote. Such a line can be
quoted for them, so that one run finds the problems after it too; a newcomer would take
the mended line for what is read: it is only read past.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Sequence


# `  - key: value`, `- value`: what precedes the value, and the value.
_LINE = re.compile(
    r"(?P<lead>[ ]*(?:-[ ]+)*(?:(?:[\w.-]+|\"[^\"]*\")[ \t]*:[ \t]+)?)(?P<value>\S.*)"
)
_SPECIAL = "*&@%`!|>-?,]}"
_QUOTED_MAX = 60
_INSIDE_VALUE = (
    "while parsing a flow",
    "while parsing a quoted",
    "while parsing a block node",
    "while parsing a node",
    "while scanning",
)


class Broken(NamedTuple):
    """One place YAML could not read; line and column count from 0, as YAML's do."""

    line: int
    column: int
    fact: str
    remedy: str
    mended: str = ""
    """The line with its value quoted, or empty where a guess would mislead."""


def explain(error: Any, lines: Sequence[str]) -> Broken:
    """Say what broke; `error` is PyYAML's, with the marks it happens to carry."""
    if tab := _tab(error, lines):
        return Broken(*tab, "a tab in the indentation", "indent with blanks")
    row, column = _place(error, lines)
    text = lines[row] if row < len(lines) else ""
    match = _LINE.match(text)
    if match and match["lead"].strip() and column >= len(match["lead"].rstrip()):
        value = match["value"].rstrip()
        problem = str(getattr(error, "problem", None))
        fact = _fault(value, text[column : column + 1], problem)
        if fact:
            mended = match["lead"] + quoted(value)
            alone = _is_alone(lines, row)
            return Broken(row, column, fact, _quote_it(value), mended if alone else "")
    return _misplaced(error, row, column, text)


def quoted(value: str) -> str:
    """Quote the value so that YAML reads it back unchanged."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _tab(error: Any, lines: Sequence[str]) -> tuple[int, int] | None:
    """Find a tab before the first letter of the line where YAML stopped."""
    mark = getattr(error, "problem_mark", None)
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    tab = re.match(r" *\t", line)
    return (mark.line, tab.end() - 1) if mark and tab else None


def _place(error: Any, lines: Sequence[str]) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context", None) or ""
    if context.startswith(_INSIDE_VALUE):
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return 0, 0
    row = max(0, min(mark.line, len(lines) - 1))
    return row, max(0, min(mark.column, len(lines[row]) if lines else 0))


def _fault(value: str, culprit: str, problem: str) -> str:
    first = value[0]
    kind = {"[": "list", "{": "mapping"}.get(first, "")
    if kind and culprit and culprit in _SPECIAL:
        first, kind = culprit, ""
    colon = ": " in value or value.endswith(":") or ":\t" in value
    faults = (
        (
            "escape" in problem,
            "a backslash between double quotation marks is an escape",
        ),
        ("end of stream" in problem, f"the quotation mark {first} is not closed"),
        (kind, f"{first} begins a {kind} that does not end as one"),
        (first in "\"'", "the quotation marks do not enclose the whole value"),
        (first in _SPECIAL, f"a plain text cannot begin with {first}"),
        (colon, "a plain text cannot hold a colon followed by a blank"),
    )
    return next((fact for applies, fact in faults if applies), "")


def _quote_it(value: str) -> str:
    if value[0] in "\"'[{" or len(value) > _QUOTED_MAX:
        return "put the whole text in quotation marks"
    return f"quote it: {quoted(value)}"


def _is_alone(lines: Sequence[str], row: int) -> bool:
    """Whether the value ends with its line: nothing below is indented deeper."""
    following = next((text for text in lines[row + 1 :] if text.strip()), "")
    return _indent(following) <= _indent(lines[row])


def _indent(text: str) -> int:
    """Count a list's dash as indentation: the key after it begins the column."""
    return len(text) - len(text.lstrip(" -"))


def _misplaced(error: Any, row: int, column: int, text: str) -> Broken:
    problem = str(getattr(error, "problem", None) or "this is not YAML")
    if "document start" in problem:
        fact = "this line begins further left than the fields above it"
        return Broken(row, column, fact, "line the fields up")
    if "could not find expected ':'" in problem or ":" not in text:
        fact = f"no field: {text.strip()[:40]}" if text.strip() else problem
        return Broken(
            row, column, fact, "a field is `name: value`, with a blank between"
        )
    if "not allowed" in problem or "expected key" in problem or "block end" in problem:
        fact = "this line does not fit the one above it"
        remedy = (
            "line the fields up, and write `name: value` with a blank after the colon"
        )
        return Broken(row, column, fact, remedy)
    remedy = "quote the text, or line the fields up"
    return Broken(row, column, f"this is not YAML: {problem}", remedy)
