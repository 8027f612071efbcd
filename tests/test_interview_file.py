from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.address import Address
from drafter.errors import InputError
from drafter.interview import CardSize, Contact, Role, Stage, Statement, Tone
from drafter.reading.config import Profile
from drafter.reading.interview_file import ALL, Needs, read_interview
from tests.calendars import US
from tests.conftest import ROOT
from tests.notes import DANA, HEAD, problems, reading, told, warnings


SAMPLES = sorted((ROOT / "sample_data").glob("*.yaml"))
AS_JSON = {
    "you": {"name": "Ines Okafor"},
    "employer": "Corvane Ferries",
    "position": "Software Engineer",
    "date": "2026-06-02",
    "timeline": "unknown",
    "interviewers": [
        {
            "name": "Dana Whitlock",
            "given": "Dana",
            "topics": "the release calendar",
            "they_said": "new timetables ship in spring",
        }
    ],
}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_reads_without_a_warning(path: Path) -> None:
    assert warnings(path.read_text("utf-8")) == []


def test_the_sample_says_what_the_people_said() -> None:
    text = (ROOT / "sample_data/interview.yaml").read_text("utf-8")
    interview = reading(text).interview

    assert [one.id for one in interview.interviewers] == ["dana", "tomas", "meilin"]
    words, until = "a decision by Friday the twelfth", date(2026, 6, 12)
    assert interview.timeline == (
        Statement(date(2026, 6, 2), words, until, named=True),
    )
    assert interview.contact == Contact(id="dana")
    takeaway = interview.interviewers[1].takeaways[0]
    assert takeaway.file == Path("notes/Okafor-rollback-plan.pdf")
    assert takeaway.due == date(2026, 6, 4)


def test_reads_the_smallest_file_with_the_documented_defaults() -> None:
    interview = reading(told()).interview

    assert interview.employer.name == "Corvane Ferries"
    assert interview.employer.country == "US"
    assert interview.position.title == "Software Engineer"
    assert (interview.stage, interview.tone) == (Stage.ONSITE, Tone.WARM)
    assert interview.card is CardSize.A2
    assert interview.deadline is None
    (dana,) = interview.interviewers
    assert (dana.id, dana.role) == ("dana-whitlock", Role.OTHER)
    assert dana.topics == ("the release calendar",)
    assert dana.linkedin_ok


@pytest.mark.parametrize("indent", [None, 1, "\t"])
def test_json_reads_as_yaml_does(indent: str | int | None) -> None:
    assert reading(json.dumps(AS_JSON, indent=indent)) == reading(told())


def test_the_file_wins_over_the_profile_field_by_field() -> None:
    email = Address.parse("ines@mail.example")
    you = {"name": "I. Okafor", "email": email, "country": "GB"}
    profile = Profile(you, {"tone": Tone.BRIEF, "card": CardSize.A7})

    interview = reading(told(DANA, HEAD + "card: flat\n"), profile).interview

    assert (interview.you.name, interview.you.email) == ("Ines Okafor", email)
    assert interview.employer.country == "GB"
    assert (interview.tone, interview.card) == (Tone.BRIEF, CardSize.FLAT)


def test_a_name_in_neither_file_is_missing() -> None:
    text = told().replace("you: {name: Ines Okafor}\n", "")

    (line,) = problems(text)

    assert line.startswith("f:1:1: you: name is missing")
    assert reading(text, Profile({"name": "Ines"})).interview.you.name == "Ines"


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("[]", "f:6:15: interviewers is empty (who interviewed you)"),
        ("Dana", "f:6:15: interviewers must be a list (each begins with `- `), not"),
        ("{name: Dana}", "f:6:15: interviewers must be a list (each begins with `- `)"),
        ("[Dana]", "f:6:16: each of interviewers must be a mapping"),
    ],
)
def test_refuses_interviewers_that_are_no_list(people: str, expected: str) -> None:
    (line,) = problems(f"{HEAD}interviewers: {people}\n")

    assert line.startswith(expected)


