"""What is to be done about every draft, planned before anything is.

Everything is encoded here as well: one draft that cannot be, and nothing is appended.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from drafter.journal.placements import newest
from drafter.mailbox.decide import Verdict, decide
from drafter.mailbox.look import look
from drafter.mailbox.prove import prove
from drafter.mailbox.wanted import Step, encoded


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from drafter.journal.placements import Placements
    from drafter.mailbox.look import Seen
    from drafter.mailbox.prove import Proven
    from drafter.mailbox.read_back import Room
    from drafter.mailbox.wanted import Wanted


def plan_all(
    room: Room,
    wanted: Sequence[Wanted],
    memory: Placements,
    now: datetime,
    *,
    replace: bool,
) -> tuple[list[Step], list[Proven]]:
    """Look at the folder, and give a step for each draft and all copies found."""
    token = wanted[0].own.token
    seen = look(room.session, room.selected, token, [one.to for one in wanted])
    ids = {one.own.id for one in wanted}
    made = [s for s in seen if s.own and s.own.token == token]
    ours = [s for s in made if s.own and s.own.id in ids]
    strays = [s for s in made if s not in ours and not s.is_deleted]
    placed = memory.placed(ids)
    known = {p.message_id: p for p in placed}
    proven = prove(room.session, ours, known, room.spot, _staying(wanted, ours))
    by_uid = {one.uid: one.own.id for one in ours if one.own}
    steps = []
    for one in wanted:
        others = _others(one, seen, token)
        subject = one.message.subject.casefold()
        last = newest(p for p in placed if p.draft == one.own.id)
        plan = decide(
            one.own.digest,
            [p.copy for p in proven if by_uid[p.copy.uid] == one.own.id],
            placed=last.own.generation if last else 0,
            is_resaved=subject in others,
            replace=replace,
        )
        adds = plan.verdict is Verdict.ADD
        data = encoded(one, plan.generation, now) if adds else b""
        beside = subject if subject in others else next(iter(others), "")
        namesake = any((s.to, s.subject) == (one.to.key, subject) for s in strays)
        steps.append(Step(one, plan, data, beside, has_namesake=namesake))
    return steps, proven


def _staying(wanted: Sequence[Wanted], ours: Sequence[Seen]) -> set[int]:
    """Find the copies that are alone and promise the wanted words, by UID."""
    digests = {one.own.id: one.own.digest for one in wanted}
    counts = Counter(one.own.id for one in ours if one.own)
    return {
        one.uid
        for one in ours
        if one.own
        and counts[one.own.id] == 1
        and not one.is_deleted
        and one.own.digest == digests[one.own.id]
    }


def _others(wanted: Wanted, seen: Sequence[Seen], token: str) -> dict[str, None]:
    """Give the subjects of drafts to the same person that are not ours."""
    return {
        one.subject: None
        for one in seen
        if one.to == wanted.to.key
        and not one.is_deleted
        and not (one.own and one.own.token == token)
    }
