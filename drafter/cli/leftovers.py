"""Letters that earlier runs left: in another place, or to somebody else.

Who corrects a name has two letters then, one of them with the wrong name. It may have
been edited, so it is never removed here: the person is told where it lies.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli.shell import warn
from drafter.delivery.deliver import State
from drafter.journal.history import unsent
from drafter.planning.addressee import addressee


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.delivery.deliver import Artefact, Receipt
    from drafter.interview import Interview
    from drafter.journal.history import History, KnownDraft
    from drafter.journal.journal import Journal


def warn_of_leftovers(
    interview: Interview,
    journal: Journal,
    before: History,
    receipts: Sequence[Receipt],
) -> None:
    """Name each that is not known to be sent; `before` is from before this run."""
    known = {person.id for person in (*interview.interviewers, addressee(interview))}
    strangers = [d for d in unsent(interview, before) if d.person not in known]
    saved = [r for r in receipts if r.state is State.SAVED]
    in_account = _in_account(strangers, journal, interview, receipts) if saved else ()
    for draft in strangers:
        fact = f"left from before, and nobody in the notes is '{draft.person}' now"
        remedy = "so that it is not sent"
        if draft in in_account:
            name = draft.name.removesuffix(".eml")
            warn(f"{name}: {fact} (delete it in {draft.place}, {remedy})")
        elif not draft.is_in_account and Path(draft.place).is_file():
            warn(f"{draft.place}: {fact} (delete it, {remedy})")


def _in_account(
    strangers: Sequence[KnownDraft],
    journal: Journal,
    interview: Interview,
    receipts: Sequence[Receipt],
) -> list[KnownDraft]:
    """Those that this run has not replaced: there an address makes a person.

    The account is not asked what lies there. The run that first saves a letter to
    somebody else tells of it, and later ones do not.
    """
    if not any(draft.is_in_account for draft in strangers):
        return []
    from drafter.formats.identity import id_of, parse_message_id
    from drafter.journal.journal import identity

    written = {id_of(r.artefact.cleared.draft, r.artefact.number) for r in receipts}
    letters = journal.letters().get(identity(interview), ())
    ids = {letter.draft: parse_message_id(letter.message_id) for letter in letters}
    return [
        draft
        for draft in strangers
        if draft.is_in_account and (own := ids.get(draft)) and own.id not in written
    ]


def twins(artefacts: Sequence[Artefact], known: Sequence[KnownDraft]) -> Iterator[str]:
    """Say which letters were put into an account: in two places, one is sent twice."""
    names = {artefact.name for artefact in artefacts}
    for draft in known:
        if draft.is_in_account and draft.name in names:
            name = draft.name.removesuffix(".eml")
            yield f"{name} was put into {draft.place} before: send only one of the two."
