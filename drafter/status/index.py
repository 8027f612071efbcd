"""Summaries of files that did not change, so that a folder is parsed once.

Known by the digest of a file's bytes: no clock, no path and no date of a file can make
an old summary stand for new words. The index is only a saving; where it is broken, old
or not writable, the files are read, and nobody hears of it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from drafter import __version__
from drafter.delivery.files import write_whole
from drafter.errors import NotDeliveredError
from drafter.status.summary import Broken, packed, unpacked


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drafter.interview import Interview

_FORMAT = 1
_KEPT = 5000


class Index:
    """One run's view of the index file; `save` writes what was new."""

    def __init__(self, place: Path | None, *, made_for: str) -> None:
        """Read the file; a summary hangs on the bytes of its file and on `made_for`."""
        self._place = place
        self._key = [_FORMAT, __version__, made_for]
        self._known: dict[str, Any] = _read(place, self._key) if place else {}
        self._used: dict[str, Any] = {}
        self._is_new = False

    def summary(
        self, data: bytes, read: Callable[[], Interview | Broken]
    ) -> Interview | Broken:
        """Give the summary of a file's bytes; `read` makes one that is not known."""
        digest = sha256(data).hexdigest()
        if digest in self._known:
            with suppress(ValueError, TypeError, LookupError, AttributeError):
                found = unpacked(self._known[digest])
                self._used[digest] = self._known[digest]
                return found
        made = read()
        self._used[digest] = packed(made)
        self._is_new = True
        return made

    def save(self) -> None:
        """Write the index if this run read anything new; the oldest leave."""
        if not self._is_new or self._place is None:
            return
        entries = {d: row for d, row in self._known.items() if d not in self._used}
        entries |= self._used
        kept = list(entries.items())[-max(_KEPT, len(self._used)) :]
        text = json.dumps([self._key, dict(kept)], separators=(",", ":"))
        with suppress(NotDeliveredError, OSError):
            write_whole(self._place, text.encode("ascii"))


def _read(place: Path, key: list[Any]) -> dict[str, Any]:
    try:
        made_for, entries = json.loads(place.read_bytes())
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
    return entries if made_for == key and isinstance(entries, dict) else {}
