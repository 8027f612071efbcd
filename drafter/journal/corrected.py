"""A date or an id that was corrected in the notes: the journal follows.

It is the same interview where at least half of its people are noted with the very same
words, and the same person where the words or the address are the same. Of the words a
digest is kept, never the text.
"""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_seen_from
from drafter.interview import OWN_FACTS
from drafter.journal.history import identity


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from sqlite3 import Connection

    from drafter.interview import Interview, Interviewer

    People = Mapping[str, list[str]]
    """By id, the key of a person and the digest of what was noted of them."""


class Correction(NamedTuple):
    """What the journal knows by an older date or id."""

    this: int
    """The number of the interview."""
    day: date
    """As it was known; the same as now where only people were corrected."""
    ids: Mapping[str, str]
    """Old ids -> new."""

    def sentences(self, interview: Interview) -> Iterator[str]:
        """Tell what is followed."""
        if self.day != interview.date:
            was = day_seen_from(self.day, interview.date)
            yield f"Its date was {was} before: what was drafted and logged is kept."
        for old, new in self.ids.items():
            yield f"Known before as '{old}', now as '{new}': their letters are kept."


def noted(interview: Interview) -> dict[str, list[str]]:
    """Give what people are known by, should their ids change."""
    return {one.id: [one.key, _digest(one)] for one in interview.interviewers}


def _digest(person: Interviewer) -> str:
    told = [person.letter, *person.topics]
    told += [getattr(person, name) for name in OWN_FACTS]
    joined = "\0".join(told).encode("utf-8", "surrogatepass")
    return sha256(joined).hexdigest()[:16] if any(told) else ""


def find(connection: Connection, interview: Interview) -> Correction | None:
    """Find what the notes have another date or id for than the journal."""
    key, day, you = identity(interview)
    now = noted(interview)
    best: tuple[int, Correction] | None = None
    for this, on, row in connection.execute(
        "SELECT id, date, people FROM interview WHERE sender = ? AND employer_key = ?",
        (you, key),
    ):
        before: People = json.loads(row)
        ids = _moved(before, now)
        if on == day:
            return Correction(this, interview.date, ids) if ids else None
        alike = {mark for _, mark in before.values() if mark}
        alike &= {mark for _, mark in now.values()}
        if alike and 2 * len(alike) >= min(len(before), len(now)):
            found = Correction(this, date.fromisoformat(on), ids)
            best = max(best or (0, found), (len(alike), found), key=lambda one: one[0])
    return best[1] if best else None


def _moved(before: People, now: People) -> dict[str, str]:
    """Say which people of the journal have another id now."""
    new = {chosen: known for chosen, known in now.items() if chosen not in before}
    found: dict[str, str] = {}
    for old, (key, mark) in before.items():
        for chosen, (other, words) in new.items():
            is_same = key == other or (mark and mark == words)
            if old not in now and is_same and chosen not in found.values():
                found[old] = chosen
                break
    return found


def follow(connection: Connection, interview: Interview, found: Correction) -> None:
    """Let the journal know it all by what the notes say now."""
    ask = connection.execute
    # Others of that day may stand in another file; an old id is forgotten (RFC 7396).
    people = {**dict.fromkeys(found.ids), **noted(interview)}
    row = (str(interview.date), json.dumps(people), found.this)
    ask(
        "UPDATE interview SET date = ?, people = json_patch(people, ?) WHERE id = ?",
        row,
    )
    for old, new in found.ids.items():
        for table in ("draft", "event", "mail"):
            command = f"UPDATE OR IGNORE {table} SET person = ? WHERE person = ?"  # noqa: S608
            ask(f"{command} AND interview = ?", (new, old, found.this))
