"""What the journal is to remember of a run: each draft, its words and its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.delivery.deliver import State
from drafter.formats.message import read_message
from drafter.guard import sketch
from drafter.journal.journal import Entry


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.compose import Composed
    from drafter.delivery.deliver import Receipt


def entries(receipts: Sequence[Receipt], composed: Sequence[Composed]) -> list[Entry]:
    """What to remember: drafts of ours that stand there now, not the edited ones."""
    made = {id(one.draft): one for one in composed}
    found = []
    for receipt in receipts:
        draft = receipt.artefact.cleared.draft
        if receipt.state in (State.KEPT, State.GONE):
            continue
        is_email = draft.kind.is_email
        message = read_message(receipt.artefact.data) if is_email else None
        found.append(
            Entry(
                person=draft.interviewer.id if draft.interviewer else "",
                kind=draft.kind,
                place=_place(receipt),
                message_id=message.message_id if message else "",
                choices=made[id(draft)].choices,
                sketch=sketch(draft),
                number=made[id(draft)].order.number,
            )
        )
    return found


def _place(receipt: Receipt) -> str:
    """Where it is, however the folder was named; one of an account stays as it is."""
    path = Path(receipt.where)
    is_file = path.name == receipt.artefact.name
    return str(path.absolute()) if is_file else receipt.where
