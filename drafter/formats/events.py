"""Meetings in a calendar file that somebody else wrote, or in the email it came in.

    BEGIN:VCALENDAR
    METHOD:REQUEST                        -> Calendar.method
    BEGIN:VEVENT
    DTSTART;TZID=Europe/Berlin:20260602T090000   -> start_of()
    ATTENDEE;CN="Whitlock, Dana":mailto:...      -> Property
    END:VEVENT

Anyone may have written it, and no two programs write alike: it is read line by line,
and what is no line of a calendar is passed over. Time zones and alarms, which may
repeat every second for ever, are never computed.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.headers import CHARSET
from drafter.formats.message import read_message


if TYPE_CHECKING:
    from collections.abc import Sequence

_BYTES_MAX = 1024 * 1024
_FORWARDED_MAX = 3
_ANSWER = "it is an answer to an invitation"
_NO_REQUEST = {"CANCEL": "it takes the invitation back"} | dict.fromkeys(
    ("REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"), _ANSWER
)
_WORLD = frozenset({
    "UTC", "GMT", "Etc/UTC", "Etc/GMT", "Z", "Zulu", "Universal", "tzone://Microsoft/Utc",
})  # fmt: skip
"""Time zones that say nothing of where a meeting is."""


class Property(NamedTuple):
    """One line of it."""

    value: str
    parameters: dict[str, str]
    """By name, in capitals."""


Event = dict[str, list[Property]]
"""The properties of one meeting by name, in capitals."""


class Calendar(NamedTuple):
    """What one calendar file holds."""

    events: list[Event]
    method: str
    """In capitals: `REQUEST`; empty where it names none."""


def read_calendars(data: bytes) -> list[Calendar]:
    """Read what is a calendar in a file; `ValueError` says why none is."""
    return [_calendar(text) for text in _texts(data, 0)]


def _texts(data: bytes, forwarded: int) -> list[str]:
    """Find the calendar parts of whatever file this is, and read their letters."""
    if len(data) > _BYTES_MAX:
        raise ValueError("the invitation is over 1 MiB")
    if data.startswith((b"\xd0\xcf\x11\xe0", b"\x78\x9f\x3e\x22")):
        fact = "this is Outlook's own format (.msg or winmail.dat), no .ics file"
        raise ValueError(f"{fact}: save the invitation as .ics, or ask for that")
    if _is_calendar(data):
        return [_decoded(data, "")]
    try:
        parts = read_message(data.removeprefix(b"\xef\xbb\xbf").lstrip()).attachments
    except ValueError as error:
        raise ValueError("this is neither an .ics file nor an email") from error
    kinds = {"text/calendar", "application/ics", "text/x-vcalendar"}
    found = [
        _decoded(part.data, part.charset)
        for part in parts
        if part.type in kinds or part.name.lower().endswith((".ics", ".vcs"))
    ]
    inner = [part.data for part in parts if part.type == "message/rfc822"]
    if not found and inner and forwarded < _FORWARDED_MAX:
        return _texts(inner[0], forwarded + 1)
    names = {part.name.lower() for part in parts} | {part.type for part in parts}
    if not found and names & {"winmail.dat", "application/ms-tnef"}:
        fact = "the invitation is in winmail.dat, which is Outlook's own format"
        raise ValueError(f"{fact}: ask for it as an .ics file")
    if not found:
        raise ValueError("the email has no invitation in it")
    return found


def _is_calendar(data: bytes) -> bool:
    plain = data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain[:15].upper() == b"BEGIN:VCALENDAR"


_WESTERN = frozenset({"", "ascii", "iso8859-1", "cp1252"})
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def _decoded(data: bytes, charset: str) -> str:
    """Unfold the lines, then read their letters: a fold may cut one in two.

    What the charset does not have becomes half a surrogate pair, which no name has.
    """
    charset = _WIDE.get(data[:2], _codec(charset))
    if b"\0" in data[:4] and not charset.startswith("utf-"):
        charset = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    if charset.startswith(("utf-16", "utf-32")):
        wide = data.decode(charset, "replace").removeprefix("\ufeff")
        data, charset = wide.encode("utf-8", "replace"), "utf-8"
    data = re.sub(rb"\r\n?", b"\n", data.removeprefix(b"\xef\xbb\xbf"))
    data = re.sub(rb"\n[ \t]", b"", data).lstrip()
    if charset in _WESTERN:
        # What calls itself Latin-1 is UTF-8 where it can be, else what Windows writes.
        with suppress(UnicodeError):
            return data.decode("utf-8")
        charset = "cp1252" if charset else "utf-8"
    try:
        return data.decode(charset, "surrogateescape")
    except (UnicodeError, ValueError):
        return data.decode("utf-8", "surrogateescape")


def _codec(charset: str) -> str:
    with suppress(LookupError):
        return codecs.lookup(charset).name if CHARSET.fullmatch(charset) else ""
    return ""


_MARK = re.compile(
    r"(BEGIN|END|begin|end):((?i:VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE"
    r"|STANDARD|DAYLIGHT|VALARM|VAVAILABILITY|AVAILABLE|PARTICIPANT|VLOCATION|VRESOURCE"
    r"|X-\S+))\s*"
)
"""Only these: "Begin: 14:00" is a line of the text, as is "Status: cancelled"."""
_VALUE = r"(?:\"[^\"]*\"|tzone://|[^;:])*+"
_PROPERTY = re.compile(
    rf"(?P<name>[A-Z][A-Z0-9-]*|[a-z][a-z0-9-]*)"
    rf"(?P<parameters>(?:;[ \t]*[\w-]*(?:={_VALUE})?+)*+)"
    r":(?P<value>.*)",
    re.DOTALL,
)
_PARAMETER = re.compile(rf";[ \t]*([\w-]+)=({_VALUE})")
_GUEST = re.compile("(ATTENDEE|ORGANIZER)[;:]")
_NOBODY = Property("", {})
"""A guest whose line cannot be read: that is told."""


def _calendar(text: str) -> Calendar:
    """Sort the properties of a calendar file by the meeting they stand in."""
    if "\0" in text or not re.match(r"(?i)BEGIN:VCALENDAR\s*?(?:\n|\Z)", text):
        raise ValueError("this is no calendar file")
    events: list[Event] = []
    outside: Event = {}
    here, within = outside, ""
    for line in text.split("\n"):
        if mark := _MARK.fullmatch(line):
            begins, name = mark[1].upper() == "BEGIN", mark[2].upper()
            if name == "VEVENT" or (name == "VCALENDAR" and begins):
                here, within = {} if begins and name == "VEVENT" else outside, ""
                if here is not outside:
                    events.append(here)
            elif begins and not within:
                within = name
            elif name == within and not begins:
                within = ""
        elif not within:
            name, value = _property(line)
            here.setdefault(name, []).append(value)
    return Calendar(events, word(outside, "METHOD").upper())


def _property(line: str) -> tuple[str, Property]:
    """Read a line; of what is none the name is empty, unless it is a guest's."""
    found = _PROPERTY.fullmatch(line)
    if not found:
        guest = _GUEST.match(line)
        return guest[1].upper() if guest else "", _NOBODY
    parameters = {
        name.upper(): value.strip('" ')
        for name, value in _PARAMETER.findall(found["parameters"])
    }
    return found["name"].upper(), Property(found["value"].strip(), parameters)


