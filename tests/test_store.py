"""The journal's file: of any version, killed or damaged, nothing in it is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from drafter.draft import Kind
from drafter.errors import NotDeliveredError
from drafter.interview import Employer, You
from drafter.journal import open_journal
from drafter.journal.history import sent_names
from drafter.journal.store import MIGRATIONS, connect
from drafter.planning import Event, EventKind
from tests.calendars import interviewed, june
from tests.changed import replace


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.interview import Interview

NAME = "Café Forêts"
NFC, NFD = normalize("NFC", NAME), normalize("NFD", NAME)
MIXED = NFC[:4] + NFD[5:]
YOU = "ines@lakeshore.example"
SENT = Event(EventKind.SENT, june(2), "thank-you", "dana")


def at(employer: str, **fields: object) -> Interview:
    return replace(interviewed(), employer=Employer(name=employer), **fields)


CAFE = at(NFC)
FERRIES = interviewed()


class Old:
    """A journal of the last version that knew an employer by its letters alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with closing(sqlite3.connect(path)) as connection:
            for step in MIGRATIONS[:3]:
                connection.executescript(str(step))
            connection.execute("PRAGMA user_version = 3")

    def do(self, command: str, *values: object) -> int:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            return connection.execute(command, values).lastrowid or 0

    def interview(
        self, employer: str, day: str = "2026-06-02", you: str = "", variant: int = 0
    ) -> int:
        key = " ".join(employer.casefold().split())
        return self.do(
            "INSERT INTO interview (employer_key, employer, date, sender, variant)"
            " VALUES (?, ?, ?, ?, ?)",
            *(key, employer, day, you or interviewed().you.name.casefold(), variant),
        )

    def draft(
        self, owner: int, choice: str, what: str = "thank-you dana 1", on: str = "02"
    ) -> int:
        person_kind = what.split()
        this = self.do(
            "INSERT INTO draft (interview, kind, person, number, place, message_id,"
            " choices, drafted_on, employer_key, person_key, trigrams, sentences,"
            " opening, subject)"
            " VALUES (?, ?, ?, ?, '/x', '', ?, ?, 'as it was', 'p', x'', x'', 0, 0)",
            *(owner, *person_kind, f'["{choice}"]', f"2026-06-{on}"),
        )
        self.do("INSERT INTO fingerprint VALUES (?, ?)", 7, this)
        return this

    def event(self, owner: int, what: str, on: str = "02", said: str = "") -> None:
        kind, draft_kind, person, item = what.split()
        self.do(
            "INSERT INTO event (interview, kind, happened_on, draft_kind, person, said,"
            " item, logged_on) VALUES (?, ?, ?, ?, ?, ?, ?, '2026-06-20')",
            *(owner, kind, f"2026-06-{on}", draft_kind.strip("-"), person, said, item),
        )


@pytest.fixture
def old(tmp_path: Path) -> Old:
    return Old(tmp_path / "j")


def chosen(old: Old, interview: Interview = CAFE) -> dict[tuple[str, Kind, int], str]:
    with open_journal(old.path) as journal:
        pins = journal.recall(interview).pins
    return {key: choices[0] for key, choices in pins.items()}


@pytest.mark.parametrize("first", [NFC, NFD])
def test_what_two_spellings_of_an_employer_hold_comes_together(
    old: Old, first: str
) -> None:
    one = old.interview(first)
    two = old.interview(NFD if first == NFC else NFC)
    old.draft(one, "a")
    old.draft(two, "b", "card mira 1")
    old.event(one, "sent thank-you dana 0")
    old.event(two, "replied - mira 0", said="soon")
    for spelling in (NFC, NFD, f" {NAME.upper()} "):
        with open_journal(old.path) as journal:
            events = journal.history(at(spelling)).events
            assert [event.kind for event in events] == ["sent", "replied"]
            assert {d.name for d in journal.history(at(spelling)).drafts} == {
                "thank-you-dana.eml",
                "card-mira.txt",
            }
    with open_journal(old.path) as journal:
        assert len(journal.histories()) == 1
        (exported,) = journal.export()["interviews"]
    assert len(exported["drafts"]) == len(exported["events"]) == 2


