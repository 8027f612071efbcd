"""What was drafted for whom, and what happened: the tool's memory, one SQLite file.

It is a memory, not the truth: a draft deleted or changed behind its back is a state,
not an error, and losing the file loses nothing the person wrote. It keeps digests and
hashes of word shingles, never the text of a note. Files are written first, the journal
second, so a run killed anywhere is completed by the next.

store    the file and its versions
history  one interview in its view, found again when its date or an id was mended
told     the words of `drafter log` -> events
run      what a drafting run leaves: drafts, sketches for the guard, copies in accounts
"""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import closing, contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.draft import Answered, Kind
from drafter.interview import employer_key
from drafter.journal.history import (
    History,
    KnownDraft,
    canonical,
    corrected,
    identity,
    is_same,
    noted,
)
from drafter.journal.store import MIGRATIONS, Store, connect
from drafter.planning import Event, EventKind


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from drafter.interview import Interview
    from drafter.journal.history import Correction, Identity
    from drafter.journal.run import Earliers, Entry, Placements

_ALL, _NONE = -1, 0
"""In place of the number of an interview; real ones begin at 1."""


class Recollection(NamedTuple):
    """What the journal knows before an interview is drafted."""

    variant: int
    pins: dict[tuple[str, Kind, int], tuple[str, ...]]
    """By person, kind and number, the alternatives of that draft."""
    given: frozenset[str]
    """The alternatives of other interviews at this employer."""
    employers: tuple[str, ...]
    """Every other employer you had an interview with."""


