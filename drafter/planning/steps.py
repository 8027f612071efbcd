"""`Step`: one thing to do after an interview, and what one reads and types about it.

A step is advice as of one day. It is never stored: the next event or the next morning
changes it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.planning.events import EventKind


if TYPE_CHECKING:
    from datetime import date


class State(StrEnum):
    """How a step stands today."""

    WAITING = "waiting"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    REFUSED = "refused"


class Step(NamedTuple):
    """One thing to do for one person."""

    kind: Kind
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
    waits_for: str = ""
    """What has to be first where it is refused, as words after "once"."""


class Wording(NamedTuple):
    """What one reads and types about all steps and drafts of a kind."""

    command: str
    """It drafts it: `drafter COMMAND FILE`."""
    event: EventKind
    """It is logged when it has gone out: a card is posted."""
    to_send: str
    """What `status` says once it is drafted."""
    sent: str
    """What `log` says once it has gone out; `{who}`, and `{item}` of several."""
    to_draft: str = ""
    """What `status` says before; empty for drafts that are no step of a plan."""
    reminder: str = ""
    """What the calendar says; with `{name}`, and what was `{promised}`."""


WORDING: dict[str, Wording] = {
    Kind.THANK_YOU: Wording(
        command="thanks",
        event=EventKind.SENT,
        to_draft="draft the thank-you email",
        to_send="send the thank-you email, log it",
        reminder="Thank {name}",
        sent="your thank-you email to {who} was sent",
    ),
    Kind.CARD: Wording(
        command="thanks",
        event=EventKind.POSTED,
        to_draft="draft the card",
        to_send="copy and post the card, log it",
        reminder="Post the card to {name}",
        sent="your card to {who} was posted",
    ),
    Kind.LINKEDIN: Wording(
        command="linkedin",
        event=EventKind.CONNECTED,
        to_draft="draft the LinkedIn note",
        to_send="ask to connect on LinkedIn, log it",
        reminder="Connect with {name} on LinkedIn",
        sent="you asked {who} to connect on LinkedIn",
    ),
    Kind.TAKEAWAY: Wording(
        command="takeaway",
        event=EventKind.SENT,
        to_draft="keep your promise",
        to_send="send the takeaway, log it",
        reminder="For {name}: {promised}",
        sent="what you promised {who}{item} was sent",
    ),
    Kind.CHECK_IN: Wording(
        command="checkin",
        event=EventKind.SENT,
        to_draft="draft the check-in",
        to_send="send the check-in, log it",
        reminder="Check in with {name}",
        sent="you checked in with {who}",
    ),
    Kind.PHONE: Wording(
        command="checkin",
        event=EventKind.CALLED,
        to_send="call to check in, log it",
        sent="you checked in with {who} by phone",
    ),
    Kind.REPLY: Wording(
        command="reply",
        event=EventKind.SENT,
        to_send="send the answer, log it",
        sent="your answer to {who} was sent",
    ),
}
OWN_WORDS = {
    kind: WORDING[kind].event
    for kind in Kind
    if WORDING[kind].event in (EventKind.POSTED, EventKind.CONNECTED)
}
"""Kinds that are not said to be sent: a card is posted, a note asks to connect."""


def logged(kind: Kind, person_id: str, item: int = 0) -> str:
    """Give what one types after `drafter log FILE` when it has gone out."""
    event = WORDING[kind].event
    if event is EventKind.CALLED:  # whoever took the call
        return event
    words = f"{event} {kind}" if event is EventKind.SENT else event
    return f"{words} --with {person_id}" + (f" --item {item}" if item else "")
