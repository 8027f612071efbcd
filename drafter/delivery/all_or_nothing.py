"""Several files changed together: all of them, or none.

Everything is written under temporary names first, so a full disk is met before any name
has changed; then each file gets its name in one step, and a step that fails takes the
earlier ones back. A second name (a hard link) holds the old file meanwhile, with its
date. Only a kill between two renames leaves some files new and some old; the next run
completes it.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, NamedTuple

from drafter.delivery.files import (
    TEMPORARY,
    place,
    sync_folder,
    temporary_stem,
    write_temporary,
)


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Change(NamedTuple):
    """One file of a folder that gets new bytes."""

    path: Path
    data: bytes
    is_new: bool
    backup: Path | None = None
    """Where the old file is kept for good; a name that is free."""


def make_all(folder: Path, changes: Sequence[Change]) -> None:
    """Make every change in the folder, or raise `OSError` and leave all as it was."""
    _sweep(folder, changes)
    with ExitStack() as undo:
        written: list[Path] = []
        for change in changes:
            temporary = write_temporary(folder, change.path.name, change.data)
            undo.callback(_remove, temporary)
            written.append(temporary)
        kept: list[Path] = []
        for change, temporary in zip(changes, written, strict=True):
            if change.is_new:
                place(temporary, change.path, overwrite=False)
                undo.callback(_remove, change.path)
                continue
            second = change.backup or temporary.with_suffix(f".old{TEMPORARY}")
            _second_name(change.path, second)
            undo.callback(_restore, second, change.path)
            if change.backup is None:
                kept.append(second)
            place(temporary, change.path, overwrite=True)
        sync_folder(folder)
        undo.pop_all()
    for second in kept:
        _remove(second)


def _sweep(folder: Path, changes: Sequence[Change]) -> None:
    """Remove what a killed run left of these files; the folder is locked."""
    for change in changes:
        for left in folder.glob(f"{temporary_stem(change.path.name)}*{TEMPORARY}"):
            _remove(left)


def _second_name(path: Path, second: Path) -> None:
    """Let the file also be reached by another name, which must be free."""
    try:
        os.link(path, second, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # no links on this file system
        data, times = path.read_bytes(), path.stat()
        with second.open("xb") as file:
            file.write(data)
        os.utime(second, ns=(times.st_atime_ns, times.st_mtime_ns))


def _restore(second: Path, path: Path) -> None:
    with suppress(OSError):
        second.replace(path)
    # Two names of one file are left alone by a rename (POSIX); the second goes now.
    _remove(second)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