def test_of_two_drafts_of_one_letter_the_older_stays(old: Old) -> None:
    one, two = old.interview(NFC), old.interview(NFD)
    old.draft(one, "older", on="02")
    old.draft(two, "newer", on="05")
    assert chosen(old) == {("dana", Kind.THANK_YOU, 1): "older"}
    with open_journal(old.path) as journal:
        assert [d.drafted_on for d in journal.history(CAFE).drafts] == [june(2)]
    with closing(sqlite3.connect(old.path)) as connection:
        drafts = connection.execute("SELECT id FROM draft").fetchall()
        assert connection.execute("SELECT draft FROM fingerprint").fetchall() == drafts


@pytest.mark.parametrize("first", [NFC, NFD])
def test_a_letter_logged_sent_under_either_spelling_is_history(
    old: Old, first: str
) -> None:
    one, two = old.interview(first), old.interview(NFD if first == NFC else NFC)
    old.draft(one, "a")
    old.draft(two, "b", on="05")
    old.event(two, "sent thank-you dana 0")
    with open_journal(old.path) as journal:
        assert "thank-you-dana.eml" in sent_names(CAFE, journal.events(CAFE))


def test_what_was_told_in_both_is_told_once(old: Old) -> None:
    for spelling in (NFC, NFD):
        this = old.interview(spelling)
        old.event(this, "sent thank-you dana 0")
        old.event(this, "called - dana 0", on="09" if spelling == NFC else "19")
    with open_journal(old.path) as journal:
        called = Event(EventKind.CALLED, june(9), "", "dana")
        events = (SENT, called, replace(called, on=june(19)))
        assert journal.history(CAFE).events == events


@pytest.mark.parametrize(
    ("one", "two", "kept"), [(0, 4, 4), (3, 0, 3), (3, 4, 4), (0, 0, 0)]
)
def test_the_variant_asked_for_last_counts(
    old: Old, one: int, two: int, kept: int
) -> None:
    old.interview(NFC, variant=one)
    old.interview(NFD, variant=two)
    with open_journal(old.path) as journal:
        assert journal.recall(CAFE).variant == kept


def test_other_days_and_other_senders_stay_interviews_of_their_own(old: Old) -> None:
    old.interview(NFC)
    old.event(old.interview(NFD, "2026-06-09"), "decided - - 0")
    old.event(old.interview(NFD, you=YOU), "withdrew - - 0")
    with open_journal(old.path) as journal:
        assert journal.history(CAFE).events == ()
        assert journal.later_interview(CAFE) == june(9)
        later = journal.history(at(NFC, date=june(9))).events
        assert [event.kind for event in later] == ["decided"]
        assert len(journal.histories()) == 3


def test_one_without_an_address_is_one_in_either_spelling_of_their_name(
    old: Old,
) -> None:
    name = "Inès Okafor"
    old.event(
        old.interview(NFC, you=normalize("NFD", name).casefold()), "decided - - 0"
    )
    with open_journal(old.path) as journal:
        for form in ("NFC", "NFD"):
            mine = at(NFC, you=You(name=normalize(form, name)))
            assert len(journal.history(mine).events) == 1


def test_three_spellings_become_one(old: Old) -> None:
    for n, spelling in enumerate((NFD, NFC, MIXED)):
        old.event(old.interview(spelling), f"called - p{n} 0")
        old.draft(n + 1, f"{n}", f"card p{n} 1")
    assert len(chosen(old)) == 3
    with open_journal(old.path) as journal:
        people = [event.with_id for event in journal.history(CAFE).events]
    assert people == ["p0", "p1", "p2"]


def test_a_letter_to_a_firm_with_a_stop_in_its_name_is_known_in_its_next_interview(
    old: Old,
) -> None:
    name = "Corvane Ferries, Inc."
    old.draft(old.interview(name), "a")
    with open_journal(old.path) as journal:
        again = journal.recall(at(name, date=june(9)))
    assert again.given == {"a"}
    assert again.employers == ()


