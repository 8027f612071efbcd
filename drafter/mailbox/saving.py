"""The Drafts folder as a destination: look, decide, append, read back, and retire.

Nothing is removed before all that is new is stored and read back, so a run that ends
anywhere leaves at worst two copies of ours, never none; the next run merges them. A
connection that breaks is tried once more: an APPEND whose answer was not heard is
looked up, never repeated. What was decided in the first is decided anew in the next,
from what lies there then; only what the person is told remembers the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.delivery.deliver import Receipt, State
from drafter.errors import NotDeliveredError
from drafter.formats.eml import digest_of
from drafter.formats.message import read_message
from drafter.journal.placements import Placed, newest
from drafter.mailbox.decide import Step, Verdict, plan_all, wanted_of
from drafter.mailbox.failures import DroppedError, MailboxError, StalledError
from drafter.mailbox.look import enter, look_anew
from drafter.mailbox.prove import differences, retire


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from drafter.accounts.settings import Settings
    from drafter.delivery.deliver import Artefact
    from drafter.journal.placements import Placements
    from drafter.mailbox.look import Room
    from drafter.mailbox.prove import Proven
    from drafter.mailbox.session import Session

_KEPT = {
    Verdict.EDITED: (State.KEPT, "you changed it, so it was left alone"),
    Verdict.RESAVED: (State.KEPT, "your mail program saved it anew, so it was left"),
    Verdict.GONE: (State.GONE, "you sent, moved or deleted it"),
}
_BY_HAND = "; look into the folder, and delete by hand what should not be there"
_BYTES_AT_ONCE = 8 * 1024 * 1024
_MOST_AT_ONCE = 200


class NotSavedError(MailboxError):
    """Some drafts are not in the folder; `receipts` are about all the others."""

    def __init__(
        self,
        lines: Sequence[str],
        receipts: Sequence[Receipt],
        unsaved: Sequence[Artefact],
    ) -> None:
        super().__init__(*lines)
        self.receipts = tuple(receipts)
        self.unsaved = tuple(unsaved)


def _ignore(*_: object) -> None:
    pass


class DraftsFolder(NamedTuple):
    """One account's Drafts folder."""

    settings: Settings
    sign_in: Callable[[], AbstractContextManager[Session]]
    memory: Placements
    now: datetime
    """The Date of new drafts."""
    rescue: Callable[[str, bytes], Path]
    """Keeps what the user edited, before it gives way; tells where."""
    replace: bool = False
    """Also what the user edited or deleted."""
    frozen: frozenset[str] = frozenset()
    """Names of drafts that were logged as sent."""
    tell: Callable[[str], object] = _ignore
    """Says at once what the person should know before it happens."""
    progress: Callable[[int, int], object] = _ignore
    """Called with how many of how many are stored."""

    def put(self, artefacts: Sequence[Artefact]) -> tuple[Receipt, ...]:
        """Bring the folder up to date; `NotSavedError` says what could not be."""
        sent = [a for a in artefacts if a.name in self.frozen]
        saving = _Saving(self, [a for a in artefacts if a.name not in self.frozen])
        failure = self._try(saving)
        recalled = saving.recall() if failure else 0
        receipts = {id(r.artefact): r for r in saving.receipts.values()}
        receipts |= {id(a): Receipt(a, "", State.KEPT) for a in sent}
        unsaved = [a for a in artefacts if id(a) not in receipts]
        done = tuple(receipts[id(a)] for a in artefacts if id(a) in receipts)
        reasons = list(dict.fromkeys(saving.refusals.values()))
        if failure:
            remedy = "read it before you send, or run again"
            reasons += [
                f"{name}: saved, but it could not be read back: {remedy}"
                for name in sorted(saving.unread)
            ]
        if unsaved or recalled or saving.unread:
            lines = failure.lines if failure else ()
            raise NotSavedError([*reasons, *lines], done, unsaved)
        if failure:
            remedy = "the next run with --imap removes them"
            older = f". Older versions may still lie there: {remedy}."
            self.tell(f"{failure}{older if saving.leaves_older else ''}")
        return done

    def _try(self, saving: _Saving) -> NotDeliveredError | None:
        """Twice at most, and once where waiting again would not help."""
        if not saving.wanted:
            return None
        failure: NotDeliveredError | None = None
        for _ in range(2):
            try:
                with self.sign_in() as session:
                    saving.run(session)
            except DroppedError as error:
                failure = error
                if isinstance(error, StalledError):
                    break
            except NotDeliveredError as error:  # of the keyring, or of a program, too
                return error
            else:
                return None
        return failure


