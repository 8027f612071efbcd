"""F13: the HTML says what the text says, shows all of it, and fetches nothing.

We write plain tags. A mail program that saves an edited draft adds classes, styles and
marks of its own; they pass, but for what loads, runs, hides or shows something else.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from drafter.guard.rubric import Hit, rule
from drafter.guard.words import words_of
from drafter.html import read_html, unlike


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.html import Page, Tag

_TAGS_MAX = 10
"""Tags quoted of one page; then there is room for what it says."""


@rule("F13")
def says_the_same_in_html(note: Note, _: Others) -> Iterator[Hit]:
    """Allow what a person's own mail program writes, links to be clicked; no word more.

    The rules read the plain text: other words in the HTML would be read unchecked.
    """
    if not note.draft.html:
        return
    try:
        page = read_html(note.draft.html)
    except ValueError as error:
        yield Hit("", 0, str(error))
        return
    yield from islice(_unfit(page, edited=note.edited), _TAGS_MAX)
    differ = unlike(note.draft.text, page)
    if differ:
        said, shown = (words or "nothing" for words in differ)
        why = (
            f"the HTML part says this and the text '{said}': write the same in both"
            " (with `body: text` in config.yaml there is only one)"
        )
        yield Hit(shown, 0, why)


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
_LINKS = ("http://", "https://", "mailto:", "tel:", "#")
_COLORS = ("color", "text")
_OUT = "does not belong in a letter: take it out"


def _unfit(page: Page, *, edited: bool) -> Iterator[Hit]:
    for tag in page.tags:
        name, ours = tag.name, tag.name in words_of("html_tags")
        known = ours or (edited and _is_of_programs(name))
        if not known:
            why = _TO_SOME if name == "!--" else _OUT
            yield Hit(tag.written, 0, why if name == "!--" else f"<{name}> {why}")
            continue
        for attribute, value in tag.attributes:
            if why := _why_unfit(tag, attribute, value, edited=edited):
                yield Hit(tag.written, 0, why)
    if not edited:
        return
    if found := re.search(_SHOWS, _plain_css(page.sheet)):
        yield Hit(found[0], 0, f"this style changes what is shown: {_REMEDY}")
    elif why := _style_fault(page.sheet):
        yield Hit(" ".join(page.sheet.split())[:60], 0, why)


_TO_SOME = "Outlook shows these words and no other program does: take them out"
_REMEDY = "take it out"


def _is_of_programs(name: str) -> bool:
    return name in words_of("html_tags_edited") or bool(re.fullmatch(_WORDS_TAGS, name))


def _why_unfit(tag: Tag, name: str, value: str, *, edited: bool) -> str:
    """Say why an attribute is none that a letter has; empty if it is."""
    target = value.strip().lower()
    if name == "href":
        apple = edited and target.startswith("x-apple-data-detectors:")
        return "" if target.startswith(_LINKS) or apple else f"{name} {_OUT}"
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