class Journal(Store):
    """An open journal."""

    def _known(self, interview: Interview) -> int:
        """Find the interview's number; `_NONE` when it is not known."""
        found = self.ask(
            "SELECT id FROM interview"
            " WHERE employer_key = ? AND date = ? AND sender = ?",
            *identity(interview),
        )
        return int(found[0][0]) if found else _NONE

    def _entered(self, interview: Interview, variant: int | None = None) -> int:
        """Enter an interview that was not known; None keeps its variant."""
        people = noted(interview)
        by_words = any(words for _, words in people.values())  # not of a summary
        row = json.dumps(people) if by_words else None
        self.ask(
            "INSERT INTO interview"
            " (employer_key, date, sender, employer, variant, people)"
            " VALUES (?1, ?2, ?3, ?4, COALESCE(?5, 0), COALESCE(?6, '{}'))"
            " ON CONFLICT DO UPDATE SET variant = COALESCE(?5, variant),"
            " people = json_patch(people, COALESCE(?6, '{}'))",
            *identity(interview), interview.employer.name, variant, row,
        )  # fmt: skip
        return self._known(interview)

    def correction(self, interview: Interview) -> Correction | None:
        """Tell by what older date or ids it knows the interview."""
        key, _, you = identity(interview)
        with self.asking():
            known = self.ask(
                "SELECT id, date, people FROM interview"
                " WHERE employer_key = ? AND sender = ?",
                key, you,
            )  # fmt: skip
            return corrected(interview, known)

    def correct(self, interview: Interview, found: Correction) -> None:
        """Follow what was corrected in the notes."""
        # Others of that day may stand in another file; null deletes (RFC 7396).
        people = json.dumps({**dict.fromkeys(found.ids), **noted(interview)})
        with self.changing() as connection:
            connection.execute(
                "UPDATE interview SET date = ?, people = json_patch(people, ?)"
                " WHERE id = ?",
                (str(interview.date), people, found.this),
            )
            for table in ("draft", "event", "mail"):
                connection.executemany(
                    f"UPDATE OR IGNORE {table} SET person = ?"  # noqa: S608
                    " WHERE person = ? AND interview = ?",
                    [(new, old, found.this) for old, new in found.ids.items()],
                )

    # What was drafted

    def recall(self, interview: Interview) -> Recollection:
        """Tell what was drafted before, here and elsewhere."""
        key, this = employer_key(interview.employer.name), self._known(interview)
        pins: dict[tuple[str, Kind, int], tuple[str, ...]] = {}
        given: set[str] = set()
        with self.asking():
            for owner, person, kind, number, row in self.ask(
                "SELECT interview, person, kind, number, choices FROM draft"
                " WHERE interview = ? OR employer_key = ?",
                this, key,
            ):  # fmt: skip
                choices = tuple(json.loads(row))
                if owner == this:
                    pins[person, Kind(kind), number] = choices
                else:
                    given.update(choices)
        variants = self.ask("SELECT variant FROM interview WHERE id = ?", this)
        employers = self.ask(
            "SELECT DISTINCT employer FROM interview"
            " WHERE employer_key <> ? AND sender = ?",
            key, interview.you.key,
        )  # fmt: skip
        return Recollection(
            variant=variants[0][0] if variants else 0,
            pins=pins,
            given=frozenset(given),
            employers=tuple(name for (name,) in employers),
        )

    def is_ours(self, digest: str) -> bool:
        """Whether drafter once wrote bytes of this digest: nobody edited them."""
        return bool(self.ask("SELECT 1 FROM ours WHERE digest = ?", digest))

    def announce(self, digests: Iterable[str]) -> None:
        """Remember what is about to be written: if we are killed, it is still ours."""
        with self.changing() as connection:
            rows = [(digest,) for digest in digests]
            connection.executemany("INSERT OR IGNORE INTO ours VALUES (?)", rows)

    def record(
        self, interview: Interview, variant: int, entries: Iterable[Entry], today: date
    ) -> None:
        """Remember what was delivered, in one transaction."""
        from drafter.journal.run import remember  # noqa: PLC0415 - see there

        with self.changing() as connection:
            this = self._entered(interview, variant)
            for one in entries:
                remember(connection, this, one, today)

    def memory(self, interview: Interview | None) -> Earliers:
        """Earlier notes for the guard; those of this interview are being made anew."""
        from drafter.journal.run import Earliers  # noqa: PLC0415 - see there

        return Earliers(self, self._known(interview) if interview else _NONE)

    def account(self, user_at_host: str) -> Placements:
        """Tell what lies in the folders of one account."""
        from drafter.journal.run import Placements  # noqa: PLC0415 - see there

        return Placements(user_at_host.lower(), self)

    # What happened

    def history(self, interview: Interview) -> History:
        """Tell what was drafted for an interview and what was logged since."""
        this = self._known(interview)
        return self._histories(this).get(this, History())

    def histories(self) -> dict[Identity, History]:
        """Tell those of all interviews, by `identity`, in three questions."""
        found = self._histories(_ALL)
        question = "SELECT id, employer_key, date, sender FROM interview"
        return {
            (key, day, you): found.get(this, History())
            for this, key, day, you in self.ask(question)
        }

    def _histories(self, this: int) -> dict[int, History]:
        drafts: dict[int, list[KnownDraft]] = defaultdict(list)
        events: dict[int, list[Event]] = defaultdict(list)
        with self.asking():
            for owner, person, kind, number, place, day, *mail in self.ask(
                "SELECT interview, person, kind, number, place, drafted_on, message_id,"
                " subject FROM draft WHERE ? IN (interview, -1)"
                " ORDER BY drafted_on, id",
                this,
            ):
                which = (person, Kind(kind), number)
                since = date.fromisoformat(day)
                drafts[owner].append(KnownDraft(*which, place, since, *mail))
            for owner, kind, day, *rest in self.ask(
                "SELECT interview, kind, happened_on, draft_kind, person, said, item"
                " FROM event WHERE ? IN (interview, -1) ORDER BY id",
                this,
            ):
                on = date.fromisoformat(day)
                events[owner].append(Event(EventKind(kind), on, *rest))
        return {
            owner: History(tuple(drafts[owner]), tuple(events[owner]))
            for owner in {*drafts, *events}
        }

    def events(self, interview: Interview) -> tuple[Event, ...]:
        """List what was logged, in the order it was told."""
        return self.history(interview).events

    def log(self, interview: Interview, event: Event, today: date) -> bool:
        """Remember what happened, also after an interview never drafted.

        False if it was known; told twice, it is stored once.
        """
        with self.changing():
            this, event = self._entered(interview), canonical(event)
            if any(is_same(old, event) for old in self.events(interview)):
                return False
            self.ask(
                "INSERT INTO event (interview, kind, happened_on, draft_kind, person,"
                " said, item, logged_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                this, *_columns(event), str(today),
            )  # fmt: skip
            return True

    def forget(self, interview: Interview, event: Event) -> bool:
        """Take back exactly this event; False if it was not known."""
        with self.changing():
            gone = self.ask(
                "DELETE FROM event WHERE interview = ? AND kind = ? AND happened_on = ?"
                " AND draft_kind = ? AND person = ? AND said = ? AND item = ?"
                " RETURNING id",
                self._known(interview), *_columns(event),
            )  # fmt: skip
            return bool(gone)

    def drop(
        self, interview: Interview, draft: KnownDraft, event: Event, today: date
    ) -> None:
        """Forget a draft, and remember that it was dropped."""
        from drafter.journal.run import forget  # noqa: PLC0415 - see there

        with self.changing() as connection:
            this = self._entered(interview)
            forget(connection, this, draft.person, draft.kind, draft.number)
            self.log(interview, event, today)

    def keep_mail(self, interview: Interview, person: str, mail: Answered) -> None:
        """Remember somebody's newest mail, so that an answer stands in its thread."""
        with self.changing():
            this, thread = self._entered(interview), json.dumps(mail.thread)
            command = "INSERT OR REPLACE INTO mail VALUES (?, ?, ?, ?)"
            self.ask(command, this, person, mail.subject, thread)

    def mail_from(self, interview: Interview, person: str) -> Answered | None:
        """Give somebody's newest mail, if one is known."""
        question = "SELECT subject, thread FROM mail WHERE interview = ? AND person = ?"
        with self.asking():
            for subject, thread in self.ask(question, self._known(interview), person):
                return Answered(subject, tuple(json.loads(thread)))
        return None

    def later_interview(self, interview: Interview) -> date | None:
        """Find your newest interview day at this employer, if later than this one."""
        ((day,),) = self.ask(
            "SELECT MAX(date) FROM interview"
            " WHERE employer_key = ? AND date > ? AND sender = ?",
            *identity(interview),
        )
        with self.asking():
            return date.fromisoformat(day) if day else None

    def export(self, interview: Interview | None = None) -> dict[str, Any]:
        """Give what was drafted and what happened, for a JSON file."""
        this = self._known(interview) if interview else _ALL
        found = self._histories(this)
        interviews = []
        for number, *about in self.ask(
            "SELECT id, employer, date, sender, variant FROM interview"
            " WHERE ? IN (id, -1) ORDER BY date, id",
            this,
        ):
            told = dict(zip(("employer", "date", "you", "variant"), about, strict=True))
            drafts, events = found.get(number, History())
            told["drafts"] = [draft._asdict() for draft in drafts]
            told["events"] = [
                dict(zip(_EVENT, _columns(e), strict=True)) for e in events
            ]
            interviews.append(told)
        return {"version": len(MIGRATIONS), "interviews": interviews}


_EVENT = ("kind", "on", "draft_kind", "person", "said", "item")


def _columns(event: Event) -> tuple[str | int, ...]:
    day, draft_kind = str(event.on), event.draft_kind
    return str(event.kind), day, draft_kind, event.with_id, event.said, event.item


@contextmanager
def open_journal(path: Path, *, write: bool = True) -> Iterator[Journal]:
    """Open or make the journal; `write` False leaves no trace, not even a new file."""
    with closing(connect(path, write=write)) as connection:
        yield Journal(connection, path)
