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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.errors import Location, Problem, TemplateError
from drafter.templating.context import DERIVED, FACTS, READERS, known_names


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEADING = re.compile(r"\[\s*([a-z_]+)\s*(?::\s*([^\]]*?)\s*)?\]\Z")
_NAMES = re.compile(r"[a-z_]+(?:\.[a-z_]+)?")
_PRINTED = re.compile(r"\{\{\s*([a-z_]+(?:\.[a-z_]+)?)")
_CODE = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_CONTROL = frozenset({"only", "once"})
WORDS = READERS | {*map(str, Kind), "unmet"} | _CONTROL
"""What may stand behind the colon of a heading."""


class Line(NamedTuple):
    """One line, and where it stands."""

    text: str
    where: Location
    facts: frozenset[str]
    """The facts it tells."""
    needs: tuple[str, ...]
    """Every field it prints, where it has no `{% if %}` of its own."""
    block: int = 0
    """Lines below an empty line wait until those above are used up."""

    @property
    def is_plain(self) -> bool:
        """Whether it says the same to whoever reads it."""
        theirs = (*FACTS, "topic", "takeaway", *DERIVED)
        return not any(name.partition(".")[0] in theirs for name in self.needs)

    @property
    def key(self) -> str:
        """What the journal knows it by, wherever it stands."""
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass"))
        return f"line:{digest.hexdigest()[:12]}"


@dataclass(slots=True)
class Phrases:
    """The lists of one tone; of several files the strongest comes first."""

    files: list[dict[str, dict[frozenset[str], list[Line]]]] = field(
        default_factory=list
    )
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

    def every(self) -> Iterator[Line]:
        """All lines there are."""
        for file in self.files:
            for lists in file.values():
                for lines in lists.values():
                    yield from lines

    def is_once(self, heading: str, line: Line) -> bool:
        """Whether it stands in a list whose lines are given to one reader only."""
        lists = (one.get(heading, {}).items() for one in self.files)
        return any("once" in w and line in found for one in lists for w, found in one)

    def complete(self, other: Phrases) -> None:
        """Take every heading that is missing here from another tone."""
        missing = other.headings() - self.headings()
        self.files += [{h: one[h] for h in missing & one.keys()} for one in other.files]

    def add(self, file: str, text: str) -> None:
        """Read one more file; its lines come after those that are there."""
        problems: list[Problem] = []
        self.files.append({})
        lines: list[Line] | None = None
        block = 0
        for number, raw in enumerate(text.split("\n"), 1):
            typed, where = raw.strip(), Location(file, number)
            block += not typed
            if not typed or typed.startswith("#"):
                continue
            if typed.startswith("["):
                lines = self._list(typed, where, problems)
            elif lines is None:
                fact = "a line before the first [heading]"
                problems.append(Problem(where, fact, "put it under one"))
            else:
                lines.append(Line(typed, where, *_names_in(typed), block))
        if problems:
            raise TemplateError(*problems)

    def _list(self, typed: str, where: Location, problems: list[Problem]) -> list[Line]:
        match = _HEADING.match(typed)
        if match is None:
            remedy = "write [wish], or [wish: peer, card]"
            problems.append(Problem(where, f"{typed} is no heading", remedy))
            return []
        words = frozenset(_words(match[2] or ""))
        if strange := words - WORDS:
            fact = f"'{min(strange)}' is no role, stage or kind"
            problems.append(Problem(where, fact, f"known: {', '.join(sorted(WORDS))}"))
        if match[1] in known_names():
            fact = f"[{match[1]}] is the name of a field"
            problems.append(Problem(where, fact, "give the list another"))
        return self.files[-1].setdefault(match[1], {}).setdefault(words, [])


def _words(text: str) -> Iterable[str]:
    return filter(None, re.split(r"[\s,]+", text))


def _names_in(source: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The facts that a line names, and what must be filled for it."""
    names = [name for code in _CODE.findall(source) for name in _NAMES.findall(code)]
    facts = FACTS.intersection(DERIVED.get(name, name) for name in names)
    printed = (match[1] for match in _PRINTED.finditer(source))
    return facts, () if "{%" in source else tuple(printed)
