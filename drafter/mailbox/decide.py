"""What becomes of each draft, planned before anything is done.

Three rules without exception:

- what a person edited stays, unless they ask for it to be replaced;
- what is remembered and no longer there was sent, moved or deleted: not made again;
- what is provably as we wrote it may give way to a newer version, once that one is
  stored.

Everything is encoded here as well: one draft that cannot be, and nothing is appended.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import days_after
from drafter.formats import eml
from drafter.formats.eml import parse_message_id, reader_of
from drafter.formats.message import read_message
from drafter.journal.run import Placed, newest
from drafter.mailbox.look import look, sent_since
from drafter.mailbox.prove import prove


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from drafter.address import Address
    from drafter.delivery.deliver import Artefact
    from drafter.formats.eml import MessageId
    from drafter.formats.message import Message
    from drafter.journal.run import Placements
    from drafter.mailbox.look import Room, Seen
    from drafter.mailbox.prove import Copy, Proven
    from drafter.mailbox.session import Session


_OF_OTHER_NOTES = (
    "a letter with this subject that was made from other notes lies there too:"
    " delete it, or send only it"
)


class Verdict(Enum):
    """What is to be done."""

    ADD = auto()
    """Append it, and retire what it replaces."""
    CURRENT = auto()
    """It lies there as it should; older versions are retired."""
    EDITED = auto()
    RESAVED = auto()
    """A mail program stored it under a Message-ID of its own (Thunderbird, Gmail)."""
    GONE = auto()


class Plan(NamedTuple):
    """What to do about one draft."""

    verdict: Verdict
    generation: int = 0
    """Of the copy to append, or of the one that is current."""
    uid: int = 0
    """Of the current copy."""
    retire: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    """Those of `retire` that a person edited."""


def decide(
    digest: str,
    copies: Sequence[Copy],
    *,
    placed: int,
    is_resaved: bool,
    replace: bool,
) -> Plan:
    """Decide about the draft whose content has this digest.

    `placed`: the newest generation that the journal knows of, 0 if it never lay there.
    `is_resaved`: a message to the same person with the same subject, not under our
    Message-ID, lies there.
    """
    live = sorted((c for c in copies if not c.is_deleted), key=_age)
    edited = tuple(c.uid for c in live if not c.is_unedited)
    if not replace:
        if edited:
            return Plan(Verdict.EDITED)
        if not live and is_resaved:
            return Plan(Verdict.RESAVED)
        if not live and (placed or copies):
            return Plan(Verdict.GONE)
    # A version of ours that was already marked deleted: a run ended before its last
    # step. An edited one that is marked so is the user's, and none of our business.
    left = [c.uid for c in copies if c.is_deleted and c.is_unedited]
    # Only what is older ever gives way. Two machines that want other words and work at
    # the same time would else each remove the other's, and leave none.
    if live and live[-1].is_unedited and live[-1].digest == digest:
        *older, keep = live
        retire = (*(c.uid for c in older), *left)
        return Plan(Verdict.CURRENT, keep.generation, keep.uid, retire, edited)
    # Never a Message-ID twice: the first may have been sent, and a server that gets a
    # second mail under one ID may drop it.
    generation = 1 + max([placed, *(c.generation for c in copies)])
    retire = tuple(c.uid for c in live)
    return Plan(Verdict.ADD, generation, 0, (*retire, *left), edited)


def _age(copy: Copy) -> tuple[int, int]:
    return copy.generation, copy.uid


class Wanted(NamedTuple):
    """A cleared draft as it should read in the folder."""

    artefact: Artefact
    message: Message
    """As it was encoded for a file: the same words, headers and attachment."""
    own: MessageId
    """Of the first generation."""
    to: Address

    @property
    def name(self) -> str:
        """How it is called in messages: its file, without the ending."""
        return self.artefact.name.removesuffix(".eml")

    @property
    def day(self) -> date:
        """Of the interview; nothing was sent before it."""
        interview = self.artefact.cleared.draft.interview
        assert interview, "an email is about an interview"
        return interview.date

    @property
    def reader(self) -> str:
        """Whom it is for, as the journal may know it."""
        return reader_of(self.to.key)


class Step(NamedTuple):
    """What will be done about one draft, planned before anything is."""

    wanted: Wanted
    plan: Plan
    data: bytes
    """What is to be appended; empty where nothing is."""
    beside: tuple[str, ...] = ()
    """What else lies there to the same person, in words: one may send both."""

    @property
    def message_id(self) -> str:
        """Of the generation that is to lie there."""
        return str(self.wanted.own._replace(generation=self.plan.generation))


def wanted_of(artefact: Artefact) -> Wanted:
    """Read back what was encoded: that, and nothing else, is what is to lie there."""
    message = read_message(artefact.data)
    own = parse_message_id(message.message_id)
    to = artefact.cleared.draft.recipient
    assert own, "made by formats.eml"
    assert to, "the guard lets no email pass without"
    return Wanted(artefact, message, own, to)


def sent_before(
    session: Session, folder: str, wanted: Sequence[Wanted], memory: Placements
) -> list[str]:
    """Name the drafts that lie in the folder of sent mail, and remember them.

    Only those are looked for that the journal does not know. A letter is known by our
    Message-ID, or to one person by its subject: all that some mail programs keep. Of
    several of one kind, the subject does not say which.
    """
    known = {one.draft for one in memory.placed(one.own.id for one in wanted)}
    new = [one for one in wanted if one.own.id not in known]
    if not new:
        return []
    day = days_after(min(one.day for one in new), -1)
    names = []
    for seen in sent_since(session, folder, [one.to for one in new], day):
        for one in new:
            is_it = seen.own is not None and seen.own.id == one.own.id
            if seen.own is None and one.artefact.number == 1:
                is_it = seen.subject == one.message.subject.casefold()
            if is_it and seen.to == one.to.key:
                names.append(one.name)
                copy = (one.own.id, str(seen.own or one.own), folder, 0, 0)
                memory.place([Placed(*copy, one.reader)])
    return names


def plan_all(
    room: Room,
    wanted: Sequence[Wanted],
    memory: Placements,
    now: datetime,
    *,
    replace: bool,
) -> tuple[list[Step], list[Proven]]:
    """Look at the folder, and give a step for each draft and all copies found."""
    token = wanted[0].own.token
    seen = look(room, token, [one.to for one in wanted])
    ids = {one.own.id for one in wanted}
    made = [s for s in seen if s.own and s.own.token == token]
    ours = [s for s in made if s.own and s.own.id in ids]
    rest = [s for s in seen if s not in ours and not s.is_deleted]
    placed = memory.placed(ids)
    proven = prove(room, ours, placed, _staying(wanted, ours))
    by_uid = {one.uid: one.own.id for one in ours if one.own}
    steps = []
    for one in wanted:
        others = [s for s in rest if s.to == one.to.key]
        foreign = [s.subject for s in others if s not in made]
        subject = one.message.subject.casefold()
        last = newest(p for p in placed if p.draft == one.own.id)
        plan = decide(
            one.own.digest,
            [p.copy for p in proven if by_uid[p.copy.uid] == one.own.id],
            placed=last.own.generation if last else 0,
            is_resaved=subject in foreign,
            replace=replace,
        )
        data, letter = b"", one.artefact
        if plan.verdict is Verdict.ADD:
            number, generation = letter.number, plan.generation
            data = eml.encode(
                letter.cleared, number=number, generation=generation, date=now
            )
        beside = []
        if data and any(s in made and s.subject == subject for s in others):
            beside.append(_OF_OTHER_NOTES)
        if subject in foreign and (data or plan.verdict is Verdict.CURRENT):
            what = f"a version that your mail program saved to {one.to}"
            beside.append(f"{what} lies there too")
        elif foreign and data:
            beside.append(f"a draft to {one.to} lies there too")
        steps.append(Step(one, plan, data, tuple(beside)))
    return steps, proven


def _staying(wanted: Sequence[Wanted], ours: Sequence[Seen]) -> set[int]:
    """Find the copies that are alone and promise the wanted words, by UID."""
    digests = {one.own.id: one.own.digest for one in wanted}
    counts = Counter(one.own.id for one in ours if one.own)
    return {
        one.uid
        for one in ours
        if one.own
        and counts[one.own.id] == 1
        and not one.is_deleted
        and one.own.digest == digests[one.own.id]
    }
