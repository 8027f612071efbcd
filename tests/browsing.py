"""A real Chromium looks at a page, and says what it saw, asked for and objected to."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
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
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, f"chromium {MISSING}"
    assert (BROWSER / "node_modules/playwright-core").exists(), f"playwright {MISSING}"
    assert (BROWSER / "node_modules/axe-core").exists(), f"axe-core {MISSING}"
    job = page.with_suffix(".job.json")
    asked = {"page": str(page), "browser": chromium, "steps": steps, **how}
    job.write_text(json.dumps(asked), "utf-8")
    done = subprocess.run(
        ["node", str(BROWSER / "look.mjs"), str(job)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    job.unlink()
    assert done.returncode == 0, done.stderr
    return Looked(**json.loads(done.stdout))
