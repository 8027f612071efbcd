"""A3, A4: the mailbox is a person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from drafter.address import Address
from drafter.guard.recipients import role_of
from drafter.guard.rubric import Severity
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
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
    "local",
    [
        "info", "hr", "HR", "it", "pr", "jobs", "jobs2", "no-reply", "noreply", "team",
        "hr-emea", "talent.team.uk", "the-team", "our.people", "jobs+dana",
        "dana+owner",
        "recruiting-team", "dl-engineering", "all-corvane", "corvane-all", "board-list",
        "list-request", "bewerbung", "recrutement", "rrhh", "tous", "everyone",
        "postmaster",
        "dana-list", "dana-team", "dana.team", "dana.list", "whitlock-lists",
        "dana-and-tomas", "dana.and.tomas",
        "jobs-us", "hiring.dept", "g-platform", "platform-announce", "abuse",
    ],
)  # fmt: skip
def test_refuses_the_mailbox_of_a_role_or_a_list(local: str) -> None:
    assert role_of(local, DANA) is Severity.REFUSE
    assert severity(to(named("Dana Whitlock", local)), "A3") == "refuse"


@pytest.mark.parametrize(
    ("local", "name"),
    [
        ("jobs.maria", "Maria Jobs"),
        ("jobs.maria", "Maria Silva"),
        ("hr.jensen", "H. R. Jensen"),
        ("alla.petrova", "Alla Petrova"),
        ("mark.sales", "Mark Sales"),
        ("b.sales", "Bo Sales"),
        ("christine", "Christine Moe"),
        ("allan", "Allan Moe"),
        ("callister", "Jo Callister"),
        ("jobson", "Kim Jobson"),
        ("pritchard", "Sam Pritchard"),
        ("dwhitlock", "Dana Whitlock"),
        ("danaw", "Dana Whitlock"),
        ("d.w", "Dana Whitlock"),
        ("whitlock", "Dana Whitlock"),
        ("mueller", "Jürg Mueller"),
        ("muller", "Jürg Müller"),
        ("zoe", "Zoë Øst"),
        ("oneil", "Pat O'Neil"),
        ("jeanluc", "Jean-Luc Brun"),
        ("jean-luc.brun", "Jean-Luc Brun"),
        ("cs", "Cato Stone"),
        ("mt", "Mia Thorn"),
        ("dean", "Dean Moe"),
        ("paris.l", "Paris Lund"),
        ("x7734", "Dana Whitlock"),
        ("sunny", "陳大文"),
        ("bo.team", "Bo Team"),
        ("maria-list", "Maria List"),
        ("anders.anderson", "Anders Anderson"),
        ("sandy-andrews", "Sandy Andrews"),
        ("bteam", "Bo Team"),
    ],
)
def test_lets_a_persons_own_mailbox_pass(local: str, name: str) -> None:
    assert severity(to(named(name, local)), "A3") == ""


@pytest.mark.parametrize(
    "local", ["dean", "alexa", "sydney", "paris", "cs", "ta", "ceo", "manager"]
)
def test_advises_where_a_person_may_sit_behind_a_role(local: str) -> None:
    assert severity(to(named("Dana Whitlock", local)), "A3") == "warn"


def test_refuses_a_roles_mailbox_even_of_a_person_so_called() -> None:
    assert severity(to(named("Bo Team", "team")), "A3") == "refuse"
    assert severity(to(named("Bo Team", "team-emea")), "A3") == "refuse"
    assert severity(to(named("Hana Ruiz", "hr")), "A3") == "refuse"


def test_lets_a_roles_mailbox_pass_that_is_said_to_be_personal() -> None:
    assert severity(to(named("Bo Team", "team", personal_mailbox=True)), "A3") == ""


def test_judges_a_mailbox_without_its_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert severity(note, "A3") == ""
    assert (
        severity(replace(note, recipient=Address.parse("jobs@corvane.example")), "A3")
        == "refuse"
    )


@pytest.mark.parametrize("local", ["tomas%corvane.example", "corvane!tomas", "d％t"])
def test_refuses_a_route_even_if_said_to_be_personal(local: str) -> None:
    who = replace(named("Dana Whitlock"), personal_mailbox=True)
    note = replace(to(who), recipient=Address(local, "corvane.example"))
    assert severity(note, "A3") == "refuse"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("googlegroups.com", "refuse"),
        ("corvane.groups.io", "refuse"),
        ("lists.corvane.example", "refuse"),
        ("noreply.corvane.example", "refuse"),
        ("hire.lever.co", "warn"),
        ("us.greenhouse-mail.io", "warn"),
        ("corvane.example", ""),
        ("mylists.example", ""),
        ("clever.co", ""),
        ("notgroups.io.example", ""),
    ],
)
def test_knows_the_hosts_of_lists_and_machines(host: str, expected: str) -> None:
    note = thank_you(recipient=Address("dana.whitlock", host))
    assert severity(note, "A4") == expected


def test_lets_an_interviewer_at_a_tracking_firm_pass() -> None:
    firm = replace(CORVANE.employer, domain="greenhouse.io")
    note = thank_you(recipient=Address("dana.whitlock", "greenhouse.io"))
    assert (
        severity(replace(note, interview=replace(CORVANE, employer=firm)), "A4") == ""
    )
