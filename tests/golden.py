"""Golden files: what a run makes, beside what it once made and a person read.

A test that fails names the command that renews them; read the difference before you
commit it, for it is what users will see.
"""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import pytest


if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "golden"
RENEW = "UPDATE_GOLDEN"


def agree(name: str, made: Mapping[str, bytes], test: str) -> None:
    """Compare everything made with the golden folder `name`, or renew the folder."""
    folder = FOLDER / name
    if os.environ.get(RENEW):
        _renew(folder, made)
        return
    known = {path.name: path.read_bytes() for path in folder.iterdir()}
    wrong = [
        file for file in sorted({*known, *made}) if known.get(file) != made.get(file)
    ]
    if wrong:
        differences = "\n".join(_difference(file, known, made) for file in wrong)
        told = f"{differences}\nIf that is right: {RENEW}=1 ./run test {test}"
        pytest.fail(told, pytrace=False)


def _renew(folder: Path, made: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in made:
            path.unlink()
    for file, data in made.items():
        (folder / file).write_bytes(data)


def _difference(
    file: str, known: Mapping[str, bytes], made: Mapping[str, bytes]
) -> str:
    """What a reader would see as changed; a file that comes or goes, in one line."""
    for side, fact in ((known, "is new"), (made, "is gone")):
        if file not in side:
            return f"{file} {fact}"
    old, new = (side[file].decode("utf-8", "replace") for side in (known, made))
    lines = unified_diff(
        old.splitlines(),
        new.splitlines(),
        f"golden {file}",
        f"made {file}",
        lineterm="",
    )
    return "\n".join(lines) or f"{file} differs in its line ends"
