"""`History`: what was drafted for one interview, and what was logged since.

A draft is known to be sent by events alone, so it stays frozen when the memory of its
drafting is lost. Drafts of one kind to one person are told apart by number: a promise
by its place in the file, a check-in or an answer by how many were made before it.

Where a date or an id was corrected in the notes, it is the same interview if at least
half of its people are noted with the very same words, and the same person if the words
or the address are the same. Of the words a digest is kept, never the text.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.delivery.files import file_name
from drafter.draft import CHECK_INS, Draft, Kind
from drafter.interview import OWN_FACTS, Interviewer, employer_key
from drafter.language import day_in_words, day_seen_from
from drafter.planning import (
    DECISIONS,
    TO_CONTACT,
    WORDING,
    Event,
    EventKind,
    addressee,
    open_promises,
    sent_on,
)


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from drafter.interview import Interview

Identity = tuple[str, str, str]
"""How an interview is known, wherever its file lies: employer, date, and you."""
_REPEATED = (EventKind.REPLIED, EventKind.DROPPED)


class KnownDraft(NamedTuple):
    """One draft that was delivered."""

    person: str
    kind: Kind
    number: int
    place: str
    """A path, or a folder of an account."""
    drafted_on: date
    """The day it was first made."""
    message_id: str = ""
    """Of an email: what it is known by wherever it lies now."""
    subject: int = 0
    """Hashed as the guard does; 0 where there is none."""

    @property
    def is_in_account(self) -> bool:
        """Whether it lies in a folder of an account: `personal: Drafts`."""
        return not Path(self.place).is_absolute()

    @property
    def lies_there(self) -> bool:
        """Whether its file is there; nobody asks an account for that."""
        with suppress(OSError):  # in a folder that may not be read
            return self.is_in_account or Path(self.place).is_file()
        return False

    @property
    def name(self) -> str:
        """How its file is called."""
        name = named(self.kind, self.person, self.number)
        is_text = self.place.endswith(".txt")  # an email's words, to be passed on
        return name.replace(".eml", ".txt") if is_text else name


class History(NamedTuple):
    """All the journal knows of one interview, oldest first."""

    drafts: tuple[KnownDraft, ...] = ()
    events: tuple[Event, ...] = ()


def identity(interview: Interview) -> Identity:
    """Tell which interview this is."""
    day = str(interview.date)
    return employer_key(interview.employer.name), day, interview.you.key


def named(kind: Kind, person_id: str, number: int = 1) -> str:
    """Give the name of a draft's file; of an email, one that has an address."""
    person = Interviewer(id=person_id, name=person_id)
    name = file_name(Draft(kind=kind, text="", interviewer=person), number)
    return f"{name.removesuffix('.txt')}.eml" if kind.is_email else name


def canonical(event: Event) -> Event:
    """Spell one fact in one way: a card that was sent is a card that was posted."""
    if event.delivered in (Kind.CARD, Kind.LINKEDIN):
        word = WORDING[event.delivered].event
        return Event(word, event.on, str(event.delivered), event.with_id)
    return Event(event.kind, event.on) if event.kind in DECISIONS else event


def is_same(old: Event, new: Event) -> bool:
    """Tell whether a fact is known; what happens only once, on whatever day."""
    old, new = canonical(old), canonical(new)
    repeated = new.kind in _REPEATED or new.delivered in TO_CONTACT
    return old == (new if repeated else new._replace(on=old.on, said=old.said))


def next_number(kind: Kind, person_id: str, events: Iterable[Event]) -> int:
    """Count the next check-in, or the next answer to a person; all others are 1.

    So the second check-in gets a file of its own beside the first, which is frozen.
    """
    if kind in CHECK_INS:
        return 1 + sum(event.is_check_in for event in events)
    if kind is Kind.REPLY:
        return 1 + sum(e.delivered == kind and e.concerns(person_id) for e in events)
    return 1


def is_sent(draft: KnownDraft, interview: Interview, events: Sequence[Event]) -> bool:
    """Whether the person told us that it went out."""
    return draft.number in _sent(draft.kind, draft.person, interview, events)


