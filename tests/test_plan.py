from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft import Kind
from drafter.interview import Interview, Statement, Takeaway
from drafter.planning import WORDING, Event, EventKind, State, Step, logged
from drafter.planning.plan import Plan
from tests.calendars import DANA, MIRA, TUESDAY, US, interviewed, june
from tests.changed import replace


ASKED_FOR = Takeaway(promised="send the plan", due=june(4))
LOOP = interviewed(
    interviewers=(replace(DANA, takeaways=(ASKED_FOR,)), MIRA),
    timeline=(Statement(TUESDAY, "by Friday the twelfth", june(12)),),
)
THANKED = Event(EventKind.SENT, june(2), "thank-you", "dana")


def _step(kind: Kind, today: date, *events: Event, loop: Interview = LOOP) -> Step:
    """Give Dana's step of that kind, or the last of them."""
    steps = Plan(loop, events, today, US).steps()
    return [s for s in steps if s.kind is kind and s.interviewer_id == "dana"][-1]


def test_all_that_is_said_of_a_kind_stands_in_one_table() -> None:
    assert set(WORDING) == set(Kind)
    for kind in {step.kind for step in Plan(LOOP, (), TUESDAY, US).steps()}:
        wording = WORDING[kind]
        assert wording.command
        assert wording.to_draft
        assert "Dana" in wording.reminder.format(name="Dana", promised="send it")
    told = {kind: logged(kind, "dana", 2) for kind in Kind}
    assert told[Kind.TAKEAWAY] == "sent takeaway --with dana --item 2"
    assert told[Kind.CARD].startswith("posted --with dana")
    assert told[Kind.PHONE] == "called"
    assert told[Kind.THANK_YOU] == "sent thank-you --with dana --item 2"


def test_what_drafts_a_kind_is_a_command_and_how_it_stands_a_word_of_json() -> None:
    assert {kind: wording.command for kind, wording in WORDING.items()} == {
        Kind.THANK_YOU: "thanks",
        Kind.CARD: "thanks",
        Kind.LINKEDIN: "linkedin",
        Kind.TAKEAWAY: "takeaway",
        Kind.CHECK_IN: "checkin",
        Kind.PHONE: "checkin",
        Kind.REPLY: "reply",
    }
    words = ["waiting", "due", "late", "done", "refused"]
    assert [state.value for state in State] == words


def test_a_check_in_says_how_its_day_was_counted_or_why_there_is_none() -> None:
    loop = replace(LOOP, interviewers=(DANA,))
    waiting = _step(Kind.CHECK_IN, june(4), THANKED, loop=loop)
    assert waiting.state is State.WAITING
    assert "June 12" in waiting.reason
    decided = Event(EventKind.DECIDED, june(5))
    refused = _step(Kind.CHECK_IN, june(15), THANKED, decided, loop=loop)
    assert refused.state is State.REFUSED
    assert "decided" in refused.reason


def test_each_person_has_their_steps_and_the_loop_one_check_in() -> None:
    steps = Plan(LOOP, (), TUESDAY, US).steps()
    assert [(str(step.kind), step.interviewer_id) for step in steps] == [
        ("thank-you", "dana"),
        ("card", "dana"),
        ("linkedin", "dana"),
        ("takeaway", "dana"),
        ("thank-you", "mira"),
        ("card", "mira"),
        ("linkedin", "mira"),
        ("check-in", "dana"),
    ]


@pytest.mark.parametrize(
    ("day", "state"),
    [(1, "waiting"), (2, "due"), (3, "due"), (4, "late"), (30, "late")],
)
def test_a_thank_you_is_late_from_the_second_day_after(day: int, state: str) -> None:
    step = _step(Kind.THANK_YOU, june(day))
    assert step.state == state
    assert step.due == TUESDAY
    assert step.reason == "due on the day of the interview, Tuesday, June 2"


def test_a_thank_you_that_was_sent_is_done() -> None:
    step = _step(Kind.THANK_YOU, june(9), THANKED)
    assert (step.state, step.reason) == (State.DONE, "sent on Tuesday, June 2")


def test_a_thank_you_to_another_is_not_done() -> None:
    sent = replace(THANKED, with_id="mira")
    assert _step(Kind.THANK_YOU, june(2), sent).state is State.DUE


@pytest.mark.parametrize(
    ("day", "state"), [(1, "waiting"), (2, "due"), (3, "due"), (4, "late")]
)
def test_a_card_is_posted_by_the_next_business_day(day: int, state: str) -> None:
    step = _step(Kind.CARD, june(day))
    assert step.state == state
    assert "Wednesday, June 3" in step.reason


def test_a_card_of_a_friday_has_until_monday() -> None:
    friday = replace(LOOP, date=june(5))
    assert _step(Kind.CARD, june(8), loop=friday).state is State.DUE
    assert _step(Kind.CARD, june(9), loop=friday).state is State.LATE


@pytest.mark.parametrize(
    "posted",
    [Event(EventKind.POSTED, june(3)), Event(EventKind.SENT, june(3), "card", "dana")],
)
def test_a_posted_card_is_done(posted: Event) -> None:
    step = _step(Kind.CARD, june(9), posted)
    assert (step.state, step.reason) == (State.DONE, "posted on Wednesday, June 3")


def test_a_card_that_would_come_too_late_warns() -> None:
    soon = replace(LOOP, timeline=(Statement(TUESDAY, "by Friday", june(5)),))
    assert not _step(Kind.CARD, june(2), loop=soon).warnings
    assert _step(Kind.CARD, june(3), loop=soon).warnings == (
        "they named June 5, and a card posted on June 3 arrives about Monday, June 8",
    )
    assert not _step(Kind.CARD, date(2026, 5, 1), loop=soon).warnings
    at_once = replace(LOOP, timeline=(Statement(TUESDAY, "tomorrow", june(3)),))
    (warning,) = _step(Kind.CARD, june(1), loop=at_once).warnings
    assert "a card posted on June 2" in warning
    posted = Event(EventKind.POSTED, june(2))
    assert not _step(Kind.CARD, june(3), posted, loop=soon).warnings


