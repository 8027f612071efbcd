"""`drafter status`: the morning view.

One broken file never hides the others: its first problem is kept beside them. What was
not asked for by name and cannot be read is a problem, too, and no end.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.calendar import Calendar, library_version
from drafter.cli.home import Home, notes_of, only_of, read_input
from drafter.cli.options import FILE, FOR, JSON, TODAY, option
from drafter.cli.screen import (
    BREAK,
    aligned,
    print_json,
    problem_json,
    room,
    say,
    title,
    warn,
    wrapped,
)
from drafter.errors import InputError, Location, Problem
from drafter.index import Broken, Index, candidates, is_interview
from drafter.interview import Interview, employer_key
from drafter.journal import open_journal
from drafter.journal.history import History, acquainted, identity
from drafter.planning import State
from drafter.status import Followed, Row, Standing, follow, named, together
from drafter.words import safe, width


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from drafter.reading.config import Profile

    Calendars = Callable[[str, str], Calendar]

_MARGIN = "  "
_COLORS = {State.LATE: "red", State.DUE: "yellow"}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=FILE)
@option("--page", is_flag=True, help="As a page for your browser: status.html.")
@option("--open", "opens", is_flag=True, help="Open that page.")
@option("--all", "everything", is_flag=True, help="Also what is decided or done.")
@FOR
@TODAY
@JSON
@click.pass_obj
def command(  # noqa: PLR0913 - one for each word of the command line
    home: Home,
    *,
    paths: tuple[str, ...],
    page: bool,
    opens: bool,
    everything: bool,
    whose: str,
    today: date,
    as_json: bool,
) -> None:
    """Every interview: what is due, late or waiting, and the command to type.

    PATH is an interview file or a folder with some, also below it; the current folder
    if left out. The most urgent comes first. --page writes status.html into that
    folder: what to do today, and a line of days for each interview.
    """
    seen = look(paths or (".",), today, home, whose)
    if page or opens:
        _write_page(seen, home, paths, opens=opens)
    elif as_json:
        _print_json(seen)
    else:
        _print(seen, everything=everything)
    if any(problem.where.file in paths for problem, _ in seen.problems):
        raise SystemExit(InputError.exit_code)


@dataclass(slots=True)
class Seen:
    """What a look at the folders found."""

    today: date
    followed: list[Followed] = field(default_factory=list)
    problems: list[tuple[Problem, int]] = field(default_factory=list)
    """The first of each broken file, and how many it has."""
    missing: bool = False
    """Whether a path that was named cannot be read at all."""


def look(paths: Iterable[str], today: date, home: Home, whose: str = "") -> Seen:
    """Read every interview under the paths and plan it; only somebody's, if named."""
    seen = Seen(today)
    with open_journal(home.journal, write=False) as journal:
        histories = journal.histories()
    calendars = cache(home.calendar)
    found = only_of(whose, list(_read(paths, home, calendars, seen)))
    known = sorted({*histories, *(identity(interview) for _, interview in found)})
    newest = {(key, you): date.fromisoformat(day) for key, day, you in known}
    for path, interview in found:
        employer = interview.employer
        later = newest[employer_key(employer.name), interview.you.key]
        try:
            one = follow(
                path,
                interview,
                histories.get(identity(interview), History()),
                today,
                calendars(employer.country, employer.region),
                later_interview=later if later > interview.date else None,
                acquainted=acquainted(interview, histories),
            )
        except ValueError as error:
            remedy = "see `country` and `region` under `employer`"
            seen.problems.append((Problem(Location(path), str(error), remedy), 1))
        else:
            seen.followed.append(one)
    seen.followed.sort(key=_urgency)
    first: dict[str, int] = {}  # what an employer has to wait for stands together
    for number, one in enumerate(seen.followed):
        first.setdefault(employer_key(one.interview.employer.name), number)
    seen.followed.sort(key=lambda one: first[employer_key(one.interview.employer.name)])
    return seen


def _read(
    paths: Iterable[str], home: Home, calendars: Calendars, seen: Seen
) -> list[tuple[str, Interview]]:
    profile = home.read_config().profile
    # Dates are counted by the holidays that the library of this version knows.
    made_for = f"{library_version()} {profile!r}".encode("utf-8", "surrogatepass")
    place = home.cache and home.cache / "status.json"
    index = Index(place, made_for=sha256(made_for).hexdigest())
    files = []
    for path, was_named in candidates(paths):
        try:
            data = read_input(path)
        except InputError as error:
            seen.problems.append((error.problems[0], 1))
            seen.missing |= was_named
            continue
        if was_named or is_interview(data):
            files.append((path, data))
    found = []
    read = partial(_summary, profile=profile, calendars=calendars)
    for (path, _), what in zip(files, index.summaries(files, read), strict=True):
        if isinstance(what, Broken):
            where = Location(path, what.line, what.column)
            problem = Problem(where, what.fact, what.remedy)
            seen.problems.append((problem, what.problems))
        else:
            found.append((path, what))
    index.save()
    return found


