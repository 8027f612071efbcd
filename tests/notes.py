"""A small interview file as text, for tests that spoil one place of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drafter.errors import InputError
from drafter.reading.interview_file import read_interview
from tests.calendars import US


if TYPE_CHECKING:
    from drafter.calendar import Calendar
    from drafter.reading.config import Profile
    from drafter.reading.interview_file import Reading

HEAD = """\
you: {name: Ines Okafor}
employer: Corvane Ferries
position: Software Engineer
date: 2026-06-02
timeline: unknown
"""
DANA = """\
  - name: Dana Whitlock
    given: Dana
    topics: the release calendar
    they_said: new timetables ship in spring
"""


def told(people: str = DANA, head: str = HEAD) -> str:
    """Put people, each as lines of YAML, below the head of a file."""
    return f"{head}interviewers:\n{people}"


def reading(
    text: str, defaults: Profile | None = None, calendar: Calendar = US
) -> Reading:
    """Read a text as the file `f` in the folder `notes`."""
    return read_interview(
        text.encode(),
        file="f",
        folder=Path("notes"),
        defaults=defaults,
        calendars=lambda _country, _region: calendar,
    )


def problems(text: str) -> tuple[str, ...]:
    """Give the lines of the error that reading the text must be."""
    with pytest.raises(InputError) as caught:
        reading(text)
    return caught.value.lines


def warnings(text: str) -> list[str]:
    """Give the warnings as the user reads them."""
    return [str(warning) for warning in reading(text).warnings]
