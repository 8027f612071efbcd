"""Where the command line meets the machine: folders, the clock, words out, exit codes.

Only this package reads the environment; everything below gets it as arguments.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.errors import DrafterError, InputError, Location, Problem, TemplateError
from drafter.words import safe


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.reading.config import Config
    from drafter.templating.letters import Library

INTERVIEW_MAX = 1024 * 1024
STDIN = "-"


class Home(NamedTuple):
    """The user's own files."""

    config: Path
    templates: Path
    journal: Path
    cache: Path

    @classmethod
    def find(cls) -> Home:
        """All in DRAFTER_HOME if that is set, else where this system keeps such."""
        if one := os.environ.get("DRAFTER_HOME"):
            folder = Path(one).expanduser()
            return cls._of(folder, folder, folder / "cache")
        import platformdirs

        return cls._of(
            platformdirs.user_config_path("drafter"),
            platformdirs.user_state_path("drafter"),
            platformdirs.user_cache_path("drafter"),
        )

    @classmethod
    def _of(cls, config: Path, state: Path, cache: Path) -> Home:
        return cls(
            config / "config.yaml",
            config / "templates",
            state / "journal.sqlite3",
            cache,
        )

    def library(self, given: Path | None) -> Library:
        """The templates: the folder given, the user's, the packaged."""
        from drafter.templating.letters import Library, packaged_folder

        own = tuple(folder for folder in (given, self.templates) if folder)
        return Library(own, packaged_folder())

    def read_config(self) -> Config:
        """The user's settings; none is no error."""
        from drafter.reading.config import Config, read_config

        try:
            data = self.config.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return Config()
        except OSError as error:
            raise unreadable(str(self.config), error) from error
        return read_config(data, str(self.config), self.config.parent)


def local_today(command: date | None) -> date:
    """The day the command was told, else the whole line was, else the local day."""
    from drafter.cli.options import Day

    told = click.get_current_context().find_root().obj
    if command or not told:
        return command or date.today()  # noqa: DTZ011 - the user's own day counts
    return Day().convert(told, None, click.get_current_context())


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


def say(text: str = "", **style: str | bool | None) -> None:
    """A line for the person, on standard output."""
    click.secho(safe(text), color=_color(sys.stdout), **style)  # type: ignore[arg-type]


def warn(text: str, **style: str | bool | None) -> None:
    """A line about a problem, on standard error."""
    click.secho(safe(text), err=True, color=_color(sys.stderr), **style)  # type: ignore[arg-type]


def _color(stream: object) -> bool | None:
    """None lets click look at the terminal."""
    del stream
    return False if os.environ.get("NO_COLOR") else None


@contextmanager
def told(*, as_json: bool = False) -> Iterator[None]:
    """Every error becomes its lines on standard error and its exit code."""
    try:
        yield
    except DrafterError as error:
        for line in error.lines:
            warn(line, fg="red")
        if as_json:
            _tell_json(error)
        raise SystemExit(error.exit_code) from None


def _tell_json(error: DrafterError) -> None:
    from drafter.cli import report

    if isinstance(error, InputError | TemplateError):
        report.problems_json(error.problems)
    else:
        report.refused_json(
            getattr(error, "findings", ()), getattr(error, "warnings", ())
        )
