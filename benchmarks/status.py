"""How `drafter status` grows: a thousand interviews beside one, as ratios.

    .venv/bin/python benchmarks/status.py

A small file and the full sample, each with an index from an earlier run and without one
(the first morning). Runs of one and of a thousand alternate, so that a machine whose
speed drifts drifts for both; what counts is the median of the ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


ROOT = Path(__file__).parents[1]
DRAFTER = str(Path(sys.executable).parent / "drafter")
MANY = 1000
ROUNDS = 7
SMALL = """you: {name: Ines Okafor, email: ines@mail.example}
employer: Corvane Ferries
position: Software Engineer
date: 2026-06-02
timeline: by Friday week
interviewers:
  - name: Dana Whitlock
    given: Dana
    role: recruiter
    email: dana.whitlock@corvane.example
    topics: the release calendar
    they_said: new timetables ship in spring and summer is for fixes only
    thanks_for: looking after me so well
"""


def write(folder: Path, text: str, count: int) -> None:
    """Write so many different interviews."""
    folder.mkdir()
    for number in range(count):
        changed = text.replace("Corvane Ferries", f"Corvane Ferries {number}")
        (folder / f"interview-{number:04}.yaml").write_text(changed, "utf-8")


def seconds(folder: Path, home: Path, *, first: bool) -> float:
    """How long one whole process takes."""
    if first:
        (home / "cache" / "status.json").unlink(missing_ok=True)
    environment = {**os.environ, "DRAFTER_HOME": str(home)}
    command = [DRAFTER, "status", "--today", "2026-06-05"]
    start = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=True
    )
    return time.perf_counter() - start


def ratio(label: str, base: Path, *, first: bool) -> None:
    """Print a thousand / one, pair by pair."""
    folders = (base / "many", base / "one")
    homes = (base / "home-many", base / "home-one")
    for folder, home in zip(folders, homes, strict=True):
        seconds(folder, home, first=False)
    pairs = [
        [seconds(f, h, first=first) for f, h in zip(folders, homes, strict=True)]
        for _ in range(ROUNDS)
    ]
    middle = statistics.median(many / one for many, one in pairs)
    many, one = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    print(f"{label:<40} {middle:5.1f} x  ({many:.0f} ms against {one:.0f} ms)")


def main() -> None:
    """Measure and print."""
    sample = (ROOT / "sample_data" / "interview.yaml").read_text("utf-8")
    for name, text in (("small file", SMALL), ("full sample", sample)):
        with tempfile.TemporaryDirectory() as folder:
            base = Path(folder)
            write(base / "many", text, MANY)
            write(base / "one", text, 1)
            ratio(f"{name}, {MANY} / 1, indexed", base, first=False)
            ratio(f"{name}, {MANY} / 1, first run", base, first=True)


if __name__ == "__main__":
    main()
