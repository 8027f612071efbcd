"""Taking back a draft that will not be sent: our own copies of it, no edited one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.identity import token_of
from drafter.mailbox.folders import find_folders
from drafter.mailbox.look import look
from drafter.mailbox.prove import prove
from drafter.mailbox.retire import retire


if TYPE_CHECKING:
    from drafter.address import Address
    from drafter.journal.placements import Placements
    from drafter.mailbox.commands import Session


class Withdrawn(NamedTuple):
    """What became of the copies that lay there."""

    removed: int
    left: int
    """Edited by a person, or on a server that can remove nothing safely."""


def withdraw(
    session: Session, memory: Placements, draft: str, sender: Address, drafts: str = ""
) -> Withdrawn:
    """Remove the unedited copies of one draft, known by its ID; `drafts` as typed."""
    folders = find_folders(session, drafts)
    selected = session.select(folders.drafts)
    token = token_of(sender)
    seen = look(session, selected, token, ())
    ours = [s for s in seen if s.own and (s.own.token, s.own.id) == (token, draft)]
    known = {p.message_id: p for p in memory.placed([draft])}
    proven = prove(session, ours, known, (folders.drafts, selected.uidvalidity))
    unedited = [one.copy.uid for one in proven if one.copy.is_unedited]
    live = [one for one in proven if not one.copy.is_deleted]
    if not retire(session, unedited, folders):
        return Withdrawn(0, len(live))
    return Withdrawn(len(unedited), sum(not one.copy.is_unedited for one in live))
