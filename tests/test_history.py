"""What happened, in the journal: told once or twice, by one process or by two."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from drafter.draft import Kind
from drafter.errors import NotDeliveredError
from drafter.interview import Employer, Takeaway
from drafter.journal import open_journal
from drafter.journal.history import (
    KnownDraft,
    identity,
    is_sent,
    named,
    next_number,
    other_channel,
    sent_names,
    unsent,
)
from drafter.journal.run import Entry
from drafter.planning import Event, EventKind
from tests.calendars import DANA, MIRA, interviewed, june
from tests.changed import replace
from tests.conftest import ROOT
from tests.test_journal import note


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.interview import Interview

CORVANE = interviewed()
TODAY = june(20)
THANKED = Event(EventKind.SENT, june(2), "thank-you", "dana")
CALLED = Event(EventKind.CALLED, june(15), "", "dana")
ANSWERED = Event(EventKind.REPLIED, june(16), "", "dana", "by June 19")


def drafted(kind: Kind, person: str = "dana", number: int = 1) -> Entry:
    place = f"/x/{named(kind, person, number)}"
    return Entry(person, kind, place, "", ("a",), note(1), number)


def known(kind: Kind, person: str = "dana", number: int = 1) -> KnownDraft:
    return KnownDraft(person, kind, number, "", june(2))


def with_promises(*promises: Takeaway) -> Interview:
    return interviewed(interviewers=(replace(DANA, takeaways=promises), MIRA))


def test_events_come_back_in_the_order_they_were_told(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        for event in (ANSWERED, THANKED, CALLED):
            assert journal.log(CORVANE, event, TODAY)
    with open_journal(tmp_path / "j", write=False) as journal:
        assert journal.events(CORVANE) == (ANSWERED, THANKED, CALLED)


def test_events_belong_to_one_employer_day_and_sender(tmp_path: Path) -> None:
    others = (
        replace(CORVANE, date=june(9)),
        replace(CORVANE, employer=Employer(name="Brightmoor Rail")),
        replace(CORVANE, you=replace(CORVANE.you, name="Somebody Else")),
    )
    with open_journal(tmp_path / "j") as journal:
        journal.log(CORVANE, THANKED, TODAY)
        assert [journal.events(other) for other in others] == [(), (), ()]
        assert journal.events(
            replace(CORVANE, employer=Employer(name="corvane  FERRIES"))
        )


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (THANKED, THANKED),
        (THANKED, replace(THANKED, on=june(3))),
        (
            Event(EventKind.POSTED, june(3), "", "dana"),
            Event(EventKind.SENT, june(4), "card", "dana"),
        ),
        (
            Event(EventKind.SENT, june(3), "linkedin", "dana"),
            Event(EventKind.CONNECTED, june(3), "linkedin", "dana"),
        ),
        (
            Event(EventKind.SENT, june(3), "takeaway", "dana", item=2),
            Event(EventKind.SENT, june(4), "takeaway", "dana", item=2),
        ),
        (
            Event(EventKind.DECIDED, june(3)),
            Event(EventKind.DECIDED, june(4), "", "dana"),
        ),
        (CALLED, CALLED),
        (ANSWERED, ANSWERED),
    ],
)
def test_what_is_told_twice_is_stored_once(
    tmp_path: Path, first: Event, again: Event
) -> None:
    with open_journal(tmp_path / "j") as journal:
        assert journal.log(CORVANE, first, TODAY)
        assert not journal.log(CORVANE, again, TODAY)
        assert len(journal.events(CORVANE)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (THANKED, replace(THANKED, with_id="mira")),
        (THANKED, replace(THANKED, draft_kind="reply")),
        (CALLED, replace(CALLED, on=june(22))),
        (ANSWERED, replace(ANSWERED, said="by June 26")),
        (
            Event(EventKind.SENT, june(3), "takeaway", "dana", item=1),
            Event(EventKind.SENT, june(3), "takeaway", "dana", item=2),
        ),
    ],
)
def test_what_differs_is_stored_twice(
    tmp_path: Path, first: Event, second: Event
) -> None:
    with open_journal(tmp_path / "j") as journal:
        assert journal.log(CORVANE, first, TODAY)
        assert journal.log(CORVANE, second, TODAY)


def test_forgets_exactly_one_event(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.log(CORVANE, THANKED, TODAY)
        journal.log(CORVANE, CALLED, TODAY)
        assert journal.forget(CORVANE, CALLED)
        assert not journal.forget(CORVANE, CALLED)
        assert journal.events(CORVANE) == (THANKED,)


def test_knows_a_later_interview_at_the_same_employer_only(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        assert journal.later_interview(CORVANE) is None
        for interview in (
            CORVANE,
            replace(CORVANE, date=june(9)),
            replace(CORVANE, date=june(16)),
            replace(CORVANE, date=june(30), employer=Employer(name="Brightmoor Rail")),
        ):
            journal.log(interview, THANKED, june(30))
        assert journal.later_interview(CORVANE) == june(16)
        assert journal.later_interview(replace(CORVANE, date=june(16))) is None


def test_logging_keeps_the_variant_of_a_drafted_interview(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 7, [drafted(Kind.CARD)], TODAY)
        journal.log(CORVANE, THANKED, TODAY)
        assert journal.recall(CORVANE).variant == 7


def test_drafts_of_one_kind_are_told_apart_by_number(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        entries = [drafted(Kind.TAKEAWAY, number=n) for n in (1, 2)]
        journal.record(CORVANE, 0, entries, june(3))
        journal.record(CORVANE, 0, [entries[1]], june(4))
        assert [(d.number, d.drafted_on) for d in journal.history(CORVANE).drafts] == [
            (1, june(3)),
            (2, june(3)),
        ]
        assert journal.history(CORVANE).drafts[1].name == "takeaway-dana-2.eml"


def test_what_was_sent_is_frozen_under_the_name_of_its_file(tmp_path: Path) -> None:
    promise = Takeaway(promised="send a plan", due=june(4))
    interview = with_promises(promise, promise)
    with open_journal(tmp_path / "j") as journal:
        for event in (
            THANKED,
            Event(EventKind.POSTED, june(3), "card", "mira"),
            Event(EventKind.SENT, june(3), "takeaway", "dana", item=2),
        ):
            journal.log(interview, event, TODAY)
        assert sent_names(interview, journal.events(interview)) == {
            "thank-you-dana.eml",
            "thank-you-dana.txt",
            "card-mira.txt",
            "takeaway-dana-2.eml",
            "takeaway-dana-2.txt",
        }


def test_what_was_posted_without_a_name_was_posted_to_everyone() -> None:
    posted = (Event(EventKind.POSTED, june(3)),)
    assert sent_names(CORVANE, posted) == {"card-dana.txt", "card-mira.txt"}


def test_the_next_check_in_has_a_name_that_is_not_frozen() -> None:
    assert next_number(Kind.CHECK_IN, "dana", ()) == 1
    events = (CALLED, ANSWERED)
    number = next_number(Kind.CHECK_IN, "dana", events)
    assert named(Kind.CHECK_IN, "dana", number) == "check-in-dana-2.eml"
    frozen = sent_names(CORVANE, events)
    assert {"check-in-dana.eml", "check-in-dana.txt"} <= frozen
    assert not {"check-in-dana-2.eml", "check-in-dana-2.txt"} & frozen


def test_a_second_answer_to_a_person_has_a_name_of_its_own() -> None:
    events = (Event(EventKind.SENT, june(16), "reply", "dana"),)
    assert next_number(Kind.REPLY, "dana", events) == 2
    assert next_number(Kind.REPLY, "mira", events) == 1


@pytest.mark.parametrize(
    ("draft", "sent"),
    [
        (known(Kind.THANK_YOU), True),
        (known(Kind.THANK_YOU, "mira"), False),
        (known(Kind.CARD), False),
        (known(Kind.CHECK_IN), True),
        (known(Kind.PHONE), True),
        (known(Kind.CHECK_IN, number=2), False),
        (known(Kind.REPLY), False),
    ],
)
def test_a_draft_is_sent_once_that_was_logged(draft: KnownDraft, *, sent: bool) -> None:
    assert is_sent(draft, CORVANE, (THANKED, CALLED)) is sent


def test_a_dropped_check_in_leaves_the_other_channel_free(tmp_path: Path) -> None:
    dropped = Event(EventKind.DROPPED, june(16), "check-in", "dana")
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 0, [drafted(Kind.CHECK_IN)], june(15))
        before = journal.history(CORVANE)
        assert "by email was drafted" in other_channel(
            CORVANE, before, june(2), "phone"
        )
        assert not other_channel(CORVANE, before, june(2), "email")
        # What they said since opens the way for another.
        assert not other_channel(CORVANE, before, june(15), "phone")
        for draft in unsent(CORVANE, before):
            journal.drop(CORVANE, draft, dropped, june(16))
        after = journal.history(CORVANE)
        assert not other_channel(CORVANE, after, june(2), "phone")
        assert after.events == (dropped,)
        other = replace(CORVANE, employer=Employer(name="Brightmoor Rail"))
        assert list(journal.memory(other).resembling(note(1, "x", "b"))) == []


def test_exports_everything_as_json(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 3, [drafted(Kind.CARD)], june(2))
        journal.log(CORVANE, ANSWERED, TODAY)
        journal.log(replace(CORVANE, date=june(9)), THANKED, TODAY)
        exported = json.loads(json.dumps(journal.export(), default=str))
        only = json.loads(json.dumps(journal.export(CORVANE), default=str))[
            "interviews"
        ]
    first, second = exported["interviews"]
    assert only == [first]
    assert first["drafts"][0]["kind"] == "card"
    assert first["events"][0] == {
        "kind": "replied",
        "on": "2026-06-16",
        "draft_kind": "",
        "person": "dana",
        "said": "by June 19",
        "item": 0,
    }
    assert second["date"] == "2026-06-09"


def test_histories_of_all_interviews_are_those_of_each(tmp_path: Path) -> None:
    later = replace(CORVANE, date=june(9))
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 0, [drafted(Kind.CARD)], june(2))
        journal.log(CORVANE, CALLED, TODAY)
        journal.log(later, THANKED, TODAY)
        assert journal.histories() == {
            identity(each): journal.history(each) for each in (CORVANE, later)
        }


def _log_many(path: Path, own: str, told: multiprocessing.Queue[int]) -> None:
    new = 0
    for n in range(15):
        shared = replace(CALLED, on=date(2026, 7, 1 + n))
        with open_journal(path) as journal:
            new += journal.log(CORVANE, shared, date(2026, 8, 1))
            journal.log(CORVANE, replace(shared, with_id=own), date(2026, 8, 1))
    told.put(new)


def test_two_processes_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    workers = [
        context.Process(target=_log_many, args=(tmp_path / "j", own, told))
        for own in ("mira", "robin")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert told.get() + told.get() == 15
    with open_journal(tmp_path / "j") as journal:
        assert len(journal.events(CORVANE)) == 45


WRITER = """
import sys
from datetime import date, timedelta
from tests.calendars import interviewed, june
from tests.changed import replace
from pathlib import Path
from drafter.journal import open_journal
from drafter.planning import Event, EventKind
CORVANE = interviewed()
CALLED = Event(EventKind.CALLED, june(15), "", "dana")
for n in range(100_000):
    event = replace(CALLED, on=CALLED.on + timedelta(n), said="x" * 50)
    with open_journal(Path(sys.argv[1])) as journal:
        try:
            journal.log(CORVANE, event, event.on)
        except Exception as error:
            print("refused", type(error).__name__, error, flush=True)
            raise SystemExit(0)
    print(n, flush=True)
