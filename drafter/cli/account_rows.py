"""What there is to tell of an account: as config.yaml has it, and as its server has it.

The first needs neither the net nor the keyring; only `look` signs in.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.cli.shell import say


if TYPE_CHECKING:
    from drafter.accounts.secrets import Credentials
    from drafter.accounts.settings import Settings
    from drafter.cli.shell import Home
    from drafter.reading.config import Account


class Seen(NamedTuple):
    """What signing in to an account showed."""

    user: str
    tls: str
    drafts: str
    trash: str
    messages: int
    uidplus: bool


def look(settings: Settings, credentials: Credentials) -> Seen:
    """Sign in, find the folders, open Drafts for reading; nothing is changed."""
    from drafter.mailbox.look import find_folders
    from drafter.mailbox.session import signed_in

    with signed_in(settings, credentials) as session:
        found = find_folders(session, drafts=settings.drafts)
        inside = session.select(found.drafts, readonly=True).exists
        uidplus = session.can("UIDPLUS")
        tls = session.tls_version
        return Seen(session.user, tls, found.drafts, found.trash, inside, uidplus)


def say_seen(seen: Seen, settings: Settings, source: str) -> None:
    """Tell it to a person."""
    where = f"{settings.host}:{settings.port}"
    say(f"  signed in to {where} as {seen.user}, {seen.tls or 'not encrypted'}")
    say(f"  with the secret from {source}")
    many = "1 message" if seen.messages == 1 else f"{seen.messages} messages"
    say(f"  drafts go to: {seen.drafts} ({many})")
    if not seen.trash:
        say("  no Trash folder: an older version of a draft cannot be moved there")


def seen_row(seen: Seen) -> dict[str, Any]:
    """Say it for a program."""
    return {
        "user": seen.user,
        "tls_version": seen.tls or None,
        "drafts": seen.drafts,
        "trash": seen.trash or None,
        "messages": seen.messages,
        "uidplus": seen.uidplus,
    }


def row_of(account: Account, home: Home) -> dict[str, Any]:
    """What config.yaml says of an account; needs no network and no keyring."""
    from drafter.accounts.secrets import where_from
    from drafter.cli.secrets import settings_for
    from drafter.errors import InputError

    row: dict[str, Any] = {"name": account.name, "address": str(account.address)}
    try:
        settings = settings_for(account, str(home.config))
    except InputError as error:
        return row | {"problems": list(error.lines)}
    return row | {
        "host": settings.host,
        "port": settings.port,
        "tls": settings.tls,
        "auth": settings.auth,
        "secret": where_from(settings, os.environ),
        "problems": [],
    }


def print_accounts(rows: list[dict[str, Any]]) -> None:
    """Print one JSON object."""
    from drafter.cli.report import print_json

    print_json({"accounts": rows})