def _sent(
    kind: Kind, person_id: str, interview: Interview, events: Sequence[Event]
) -> Iterable[int]:
    """Number the drafts of a kind to a person that went out."""
    if kind in TO_CONTACT:
        return range(1, next_number(kind, person_id, events))
    if kind is not Kind.TAKEAWAY:
        return [1] if sent_on(events, kind, person_id) else []
    person = interview.by_id(person_id) or Interviewer(id=person_id, name=person_id)
    unkept = dict(open_promises(person, events))
    return {*range(1, len(person.takeaways) + 1)} - unkept.keys()


def acquainted(
    interview: Interview, histories: Mapping[Identity, History]
) -> frozenset[str]:
    """Whom you asked to connect after another interview at this employer, by id."""
    found: set[str] = set()
    mine = identity(interview)
    for other, history in histories.items():
        asked = [e for e in history.events if e.delivered == Kind.LINKEDIN]
        if asked and other != mine and other[0] == mine[0]:
            to_all = [d.person for d in history.drafts if d.kind is Kind.LINKEDIN]
            for event in asked:
                found.update([event.with_id] if event.with_id else to_all)
    return frozenset(found)


def sent_names(interview: Interview, events: Sequence[Event]) -> frozenset[str]:
    """Name the files that are history: what was sent is never written again."""
    names = [
        named(kind, person, number)
        for person in {one.id for one in people_of(interview)}
        for kind in Kind
        for number in _sent(kind, person, interview, events)
    ]
    # As long as there was no address, the words alone lay there.
    return frozenset(names) | {name.replace(".eml", ".txt") for name in names}


def people_of(interview: Interview) -> list[Interviewer]:
    """List whom a draft may be to: first whom one asks, then everyone who was there."""
    return list(dict.fromkeys([addressee(interview), *interview.interviewers]))


def unsent(interview: Interview, history: History) -> tuple[KnownDraft, ...]:
    """List the drafts that are not known to have gone out.

    But not those to nobody in the notes, which their owner deleted: as told, after a
    name was corrected.
    """
    people = {one.id for one in people_of(interview)}
    return tuple(
        draft
        for draft in history.drafts
        if not is_sent(draft, interview, history.events)
        and (draft.person in people or draft.lies_there)
    )


def other_channel(interview: Interview, history: History, said: date, by: str) -> str:
    """State what speaks against a check-in by this channel; mostly nothing.

    That is a draft for the other one, made since they last spoke on the day `said`.
    """
    drafts = [d for d in unsent(interview, history) if d.kind in CHECK_INS]
    last = max(drafts, key=lambda one: (one.drafted_on, one.number), default=None)
    channel = "phone" if last and last.kind is Kind.PHONE else "email"
    if not last or channel == by or last.drafted_on <= said:
        return ""
    return (
        f"a check-in by {channel} was drafted on {day_in_words(last.drafted_on)};"
        " one channel is enough, so log that one `dropped` before you change"
    )


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
    """Give by id what people are known by, should it change: a key, and a digest."""
    return {one.id: [one.key, _digest(one)] for one in interview.interviewers}


def _digest(person: Interviewer) -> str:
    told = [person.letter, *person.topics]
    told += [getattr(person, name) for name in OWN_FACTS]
    joined = "\0".join(told).encode("utf-8", "surrogatepass")
    return sha256(joined).hexdigest()[:16] if any(told) else ""


def corrected(
    interview: Interview, known: Iterable[tuple[int, str, str]]
) -> Correction | None:
    """Find what the notes have another date or id for than the journal.

    `known` are its interviews at this employer: number, day, and what was `noted`.
    """
    now = noted(interview)
    found = []
    for this, on, row in known:
        before = json.loads(row)
        ids = _moved(before, now)
        if on == str(interview.date):
            return Correction(this, interview.date, ids) if ids else None
        old, new = ({mark for _, mark in those.values()} for those in (before, now))
        alike = (old & new) - {""}
        if alike and 2 * len(alike) >= min(len(before), len(now)):
            found.append((len(alike), Correction(this, date.fromisoformat(on), ids)))
    return max(found, key=itemgetter(0))[1] if found else None


def _moved(
    before: Mapping[str, list[str]], now: Mapping[str, list[str]]
) -> dict[str, str]:
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
