"""What was drafted for whom, and what happened: the tool's memory, one SQLite file.

It is a memory, not the truth: a draft deleted or changed behind its back is a state,
not an error, and losing the file loses nothing the person wrote. It keeps digests and
hashes of word shingles, never the text of a note. Files are written first, the journal
second, so a run killed anywhere is completed by the next.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from contextlib import closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.draft import Answered, Kind
from drafter.errors import NotDeliveredError
from drafter.interview import employer_key
from drafter.journal import corrected
from drafter.journal.history import History, KnownDraft, canonical, identity, is_same
from drafter.journal.store import MIGRATIONS, connect, refusal
from drafter.planning.events import Event, EventKind


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from drafter.guard import Sketch
    from drafter.interview import Interview
    from drafter.journal.corrected import Correction
    from drafter.journal.history import Identity
    from drafter.journal.placements import Placements
    from drafter.journal.sketches import Earliers

_DRAFTS = (
    "SELECT interview, person, kind, number, place, drafted_on, message_id, subject"
    " FROM draft WHERE ? IN (interview, -1) ORDER BY drafted_on, id"
)
_EVENTS = (
    "SELECT interview, kind, happened_on, draft_kind, person, said, item FROM event"
    " WHERE ? IN (interview, -1) ORDER BY id"
)
_ALL, _NONE = -1, 0
"""In place of the number of an interview; real ones begin at 1."""


class Entry(NamedTuple):
    """One draft as it was delivered, to be remembered."""

    person: str
    kind: Kind
    place: str
    message_id: str
    choices: tuple[str, ...]
    sketch: Sketch
    number: int = 1
    """Which of several of one kind to one person; see `history.next_number`."""


class Recollection(NamedTuple):
    """What the journal knows before an interview is drafted."""

    variant: int
    pins: dict[tuple[str, Kind, int], tuple[str, ...]]
    """By person, kind and number, the alternatives of that draft."""
    given: frozenset[str]
    """The alternatives of other interviews at this employer."""
    employers: tuple[str, ...]
    """Every other employer you had an interview with."""


class Journal:
    """An open journal; `path` is for messages."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @property
    def folder(self) -> Path:
        """Where the journal lies."""
        return self._path.parent

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """Turn what SQLite objects to into one line."""
        try:
            yield self._connection
        except (sqlite3.Error, ValueError) as error:
            raise NotDeliveredError(refusal(self._path, error)) from error

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Likewise, in one transaction."""
        with self._asking() as connection, connection:
            yield connection

    def _known(self, interview: Interview) -> tuple[int, int]:
        """Find the interview's number and its variant; `_NONE` when it is not known."""
        row = self._connection.execute(
            "SELECT id, variant FROM interview"
            " WHERE employer_key = ? AND date = ? AND sender = ?",
            identity(interview),
        ).fetchone()
        return row or (_NONE, 0)

    def _entered(self, interview: Interview, variant: int | None = None) -> int:
        """Enter an interview that was not known; None keeps its variant."""
        noted = corrected.noted(interview)
        known_by_words = any(words for _, words in noted.values())  # not of a summary
        people = json.dumps(noted) if known_by_words else None
        self._connection.execute(
            "INSERT INTO interview"
            " (employer_key, date, sender, employer, variant, people)"
            " VALUES (?1, ?2, ?3, ?4, COALESCE(?5, 0), COALESCE(?6, '{}'))"
            " ON CONFLICT DO UPDATE SET variant = COALESCE(?5, variant),"
            " people = json_patch(people, COALESCE(?6, '{}'))",
            (*identity(interview), interview.employer.name, variant, people),
        )
        return self._known(interview)[0]

    def correction(self, interview: Interview) -> Correction | None:
        """Tell by what older date or ids it knows the interview."""
        with self._asking() as connection:
            return corrected.find(connection, interview)

    def correct(self, interview: Interview, found: Correction) -> None:
        """Follow what was corrected in the notes."""
        with self._changing() as connection:
            corrected.follow(connection, interview, found)

    # What was drafted

    def recall(self, interview: Interview) -> Recollection:
        """Tell what was drafted before, here and elsewhere."""
        key = employer_key(interview.employer.name)
        with self._asking() as connection:
            this, variant = self._known(interview)
            pins: dict[tuple[str, Kind, int], tuple[str, ...]] = {}
            given: set[str] = set()
            for owner, person, kind, number, row in connection.execute(
                "SELECT interview, person, kind, number, choices FROM draft"
                " WHERE interview = ? OR employer_key = ?",
                (this, key),
            ):
                choices = tuple(json.loads(row))
                if owner == this:
                    pins[person, Kind(kind), number] = choices
                else:
                    given.update(choices)
            names = connection.execute(
                "SELECT DISTINCT employer FROM interview"
                " WHERE employer_key <> ? AND sender = ?",
                (key, interview.you.key),
            )
            employers = tuple(name for (name,) in names)
            return Recollection(variant, pins, frozenset(given), employers)

    def is_ours(self, digest: str) -> bool:
        """Whether drafter once wrote bytes of this digest: nobody edited them."""
        with self._asking() as connection:
            question = "SELECT 1 FROM ours WHERE digest = ?"
            return connection.execute(question, (digest,)).fetchone() is not None

    def announce(self, digests: Iterable[str]) -> None:
        """Remember what is about to be written: if we are killed, it is still ours."""
        with self._changing() as connection:
            rows = [(digest,) for digest in digests]
            connection.executemany("INSERT OR IGNORE INTO ours VALUES (?)", rows)

    def record(
        self, interview: Interview, variant: int, entries: Iterable[Entry], today: date
    ) -> None:
        """Remember what was delivered, in one transaction.

        A draft made again replaces what was known of it, but for its first day.
        """
        from drafter.journal.sketches import remember  # noqa: PLC0415 - see there

        with self._changing() as connection:
            this = self._entered(interview, variant)
            for one in entries:
                which = this, one.person, str(one.kind), one.number
                since = self._forgotten(*which) or str(today)
                made = one.place, one.message_id, json.dumps(one.choices), since
                remember(connection, (*which, *made), one.sketch)

    def _forgotten(self, *place: object) -> str:
        """Forget a draft and how it read; give the day it was first made, if any."""
        row = self._connection.execute(
            "SELECT id, drafted_on FROM draft"
            " WHERE interview = ? AND person = ? AND kind = ? AND number = ?",
            place,
        ).fetchone()
        if row is None:
            return ""
        self._connection.execute("DELETE FROM fingerprint WHERE draft = ?", row[:1])
        self._connection.execute("DELETE FROM draft WHERE id = ?", row[:1])
        return str(row[1])

    def memory(self, interview: Interview | None) -> Earliers:
        """Earlier notes for the guard; those of this interview are being made anew."""
        from drafter.journal.sketches import Earliers  # noqa: PLC0415 - see there

        with self._asking():
            this = self._known(interview)[0] if interview else _NONE
        return Earliers(self._asking, this)

    def account(self, user_at_host: str) -> Placements:
        """Tell what lies in the folders of one account."""
        from drafter.journal.placements import Placements  # noqa: PLC0415 - only with --imap

        return Placements(user_at_host.lower(), self._asking, self._changing)

    # What happened

    def history(self, interview: Interview) -> History:
        """Tell what was drafted for an interview and what was logged since."""
        with self._asking():
            this = self._known(interview)[0]
            return self._histories(this).get(this, History())

    def histories(self) -> dict[Identity, History]:
        """Tell those of all interviews, by `identity`, in two questions."""
        with self._asking() as connection:
            found = self._histories(_ALL)
            question = "SELECT id, employer_key, date, sender FROM interview"
            return {
                (key, day, you): found.get(this, History())
                for this, key, day, you in connection.execute(question)
            }

    def _histories(self, this: int) -> dict[int, History]:
        ask = self._connection.execute
        drafts: dict[int, list[KnownDraft]] = defaultdict(list)
        for owner, person, kind, number, place, day, *mail in ask(_DRAFTS, (this,)):
            since = date.fromisoformat(day)
            draft = KnownDraft(person, Kind(kind), number, place, since, *mail)
            drafts[owner].append(draft)
        events: dict[int, list[Event]] = defaultdict(list)
        for owner, kind, day, *rest in ask(_EVENTS, (this,)):
            on = date.fromisoformat(day)
            events[owner].append(Event(EventKind(kind), on, *rest))
        return {
            owner: History(tuple(drafts[owner]), tuple(events[owner]))
            for owner in {*drafts, *events}
        }

    def events(self, interview: Interview) -> tuple[Event, ...]:
        """List what was logged, in the order it was told."""
        return self.history(interview).events

    def log(self, interview: Interview, event: Event, today: date) -> bool:
        """Remember what happened, also after an interview never drafted.

        False if it was known; told twice, it is stored once.
        """
        with self._changing():
            return self._tell(self._entered(interview), event, today)

    def _tell(self, this: int, event: Event, today: date) -> bool:
        event = canonical(event)
        known = self._histories(this).get(this, History())
        if any(is_same(old, event) for old in known.events):
            return False
        self._connection.execute(
            "INSERT INTO event (interview, kind, happened_on, draft_kind, person, said,"
            " item, logged_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (this, *_columns(event), str(today)),
        )
        return True

    def keep_mail(self, interview: Interview, person: str, mail: Answered) -> None:
        """Remember somebody's newest mail, so that an answer stands in its thread."""
        with self._changing() as connection:
            row = (
                self._entered(interview),
                person,
                mail.subject,
                json.dumps(mail.thread),
            )
            connection.execute("INSERT OR REPLACE INTO mail VALUES (?, ?, ?, ?)", row)

    def mail_from(self, interview: Interview, person: str) -> Answered | None:
        """Give somebody's newest mail, if one is known."""
        with self._asking() as connection:
            row = connection.execute(
                "SELECT subject, thread FROM mail WHERE interview = ? AND person = ?",
                (self._known(interview)[0], person),
            ).fetchone()
            return Answered(row[0], tuple(json.loads(row[1]))) if row else None

    def forget(self, interview: Interview, event: Event) -> bool:
        """Take back exactly this event; False if it was not known."""
        with self._changing() as connection:
            cursor = connection.execute(
                "DELETE FROM event WHERE interview = ? AND kind = ? AND happened_on = ?"
                " AND draft_kind = ? AND person = ? AND said = ? AND item = ?",
                (self._known(interview)[0], *_columns(event)),
            )
            return cursor.rowcount > 0

    def drop(
        self,
        interview: Interview,
        drafts: Iterable[KnownDraft],
        event: Event,
        today: date,
    ) -> None:
        """Forget these drafts, and remember that they were dropped."""
        with self._changing():
            this = self._entered(interview)
            for draft in drafts:
                self._forgotten(this, draft.person, str(draft.kind), draft.number)
            self._tell(this, event, today)

    def later_interview(self, interview: Interview) -> date | None:
        """Find your newest interview day at this employer, if later than this one."""
        with self._asking() as connection:
            (day,) = connection.execute(
                "SELECT MAX(date) FROM interview"
                " WHERE employer_key = ? AND date > ? AND sender = ?",
                identity(interview),
            ).fetchone()
            return date.fromisoformat(day) if day else None

    def export(self, interview: Interview | None = None) -> dict[str, Any]:
        """Give everything but the hashes of words, for a JSON file."""
        with self._asking():
            only = self._known(interview)[0] if interview else _ALL
            interviews = self._rows(
                "SELECT id, employer, date, sender AS you, variant FROM interview"
                " WHERE ? IN (id, -1) ORDER BY date, id",
                only,
            )
            for one in interviews:
                this = one.pop("id")
                one["drafts"] = self._rows(
                    "SELECT person, kind, number, drafted_on, place, message_id,"
                    " choices FROM draft WHERE interview = ? ORDER BY drafted_on, id",
                    this,
                )
                for draft in one["drafts"]:
                    draft["choices"] = json.loads(draft["choices"])
                one["events"] = self._rows(
                    "SELECT kind, happened_on AS 'on', draft_kind, person, said, item,"
                    " logged_on FROM event WHERE interview = ? ORDER BY id",
                    this,
                )
            return {"version": len(MIGRATIONS), "interviews": interviews}

    def _rows(self, question: str, this: int) -> list[dict[str, Any]]:
        cursor = self._connection.execute(question, (this,))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def _columns(event: Event) -> tuple[str | int, ...]:
    day, draft_kind = str(event.on), event.draft_kind
    return str(event.kind), day, draft_kind, event.with_id, event.said, event.item


@contextmanager
def open_journal(path: Path, *, write: bool = True) -> Iterator[Journal]:
    """Open or make the journal; `write` False leaves no trace, not even a new file."""
    try:
        connection = connect(path, write=write)
    except (sqlite3.Error, OSError) as error:
        raise NotDeliveredError(refusal(path, error)) from error
    with closing(connection):
        yield Journal(connection, path)
