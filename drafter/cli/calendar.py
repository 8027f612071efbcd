"""`drafter calendar`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.calendar import calendar_for
from drafter.cli.home import STDIN, Home, drafts_of, read_notes
from drafter.cli.options import FOLDER, INTERVIEW, JSON, TODAY, option
from drafter.cli.screen import print_json, say, warn
from drafter.dates import day_in_words
from drafter.delivery.files import read_if_there, write_whole
from drafter.errors import NotDeliveredError
from drafter.journal.history import acquainted
from drafter.journal.journal import open_journal
from drafter.planning.check_in import earliest_check_in
from drafter.planning.plan import plan
from drafter.planning.steps import State


if TYPE_CHECKING:
    from datetime import date

    from drafter.formats.ics import Reminder, Reminders
    from drafter.interview import Interview
    from drafter.planning.steps import Step

_FILE = "follow-up.ics"
_ADVICE = {
    "written": "; import it into your calendar",
    "replaced": "; import it again: what changed moves, nothing is doubled",
}


class _Plan(NamedTuple):
    interview: Interview
    steps: tuple[Step, ...]
    why: str
    """How the day of the check-in was counted."""
    changes: int
    """How often the plan may have changed since it was first made."""


@click.command()
@INTERVIEW
@option(
    "--out", type=FOLDER, metavar="DIR", help="Where the drafts go; or a .ics file."
)
@option("--dry-run", is_flag=True, help="Show the reminders; write nothing.")
@TODAY
@JSON
def command(
    *, interview: str, out: Path | None, dry_run: bool, today: date, as_json: bool
) -> None:
    """Write the plan as reminders for your calendar: follow-up.ics beside the drafts.

    Import it again after each change: the same reminders move, none is doubled. Nobody
    is invited.
    """
    from drafter.formats.ics import reminders

    planned = _plan(interview, today, keep=not dry_run)
    name = "interview.yaml" if interview == STDIN else Path(interview).name
    told_of = reminders(planned.interview, planned.steps, name, planned.why)
    if out and out.suffix.lower() == ".ics" and not out.is_dir():
        path = out
    else:
        path = drafts_of(interview, planned.interview, out) / _FILE
    state = _write(path, planned, told_of, dry_run=dry_run)
    if as_json:
        _print_json(path, told_of.pending, state)
    else:
        _print(path, planned, told_of.pending, state)


def _plan(path: str, today: date, *, keep: bool) -> _Plan:
    home = Home.find()
    notes = read_notes(path, home, cache=keep).interview
    employer, cache = notes.employer, home.cache if keep else None
    days = calendar_for(employer.country, employer.region, cache)
    with open_journal(home.journal, write=False) as journal:
        events = journal.events(notes)
        later = journal.later_interview(notes)
        known = acquainted(notes, journal.histories())
    steps = plan(notes, events, today, days, later_interview=later, acquainted=known)
    why = earliest_check_in(notes, events, days).how
    return _Plan(notes, steps, why, len(events) + max(len(notes.timeline) - 1, 0))


def _write(path: Path, planned: _Plan, told_of: Reminders, *, dry_run: bool) -> str:
    from drafter.formats import ics

    before = read_if_there(path)
    if before is not None and not ics.is_ours(before, told_of.family):
        fact = f"{path}: a calendar of something else stands there"
        raise NotDeliveredError(f"{fact} (name another file with --out)")
    data = ics.encode(
        told_of.pending,
        planned.interview.date,
        before=before,
        done=told_of.done,
        first=planned.changes,
    )
    if data == before:
        return "unchanged"
    if dry_run:
        return "not written"
    write_whole(path, data)
    return "replaced" if before is not None else "written"


def _print(
    path: Path, planned: _Plan, pending: tuple[Reminder, ...], state: str
) -> None:
    for reminder in sorted(pending, key=lambda one: one.on):
        say(f"{day_in_words(reminder.on, year=True):<32}{reminder.summary}")
    if not pending:
        say("there is nothing left to do")
    say(f"{path}: {state}" + _ADVICE.get(state, ""))
    for step in planned.steps:
        if step.state is State.REFUSED:
            warn(f"no reminder of a {step.kind}: {step.reason}")


def _print_json(path: Path, pending: tuple[Reminder, ...], state: str) -> None:
    days = [
        {"on": one.on.isoformat(), "summary": one.summary, "uid": one.uid}
        for one in pending
    ]
    draft: dict[str, object] = {
        "kind": "calendar",
        "interviewer": None,
        "to": None,
        "where": str(path),
        "state": state,
        "words": sum(len(one.summary.split()) for one in pending),
        "findings": [],
    }
    print_json({"drafts": [draft], "findings": [], "reminders": days})
