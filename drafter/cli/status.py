"""`drafter status`: the morning view.

One broken file never hides the others: its first problem is kept beside them. What was
not asked for by name and cannot be read is a problem, too, and no end.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

import click

from drafter.calendar import calendar_for
from drafter.cli.home import Home, notes_of, read_input
from drafter.cli.options import JSON, TODAY, option
from drafter.cli.screen import (
    aligned,
    print_json,
    problem_json,
    say,
    warn,
)
from drafter.dates import day_in_words
from drafter.errors import InputError, Location, Problem
from drafter.interview import employer_key
from drafter.journal.history import History, identity
from drafter.journal.journal import open_journal
from drafter.planning.steps import State
from drafter.status.follow import Standing, by_urgency, follow, together
from drafter.status.index import Broken, Index, candidates, is_interview
from drafter.words import safe, shortened, width


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from drafter.calendar import Calendar
    from drafter.interview import Interview
    from drafter.journal.history import Identity
    from drafter.reading.config import Profile
    from drafter.status.follow import Followed, Row

    Calendars = Callable[[str, str], Calendar]

_NAMES_WIDE, _PEOPLE_WIDE, _WHAT_WIDE = 32, 48, 44
_COLORS = {State.LATE: "red", State.DUE: "yellow"}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@option("--all", "everything", is_flag=True, help="Also what is decided or done.")
@TODAY
@JSON
def command(
    *, paths: tuple[str, ...], everything: bool, today: date, as_json: bool
) -> None:
    """Every interview: what is due, late or waiting, and the command to type.

    PATH is an interview file or a folder with some, also below it; the current folder
    if left out. The most urgent comes first.
    """
    seen = look(paths or (".",), today, Home.find())
    if as_json:
        _print_json(seen)
    else:
        _print(seen, everything=everything)
    if seen.missing:
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


def look(paths: Iterable[str], today: date, home: Home) -> Seen:
    """Read every interview under the paths and plan it."""
    seen = Seen(today)
    with open_journal(home.journal, write=False) as journal:
        histories = journal.histories()
    calendars = cache(lambda country, region: calendar_for(country, region, home.cache))
    found = list(_read(paths, home, calendars, seen))
    newest = _newest([*histories, *(identity(interview) for _, interview in found)])
    for path, interview in found:
        employer = interview.employer
        later = newest[employer_key(employer.name)]
        try:
            one = follow(
                path,
                interview,
                histories.get(identity(interview), History()),
                today,
                calendars(employer.country, employer.region),
                later_interview=later if later > interview.date else None,
            )
        except ValueError as error:
            remedy = "see `country` and `region` under `employer`"
            seen.problems.append((Problem(Location(path), str(error), remedy), 1))
        else:
            seen.followed.append(one)
    seen.followed.sort(key=_urgency)
    return seen


def _read(
    paths: Iterable[str], home: Home, calendars: Calendars, seen: Seen
) -> list[tuple[str, Interview]]:
    profile = home.read_config().profile
    # Which days are holidays is known better every month, when the library is released.
    made_for = f"{seen.today:%Y-%m} {profile!r}".encode("utf-8", "surrogatepass")
    index = Index(home.cache / "status.json", made_for=sha256(made_for).hexdigest())
    found = []
    for path, was_named in candidates(paths):
        try:
            data = read_input(path)
        except InputError as error:
            seen.problems.append((error.problems[0], 1))
            seen.missing |= was_named
            continue
        if not was_named and not is_interview(data):
            continue
        what = index.summary(data, partial(_summary, data, path, profile, calendars))
        if isinstance(what, Broken):
            where = Location(path, what.line, what.column)
            problem = Problem(where, what.fact, what.remedy)
            seen.problems.append((problem, what.problems))
        else:
            found.append((path, what))
    index.save()
    return found


def _summary(
    data: bytes, path: str, profile: Profile, calendars: Calendars
) -> Interview | Broken:
    try:
        return notes_of(data, path, profile, calendars).interview
    except InputError as error:
        first, count = error.problems[0], len(error.problems)
        _, line, column = first.where
        return Broken(line, column, first.fact, first.remedy, count)


def _newest(known: Iterable[Identity]) -> dict[str, date]:
    """The day of the newest interview of each employer."""
    days = sorted((key, day) for key, day, _ in known)
    return {key: date.fromisoformat(day) for key, day in days}


def _urgency(one: Followed) -> tuple[int, int, date, str]:
    """Put what is open first, by its most urgent row."""
    first = min((row.urgency for row in one.rows), default=(9, one.interview.date))
    return list(Standing).index(one.standing), *first, one.path


def warn_of_broken(seen: Seen) -> None:
    """Tell the first problem of each file that cannot be read."""
    for problem, count in seen.problems:
        more = f" and {count - 1} more" if count > 1 else ""
        warn(f"{problem}{more}", fg="red")


def _print(seen: Seen, *, everything: bool) -> None:
    """Print the table; people who wait for one command share a line.

    What is decided or done is in it only where it was asked for.
    """
    warn_of_broken(seen)
    rows = together(by_urgency(seen.followed))
    lines = _laid_out([_cells(*one) for one in rows])
    told = zip(rows, lines, strict=True)
    for state, some in groupby(told, key=lambda one: one[0][0].state):
        say("\n".join(line for _, line in some), fg=_COLORS.get(state))
    quiet = [one for one in seen.followed if one.standing is not Standing.OPEN]
    if everything and quiet:
        say("\n".join(_laid_out([_quiet_cells(one) for one in quiet])))
    elif quiet:
        many = "1 interview is" if len(quiet) == 1 else f"{len(quiet)} interviews are"
        nothing = "" if rows else "There is nothing to do: "
        say(f"{nothing}{many} decided or done (see: --all).")
    if not seen.followed and not seen.problems:
        say("There is no interview file here. Start with: drafter new interview.yaml")


def _cells(row: Row, people: list[str]) -> list[str]:
    names = safe(", ".join(people))
    if width(names) > _PEOPLE_WIDE and len(people) > 1:
        others = "1 other" if len(people) == 2 else f"{len(people) - 1} others"  # noqa: PLR2004 - grammar
        names = f"{shortened(safe(people[0]), _NAMES_WIDE)} and {others}"
    return [
        str(row.state),
        shortened(safe(row.employer), _NAMES_WIDE),
        shortened(names, _PEOPLE_WIDE),
        shortened(safe(row.what), _WHAT_WIDE),
        row.when,
        safe(row.command),
    ]


def _quiet_cells(one: Followed) -> list[str]:
    return [
        str(one.standing),
        shortened(safe(one.interview.employer.name), _NAMES_WIDE),
        day_in_words(one.interview.date, year=True),
        one.why,
        safe(one.path),
    ]


def _laid_out(rows: list[list[str]]) -> list[str]:
    """A line each, or where the terminal would tear those, short ones below another.

    The first cell is what all is about, the last is to be typed, and so never cut.
    """
    lines, room = aligned(rows), _room()
    if not lines or max(map(width, lines)) <= room:
        return lines
    margin = max(width(row[0]) for row in rows) + 2
    fitting = max(room - margin, 1)
    return [
        f"\n{'':{margin}}".join([*_filled(f"{state:{margin}}", cells, fitting), last])
        for state, *cells, last in rows
    ]


def _filled(lead: str, cells: list[str], fitting: int) -> list[str]:
    """Put as many cells on a line as it holds; one that is too long is cut."""
    lines = [shortened(cells[0], fitting)]
    for cell in cells[1:]:
        if width(joined := f"{lines[-1]}  {cell}") <= fitting:
            lines[-1] = joined
        else:
            lines.append(shortened(cell, fitting))
    return [lead + lines[0], *lines[1:]]


def _room() -> int:
    """How many places a line has; a file and a pipe have no end."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or sys.maxsize
    except (AttributeError, OSError, ValueError):
        return sys.maxsize


def _print_json(seen: Seen) -> None:
    """Print all of it as one object; each person has steps of their own."""
    interviews = [
        {
            "path": one.path,
            "employer": one.interview.employer.name,
            "date": str(one.interview.date),
            "standing": str(one.standing),
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
    return {
        "kind": row.kind,
        "interviewer": row.person_id,
        "name": row.person,
        "item": row.item,
        "state": str(row.state),
        "earliest": str(row.earliest),
        "due": str(row.due),
        "late_from": str(row.late_from) if row.late_from else None,
        "drafted": row.drafted,
        "what": row.what,
        "when": row.when,
        "command": row.command,
        "reason": row.reason,
        "warnings": list(row.warnings),
    }
