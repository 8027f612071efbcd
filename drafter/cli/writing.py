"""The commands that write: `thanks`, `linkedin`, `takeaway`, `checkin`, `reply`.

Each says in `orders` who gets what; `drafting` does the rest, the same way for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import (
    DONE,
    FILE,
    Wishes,
    drafting,
    drafting_each,
    mailing,
    option,
)
from drafter.cli.screen import say
from drafter.draft import ANSWERS
from drafter.errors import DrafterError, NotDeliveredError, SeveralError


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drafter.cli.drafting import Choose
    from drafter.cli.report import Outcome


_ANSWERS = option(
    "--answers",
    type=FILE,
    metavar="MAIL",
    help="The mail it answers (.eml): the draft stands in its thread.",
)


@click.command()
@option("--pdf", is_flag=True, help="The cards on paper, too; see: drafter cards -h.")
@mailing
@drafting_each
def thanks(each: list[Wishes], *, pdf: bool) -> None:
    """One personal thank-you email and one card for each interviewer.

    Writes thank-you-ID.eml and card-ID.txt to drafts/EMPLOYER-DATE beside the interview
    file; for all in a folder, or for none. Nothing is sent: read them, change them,
    send them yourself.
    """
    from drafter.cli.orders import thanked

    if not pdf:
        _write(each, thanked)
        return
    from drafter.cli.preview import bind_cards, tell_cards

    for one in each:  # what cannot be drawn is told before the first is written
        bind_cards(one._replace(dry_run=True))
    bound: list[Outcome] = []
    _write(each, thanked, lambda: bound.extend(map(bind_cards, each)))
    for outcome in bound if not each[0].as_json else ():
        tell_cards(outcome)


@click.command()
@drafting_each
def linkedin(each: list[Wishes]) -> None:
    """One LinkedIn connection note for each interviewer.

    Leave out who would rather not: `linkedin_ok: no`.

    Writes linkedin-ID.txt, within LinkedIn's 200 characters (300 with premium). Send
    them once the thank-you is sent, a day after the interview at the earliest.
    """
    from drafter.cli.orders import connections

    _write(each, connections)


@click.command()
@mailing
@drafting_each
def takeaway(each: list[Wishes]) -> None:
    """Hand over what you promised: one email for each promise not yet kept.

    Writes takeaway-ID.eml with the promised file attached, or its link.
    """
    from drafter.cli.orders import handed_over

    _write(each, handed_over)


@click.command()
@option(
    "--by",
    type=click.Choice(["email", "phone"]),
    help="The channel; else what the contact prefers, else email.",
)
@_ANSWERS
@mailing
@drafting
def checkin(wishes: Wishes, by: str | None, answers: str | None) -> None:
    """One short check-in, to one person, by email or phone, and only once it is due.

    Writes check-in-ID.eml, or check-in-ID.txt: a phone script with the voicemail.
    Before the day it says from when on, and how that was counted.
    """
    from drafter.cli.orders import checked_in

    wishes = wishes._replace(needs_timeline=True)
    _write([wishes], lambda now: checked_in(now, by, answers))


@click.command()
@option(
    "--to",
    required=True,
    type=click.Choice(ANSWERS),
    help="What you answer, or ask for.",
)
@_ANSWERS
@mailing
@drafting
def reply(wishes: Wishes, to: str, answers: str | None) -> None:
    """The short answer to one person: to a new date, a no, an offer, or to withdraw.

    Writes reply-ID.eml, in the thread of the mail it answers: --answers, or what `sync`
    found. It goes to whoever wrote that, and to nobody else. `--to addresses` answers
    nothing: it asks your contact how to reach those you have no address of.
    """
    from drafter.cli.orders import answered

    wishes = wishes._replace(needs_timeline=to == "new_date")
    _write([wishes], lambda now: answered(now, to, answers))


def _write(
    each: Sequence[Wishes], choose: Choose, then: Callable[[], None] = lambda: None
) -> None:
    """Write for all interviews or, where one is refused, for none.

    `then` is done once all is written, and before it is told.
    """
    from drafter.cli.drafting import draft_all
    from drafter.cli.report import tell, told_json

    as_json, show_all = each[0].as_json, each[0].show_all
    if len(each) > 1:
        _try(each, choose)
    echo = (lambda _: None) if as_json else say
    outcomes: list[Outcome] = []
    try:
        outcomes.extend(draft_all(one, choose, echo) for one in each)
        then()
    except (DrafterError, KeyboardInterrupt) as stop:
        # What was written is told, whatever stopped it; `--json` prints one object.
        if outcomes and as_json and isinstance(stop, DrafterError):
            click.get_current_context().meta[DONE] = told_json(outcomes)
        elif outcomes:
            tell(outcomes, as_json=as_json, show_all=show_all)
        raise
    tell(outcomes, as_json=as_json, show_all=show_all)
    if any(outcome.failure for outcome in outcomes):
        raise SystemExit(NotDeliveredError.exit_code)


def _try(each: Sequence[Wishes], choose: Choose) -> None:
    """Plan every interview before the first is written, and tell all that is wrong."""
    from drafter.cli.drafting import draft_all

    errors = []
    for wishes in each:
        try:
            draft_all(wishes._replace(dry_run=True), choose, lambda _: None)
        except DrafterError as error:
            errors.append(error)
    if errors:
        raise SeveralError(errors)
