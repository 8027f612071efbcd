"""`drafter new` at a terminal: the letter on the screen after each person."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from drafter.cli import drafter
from drafter.wizard.form import values
from tests.typist import CTRL_C, END, Typist


FILE = "interview.yaml"
START = (
    "Corvane Ferries, Software Engineer, yesterday",
    "Ines Okafor, ines.okafor@mail.example, US",
    "by Friday week",
)
DANA = (
    "Dana Whitlock, recruiter, dana.whitlock@corvane.example",
    "the release calendar",
    "looking after me so well",
    "said new timetables ship in spring",
    "We froze our own timetable at Lakeshore Bus in the school holidays.",
    "send the rollback plan by Thursday",
    "The ferry in the bottle on your desk is still on my mind.",
)
AMIR = (
    "Amir Rahimi, hiring manager, amir.rahimi@corvane.example",
    "bad plans",
    "walking me through the night of the storm",
    "asked how long a bad plan may stay live",
    "One minute at most, and I would tell the crews before anyone else.",
    "",
    "My first alarm was for a tide that had gone out.",
)
LENA = (
    "Lena Brandt, peer, lena.brandt@corvane.example",
    "the test harbour",
    "the cable you lent me",
    "let me moor the model ferry myself",
    "I hit the pier twice, and the third time it held.",
    "",
    "I have since read up on the fenders.",
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def sit_down(*arguments: str) -> Typist:
    return Typist("--today", "2026-06-03", "new", FILE, *arguments)


def of(number: int, field: str) -> str:
    """What the file says of one person; empty where it says nothing."""
    known = values(Path(FILE).read_text("utf-8"))
    return known.get(("interviewers", number, field), "")


def saved() -> bytes:
    """The file, which names the home that each test has for itself."""
    here = str(Path.cwd())
    return Path(FILE).read_bytes().replace(here.encode(), b"HERE")


def thanks() -> str:
    done = CliRunner().invoke(
        drafter, ["--today", "2026-06-03", "thanks", FILE, "--dry-run"]
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_three_interviewers_take_at_most_25_prompts_from_nothing() -> None:
    person = sit_down()
    person.answer(*START, *DANA, *AMIR, *LENA, "")
    assert person.leave() == 0
    assert person.prompts <= 25
    assert f"{FILE}: saved; next: drafter thanks {FILE}" in person.shown
    written = thanks()
    for number, answers in enumerate((DANA, AMIR, LENA)):
        name, _, address = answers[0].split(", ")
        assert of(number, "name") == name
        assert f"The email to {name} ({address})" in person.shown
        assert f"To: {name} <{address}>" in written


def test_email_and_card_stand_on_the_screen_as_thanks_writes_them() -> None:
    person = sit_down()
    person.answer(*START, *DANA)
    shown = person.asked()
    assert "Hi Dana," in shown
    assert "looking after me so well" in shown
    assert "The card" in shown
    screen = " ".join(shown.split())
    person.answer("")
    assert person.leave() == 0
    letters = thanks().split("\n--- ")[1:]
    for letter in letters:
        for paragraph in letter.rstrip().split("\n\n")[1:2]:
            assert " ".join(paragraph.split()) in screen


def test_the_name_in_a_greeting_that_was_kept_is_not_doubted_again() -> None:
    person = sit_down()
    person.answer(*START, *DANA, "")
    assert person.leave() == 0
    assert of(0, "address_as") == "Dana"
    assert "as the given name" not in thanks()


def test_another_name_has_another_greeting() -> None:
    person = sit_down()
    person.answer(*START, *DANA, "")
    assert person.leave() == 0
    person = sit_down()
    person.answer("1", "Diana Whitlock, peer")
    assert "Hi Diana," in person.asked()
    person.answer("")
    assert person.leave() == 0
    assert of(0, "address_as") == "Diana"


def test_a_number_changes_an_answer_and_the_letter_is_shown_again() -> None:
    person = sit_down()
    person.answer(*START, *DANA)
    assert "  3  Thank you for: looking after me so well" in person.asked()
    person.answer("3")
    assert "Now: looking after me so well" in person.asked()
    person.answer("showing me the old crane")
    shown = person.asked()
    assert "  3  Thank you for: showing me the old crane" in shown
    assert "The email to Dana Whitlock" in shown
    person.answer("99")
    assert "a number from 1 to 11, or Enter" in person.asked()
    person.answer("")
    assert person.leave() == 0
    assert of(0, "thanks_for") == "showing me the old crane"


def test_every_answer_can_be_changed() -> None:
    person = sit_down()
    person.answer(*START, *DANA)
    changes = {
        "1": "Dana Whitlock-Reyes, peer, dana@corvane.example",
        "2": "the spring calendar",
        "5": "I would do that too.",
        "6": "send you the plan by Friday",
        "7": "Thank you for the tea as well.",
        "8": "I'd like to see the next calendar from the inside.",
        "9": "Corvane Ferries, Pilot, today",
        "10": "Ines O. Okafor, ines@mail.example, GB",
        "11": "unknown",
    }
    for number, answer in changes.items():
        person.answer(number)
        person.answer(answer)
    person.answer("")
    assert person.leave() == 0
    text = Path(FILE).read_text("utf-8")
    for value in (
        "Dana Whitlock-Reyes", "role: peer", "email: dana@corvane.example",
        "the spring calendar", "I would do that too.", "send you the plan",
        "due: 2026-06-05", "Thank you for the tea", "close: I'd like", "title: Pilot",
        "date: 2026-06-03",
        "name: Ines O. Okafor", "country: GB", "timeline: unknown",
    ):  # fmt: skip
        assert value in text
    thanks()


def test_the_last_line_is_not_asked_for_and_can_be_ones_own() -> None:
    person = sit_down()
    person.answer(*START, *DANA)
    assert "  8  Last line: ours (a sentence of your own is better)" in person.asked()
    person.answer("8", "I'd like to see the next calendar from the inside.")
    assert "joining Corvane" not in person.asked().rpartition("The email to")[2]
    person.answer("")
    assert person.leave() == 0
    assert "I'd like to see the next calendar from the inside.\n\n" in thanks()


def test_what_stayed_may_become_another_kind_and_asks_for_its_second_half() -> None:
    person = sit_down()
    person.answer(*START, *DANA, "4")
    person.answer("asked how long a bad plan may stay live")
    assert "You asked how long a bad plan may stay live." in person.asked()
    person.answer("One minute at most.")
    shown = person.asked()
    assert "  5  What I would say now: One minute at most." in shown
    person.answer("")
    assert person.leave() == 0
    assert of(0, "they_said") == of(0, "reaction") == ""
    assert of(0, "answer") == "One minute at most."


def test_an_answer_is_taken_away_with_a_hyphen() -> None:
    person = sit_down()
    person.answer(*START, *DANA)
    for number in ("7", "6", "5"):
        person.answer(number)
        person.answer("-")
    shown = person.answer("")
    assert "I said I would: nothing" in shown
    assert "nothing (the letter is a recollection, not an answer)" in shown
    assert person.leave() == 0
    assert of(0, "card_detail") == of(0, "reaction") == ""
    assert "    # takeaways:" in Path(FILE).read_text("utf-8")
    thanks()


def test_the_arrow_up_brings_an_answer_back_to_be_edited() -> None:
    person = sit_down()
    person.answer(*START, *DANA, "3", "\x1b[A, and the tea", "")
    assert person.leave() == 0
    assert of(0, "thanks_for") == "looking after me so well, and the tea"


def test_enter_leaves_the_answer_that_was_to_be_changed() -> None:
    person = sit_down()
    person.answer(*START, *DANA)
    person.asked()
    before = Path(FILE).read_bytes()
    for number in {*range(1, 12)} - {8}:  # which had no answer
        person.answer(str(number), "")
    person.asked()
    assert Path(FILE).read_bytes() == before
    assert person.stop() == 130


@pytest.fixture(scope="module")
def uninterrupted() -> dict[str, bytes]:
    """The file as one makes it at one go, once somebody has made it."""
    return {}


@pytest.mark.parametrize("prompts", range(11))
def test_an_interruption_at_any_prompt_loses_nothing(
    prompts: int, uninterrupted: dict[str, bytes]
) -> None:
    answers = (*START, *DANA, "")
    person = sit_down()
    person.answer(*answers[:prompts])
    assert person.stop(CTRL_C) == 130
    assert f"{FILE}: saved; to go on: drafter new {FILE}" in person.shown
    again = sit_down()
    again.answer(*answers[prompts:])
    assert again.leave() == 0
    assert again.prompts == len(answers) - prompts
    interrupted = saved()
    if FILE not in uninterrupted:
        Path(FILE).unlink()
        person = sit_down()
        person.answer(*answers)
        assert person.leave() == 0
        uninterrupted[FILE] = saved()
    assert b"HERE" in interrupted
    assert interrupted == uninterrupted[FILE]


def test_the_end_of_the_input_is_no_mistake() -> None:
    person = sit_down()
    person.answer(*START)
    assert person.stop(END) == 0
    assert f"{FILE}: saved, with blanks" in person.shown


def test_an_address_in_another_field_is_noticed() -> None:
    person = sit_down()
    person.answer(*START, "Dana Whitlock, recruiter", "")
    person.answer("dana@corvane.example")
    assert "that is an email address: is it Dana Whitlock's?" in person.asked()
    person.answer("y", "the release calendar", "ines@mail.example", "n")
    shown = person.asked()
    assert "that is an email address, and no answer to this" in shown
    assert person.stop() == 130
    assert of(0, "email") == "dana@corvane.example"
    assert of(0, "topics") == "the release calendar"
    assert of(0, "thanks_for") == ""


def test_somebody_without_an_address_gets_a_letter_to_pass_on() -> None:
    person = sit_down()
    person.answer(*START, "Dana Whitlock, recruiter", "", *DANA[1:])
    shown = person.asked()
    assert "The email to Dana Whitlock (no address: as text, to be passed on)" in shown
    assert "Hi Dana," in shown
    assert person.stop() == 130


def test_a_title_becomes_the_honorific_and_the_role_is_asked_where_it_is_open() -> None:
    person = sit_down()
    person.answer(*START, "Dr. Dana Whitlock, dana@corvane.example")
    assert "What is Dana to the job?" in person.asked()
    person.answer("ward sister", "hiring manager", "the release calendar")
    assert person.stop() == 130
    assert of(0, "honorific") == "Dr."
    assert of(0, "name") == "Dana Whitlock"
    assert of(0, "role") == "hiring_manager"


def test_a_name_is_asked_again_where_only_the_address_was_typed() -> None:
    person = sit_down()
    person.answer(*START, "dana@corvane.example", "Dana Whitlock, recruiter")
    person.asked()
    assert person.stop() == 130
    assert of(0, "email") == "dana@corvane.example"
    assert of(0, "name") == "Dana Whitlock"


def test_nobody_else_is_asked_for_before_the_first_has_a_name() -> None:
    person = sit_down()
    person.answer(*START, "")
    assert person.leave() == 0
    assert "Someone else?" not in person.shown
    assert "interviewer 1: Who interviewed you?" in person.shown


def test_your_address_can_be_changed_where_config_has_your_name() -> None:
    Path("home").mkdir()
    Path("home/config.yaml").write_text("you: {name: Ines Okafor}\n", "utf-8")
    person = sit_down()
    person.answer(
        START[0], "ines@mail.example", START[2], *DANA, "10", "i@mail.example"
    )
    person.answer("")
    assert person.leave() == 0
    assert "email: i@mail.example" in Path(FILE).read_text("utf-8")


def test_what_is_still_missing_for_a_letter_is_told() -> None:
    person = sit_down()
    person.answer("", "", "", START[1], "", *DANA)
    shown = person.asked()
    assert "The letter cannot be written yet:" in shown
    assert "Which interview was it?" in shown
    person.answer("")
    assert person.leave() == 0
    again = sit_down()
    again.answer(START[0], "unknown", "")
    assert again.leave() == 0, "what was passed over is asked again, no more"


def test_those_after_the_invitation_are_written_to_one_by_one() -> None:
    Path("invite.ics").write_text(
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\n"
        "DTSTART;TZID=America/New_York:20260602T233000\n"
        "ORGANIZER;CN=Amir Rahimi:mailto:amir.rahimi@corvane.example\n"
        "ATTENDEE;CN=Dana Whitlock:mailto:dana.whitlock@corvane.example\n"
        "ATTENDEE;CN=Ines Okafor:mailto:ines.okafor@mail.example\n"
        "END:VEVENT\nEND:VCALENDAR\n",
        "utf-8",
    )
    Path("home").mkdir()
    known = "you: {name: Ines Okafor, email: ines.okafor@mail.example}\n"
    Path("home/config.yaml").write_text(known, "utf-8")
    person = sit_down("--invite", "invite.ics")
    person.answer("Corvane Ferries, Software Engineer", "unknown")
    first, second = "recruiter", "hiring manager"
    if "Amir" in person.asked():
        first, second = second, first
    person.answer(first, *DANA[1:])
    assert "is next." in person.asked()
    person.answer("", second, *AMIR[1:], "")
    assert person.leave() == 0
    assert of(0, "email") in {"amir.rahimi@corvane.example", DANA[0].split(", ")[2]}
    thanks()


def test_a_file_in_which_all_is_answered_shows_its_last_letter_and_adds_people() -> (
    None
):
    person = sit_down()
    person.answer(*START, *DANA, "")
    assert person.leave() == 0
    before = Path(FILE).read_bytes()
    again = sit_down()
    assert "The email to Dana Whitlock" in again.asked()
    again.answer("")
    assert again.leave() == 0
    assert Path(FILE).read_bytes() == before
    once_more = sit_down()
    once_more.answer(*AMIR, "")
    assert once_more.leave() == 0
    assert of(1, "name") == "Amir Rahimi"
    assert "one may differ from what you saw" in once_more.shown
    thanks()


INVITE = """\
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20260602T100000
SUMMARY:Interview: Software Engineer - Ines
ORGANIZER;CN=Sam Scheduler:mailto:sam@corvane.example
ATTENDEE;CN=Dana Whitlock | Corvane:mailto:dana.whitlock@corvane.example
ATTENDEE;CN=Quay Room:mailto:quay@corvane.example
ATTENDEE;CN=Mair Evans;ROLE=NON-PARTICIPANT:mailto:mair@corvane.example
END:VEVENT
END:VCALENDAR
"""


def test_who_did_not_interview_is_taken_out_with_one_key() -> None:
    Path("home").mkdir()
    Path("home/config.yaml").write_text(
        "you: {name: Ines Okafor, email: ines@mail.example}\n", "utf-8"
    )
    Path("i.ics").write_text(INVITE, "utf-8")
    terminal = sit_down("--invite", "i.ics")

    asked = terminal.answer("Corvane Ferries", "Software Engineer", "unknown")
    named = terminal.answer("Dana Whitlock", "recruiter", *DANA[1:])
    room = terminal.answer("", "0")
    sent = terminal.answer("0")
    last = terminal.asked()
    terminal.answer("")
    assert terminal.leave() == 0

    assert "left out: Mair Evans (only informed)" in asked
    assert asked.count("The invitation says: Interview: Software Engineer - Ines") == 2
    assert "The invitation says: Dana Whitlock | Corvane" in named
    assert "What is Quay to the job?" in room
    assert "0 if they did not interview you" in room
    assert "The invitation says: they sent it, and are not on its list" in sent
    assert "that was everyone" in last
    found = values(Path(FILE).read_text("utf-8"))
    assert found["interviewers", 0, "name"] == "Dana Whitlock"
    assert ("interviewers", 1, "name") not in found
    thanks()


def test_the_only_one_stays() -> None:
    person = sit_down()
    said = person.answer(*START, "Dana Whitlock", "0", "recruiter")
    assert "somebody has: who was it?" in said
    person.stop()
    assert of(0, "role") == "recruiter"
