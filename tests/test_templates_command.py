"""`drafter templates`: which one wins, a copy of one's own, what is wrong with it."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from tests.composing import path_of
from tests.conftest import ROOT


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

FOLDER = ROOT / "templates"
PACKAGED = sorted({*FOLDER.rglob("*/*.j2")} - {FOLDER / "de" / "greeting.txt.j2"})
CARD = "{{ greeting }}\n\n%s\n\n{{ closing }}\n{{ you.name }}\n"
LETTER = "Subject: {{ subject }}\n\n" + CARD


def own(desk: Desk, name: str, text: str) -> Path:
    return desk.note(str(desk.home / "templates" / path_of(name)), text)


def name_of(path: Path) -> str:
    return path.name.partition(".")[0]


@pytest.mark.parametrize("line", ["templates", "templates list"])
def test_lists_every_packaged_letter_and_the_phrases(desk: Desk, line: str) -> None:
    told = desk.run(line).stdout
    listed = [row.split()[0] for row in told.splitlines() if row.startswith("  ")]
    assert {name_of(path) for path in PACKAGED} <= set(listed)
    folders = {path.parent.relative_to(FOLDER).as_posix() for path in PACKAGED}
    assert {*folders, "greeting", "de/greeting"} <= set(told.splitlines())
    assert all(f"phrases.{tone}.txt" in told for tone in ("warm", "formal", "brief"))
    assert not desk.home.exists()


def test_tells_a_program_which_letters_there_are(desk: Desk) -> None:
    head = "{# For: asked or quote, answer. Best for: peer. #}\n"
    mine = own(desk, "card__bees", head + CARD % "{{ asked }} {{ answer }}")
    told = json.loads(desk.run("templates list --json").stdout)
    by_name = {one["name"]: one for one in told["letters"]}
    letters = [*FOLDER.rglob("*.j2")]
    assert len(by_name) == len(told["letters"]) == len(letters) + 1
    assert by_name["card/bees"] == {
        "kind": "card", "language": "en", "name": "card/bees", "file": str(mine),
        "packaged": False,
        "for": [["asked", "quote"], ["answer"]], "may_tell": [], "best_for": ["peer"],
        "only": [], "not_for": [],
    }  # fmt: skip
    lists = {str(FOLDER / tongue / "phrases.warm.txt") for tongue in ("", "de")}
    assert lists <= set(told["phrases"])


def test_says_when_each_letter_serves(desk: Desk) -> None:
    head = "{# For: asked, answer. Best for: peer. Only: final. #}\n"
    own(desk, "card__bees", head + CARD % "{{ asked }} {{ answer }}")
    told = desk.run("templates list").stdout
    row = next(line for line in told.splitlines() if line.startswith("  bees"))
    assert all(word in row for word in ("asked", "answer", "peer", "final"))


def test_marks_what_is_ones_own(desk: Desk) -> None:
    mine = own(
        desk, "thank_you__bees", "{# For: answer. #}\n" + LETTER % "{{ answer }}"
    )
    over = own(desk, "card__answer", CARD % "Mine.")
    rows = [
        row for row in desk.run("templates list").stdout.splitlines() if "yours" in row
    ]
    assert [row.split()[0] for row in rows] == ["bees", "answer"]
    assert str(mine) in rows[0]
    assert str(over) in rows[1]


def test_a_file_for_everybody_is_the_only_one_listed(desk: Desk) -> None:
    own(desk, "card", CARD % "{{ card_detail }}")
    told = desk.run("templates list").stdout
    rows = told.partition("\ncard\n")[2].splitlines()
    after = next(n for n, row in enumerate(rows) if not row.startswith("  "))
    assert "yours" in rows[0]
    assert after == 2
    assert rows[1].split()[0] == "own"  # who writes the whole card still may


def test_a_folder_that_is_given_counts(desk: Desk) -> None:
    desk.note("given/card/bees.txt.j2", CARD % "{{ card_detail }}")
    told = desk.run("templates list --templates given").stdout
    assert any("bees" in row and "yours" in row for row in told.splitlines())


@pytest.mark.parametrize("name", ["card/answer", "card/answer.txt.j2"])
def test_shows_the_one_that_wins(desk: Desk, name: str) -> None:
    packaged = (FOLDER / "card" / "answer.txt.j2").read_text("utf-8").rstrip("\n")
    assert desk.run(f"templates show {name}").stdout == f"{packaged}\n"
    own(desk, "card__answer", CARD % "Mine.")
    assert desk.run(f"templates show {name}").stdout == CARD % "Mine."


def test_shows_phrases(desk: Desk) -> None:
    packaged = (FOLDER / "phrases.warm.txt").read_text("utf-8").rstrip("\n")
    assert desk.run("templates show phrases.warm").stdout == f"{packaged}\n"


@pytest.mark.parametrize("command", ["show", "edit"])
@pytest.mark.parametrize(
    "name", ["nope", "card/nope", "../card/answer", "/etc/hosts", "card/../../x"]
)
def test_names_a_letter_that_is_not_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.setenv("VISUAL", "false")
    result = desk.run(f"templates {command} {name}", code=2)
    assert name in result.stderr
    assert "drafter templates list" in result.stderr
    assert not desk.home.exists()


def editor_that_adds(desk: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    editor = desk.note("editor.sh", f"#!/bin/sh\nprintf '{line}\\n' >>\"$1\"\n")
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)


def test_edit_makes_a_copy_and_keeps_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor_that_adds(desk, monkeypatch, "{# mine #}")
    told = desk.run("templates edit card/answer").stdout
    mine = desk.home / "templates" / "card" / "answer.txt.j2"
    packaged = (FOLDER / "card" / "answer.txt.j2").read_text("utf-8")
    assert mine.read_text("utf-8") == packaged + "{# mine #}\n"
    assert str(mine) in told
    desk.run("templates edit card/answer")
    assert mine.read_text("utf-8") == packaged + "{# mine #}\n" * 2


def test_a_folder_that_is_none_is_told_where_a_copy_is_made(desk: Desk) -> None:
    desk.note("../home/templates", "a file")
    told = desk.run("templates edit card/answer", code=6).stderr
    assert "not a directory (move it away, or set DRAFTER_HOME)" in told


def test_phrases_of_ones_own_begin_empty_and_come_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor_that_adds(desk, monkeypatch, "[closing]\\nFair winds,")
    desk.run("templates edit phrases.warm")
    mine = (desk.home / "templates" / "phrases.warm.txt").read_text("utf-8")
    assert mine.endswith("[closing]\nFair winds,\n")
    assert len(mine.splitlines()) < 6
    assert "Fair winds,\n" in desk.run("thanks i.yaml --dry-run").stdout


def test_a_copy_of_ones_own_changes_the_letter(desk: Desk) -> None:
    own(desk, "card", CARD % "Bees. {{ card_detail }} {{ thanks }} {{ wish }}")
    desk.run("thanks i.yaml")
    cards = [text for name, text in desk.written().items() if name.startswith("card")]
    assert cards
    assert all(b"Bees." in card for card in cards)


def test_check_tells_of_lists_that_are_too_short(desk: Desk) -> None:
    own(desk, "card", CARD % "{{ bees }} {{ card_detail }}")
    own(desk, "phrases__warm", "[bees]\nI have kept bees.\nI have kept wasps.\n")
    told = desk.run("templates check").stdout
    assert "[bees] has 2 lines" in told


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("I like {{ thanks_fro }}.", ":3: unknown name 'thanks_fro' (did you mean"),
        ("{{ greeting }", ":3: "),
        ("{% if topic %}", ":3: "),
        ("{{ you.__class__ }}", ":3: "),
        ("{% include '/etc/passwd' %}", ":3: "),
        (
            "{% choose %}\nA sentence.\n{% or %}\n",
            ":3: Encountered unknown tag 'choose'",
        ),
        (
            "You said {{ they_said }}.",
            ':3: "You said ___." says {{ they_said }} to everyone',
        ),
    ],
)
def test_check_names_the_line_of_each_mistake(
    desk: Desk, text: str, problem: str
) -> None:
    path = own(desk, "card", f"{{{{ greeting }}}}\n\n{text}\n")
    result = desk.run("templates check", code=4)
    assert f"{path}{problem}" in result.stderr


@pytest.mark.parametrize(
    ("head", "text", "problem"),
    [
        (
            "For: answer",
            "{{ thanks }}",
            ":1: the first line says that this letter goes only to people",
        ),
        (
            "May tell: quote",
            "{{ thanks }}",
            ":1: the first line says that this letter may tell `quote` (May",
        ),
        ("For: bees", "{{ thanks }}", ":1: For: unknown 'bees'"),
        (
            "For: asked",
            "{{ asked }} {{ moment }}",
            ':4: "(asked) ___" says {{ moment }} to everyone',
        ),
    ],
)
def test_check_tells_where_first_line_and_text_disagree(
    desk: Desk, head: str, text: str, problem: str
) -> None:
    path = own(desk, "card__bees", f"{{# {head}. #}}\n{CARD % text}")
    assert f"{path}{problem}" in desk.run("templates check", code=4).stderr


def test_check_tells_the_mistakes_of_all(desk: Desk) -> None:
    own(desk, "card__bees", "{{ wonder }}\n{{ thanks_fro }}\n")
    own(desk, "thank_you__bees", "Cc: bob@corvane.example\n\nHello\n")
    own(desk, "phrases__warm", "[wish]\nI like {{ employr.short }}.\n")
    told = desk.run("templates check", code=4).stderr
    for problem in ("'wonder'", "'thanks_fro'", "'Cc'", "phrases.warm.txt:2: "):
        assert problem in told


def test_a_letter_for_a_role_is_for_that_role(desk: Desk) -> None:
    text = "{# For: thanks_for. Only: peer. #}\n" + CARD % "Bees for {{ thanks_for }}."
    own(desk, "card__bees", text)
    desk.run("thanks i.yaml")
    cards = {n: b for n, b in desk.written().items() if n.startswith("card")}
    assert {n for n, b in cards.items() if b"Bees for" in b} <= {"card-meilin.txt"}


def test_tells_of_a_list_that_no_letter_says(desk: Desk) -> None:
    own(desk, "phrases__warm", "[closing]\nFair winds,\n\n[closingg]\nBye,\n")
    told = desk.run("templates check", code=4).stderr
    assert ":5: it stands under [closingg], and no letter says that" in told
    assert "did you mean closing?" in told


def test_what_the_page_looks_like_is_no_letter(desk: Desk) -> None:
    desk.run("templates show page/preview.html", code=2)
    desk.run("templates edit page/page.css", code=2)
    assert "page" not in desk.run("templates list").stdout.split()
