r"""What lies where: which folder is for drafts, and what is in it.

The server's own mark decides which folder, in any case of letters (Cyrus says
`\drafts`); only where there is none come the name in config.yaml and the names that
mail programs use, in whatever language.

Searching by header is only how a very large folder is narrowed down: what a server
calls a match differs (Gmail knows no part of a Message-ID), so every header is read
here and compared exactly.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from drafter.address import Address
from drafter.formats.eml import parse_message_id
from drafter.formats.message import read_message
from drafter.mailbox.failures import DroppedError, MailboxError


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from drafter.formats.eml import MessageId
    from drafter.formats.message import Message
    from drafter.mailbox.session import Head, Row, Selected, Session

_SPECIAL = ("RETURN", "(SPECIAL-USE)")
MANY = 1000
"""Up to here the whole folder is read; a header has about 300 bytes."""
_FIELDS = "MESSAGE-ID TO SUBJECT"
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
    if not _marked(rows, "\\drafts") and session.can("SPECIAL-USE"):
        special = {row.name: row for row in session.list(*_SPECIAL)}
        rows = tuple(special.get(row.name, row) for row in rows)
    open_rows = [row for row in rows if not row.attributes & _CLOSED]
    names = tuple(row.name for row in open_rows)
    trash = _marked(open_rows, "\\trash") or _usual(open_rows, _NAMES["trash"])
    mine = _chosen(sent, names)
    outbox = _marked(open_rows, "\\sent") or mine or _usual(open_rows, _NAMES["sent"])
    if sent and not mine:
        raise MailboxError(_nowhere("sent", sent, names))
    fit = [row for row in open_rows if not _is_taken(row, trash, outbox)]
    found = _marked(fit, "\\drafts") or _chosen(drafts, [row.name for row in fit])
    if not found and not drafts:
        found = _usual(fit, _NAMES["drafts"])
    if not found and is_needed:
        raise MailboxError(_nowhere("drafts", drafts, names))
    return Folders(found, trash, outbox, names)


def _is_taken(row: Row, trash: str, sent: str) -> bool:
    """Whether a folder is for something else: a draft there would seem to be sent."""
    other = row.attributes & _OTHER_USES or row.name in (trash, sent)
    return bool(other) or row.name.casefold() == "inbox"


def _marked(rows: Iterable[Row], attribute: str) -> str:
    return next((row.name for row in rows if attribute in row.attributes), "")


def _chosen(wanted: str, names: Sequence[str]) -> str:
    """The user's word exactly, else in other letters of the same case-blind name."""
    if wanted in names:
        return wanted
    alike = [name for name in names if name.casefold() == wanted.casefold()]
    return alike[0] if len(alike) == 1 else ""


def _usual(rows: Iterable[Row], known: Sequence[str]) -> str:
    """Find a usual name at the top, or right below INBOX where a server puts all."""
    found: dict[str, str] = {}
    for row in rows:
        plain = normalize("NFC", row.name).casefold()
        parts = plain.split(row.delimiter or "\0")
        if len(parts) == 1 or parts[:-1] == ["inbox"]:
            found.setdefault(parts[-1], row.name)
    return next((found[name] for name in known if name in found), "")


def _nowhere(use: str, wanted: str, names: Sequence[str]) -> str:
    listed = ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
    there = f"there are: {listed}" if names else "there are none at all"
    way_out = "make one called Drafts in your mail program"
    if use == "sent":
        fact, way_out = f"there is no folder '{wanted}' on the server", "mend `sent:`"
    elif wanted in names:
        fact = f"the folder '{wanted}' is for something else than drafts"
    elif wanted:
        fact = f"there is no folder '{wanted}' on the server"
    else:
        fact = "your mailbox has no folder for drafts"
        way_out += ", or name yours with `drafts:` in config.yaml"
    return f"{fact} ({way_out}; {there})"


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


class Seen(NamedTuple):
    """One message of the folder, by its header."""

    uid: int
    own: MessageId | None
    """None if drafter did not make this Message-ID."""
    is_deleted: bool
    """Marked so, and not yet expunged."""
    to: str
    """`Address.key` of the only recipient; empty if there is not exactly one."""
    subject: str
    size: int = 0


def look(
    room: Room, token: str, addresses: Iterable[Address] = (), many: int = MANY
) -> tuple[Seen, ...]:
    """List the folder; of a large one what has our token or these recipients."""
    exists = room.selected.exists
    if not exists:
        return ()
    if exists <= many:
        return _all_seen(room.session.all_heads(exists, _FIELDS))
    uids = room.session.search(narrowed(token, addresses))
    return _all_seen(room.session.heads(uids, _FIELDS))


def uids_now(room: Room, token: str) -> dict[str, int]:
    """Give the UIDs of ours by Message-ID, whatever the folder held when selected."""
    seen = look(enter_again(room), token)
    return {str(one.own): one.uid for one in seen if one.own and not one.is_deleted}


def _all_seen(heads: Mapping[int, Head]) -> tuple[Seen, ...]:
    return tuple(_seen(uid, head) for uid, head in sorted(heads.items()))


def sent_since(
    session: Session, folder: str, addresses: Iterable[Address], day: date
) -> tuple[Seen, ...]:
    """List what a folder has to these people since a day."""
    to = [str(one) for one in addresses]
    return _all_seen(heads_since(session, folder, "TO", to, day, _FIELDS))


def heads_since(
    session: Session,
    folder: str,
    field: str,
    addresses: Iterable[str],
    day: date,
    fields: str,
) -> dict[int, Head]:
    """Read headers of what is to or from these since a day; opens it to read only."""
    if not session.select(folder, readonly=True).exists:
        return {}
    wanted, uids = list(dict.fromkeys(addresses)), set[int]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = [[field, one] for one in wanted[start : start + _AT_ONCE]]
        uids.update(session.search(["SINCE", day, *any_of(some)]))
    return session.heads(uids, fields)


def narrowed(token: str, addresses: Iterable[Address] = ()) -> list[Any]:
    """Search for ours, or for what is to one of them."""
    to = [["TO", str(one)] for one in dict.fromkeys(addresses)]
    return any_of([["HEADER", "Message-ID", f"{token}."], *to])


def _seen(uid: int, head: Head) -> Seen:
    is_deleted = "\\deleted" in head.flags
    try:
        message = read_message(head.data)
    except ValueError:
        return Seen(uid, None, is_deleted, "", "", head.size)
    own, to = parse_message_id(message.message_id), message.only("To")
    subject = message.subject.casefold()
    return Seen(uid, own, is_deleted, to.key if to else "", subject, head.size)


def any_of(criteria: Sequence[Sequence[Any]]) -> list[Any]:
    """Join them (RFC 3501 6.4.4), by halves, so that nothing is nested deep."""
    if len(criteria) == 1:
        return list(criteria[0])
    half = len(criteria) // 2
    return ["OR", any_of(criteria[:half]), any_of(criteria[half:])]


def readers_in(message: Message) -> tuple[str, ...]:
    """Give the keys of everyone in To, Cc and Bcc, in this order."""
    fields = (message.mailboxes(name).all for name in ("To", "Cc", "Bcc"))
    return tuple(key_of(box.address) for boxes in fields for box in boxes)


def key_of(text: str) -> str:
    """Give what two spellings of an address share; what is none stands for itself."""
    try:
        return Address.parse(text).key
    except ValueError:
        return text.casefold()
