"""One run that drafts: what is to be remembered of it, and what earlier runs left.

Who corrects a name has two letters then, one of them with the wrong name. It may have
been edited, so it is never removed here: the person is told where it lies.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.delivery.deliver import State
from drafter.errors import Problem
from drafter.formats.eml import id_of, parse_message_id
from drafter.formats.message import read_message
from drafter.guard import sketch
from drafter.journal.history import is_logged
from drafter.journal.journal import Entry


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.compose import Composed
    from drafter.delivery.deliver import Artefact, Receipt
    from drafter.errors import Location
    from drafter.interview import Interview, Interviewer
    from drafter.journal.history import History, KnownDraft

_ALIKE = 0.8
"""Lindquist and Lindqvist are 0.96 alike, Whitlok and Whitlock 0.93; Dana and Diana Lee
0.94, so it is a question."""


def entries(receipts: Sequence[Receipt], composed: Sequence[Composed]) -> list[Entry]:
    """What to remember: drafts of ours that stand there now, not the edited ones."""
    made = {id(one.draft): one for one in composed}
    return [
        _entry(receipt, made[id(receipt.artefact.cleared.draft)])
        for receipt in receipts
        if receipt.state not in (State.KEPT, State.GONE)
    ]


def _entry(receipt: Receipt, made: Composed) -> Entry:
    draft, path = made.draft, Path(receipt.where)
    # A file, however its folder was named; a folder of an account stays as it is.
    is_file = path.name == receipt.artefact.name
    return Entry(
        person=draft.interviewer.id if draft.interviewer else "",
        kind=draft.kind,
        place=str(path.absolute()) if is_file else receipt.where,
        message_id=read_message(receipt.artefact.data).message_id
        if draft.is_mail
        else "",
        choices=made.choices,
        sketch=sketch(draft),
        number=made.order.number,
    )


def twins(artefacts: Sequence[Artefact], known: Sequence[KnownDraft]) -> Iterator[str]:
    """Say which letters were put into an account: in two places, one is sent twice."""
    names = {artefact.name for artefact in artefacts}
    for draft in known:
        if draft.is_in_account and draft.name in names:
            name = draft.name.removesuffix(".eml")
            yield f"{name} was put into {draft.place} before: send only one of the two."


def renamed(
    where: Location,
    interview: Interview,
    before: History,
    receipts: Sequence[Receipt],
) -> Iterator[Problem]:
    """Ask about each name that looks like an old one of somebody in the notes.

    `before` is what the journal knew before this run. Other people of that day may
    stand in another file of the user's: of them nothing is said.
    """
    known = {person.id for person in interview.interviewers}
    strangers = dict.fromkeys(d.person for d in before.drafts if d.person not in known)
    addresses = _by_address(before, receipts) if strangers else {}
    saved = any(receipt.state is State.SAVED for receipt in receipts)
    for old in strangers:
        person = addresses.get(old) or _namesake(old, interview)
        if person is None:
            continue
        drafts = [draft for draft in before.drafts if draft.person == old]
        went_out = [draft for draft in drafts if is_logged(draft, before.events)]
        if went_out:
            kinds = ", ".join(dict.fromkeys(str(draft.kind) for draft in went_out))
            fact = f"{person.name}: {kinds} to '{old}' went out before"
            remedy = f"write `id: {old}` if that is the same person"
            yield Problem(where, fact, remedy)
        # Not asked again: in an account an address makes a person, and the letter gave
        # way; of another address the run tells that first saves a letter to it.
        asked = saved and old not in addresses
        left = [
            f"{d.name.removesuffix('.eml')} in {d.place}"
            if d.is_in_account
            else d.place
            for d in drafts
            if d not in went_out and (asked if d.is_in_account else _is_file(d.place))
        ]
        if left:
            fact = f"is '{old}', drafted before, the old name of {person.name}?"
            remedy = f"then delete, so that it is not sent: {'; '.join(left)}"
            yield Problem(where, fact, remedy)


def _by_address(before: History, receipts: Sequence[Receipt]) -> dict[str, Interviewer]:
    """Who has the address now that an email to another id went to."""
    now = {
        id_of(receipt.artefact.cleared.draft, receipt.artefact.number): person
        for receipt in receipts
        if (person := receipt.artefact.cleared.draft.interviewer)
    }
    found: dict[str, Interviewer] = {}
    for draft in before.drafts:
        own = parse_message_id(draft.message_id)
        if own and own.id in now and now[own.id].id != draft.person:
            found[draft.person] = now[own.id]
    return found


def _namesake(old: str, interview: Interview) -> Interviewer | None:
    """Who has nearly this id; what was made up for a name without letters is none."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a new name pays for it

    for person in interview.interviewers:
        one, two = set(old.split("-")), set(person.id.split("-"))
        alike = SequenceMatcher(None, old, person.id).ratio() >= _ALIKE
        if not {"person", "con"} & one and (alike or one <= two or two <= one):
            return person
    return None


def _is_file(place: str) -> bool:
    with suppress(OSError):  # in a folder that may not be read
        return Path(place).is_file()
    return False
