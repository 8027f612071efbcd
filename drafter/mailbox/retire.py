"""Taking our older versions out of the folder, exactly those and nothing else.

A plain EXPUNGE, or a CLOSE, would also destroy whatever the user has marked deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.mailbox.failures import DroppedError, MailboxError


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.mailbox.commands import Session
    from drafter.mailbox.folders import Folders


def retire(session: Session, uids: Sequence[int], folders: Folders) -> bool:
    """Move them to Trash, else expunge them by UID; False where a server can neither.

    The Drafts folder is the one that is selected.
    """
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
