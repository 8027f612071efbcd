r"""What lies where: which folder is for drafts, and what is in it.

The server's own mark decides which folder, in any case of letters (Cyrus says
`\drafts`); only where there is none come the name in config.yaml and the names that
mail programs use, in whatever language. Searching is only how a large folder is
narrowed down: every header is read, and compared by whoever asked.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from drafter.mailbox.failures import DroppedError, MailboxError


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from drafter.address import Address
    from drafter.mailbox.session import Head, Row, Selected, Session

MANY = 1000
"""Up to here the whole folder is read; a header has about 300 bytes."""
_CLOSED = frozenset({"\\noselect", "\\nonexistent"})
_OTHER_USES = frozenset(
    {"\\sent", "\\trash", "\\junk", "\\all", "\\archive", "\\flagged", "\\important"}
)
_LISTED = 12
_AT_ONCE = 100
"""Addresses in one search: servers read long commands, but not for ever."""
_NAMES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("folders.toml").read_text("utf-8")
)
"""What folders are called where a server marks none, the most usual first."""


class Folders(NamedTuple):
    """Names of folders; empty where there is none."""

    drafts: str
    trash: str
    sent: str
    names: tuple[str, ...]
    """All that can be opened."""


def find_folders(
    session: Session, drafts: str = "", sent: str = "", *, is_needed: bool = True
) -> Folders:
    """Find them; `MailboxError` lists what there is if no folder is for drafts.

    `drafts` and `sent` are the user's own words for them, used where the server marks
    none. Not `is_needed`: a mailbox without drafts is none the worse.
    """
    rows = session.list()
    if not _marked(rows, "drafts") and session.can("SPECIAL-USE"):
        special = {row.name: row for row in session.list("RETURN", "(SPECIAL-USE)")}
        rows = tuple(special.get(row.name, row) for row in rows)
    rows = tuple(row for row in rows if not row.attributes & _CLOSED)
    names = tuple(row.name for row in rows)
    if sent and sent not in names:
        fact = f"there is no folder '{sent}' on the server"
        raise _nowhere(fact, "mend `sent:`", names)
    trash, outbox = _find(rows, "trash"), _find(rows, "sent", sent)
    # A draft in a folder for something else would seem to be sent, or thrown away.
    fit = [
        row
        for row in rows
        if not row.attributes & _OTHER_USES
        and row.name not in (trash, outbox)
        and row.name.casefold() != "inbox"
    ]
    found = _find(fit, "drafts", drafts)
    if not found and is_needed:
        raise _without_drafts(drafts, names)
    return Folders(found, trash, outbox, names)


def _find(rows: Sequence[Row], use: str, wanted: str = "") -> str:
    """Ask the server's mark first, then the user's word, or else what is usual."""
    if marked := _marked(rows, use):
        return marked
    if wanted:
        return wanted if wanted in [row.name for row in rows] else ""
    return _usual(rows, use)


def _marked(rows: Sequence[Row], use: str) -> str:
    return next((row.name for row in rows if f"\\{use}" in row.attributes), "")


def _usual(rows: Sequence[Row], use: str) -> str:
    """Find a usual name at the top, or right below INBOX where a server puts all."""
    found: dict[str, str] = {}
    for row in rows:
        plain = normalize("NFC", row.name).casefold()
        parts = plain.split(row.delimiter or "\0")
        if len(parts) == 1 or parts[:-1] == ["inbox"]:
            found.setdefault(parts[-1], row.name)
    return next((found[name] for name in _NAMES[use] if name in found), "")


def _without_drafts(wanted: str, names: Sequence[str]) -> MailboxError:
    remedy = "make one called Drafts in your mail program"
    if wanted in names:
        fact = f"the folder '{wanted}' is for something else than drafts"
    elif wanted:
        fact = f"there is no folder '{wanted}' on the server"
    else:
        fact = "your mailbox has no folder for drafts"
        remedy += ", or name yours with `drafts:` in config.yaml"
    return _nowhere(fact, remedy, names)


def _nowhere(fact: str, remedy: str, names: Sequence[str]) -> MailboxError:
    listed = ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
    there = f"there are: {listed}" if names else "there are none at all"
    return MailboxError(f"{fact} ({remedy}; {there})")


class Room(NamedTuple):
    """The Drafts folder as one connection found it; build it with `enter`."""

    session: Session
    folders: Folders
    selected: Selected

    @property
    def spot(self) -> tuple[str, int]:
        """What a UID is counted in."""
        return self.folders.drafts, self.selected.uidvalidity


def enter(session: Session, folders: Folders) -> Room:
    """Open the Drafts folder."""
    return Room(session, folders, session.select(folders.drafts))


def enter_again(room: Room) -> Room:
    """Open it anew, to be told what is new; `DroppedError` if its UIDs are void."""
    again = enter(room.session, room.folders)
    if again.spot != room.spot:
        fact, remedy = "was made anew meanwhile", "run the same command again"
        raise DroppedError(f"the folder {room.folders.drafts} {fact} ({remedy})")
    return again


def look(
    room: Room, token: str, addresses: Iterable[Address] = (), many: int = MANY
) -> tuple[Head, ...]:
    """List the folder; of a large one what has our token or these recipients."""
    exists = room.selected.exists
    if not exists:
        return ()
    if exists <= many:
        return room.session.all_heads(exists)
    to = [["TO", str(one)] for one in dict.fromkeys(addresses)]
    ours = ["HEADER", "Message-ID", f"{token}."]
    return room.session.heads(room.session.search(_any_of([ours, *to])))


def uids_now(room: Room, token: str) -> dict[str, int]:
    """Give the UIDs of ours by Message-ID, whatever the folder held when selected."""
    heads = look(enter_again(room), token)
    return {str(one.own): one.uid for one in heads if one.own and not one.is_deleted}


def heads_since(
    session: Session, folder: str, field: str, addresses: Iterable[str], day: date
) -> tuple[Head, ...]:
    """Read headers of what is to or from these since a day; opens it to read only."""
    if not session.select(folder, readonly=True).exists:
        return ()
    wanted, uids = list(dict.fromkeys(addresses)), set[int]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = [[field, one] for one in wanted[start : start + _AT_ONCE]]
        uids.update(session.search(["SINCE", day, *_any_of(some)]))
    return session.heads(uids)


def _any_of(criteria: Sequence[Sequence[Any]]) -> list[Any]:
    """Join them (RFC 3501 6.4.4), by halves, so that nothing is nested deep."""
    if len(criteria) == 1:
        return list(criteria[0])
    half = len(criteria) // 2
    return ["OR", _any_of(criteria[:half]), _any_of(criteria[half:])]
