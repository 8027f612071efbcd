"""Reading the user's notes for a command: the file, its neighbours, the home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.calendar import calendar_for
from drafter.cli.shell import STDIN, read_input
from drafter.reading.interview_file import read_interview
from drafter.siblings import employers_beside


if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.cli.shell import Home
    from drafter.reading.interview_file import Reading


def read_notes(path: str, home: Home, *, cache: bool) -> Reading:
    """Read an interview file, `-` for standard input; `cache` False leaves no trace."""
    keep = home.cache if cache else None
    return read_interview(
        read_input(path),
        file="<stdin>" if path == STDIN else path,
        folder=beside(path),
        defaults=home.read_config().profile,
        calendars=lambda country, region: calendar_for(country, region, keep),
    )


def beside(path: str) -> Path:
    """The folder of the interview file; the working folder for standard input."""
    return Path() if path == STDIN else Path(path).parent


def rivals_of(path: str, remembered: Iterable[str]) -> tuple[str, ...]:
    """Employers known from the journal and from the interview files beside this one."""
    near = () if path == STDIN else employers_beside(Path(path))
    return tuple(dict.fromkeys((*remembered, *near)))
