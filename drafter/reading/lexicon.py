"""The lists and expressions of `lists/`, and what they tell: news, pay, plain topics.

What a file needs is looked for as plain words; an expression is compiled when first
needed: to compile all of them would cost more than reading a file of three people.

Illness and death are somebody's life; a closing depot is bad news of the work. Only the
second may stand beside an answer of the writer's own.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_FOLDER = Path(__file__).parent / "lists"
_TOKEN = re.compile(r"[\w’'/-]+")
_LONGEST_TOPIC = 9


class Pattern:
    """An expression of `patterns.txt`; compiled when a text has a word it needs."""

    def __init__(self, source: str, needs: Iterable[str]) -> None:
        self.source, self._needs = source, frozenset(needs)

    @cached_property
    def _made(self) -> re.Pattern[str]:
        named = re.sub(
            r"\{([a-z ]+)\}", lambda m: _patterns()[m[1]].source, self.source
        )
        return re.compile(named)

    def _may(self, text: str) -> bool:
        return not self._needs or not self._needs.isdisjoint(tokens(text))

    def match(self, text: str) -> re.Match[str] | None:
        """Look at the beginning."""
        return self._made.match(text) if self._may(text) else None

    def full(self, text: str) -> re.Match[str] | None:
        """Look at the whole text."""
        return self._made.fullmatch(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Look anywhere."""
        return self._made.search(text) if self._may(text) else None

    def each(self, text: str) -> Iterator[re.Match[str]]:
        """Find all of them, in order."""
        return self._made.finditer(text) if self._may(text) else iter(())

    def sub(self, better: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace all of them."""
        return self._made.sub(better, text) if self._may(text) else text


def pattern(name: str) -> Pattern:
    """Give the expression under a name of `patterns.txt`."""
    return _patterns()[name]


@cache
def words(heading: str) -> frozenset[str]:
    """Give the single words under a heading of `words.txt`."""
    return frozenset(w for line in _lists("words")[heading] for w in line.split())


@cache
def pairs(heading: str) -> dict[str, str]:
    """Give the pairs under a heading of `words.txt`: what is found, what it becomes."""
    found = (w for line in _lists("words")[heading] for w in line.split())
    return dict(word.split(":", 1) for word in found)


@cache
def phrases(heading: str) -> tuple[str, ...]:
    """Give the lines under a heading of `words.txt`."""
    return _lists("words")[heading]


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, each without a possessive 's."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    return tuple(word.removesuffix("'s").strip("'") for word in found)


def tells(heading: str, text: str) -> bool:
    """Tell a text that holds a phrase under a heading of `news.txt`."""
    wanted, harmless = _news(heading)
    plain = f" ^ {' '.join(tokens(text))} $ "
    if not _holds(plain, wanted):
        return False
    for phrase in harmless:
        plain = plain.replace(f" {phrase} ", " . ")
    return _holds(plain, wanted)


def _holds(plain: str, wanted: dict[str, list[str]]) -> bool:
    stems = any(f" {stem}" in plain for stem in wanted["*"])
    here = (phrase for word in plain.split() for phrase in wanted.get(word, ()))
    return stems or any(f" {phrase} " in plain for phrase in here)


@cache
def _news(heading: str) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Index phrases by their first word; those that end in `*` stand under it."""
    wanted: dict[str, list[str]] = {"*": []}
    lines = _lists("news")[heading]
    for line in lines:
        if line.endswith("*"):
            wanted["*"].append(line[:-1])
        elif not line.startswith("!"):
            for phrase in (line, f"{line}s"):
                wanted.setdefault(phrase.split()[0], []).append(phrase)
    return wanted, tuple(line[1:].strip() for line in lines if line.startswith("!"))


@cache
def _patterns() -> dict[str, Pattern]:
    found = {}
    for heading, lines in _lists("patterns").items():
        name, _, rest = heading.partition("]")
        flags, _, needs = rest.partition(" ? ")
        found[name] = Pattern(flags.strip() + "".join(lines), needs.split())
    return found


@cache
def _lists(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if heads := re.match(r"\[([a-z][a-z -]+)\](.*)", line):
            heading = f"{heads[1]}]{heads[2]}" if heads[2] else heads[1]
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}


def family(text: str, *, whole: bool = False) -> str:
    """Give the words for a relative ("her mum"), or nothing.

    With `whole` not in "her mum's shop", which is no news of her.
    """
    found = tokens(text)
    plain = text.lower().replace("’", "'").split()
    owned = {word.partition("'")[0] for word in plain if "'s" in word}
    for n, word in enumerate(found[:-1]):
        if word not in words("whose"):
            continue
        skip = found[n + 1] in words("which relative")
        named = found[n + 1 + skip : n + 2 + skip]
        if named and named[0] in words("family") and not (whole and named[0] in owned):
            return " ".join(found[n : n + 2 + skip])
    return ""


def is_private(text: str, *, care: bool = False) -> bool:
    """Tell news of somebody's life: death, illness, family.

    `care`: the work is care, so illness alone is what it is about.
    """
    if tells("private", text) or _is_illness(text, care=care):
        return True
    return bool(family(text, whole=True)) and not tells("founding", text)


def is_news(text: str, *, care: bool = False) -> bool:
    """Tell news, bad or private, apart from the relatives it names."""
    known = tells("work", text) or tells("private", text)
    return known or _is_illness(text, care=care)


def _is_illness(text: str, *, care: bool) -> bool:
    return tells("illness", text) and (not care or bool(family(text)))


def is_bleak(text: str) -> bool:
    """Tell a complaint or a loss that needs a word of one's own beside it."""
    return tells("bleak", text) or bool(pattern("loss").search(text))


def is_safe(topic: str, *, care: bool) -> bool:
    """Tell what anybody may read in a subject line."""
    touchy = any(tells(heading, topic) for heading in ("delicate", "work", "pay"))
    named = pattern("one of them").search(topic)
    return not (touchy or named or is_private(topic, care=care))


def done_together(topic: str) -> str:
    """Give what one did together as it follows "thank you for"; else nothing."""
    together = pattern("together").match(topic)
    return f"{together[1].lower()} with me {together[2]}" if together else ""


def is_done(topic: str) -> bool:
    """Tell what one does rather than talks about: a tour, pairing on a test."""
    return bool(done_together(topic) or pattern("done").match(topic))


def is_plain(topic: str) -> bool:
    """Tell a noun phrase that can follow "we talked about"."""
    typed = [word.strip(",") for word in topic.split()]
    first, *rest = (word.lower() for word in typed)
    held = set(typed)
    if first in words("no noun phrase") or held & words("personal"):
        return False
    if re.search(r"[.?!:;]|\d{4}|^\W", topic) or len(typed) > _LONGEST_TOPIC:
        return False
    if first.endswith("ing") and rest:
        noun = not words("nouns in -ing").isdisjoint(
            {first, re.sub("^re-?", "", first)}
        )
        if not noun or (rest[0] in words("objects") and first != "training"):
            return False
    relative, named = held & words("relative"), first in words("determiners")
    if (relative and not named) or (
        not relative and words("finite").intersection(rest)
    ):
        return False
    titled = re.match(r"[A-Z][a-z]+(?: [a-z]|$)", topic)
    return not titled or first in words("days")
