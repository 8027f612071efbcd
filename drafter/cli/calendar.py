"""`drafter calendar`: the plan as reminders, of one interview or of a whole search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.cli.home import (
    STDIN,
    Home,
    Opened,
    drafts_of,
    interviews_in,
    only_of,
    read_notes,
)
from drafter.cli.options import FOLDER, FOR, JSON, TODAY, option
from drafter.cli.screen import print_json, problem_json, say, warn
from drafter.dates import day_in_words
from drafter.delivery.files import read_if_there, write_whole
from drafter.errors import InputError, NotDeliveredError, Problem
from drafter.formats import ics
from drafter.journal import open_journal
from drafter.planning import State
from drafter.reading.interview_file import ALL as NEEDS_ALL
from drafter.words import slug


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from drafter.formats.ics import Reminder
    from drafter.interview import Interview

_FILE = "follow-up.ics"
_ADVICE = {
    "written": "; import it into your calendar",
    "replaced": "; import it again: what changed moves, nothing is doubled",
}


class _Plan(NamedTuple):
    """The reminders of one interview."""

    interview: Interview
    pending: tuple[Reminder, ...]
    done: frozenset[str]
    family: str
    refused: list[str]
    """What gets no reminder, and why."""
    changes: int
    """How often the plan may have changed since it was first made."""


@click.command()
@click.argument("interview", nargs=-1, required=True, metavar="INTERVIEW...")
@option(
    "--out", type=FOLDER, metavar="DIR", help="Where the drafts go; or a .ics file."
)
@option("--dry-run", is_flag=True, help="Show the reminders; write nothing.")
@FOR
@TODAY
@JSON
@click.pass_obj
def command(  # noqa: PLR0913 - one for each word of the command line
    home: Home,
    *,
    interview: tuple[str, ...],
    out: Path | None,
    dry_run: bool,
    whose: str,
    today: date,
    as_json: bool,
) -> None:
    """Write the plan as reminders for your calendar: follow-up.ics beside the drafts.

    Several interviews, or a folder of them, make one calendar. Import it again after
    each change: the same reminders move, none is doubled. Nobody is invited.
    """
    home = home.traceless() if dry_run else home
    found, problems = _read(interviews_in(interview), home)
    with open_journal(home.journal, write=False) as journal:
        plans = [
            _plan(Opened(path, notes, home, journal, today))
            for path, notes in only_of(whose, found)
        ]
    if len({one.interview.you.key for one in plans}) > 1:
        plans = [_named(one) for one in plans]
    is_one = len(interview) == 1 and not Path(interview[0]).is_dir()
    folder = Path(interview[0]) if len(interview) == 1 else Path()
    # Of one candidate's the others' reminders are no part, and not over.
    path = (out or folder) / (f"follow-up-{slug(whose)}.ics" if whose else _FILE)
    if out and out.suffix.lower() == ".ics" and not out.is_dir():
        path = out
    elif is_one:
        path = drafts_of(interview[0], plans[0].interview, out) / _FILE
    pending = list({one.uid: one for each in plans for one in each.pending}.values())
    # What a broken file has in the calendar is not over.
    families = tuple(one.family for one in plans) if problems else ("",)
    state = _write(path, plans, pending, families, is_one=is_one, dry_run=dry_run)
    if as_json:
        _print_json(path, pending, state, problems)
    else:
        _print(path, pending, state, [line for one in plans for line in one.refused])
        for problem in problems:
            warn(str(problem), fg="red")
    if problems:
        raise SystemExit(InputError.exit_code)


def _read(
    paths: Sequence[str], home: Home
) -> tuple[list[tuple[str, Interview]], list[Problem]]:
    """Read them all; of several, one that is broken does not hide the others."""
    found: list[tuple[str, Interview]] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            notes = read_notes(path, home, NEEDS_ALL).interview
            found.append((path, notes))
        except InputError as error:
            problems += error.problems
    if problems and not found:
        raise InputError(*problems)
    return found, problems


def _plan(now: Opened) -> _Plan:
    notes, steps = now.notes, now.steps()
    why = now.plan.earliest.how
    name = "interview.yaml" if now.path == STDIN else Path(now.path).name
    told_of = ics.reminders(notes, steps, name, why)
    refused = [
        f"no reminder of a {step.kind}: {step.reason}"
        for step in steps
        if step.state is State.REFUSED
    ]
    changes = len(now.events) + max(len(notes.timeline) - 1, 0)
    return _Plan(notes, *told_of, refused, changes)


def _named(one: _Plan) -> _Plan:
    """Say whose reminders they are, where they are several people's."""
    you = one.interview.you.name
    pending = tuple(r._replace(summary=f"{you}: {r.summary}") for r in one.pending)
    return one._replace(pending=pending, refused=[f"{you}: {x}" for x in one.refused])


def _write(
    path: Path,
    plans: Sequence[_Plan],
    reminders: Sequence[Reminder],
    families: tuple[str, ...],
    *,
    is_one: bool,
    dry_run: bool,
) -> str:
    before = read_if_there(path)
    if before is not None and not ics.is_ours(before, plans[0].family * is_one):
        fact = f"{path}: a calendar of something else stands there"
        raise NotDeliveredError(f"{fact} (name another file with --out)")
    data = ics.encode(
        reminders,
        max(one.interview.date for one in plans),
        before=before,
        done=frozenset().union(*(one.done for one in plans)),
        first=max(one.changes for one in plans),
        families=families,
    )
    if data == before:
        return "unchanged"
    if dry_run:
        return "not written"
    write_whole(path, data)
    return "replaced" if before is not None else "written"


def _print(
    path: Path, pending: Sequence[Reminder], state: str, refused: Sequence[str]
) -> None:
    for reminder in sorted(pending, key=lambda one: one.on):
        say(f"{day_in_words(reminder.on, year=True):<32}{reminder.summary}")
    if not pending:
        say("there is nothing left to do")
    say(f"{path}: {state}" + _ADVICE.get(state, ""))
    for line in refused:
        warn(line)


def _print_json(
    path: Path, pending: Sequence[Reminder], state: str, problems: Sequence[Problem]
) -> None:
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
    told = {"drafts": [draft], "findings": [], "reminders": days}
    unread = [*map(problem_json, problems)]
    print_json(told | ({"problems": unread} if unread else {}))
