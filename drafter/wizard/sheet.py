"""The interview file on the disk, while `drafter new` fills it in.

Always whole: each save replaces the file in one step, with the permissions it had. A
file that is no form, or has nothing left to ask, is left alone.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.delivery.files import place, write_temporary
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.reading.located import Keyed, load
from drafter.reading.records import refusal
from drafter.wizard.questions import is_open, questions, view


if TYPE_CHECKING:
    from collections.abc import Iterator

_READ_MAX = 1024 * 1024 + 1


def open_sheet(path: Path) -> FileSheet:
    """Open a file that has blanks; `InputError` for any other."""
    sheet = FileSheet(path)
    data = sheet.read_bytes()
    source = load(data, str(path))
    if source.problems:
        raise refusal(source.problems)
    keys = source.root.entries if isinstance(source.root, Keyed) else ()
    if not any(entry.key == "interviewers" for entry in keys):
        raise _refused(path, "there is a file, and it is no interview file")
    seen = view(sheet.read())
    if not any(is_open(seen, question) for question in questions(seen)):
        raise _refused(path, "there is a file, and nothing in it is left to ask")
    return sheet


def new_sheet(path: Path, text: str) -> FileSheet:
    """Write a new file, never over another."""
    with _one_line(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = write_temporary(path.parent, path.name, text.encode())
        try:
            place(temporary, path, overwrite=False)
        finally:
            temporary.unlink(missing_ok=True)
    return FileSheet(path)


class FileSheet:
    """One file; a link is followed, so that it stays one."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> str:
        """Give its text as it is now, line ends and all."""
        try:
            return self.read_bytes().decode()
        except UnicodeDecodeError as error:
            raise _refused(self._path, "not UTF-8") from error

    def read_bytes(self) -> bytes:
        """Give its first MiB; only a regular file is opened."""
        with _one_line(self._path):
            if not stat.S_ISREG(self._path.stat().st_mode):
                raise _refused(self._path, "this is no file one can write to")
            with self._path.open("rb") as file:
                return file.read(_READ_MAX)

    def write(self, text: str) -> None:
        """Save it, whole."""
        with _one_line(self._path):
            target = Path(os.path.realpath(self._path))
            mode = stat.S_IMODE(target.stat().st_mode)
            temporary = write_temporary(target.parent, target.name, text.encode())
            try:
                temporary.chmod(mode)
                place(temporary, target, overwrite=True)
            finally:
                temporary.unlink(missing_ok=True)


@contextmanager
def _one_line(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise NotDeliveredError(f"{path}: {why} (name another file)") from error
    except ValueError as error:  # a NUL in a path
        raise NotDeliveredError(f"{path}: {error} (name another file)") from error


def _refused(path: Path, fact: str) -> InputError:
    return InputError(Problem(Location(str(path)), fact, "name another file"))
