"""A0: whoever interviewed is one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from drafter.address import Address
from drafter.interview import Contact
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    check_in,
    severity,
    thank_you,
    to,
)


if TYPE_CHECKING:
    from drafter.interview import Interviewer


def named(name: str, local: str = "", **changes: Any) -> Interviewer:
    """Somebody of whom only this is known."""
    email = Address.parse(f"{local}@corvane.example") if local else None
    bare: dict[str, Any] = {"given": "", "family": "", "address_as": "", **changes}
    return replace(DANA, name=name, email=email, **bare)


@pytest.mark.parametrize(
    "name",
    [
        "Dana and Tomas",
        "Dana Whitlock AND Tomas Lindqvist",
        "Dana & Tomas",
        "Dana/Tomas",
        "Dana Whitlock, Tomas Lindqvist",
        "Dana Whitlock; Tomas Lindqvist",
        "Dana + Tomas",
        "Dana und Tomas",
        "Dana et Tomas",
        "Whitlock, Dana",
        "The Hiring Team",
        "HR",
        "hr team",
        "Everyone",
        "Team",
        "Corvane team",
        "Corvane Ferries",
        "team Corvane",
        "ａｌｌ",
        "A\u200bll",
        "Recruiting Team",
        "Damen und Herren",
        "tout le monde",
    ],
)
def test_refuses_a_name_of_two_people_or_of_a_group(name: str) -> None:
    assert severity(to(named(name)), "A0") == "refuse"


@pytest.mark.parametrize(
    "name",
    [
        "Dana Whitlock, Jr.",
        "Dana Whitlock, Sr.",
        "Dana Whitlock, III",
        "Dana Whitlock, PhD",
        "Dana Whitlock, Ph.D., MBA",
        "Dana Whitlock, CISSP",
        "Bo Team",
        "Aisha All",
        "Friedrich von und zu Liechten",
        "José Ortega y Gasset",
        "Andy Sanders",
        "Alexander Land",
        "Ana María de la Cruz",
        "陳大文",
        "Teller",
        "O'Neil",
        "Ernst Young",
        "Guy Panel",
    ],
)
def test_lets_one_persons_name_pass(name: str) -> None:
    assert severity(to(named(name)), "A0") == ""


def test_lets_a_firm_of_two_names_pass() -> None:
    firm = replace(CORVANE.employer, name="Ernst & Young", short="EY and friends")
    note = thank_you(interview=replace(CORVANE, employer=firm))
    assert severity(note, "A0") == ""


def test_refuses_a_group_that_is_greeted_by_its_own_name() -> None:
    note = to(
        named("Team", address_as="Team"), "Hi Team,\n\nThank you.\n\nBest,\nInes Okafor"
    )
    assert severity(note, "A0") == "refuse"


def test_lets_a_group_word_pass_that_is_part_of_the_name() -> None:
    assert severity(to(named("Bo Team", address_as="Team")), "A0") == ""
    assert severity(to(named("Dana Whitlock", address_as="team")), "A0") == "refuse"


def test_refuses_a_contact_that_is_a_group() -> None:
    interview = replace(CORVANE, contact=Contact(name="HR Team"))
    assert severity(check_in(interview=interview, interviewer=None), "A0") == "refuse"
    robin = replace(CORVANE, contact=Contact(name="Robin Vale"))
    assert severity(check_in(interview=robin, interviewer=None), "A0") == ""
