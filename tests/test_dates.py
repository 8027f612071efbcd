from __future__ import annotations

import locale
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from drafter.language import (
    day_in_words,
    days_after,
    monday_of,
    month_day,
    weekday_name,
)


def test_days_are_written_as_people_write_them() -> None:
    day = date(2026, 6, 2)
    assert weekday_name(day) == "Tuesday"
    assert month_day(day) == "June 2"
    assert month_day(day, year=True) == "June 2, 2026"
    assert day_in_words(day) == "Tuesday, June 2"
    assert day_in_words(day, year=True) == "Tuesday, June 2, 2026"


@given(st.dates())
def test_days_are_in_english_whatever_the_locale(day: date) -> None:
    assert locale.setlocale(locale.LC_TIME, "C")
    assert day_in_words(day) == f"{day:%A}, {day:%B} {day.day}"


@given(st.dates(), st.integers(min_value=-4_000_000, max_value=4_000_000))
def test_counting_days_stops_at_the_ends_of_the_calendar(day: date, count: int) -> None:
    away = days_after(day, count).toordinal() - day.toordinal()
    assert away == count or days_after(day, count) in {date.min, date.max}


@given(st.dates(min_value=date(1, 1, 8)))
def test_a_week_begins_on_the_monday_on_or_before(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days <= 6
