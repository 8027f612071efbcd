"""`follow-up.ics`: the plan as reminders a calendar can import, again and again.

Two imports of one event must not make two, so each has a UID that stays and a SEQUENCE
that grows when anything in the file changes (RFC 5545 3.8.7.4). What has since been
done stays as `Done: ...` without an alarm: calendars do not agree on what importing a
STATUS:CANCELLED means, but all replace an event by a newer one. Nobody is invited: no
ATTENDEE, ORGANIZER or METHOD, and the bytes are read again to prove it.

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

from drafter.draft import Kind
from drafter.errors import RefusedError
from drafter.interview import employer_key
from drafter.language import days_after
from drafter.planning import WORDING, State, addressee, logged
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drafter.interview import Interview
    from drafter.planning import Step

PRODID = "-//drafter//follow-up//EN"
_PROPERTIES = {
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "UID", "SEQUENCE", "DTSTAMP",
    "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS", "TRANSP",
    "ACTION", "TRIGGER",
}  # fmt: skip
_COMPONENTS = {"VCALENDAR", "VEVENT", "VALARM"}
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FAMILY_DIGITS, _UUID_DIGITS = 8, 32
_SEQUENCE_MAX = 10**9
_ENDED = re.compile(r"\A(?:Done|No longer): ")
_MORNING, _EVENING = 9, 18


class Reminder(NamedTuple):
    """One event of the calendar; `hour` None is one without an alarm."""

    uid: str
    on: date
    summary: str
    description: str = ""
    hour: int | None = _MORNING


class Reminders(NamedTuple):
    """What there is to do about one interview, and what was to do."""

    pending: tuple[Reminder, ...]
    done: frozenset[str]
    """UIDs."""
    family: str
    """What the UIDs of this interview begin with, and no other's."""
    refused: tuple[str, ...] = ()
    """What gets none, and why."""

    def named(self, you: str) -> Reminders:
        """Say whose they are, where they are several people's."""
        return self._replace(
            pending=tuple(
                one._replace(summary=f"{you}: {one.summary}") for one in self.pending
            ),
            refused=tuple(f"{you}: {line}" for line in self.refused),
        )


def reminders(
    interview: Interview, steps: Sequence[Step], file: str, why: str
) -> Reminders:
    """Make one reminder of each step that is still to be done.

    `file` is the interview file's name; `why` tells how the check-in's day was counted.
    """
    family = _digest(employer_key(interview.employer.name), interview.date.isoformat())
    family = family[:_FAMILY_DIGITS]
    pending, done, refused, check_ins = [], set(), [], 0
    for step in steps:
        about = (step.interviewer_id, str(step.item))
        if step.kind is Kind.CHECK_IN:
            # One at a time, whoever it goes to; each that was made stays an event.
            check_ins += 1
            about = ("", str(check_ins))
        own = _digest(family, interview.you.key, step.kind.value, *about)
        digits = family + own[: _UUID_DIGITS - _FAMILY_DIGITS]
        uid = str(uuid.UUID(digits, version=5))
        if step.state is State.DONE:
            done.add(uid)
        elif step.state is State.REFUSED:
            refused.append(f"no reminder of a {step.kind}: {step.reason}")
        else:
            pending.append(_reminder(uid, interview, step, typed(file), why))
    return Reminders(tuple(pending), frozenset(done), family, tuple(refused))


def _reminder(
    uid: str, interview: Interview, step: Step, file: str, why: str
) -> Reminder:
    person = interview.by_id(step.interviewer_id)
    if person is None or step.kind is Kind.CHECK_IN:
        person = addressee(interview)
    promised = person.takeaways[step.item - 1].task if step.item else ""
    wording, item = WORDING[step.kind], step.item * (len(person.takeaways) > 1)
    what = wording.reminder.format(name=person.name, promised=promised)
    said = (
        f"drafter {wording.command} {file}\n"
        f"Then: drafter log {file} {logged(step.kind, person.id, item)}"
    )
    if step.kind is Kind.CHECK_IN:  # not the step's own reason: that is of today
        said += f"\nWhy this day: {why}."
    return Reminder(
        uid=uid,
        on=step.due,
        summary=f"{what} ({interview.employer.name})",
        description=said,
        hour=_EVENING if step.due == interview.date else _MORNING,
    )


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
    of no interview of `families` as it is. `first` is the SEQUENCE of a new file: one
    that was imported may have been lost.
    """
    there = _events(before or b"")
    strange = [e for e in there if not str(e.get("UID")).startswith(families)]
    known = {str(e["UID"]): e for e in there if e not in strange and _day(e)}
    finished, current = {*done}, {reminder.uid for reminder in pending}
    gone = (_ended(known[uid], finished) for uid in known if uid not in current)
    all_of_it = [*pending, *gone]
    number = max(map(_sequence, known.values()), default=first)
    for sequence in (number, number + bool(known)):
        calendar = icalendar.Calendar(
            VERSION="2.0", PRODID=PRODID, CALSCALE="GREGORIAN"
        )
        made = [_event(reminder, stamp, sequence) for reminder in all_of_it]
        calendar.subcomponents = [*made, *strange]
        data: bytes = calendar.to_ical()
        if data == before:
            break
    refuse_guests(data, len(calendar.subcomponents))
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


def _digest(*about: str) -> str:
    return sha256("\0".join(about).encode("utf-8", "surrogatepass")).hexdigest()


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


def _event(reminder: Reminder, stamp: date, sequence: int) -> icalendar.Event:
    event = icalendar.Event()
    moment = datetime.combine(stamp, time(), UTC)
    event.add("UID", reminder.uid)
    event.add("SEQUENCE", sequence)
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


def _events(data: bytes) -> list[Any]:
    """Read the events of a file of ours; of one that a person broke there are none."""
    try:
        return [*icalendar.Calendar.from_ical(data).walk("VEVENT")]
    except ValueError:
        return []


def _day(event: icalendar.Event) -> date | None:
    start = event.get("DTSTART")
    day = start.dt if isinstance(start, icalendar.vDDDTypes) else None
    if type(day) is date and _UID.fullmatch(str(event.get("UID"))):
        return day
    return None


def _ended(event: icalendar.Event, done: set[str]) -> Reminder:
    uid, day = str(event["UID"]), _day(event)
    assert day
    bare = _ENDED.sub("", str(event.get("SUMMARY", "")))
    return Reminder(
        uid, day, ("Done: " if uid in done else "No longer: ") + bare, "", None
    )


def _sequence(event: icalendar.Event) -> int:
    """Give its number, as a calendar may have imported it."""
    number = event.get("SEQUENCE", 0)
    is_number = isinstance(number, int) and 0 <= number < _SEQUENCE_MAX
    return number if is_number else 0
