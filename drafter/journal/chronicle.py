"""The journal's other half: what happened goes in, histories come out.

SQL only, inside a transaction that `Journal` holds. An event is stored once however
often it is told, so whoever is unsure may tell it again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from drafter.draft import Kind
from drafter.journal.history import History, KnownDraft, canonical, is_same
from drafter.planning.events import Event, EventKind


if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

Identity = tuple[str, str, str]
"""How an interview is known: employer, date, and your address."""
_DRAFTS = (
    "SELECT interview, person, kind, number, place, drafted_on FROM draft"
    " WHERE ? IN (interview, -1) ORDER BY drafted_on, id"
)
_EVENTS = (
    "SELECT interview, kind, happened_on, draft_kind, person, said, item FROM event"
    " WHERE ? IN (interview, -1) ORDER BY id"
)
_ALL = -1


def history(connection: sqlite3.Connection, this: int) -> History:
    """Read one interview's; empty for one that is not known."""
    return _histories(connection, this).get(this, History()) if this > 0 else History()


def histories(connection: sqlite3.Connection) -> dict[Identity, History]:
    """Read every interview's, in two questions."""
    found = _histories(connection, _ALL)
    rows = connection.execute("SELECT id, employer_key, date, sender FROM interview")
    return {(key, day, you): found.get(this, History()) for this, key, day, you in rows}


def _histories(connection: sqlite3.Connection, this: int) -> dict[int, History]:
    drafts: dict[int, list[KnownDraft]] = defaultdict(list)
    for owner, person, kind, number, place, day in connection.execute(_DRAFTS, (this,)):
        draft = KnownDraft(person, Kind(kind), number, place, date.fromisoformat(day))
        drafts[owner].append(draft)
    events: dict[int, list[Event]] = defaultdict(list)
    for owner, kind, day, *rest in connection.execute(_EVENTS, (this,)):
        event = Event(EventKind(kind), date.fromisoformat(day), *rest)
        events[owner].append(event)
    return {
        owner: History(tuple(drafts[owner]), tuple(events[owner]))
        for owner in {*drafts, *events}
    }


def tell(connection: sqlite3.Connection, this: int, event: Event, today: date) -> bool:
    """Remember an event; False if it was known."""
    event = canonical(event)
    if any(is_same(old, event) for old in history(connection, this).events):
        return False
    connection.execute(
        "INSERT INTO event (interview, kind, happened_on, draft_kind, person, said,"
        " item, logged_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (this, *_columns(event), str(today)),
    )
    return True


def forget(connection: sqlite3.Connection, this: int, event: Event) -> bool:
    """Forget exactly this event; False if it was not known."""
    cursor = connection.execute(
        "DELETE FROM event WHERE interview = ? AND kind = ? AND happened_on = ?"
        " AND draft_kind = ? AND person = ? AND said = ? AND item = ?",
        (this, *_columns(event)),
    )
    return cursor.rowcount > 0


def drop(
    connection: sqlite3.Connection, this: int, drafts: Iterable[KnownDraft]
) -> None:
    """Forget that these were drafted, and how they read."""
    for draft in drafts:
        place = (this, draft.person, str(draft.kind), draft.number)
        row = connection.execute(
            "SELECT id FROM draft"
            " WHERE interview = ? AND person = ? AND kind = ? AND number = ?",
            place,
        ).fetchone()
        connection.execute("DELETE FROM fingerprint WHERE draft = ?", row or (-1,))
        connection.execute("DELETE FROM draft WHERE id = ?", row or (-1,))


def exported(connection: sqlite3.Connection, only: int | None) -> list[dict[str, Any]]:
    """Give all that is in the journal but the hashes of words, for a JSON file."""
    rows = connection.execute(
        "SELECT id, employer, variant, date, sender FROM interview ORDER BY date, id"
    )
    return [
        {
            "employer": employer,
            "date": day,
            "you": sender,
            "variant": variant,
            "drafts": _exported(
                connection,
                "SELECT person, kind, number, drafted_on, place, message_id, choices"
                " FROM draft WHERE interview = ? ORDER BY drafted_on, id",
                this,
            ),
            "events": _exported(
                connection,
                "SELECT kind, happened_on AS 'on', draft_kind, person, said, item,"
                " logged_on FROM event WHERE interview = ? ORDER BY id",
                this,
            ),
        }
        for this, employer, variant, day, sender in rows.fetchall()
        if only in (None, this)
    ]


def _exported(
    connection: sqlite3.Connection, question: str, this: int
) -> list[dict[str, Any]]:
    cursor = connection.execute(question, (this,))
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    for row in found:
        if "choices" in row:
            row["choices"] = json.loads(row["choices"])
    return found


def _columns(event: Event) -> tuple[str | int, ...]:
    return (
        str(event.kind),
        str(event.on),
        event.draft_kind,
        event.with_id,
        event.said,
        event.item,
    )
