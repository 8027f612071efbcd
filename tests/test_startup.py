"""Users judge a command line by how fast it answers: what it may not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT


HEAVY = (
    "jinja2", "markdown", "yaml", "email", "email_validator", "keyring", "holidays",
    "nh3", "sqlite3", "ssl", "imaplib", "imapclient", "icalendar", "platformdirs",
    "hashlib", "http", "asyncio", "importlib.metadata", "drafter.guard",
    "drafter.composition",
)  # fmt: skip
NEVER_ON_THANKS = ("keyring", "ssl", "imaplib", "imapclient", "icalendar", "holidays",
                   "email_validator", "dns", "asyncio", "importlib.metadata", "smtplib",
                   "socket", "reportlab")  # fmt: skip


def loaded(arguments: list[str], *, home: str) -> set[str]:
    """The modules a run of drafter has imported when it ends."""
    program = (
        "import sys\n"
        "sys.argv = ['drafter', *sys.argv[1:]]\n"
        "from drafter.cli import drafter\n"
        "try:\n    drafter(prog_name='drafter')\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print('\\n@@', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT, env={"DRAFTER_HOME": home}, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("@@")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["thanks", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str], tmp_path: object) -> None:
    modules = loaded(arguments, home=str(tmp_path))
    assert not modules & set(HEAVY)


def test_thanks_loads_only_what_it_uses(tmp_path: object) -> None:
    arguments = ["thanks", "sample_data/interview.yaml", "--out", str(tmp_path)]
    modules = loaded(arguments, home=f"{tmp_path}/home")
    assert "drafter.composition" in modules
    assert not modules & set(NEVER_ON_THANKS)


@pytest.mark.parametrize(
    "line",
    ["status sample_data", "log sample_data/interview.yaml", "account list",
     "log sample_data/interview.yaml sent thank-you --with dana",
     "calendar sample_data/interview.yaml --dry-run"],
)  # fmt: skip
def test_what_writes_no_letter_loads_no_guard_and_no_message(
    line: str, tmp_path: object
) -> None:
    modules = loaded(line.split(), home=str(tmp_path))
    letters = {name for name in modules if name.startswith("drafter.formats.")}
    assert letters <= {"drafter.formats.ics"}
    assert not {name for name in modules if name.startswith("drafter.guard")}
