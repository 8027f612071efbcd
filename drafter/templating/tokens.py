"""The texts and tags of a template, white space as Jinja's trim and lstrip take it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.templating.expressions import NotPlainError


if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"\{#.*?#\}|\{\{(?P<print>.*?)\}\}|\{%(?P<tag>.*?)%\}", re.DOTALL)


class Token(NamedTuple):
    """One piece of a template, and where it stands."""

    kind: str
    """`text`, `print`, or the tag's word."""
    words: str
    line: int
    start: int
    end: int


def tokens(source: str) -> Iterator[Token]:
    """Cut a template up; `NotPlainError` where only Jinja knows how."""
    at, line = 0, 1
    for found in _TAG.finditer(source):
        text = source[at : found.start()]
        is_print = found["print"] is not None
        shown = text if is_print else _lstripped(text, at, source)
        if shown:
            yield Token("text", shown, line, at, found.start())
        line += text.count("\n")
        inside = found["print"] if is_print else found["tag"]
        if inside is not None:
            if inside[:1] in "-+" or inside[-1:] in "-+":
                raise NotPlainError("white space control")
            word, _, rest = inside.strip().partition(" ")
            kind, words = ("print", inside) if is_print else (word, rest.strip())
            yield Token(kind, words, line, found.start(), found.end())
        line += found[0].count("\n")
        at = found.end()
        if not is_print and source[at : at + 1] == "\n":
            at, line = at + 1, line + 1
    if "{%" in source[at:] or "{{" in source[at:] or "{#" in source[at:]:
        raise NotPlainError("an open tag")
    yield Token("text", source[at:].removesuffix("\n"), line, at, len(source))


def _lstripped(text: str, start: int, source: str) -> str:
    """Blanks before a tag that stands first on its line are layout."""
    kept = text.rstrip(" \t")
    at_line_start = kept.endswith("\n") or (
        not kept and source[:start][-1:] in {"", "\n"}
    )
    return kept if at_line_start else text
