"""`drafter checkin`."""

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
    "--by",
    type=click.Choice(["email", "phone"]),
    help="The channel; else what the contact prefers, else email.",
)
@mailing
@drafting
def command(
    *, interview: str, by: str | None, today: date | None, as_json: bool, **wishes: Any
) -> None:
    """One short check-in, to one person, by email or phone, and only once it is due.

    Writes check-in-ID.eml, or check-in-ID.txt: a phone script with the voicemail.
    Before the day it says from when on, and how that was counted.
    """
    from drafter.cli.later import run

    day = local_today(today)

    def ask(standing: Interview, journal: Journal, calendar: Calendar) -> Asked:
        from drafter.cli.orders import checked_in

        return checked_in(standing, journal, day, calendar, interview, by)

    run(interview, day, ask, as_json=as_json, **wishes)
