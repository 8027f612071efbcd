"""What an HTML part says and what it would fetch, read without showing it.

The words come out in the shape of a plain letter (a blank line between paragraphs), so
that they can be judged by the same rules, and compared with the text part (`unlike`).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from drafter.words import shared


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


_PLAIN = r"charset|lang|dir|start|title|http-equiv|content|align"
_OF_PROGRAMS = (
    r"class|id|name|style|xml:lang|valign|width|height|border|cell(?:padding|spacing)"
    r"|bgcolor|color|face|size|text|[va]?link|clear|cols|rows|colspan|rowspan|nowrap"
    r"|noshade|type|cite|rel|rev|target|role|tabindex|spellcheck|contenteditable"
    r"|translate|summary|scope|value|datetime|aria-(?!hidden)[\w-]+|data-[\w.:-]+"
    r"|moz-[\w-]+|x-apple-[\w-]+|xmlns(?::\w+)?|(?:o|v|w):\w+"
)
_WORDS_TAGS = r"(?:o|w|m|st\d|u\d+):\w+"
"""`<o:p>`: what Word writes round its words."""
_TARGETS = ("http://", "https://", "mailto:", "tel:", "#")
_COLORS = ("color", "text")
_OUT = "does not belong in a letter: take it out"


def unfit(page: Page, *, edited: bool) -> Iterator[tuple[str, str]]:
    """Find what no letter has, and say why; `edited`: a mail program has saved it.

    Such a program adds classes, styles and marks of its own; they pass, but for what
    loads, runs, hides or shows something else.
    """
    for tag in page.tags:
        known = tag.name in shared("html_tags")
        if not known and not (edited and _is_of_programs(tag.name)):
            why = _TO_SOME if tag.name == "!--" else f"<{tag.name}> {_OUT}"
            yield tag.written, why
            continue
        for attribute, value in tag.attributes:
            if why := _why_unfit(tag, attribute, value, edited=edited):
                yield tag.written, why
    if not edited:
        return
    if found := re.search(_SHOWS, _plain_css(page.sheet)):
        yield found[0], f"this style changes what is shown: {_REMEDY}"
    elif why := _style_fault(page.sheet):
        yield " ".join(page.sheet.split())[:60], why


_TO_SOME = "Outlook shows these words and no other program does: take them out"
_REMEDY = "take it out"


def _is_of_programs(name: str) -> bool:
    return name in shared("html_tags_edited") or bool(re.fullmatch(_WORDS_TAGS, name))


def _why_unfit(tag: Tag, name: str, value: str, *, edited: bool) -> str:
    """Say why an attribute is none that a letter has; empty if it is."""
    target = value.strip().lower()
    if name == "href":
        apple = edited and target.startswith("x-apple-data-detectors:")
        return "" if target.startswith(_TARGETS) or apple else f"{name} {_OUT}"
    if name == "content" and "url" in target:
        return "this sends the reader elsewhere: take it out"
    if re.fullmatch(_PLAIN, name):
        return ""
    if not (edited and re.fullmatch(_OF_PROGRAMS, name)):
        return f"{name} {_OUT}"
    if name == "style" and tag.name in ("style", "title", "head"):
        hidden = re.sub(r"[\s;]", "", target) in ("display:none", "")
        return "" if hidden else f"this shows a <{tag.name}>: {_REMEDY}"
    css = f"color:{value}" if name in _COLORS else value if name == "style" else ""
    return _style_fault(css)


# A sheet that shows what has no place in a letter: a title, words made up by itself.
_SHOWS = r"(?<![\w-])(?:display|content)\s*:(?!\s*none)[^;}]{0,40}"
_LOADS = (
    r"url\s*\(|@import|image-set|expression\s*\(|(?<![\w-])(?:behavior|-moz-binding)\s*:"
    r"|javascript:"
)
_NONE = r"\s*:\s*[+-]?(?:0*\.)?0+(?:\.0*)?(?:[a-z]{2,3}|%)?\s*(?:[;}!]|\Z)"
_HIDES = (
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|mso-hide\s*:\s*all|opacity\s*:\s*0?(?:\.[0-3]\d*|0)?(?![\d.])"
    r"|font(?:-size)?\s*:\s*(?:[0-2](?:\.\d+)?(?:px|pt)|0?\.[0-3]\d*r?em|1?\d%|0)(?![\w.])"
    rf"|(?:font-size|line-height|(?:max-)?height|max-width){_NONE}"
    r"|text-indent\s*:\s*-\d{3}|(?:left|right|top|bottom|margin[a-z-]*)\s*:\s*-\d{3}"
    r"|position\s*:\s*(?:absolute|fixed)|clip(?:-path)?\s*:|transform\s*:)"
)
_COLOR = (
    r"(?<![\w-])(?P<of>(?:-webkit-text-fill-)?color|background(?:-color)?)\s*:\s*"
    r"(?P<is>#[0-9a-f]{3,8}|rgba?\([^)]{0,60}\)|[a-z]+)"
)
_WHITE = frozenset(
    {"white", "snow", "ivory", "ghostwhite", "whitesmoke", "floralwhite", "transparent"}
)
_FAINT = 230
"""Of 255 in red, green and blue each: nobody reads it on white paper."""
_SOLID = 0.3


def _plain_css(css: str) -> str:
    """Read it as a browser does: without remarks, and with escapes written out."""
    bare = re.sub(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)", "", css)
    spelt = re.sub(
        r"\\([0-9a-fA-F]{1,6})\s?", lambda m: chr(min(int(m[1], 16), 0xFFFF)), bare
    )
    return spelt.replace("\\", "").lower()


def _style_fault(css: str) -> str:
    """Say what a style does that no letter needs; empty if it only looks."""
    plain = _plain_css(css)
    if found := re.search(_LOADS, plain):
        return f"{found[0].strip(' (:')} in a style loads something: {_REMEDY}"
    if found := re.search(_HIDES, plain):
        return f"{found[0].strip(' ;}!')} hides words: {_REMEDY}"
    for block in plain.split("}"):
        colors = {
            "ground" if m["of"].startswith("back") else "ink": m["is"]
            for m in re.finditer(_COLOR, block)
        }
        ink, ground = colors.get("ink", ""), colors.get("ground", "")
        if ink and (ink == ground or (_is_faint(ink) and not ground)):
            return f"{ink} as ink hides words: {_REMEDY}"
    return ""


def _is_faint(color: str) -> bool:
    """Tell what nobody reads on white paper, by name or by red, green, blue, solid."""
    if color.startswith("#"):
        short = len(color) < 6  # noqa: PLR2004 - `#fff`
        digits = "".join(c * 2 for c in color[1:]) if short else color[1:]
        parts = [
            float(int(digits[n : n + 2], 16)) for n in range(0, len(digits) - 1, 2)
        ]
        solid = parts[3] / 255 if len(parts) > 3 else 1.0  # noqa: PLR2004
    else:
        parts = [float(n) for n in re.findall(r"\d+(?:\.\d*)?|\.\d+", color)]
        solid = parts[3] if len(parts) > 3 else 1.0  # noqa: PLR2004
    pale = bool(parts) and min(parts[:3]) >= _FAINT
    return pale or solid < _SOLID or color in _WHITE
