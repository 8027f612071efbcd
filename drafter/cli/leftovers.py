"""Letters that earlier runs left: in another place, or under another name.

Who corrects a name has two letters then, one of them with the wrong name. It may have
been edited, so it is never removed here: the person is told where it lies.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.delivery.deliver import State
from drafter.errors import Problem
from drafter.formats.eml import id_of, parse_message_id
from drafter.journal.history import identity, is_logged


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.delivery.deliver import Artefact, Receipt
    from drafter.errors import Location
    from drafter.interview import Interview, Interviewer
    from drafter.journal.history import History, KnownDraft
    from drafter.journal.journal import Journal

_ALIKE = 0.8
"""Lindquist and Lindqvist are 0.96 alike, Whitlok and Whitlock 0.93; Dana and Diana Lee
0.94, so it is a question."""


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
    journal: Journal,
    before: History,
    receipts: Sequence[Receipt],
) -> Iterator[Problem]:
    """Ask about each name that looks like an old one of somebody in the notes.

    `before` is what the journal knew before this run. Other people of that day may
    stand in another file of the user's: of them nothing is said.
    """
    known = {person.id for person in interview.interviewers}
    strangers = dict.fromkeys(d.person for d in before.drafts if d.person not in known)
    addresses = _by_address(interview, journal, receipts) if strangers else {}
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
        # Not asked again: there an address makes a person, and the letter gave way;
        # of another address the run tells that first saves a letter to it.
        saved = any(receipt.state is State.SAVED for receipt in receipts)
        in_account = saved and old not in addresses
        unsent = [draft for draft in drafts if draft not in went_out]
        left = [d for d in unsent if (in_account if d.is_in_account else _is_file(d))]
        if left:
            places = "; ".join(_place(draft) for draft in left)
            fact = f"is '{old}', drafted before, the old name of {person.name}?"
            remedy = f"then delete, so that it is not sent: {places}"
            yield Problem(where, fact, remedy)


def _by_address(
    interview: Interview, journal: Journal, receipts: Sequence[Receipt]
) -> dict[str, Interviewer]:
    """Who has the address now that an email to another id went to."""
    now = {
        id_of(receipt.artefact.cleared.draft, receipt.artefact.number): person
        for receipt in receipts
        if (person := receipt.artefact.cleared.draft.interviewer)
    }
    found: dict[str, Interviewer] = {}
    for letter in journal.letters().get(identity(interview), ()):
        own = parse_message_id(letter.message_id)
        if own and own.id in now and now[own.id].id != letter.draft.person:
            found[letter.draft.person] = now[own.id]
    return found


def _namesake(old: str, interview: Interview) -> Interviewer | None:
    """Who has nearly this id; what was made up for a name without letters is none."""
    from difflib import SequenceMatcher

    for person in interview.interviewers:
        one, two = set(old.split("-")), set(person.id.split("-"))
        alike = SequenceMatcher(None, old, person.id).ratio() >= _ALIKE
        if not {"person", "con"} & one and (alike or one <= two or two <= one):
            return person
    return None


def _is_file(draft: KnownDraft) -> bool:
    try:
        return Path(draft.place).is_file()
    except OSError:  # in a folder that may not be read
        return False


def _place(draft: KnownDraft) -> str:
    if draft.is_in_account:
        return f"{draft.name.removesuffix('.eml')} in {draft.place}"
    return draft.place
