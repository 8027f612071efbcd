"""`drafter takeaway`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import INTERVIEW, drafting, mailing
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
@mailing
@drafting
def command(
    *, interview: str, today: date | None, as_json: bool, **wishes: Any
) -> None:
    """Hand over what you promised: one email for each promise not yet kept.

    Writes takeaway-ID.eml with the promised file attached, or its link.
    """
    from drafter.cli.later import run

    day = local_today(today)

    def ask(standing: Interview, journal: Journal, calendar: Calendar) -> Asked:
        from drafter.cli.orders import handed_over

        del calendar
        return handed_over(standing, journal, interview)

    run(interview, day, ask, as_json=as_json, **wishes)
