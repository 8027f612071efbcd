from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from drafter.calendar import Calendar, UnknownPlaceError
from drafter.errors import InputError
from drafter.reading.interview_file import read_interview
from tests.calendars import US
from tests.notes import DANA, HEAD, problems, reading, told


if TYPE_CHECKING:
    from drafter.calendar import YearOff

PROMISE = "    takeaways: [{promised: send the plan}]\n"


def _nowhere(_year: int) -> YearOff:
    raise UnknownPlaceError("nobody knows the country 'ZZ'")


def test_a_promise_without_a_day_is_due_on_the_next_business_day() -> None:
    friday = HEAD.replace("2026-06-02", "2026-06-05")

    (dana,) = reading(told(DANA + PROMISE, friday)).interview.interviewers

    assert dana.takeaways[0].due == date(2026, 6, 8)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("Thursday", 4),
        ("12 June", 12),
        ("by Friday", 5),
        ("tomorrow", 3),
        ("2026-06-09", 9),
    ],
)
def test_a_promise_may_say_its_day_in_words(due: str, day: int) -> None:
    promise = f"    takeaways: [{{promised: send the plan, due: {due}}}]\n"

    (dana,) = reading(told(DANA + promise)).interview.interviewers

    assert dana.takeaways[0].due == date(2026, 6, day)


@pytest.mark.parametrize("due", ["when the tide turns", "unknown", "4.6.2026", "TBD"])
def test_asks_for_the_date_where_words_name_no_day(due: str) -> None:
    promise = f"    takeaways: [{{promised: send the plan, due: {due}}}]\n"

    (line,) = problems(told(DANA + promise))

    assert line.startswith("f:11:48: due: ")


def test_statements_stand_oldest_first_and_the_later_date_last() -> None:
    said = "{2026-06-11: [June 19, June 15], 2026-06-02: soon}"

    interview = reading(told().replace("unknown", said)).interview

    assert [(s.on.day, s.until) for s in interview.timeline] == [
        (2, None),
        (11, date(2026, 6, 15)),
        (11, date(2026, 6, 19)),
    ]
    assert interview.deadline == date(2026, 6, 19)


def test_a_statement_alone_was_said_on_the_day_of_the_interview() -> None:
    (said,) = reading(told().replace("unknown", "by Friday")).interview.timeline

    assert (said.on, said.until) == (date(2026, 6, 2), date(2026, 6, 5))


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("when the tide turns", "f:5:11: timeline: "),
        ("{2026-06-11: by the tide}", "f:5:24: timeline: "),
        ("{June: soon}", "f:5:12: timeline: 'June' is not a date"),
        ("{2026-06-11: {a: b}}", "f:5:24: timeline must be one line of text"),
        ("___", "f:5:11: timeline is still blank"),
    ],
)
def test_asks_where_the_timeline_is_not_understood(said: str, place: str) -> None:
    (line,) = problems(told().replace("unknown", said))

    assert line.startswith(place)


def test_asks_the_calendar_of_the_employers_country_and_region() -> None:
    asked: list[tuple[str, str]] = []

    def calendars(country: str, region: str) -> Calendar:
        asked.append((country, region))
        return US

    text = told().replace("Corvane Ferries", "{name: C, country: de, region: BY}")
    read_interview(
        text.encode(), file="f", folder=Path(), defaults=None, calendars=calendars
    )

    assert asked == [("DE", "BY")]


@pytest.mark.parametrize(
    "text",
    [told(DANA + PROMISE), told().replace("unknown", "in three business days")],
)
def test_refuses_a_country_without_a_calendar_where_days_are_counted(text: str) -> None:
    text = text.replace("Corvane Ferries", "{name: C, country: ZZ}")

    with pytest.raises(InputError) as caught:
        reading(text, calendar=Calendar("ZZ", "", _nowhere))

    assert caught.value.lines == (
        "f:2:30: nobody knows the country 'ZZ' (the region may be left out)",
    )


def test_the_calendar_is_not_asked_when_nothing_is_counted() -> None:
    text = told(DANA + "    takeaways: [{promised: send it, due: 2026-06-04}]\n")

    assert reading(text, calendar=Calendar("ZZ", "", _nowhere)).warnings == ()


def test_a_text_alone_is_what_was_promised() -> None:
    people = DANA + "    takeaways: [I'll send the plan by Friday]\n"
    (dana,) = reading(told(people)).interview.interviewers
    assert [(one.promised, str(one.due)) for one in dana.takeaways] == [
        ("send the plan", "2026-06-05")
    ]
