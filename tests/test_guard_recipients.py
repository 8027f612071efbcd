"""A1 to A8: one address, a person's own, and that person's."""

from __future__ import annotations

import pytest

from drafter.address import Address
from drafter.draft import Kind
from drafter.guard.recipients import role_of
from drafter.guard.rubric import Severity
from drafter.interview import Contact, Interviewer, Role
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
    named,
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
        "hiring-committee", "search-committee", "faculty", "jury", "trustees",
        "selection", "comite-recrutement", "comite.de.seleccion", "comision",
        "auswahlkommission", "kommission.timetables", "rekrutacja", "dl.timetables",
        "list_planners", "timetables.staff", "timetables_crew", "facultysearch",
        "searchcommittee2026", "danaandtomas", "dana&tomas", "whitlockundsohn",
        "selezione", "sollicitatiecommissie", "rekrytering", "komisja", "saiyo",
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
        ("bo.jury", "Bo Jury"),
        ("m.board", "Maria Board"),
        ("danaanderson", "Dana Whitlock"),
        ("dana.andersen", "Dana Whitlock"),
        ("ferdandrews", "Ferd Andrews"),
        ("alla", "Alla Petrova"),
        ("ramon.y.cajal", "Ramon y Cajal"),
        ("dana+interviews", "Dana Whitlock"),
        ("commander", "Ada Commander"),
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


def test_advises_where_a_tag_may_be_a_second_person() -> None:
    assert severity(to(named("Dana Whitlock", "dana+tomas")), "A3") == "warn"


def at(who: Interviewer, *others: Interviewer) -> str:
    """What A1 says of somebody's address among these colleagues."""
    interview = replace(CORVANE, interviewers=(who, *others))
    return severity(replace(to(who), interview=interview), "A1")


def dana_at(local: str, **changes: object) -> Interviewer:
    return replace(DANA, email=Address(local, "corvane.example"), **changes)


@pytest.mark.parametrize(
    "local",
    [
        "tomas.lindqvist", "Tomas.Lindqvist", "tlindqvist", "lindqvist.tomas", "tomas",
        "tomasl", "lindqvist", "tomas.lindqvist2", "tomas-lindqvist", "dana.tomas",
        "dana+tomas", "danatomas", "tomasdana", "dana.whitlock+tomas", "dana_tomas",
    ],
)  # fmt: skip
def test_refuses_a_colleagues_address_and_one_that_two_read(local: str) -> None:
    assert at(dana_at(local), TOMAS) == "refuse"
    assert at(dana_at(local, personal_mailbox=True), TOMAS) == ""


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("dana", ""),
        ("dana.lindqvist", ""),
        ("dwhitlock", ""),
        ("x7734", ""),
        ("robin.vale", ""),
        ("tl", "warn"),
    ],
)
def test_leaves_an_address_that_is_no_colleagues(local: str, expected: str) -> None:
    assert at(dana_at(local), TOMAS) == expected


@pytest.mark.parametrize(
    "word", ["", "and", "und", "et", "y", "e", "og", "och", "en", "plus", "n"]
)
def test_refuses_two_names_run_together_in_any_language(word: str) -> None:
    assert at(dana_at(f"dana{word}tomas"), TOMAS) == "refuse"
    assert at(dana_at(f"tomas{word}dana"), TOMAS) == "refuse"
    assert at(dana_at(f"dana{word}whitlock"), TOMAS) == ""


def test_lets_people_of_one_name_have_addresses_of_it() -> None:
    twin = dana_at("dana.whitlock2", id="twin")
    assert at(twin, DANA) == ""
    ann = replace(named("Ann Smith", "ann.smith"), id="ann")
    joanna = replace(named("Joanna Reed", "joanna.reed"), id="joanna")
    assert at(joanna, ann) == ""
    assert at(replace(ann, email=joanna.email), joanna) == "refuse"


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


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("contact@danawhitlock.example", ""),
        ("hello@dana-whitlock.example", ""),
        ("info@danawhitlock.example", ""),
        ("me@dana.whitlock.example", ""),
        ("hr@danawhitlock.example", "refuse"),
        ("team@danawhitlock.example", "refuse"),
        ("jobs@danawhitlock.example", "refuse"),
        ("contact@whitlock.example", "refuse"),
        ("contact@danawhitlockgroup.example", "refuse"),
        ("contact@corvane.example", "refuse"),
    ],
)
def test_a_host_of_ones_own_has_ones_own_front_door(
    address: str, expected: str
) -> None:
    who = replace(DANA, email=Address.parse(address))
    assert severity(to(who), "A3") == expected


