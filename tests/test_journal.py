from __future__ import annotations

import multiprocessing
import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.guard import Sketch
from drafter.interview import Employer
from drafter.journal import open_journal
from drafter.journal.run import Entry
from tests.changed import replace
from tests.loops import loop


if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 6, 2)
CORVANE = loop(2)
BRIGHTMOOR = replace(CORVANE, employer=Employer(name="Brightmoor Rail"))


def note(start: int, person: str = "p0", employer: str = "corvane ferries") -> Sketch:
    return Sketch(
        kind=Kind.CARD,
        employer_key=employer,
        person_key=person,
        trigrams=tuple(range(start, start + 60)),
        sentences=frozenset({start, start + 1}),
        subject=0,
    )


def entry(sketch: Sketch, person: str = "p0", *choices: str) -> Entry:
    return Entry(person, Kind.CARD, "/x/card.txt", "", choices, sketch)


def test_recalls_what_each_reader_was_given(tmp_path: Path) -> None:
    path = tmp_path / "state" / "journal.sqlite3"
    with open_journal(path) as journal:
        journal.record(CORVANE, 3, [entry(note(1), "p0", "a", "b")], TODAY)
    with open_journal(path) as journal:
        past = journal.recall(CORVANE)
        assert past.pins == {("p0", Kind.CARD, 1): ("a", "b")}
        assert past.variant == 3
        assert past.given == frozenset()


def test_choices_at_this_employer_count_for_its_other_interviews_only(
    tmp_path: Path,
) -> None:
    second_round = replace(CORVANE, date=date(2026, 6, 20))
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 0, [entry(note(1), "p0", "a")], TODAY)
        assert journal.recall(second_round).given == {"a"}
        assert journal.recall(BRIGHTMOOR).given == frozenset()
        assert journal.recall(BRIGHTMOOR).employers == ("Corvane Ferries",)
        assert journal.recall(CORVANE).employers == ()


def test_a_draft_made_again_replaces_its_memory(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 0, [entry(note(1), "p0", "a")], TODAY)
        journal.record(CORVANE, 0, [entry(note(500), "p0", "b")], date(2026, 6, 9))
        assert journal.recall(CORVANE).pins == {("p0", Kind.CARD, 1): ("b",)}
        memory = journal.memory(BRIGHTMOOR)
        assert list(memory.resembling(note(1, "x", "brightmoor rail"))) == []


def test_finds_notes_at_other_employers_that_share_a_run_of_words(
    tmp_path: Path,
) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 0, [entry(note(1), "p0")], TODAY)
        memory = journal.memory(BRIGHTMOOR)
        (found,) = memory.resembling(note(30, "someone", "brightmoor rail"))
        assert found.trigrams == note(1).trigrams
        assert found.sentences == note(1).sentences
        assert list(memory.resembling(note(900, "someone", "brightmoor rail"))) == []


def test_notes_of_the_interview_being_drafted_are_not_earlier_notes(
    tmp_path: Path,
) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 0, [entry(note(1), "p0")], TODAY)
        assert list(journal.memory(CORVANE).resembling(note(1, "p1"))) == []
        second_round = replace(CORVANE, date=date(2026, 6, 20))
        assert len(list(journal.memory(second_round).resembling(note(1, "p1")))) >= 1


def test_what_was_announced_is_ours_even_if_nothing_was_recorded(
    tmp_path: Path,
) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.announce(["abc"])
    with open_journal(tmp_path / "j") as journal:
        assert journal.is_ours("abc")
        assert not journal.is_ours("abd")


def test_reading_only_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "state" / "journal.sqlite3"
    with open_journal(path, write=False) as journal:
        assert journal.recall(CORVANE).pins == {}
    assert not path.parent.exists()


def test_holds_no_text_of_a_note(tmp_path: Path) -> None:
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 0, [entry(note(1), "p0", "a")], TODAY)
    columns = sqlite3.connect(tmp_path / "j").execute("SELECT * FROM draft").fetchone()
    assert not any(isinstance(value, str) and " " in value.strip() for value in columns
                   if value != "corvane ferries")  # fmt: skip


def _record_many(path: Path, person: str) -> None:
    for n in range(20):
        with open_journal(path) as journal:
            journal.record(CORVANE, 0, [entry(note(n * 100), f"{person}-{n}")], TODAY)


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "j"
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=_record_many, args=(path, person)) for person in "ab"
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    with open_journal(path) as journal:
        assert len(journal.recall(CORVANE).pins) == 40


def test_tells_candidates_in_one_home_apart_but_not_at_one_employer(
    tmp_path: Path,
) -> None:
    ann = CORVANE.you.key
    with open_journal(tmp_path / "j") as journal:
        journal.record(CORVANE, 0, [entry(note(1), "p0")], TODAY)
        memory = journal.memory(BRIGHTMOOR)
        there = note(30, "someone", "brightmoor rail")
        for writer, count in ((ann, 1), ("", 1), ("bob@mail.example", 0)):
            assert len(memory.resembling(there._replace(writer=writer))) == count
        second = replace(CORVANE, date=date(2026, 6, 20))
        bobs = note(30, "someone")._replace(writer="bob@mail.example")
        assert len(journal.memory(second).resembling(bobs)) == 1
