from __future__ import annotations

from datetime import date

import pytest

from drafter.interview import Interview, Statement
from drafter.planning.check_in import earliest_check_in
from drafter.planning.events import Event, EventKind
from tests.calendars import TUESDAY, US, interviewed, june


def _named(until: date | None, on: date = TUESDAY) -> Interview:
    return interviewed(timeline=(Statement(on, "words", until),))


def _replied(day: int, said: str = "") -> Event:
    return Event(EventKind.REPLIED, june(day), with_id="dana", said=said)


NAMED_FRIDAY = _named(june(12))


@pytest.mark.parametrize(
    ("deadline", "earliest"),
    [
        ("2026-06-12", "2026-06-15"),
        ("2026-07-03", "2026-07-06"),
        ("2026-09-04", "2026-09-08"),
        ("2026-06-18", "2026-06-22"),
        ("2026-06-06", "2026-06-08"),
        ("2026-12-24", "2026-12-28"),
    ],
)
def test_one_asks_on_the_first_business_day_after_the_day_they_named(
    deadline: str, earliest: str
) -> None:
    interview = _named(date.fromisoformat(deadline))
    assert earliest_check_in(interview, (), US).day == date.fromisoformat(earliest)


@pytest.mark.parametrize(
    ("day", "earliest"),
    [
        ("2026-06-04", "2026-06-11"),
        ("2026-05-22", "2026-06-01"),
        ("2026-06-06", "2026-06-12"),
    ],
)
def test_without_a_named_day_one_waits_five_business_days(
    day: str, earliest: str
) -> None:
    interview = interviewed(date=date.fromisoformat(day))
    assert earliest_check_in(interview, (), US).day == date.fromisoformat(earliest)


def test_the_count_is_told_in_words() -> None:
    assert earliest_check_in(NAMED_FRIDAY, (), US).how == (
        "June 12 is the day they named; the first business day after it is"
        " Monday, June 15"
    )
    assert earliest_check_in(interviewed(), (), US).how == (
        "they named no day; five business days after the interview"
        " (Tuesday, June 2) is Tuesday, June 9"
    )
    assert earliest_check_in(_named(june(18)), (), US).how.endswith(
        "is Monday, June 22; Friday, June 19, is Juneteenth"
    )
    assert earliest_check_in(_named(None, june(9)), (), US).how == (
        "they named no day; five business days after they last said so"
        " (Tuesday, June 9) is Tuesday, June 16"
    )
    assert (
        "January 4, 2027" in earliest_check_in(_named(date(2026, 12, 31)), (), US).how
    )


@pytest.mark.parametrize(
    ("events", "earliest"),
    [
        ([], june(15)),
        ([_replied(11, "by June 19")], june(22)),
        ([_replied(11, "by June 19"), _replied(12, "June 17")], june(18)),
        ([_replied(11, "by June 19"), _replied(11, "June 17")], june(22)),
        ([_replied(11, "June 17"), _replied(11, "by June 19")], june(22)),
        ([_replied(11, "soon")], june(18)),
        ([_replied(11, "soon"), _replied(11, "June 17")], june(18)),
        ([_replied(11, "words nobody understands")], june(18)),
        ([_replied(3)], june(15)),
        ([_replied(11)], june(18)),
        ([_replied(11), _replied(12)], june(22)),
        ([_replied(11), _replied(11, "June 17")], june(18)),
    ],
)
def test_the_newest_word_of_theirs_counts(events: list[Event], earliest: date) -> None:
    assert earliest_check_in(NAMED_FRIDAY, events, US).day == earliest


def test_a_day_named_before_the_interview_is_no_deadline_for_it() -> None:
    early = _named(june(1), date(2026, 5, 28))
    assert earliest_check_in(early, (), US).day == june(9)
