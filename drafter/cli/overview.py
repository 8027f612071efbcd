"""What `drafter status` does: find the files, read what is new, plan.

One broken file never hides the others: its first problem is kept beside them. What was
not asked for by name and cannot be read is a problem, too, and no end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from drafter.calendar import calendar_for
from drafter.cli.reading import beside
from drafter.cli.shell import Home, read_input
from drafter.errors import InputError, Location, Problem
from drafter.interview import employer_key
from drafter.journal.history import History, identity
from drafter.journal.journal import open_journal
from drafter.reading.interview_file import read_interview
from drafter.status.files import candidates, is_interview
from drafter.status.follow import Standing, follow
from drafter.status.index import Index
from drafter.status.summary import Broken


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview
    from drafter.journal.history import Identity
    from drafter.reading.config import Profile
    from drafter.status.follow import Followed

    Calendars = Callable[[str, str], Calendar]


@dataclass(slots=True)
class Seen:
    """What a look at the folders found."""

    today: date
    followed: list[Followed] = field(default_factory=list)
    problems: list[tuple[Problem, int]] = field(default_factory=list)
    """The first of each broken file, and how many it has."""
    missing: bool = False
    """Whether a path that was named cannot be read at all."""


def look(paths: Iterable[str], today: date) -> Seen:
    """Read every interview under the paths and plan it."""
    home = Home.find()
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
        what = index.summary(data, _reader(path, data, profile, calendars))
        if isinstance(what, Broken):
            where = Location(path, what.line, what.column)
            problem = Problem(where, what.fact, what.remedy)
            seen.problems.append((problem, what.problems))
        else:
            found.append((path, what))
    index.save()
    return found


def _reader(
    path: str, data: bytes, profile: Profile, calendars: Calendars
) -> Callable[[], Interview | Broken]:
    def read() -> Interview | Broken:
        try:
            return read_interview(
                data,
                file=path,
                folder=beside(path),
                defaults=profile,
                calendars=calendars,
            ).interview
        except InputError as error:
            first = error.problems[0]
            line, column = first.where.line, first.where.column
            count = len(error.problems)
            return Broken(line, column, first.fact, first.remedy, count)

    return read


def _newest(known: Iterable[Identity]) -> dict[str, date]:
    from datetime import date

    days = sorted((key, day) for key, day, _ in known)
    return {key: date.fromisoformat(day) for key, day in days}


def _urgency(one: Followed) -> tuple[int, int, date, str]:
    """Put what is open first, by its most urgent row."""
    first = min((row.urgency for row in one.rows), default=(9, one.interview.date))
    return list(Standing).index(one.standing), *first, one.path
