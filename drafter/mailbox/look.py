"""What lies in the Drafts folder: our copies, and the user's own drafts beside them.

Searching by header is only how a very large folder is narrowed down: what a server
calls a match differs (Gmail knows no part of a Message-ID), so every header is read
here and compared exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.address import Address
from drafter.formats.identity import parse_message_id
from drafter.formats.message import read_message
from drafter.mailbox.criteria import any_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from drafter.formats.identity import MessageId
    from drafter.mailbox.answers import Head, Selected
    from drafter.mailbox.commands import Session

MANY = 1000
"""Up to here the whole folder is read; a header has about 300 bytes."""
_FIELDS = "MESSAGE-ID TO SUBJECT"


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


def look(
    session: Session,
    folder: Selected,
    token: str,
    addresses: Iterable[Address],
    many: int = MANY,
) -> tuple[Seen, ...]:
    """List the folder; of a large one what has our token or these recipients."""
    if not folder.exists:
        return ()
    if folder.exists <= many:
        return _all_seen(session.all_heads(folder.exists, _FIELDS))
    return _seen_by_uid(session, _either(token, addresses))


def look_anew(
    session: Session, folder: Selected, token: str, many: int = MANY
) -> tuple[Seen, ...]:
    """List the folder as it is now, whatever it held when it was selected."""
    criteria = ["ALL"] if folder.exists <= many else _either(token, ())
    return _seen_by_uid(session, criteria)


def _seen_by_uid(session: Session, criteria: list[Any]) -> tuple[Seen, ...]:
    return _all_seen(session.heads(session.search(criteria), _FIELDS))


def _all_seen(heads: Mapping[int, Head]) -> tuple[Seen, ...]:
    return tuple(_seen(uid, head) for uid, head in sorted(heads.items()))


def _either(token: str, addresses: Iterable[Address]) -> list[Any]:
    """Ours, or to one of them."""
    ours = ["HEADER", "Message-ID", f"{token}."]
    return any_of([ours, *(["TO", str(one)] for one in dict.fromkeys(addresses))])


def _seen(uid: int, head: Head) -> Seen:
    is_deleted = "\\deleted" in head.flags
    try:
        message = read_message(head.data)
    except ValueError:
        return Seen(uid, None, is_deleted, "", "")
    own = parse_message_id(message.message_id)
    subject = message.subject.casefold()
    return Seen(uid, own, is_deleted, _only(message.tos), subject)


def _only(mailboxes: Sequence[Any]) -> str:
    try:
        (mailbox,) = mailboxes
        return Address.parse(mailbox.address).key
    except ValueError:
        return ""
