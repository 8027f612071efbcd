"""What was drafted for whom, and what happened: the tool's memory, one SQLite file.

It is a memory, not the truth: a draft deleted or changed behind its back is a state,
not an error, and losing the file loses nothing the person wrote. It keeps digests and
hashes of word shingles, never the text of a note. Files are written first, the journal
second, so a run killed anywhere is completed by the next.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from drafter.errors import NotDeliveredError
from drafter.interview import employer_key
from drafter.journal import chronicle
from drafter.journal.database import MIGRATIONS, connect, sentence
from drafter.journal.history import sent_names
from drafter.journal.recollection import Entry, Recollection, recall, record
from drafter.journal.sketches import resembling


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from drafter.guard.likeness import Earlier, Sketch
    from drafter.interview import Interview
    from drafter.journal.chronicle import Identity
    from drafter.journal.history import History, KnownDraft
    from drafter.journal.letters import KnownLetter
    from drafter.journal.placements import Placements
    from drafter.planning.events import Event


__all__ = [
    "Entry",
    "Journal",
    "Recollection",
    "identity",
    "open_journal",
]


def identity(interview: Interview) -> Identity:
    """Tell how the journal knows an interview, wherever its file lies."""
    day = str(interview.date)
    return employer_key(interview.employer.name), day, interview.you.key


class Journal:
    """An open journal; `path` is for messages."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @property
    def folder(self) -> Path:
        """Where the journal lies."""
        return self._path.parent

    def recall(self, interview: Interview) -> Recollection:
        """Tell what was drafted before, here and elsewhere."""
        with self._mended():
            this, variant = self._known(interview)
            key = employer_key(interview.employer.name)
            return recall(self._connection, this, variant, key)

    def memory(self, interview: Interview | None) -> Earliers:
        """Earlier notes for the guard; those of this interview are being made anew."""
        this = -1
        if interview:
            with self._mended():
                this = self._known(interview)[0]
        return Earliers(self, this)

    def resembling(self, note: Sketch, this: int) -> Iterable[Earlier]:
        """Find notes of other interviews that share words, or the employer."""
        with self._mended():
            return resembling(self._connection, note, this)

    def _known(self, interview: Interview) -> tuple[int, int]:
        """Find the interview's number and its variant; -1 when it is not known."""
        row = self._connection.execute(
            "SELECT id, variant FROM interview"
            " WHERE employer_key = ? AND date = ? AND sender = ?",
            identity(interview),
        ).fetchone()
        return row or (-1, 0)

    def is_ours(self, digest: str) -> bool:
        """Whether drafter once wrote bytes of this digest: nobody edited them."""
        with self._mended():
            found = self._connection.execute(
                "SELECT 1 FROM ours WHERE digest = ?", (digest,)
            )
            return found.fetchone() is not None

    def announce(self, digests: Iterable[str]) -> None:
        """Remember what is about to be written: if we are killed, it is still ours."""
        with self._mended(), self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO ours VALUES (?)", [(d,) for d in digests]
            )

    def record(
        self, interview: Interview, variant: int, entries: Iterable[Entry], today: date
    ) -> None:
        """Remember what was delivered, in one transaction."""
        with self._mended(), self._connection:
            this = self._entered(interview, variant)
            for entry in entries:
                record(self._connection, this, entry, today)

    def _entered(self, interview: Interview, variant: int | None) -> int:
        """Enter an interview that was not known; None keeps its variant."""
        known_by = identity(interview)
        ask = self._connection.execute
        ask(
            "INSERT INTO interview (employer_key, date, sender, employer, variant)"
            " VALUES (?1, ?2, ?3, ?4, COALESCE(?5, 0))"
            " ON CONFLICT DO UPDATE SET variant = COALESCE(?5, variant)",
            (*known_by, interview.employer.name, variant),
        )
        return self._known(interview)[0]

    def history(self, interview: Interview) -> History:
        """Tell what was drafted for an interview and what was logged since."""
        with self._mended():
            return chronicle.history(self._connection, self._known(interview)[0])

    def histories(self) -> dict[Identity, History]:
        """Tell those of all interviews, by `identity`."""
        with self._mended():
            return chronicle.histories(self._connection)

    def letters(self) -> dict[Identity, tuple[KnownLetter, ...]]:
        """List every email that was drafted, by `identity`."""
        from drafter.journal.letters import letters  # noqa: PLC0415 - for mailboxes only

        with self._mended():
            return letters(self._connection)

    def events(self, interview: Interview) -> tuple[Event, ...]:
        """List what was logged, in the order it was told."""
        return self.history(interview).events

    def drafts(self, interview: Interview) -> tuple[KnownDraft, ...]:
        """List what was drafted, oldest first."""
        return self.history(interview).drafts

    def sent_names(self, interview: Interview) -> frozenset[str]:
        """Name the files that were logged as sent, for `Folder(frozen=...)`."""
        return sent_names(interview, self.events(interview))

    def log(self, interview: Interview, event: Event, today: date) -> bool:
        """Remember what happened, also after an interview never drafted.

        False if it was known; told twice, it is stored once.
        """
        with self._mended(), self._connection:
            this = self._entered(interview, None)
            return chronicle.tell(self._connection, this, event, today)

    def forget(self, interview: Interview, event: Event) -> bool:
        """Take back exactly this event; False if it was not known."""
        with self._mended(), self._connection:
            this = self._known(interview)[0]
            return chronicle.forget(self._connection, this, event)

    def drop(
        self,
        interview: Interview,
        drafts: Iterable[KnownDraft],
        event: Event,
        today: date,
    ) -> None:
        """Forget these drafts, and remember that they were dropped."""
        with self._mended(), self._connection:
            this = self._entered(interview, None)
            chronicle.drop(self._connection, this, drafts)
            chronicle.tell(self._connection, this, event, today)

    def account(self, user_at_host: str) -> Placements:
        """Tell what lies in the folders of one account; see `Placements`."""
        from drafter.journal.placements import Placements  # noqa: PLC0415 - only with --imap

        return Placements(self._connection, user_at_host.lower(), self._mended)

    def later_interview(self, interview: Interview) -> date | None:
        """Find the newest interview day at this employer, if later than this one."""
        with self._mended():
            (day,) = self._connection.execute(
                "SELECT MAX(date) FROM interview WHERE employer_key = ? AND date > ?",
                identity(interview)[:2],
            ).fetchone()
            return date.fromisoformat(day) if day else None

    def export(self, interview: Interview | None = None) -> dict[str, Any]:
        """Give everything but the hashes of words, for a JSON file."""
        with self._mended():
            only = self._known(interview)[0] if interview else None
            interviews = chronicle.exported(self._connection, only)
            return {"version": len(MIGRATIONS), "interviews": interviews}

    @contextmanager
    def _mended(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            raise NotDeliveredError(sentence(self._path, error)) from error


@dataclass(frozen=True, slots=True)
class Earliers:
    """The guard's view of the journal while one interview is drafted."""

    journal: Journal
    this: int

    def resembling(self, note: Sketch) -> Iterable[Earlier]:
        """See `Journal.resembling`."""
        return self.journal.resembling(note, self.this)


@contextmanager
def open_journal(path: Path, *, write: bool = True) -> Iterator[Journal]:
    """Open or make the journal; `write` False leaves no trace, not even a new file."""
    try:
        connection = connect(path, write=write)
    except (sqlite3.Error, OSError) as error:
        raise NotDeliveredError(sentence(path, error)) from error
    with closing(connection):
        yield Journal(connection, path)