def test_an_optional_field_may_stand_empty() -> None:
    extra = "    email:\n    quote: ''\n    takeaways: []\n    title: # later\n"

    (dana,) = reading(told(DANA + extra)).interview.interviewers

    assert dana.email is None
    assert (dana.quote, dana.title, dana.takeaways) == ("", "", ())


def test_an_empty_required_field_is_not_called_missing_too() -> None:
    (line,) = problems(told().replace("timeline: unknown", "timeline:"))

    assert line.startswith("f:5:10: timeline is empty (when they decide")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "f:1:1: the file is empty (`drafter new` makes one to fill in)"),
        ("# later\n", "f:1:1: the file is empty (`drafter new` makes one to fill in)"),
        ("hello", "f:1:1: the file must be fields, as in `date: ...`, not the text"),
        ("[a]", "f:1:1: the file must be fields, as in `date: ...`, not a list"),
    ],
)
def test_a_file_without_fields_says_so(text: str, expected: str) -> None:
    (line,) = problems(text)

    assert line.startswith(expected)


def test_all_problems_come_in_one_run_in_the_order_of_the_file() -> None:
    text = """\
you: {name: Ines, emial: i@x.example}
employer: {name: C, country: USA}
position: &p Engineer
date: 2026-02-30
date: 2026-06-02
timeline: {2026-06-02: when the tide turns}
interviewers:
  - name: Dana: W
    topics: C #1
    quote: &q
    email: dana
  - topics: [tides]
    quote: the tide turns
"""
    places = [line.split(": ")[0] for line in problems(text)]

    assert places == [
        "f:1:19", "f:2:30", "f:3:11", "f:4:7", "f:5:1", "f:6:24",
        "f:8:15", "f:9:15", "f:10:12", "f:11:12", "f:12:5",
    ]  # fmt: skip


def test_a_flood_of_problems_is_cut_off() -> None:
    lines = problems("".join(f"k{n}: x\n" for n in range(500)))

    assert len(lines) == 101
    assert lines[-1] == "f: 406 more problems"


def test_a_promise_due_before_the_interview_warns() -> None:
    promise = "    takeaways: [{promised: send it, due: 2026-06-01}]\n"

    assert warnings(told(DANA + promise)) == [
        "f:11:42: due 2026-06-01 is before the interview (look at both dates)"
    ]


# Files that are nearly right reach deeper than random bytes do.
_BITS = st.sampled_from(
    (
        HEAD, "interviewers:\n", DANA, "  - ", "name: ", "x", "\n", "topics: [a, b]\n",
        "you:\n", "''", "    takeaways:\n      - promised: x\n", "date: 2026-06-02\n",
        "timeline: ", "{", "}", "[", "2099-12-31", "by Friday", "contact: dana\n",
        "stage: panel\n", "they_said: she\n", "&", "\t", "    quote: ", "___", "\u202e",
    )
)  # fmt: skip


@given(st.text() | st.lists(_BITS, max_size=30).map("".join))
def test_any_text_is_an_interview_or_names_places_in_the_file(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    try:
        found = [problem.where for problem in reading(text).warnings]
    except InputError as error:
        found = [problem.where for problem in error.problems]

    assert all(1 <= where.line <= lines for where in found)


@given(
    st.sampled_from(["name", "topics", "they_said", "email", "id", "quote", "asked"]),
    st.text(min_size=1, max_size=60),
)
def test_any_text_in_a_field_is_kept_or_refused(field: str, text: str) -> None:
    dana = {"name": "Dana", "topics": "tides", "they_said": "tides turn", field: text}
    try:
        found = reading(json.dumps(AS_JSON | {"interviewers": [dana]}))
    except InputError:
        return

    (person,) = found.interview.interviewers
    kept = {"topics": (text.strip(),), "email": person.email, "id": person.id}
    value = getattr(person, field)
    words = "".join(value) if isinstance(value, tuple) else str(value)
    # Of what the letter says itself ("that", "You said") nothing is told.
    told_of = any(
        field in warning.fact or "typed" in warning.fact for warning in found.warnings
    )
    inside = text.strip().rstrip(".,;:").casefold()
    bare = {inside, f"about {inside}", f"about {text.strip().casefold()}"}
    bare |= {text.strip().casefold()[1:-1].strip()} if field == "quote" else set()
    as_typed = value == kept.get(field, text.strip())
    assert as_typed or told_of or words.casefold() in bare


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("the place goes to a colleague", True),
        ("you gave the job to somebody inside", True),
        ("the job is already filled", True),
        ("they have hired another candidate", True),
        ("they decided to go with another person", True),
        ("the post has been cancelled", True),
        ("the opening is closed", True),
        ("they went with someone else", True),
        ("the role was given to an internal candidate", True),
        ("the forms are filled in by hand", False),
        ("the role is filled with travel", False),
        ("the place goes to the dogs if nobody paints it", False),
        ("the place goes quiet at night", False),
        ("the parcel went to another depot", False),
    ],
)
def test_knows_when_the_job_is_given_away(said: str, gone: bool) -> None:  # noqa: FBT001
    text = told(DANA.replace("new timetables ship in spring", said))
    assert reading(text).interview.gone is gone


