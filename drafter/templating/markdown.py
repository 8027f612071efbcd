"""Markdown -> HTML -> plain words, the three the reader could meet.

Raw HTML is switched off, so `<b>` in a letter reaches the reader as text; nh3 is the
last belt, for links and whatever a future Markdown may let through. The plain part is
read from the HTML: both always say the same.
"""

from __future__ import annotations

import re

import nh3
from markdown import Markdown
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension

from drafter.html import read_html


TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "li", "ol", "p", "pre", "strong", "ul",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel"}
_LINK = re.compile(r'<a href="(?:mailto:)?([^"]*)">(.*?)</a>', re.DOTALL)


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

    def typed(link: re.Match[str]) -> str:
        return link[2] if link[1] == link[2] else f"{link[2]} ({link[1]})"

    return read_html(_LINK.sub(typed, html)).text
