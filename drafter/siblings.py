"""Employers named in the interview files beside this one: never to be named in a note.

Only two places are looked at, with no care for the rest: a broken neighbour must not
stop the person from thanking this one. What another candidate's file names is not
theirs to keep quiet about.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from drafter.interview import You

FILES_MAX = 1000
_HEAD = 4096
_KEY = r"""(?m)^(?:[ \t{]*(?=["']))?["']?employer["']?[ \t]*:[ \t]*"""
_QUOTED = r""""[^"\n]+"|'[^'\n]+'"""
_EMPLOYER = (
    _KEY
    + r"(?:\#.*+)?+(?:\n(?:[ \t]*(?:\#.*)?\n)*[ \t]+name[ \t]*:[ \t]*)?"
    + rf"""(?P<name>{_QUOTED}|[^\s"'{{\[#][^\n#]*)"""
)
_IN_BRACES = (
    _KEY
    + r"""\{(?:[^}]*?[\s,"'])??name["']?[ \t]*:[ \t]*"""
    + rf"""(?P<name>{_QUOTED}|[^\s"'{{\[#][^\n#,}}]*)"""
)

_YOU = r"""(?m)^[ \t{]*["']?you["']?[ \t]*:.*(?:\n[ \t]+.*)*"""


def employers_beside(file: Path, you: You) -> tuple[str, ...]:
    """Names of employers in your other interview files of the same folder."""
    names: list[str] = []
    with suppress(OSError):
        beside = sorted(file.parent.glob("*.y*ml"))[:FILES_MAX]
        names = [_employer(path, you) for path in beside if path.name != file.name]
    return tuple(dict.fromkeys(filter(None, names)))


def is_dated_beside(file: Path, day: date) -> bool:
    """Whether another interview file of the same folder has this date."""
    dated = re.compile(rf"^date[ \t]*:[ \t]*[\"']?{day}".encode(), re.MULTILINE)
    with suppress(OSError):
        beside = sorted(file.parent.glob("*.y*ml"))[:FILES_MAX]
        others = (p for p in beside if p.name != file.name and p.is_file())
        return any(dated.search(path.read_bytes()) for path in others)
    return False


def _employer(path: Path, you: You) -> str:
    with suppress(OSError):
        if not path.is_file():
            return ""  # to open a FIFO is to wait for its writer
        with path.open("rb") as opened:
            head = opened.read(_HEAD).decode("utf-8", "replace")
        text = head.replace("\r\n", "\n")
        block = found[0] if (found := re.search(_YOU, text)) else ""
        says_who = "name" in block or "email" in block
        if says_who and you.key not in block.casefold() and you.name not in block:
            return ""
        if found := re.search(_EMPLOYER, text) or re.search(_IN_BRACES, text):
            return found["name"].strip().strip("\"'")
    return ""
