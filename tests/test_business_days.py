from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.calendar import Calendar, YearOff
from tests.calendars import US, business_days


def _gulf(_year: int) -> YearOff:
    return YearOff({}, frozenset({4, 5}))


def _swapping(_year: int) -> YearOff:
    saturday = date(2026, 2, 28)
    return YearOff(
        {date(2026, 2, 23): "Bridge"}, frozenset({5, 6}), frozenset({saturday})
    )


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-06-12", "2026-06-15"),
        ("2026-07-03", "2026-07-06"),
        ("2026-09-04", "2026-09-08"),
        ("2026-06-18", "2026-06-22"),
        ("2026-06-06", "2026-06-08"),
        ("2026-12-24", "2026-12-28"),
        ("2026-12-31", "2027-01-04"),
    ],
)
def test_the_next_business_day_leaves_out_weekends_and_holidays(
    day: str, following: str
) -> None:
    assert US.next_business_day(date.fromisoformat(day)) == date.fromisoformat(
        following
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-06-04", "2026-06-11"),
        ("2026-05-22", "2026-06-01"),
        ("2026-06-06", "2026-06-12"),
    ],
)
def test_five_business_days_are_counted_from_day_zero(start: str, end: str) -> None:
    day, fifth = date.fromisoformat(start), date.fromisoformat(end)
    assert US.add_business_days(day, 5) == fifth
    assert business_days(day, fifth) == 5


def test_a_day_off_is_named() -> None:
    assert US.why_off(date(2026, 7, 3)) == "Independence Day (observed)"
    assert US.why_off(date(2026, 6, 6)) == "Saturday"
    assert not US.why_off(date(2026, 6, 5))
    unnamed = YearOff({date(2026, 6, 5): ""}, frozenset())
    assert Calendar("XX", "", lambda _: unnamed).why_off(date(2026, 6, 5))


def test_a_weekend_may_be_friday_and_saturday() -> None:
    gulf = Calendar("SA", "", _gulf)
    assert gulf.next_business_day(date(2026, 6, 4)) == date(2026, 6, 7)


def test_a_saturday_may_be_worked_for_a_bridge_day() -> None:
    swapping = Calendar("CN", "", _swapping)
    assert swapping.next_business_day(date(2026, 2, 20)) == date(2026, 2, 24)
    assert swapping.next_business_day(date(2026, 2, 27)) == date(2026, 2, 28)


def test_holidays_that_cost_a_working_day_are_listed() -> None:
    found = US.holidays_between(date(2026, 7, 2), date(2026, 7, 6))
    assert found == ((date(2026, 7, 3), "Independence Day (observed)"),)
    assert US.holidays_between(date(2026, 7, 3), date(2026, 7, 6)) == ()


def test_counting_stops_on_the_last_day_there_is() -> None:
    assert US.next_business_day(date.max) == date.max
    assert Calendar("SA", "", _gulf).next_business_day(date.max) == date.max
    assert US.add_business_days(date(9999, 12, 20), 500) == date.max


def test_a_year_without_a_working_day_is_not_believed() -> None:
    with pytest.raises(ValueError, match="weekend"):
        YearOff({}, frozenset(range(7)))
    with pytest.raises(ValueError, match="weekend"):
        YearOff({}, frozenset({7}))
    whole_year = {date(2026, 1, 1) + timedelta(n): "" for n in range(365)}
    with pytest.raises(ValueError, match="holidays"):
        YearOff(whole_year, frozenset({5, 6}))


@given(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 1)),
    st.integers(min_value=1, max_value=20),
)
def test_counting_on_and_counting_between_agree(day: date, count: int) -> None:
    end = US.add_business_days(day, count)
    assert US.is_business_day(end)
    assert business_days(day, end) == count
