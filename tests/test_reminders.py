from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.formats.reminders import Reminders, reminders
from drafter.interview import Contact, Interview, Statement, Takeaway
from drafter.planning.events import Event, EventKind
from drafter.planning.plan import plan
from tests.calendars import DANA, MIRA, TUESDAY, US, interviewed, june


if TYPE_CHECKING:
    from datetime import date

PROMISES = (
    Takeaway(promised="send the plan", due=june(4)),
    Takeaway(promised="call you", due=june(5)),
)
LOOP = interviewed(
    interviewers=(DANA._replace(takeaways=PROMISES), MIRA),
    timeline=(Statement(TUESDAY, "by Friday the twelfth", june(12)),),
)
CHECKED = Event(EventKind.SENT, june(15), "check-in", "dana")
ANSWERED = Event(EventKind.REPLIED, june(16), "", "dana", "by June 26")


def made(
    *events: Event,
    loop: Interview = LOOP,
    today: date = TUESDAY,
    file: str = "interview.yaml",
) -> Reminders:
    return reminders(loop, plan(loop, events, today, US), file, "they named a day")


def summaries(found: Reminders) -> list[str]:
    return [
        reminder.summary.removesuffix(" (Corvane Ferries)")
        for reminder in found.pending
    ]


def test_every_step_has_its_words() -> None:
    assert summaries(made()) == [
        "Thank Dana Whitlock",
        "Post the card to Dana Whitlock",
        "Connect with Dana Whitlock on LinkedIn",
        "For Dana Whitlock: send the plan",
        "For Dana Whitlock: call you",
        "Thank Mira Solano",
        "Post the card to Mira Solano",
        "Connect with Mira Solano on LinkedIn",
        "Check in with Dana Whitlock",
    ]


def test_the_day_of_the_interview_rings_in_the_evening() -> None:
    assert {(r.on == TUESDAY, r.hour) for r in made().pending} == {
        (True, 18),
        (False, 9),
    }


def test_says_the_commands_to_type() -> None:
    by_summary = dict(zip(summaries(made()), made().pending, strict=True))
    assert by_summary["For Dana Whitlock: call you"].description == (
        "drafter takeaway interview.yaml\n"
        "Then: drafter log interview.yaml sent takeaway --with dana --item 2"
    )
    assert by_summary["Check in with Dana Whitlock"].description.endswith(
        "Why this day: they named a day."
    )


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("a b.yaml", "'a b.yaml'"),
        ("-x.yaml", "./-x.yaml"),
        ("a;rm.yaml", "'a;rm.yaml'"),
    ],
)
def test_a_strange_file_name_is_one_word(file: str, shown: str) -> None:
    first = made(file=file).pending[0]
    assert first.description.startswith(f"drafter thanks {shown}\n")


def test_what_was_done_is_no_reminder_but_known() -> None:
    found = made(Event(EventKind.SENT, june(2), "thank-you", "dana"))
    assert "Thank Dana Whitlock" not in summaries(found)
    (uid,) = found.done
    assert uid == made().pending[0].uid


def test_a_refused_check_in_is_no_reminder() -> None:
    found = made(Event(EventKind.DECIDED, june(3)))
    assert "Check in with Dana Whitlock" not in summaries(found)


def test_each_check_in_is_an_event_of_its_own() -> None:
    kept = [Event(EventKind.SENT, june(4), "takeaway", "dana", item=n) for n in (1, 2)]
    first = made(*kept, today=june(15)).pending[-1]
    after = made(*kept, CHECKED, ANSWERED, today=june(17))
    assert first.uid in after.done
    assert after.pending[-1].summary.startswith("Check in")
    assert after.pending[-1].uid != first.uid


def test_the_check_in_stays_one_event_whoever_it_goes_to() -> None:
    contact = Contact(name="Robin Vale")
    other = made(loop=LOOP._replace(contact=contact)).pending[-1]
    assert other.summary.startswith("Check in with Robin Vale")
    assert other.uid == made().pending[-1].uid


def test_the_day_it_is_asked_changes_no_reminder() -> None:
    kept = [Event(EventKind.SENT, june(4), "takeaway", "dana", item=n) for n in (1, 2)]
    assert made(*kept) == made(*kept, today=june(30))


def test_uids_differ_by_person_promise_interview_and_tell_nothing() -> None:
    other_day = LOOP._replace(date=june(1), timeline=())
    other_you = LOOP._replace(you=LOOP.you._replace(name="Bo Team"))
    loops = (LOOP, other_day, other_you)
    found = [r.uid for loop in loops for r in made(loop=loop).pending]
    assert len(set(found)) == len(found) == 27
    assert all(set(uid) <= set("0123456789abcdef-") for uid in found)
    assert all(r.uid.startswith(made().family) for r in made().pending)
    assert made(loop=other_day).family != made().family
