from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.address import Address
from drafter.draft import Kind
from drafter.interview import (
    Contact,
    Interview,
    Interviewer,
    Role,
    Stage,
    Statement,
    Takeaway,
)
from drafter.planning import Event, EventKind, State, addressee
from drafter.planning.plan import CheckIn, Plan
from tests.calendars import DANA, MIRA, TUESDAY, US, business_days, interviewed, june
from tests.changed import replace


PEER = Interviewer(id="oren", name="Oren Hale", role=Role.PEER)
AGENT = replace(PEER, id="agent", role=Role.AGENCY_RECRUITER)
THANKED = Event(EventKind.SENT, june(2), "thank-you", "dana")


def _named(until: date | None, on: date = TUESDAY) -> Interview:
    return interviewed(timeline=(Statement(on, "words", until),))


def _replied(day: int, said: str = "") -> Event:
    return Event(EventKind.REPLIED, june(day), with_id="dana", said=said)


def _asked(day: int, kind: str = "check-in") -> Event:
    return Event(EventKind.SENT, june(day), kind, "dana")


def _on(day: date, interview: Interview, *events: Event) -> CheckIn:
    return Plan(interview, (THANKED, *events), day, US).check_in


NAMED_FRIDAY = _named(june(12))


@pytest.mark.parametrize(
    ("people", "chosen"),
    [
        ((PEER, MIRA, DANA), "dana"),
        ((PEER, MIRA, AGENT), "agent"),
        ((PEER, MIRA), "mira"),
        ((PEER,), "oren"),
    ],
)
def test_the_recruiter_is_asked_then_the_manager_then_the_first(
    people: tuple[Interviewer, ...], chosen: str
) -> None:
    assert addressee(interviewed(interviewers=people)).id == chosen


def test_the_contact_goes_first() -> None:
    assert addressee(interviewed(contact=Contact(id="mira"))) == MIRA


def test_a_contact_who_interviewed_is_one_person_with_the_newer_address() -> None:
    email = Address.parse("mira.solano@corvane.example")
    contact = Contact(name="Mira Solano", email=email, phone="+1 207 555 0102")
    asked = addressee(interviewed(contact=contact))
    assert asked == replace(MIRA, email=email, phone="+1 207 555 0102")


def test_a_contact_need_not_have_interviewed() -> None:
    email = Address.parse("robin.vale@corvane.example")
    asked = addressee(interviewed(contact=Contact(name="Robin Vale", email=email)))
    assert asked == Interviewer(id="robin-vale", name="Robin Vale", email=email)


def test_a_contact_by_initial_and_address_is_the_interviewer() -> None:
    dana = MIRA._replace(
        id="dana", name="Dana Whitlock", email=Address("dw", "x.example")
    )
    people = (dana, MIRA)
    for name, email, chosen in (
        ("D. Whitlock", dana.email, "dana"),
        ("D. Whitlock", Address("d", "x.example"), "d-whitlock"),
        ("T. Whitlock", dana.email, "t-whitlock"),
        ("Robin Vale", dana.email, "robin-vale"),
    ):
        contact = Contact(name=name, email=email)
        asked = addressee(interviewed(interviewers=people, contact=contact))
        assert asked.id == chosen


def test_a_contact_who_names_only_a_channel_changes_nobody() -> None:
    assert addressee(interviewed(contact=Contact(channel="phone"))) == DANA


def test_a_contact_without_latin_letters_has_an_id() -> None:
    assert addressee(interviewed(contact=Contact(name="王伟"))).id == "contact"


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
    assert Plan(interview, (), TUESDAY, US).earliest.day == date.fromisoformat(earliest)


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
    assert Plan(interview, (), TUESDAY, US).earliest.day == date.fromisoformat(earliest)


