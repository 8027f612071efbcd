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
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

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
_FORMAT = 5
_KEPT = 5000
_MANY = 64
"""So many files are read sooner by two processes than by one."""
_File = tuple[str, bytes]


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

    def summaries(
        self,
        files: Sequence[_File],
        read: Callable[[str, bytes], Interview | Broken],
    ) -> list[Interview | Broken]:
        """Give the summary of each file; `read` makes those that are not known."""
        digests = [sha256(data).hexdigest() for _, data in files]
        found: dict[str, Interview | Broken] = {}
        for digest in digests:
            with suppress(ValueError, TypeError, LookupError, AttributeError):
                found[digest] = unpacked(self._known[digest])
                self._used[digest] = self._known[digest]
        named = zip(digests, files, strict=True)
        new = {digest: file for digest, file in named if digest not in found}
        made = _shared_out([*new.values()], lambda file: packed(read(*file)))
        for digest, row in zip(new, made, strict=True):
            found[digest], self._used[digest] = unpacked(row), row
        self._is_new = bool(new)
        return [found[digest] for digest in digests]

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


def _shared_out(files: Sequence[_File], read: Callable[[_File], Any]) -> list[Any]:
    """Give what `read` makes of each, as JSON has it; of many, a child reads half.

    To read a file is work for the processor, and the first look at a folder is all of
    that. Where the child fails or there can be none, we read its half as well.
    """
    mine, child = len(files), None
    made = [read(file) for file in files[:1]]  # what it imports and compiles, both have
    out, into = os.pipe()
    if mine >= _MANY and hasattr(os, "fork") and (os.cpu_count() or 1) > 1:
        mine //= 2
        with suppress(OSError):
            child = os.fork()
    if child == 0:
        with suppress(BaseException), os.fdopen(into, "w", encoding="ascii") as answer:
            answer.write(json.dumps([read(file) for file in files[mine:]]))
        os._exit(0)
    os.close(into)
    made += [read(file) for file in files[1:mine]]
    with os.fdopen(out, encoding="ascii") as answer, suppress(ValueError):
        made += json.load(answer)
    if child:
        os.waitpid(child, 0)
    return made + [read(file) for file in files[len(made) :]]


def _read(place: Path, key: list[Any]) -> dict[str, Any]:
    try:
        made_for, entries = json.loads(place.read_bytes())
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
    return entries if made_for == key and isinstance(entries, dict) else {}


_SHAPES: dict[type, dict[str, Any]] = {
    Address: {"local_part": str, "domain": str},
    You: {"name": str, "email": Address},
    Employer: {"name": str, "country": str, "region": str},
    Position: {"title": str},
    Statement: {"on": date, "words": str, "until": date, "unread": bool},
    Contact: {"id": str, "name": str, "email": Address, "phone": str, "channel": str},
    Takeaway: {
        "promised": str,
        "due": date,
        "here_is": str,
        "file": Path,
        "link": str,
    },
    Interviewer: {
        "id": str,
        "name": str,
        "role": Role,
        "email": Address,
        "phone": str,
        "linkedin_ok": bool,
        "takeaways": (Takeaway,),
    },
    Interview: {
        "you": You,
        "employer": Employer,
        "position": Position,
        "date": date,
        "stage": Stage,
        "timeline": (Statement,),
        "contact": Contact,
        "interviewers": (Interviewer,),
    },
    Broken: {"line": int, "column": int, "fact": str, "remedy": str, "problems": int},
}
"""What is kept of each, and how each field is read back; in brackets, any number."""


def packed(what: Any) -> Any:
    """Give it as JSON holds it: what is in `_SHAPES` as a list of those fields."""
    if shape := _SHAPES.get(type(what)):
        return [packed(getattr(what, name)) for name in shape]
    if isinstance(what, tuple):
        return [packed(one) for one in what]
    if isinstance(what, Path):  # a summary stands for the same words in any folder
        return what.name
    return what.isoformat() if isinstance(what, date) else what


def unpacked(row: Sequence[Any]) -> Interview | Broken:
    """Read it back; any of the usual errors where that is not what `packed` gave."""
    read = _reader(Broken if isinstance(row[0], int) else Interview)
    found: Interview | Broken = read(row)
    return found


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Make what reads back a kind of value, of which there are thousands."""
    if isinstance(kind, tuple):
        one = _reader(*kind)
        return lambda rows: tuple(map(one, rows))
    if kind is date:
        return date.fromisoformat
    if kind not in _SHAPES:
        return cast("Callable[[Any], Any]", kind)
    parts = [(name, _reader(part)) for name, part in _SHAPES[kind].items()]

    def read(row: Any) -> Any:
        fields = zip(parts, row, strict=True)
        return kind(
            **{n: None if one is None else part(one) for (n, part), one in fields}
        )

    return read
