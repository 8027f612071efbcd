"""`drafter log`: what happened, told in a few words, and what is remembered of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import JSON, TODAY, Day, option
from drafter.cli.shell import local_today, told


if TYPE_CHECKING:
    from datetime import date
    from typing import Any

_EVENTS = (
    "sent",
    "posted",
    "connected",
    "called",
    "replied",
    "decided",
    "withdrew",
    "dropped",
)
"""As `planning.events.EventKind` has them, which the help need not load."""


@click.command()
@click.argument("interview", metavar="[INTERVIEW]", required=False)
@click.argument("event", metavar="[EVENT]", required=False, type=click.Choice(_EVENTS))
@click.argument("kind", metavar="[KIND]", required=False)
@option("--with", "people", multiple=True, metavar="ID", help="Who; `all` is everyone.")
@option("--on", type=Day(), metavar="DATE", help="When; today if left out.")
@option("--said", metavar="WORDS", help="replied: their words about when they decide.")
@option("--item", type=click.IntRange(1), metavar="N", help="Which of your promises.")
@option("--undo", is_flag=True, help="Take back what was logged by mistake.")
@TODAY
@JSON
def command(
    *, interview: str | None, today: date | None, as_json: bool, **words: Any
) -> None:
    """Tell drafter what happened; without EVENT, list what it remembers.

    \b
    sent [KIND]  an email went out: thank-you, takeaway, check-in, reply
    posted       the card            connected  the LinkedIn note
    called       the check-in, by phone; a voicemail counts
    replied      they answered; --said "by June 19" is a newer timeline
    decided      they did            withdrew   you did
    dropped      you will not send the check-in that was drafted
    """  # noqa: D301 - \b is click's mark for lines to keep
    with told(as_json=as_json):
        from drafter.cli import remembering

        if interview is None:
            remembering.list_all(as_json=as_json)
        elif words["event"] is None:
            remembering.list_one(interview, as_json=as_json)
        else:
            day = local_today(today)
            remembering.remember(interview, words, day, as_json=as_json)
