"""Rendered letter -> what the reader gets: plain words, and HTML of the same words.

A render leaves a token for every value it printed. The tokens go through Markdown
untouched and are replaced at the very end, escaped for HTML, as typed for plain text:
so `*`, `_`, `#`, `<` or `1.` in a value can never be taken for markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKED = re.compile(
    r"[*_`\[\]<>\\&|~^]|^[ \t]*(?:[-+#=>]|\d+[.)])|^[ \t]|\n{3}|[ \t]$|^\Z",
    re.MULTILINE,
)
"""Anything that Markdown might take for more than words."""
NOTHING = "\ue002"
"""What an empty sentence leaves, so that the blanks around it can close up."""
RESERVED = re.compile("[\ue000-\ue002]")
"""Private characters of our own: a template or a value cannot hold them."""
_TOKEN = re.compile("\ue000(\\d+)\ue001(\\.?)")
_EMPTY_LINE = re.compile(f"^[ \t]*{NOTHING}[ \t{NOTHING}]*(?:\n|\\Z)", re.MULTILINE)
_EMPTY_EDGE = re.compile(f"^{NOTHING}[ \t{NOTHING}]*|[ \t]*{NOTHING}+$", re.MULTILINE)
_EMPTY = re.compile(f"[ \t]*{NOTHING}[ \t{NOTHING}]*")
_ENDED = re.compile("[.!?…][\"'”’)]*\\Z")


def token(number: int) -> str:
    """What stands for value `number` in rendered text."""
    return f"\ue000{number}\ue001"


def fields_in(text: str, values: Sequence[str]) -> frozenset[str]:
    """The fields that a rendered text tells."""
    told = (values[int(number)] for number, _ in _TOKEN.findall(text))
    return frozenset(getattr(value, "field", "") for value in told)


def resolve(text: str, values: Sequence[str], *, html: bool = False) -> str:
    """Put the values in; a full stop after a value that ends a sentence goes."""

    def value(match: re.Match[str]) -> str:
        words = values[int(match[1])]
        stop = "" if _ENDED.search(words[-8:]) else match[2]
        return (_paragraphs(words) if html else words) + stop

    return _TOKEN.sub(value, text)


def flow(text: str) -> str:
    """Close up where a sentence was empty: one blank, at most one empty line."""
    text = _EMPTY_LINE.sub("", text)
    text = _EMPTY.sub(" ", _EMPTY_EDGE.sub("", text))
    lines = (line.rstrip() for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n ")


def both_parts(text: str, values: Sequence[str]) -> tuple[str, str]:
    """A letter's Markdown as plain words and as unstyled HTML, values put in."""
    if not _MARKED.search(text):
        # Letters are paragraphs: what Markdown would make of them needs no Markdown.
        words = resolve(text, values)
        return words, f"<p>{_paragraphs(words)}</p>"
    from drafter.templating.markdown import clean, to_html, to_text  # noqa: PLC0415 - slow, rarely needed

    html = to_html(text)
    return resolve(to_text(html), values), clean(resolve(html, values, html=True))


def _paragraphs(words: str) -> str:
    """Escape for HTML; a person's own lines and paragraphs stay what they are."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    paragraphs = safe.split("\n\n")
    return "</p>\n<p>".join(part.replace("\n", "<br>\n") for part in paragraphs)
