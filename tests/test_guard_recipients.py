"""A: the note goes to one address, the reader's."""

from __future__ import annotations

import pytest

from drafter.address import Address
from drafter.draft import Kind
from drafter.interview import Contact, Role
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    TOMAS,
    YOU,
    alone,
    card,
    check_in,
    found,
    severity,
    thank_you,
    to,
)


def test_refuses_another_recipient_than_the_interviewer() -> None:
    assert severity(thank_you(recipient=TOMAS.email), "A1") == "refuse"
    assert severity(thank_you(), "A1") == ""


def test_advises_when_an_email_has_no_address_yet() -> None:
    assert severity(thank_you(recipient=None), "A1") == "warn"
    assert severity(card(), "A1") == ""


def test_takes_tagged_addresses_for_the_same() -> None:
    tagged = Address.parse("Dana.Whitlock+interview@corvane.example")
    assert severity(thank_you(recipient=tagged), "A1") == ""


def test_checks_a_check_in_against_the_contact() -> None:
    robin = Contact(
        name="Robin Vale", email=Address.parse("robin.vale@corvane.example")
    )
    interview = replace(CORVANE, contact=robin)
    note = check_in(interview=interview, interviewer=None)
    assert severity(note, "A1") == "refuse"
    assert severity(replace(note, recipient=robin.email), "A1") == ""


@pytest.mark.parametrize(
    ("local", "domain"),
    [
        ("dana", "corvane.example, tomas@corvane.example"),
        ("dana@corvane.example,tomas", "corvane.example"),
        ("dana", "corvane.example\r\nBcc: all@corvane.example"),
        ("", ""),
        ("dana", "CORVANE.example"),
    ],
)
def test_refuses_an_address_built_by_hand_that_is_not_one(
    local: str, domain: str
) -> None:
    assert severity(thank_you(recipient=Address(local, domain)), "A2") == "refuse"


def test_refuses_an_address_that_two_interviewers_share() -> None:
    shared = replace(TOMAS, email=Address.parse("DANA.Whitlock+t@corvane.example"))
    interview = replace(CORVANE, interviewers=(DANA, shared))
    finding = found(thank_you(interview=interview), "A5")
    assert finding
    assert "Tomas Lindqvist" in finding.why
    assert severity(thank_you(), "A5") == ""


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("corvane.example", ""),
        ("mail.corvane.example", ""),
        ("other.example", "warn"),
        ("notcorvane.example", "warn"),
        ("ferries.example", ""),
    ],
)
def test_advises_when_the_address_is_elsewhere(host: str, expected: str) -> None:
    firm = replace(CORVANE.employer, allowed_domains=("ferries.example",))
    note = thank_you(
        recipient=Address("dana.whitlock", host),
        interview=replace(CORVANE, employer=firm),
    )
    assert severity(note, "A6") == expected


def test_lets_an_agency_write_from_its_own_host() -> None:
    agent = replace(DANA, role=Role.AGENCY_RECRUITER)
    note = thank_you(
        recipient=Address("dana.whitlock", "agency.example"), interviewer=agent
    )
    assert severity(note, "A6") == ""


def test_compares_hosts_in_ascii() -> None:
    firm = replace(CORVANE.employer, domain="müller.example")
    note = thank_you(
        recipient=Address.parse("dana@müller.example"),
        interview=replace(CORVANE, employer=firm),
    )
    assert severity(note, "A6") == ""


def test_refuses_a_note_to_oneself() -> None:
    mine = Address.parse("ines.okafor+test@mail.example")
    assert severity(thank_you(recipient=mine), "A8") == "refuse"
    assert severity(thank_you(recipient=mine, sender=None), "A8") == "refuse"
    assert severity(thank_you(), "A8") == ""
    assert YOU.email


def test_asks_no_address_of_a_card() -> None:
    rules = {"A1", "A2", "A3", "A4", "A5", "A6", "A8"}
    shared = alone(email=Address.parse("team@lists.example"))
    note = to(shared.interviewers[0], kind=Kind.CARD)
    assert not any(found(note, rule) for rule in rules)
