"""`follow-up.ics`: the plan as reminders a calendar can import, again and again.

Two imports of one event must not make two, so each has a UID that stays and a SEQUENCE
that grows when the event changes (RFC 5545 3.8.7.4), counted on from the file that is
there. What has since been done stays as `Done: ...` without an alarm: calendars do not
agree on what importing a STATUS:CANCELLED means, but all replace an event by a newer
one. Nobody is invited: no ATTENDEE, ORGANIZER or METHOD, and the bytes are read again
to prove it.

Only the interview file's name is told, not its folder: a calendar is often shared or
synced, and the same notes give the same reminders wherever the command is run.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import icalendar

from drafter.dates import days_after
from drafter.draft import Kind
from drafter.errors import RefusedError
from drafter.interview import employer_key
from drafter.planning import WORDING, State, logged
from drafter.planning.plan import addressee
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drafter.interview import Interview, Interviewer
    from drafter.planning import Step

PRODID = "-//drafter//follow-up//EN"
_PROPERTIES = {
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "UID", "SEQUENCE", "DTSTAMP",
    "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP",
    "ACTION", "TRIGGER",
}  # fmt: skip
_COMPONENTS = {"VCALENDAR", "VEVENT", "VALARM"}
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SEQUENCE_MAX = 10**9
_ENDED = ("Done: ", "No longer: ")
_MORNING, _EVENING = 9, 18
_UUID_DIGITS, _FAMILY_DIGITS = 32, 8


class _Text(icalendar.vText):
    r"""Words as they are: the library takes the \N of C:\New for the end of a line."""

    def __new__(cls, words: str) -> Self:
        """Leave out what no line of a calendar may hold."""
        kept = (c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in words)
        plain = (c if keep else " " for c, keep in zip(words, kept, strict=True))
        return super().__new__(cls, "".join(plain))

    def to_ical(self) -> bytes:
        """Escape what is not a letter (RFC 5545 3.3.11)."""
        return re.sub(r"([\\;,])", r"\\\1", self).replace("\n", "\\n").encode()


class Reminder(NamedTuple):
    """One event of the calendar; `hour` None is one without an alarm."""

    uid: str
    on: date
    summary: str
    description: str = ""
    hour: int | None = _MORNING


class _Known(NamedTuple):
    """An event as it stands in the file: what a calendar may have imported."""

    uid: str
    on: date
    summary: str
    sequence: int
    content: bytes
    """All of it but for its SEQUENCE."""


class Reminders(NamedTuple):
    """What `encode` takes: the events, and the UIDs of what is done."""

    pending: tuple[Reminder, ...]
    done: frozenset[str]
    family: str
    """What the UIDs of this interview begin with, and no other's."""


def reminders(
    interview: Interview, steps: Sequence[Step], file: str, why: str
) -> Reminders:
    """Make one reminder of each step that is still to be done.

    `file` is the interview file's name; `why` tells how the check-in's day was counted.
    """
    pending, done = [], set()
    round_ = 0
    for step in steps:
        # Each check-in that was made stays an event of its own; the next is another.
        round_ += step.kind is Kind.CHECK_IN
        uid = _uid(interview, step, round_)
        if step.state is State.DONE:
            done.add(uid)
        elif step.state is not State.REFUSED:
            person = _person(interview, step)
            promised = person.takeaways[step.item - 1].task if step.item else ""
            what = WORDING[step.kind].reminder
            what = what.format(name=person.name, promised=promised)
            pending.append(
                Reminder(
                    uid=uid,
                    on=step.due,
                    summary=f"{what} ({interview.employer.name})",
                    description=_description(step, person, file, why),
                    hour=_EVENING if step.due == interview.date else _MORNING,
                )
            )
    return Reminders(tuple(pending), frozenset(done), _family(interview))


def encode(
    pending: Sequence[Reminder],
    stamp: date,
    *,
    before: bytes | None = None,
    done: Iterable[str] = (),
    first: int = 0,
    families: tuple[str, ...] = ("",),
) -> bytes:
    """Give the bytes of the file; `before` is the one there, `done` are UIDs of it.

    An event of the file that is no reminder any more is kept, without its alarm; one
    of no interview of `families` as it is. `first` is the SEQUENCE of a new event: the
    file may have been lost.
    """
    own: list[Any] = []
    strange: list[Any] = []
    for one in _components(before) if before is not None else ():
        (own if str(one.get("UID")).startswith(families) else strange).append(one)
    known = {one.uid: one for one in map(_known, own) if one}
    finished, current = set(done), {reminder.uid for reminder in pending}
    gone = (one for uid, one in known.items() if uid not in current)
    events = [*pending, *(_ended(one, is_done=one.uid in finished) for one in gone)]
    calendar = icalendar.Calendar(VERSION="2.0", PRODID=PRODID, CALSCALE="GREGORIAN")
    for reminder in events:
        event, old = _event(reminder, stamp), known.get(reminder.uid)
        event.add("SEQUENCE", old.sequence + _changed(event, old) if old else first)
        calendar.add_component(event)
    for event in strange:
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    refuse_guests(data, len(events) + len(strange))
    return data


