"""One run at a time in a folder of drafts.

The operating system holds the lock and drops it with the process, however that ends: no
lock file can be left behind to stand in the way of the next run.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from drafter.errors import NotDeliveredError


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


_PAUSE = 0.02


@contextmanager
def locked(
    folder: Path,
    patience: float = 10.0,
    waiting: Callable[[], object] | None = None,
) -> Iterator[None]:
    """Hold the folder; `NotDeliveredError` if another run does not let go in time.

    `waiting` is called once, when it turns out that somebody else holds it.
    """
    handle = _open(folder)
    try:
        give_up = time.monotonic() + patience
        while not _lock(handle):
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

    def _open(folder: Path) -> int:
        """Open a file to lock; Windows can lock no folder."""
        name = sha256(os.fsencode(folder.resolve())).hexdigest()[:32]
        path = f"{tempfile.gettempdir()}/drafter-{name}.lock"
        return os.open(path, os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a share that knows no locks: better unlocked than not at all
        return True
