"""What drafter put into the folders of one account.

A copy known by its UID needs no reading again, because what lies under a UID never
changes; and a copy that is remembered and no longer there was sent, moved or deleted by
its owner. If all this is lost, the copies prove themselves.
Every change is a transaction of its own, on the disk before the next command goes to
the server: a run may end anywhere.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.eml import parse_message_id


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from sqlite3 import Connection

    from drafter.formats.eml import MessageId

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
    asking: Callable[[], AbstractContextManager[Connection]]
    changing: Callable[[], AbstractContextManager[Connection]]
    """Likewise, in a transaction."""

    def placed(self, drafts: Iterable[str]) -> tuple[Placed, ...]:
        """Every copy ever placed of these drafts."""
        among = " AND draft IN (SELECT value FROM json_each(?))"
        return self._read(among, json.dumps(sorted(drafts)))

    def everything(self) -> tuple[Placed, ...]:
        """Every copy ever placed in this account."""
        return self._read("")

    def _read(self, among: str, *values: str) -> tuple[Placed, ...]:
        question = f"SELECT {_COLUMNS} FROM placed WHERE account = ?{among}"  # noqa: S608
        with self.asking() as connection:
            rows = connection.execute(question, (self.account, *values))
            return tuple(Placed(*row) for row in rows)

    def forget(self, draft: str) -> None:
        """Forget every copy of a draft, so that it may be made again."""
        command = "DELETE FROM placed WHERE account = ? AND draft = ?"
        with self.changing() as connection:
            connection.execute(command, (self.account, draft))

    def place(self, placed: Iterable[Placed]) -> None:
        """Remember copies, each instead of what was known of its Message-ID."""
        command = (
            f"INSERT OR REPLACE INTO placed (account, {_COLUMNS})"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        rows = [(self.account, *one) for one in placed]
        with self.changing() as connection:
            connection.executemany(command, rows)

    def forget_copies(self, message_ids: Iterable[str]) -> None:
        """Forget copies that drafter itself took back: nobody sent or deleted them."""
        command = "DELETE FROM placed WHERE account = ? AND message_id = ?"
        rows = [(self.account, one) for one in message_ids]
        with self.changing() as connection:
            connection.executemany(command, rows)


def newest(placed: Iterable[Placed]) -> Placed | None:
    """Give the newest generation of a draft that ever lay there."""
    return max(placed, key=lambda one: one.own.generation, default=None)