def test_the_count_is_told_in_words() -> None:
    assert Plan(NAMED_FRIDAY, (), TUESDAY, US).earliest.how == (
        "June 12 is the day they named; the first business day after it is"
        " Monday, June 15"
    )
    assert Plan(interviewed(), (), TUESDAY, US).earliest.how == (
        "they named no day; five business days after the interview"
        " (Tuesday, June 2) is Tuesday, June 9"
    )
    assert Plan(_named(june(18)), (), TUESDAY, US).earliest.how.endswith(
        "is Monday, June 22; Friday, June 19, is Juneteenth"
    )
    assert Plan(_named(None, june(9)), (), TUESDAY, US).earliest.how == (
        "they named no day; five business days after they last said so"
        " (Tuesday, June 9) is Tuesday, June 16"
    )
    assert (
        "January 4, 2027"
        in Plan(_named(date(2026, 12, 31)), (), TUESDAY, US).earliest.how
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
    assert Plan(NAMED_FRIDAY, events, TUESDAY, US).earliest.day == earliest


def test_a_day_named_before_the_interview_is_no_deadline_for_it() -> None:
    early = _named(june(1), date(2026, 5, 28))
    assert Plan(early, (), TUESDAY, US).earliest.day == june(9)


def test_before_the_day_it_is_refused_with_the_day_and_the_count() -> None:
    check = _on(june(12), NAMED_FRIDAY)
    assert check.state is State.WAITING
    (refusal,) = check.refusals
    assert refusal == (
        "not before Monday, June 15: June 12 is the day they named; the first business"
        " day after it is Monday, June 15"
    )


def test_on_the_day_it_is_due_to_one_person() -> None:
    check = _on(june(15), NAMED_FRIDAY)
    assert check.state is State.DUE
    assert not check.refusals
    assert not check.warnings
    assert (check.to, check.channel) == (DANA, "email")


def test_the_contact_may_want_a_call() -> None:
    interview = replace(NAMED_FRIDAY, contact=Contact(id="dana", channel="phone"))
    assert _on(june(15), interview).channel == "phone"


@pytest.mark.parametrize(
    "made", [_asked(15), _asked(15, "phone"), Event(EventKind.CALLED, june(16))]
)
def test_one_check_in_for_each_date_they_name(made: Event) -> None:
    check = _on(june(30), NAMED_FRIDAY, made)
    assert check.state is State.DONE
    assert "once is enough" in check.refusals[0]
    again = _on(june(30), NAMED_FRIDAY, made, _replied(16, "by June 26"))
    assert again.state is State.DUE
    assert again.made == (made.on,)


def test_an_answer_that_names_no_day_is_no_leave_to_ask_again() -> None:
    assert _on(june(30), NAMED_FRIDAY, _asked(15), _replied(16)).state is State.DONE


def test_a_newer_day_written_into_the_file_answers_a_check_in_of_that_day() -> None:
    newer = replace(
        NAMED_FRIDAY,
        timeline=(*NAMED_FRIDAY.timeline, Statement(june(15), "June 19", june(19))),
    )
    assert _on(june(22), newer, _asked(15)).state is State.DUE
    assert _on(june(22), newer, _asked(15), _asked(22)).state is State.DONE


def test_a_call_after_their_answer_of_the_same_day_counts() -> None:
    call = Event(EventKind.CALLED, june(11))
    told = _replied(11, "by June 19")
    assert _on(june(22), NAMED_FRIDAY, told, call).state is State.DONE
    assert _on(june(22), NAMED_FRIDAY, call, told).state is State.DUE
    corrected = _replied(11, "by June 17")
    assert _on(june(22), NAMED_FRIDAY, told, call, corrected).state is State.DUE


@pytest.mark.parametrize("kind", [EventKind.DECIDED, EventKind.WITHDREW])
def test_once_it_is_over_one_never_asks(kind: EventKind) -> None:
    over = Event(kind, june(10))
    check = _on(june(30), NAMED_FRIDAY, over, _replied(12, "by June 19"))
    assert check.state is State.REFUSED
    assert "Wednesday, June 10: there is nothing left to ask" in check.refusals[0]


def test_after_an_informational_talk_there_is_no_decision_to_ask_about() -> None:
    talk = replace(NAMED_FRIDAY, stage=Stage.INFORMATIONAL)
    check = _on(june(30), talk)
    assert check.state is State.REFUSED
    assert "an informational talk" in check.refusals[0]
    assert not any(
        s.kind is Kind.CHECK_IN for s in Plan(talk, (), june(30), US).steps()
    )


def test_an_overdue_promise_goes_first() -> None:
    promised = replace(DANA, takeaways=(Takeaway(promised="send a plan", due=june(4)),))
    interview = replace(NAMED_FRIDAY, interviewers=(promised,))
    check = _on(june(15), interview)
    assert check.state is State.REFUSED
    (refusal,) = check.refusals
    assert refusal == (
        "you promised Dana Whitlock to send a plan by Thursday, June 4:"
        " keep that first, and log it `sent`"
    )
    kept = Event(EventKind.SENT, june(5), "takeaway", "dana")
    assert _on(june(15), interview, kept).state is State.DUE
    assert len(_on(june(5), interview).refusals) == 2
    assert len(_on(june(4), interview).refusals) == 1


def test_an_earlier_round_is_not_asked_about() -> None:
    later = june(16)
    check = Plan(NAMED_FRIDAY, (), june(17), US, later_interview=later).check_in
    assert check.state is State.REFUSED
    assert "later interview at Corvane Ferries" in check.refusals[0]
    same = Plan(NAMED_FRIDAY, (), june(17), US, later_interview=TUESDAY).check_in
    assert same.state is State.DUE
    # A day to come is a mistyped year: nothing was said there yet.
    to_come = Plan(NAMED_FRIDAY, (), june(17), US, later_interview=june(18)).check_in
    assert to_come.state is State.DUE


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        (june(20), "Saturday, June 20 is not a business day at Corvane Ferries"),
        (june(19), "Friday, June 19 (Juneteenth) is not a business day at Corvane"),
    ],
)
def test_a_day_off_warns(day: date, warning: str) -> None:
    check = _on(day, NAMED_FRIDAY)
    assert check.state is State.DUE
    assert check.warnings[0].startswith(warning)


