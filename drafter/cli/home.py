"""The user's own files: where they are, and how a command reads them.

Only this package reads the environment; everything below gets it as arguments.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.errors import InputError, Location, NotDeliveredError, Problem


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from drafter.calendar import Calendar
    from drafter.interview import Interview, You
    from drafter.reading.config import Config, Profile
    from drafter.reading.interview_file import Needs, Reading
    from drafter.templating.letters import Library

INTERVIEW_MAX = 1024 * 1024
_HEAD = 4096
STDIN = "-"
_HOUSE = "is the name right? it is looked for beside config.yaml"


class Home(NamedTuple):
    """Where the user's own files are."""

    config: Path
    templates: Path
    journal: Path
    cache: Path

    @classmethod
    def find(cls) -> Home:
        """All in DRAFTER_HOME if that is set, else where this system keeps such."""
        one = os.environ.get("DRAFTER_HOME")
        try:
            if one:
                folder = Path(one).expanduser()
                return cls._of(folder, folder, folder / "cache")
            import platformdirs

            return cls._of(
                platformdirs.user_config_path("drafter"),
                platformdirs.user_state_path("drafter"),
                platformdirs.user_cache_path("drafter"),
            )
        except RuntimeError:  # an account without a home, as in a container
            fact = f"{one or 'drafter'}: there is no such home folder"
            remedy = "set DRAFTER_HOME to a folder of yours"
            raise NotDeliveredError(f"{fact} ({remedy})") from None

    @classmethod
    def _of(cls, config: Path, state: Path, cache: Path) -> Home:
        return cls(
            config / "config.yaml",
            config / "templates",
            state / "journal.sqlite3",
            cache,
        )

    def library(self, given: Path | None) -> Library:
        """The templates: the folder given, the user's, the house's, the packaged."""
        from drafter.language import packaged_folder
        from drafter.templating.letters import Library

        house = self.read_config().templates
        if house and not house.is_dir():
            fact = f"templates: there is no folder {house}"
            raise InputError(Problem(Location(str(self.config)), fact, _HOUSE))
        own = tuple(folder for folder in (given, self.templates, house) if folder)
        return Library(own, packaged_folder())

    def read_config(self) -> Config:
        """The user's settings; none is no error."""
        from drafter.reading.config import Config, read_config

        try:
            if self.config.exists() and not self.config.is_file():
                fact = "is not a file"
                raise InputError(Problem(Location(str(self.config)), fact, "move it"))
            data = self.config.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return Config()
        except OSError as error:
            raise unreadable(str(self.config), error) from error
        return read_config(data, str(self.config), self.config.parent)


def read_input(path: str) -> bytes:
    """The bytes of a file the user named, `-` for standard input."""
    if path == STDIN:
        return sys.stdin.buffer.read(INTERVIEW_MAX + 1)
    try:
        with Path(path).open("rb") as file:
            return file.read(INTERVIEW_MAX + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def unreadable(path: str, error: Exception) -> InputError:
    """The one line for a file that cannot be read."""
    facts: dict[type[Exception], tuple[str, str]] = {
        FileNotFoundError: ("there is no such file", "is the name right?"),
        IsADirectoryError: ("is a folder", "name the interview file in it"),
        PermissionError: ("may not be read", "check its permissions"),
    }
    fact, remedy = facts.get(type(error), (f"cannot be read: {error}", ""))
    return InputError(Problem(Location(path), fact, remedy))


def read_notes(
    path: str, home: Home, *, cache: bool, needs: Needs | None = None
) -> Reading:
    """Read an interview file, `-` for standard input; `cache` False leaves no trace."""
    from drafter.calendar import calendar_for

    data, keep = read_input(path), home.cache if cache else None
    profile = home.read_config().profile

    def calendars(country: str, region: str) -> Calendar:
        return calendar_for(country, region, keep)

    return notes_of(data, path, profile, calendars, needs)


def notes_of(
    data: bytes,
    path: str,
    profile: Profile,
    calendars: Callable[[str, str], Calendar],
    needs: Needs | None = None,
) -> Reading:
    """Read the bytes of the interview file at this path."""
    from drafter.reading.interview_file import Needs, read_interview

    return read_interview(
        data,
        file="<stdin>" if path == STDIN else path,
        folder=beside(path),
        defaults=profile,
        calendars=calendars,
        needs=needs or Needs(timeline=False),
    )


def interviews_in(paths: tuple[str, ...]) -> list[str]:
    """The files that are named, and the interview files in folders that are."""
    if not any(Path(path).is_dir() for path in paths):
        return list(dict.fromkeys(paths))
    from drafter.status.index import candidates, is_interview

    found = [
        path
        for path, was_named in candidates(paths)
        if was_named or is_interview(read_input(path))
    ]
    if not found:
        raise click.UsageError(f"there is no interview file in {', '.join(paths)}")
    return found


def only_of(
    whose: str, found: Sequence[tuple[str, Interview]]
) -> list[tuple[str, Interview]]:
    """Keep the interviews of one candidate, by name or address; of all, if unnamed."""
    mine = [one for one in found if one[1].you.is_called(whose)]
    if found and not mine:
        names = dict.fromkeys(interview.you.name for _, interview in found)
        fact = f"there is no interview of '{whose}' here"
        raise click.UsageError(f"{fact} (there are those of: {', '.join(names)})")
    return mine


def followed(path: str, interview: Interview, home: Home) -> tuple[str, ...]:
    """Let the journal follow what was corrected in the notes; say what it was."""
    from drafter.journal.journal import open_journal
    from drafter.siblings import is_dated_beside

    with open_journal(home.journal, write=False) as journal:
        found = journal.correction(interview)
    if found is None:
        return ()
    if found.day != interview.date and (
        path == STDIN or is_dated_beside(Path(path), found.day)
    ):
        return ()  # that is another round, with notes of its own
    with open_journal(home.journal) as journal:
        journal.correct(interview, found)
    return tuple(found.sentences(interview))


def beside(path: str) -> Path:
    """The folder of the interview file; the working folder for standard input."""
    return Path() if path == STDIN else Path(path).parent


def drafts_of(path: str, interview: Interview, out: Path | None = None) -> Path:
    """The folder of an interview's drafts, in `out` or beside its file.

    Two candidates may have been at one employer on one day: the second has a folder of
    their own.
    """
    from drafter.delivery.files import draft_folder
    from drafter.slug import slug

    place = out or beside(path) / "drafts"
    folder = draft_folder(place, interview.employer.name, interview.date)
    if _is_of_another(folder, interview.you):
        own = slug(interview.you.name) or slug(interview.you.key)
        return folder.with_name(f"{folder.name}-{own}")
    return folder


def _is_of_another(folder: Path, you: You) -> bool:
    """Whether an email in it is from somebody else, by name and by address."""
    try:
        for path in [p for p in sorted(folder.glob("*.eml")) if p.is_file()][:1]:
            with path.open("rb") as file:
                head = file.read(_HEAD).decode("utf-8", "replace")
            sender = re.search(r"(?im)^From: (.*)$", head)
            line = sender[1].casefold() if sender else you.key
            return you.key not in line and you.name.casefold() not in line
    except OSError:  # told where it is written to
        pass
    return False


def rivals_of(path: str, you: You, remembered: Iterable[str]) -> tuple[str, ...]:
    """Employers known from the journal and from the interview files beside this one."""
    from drafter.siblings import employers_beside

    near = () if path == STDIN else employers_beside(Path(path), you)
    return tuple(dict.fromkeys((*remembered, *near)))
