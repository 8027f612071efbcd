"""The journal's likeness half: sketches of notes in, the few that may resemble out.

Ten thousand notes are not compared one by one: each leaves a few fingerprints of its
word shingles in an index, and only notes that share some are read back.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.guard.likeness import Earlier, fingerprints


if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from drafter.guard.likeness import Sketch

CANDIDATES_MAX = 60
"""The most alike by fingerprints; in a pile of form letters the first is enough."""
_SELECT = (
    "SELECT kind, d.employer_key, person_key, trigrams, sentences, opening, subject,"
    " person, date FROM draft AS d JOIN interview AS i ON i.id = d.interview"
)
_ALIKE = (
    " JOIN (SELECT draft, COUNT(*) AS shared FROM fingerprint WHERE hash IN (%s)"
    " GROUP BY draft ORDER BY shared DESC LIMIT ?) AS f ON f.draft = d.id"
    " WHERE d.interview <> ? AND d.employer_key <> ?"
)
_HERE = " WHERE d.interview <> ? AND d.employer_key = ?"
_MARKS_MAX = 500
"""Placeholders in one question; a note has about forty fingerprints."""


def remember(
    connection: sqlite3.Connection, place: tuple[object, ...], note: Sketch
) -> None:
    """Insert one draft: where it stands, and what it leaves behind for comparison."""
    cursor = connection.execute(
        "INSERT INTO draft (interview, person, kind, number, place, message_id,"
        " choices, drafted_on, employer_key, person_key, trigrams, sentences, opening,"
        " subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *place,
            note.employer_key,
            note.person_key,
            _packed(note.trigrams),
            _packed(sorted(note.sentences)),
            note.opening,
            note.subject,
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fingerprint VALUES (?, ?)",
        [(mark, cursor.lastrowid) for mark in fingerprints(note.trigrams)],
    )


def resembling(
    connection: sqlite3.Connection, note: Sketch, this: int
) -> list[Earlier]:
    """Find notes of other interviews that share words with this, or its employer."""
    marks = fingerprints(note.trigrams)[:_MARKS_MAX]
    places = ",".join("?" * len(marks))
    alike = connection.execute(
        _SELECT + _ALIKE % places, (*marks, CANDIDATES_MAX, this, note.employer_key)
    )
    here = connection.execute(_SELECT + _HERE, (this, note.employer_key))
    return [*map(_earlier, alike), *map(_earlier, here)]


def _earlier(row: tuple[str, str, str, bytes, bytes, int, int, str, str]) -> Earlier:
    kind, employer, person, trigrams, sentences, opening, subject, who, day = row
    return Earlier(
        kind=Kind(kind),
        employer_key=employer,
        person_key=person,
        trigrams=_unpacked(trigrams),
        sentences=frozenset(_unpacked(sentences)),
        opening=opening,
        subject=subject,
        label=f"{kind}-{who} of {day}",
    )


def _packed(hashes: Iterable[int]) -> bytes:
    return array("Q", hashes).tobytes()


def _unpacked(data: bytes) -> tuple[int, ...]:
    return tuple(array("Q", data))
