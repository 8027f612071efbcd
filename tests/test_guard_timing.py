# ruff: noqa: E501 - a script is lines as they are read out
from __future__ import annotations

import pytest

from drafter.draft import Draft, Kind
from drafter.guard import RULES, examine
from tests.changed import replace
from tests.loops import loop


INTERVIEW = loop(1)
DANA = INTERVIEW.interviewers[0]
GOOD = """When they answer

Hello Dana, this is Ines Okafor. I interviewed for the Timetables role on June second. Is this a good moment?

Thank you.

Voicemail (under thirty seconds)

Hello Dana, this is Ines Okafor, calling about the Timetables role. I am still very interested. My number is +1 207 555 0142. That is +1 207 555 0142. Thank you, Dana.

If the answer is no

Thank you for telling me.
"""


def whys(text: str) -> list[tuple[str, str]]:
    draft = Draft(kind=Kind.PHONE, text=text, interview=INTERVIEW, interviewer=DANA)
    return [(f.rule, f.why) for f in examine(draft) if f.rule in {"P1", "P2"}]


def test_lets_a_good_script_pass() -> None:
    assert whys(GOOD) == []
    assert whys(GOOD.replace("Hello Dana", "Hello, Ms. Whitlock")) == []


def test_takes_the_day_as_people_there_write_it() -> None:
    employer = replace(INTERVIEW.employer, country="GB")
    text = GOOD.replace("June second", "2 June")
    there = replace(INTERVIEW, employer=employer)
    draft = Draft(kind=Kind.PHONE, text=text, interview=there, interviewer=DANA)
    assert "P1" not in {finding.rule for finding in examine(draft)}
    assert whys(text)


@pytest.mark.parametrize(
    ("gone", "instead", "why"),
    [
        ("this is Ines Okafor. I", "this is me. I", "say your name"),
        ("for the Timetables role on", "for a role on", "say the role"),
        ("on June second", "last week", "say the day you met"),
        ("That is +1 207 555 0142.", "", "say your number twice"),
    ],
)
def test_misses_what_a_call_must_say(gone: str, instead: str, why: str) -> None:
    ((rule, said),) = whys(GOOD.replace(gone, instead, 1))
    assert rule == "P1"
    assert said.startswith(why)


def test_a_long_voicemail_is_advised_against() -> None:
    talk = "I have thought about it a great deal. " * 9
    ((rule, said),) = whys(GOOD.replace("Thank you, Dana.", talk + "Thank you, Dana."))
    assert (rule, said[:13]) == ("P2", "the voicemail")


def test_the_rules_of_the_calendar_are_explained_too() -> None:
    assert [f"I{n}" for n in range(1, 11)] == [r for r in RULES if r.startswith("I")]
    assert all(RULES[r].source for r in RULES)