def is_ours(data: bytes, family: str) -> bool:
    """Tell whether the file has this interview's reminders; no other is replaced."""
    made = re.search(rb"(?m)^PRODID:%b\r?$" % re.escape(PRODID.encode()), data)
    uids = re.findall(rb"(?m)^UID:(%b)\r?$" % _UID.pattern.encode(), data)
    return made is not None and all(uid.startswith(family.encode()) for uid in uids)


def refuse_guests(data: bytes, count: int) -> None:
    """Read the bytes as a calendar would: whatever is not known is refused."""
    calendar = icalendar.Calendar.from_ical(data)
    names = {name for name, _ in calendar.property_items()}
    parts = [str(part.name) for part in calendar.walk()]
    odd = sorted((names - _PROPERTIES) | (set(parts) - _COMPONENTS))
    if odd or parts.count("VEVENT") != count:
        found = ", ".join(odd) or "events that are no reminders"
        raise RefusedError(f"follow-up.ics: the finished file has {found}")


def _description(step: Step, person: Interviewer, file: str, why: str) -> str:
    shown = typed(file)
    item = step.item if len(person.takeaways) > 1 else 0
    lines = f"drafter {WORDING[step.kind].command} {shown}\n"
    lines += f"Then: drafter log {shown} {logged(step.kind, person.id, item)}"
    # Not the step's own reason: that tells how it stands today.
    return lines + (f"\nWhy this day: {why}." if step.kind is Kind.CHECK_IN else "")


def _person(interview: Interview, step: Step) -> Interviewer:
    if step.kind is Kind.CHECK_IN:
        return addressee(interview)
    return next(p for p in interview.interviewers if p.id == step.interviewer_id)


def _uid(interview: Interview, step: Step, round_: int) -> str:
    """Name the event by what it is about, so that the next run finds it; opaque."""
    # There is one check-in at a time, whoever it goes to.
    is_check_in = step.kind is Kind.CHECK_IN
    whom, which = ("", round_) if is_check_in else (step.interviewer_id, step.item)
    family = _family(interview)
    digest = _digest(family, interview.you.key, step.kind.value, whom, str(which))
    return str(uuid.UUID(family + digest[: _UUID_DIGITS - len(family)], version=5))


def _family(interview: Interview) -> str:
    employer = employer_key(interview.employer.name)
    return _digest(employer, interview.date.isoformat())[:_FAMILY_DIGITS]


def _digest(*about: str) -> str:
    return sha256("\0".join(about).encode("utf-8", "surrogatepass")).hexdigest()


def _ended(known: _Known, *, is_done: bool) -> Reminder:
    bare = known.summary
    for prefix in _ENDED:
        bare = bare.removeprefix(prefix)
    prefix = _ENDED[0] if is_done else _ENDED[1]
    return Reminder(known.uid, known.on, prefix + bare, "", None)


def _event(reminder: Reminder, stamp: date) -> icalendar.Event:
    event = icalendar.Event()
    moment = datetime.combine(stamp, time(), UTC)
    event.add("UID", reminder.uid)
    event.add("DTSTAMP", moment)
    event.add("LAST-MODIFIED", moment)
    event.add("DTSTART", reminder.on)
    event.add("DTEND", days_after(reminder.on, 1))
    event.add("SUMMARY", _Text(reminder.summary))
    event.add("CLASS", "PRIVATE")  # the calendar may be open to a present employer
    event.add("TRANSP", "TRANSPARENT")
    if reminder.description:
        event.add("DESCRIPTION", _Text(reminder.description))
    if reminder.hour is not None:
        alarm = icalendar.Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", _Text(reminder.summary))
        # After 0:00 of the day, where the person is.
        alarm.add("TRIGGER", timedelta(hours=reminder.hour))
        event.add_component(alarm)
    return event


def _changed(event: icalendar.Event, there: _Known) -> bool:
    written = _known(icalendar.Event.from_ical(event.to_ical()))
    return written is None or written.content != there.content


def _components(data: bytes) -> list[Any]:
    """Read the events of a file of ours; of one that a person broke there are none."""
    try:
        return [*icalendar.Calendar.from_ical(data).walk("VEVENT")]
    except ValueError:
        return []


def _known(event: Any) -> _Known | None:
    uid, start = str(event.get("UID", "")), event.get("DTSTART")
    on = start.dt if isinstance(start, icalendar.vDDDTypes) else None
    if not _UID.fullmatch(uid) or type(on) is not date:
        return None
    number = event.pop("SEQUENCE", 0)
    is_one = isinstance(number, int) and 0 <= number < _SEQUENCE_MAX
    summary = str(event.get("SUMMARY", ""))
    return _Known(uid, on, summary, number if is_one else 0, event.to_ical())
