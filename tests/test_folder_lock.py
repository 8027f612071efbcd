from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from drafter.delivery.folder_lock import locked
from drafter.errors import NotDeliveredError
from tests.conftest import ROOT


if TYPE_CHECKING:
    from pathlib import Path


HOLD = (
    "import sys; from pathlib import Path\n"
    "from drafter.delivery.folder_lock import locked\n"
    "with locked(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
)


def test_waits_for_another_run_and_then_says_so(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(NotDeliveredError, match="another drafter"):  # noqa: SIM117
            with locked(tmp_path, patience=0.05):
                pytest.fail("two runs held one folder")
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        with locked(tmp_path, patience=0.05):
            pass
    assert list(tmp_path.iterdir()) == []


def test_can_be_held_again_and_again(tmp_path: Path) -> None:
    held = 0
    for _ in range(3):
        with locked(tmp_path, patience=0):
            held += 1
    assert held == 3