@pytest.mark.parametrize(
    ("title", "leaving"), [("Technician (retiring)", True), ("Technician", False)]
)
def test_knows_who_will_not_be_there(title: str, leaving: bool) -> None:  # noqa: FBT001
    person = reading(told(f"{DANA}    title: {title}\n")).interview.interviewers[0]
    assert person.leaving is leaving


@pytest.mark.parametrize(
    ("listed", "topics"),
    [
        ("the 2,300 claims, tides", ("the 2,300 claims", "tides")),
        ("1,204,000 tins, tides", ("1,204,000 tins", "tides")),
        ("gate 12, 40 tins, bay 2", ("gate 12", "40 tins", "bay 2")),
        ("bay 2, 4000 tins", ("bay 2", "4000 tins")),
    ],
)
def test_a_number_is_not_cut_at_its_comma(listed: str, topics: tuple[str, ...]) -> None:
    person = f"  - {{name: Al Bo, topics: [{listed}], they_said: tides turn}}\n"

    (al,) = reading(told(person)).interview.interviewers

    assert al.topics == topics


@pytest.mark.parametrize(
    ("said", "gone"),
    [
        ("the position is filled", True),
        ("the job went to someone else", True),
        ("the position is filled if Paddy wants it", False),
        ("the role may be filled by May", False),
        ("the job is most likely taken, or the post is filled", False),
    ],
)
def test_only_what_is_sure_takes_the_wish_away(said: str, gone: object) -> None:
    person = f"  - {{name: Al Bo, topics: tides, they_said: '{said}'}}\n"

    assert reading(told(person)).interview.gone is gone


def test_a_contact_may_be_named_as_in_the_file() -> None:
    text = told(DANA).replace("interviewers:", "contact: dana whitlock\ninterviewers:")

    contact = reading(text).interview.contact

    assert contact is not None
    assert contact.id == reading(told(DANA)).interview.interviewers[0].id


@pytest.mark.parametrize("needs", [ALL, Needs(facts=False)])
def test_who_only_plans_reads_a_promise_as_the_letter_does(needs: Needs) -> None:
    person = (
        "  - name: Al Bo\n    topics: tides\n    they_said: tides turn\n"
        "    takeaways: [{promised: tell Al my notice by Friday, due: 2026-06-05}]\n"
    )

    found = read_interview(
        told(person).encode(),
        file="f",
        folder=Path("notes"),
        defaults=None,
        calendars=lambda _country, _region: US,
        needs=needs,
    )

    ((promise,),) = [one.takeaways for one in found.interview.interviewers]
    assert promise.promised == "tell you my notice"


@pytest.mark.parametrize(
    ("address_as", "greeted"),
    [
        ("Pastor Whitlock", "Pastor Whitlock"),
        ("Dana Whitlock", "Dana Whitlock"),
        ("Dee", "Dana Whitlock"),
    ],
)
def test_a_title_in_what_somebody_is_called_is_theirs(
    address_as: str, greeted: str
) -> None:
    person = f"{DANA}    family: Whitlock\n    address_as: {address_as}\n"
    dana = reading(told(person)).interview.interviewers[0]
    assert dana.called(Tone.FORMAL) == greeted
    assert dana.called(Tone.WARM) == address_as
