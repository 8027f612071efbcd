"""`Entry`: one draft as it was delivered; `Recollection`: all that is known of them.

SQL only, inside a transaction that `Journal` holds. A draft made again replaces what
was known of it, but for the day it was first made.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.draft import Kind
from drafter.journal.sketches import remember


if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from drafter.guard.likeness import Sketch


@dataclass(frozen=True, slots=True)
class Entry:
    """One draft as it was delivered, to be remembered."""

    person: str
    kind: Kind
    place: str
    message_id: str
    choices: tuple[str, ...]
    sketch: Sketch
    number: int = 1
    """Which of several of one kind to one person; see `history.next_number`."""


@dataclass(frozen=True, slots=True)
class Recollection:
    """What the journal knows before an interview is drafted."""

    variant: int = 0
    pins: dict[tuple[str, Kind, int], tuple[str, ...]] = field(default_factory=dict)
    """By person, kind and number, the alternatives of that draft."""
    given: frozenset[str] = frozenset()
    employers: tuple[str, ...] = ()
    """Every other employer there was an interview with."""


def recall(
    connection: sqlite3.Connection, this: int, variant: int, key: str
) -> Recollection:
    """Read what was drafted for the interview `this`, and elsewhere."""
    pins = {
        (person, Kind(kind), number): tuple(json.loads(choices))
        for person, kind, number, choices in connection.execute(
            "SELECT person, kind, number, choices FROM draft WHERE interview = ?",
            (this,),
        )
    }
    given = {
        choice
        for (choices,) in connection.execute(
            "SELECT choices FROM draft WHERE employer_key = ? AND interview <> ?",
            (key, this),
        )
        for choice in json.loads(choices)
    }
    employers = connection.execute(
        "SELECT DISTINCT employer FROM interview WHERE employer_key <> ?", (key,)
    )
    names = tuple(name for (name,) in employers)
    return Recollection(variant, pins, frozenset(given), names)


def record(
    connection: sqlite3.Connection, interview: int, entry: Entry, today: date
) -> None:
    """Remember one draft."""
    ask = connection.execute
    place = (interview, entry.person, str(entry.kind), entry.number)
    old = ask(
        "SELECT id, drafted_on FROM draft"
        " WHERE interview = ? AND person = ? AND kind = ? AND number = ?",
        place,
    ).fetchone()
    since = str(today)
    if old:
        since = old[1]
        ask("DELETE FROM fingerprint WHERE draft = ?", (old[0],))
        ask("DELETE FROM draft WHERE id = ?", (old[0],))
    remember(
        connection,
        (*place, entry.place, entry.message_id, json.dumps(entry.choices), since),
        entry.sketch,
    )
