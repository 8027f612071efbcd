"""Where drafts lie, and the way bytes get to a file: whole or not at all.

Names are made here, so that nothing a person typed can point out of the folder they
chose. An `OSError` never leaves this module but as one line that says what to do.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.draft import Kind
from drafter.errors import NotDeliveredError
from drafter.words import slug


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from drafter.draft import Draft


TEMPORARY = ".drafter-tmp"
"""How the name of a half-written file ends; one that a killed run left is swept."""
_PAUSE = 0.02
_FORBIDDEN = "you may not write there; name another folder with --out"
_FULL = "make room, then run the command again"
_TAKEN = "move it away, then run the command again"
_REMEDIES = {
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: "it can only be read; name another folder with --out",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.ENAMETOOLONG: "name a shorter folder with --out",
    errno.ENOTDIR: "a file stands where the folder should be; name another with --out",
    errno.EEXIST: _TAKEN,
    errno.EISDIR: _TAKEN,
}
_BINARY: int = getattr(os, "O_BINARY", 0)  # Windows would turn LF into CRLF


def draft_folder(out: Path, employer: str, day: date) -> Path:
    """Give the folder of one interview's drafts, always right below `out`."""
    # A name without a Latin letter gets one that is its own, and the same every time.
    own = normalize("NFC", employer).encode()
    name = slug(employer) or f"employer-{fingerprint(own)[:8]}"
    return out / f"{name}-{day.isoformat()}"


def file_name(draft: Draft, number: int = 1) -> str:
    """Give the name of the draft's file; the second of a kind to one person is `-2`."""
    kind = Kind.CHECK_IN if draft.kind is Kind.PHONE else draft.kind
    person = slug(draft.interviewer.id) if draft.interviewer else ""
    parts = [kind.value, person, str(number) if number > 1 else ""]
    return "-".join(filter(None, parts)) + (".eml" if draft.is_mail else ".txt")


def fingerprint(data: bytes) -> str:
    """Give what the journal remembers of a file's bytes."""
    return sha256(data).hexdigest()


def write_whole(path: Path, data: bytes, *, overwrite: bool = True) -> None:
    """Write one file atomically; without `overwrite`, never over an existing one."""
    folder = path.parent
    with refusals_as_one_line(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with refusals_as_one_line(path):
        put_whole(path, data, overwrite=overwrite)


def put_whole(
    path: Path, data: bytes, *, overwrite: bool, mode: int | None = None
) -> None:
    """Likewise where the folder is there; what the system says is raised as it is."""
    temporary = write_temporary(path.parent, path.name, data)
    try:
        if mode is not None:
            temporary.chmod(mode)
        place(temporary, path, overwrite=overwrite)
    finally:
        temporary.unlink(missing_ok=True)


def rewrite(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file that is the user's own: permissions stay, and a link stays one.

    `mode` is for a new one.
    """
    target = path.resolve()
    if is_there := target.exists():
        mode = stat.S_IMODE(target.stat().st_mode)
    put_whole(target, data, overwrite=is_there, mode=mode)


def read_if_there(path: Path) -> bytes | None:
    """Read a file; None where there is none."""
    with refusals_as_one_line(path):
        try:
            if path.exists() and not (path.is_file() or path.is_dir()):
                raise FileExistsError(errno.EEXIST, "is not a file")
            return path.read_bytes()
        except FileNotFoundError:
            if path.is_symlink():
                raise
            return None


def free_backup(path: Path) -> Path:
    """Give the first free name for an older version: `x.eml.bak`, `x.eml.2.bak`, ..."""
    names = (f"{path.name}{f'.{n}' if n > 1 else ''}.bak" for n in count(1))
    return next(
        p for p in map(path.with_name, names) if not p.is_symlink() and not p.exists()
    )


def temporary_stem(name: str) -> str:
    """Give what temporary names for this file begin with; short, whatever the name."""
    return f".{fingerprint(name.encode('utf-8', 'surrogatepass'))[:16]}."


def write_temporary(folder: Path, name: str, data: bytes) -> Path:
    """Write the bytes beside the place they are for, down to the disk."""
    path = folder / f"{temporary_stem(name)}{os.getpid()}{TEMPORARY}"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def place(temporary: Path, path: Path, *, overwrite: bool) -> None:
    """Give a written file its name, in one step that cannot be seen half done."""
    if overwrite:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)  # fails where the name is taken, unlike a rename
    except FileExistsError:
        raise
    except OSError:  # a file system without links (FAT, some shares)
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        temporary.replace(path)
    with suppress(OSError):  # the file has its name; a left-over is swept later
        temporary.unlink(missing_ok=True)


@contextmanager
def refusals_as_one_line(path: Path, way: str = "") -> Iterator[None]:
    """Turn the system's refusals into `NotDeliveredError`: what, why, what to do.

    `way` is what to do where it is no draft; to make room comes first.
    """
    try:
        yield
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        remedy = _REMEDIES.get(error.errno or 0, "")
        remedy = way if way and remedy != _FULL else remedy
        advice = f" ({remedy})" if remedy else ""
        raise NotDeliveredError(f"{path}: {why}{advice}") from error
    except ValueError as error:  # a NUL in a path
        advice = f" ({way})" if way else ""
        raise NotDeliveredError(f"{path!r}: {error}{advice}") from error


@contextmanager
def locked(
    folder: Path,
    patience: float = 10.0,
    waiting: Callable[[], object] | None = None,
) -> Iterator[None]:
    """Let one run at a time into a folder; `NotDeliveredError` if another stays there.

    The system drops the lock with the process, however that ends: no lock file is left
    to stand in the way. `waiting` is called once, if somebody else holds it.
    """
    handle = _opened(folder)
    try:
        give_up = time.monotonic() + patience
        while not _is_locked(handle):
            if waiting:
                waiting()
                waiting = None
            if time.monotonic() > give_up:
                raise NotDeliveredError(
                    f"{folder}: another drafter is writing here (wait for it to end)"
                )
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt
    import tempfile

    def _opened(folder: Path) -> int:
        """Open a file to lock; Windows can lock no folder."""
        name = sha256(os.fsencode(folder.resolve())).hexdigest()[:32]
        path = f"{tempfile.gettempdir()}/drafter-{name}.lock"
        return os.open(path, os.O_RDWR | os.O_CREAT)

    def _is_locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _opened(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _is_locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a share that knows no locks: better unlocked than not at all
        return True
