"""Users judge a command line by how fast it answers: what it may not load."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import ROOT


if TYPE_CHECKING:
    from pathlib import Path


HEAVY = (
    "jinja2", "markdown", "yaml", "email", "email_validator", "keyring", "holidays",
    "nh3", "sqlite3", "ssl", "imaplib", "imapclient", "icalendar", "platformdirs",
    "hashlib", "http", "asyncio", "importlib.metadata", "drafter.guard",
    "drafter.composition",
)  # fmt: skip
NEVER_ON_THANKS = ("keyring", "ssl", "imaplib", "imapclient", "icalendar", "holidays",
                   "email_validator", "dns", "asyncio", "importlib.metadata", "smtplib",
                   "socket", "reportlab")  # fmt: skip


def loaded(*lines: str, home: str) -> set[str]:
    """The modules that one process has imported when it has run all these commands."""
    program = (
        "import sys\n"
        "from drafter.cli import drafter\n"
        "for line in sys.argv[1:]:\n"
        "    try:\n        drafter(line.split(), prog_name='drafter')\n"
        "    except SystemExit as end:\n        assert not end.code, (line, end.code)\n"
        "print('\\n@@', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *lines],
        cwd=ROOT, env={"DRAFTER_HOME": home}, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("@@")[2].split())


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    modules = loaded("--help", "--version", "thanks --help", home=str(tmp_path))
    assert not modules & set(HEAVY)


SMALLEST = """
you: {name: Ines Okafor, email: ines.okafor@mail.example}
employer: Corvane Ferries
position: Software Engineer
date: 2026-06-02
timeline: 2026-06-12
interviewers: [{name: Dana Whitlock, email: dana@corvane.example, topics: ferries,
                thanks_for: the tour}]
"""


def test_thanks_loads_only_what_it_uses(tmp_path: Path) -> None:
    (tmp_path / "smallest.yaml").write_text(SMALLEST)
    lines = ("thanks sample_data/interview.yaml", f"thanks {tmp_path}/smallest.yaml")
    modules = loaded(*(f"{line} --out {tmp_path}" for line in lines),
                     home=f"{tmp_path}/home")  # fmt: skip
    assert "drafter.composition" in modules
    assert not modules & set(NEVER_ON_THANKS)
    assert len([name for name in modules if name.split(".")[0] == "drafter"]) <= 75


WITHOUT_A_LETTER = (
    "status sample_data", "log sample_data/interview.yaml", "account list",
    "log sample_data/interview.yaml sent thank-you --with dana",
    "calendar sample_data/interview.yaml --dry-run",
)  # fmt: skip


def test_what_writes_no_letter_loads_no_guard_and_no_message(tmp_path: Path) -> None:
    modules = loaded(*WITHOUT_A_LETTER, home=str(tmp_path))
    letters = {name for name in modules if name.startswith("drafter.formats.")}
    assert letters <= {"drafter.formats.ics"}
    assert not {name for name in modules if name.startswith("drafter.guard")}
