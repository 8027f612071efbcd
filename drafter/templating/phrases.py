"""Phrases: what every letter needs in many forms, as lists of lines in a file.

    [wish: peer]       for whom every word holds: role, stage, tone, kind
    I'd like to work with you at {{ employer.short }}.
    [wish]             for everyone, after the lists that are more particular

Below an empty line stands what waits until the lines above are used up. With `only`
among the words, the general list is not used for those readers; with `once`, a reader
gets nothing where a colleague has had the line.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.errors import Location, Problem, TemplateError
from drafter.templating.context import DERIVED, FACTS, READERS, known_names
from drafter.templating.engine import Sandbox, Source


if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = re.compile(r"\[\s*([a-z_]+)\s*(?::\s*([^\]]*?)\s*)?\]\Z")
_NAMES = re.compile(r"[a-z_]+")
_PRINTED = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_]+)?)")
_CODE = re.compile(r"\{[{%](.*?)[%}]\}")
_CONTROL = frozenset({"only", "once"})
WORDS = READERS | {*map(str, Kind), "unmet", "close", "unnamed"} | _CONTROL
"""What may stand behind the colon of a heading."""
_THEIRS = frozenset({*FACTS, *DERIVED, "topic", "takeaway"})


class Line(Source):
    """One line under a heading; `once`, where one reader only may have it."""

    block = 0
    once = False

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Every field it prints, where it has no condition of its own."""
        printed = (match[1] for match in _PRINTED.finditer(self.text))
        return () if "{%" in self.text else tuple(printed)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts it tells."""
        named = (n for code in _CODE.findall(self.text) for n in _NAMES.findall(code))
        return FACTS.intersection(DERIVED.get(name, name) for name in named)

    @property
    def names_topic(self) -> bool:
        """Whether it says what the talk was about."""
        return not {"topic", "about", "talk", "inquiry", "theirs"}.isdisjoint(
            self.needs
        )

    @property
    def is_plain(self) -> bool:
        """Whether it says the same to whoever reads it."""
        return _THEIRS.isdisjoint(name.partition(".")[0] for name in self.needs)

    @cached_property
    def key(self) -> str:
        """What the journal knows it by, wherever it stands."""
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass"))
        return f"line:{digest.hexdigest()[:12]}"


_Lists = dict[str, dict[frozenset[str], list[Line]]]


class Phrases:
    """The lists of one tone; of several files the strongest comes first."""

    def __init__(self, environment: Sandbox) -> None:
        self._environment = environment
        self.files: list[_Lists] = []
        """Of each, the lists by heading, then by the words that must hold."""

    def headings(self) -> frozenset[str]:
        """The names that a letter may print."""
        return frozenset(heading for lists in self.files for heading in lists)

    def for_reader(self, heading: str, words: frozenset[str]) -> Iterator[list[Line]]:
        """The lists that serve a reader, of each file the most particular first."""
        for lists in self.files:
            fits = [w for w in lists.get(heading, {}) if w - _CONTROL <= words]
            for asked in sorted(fits, key=lambda w: (-len(w), sorted(w))):
                yield lists[heading][asked]
                if "only" in asked:
                    break

    def complete(self, other: Phrases) -> None:
        """Take every heading that is missing here from another tone."""
        missing = other.headings() - self.headings()
        self.files += [{h: one[h] for h in missing & one.keys()} for one in other.files]

    def add(self, file: str, text: str, *, packaged: bool) -> list[Line]:
        """Read one more file; its lines come after those that are there."""
        self.files.append({})
        problems: list[Problem] = []
        added: list[Line] = []
        lines: list[Line] | None = None
        words, block = frozenset[str](), 0
        for number, raw in enumerate(text.split("\n"), 1):
            typed, where = raw.strip(), Location(file, number)
            block += not typed
            if not typed or typed.startswith("#"):
                continue
            if typed.startswith("["):
                heading, words = _heading(typed, where, problems)
                lines = self.files[-1].setdefault(heading, {}).setdefault(words, [])
            elif lines is None:
                fact = "a line before the first [heading]"
                problems.append(Problem(where, fact, "put it under one"))
            else:
                line = Line(typed, where, self._environment, packaged=packaged)
                line.block, line.once = block, "once" in words
                lines.append(line)
                added.append(line)
        if problems:
            raise TemplateError(*problems)
        return added


def _heading(
    typed: str, where: Location, problems: list[Problem]
) -> tuple[str, frozenset[str]]:
    match = _HEADING.match(typed)
    if match is None:
        remedy = "write [wish], or [wish: peer, card]"
        problems.append(Problem(where, f"{typed} is no heading", remedy))
        return "", frozenset()
    words = frozenset(filter(None, re.split(r"[\s,]+", match[2] or "")))
    if strange := words - WORDS:
        fact = f"'{min(strange)}' is no role, stage or kind"
        problems.append(Problem(where, fact, f"known: {', '.join(sorted(WORDS))}"))
    if match[1] in known_names():
        fact = f"[{match[1]}] is the name of a field"
        problems.append(Problem(where, fact, "give the list another"))
    return match[1], words