def test_looking_at_twins_changes_no_byte_and_sees_one(old: Old) -> None:
    old.event(old.interview(NFC), "sent thank-you dana 0")
    old.event(old.interview(NFD), "decided - - 0")
    before = old.path.read_bytes()
    with open_journal(old.path, write=False) as journal:
        assert len(journal.history(CAFE).events) == 2
    assert old.path.read_bytes() == before


def test_a_journal_is_merged_once_and_used_as_ever(old: Old) -> None:
    old.interview(NFC)
    old.interview(NFD)
    for form in (NFC, NFD):
        with open_journal(old.path) as journal:
            journal.log(at(form), SENT, date(2026, 6, 20))
            assert journal.history(CAFE).events == (SENT,)


def _first_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(f"{MIGRATIONS[0]}; PRAGMA user_version = 1;")
    connection.execute(
        "INSERT INTO interview VALUES (1, 'corvane ferries', 'Corvane Ferries',"
        " '2026-06-02', 'ines okafor', 4)"
    )
    connection.execute(
        "INSERT INTO draft VALUES (1, 1, 'dana', 'card', 1, '/x/card-dana.txt', '',"
        " '[\"a\"]', '2026-06-02', 'corvane ferries', 'dana', x'', x'', 0, 0)"
    )
    connection.execute("INSERT INTO ours VALUES ('abc')")
    connection.commit()
    connection.close()


def test_a_journal_of_the_first_version_keeps_what_is_in_it(tmp_path: Path) -> None:
    _first_version(tmp_path / "j")
    with open_journal(tmp_path / "j") as journal:
        assert journal.log(FERRIES, SENT, june(20))
    with open_journal(tmp_path / "j") as journal:
        assert journal.recall(FERRIES).variant == 4
        assert [draft.name for draft in journal.history(FERRIES).drafts] == [
            "card-dana.txt"
        ]
        assert journal.is_ours("abc")
        assert journal.events(FERRIES) == (SENT,)


def test_reading_a_journal_of_the_first_version_changes_no_byte(tmp_path: Path) -> None:
    _first_version(tmp_path / "j")
    before = (tmp_path / "j").read_bytes()
    with open_journal(tmp_path / "j", write=False) as journal:
        assert journal.recall(FERRIES).variant == 4
        assert journal.events(FERRIES) == ()
    assert (tmp_path / "j").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["j"]


def test_a_kill_within_a_transaction_is_undone_for_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "j"
    with open_journal(path) as journal:
        journal.log(FERRIES, SENT, june(20))
    half_done = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA cache_size = 1")
for n in range(2000):
    connection.execute("INSERT INTO ours VALUES (?)", (str(n) * 20,))
connection.execute("DELETE FROM event")
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", half_done, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.with_name("j-journal").stat().st_size
    with open_journal(path, write=False) as journal:
        assert journal.events(FERRIES) == (SENT,)
        assert not journal.is_ours("1" * 20)


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"no database at all, sorry" * 100, "damaged"),
        (None, r"no file stands in its place \(move that away\)"),
        (b"", r"was emptied, .* \(put a backup in its place, or delete it to begin"),
    ],
)
@pytest.mark.parametrize("write", [True, False])
def test_a_journal_that_cannot_be_used_is_one_clear_line(
    tmp_path: Path, data: bytes | None, fact: str, *, write: bool
) -> None:
    path = tmp_path / "journal.sqlite3"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    with (
        pytest.raises(NotDeliveredError, match=fact) as error,
        open_journal(path, write=write),
    ):
        pass
    assert len(error.value.lines) == 1
    assert str(path) in error.value.lines[0]


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "j")
    with (
        pytest.raises(NotDeliveredError, match="no file"),
        open_journal(tmp_path / "j"),
    ):
        pass


def test_a_new_journal_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.log(FERRIES, SENT, june(2))
    assert [path.name for path in tmp_path.iterdir()] == ["j"]
    with closing(connect(tmp_path / "k", write=True)):
        assert (tmp_path / "k").stat().st_size > 0


def test_a_journal_of_a_newer_drafter_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    with (
        pytest.raises(NotDeliveredError, match=r"newer drafter \(update this one\)"),
        open_journal(path),
    ):
        pass
