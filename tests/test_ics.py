from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from drafter.cli import drafter
from drafter.errors import RefusedError
from drafter.formats.ics import (
    Reminder,
    Reminders,
    encode,
    is_ours,
    refuse_guests,
    reminders,
)
from drafter.interview import Contact, Interview, Statement, Takeaway
from drafter.planning import Event, EventKind
from drafter.planning.plan import Plan
from tests.calendars import DANA, MIRA, TUESDAY, US, interviewed, june
from tests.conftest import ROOT


if TYPE_CHECKING:
    from tests.desk import Desk


DAY = date(2026, 6, 2)
UID = "2db9fd9d-b3c6-5c34-9e1e-db07b585495a"
OTHER = "2db9fd9d-ffff-5c34-9e1e-db07b585495a"
THANK = Reminder(UID, DAY, "Thank Dana (Corvane)", "drafter thanks interview.yaml", 18)
CARD = Reminder(OTHER, date(2026, 6, 3), "Post the card to Dana (Corvane)")
PRINTABLE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")))
PROMISES = (
    Takeaway(promised="send the plan", due=june(4)),
    Takeaway(promised="call you", due=june(5)),
)
LOOP = interviewed(
    interviewers=(DANA._replace(takeaways=PROMISES), MIRA),
    timeline=(Statement(TUESDAY, "by Friday the twelfth", june(12)),),
)
CHECKED = Event(EventKind.SENT, june(15), "check-in", "dana")
ANSWERED = Event(EventKind.REPLIED, june(16), "", "dana", "by June 26")
HOSTILE = (
    "Dana, Whitlock; the \\ elder",
    "BEGIN:VALARM",
    "END:VEVENT\\nATTENDEE:mailto:x@y.example",
    "\\n\\N\\,\\;\\\\",
    "C:\\New",
    'CN="a":mailto:x',
    "陳大文 " * 40,
    "🇩🇪" * 30,
    "e\u0301" * 60,
    " two  blanks, and one at the end ",
)


def events(data: bytes) -> list[Any]:
    """Read the file with a library that did not write it."""
    calendar = icalendar.Calendar.from_ical(data)
    assert calendar.errors == []
    found = calendar.walk("VEVENT")
    assert len(calendar.subcomponents) == len(found)
    return found


def sequences(data: bytes) -> dict[str, int]:
    return {str(event["UID"]): int(event["SEQUENCE"]) for event in events(data)}


def test_a_reminder_is_a_private_event_of_one_whole_day_that_blocks_nothing() -> None:
    (event,) = events(encode([THANK], DAY))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, date(2026, 6, 3))
    assert str(event["SUMMARY"]) == "Thank Dana (Corvane)"
    assert str(event["DESCRIPTION"]) == "drafter thanks interview.yaml"
    assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    assert event["DTSTAMP"].dt == datetime(2026, 6, 2, tzinfo=UTC)


def test_it_rings_on_the_day() -> None:
    (event,) = events(encode([THANK], DAY))
    (alarm,) = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["TRIGGER"].dt == timedelta(hours=18)
    assert str(alarm["DESCRIPTION"]) == "Thank Dana (Corvane)"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_are_more_than_words(text: str) -> None:
    (event,) = events(encode([replaced(text)], DAY))
    assert str(event["SUMMARY"]) == text
    assert str(event["DESCRIPTION"]) == text
    assert len(event.walk("VALARM")) == 1
    data = encode([replaced(text)], DAY)
    assert encode([replaced(text)], DAY, before=data) == data


@given(PRINTABLE)
def test_any_words_read_back_as_they_were(text: str) -> None:
    data = encode([replaced(text)], DAY)
    (event,) = events(data)
    assert str(event["SUMMARY"]) == text
    assert encode([replaced(text)], DAY, before=data) == data


