"""The life of the sample interview, day by day: all that is typed, shown, written.

To renew the golden files: UPDATE_GOLDEN=1 ./run test tests/test_life.py
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.desk import sit_down
from tests.golden import agree


if TYPE_CHECKING:
    from tests.desk import Desk

HERE = "tests/test_life.py"
DIARY: dict[str, list[tuple[str, int]]] = {
    "2026-06-01": [("prepare i.yaml", 0)],
    "2026-06-02": [
        ("status", 0),
        ("thanks i.yaml", 0),
        ("calendar i.yaml", 0),
        ("log i.yaml sent --with dana", 0),
        ("log i.yaml sent thank-you --with tomas", 0),
        ("log i.yaml sent thank-you --with meilin", 0),
        ("status", 0),
    ],
    "2026-06-03": [
        ("log i.yaml posted --with all", 0),
        ("status", 0),
        ("linkedin i.yaml", 0),
        ("log i.yaml connected --with all", 0),
    ],
    "2026-06-04": [
        ("status", 0),
        ("takeaway i.yaml", 0),
        ("log i.yaml sent", 0),
        ("status", 0),
    ],
    "2026-06-12": [("status", 0), ("checkin i.yaml", 5)],
    "2026-06-15": [
        ("status", 0),
        ("checkin i.yaml", 0),
        ("checkin i.yaml --by phone", 5),
        ("log i.yaml sent", 0),
        ("checkin i.yaml", 5),
    ],
    "2026-06-16": [
        ('log i.yaml replied --said "by June 19"', 0),
        ("reply i.yaml --to new_date", 0),
        ("log i.yaml sent", 0),
        ("calendar i.yaml", 0),
        ("status", 0),
    ],
    "2026-06-19": [("status", 0), ("checkin i.yaml", 5)],
    "2026-06-22": [
        ("status", 0),
        ("checkin i.yaml", 0),
        ("log i.yaml sent", 0),
    ],
    "2026-06-24": [
        ("log i.yaml decided", 0),
        ("checkin i.yaml", 5),
        ("reply i.yaml --to rejection", 0),
        ("log i.yaml sent reply", 0),
        ("calendar i.yaml", 0),
        ("status", 0),
        ("log i.yaml", 0),
    ],
}


class Life(NamedTuple):
    """What the days left behind."""

    days: dict[str, bytes]
    """All that was typed and shown, day by day."""
    drafts: dict[str, bytes]
    """The folder of drafts at the end."""
    calendars: dict[str, bytes]
    """The calendar as it was written on several days."""


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Life:
    with pytest.MonkeyPatch.context() as patch:
        desk = sit_down(tmp_path_factory.mktemp("life"), patch)
        days, calendars = {}, {}
        for day, commands in DIARY.items():
            lines = [typed(desk, day, line, code) for line, code in commands]
            days[f"{day}.txt"] = "\n".join(lines).encode()
            if any(line.startswith("calendar") for line, _ in commands):
                calendars[f"{day}.ics"] = desk.written()["follow-up.ics"]
        drafts = desk.written()
        del drafts["follow-up.ics"]
        return Life(days, drafts, calendars)


def typed(desk: Desk, day: str, line: str, code: int) -> str:
    """A command and what it said, as on a terminal."""
    result = desk.run(line, code=code, today=day)
    shown = result.output.replace(str(desk.folder.parent), "~")
    said = "\n".join(row.rstrip() for row in shown.splitlines())
    return f"$ drafter {line}\n{said}\n" + (f"(exit {code})\n" if code else "")


def test_every_day_says_what_it_said(life: Life) -> None:
    agree("life", life.days, HERE)


def test_every_draft_has_the_bytes_it_had(life: Life) -> None:
    agree("life-drafts", life.drafts, HERE)


def test_every_calendar_has_the_bytes_it_had(life: Life) -> None:
    agree("life-calendars", life.calendars, HERE)


def test_a_life_lived_again_is_the_same(
    life: Life, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        desk = sit_down(tmp_path_factory.mktemp("again"), patch)
        for day, commands in DIARY.items():
            for line, code in commands:
                desk.run(line, code=code, today=day)
                if not line.startswith(("log", "status")):
                    desk.run(line, code=code, today=day)
        drafts = desk.written()
        del drafts["follow-up.ics"]
    assert drafts == life.drafts
