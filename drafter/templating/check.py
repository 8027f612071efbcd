"""Whether letters and phrases of a folder are sound, for `drafter templates check`.

A letter's first line and its text must agree, every name must be known, and there must
be lines enough for an interview of the largest size.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

from drafter.errors import Location, Problem
from drafter.interview import Role
from drafter.templating.context import DERIVED, FACTS, WHOLE
from drafter.templating.letters import folder_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.draft import Kind
    from drafter.interview import Tone
    from drafter.templating.letters import Letter, Library
    from drafter.templating.phrases import Phrases

LARGEST = 12
"""People in one interview."""
_PARTS = (FACTS | {"topic", "letter", "card"}) - WHOLE
"""Fields that rule a letter out where they are printed and not filled."""


class Enough(NamedTuple):
    """For how many people of one interview a heading has lines of its own."""

    heading: str
    people: int
    role: str
    """The role that has fewest."""


def disagreements(library: Library, letter: Letter, tone: Tone) -> Iterator[Problem]:
    """Tell where the first line and the text of a letter say different things."""
    library.load(letter, library.phrases(tone))
    tree = library.environment.parse(letter.source, str(letter.path), str(letter.path))
    where = Location(str(letter.path), 1)
    named = {DERIVED.get(n.name, n.name) for n in tree.find_all(nodes.Name)}
    needed = {DERIVED.get(n, n) for group in letter.needs for n in group}
    for name in sorted(needed - named):
        if "." not in name:
            remedy = "leave it out of the first line, or say it"
            yield Problem(where, f"For: {name}, and the text never says it", remedy)
    for name in letter.may_tell:
        if name not in named:
            fact = f"May tell: {name}, and the text never says it"
            yield Problem(where, fact, "leave it out of the first line")
    for line, name in sorted(set(_bare(tree))):
        if name in _PARTS and name not in needed:
            fact = f"says {{{{ {name} }}}} to everyone, also where it is not filled"
            remedy = f"add it to For:, or write {{% if {name} %}} around the sentence"
            yield Problem(Location(str(letter.path), line), fact, remedy)


def _bare(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Names printed under no condition."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.If):
            continue
        if isinstance(child, nodes.Output):
            for name in child.find_all(nodes.Name):
                yield name.lineno, DERIVED.get(name.name, name.name)
        else:
            yield from _bare(child)


def suffices(library: Library, kind: Kind, tone: Tone, to: str = "") -> list[Enough]:
    """For each heading that letters of a kind print, how far its lines go."""
    phrases = library.phrases(tone)
    letters = library.letters(folder_of(kind, to))
    used = {name for one in letters for name in re.findall("[a-z_]+", one.source)}
    return [
        min(
            (
                Enough(heading, _count(phrases, heading, kind, role), role)
                for role in Role
            ),
            key=lambda enough: enough.people,
        )
        for heading in sorted(phrases.headings() & used)
    ]


def _count(phrases: Phrases, heading: str, kind: Kind, role: Role) -> int:
    words = frozenset({str(kind), str(role)})
    lines = [x for one in phrases.for_reader(heading, words) for x in one]
    if any(line.facts for line in lines) or any(
        len(line.text.split()) < 4  # noqa: PLR2004 - as choice.EXEMPT_WORDS
        for line in lines
    ):
        return LARGEST
    return len({line.key for line in lines})