@given(st.text(), st.text())
def test_whatever_is_in_the_words_the_file_stays_whole(one: str, other: str) -> None:
    data = encode([replaced(one), Reminder(OTHER, DAY, other)], DAY)
    assert len(events(data)) == 2
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()


def replaced(text: str) -> Reminder:
    return THANK._replace(summary=text, description=text)


def test_a_line_break_begins_no_line() -> None:
    smuggled = "x\r\nATTENDEE:mailto:x@y.example\r\nEND:VEVENT\r\nBEGIN:VEVENT"
    (event,) = events(encode([replaced(smuggled)._replace(uid=smuggled)], DAY))
    assert "ATTENDEE" not in event
    assert str(event["UID"]) == smuggled.replace("\r", "")


@pytest.mark.parametrize(
    ("line", "written", "found"),
    [
        (b"CLASS:PRIVATE", b"ATTENDEE:mailto:x@y.example", "ATTENDEE"),
        (b"CLASS:PRIVATE", b"organizer;CN=x:mailto:x@y.example", "ORGANIZER"),
        (b"CALSCALE:GREGORIAN", b"METHOD:REQUEST", "METHOD"),
        (b"TRIGGER:PT18H", b"ATTENDEE:mailto:x@y.example", "ATTENDEE"),
        (b"END:VEVENT", b"END:VEVENT\r\nBEGIN:VTODO\r\nEND:VTODO", "VTODO"),
        (b"END:VEVENT", b"END:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT", "no reminders"),
    ],
)
def test_refuses_a_finished_file_that_invites_somebody(
    line: bytes, written: bytes, found: str
) -> None:
    data = encode([THANK], DAY)
    assert line in data
    with pytest.raises(RefusedError, match=found):
        refuse_guests(data.replace(line, written), 1)


def test_the_same_plan_gives_the_same_bytes() -> None:
    data = encode([THANK, CARD], DAY)
    assert encode([THANK, CARD], DAY, before=data) == data


def test_what_changed_counts_on() -> None:
    data = encode([THANK, CARD], DAY)
    assert sequences(data) == {UID: 0, OTHER: 0}
    moved = CARD._replace(on=date(2026, 6, 5))
    again = encode([THANK, moved], DAY, before=data)
    assert sequences(again) == {UID: 1, OTHER: 1}
    back = encode([THANK, CARD], DAY, before=again)
    assert sequences(back) == {UID: 2, OTHER: 2}


def test_what_is_done_stays_without_an_alarm() -> None:
    data = encode([THANK, CARD], DAY)
    again = encode([CARD], DAY, before=data, done=[UID])
    done = events(again)[-1]
    assert str(done["SUMMARY"]) == "Done: Thank Dana (Corvane)"
    assert (done["SEQUENCE"], done.walk("VALARM")) == (1, [])
    assert encode([CARD], DAY, before=again, done=[UID]) == again


def test_what_the_plan_has_no_more_says_so_and_may_come_back() -> None:
    data = encode([THANK, CARD], DAY)
    without = encode([THANK], DAY, before=data)
    gone = events(without)[-1]
    assert str(gone["SUMMARY"]) == "No longer: Post the card to Dana (Corvane)"
    back = encode([THANK, CARD], DAY, before=without)
    assert str(events(back)[-1]["SUMMARY"]) == "Post the card to Dana (Corvane)"
    assert sequences(back)[OTHER] == 2


def test_a_lost_file_does_not_start_below_what_was_imported() -> None:
    assert sequences(encode([THANK], DAY, first=7)) == {UID: 7}


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe\x00",
        b"BEGIN:VEVENT\r\n" * 3,
        b"BEGIN:VEVENT\r\nUID:x\r\nDTSTART:20260602\r\nEND:VEVENT\r\n",
        f"BEGIN:VEVENT\r\nUID:{UID}\r\nDTSTART:20261302\r\nEND:VEVENT\r\n".encode(),
        b"END:VEVENT\r\nEND:VEVENT",
    ],
)
def test_a_file_that_somebody_broke_is_written_anew(broken: bytes) -> None:
    assert encode([THANK], DAY, before=broken) == encode([THANK], DAY)


