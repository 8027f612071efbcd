"""`drafter calendar`: the plan as reminders, of one interview or of a whole search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
from drafter.cli.options import FILE, FOLDER, FOR, JSON, TODAY, option
from drafter.cli.screen import print_json, problem_json, say, warn
from drafter.delivery.files import read_if_there, write_whole
from drafter.errors import InputError, NotDeliveredError, Problem
from drafter.formats import ics
from drafter.journal import open_journal
from drafter.language import day_in_words
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


@click.command()
@click.argument("interview", nargs=-1, required=True, metavar="INTERVIEW...", type=FILE)
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
    found = only_of(whose, found)
    several = len({one.you.key for _, one in found}) > 1
    with open_journal(home.journal, write=False) as journal:
        opened = [Opened(path, one, home, journal, today) for path, one in found]
        plans = [_reminders(now, named=several) for now in opened]
        changes = max(len(o.events) + max(len(o.notes.timeline) - 1, 0) for o in opened)
    path, is_one = _path(interview, found[0][1], out, whose)
    before = read_if_there(path)
    if before is not None and not ics.is_ours(before, plans[0].family * is_one):
        fact = f"{path}: a calendar of something else stands there"
        raise NotDeliveredError(f"{fact} (name another file with --out)")
    pending = list({one.uid: one for each in plans for one in each.pending}.values())
    data = ics.encode(
        pending,
        max(one.date for _, one in found),
        before=before,
        done=frozenset().union(*(one.done for one in plans)),
        first=changes,  # as often as they may have changed since they were first made
        # What a broken file has in the calendar is not over.
        families=tuple(one.family for one in plans) if problems else ("",),
    )
    state = _write(path, data, before, dry_run=dry_run)
    if as_json:
        _print_json(path, pending, state, problems)
    else:
        _print(path, pending, state, [line for one in plans for line in one.refused])
        for problem in problems:
            warn(str(problem), fg="red")
    if problems:
        raise SystemExit(InputError.exit_code)


def _path(
    typed: tuple[str, ...], first: Interview, out: Path | None, whose: str
) -> tuple[Path, bool]:
    """Where the calendar goes, and whether it is that of one interview."""
    is_one = len(typed) == 1 and not Path(typed[0]).is_dir()
    if out and out.suffix.lower() == ".ics" and not out.is_dir():
        return out, is_one
    if is_one:
        return drafts_of(typed[0], first, out) / _FILE, True
    folder = out or (Path(typed[0]) if len(typed) == 1 else Path())
    # Of one candidate's the others' reminders are no part, and not over.
    return folder / (f"follow-up-{slug(whose)}.ics" if whose else _FILE), False


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


def _reminders(now: Opened, *, named: bool) -> ics.Reminders:
    notes, name = now.notes, Path(now.path).name
    why = now.plan.earliest.how
    file = "interview.yaml" if now.path == STDIN else name
    found = ics.reminders(notes, now.steps(), file, why)
    return found.named(notes.you.name) if named else found


def _write(path: Path, data: bytes, before: bytes | None, *, dry_run: bool) -> str:
    if data == before:
        return "unchanged"
    if dry_run:
        return "not written"
    write_whole(path, data)
    return "written" if before is None else "replaced"


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
