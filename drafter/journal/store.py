"""The journal's file: opening it, bringing it up to date, saying why it cannot be used.

Plain SQLite with its own rollback journal: a reader leaves no trace, a killed writer is
undone by whoever opens the file next, and every command is one short transaction.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from drafter.delivery.files import put_whole
from drafter.errors import NotDeliveredError
from drafter.interview import You, employer_key


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BUSY_SECONDS = 10.0


def _one_key(connection: sqlite3.Connection) -> None:
    """Know every employer by `employer_key`, and make twins one interview.

    Before, a name typed in composed letters and pasted in decomposed ones (macOS) made
    two of it. The older row takes over all that hangs on the newer, but for drafts and
    events that it has itself.
    """
    ask = connection.execute
    first: dict[tuple[str, str, str], int] = {}
    for this, employer, day, you, variant in ask(
        "SELECT id, employer, date, sender, variant FROM interview ORDER BY id"
    ).fetchall():
        who = you if "@" in you else You(name=you).key
        older = first.setdefault((employer_key(employer), day, who), this)
        if older == this:
            continue
        for table in ("draft", "event"):
            move = f"UPDATE OR IGNORE {table} SET interview = ? WHERE interview = ?"  # noqa: S608
            ask(move, (older, this))
            ask(f"DELETE FROM {table} WHERE interview = ?", (this,))  # noqa: S608
        ask("UPDATE interview SET variant = ?1 WHERE id = ?2 AND ?1", (variant, older))
        ask("DELETE FROM interview WHERE id = ?", (this,))
    ask("DELETE FROM fingerprint WHERE draft NOT IN (SELECT id FROM draft)")
    ask("UPDATE interview SET employer_key = id")  # no new key meets an old one
    for (key, _, who), this in first.items():
        row = (key, who, this)
        ask("UPDATE interview SET employer_key = ?1, sender = ?2 WHERE id = ?3", row)
        ask("UPDATE draft SET employer_key = ? WHERE interview = ?", (key, this))


MIGRATIONS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (
    """
    CREATE TABLE interview (
        id INTEGER PRIMARY KEY, employer_key TEXT NOT NULL, employer TEXT NOT NULL,
        date TEXT NOT NULL, sender TEXT NOT NULL, variant INTEGER NOT NULL DEFAULT 0,
        UNIQUE (employer_key, date, sender)
    );
    CREATE TABLE draft (
        id INTEGER PRIMARY KEY, interview INTEGER NOT NULL REFERENCES interview,
        person TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL DEFAULT 1,
        place TEXT NOT NULL, message_id TEXT NOT NULL, choices TEXT NOT NULL,
        drafted_on TEXT NOT NULL, employer_key TEXT NOT NULL, person_key TEXT NOT NULL,
        trigrams BLOB NOT NULL, sentences BLOB NOT NULL,
        opening INTEGER NOT NULL, subject INTEGER NOT NULL,
        UNIQUE (interview, person, kind, number)
    );
    CREATE TABLE fingerprint (
        hash INTEGER NOT NULL, draft INTEGER NOT NULL REFERENCES draft,
        PRIMARY KEY (hash, draft)
    ) WITHOUT ROWID;
    CREATE TABLE ours (digest TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE INDEX draft_employer ON draft (employer_key);
    """,
    """
    CREATE TABLE event (
        id INTEGER PRIMARY KEY, interview INTEGER NOT NULL REFERENCES interview,
        kind TEXT NOT NULL, happened_on TEXT NOT NULL, draft_kind TEXT NOT NULL,
        person TEXT NOT NULL, said TEXT NOT NULL, item INTEGER NOT NULL,
        logged_on TEXT NOT NULL,
        UNIQUE (interview, kind, happened_on, draft_kind, person, said, item)
    );
    """,
    """
    CREATE TABLE placed (
        account TEXT NOT NULL, message_id TEXT NOT NULL, draft TEXT NOT NULL,
        folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL,
        reader TEXT NOT NULL, digest TEXT NOT NULL,
        PRIMARY KEY (account, message_id)
    ) WITHOUT ROWID;
    CREATE INDEX placed_draft ON placed (account, draft);
    """,
    _one_key,
    """
    CREATE TABLE mail (
        interview INTEGER NOT NULL REFERENCES interview, person TEXT NOT NULL,
        subject TEXT NOT NULL, thread TEXT NOT NULL, PRIMARY KEY (interview, person)
    ) WITHOUT ROWID;
    """,
    "ALTER TABLE interview ADD COLUMN people TEXT NOT NULL DEFAULT '{}'",
)
"""Each step brings a journal from version n to n + 1 and keeps what is in it."""


class Store:
    """An open file; what SQLite objects to is told in one line, which names it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @contextmanager
    def asking(self) -> Iterator[sqlite3.Connection]:
        """Read, and read what was found: what no version ever wrote is told, too."""
        try:
            yield self.connection
        except (sqlite3.Error, ValueError) as error:
            raise _refusal(self.path, error) from error

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Change it, in one transaction."""
        with self.asking() as connection, connection:
            yield connection

    def ask(self, question: str, *values: object) -> list[Any]:
        """Give all rows of an answer."""
        with self.asking() as connection:
            return connection.execute(question, values).fetchall()


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open or make the file; `write` False leaves no trace, not even a new file."""
    try:
        if path.exists() and not path.is_file():
            raise _unusable(path, "no file stands in its place (move that away)")
        if not path.exists():
            if not write:
                return _new()
            _begin(path)
        # Also to read: where a writer was killed, only who may write can take it back.
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            return _up_to_date(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise _refusal(path, error) from error


def _new() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    _bring_up(connection, 0)
    return connection


def _begin(path: Path) -> None:
    """Write a new one whole, so that an empty file is always one that was emptied."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(_new()) as connection:
        data = connection.serialize()
    with suppress(FileExistsError):  # another drafter was quicker
        put_whole(path, data, overwrite=False)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _up_to_date(
    connection: sqlite3.Connection, path: Path, *, write: bool
) -> sqlite3.Connection:
    """Bring the schema up to date, of what is only read in a copy."""
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise _unusable(path, "it was written by a newer drafter (update this one)")
    if version == 0:
        fact = "it was emptied, and what you drafted and sent is not known"
        remedy = "put a backup in its place, or delete it to begin anew"
        raise _unusable(path, f"{fact} ({remedy})")
    if not write and version < len(MIGRATIONS):
        copy = sqlite3.connect(":memory:")
        with closing(connection):
            connection.backup(copy)
        connection = copy
    if version < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        # A second process finds it done.
        _bring_up(connection, _version(connection))
    if not write:
        connection.execute("PRAGMA query_only = 1")
    return connection


def _bring_up(connection: sqlite3.Connection, version: int) -> None:
    for step in MIGRATIONS[version:]:
        if callable(step):
            step(connection)
        else:
            for statement in step.split(";"):
                connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.commit()


def _unusable(path: Path, why: str) -> NotDeliveredError:
    return NotDeliveredError(f"{path}: the journal cannot be used: {why}")


def _refusal(path: Path, error: Exception) -> NotDeliveredError:
    """Put whatever SQLite or the disk objects to into one line."""
    why = f"{error} (is there room on the disk, and may you write there?)"
    if "locked" in str(error):
        since = f"for {BUSY_SECONDS:.0f} s"
        why = f"another drafter has been busy with it {since} (try again)"
    if re.search("not a database|malformed", str(error)):
        why = "the file is damaged (move it away; drafter starts a new one)"
    return _unusable(path, why)