def test_what_somebody_wrote_into_the_file_invites_nobody() -> None:
    data = encode([THANK, CARD], DAY).replace(
        b"CLASS:PRIVATE", b"ATTENDEE:mailto:x@y.example"
    )
    again = encode([CARD], DAY, before=data)
    assert b"ATTENDEE" not in again
    assert sequences(again) == {OTHER: 1, UID: 1}


def test_knows_its_own_file_from_others() -> None:
    data = encode([THANK], DAY)
    assert is_ours(data, UID[:8])
    assert not is_ours(data, "00000000")
    assert not is_ours(b"BEGIN:VCALENDAR\r\nPRODID:x\r\nEND:VCALENDAR", UID[:8])


@given(st.data())
def test_whatever_became_of_the_file_it_is_read_or_written_anew(data: Any) -> None:
    lines = encode([THANK, CARD], DAY).split(b"\r\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    lines[place : place + 2] = data.draw(st.lists(st.binary(max_size=20)))
    again = encode([THANK], DAY, before=b"\r\n".join(lines))
    assert str(events(again)[0]["SUMMARY"]) == THANK.summary


def made(
    *events: Event,
    loop: Interview = LOOP,
    today: date = TUESDAY,
    file: str = "interview.yaml",
) -> Reminders:
    return reminders(
        loop, Plan(loop, events, today, US).steps(), file, "they named a day"
    )


def summaries(found: Reminders) -> list[str]:
    return [
        reminder.summary.removesuffix(" (Corvane Ferries)")
        for reminder in found.pending
    ]


def test_every_step_has_its_words() -> None:
    assert summaries(made()) == [
        "Thank Dana Whitlock",
        "Post the card to Dana Whitlock",
        "Connect with Dana Whitlock on LinkedIn",
        "For Dana Whitlock: send the plan",
        "For Dana Whitlock: call them",
        "Thank Mira Solano",
        "Post the card to Mira Solano",
        "Connect with Mira Solano on LinkedIn",
        "Check in with Dana Whitlock",
    ]


def test_the_day_of_the_interview_rings_in_the_evening() -> None:
    assert {(r.on == TUESDAY, r.hour) for r in made().pending} == {
        (True, 18),
        (False, 9),
    }


def test_says_the_commands_to_type() -> None:
    by_summary = dict(zip(summaries(made()), made().pending, strict=True))
    assert by_summary["For Dana Whitlock: call them"].description == (
        "drafter takeaway interview.yaml\n"
        "Then: drafter log interview.yaml sent takeaway --with dana --item 2"
    )
    assert by_summary["Check in with Dana Whitlock"].description.endswith(
        "Why this day: they named a day."
    )


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("a b.yaml", "'a b.yaml'"),
        ("-x.yaml", "./-x.yaml"),
        ("a;rm.yaml", "'a;rm.yaml'"),
    ],
)
def test_a_strange_file_name_is_one_word(file: str, shown: str) -> None:
    first = made(file=file).pending[0]
    assert first.description.startswith(f"drafter thanks {shown}\n")


def test_what_was_done_is_no_reminder_but_known() -> None:
    found = made(Event(EventKind.SENT, june(2), "thank-you", "dana"))
    assert "Thank Dana Whitlock" not in summaries(found)
    (uid,) = found.done
    assert uid == made().pending[0].uid


def test_a_refused_check_in_is_no_reminder() -> None:
    found = made(Event(EventKind.DECIDED, june(3)))
    assert "Check in with Dana Whitlock" not in summaries(found)


def test_each_check_in_is_an_event_of_its_own() -> None:
    kept = [Event(EventKind.SENT, june(4), "takeaway", "dana", item=n) for n in (1, 2)]
    first = made(*kept, today=june(15)).pending[-1]
    after = made(*kept, CHECKED, ANSWERED, today=june(17))
    assert first.uid in after.done
    assert after.pending[-1].summary.startswith("Check in")
    assert after.pending[-1].uid != first.uid


