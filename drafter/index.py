"""Which files are interviews, and the few facts of each that its plan needs.

The facts are remembered in an index file, so that a folder is parsed once. They are
known by the digest of a file's bytes: no clock, no path and no date of a file can make
an old summary stand for new words. The index is only a saving; where it is broken, old
or not writable, the files are read, and nobody hears of it.

A plan made from a summary is the plan made from the file: what a plan reads of an
interview has to stand in it.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter import __version__
from drafter.address import Address
from drafter.delivery.files import write_whole
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.interview import (
    Contact,
    Employer,
    Interview,
    Interviewer,
    Position,
    Role,
    Stage,
    Statement,
    Takeaway,
    You,
)


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SUFFIXES = (".yaml", ".yml")
_PASSED_OVER = frozenset({"drafts", "node_modules", "__pycache__"})
# A line's end before it is found sooner than a line's beginning.
_AT_THE_TOP = re.compile(rb"""\n(?:\xef\xbb\xbf)?["']?interviewers["']?[ \t]*:""")
_KEY = re.compile(
    rb"^(you|employer|position|date|timeline|stage|tone|next_step):", re.MULTILINE
)
_KEYS_MIN = 4
"""So many of our keys make one of a file whose "interviewers" are misspelt."""
_ANYWHERE = re.compile(rb"""["']?interviewers["']?\s*:""")
_FORMAT = 6
_KEPT = 5000


def is_interview(data: bytes) -> bool:
    """Whether the bytes look like an interview file, be it a broken one."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):  # JSON is YAML
        return _ANYWHERE.search(data) is not None
    if _AT_THE_TOP.search(b"\n" + data):
        return True
    return len({*_KEY.findall(data)}) >= _KEYS_MIN


def candidates(paths: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """List files, each once, and whether it was named: then it is read in any case.

    Hidden folders and folders of drafts are passed over, and links to folders are not
    followed, so that a walk always ends.
    """
    seen = set()
    for path in paths:
        is_folder = Path(path).is_dir()
        for file in _walk(path) if is_folder else [path]:
            place = os.path.abspath(file)  # noqa: PTH100 - a thousand times, and quick
            if place not in seen:
                seen.add(place)
                yield file, not is_folder


def _walk(top: str) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        """Call no folder empty that nobody may read; one below is passed over."""
        if error.filename == top:
            fact = f"the folder cannot be read: {error.strerror}"
            remedy = "check its permissions"
            raise InputError(Problem(Location(top), fact, remedy)) from error

    for folder, below, names in os.walk(top, onerror=refuse):
        below[:] = sorted(
            name for name in below if name[0] != "." and name not in _PASSED_OVER
        )
        for name in sorted(names):
            plain = name.lower()
            if plain.endswith(SUFFIXES) and name[0] != "." and plain != "config.yaml":
                file = os.path.join(folder, name)  # noqa: PTH118 - likewise
                if os.path.isfile(file):  # noqa: PTH113 - a pipe would never end
                    yield os.path.normpath(file)


class Broken(NamedTuple):
    """A file that cannot be read: its first problem, and how many there are."""

    line: int
    column: int
    fact: str
    remedy: str
    problems: int = 1


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
        self, path: str, data: bytes, read: Callable[[str, bytes], Interview | Broken]
    ) -> Interview | Broken:
        """Give the summary of a file; `read` makes one that is not known."""
        digest = sha256(data).hexdigest()
        row = self._used.get(digest, self._known.get(digest))
        found = None
        with suppress(ValueError, TypeError, LookupError, RecursionError):
            found = unpacked(row)
        if not isinstance(found, Interview | Broken):
            row, self._is_new = packed(read(path, data)), True
            found = unpacked(row)
        self._used[digest] = row
        return found

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


_FIELDS: dict[type, Sequence[str]] = {
    Address: Address._fields,
    You: ("name", "email"),
    Employer: ("name", "country", "region"),
    Position: ("title",),
    Statement: Statement._fields,
    Contact: Contact._fields,
    Takeaway: ("promised", "due", "here_is", "file", "link"),
    Interviewer: (
        "id", "name", "role", "email", "phone", "linkedin_ok", "takeaways"
    ),
    Interview: (
        "you", "employer", "position", "date", "stage", "timeline", "contact",
        "interviewers",
    ),
    Broken: Broken._fields,
}  # fmt: skip
"""What is kept of each kind of record."""
_MAKERS: dict[str, Any] = {
    **{kind.__name__: kind for kind in (*_FIELDS, Role, Stage)},
    "tuple": lambda *values: values,
    "date": date.fromisoformat,
    "path": Path,
}


def packed(what: Any) -> Any:
    """Give it as JSON holds it: the name of its kind, and what makes it again."""
    kind = type(what).__name__
    if names := _FIELDS.get(type(what)):
        return [kind, *(packed(getattr(what, name)) for name in names)]
    match what:
        case tuple():
            return ["tuple", *map(packed, what)]
        case Role() | Stage():
            return [kind, what.value]
        case date():
            return ["date", what.isoformat()]
        case Path():  # a summary stands for the same words in any folder
            return ["path", what.name]
    return what


def unpacked(row: Any) -> Any:
    """Read it back; any of the usual errors where that is not what `packed` gave."""
    kind, *rest = row
    values = [unpacked(one) if isinstance(one, list) else one for one in rest]
    make = _MAKERS[kind]
    if names := _FIELDS.get(make):
        return make(**dict(zip(names, values, strict=True)))
    return make(*values)
