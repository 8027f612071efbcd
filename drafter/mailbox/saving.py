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
from drafter.formats.message import read_message, unfit_headers
from drafter.html import words_alone
from drafter.journal.run import Placed, newest
from drafter.mailbox.decide import (
    NEW,
    Verdict,
    find_sent,
    plan_all,
    retire,
    wanted_of,
)
from drafter.mailbox.failures import (
    DroppedError,
    MailboxError,
    NotSavedError,
    StalledError,
)
from drafter.mailbox.look import enter, enter_again, find_folders, uids_now


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from drafter.accounts.settings import Settings
    from drafter.delivery.deliver import Artefact
    from drafter.formats.message import Message
    from drafter.journal.run import Placements
    from drafter.mailbox.decide import Wanted
    from drafter.mailbox.look import Room
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
        unsent = [a for a in artefacts if a.name not in self.frozen]
        saving = _Saving(self, [wanted_of(artefact) for artefact in unsent])
        try:
            failure = saving.tried()
        except KeyboardInterrupt:
            saving.tell_of_stop()
            raise
        recalled = [one for one in saving.wanted if failure and saving.recalls(one)]
        told: dict[str, Receipt | None] = {
            artefact.name: Receipt(artefact, "", State.KEPT) for artefact in artefacts
        }
        told |= {one.artefact.name: one.receipt for one in saving.wanted}
        receipts = tuple(filter(None, told.values()))
        unsaved = [artefact for artefact in artefacts if not told[artefact.name]]
        unread = [one for one in saving.wanted if one.is_unread and failure]
        if unsaved or recalled or unread:
            fact = "saved, but it could not be read back: read it before you send"
            lines = [
                *dict.fromkeys(one.refusal for one in saving.wanted if one.refusal),
                *(f"{one.name}: {fact}, or run again" for one in unread),
                *(failure.lines if failure else ()),
            ]
            raise NotSavedError(lines, receipts, unsaved)
        if failure:
            remedy = "the next run with --imap removes them"
            older = f". Older versions may still lie there: {remedy}."
            leaves_older = any(one.plan.retire for one in saving.wanted)
            self.tell(f"{failure}{older if leaves_older else ''}")
        return receipts


