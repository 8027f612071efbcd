"""`drafter sync`: what the mailbox itself tells, and only when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import JSON, TODAY, option
from drafter.cli.shell import local_today, told


if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@option("--account", metavar="NAME", help="Look there; see: drafter account.")
@option("--yes", is_flag=True, help="Record what was found without asking.")
@TODAY
@JSON
def command(
    *,
    paths: tuple[str, ...],
    account: str | None,
    yes: bool,
    today: date | None,
    as_json: bool,
) -> None:
    """Look in your mailbox for what was sent and answered; record it.

    PATH is an interview file or a folder with some, also below it; the current folder
    if left out. It reads the headers of mails to these people in Sent, and from them in
    INBOX, since the interview. It changes nothing there, and asks before it records.
    """
    with told(as_json=as_json):
        from drafter.cli.syncing import sync

        day = local_today(today)
        sync(paths or (".",), day, account, agreed=yes, as_json=as_json)
