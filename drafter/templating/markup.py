"""Rendered letter -> what the reader gets: plain words, and HTML of the same words.

A render leaves a token for every value it printed. The tokens go through Markdown
untouched and are replaced at the very end, escaped for HTML, as typed for plain text:
so `*`, `_`, `#`, `<` or `1.` in a value can never be taken for markup. Raw HTML is
switched off, so `<b>` in a letter reaches the reader as text; nh3 is the last belt.
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
_LINK = re.compile(r'<a href="(?:mailto:)?([^"]*)">(.*?)</a>', re.DOTALL)
_TAGS = {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6",
         "hr", "li", "ol", "p", "pre", "strong", "ul"}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel"}


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


def both_parts(
    text: str, values: Sequence[str], *, plain: bool = False
) -> tuple[str, str]:
    """A letter's Markdown as plain words and as unstyled HTML, values put in.

    `plain` text is no Markdown, and has no HTML.
    """
    if plain or not _MARKED.search(text):
        # Letters are paragraphs: what Markdown would make of them needs no Markdown.
        words = resolve(text, values)
        return words, "" if plain else f"<p>{_paragraphs(words)}</p>"
    return from_markdown(text, values)


def from_markdown(text: str, values: Sequence[str]) -> tuple[str, str]:
    """The same by Markdown, also where there is nothing of it in the text."""
    from drafter.html import read_html  # noqa: PLC0415 - rarely needed

    html = _of_markdown(text)
    words = read_html(_LINK.sub(_typed, html)).text
    return resolve(words, values), _clean(resolve(html, values, html=True))


def _paragraphs(words: str) -> str:
    """Escape for HTML; a person's own lines and paragraphs stay what they are."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    paragraphs = safe.split("\n\n")
    return "</p>\n<p>".join(part.replace("\n", "<br>\n") for part in paragraphs)


def _of_markdown(text: str) -> str:
    """Plain unstyled HTML; no image, no raw HTML."""
    from markdown import Markdown  # noqa: PLC0415 - slow, rarely needed
    from markdown.extensions.nl2br import Nl2BrExtension  # noqa: PLC0415
    from markdown.extensions.sane_lists import SaneListExtension  # noqa: PLC0415

    # Extensions as instances: by name they scan the entry points of every package.
    reader = Markdown(extensions=[Nl2BrExtension(), SaneListExtension()])
    reader.preprocessors.deregister("html_block")
    for name in ("html", "image_link", "image_reference"):
        reader.inlinePatterns.deregister(name)
    return reader.convert(text)


def _typed(link: re.Match[str]) -> str:
    """A link as a person would type it in plain words."""
    return link[2] if link[1] == link[2] else f"{link[2]} ({link[1]})"


def _clean(html: str) -> str:
    """What may leave: paragraphs and the like, links to web, mail and telephone."""
    import nh3  # noqa: PLC0415 - as above

    attributes = {"a": {"href"}, "ol": {"start"}}
    return nh3.clean(
        html, tags=_TAGS, attributes=attributes, url_schemes=_SCHEMES, link_rel=None
    )