class _Saving:
    """What is known of the run so far."""

    def __init__(self, to: DraftsFolder, artefacts: Sequence[Artefact]) -> None:
        self._to = to
        self.wanted = [wanted_of(artefact) for artefact in artefacts]
        self._where = ""
        self._rescued: set[tuple[int, int]] = set()
        self._appended: set[tuple[int, int]] = set()
        self._said: set[str] = set()
        self._begun: dict[str, State] = {}
        self._put_there: dict[str, str] = {}
        """By name, the Message-ID of what this run stored."""
        self.receipts: dict[str, Receipt] = {}
        """By name, about which drafts all is well."""
        self.refusals: dict[str, str] = {}
        """By name, why a draft is not in the folder."""
        self.unread: set[str] = set()
        """Names of those that were stored, and not read back."""
        self.leaves_older = False
        """Whether there were older versions to retire."""

    def run(self, session: Session) -> None:
        """Look, plan everything, then act; `MailboxError` ends it where it is."""
        to = self._to
        room = enter(session, to.settings.drafts)
        self._where = f"{to.settings.name}: {room.folders.drafts}"
        steps, proven = plan_all(
            room, self.wanted, to.memory, to.now, replace=to.replace
        )
        self.leaves_older = any(step.plan.retire for step in steps)
        self._save_lost(room, steps, proven)
        self._warn_of_others(steps)
        current = [self._found(step, proven) for step in steps if not step.data]
        stored = self._append(room, [step for step in steps if step.data])
        self._read_back(room, [*filter(None, current), *stored])
        self._retire(room, steps)

    def recall(self) -> int:
        """Let the journal speak where the mailbox did not; how many it answered for.

        What was saved with these very words is not written a second time elsewhere: it
        may have been sent since.
        """
        before = len(self.receipts)
        for wanted in self.wanted:
            name = wanted.name
            if name in self.receipts or name in self.refusals:
                continue
            placed = newest(self._to.memory.placed([wanted.own.id]))
            if placed is None:
                continue
            where = f"{self._to.settings.name}: {placed.folder}"
            is_there = placed.digest and placed.own.digest == wanted.own.digest
            if is_there and not self._to.replace:
                why = "saved there before; your mailbox could not be asked"
                self.receipts[name] = Receipt(wanted.artefact, where, State.KEPT, why)
            else:
                doubt = f"a version of it was put into {where}, and may be sent"
                self._tell(f"{name}: {doubt}: look there first")
        return len(self.receipts) - before

    def _save_lost(
        self, room: Room, steps: Sequence[Step], proven: Sequence[Proven]
    ) -> None:
        """Say what a person wrote and will lose, and keep a copy of it first."""
        texts = {one.copy.uid: one.data for one in proven}
        for step in steps:
            name = step.wanted.name
            for uid in step.plan.lost:
                spot = (room.selected.uidvalidity, uid)
                if spot in self._rescued:
                    continue
                self._rescued.add(spot)
                kept = self._to.rescue(step.wanted.artefact.name, texts[uid])
                self._tell(f"{name}: your own version gives way; it is kept in {kept}")

    def _warn_of_others(self, steps: Sequence[Step]) -> None:
        """A person who finds two drafts to one reader may send both."""
        for step in steps:
            name = step.wanted.name
            if step.has_namesake and step.data:
                what = "a letter with this subject that was made from other notes"
                self._tell(f"{name}: {what} lies there too: delete it, or send only it")
            subject = step.wanted.message.subject.casefold()
            is_twin = bool(step.beside) and step.beside == subject
            what = "a version that your mail program saved" if is_twin else "a draft"
            stands = is_twin and step.plan.verdict is Verdict.CURRENT
            if stands or (step.beside and step.data):
                whose = f"{what} to {step.wanted.to}"
                self._tell(f"{name}: {whose} lies there too")

    def _found(self, step: Step, proven: Sequence[Proven]) -> Stored | None:
        """Note what needs nothing appended."""
        verdict, name = step.plan.verdict, step.wanted.name
        if verdict is Verdict.GONE and name in self._put_there:
            # Stored by this very run, over a link that broke: nobody has sent it since.
            self._is_missing(step)
            return None
        if verdict is not Verdict.CURRENT:
            self._note(step, *_KEPT[verdict])
            return None
        self._note(step, State.REPLACED if step.plan.lost else State.UNCHANGED)
        data = next(one.data for one in proven if one.copy.uid == step.plan.uid)
        return Stored(step, step.plan.uid, data) if data else None

    def _append(self, room: Room, steps: Sequence[Step]) -> list[Stored]:
        stored = []
        for number, step in enumerate(steps, 1):
            name = step.wanted.name
            self._begun[name] = State.REPLACED if step.plan.retire else State.SAVED
            try:
                uidvalidity, uid = room.session.append(room.folders.drafts, step.data)
            except DroppedError:
                doubt = "it may lie there, as the answer was lost: look before you send"
                self.refusals[name] = f"{name}: {doubt}"
                raise
            except MailboxError as error:
                self.refusals[name] = f"{name}: {error}"
                continue
            # Noted first: it lies there, also if the journal cannot be written.
            self._note(step, self._begun[name])
            self.unread.add(name)
            self._put_there[name] = step.message_id
            if uidvalidity != room.selected.uidvalidity:
                uid = 0  # counted in another folder than the one we look at
            self._appended.add((uidvalidity, uid))
            self._remember(step, room.folders.drafts, uidvalidity, uid)
            stored.append(Stored(step, uid))
            self._to.progress(number, len(steps))
        return stored

    def _read_back(self, room: Room, stored: Sequence[Stored]) -> None:
        """See that the server kept what it was given; what it changed is taken back."""
        unlike: list[Stored] = []
        for one in read_back(room, stored):
            name = one.step.wanted.name
            self.unread.discard(name)
            if not one.data:
                self._is_missing(one.step)
                continue
            fact, digest = judged(one)
            if not fact:
                self._remember(one.step, *room.spot, one.uid, digest)
                continue
            self.refusals[name] = f"{name}: the server {fact}"
            self.receipts.pop(name, None)
            # Only what this run put under this very UID is taken back.
            if (room.selected.uidvalidity, one.uid) in self._appended and one.uid:
                unlike.append(one)
            else:
                self.refusals[name] += _BY_HAND
        if retire(room, [one.uid for one in unlike]):
            # Or the next run would think that its owner sent or deleted it.
            self._to.memory.forget_copies(one.step.message_id for one in unlike)
            return
        for one in unlike:
            self.refusals[one.step.wanted.name] += _BY_HAND

    def _is_missing(self, step: Step) -> None:
        """Tell, and forget: the next run must not think that its owner sent it."""
        name = step.wanted.name
        fact = "the server took it and does not show it"
        self.refusals[name] = f"{name}: {fact}{_BY_HAND}"
        self.receipts.pop(name, None)
        self._to.memory.forget_copies(filter(None, [self._put_there.get(name)]))

    def _retire(self, room: Room, steps: Sequence[Step]) -> None:
        done = [step for step in steps if step.wanted.name in self.receipts]
        uids = [uid for step in done for uid in step.plan.retire]
        if not retire(room, uids):
            count = f"{len(uids)} older version{'s' if len(uids) > 1 else ''}"
            self._tell(f"{count} could not be removed by this server: delete by hand")

    def _remember(
        self, step: Step, folder: str, uidvalidity: int, uid: int, digest: str = ""
    ) -> None:
        wanted = step.wanted
        copy = (wanted.own.id, step.message_id, folder, uidvalidity, uid)
        self._to.memory.place([Placed(*copy, wanted.reader, digest)])

    def _tell(self, line: str) -> None:
        """Say it once, however often a connection breaks."""
        if line not in self._said:
            self._said.add(line)
            self._to.tell(line)

    def _note(self, step: Step, state: State, why: str = "") -> None:
        name = step.wanted.name
        self.refusals.pop(name, None)
        if state is State.UNCHANGED:
            state = self._begun.get(name, state)
        self.receipts[name] = Receipt(step.wanted.artefact, self._where, state, why)


