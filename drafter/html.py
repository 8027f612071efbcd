"""What an HTML part says and what it would fetch, read without showing it.

The words come out in the shape of a plain letter (a blank line between paragraphs), so
that they can be judged by the same rules, and compared with the text part (`unlike`).
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from drafter.words import on_a_line, shared


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
_FORMATS = {
    "b", "big", "blockquote", "center", "code", "del", "em", "font", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "ins", "li", "mark", "ol", "pre", "s", "small",
    "strike", "strong", "sub", "sup", "table", "u", "ul",
}  # fmt: skip
"""Elements by which a person makes words look otherwise."""
_UNCLOSED_MAX = 20
"""For each mark that nothing closes, the tokeniser reads the rest of the page again."""
_LINKS_MAX = 100
_CONDITION = r"(?i)\s*\[if (?!\s*!)"
_FOR_WORD = r"(?i)</?(?:xml|style)\b[^<>]*>"


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
        if tag in _FORMATS:
            self.formats.append(tag)
        values = tuple((name, value or "") for name, value in attrs)
        self.tags.append(Tag(tag, values, self.get_starttag_text() or ""))
        for name, value in values:
            if name == "href" and tag == "a":
                self.links.append(value)
            if name == "style" and value.strip():
                self.formats.append(f"{tag} style")
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
        if not self._unseen:
            self._text.append(re.sub(r"[ \t\n\r\f]+", " ", data))
        elif self.tags[-1].name == "style":
            self.sheets.append(data)

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
_APPLE = "x-apple-data-detectors:"
_OUT = ": take it out"


def unfit(page: Page, *, edited: bool) -> Iterator[tuple[str, str]]:
    """Find what no letter has, and say why; `edited`: a mail program has saved it.

    Such a program adds classes, styles and marks of its own; they pass, but for what
    loads, runs, hides or shows something else.
    """
    tags = shared("html_tags") | (shared("html_tags_edited") if edited else set())
    for tag in page.tags:
        if tag.name == "!--":
            yield (
                tag.written,
                f"Outlook shows these words and no other program does{_OUT}",
            )
        elif tag.name in tags or (edited and re.fullmatch(_WORDS_TAGS, tag.name)):
            for name, value in tag.attributes:
                if why := _why_unfit(tag.name, name, value, edited=edited):
                    yield tag.written, why + _OUT
        else:
            yield tag.written, f"<{tag.name}> does not belong in a letter{_OUT}"
    is_styled = edited and page.sheet
    if is_styled and (why := _style_fault(page.sheet, is_sheet=True)):
        yield on_a_line(page.sheet, 60), why + _OUT


def _why_unfit(tag: str, name: str, value: str, *, edited: bool) -> str:
    """Say why an attribute is none that a letter has; empty if it is."""
    target = value.strip().lower()
    is_apple = edited and target.startswith(_APPLE)
    if name == "href" and (target.startswith(_TARGETS) or is_apple):
        return ""
    if (name, target) == ("http-equiv", "refresh"):
        return "this sends the reader elsewhere"
    if re.fullmatch(_PLAIN, name):
        return ""
    if not (edited and re.fullmatch(_OF_PROGRAMS, name)):
        return f"{name} does not belong in a letter"
    if name == "style" and tag in ("style", "title", "head"):
        hidden = re.sub(r"[\s;]", "", target) in ("display:none", "")
        return "" if hidden else f"this shows a <{tag}>"
    css = {"style": value, "color": f"color:{value}", "text": f"color:{value}"}
    return _style_fault(css.get(name, ""))


# A sheet that shows what has no place in a letter: a title, words made up by itself.
_SHOWS = r"(?<![\w-])(?:display|content)\s*:(?!\s*none)"
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
_THIN = r"0*(?:\.[0-2]\d*)?"  # less than 0.3 of its color
# What nobody reads on white paper: by name, by red, green and blue, or hardly there.
_FAINT = (
    r"white|snow|ivory|ghostwhite|whitesmoke|floralwhite|transparent"
    r"|#[ef]{3}.?|#(?:[ef].){3}(?:..)?|#...[0-4]|#.{6}[0-4]."
    r"|rgba?\((?:\D*2[3-5]\d(?:\.\d*)?){3}.*"
    rf"|rgba?\((?:[^,]*,){{3}}\s*{_THIN}\s*\)|rgba?\([^/]*/\s*{_THIN}\s*\)"
)


def _style_fault(css: str, *, is_sheet: bool = False) -> str:
    """Say what a style does that no letter needs; empty if it only looks."""
    # As a browser reads it: without remarks, and with escapes written out.
    bare = re.sub(r"/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)", "", css)
    spelt = re.sub(
        r"\\([0-9a-fA-F]{1,6})\s?", lambda m: chr(min(int(m[1], 16), 0xFFFF)), bare
    )
    plain = spelt.replace("\\", "").lower()
    if is_sheet and (found := re.search(_SHOWS, plain)):
        return f"{found[0].strip(' :')} in a style changes what is shown"
    if found := re.search(_LOADS, plain):
        return f"{found[0].strip(' (:')} in a style loads something"
    if found := re.search(_HIDES, plain):
        return f"{found[0].strip(' ;}!')} hides words"
    for block in plain.split("}"):
        colors = {
            "ground" if m["of"].startswith("back") else "ink": m["is"]
            for m in re.finditer(_COLOR, block)
        }
        ink, ground = colors.get("ink", ""), colors.get("ground", "")
        if ink and (ink == ground or (re.fullmatch(_FAINT, ink) and not ground)):
            return f"{ink} as ink hides words"
    return ""
