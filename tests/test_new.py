from __future__ import annotations

import os
import pty
import re
import select
import sys
import termios
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from drafter.cli import drafter
from drafter.reading.located import load
from drafter.wizard.answers import Clock
from drafter.wizard.blanks import leaves
from drafter.wizard.conversation import converse
from drafter.wizard.sheet import FileSheet
from tests.calendars import US


if TYPE_CHECKING:
    from drafter.wizard.conversation import Question

FILE = "interview.yaml"
ANSWERS = {
    "employer": "Corvane Ferries",
    "position": "Software Engineer",
    "date": "2026-06-02",
    "stage": "onsite",
    "name": "Dana Whitlock",
    "address_as": "Dana",
    "role": "recruiter",
    "email": "dana.whitlock@corvane.example",
    "topics": "the release calendar",
    "they_said": "new timetables ship in spring: summer is for fixes",
    "quote": "",
    "asked": "my plans for #1",
    "thanks_for": "looking after me so well",
    "my_link": "I wrote the release notes at Lakeshore Bus.",
    "promised": "send the rollback plan",
    "due": "by Thursday",
    "here_is": "",
    "file": "",
    "link": "",
    "and": "",
    "someone else": "",
    "timeline": "by Friday week",
    "next_step": "",
    "reasons": "I grew up on an island.",
    "your name": "Ines Okafor",
    "your email": "ines.okafor@mail.example",
    "your phone": "+1 207 555 0142",
    "your country": "US",
}


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
    return {".".join(map(str, path)): leaf.text for path, leaf in found.items()}


def config(text: str) -> None:
    Path("home").mkdir(exist_ok=True)
    Path("home/config.yaml").write_text(text, "utf-8")


def test_asks_in_the_order_a_person_remembers_and_thanks_accepts_it() -> None:
    out = new(*ANSWERS.values())
    asked = re.findall(r"^  (\w+): ", out, re.MULTILINE)
    order = ("name", "topics", "they_said", "promised", "timeline")
    places = [asked.index(field) for field in order]
    assert places == sorted(places)
    assert "We talked about ___" in out
    assert f"next: drafter thanks {FILE}" in out
    done = CliRunner().invoke(drafter, ["thanks", FILE])
    assert done.exit_code == 0, done.output
    assert Path("drafts/corvane-ferries-2026-06-02/card-dana-whitlock.txt").is_file()


def test_every_answer_stands_in_the_file_as_it_was_typed() -> None:
    new(*ANSWERS.values())
    found = values()
    assert found["interviewers.0.they_said"] == ANSWERS["they_said"]
    assert found["interviewers.0.asked"] == "my plans for #1"
    assert found["interviewers.0.takeaways.0.due"] == "2026-06-04"
    assert found["timeline"] == "by Friday week"
    assert found["you.phone"] == "+1 207 555 0142"
    assert "interviewers.0.quote" not in found
    assert "    # quote: ___ " in Path(FILE).read_text("utf-8")


def test_the_end_of_the_input_leaves_marked_blanks() -> None:
    out = new()
    assert f"{FILE}:9:7: date is still blank" in out
    assert f"{FILE}:17:13: interviewer 1: topics is still blank" in out
    assert values()["timeline"] == "___"
    done = CliRunner().invoke(drafter, ["thanks", FILE])
    assert done.exit_code == 3
    assert "topics is still blank" in done.output


def test_goes_on_with_the_blanks_wherever_it_was_left() -> None:
    new(*ANSWERS.values())
    whole = Path(FILE).read_bytes()
    answers = list(ANSWERS.values())
    for number in range(len(answers)):
        Path(FILE).unlink()
        new(*answers[:number])
        given = [answer for answer in answers[:number] if answer]
        assert set(given) - {"by Thursday"} <= set(values().values())
        rest = answers[number:]
        blanks = [""] * (number - len(given))
        new(*blanks, *rest)
        assert Path(FILE).read_bytes() == whole


def test_asks_for_one_more_person_until_there_is_none() -> None:
    start = list(ANSWERS.values())[:4]
    people = [part for n in range(14) for part in (f"Person {n}", *[""] * 10)]
    out = new(*start, *people)
    assert out.count("someone else?") == 11
    assert values()["interviewers.11.name"] == "Person 11"
    assert "12 interviewers, at most" not in out


