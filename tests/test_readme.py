"""What the README shows is what happens. To renew its output after a change of words:

UPDATE_README=1 ./run test tests/test_readme.py
"""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from tests import forked
from tests.conftest import ROOT
from tests.pictures import next_morning, sample


if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "README.md"
_BLOCK = re.compile(
    r"```console\n\$ (?P<command>\./run [^\n]+)\n(?P<shown>.*?)```", re.DOTALL
)
LONGEST = 170


def output_of(command: str, folder: Path) -> str:
    """Run one of its commands in a fresh copy of the sample data."""
    arguments = command.removeprefix("./run ").split()
    home = str(folder / "home")
    environment = {"DRAFTER_HOME": home, "DRAFTER_TODAY": "2026-06-02"}
    done = forked.run(*arguments, folder=folder, environment=environment)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, done.stderr
    return done.stdout.decode()


def test_every_command_and_its_output_are_true(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "sample_data", tmp_path / "sample_data", ignore=lambda *_: {"drafts"}
    )
    text = README.read_text("utf-8")
    blocks = list(_BLOCK.finditer(text))
    assert len(blocks) == 3
    shown = {b["command"]: b["shown"] for b in blocks}
    made = {b["command"]: output_of(b["command"], tmp_path) for b in blocks}
    if os.environ.get("UPDATE_README"):
        for command, output in made.items():
            text = text.replace(
                f"$ {command}\n{shown[command]}```", f"$ {command}\n{output}```"
            )
        README.write_text(text, "utf-8")
        return
    assert shown == made


def test_is_short_enough_to_be_read() -> None:
    assert len(README.read_text("utf-8").splitlines()) < LONGEST


def test_the_letter_it_shows_is_the_packaged_one() -> None:
    source = re.search(r"```jinja\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert source
    packaged = ROOT / "templates" / "thank_you" / "answer.md.j2"
    assert source[1] == packaged.read_text("utf-8")


def test_its_pictures_are_there_and_small_and_the_terminal_is_as_it_is(
    tmp_path: Path,
) -> None:
    shown = re.findall(r"!\[[^\]]{20,}\]\((docs/[^)]+)\)", README.read_text("utf-8"))
    assert shown == ["docs/preview.png", "docs/status.svg"]
    page = (ROOT / shown[0]).read_bytes()
    assert page.startswith(b"\x89PNG")
    assert len(page) < 200_000
    drawn = (ROOT / shown[1]).read_text("utf-8")
    assert drawn == next_morning(sample(tmp_path)), "renew it: ./run pictures"
