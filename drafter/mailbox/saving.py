"""One run of saving drafts, over one or two connections; see `drafts_folder`.

What was decided in a connection that broke is decided anew in the next, from what lies
there then; only what the person is told remembers the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.delivery.deliver import Receipt, State
from drafter.journal.placements import Placed, newest
from drafter.mailbox.decide import Verdict
from drafter.mailbox.failures import DroppedError, MailboxError
from drafter.mailbox.folders import find_folders
from drafter.mailbox.plans import plan_all
from drafter.mailbox.read_back import Room, Stored, judged, read_back
from drafter.mailbox.retire import retire
from drafter.mailbox.wanted import Step, wanted_of


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.delivery.deliver import Artefact
    from drafter.mailbox.commands import Session
    from drafter.mailbox.drafts_folder import DraftsFolder
    from drafter.mailbox.prove import Proven

_KEPT = {
    Verdict.EDITED: (State.KEPT, "you changed it, so it was left alone"),
    Verdict.RESAVED: (State.KEPT, "your mail program saved it anew, so it was left"),
    Verdict.GONE: (State.GONE, "you sent, moved or deleted it"),
}


_BY_HAND = "; look into the folder, and delete by hand what should not be there"


class Saving:
    """What is known of the run so far."""

    def __init__(self, to: DraftsFolder, artefacts: Sequence[Artefact]) -> None:
        self._to = to
        self._wanted = [wanted_of(artefact) for artefact in artefacts]
        self._where = ""
        self._rescued: set[tuple[int, int]] = set()
        self._appended: set[tuple[int, int]] = set()
        self._said: set[str] = set()
        self._begun: dict[str, State] = {}
        self._put_there: dict[str, str] = {}
        """By name, the Message-ID of what this run stored."""
        self._receipts: dict[str, Receipt] = {}
        self.refusals: dict[str, str] = {}
        """By name, why a draft is not in the folder."""
        self.unread: set[str] = set()
        """Names of those that were stored, and not read back."""
        self.leaves_older = False
        """Whether there were older versions to retire."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to connect for."""
        return not self._wanted

    def receipts(self) -> list[Receipt]:
        """Those drafts about which all is well."""
        return list(self._receipts.values())

    def run(self, session: Session) -> None:
        """Look, plan everything, then act; `MailboxError` ends it where it is."""
        folders = find_folders(session, self._to.settings.drafts)
        room = Room(session, folders, session.select(folders.drafts))
        self._where = f"{self._to.settings.name}: {folders.drafts}"
        to = self._to
        steps, proven = plan_all(
            room, self._wanted, to.memory, to.now, replace=to.replace
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
        before = len(self._receipts)
        for wanted in self._wanted:
            name = wanted.name
            if name in self._receipts or name in self.refusals:
                continue
            placed = newest(self._to.memory.placed([wanted.own.id]))
            if placed is None:
                continue
            where = f"{self._to.settings.name}: {placed.folder}"
            is_there = placed.digest and placed.own.digest == wanted.own.digest
            if is_there and not self._to.replace:
                why = "saved there before; your mailbox could not be asked"
                self._receipts[name] = Receipt(wanted.artefact, where, State.KEPT, why)
            else:
                doubt = f"a version of it was put into {where}, and may be sent"
                self._tell(f"{name}: {doubt}: look there first")
        return len(self._receipts) - before

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
            self._receipts.pop(name, None)
            # Only what this run put under this very UID is taken back.
            if (room.selected.uidvalidity, one.uid) in self._appended and one.uid:
                unlike.append(one)
            else:
                self.refusals[name] += _BY_HAND
        if retire(room.session, [one.uid for one in unlike], room.folders):
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
        self._receipts.pop(name, None)
        self._to.memory.forget_copies(filter(None, [self._put_there.get(name)]))

    def _retire(self, room: Room, steps: Sequence[Step]) -> None:
        done = [step for step in steps if step.wanted.name in self._receipts]
        uids = [uid for step in done for uid in step.plan.retire]
        if not retire(room.session, uids, room.folders):
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
        self._receipts[name] = Receipt(step.wanted.artefact, self._where, state, why)
