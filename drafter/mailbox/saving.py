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
from drafter.journal.run import Placed, newest
from drafter.mailbox.decide import Step, Verdict, plan_all, sent_before, wanted_of
from drafter.mailbox.failures import (
    DroppedError,
    MailboxError,
    NotSavedError,
    StalledError,
)
from drafter.mailbox.look import enter, find_folders, uids_now
from drafter.mailbox.prove import retire
from drafter.mailbox.read_back import Stored, judged, read_back


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from drafter.accounts.settings import Settings
    from drafter.delivery.deliver import Artefact
    from drafter.journal.run import Placements
    from drafter.mailbox.look import Room
    from drafter.mailbox.prove import Proven
    from drafter.mailbox.session import Session

_KEPT = {
    Verdict.EDITED: (State.KEPT, "you changed it, so it was left alone"),
    Verdict.RESAVED: (State.KEPT, "your mail program saved it anew, so it was left"),
    Verdict.GONE: (State.GONE, "you sent, moved or deleted it"),
}
_BY_HAND = "; look into the folder, and delete by hand what should not be there"


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
    tell: Callable[[str], object] = lambda _: None
    """Says at once what the person should know before it happens."""
    progress: Callable[[int, int], object] = lambda *_: None
    """Called with how many of how many are stored."""

    def put(self, artefacts: Sequence[Artefact]) -> tuple[Receipt, ...]:
        """Bring the folder up to date; `NotSavedError` says what could not be."""
        sent = [a for a in artefacts if a.name in self.frozen]
        saving = _Saving(self, [a for a in artefacts if a.name not in self.frozen])
        try:
            failure = self._try(saving)
        except KeyboardInterrupt:
            saving.tell_of_stop()
            raise
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
        self._sent: dict[str, str] = {}
        """By name, the folder of sent mail where this run found it."""
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
        folders = find_folders(session, to.settings.drafts, to.settings.sent)
        if folders.sent and not to.replace:
            self._look_in_sent(session, folders.sent)
        room = enter(session, folders)
        self._where = f"{to.settings.name}: {room.folders.drafts}"
        steps, proven = plan_all(
            room, self.wanted, to.memory, to.now, replace=to.replace
        )
        self.leaves_older = any(step.plan.retire for step in steps)
        self._save_lost(room, steps, proven)
        for step in steps:
            for line in step.beside:
                self._tell(f"{step.wanted.name}: {line}")
        current = [self._found(step, proven) for step in steps if not step.data]
        stored = self._append(room, [step for step in steps if step.data])
        self._read_back(room, [*filter(None, current), *stored])
        self._retire(room, steps)

    def _look_in_sent(self, session: Session, folder: str) -> None:
        """Find what another machine sent, or a journal that is lost."""
        try:
            names = sent_before(session, folder, self.wanted, self._to.memory)
        except DroppedError:
            raise
        except MailboxError as error:
            self._tell(f"{error}: whether you sent one of these before is not known")
        else:
            self._sent |= dict.fromkeys(names, folder)

    def tell_of_stop(self) -> None:
        """Say what lies there by now."""
        for name, state in self._begun.items():
            how = "lies" if name in self.receipts else "may lie"
            if name not in self.refusals:
                self._to.tell(f"{name}: it {how} in {self._where} ({state})")

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

    def _found(self, step: Step, proven: Sequence[Proven]) -> Stored | None:
        """Note what needs nothing appended."""
        verdict, name = step.plan.verdict, step.wanted.name
        if verdict is Verdict.GONE and name in self._put_there:
            # Stored by this very run, over a link that broke: nobody has sent it since.
            self._is_missing(step)
            return None
        if verdict is not Verdict.CURRENT:
            state, why = _KEPT[verdict]
            if verdict is Verdict.GONE and name in self._sent:
                why = f"you sent it: it lies in {self._sent[name]}"
            self._note(step, state, why)
            return None
        self._note(step, State.REPLACED if step.plan.lost else State.UNCHANGED)
        data = next(one.data for one in proven if one.copy.uid == step.plan.uid)
        return Stored(step, step.plan.uid, data) if data else None

    def _append(self, room: Room, steps: Sequence[Step]) -> list[Stored]:
        stored, refused = [], []
        for number, step in enumerate(steps, 1):
            name = step.wanted.name
            self._begun[name] = State.REPLACED if step.plan.retire else State.SAVED
            try:
                spot = room.session.append(room.folders.drafts, step.data)
            except DroppedError:
                doubt = "it may lie there, as the answer was lost: look before you send"
                self.refusals[name] = f"{name}: {doubt}"
                raise
            except MailboxError as error:
                self.refusals[name] = f"{name}: {error}"
                refused.append(step)
                continue
            stored.append(self._is_stored(room, step, spot))
            self._to.progress(number, len(steps))
        if refused:  # who says no may have stored it all the same
            uids = uids_now(room, refused[0].wanted.own.token)
            stored += [
                self._is_stored(room, step, (room.selected.uidvalidity, uid))
                for step in refused
                if (uid := uids.get(step.message_id))
            ]
        return stored

    def _is_stored(self, room: Room, step: Step, spot: tuple[int, int]) -> Stored:
        """Note it at once: it lies there, also if the journal cannot be written."""
        name, (uidvalidity, uid) = step.wanted.name, spot
        self._note(step, self._begun[name])
        self.unread.add(name)
        self._put_there[name] = step.message_id
        if uidvalidity != room.selected.uidvalidity:
            uid = 0  # counted in another folder than the one we look at
        self._appended.add((uidvalidity, uid))
        self._remember(step, room.folders.drafts, uidvalidity, uid)
        return Stored(step, uid)

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
