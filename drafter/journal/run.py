"""One run that drafts: what is to be remembered of it, and what earlier runs left."""

from __future__ import annotations

from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.delivery.deliver import State
from drafter.errors import Problem
from drafter.formats.message import read_message
from drafter.guard import sketch
from drafter.journal.journal import Entry


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drafter.composition import Composed
    from drafter.delivery.deliver import Folder, Receipt
    from drafter.draft import Kind
    from drafter.errors import Location
    from drafter.journal.history import History

    Key = tuple[str, Kind, int]
    Marks = Sequence[str]


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
    head, *_ = receipt.artefact.data.partition(b"\r\n\r\n")
    return Entry(
        person=draft.interviewer.id if draft.interviewer else "",
        kind=draft.kind,
        place=str(path.absolute()) if is_file else receipt.where,
        message_id=read_message(head).message_id if draft.is_mail else "",
        choices=made.choices,
        sketch=sketch(draft),
        number=made.order.number,
    )


def elsewhere(
    where: Location, receipts: Sequence[Receipt], before: History, files: Folder
) -> Iterator[Problem]:
    """Tell which letters lie in two places: one of them is soon sent twice.

    `before` is what was drafted before this run, wherever it was put and by whatever
    name. A file may have been edited, so none is removed here.
    """
    known = {draft.name: draft for draft in before.drafts}
    for receipt in receipts:
        name, here = receipt.artefact.name, receipt.where
        if receipt.state is State.GONE or not here or name in files.frozen:
            continue
        others, beside = [], {(files.path / name).absolute()}
        draft = known.get(name)
        if draft and draft.is_in_account:
            is_new = receipt.state is State.SAVED and not files.replace
            others += [draft.place] if is_new or draft.place != here else []
        elif draft:
            beside.add(Path(draft.place))
        beside -= {Path(here).absolute()} if Path(here).name == name else set()
        others += [str(p) for p in beside if isfile(p)]  # noqa: PTH113 - never raises
        for other in others:
            fact = f"{name} was put elsewhere before"
            yield Problem(where, fact, f"send only one of the two: {other}")


def reworded(
    receipts: Sequence[Receipt], composed: Sequence[Composed], pins: Mapping[Key, Marks]
) -> Iterator[str]:
    """Say, as promised, whose words are new since an earlier drafter's letters went.

    It remembered no letter by its name; `pins` is what the journal knew before.
    """
    anew = (State.WRITTEN, State.REPLACED, State.SAVED)
    made = {id(r.artefact.cleared.draft) for r in receipts if r.state in anew}
    orders = (one.order for one in composed if id(one.draft) in made)
    names = [
        order.person.name
        for order in orders
        if (marks := pins.get(order.key))
        and not any(mark.startswith("letter:") for mark in marks)
    ]
    if names:
        listed = ", ".join(dict.fromkeys(names))
        fact = f"drafter's letters are new: {listed} may read other words than before."
        yield f"{fact} What you sent or changed stays as it is."
