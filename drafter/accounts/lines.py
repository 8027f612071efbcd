"""The lines of a YAML file, to be changed without touching the others.

They are counted as the reader counts them: from 1, the BOM no part of the first, and a
CR alone ends one too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from drafter.reading.located import Node

_BOM = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Lines:
    """The lines of a text, counted from 1 as places are, each with its own end."""

    def __init__(self, text: str) -> None:
        self._lines: list[str] = _LINE.findall(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        """How this file ends its lines."""

    @property
    def after_all(self) -> int:
        """The line after the last of the document, which `...` may end early."""
        ends = (n for n, line in enumerate(self._lines, 1) if line.rstrip() == "...")
        return next(ends, len(self._lines) + 1)

    def is_flow(self, node: Node) -> bool:
        """Whether a mapping is written in braces."""
        line = self._lines[node.where.line - 1].removeprefix(_BOM)
        return line[node.where.column - 1 :].startswith("{")

    def end(self, start: int, stop: int, column: int) -> int:
        """Give the line after the block that starts at `start` and ends before `stop`.

        Blank lines and comments below it belong to it only if they stand deeper.
        """
        end = start + 1
        for number in range(start + 1, stop):
            line = self._lines[number - 1]
            word = line.lstrip()
            deeper = len(line) - len(word) >= column
            if word and (deeper or not word.startswith("#")):
                end = number + 1
        return end

    def replaced(self, start: int, stop: int, block: str) -> str:
        """Give the text with a block instead of the lines from `start` to `stop`."""
        head = "".join(self._lines[: start - 1])
        if head and block and head[-1] not in "\r\n" and head != _BOM:
            head += self.newline
        return head + block + "".join(self._lines[stop - 1 :])

    def without_braces(self, node: Node) -> str | None:
        """Give the text without the `{}` that stands at a node; None if it is wider."""
        number = node.where.line - 1
        line = self._lines[number]
        at = node.where.column - 1 + line.startswith(_BOM)
        match = re.compile(r"\{[ \t]*\}").match(line, at)
        if not match:
            return None
        cut = line[:at] + line[match.end() :]
        return "".join([*self._lines[:number], cut, *self._lines[number + 1 :]])
