"""`drafter reply`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import INTERVIEW, drafting, mailing, option
from drafter.cli.shell import local_today


if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from drafter.calendar import Calendar
    from drafter.cli.asking import Asked
    from drafter.interview import Interview
    from drafter.journal.journal import Journal


@click.command()
@INTERVIEW
@option(
    "--to",
    required=True,
    type=click.Choice(["new_date", "rejection", "offer", "withdraw"]),
    help="What you answer.",
)
@mailing
@drafting
def command(
    *, interview: str, to: str, today: date | None, as_json: bool, **wishes: Any
) -> None:
    """The short answer to one person: to a new date, a no, an offer, or to withdraw.

    Writes reply-ID.eml.
    """
    from drafter.cli.later import run

    day = local_today(today)

    def ask(standing: Interview, journal: Journal, calendar: Calendar) -> Asked:
        from drafter.cli.orders import answered

        del calendar
        return answered(standing, journal, interview, to)

    run(interview, day, ask, as_json=as_json, **wishes)
