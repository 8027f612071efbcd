"""What an HTML part says and what it would fetch, read without showing it.

The words come out in the shape of a plain letter (a blank line between paragraphs), so
that they can be judged by the same rules, and compared with the text part (`unlike`).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterable

_BLOCKS = {
    "address", "article", "aside", "body", "center", "dd", "div", "dt", "fieldset",
    "figure", "footer", "form", "header", "html", "li", "main", "nav", "section", "tr",
}  # fmt: skip
_PARAGRAPHS = {
    "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre",
    "table", "ul",
}  # fmt: skip
_UNSEEN = {"script", "style", "title"}
_FETCHES = {
    "applet", "audio", "base", "embed", "form", "frame", "iframe", "image", "img",
    "input", "link", "object", "picture", "script", "source", "svg", "track", "video",
}  # fmt: skip
"""Elements that show a picture, run a program, fetch or send; a letter has none."""
_FORMATS = {
    "b", "big", "blockquote", "center", "code", "del", "em", "font", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "ins", "li", "mark", "ol", "pre", "s", "small",
    "strike", "strong", "sub", "sup", "table", "u", "ul",
}  # fmt: skip
"""Elements by which a person makes words look otherwise."""
_FETCHING_ATTRIBUTES = {"background", "ping", "poster", "src", "srcset"}
_UNCLOSED_MAX = 20
"""For each mark that nothing closes, the tokeniser reads the rest of the page again."""
_LINKS_MAX = 100
_CONDITION = r"(?i)\s*\[if (?!\s*!)"
_FOR_WORD = r"(?i)</?(?:xml|style)\b[^<>]*>"
_REMOTE_STYLE = r"(?i)url\s*\(|@import|expression\s*\("


class Tag(NamedTuple):
    """One start tag, its names in small letters, its values without entities."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    written: str
    """As it stands in the page."""


class Page(NamedTuple):
    """An HTML part as read."""

    text: str = ""
    links: tuple[str, ...] = ()
    """Where its words lead, in order."""
    foreign: tuple[str, ...] = ()
    """What no plain letter has, by element or attribute: `img`, `a onclick`."""
    formats: tuple[str, ...] = ()
    """How its words are made to look, in order: `b`, `ul`, `li`, `span style`."""
    tags: tuple[Tag, ...] = ()
    """Among them, as `!--`, remarks of which Outlook shows the words."""
    sheet: str = ""
    """What stands in its `<style>`s."""


def read_html(html: str) -> Page:
    """Read an HTML part or fragment; ValueError if it is none."""
    tail = html[html.rfind(">") + 1 :].count("<")
    remarks = html[html.rfind("-->") + 1 :].count("<!--")
    if max(tail, remarks) > _UNCLOSED_MAX:
        raise ValueError("its HTML part cannot be read: its tags are not closed")
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, RecursionError) as error:  # `<![x`, on Pythons before 3.14
        raise ValueError("its HTML part cannot be read") from error
    return Page(
        reader.letter(),
        tuple(reader.links),
        tuple(dict.fromkeys(reader.foreign)),
        tuple(reader.formats),
        tuple(reader.tags),
        "".join(reader.sheets),
    )


def unlike(text: str, page: Page) -> tuple[str, str] | None:
    """Quote the text part and the HTML part where they differ; None if they do not.

    Some clients let a person edit only one of the two, and send both.
    """
    links = tuple(filter(None, dict.fromkeys(page.links)))[:_LINKS_MAX]
    said, shown = words_alone(text, links), words_alone(page.text, links)
    if said == shown:
        return None
    pairs = zip([*said, ""], [*shown, ""], strict=False)
    place = next(n for n, (one, other) in enumerate(pairs) if one != other)
    return _excerpt(said, place), _excerpt(shown, place)


def words_alone(text: str, links: Iterable[str]) -> list[str]:
    """Leave marks aside, and link targets that are written out."""
    for link in sorted(links, key=len, reverse=True):
        text = text.replace(link, " ").replace(link.removeprefix("mailto:"), " ")
    return re.findall(r"[^\W_]+", text)


def _excerpt(words: list[str], place: int) -> str:
    return " ".join(words[max(0, place - 2) : place + 4])


class _Reader(HTMLParser):
    """Collects while the standard library's tokeniser walks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.foreign: list[str] = []
        self.formats: list[str] = []
        self.tags: list[Tag] = []
        self.sheets: list[str] = []
        self._text: list[str] = []
        self._unseen = 0
        self._lists: list[int | None] = []

    def letter(self) -> str:
        """Give the words; one line a paragraph or item."""
        text = re.sub(r"(?<![ \t])[ \t]*+\n[ \t]*", "\n", "".join(self._text))
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag == "body":
            self._unseen = 0  # an unclosed title swallows no letter
        if tag in _FETCHES:
            self.foreign.append(tag)
        if tag in _FORMATS:
            self.formats.append(tag)
        values = tuple((name, value or "") for name, value in attrs)
        self.tags.append(Tag(tag, values, self.get_starttag_text() or ""))
        for name, value in values:
            self._attribute(tag, name, value)
        if tag == "br":
            self._text.append("\n")
        self._break(tag)
        if tag in ("ol", "ul"):
            self._lists.append(_start(attrs) if tag == "ol" else None)
        elif tag == "li" and self._lists:
            self._text.append(self._item_mark())

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            if self.tags[-1].name == "style":
                self.sheets.append(data)
            if re.search(_REMOTE_STYLE, data):
                self.foreign.append("style url")
            return
        self._text.append(re.sub(r"[ \t\n\r\f]+", " ", data))

    def handle_comment(self, data: str) -> None:
        """Look into `<!--[if mso]>`, but not into what Word notes for itself there."""
        if re.match(_CONDITION, data):
            inside = data[data.find("]>") + 2 :].removesuffix("<![endif]")
            outside = re.split(_FOR_WORD, inside)[::2]
            words = re.sub(r"<[^<>]*>", "", " ".join(outside))
            if re.search(r"\w", words) or any("src" in part for part in outside):
                self.tags.append(Tag("!--", (), f"<!--{data[:60]}"))

    def _item_mark(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._text.append("\n\n")
        elif tag in _BLOCKS and not self._is_at_line_start():
            self._text.append("\n")

    def _is_at_line_start(self) -> bool:
        # Ends alone: a long text before many tags would be copied for each of them.
        return "".join(t[-9:] for t in self._text[-2:]).rstrip(" ").endswith("\n")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "href" and tag == "a":
            self.links.append(value)
        if name == "style" and value.strip():
            self.formats.append(f"{tag} style")
        refreshes = tag == "meta" and value.lower() == "refresh"
        if refreshes or name.startswith("on") or name in _FETCHING_ATTRIBUTES:
            self.foreign.append(f"{tag} {name}")
        if name == "style" and re.search(_REMOTE_STYLE, value):
            self.foreign.append("style url")
        if value.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            self.foreign.append(f"{tag} {name}")


def _start(attrs: list[tuple[str, str | None]]) -> int:
    start = dict(attrs).get("start") or ""
    return int(start) if re.fullmatch("[0-9]{1,9}", start) else 1
