"""The user's own mail account: its secret, signing in, and emails into its Drafts.

A password is never an option: the command line of a program is there for every user of
the machine to read. It comes from the environment, a terminal or a pipe.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from drafter.accounts.secrets import Credentials, Secret
from drafter.accounts.settings import Settings, choose, settings_of
from drafter.cli.screen import warn
from drafter.words import safe


if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from drafter.address import Address
    from drafter.cli.home import Home
    from drafter.delivery.deliver import Artefact, Folder, Receipt
    from drafter.journal import Journal
    from drafter.mailbox.saving import DraftsFolder
    from drafter.mailbox.session import Session
    from drafter.reading.config import Account, Config

PATIENCE = 120.0
"""Seconds to wait for another run; a slow server takes a second a draft."""
_LONGEST_LINE = 64 * 1024
_FEW = 3


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return bool(sys.stdin and sys.stdin.isatty())


def ask_hidden(question: str) -> str:
    """Ask without showing what is typed."""
    answer: str = click.prompt(
        safe(question), hide_input=True, default="", show_default=False, err=True
    )
    return answer


def piped_line() -> str:
    """Read one line of standard input, without its end."""
    line = sys.stdin.buffer.readline(_LONGEST_LINE) if sys.stdin else b""
    text = line.decode("utf-8", "surrogateescape")
    return text.removesuffix("\n").removesuffix("\r")


def filled_in(account: Account, home: Home, place: str = "") -> Settings:
    """Fill in the account; a token in the environment need not be configured.

    `place` is told of what is wrong, where that is not config.yaml.
    """
    has_token = bool(os.environ.get("DRAFTER_TOKEN"))
    return settings_of(account, place or str(home.config), has_token=has_token)


def settings_for(
    home: Home, config: Config, sender: Address | None, name: str | None
) -> Settings:
    """Choose the account, by its name or by your address; `InputError` says why not."""
    return filled_in(choose(config.accounts, sender, name, str(home.config)), home)


def account_key(settings: Settings) -> str:
    """How the journal knows an account, whatever it is called in config.yaml."""
    return f"{settings.users[0]} {settings.host}"


def credentials_for(settings: Settings, given: Secret | None = None) -> Credentials:
    """Get the secret from wherever the account says; a person is asked last."""
    ask = ask_hidden if on_terminal() else None
    return Credentials(settings, os.environ, ask, given)


def sign_in(
    settings: Settings, credentials: Credentials | None = None
) -> AbstractContextManager[Session]:
    """Sign in to the account, once."""
    from drafter.mailbox.connection import signed_in

    return signed_in(settings, credentials or credentials_for(settings), tell=warn)


def saved(
    artefacts: Sequence[Artefact],
    files: Folder,
    settings: Settings,
    journal: Journal,
) -> tuple[tuple[Receipt, ...], tuple[str, ...]]:
    """Put emails into the account's Drafts folder and all else into files.

    What the account does not take is written as a file, so that a person in a hurry has
    it; why it did not, is said.
    """
    from drafter.delivery.deliver import State, deliver
    from drafter.delivery.files import locked
    from drafter.mailbox.failures import NotSavedError

    emails = [a for a in artefacts if a.cleared.draft.is_mail]
    rest = [a for a in artefacts if not a.cleared.draft.is_mail]
    receipts = list(deliver(rest, files))
    written = [r.artefact.name for r in receipts if r.state is State.WRITTEN]
    failure: tuple[str, ...] = ()
    folder = _drafts_folder(settings, files, journal)
    # One run at a time: two would both find nothing, and both append.
    with locked(journal.path.parent, PATIENCE, _waiting):
        try:
            receipts += deliver(emails, folder)
        except KeyboardInterrupt:
            if written:
                warn(f"{files.path}: written: {', '.join(written)}")
            raise
        except NotSavedError as error:
            receipts += [*error.receipts, *deliver(error.unsaved, files)]
            failure = error.lines
    by_name = {receipt.artefact.name: receipt for receipt in receipts}
    return tuple(by_name[artefact.name] for artefact in artefacts), failure


def _drafts_folder(settings: Settings, files: Folder, journal: Journal) -> DraftsFolder:
    from drafter.delivery.files import free_backup, write_whole
    from drafter.mailbox.saving import DraftsFolder

    def rescued(name: str, data: bytes) -> Path:
        backup = free_backup(files.path / name)
        write_whole(backup, data, overwrite=False)
        return backup

    credentials = credentials_for(settings)
    return DraftsFolder(
        settings,
        lambda: sign_in(settings, credentials),
        journal.account(account_key(settings)),
        now=datetime.now().astimezone(),
        rescue=rescued,
        replace=files.replace,
        frozen=files.frozen,
        tell=lambda line: warn(line, fg="yellow"),
        progress=_progress,
    )


def _waiting() -> None:
    warn("Another drafter is at work on your mail; waiting for it to end.")


def _progress(done: int, of: int) -> None:
    """Count on a terminal, from the fourth draft on; the line is wiped at the end."""
    if of <= _FEW or not sys.stderr.isatty():
        return
    line = f"Saving draft {done} of {of} ..." if done < of else ""
    sys.stderr.write(f"\r{line:<40}\r" if not line else f"\r{line}")
    sys.stderr.flush()
