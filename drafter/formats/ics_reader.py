"""The one meeting of an .ics file: when it begins, and who is asked.

Anyone may have written the file, so it is read with suspicion: it is cut up here, and
the library that knows the format sees three properties of one event and nothing else.
Time zones and alarms, which may repeat every second for ever, never reach it.
"""

from __future__ import annotations

import re
import warnings
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import icalendar

from drafter.formats.headers import decode_bytes
from drafter.reading.located import control


if TYPE_CHECKING:
    from collections.abc import Sequence

_DEPTH_MAX = 8
_ANSWERS = {
    "CANCEL": "it takes the invitation back",
    "REPLY": "it is an answer to an invitation",
    "COUNTER": "it is an answer to an invitation",
    "REFRESH": "it is an answer to an invitation",
    "DECLINECOUNTER": "it is an answer to an invitation",
}
_WANTED = ("DTSTART", "ATTENDEE", "ORGANIZER")


class Guest(NamedTuple):
    """Someone asked to come, or a room."""

    value: str
    """Mostly `mailto:` and an address."""
    parameters: dict[str, str]
    """By name, in capitals."""


class Meeting(NamedTuple):
    """What one event says, not yet judged."""

    start: date
    """A `datetime` unless it lasts all day; its own wall clock where that is known."""
    zones: tuple[str, ...]
    """Names of time zones the file mentions beside it."""
    guests: tuple[Guest, ...]
    """In order; who asks comes last."""


class _Event(NamedTuple):
    """One VEVENT, unfolded: the library has not seen it yet."""

    lines: tuple[str, ...]

    def values(self, name: str) -> list[str]:
        """Give what stands after this property's name, parameters and all."""
        found = (re.match(rf"(?i){name}(?=[:;])(.*)", line) for line in self.lines)
        return [match[1] for match in found if match]


def read_meeting(data: bytes) -> Meeting:
    """Read a calendar file; ValueError says why it is no invitation to one meeting."""
    calendar, events = _parts(_lines(data))
    start, guests = _parsed(_meeting(calendar, events))
    found = [*calendar.values("X-WR-TIMEZONE"), *calendar.values("TZID")]
    zones = (zone.rpartition(":")[2].strip() for zone in found)
    return Meeting(start, tuple(zones), guests)


def _lines(data: bytes) -> list[str]:
    if b"\0" in data:
        raise ValueError("this is no calendar file")
    text = decode_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(), "")
    text = re.sub(r"\r\n?", "\n", text)
    lines = re.sub(r"\n[ \t]", "", text).split("\n")
    if lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise ValueError("this is no calendar file")
    return lines


def _parts(lines: Sequence[str]) -> tuple[_Event, list[_Event]]:
    """Part the calendar's own lines and each meeting's from time zones and alarms.

    A time zone may repeat every second for ever: the library is not asked to follow.
    """
    inside: list[str] = []
    own: list[str] = []
    events: list[list[str]] = []
    for line in lines:
        begin, end = re.match(r"(?i)BEGIN:(\S+)", line), re.match("(?i)END:", line)
        if begin:
            inside.append(begin[1].upper())
            if inside == ["VCALENDAR", "VEVENT"]:
                events.append([])
        elif end and inside:
            inside.pop()
        elif inside == ["VCALENDAR", "VEVENT"]:
            events[-1].append(line)
        elif inside == ["VCALENDAR"] or inside[1:] == ["VTIMEZONE"]:
            own.append(line)
        if len(inside) > _DEPTH_MAX:
            fact = f"the invitation is nested more than {_DEPTH_MAX} deep"
            raise ValueError(fact)
    return _Event(tuple(own)), [_Event(tuple(event)) for event in events]


def _meeting(calendar: _Event, events: Sequence[_Event]) -> _Event:
    """Choose the meeting; the first, if several stand there."""
    method = _word(calendar, "METHOD")
    if method in _ANSWERS:
        raise ValueError(_ANSWERS[method])
    if not events:
        raise ValueError("the calendar file has no meeting in it")
    alive = [one for one in events if _word(one, "STATUS") != "CANCELLED"]
    if not alive:
        raise ValueError("the meeting is cancelled")
    meeting = next((one for one in alive if not one.values("RECURRENCE-ID")), alive[0])
    rules = meeting.values("RRULE")
    once = all(re.search(r"(?i)[:;]COUNT=0*1(?:;|$)", rule) for rule in rules)
    if not once or meeting.values("RDATE"):
        raise ValueError("this is a series of meetings, not one")
    return meeting


def _word(event: _Event, name: str) -> str:
    return next(iter(event.values(name)), "").rpartition(":")[2].strip().upper()


def _parsed(event: _Event) -> tuple[date, tuple[Guest, ...]]:
    """Let the library read when it begins and who is asked, organizer last."""
    lines = [
        f"{name}{_no_controls(value)}"
        for name in _WANTED
        for value in event.values(name)[: 1 if name == "DTSTART" else None]
    ]
    whole = "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT", ""]).encode()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: Any = icalendar.Event.from_ical(whole)
            start = found["DTSTART"].dt
            guests = tuple(
                Guest(str(one), {key.upper(): str(v) for key, v in one.params.items()})
                for name in _WANTED[1:]
                for one in _several(found.get(name))
            )
    except Exception as error:  # anything: a foreign reader, and bytes from anybody
        fact = "the invitation cannot be read: when does it begin, and who is asked?"
        raise ValueError(fact) from error
    if not isinstance(start, date):
        raise ValueError("the invitation does not say on which day")  # noqa: TRY004 - of a file
    return start, guests


def _several(found: Any) -> list[Any]:
    if found is None:
        return []
    return found if isinstance(found, list) else [found]


def _no_controls(line: str) -> str:
    return "".join(" " if control(c) else c for c in line)