def test_a_connection_waits_for_the_thank_you_and_the_next_day() -> None:
    waiting = _step(Kind.LINKEDIN, june(9))
    assert waiting.state is State.WAITING
    assert "once your thanks to Dana Whitlock are logged as sent" in waiting.reason
    assert _step(Kind.LINKEDIN, june(2), THANKED).state is State.WAITING
    assert _step(Kind.LINKEDIN, june(3), THANKED).state is State.DUE
    late = _step(Kind.LINKEDIN, june(9), replace(THANKED, on=june(9)))
    assert (late.state, late.earliest) == (State.DUE, june(9))


@pytest.mark.parametrize(
    "asked",
    [
        Event(EventKind.CONNECTED, june(3), "", "dana"),
        Event(EventKind.SENT, june(3), "linkedin", "dana"),
    ],
)
def test_a_connection_made_is_done(asked: Event) -> None:
    assert _step(Kind.LINKEDIN, june(3), asked).state is State.DONE


def test_nobody_is_connected_with_who_does_not_want_it() -> None:
    private = interviewed(interviewers=(replace(DANA, linkedin_ok=False),))
    kinds = [step.kind for step in Plan(private, (), TUESDAY, US).steps()]
    assert kinds == [Kind.THANK_YOU, Kind.CARD, Kind.CHECK_IN]


def test_without_an_address_the_card_will_do_as_thanks() -> None:
    unknown = interviewed(interviewers=(replace(DANA, email=None),))
    kinds = [step.kind for step in Plan(unknown, (), TUESDAY, US).steps()]
    assert kinds == [Kind.THANK_YOU, Kind.CARD, Kind.LINKEDIN, Kind.CHECK_IN]
    posted = Event(EventKind.POSTED, june(3), "", "dana")
    assert _step(Kind.THANK_YOU, june(9), posted, loop=unknown).state is State.DONE
    passed_on = Event(EventKind.SENT, june(3), "thank-you", "dana")
    assert _step(Kind.LINKEDIN, june(3), passed_on, loop=unknown).state is State.DUE
    assert _step(Kind.LINKEDIN, june(3), loop=unknown).state is State.WAITING
    assert _step(Kind.LINKEDIN, june(3), posted, loop=unknown).state is State.DUE


@pytest.mark.parametrize(("day", "state"), [(2, "due"), (4, "due"), (5, "late")])
def test_a_promise_is_late_after_its_day(day: int, state: str) -> None:
    step = _step(Kind.TAKEAWAY, june(day))
    assert (step.state, step.item) == (state, 1)
    assert step.reason == "you said you would send the plan by Thursday, June 4"
    kept = Event(EventKind.SENT, june(4), "takeaway", "dana")
    assert _step(Kind.TAKEAWAY, june(day), kept).state is State.DONE


def test_a_check_in_waits_then_is_due_then_done() -> None:
    kept = Event(EventKind.SENT, june(4), "takeaway", "dana")
    waiting = _step(Kind.CHECK_IN, june(12), THANKED, kept)
    assert (waiting.state, waiting.earliest) == (State.WAITING, june(15))
    assert "June 12 is the day they named" in waiting.reason
    assert _step(Kind.CHECK_IN, june(15), THANKED, kept).state is State.DUE
    asked = Event(EventKind.SENT, june(15), "check-in", "dana")
    done = _step(Kind.CHECK_IN, june(30), THANKED, kept, asked)
    assert (done.state, done.reason) == (
        State.DONE,
        "you checked in on Monday, June 15",
    )


def test_a_newer_day_of_theirs_makes_a_second_check_in() -> None:
    kept = Event(EventKind.SENT, june(4), "takeaway", "dana")
    asked = Event(EventKind.SENT, june(15), "check-in", "dana")
    told = Event(EventKind.REPLIED, june(16), said="by June 26")
    steps = Plan(LOOP, (kept, asked, told), june(16), US).steps()
    looks = [(s.state, s.earliest) for s in steps if s.kind is Kind.CHECK_IN]
    assert looks == [(State.DONE, june(15)), (State.WAITING, june(29))]


def test_a_later_interview_refuses_the_check_in_only() -> None:
    steps = Plan(LOOP, (), june(17), US, later_interview=june(16)).steps()
    refused = [step.kind for step in steps if step.state is State.REFUSED]
    assert refused == [Kind.CHECK_IN]


@given(
    st.dates(date(2026, 5, 1), date(2026, 9, 1)),
    st.lists(
        st.builds(
            Event,
            st.sampled_from(EventKind),
            st.dates(date(2026, 5, 1), date(2026, 9, 1)),
            st.sampled_from(["", *Kind]),
            st.sampled_from(["", "dana", "mira", "nobody"]),
            st.sampled_from(["", "soon", "by Friday", "nonsense"]),
            st.integers(min_value=0, max_value=2),
        ),
        max_size=8,
    ),
)
def test_only_a_check_in_is_ever_refused_and_every_step_says_why(
    today: date, events: list[Event]
) -> None:
    for step in Plan(LOOP, events, today, US).steps():
        assert step.reason
        assert not step.reason.endswith(".")
        assert step.earliest <= step.due
        assert step.state is not State.REFUSED or step.kind is Kind.CHECK_IN
        assert step.state is not State.DUE or today >= step.earliest


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_traceback(day: date) -> None:
    assert len(Plan(replace(LOOP, date=day), (THANKED,), day, US).steps()) == 8
