"""Calendars with their days off written out, and one interview, for tests of dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from drafter.address import Address
from drafter.calendar import Calendar, YearOff
from drafter.interview import Employer, Interview, Interviewer, Position, Role, You
from tests.changed import replace


_US = {
    "2026-01-01": "New Year's Day",
    "2026-05-25": "Memorial Day",
    "2026-06-19": "Juneteenth",
    "2026-07-03": "Independence Day (observed)",
    "2026-07-04": "Independence Day",
    "2026-09-07": "Labor Day",
    "2026-11-26": "Thanksgiving Day",
    "2026-12-25": "Christmas Day",
    "2027-01-01": "New Year's Day",
}


def _us_year(year: int) -> YearOff:
    days = {date.fromisoformat(day): name for day, name in _US.items()}
    ours = {day: name for day, name in days.items() if day.year == year}
    return YearOff(ours, frozenset({5, 6}))


US = Calendar("US", "", _us_year)
"""The United States of 2026, and the first day of 2027."""


def business_days(start: date, end: date) -> int:
    """Count those of `US` after `start`, up to and including `end`."""
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(map(US.is_business_day, days))


DANA = Interviewer(
    id="dana",
    name="Dana Whitlock",
    role=Role.RECRUITER,
    email=Address.parse("dana@corvane.example"),
    topics=("the release calendar",),
)
MIRA = Interviewer(
    id="mira",
    name="Mira Solano",
    role=Role.HIRING_MANAGER,
    email=Address.parse("mira@corvane.example"),
    topics=("rollbacks",),
)
TUESDAY = date(2026, 6, 2)


def interviewed(**changes: Any) -> Interview:
    """Tell of an interview on Tuesday, June 2, with a recruiter and a manager."""
    interview = Interview(
        you=You(name="Ines Okafor"),
        employer=Employer(name="Corvane Ferries"),
        position=Position(title="Software Engineer"),
        date=TUESDAY,
        interviewers=(DANA, MIRA),
    )
    return replace(interview, **changes)


def june(day: int) -> date:
    return date(2026, 6, day)
