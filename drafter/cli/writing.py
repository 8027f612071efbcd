"""The commands that write: `thanks`, `linkedin`, `takeaway`, `checkin`, `reply`.

Each says in `orders` who gets what; `drafting` does the rest, the same way for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.home import Home
from drafter.cli.options import drafting, mailing, option
from drafter.cli.screen import say
from drafter.draft import ANSWERS


if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.cli.options import Wishes
    from drafter.cli.orders import Asked, Standing
    from drafter.interview import Interview
    from drafter.journal.journal import Journal


@click.command()
@mailing
@drafting
def thanks(wishes: Wishes) -> None:
    """One personal thank-you email and one card for each interviewer.

    Writes thank-you-ID.eml and card-ID.txt to drafts/EMPLOYER-DATE beside the interview
    file. Nothing is sent: read them, change them, send them yourself.
    """
    from drafter.cli.orders import thanked

    _write(wishes, lambda notes, _: thanked(wishes.interview, notes, wishes.today))


@click.command()
@drafting
def linkedin(wishes: Wishes) -> None:
    """One LinkedIn connection note for each interviewer.

    Leave out who would rather not: `linkedin_ok: no`.

    Writes linkedin-ID.txt, within LinkedIn's 200 characters (300 with premium). Send
    them once the thank-you is sent, a day after the interview at the earliest.
    """
    from drafter.cli.orders import connections

    _write_later(wishes, connections)


@click.command()
@mailing
@drafting
def takeaway(wishes: Wishes) -> None:
    """Hand over what you promised: one email for each promise not yet kept.

    Writes takeaway-ID.eml with the promised file attached, or its link.
    """
    from drafter.cli.orders import handed_over

    _write_later(wishes, handed_over)


@click.command()
@option(
    "--by",
    type=click.Choice(["email", "phone"]),
    help="The channel; else what the contact prefers, else email.",
)
@mailing
@drafting
def checkin(wishes: Wishes, by: str | None) -> None:
    """One short check-in, to one person, by email or phone, and only once it is due.

    Writes check-in-ID.eml, or check-in-ID.txt: a phone script with the voicemail.
    Before the day it says from when on, and how that was counted.
    """
    from drafter.cli.orders import checked_in

    _write_later(wishes, lambda now: checked_in(now, by), needs_timeline=True)


@click.command()
@option(
    "--to",
    required=True,
    type=click.Choice(ANSWERS),
    help="What you answer.",
)
@mailing
@drafting
def reply(wishes: Wishes, to: str) -> None:
    """The short answer to one person: to a new date, a no, an offer, or to withdraw.

    Writes reply-ID.eml.
    """
    from drafter.cli.orders import answered

    _write_later(wishes, lambda now: answered(now, to), needs_timeline=True)


def _write_later(
    wishes: Wishes, ask: Callable[[Standing], Asked], *, needs_timeline: bool = False
) -> None:
    """Write what is asked of the interview as it stands by now."""
    from drafter.calendar import calendar_for
    from drafter.cli.orders import as_it_stands

    cache = None if wishes.dry_run else Home.find().cache

    def choose(notes: Interview, journal: Journal) -> Asked:
        calendar = calendar_for(notes.employer.country, notes.employer.region, cache)
        path, today = wishes.interview, wishes.today
        return ask(as_it_stands(path, notes, journal, calendar, today))

    _write(wishes, choose, needs_timeline=needs_timeline)


def _write(
    wishes: Wishes,
    choose: Callable[[Interview, Journal], Asked],
    *,
    needs_timeline: bool = False,
) -> None:
    from drafter.cli.drafting import draft_all
    from drafter.cli.report import tell

    echo = (lambda _: None) if wishes.as_json else say
    outcome = draft_all(wishes, choose, echo, needs_timeline=needs_timeline)
    tell(outcome, as_json=wishes.as_json)
