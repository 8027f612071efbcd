"""The journal's likeness half: sketches of notes in, the few that may resemble out.

Ten thousand notes are not compared one by one: each leaves a few fingerprints of its
word shingles in an index, and only notes that share some are read back.
`Journal` imports this for those who draft or check: to read the news needs no guard.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.draft import Kind
from drafter.guard import Sketch, fingerprints


if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager

CANDIDATES_MAX = 60
"""The most alike by fingerprints; in a pile of form letters the first is enough."""
_MARKS_MAX = 500
"""Placeholders in one question; a note has about forty fingerprints."""
_SELECT = (
    "SELECT kind, d.employer_key, person_key, trigrams, sentences, subject,"
    " person, date FROM draft AS d JOIN interview AS i ON i.id = d.interview"
)
_ALIKE = (
    " JOIN (SELECT draft, COUNT(*) AS shared FROM fingerprint WHERE hash IN (%s)"
    " GROUP BY draft) AS f ON f.draft = d.id"
    " WHERE d.interview <> ? AND d.employer_key <> ? AND ? IN ('', i.sender)"
    " ORDER BY shared DESC LIMIT ?"
)
_HERE = " WHERE d.interview <> ? AND d.employer_key = ?"


class Earliers(NamedTuple):
    """The guard's view of the journal while the interview `this` is drafted."""

    asking: Callable[[], AbstractContextManager[sqlite3.Connection]]
    this: int

    def resembling(self, note: Sketch) -> list[Sketch]:
        """Find the writer's own notes to others that share words, and all to this one.

        Candidates in one home may write alike, but not to the same employer.
        """
        marks = fingerprints(note.trigrams)[:_MARKS_MAX]
        alike = _SELECT + _ALIKE % ",".join("?" * len(marks))
        here = (self.this, note.employer_key)
        with self.asking() as connection:
            elsewhere = (*marks, *here, note.writer, CANDIDATES_MAX)
            rows = connection.execute(alike, elsewhere).fetchall()
            rows += connection.execute(_SELECT + _HERE, here)
            return [_earlier(*row) for row in rows]


def _earlier(
    kind: str, employer: str, reader: str, trigrams: bytes, sentences: bytes, *rest: Any
) -> Sketch:
    subject, person, day = rest
    return Sketch(
        kind=Kind(kind),
        employer_key=employer,
        person_key=reader,
        trigrams=tuple(array("Q", trigrams)),
        sentences=frozenset(array("Q", sentences)),
        subject=subject,
        label=f"{kind}-{person} of {day}",
    )


def remember(
    connection: sqlite3.Connection, made: tuple[object, ...], note: Sketch
) -> None:
    """Insert one draft: what was made, and what it leaves behind for comparison."""
    packed = (array("Q", h).tobytes() for h in (note.trigrams, sorted(note.sentences)))
    cursor = connection.execute(
        "INSERT INTO draft (interview, person, kind, number, place, message_id,"
        " choices, drafted_on, employer_key, person_key, trigrams, sentences, opening,"
        " subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *made,
            note.employer_key,
            note.person_key,
            *packed,
            0,  # an earlier version kept how a note opens
            note.subject,
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fingerprint VALUES (?, ?)",
        [(mark, cursor.lastrowid) for mark in fingerprints(note.trigrams)],
    )
