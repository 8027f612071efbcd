"""Which copies are still as we wrote them, and taking exactly those out.

A copy proves itself by its content, which must hash to the digest in its own
Message-ID. A server that re-encodes what it stores breaks that proof, so what it gave
back the first time is remembered; there the words are compared, one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.eml import digest_of, is_unedited, token_of
from drafter.formats.message import read_message, unfit_headers
from drafter.html import words_alone
from drafter.mailbox.failures import DroppedError, MailboxError
from drafter.mailbox.look import enter, find_folders, look


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from drafter.accounts.settings import Settings
    from drafter.address import Address
    from drafter.formats.message import Message
    from drafter.journal.run import Placed, Placements
    from drafter.mailbox.look import Room, Seen
    from drafter.mailbox.session import Session

_AT_ONCE = 50
"""Bodies in one answer; a take-away has its file in it."""


class Copy(NamedTuple):
    """One copy of the draft in the folder, under a Message-ID of ours."""

    uid: int
    generation: int
    digest: str
    """What its Message-ID promises."""
    is_deleted: bool
    is_unedited: bool


class Proven(NamedTuple):
    """One copy, and its content where that had to be read."""

    copy: Copy
    data: bytes
    """Empty where the journal knows the UID: nothing under it ever changes."""


def prove(
    room: Room,
    seen: Iterable[Seen],
    placed: Iterable[Placed],
    staying: Collection[int] = (),
) -> list[Proven]:
    """Judge our copies; `placed` is what the journal knows of them.

    Of those that will stay in any case (`staying`, by UID) the journal's word is
    enough; whatever may have to give way is read.
    """
    known, place = {one.message_id: one for one in placed}, room.spot
    ours = [one for one in seen if one.own]
    unread = [
        one.uid
        for one in ours
        if one.uid not in staying or not _is_known(one, known, place)
    ]
    messages = room.session.messages(unread, _AT_ONCE)
    proven = []
    for one in ours:
        assert one.own
        data = messages.get(one.uid, b"")
        if not data and one.uid in unread:
            continue  # it went away while we looked
        was = known.get(str(one.own))
        same = not data or _is_same(data, was, (*place, one.uid))
        copy = Copy(one.uid, one.own.generation, one.own.digest, one.is_deleted, same)
        proven.append(Proven(copy, data))
    return proven


def _is_known(one: Seen, known: Mapping[str, Placed], place: tuple[str, int]) -> bool:
    """Whether the journal knows this very copy, and it was read back."""
    was = known.get(str(one.own))
    return bool(was and was.digest and _spot(was) == (*place, one.uid))


def _is_same(data: bytes, was: Placed | None, spot: tuple[str, int, int]) -> bool:
    if was and not was.digest and _spot(was) == spot:
        return True  # we put it there, and were ended before we read it back
    try:
        message = read_message(data)
        if unfit_headers(message):
            return False  # nothing of ours has such: a person put it in
        return is_unedited(message) or bool(was and was.digest == digest_of(message))
    except ValueError:
        return False


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
    proven = prove(room, ours, memory.placed([draft]))
    unedited = [one.copy.uid for one in proven if one.copy.is_unedited]
    live = [one for one in proven if not one.copy.is_deleted]
    if not retire(room, unedited):
        return Withdrawn(0, len(live))
    return Withdrawn(len(unedited), sum(not one.copy.is_unedited for one in live))
