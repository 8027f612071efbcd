"""What a process that runs the whole program a thousand times makes only once.

A run of `drafter` reads its letters, tidies the facts of everybody and judges every
draft; nearly every test does so with the sample, and always with the same outcome, for
all three are functions of their arguments alone. So they are asked once for each value.
Tests that call one of them by its own name call it itself, and where places of it are
spoiled (`--hypothesis-profile=mutation`) nothing is kept but the letters.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import Template, nodes

import drafter.guard
import drafter.reading.interview_file
from drafter.guard import Finding, Others, examine, sketch
from drafter.guard.likeness import NOBODY_ELSE
from drafter.reading.facts import facts
from drafter.templating.engine import Source


if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType

    import pytest

    from drafter.draft import Draft
    from drafter.reading.frames import Facts
    from drafter.reading.names import Reader

_LETTER_MAX = 20_000
"""Characters; a longer one is a book, which is not even compared."""


def read_letters(patch: pytest.MonkeyPatch) -> None:
    """Parse and compile a packaged letter once."""
    parsed: cached_property[nodes.Template] = Source.__dict__["tree"]
    compiled: cached_property[Template] = Source.__dict__["template"]
    trees: dict[tuple[str, int, str], nodes.Template] = {}
    codes: dict[tuple[str, int, str], CodeType] = {}

    def tree(source: Source) -> nodes.Template:
        if not source.packaged:
            return parsed.func(source)
        key = (*source.where[:2], source.text)
        if key not in trees:
            trees[key] = parsed.func(source)
        return trees[key]

    def template(source: Source) -> Template:
        if not source.packaged:
            return compiled.func(source)
        file, line, _ = source.where
        key, sandbox = (file, line, source.text), source._sandbox  # noqa: SLF001
        if key not in codes:
            codes[key] = sandbox.compile(source.tree, file, file)
        return Template.from_code(sandbox, codes[key], {})

    for name, make in (("tree", tree), ("template", template)):
        shared = cached_property[Any](make)
        shared.__set_name__(Source, name)
        patch.setattr(Source, name, shared)


def tidy_facts(patch: pytest.MonkeyPatch) -> None:
    """Make the facts of a person once for what was typed of them."""
    made: dict[Any, Facts] = {}

    def once(
        texts: Mapping[str, str],
        topics: tuple[str, ...],
        trade: str,
        reader: Reader,
        turn: int,
    ) -> Facts:
        key = (tuple(texts.items()), topics, trade, reader, turn)
        if key not in made:
            made[key] = facts(texts, topics, trade, reader, turn)
        found = made[key]
        return found._replace(texts=dict(found.texts), forms=dict(found.forms))

    patch.setattr(drafter.reading.interview_file, "facts", once)


def judge_drafts(patch: pytest.MonkeyPatch) -> None:
    """Judge a draft once beside the same others, in the run and in the journal."""
    seen: dict[Any, tuple[Finding, ...]] = {}

    def once(
        draft: Draft, others: Others = NOBODY_ELSE, *, edited: bool = False
    ) -> tuple[Finding, ...]:
        if len(draft.text) > _LETTER_MAX:
            return examine(draft, others, edited=edited)
        # Of the journal the guard sees what resembles the draft, and of the run which
        # draft is the one that it judges.
        memory = others.memory
        known = tuple(memory.resembling(sketch(draft))) if memory else None
        own = tuple(one is draft for one in others.run)
        key = (draft, others._replace(memory=None), known, own, edited)
        if key not in seen:
            seen[key] = examine(draft, others, edited=edited)
        return seen[key]

    patch.setattr(drafter.guard, "examine", once)
