"""The Drafts folder as a destination: look, decide, append, read back, and retire.

Nothing is removed before all that is new is stored and read back, so a run that ends
anywhere leaves at worst two copies of ours, never none; the next run merges them. A
connection that breaks is tried once more: an APPEND whose answer was not heard is
looked up, never repeated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.delivery.deliver import Receipt, State
from drafter.errors import NotDeliveredError
from drafter.mailbox.failures import DroppedError, MailboxError, StalledError
from drafter.mailbox.saving import Saving


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from drafter.accounts.settings import Settings
    from drafter.delivery.deliver import Artefact
    from drafter.journal.placements import Placements
    from drafter.mailbox.commands import Session


class NotSavedError(MailboxError):
    """Some drafts are not in the folder; `receipts` are about all the others."""

    def __init__(
        self,
        lines: Sequence[str],
        receipts: Sequence[Receipt],
        unsaved: Sequence[Artefact],
    ) -> None:
        super().__init__(*lines)
        self.receipts = tuple(receipts)
        self.unsaved = tuple(unsaved)


def _ignore(*_: object) -> None:
    pass


class DraftsFolder(NamedTuple):
    """One account's Drafts folder."""

    settings: Settings
    sign_in: Callable[[], AbstractContextManager[Session]]
    memory: Placements
    now: datetime
    """The Date of new drafts."""
    rescue: Callable[[str, bytes], Path]
    """Keeps what the user edited, before it gives way; tells where."""
    replace: bool = False
    """Also what the user edited or deleted."""
    frozen: frozenset[str] = frozenset()
    """Names of drafts that were logged as sent."""
    tell: Callable[[str], object] = _ignore
    """Says at once what the person should know before it happens."""
    progress: Callable[[int, int], object] = _ignore
    """Called with how many of how many are stored."""

    def put(self, artefacts: Sequence[Artefact]) -> tuple[Receipt, ...]:
        """Bring the folder up to date; `NotSavedError` says what could not be."""
        sent = [a for a in artefacts if a.name in self.frozen]
        saving = Saving(self, [a for a in artefacts if a.name not in self.frozen])
        failure = self._try(saving)
        recalled = saving.recall() if failure else 0
        receipts = {id(r.artefact): r for r in saving.receipts()}
        receipts |= {id(a): Receipt(a, "", State.KEPT) for a in sent}
        unsaved = [a for a in artefacts if id(a) not in receipts]
        done = tuple(receipts[id(a)] for a in artefacts if id(a) in receipts)
        reasons = list(dict.fromkeys(saving.refusals.values()))
        if failure:
            remedy = "read it before you send, or run again"
            reasons += [
                f"{name}: saved, but it could not be read back: {remedy}"
                for name in sorted(saving.unread)
            ]
        if unsaved or recalled or saving.unread:
            lines = failure.lines if failure else ()
            raise NotSavedError([*reasons, *lines], done, unsaved)
        if failure:
            remedy = "the next run with --imap removes them"
            older = f". Older versions may still lie there: {remedy}."
            self.tell(f"{failure}{older if saving.leaves_older else ''}")
        return done

    def _try(self, saving: Saving) -> NotDeliveredError | None:
        """Twice at most, and once where waiting again would not help."""
        if saving.is_empty:
            return None
        failure: NotDeliveredError | None = None
        for _ in range(2):
            try:
                with self.sign_in() as session:
                    saving.run(session)
            except DroppedError as error:
                failure = error
                if isinstance(error, StalledError):
                    break
            except NotDeliveredError as error:  # of the keyring, or of a program, too
                return error
            else:
                return None
        return failure
