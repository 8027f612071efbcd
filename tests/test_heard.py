from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from drafter.wizard import questions as heard
from drafter.wizard.questions import Clock, View
from tests.calendars import US


TODAY = date(2026, 6, 3)
"""A Wednesday."""
CLOCK = Clock(TODAY, lambda _country, _region: US, "US")


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("today", "2026-06-03"),
        ("Yesterday", "2026-06-02"),
        ("Tuesday", "2026-06-02"),
        ("last tue.", "2026-06-02"),
        ("on Thursday", "2026-05-28"),
        ("2 June", "2026-06-02"),
        ("June 2nd", "2026-06-02"),
        ("the 2nd of June", "2026-06-02"),
        ("Jun 2, 2025", "2025-06-02"),
        ("28 December", "2025-12-28"),
        ("2026-06-02", "2026-06-02"),
    ],
)
def test_a_day_is_heard_as_people_say_it(answer: str, day: str) -> None:
    assert str(CLOCK.past(answer)) == day


@pytest.mark.parametrize("answer", ["6/2/2026", "June 31", "soon", "2026-02-30", "12"])
def test_what_is_no_day_is_none(answer: str) -> None:
    assert CLOCK.past(answer) is None


@pytest.mark.parametrize(
    ("answer", "employer", "position", "day"),
    [
        ("Corvane Ferries", "Corvane Ferries", "", ""),
        ("Corvane Ferries, Pilot", "Corvane Ferries", "Pilot", ""),
        ("Corvane Ferries, Pilot, yesterday", "Corvane Ferries", "Pilot", "2026-06-02"),
        ("Pilot at Corvane Ferries", "Corvane Ferries", "Pilot", ""),
        ("Pilot at Corvane, 2 June", "Corvane", "Pilot", "2026-06-02"),
        ("Corvane, Inc., Pilot", "Corvane, Inc.", "Pilot", ""),
        ("Corvane, Pilot, Harbour", "Corvane", "Pilot, Harbour", ""),
        ("Corvane, Pilot, June 2, 2026", "Corvane", "Pilot", "2026-06-02"),
    ],
)
def test_an_interview_is_heard_in_one_line(
    answer: str, employer: str, position: str, day: str
) -> None:
    said = heard.job(answer, CLOCK)
    places = ("employer.name", "position.title", "date")
    assert tuple(said.get(place, "") for place in places) == (employer, position, day)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("Dana Whitlock", {"name": "Dana Whitlock"}),
        (
            "Dana Whitlock <dana@x.example>",
            {"name": "Dana Whitlock", "email": "dana@x.example"},
        ),
        (
            "dana@x.example, Dana Whitlock (peer)",
            {"name": "Dana Whitlock", "role": "peer", "email": "dana@x.example"},
        ),
        (
            "Dana Whitlock - Head of Tides",
            {
                "name": "Dana Whitlock",
                "role": "hiring_manager",
                "title": "Head of Tides",
            },
        ),
        ("Susan Head, 2", {"name": "Susan Head", "role": "agency_recruiter"}),
        ("Jean-Luc O'Neil, Poet", {"name": "Jean-Luc O'Neil", "title": "Poet"}),
        ("Dr. Mei Lin Chen", {"honorific": "Dr.", "name": "Mei Lin Chen"}),
        ("mailto:dana@x.example", {"email": "dana@x.example"}),
    ],
)
def test_a_person_is_heard_in_one_line(answer: str, said: dict[str, str]) -> None:
    assert heard.who(answer) == said


@pytest.mark.parametrize(
    ("answer", "field", "words"),
    [
        ("said new timetables ship", "they_said", "new timetables ship"),
        ("You said that the sea is high", "they_said", "the sea is high"),
        ("she told me how the crane works", "they_said", "how the crane works"),
        ("told me that it rusts", "they_said", "it rusts"),
        ("said to bring boots", "they_said", "to bring boots"),
        ("that the sea is high", "they_said", "the sea is high"),
        ("asked me how I sleep", "asked", "how I sleep"),
        ("asked about my plans", "asked", "about my plans"),
        ("how do you sleep?", "asked", "how do you sleep?"),
        ("let me drive", "moment", "let me drive"),
        ("you walked me to the gate", "moment", "walked me to the gate"),
        ("mentioned the tides", "moment", "mentioned the tides"),
        ("I was struck by the calm", "impressed_by", "the calm"),
        ("noticed the calm", "impressed_by", "the calm"),
    ],
)
def test_what_stayed_is_heard_by_its_first_words(
    answer: str, field: str, words: str
) -> None:
    assert heard.stayed(answer) == {field: words}


def test_a_second_sentence_is_the_second_half() -> None:
    assert heard.stayed("asked who decides? The crew, I would say.") == {
        "asked": "who decides?",
        "answer": "The crew, I would say.",
    }
    assert heard.stayed("said the plan is old. So is mine.") == {
        "they_said": "the plan is old. So is mine."
    }, "old. could be an abbreviation"
    assert heard.stayed("said it goes live. Ours did.")["reaction"] == "Ours did."


def test_what_nobody_can_place_is_asked_again() -> None:
    with pytest.raises(ValueError, match="begin with what it was"):
        heard.stayed("the sea is high")


@pytest.mark.parametrize(
    ("answer", "promised", "due"),
    [
        ("send the plan by Thursday", "send the plan", "2026-06-04"),
        ("to call on Monday.", "call", "2026-06-08"),
        ("send it tomorrow", "send it", "2026-06-04"),
        ("send notes on the crane", "send notes on the crane", None),
        ("come by", "come by", None),
        ("I'll stand by you", "stand by you", None),
    ],
)
def test_a_promise_gives_its_day(answer: str, promised: str, due: str | None) -> None:
    said = heard.promise(answer, partial(CLOCK.day, seen=View("")))
    assert said == {
        "takeaways.0.promised": promised,
        "takeaways.0.due": due or "",
    }
