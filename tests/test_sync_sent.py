"""Drafts with one subject, which real runs avoid and edited templates need not."""

from __future__ import annotations

from datetime import date

from drafter.draft import Kind
from drafter.journal.history import KnownDraft
from drafter.mailbox.recognise import subject_mark
from drafter.planning import Event, EventKind
from drafter.sync import Case, Found, find_sent
from drafter.sync.mail import Mail, Writer
from tests import corvane


SUBJECT = "As promised"
TODAY = date(2026, 6, 30)


def drafted(*days: int, events: tuple[Event, ...] = ()) -> Case:
    """Give an interview with a check-in drafted on each of these days of June."""
    drafts = tuple(
        KnownDraft(
            "dana",
            Kind.CHECK_IN,
            n,
            "lab: Drafts",
            date(2026, 6, day),
            subject=subject_mark(SUBJECT),
        )
        for n, day in enumerate(days, start=1)
    )
    return Case("i.yaml", corvane.CORVANE, drafts, list(events))


def sent_on(day: int, case: Case, subject: str = SUBJECT) -> list[Found]:
    """Look at one mail to Dana."""
    (dana,) = (p for p in case.interview.interviewers if p.id == "dana")
    assert dana.email
    on = date(2026, 6, day)
    mail = Mail(
        uid=1,
        message_id="<1@programs.example>",
        sender=case.you,
        readers=(dana.email.key,),
        subject=subject,
        arrived=on,
        oldest=on,
        answers=(),
        is_draft=False,
        writer=Writer.PERSON,
    )
    return find_sent([case], [mail], TODAY)[0]


def certain(found: list[Found]) -> list[Event]:
    return [event for one in found if not one.why for event in one.events]


def test_a_subject_is_the_same_in_other_letters_blanks_and_signs() -> None:
    assert subject_mark("as  promised!") == subject_mark(SUBJECT) != 0
    assert subject_mark("Re: As promised") != subject_mark(SUBJECT)
    assert subject_mark("") == 0


def test_of_two_with_one_subject_the_last_drafted_was_sent() -> None:
    first = Event(EventKind.SENT, date(2026, 6, 15), "check-in", "dana")
    found = sent_on(22, drafted(15, 22, events=(first,)))
    assert certain(found) == [first._replace(on=date(2026, 6, 22))]


def test_a_mail_from_before_the_second_was_drafted_is_the_first() -> None:
    case = drafted(15, 22)
    (event,) = certain(sent_on(16, case))
    assert event.on == date(2026, 6, 16)
    assert certain(sent_on(17, case)) == []


def test_of_two_drafted_on_one_day_none_is_certain() -> None:
    (doubt,) = sent_on(16, drafted(15, 15))
    assert doubt.why == "it may be another with this subject"
    assert doubt.commands == [
        "drafter log i.yaml sent check-in --with dana --on 2026-06-16"
    ]


def test_a_mail_without_a_subject_is_no_draft_without_one() -> None:
    assert certain(sent_on(16, drafted(15), subject="")) == []
