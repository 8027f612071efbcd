"""What a run that drafts leaves behind: drafts and sketches, copies in an account.

For those who draft, check or look into mailboxes: it needs the guard and the formats,
and to read the news needs neither. Ten thousand notes are not compared one by one: each
leaves a few fingerprints of its word shingles in an index, and only notes that share
some are read back.
"""

from __future__ import annotations

import json
from array import array
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.delivery.deliver import State
from drafter.draft import Kind
from drafter.errors import Problem
from drafter.formats.eml import parse_message_id
from drafter.formats.message import read_message
from drafter.guard import Sketch, fingerprints, sketch


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from sqlite3 import Connection

    from drafter.composition import Composed
    from drafter.delivery.deliver import Folder, Receipt
    from drafter.errors import Location
    from drafter.formats.eml import MessageId
    from drafter.journal.history import History
    from drafter.journal.store import Store

    Key = tuple[str, Kind, int]
    Marks = Sequence[str]


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


def entries(receipts: Sequence[Receipt], composed: Sequence[Composed]) -> list[Entry]:
    """What to remember: drafts of ours that stand there now, not the edited ones."""
    made = {id(one.draft): one for one in composed}
    return [
        _entry(receipt, made[id(receipt.artefact.cleared.draft)])
        for receipt in receipts
        if receipt.state not in (State.KEPT, State.GONE)
    ]


def _entry(receipt: Receipt, made: Composed) -> Entry:
    draft, path = made.draft, Path(receipt.where)
    # A file, however its folder was named; a folder of an account stays as it is.
    is_file = path.name == receipt.artefact.name
    head, *_ = receipt.artefact.data.partition(b"\r\n\r\n")
    return Entry(
        person=draft.interviewer.id if draft.interviewer else "",
        kind=draft.kind,
        place=str(path.absolute()) if is_file else receipt.where,
        message_id=read_message(head).message_id if draft.is_mail else "",
        choices=made.choices,
        sketch=sketch(draft),
        number=made.order.number,
    )


def elsewhere(
    where: Location, receipts: Sequence[Receipt], before: History, files: Folder
) -> Iterator[Problem]:
    """Tell which letters lie in two places: one of them is soon sent twice.

    `before` is what was drafted before this run, wherever it was put and by whatever
    name. A file may have been edited, so none is removed here.
    """
    places = {draft.name: draft.place for draft in before.drafts}
    for receipt in receipts:
        name, here = receipt.artefact.name, Path(receipt.where)
        if receipt.state is State.GONE or not receipt.where or name in files.frozen:
            continue
        mine = str(here.absolute()) if here.name == name else receipt.where
        file = str((files.path / name).absolute())
        for other in dict.fromkeys([places.get(name, file), file]):
            in_account = not Path(other).is_absolute()  # nobody asks there
            # A second one there is for somebody whose name was corrected.
            is_second = receipt.state is State.SAVED and not files.replace
            is_other = other != mine or (in_account and is_second)
            if is_other and (in_account or isfile(other)):  # noqa: PTH113 - never raises
                fact = f"{name} was put elsewhere before"
                yield Problem(where, fact, f"send only one of the two: {other}")


def reworded(
    receipts: Sequence[Receipt], composed: Sequence[Composed], pins: Mapping[Key, Marks]
) -> Iterator[str]:
    """Say, as promised, whose words are new since an earlier drafter's letters went.

    It remembered no letter by its name; `pins` is what the journal knew before.
    """
    anew = (State.WRITTEN, State.REPLACED, State.SAVED)
    made = {id(r.artefact.cleared.draft) for r in receipts if r.state in anew}
    orders = (one.order for one in composed if id(one.draft) in made)
    names = [
        order.person.name
        for order in orders
        if (marks := pins.get(order.key))
        and not any(mark.startswith("letter:") for mark in marks)
    ]
    if names:
        listed = ", ".join(dict.fromkeys(names))
        fact = f"drafter's letters are new: {listed} may read other words than before."
        yield f"{fact} What you sent or changed stays as it is."


