"""Which of the things they said about their timeline counts, and from when.

The newest statement wins, whether it stands in the interview file or in an answer that
was logged; of two made on one day, the later date.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from drafter.interview import Statement
from drafter.planning.events import EventKind
from drafter.timeline import understand


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.calendar import Calendar
    from drafter.interview import Interview
    from drafter.planning.events import Event


class Standing(NamedTuple):
    """The statement that counts, and its place among the events."""

    statement: Statement
    place: int
    """It was made after the event of this number, and before the next."""

    def is_before(self, number: int, event: Event) -> bool:
        """Tell whether the event of that number happened since."""
        return (event.on, number) > (self.statement.on, self.place)


def standing(
    interview: Interview, events: Sequence[Event], calendar: Calendar
) -> Standing:
    """Find the newest statement; where nobody made one, the interview left it open."""
    # What was said at the interview came before all events of that day. A day written
    # into the file later is their answer, mostly to a check-in logged on the same day.
    told = [
        Standing(said, -1 if said.on <= interview.date else len(events))
        for said in interview.timeline
    ] or [Standing(Statement(interview.date, "", None), -1)]
    told += [
        Standing(Statement(event.on, event.said, _until(event, calendar)), number)
        for number, event in enumerate(events)
        if event.kind is EventKind.REPLIED and event.said
    ]
    day = max(one.statement.on for one in told)
    newest = [one for one in told if one.statement.on == day]
    latest = max(newest, key=lambda one: one.statement.until or date.min)
    return Standing(latest.statement, max(one.place for one in newest))


def _until(event: Event, calendar: Calendar) -> date | None:
    try:
        return understand(event.said, event.on, calendar)
    except ValueError:
        # Recorded by another version, or with another country's calendar: an answer it
        # was, and without a day we can name it makes us wait the usual time.
        return None
