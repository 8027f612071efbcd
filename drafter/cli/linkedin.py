"""`drafter linkedin`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import INTERVIEW, drafting
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
@drafting
def command(
    *, interview: str, today: date | None, as_json: bool, **wishes: Any
) -> None:
    """One LinkedIn connection note for each interviewer.

    Leave out who would rather not: `linkedin_ok: no`.

    Writes linkedin-ID.txt, within LinkedIn's 200 characters (300 with premium). Send
    them once the thank-you is sent, a day after the interview at the earliest.
    """
    from drafter.cli.later import run

    day = local_today(today)

    def ask(standing: Interview, journal: Journal, calendar: Calendar) -> Asked:
        from drafter.cli.orders import connections

        return connections(standing, journal, day, calendar, interview)

    run(interview, day, ask, as_json=as_json, **wishes)
