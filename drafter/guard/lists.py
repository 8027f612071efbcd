"""The phrase lists: data files beside this module, read once, on first use.

`lists/*.txt` separate entries by `|` and line breaks (`words_of`: by blanks); a line
that starts with `#` is a comment. `lists/*.regex.txt` hold one pattern a line.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path


_FOLDER = Path(__file__).parent / "lists"


def _lines(name: str) -> list[str]:
    text = (_FOLDER / f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def entries(name: str) -> tuple[str, ...]:
    """Phrases, in the order of the file."""
    return tuple(entry for line in _lines(name) for entry in line.split("|"))


@cache
def words_of(name: str) -> frozenset[str]:
    """Single words."""
    return frozenset(" ".join(_lines(name)).split())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """All patterns of a `.regex` file as one."""
    return re.compile("|".join(f"(?:{line})" for line in _lines(f"{name}.regex")))