def test_asks_for_one_more_promise() -> None:
    answers = list(ANSWERS.values())
    place = list(ANSWERS).index("and")
    answers[place : place + 1] = ["call you", "2026-06-05", "", "", "", ""]
    new(*answers)
    found = values()
    assert found["interviewers.0.takeaways.1.promised"] == "call you"
    assert found["interviewers.0.takeaways.1.due"] == "2026-06-05"


@pytest.mark.parametrize(
    ("field", "wrong", "fact"),
    [
        ("date", "June 2nd", "'June 2nd' is not a date (write it as 2026-06-02)"),
        ("date", "2026-02-30", "2026-02-30 does not exist"),
        ("role", "recruter", "did you mean recruiter?"),
        ("role", "7", "role"),
        ("role", "0", "role"),
        ("email", "dana at corvane", "not one email address"),
        ("email", "a@x.example, b@x.example", "more than one address"),
        ("topics", "tbd", "'tbd' says nothing"),
        ("topics", "a\x1b[31m", "a control character, U+001B"),
        ("topics", "the ___", "still a blank"),
        ("topics", "x" * 5001, "5001 characters"),
        ("timeline", "when the moon is full", "cannot tell a day from"),
        ("your country", "Germany", "not a two-letter country code"),
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


def test_begins_with_how_long_it_takes_and_how_to_stop() -> None:
    first, second, *_ = new().splitlines()
    assert first == (
        "About 23 questions; Enter leaves a blank. Ctrl-C stops, and all is saved."
    )
    assert second == f"To mend an answer, edit {FILE}."
    new(*list(ANSWERS.values())[:-1])
    assert new().startswith("About 8 questions; ")
    Path(FILE).write_text("interviewers:\n  - name: ___\n", "utf-8")
    assert new().startswith("One question; ")


def test_asks_for_the_file_or_the_link_to_hand_over() -> None:
    answers = ANSWERS | {"file": "plan.pdf"}
    del answers["link"]
    out = new(*answers.values())
    assert "the file to attach; its path starts at this file\n  file: " in out
    assert "  link: " not in out
    assert values()["interviewers.0.takeaways.0.file"] == "plan.pdf"
    assert "  link: " not in new(), "nor when the file is opened again"
    Path(FILE).unlink()
    out = new(*(ANSWERS | {"link": "https://ines.example/plan"}).values())
    assert "or where it can be read\n  link: " in out
    assert values()["interviewers.0.takeaways.0.link"] == "https://ines.example/plan"


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("3", "hiring_manager"),
        ("6", "other"),
        ("Hiring Manager", "hiring_manager"),
        ("agency-recruiter", "agency_recruiter"),
    ],
)
def test_a_role_is_chosen_by_its_number_or_its_word(said: str, role: str) -> None:
    out = new(*(ANSWERS | {"role": said}).values())
    assert "1 recruiter (theirs, or HR), 2 agency_recruiter" in out
    assert "6 other\n  role: " in out
    assert values()["interviewers.0.role"] == role
    assert "is taken as" not in out


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("HR", "recruiter"),
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
def test_common_words_for_a_role_are_understood_and_told(said: str, role: str) -> None:
    out = new(*(ANSWERS | {"role": said}).values())
    assert f"'{said}' is taken as {role} (if it is not, edit it in the file)" in out
    assert values()["interviewers.0.role"] == role


def test_a_stage_is_chosen_by_its_number() -> None:
    new(*(ANSWERS | {"stage": "1"}).values())
    assert values()["stage"] == "phone_screen"


def test_says_whose_field_is_still_blank() -> None:
    start = list(ANSWERS.values())
    promised = list(ANSWERS).index("promised")
    new("", *start[1:promised], "")
    text = Path(FILE).read_text("utf-8")
    marks = "# takeaways: [{promised: ___}]", "takeaways: [{promised: ___}]"
    text = text.replace(*marks).replace("  # - name", "  - name")
    Path(FILE).write_text(text, "utf-8")
    told = [line.split(": ", 1)[1] for line in new().splitlines() if " blank (" in line]
    blank = "is still blank (fill it in, or delete the line)"
    assert told == [
        f"employer: name {blank}",
        f"interviewer 1 (Dana Whitlock), promise 1: promised {blank}",
        f"interviewer 2: name {blank}",
        f"timeline {blank}",
        f"you: name {blank}",
        f"you: email {blank}",
    ]


