"""`Step`: one thing to do after an interview, and when.

A step is advice as of one day. It is never stored: the next event or the next morning
changes it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from datetime import date


class StepKind(StrEnum):
    """What is to be done; the values are those of `draft.Kind`."""

    THANK_YOU = "thank-you"
    CARD = "card"
    LINKEDIN = "linkedin"
    TAKEAWAY = "takeaway"
    CHECK_IN = "check-in"


class State(StrEnum):
    """How a step stands today."""

    WAITING = "waiting"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    REFUSED = "refused"


class Step(NamedTuple):
    """One thing to do for one person."""

    kind: StepKind
    interviewer_id: str
    earliest: date
    due: date
    late_from: date | None
    """None for what is never late: a connection, a check-in."""
    state: State
    reason: str
    """Why it stands as it does, with how the day was counted; no full stop."""
    warnings: tuple[str, ...] = ()
    item: int = 0
    """Which of the person's takeaways, from 1."""


def state_of(
    today: date, earliest: date, late_from: date | None, done: date | None
) -> State:
    """Tell how a step stands that nothing refuses."""
    if done:
        return State.DONE
    if today < earliest:
        return State.WAITING
    return State.LATE if late_from and today >= late_from else State.DUE
