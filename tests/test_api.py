"""drafter from Python: what docs/python.md promises, and what it costs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

import drafter
from drafter.errors import InputError, RefusedError, TemplateError
from tests.conftest import ROOT
from tests.reference import EXITS


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

SAMPLE = ROOT / "sample_data" / "interview.yaml"


def test_the_example_of_the_page_makes_the_files_that_thanks_makes(
    desk: Desk,
) -> None:
    desk.run("thanks i.yaml")
    (desk.folder / "i.yaml").rename(desk.folder / "interview.yaml")
    code = re.search(
        r"```python\n(.*?)```", (ROOT / "docs/python.md").read_text(), re.DOTALL
    )
    assert code
    exec(compile(code[1], "docs/python.md", "exec"), {})

    made = {p.name: p.read_bytes() for p in desk.folder.glob("*.*") if "-" in p.stem}
    made.pop("Okafor-rollback-plan.pdf")
    assert made == desk.written()
    assert not list(desk.home.glob("*.yaml"))


def test_a_line_of_code_sees_what_is_there() -> None:
    reading = drafter.read(SAMPLE)
    dana, *_ = drafter.compose(reading.interview, ["linkedin"])
    assert (str(dana.kind), dana.interviewer and dana.interviewer.id) == (
        "linkedin",
        "dana",
    )
    with pytest.raises(AttributeError, match="no attribute 'send'"):
        drafter.send  # type: ignore[attr-defined]  # noqa: B018


def test_what_the_file_leaves_out_comes_from_the_settings_given(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("tone: formal\n", "utf-8")
    notes = tmp_path / "i.yaml"
    text = SAMPLE.read_text("utf-8")
    notes.write_text(re.sub(r"(?m)^tone:.*\n", "", text), "utf-8")
    assert drafter.read(notes).interview.tone == "warm"
    assert drafter.read(notes, config).interview.tone == "formal"


def test_the_guard_has_every_reason_and_clears_nothing() -> None:
    drafts = drafter.compose(drafter.read(SAMPLE).interview)
    worse = [one._replace(text=f"{one.text}\nDear all, TBD") for one in drafts]
    with pytest.raises(RefusedError) as told:
        drafter.clear(worse)
    assert len({line.partition(":")[0] for line in told.value.lines}) == len(drafts)


def test_no_letter_names_another_employer_that_is_told() -> None:
    drafts = drafter.compose(drafter.read(SAMPLE).interview)
    text = drafts[0].text.replace(".", ". Brightmoor Rail waits.", 1)
    spoilt = (drafts[0]._replace(text=text, html=""), *drafts[1:])
    with pytest.raises(RefusedError, match="Brightmoor"):
        drafter.clear(spoilt, employers=["Brightmoor Rail"])


def test_what_is_wrong_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "i.yaml").write_text("emploier: x\n", "utf-8")
    with pytest.raises(InputError, match=r"i\.yaml:1:1: unknown key"):
        drafter.read(tmp_path / "i.yaml")
    notes = drafter.read(SAMPLE).interview
    with pytest.raises(ValueError, match="not for everyone: check-in"):
        drafter.compose(notes, ["check-in"])
    (tmp_path / "thank_you.md.j2").write_text("Subject: x\n\n{{ nobody }}\n", "utf-8")
    with pytest.raises(TemplateError, match="nobody"):
        drafter.compose(notes, templates=[tmp_path])


def test_importing_drafter_costs_nothing() -> None:
    program = "import drafter, sys; print(*(m for m in sys.modules if 'drafter.' in m))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not done.stdout.strip()


SKILL = (ROOT / "SKILL.md").read_text("utf-8")


def test_every_command_of_the_skill_runs_and_says_what_it_names(desk: Desk) -> None:
    (desk.folder / "i.yaml").rename(desk.folder / "interview.yaml")
    lines = re.findall(r"(?m)^\$ drafter (.+)$", SKILL)
    lines += re.findall(r"`drafter ([^`]+)`", SKILL)
    assert len(lines) == 10
    email = str(desk.drafts / "thank-you-dana.eml")
    lines.remove("account add")  # it asks
    for line in lines:
        told = desk.run(
            line.replace("COMMAND", "thanks").replace("DRAFT ", f"{email} ")
        )
        if "thanks" in line and "--json" in line:
            (first, *_) = json.loads(told.stdout)["drafts"]
            assert all(f"`{name}`" in SKILL for name in first)
            assert first["text"].startswith("Hi Dana,\n\n")
            assert first["subject"]


def test_the_skill_has_a_head_that_assistants_read_and_knows_every_exit() -> None:
    head = yaml.safe_load(SKILL.split("---\n")[1])
    assert head["name"] == "drafter"
    assert len(head["description"]) < 1024
    assert {int(n) for n in re.findall(r"(?m)^\| (\d+) ", SKILL)} == {*EXITS} - {130}
