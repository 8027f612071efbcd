"""The morning view: which files, what is due, and what to type; the same when kept."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from drafter.cli import drafter
from drafter.draft import Kind
from drafter.index import (
    Broken,
    Index,
    candidates,
    is_interview,
    packed,
    unpacked,
)
from drafter.interview import Contact, Role, Stage, Statement, Takeaway
from drafter.journal.history import History, KnownDraft
from drafter.planning import Event, EventKind, State
from drafter.planning.plan import Plan
from drafter.status import Followed, Standing, follow, together
from drafter.words import width
from tests.calendars import DANA, MIRA, US, interviewed, june
from tests.changed import replace
from tests.conftest import ROOT
from tests.loops import loop


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from drafter.interview import Interview
    from tests.desk import Desk

SAMPLE = (ROOT / "sample_data" / "interview.yaml").read_text("utf-8")
BROKEN = Broken(3, 1, "date is missing", "2026-06-02", 2)
PROMISE = Takeaway(promised="send a plan", due=june(4), here_is="the plan")
LATE_PROMISE = interviewed(interviewers=(replace(DANA, takeaways=(PROMISE,)), MIRA))


class Run(Protocol):
    def __call__(self, *arguments: str, code: int = 0, today: str = ...) -> Result: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run drafter in an empty folder."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))

    def run(*arguments: str, code: int = 0, today: str = "2026-06-02") -> Result:
        result = CliRunner().invoke(drafter, ["--today", today, *arguments])
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture
def here(run: Run, tmp_path: Path) -> Path:
    """Put the sample interview into that folder."""
    assert run
    (tmp_path / "here" / "i.yaml").write_text(SAMPLE, "utf-8")
    return tmp_path / "here"


def told(
    interview: Interview,
    today: date,
    *events: Event,
    drafts: tuple[KnownDraft, ...] = (),
    later: date | None = None,
) -> Followed:
    history = History(drafts, events)
    return follow("i.yaml", interview, history, today, US, later_interview=later)


def commands(followed: Followed) -> list[str]:
    return list(dict.fromkeys(row.command for row, _ in together(followed)))


def known(kind: Kind, person: str = "dana", number: int = 1) -> KnownDraft:
    return KnownDraft(person, kind, number, "", june(2))


def sent(kind: str, person: str, day: int = 2) -> Event:
    return Event(EventKind.SENT, june(day), kind, person)


def test_a_promise_with_nothing_to_hand_over_is_kept_and_logged() -> None:
    bare = replace(PROMISE, here_is="")
    typed = commands(
        told(interviewed(interviewers=(replace(DANA, takeaways=(bare,)),)), june(5))
    )
    assert "drafter takeaway i.yaml" not in typed
    assert "drafter log i.yaml sent takeaway --with dana" in typed


def test_tells_the_command_that_makes_each_draft() -> None:
    followed = told(LATE_PROMISE, june(5))
    assert {(row.kind, row.state, row.command) for row in followed.rows} == {
        ("thank-you", State.LATE, "drafter thanks i.yaml"),
        ("card", State.LATE, "drafter thanks i.yaml"),
        ("takeaway", State.LATE, "drafter takeaway i.yaml"),
        ("linkedin", State.WAITING, "drafter linkedin i.yaml"),
        ("check-in", State.WAITING, "drafter checkin i.yaml"),
    }


def test_a_draft_that_was_made_is_to_be_sent_and_logged() -> None:
    kinds = (Kind.THANK_YOU, Kind.CARD, Kind.LINKEDIN, Kind.TAKEAWAY)
    drafts = (*map(known, kinds), known(Kind.REPLY))
    followed = told(LATE_PROMISE, june(5), drafts=drafts)
    typed = {row.command for row in followed.rows if row.drafted}
    assert typed == {
        "drafter log i.yaml sent thank-you --with dana",
        "drafter log i.yaml posted --with dana",
        "drafter log i.yaml connected --with dana",
        "drafter log i.yaml sent takeaway --with dana",
        "drafter log i.yaml sent reply --with dana",
    }


@pytest.mark.parametrize(
    ("kind", "command"),
    [
        (Kind.CHECK_IN, "drafter log i.yaml sent check-in --with dana"),
        (Kind.PHONE, "drafter log i.yaml called"),
    ],
)
def test_a_check_in_that_was_drafted_is_to_be_made(kind: Kind, command: str) -> None:
    followed = told(interviewed(), june(9), drafts=(known(kind),))
    assert command in commands(followed)


def test_the_second_check_in_is_drafted_anew() -> None:
    made = (
        sent("check-in", "dana", 9),
        Event(EventKind.REPLIED, june(10), "", "dana", "by June 12"),
    )
    drafts = (known(Kind.CHECK_IN),)
    assert "drafter checkin i.yaml" in commands(
        told(interviewed(), june(15), *made, drafts=drafts)
    )
    again = told(
        interviewed(),
        june(15),
        *made,
        drafts=(*drafts, known(Kind.CHECK_IN, number=2)),
    )
    (row,) = (row for row in again.rows if row.kind == "check-in")
    assert row.drafted


@pytest.mark.parametrize("day", range(2, 12))
def test_late_comes_before_due_and_due_before_waiting(day: int) -> None:
    rows = [row for row, _ in together(told(LATE_PROMISE, june(day)))]
    order = [State.LATE, State.DUE, State.WAITING]
    states = [row.state for row in rows]
    assert states == sorted(states, key=order.index)
    late = [row.due for row in rows if row.state is State.LATE]
    assert late == sorted(late)


@pytest.mark.parametrize(
    ("today", "when"),
    [
        (june(2), {"today", "by Wednesday, June 3", "from Wednesday, June 3"}),
        (june(3), {"since Tuesday, June 2", "today", "once your thanks are sent"}),
        (
            june(4),
            {
                "was due Tuesday, June 2",
                "was due Wednesday, June 3",
                "once your thanks are sent",
            },
        ),
    ],
)
def test_says_when_in_words(today: date, when: set[str]) -> None:
    rows = told(interviewed(), today).rows
    assert {row.when for row in rows if row.kind != "check-in"} == when


def test_names_the_year_of_another_year() -> None:
    (row, *_) = told(interviewed(), date(2027, 1, 4)).rows
    assert row.when == "was due Tuesday, June 2, 2026"


@pytest.mark.parametrize("kind", [EventKind.DECIDED, EventKind.WITHDREW])
def test_nothing_is_urgent_after_a_decision(kind: EventKind) -> None:
    followed = told(LATE_PROMISE, june(20), Event(kind, june(16)))
    assert followed.standing is Standing.CLOSED
    assert followed.rows == ()
    assert followed.why.endswith("on Tuesday, June 16")


def test_an_answer_that_was_drafted_is_still_to_be_sent_after_a_decision() -> None:
    decided = Event(EventKind.DECIDED, june(16))
    followed = told(interviewed(), june(17), decided, drafts=(known(Kind.REPLY),))
    assert commands(followed) == ["drafter log i.yaml sent reply --with dana"]
    assert followed.standing is Standing.OPEN


def test_an_interview_waits_for_them_when_everything_is_done() -> None:
    events = [
        Event(kind, june(9), draft, person)
        for person in ("dana", "mira")
        for kind, draft in (
            (EventKind.SENT, "thank-you"),
            (EventKind.POSTED, "card"),
            (EventKind.CONNECTED, "linkedin"),
        )
    ]
    assert told(interviewed(), june(10), *events).standing is Standing.OPEN
    called = Event(EventKind.CALLED, june(10), "", "dana")
    asked = told(interviewed(), june(10), *events, called)
    assert (asked.standing, asked.why) == (Standing.WAITING, "they have the word")
    later = told(interviewed(), june(10), *events, later=june(9))
    assert later.standing is Standing.DONE


def test_a_check_in_waits_for_an_overdue_promise() -> None:
    rows = told(LATE_PROMISE, june(20)).rows
    (row,) = (row for row in rows if row.kind == "check-in")
    assert (row.state, row.when) == (State.WAITING, "once your promise is kept")


def test_before_the_interview_there_is_one_thing_to_prepare() -> None:
    (row,) = told(interviewed(), june(1)).rows
    assert (row.state, row.when, row.command) == (
        State.WAITING,
        "on Tuesday, June 2",
        "drafter prepare i.yaml",
    )


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("my notes.yaml", "drafter thanks 'my notes.yaml'"),
        ("-i.yaml", "drafter thanks ./-i.yaml"),
        ("$(x).yaml", "drafter thanks '$(x).yaml'"),
    ],
)
def test_a_command_can_be_typed_as_it_stands(path: str, command: str) -> None:
    followed = follow(path, interviewed(), History(), june(2), US, later_interview=None)
    assert followed.rows[0].command == command


def test_people_who_wait_for_one_step_share_a_row() -> None:
    shared = together(told(interviewed(), june(2)))
    assert [(row.kind, people) for row, people in shared[:2]] == [
        ("thank-you", ["Dana Whitlock", "Mira Solano"]),
        ("card", ["Dana Whitlock", "Mira Solano"]),
    ]
    drafts = [known(Kind.THANK_YOU, person) for person in ("dana", "mira")]
    shared = together(told(interviewed(), june(2), drafts=tuple(drafts)))
    assert shared[0][0].command == "drafter log i.yaml sent thank-you --with all"
    some = together(told(interviewed(), june(2), drafts=tuple(drafts[:1])))
    assert [(row.command, people) for row, people in some[:2]] == [
        ("drafter log i.yaml sent thank-you --with dana", ["Dana Whitlock"]),
        ("drafter thanks i.yaml", ["Mira Solano"]),
    ]


@pytest.mark.parametrize(
    ("data", "is_one"),
    [
        (b"interviewers:\n", True),
        (b"employer: x\ninterviewers : []", True),
        (b"\xef\xbb\xbfinterviewers: x", True),
        (b"employer: x\r\n'interviewers':\r\n", True),
        (b'{"employer": "x",\n  "interviewers": []}', True),
        (b" {interviewers: []}", True),
        (b"", False),
        (b"panel:\n  interviewers: 3\n", False),
        (b"# interviewers: who they were\n", False),
        (b"text: the interviewers: who", False),
        (b"you: x\nemployer: x\ndate: x\ntone: x\ninterviewrs: []\n", True),
        (b"date: x\nposition: x\nstage: x\n", False),
    ],
)
def test_knows_an_interview_file_by_its_people(data: bytes, *, is_one: bool) -> None:
    assert is_interview(data) is is_one


def test_walks_folders_but_not_drafts_and_hidden_ones(tmp_path: Path) -> None:
    for name in (
        "b.yaml", "a.YML", "below/c.yaml", "config.yaml", "notes.txt", ".d.yaml",
        "drafts/e.yaml", ".git/f.yaml", "node_modules/g.yaml",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "below" / "loop").symlink_to(tmp_path)
    found = [os.path.relpath(path, tmp_path) for path, _ in candidates([str(tmp_path)])]
    assert found == ["a.YML", "b.yaml", "below/c.yaml"]


def test_a_file_that_is_named_is_taken_at_its_word_and_once(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes(b"")
    named = str(tmp_path / "config.yaml")
    assert list(candidates([named, str(tmp_path), named])) == [(named, True)]


def promise(promised: str, due: date) -> Takeaway:
    return Takeaway(promised=promised, due=due)


def contact(chosen: str, name: str, channel: str) -> Contact:
    return Contact(id=chosen, name=name, channel=channel)


DAYS = st.dates(date(2026, 5, 1), date(2026, 7, 30))
TEXT = st.text(max_size=9)
PEOPLE = st.lists(
    st.builds(
        lambda person, role, promises, **flags: replace(
            person, role=role, takeaways=tuple(promises), **flags
        ),
        st.sampled_from(
            [DANA, MIRA, replace(DANA, id="x", name="陳 大文", email=None)]
        ),
        st.sampled_from(Role),
        st.lists(
            st.builds(promise, TEXT, DAYS),
            max_size=2,
        ),
        linkedin_ok=st.booleans(),
        phone=TEXT,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda person: person.id,
)
INTERVIEWS = st.builds(
    interviewed,
    interviewers=PEOPLE.map(tuple),
    date=DAYS,
    stage=st.sampled_from(Stage),
    timeline=st.lists(
        st.builds(Statement, DAYS, TEXT, st.none() | DAYS), max_size=2
    ).map(tuple),
    contact=st.none() | st.builds(contact, st.sampled_from(["", "mira"]), TEXT, TEXT),
)
EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from(EventKind),
        DAYS,
        st.sampled_from(["", *Kind]),
        st.sampled_from(["", "dana", "mira"]),
        st.sampled_from(["", "soon", "by June 26"]),
    ),
    max_size=4,
)


@given(INTERVIEWS, EVENTS, DAYS)
def test_a_plan_of_a_summary_is_the_plan_of_the_interview(
    interview: Interview, events: list[Event], today: date
) -> None:
    summary = unpacked(json.loads(json.dumps(packed(interview))))
    assert not isinstance(summary, Broken)
    assert (
        Plan(summary, events, today, US).steps()
        == Plan(interview, events, today, US).steps()
    )
    assert told(summary, today, *events).rows == told(interview, today, *events).rows


def test_the_sample_interviews_survive_as_summaries() -> None:
    for count in (1, 6, 12):
        interview = loop(count)
        summary = unpacked(json.loads(json.dumps(packed(interview))))
        assert not isinstance(summary, Broken)
        assert (
            Plan(summary, (), june(5), US).steps()
            == Plan(interview, (), june(5), US).steps()
        )


def test_an_informational_talk_is_one_in_its_summary() -> None:
    talk = interviewed(stage=Stage.INFORMATIONAL)
    summary = unpacked(packed(talk))
    assert not isinstance(summary, Broken)
    kinds = {row.kind for row in told(summary, june(2)).rows}
    assert kinds == {"thank-you", "card", "linkedin"}


def summary(
    index: Index, data: bytes, read: Callable[[], Interview | Broken]
) -> Interview | Broken:
    """Ask for the summary of one file."""
    (found,) = index.summaries([("interview.yaml", data)], lambda *_: read())
    return found


def never() -> Broken:
    pytest.fail("read again what had not changed")


@pytest.mark.parametrize("what", [BROKEN, unpacked(packed(LATE_PROMISE))])
def test_what_did_not_change_is_not_read_again(
    tmp_path: Path, what: Interview | Broken
) -> None:
    place = tmp_path / "cache" / "status.json"
    index = Index(place, made_for="x")
    assert summary(index, b"bytes", lambda: what) == what
    index.save()
    assert summary(Index(place, made_for="x"), b"bytes", never) == what
    other = BROKEN if what is not BROKEN else replace(BROKEN, problems=9)
    assert summary(Index(place, made_for="x"), b"other", lambda: other) == other
    assert summary(Index(place, made_for="y"), b"bytes", lambda: other) == other


@pytest.mark.parametrize("child", ["reads half", "dies", "cannot be", "is not needed"])
def test_many_files_are_read_whoever_reads_them(
    monkeypatch: pytest.MonkeyPatch, child: str
) -> None:
    monkeypatch.setattr("drafter.index._MANY", 9 if child == "is not needed" else 4)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    if child == "cannot be":
        monkeypatch.setattr("os.fork", no_process)
    me, mine = os.getpid(), []

    def read(path: str, data: bytes) -> Broken:
        if os.getpid() == me:
            mine.append(path)
        elif child == "dies":
            os._exit(1)
        return Broken(int(data), 1, f"{path}: a fact", "")

    files = [(f"{n}.yaml", b"%d" % n) for n in range(7)]
    found = Index(None, made_for="").summaries([*files, files[0]], read)
    assert found[:7] == [Broken(n, 1, f"{n}.yaml: a fact", "") for n in range(7)]
    assert found[7] == found[0]
    assert len(mine) == (3 if child == "reads half" else 7)


def no_process() -> int:
    raise BlockingIOError


def test_an_index_forgets_the_oldest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drafter.index._KEPT", 3)
    for data in (b"1", b"2", b"3", b"4"):
        index = Index(tmp_path / "status.json", made_for="")
        summary(index, data, lambda: BROKEN)
        index.save()
    kept = Index(tmp_path / "status.json", made_for="")
    for data in (b"2", b"3", b"4"):
        assert summary(kept, data, never) == BROKEN
    anew = replace(BROKEN, problems=7)
    assert summary(kept, b"1", lambda: anew) == anew


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"[[1], []]", b"\xff", b"[" * 9999]
)
def test_a_damaged_index_is_only_a_loss_of_time(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "status.json").write_bytes(damage)
    index = Index(tmp_path / "status.json", made_for="")
    assert summary(index, b"bytes", lambda: BROKEN) == BROKEN
    index.save()
    assert (
        summary(Index(tmp_path / "status.json", made_for=""), b"bytes", never) == BROKEN
    )


@pytest.mark.parametrize(
    "row", ["[]", "[[]]", "null", "7", '["a"]', '{"a": 1}', "[[1,2],3]"]
)
def test_a_damaged_summary_is_read_again(tmp_path: Path, row: str) -> None:
    place = tmp_path / "status.json"
    index = Index(place, made_for="")
    summary(index, b"bytes", lambda: BROKEN)
    index.save()
    good = json.dumps(packed(BROKEN), separators=(",", ":"))
    assert good in place.read_text()
    place.write_text(place.read_text().replace(good, row))
    anew = replace(BROKEN, problems=7)
    assert summary(Index(place, made_for=""), b"bytes", lambda: anew) == anew


def test_an_empty_folder_says_how_to_start(run: Run) -> None:
    assert "Start with: drafter new" in run("status").stdout


def test_follows_an_interview_from_the_first_day_to_the_decision(
    run: Run, here: Path
) -> None:
    title, first, *_ = run("status").stdout.splitlines()
    assert title == "Corvane Ferries, Tuesday, June 2"
    assert first.startswith("  due ")
    assert first.endswith("today                   drafter thanks i.yaml")
    run("thanks", "i.yaml")
    assert "drafter log i.yaml sent thank-you --with all" in run("status").stdout
    for person in ("dana", "tomas", "meilin"):
        run("log", "i.yaml", "sent", "thank-you", "--with", person)
    run("log", "i.yaml", "posted", "--with", "all", today="2026-06-03")
    second = run("status", today="2026-06-03").stdout
    assert "thank-you" not in second
    assert "drafter linkedin i.yaml" in second
    run("log", "i.yaml", "sent", "takeaway", today="2026-06-04")
    run("log", "i.yaml", "connected", "--with", "all", today="2026-06-04")
    _, waiting = run("status", today="2026-06-12").stdout.splitlines()
    assert "waiting" in waiting
    assert "from Monday, June 15" in waiting
    assert run("status", today="2026-06-15").stdout.splitlines()[1].startswith("  due ")
    run("log", "i.yaml", "called", today="2026-06-15")
    assert "nothing to do: 1 waiting" in run("status", today="2026-06-15").stdout
    run("log", "i.yaml", "replied", "--said", "by June 19", today="2026-06-16")
    _, again = run("status", today="2026-06-16").stdout.splitlines()
    assert "from Monday, June 22" in again
    run("log", "i.yaml", "decided", today="2026-06-19")
    assert "decided or done" in run("status", today="2026-06-22").stdout
    everything = run("status", "--all", today="2026-06-22").stdout
    assert "they decided on Friday, June 19" in everything
    assert here.exists()


def test_a_folder_that_may_not_be_read_is_not_called_empty(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = here / "locked"
    locked.mkdir()
    scandir = os.scandir

    def refused(path: str) -> object:  # root may read every folder
        if str(path) == "locked":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    told = run("status", "locked", code=3).stderr
    assert told.startswith("locked: the folder cannot be read: Permission denied (")


def test_a_broken_file_that_was_named_is_an_error(run: Run, here: Path) -> None:
    (here / "broken.yaml").write_text("employer: Brightmoor\ninterviewers: []\n")
    assert run("status", "broken.yaml", code=3).stderr.startswith("broken.yaml:1:1: ")
    run("status", ".")


def test_what_a_child_reads_is_told_with_its_place(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (here / f"later-{number}.yaml").write_text(f"{SAMPLE}\nodd-{number}: key\n")
    alone = run("status")
    shutil.rmtree(here.parent / "home" / "cache")
    monkeypatch.setattr("drafter.index._MANY", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    assert (told := run("status")).stderr == alone.stderr
    where = f"later-2.yaml:{len(SAMPLE.splitlines()) + 2}:1: unknown key 'odd-2'"
    assert where in told.stderr


def test_a_broken_file_hides_no_other(run: Run, here: Path) -> None:
    (here / "broken.yaml").write_text("employer: Brightmoor\ninterviewers: []\n")
    for _ in ("read", "kept"):
        result = run("status")
        assert "drafter thanks i.yaml" in result.stdout
        assert result.stderr.startswith("broken.yaml:1:1: ")
        assert " more\n" in result.stderr


def test_a_file_that_was_mended_is_read_again(run: Run, here: Path) -> None:
    (here / "i.yaml").write_text(SAMPLE.replace("date: 2026-06-02", "date: 2026-06-32"))
    assert "i.yaml:" in run("status").stderr
    (here / "i.yaml").write_text(SAMPLE)
    assert run("status").stderr == ""


def test_the_profile_decides_who_you_are_in_kept_summaries(
    run: Run, here: Path, tmp_path: Path
) -> None:
    text = SAMPLE[SAMPLE.index("employer:") :]
    (here / "i.yaml").write_text(text, "utf-8")
    assert "name is missing" in run("status").stderr
    (tmp_path / "home" / "config.yaml").write_text("you: {name: Ines Okafor}\n")
    assert run("status").stderr == ""


def test_an_unknown_country_is_the_problem_of_its_file(run: Run, here: Path) -> None:
    text = SAMPLE.replace("country: US", "country: QQ").replace("region: ME", "")
    text = text.replace("2026-06-02: a decision by Friday the twelfth", "")
    text = text.replace("timeline:  ", "timeline: unknown  ")
    (here / "other.yaml").write_text(text)
    result = run("status")
    assert "other.yaml" in result.stderr
    assert "no country has the code 'QQ'" in result.stderr
    assert "drafter thanks i.yaml" in result.stdout


def test_a_path_that_is_not_there_fails_after_the_others(run: Run, here: Path) -> None:
    result = run("status", "gone.yaml", str(here), code=3)
    assert "gone.yaml: there is no such file" in result.stderr
    assert "drafter thanks" in result.stdout


def test_a_second_interview_ends_the_check_ins_of_the_first(
    run: Run, here: Path
) -> None:
    second = SAMPLE.replace("2026-06-02", "2026-06-16")
    second = second.replace("Friday the twelfth", "June 26")
    (here / "second.yaml").write_text(second, "utf-8")
    found = json.loads(run("status", "--json", today="2026-06-17").stdout)["interviews"]
    kinds = {one["path"]: {step["kind"] for step in one["steps"]} for one in found}
    assert "check-in" not in kinds["i.yaml"]
    assert "check-in" in kinds["second.yaml"]


def test_json_has_every_interview_and_every_problem(run: Run, here: Path) -> None:
    (here / "broken.yaml").write_text("interviewers: 3\n")
    shutil.copy(here / "i.yaml", here / "decided.yaml")
    text = SAMPLE.replace("Corvane Ferries", "Brightmoor Rail")
    (here / "decided.yaml").write_text(text, "utf-8")
    run("log", "decided.yaml", "decided")
    seen = json.loads(run("status", "--json").stdout)
    assert [(one["path"], one["standing"]) for one in seen["interviews"]] == [
        ("i.yaml", "open"),
        ("decided.yaml", "closed"),
    ]
    assert seen["problems"][0]["file"] == "broken.yaml"
    first = seen["interviews"][0]["steps"][0]
    assert first["kind"] == "thank-you"
    assert first["interviewer"] == "dana"
    assert first["state"] == "due"
    assert first["due"] == "2026-06-02"
    assert first["command"] == "drafter thanks i.yaml"


def test_looking_leaves_no_journal(run: Run, here: Path, tmp_path: Path) -> None:
    run("status")
    assert here.exists()
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["cache"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-28"])
def test_any_day_has_a_status(run: Run, here: Path, day: str) -> None:
    (here / "i.yaml").write_text(SAMPLE.replace("date: 2026-06-02", f"date: {day}"))
    (here / "ok.yaml").write_text(SAMPLE)
    for today in ("0001-01-01", "2026-06-02", "9999-12-31"):
        assert "ok.yaml" in run("status", today=today).stdout


def test_a_thousand_runs_of_days_never_lose_an_open_promise() -> None:
    for n in range(0, 1000, 7):
        rows = told(LATE_PROMISE, june(2) + timedelta(n)).rows
        assert any(row.kind == "takeaway" for row in rows)


def test_of_several_promises_the_command_names_the_one_that_was_sent(
    desk: Desk,
) -> None:
    desk.say(
        "takeaways:\n",
        "takeaways:\n      - promised: send the harness\n"
        "        here_is: the replay harness\n"
        "        pointer: The two fixtures at the end are the ones we spoke of.\n",
    )
    desk.run("takeaway i.yaml", today="2026-06-03")
    rows = json.loads(desk.run("status --json", today="2026-06-03").stdout)
    text = json.dumps(rows)
    for number in (1, 2):
        assert f"log i.yaml sent takeaway --with tomas --item {number}" in text
        desk.run(f"log i.yaml sent takeaway --with tomas --item {number}")


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_narrow_terminal_tears_no_word(desk: Desk, columns: int) -> None:
    desk.say("Dana Whitlock", "Wolfeschlegelsteinhausenbergerdorff 山田太郎")
    desk.note("j.yaml", SAMPLE.replace("Corvane Ferries", "Brightmoor Rail"))
    desk.run("log j.yaml decided")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    line = [sys.executable, "-m", "drafter", "--today", "2026-06-02", "status", "."]
    subprocess.run(
        [*line, "--all"], cwd=desk.folder, stdout=theirs, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "NO_COLOR": "1"},
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 65536).decode().splitlines()
    os.close(ours)
    assert shown
    for row in shown:
        assert width(row) <= columns or len(row.split()) == 1, row
    steps = desk.run("status . --all").stdout
    again = " ".join(shown).replace(" \\ ", " ").split()
    assert set(again) - {","} <= {one + "," for one in steps.split()} | {*steps.split()}


def test_each_candidate_has_a_status_of_their_own(desk: Desk) -> None:
    """An adviser keeps several in one home; what one did is no news of another."""
    desk.note(
        "tim.yaml",
        SAMPLE.replace("Ines Okafor", "Tim Aldous")
        .replace("ines.okafor@", "tim.aldous@")
        .replace("2026-06-02", "2026-06-09")
        .replace("Friday the twelfth", "June 26"),
    )
    everyone = desk.run("status", today="2026-06-15").stdout
    assert "Corvane Ferries, Tuesday, June 2 (Ines Okafor)" in everyone
    assert "Corvane Ferries, Tuesday, June 9 (Tim Aldous)" in everyone
    assert "drafter checkin i.yaml" in everyone, "his later interview ends not hers"
    for name in ("Tim", "tim aldous", "tim.aldous@mail.example"):
        his = desk.run(f"status --for '{name}'", today="2026-06-15").stdout
        assert "tim.yaml" in his
        assert "i.yaml\n" not in his.replace("tim.yaml", "")
    wrong = desk.run("status --for Robin", code=2).stderr
    assert "there is no interview of 'Robin' here (there are those of: " in wrong
