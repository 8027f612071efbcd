"""`drafter cards`, and `thanks --pdf`: the cards on paper.

The words are those that `thanks` writes, or yours, where you changed a card's file:
then the guard looks at them again.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.drafting import as_left, chosen, encoded, judge, read_wished
from drafter.cli.home import drafts_of
from drafter.cli.options import drafting, option
from drafter.cli.orders import thanked
from drafter.cli.report import Outcome, RunRefusedError, line_of, report_json
from drafter.cli.screen import say, warn
from drafter.delivery.deliver import Folder, OneFile, State, Terminal, deliver
from drafter.draft import Kind
from drafter.formats import cards
from drafter.guard import Refused
from drafter.journal.history import sent_names
from drafter.journal.journal import open_journal


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.cli.options import Wishes
    from drafter.delivery.deliver import Artefact
    from drafter.interview import Interview

_FILE = "cards.pdf"


@click.command()
@option(
    "--font",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="TTF",
    help="A font of yours for letters that ours do not have.",
)
@drafting
def command(wishes: Wishes, font: Path | None) -> None:
    """Put every card on paper: at true size, to write from or to lay under the card.

    Writes cards.pdf beside the drafts, a page a person: the card with the lines of your
    handwriting, its words in plain type, and the envelope where the address is known.
    Print it at 100 %; a ruler on each page shows whether the size is right.
    """
    write(wishes, font)


def write(wishes: Wishes, font: Path | None = None, *, quiet: bool = False) -> None:
    """Bind the cards of everyone, or of those named with `--only`."""
    interview, problems = read_wished(wishes)
    folder = drafts_of(wishes.interview, interview, wishes.out)
    bound, refusals = _bound(wishes, interview, folder)
    if refusals:
        raise RunRefusedError(refusals, problems)

    def bind(artefacts: Sequence[Artefact]) -> bytes:
        return cards.encode([one.cleared for one in artefacts], font)

    if wishes.dry_run:
        bind(bound)  # a letter that no font has is told all the same
        receipts = deliver(bound, Terminal(lambda _: None))
    else:
        receipts = deliver(bound, OneFile(folder / _FILE, bind, is_ours))
    if quiet:
        return
    told = Outcome(wishes.interview, interview, folder, receipts, problems)
    if wishes.as_json:
        report_json([told])
    else:
        _tell(told)


def _bound(
    wishes: Wishes, interview: Interview, folder: Path
) -> tuple[list[Artefact], list[Refused]]:
    """The cards that pass the guard, as their files are now, and what does not pass."""
    home, only = wishes.home, chosen(wishes, interview)
    with open_journal(home.journal, write=False) as journal:
        past, config = journal.recall(interview), home.read_config()
        asked = thanked(wishes.interview, interview, wishes.today, past.pins)
        composed, judged = judge(wishes, config, asked, journal, past)
        sent = sent_names(interview, journal.events(interview))
        files = Folder(folder, frozen=sent, is_ours=journal.is_ours)
        refusals = [one for one in judged if isinstance(one, Refused)]
        bound = []
        for one in encoded(composed, judged, only):
            try:
                if one.cleared.draft.kind is Kind.CARD:
                    bound.append(as_left(one, files))
            except Refused as refusal:
                refusals.append(refusal)
    return bound, refusals


def _tell(told: Outcome) -> None:
    for problem in told.warnings:
        warn(str(problem), fg="yellow")
    for receipt in told.receipts:
        cleared = receipt.artefact.cleared
        for finding in cleared.findings:
            warn(line_of(cleared.draft.name, finding), fg="yellow")
    count = len(told.receipts)
    many = "1 card" if count == 1 else f"{count} cards, a page each"
    is_dry = told.receipts[0].state is State.SHOWN
    state = "not written" if is_dry else told.receipts[0].state
    say(f"{told.folder / _FILE}: {state}, {many}")
    if missing := cards.missing_for_envelope(told.interview):
        say(f"No envelopes: {missing}.")
    say("Print at 100 %: the ruler on each page must measure 50 mm.")


def is_ours(data: bytes) -> bool:
    """Whether a PDF that stands there may give way to a new one."""
    return cards.MARK in data
