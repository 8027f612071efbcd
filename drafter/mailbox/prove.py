"""Which copies are still as we wrote them, and taking exactly those out.

A copy proves itself by its content, which must hash to the digest in its own
Message-ID. A server that re-encodes what it stores breaks that proof, so what it gave
back the first time is remembered; there the words are compared, one by one.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.eml import digest_of, is_unedited, token_of
from drafter.formats.message import read_message, unfit_headers
from drafter.html import words_alone
from drafter.mailbox.failures import DroppedError, MailboxError
from drafter.mailbox.look import enter, find_folders, look


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from drafter.accounts.settings import Settings
    from drafter.address import Address
    from drafter.formats.eml import MessageId
    from drafter.formats.message import Message
    from drafter.journal.placements import Placed, Placements
    from drafter.mailbox.look import Room, Seen
    from drafter.mailbox.session import Session


class Copy(NamedTuple):
    """One copy of a draft in the folder, under a Message-ID of ours."""

    uid: int
    generation: int
    digest: str
    """What its Message-ID promises."""
    is_deleted: bool
    is_unedited: bool = True
    draft: str = ""
    """`MessageId.id`."""
    found: str = ""
    """The digest of what lies there; empty where the journal knows the UID: nothing
    under it ever changes."""
    data: bytes = b""
    """What lies there, where it does not prove itself."""


def prove(
    room: Room,
    seen: Iterable[Seen],
    placed: Iterable[Placed],
    staying: Collection[int] = (),
) -> list[Copy]:
    """Judge our copies; `placed` is what the journal knows of them.

    Of those that will stay in any case (`staying`, by UID) the journal's word is
    enough; whatever may have to give way is read.
    """
    known = {one.message_id: one for one in placed}
    copies, unread = [], {}
    for one in seen:
        assert one.own
        was = known.get(str(one.own))
        is_ours = bool(was and _spot(was) == (*room.spot, one.uid))
        if is_ours and was and was.digest and one.uid in staying:
            copies.append(_copy(one, one.own))
        else:
            # Not read back: we put it there, and were ended before we could.
            digest = was.digest if was else ""
            unread[one.uid] = one, one.own, digest, is_ours and not digest
    sizes = {uid: one.size for uid, (one, *_) in unread.items()}
    for uid, data in room.session.messages(sizes):
        copies.append(_judged(data, *unread[uid]))
    return copies


def _copy(one: Seen, own: MessageId) -> Copy:
    return Copy(one.uid, own.generation, own.digest, one.is_deleted, draft=own.id)


def _judged(
    data: bytes,
    one: Seen,
    own: MessageId,
    digest: str,
    is_ours: bool,  # noqa: FBT001
) -> Copy:
    """Judge by its content, or by what the server made of it when we read it back."""
    found, is_proven = "", False
    with suppress(ValueError):
        message = read_message(data)
        found = digest_of(message)
        # Nothing of ours has unfit headers: a person put them in.
        if not unfit_headers(message):
            is_proven = is_unedited(message)
            is_ours = is_ours or found == digest
    kept = b"" if is_proven else data
    copy = _copy(one, own)._replace(is_unedited=is_proven or is_ours)
    return copy._replace(found=found, data=kept)


def _spot(was: Placed) -> tuple[str, int, int]:
    # Without a UIDVALIDITY a UID proves nothing.
    return was.folder, was.uidvalidity or -1, was.uid


def differences(sent: Message, found: Message) -> list[str]:
    """Say where what a server stored is another letter than the one it was given."""
    # A server that makes the text part anew may write out where links lead.
    links = tuple(filter(None, (*sent.page.links, *found.page.links)))
    pairs = {
        "From": (_addresses(sent, "From"), _addresses(found, "From")),
        "recipient": (_addresses(sent, "To"), _addresses(found, "To")),
        "subject": (sent.subject, found.subject),
        "text": (words_alone(sent.text, links), words_alone(found.text, links)),
        "file": (
            [(a.name, a.data) for a in sent.attachments],
            [(a.name, a.data) for a in found.attachments],
        ),
    }
    if sent.html and found.html:
        pages = (sent.page.text, found.page.text)
        pairs["HTML"] = (words_alone(pages[0], links), words_alone(pages[1], links))
    facts = [
        f"its {what} differs" for what, (one, other) in pairs.items() if one != other
    ]
    return [*unfit_headers(found), *facts]


def _addresses(message: Message, name: str) -> list[str]:
    return [mailbox.address.casefold() for mailbox in message.mailboxes(name).all]


def retire(room: Room, uids: Sequence[int]) -> bool:
    """Move them to Trash, else expunge them by UID; False where a server can neither.

    A plain EXPUNGE, or a CLOSE, would also destroy whatever the user has marked
    deleted.
    """
    session, folders = room.session, room.folders
    if not uids:
        return True
    if folders.trash not in ("", folders.drafts) and session.can("MOVE"):
        try:
            session.move(uids, folders.trash)
        except DroppedError:
            raise
        except MailboxError:
            pass  # a Trash that takes nothing: it is full, or may only be read
        else:
            return True
    if session.can("UIDPLUS"):
        session.mark_deleted(uids)
        session.uid_expunge(uids)
        return True
    return False


class Withdrawn(NamedTuple):
    """What became of the copies that lay there."""

    removed: int
    left: int
    """Edited by a person, or on a server that can remove nothing safely."""


def withdraw(
    session: Session,
    memory: Placements,
    draft: str,
    sender: Address,
    settings: Settings,
) -> Withdrawn:
    """Remove the unedited copies of one draft, known by its ID."""
    folders = find_folders(session, settings.drafts, settings.sent)
    room, token = enter(session, folders), token_of(sender)
    seen = look(room, token)
    ours = [s for s in seen if s.own and (s.own.token, s.own.id) == (token, draft)]
    copies = prove(room, ours, memory.placed([draft]))
    unedited = [one.uid for one in copies if one.is_unedited]
    live = [one for one in copies if not one.is_deleted]
    if not retire(room, unedited):
        return Withdrawn(0, len(live))
    return Withdrawn(len(unedited), sum(not one.is_unedited for one in live))
