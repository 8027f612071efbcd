"""Markdown -> HTML -> plain words, the three the reader could meet.

Raw HTML is switched off, so `<b>` in a template reaches the reader as text; nh3 is the
last belt, for links and whatever a future Markdown may let through. The plain part is
read from the HTML: both always say the same.
"""

from __future__ import annotations

from html.parser import HTMLParser

import nh3
from markdown import Markdown
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension


TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "li", "ol", "p", "pre", "strong", "ul",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel"}


def _reader() -> Markdown:
    # Extensions as instances: by name they scan the entry points of every package.
    reader = Markdown(extensions=[Nl2BrExtension(), SaneListExtension()])
    reader.preprocessors.deregister("html_block")
    reader.inlinePatterns.deregister("html")
    reader.inlinePatterns.deregister("image_link")
    reader.inlinePatterns.deregister("image_reference")
    return reader


_READER = _reader()


def to_html(text: str) -> str:
    """Plain unstyled HTML of Markdown text; no image, no raw HTML."""
    return _READER.reset().convert(text)


def clean(html: str) -> str:
    """What may leave: paragraphs and the like, links to web, mail and telephone."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel=None,
    )


def to_text(html: str) -> str:
    """The words of `to_html`'s output as a person would type them."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Words(HTMLParser):
    """Collects paragraphs; a list item begins with `- ` or its number."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._line = ""
        self._lists: list[int | None] = []
        self._link = ("", 0)
        self._tight = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"}:
            self._end_block()
        elif tag in {"ul", "ol"}:
            self._end_block()
            self._lists.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            self._end_block()
            self._line = self._bullet()
        elif tag == "br":
            self._line = self._line.rstrip() + "\n"
        elif tag == "hr":
            self._end_block()
            self._line = "* * *"
            self._end_block()
        elif tag == "a":
            self._link = (given.get("href") or "", len(self._line))

    def _bullet(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists:
            self._end_block()
            self._lists.pop()
            self._tight = False
        elif tag in {"p", "li", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}:
            self._end_block()
        elif tag == "a":
            href, start = self._link
            if href and self._line[start:] not in {href, href.removeprefix("mailto:")}:
                self._line += f" ({href})"

    def handle_data(self, data: str) -> None:
        # Markdown keeps source line breaks as "\n" after "<br />"; only the tag counts.
        data = data.replace("\n", " ") if self._line.strip() else data.lstrip("\n")
        if self._line.endswith("\n"):
            data = data.lstrip(" ")
        self._line += data

    def _end_block(self) -> None:
        words = self._line.strip()
        self._line = ""
        if not words or words == "-":
            return
        tight = bool(self._lists) and self._tight
        self._blocks.append(("\n" if tight else "\n\n") + words)
        self._tight = bool(self._lists)

    def text(self) -> str:
        self._end_block()
        return "".join(self._blocks).strip("\n")