"""
LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))"


def writer(path: Path, before: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", before + "\n" + WRITER, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("count", [1, 4, 9, 17])
def test_what_was_told_survives_a_kill(tmp_path: Path, count: int) -> None:
    process = writer(tmp_path / "j")
    assert process.stdout
    for _ in range(count):
        process.stdout.readline()
    process.kill()
    told = count + len(process.communicate()[0].splitlines())
    with open_journal(tmp_path / "j", write=False) as journal:
        assert told <= len(journal.events(CORVANE)) <= told + 1


def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    process = writer(tmp_path / "j", LIMIT)
    *told, refused = process.communicate(timeout=60)[0].splitlines()
    assert refused.startswith("refused NotDeliveredError")
    assert len(told) > 3
    with open_journal(tmp_path / "j") as journal:
        assert len(journal.events(CORVANE)) == len(told)
        assert journal.log(CORVANE, THANKED, TODAY)


@pytest.mark.parametrize("write", [True, False])
def test_an_event_nobody_knows_is_one_clear_line(
    tmp_path: Path, *, write: bool
) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.log(CORVANE, THANKED, TODAY)
    connection = sqlite3.connect(tmp_path / "j")
    connection.execute("UPDATE event SET kind = 'sang'")
    connection.commit()
    connection.close()
    with (
        open_journal(tmp_path / "j", write=write) as journal,
        pytest.raises(NotDeliveredError, match="journal cannot be used"),
    ):
        journal.events(CORVANE)