def test_tells_what_would_read_badly_and_keeps_it() -> None:
    answers = ANSWERS | {"they_said": "that new timetables ship in spring"}
    out = new(*answers.values())
    assert "write: new timetables ship in spring" in out
    assert values()["interviewers.0.they_said"] == answers["they_said"]


def test_yesterday_is_a_day() -> None:
    new("Corvane", "Engineer", "Yesterday")
    assert values()["date"] == "2026-06-02"


def test_changes_nothing_but_the_blanks_line() -> None:
    new(*list(ANSWERS.values())[:9])
    text = Path(FILE).read_text("utf-8")
    mine = text.replace("\n", "  # mine\n", 1).replace(
        "position:", "position:  # my own"
    )
    mine = mine.replace("employer:", "next_step:   'a  call'\nemployer:")
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
            b"    # they_said: ___              # You said that ___",
            b'    they_said: "you: said"        # You said that ___',
        )
    ]


class Busy:
    """A person who has the file open in an editor while answering."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.answers = iter(("Corvane", "Engineer"))

    def ask(self, question: Question) -> str:
        if question.field == "title":
            text = Path(FILE).read_text("utf-8").replace("title: ___", "title: Pilot")
            Path(FILE).write_text(f"# mine\n{text}", "utf-8")
        return next(self.answers, "")

    def hear(self, line: str) -> None:
        self.heard.append(line)

    def agree(self, question: str) -> bool:
        raise AssertionError(question)


class Rewriting(Busy):
    """A person who saves in an editor while being asked about a rewrite."""

    def __init__(self, *, saves: bool) -> None:
        super().__init__()
        self.saves = saves

    def ask(self, question: Question) -> str:
        said = "They said that timetables ship in spring."
        return said if question.field == "they_said" else ""

    def agree(self, question: str) -> bool:
        assert question == "write it so?"
        text = Path(FILE).read_text("utf-8")
        assert "They said that timetables ship in spring." in text, "saved before"
        if self.saves:
            Path(FILE).write_text(f"# mine\n{text}", "utf-8")
        return True


@pytest.mark.parametrize("saves", [False, True])
def test_a_rewrite_is_taken_unless_an_editor_saved_meanwhile(*, saves: bool) -> None:
    new()
    person = Rewriting(saves=saves)
    clock = Clock(date(2026, 6, 2), lambda _country, _region: US, "US")
    converse(FileSheet(Path(FILE)), person, clock)
    said = values()["interviewers.0.they_said"]
    kept = "They said that timetables ship in spring."
    assert said == (kept if saves else "timetables ship in spring")
    assert ("stays as it is" in person.heard[-1]) == saves
    assert Path(FILE).read_text("utf-8").startswith("# mine\n") == saves


def test_loses_nothing_that_an_editor_saves_meanwhile() -> None:
    new()
    busy = Busy()
    clock = Clock(date(2026, 6, 2), lambda _country, _region: US, "US")
    converse(FileSheet(Path(FILE)), busy, clock)
    assert busy.heard == ["somebody has filled that in meanwhile; it stays as it is"]
    assert Path(FILE).read_text("utf-8").startswith("# mine\n")
    assert values()["position.title"] == "Pilot"
    assert values()["employer.name"] == "Corvane"


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
    answers = list(ANSWERS.values())[:-4]
    out = new(*answers)
    assert f"next: drafter thanks {FILE}" in out
    assert "you:" not in Path(FILE).read_text("utf-8")


def test_says_where_the_answers_about_you_may_move() -> None:
    config("you: {name: Ines Okafor}")
    new()
    found = values()
    assert "you.name" not in found
    assert found["you.email"] == "___"
    Path("home/config.yaml").unlink()
    assert "may move to" in new()


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("", "no interview file"),
        ("name: ___\n", "no interview file"),
        ("interviewers: []\n", "nothing in it is left blank"),
        ("interviewers: [\n", f"{FILE}:"),
        ("\0", "control character"),
        (
            "interviewers: |\n  # - name: ___\n  topics: ___\n",
            "nothing in it is left blank",
        ),
    ],
)
def test_never_touches_another_file(text: str, fact: str) -> None:
    Path(FILE).write_text(text, "utf-8")
    assert fact in new("Corvane", code=3)
    assert Path(FILE).read_text("utf-8") == text


def test_refuses_what_is_no_file() -> None:
    Path("folder").mkdir()
    os.mkfifo("pipe")
    for name in ("folder", "pipe", "/dev/null"):
        assert "no file one can write" in new(code=3, arguments=(name,))
    assert "name a file to write" in new(code=2, arguments=("-",))
    assert "name another file" in new(code=6, arguments=("/dev/null/x.yaml",))
    assert "name another file" in new(code=6, arguments=("a\0b",))


INVITE = """\
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20260602T233000
ORGANIZER;CN="Vale, Robin":mailto:robin.vale@corvane.example
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


