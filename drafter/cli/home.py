"""The user's own files: where they are, and how a command reads them.

Only this package reads the environment; everything below gets it as arguments.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.errors import InputError, Location, NotDeliveredError, Problem


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.draft import Kind
    from drafter.interview import Interview, You
    from drafter.journal import Journal
    from drafter.journal.history import History
    from drafter.planning import Event, Step
    from drafter.planning.plan import Plan
    from drafter.reading.config import Config, Profile
    from drafter.reading.interview_file import Needs, Reading
    from drafter.status import Followed
    from drafter.templating.letters import Library

INTERVIEW_MAX = 1024 * 1024
_HEAD = 64 * 1024
_NEIGHBOURS = 1000
STDIN = "-"
_HOUSE = "is the name right? it is looked for beside config.yaml"


class Home(NamedTuple):
    """Where the user's own files are."""

    config: Path
    templates: Path
    journal: Path
    cache: Path | None
    """Holidays that were looked up, and summaries; None leaves no trace."""

    @classmethod
    def find(cls) -> Home:
        """All in DRAFTER_HOME if that is set, else where this system keeps such."""
        one = os.environ.get("DRAFTER_HOME")
        try:
            if one:
                config = state = Path(one).expanduser()
                cache = config / "cache"
            else:
                import platformdirs

                config = platformdirs.user_config_path("drafter")
                state = platformdirs.user_state_path("drafter")
                cache = platformdirs.user_cache_path("drafter")
        except RuntimeError:  # an account without a home, as in a container
            fact = f"{one or 'drafter'}: there is no such home folder"
            remedy = "set DRAFTER_HOME to a folder of yours"
            raise NotDeliveredError(f"{fact} ({remedy})") from None
        settings, journal = config / "config.yaml", state / "journal.sqlite3"
        return cls(settings, config / "templates", journal, cache)

    def traceless(self) -> Home:
        """Give the same for a run that keeps nothing it found out."""
        return self._replace(cache=None)

    def calendar(self, country: str, region: str) -> Calendar:
        """Give the calendar of a place."""
        from drafter.calendar import calendar_for

        return calendar_for(country, region, self.cache)

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


def read_input(path: str, most: int = INTERVIEW_MAX) -> bytes:
    """The bytes of a file the user named, `-` for standard input: one over the most."""
    if path == STDIN:
        return sys.stdin.buffer.read(most + 1)
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
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


def read_notes(path: str, home: Home, needs: Needs | None = None) -> Reading:
    """Read an interview file, `-` for standard input."""
    data, profile = read_input(path), home.read_config().profile
    return notes_of(data, path, profile, home.calendar, needs)


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
    from drafter.index import candidates, is_interview

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


