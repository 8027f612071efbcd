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
from drafter.errors import NotDeliveredError
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
_AT_THE_TOP = re.compile(
    rb"""^(?:\xef\xbb\xbf)?["']?interviewers["']?[ \t]*:""", re.MULTILINE
)
_ANYWHERE = re.compile(rb"""["']?interviewers["']?\s*:""")
_FORMAT = 2
_KEPT = 5000


def is_interview(data: bytes) -> bool:
    """Whether the bytes look like an interview file, be it a broken one."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):  # JSON is YAML
        return _ANYWHERE.search(data) is not None
    return _AT_THE_TOP.search(data) is not None


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
    for folder, below, names in os.walk(top):
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


def packed(what: Interview | Broken) -> list[Any]:
    """Give it as JSON holds it."""
    if isinstance(what, Broken):
        return [what.line, what.column, what.fact, what.remedy, what.problems]
    who = what.contact
    return [
        [what.you.name, _text(what.you.email)],
        [what.employer.name, what.employer.country, what.employer.region],
        str(what.date),
        str(what.stage),
        [[str(s.on), s.words, s.until and str(s.until)] for s in what.timeline],
        who and [who.id, who.name, _text(who.email), who.phone, who.channel],
        [_packed_person(person) for person in what.interviewers],
    ]


def _packed_person(person: Interviewer) -> list[Any]:
    return [
        person.id,
        person.name,
        str(person.role),
        _text(person.email),
        person.phone,
        person.linkedin_ok,
        [[takeaway.promised, str(takeaway.due)] for takeaway in person.takeaways],
    ]


def unpacked(row: Sequence[Any]) -> Interview | Broken:
    """Read it back; any of the usual errors where that is not what `packed` gave."""
    if isinstance(row[0], int):
        return Broken(*row)
    you, employer, day, stage, timeline, contact, people = row
    return Interview(
        you=You(name=you[0], email=_address(you[1])),
        employer=Employer(name=employer[0], country=employer[1], region=employer[2]),
        position=Position(title=""),
        date=date.fromisoformat(day),
        stage=Stage(stage),
        timeline=tuple(_statement(*said) for said in timeline),
        contact=_contact(*contact) if contact else None,
        interviewers=tuple(_person(person) for person in people),
    )


def _statement(on: str, words: str, until: str | None) -> Statement:
    day = date.fromisoformat(until) if until else None
    return Statement(date.fromisoformat(on), words, day)


def _contact(chosen: str, name: str, email: str, *reached: str) -> Contact:
    return Contact(chosen, name, _address(email), *reached)


def _person(row: Sequence[Any]) -> Interviewer:
    chosen, name, role, email, phone, linkedin_ok, takeaways = row
    return Interviewer(
        id=chosen,
        name=name,
        role=Role(role),
        email=_address(email),
        phone=phone,
        linkedin_ok=linkedin_ok,
        takeaways=tuple(
            Takeaway(promised=promised, due=date.fromisoformat(due))
            for promised, due in takeaways
        ),
    )


def _text(address: Address | None) -> str:
    return str(address) if address else ""


def _address(text: str) -> Address | None:
    local_part, _, domain = text.rpartition("@")
    return Address(local_part, domain) if text else None
