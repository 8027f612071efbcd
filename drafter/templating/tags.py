"""The tags of a template as text: what both engines must read alike.

Also what an alternative is known by: the hash of its words, wherever it stands, so that
moving it or adding others does not change what was given to whom.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator

CHOOSE_HEAD = re.compile(
    r"\s*(?:max\s+(?P<max>\d+)\b)?\s*(?P<spare>spare\b)?\s*(?:if\b(?P<if>.*\S.*))?\Z",
    re.DOTALL,
)
"""`max 60 spare if COND`, after `choose` or `or`; `max` belongs to `choose` only."""
_TAG = re.compile(
    r"\{#.*?#\}|\{%-?\s*raw\b.*?endraw\s*-?%\}"
    r"|\{%-?\s*(?P<word>choose|or|endchoose)\b(?P<head>[^%]*)%\}",
    re.DOTALL,
)


def key_of(body: str) -> str:
    """What an alternative is known by."""
    words = " ".join(body.split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(slots=True)
class _Part:
    """One alternative: where its tag's head begins, and its body lies."""

    head: int
    start: int
    end: int = 0


@dataclass(slots=True)
class _Block:
    parts: list[_Part] = field(default_factory=list)


def with_keys(source: str) -> str:
    """The template with each alternative's name written into its tag, for Jinja."""
    places = {
        part.head: f' key "{key_of(source[part.start : part.end])}"'
        for block in _blocks(source)
        for part in block.parts
    }
    for place in sorted(places, reverse=True):
        source = source[:place] + places[place] + source[place:]
    return source


def _blocks(source: str) -> Iterator[_Block]:
    """Every choose, inner ones too; nothing where the tags do not pair."""
    open_: list[_Block] = []
    done: list[_Block] = []
    for tag in _TAG.finditer(source):
        word = tag["word"]
        if word == "choose":
            open_.append(_Block())
        elif word and not open_:
            return
        elif word:
            open_[-1].parts[-1].end = tag.start()
        if word in {"choose", "or"}:
            open_[-1].parts.append(_Part(tag.start("head"), tag.end()))
        elif word == "endchoose":
            done.append(open_.pop())
    if not open_:
        yield from done