@dataclass
class Opened:
    """One interview, opened: its notes, and what is known of it by today."""

    path: str
    notes: Interview
    """As they are in the file."""
    home: Home
    journal: Journal
    today: date
    variant: int | None = None
    """The words asked for; None is those of last time."""

    @property
    def pins(self) -> Mapping[tuple[str, Kind, int], Sequence[str]]:
        """What was chosen for drafts made before, which stay as they are."""
        past = self.journal.recall(self.notes)
        return past.pins if self.variant in (None, past.variant) else {}

    @property
    def where(self) -> Location:
        """Of the notes, for messages."""
        return Location(self.path)

    def problem(self, fact: str, remedy: str = "") -> Problem:
        """Tell what is wrong with the notes."""
        return Problem(self.where, fact, remedy)

    @cached_property
    def calendar(self) -> Calendar:
        """Of the employer's country."""
        return self.home.calendar(
            self.notes.employer.country, self.notes.employer.region
        )

    @cached_property
    def history(self) -> History:
        """What was drafted, and what happened since."""
        return self.journal.history(self.notes)

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened since."""
        return self.history.events

    @cached_property
    def later(self) -> date | None:
        """The newest interview day at this employer, if later than this one."""
        return self.journal.later_interview(self.notes)

    @cached_property
    def acquainted(self) -> frozenset[str]:
        """Whom one asked to connect after another interview there."""
        from drafter.journal.history import acquainted

        return acquainted(self.notes, self.journal.histories())

    @cached_property
    def interview(self) -> Interview:
        """As it stands by now: with the newest statement last in its timeline."""
        newest = self.plan.says.statement
        timeline = self.notes.timeline
        added = () if newest in timeline[-1:] else (newest,)
        return self.notes._replace(timeline=(*timeline, *added))

    @cached_property
    def plan(self) -> Plan:
        """What there is to do by today."""
        from drafter.planning.plan import Plan

        return Plan(self.notes, self.events, self.today, self.calendar, self.later)

    def steps(self) -> tuple[Step, ...]:
        """All of it, one by one; whom one knows, all interviews have to tell."""
        return replace(self.plan, acquainted=self.acquainted).steps()

    def followed(self) -> Followed:
        """The plan in the words of `status`."""
        from drafter.status import follow

        return follow(
            self.path, self.notes, self.history, self.today, self.calendar,
            later_interview=self.later, acquainted=self.acquainted,
        )  # fmt: skip


def followed(path: str, interview: Interview, home: Home) -> tuple[str, ...]:
    """Let the journal follow what was corrected in the notes; say what it was."""
    from drafter.journal import open_journal

    with open_journal(home.journal, write=False) as journal:
        found = journal.correction(interview)
    if found is None:
        return ()
    dated = rf"(?m)^date[ \t]*:[ \t]*[\"']?{found.day}"
    if found.day != interview.date and (
        path == STDIN or any(re.search(dated, head) for head in _neighbours(path))
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
    from drafter.words import slug

    place = out or beside(path) / "drafts"
    folder = draft_folder(place, interview.employer.name, interview.date)
    if _is_of_another(folder, interview.you):
        own = slug(interview.you.name) or slug(interview.you.key)
        return folder.with_name(f"{folder.name}-{own}")
    return folder


def _is_of_another(folder: Path, you: You) -> bool:
    with suppress(OSError):  # told where it is written to
        mails = (path for path in sorted(folder.glob("*.eml")) if path.is_file())
        if mail := next(mails, None):
            sender = re.search(r"(?im)^From: (.*)$", _head(mail))
            line = sender[1].casefold() if sender else you.key
            return you.key not in line and you.name.casefold() not in line
    return False


def rivals_of(path: str, you: You, remembered: Iterable[str]) -> tuple[str, ...]:
    """Employers never to be named in a note: the journal's, and those beside this file.

    A neighbour is only looked at: a broken one must not stop you from thanking this
    one. What another candidate's file names is not theirs to keep quiet about.
    """
    near = (_employer(head, you) for head in _neighbours(path))
    return tuple(dict.fromkeys((*remembered, *filter(None, near))))


def _neighbours(path: str) -> Iterator[str]:
    """How the other interview files of the same folder begin."""
    with suppress(OSError):
        others = [] if path == STDIN else sorted(Path(path).parent.glob("*.y*ml"))
        for other in others[:_NEIGHBOURS]:
            # To open a FIFO is to wait for its writer.
            if other.name != Path(path).name and other.is_file():
                with suppress(OSError):
                    yield _head(other)


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_HEAD).decode("utf-8", "replace").replace("\r\n", "\n")


_KEY = r"""(?m)^(?:[ \t{]*(?=["']))?["']?employer["']?[ \t]*:[ \t]*"""
_QUOTED = r""""[^"\n]+"|'[^'\n]+'"""
_EMPLOYER = (
    _KEY
    + r"(?:\#.*+)?+(?:\n(?:[ \t]*(?:\#.*)?\n)*[ \t]+name[ \t]*:[ \t]*)?"
    + rf"""(?P<name>{_QUOTED}|[^\s"'{{\[#][^\n#]*)"""
)
_IN_BRACES = (
    _KEY
    + r"""\{(?:[^}]*?[\s,"'])??name["']?[ \t]*:[ \t]*"""
    + rf"""(?P<name>{_QUOTED}|[^\s"'{{\[#][^\n#,}}]*)"""
)
_YOU = r"""(?m)^[ \t{]*["']?you["']?[ \t]*:.*(?:\n[ \t]+.*)*"""


def _employer(text: str, you: You) -> str:
    """Read the employer's name, unless the file says that it is another candidate's."""
    block = found[0] if (found := re.search(_YOU, text)) else ""
    says_who = "name" in block or "email" in block
    if says_who and you.key not in block.casefold() and you.name not in block:
        return ""
    found = re.search(_EMPLOYER, text) or re.search(_IN_BRACES, text)
    return found["name"].strip().strip("\"'") if found else ""
