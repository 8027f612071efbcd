"""Emails into an account's Drafts folder, all else into files; see `mailbox`.

What the account does not take is written as a file, so that a person in a hurry has it,
and the command ends with exit 6: nobody should think it lies in the Drafts folder.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli.asking import Delivered
from drafter.cli.secrets import credentials_for
from drafter.cli.shell import warn
from drafter.delivery.deliver import State, deliver
from drafter.delivery.files import free_backup, locked, write_whole
from drafter.mailbox.saving import DraftsFolder, NotSavedError
from drafter.mailbox.session import signed_in


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.accounts.settings import Settings
    from drafter.delivery.deliver import Artefact, Folder, Receipt
    from drafter.journal.history import KnownDraft
    from drafter.journal.journal import Journal

PATIENCE = 120.0
"""Seconds to wait for another run; a slow server takes a second a draft."""
_FEW = 3


def saved(
    artefacts: Sequence[Artefact],
    files: Folder,
    settings: Settings,
    journal: Journal,
    known: Sequence[KnownDraft],
) -> Delivered:
    """Deliver everything; what could not be saved is in the files' folder.

    `known`: what was drafted of this interview before, wherever it was put.
    """
    emails = [a for a in artefacts if a.cleared.draft.kind.is_email]
    rest = [a for a in artefacts if not a.cleared.draft.kind.is_email]
    receipts = list(deliver(rest, files))
    failure: tuple[str, ...] = ()
    credentials = credentials_for(settings)
    folder = DraftsFolder(
        settings,
        lambda: signed_in(settings, credentials),
        journal.account(account_key(settings)),
        now=datetime.now().astimezone(),
        rescue=lambda name, data: _rescued(files.path / name, data),
        replace=files.replace,
        frozen=files.frozen,
        tell=lambda line: warn(line, fg="yellow"),
        progress=_progress,
    )
    # One run at a time: two would both find nothing, and both append.
    with locked(journal.folder, PATIENCE, _waiting):
        try:
            receipts += deliver(emails, folder)
        except NotSavedError as error:
            receipts += [*error.receipts, *deliver(error.unsaved, files)]
            failure = error.lines
    order = {id(artefact): n for n, artefact in enumerate(artefacts)}
    receipts.sort(key=lambda receipt: order[id(receipt.artefact)])
    _warn_of_twins(receipts, files.path)
    if not files.replace:
        _warn_of_earlier(receipts, known, files.path)
    return Delivered(tuple(receipts), settings.name, failure)


def account_key(settings: Settings) -> str:
    """How the journal knows an account, whatever it is called in config.yaml."""
    return f"{settings.users[0]} {settings.host}"


def _rescued(path: Path, data: bytes) -> Path:
    backup = free_backup(path)
    write_whole(backup, data, overwrite=False)
    return backup


def _warn_of_twins(receipts: Sequence[Receipt], folder: Path) -> None:
    """A letter that lies in two places is soon sent twice."""
    twins = [
        r.artefact.name
        for r in receipts
        if r.where
        and r.state is not State.GONE
        and r.where != str(folder / r.artefact.name)
        and (folder / r.artefact.name).is_file()
    ]
    if twins:
        names = ", ".join(twins)
        warn(f"{folder}: {names}: the same letter lies there too; send only one")


def _warn_of_earlier(
    receipts: Sequence[Receipt], known: Sequence[KnownDraft], folder: Path
) -> None:
    """A letter that is new here, and was put somewhere before, may have been sent."""
    before = {draft.name: draft for draft in known}
    for receipt in receipts:
        draft = before.get(receipt.artefact.name)
        if draft is None or receipt.state is not State.SAVED:
            continue
        name = draft.name.removesuffix(".eml")
        if draft.is_in_account:
            doubt = "it may have been sent: look before you send"
            warn(f"{name}: it was put into {draft.place} before; {doubt}")
        elif Path(draft.place).parent != folder.absolute():
            warn(f"{name}: it also lies in {draft.place}; send only one")


def _waiting() -> None:
    warn("Another drafter is at work on your mail; waiting for it to end.")


def _progress(done: int, of: int) -> None:
    """Count on a terminal, from the fourth draft on; the line is wiped at the end."""
    if of <= _FEW or not sys.stderr.isatty():
        return
    line = f"Saving draft {done} of {of} ..." if done < of else ""
    sys.stderr.write(f"\r{line:<40}\r" if not line else f"\r{line}")
    sys.stderr.flush()
