"""`drafter templates`: which one wins, a copy of one's own, what a template serves."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

PACKAGED = sorted(path.name for path in (ROOT / "templates").glob("*.j2"))
SHORT = "{{ greeting }}\n\n%s\n\n{{ closing }}\n{{ you.name }}\n"


def own(desk: Desk, name: str, text: str) -> Path:
    return desk.note(str(desk.home / "templates" / name), text)


@pytest.mark.parametrize("line", ["templates", "templates list"])
def test_lists_every_packaged_template(desk: Desk, line: str) -> None:
    told = desk.run(line).stdout
    assert "none of yours yet" in told
    assert all(f"  {name} " in told for name in PACKAGED)
    assert not desk.home.exists()


def test_marks_where_ones_own_wins(desk: Desk) -> None:
    own(desk, "thank_you.formal.md.j2", "Subject: x\n\n{{ greeting }}\n")
    told = desk.run("templates list").stdout
    won = [line for line in told.splitlines() if line.endswith("(yours wins)")]
    assert [line.split()[0] for line in won] == ["thank_you.formal.md.j2"]


def test_shows_the_one_that_wins(desk: Desk) -> None:
    packaged = (ROOT / "templates" / "card.txt.j2").read_text("utf-8").rstrip("\n")
    assert desk.run("templates show card.txt.j2").stdout == f"{packaged}\n"
    own(desk, "card.txt.j2", SHORT % "Mine.")
    assert desk.run("templates show card.txt.j2").stdout == SHORT % "Mine."
    told = desk.run("templates show packaged/card.txt.j2").stdout
    assert told == f"{packaged}\n"


@pytest.mark.parametrize("command", ["show", "edit", "check"])
@pytest.mark.parametrize("name", ["nope.md.j2", "card", "../card.txt.j2", "/etc/hosts"])
def test_names_a_template_that_is_not_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.setenv("VISUAL", "false")
    result = desk.run(f"templates {command} {name}", code=2)
    assert name in result.stderr
    assert "drafter templates list" in result.stderr
    assert not desk.home.exists()


def test_edit_makes_a_copy_and_keeps_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = desk.note("editor.sh", '#!/bin/sh\nprintf "{# mine #}\\n" >>"$1"\n')
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    told = desk.run("templates edit card.txt.j2").stdout
    mine = desk.home / "templates" / "card.txt.j2"
    packaged = (ROOT / "templates" / "card.txt.j2").read_text("utf-8")
    assert mine.read_text("utf-8") == packaged + "{# mine #}\n"
    assert "made from the packaged template" in told
    again = desk.run("templates edit packaged/card.txt.j2").stdout
    assert mine.read_text("utf-8") == packaged + "{# mine #}\n" * 2
    assert "made from" not in again


def test_check_tells_how_many_people_a_template_serves(desk: Desk) -> None:
    three = " {% or %} ".join(
        f"The {n} sentence of this card, long enough to be noticed."
        for n in ("first", "second", "third")
    )
    own(desk, "card.txt.j2", SHORT % f"{{% choose %}}{three}{{% endchoose %}}")
    told = desk.run("templates check card.txt.j2").stdout
    head, *rows = told.splitlines()[1:]
    assert "no they_said" in head
    assert rows[0].split() == ["line", "3", *["3"] * 6]
    assert rows[-1].split() == ["people", "served", *["3"] * 6]


def test_check_without_a_name_is_of_ones_own(desk: Desk) -> None:
    own(desk, "card.txt.j2", SHORT % "I keep bees.")
    told = desk.run("templates check").stdout
    assert str(desk.home / "templates" / "card.txt.j2") in told
    assert "thank_you" not in told


@pytest.mark.parametrize(
    "name", ["takeaway.md.j2", "check_in.md.j2", "reply_offer.formal.md.j2"]
)
def test_every_kind_of_template_can_be_checked(desk: Desk, name: str) -> None:
    rows = desk.run(f"templates check {name}").stdout.splitlines()
    served = [int(number) for number in rows[-1].split()[2:]]
    assert len(served) == 6
    assert min(served) >= 8


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("I like {{ thanks_fro }}.", ":3: unknown name 'thanks_fro' (did you mean"),
        ("{{ greeting }", ":3: "),
        ("{% if topic %}", ":3: "),
        ("{{ you.__class__ }}", ":3: "),
        ("{% include '/etc/passwd' %}", ":3: "),
        ("{% choose %}\nA sentence.\n{% or %}\n", ":5: "),
    ],
)
def test_check_names_the_line_of_each_mistake(
    desk: Desk, text: str, problem: str
) -> None:
    path = own(desk, "card.txt.j2", f"{{{{ greeting }}}}\n\n{text}\n")
    result = desk.run("templates check", code=4)
    assert f"{path}{problem}" in result.stderr


def test_check_tells_the_mistakes_of_all(desk: Desk) -> None:
    own(desk, "card.txt.j2", "{{ wonder }}\n{{ thanks_fro }}\n")
    own(desk, "thank_you.md.j2", "Cc: bob@corvane.example\n\nHello\n")
    lines = desk.run("templates check", code=4).stderr.splitlines()
    assert len(lines) == 3
    assert "Cc" in lines[2]


def test_a_template_for_a_role_is_for_that_role(desk: Desk) -> None:
    own(
        desk,
        "card.peer.txt.j2",
        SHORT % "{{ card_detail }} Thanks for {{ thanks_for }}.",
    )
    desk.run("thanks i.yaml")
    cards = {n: b for n, b in desk.written().items() if n.startswith("card")}
    assert [n for n, b in cards.items() if b"Thanks for an hour" in b] == [
        "card-meilin.txt"
    ]


def test_a_template_of_ones_own_can_stand_on_a_packaged_one(desk: Desk) -> None:
    own(desk, "card.txt.j2", '{% extends "packaged/card.txt.j2" %}\n')
    desk.run("thanks i.yaml")
    mine = desk.written()
    (desk.home / "templates" / "card.txt.j2").unlink()
    desk.run("thanks i.yaml --replace")
    for name in (name for name in mine if name.startswith("card")):
        assert len(mine[name].split()) > 20