def remember(connection: Connection, this: int, entry: Entry, today: date) -> None:
    """Keep a draft; made again it replaces what was known of it, but for its first day.

    `this` is the number of its interview.
    """
    which = (this, entry.person, entry.kind, entry.number)
    since = forget(connection, *which) or str(today)
    made = (entry.place, entry.message_id, json.dumps(entry.choices), since)
    note = entry.sketch
    packed = (array("Q", h).tobytes() for h in (note.trigrams, sorted(note.sentences)))
    alike = (note.employer_key, note.person_key, *packed, note.subject)
    cursor = connection.execute(
        "INSERT INTO draft (interview, person, kind, number, place, message_id,"
        " choices, drafted_on, employer_key, person_key, trigrams, sentences, subject,"
        " opening) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",  # of earlier use
        (*which, *made, *alike),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fingerprint VALUES (?, ?)",
        [(mark, cursor.lastrowid) for mark in fingerprints(note.trigrams)],
    )


def forget(
    connection: Connection, this: int, person: str, kind: Kind, number: int
) -> str:
    """Forget a draft and how it read; give the day it was first made, if any."""
    row = connection.execute(
        "SELECT id, drafted_on FROM draft"
        " WHERE interview = ? AND person = ? AND kind = ? AND number = ?",
        (this, person, kind, number),
    ).fetchone()
    if row is None:
        return ""
    connection.execute("DELETE FROM fingerprint WHERE draft = ?", row[:1])
    connection.execute("DELETE FROM draft WHERE id = ?", row[:1])
    return str(row[1])


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

    journal: Store
    this: int

    def resembling(self, note: Sketch) -> list[Sketch]:
        """Find the writer's own notes to others that share words, and all to this one.

        Candidates in one home may write alike, but not to the same employer.
        """
        marks = fingerprints(note.trigrams)[:_MARKS_MAX]
        alike = _SELECT + _ALIKE % ",".join("?" * len(marks))
        here = (self.this, note.employer_key)
        with self.journal.asking():
            rows = self.journal.ask(alike, *marks, *here, note.writer, CANDIDATES_MAX)
            rows += self.journal.ask(_SELECT + _HERE, *here)
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


_COLUMNS = "draft, message_id, folder, uidvalidity, uid, reader, digest"


class Placed(NamedTuple):
    """One copy in a folder of the account."""

    draft: str
    """The ID of `identity.MessageId`: the same for every version of one draft."""
    message_id: str
    folder: str
    uidvalidity: int
    uid: int
    """0 where the server did not tell."""
    reader: str
    """`eml.reader_of`: whom it is for, without saying so."""
    digest: str = ""
    """Of the content as the server gave it back; empty until it was read."""

    @property
    def own(self) -> MessageId:
        """What its Message-ID says."""
        own = parse_message_id(self.message_id)
        assert own, "only ours are placed"
        return own


class Placements(NamedTuple):
    """The journal's memory of one account, known as USER@HOST."""

    account: str
    journal: Store

    def placed(self, drafts: Iterable[str]) -> tuple[Placed, ...]:
        """Every copy ever placed of these drafts."""
        among = " AND draft IN (SELECT value FROM json_each(?))"
        return self._read(among, json.dumps(sorted(drafts)))

    def everything(self) -> tuple[Placed, ...]:
        """Every copy ever placed in this account."""
        return self._read("")

    def _read(self, among: str, *values: str) -> tuple[Placed, ...]:
        question = f"SELECT {_COLUMNS} FROM placed WHERE account = ?{among}"  # noqa: S608
        rows = self.journal.ask(question, self.account, *values)
        return tuple(Placed(*row) for row in rows)

    def forget(self, draft: str) -> None:
        """Forget every copy of a draft, so that it may be made again."""
        self._change("DELETE FROM placed WHERE account = ? AND draft = ?", [(draft,)])

    def forget_copies(self, message_ids: Iterable[str]) -> None:
        """Forget copies that drafter itself took back: nobody sent or deleted them."""
        command = "DELETE FROM placed WHERE account = ? AND message_id = ?"
        self._change(command, [(one,) for one in message_ids])

    def place(self, placed: Iterable[Placed]) -> None:
        """Remember copies, each instead of what was known of its Message-ID."""
        columns = f"INSERT OR REPLACE INTO placed (account, {_COLUMNS})"
        self._change(f"{columns} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", placed)

    def _change(self, command: str, rows: Iterable[tuple[object, ...]]) -> None:
        with self.journal.changing() as connection:
            connection.executemany(command, [(self.account, *row) for row in rows])


def newest(placed: Iterable[Placed]) -> Placed | None:
    """Give the newest generation of a draft that ever lay there."""
    return max(placed, key=lambda one: one.own.generation, default=None)
