"""What becomes of each draft, planned before anything is done; and what gives way.

Three rules without exception:

- what a person edited stays, unless they ask for it to be replaced;
- what is remembered and no longer there was sent, moved or deleted: not made again;
- what is provably as we wrote it may give way to a newer version, once that one is
  stored.

A copy proves itself by its content, which must hash to the digest in its own
Message-ID. A server that re-encodes what it stores breaks that proof, so what it gave
back the first time is remembered; there the words are compared, one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.eml import (
    digest_of,
    is_unedited,
    parse_message_id,
    reader_of,
    token_of,
    with_id,
)
from drafter.formats.message import read_header, read_message, unfit_headers
from drafter.journal.run import Placed, newest
from drafter.language import days_after
from drafter.mailbox.failures import DroppedError, MailboxError
from drafter.mailbox.look import enter, find_folders, heads_since, look


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from drafter.accounts.settings import Settings
    from drafter.address import Address
    from drafter.delivery.deliver import Artefact, Receipt, State
    from drafter.formats.eml import MessageId
    from drafter.journal.run import Placements
    from drafter.mailbox.look import Room
    from drafter.mailbox.session import Head, Session


class Copy(NamedTuple):
    """One copy of a draft in the folder, under a Message-ID of ours."""

    uid: int
    generation: int
    digest: str
    """What its Message-ID promises."""
    is_deleted: bool
    is_unedited: bool = True
    found: str = ""
    """The digest of what lies there; empty where the journal knows the UID: nothing
    under it ever changes."""
    data: bytes = b""
    """What lies there, where it does not prove itself."""


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


NEW = Plan(Verdict.ADD, 1)
"""Of what lies nowhere, and never did as far as the journal knows."""


@dataclass(eq=False)
class Wanted:
    """A cleared draft as it should read in the folder, and how far a run has got."""

    artefact: Artefact
    own: MessageId
    """Of the first generation."""
    to: Address
    subject: str
    """In small letters."""
    plan: Plan = NEW
    copies: tuple[Copy, ...] = ()
    beside: str = ""
    """What else lies there to the same person, in words: one may send both."""
    sent_in: str = ""
    """The folder of sent mail where this run found it."""
    begun: State | None = None
    """What it becomes by the APPEND that was begun."""
    put_there: str = ""
    """The Message-ID of what this run stored."""
    uid: int = 0
    """Of what is to be read back, where the server told it."""
    is_unread: bool = False
    """Stored, and not read back."""
    receipt: Receipt | None = None
    """If all is well with it."""
    refusal: str = ""
    """Why it is not in the folder."""

    @property
    def name(self) -> str:
        """How it is called in messages: its file, without the ending."""
        return self.artefact.name.removesuffix(".eml")

    @property
    def reader(self) -> str:
        """Whom it is for, as the journal may know it."""
        return reader_of(self.to.key)

    @property
    def message_id(self) -> str:
        """Of the generation that is to lie there."""
        return str(self.own._replace(generation=self.plan.generation))

    def data(self, now: datetime) -> bytes:
        """Give what is to lie there; made when it is needed, as it may be large."""
        return with_id(self.artefact.data, self.message_id, now)


def wanted_of(artefact: Artefact) -> Wanted:
    """Take from the header what was encoded: that and nothing else is to lie there."""
    header = read_header(artefact.data)
    own = parse_message_id(header.message_id)
    to = artefact.cleared.draft.recipient
    assert own, "made by formats.eml"
    assert to, "the guard lets no email pass without"
    return Wanted(artefact, own, to, header.subject.casefold())


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
    by_age = sorted(copies, key=lambda copy: (copy.generation, copy.uid))
    live = [copy for copy in by_age if not copy.is_deleted]
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


def plan_all(
    room: Room, wanted: Sequence[Wanted], memory: Placements, *, replace: bool
) -> None:
    """Look at the folder, and give each draft its plan and the copies found of it."""
    token = wanted[0].own.token
    heads = look(room, token, [one.to for one in wanted])
    digests = {one.own.id: one.own.digest for one in wanted}
    ours = [(own, head) for own, head in made_with(token, heads) if own.id in digests]
    placed = memory.placed(digests)
    copies = prove(room, ours, placed, digests)
    proven = {head.uid for _, head in ours}
    rest = [h for h in heads if h.uid not in proven and not h.is_deleted]
    for one in wanted:
        last = newest(p for p in placed if p.draft == one.own.id)
        beside = [head for head in rest if head.to == one.to.key]
        foreign = {h.subject for h in beside if not h.own or h.own.token != token}
        one.copies = tuple(copies[one.own.id])
        one.plan = decide(
            one.own.digest,
            one.copies,
            placed=last.own.generation if last else 0,
            is_resaved=one.subject in foreign,
            replace=replace,
        )
        is_new = one.plan.verdict is Verdict.ADD
        if is_new or one.plan.verdict is Verdict.CURRENT:
            if one.subject in {head.subject for head in beside}:
                one.beside = f"another to {one.to} with this subject lies there too"
            elif is_new and foreign:
                one.beside = f"a draft to {one.to} lies there too"


def find_sent(room: Room, new: Sequence[Wanted], memory: Placements) -> None:
    """Look among sent mail for drafts of which nothing is known; remember those found.

    A letter is known by our Message-ID, or to one person by its subject: all that some
    mail programs keep. Of several of one kind, the subject does not say which.
    """
    interviews = [one.artefact.cleared.draft.interview for one in new]
    day = days_after(min(i.date for i in interviews if i), -1)
    folder, readers = room.folders.sent, [str(one.to) for one in new]
    for head in heads_since(room.session, folder, "TO", readers, day):
        for one in new:
            is_it = head.own is not None and head.own.id == one.own.id
            if head.own is None and one.artefact.number == 1:
                is_it = head.subject == one.subject
            if is_it and head.to == one.to.key:
                one.sent_in, one.plan, one.beside = folder, Plan(Verdict.GONE), ""
                copy = (one.own.id, str(head.own or one.own), folder, 0, 0)
                memory.place([Placed(*copy, one.reader)])


def made_with(token: str, heads: Iterable[Head]) -> list[tuple[MessageId, Head]]:
    """Give those whose Message-ID we made for one From address."""
    owns = ((head.own, head) for head in heads)
    return [(own, head) for own, head in owns if own and own.token == token]


def prove(
    room: Room,
    made: Sequence[tuple[MessageId, Head]],
    placed: Iterable[Placed],
    wanted: Mapping[str, str],
) -> Mapping[str, Sequence[Copy]]:
    """Judge our copies, by `MessageId.id`; `placed` is what the journal knows of them.

    Of one that will stay in any case, as it is alone and promises what is `wanted` (a
    digest by `MessageId.id`), the journal's word is enough. Whatever may have to give
    way is read.
    """
    known = {one.message_id: one for one in placed}
    counts = Counter(own.id for own, _ in made)
    copies: defaultdict[str, list[Copy]] = defaultdict(list)
    unread, sizes = {}, {}
    for own, head in made:
        copy = Copy(head.uid, own.generation, own.digest, head.is_deleted)
        was, spot = known.get(str(own)), (*room.spot, head.uid)
        # Without a UIDVALIDITY a UID proves nothing.
        is_here = was and (was.folder, was.uidvalidity or -1, was.uid) == spot
        digest = was.digest if was else ""
        stays = counts[own.id] == 1 and own.digest == wanted.get(own.id)
        if is_here and digest and stays and not head.is_deleted:
            copies[own.id].append(copy)
        else:
            # We put it there, and may have been ended before we read it back.
            copy = copy._replace(is_unedited=bool(is_here and not digest))
            unread[head.uid], sizes[head.uid] = (own.id, copy, digest), head.size
    for uid, data in room.session.messages(sizes):
        draft, copy, digest = unread[uid]
        copies[draft].append(_judged(data, copy, digest))
    return copies


def _judged(data: bytes, copy: Copy, read_before: str) -> Copy:
    """Judge by its content, or by what the server made of it when it was read back."""
    try:
        message = read_message(data)
    except ValueError:
        return copy._replace(data=data)
    found, is_proven = digest_of(message), False
    # Nothing of ours has unfit headers: a person put them in.
    if not unfit_headers(message):
        is_proven = is_unedited(message)
        is_same = copy.is_unedited or is_proven or found == read_before
        copy = copy._replace(is_unedited=is_same)
    return copy._replace(found=found, data=b"" if is_proven else data)


def retire(room: Room, uids: Sequence[int]) -> bool:
    """Move them to Trash, else expunge them by UID; False where a server can neither.

    A plain EXPUNGE, or a CLOSE, would also destroy whatever the user has marked
    deleted.
    """
    session, folders = room.session, room.folders
    if not uids:
        return True
    if folders.trash not in ("", folders.drafts) and session.can("MOVE"):
        try:
            session.move(uids, folders.trash)
        except DroppedError:
            raise
        except MailboxError:
            pass  # a Trash that takes nothing: it is full, or may only be read
        else:
            return True
    if session.can("UIDPLUS"):
        session.mark_deleted(uids)
        session.uid_expunge(uids)
        return True
    return False


class Withdrawn(NamedTuple):
    """What became of the copies that lay there."""

    removed: int
    left: int
    """Edited by a person, or on a server that can remove nothing safely."""


def withdraw(
    session: Session,
    memory: Placements,
    draft: str,
    sender: Address,
    settings: Settings,
) -> Withdrawn:
    """Remove the unedited copies of one draft, known by its ID."""
    room = enter(session, find_folders(session, settings.drafts, settings.sent))
    token = token_of(sender)
    made = made_with(token, look(room, token))
    ours = [(own, head) for own, head in made if own.id == draft]
    copies = prove(room, ours, memory.placed([draft]), {})[draft]
    unedited = [one.uid for one in copies if one.is_unedited]
    live = [one for one in copies if not one.is_deleted]
    if not retire(room, unedited):
        return Withdrawn(0, len(live))
    return Withdrawn(len(unedited), sum(not one.is_unedited for one in live))