def test_the_check_in_stays_one_event_whoever_it_goes_to() -> None:
    contact = Contact(name="Robin Vale")
    other = made(loop=LOOP._replace(contact=contact)).pending[-1]
    assert other.summary.startswith("Check in with Robin Vale")
    assert other.uid == made().pending[-1].uid


def test_the_day_it_is_asked_changes_no_reminder() -> None:
    kept = [Event(EventKind.SENT, june(4), "takeaway", "dana", item=n) for n in (1, 2)]
    assert made(*kept) == made(*kept, today=june(30))


def test_uids_differ_by_person_promise_interview_and_tell_nothing() -> None:
    other_day = LOOP._replace(date=june(1), timeline=())
    other_you = LOOP._replace(you=LOOP.you._replace(name="Bo Team"))
    loops = (LOOP, other_day, other_you)
    found = [r.uid for loop in loops for r in made(loop=loop).pending]
    assert len(set(found)) == len(found) == 27
    assert all(set(uid) <= set("0123456789abcdef-") for uid in found)
    assert all(r.uid.startswith(made().family) for r in made().pending)
    assert made(loop=other_day).family != made().family


class TestCommand:
    @pytest.fixture(autouse=True)
    def _here(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
        monkeypatch.chdir(tmp_path)
        notes = (ROOT / "sample_data/interview.yaml").read_bytes()
        Path("interview.yaml").write_bytes(notes)

    @staticmethod
    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(drafter, arguments)
        assert done.exit_code == code, done.output
        return done.output

    PLACE = Path("drafts/corvane-ferries-2026-06-02/follow-up.ics")

    def test_writes_the_plan_beside_the_drafts(self) -> None:
        out = self.run("calendar", "interview.yaml", "--today", "2026-06-02")
        assert "Monday, June 15, 2026           Check in with Dana Whitlock" in out
        found = events(self.PLACE.read_bytes())
        assert len(found) == 3 * 3 + 1 + 1
        assert len({str(event["UID"]) for event in found}) == len(found)
        check_in = found[-1]
        assert check_in["DTSTART"].dt == date(2026, 6, 15)
        assert "drafter checkin interview.yaml" in str(check_in["DESCRIPTION"])
        names = ("dana", "corvane", "okafor")
        assert not any(n in str(e["UID"]).lower() for n in names for e in found)

    def test_a_second_run_on_another_day_changes_nothing(self) -> None:
        self.run("calendar", "interview.yaml", "--today", "2026-06-02")
        before = self.PLACE.stat()
        for day in ("2026-06-02", "2026-06-15", "2026-08-01"):
            out = self.run("calendar", "interview.yaml", "--today", day)
            assert "unchanged" in out.splitlines()[-1] or "no reminder" in out
        after = self.PLACE.stat()
        assert after.st_ino == before.st_ino

    def test_what_was_logged_is_done(self) -> None:
        self.run("calendar", "interview.yaml", "--today", "2026-06-02")
        self.run(
            "log", "interview.yaml", "posted", "--with", "dana", "--on", "2026-06-03"
        )
        self.run("calendar", "interview.yaml", "--today", "2026-06-03")
        found = events(self.PLACE.read_bytes())
        assert {e["SEQUENCE"] for e in found} == {1}
        summaries = [str(e["SUMMARY"]) for e in found if not e.walk("VALARM")]
        assert summaries == ["Done: Post the card to Dana Whitlock (Corvane Ferries)"]

    def test_never_replaces_another_calendar(self) -> None:
        mine = b"BEGIN:VCALENDAR\r\nPRODID:mine\r\nEND:VCALENDAR\r\n"
        Path("mine.ics").write_bytes(mine)
        out = self.run("calendar", "interview.yaml", "--out", "mine.ics", code=6)
        assert "name another file with --out" in out
        assert Path("mine.ics").read_bytes() == mine

    def test_never_mixes_two_interviews(self) -> None:
        text = Path("interview.yaml").read_text("utf-8")
        Path("other.yaml").write_text(text.replace("Corvane Ferries", "Brine Co"))
        self.run("calendar", "interview.yaml", "--out", "one.ics")
        before = Path("one.ics").read_bytes()
        self.run("calendar", "other.yaml", "--out", "one.ics", code=6)
        assert Path("one.ics").read_bytes() == before

    def test_a_dry_run_writes_nothing(self) -> None:
        before = sorted(Path().rglob("*"))
        assert "not written" in self.run("calendar", "interview.yaml", "--dry-run")
        assert sorted(Path().rglob("*")) == before

    def test_goes_where_it_is_told(self) -> None:
        self.run("calendar", "interview.yaml", "--out", "some/reminders.ics")
        self.run("calendar", "interview.yaml", "--out", "folder")
        assert events(Path("some/reminders.ics").read_bytes())
        assert (Path("folder") / Path(*self.PLACE.parts[1:])).is_file()


def test_a_folder_is_one_calendar_that_says_whose_each_day_is(desk: Desk) -> None:
    text = (desk.folder / "i.yaml").read_text("utf-8")
    desk.note("all/ines.yaml", text)
    his = text.replace("Ines Okafor", "Tim Aldous").replace("ines.okafor@", "tim@")
    desk.note("all/tim.yaml", his)
    told = desk.run("calendar all").stdout
    assert "Ines Okafor: Thank Dana Whitlock (Corvane Ferries)" in told
    assert "Tim Aldous: Thank Dana Whitlock (Corvane Ferries)" in told
    both = desk.folder / "all" / "follow-up.ics"
    count = both.read_bytes().count(b"BEGIN:VEVENT")
    assert "all/follow-up.ics: unchanged" in desk.run("calendar all").stdout
    mine = desk.run("calendar all --for tim").stdout
    assert "Ines" not in mine
    assert "all/follow-up-tim.ics: written" in mine
    events = (desk.folder / "all" / "follow-up-tim.ics").read_bytes()
    assert events.count(b"BEGIN:VEVENT") * 2 == count
    assert b"No longer" not in both.read_bytes()


def test_one_broken_file_of_a_folder_does_not_hide_the_others(desk: Desk) -> None:
    text = (desk.folder / "i.yaml").read_text("utf-8")
    desk.note("all/good.yaml", text)
    desk.note("all/bad.yaml", text.replace("date: 2026-06-02", "date: soon"))
    told = desk.run("calendar all", code=3)
    assert "all/bad.yaml:" in told.stderr
    assert "all/follow-up.ics: written" in told.stdout
    told = desk.run("calendar all --json", code=3)
    assert json.loads(told.stdout)["problems"][0]["file"] == "all/bad.yaml"
    desk.run("calendar all/bad.yaml --json", code=3)


def test_reminders_of_a_file_that_broke_later_are_not_over(desk: Desk) -> None:
    text = (desk.folder / "i.yaml").read_text("utf-8")
    desk.note("all/good.yaml", text)
    other = desk.note("all/other.yaml", text.replace("Corvane Ferries", "Lindal"))
    desk.run("calendar all")
    before = (desk.folder / "all" / "follow-up.ics").read_bytes()
    other.write_text("interviewers: [", "utf-8")
    assert "unchanged" in desk.run("calendar all", code=3).stdout
    desk.run("log all/good.yaml sent thank-you --with all")
    desk.run("calendar all", code=3)
    after = (desk.folder / "all" / "follow-up.ics").read_bytes()
    assert after.count(b"BEGIN:VEVENT") == before.count(b"BEGIN:VEVENT")
    assert b"No longer" not in after
    assert after.count(b"(Lindal)") == before.count(b"(Lindal)")
