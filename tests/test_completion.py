"""Completion in the shells themselves: a line is typed, and Tab pressed."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest


if TYPE_CHECKING:
    from tests.desk import Desk

CONFIG = "accounts:\n  personal: {address: ines.okafor@mail.example}\n"
TYPED = {
    "drafter thank": "thanks",
    "drafter templates sh": "show",
    "drafter thanks i.ya": "i.yaml",
    "drafter thanks i.yaml --only to": "tomas",
    "drafter thanks i.yaml --imap --account per": "personal",
    "drafter log i.yaml pos": "posted",
    "drafter log i.yaml sent take": "takeaway",
    "drafter log i.yaml posted --with mei": "meilin",
    "drafter templates show thank_you/answer-a": "thank_you/answer-asking",
    "drafter templates edit phrases.f": "phrases.formal",
    "drafter account remove per": "personal",
    "drafter reply i.yaml --to rej": "rejection",
    "drafter completion fi": "fish",
}
"""What is typed before Tab, and the word that stands there after."""


def words_after(line: str) -> list[str]:
    """What bash is offered for a line, asked as its completion asks."""
    done = subprocess.run(
        [sys.executable, "-m", "drafter"], capture_output=True, text=True, check=False,
        env={
            **os.environ, "_DRAFTER_COMPLETE": "bash_complete",
            "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1),
            "PYTHONPATH": str(Path(__file__).parents[1]),
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return [row.partition(",")[2] for row in done.stdout.split()]


def needs(shell: str) -> pytest.MarkDecorator:
    missing = f"{shell} is not installed"
    return pytest.mark.skipif(not shutil.which(shell), reason=missing)


@pytest.fixture(autouse=True)
def _path(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """`drafter` is the one under test."""
    desk.note("../home/config.yaml", CONFIG)
    bin_ = desk.folder.parent / "bin"
    bin_.mkdir()
    script = f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m drafter "$@"\n'
    (bin_ / "drafter").write_text(script, "utf-8")
    (bin_ / "drafter").chmod(0o755)
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    monkeypatch.setenv("TERM", "dumb")


class Shell:
    """An interactive shell on a pseudo-terminal."""

    def __init__(self, *command: str) -> None:
        self.shown = ""
        child, self._terminal = pty.fork()
        if child == 0:
            os.execvp(command[0], command)

    def type(self, keys: str, until: str) -> None:
        """Press keys, and wait until this is shown."""
        self.shown = ""
        os.write(self._terminal, keys.encode())
        end = time.monotonic() + 20
        while until not in self.shown and time.monotonic() < end:
            if select.select([self._terminal], [], [], 0.5)[0]:
                self.shown += os.read(self._terminal, 65536).decode(errors="replace")
        assert until in self.shown

    def close(self) -> None:
        os.close(self._terminal)


@pytest.mark.parametrize(
    ("command", "before"),
    [
        pytest.param(["bash", "--norc", "-i"], "", marks=needs("bash"), id="bash"),
        pytest.param(
            ["zsh", "-f", "-i"],
            "autoload -Uz compinit; compinit -u -D; unsetopt zle_bracketed_paste; ",
            marks=needs("zsh"), id="zsh",
        ),
    ],
)  # fmt: skip
def test_a_shell_completes_every_kind_of_word(command: list[str], before: str) -> None:
    shell = Shell(*command)
    setup = f'{before}eval "$(drafter completion {command[0]})"; echo re""ady\r'
    shell.type(setup, "ready")
    for line, word in TYPED.items():
        shell.type(f"{line}\t", line.rpartition(" ")[0] + f" {word}")
        shell.type("\x15\r", "\n")  # away with the line
    shell.close()


@needs("fish")
def test_fish_completes_every_kind_of_word() -> None:
    asked = "\n".join(f"complete -C {shlex.quote(line)}; echo ." for line in TYPED)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"drafter completion fish | source\n{asked}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not done.stderr
    offered = done.stdout.split("\n.\n")
    for word, found in zip(TYPED.values(), offered, strict=False):
        assert word in [row.partition("\t")[0] for row in found.splitlines()]


@pytest.mark.parametrize(
    "line",
    ["drafter nothing --", "drafter thanks none.yaml --only ",
     "drafter thanks . --only ", "drafter thanks - --only "],
)  # fmt: skip
def test_a_slip_on_the_line_offers_nothing_and_says_nothing(line: str) -> None:
    assert not [word for word in words_after(line) if not word.startswith("--")]


def test_half_written_notes_have_names(desk: Desk) -> None:
    desk.note(
        "half.yaml", "employer: ___\ninterviewers:\n  - name: Siobhan Ní Bhriain\n"
    )
    assert "siobhan-ni-bhriain" in words_after("drafter thanks half.yaml --only ")


def test_rules_are_offered_by_their_id() -> None:
    assert {"F1", "F10", "F13"} <= set(words_after("drafter rules f1"))


def test_broken_settings_offer_nothing(desk: Desk) -> None:
    desk.note("../home/config.yaml", "accounts: [\n")
    assert words_after("drafter account test ") == []


def test_says_what_to_add_where(desk: Desk) -> None:
    told = desk.run("completion bash").stdout
    assert '~/.bashrc:\n#     eval "$(drafter completion bash)"' in told
    for shell in ("bash", "zsh", "fish"):
        script = desk.run(f"completion {shell}").stdout
        assert script.startswith("# Add to ~/.")
        assert f"_DRAFTER_COMPLETE={shell}_complete" in script
    assert "tcsh" in desk.run("completion tcsh", code=2).stderr
