from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from drafter.cli import drafter
from drafter.errors import NotDeliveredError
from drafter.reading.fields import schema_text
from drafter.wizard import Conversation
from drafter.wizard.form import FileSheet, leaves
from drafter.wizard.questions import Clock
from tests.calendars import US
from tests.conftest import ROOT


if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "interview.yaml"
START = {
    "employer": "Corvane Ferries",
    "position": "Software Engineer",
    "date": "2026-06-02",
    "you": "Ines Okafor",
    "your email": "ines.okafor@mail.example",
    "timeline": "by Friday week",
}
DANA = {
    "name": "Dana Whitlock",
    "role": "recruiter",
    "email": "dana.whitlock@corvane.example",
    "topics": "the release calendar",
    "thanks_for": "looking after me so well",
    "stayed": "said new timetables ship in spring: summer is for fixes",
    "second": "We froze our own timetable at Lakeshore Bus in the school holidays.",
    "promised": "send the rollback plan by Thursday",
    "card_detail": "The ferry in the bottle on your desk is still on my mind.",
}
END = {"else": ""}
ANSWERS = START | DANA | END
LABELS = (
    "The interview", "The job", "The day", "You are", "Your email", "They decide",
    "Name", "Role", "Address", "Subject", "Thank you for", "You", "What I thought",
    "I said I would", "On the card", "Name",
)  # fmt: skip
"""Of each answer, what stands before it."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def new(*answers: str, code: int = 0, arguments: tuple[str, ...] = (FILE,)) -> str:
    typed = "".join(f"{answer}\n" for answer in answers)
    command = ["--today", "2026-06-03", "new", *arguments]
    done = CliRunner().invoke(drafter, command, input=typed)
    assert done.exit_code == code, done.output
    return done.output


def values() -> dict[str, str]:
    """What the file says, by path."""
    found = leaves(Path(FILE).read_text("utf-8"))
    return {".".join(map(str, path)): leaf.value for path, leaf in found.items()}


def of_dana() -> dict[str, str]:
    """What it says of the first person."""
    lead = "interviewers.0."
    return {k.removeprefix(lead): v for k, v in values().items() if k.startswith(lead)}


def asked(out: str) -> list[str]:
    """What was asked, by what stands before each answer."""
    before = (line.removeprefix("  ").partition(":")[0] for line in out.splitlines())
    return [label for label in before if label in LABELS]


def lacking(out: str) -> list[str]:
    """What it says no letter can do without."""
    below = out.partition("asks again:\n")[2].splitlines()
    return [line.strip() for line in below if line.startswith("  ")]


def config(text: str) -> None:
    Path("home").mkdir(exist_ok=True)
    Path("home/config.yaml").write_text(text, "utf-8")


def test_asks_in_the_order_of_the_letter_and_thanks_accepts_it() -> None:
    out = new(*ANSWERS.values())
    assert asked(out) == list(LABELS)
    assert f"next: drafter thanks {FILE}" in out
    done = CliRunner().invoke(drafter, ["thanks", FILE, "--dry-run"])
    assert done.exit_code == 0, done.output


def test_every_answer_stands_in_the_file_as_it_was_typed() -> None:
    new(*ANSWERS.values())
    found = values()
    assert found["employer.name"] == "Corvane Ferries"
    assert found["timeline"] == "by Friday week"
    assert found["you.name"] == "Ines Okafor"
    assert of_dana() == {
        "name": "Dana Whitlock",
        "role": "recruiter",
        "email": DANA["email"],
        "topics": DANA["topics"],
        "thanks_for": DANA["thanks_for"],
        "they_said": "new timetables ship in spring: summer is for fixes",
        "reaction": DANA["second"],
        "takeaways.0.promised": "send the rollback plan",
        "takeaways.0.due": "2026-06-04",
        "card_detail": DANA["card_detail"],
    }


def test_what_an_answer_says_already_is_not_asked() -> None:
    out = new(
        "Corvane Ferries, Software Engineer, yesterday",
        "Ines Okafor, ines.okafor@mail.example, GB, +44 20 7946 0018",
        "unknown",
        "Dana Whitlock, Talent Partner, dana.whitlock@corvane.example",
        "the release calendar",
        "",
        "asked how long a bad plan may stay live. One minute, and I tell the crews.",
        *[""] * 3,
    )
    for label in ("The job", "The day", "Your email", "Role", "Address", "I would say"):
        assert f"  {label}: " not in out
    found = values()
    assert found["position.title"] == "Software Engineer"
    assert found["date"] == "2026-06-02"
    assert found["you.country"] == "GB"
    assert found["you.phone"] == "+44 20 7946 0018"
    assert of_dana()["role"] == "recruiter"
    assert of_dana()["title"] == "Talent Partner"
    assert of_dana()["asked"] == "how long a bad plan may stay live"
    assert of_dana()["answer"] == "One minute, and I tell the crews."
    assert f"next: drafter thanks {FILE}" in out


def test_the_end_of_the_input_leaves_marked_blanks() -> None:
    out = new()
    assert f"{FILE}: saved, with blanks; `drafter new {FILE}` asks again:" in out
    assert lacking(out) == [
        "Which interview was it?",
        "Which job?",
        "Which day was it?",
        "Who are you?",
        "What is your own address?",
        "When do they decide?",
        "interviewer 1: Who interviewed you?",
        "interviewer 1: What shall the subject say?",
    ]
    assert values()["timeline"] == "___"
    done = CliRunner().invoke(drafter, ["thanks", FILE])
    assert done.exit_code == 3
    assert "topics is still blank" in done.output


def test_goes_on_where_it_was_left() -> None:
    new(*ANSWERS.values())
    whole = Path(FILE).read_bytes()
    answers = list(ANSWERS.values())
    for number in range(len(answers)):
        Path(FILE).unlink()
        new(*answers[:number])
        new(*answers[number:])
        assert Path(FILE).read_bytes() == whole, number


def test_a_second_run_asks_only_what_is_required_and_blank() -> None:
    passed = ANSWERS | {
        "timeline": "",
        "topics": "",
        "thanks_for": "",
        "promised": "no",
    }
    out = new(*passed.values())
    assert lacking(out) == [
        "When do they decide?",
        "Dana Whitlock: What shall the subject say?",
    ]
    assert "    # thanks_for:                 # Thank you for ___" in _lines()
    assert any(line.startswith("    # takeaways:  ") for line in _lines())
    out = new("unknown", "the tides", "")
    assert asked(out) == ["They decide", "Subject", "Name"]


def test_a_file_in_which_all_is_answered_takes_one_more_person() -> None:
    new(*ANSWERS.values())
    before = Path(FILE).read_bytes()
    assert asked(new()) == ["Name"]
    assert Path(FILE).read_bytes() == before
    new("Amir Rahimi, peer", "", "the tides", "the tea", *[""] * 4)
    assert values()["interviewers.1.name"] == "Amir Rahimi"
    assert values()["interviewers.1.thanks_for"] == "the tea"
    assert Path(FILE).read_bytes().startswith(before.rstrip())
    done = CliRunner().invoke(drafter, ["thanks", FILE, "--dry-run"])
    assert done.exit_code == 0, done.output


def test_a_file_written_by_hand_takes_one_more_person() -> None:
    sample = ROOT / "sample_data" / "phone-screen.yaml"
    Path(FILE).write_bytes(sample.read_bytes())
    before, count = values(), sample.read_text("utf-8").count("name: ")
    new("Amir Rahimi, peer", "", "the tides", "the tea", *[""] * 4)
    after = values()
    assert before.items() <= after.items()
    assert Path(FILE).read_text("utf-8").count("name: ") == count + 1
    assert "Amir Rahimi" in after.values()


def _lines() -> list[str]:
    return Path(FILE).read_text("utf-8").splitlines()


def test_somebody_of_whom_nothing_is_told_is_asked_about_again() -> None:
    thin = ANSWERS | {"thanks_for": "", "stayed": "nothing"}
    del thin["second"]
    assert lacking(new(*thin.values())) == ["Dana Whitlock: What stayed with you?"]
    out = new("let me drive", "I had not steered a ferry before.")
    assert "What stayed with you?" in out
    assert of_dana()["moment"] == "let me drive"
    assert of_dana()["reaction"] == "I had not steered a ferry before."


def test_asks_for_one_more_person_until_there_is_none() -> None:
    people = [part for n in range(14) for part in (f"Person {n}, peer", *[""] * 6)]
    out = new(*START.values(), *people)
    assert out.count("Someone else?") == 11
    assert values()["interviewers.11.name"] == "Person 11"
    assert "12 interviewers, at most" not in out


def test_the_second_half_is_asked_behind_the_first() -> None:
    out = new(*(ANSWERS | {"stayed": "said that he is old. So am I."}).values())
    assert "You said that he is old. So am I.\n  What did you think" in out


@pytest.mark.parametrize(
    ("field", "wrong", "fact"),
    [
        ("employer", "Corvane, Engineer, June 31", "'June 31' is no day"),
        ("date", "June 31", "'June 31' is not a date (write it as 2026-06-02)"),
        ("date", "2026-02-30", "2026-02-30 does not exist"),
        ("date", "6/2/2026", "'6/2/2026' is not a date"),
        ("role", "recruter", "did you mean recruiter?"),
        ("role", "7", "role"),
        ("role", "0", "role"),
        ("email", "dana at corvane", "not one email address"),
        ("name", "Dana <a@x.example>, b@x.example", "more than one address"),
        ("name", "What is this for?", "that is no name"),
        (
            "name",
            "it was a long day and then I forgot to write down who it was then",
            "no name",
        ),
        ("stayed", "the harbour was open", "begin with what it was"),
        ("topics", "tbd", "'tbd' says nothing"),
        ("topics", "a\x1b[31m", "a control character, U+001B"),
        ("topics", "the ___", "still a blank"),
        ("topics", "x" * 5001, "5001 characters"),
        ("topics", "dana@x.example", "that is an email address, and no answer"),
        ("timeline", "when the moon is full", "cannot tell a day from"),
    ],
)
def test_asks_again_with_the_fact_that_is_wrong(
    field: str, wrong: str, fact: str
) -> None:
    answers = list(ANSWERS.values())
    answers.insert(list(ANSWERS).index(field), wrong)
    out = new(*answers)
    assert fact in out
    assert f"next: drafter thanks {FILE}" in out


def test_begins_with_how_to_pass_over_and_how_to_stop() -> None:
    first, second, *_ = new().splitlines()
    assert "Enter passes a question over" in first
    assert second == (
        f"Ctrl-C stops; all is saved in {FILE}, and the same command goes on."
    )


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("3", "hiring_manager"),
        ("6", "other"),
        ("Hiring Manager", "hiring_manager"),
        ("agency-recruiter", "agency_recruiter"),
        ("HR", "recruiter"),
    ],
)
def test_a_role_is_chosen_by_its_number_or_its_word(said: str, role: str) -> None:
    out = new(*(ANSWERS | {"role": said}).values())
    assert "1 recruiter, 2 agency recruiter, 3 hiring manager" in out
    assert of_dana()["role"] == role
    assert "title" not in of_dana()


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("hr manager", "recruiter"),
        ("Talent Acquisition", "recruiter"),
        ("headhunter", "agency_recruiter"),
        ("nurse manager", "hiring_manager"),
        ("Team lead", "hiring_manager"),
        ("my co-worker", "peer"),
        ("senior engineer", "peer"),
        ("VP of Sales", "executive"),
    ],
)
def test_common_words_for_a_role_are_understood_and_kept(said: str, role: str) -> None:
    new(*(ANSWERS | {"role": said}).values())
    assert of_dana()["role"] == role
    assert of_dana()["title"] == said


def test_says_whose_field_is_still_blank() -> None:
    new("", *list(START.values())[1:3], "", "", "", "Dana Whitlock", "peer", "")
    text = Path(FILE).read_text("utf-8")
    text = text.replace("# takeaways: [{prom", "takeaways: [{prom")
    Path(FILE).write_text(text, "utf-8")
    assert lacking(new()) == [
        "Which interview was it?",
        "Who are you?",
        "What is your own address?",
        "When do they decide?",
        "Dana Whitlock: What shall the subject say?",
        "Dana Whitlock: What stayed with you?",
        "Dana Whitlock: Did you promise anything, and by when?",
    ]


def test_what_reading_refuses_is_said_as_it_was_asked() -> None:
    new(*ANSWERS.values())
    text = Path(FILE).read_text("utf-8")
    text = text.replace(f"thanks_for: {DANA['thanks_for']}", "thanks_for: to show me")
    Path(FILE).write_text(text, "utf-8")
    out = new()
    assert f"{FILE}: saved; before `drafter thanks {FILE}`:" in out
    assert "Thank you for ___ breaks its sentence: Thank you for to show me" in out
    assert "thanks_for" not in out


def test_a_path_that_begins_with_a_hyphen_is_no_option_of_what_comes_next() -> None:
    out = new(*ANSWERS.values(), arguments=("--", "-a b.yaml"))
    assert "next: drafter thanks './-a b.yaml'" in out
    out = new(arguments=("--", "-b.yaml"))
    assert "`drafter new ./-b.yaml` asks again" in out


def test_changes_nothing_but_the_blanks_line() -> None:
    new(*list(START.values()), *list(DANA.values())[:4])
    text = Path(FILE).read_text("utf-8")
    mine = text.replace("\n", "  # mine\n", 1)
    mine = mine.replace("employer:", "next_step:   'a  call'\nemployer:", 1)
    mine = mine.replace(
        "    topics: the", "    topics:   # two\n      - tides\n      - the"
    )
    Path(FILE).write_bytes(b"\xef\xbb\xbf" + mine.replace("\n", "\r\n").encode())
    before = Path(FILE).read_bytes().split(b"\r\n")
    new("you: said")
    after = Path(FILE).read_bytes().split(b"\r\n")
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [
        (
            b"    # thanks_for: ___             # Thank you for ___",
            b'    thanks_for: "you: said"       # Thank you for ___',
        )
    ]


class Busy:
    """A person who has the file open in an editor while answering."""

    has_screen = False

    def __init__(self) -> None:
        self.answers = iter(("Corvane", "Engineer"))

    def ask(self, about: str, words: str, label: str, present: str = "") -> str:
        del about, words, present
        if label == "The job":
            text = (
                Path(FILE).read_text("utf-8").replace("title: ___", "title: Pilot", 1)
            )
            Path(FILE).write_text(f"# mine\n{text}", "utf-8")
        return next(self.answers, "")

    def hear(self, line: str) -> None:
        raise AssertionError(line)

    def show(self, text: str, number: int) -> None:
        raise AssertionError(text, number)

    def tell(self, answers: Sequence[str]) -> None:
        raise AssertionError(answers)


def test_loses_nothing_that_an_editor_saves_meanwhile() -> None:
    new()
    busy = Busy()
    clock = Clock(date(2026, 6, 2), lambda _country, _region: US, "US")
    Conversation(FileSheet(Path(FILE)), busy, clock, lambda _text: ()).run()
    assert Path(FILE).read_text("utf-8").startswith("# mine\n")
    assert values()["position.title"] == "Engineer"
    assert values()["employer.name"] == "Corvane"


def test_never_writes_over_a_file_that_came_meanwhile() -> None:
    Path(FILE).write_text("my words\n", "utf-8")
    with pytest.raises(NotDeliveredError, match="exists"):
        FileSheet(Path(FILE), "new\n")
    assert Path(FILE).read_text("utf-8") == "my words\n"


def test_keeps_a_link_and_the_permissions() -> None:
    new()
    Path("real").mkdir()
    Path(FILE).rename("real/notes.yaml")
    Path("real/notes.yaml").chmod(0o600)
    Path(FILE).symlink_to("real/notes.yaml")
    new("Corvane")
    assert Path(FILE).is_symlink()
    assert Path("real/notes.yaml").stat().st_mode & 0o777 == 0o600
    assert values()["employer.name"] == "Corvane"


def test_does_not_ask_who_you_are_where_config_says_it() -> None:
    config("you: {name: Ines Okafor, email: ines@mail.example}")
    start = [START[n] for n in START if n not in {"you", "your email"}]
    out = new(*start, *DANA.values())
    assert f"next: drafter thanks {FILE}" in out
    assert "you:" not in Path(FILE).read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("name: ___\n", "no interview file"),
        ("interviewers: []\n", "no interview file"),
        ("interviewers: [\n", f"{FILE}:"),
        ("\0", "control character"),
        (
            "interviewers: |\n  # - name: ___\n  topics: ___\n",
            "no interview file",
        ),
    ],
)
def test_never_touches_another_file(text: str, fact: str) -> None:
    Path(FILE).write_text(text, "utf-8")
    assert fact in new("Corvane", code=3)
    assert Path(FILE).read_text("utf-8") == text


def test_goes_on_with_a_file_of_an_earlier_version() -> None:
    Path(FILE).write_text(
        """\
