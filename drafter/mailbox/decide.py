"""What becomes of one draft, from what lies in the folder; pure.

Three rules without exception:

- what a person edited stays, unless they ask for it to be replaced;
- what is remembered and no longer there was sent, moved or deleted: not made again;
- what is provably as we wrote it may give way to a newer version, once that one is
  stored.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Sequence


class Verdict(Enum):
    """What is to be done."""

    ADD = auto()
    """Append it, and retire what it replaces."""
    CURRENT = auto()
    """It lies there as it should; older versions are retired."""
    EDITED = auto()
    RESAVED = auto()
    """A mail program stored it under a Message-ID of its own (Thunderbird, Gmail)."""
    GONE = auto()


class Copy(NamedTuple):
    """One copy of the draft in the folder, under a Message-ID of ours."""

    uid: int
    generation: int
    digest: str
    """What its Message-ID promises."""
    is_deleted: bool
    is_unedited: bool


class Plan(NamedTuple):
    """What to do about one draft."""

    verdict: Verdict
    generation: int = 0
    """Of the copy to append, or of the one that is current."""
    uid: int = 0
    """Of the current copy."""
    retire: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    """Those of `retire` that a person edited."""


def decide(
    digest: str,
    copies: Sequence[Copy],
    *,
    placed: int,
    is_resaved: bool,
    replace: bool,
) -> Plan:
    """Decide about the draft whose content has this digest.

    `placed`: the newest generation that the journal knows of, 0 if it never lay there.
    `is_resaved`: a message to the same person with the same subject, not under our
    Message-ID, lies there.
    """
    live = sorted((c for c in copies if not c.is_deleted), key=_age)
    edited = tuple(c.uid for c in live if not c.is_unedited)
    if not replace:
        if edited:
            return Plan(Verdict.EDITED)
        if not live and is_resaved:
            return Plan(Verdict.RESAVED)
        if not live and (placed or copies):
            return Plan(Verdict.GONE)
    # A version of ours that was already marked deleted: a run ended before its last
    # step. An edited one that is marked so is the user's, and none of our business.
    left = [c.uid for c in copies if c.is_deleted and c.is_unedited]
    # Only what is older ever gives way. Two machines that want other words and work at
    # the same time would else each remove the other's, and leave none.
    if live and live[-1].is_unedited and live[-1].digest == digest:
        *older, keep = live
        retire = (*(c.uid for c in older), *left)
        return Plan(Verdict.CURRENT, keep.generation, keep.uid, retire, edited)
    # Never a Message-ID twice: the first may have been sent, and a server that gets a
    # second mail under one ID may drop it.
    generation = 1 + max([placed, *(c.generation for c in copies)])
    retire = tuple(c.uid for c in live)
    return Plan(Verdict.ADD, generation, 0, (*retire, *left), edited)


def _age(copy: Copy) -> tuple[int, int]:
    return copy.generation, copy.uid
