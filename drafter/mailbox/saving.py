"""One run of saving drafts, over one or two connections; see `drafts_folder`.

What was decided in a connection that broke is decided anew in the next, from what lies
there then; only what the person is told remembers the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.delivery.deliver import Receipt, State
from drafter.formats.identity import digest_of, parse_message_id
from drafter.formats.message import read_message
from drafter.mailbox.decide import Verdict, decide
from drafter.mailbox.failures import DroppedError, MailboxError
from drafter.mailbox.folders import find_folders
from drafter.mailbox.look import look
from drafter.mailbox.memory import Placed
from drafter.mailbox.prove import differences, prove
from drafter.mailbox.read_back import Room, Stored, read_back
from drafter.mailbox.retire import retire
from drafter.mailbox.wanted import Step, encoded, wanted_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drafter.delivery.deliver import Artefact
    from drafter.mailbox.commands import Session
    from drafter.mailbox.drafts_folder import DraftsFolder
    from drafter.mailbox.look import Seen
    from drafter.mailbox.prove import Proven
    from drafter.mailbox.wanted import Wanted

_KEPT = {
    Verdict.EDITED: (State.KEPT, "you changed it, so it was left alone"),
    Verdict.RESAVED: (State.KEPT, "your mail program saved it anew, so it was left"),
    Verdict.GONE: (State.GONE, "you sent, moved or deleted it"),
}


class Saving:
    """What is known of the run so far."""

    def __init__(self, to: DraftsFolder, artefacts: Sequence[Artefact]) -> None:
        self._to = to
        self._wanted = [wanted_of(artefact) for artefact in artefacts]
        self._where = ""
        self._rescued: set[int] = set()
        self._said: set[str] = set()
        self._begun: dict[str, State] = {}
        self._receipts: dict[str, Receipt] = {}
        self.refusals: dict[str, str] = {}
        """By name, why a draft is not in the folder."""

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
        steps, proven = self._plan(room)
        self._save_lost(steps, proven)
        self._warn_of_others(steps)
        current = [self._found(step, proven) for step in steps if not step.data]
        stored = self._append(room, [step for step in steps if step.data])
        self._read_back(room, [*filter(None, current), *stored])
        self._retire(room, steps)

    def _plan(self, room: Room) -> tuple[list[Step], list[Proven]]:
        own = self._wanted[0].own
        readers = [wanted.to for wanted in self._wanted]
        seen = look(room.session, room.selected, own.token, readers)
        ids = {wanted.own.id for wanted in self._wanted}
        ours = [
            s for s in seen if s.own and s.own.token == own.token and s.own.id in ids
        ]
        known = {p.message_id: p for p in self._to.memory.placed(ids)}
        proven = prove(room.session, ours, known, room.spot)
        placed = _newest(known.values())
        by_id: dict[str, list[Proven]] = {one: [] for one in ids}
        by_uid = {one.uid: one.own.id for one in ours if one.own}
        for one in proven:
            by_id[by_uid[one.copy.uid]].append(one)
        steps = []
        for wanted in self._wanted:
            others = _others(wanted, seen, own.token)
            subject = wanted.message.subject.casefold()
            plan = decide(
                wanted.own.digest,
                [one.copy for one in by_id[wanted.own.id]],
                placed=placed.get(wanted.own.id, 0),
                is_resaved=subject in others,
                replace=self._to.replace,
            )
            adds = plan.verdict is Verdict.ADD
            data = encoded(wanted, plan.generation, self._to.now) if adds else b""
            beside = subject if subject in others else next(iter(others), "")
            steps.append(Step(wanted, plan, data, beside))
        return steps, proven

    def _save_lost(self, steps: Sequence[Step], proven: Sequence[Proven]) -> None:
        """Say what a person wrote and will lose, and keep a copy of it first."""
        texts = {one.copy.uid: one.data for one in proven}
        for step in steps:
            name = step.wanted.name
            for uid in set(step.plan.lost) - self._rescued:
                kept = self._to.rescue(step.wanted.artefact.name, texts[uid])
                self._tell(f"{name}: your own version gives way; it is kept in {kept}")
                self._rescued.add(uid)

    def _warn_of_others(self, steps: Sequence[Step]) -> None:
        """A person who finds two drafts to one reader may send both."""
        for step in steps:
            subject = step.wanted.message.subject.casefold()
            is_twin = bool(step.beside) and step.beside == subject
            what = "a version that your mail program saved" if is_twin else "a draft"
            stands = is_twin and step.plan.verdict is Verdict.CURRENT
            if stands or (step.beside and step.data):
                whose = f"{what} to {step.wanted.to}"
                self._tell(f"{step.wanted.name}: {whose} lies there too")

    def _found(self, step: Step, proven: Sequence[Proven]) -> Stored | None:
        """Note what needs nothing appended."""
        if step.plan.verdict is not Verdict.CURRENT:
            self._note(step, *_KEPT[step.plan.verdict])
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
            self._remember(step, room.folders.drafts, uidvalidity, uid)
            stored.append(Stored(step, uid))
            self._to.progress(number, len(steps))
        return stored

    def _read_back(self, room: Room, stored: Sequence[Stored]) -> None:
        """See that the server kept what it was given; what it changed is taken back."""
        unlike: list[Stored] = []
        for one in read_back(room, stored):
            name = one.step.wanted.name
            fact, digest = _judged(one)
            if not fact:
                self._remember(one.step, *room.spot, one.uid, digest)
                continue
            self.refusals[name] = f"{name}: the server {fact}"
            self._receipts.pop(name, None)
            unlike += [one] if one.data else []
        if retire(room.session, [one.uid for one in unlike], room.folders):
            # Or the next run would think that its owner sent or deleted it.
            self._to.memory.forget_copies(one.step.message_id for one in unlike)
            return
        for one in unlike:
            name = one.step.wanted.name
            self.refusals[name] += "; delete by hand what lies in the folder"

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


def _judged(one: Stored) -> tuple[str, str]:
    """Say what the server did to it, if anything; and the digest of what lies there."""
    if not one.data:
        return "took it and does not show it", ""
    try:
        found = read_message(one.data)
    except ValueError as error:
        return f"changed it: {error}", ""
    facts = differences(one.step.wanted.message, found)
    return (f"changed it: {'; '.join(facts)}" if facts else ""), digest_of(found)


def _newest(known: Iterable[Placed]) -> dict[str, int]:
    """Give the newest generation of each draft that ever lay there."""
    newest: dict[str, int] = {}
    for one in known:
        own = parse_message_id(one.message_id)
        generation = own.generation if own else 1
        newest[one.draft] = max(generation, newest.get(one.draft, 0))
    return newest


def _others(wanted: Wanted, seen: Sequence[Seen], token: str) -> dict[str, None]:
    """Give the subjects of drafts to the same person that are not ours."""
    return {
        one.subject: None
        for one in seen
        if one.to == wanted.to.key
        and not one.is_deleted
        and not (one.own and one.own.token == token)
    }