class _Saving:
    """One run: what is wanted, and what the person was told."""

    _room: Room
    """Of the connection that is tried."""

    def __init__(self, to: DraftsFolder, wanted: Sequence[Wanted]) -> None:
        self._to = to
        self.wanted = wanted
        self._where = ""
        self._rescued: set[tuple[int, int]] = set()
        self._appended: set[tuple[int, int]] = set()
        self._said: set[str] = set()

    def tried(self) -> NotDeliveredError | None:
        """Run twice at most, and once where waiting again would not help."""
        failure: NotDeliveredError | None = None
        for _ in range(2 if self.wanted else 0):
            try:
                with self._to.sign_in() as session:
                    self._run(session)
            except DroppedError as error:
                failure = error
                if isinstance(error, StalledError):
                    break
            except NotDeliveredError as error:  # of the keyring, or of a program, too
                return error
            else:
                return None
        return failure

    def _run(self, session: Session) -> None:
        """Look, plan everything, then act; `MailboxError` ends it where it is."""
        to = self._to
        folders = find_folders(session, to.settings.drafts, to.settings.sent)
        self._room = enter(session, folders)
        self._where = f"{to.settings.name}: {folders.drafts}"
        plan_all(self._room, self.wanted, to.memory, replace=to.replace)
        new = [one for one in self.wanted if one.plan == NEW]
        if new and folders.sent and not to.replace:
            self._look_in_sent(new)
        self._save_lost()
        for one in self.wanted:
            if one.beside:
                self._tell(f"{one.name}: {one.beside}: send only one")
        added = [one for one in self.wanted if one.plan.verdict is Verdict.ADD]
        for one in self.wanted:
            if one not in added:
                self._leave(one)
        self._append(added)
        self._take_back(self._read_back([o for o in self.wanted if o.is_unread]))
        uids = [uid for one in self.wanted if one.receipt for uid in one.plan.retire]
        if not retire(self._room, uids):
            count = f"{len(uids)} older version{'s' if len(uids) > 1 else ''}"
            self._tell(f"{count} could not be removed by this server: delete by hand")

    def _look_in_sent(self, new: Sequence[Wanted]) -> None:
        """Find what another machine sent, or a journal that is lost; come back."""
        try:
            find_sent(self._room, new, self._to.memory)
        except DroppedError:
            raise
        except MailboxError as error:
            self._tell(f"{error}: whether you sent one of these before is not known")
        self._room = enter_again(self._room)

    def tell_of_stop(self) -> None:
        for one in self.wanted:
            how = "lies" if one.receipt else "may lie"
            if one.begun and not one.refusal:
                self._to.tell(f"{one.name}: it {how} in {self._where} ({one.begun})")

    def recalls(self, one: Wanted) -> bool:
        """Let the journal speak where the mailbox did not; whether it answered.

        What was saved with these very words is not written a second time elsewhere: it
        may have been sent since.
        """
        placed = newest(self._to.memory.placed([one.own.id]))
        if one.receipt or one.refusal or placed is None:
            return False
        where = f"{self._to.settings.name}: {placed.folder}"
        is_there = placed.digest and placed.own.digest == one.own.digest
        if is_there and not self._to.replace:
            why = "saved there before; your mailbox could not be asked"
            one.receipt = Receipt(one.artefact, where, State.KEPT, why)
            return True
        doubt = f"a version of it was put into {where}, and may be sent"
        self._tell(f"{one.name}: {doubt}: look there first")
        return False

    def _save_lost(self) -> None:
        """Say what a person wrote and will lose, and keep a copy of it first."""
        for one in self.wanted:
            for copy in one.copies:
                spot = (self._room.selected.uidvalidity, copy.uid)
                if copy.uid in one.plan.lost and spot not in self._rescued:
                    self._rescued.add(spot)
                    kept = self._to.rescue(one.artefact.name, copy.data)
                    fact = "your own version gives way; it is kept in"
                    self._tell(f"{one.name}: {fact} {kept}")

    def _leave(self, one: Wanted) -> None:
        """Note what needs nothing appended."""
        verdict = one.plan.verdict
        if verdict is Verdict.GONE and one.put_there:
            # Stored by this very run, over a link that broke: nobody has sent it since.
            self._is_missing(one)
        elif verdict is not Verdict.CURRENT:
            state, why = _KEPT[verdict]
            if verdict is Verdict.GONE and one.sent_in:
                why = f"you sent it: it lies in {one.sent_in}"
            self._note(one, state, why)
        else:
            self._note(one, State.REPLACED if one.plan.lost else State.UNCHANGED)
            one.uid = one.plan.uid
            (copy,) = (copy for copy in one.copies if copy.uid == one.uid)
            one.is_unread = bool(copy.data)
            if copy.found and not copy.data:
                self._remember(one, copy.found)

    def _append(self, added: Sequence[Wanted]) -> None:
        session, folder = self._room.session, self._room.folders.drafts
        refused = []
        for number, one in enumerate(added, 1):
            one.begun = State.REPLACED if one.plan.retire else State.SAVED
            data = one.data(self._to.now)
            try:
                uidvalidity, uid = session.append(folder, data)
            except DroppedError:
                doubt = "it may lie there, as the answer was lost: look before you send"
                one.refusal = f"{one.name}: {doubt}"
                raise
            except MailboxError as error:
                one.refusal = f"{one.name}: {error}"
                refused.append(one)
                continue
            # Counted in another folder than the one we look at, it says nothing.
            is_here = uidvalidity == self._room.selected.uidvalidity
            self._is_stored(one, uid if is_here else 0)
            self._to.progress(number, len(added))
        if refused:  # who says no may have stored it all the same
            uids = uids_now(self._room, refused[0].own.token)
            for one in refused:
                if uid := uids.get(one.message_id, 0):
                    self._is_stored(one, uid)

    def _is_stored(self, one: Wanted, uid: int) -> None:
        """Note it at once: it lies there, also if the journal cannot be written."""
        assert one.begun
        self._note(one, one.begun)
        one.uid, one.put_there = uid, one.message_id
        self._appended.add((self._room.selected.uidvalidity, uid))
        self._remember(one)

    def _read_back(self, stored: Sequence[Wanted]) -> list[Wanted]:
        """See that the server kept what it was given; give what is to be taken back.

        A UID is only believed if the copy lies under it: a server may name none, or
        count in a folder that was made anew meanwhile. Then the copy is looked for by
        its Message-ID.
        """
        left, unlike = list(stored), []
        for is_found in (False, True):
            if not left:
                break
            if is_found:
                uids = uids_now(self._room, left[0].own.token)
                for one in left:
                    one.uid = uids.get(one.message_id, 0)
            by_uid = {one.uid: one for one in left if one.uid}
            sizes = {uid: len(one.artefact.data) for uid, one in by_uid.items()}
            for uid, data in self._room.session.messages(sizes):
                one = by_uid[uid]
                fact, digest, is_it = self._compared(one, data)
                if is_it or is_found:
                    left.remove(one)
                    if self._is_unlike(one, fact, digest):
                        unlike.append(one)
        for one in left:
            self._is_missing(one)
        return unlike

    def _compared(self, one: Wanted, data: bytes) -> tuple[str, str, bool]:
        """Say what the server did to it, if anything; its digest; whether it is it."""
        if one.put_there and data == one.data(self._to.now):
            return "", one.own.digest, True
        try:
            found = read_message(data)
        except ValueError as error:
            return str(error), "", False
        facts = _differences(read_message(one.artefact.data), found)
        is_it = found.message_id == one.message_id or not facts
        return "; ".join(facts), digest_of(found), is_it

    def _is_unlike(self, one: Wanted, fact: str, digest: str) -> bool:
        """Note what the server made of it; whether it is ours to be taken back."""
        if not fact:
            self._remember(one, digest)
            return False
        # Only what this run put under this very UID is taken back.
        is_ours = (self._room.selected.uidvalidity, one.uid) in self._appended
        by_hand = "" if is_ours else _BY_HAND
        self._refuse(one, f"the server changed it: {fact}{by_hand}")
        return is_ours

    def _take_back(self, unlike: Sequence[Wanted]) -> None:
        if retire(self._room, [one.uid for one in unlike]):
            # Or the next run would think that its owner sent or deleted it.
            self._to.memory.forget_copies(one.message_id for one in unlike)
            return
        for one in unlike:
            one.refusal += _BY_HAND

    def _is_missing(self, one: Wanted) -> None:
        """Tell, and forget: the next run must not think that its owner sent it."""
        self._refuse(one, f"the server took it and does not show it{_BY_HAND}")
        self._to.memory.forget_copies(filter(None, [one.put_there]))

    def _remember(self, one: Wanted, digest: str = "") -> None:
        """Keep where it lies; with a digest once it was read back."""
        one.is_unread = not digest
        copy = (one.own.id, one.message_id, *self._room.spot, one.uid)
        self._to.memory.place([Placed(*copy, one.reader, digest)])

    def _tell(self, line: str) -> None:
        """Say it once, however often a connection breaks."""
        if line not in self._said:
            self._said.add(line)
            self._to.tell(line)

    def _note(self, one: Wanted, state: State, why: str = "") -> None:
        one.refusal = ""
        if state is State.UNCHANGED:
            state = one.begun or state
        one.receipt = Receipt(one.artefact, self._where, state, why)

    def _refuse(self, one: Wanted, fact: str) -> None:
        one.refusal, one.receipt = f"{one.name}: {fact}", None
        one.is_unread = False


def _differences(sent: Message, found: Message) -> list[str]:
    """Say where what a server stored is another letter than the one it was given."""
    # A server that makes the text part anew may write out where links lead.
    links = tuple(filter(None, (*sent.page.links, *found.page.links)))
    pairs = {
        "From": (_addresses(sent, "From"), _addresses(found, "From")),
        "recipient": (_addresses(sent, "To"), _addresses(found, "To")),
        "subject": (sent.subject, found.subject),
        "text": (words_alone(sent.text, links), words_alone(found.text, links)),
        "file": (
            [(a.name, a.data) for a in sent.attachments],
            [(a.name, a.data) for a in found.attachments],
        ),
    }
    if sent.html and found.html:
        pages = (sent.page.text, found.page.text)
        pairs["HTML"] = (words_alone(pages[0], links), words_alone(pages[1], links))
    facts = [
        f"its {what} differs" for what, (one, other) in pairs.items() if one != other
    ]
    return [*unfit_headers(found), *facts]


def _addresses(message: Message, name: str) -> list[str]:
    return [mailbox.address.casefold() for mailbox in message.mailboxes(name).all]
