"""How drafting grows with the journal: 1,000 drafts beside a memory of 10,000 notes.

    .venv/bin/python benchmarks/growth.py

A journal is filled with 10,000 made-up notes. Then 500 interviews with one person each
(an email and a card, so 1,000 drafts) are drafted one after another, each remembered
before the next. If the time grows linearly, the last hundred drafts take as long as the
first hundred. All runs in one process, so that the start of Python does not hide it.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING


sys.path.insert(0, str(Path(__file__).parents[1]))

from drafter.address import Address
from drafter.cli import drafter
from drafter.draft import Draft, Kind
from drafter.guard import sketch
from drafter.interview import Employer, Interview, Interviewer, Position, You
from drafter.journal import open_journal
from drafter.journal.run import Entry


if TYPE_CHECKING:
    from collections.abc import Iterable

NOTES, INTERVIEWS, PART = 10_000, 500, 50
"""A part of fifty interviews is a hundred drafts."""
_SYLLABLES = [c + v for c in "bdklmr" for v in "aeio"]
_DAY = date(2026, 6, 2)
_RANDOM = random.Random(7)


def words(count: int) -> str:
    """Made-up words: no two notes share their facts."""
    return " ".join("".join(_RANDOM.choices(_SYLLABLES, k=3)) for _ in range(count))


def note(number: int) -> tuple[Interview, Entry]:
    """One remembered note of about a hundred words."""
    person = Interviewer(
        id="pat", name=words(2).title(), email=Address(f"p{number}", "past.example")
    )
    interview = Interview(
        you=You(name="Ines Okafor", email=Address("ines", "mail.example")),
        employer=Employer(name=f"{words(2).title()} {number}"),
        position=Position(title="Software Engineer"),
        date=_DAY,
        interviewers=(person,),
    )
    sentences = [f"I remember {words(9)}." for _ in range(10)]
    text = f"Hi {person.name},\n\n{' '.join(sentences)}\n\nBest regards,\nInes Okafor\n"
    draft = Draft(
        kind=Kind.THANK_YOU,
        text=text,
        subject=f"Thank you for {words(3)}",
        interview=interview,
        interviewer=person,
    )
    return interview, Entry(
        "pat", Kind.THANK_YOU, "", "", (str(number),), sketch(draft)
    )


def fill(journal_file: Path, numbers: Iterable[int]) -> None:
    """Remember so many notes, each to another employer."""
    with open_journal(journal_file) as journal:
        for number in numbers:
            interview, entry = note(number)
            journal.record(interview, 0, [entry], _DAY)


def interview_file(folder: Path, number: int) -> Path:
    """An interview with facts of its own."""
    path = folder / str(number) / "interview.yaml"
    path.parent.mkdir()
    path.write_text(
        f"""you: {{name: Ines Okafor, email: ines@mail.example}}
employer: {words(2).title()} {number}
position: {{title: Software Engineer, short: {words(1)}}}
date: 2026-06-02
timeline: unknown
interviewers:
  - name: {words(2).title()}
    email: p{number}@new.example
    given: Pat
    topics: the {words(3)}
    quote: no {words(4)} on a {words(2)}
    moment: drew the {words(3)} for me
    own_words: I went home and tried the {words(3)} with a {words(3)} and a {words(2)}.
    they_said: the {words(3)} needs a {words(3)}
    thanks_for: showing me the {words(3)}
    my_link: I once wrote a {words(3)} for the {words(3)}.
    card_detail: The {words(2)} by the {words(2)} made my day.
""",
        "utf-8",
    )
    return path


def seconds(path: Path, refused: list[Path]) -> float:
    """How long one interview takes, drafted and remembered."""
    start = time.perf_counter()
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        try:
            drafter(["thanks", str(path), "--today", "2026-06-02"])
        except SystemExit as end:
            if end.code:
                refused.append(path)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["DRAFTER_HOME"] = str(folder / "home")
        paths = [interview_file(folder, number) for number in range(INTERVIEWS)]
        refused: list[Path] = []
        empty = [seconds(path, []) for path in paths[:PART]]
        for state in (folder / "home").glob("journal*"):
            state.unlink()
        fill(folder / "home" / "journal.sqlite3", range(NOTES))
        taken = [seconds(path, refused) for path in paths]
    none, first, last = (
        statistics.median(part) * 500 for part in (empty, taken[:PART], taken[-PART:])
    )
    print(f"a draft, nothing remembered      {none:6.1f} ms")
    print(f"the first 100 of 1,000 drafts    {first:6.1f} ms  ({first / none:.2f} x)")
    print(f"the last 100 of 1,000 drafts     {last:6.1f} ms  ({last / first:.2f} x)")
    print(f"all 1,000                        {sum(taken):6.1f} s")
    print(f"refused                          {len(refused):6} of {INTERVIEWS} runs")


if __name__ == "__main__":
    main()
