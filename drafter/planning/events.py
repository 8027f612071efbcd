"""What the user told us happened after an interview, as `drafter log` records it.

An event without a person is about everyone of the interview: "I posted the cards".
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from drafter.interview import Interviewer, Takeaway


class EventKind(StrEnum):
    """What happened; the values are the words typed after `drafter log FILE`."""

    SENT = "sent"
    POSTED = "posted"
    CONNECTED = "connected"
    CALLED = "called"
    REPLIED = "replied"
    DECIDED = "decided"
    WITHDREW = "withdrew"
    DROPPED = "dropped"


class Event(NamedTuple):
    """One thing that happened, in the order it was told."""

    kind: EventKind
    on: date
    draft_kind: str = ""
    """What was sent, as `draft.Kind` spells it: `thank-you`."""
    with_id: str = ""
    said: str = ""
    """With `replied`: their words about when they decide."""
    item: int = 0
    """With a takeaway sent: which of that person's, from 1; 0 where it was not told."""

    def concerns(self, person_id: str) -> bool:
        """Tell whether it is about that person."""
        return self.with_id in ("", person_id)


def newest(
    events: Iterable[Event], kind: EventKind, draft_kind: str = "", person_id: str = ""
) -> date | None:
    """Find the last day it happened; an empty argument asks for any."""
    days = [
        event.on
        for event in events
        if event.kind is kind
        and (not draft_kind or event.draft_kind == draft_kind)
        and (not person_id or event.concerns(person_id))
    ]
    return max(days, default=None)


def open_promises(
    person: Interviewer, events: Sequence[Event]
) -> tuple[tuple[int, Takeaway], ...]:
    """List the promises to a person not yet kept, with their numbers from 1.

    One that was sent without telling which is the one that was due first.
    """
    sent = [
        event
        for event in events
        if event.kind is EventKind.SENT
        and event.draft_kind == "takeaway"
        and event.concerns(person.id)
    ]
    told = {event.item for event in sent}
    promises = [
        (number, takeaway)
        for number, takeaway in enumerate(person.takeaways, 1)
        if number not in told
    ]
    by_due = sorted(promises, key=lambda promise: promise[1].due)
    still_open = by_due[sum(not event.item for event in sent) :]
    return tuple(sorted(still_open, key=lambda promise: promise[0]))
