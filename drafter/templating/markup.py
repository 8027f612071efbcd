"""Rendered template text -> what the reader gets: subject, plain words, HTML.

A render leaves a token for every value it printed. The tokens go through Markdown
untouched and are replaced at the very end, escaped for HTML, as typed for plain text:
so `*`, `_`, `#`, `<` or `1.` in a value can never be taken for markup.

What a {% choose %} wrote stands between two FLOW marks: a single line break beside them
is the template's layout, not the letter's, and becomes a blank.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.templating.budget import CHARACTERS_MAX, BudgetError


if TYPE_CHECKING:
    from collections.abc import Sequence

Told = list[tuple[str, str]]
"""The values a render printed, each with the field it came from."""

_MARKED = re.compile(
    r"[*_`\[\]<>\\&|~^]|^[ \t]*(?:[-+#=>]|\d+[.)])|^[ \t]|\n{3}|[ \t]$|^\Z",
    re.MULTILINE,
)
"""Anything that Markdown might take for more than words."""
FLOW = "\ue002"
RESERVED = re.compile("[\ue000-\ue002]")
"""Private characters of our own: a template or a value cannot hold them."""
_TOKEN = re.compile("\ue000(\\d+)\ue001(\\.?)")
_FLOW_RUN = re.compile(f"[ \t\n]*{FLOW}[ \t\n{FLOW}]*")
_BREAK = re.compile(f"\n[ \t]*\n|{FLOW}[ \t]*\n")
"""An empty line; after a choice one line break is enough, Jinja took the first."""
_ENDED = re.compile("[.!?…][\"'”’)]*\\Z")
_SENTENCE_END = re.compile("(?<=[.!?…])[\"'”’)]*\\s+|\n\n+")


def token(number: int) -> str:
    """What stands for value `number` in rendered text."""
    return f"\ue000{number}\ue001"


def token_numbers(text: str) -> list[str]:
    """The numbers of the values in rendered text, in order."""
    return [number for number, _ in _TOKEN.findall(text)]


def says_nothing_itself(text: str) -> bool:
    """Whether a rendered text is values only: the user's words are nobody's frame."""
    return not any(letter.isalnum() for letter in _TOKEN.sub("", text))


def resolve(text: str, values: Sequence[tuple[str, str]], *, html: bool = False) -> str:
    """Put the values in; a full stop after a value that ends a sentence goes."""
    length = 0

    def value(match: re.Match[str]) -> str:
        nonlocal length
        words = values[int(match[1])][0]
        length += len(words)
        if length > CHARACTERS_MAX:
            raise BudgetError("the template makes too much text")
        stop = "" if _ENDED.search(words) else match[2]
        return (_escaped(words) if html else words) + stop

    return _TOKEN.sub(value, text)


def one_paragraph(text: str) -> str:
    """What an alternative wrote: line breaks are the template's, empty lines stay."""
    return re.sub("[ \t]*(?<!\n)\n(?!\n)[ \t]*", " ", text.strip())


def flow(text: str) -> str:
    """Lay out what the choices wrote.

    A blank between sentences, one empty line between paragraphs, nothing at a line's
    end.
    """
    text = _FLOW_RUN.sub(_gap, text)
    lines = (line.rstrip() for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n ")


def _gap(run: re.Match[str]) -> str:
    if _BREAK.search(run[0]):
        return "\n\n"
    after = run.string[run.end() : run.end() + 1]
    return "" if after and after in ",.;:!?)" else " "


def sentences(text: str) -> frozenset[str]:
    """The whole sentences of a text, folded for comparison, without the shortest."""
    folded = (" ".join(part.casefold().split()) for part in _SENTENCE_END.split(text))
    return frozenset(part for part in folded if part.count(" ") >= 3)  # noqa: PLR2004 - four words


def both_parts(text: str, values: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """A template's Markdown as plain words and as unstyled HTML, values put in."""
    if not _MARKED.search(text):
        # Letters are paragraphs: what Markdown would make of them needs no Markdown.
        paragraphs = (
            _escaped(part).replace("\n", "<br>\n") for part in text.split("\n\n")
        )
        html = "".join(f"<p>{part}</p>\n" for part in paragraphs)
        return resolve(text, values), resolve(html, values, html=True).rstrip("\n")
    from drafter.templating.markdown import clean, to_html, to_text  # noqa: PLC0415 - slow, rarely needed

    html = to_html(text)
    return resolve(to_text(html), values), clean(resolve(html, values, html=True))


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