def test_an_interruption_at_a_terminal_loses_nothing() -> None:
    code, shown = at_a_terminal("Corvane Ferries\r", "Engineer\r", "\x03")
    assert code == 130
    assert f"{FILE}: saved; to go on: drafter new {FILE}" in shown
    assert values()["position.title"] == "Engineer"
    assert not load(Path(FILE).read_bytes(), FILE).problems
    code, shown = at_a_terminal("2026-06-02\r", "\x04")
    assert code == 0
    assert values()["date"] == "2026-06-02"
    assert values()["employer.name"] == "Corvane Ferries"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("\r", "new timetables ship in spring"),
        ("n\r", "They said that new timetables ship in spring"),
        ("\x03", "They said that new timetables ship in spring"),
    ],
)
def test_at_a_terminal_a_rewrite_is_offered(reply: str, kept: str) -> None:
    place = list(ANSWERS).index("they_said")
    new(*list(ANSWERS.values())[:place])
    said = "They said that new timetables ship in spring\r"
    is_over = reply == "\x03"
    code, shown = at_a_terminal(said, reply, *["\x04"] * (not is_over))
    assert code == (130 if is_over else 0), shown
    assert "(write: new timetables ship in spring)" in shown
    assert "write it so? [Y/n]: " in shown
    assert values()["interviewers.0.they_said"] == kept


def at_a_terminal(*typed: str) -> tuple[int, str]:
    """Run it on a pty, typing when it asks; the exit code, and what it showed."""
    child, terminal = pty.fork()
    if child == 0:
        command = [sys.executable, "-m", "drafter", "new", FILE]
        os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
        os.execv(sys.executable, command)
    shown = b""
    for keys in typed:
        shown += _until_asked(terminal)
        _until_raw(terminal)
        os.write(terminal, keys.encode())
    while data := _read(terminal, again=typed[-1]):
        shown += data
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), shown.decode()


def _until_asked(terminal: int) -> bytes:
    shown = b""
    while not re.search(rb"\n  (\w+|.* \[Y/n\]): $", shown):
        data = _read(terminal)
        assert data, shown
        shown += data
    return shown


def _until_raw(terminal: int) -> None:
    """Wait until the line is edited by the program: what is typed in between is lost.

    The end of input, typed a moment too early, would reach it as another character.
    """
    for _ in range(200):
        if not termios.tcgetattr(terminal)[3] & termios.ICANON:
            return
        time.sleep(0.01)


def _read(terminal: int, again: str = "") -> bytes:
    """Wait for what is shown; Ctrl-C is pressed again, as a person does.

    CPython misses one that comes between readline's prompt and its select().
    """
    for _ in range(30):
        if select.select([terminal], [], [], 2)[0]:
            break
        os.write(terminal, again.encode() if again == "\x03" else b"")
    else:
        pytest.fail("it neither says nor ends")
    try:
        return os.read(terminal, 1024)
    except OSError:  # Linux: the other end is closed
        return b""
