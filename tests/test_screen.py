from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from drafter.cli import EVERY_DAY, SET_UP, drafter
from drafter.cli.screen import aligned, wrapped
from drafter.words import CONTROL, controls_in, shortened, width


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Dana", 4),
        ("", 0),
        ("Łukasz Żak", 10),
        ("Zoe\u0308", 3),
        ("陳 大文", 7),
        ("박지민", 6),
        ("\u1107\u1161\u11a8", 2),
        ("\uff21", 2),
        ("می\u200cخواهم", 7),
    ],
)
def test_counts_the_places_a_text_takes(text: str, places: int) -> None:
    assert width(text) == places


def test_columns_stand_below_each_other_whatever_the_script() -> None:
    assert aligned([("late", "陳 大文", "a"), ("due", "Dana", "b")]) == [
        "late  陳 大文  a",
        "due   Dana     b",
    ]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Dana", "Dana"),
        ("Dana Whitlock", "Dana…"),
        ("陳大文", "陳大…"),
        ("陳大", "陳大"),
    ],
)
def test_cuts_a_text_to_its_places(text: str, short: str) -> None:
    assert shortened(text, 5) == short


@given(st.lists(st.tuples(st.text(), st.text(), st.just("end")), min_size=1))
def test_the_last_column_begins_in_one_place(rows: list[tuple[str, str, str]]) -> None:
    starts = {width(line[: -len("end")]) for line in aligned(rows)}
    assert len(starts) == 1


@given(st.text(), st.integers(1, 20))
def test_is_never_wider_than_asked(text: str, longest: int) -> None:
    assert width(shortened(text, longest)) <= longest


@given(st.text("ab 陳-\n"), st.integers(1, 30))
def test_a_line_is_broken_between_words_only(text: str, columns: int) -> None:
    lines = wrapped(text, columns, "  ")
    assert lines.split() == text.split()
    for line in lines.split("\n"):
        assert width(line) <= columns or len(line.split()) <= 1


def test_what_follows_stands_further_in() -> None:
    assert wrapped("  one two three\nfour five", 9, "  ") == (
        "  one two\n    three\nfour five"
    )
    assert wrapped("a command of words", 11, "  ", " \\") == (
        "a command \\\n  of words"
    )


@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("command", ["", *EVERY_DAY, *SET_UP])
def test_help_fits_the_terminal(
    command: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = CliRunner().invoke(
        drafter, [*command.split(), "--help"], prog_name="drafter"
    )
    whole = CliRunner(env={"COLUMNS": "300"})
    assert told.exit_code == 0
    for line in told.output.splitlines():
        assert width(line) <= columns or len(line.split()) == 1, line
    again = whole.invoke(drafter, [*command.split(), "--help"], prog_name="drafter")
    assert all(word.strip(".") in again.output for word in told.output.split())


def test_no_control_can_be_printed() -> None:
    controls = [c for c in map(chr, range(0x110000)) if re.match(CONTROL, c)]
    assert not [c for c in controls if c.isprintable()]
    assert [m[0] for m in controls_in("".join(controls))] == controls