class Stored(NamedTuple):
    """A copy that lies there and is to be read back."""

    step: Step
    uid: int
    data: bytes = b""


def read_back(room: Room, stored: Sequence[Stored]) -> list[Stored]:
    """Give each with its UID and bytes; without them if it is not to be found.

    A UID is only believed if the copy lies under it: a server may name none, or count
    in a folder that was made anew meanwhile. Then it is looked for by its Message-ID.
    """
    found = _with_bytes(room, stored)
    lost = {id(one.step): one for one in found if not _is_it(one)}
    if not lost:
        return found
    room.session.noop()  # a server may tell only now of what is new
    own = stored[0].step.wanted.own
    seen = look_anew(room, own.token)
    uids = {str(one.own): one.uid for one in seen if one.own and not one.is_deleted}
    again = [
        one._replace(uid=uids.get(one.step.message_id, 0), data=b"")
        for one in lost.values()
    ]
    lost = {id(one.step): one for one in _with_bytes(room, again)}
    return [lost.get(id(one.step), one) for one in found]


def _with_bytes(room: Room, stored: Sequence[Stored]) -> list[Stored]:
    wanted = [one.uid for one in stored if one.uid and not one.data]
    largest = max((len(one.step.data) for one in stored), default=0)
    at_once = max(1, min(_MOST_AT_ONCE, _BYTES_AT_ONCE // max(largest, 1)))
    messages = room.session.messages(wanted, at_once)
    return [one._replace(data=one.data or messages.get(one.uid, b"")) for one in stored]


def _is_it(one: Stored) -> bool:
    """Whether what lies there is the copy: by its name, or word for word."""
    if not one.data:
        return False
    try:
        message = read_message(one.data)
    except ValueError:
        return False
    named = message.message_id == one.step.message_id
    return named or not differences(one.step.wanted.message, message)


def judged(one: Stored) -> tuple[str, str]:
    """Say what the server did to it, if anything; and the digest of what lies there."""
    try:
        found = read_message(one.data)
    except ValueError as error:
        return f"changed it: {error}", ""
    facts = differences(one.step.wanted.message, found)
    return (f"changed it: {'; '.join(facts)}" if facts else ""), digest_of(found)
