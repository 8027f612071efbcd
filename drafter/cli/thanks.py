"""`drafter thanks`: the main job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import INTERVIEW, drafting
from drafter.cli.shell import local_today, say, told


if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from drafter.interview import Interview
    from drafter.journal.journal import Journal


@click.command()
@INTERVIEW
@drafting
def command(
    *, interview: str, today: date | None, as_json: bool, **wishes: Any
) -> None:
    """One personal thank-you email and one card for each interviewer.

    Writes thank-you-ID.eml and card-ID.txt to drafts/EMPLOYER-DATE beside the interview
    file. Nothing is sent: read them, change them, send them yourself.
    """
    with told(as_json=as_json):
        from drafter.cli import report
        from drafter.cli.drafting import Asked, Wishes, draft_all, everyone
        from drafter.draft import Kind

        def all_of_them(interview: Interview, _: Journal) -> Asked:
            return Asked(interview, everyone(interview, (Kind.THANK_YOU, Kind.CARD)))

        asked = Wishes(interview=interview, today=local_today(today), **wishes)
        echo = (lambda _: None) if as_json else say
        outcome = draft_all(asked, all_of_them, echo)
        (report.report_json if as_json else report.report)(outcome)