employer:
  name: ___                       # the employer's name
position:
  title: Engineer
date: 2026-06-02
# stage: ___
interviewers:
  - name: Dana Whitlock
    # role: ___
    topics: ___                   # We talked about ___
    # they_said: ___              # You said that ___
    # takeaways: [{promised: ___}]
  # - name: ___
timeline: ___
""",
        "utf-8",
    )
    config("you: {name: Ines Okafor, email: ines@mail.example}")
    out = new(
        "Corvane", "unknown", "peer", "the tides", "said the sea is high", "", "", ""
    )
    assert f"next: drafter thanks {FILE}" in out
    assert of_dana()["they_said"] == "the sea is high"


def test_a_file_written_in_an_odd_way_is_left_to_an_editor() -> None:
    Path(FILE).write_text("interviewers: [{name: A B, topics: x}]\n", "utf-8")
    before = Path(FILE).read_bytes()
    out = new("said the sea is high")
    assert "the file is written in a way that only an editor can change" in out
    assert Path(FILE).read_bytes() == before


def test_refuses_what_is_no_file() -> None:
    Path("folder").mkdir()
    os.mkfifo("pipe")
    for name in ("folder", "pipe", "/dev/null"):
        assert "no file one can write" in new(code=3, arguments=(name,))
    assert "name a file to write" in new(code=2, arguments=("-",))
    assert "name another file" in new(code=6, arguments=("/dev/null/x.yaml",))


INVITE = """\
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20260602T233000
ORGANIZER;CN="Robin Vale | Corvane":mailto:robin.vale@corvane.example
ATTENDEE;CN=Dana Whitlock:mailto:dana.whitlock@corvane.example
ATTENDEE;CN=Ines Okafor:mailto:ines.okafor@mail.example
END:VEVENT
END:VCALENDAR
"""


def invite(*answers: str, code: int = 0, text: str = INVITE) -> str:
    Path("invite.ics").write_text(text, "utf-8")
    return new(*answers, code=code, arguments=(FILE, "--invite", "invite.ics"))


def test_an_invitation_gives_day_domain_names_and_addresses() -> None:
    config("you: {name: Ines Okafor, email: ines.okafor@mail.example}")
    out = invite("Corvane Ferries", "Engineer")
    found = values()
    assert found["date"] == "2026-06-02"
    assert found["employer.domain"] == "corvane.example"
    assert found["interviewers.0.name"] == "Dana Whitlock"
    assert found["interviewers.0.email"] == "dana.whitlock@corvane.example"
    assert found["interviewers.1.name"] == "___"
    assert found["interviewers.1.email"] == "robin.vale@corvane.example"
    assert "interviewers.2.name" not in found
    assert "your own address" not in out
    assert "The day: " not in out


def test_of_those_invited_only_the_rest_is_asked() -> None:
    config("you: {name: Ines Okafor, email: ines.okafor@mail.example}")
    letter = list(DANA.values())[3:]
    robin = ["Robin Vale", "peer", "the crews", "showing me round", "", "", ""]
    out = invite("Corvane", "Engineer", "unknown", "recruiter", *letter, *robin, "")
    assert out.count("  Address: ") == 0
    assert out.count("  Name: ") == 2, (
        "of Robin, whose name is in doubt, and of no other"
    )
    assert values()["interviewers.0.role"] == "recruiter"
    assert values()["interviewers.1.name"] == "Robin Vale"
    assert f"next: drafter thanks {FILE}" in out


def test_the_user_is_asked_who_they_are_on_the_invitation() -> None:
    invite("ines", "Ines.Okafor@mail.example")
    found = values()
    assert found["you.email"] == "Ines.Okafor@mail.example"
    assert "ines.okafor@mail.example" not in found.values()


def test_a_broken_invitation_writes_nothing() -> None:
    cancelled = INVITE.replace("REQUEST", "CANCEL")
    assert "invite.ics: it takes the invitation back" in invite(code=3, text=cancelled)
    assert not Path(FILE).exists()


def test_an_invitation_never_changes_a_file_that_is_there() -> None:
    new()
    before = Path(FILE).read_bytes()
    assert "begins a new file" in invite(code=2)
    assert Path(FILE).read_bytes() == before


def test_an_editor_finds_the_schema_that_the_file_names(tmp_path: Path) -> None:
    new("Corvane Ferries")
    first, _, rest = Path(FILE).read_text("utf-8").partition("\n")
    uri = first.removeprefix("# yaml-language-server: $schema=")
    schema = tmp_path / "home" / "interview.schema.json"
    assert uri == schema.as_uri()
    assert schema.read_text("utf-8") == schema_text()
    assert rest.startswith("# One interview day at one employer.")


def test_where_no_schema_can_be_kept_the_file_is_written_without(
    tmp_path: Path,
) -> None:
    (tmp_path / "home").write_text("no folder", "utf-8")
    new("Corvane Ferries")
    assert Path(FILE).read_text("utf-8").startswith("# One interview day")
