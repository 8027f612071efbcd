"""A user at a desk: a folder with the sample interview as `i.yaml`, and a home.

Commands are typed as a user types them; what counts is what is seen: exits, lines and
files.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from click.testing import CliRunner

from drafter.cli import drafter


if TYPE_CHECKING:
    import pytest
    from click.testing import Result

SAMPLE = Path(__file__).parents[1] / "sample_data"
DAY = "2026-06-02"
FOLDER = "corvane-ferries-2026-06-02"


class Desk(NamedTuple):
    """Where the user works."""

    folder: Path
    home: Path

    def run(
        self, line: str, *, code: int = 0, today: str = DAY, typed: bytes | None = None
    ) -> Result:
        """Run `drafter LINE` on a day; a traceback fails the test as itself."""
        words = ["--today", today, *shlex.split(line)]
        result = CliRunner().invoke(drafter, words, input=typed, catch_exceptions=False)
        assert result.exit_code == code, result.output
        return result

    @property
    def drafts(self) -> Path:
        """Where drafts of the sample go."""
        return self.folder / "drafts" / FOLDER

    def written(self) -> dict[str, bytes]:
        """Every draft by its name."""
        return {path.name: path.read_bytes() for path in sorted(self.drafts.glob("*"))}

    def everything(self) -> dict[str, tuple[bytes, int]]:
        """All files at the desk and at home, with their times, but for the cache."""
        return {
            str(path): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(self.folder.parent.rglob("*"))
            if path.is_file() and path.parent != self.home / "cache"
        }

    def remembered(self) -> bytes:
        """What the journal holds, byte for byte."""
        return (self.home / "journal.sqlite3").read_bytes()

    def say(self, old: str, new: str, file: str = "i.yaml") -> None:
        """Change words of the interview file that are there once at least."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def note(self, name: str, text: str) -> Path:
        """Write a file of the user's."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path


def sit_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A fresh desk with the sample on it; the world outside is out of sight."""
    desk = Desk(tmp_path / "desk", tmp_path / "home")
    desk.folder.mkdir()
    monkeypatch.chdir(desk.folder)
    for name in [name for name in os.environ if name.startswith("DRAFTER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DRAFTER_HOME", str(desk.home))
    shutil.copy(SAMPLE / "interview.yaml", desk.folder / "i.yaml")
    shutil.copy(SAMPLE / "Okafor-rollback-plan.pdf", desk.folder)
    return desk
