"""The journal's file: opening it, bringing it up to date, saying why it cannot be used.

Plain SQLite with its own rollback journal: a reader leaves no trace, a killed writer is
undone by whoever opens the file next, and every command is one short transaction.
"""

from __future__ import annotations

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
    two of it. The older row takes over all that hangs on the newer.
    """
    ask = connection.execute
    first: dict[tuple[str, str, str], int] = {}
    for this, employer, day, you in ask(
        "SELECT id, employer, date, sender FROM interview ORDER BY id"
    ).fetchall():
        who = you if "@" in you else You(name=you).key
        older = first.setdefault((employer_key(employer), day, who), this)
        if older != this:
            _merge(connection, older, this)
    ask("UPDATE interview SET employer_key = id")  # no new key meets an old one
    for (key, _, who), this in first.items():
        row = (key, who, this)
        ask("UPDATE interview SET employer_key = ?1, sender = ?2 WHERE id = ?3", row)
        ask("UPDATE draft SET employer_key = ? WHERE interview = ?", (key, this))


def _merge(connection: sqlite3.Connection, old: int, new: int) -> None:
    """Move drafts and events; of two drafts of one thing the newer stays.

    But where the older is known to have gone out, it is what the reader has.
    """
    ask = connection.execute
    for mine, theirs, *what in ask(
        "SELECT a.id, b.id, a.person, a.kind, a.number FROM draft AS a JOIN draft AS b"
        " USING (person, kind, number) WHERE a.interview = ? AND b.interview = ?",
        (old, new),
    ).fetchall():
        two = (mine, theirs) if _went_out(connection, old, *what) else (theirs, mine)
        ask(
            "UPDATE draft SET drafted_on = (SELECT MIN(drafted_on) FROM draft"
            " WHERE id IN (?1, ?2)) WHERE id = ?1",
            two,
        )
        ask("DELETE FROM fingerprint WHERE draft = ?", two[1:])
        ask("DELETE FROM draft WHERE id = ?", two[1:])
    both = (old, new)
    ask("UPDATE draft SET interview = ? WHERE interview = ?", both)
    ask("UPDATE OR IGNORE event SET interview = ? WHERE interview = ?", both)
    ask("DELETE FROM event WHERE interview = ?", (new,))  # told in both
    ((variant,),) = ask("SELECT variant FROM interview WHERE id = ?", (new,))
    if variant:
        ask("UPDATE interview SET variant = ? WHERE id = ?", (variant, old))
    ask("DELETE FROM interview WHERE id = ?", (new,))


def _went_out(
    connection: sqlite3.Connection, this: int, person: str, kind: str, number: int
) -> bool:
    """Whether events of the interview say that this draft was sent."""
    told = connection.execute(
        "SELECT kind, draft_kind, item FROM event WHERE interview = ?"
        " AND person IN ('', ?) AND kind IN ('sent', 'posted', 'connected', 'called')",
        (this, person),
    )
    alike = {"check-in", "phone"} if kind in ("check-in", "phone") else {kind}
    items = [
        item
        for event, draft_kind, item in told
        if draft_kind in alike or (event == "called" and "phone" in alike)
    ]
    if kind == "takeaway":
        return 0 in items or number in items
    return len(items) >= number


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


class _UnfitError(sqlite3.DatabaseError):
    """What lies there is no journal that can be used; its text says what to do."""


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
            raise NotDeliveredError(_refusal(self.path, error)) from error

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
        connection = _opened(path, write=write)
        try:
            _migrate(connection)
        except BaseException:
            connection.close()
            raise
    except (sqlite3.Error, OSError) as error:
        raise NotDeliveredError(_refusal(path, error)) from error
    return connection


def _opened(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open it, or an empty stand-in when there is none and none may be made."""
    if path.exists() and not path.is_file():
        raise _UnfitError("no file stands in its place (move that away)")
    if not write:
        return _read_only(path) if path.exists() else _new()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _begin(path)
    return sqlite3.connect(path, timeout=BUSY_SECONDS)


def _new() -> sqlite3.Connection:
    """Make a journal with nothing in it, in memory."""
    connection = sqlite3.connect(":memory:")
    _bring_up(connection, 0)
    return connection


def _begin(path: Path) -> None:
    """Write a new one whole, so that an empty file is always one that was emptied."""
    with closing(_new()) as connection:
        data = connection.serialize()
    with suppress(FileExistsError):  # another drafter was quicker
        put_whole(path, data, overwrite=False)


def _read_only(path: Path) -> sqlite3.Connection:
    """Open it so that nothing changes; a journal of an older drafter, as a copy."""
    connection = _by_uri(path, "ro")
    try:
        version = _version(connection)
    except sqlite3.OperationalError as error:
        connection.close()
        if "readonly" not in str(error):
            raise
        # A writer was killed between two pages: only who may write can take it back.
        connection = _by_uri(path, "rw")
        version = _version(connection)
    if version >= len(MIGRATIONS):
        return connection
    with closing(connection):
        copy = sqlite3.connect(":memory:")
        connection.backup(copy)
    return copy


def _by_uri(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, timeout=BUSY_SECONDS, uri=True)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date; a second process finds it done."""
    version = _version(connection)
    if version > len(MIGRATIONS):
        raise _UnfitError("it was written by a newer drafter (update this one)")
    if version == 0:
        fact = "it was emptied, and what you drafted and sent is not known"
        remedy = "put a backup in its place, or delete it to begin anew"
        raise _UnfitError(f"{fact} ({remedy})")
    if version < len(MIGRATIONS):
        connection.execute("BEGIN IMMEDIATE")
        _bring_up(connection, _version(connection))


def _bring_up(connection: sqlite3.Connection, version: int) -> None:
    for step in MIGRATIONS[version:]:
        if callable(step):
            step(connection)
        else:
            for statement in step.split(";"):
                connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.commit()


def _refusal(path: Path, error: Exception) -> str:
    """Put whatever SQLite or the disk objects to into one line."""
    where = f"{path}: the journal cannot be used"
    text = str(error)
    if isinstance(error, _UnfitError):
        return f"{where}: {text}"
    if "locked" in text:
        since = f"for {BUSY_SECONDS:.0f} s"
        return f"{where}: another drafter has been busy with it {since} (try again)"
    if "not a database" in text or "malformed" in text:
        return f"{where}: the file is damaged (move it away; drafter starts a new one)"
    return f"{where}: {text} (is there room on the disk, and may you write there?)"
