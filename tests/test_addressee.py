from __future__ import annotations

import pytest

from drafter.address import Address
from drafter.interview import Contact, Interviewer, Role
from drafter.planning.check_in import addressee
from tests.calendars import DANA, MIRA, interviewed
from tests.changed import replace


PEER = Interviewer(id="oren", name="Oren Hale", role=Role.PEER)
AGENT = replace(PEER, id="agent", role=Role.AGENCY_RECRUITER)


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


def test_a_contact_who_names_only_a_channel_changes_nobody() -> None:
    assert addressee(interviewed(contact=Contact(channel="phone"))) == DANA


def test_a_contact_without_latin_letters_has_an_id() -> None:
    assert addressee(interviewed(contact=Contact(name="王伟"))).id == "contact"
