"""What can go wrong, and the exit code that says so.

    DrafterError
    +- FileError
    |  +- InputError     3   interview.yaml or config.yaml is wrong
    |  +- TemplateError  4   a template is wrong
    +- RefusedError      5   the guard or the calendar says no; nothing was written
    +- NotDeliveredError 6   folder, IMAP server, keyring

Each carries finished lines (`FILE:LINE:COLUMN: fact (what to do)`); only the command
line prints them. A command line that is wrong is click's `UsageError`, exit 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Sequence


class Location(NamedTuple):
    """A place in a file of the user's; lines and columns count from 1, 0 is unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.file, *numbers])


class Problem(NamedTuple):
    """One fact that is wrong, where it stands, and what to do about it."""

    where: Location
    fact: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.fact}" + (
            f" ({self.remedy})" if self.remedy else ""
        )


class DrafterError(Exception):
    """Something the user can mend; `lines` is what they read."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class FileError(DrafterError):
    """All problems of the files read, at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems


class InputError(FileError):
    """What was typed, in the notes or the settings, cannot be meant."""

    exit_code = 3


class TemplateError(FileError):
    """A template that does not parse, names what does not exist, or runs dry."""

    exit_code = 4


class RefusedError(DrafterError):
    """The guard or the calendar says no, for at least one draft of the run."""

    exit_code = 5


class NotDeliveredError(DrafterError):
    """What was cleared could not be put where the user wants it."""

    exit_code = 6


class SeveralError(DrafterError):
    """What is wrong with several interviews of one run; the first gives the code."""

    def __init__(self, errors: Sequence[DrafterError]) -> None:
        super().__init__(*dict.fromkeys(line for one in errors for line in one.lines))
        self.errors = tuple(errors)
        self.exit_code = errors[0].exit_code  # type: ignore[misc]
