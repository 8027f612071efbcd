"""What happens after an interview: `Event`, what was; `Step`, what there is to do.

An event is what `drafter log` records. One without a person is about everyone of the
interview: "I posted the cards". A step is advice as of one day. It is never stored: the
next event or the next morning changes it. `plan` makes all steps of an interview.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import CHECK_INS, Kind
from drafter.interview import Interviewer, Role, Statement
from drafter.timeline import understand
from drafter.words import slug


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drafter.calendar import Calendar
    from drafter.interview import Contact, Interview, Takeaway


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


NO_DECISION = (
    "it was an informational talk, and nobody decides anything"
    " (if it became an interview, change `stage`)"
)
DECISIONS = {EventKind.DECIDED: "they decided", EventKind.WITHDREW: "you withdrew"}
"""What ends it, in words."""
TO_CONTACT = CHECK_INS | {Kind.REPLY}
"""What goes to whom one asks, and again after each answer."""


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

    @property
    def delivered(self) -> str:
        """The kind of draft that went out by it; a call is a check-in by phone."""
        if self.kind is EventKind.SENT:
            return self.draft_kind
        return OWN_KIND.get(self.kind, "")

    @property
    def is_check_in(self) -> bool:
        """Whether one asked, by whatever channel; a call counts, whoever took it."""
        return self.delivered in CHECK_INS


def newest(
    events: Iterable[Event], kind: EventKind, person_id: str = ""
) -> date | None:
    """Find the last day it happened, to a person or, without one, to anybody."""
    told = [event for event in events if event.kind is kind]
    days = [e.on for e in told if not person_id or e.concerns(person_id)]
    return max(days, default=None)


def sent_on(events: Iterable[Event], kind: Kind, person_id: str) -> date | None:
    """Find the last day that a draft of this kind went out to a person."""
    days = [e.on for e in events if e.concerns(person_id) and e.delivered == kind]
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
        if event.delivered == Kind.TAKEAWAY and event.concerns(person.id)
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


class Standing(NamedTuple):
    """What they said last about when they decide, and its place among the events."""

    statement: Statement
    place: int
    """It was made after the event of this number, and before the next."""

    def is_before(self, number: int, event: Event) -> bool:
        """Tell whether the event of that number happened since."""
        return (event.on, number) > (self.statement.on, self.place)


def standing(
    interview: Interview, events: Sequence[Event], calendar: Calendar
) -> Standing:
    """Find the statement that counts, of the file or of an answer that was logged.

    The newest; of two made on one day, the later date. Where nobody made one, the
    interview left it open.
    """
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
    last = [one for one in told if one.statement.on == day]
    latest = max(last, key=lambda one: one.statement.until or date.min)
    return Standing(latest.statement, max(one.place for one in last))


def _until(event: Event, calendar: Calendar) -> date | None:
    try:
        return understand(event.said, event.on, calendar)
    except ValueError:
        # Recorded by another version, or with another country's calendar: an answer it
        # was, and without a day we can name it makes us wait the usual time.
        return None


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
OWN_KIND: dict[EventKind, Kind] = {
    wording.event: Kind(kind)
    for kind, wording in WORDING.items()
    if wording.event is not EventKind.SENT
}
"""What is not said to be sent: a card is posted, a note connects, a call is made."""


EVERYONE = "all"
"""In place of an id: whoever gets a draft of the kind."""


def logged(kind: Kind, person_id: str, item: int = 0) -> str:
    """Give what one types after `drafter log FILE` when it has gone out."""
    event = WORDING[kind].event
    if event is EventKind.CALLED:  # whoever took the call
        return event
    words = f"{event} {kind}" if event is EventKind.SENT else event
    return f"{words} --with {person_id}" + (f" --item {item}" if item else "")


_RECRUITERS = frozenset({Role.RECRUITER, Role.AGENCY_RECRUITER})


def addressee(interview: Interview) -> Interviewer:
    """Choose the contact, else a recruiter, else the hiring manager, else the first.

    The contact they named need not have interviewed: then an interviewer is made of
    whom nothing is known but how to reach them.
    """
    people, contact = interview.interviewers, interview.contact
    if contact:
        for person in people:
            if contact.id == person.id or _is_same(contact, person):
                email, phone = contact.email or person.email, contact.phone
                return person._replace(email=email, phone=phone or person.phone)
        if contact.name:
            return Interviewer(
                id=contact.id or slug(contact.name) or "contact",
                name=contact.name,
                email=contact.email,
                phone=contact.phone,
            )
    recruiters = [person for person in people if person.role in _RECRUITERS]
    managers = [person for person in people if person.role is Role.HIRING_MANAGER]
    return (recruiters or managers or list(people))[0]


def _is_same(contact: Contact, person: Interviewer) -> bool:
    """Know Dana Whitlock also as D. Whitlock, where the address is hers."""
    if contact.name == person.name:
        return True
    mine, theirs = contact.email, person.email
    one, two = contact.name.casefold().split(), person.name.casefold().split()
    alike = bool(one and two) and one[-1] == two[-1] and one[0][0] == two[0][0]
    return alike and mine is not None and theirs is not None and mine.key == theirs.key
