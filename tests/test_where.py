from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.conftest import ROOT


if TYPE_CHECKING:
    import pytest

    from tests.desk import Desk


def test_says_where_everything_lies_and_what_is_not_there_yet(desk: Desk) -> None:
    desk.note("../home/config.yaml", "tone: brief\n")
    lines = desk.run("where").stdout.splitlines()
    told = {line.split("  ")[0]: line.split("  ", 1)[1].strip() for line in lines}

    home = desk.home
    assert told == {
        "settings": str(home / "config.yaml"),
        "letters": f"{home / 'templates'}  (not there yet)",
        "journal": f"{home / 'journal.sqlite3'}  (not there yet)",
        "cache": f"{home / 'cache'}  (not there yet)",
        "packaged letters": str(ROOT / "templates"),
    }


def test_tells_a_program_the_same(desk: Desk) -> None:
    told = json.loads(desk.run("where --json").stdout)
    assert told["settings"] == str(desk.home / "config.yaml")
    assert told["packaged_letters"] == str(ROOT / "templates")


def test_without_a_folder_of_ours_the_system_says_where(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAFTER_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk.folder / "c"))
    monkeypatch.setenv("XDG_STATE_HOME", str(desk.folder / "s"))
    told = json.loads(desk.run("where --json").stdout)
    assert told["settings"] == str(desk.folder / "c" / "drafter" / "config.yaml")
    assert told["journal"] == str(desk.folder / "s" / "drafter" / "journal.sqlite3")