def test_a_firm_called_after_its_founder_keeps_its_front_door() -> None:
    who = replace(DANA, email=Address.parse("contact@danawhitlock.example"))
    firm = replace(CORVANE.employer, domain="danawhitlock.example")
    interview = replace(CORVANE, employer=firm, interviewers=(who,))
    assert severity(replace(to(who), interview=interview), "A3") == "refuse"


@pytest.mark.parametrize(
    "local",
    [
        *("danaytomas", "danaettomas", "whitlock-lindqvist", "whitlockundlindqvist"),
        *("recruitment.cell", "hr_mumbai", "search.cttee", "kancelaria", "zhaopin"),
        *("tuyendung", "ishegiris", "ufficio.personale", "innstillingsutvalg"),
        *("front.office", "panel-a", "placements", "postmottak", "rekrut"),
    ],
)
def test_refuses_more_mailboxes_of_two_and_of_many(local: str) -> None:
    note = thank_you(recipient=Address.parse(f"{local}@corvane.example"))
    interview = replace(CORVANE, interviewers=(dana_at(local), TOMAS))
    person = interview.interviewers[0]
    note = replace(note, interview=interview, interviewer=person)
    assert "refuse" in {severity(note, "A1"), severity(note, "A3")}


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("timetables", "nothing of Dana Whitlock's name"),
        ("bridge", "nothing of Dana Whitlock's name"),
        ("dana.whitlock+team", "+team may be for others"),
        ("dana.whitlock+lindqvist", "+lindqvist may be for others"),
        ("dana.whitlock+interviews", ""),
        ("dana.whitlock+corvane2026", ""),
        ("d.whit", ""),
        ("whitlodc", ""),
        ("dmw", ""),
        ("x7734", ""),
    ],
)
def test_asks_whose_an_address_is_that_has_nothing_of_the_name(
    local: str, expected: str
) -> None:
    note = thank_you(recipient=Address.parse(f"{local}@corvane.example"))
    note = replace(note, interview=None, interviewer=dana_at(local))
    told = found(note, "A3")
    assert expected in (told.why if told else "")
    assert severity(note, "A3") == ("warn" if expected else "")


def test_asks_nothing_of_a_name_in_another_script() -> None:
    wang = replace(DANA, name="王小明", given="", family="", address_as="")
    note = thank_you(recipient=Address.parse("xiaoming.w@corvane.example"))
    assert severity(replace(note, interview=None, interviewer=wang), "A3") == ""


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        *((one, "warn") for one in ("panel-june2", "danateam", "teamdana", "ward7")),
        *((one, "warn") for one in ("hr.dana", "dana.hr", "whitlock-office")),
        *((one, "warn") for one in ("rh.dana", "hiring.dana", "recruiting.dana")),
        *((one, "warn") for one in ("recruitment.dana", "talent.dana")),
        *((one, "") for one in ("dana.whitlock", "dwhitlock7", "dana7", "danaw")),
        *((one, "") for one in ("jobs.dana", "offers.dana")),
        *((one, "refuse") for one in ("team", "dana.team", "panel")),
    ],
)
def test_doubts_a_role_beside_the_name(local: str, expected: str) -> None:
    address = Address(local, "corvane.example")
    who = replace(DANA, email=address)
    assert severity(replace(to(who), recipient=address), "A3") == expected


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Dev Patel", "dev.patel"),
        ("Dana Post", "d.post"),
        ("Anna Ward", "ward7"),
        ("Bo Crew", "bocrew"),
        ("Ian T. Smith", "it.smith"),
        ("Steamer Dana", "steamerdana"),
    ],
)
def test_a_name_that_is_a_roles_too_is_no_doubt(name: str, local: str) -> None:
    address = Address(local, "corvane.example")
    given, _, family = name.rpartition(" ")
    who = replace(DANA, name=name, given=given, family=family, address_as="")
    who = replace(who, email=address)
    assert severity(replace(to(who), recipient=address), "A3") == ""
