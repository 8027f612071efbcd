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
    found,
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


@pytest.mark.parametrize("field", ["name", "given", "family", "address_as"])
@pytest.mark.parametrize(
    "value",
    [
        "Dana, Tomas and everybody", "Everyone", "Whitlock and Lindqvist",
        "Dana ＆ Tomas", "Dana ﹠ Tomas", "Dana ＋ Tomas", "Dana， Tomas",
        "Dana、Tomas",
        "Dana a\u200bnd Tomas", "Dana\u2063and\u2063Tomas", "Dana аnd Tomas",
        "Dana plus Tomas", "Dana with Tomas", "Dana | Tomas", "Dana • Tomas",
        "Dana (and Tomas)", 'Dana "and" Tomas', "Dana-and-Tomas", "Dana_and_Tomas",
        "Dana och Tomas", "Dana en Tomas", "Dana и Tomas", "Dana, Tomas.",
        "Everyone 👋", "Everyone at Corvane", "Hiring Team Corvane", "Team Ferries",
        "The Corvane Hiring Team", "All of you", "You all", "Hi all", "Dear friends",
        "Dear Sirs", "Dear all,", "T e a m", "t.e.a.m", "all-staff", "Recruiting",
        "Talent Acquisition", "People Ops", "大家", "各位", "皆様", "Команда",
        "both of you", "👋", "Теам", "E\u200bveryone", "Ｔｅａｍ",
    ],
)  # fmt: skip
def test_judges_every_part_of_a_name(field: str, value: str) -> None:
    who = replace(named("Dana Whitlock"), **{field: value})
    assert severity(to(who), "A0") == "refuse"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Dana Whitlock (she/her)", "write the name without the pronouns"),
        ("Dana Whitlock (ella/she)", "write the name without the pronouns"),
        ("Dana Whitlock they/them", "write the name without the pronouns"),
        ("Whitlock, Dana", "; of one person write the given name first"),
        ("Dana & Tomas", "list each as an interviewer of their own"),
        ("Dana/Tomas", "list each as an interviewer of their own"),
    ],
)
def test_says_what_to_write_where_one_name_looks_like_two(
    name: str, remedy: str
) -> None:
    finding = found(to(named(name)), "A0")
    assert finding
    assert finding.why.endswith(remedy)


@pytest.mark.parametrize(
    "honorific",
    ["Mr. and Mrs.", "Drs.", "Messrs", "Dear all,", "Dr. & Dr.", "Madame, Monsieur"],
)
def test_refuses_an_honorific_of_several(honorific: str) -> None:
    who = named("Dana Whitlock", family="Whitlock", honorific=honorific)
    assert severity(to(who), "A0") == "refuse"


@pytest.mark.parametrize("honorific", ["Dr.", "Prof. Dr.", "Mr.", "Frau", "Madame"])
def test_lets_one_persons_honorific_pass(honorific: str) -> None:
    who = named("Dana Whitlock", family="Whitlock", honorific=honorific)
    assert severity(to(who), "A0") == ""


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Bo Team", "Bo", "Team"),
        ("Maria List", "Maria", "List"),
        ("Dean Everyone", "Dean", "Everyone"),
        ("Anna Crew", "Anna", "Crew"),
        ("Gang Li", "Gang", "Li"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("Ana Costa e Silva", "Ana", "Costa e Silva"),
        ("Pat O'Neil, Jr.", "Pat", "O'Neil, Jr."),
        ("Jean-Luc Brun", "Jean-Luc", "Brun"),
        ("Femke van der Berg", "Femke", "van der Berg"),
        ("陳大文", "大文", "陳"),
        ("和子", "和子", ""),
        ("Анна Котова", "Анна", "Котова"),
        ("Wirjadi", "", ""),
    ],
)
def test_lets_the_parts_of_one_name_pass(name: str, given: str, family: str) -> None:
    who = named(name, given=given, family=family, address_as=given)
    assert severity(to(who), "A0") == ""


def test_refuses_a_group_word_as_a_given_name() -> None:
    assert severity(to(named("Everyone Whitlock", given="Everyone")), "A0") == "refuse"
    assert severity(to(named("Dana Ruiz", given="Dana y Tomas")), "A0") == "refuse"


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
