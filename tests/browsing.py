"""A real Chromium looks at a page, and says what it saw, asked for and objected to."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, Any, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Sequence

BROWSER = Path(__file__).with_name("browser")
MISSING = "is missing; ./run test installs it, or see tests/browser/README.md"


class Looked(NamedTuple):
    """What came of one look."""

    found: list[Any]
    """By step; None where a step only does something."""
    asked: list[str]
    """Every address the page asked for, its own the first."""
    troubles: list[str]
    """Scripts that failed, dialogs, and what the page's policy stopped."""


def look(page: Path, *steps: Sequence[object], **how: object) -> Looked:
    """Open a page and take the steps of `browser/look.mjs`: `["js", "1 + 1"]`, ..."""
    browser = _browser()
    assert browser.stdin
    assert browser.stdout
    job = json.dumps({"page": str(page), "steps": steps, **how})
    print(job, file=browser.stdin, flush=True)
    assert select([browser.stdout], [], [], 300)[0], "the browser does not answer"
    answer = json.loads(browser.stdout.readline() or '{"error": "the browser ended"}')
    assert "error" not in answer, answer["error"]
    return Looked(**answer)


@cache
def _browser() -> subprocess.Popen[str]:
    """One for all looks of a run; with our end of its input it ends, too."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, f"chromium {MISSING}"
    assert (BROWSER / "node_modules/playwright-core").exists(), f"playwright {MISSING}"
    assert (BROWSER / "node_modules/axe-core").exists(), f"axe-core {MISSING}"
    command = ["node", str(BROWSER / "look.mjs"), chromium]
    pipe = subprocess.PIPE
    browser = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
    atexit.register(browser.communicate)
    return browser