def test_a_missing_thank_you_warns() -> None:
    check = Plan(NAMED_FRIDAY, (), june(15), US).check_in
    assert check.warnings == ("your thank-you to Dana Whitlock is not logged as sent",)


def test_nobody_thanks_a_contact_who_did_not_interview() -> None:
    robin = Contact(name="Robin Vale", email=DANA.email)
    check = Plan(replace(NAMED_FRIDAY, contact=robin), (), june(15), US).check_in
    assert not check.warnings


_EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from([EventKind.REPLIED, EventKind.CALLED, EventKind.SENT]),
        st.dates(TUESDAY, date(2026, 8, 1)),
        st.sampled_from(["check-in", "thank-you", "phone"]),
        st.sampled_from(["dana", "mira", ""]),
        st.sampled_from(
            ["", "soon", "by Friday", "in two weeks", "June 31", "the 3rd"]
        ),
    ),
    max_size=6,
)


@given(_EVENTS, st.none() | st.dates(date(2026, 5, 1), date(2026, 8, 1)))
def test_nobody_is_asked_early_or_on_a_day_off(
    events: list[Event], until: date | None
) -> None:
    interview = _named(until)
    check = Plan(interview, events, TUESDAY, US).check_in
    day = check.earliest.day
    assert US.is_business_day(day)
    assert day > max(check.said.on, check.said.until or TUESDAY)
    assert str(day.day) in check.earliest.how
    if not check.said.until:
        assert business_days(max(TUESDAY, check.said.on), day) >= 5
    before = US.add_business_days(TUESDAY, business_days(TUESDAY, day) - 1)
    assert Plan(interview, events, before, US).check_in.state is not State.DUE


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_traceback(day: date) -> None:
    for until in (None, date.min, date.max):
        interview = replace(_named(until, day), date=day)
        answered = Event(EventKind.REPLIED, day, said="by Friday")
        assert Plan(interview, (answered, THANKED), day, US).check_in.earliest.how
