"""Every email that was drafted, by what it can be known by wherever it lies now.

SQL only, inside a transaction that `Journal` holds.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.journal.history import KnownDraft


if TYPE_CHECKING:
    import sqlite3

    from drafter.journal.chronicle import Identity

_LETTERS = (
    "SELECT i.employer_key, i.date, i.sender, d.person, d.kind, d.number, d.place,"
    " d.drafted_on, d.message_id, d.subject"
    " FROM draft AS d JOIN interview AS i ON i.id = d.interview"
    " WHERE d.message_id <> '' ORDER BY d.drafted_on, d.id"
)


class KnownLetter(NamedTuple):
    """One email that was drafted."""

    draft: KnownDraft
    message_id: str
    subject: int
    """Hashed as `guard.likeness` does."""


def letters(connection: sqlite3.Connection) -> dict[Identity, tuple[KnownLetter, ...]]:
    """Read all, oldest first, by their interview."""
    found: dict[Identity, list[KnownLetter]] = defaultdict(list)
    for row in connection.execute(_LETTERS):
        key, day, you, person, kind, number, place, since, message_id, subject = row
        drafted_on = date.fromisoformat(since)
        draft = KnownDraft(person, Kind(kind), number, place, drafted_on)
        found[key, day, you].append(KnownLetter(draft, message_id, subject))
    return {known: tuple(drafts) for known, drafts in found.items()}
