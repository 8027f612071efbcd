"""No expression of any list matches a text without its cues: proved, not tried.

Python's own parser says what an expression matches. All texts that it matches are
followed at once, through states that say how much of which cue was just read: where
none is left that has met no cue, every match holds one.
"""

from __future__ import annotations

import re
import sys
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drafter.expressions import Expression, cues, small
from drafter.guard import words
from drafter.reading import lexicon
from drafter.reading.names import Reader, _spelled
from tests.conftest import ROOT
from tests.test_lexicon import LISTS


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


LISTS_OF_GUARD = sorted(ROOT.glob("drafter/guard/lists/*.regex.txt"))
EXPRESSIONS = {path.stem: words.pattern(path.stem) for path in LISTS_OF_GUARD} | {
    name: lexicon.pattern(name) for name in LISTS["patterns"]
}
ROWS = [row for expression in EXPRESSIONS.values() for row in expression.rows]
ANY = "\uffff"
"""Stands for every letter that is in no cue."""


class Walk:
    """Through an expression, with all texts that met none of some cues so far."""

    def __init__(self, cue: tuple[str, ...]) -> None:
        self.cue = cue
        self.begun = {one[:n] for one in cue for n in range(len(one))}

    def over(self, letters: Iterable[str], states: set[str]) -> set[str]:
        """Read one letter, any of these."""
        read = {state + letter for state in states for letter in letters}
        free = (text for text in read if not text.endswith(self.cue))
        return {self._kept(text) for text in free}

    def _kept(self, text: str) -> str:
        return next(text[n:] for n in range(len(text) + 1) if text[n:] in self.begun)

    def through(self, parsed: Iterable[tuple[Any, Any]], states: set[str]) -> set[str]:
        for part in parsed:
            states = self.step(*part, states)
        return states

    def step(self, kind: Any, value: Any, states: set[str]) -> set[str]:
        """Read what one part of an expression matches."""
        match kind:
            case sre.AT | sre.ASSERT | sre.ASSERT_NOT:
                after = states
            case sre.SUBPATTERN:
                after = self.through(value[-1], states)
            case sre.ATOMIC_GROUP:
                after = self.through(value, states)
            case sre.BRANCH:
                after = set().union(*(self.through(one, states) for one in value[1]))
            case sre.MAX_REPEAT | sre.MIN_REPEAT | sre.POSSESSIVE_REPEAT:
                after = self.repeated(value, states)
            case sre.GROUPREF | sre.GROUPREF_EXISTS:
                after = self.begun if states else states
            case _:
                after = self.over(self.letters(kind, value), states)
        return after

    def repeated(self, value: Any, states: set[str]) -> set[str]:
        least, most, parsed = value
        for _ in range(least):
            states = self.through(parsed, states)
        more = states
        for _ in range(most - least):
            more = self.through(parsed, more) - states
            if not more:
                break
            states = states | more
        return states

    def letters(self, kind: Any, value: Any) -> set[str]:
        """The letters that a part reads, as `small` makes them."""
        if kind is sre.LITERAL:
            return as_small(value)
        if kind is sre.IN and all(one is sre.LITERAL for one, _ in value):
            return {letter for _, n in value for letter in as_small(n)}
        assert kind in {sre.IN, sre.ANY, sre.NOT_LITERAL}, kind
        return {*"".join(self.cue), ANY}


def as_small(letter: int) -> set[str]:
    """What `small` makes of a letter and of all that `(?i)` takes for it."""
    typed = chr(letter)
    if not typed.isascii():
        return set("abcdefghijklmnopqrstuvwxyz") | {ANY}
    return {typed.lower()}


def unproved(source: str) -> Iterator[tuple[str, ...]]:
    """The cues that a match may be without."""
    parsed = _parser.parse(source)
    for _, cue in cues(source):
        if Walk(cue).through(parsed, {""}):
            yield cue


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_every_match_holds_the_cues(name: str) -> None:
    assert not [cue for row in EXPRESSIONS[name].rows for cue in unproved(row)]


def test_most_rows_have_cues() -> None:
    """Without them nothing is proved, and nothing is won."""
    assert sum(bool(cues(row)) for row in ROWS) > len(ROWS) * 0.8


@pytest.mark.parametrize(
    "names",
    [("Harriet Pembroke", "Harriet"), ("Zoë",), ("İrem",), ("J. D. O'Neil (Jo)", "S")],
)
def test_every_name_holds_its_cues(names: tuple[str, ...]) -> None:
    (source,) = _spelled(Reader(names, family=names[0])).rows
    assert not [*unproved(source)]


TEXTS = st.text("abkK .-?(|\u0130ıſß", min_size=0, max_size=6)
SOURCES = st.recursive(
    st.one_of(
        TEXTS.map(re.escape),
        st.sampled_from([r"\b", "[ab]", "[^a]", ".", r"\w", "^", r"\d", "(?=a)", "x"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map("|".join),
        st.builds(
            "({}{}){}".format,
            st.sampled_from(["", "?:", "?i:", "?!", "?<!x)(?:", "?=", "?>", "?s-i:"]),
            inner,
            st.sampled_from(["", "?", "*", "+", "{2}", "{0,2}", "*?", "{,3}"]),
        ),
    ),
    max_leaves=12,
)


@given(SOURCES)
@example("a|b{0,1}c")
@example("(|)")
@example("(a||b)c|d?e")
@example(r"(?:ab|[)]cd)e??f\ g\.+h")
@example(r"(?i)(?P<x>ab)(?(x)cd|ef)")
def test_the_cues_of_any_expression_hold(source: str) -> None:
    try:
        re.compile(source)
    except re.error:
        return
    assert not [*unproved(source)]


def test_the_walk_refuses_what_is_no_cue() -> None:
    for source, cue in (
        ("ab?c", "abc"),
        ("a|b", "a"),
        ("(?:ab)*c", "ab"),
        ("ab+c", "abc"),
    ):
        assert Walk((cue,)).through(_parser.parse(source), {""})
    assert not Walk(("ac", "abc")).through(_parser.parse("ab?c"), {""})


def test_small_letters_are_all_that_i_matches() -> None:
    letters = "".join(map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1))))
    odd = [*filter(re.compile(r"(?i)[\0-\x7f]").match, letters)]
    assert {letter for letter in odd if not letter.isascii()} == set("İıſ\u212a")
    for one in map(chr, range(128)):
        alike = re.findall(f"(?i){re.escape(one)}", "".join(odd))
        assert {small(letter) for letter in alike} == {one.lower()}
        assert {small(f"Ω{letter}") for letter in alike} == {f"ω{one.lower()}"}


@given(st.text())
def test_small_letters_keep_their_places(text: str) -> None:
    assert len(small(text)) == len(text)


@given(st.sampled_from(sorted(EXPRESSIONS)), st.data())
def test_finds_what_all_rows_find(name: str, data: st.DataObject) -> None:
    rows = [*EXPRESSIONS[name].rows]
    whole = re.compile(
        rows[0] if len(rows) == 1 else "|".join(f"(?:{r})" for r in rows)
    )
    one = data.draw(st.sampled_from(rows))
    text = data.draw(st.text(" a.I", max_size=3)) + data.draw(st.from_regex(one))
    found = [match.span() for match in EXPRESSIONS[name].finditer(text)]
    assert found == [match.span() for match in whole.finditer(text)]


def test_puts_nothing_where_nothing_matches() -> None:
    assert Expression("(a)b").sub(r"\1", "xyz") == "xyz"
    assert Expression("(a)b").sub(r"\1", "xab") == "xa"