def word(event: Event, name: str) -> str:
    """Give the value of a property that stands there once; empty where it does not."""
    return event[name][0].value if name in event else ""


def standing(calendars: Sequence[Calendar], told: list[str]) -> list[Event]:
    """Give the meetings that will be held; of two versions of one, the newer."""
    asked = [one for one in calendars if one.method not in _NO_REQUEST]
    if not asked:
        raise ValueError(_NO_REQUEST[calendars[0].method])
    events = [event for one in asked for event in one.events]
    if not events:
        raise ValueError("the calendar file has no meeting in it")
    newest: dict[tuple[str, str], int] = {}
    for event in events:
        newest[_which(event)] = max(newest.get(_which(event), 0), _sequence(event))
    events = [e for e in events if _sequence(e) == newest[_which(e)]]
    alive = [e for e in events if word(e, "STATUS").upper() != "CANCELLED"]
    if not alive:
        raise ValueError("the meeting is cancelled")
    once = [event for event in alive if _is_one(event)]
    if not once:
        raise ValueError("this is a series of meetings, not one")
    told += ["passed over: a series of meetings"] * (len(once) < len(alive))
    return once


def _which(event: Event) -> tuple[str, str]:
    return word(event, "UID"), word(event, "RECURRENCE-ID")


def _sequence(event: Event) -> int:
    number = word(event, "SEQUENCE")
    return int(number) if re.fullmatch("[0-9]{1,9}", number) else 0


def _is_one(event: Event) -> bool:
    """Whether it is held once: no series, or one that ends before it comes again."""
    start = _on_the_wall(start_of(event))
    for rule in event.get("RRULE", []):
        parts = dict(re.findall(r"(\w+)=([^;]*)", rule.value.upper()))
        try:
            again = start + timedelta(days=1)
            ends = _on_the_wall(_moment(parts.get("UNTIL", "")), time(23)) < again
        except (ValueError, OverflowError):
            ends = parts.get("COUNT", "").lstrip("0") == "1"
        if not ends:
            return False
    return "RDATE" not in event


def _on_the_wall(day: date, clock: time = time()) -> datetime:
    """Leave the zone out, to compare with its like; a whole day is at some time."""
    if isinstance(day, datetime):
        return day.replace(tzinfo=None)
    return datetime.combine(day, clock)


def start_of(event: Event) -> date:
    """Read when it begins: a `datetime` unless it lasts all day."""
    try:
        value, parameters = event["DTSTART"][0]
        start = _moment(value)
    except (KeyError, ValueError) as error:
        fact = "the invitation cannot be read: it does not say on which day it is"
        raise ValueError(fact) from error
    if isinstance(start, datetime) and parameters.get("TZID") in _WORLD:
        return start.replace(tzinfo=UTC)
    return start


_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(Z)?)?", re.ASCII
)


def _moment(value: str) -> date:
    """Read a day, or a `datetime`: of world time, or of a clock on some wall."""
    found = _MOMENT.fullmatch(value.strip())
    if not found:
        raise ValueError(f"{value[:40]!r} is no day")
    year, month, day, hour, minute = (int(part or 0) for part in found.groups()[:5])
    if found[4] is None:
        return date(year, month, day)
    zone = UTC if found[7] else None
    return datetime(year, month, day, hour, minute, tzinfo=zone)