def _summary(
    path: str, data: bytes, profile: Profile, calendars: Calendars
) -> Interview | Broken:
    from drafter.reading.interview_file import Needs

    needs = Needs(timeline=False, facts=False)
    try:
        return notes_of(data, path, profile, calendars, needs).interview
    except InputError as error:
        first, count = error.problems[0], len(error.problems)
        _, line, column = first.where
        return Broken(line, column, first.fact, first.remedy, count)


def _urgency(one: Followed) -> tuple[int, int, date, str]:
    first = min((row.urgency for row in one.rows), default=(9, one.interview.date))
    return list(Standing).index(one.standing), *first, one.path


def _write_page(seen: Seen, home: Home, paths: tuple[str, ...], *, opens: bool) -> None:
    """Write the page into the one folder that was named, else the working folder."""
    from drafter.cli import preview
    from drafter.delivery.deliver import OneFile, State, deliver

    folder = Path(*paths) if len(paths) == 1 and Path(*paths).is_dir() else Path()
    remarks = [str(problem) for problem, _ in seen.problems]
    data = preview.search(seen.followed, seen.today, home, remarks)
    where = folder / "status.html"
    before = where.read_bytes() if where.is_file() else None
    deliver((), OneFile(where, lambda _: data, preview.is_ours))
    warn_of_broken(seen)
    state = State.UNCHANGED if before == data else State.WRITTEN
    say(f"{where}: {state}")
    if opens:
        preview.show(where)


def warn_of_broken(seen: Seen) -> None:
    """Tell the first problem of each file that cannot be read."""
    for problem, count in seen.problems:
        more = f" and {count - 1} more" if count > 1 else ""
        warn(f"{problem}{more}", fg="red")


def _print(seen: Seen, *, everything: bool) -> None:
    """Print what is open by employer: a line a step, and the command to type.

    What is decided or done is in it only where it was asked for.
    """
    several = len({one.interview.you.key for one in seen.followed}) > 1
    shown = [(one, together(one)) for one in seen.followed if one.rows]
    lines = iter(
        _laid_out(
            [
                str(row.state),
                safe(f"{row.what}: {named(people)}" if people[0] else row.what),
                row.when,
                safe(row.command),
            ]
            for _, steps in shown
            for row, people in steps
        )
    )
    for number, (one, steps) in enumerate(shown):
        if number:
            say()
        say(title(one.interview, named=several), bold=True)
        for row, _ in steps:
            say(next(lines), fg=_COLORS.get(row.state))
    quiet = [one for one in seen.followed if one.standing is not Standing.OPEN]
    if shown and quiet:
        say()
    if everything:
        cells = ([str(one.standing), one.why, safe(one.path)] for one in quiet)
        for one, line in zip(quiet, _laid_out(cells), strict=True):
            say(title(one.interview, named=several), bold=True)
            say(line)
    elif quiet:
        waiting = sum(one.standing is Standing.WAITING for one in quiet)
        counts = {
            "waiting for their answer": waiting,
            "decided or done": len(quiet) - waiting,
        }
        told = ", ".join(f"{count} {why}" for why, count in counts.items() if count)
        say(f"{'Besides' if shown else 'There is nothing to do'}: {told} (see: --all).")
    if seen.problems and seen.followed:
        say()
    warn_of_broken(seen)
    if not seen.followed and not seen.problems:
        say("There is no interview file here. Start with: drafter new interview.yaml")


def _laid_out(rows: Iterable[list[str]]) -> list[str]:
    """A line each; where the terminal would tear those, each in lines of its own.

    The first cell is what all is about. The last is to be typed, and so never cut: it
    goes on in the next line as a shell reads it.
    """
    cells = list(rows)
    lines, columns = aligned(cells), room(sys.stdout)
    if max(map(width, lines), default=0) + len(_MARGIN) <= columns:
        return [_MARGIN + line for line in lines]
    wide = max(width(row[0]) for row in cells) + 2
    return [
        wrapped(f"{_MARGIN}{state:{wide}}{', '.join(told)}", columns, " " * wide)
        + "\n"
        + wrapped(_MARGIN + " " * wide + typed, columns, "  ", BREAK)
        for state, *told, typed in cells
    ]


def _print_json(seen: Seen) -> None:
    """Print all of it as one object; each person has steps of their own."""
    interviews = [
        {
            "path": one.path,
            "employer": one.interview.employer.name,
            "date": one.interview.date,
            "you": one.interview.you.name,
            "standing": one.standing,
            "why": one.why,
            "steps": [_row_json(r) for r in sorted(one.rows, key=lambda r: r.urgency)],
        }
        for one in seen.followed
    ]
    problems = [
        problem_json(problem) | {"count": count} for problem, count in seen.problems
    ]
    print_json({"interviews": interviews, "problems": problems})


def _row_json(row: Row) -> dict[str, object]:
    rest = row._asdict()
    kind, person = rest.pop("kind"), rest.pop("person_id")
    return {"kind": kind, "interviewer": person, "name": rest.pop("person")} | rest
