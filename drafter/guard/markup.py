"""F13, F14: the HTML part holds the words of the text and nothing that loads or runs.

The guard reads the plain text; so the HTML may say nothing else, or a reader would see
words that nobody checked.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from drafter.guard.lists import words_of
from drafter.guard.rules import EMAILS, Hit, Severity, rule


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others

_TAG = re.compile(r"<\s*+(?P<close>/?)\s*+(?P<name>[a-zA-Z!?][\w:-]*)(?P<rest>[^>]*)>?")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)|([\w:-]+)")
_HITS_MAX = 20
_SHOWN_MAX = 200
_HARMLESS = frozenset(
    {"charset", "lang", "dir", "start", "title", "http-equiv", "content", "align"}
)
_LINKS = ("http://", "https://", "mailto:", "tel:", "#")


@rule(
    "F13",
    Severity.REFUSE,
    "no image, no script, no style, nothing loaded from elsewhere",
    source="own judgement: what one person writes to another holds none",
    on=EMAILS,
)
def loads_nothing(note: Note, _: Others) -> Iterator[Hit]:
    """Allow what a person's own mail program writes, and links to be clicked."""
    yield from islice(_loading(note), _HITS_MAX)


def _loading(note: Note) -> Iterator[Hit]:
    for tag in _TAG.finditer(note.draft.html):
        name = tag["name"].lower()
        if name.startswith("!"):
            continue
        if name not in words_of("html_tags"):
            yield Hit(
                tag[0][:_SHOWN_MAX],
                0,
                f"<{name[:_SHOWN_MAX]}> does not belong in a letter: take it out",
            )
        elif not tag["close"]:
            yield from _attributes(tag["rest"], tag[0][:_SHOWN_MAX])


def _attributes(rest: str, tag: str) -> Iterator[Hit]:
    for name, value, bare in _ATTRIBUTE.findall(rest.rstrip("/ ")):
        attribute = (name or bare).lower()
        target = unescape(value.strip("\"'")).strip().lower()
        if attribute == "href" and target.startswith(_LINKS):
            continue
        if attribute == "content" and "url" in target:
            yield Hit(tag, 0, "this sends the reader elsewhere: take it out")
        elif attribute not in _HARMLESS:
            yield Hit(tag, 0, f"{attribute} does not belong in a letter: take it out")


_LINK = re.compile(r"<?\(?\b(?:https?://|mailto:)[^\s<>)]*\)?>?")
_BREAK = re.compile(
    r"<\s*+/?\s*+(?:p|br|div|li|ul|ol|h\d|hr|blockquote|pre|tr|td|th)\b"
    r"[^>]*+(?:>|\Z)",
    re.IGNORECASE,
)
# What is never closed reaches to the end, in browsers and for the sake of time here.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ANY_TAG = re.compile(r"<[^>]*+(?:>|\Z)")
_HEAD = re.compile(r"<head\b", re.IGNORECASE)
_HEAD_END = re.compile(r"</head\s*+>", re.IGNORECASE)
_BULLET = re.compile(r"^[ \t>]*(?:\d+[.)]|[-*•])[ \t]+", re.MULTILINE)


@rule(
    "F14",
    Severity.REFUSE,
    "the HTML part says what the text says",
    source="RFC 2046 5.1.4: alternatives of the same content",
    on=EMAILS,
)
def says_the_same_twice(note: Note, _: Others) -> Iterator[Hit]:
    """Compare word for word; a link's target may be written out in the text only."""
    if not note.draft.html:
        return
    plain = _LINK.sub(" ", note.draft.text)
    html = _BREAK.sub(" ", _COMMENT.sub("", _without_head(note.draft.html)))
    html = _LINK.sub(" ", unescape(_ANY_TAG.sub("", html)))
    if "<li" in note.draft.html.lower():
        plain = _BULLET.sub("", plain)
    said, shown = re.findall(r"\w+", plain), re.findall(r"\w+", html)
    if said == shown:
        return
    pairs = zip([*said, ""], [*shown, ""], strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), 0)
    text = " ".join(shown[max(at - 2, 0) : at + 4]) or " ".join(said[at : at + 4])
    yield Hit(text, 0, "the HTML part differs from the text: make them say the same")


def _without_head(html: str) -> str:
    """Cut the one head a page has; a second is no head to any browser."""
    head = _HEAD.search(html)
    end = _HEAD_END.search(html, head.end()) if head else None
    return html[: head.start()] + html[end.end() :] if head and end else html
