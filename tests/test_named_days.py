from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.timeline import understand
from tests.calendars import TUESDAY, US


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("Thursday, June 12", "June 12, 2026 is a Friday, not a Thursday"),
        ("Thursday the 12th", "June 12, 2026 is a Friday, not a Thursday"),
        ("Monday 2026-06-12", "June 12, 2026 is a Friday, not a Monday"),
        ("Friday, June 1", "June 1, 2027 is a Tuesday, not a Friday"),
        ("June 31", "there is no 2026-06-31"),
        ("February 29", "there is no 2027-02-29"),
        ("Friday 2026-13-01", "there is no 2026-13-01"),
        ("the 32nd", "no month has a day 32"),
        (
            "2026-06-01",
            "2026-06-01 is before the day it was said, Tuesday, June 2, 2026",
        ),
        ("June 1, 2026", "2026-06-01 is before the day it was said"),
        ("2062-06-12", "2062-06-12 is years after the day it was said"),
        ("999 weeks", "years after the day it was said"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_the_fact(words: str, fact: str) -> None:
    with pytest.raises(ValueError, match=fact):
        understand(words, TUESDAY, US)


@given(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)),
    st.integers(min_value=0, max_value=300),
)
def test_a_date_however_written_is_the_same_day(said: date, ahead: int) -> None:
    day = said + timedelta(ahead)
    for form in (
        "{:%A, %B} {}",
        "{1} {0:%B}",
        "by {0:%a} {1} {0:%b}",
        "{0:%B} {1}, {0:%Y}",
    ):
        assert understand(form.format(day, day.day), said, US) == day
    assert understand(f"{day}", said, US) == day
