from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from drafter.cli import drafter
from drafter.cli.show import COLUMNS_MAX, LINES_MAX, Known, page
from drafter.words import width
from tests.conftest import ROOT


QUESTIONS = (
    "the next steps",
    "When do you expect to decide",
    "Who makes the decision",
    "whom should I ask",
    "like me to send",
    "your card",
    "LinkedIn",
)
BLANKS = (
    "We talked about _",
    "They said that _",
    "Their own words _",
    "They asked me about _",
    "I promised, by when _",
    "They decide by _",
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def run(*arguments: str, code: int = 0, stdin: str = "") -> str:
    done = CliRunner().invoke(drafter, ["prepare", *arguments], input=stdin)
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("count", range(13))
def test_has_every_question_in_order_and_every_blank_on_one_page(count: int) -> None:
    names = tuple(f"Interviewer Number{n}" for n in range(count))
    text = page(Known(people=names))
    places = [text.index(question) for question in QUESTIONS]
    assert places == sorted(places)
    for name in names:
        assert text.count(f"* {name}\n") == 1
    for blank in BLANKS:
        assert text.count(blank) == (count or 4)
    assert len(text.splitlines()) <= LINES_MAX


@given(
    st.builds(Known, st.text(), st.text(), st.none(), st.tuples(st.text(), st.text()))
)
def test_no_line_is_too_long(known: Known) -> None:
    employer, position = (" ".join(s.split()) for s in (known.employer, known.position))
    people = tuple(" ".join(name.split()) for name in known.people)
    text = page(Known(employer, position, None, people))
    assert all(width(line) <= COLUMNS_MAX for line in text.split("\n"))
    assert len(text.split("\n")) <= LINES_MAX


def test_cuts_a_wide_name_where_the_page_ends() -> None:
    line = next(s for s in page(Known(people=("陳" * 300,))).split("\n") if "陳" in s)
    assert line == "* " + "陳" * 38 + "…"


def test_fills_in_the_names() -> None:
    out = run(str(ROOT / "sample_data/interview.yaml"))
    assert "Corvane Ferries, Senior Software Engineer" in out
    assert "Tuesday, June 2, 2026" in out
    assert [f"* {n}\n" in out for n in ("Dana Whitlock", "Mei-Lin Zhao")] == [True] * 2


def test_needs_no_file() -> None:
    assert run().count("* Name, title, email ___") == 4


@pytest.mark.parametrize(
    "text", ["", "employer: Corvane\ninterviewers:\n  - name: ___\n  - email: nobody\n"]
)
def test_takes_a_file_that_is_mostly_blank(text: str) -> None:
    Path("interview.yaml").write_text(text, "utf-8")
    out = run("interview.yaml")
    assert out.count("* Name, title, email ___") == (2 if text else 4)
    assert run("-", stdin=text) == out


@pytest.mark.parametrize("text", ["a: [", "- x", "\0"])
def test_says_where_a_file_is_broken(text: str) -> None:
    Path("interview.yaml").write_text(text, "utf-8")
    assert "interview.yaml:1:" in run("interview.yaml", code=3)


def test_says_that_there_is_no_file() -> None:
    assert "there is no such file" in run("nowhere.yaml", code=3)


def test_tells_a_program_what_to_ask() -> None:
    told = json.loads(run(str(ROOT / "sample_data/interview.yaml"), "--json"))
    assert (told["employer"], told["on"]) == ("Corvane Ferries", "2026-06-02")
    assert told["people"] == ["Dana Whitlock", "Tomas Lindqvist", "Mei-Lin Zhao"]
    assert "When do you expect to decide" in told["questions"][1]
    assert "They decide by" in told["blanks"]
    assert json.loads(run("--json"))["on"] is None
