"""Rendered letter -> what the reader gets: plain words, and HTML of the same words.

In rendered text every value stands between private marks, with its field. Markdown
gets a number for each, and the values come in at the very end, escaped for HTML, as
typed for plain text: so `*`, `_`, `#`, `<` or `1.` in a value can never be taken for
markup. Raw HTML is switched off, so `<b>` in a letter reaches the reader as text; nh3
is the last belt.
"""

from __future__ import annotations

import re

from drafter.reading.people import is_ended


_MARKED = re.compile(
    r"[*_`\[\]<>\\&|~^]|^[ \t]*(?:[-+#=>]|\d+[.)])|^[ \t]|\n{3}|[ \t]$|^\Z",
    re.MULTILINE,
)
"""Anything that Markdown might take for more than words."""
RESERVED = re.compile("[\ue000-\ue003]")
"""Private characters of our own: a template or a value cannot hold them."""
NOTHING = "\ue003"
"""What an empty sentence leaves, so that the blanks around it can close up."""
_VALUE = re.compile("\ue000([^\ue001]*)\ue001([^\ue002]*)\ue002(\\.?)")
_NUMBER = re.compile("\ue000(\\d+)\ue001")
_LINK = r'(?s)<a href="(?:mailto:)?([^"]*)">(.*?)</a>'
_TAGS = {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6",
         "hr", "li", "ol", "p", "pre", "strong", "ul"}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel"}


def marked(field: str, value: str) -> str:
    """A value in rendered text, with the field it came from."""
    return f"\ue000{field}\ue001{value}\ue002"


def fields_in(text: str) -> list[str]:
    """The fields that a rendered text tells, as they stand in it."""
    return [field for field, *_ in _VALUE.findall(text)]


def plain(text: str) -> str:
    """The words alone; a full stop after a value that ends a sentence goes."""
    return _VALUE.sub(_value, text)


def _value(found: re.Match[str]) -> str:
    return found[2] if is_ended(found[2]) else found[2] + found[3]


def flow(text: str) -> str:
    """Close up where a sentence was empty: one blank, at most one empty line."""
    lines = []
    # A phrase has an empty line for each line above it in its file.
    for line in text.strip("\n").split("\n"):
        first, *others = line.split(NOTHING)
        words = " ".join(filter(None, [first.rstrip(), *map(str.strip, others)]))
        if words or not others:
            lines.append(words)
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n ")


def both_parts(text: str) -> tuple[str, str]:
    """A letter's Markdown as plain words and as unstyled HTML."""
    if _MARKED.search(_VALUE.sub("\ue000", text)):
        return from_markdown(text)  # else it would make paragraphs of it, too
    words = plain(text)
    return words, f"<p>{_paragraphs(words)}</p>"


def _paragraphs(words: str) -> str:
    """Escape for HTML; a person's own lines and paragraphs stay what they are."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    paragraphs = safe.split("\n\n")
    return "</p>\n<p>".join(part.replace("\n", "<br>\n") for part in paragraphs)


def from_markdown(text: str) -> tuple[str, str]:
    """The same by Markdown, also where there is nothing of it in the text."""
    from markdown import Markdown  # noqa: PLC0415 - slow, rarely needed, as are these
    from markdown.extensions.nl2br import Nl2BrExtension  # noqa: PLC0415
    from markdown.extensions.sane_lists import SaneListExtension  # noqa: PLC0415

    from drafter.html import read_html  # noqa: PLC0415

    # Extensions as instances: by name they scan the entry points of every package.
    reader = Markdown(extensions=[Nl2BrExtension(), SaneListExtension()])
    reader.preprocessors.deregister("html_block")
    for name in ("html", "image_link", "image_reference"):
        reader.inlinePatterns.deregister(name)
    values: list[str] = []

    def number(found: re.Match[str]) -> str:
        values.append(_value(found))
        return f"\ue000{len(values) - 1}\ue001"

    html = reader.convert(_VALUE.sub(number, text))
    # A link as a person would type it in plain words.
    typed = re.sub(_LINK, lambda m: m[2] if m[1] == m[2] else f"{m[2]} ({m[1]})", html)
    words = read_html(typed).text
    filled = _NUMBER.sub(lambda found: _paragraphs(values[int(found[1])]), html)
    return _NUMBER.sub(lambda found: values[int(found[1])], words), clean(filled)


def clean(html: str) -> str:
    """What may leave: paragraphs and the like, links to web, mail and telephone."""
    import nh3  # noqa: PLC0415 - as above

    attributes = {"a": {"href"}, "ol": {"start"}}
    return nh3.clean(
        html, tags=_TAGS, attributes=attributes, url_schemes=_SCHEMES, link_rel=None
    )
