"""What a process that runs the whole program a thousand times makes only once.

A run of `drafter` reads its letters, tidies everybody's facts, composes and judges its
drafts. Nearly every test does so with the sample, and always with the same outcome, for
all that depends on the arguments alone: so it is asked once for each value. Tests that
call one of these by its own name call it itself, and where places of the program are
spoiled (`--hypothesis-profile=mutation`) nothing of this is kept but the letters.
"""

from __future__ import annotations

import imaplib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import Template, nodes

import drafter.cli.drafting
import drafter.guard
import drafter.reading.interview_file
from drafter.composition import compose
from drafter.guard import Finding, Others, examine, sketch
from drafter.guard.note import NOBODY_ELSE
from drafter.reading.facts import facts
from drafter.templating.engine import Source


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import CodeType

    import pytest

    from drafter.composition import Composed, Past
    from drafter.draft import Draft, Order
    from drafter.interview import Interview
    from drafter.reading.frames import Facts
    from drafter.reading.names import Reader
    from drafter.templating.letters import Library

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


def tag_alike(patch: pytest.MonkeyPatch) -> None:
    """Give each connection the same tag; `imaplib` compiles an expression of it."""
    patch.setattr(imaplib, "Int2AP", lambda _: b"ABCD")


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


def compose_letters(patch: pytest.MonkeyPatch) -> None:
    """Compose once what is composed of the packaged letters alone."""
    composed: dict[Any, tuple[Composed, ...]] = {}

    def once(
        interview: Interview,
        orders: Sequence[Order],
        library: Library,
        past: Past,
        *,
        variant: int,
        html: bool,
    ) -> tuple[Composed, ...]:
        if any(folder.exists() for folder in library.own):
            return compose(interview, orders, library, past, variant=variant, html=html)
        pins = tuple((key, tuple(marks)) for key, marks in past.pins.items())
        key = (interview, tuple(orders), pins, past.given, variant, html)
        if key not in composed:
            composed[key] = compose(
                interview, orders, library, past, variant=variant, html=html
            )
        return composed[key]

    patch.setattr(drafter.cli.drafting, "compose", once)


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
