"""Whether one may ask today, and whom.

One check-in to one person, by one channel, for each date they name, and none before it:
all that speaks against it today is told at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_in_words
from drafter.interview import Stage
from drafter.planning.addressee import addressee
from drafter.planning.earliest import Earliest, earliest_check_in
from drafter.planning.events import EventKind, newest, open_promises
from drafter.planning.statements import standing
from drafter.planning.steps import State


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview, Interviewer, Statement
    from drafter.planning.events import Event

NO_DECISION = (
    "it was an informational talk, and nobody decides anything"
    " (if it became an interview, change `stage`)"
)
_DRAFTS = frozenset({"check-in", "phone"})


class Drafted(NamedTuple):
    """A check-in that was drafted and is not known to be sent."""

    on: date
    channel: str
    """`email` or `phone`."""


class CheckIn(NamedTuple):
    """The answer for one day."""

    to: Interviewer
    channel: str
    """`email` or `phone`: what they asked for, else email."""
    said: Statement
    """What they said last about when they decide."""
    earliest: Earliest
    made: tuple[date, ...]
    """Every check-in made, also for a date they named before."""
    state: State
    refusals: tuple[str, ...]
    """All that speaks against it today; empty when it is due."""
    warnings: tuple[str, ...]


def check_in(
    interview: Interview,
    events: Sequence[Event],
    today: date,
    calendar: Calendar,
    *,
    later_interview: date | None = None,
) -> CheckIn:
    """Decide about a check-in on the day `today`."""
    says = standing(interview, events, calendar)
    made = [(n, event) for n, event in enumerate(events) if _is_check_in(event)]
    since = [event.on for number, event in made if says.is_before(number, event)]
    to, contact = addressee(interview), interview.contact
    earliest = earliest_check_in(interview, events, calendar)
    refused = [
        *_for_ever(interview, events, later_interview),
        *_promises(to, events, today),
    ]
    patience = _once(since) or _too_early(earliest, today)
    state = State.WAITING if patience else State.DUE
    if refused or since:
        state = State.REFUSED if refused else State.DONE
    return CheckIn(
        to=to,
        channel=(contact.channel if contact else "") or "email",
        said=says.statement,
        earliest=earliest,
        made=tuple(event.on for _, event in made),
        state=state,
        refusals=(*refused, *patience),
        warnings=tuple(_warnings(interview, to, events, today, calendar)),
    )


def other_channel(check: CheckIn, by: str, drafted: Drafted | None) -> str:
    """State what speaks against this channel: a draft for the other; else nothing."""
    if not drafted or drafted.channel == by or drafted.on <= check.said.on:
        return ""
    return (
        f"a check-in by {drafted.channel} was drafted on {day_in_words(drafted.on)};"
        " one channel is enough, so log that one `dropped` before you change"
    )


def _is_check_in(event: Event) -> bool:
    """Count every call and voicemail, whoever took it."""
    sent = event.kind is EventKind.SENT and event.draft_kind in _DRAFTS
    return sent or event.kind is EventKind.CALLED


def _for_ever(
    interview: Interview, events: Sequence[Event], later_interview: date | None
) -> Iterator[str]:
    if interview.stage is Stage.INFORMATIONAL:
        yield NO_DECISION
    if on := newest(events, EventKind.DECIDED):
        yield f"they decided on {day_in_words(on)}: there is nothing left to ask"
    if on := newest(events, EventKind.WITHDREW):
        yield f"you withdrew on {day_in_words(on)}: there is nothing left to ask"
    if later_interview and later_interview > interview.date:
        yield (
            f"you have a later interview at {interview.employer.name}, on"
            f" {day_in_words(later_interview)}: what they said there counts"
        )


def _promises(to: Interviewer, events: Sequence[Event], today: date) -> Iterator[str]:
    for _, takeaway in open_promises(to, events):
        if takeaway.due < today:
            yield (
                f"you promised {to.name} to {takeaway.promised} by"
                f" {day_in_words(takeaway.due)}: keep that first, and log it `sent`"
            )


def _once(since: Sequence[date]) -> tuple[str, ...]:
    if not since:
        return ()
    why = (
        f"you checked in on {day_in_words(max(since))}, and once is enough for each"
        " date they name: log what they answer with `replied --said`"
    )
    return (why,)


def _too_early(earliest: Earliest, today: date) -> tuple[str, ...]:
    if today >= earliest.day:
        return ()
    return (f"not before {day_in_words(earliest.day)}: {earliest.how}",)


def _warnings(
    interview: Interview,
    to: Interviewer,
    events: Sequence[Event],
    today: date,
    calendar: Calendar,
) -> Iterator[str]:
    if why := calendar.why_off(today):
        holiday = "" if day_in_words(today).startswith(why) else f" ({why})"
        yield (
            f"{day_in_words(today)}{holiday} is not a business day"
            f" at {interview.employer.name}"
        )
    thanked = newest(events, EventKind.SENT, "thank-you", to.id)
    met = any(person.id == to.id for person in interview.interviewers)
    if met and to.email and not thanked:
        yield f"your thank-you to {to.name} is not logged as sent"
