"""An invitation to an interview: its day, and who will be there.

Reads an .ics file, or the email it came in. What is no invitation to one meeting is
refused in one line; a name that is not surely one person's is left out, never mended.
Rooms, offices' mailboxes and the user are no interviewers.

Anyone may have written the file: it is cut up here, and the library that knows the
format sees three properties of one event and nothing else. Time zones and alarms, which
may repeat every second for ever, never reach it.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import icalendar

from drafter.address import Address
from drafter.errors import InputError, Location, Problem
from drafter.formats.headers import decode_bytes
from drafter.formats.message import read_message
from drafter.guard.recipients import role_of
from drafter.guard.rubric import Severity
from drafter.words import control


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BYTES_MAX = 1024 * 1024
_FORWARDED_MAX = 3
_NAME_MAX = 100
_ANSWERS = frozenset({"REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"})
# What is never closed ends with the file, for the sake of time.
_EVENT = re.compile(r"(?ims)^BEGIN:VEVENT(?!\S)(.*?)(?:^END:VEVENT(?!\S)|\Z)")
_INNER = re.compile(
    r"(?ims)^BEGIN:(?!(?:VCALENDAR|VEVENT)(?!\S))(\S+).*?(?:^END:\1(?!\S)|\Z)"
)
_NO_PERSON = frozenset({"ROOM", "RESOURCE", "GROUP"})
_WORLD = frozenset({"UTC", "GMT", "Etc/UTC", "Etc/GMT", "Z", "Zulu", "Universal"})
_ZONE = re.compile(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)+")
# Meetings are booked through these too; nobody is written to there.
_MACHINES = ("calendar.google.com", "calendar.yahoo.com")
# A home for anybody's mail says nothing of the employer.
_FREE = {
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com",
    "yahoo.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.de",
    "gmx.net", "web.de", "proton.me", "protonmail.com", "fastmail.com", "zoho.com",
    "mail.com", "yandex.com", "qq.com", "163.com",
}  # fmt: skip


class Invited(NamedTuple):
    """One person; the name is empty where the invitation has none that is sure."""

    name: str
    email: Address


class Invitation(NamedTuple):
    """What it says that the interview file asks for."""

    on: date
    people: tuple[Invited, ...]
    domain: str
    """The employer's, if most of them write from there; else empty."""


class _Guest(NamedTuple):
    value: str
    """Mostly `mailto:` and an address."""
    parameters: dict[str, str]
    """By name, in capitals."""


class _Meeting(NamedTuple):
    """What one event says, not yet judged."""

    start: date
    """A `datetime` unless it lasts all day; its own wall clock where that is known."""
    zones: tuple[str, ...]
    """Names of time zones the file mentions beside it."""
    guests: tuple[_Guest, ...]
    """In order; who asks comes last."""


def read_invitation(
    data: bytes,
    file: str,
    own: Sequence[Address],
    to_local: Callable[[datetime], datetime],
) -> Invitation:
    """Read an .ics or .eml file; `own` are the user's addresses, never interviewers.

    `to_local` moves a time to where the user is: for invitations in world time that
    do not say where they are from.
    """
    try:
        meeting = _meeting(_calendar_bytes(data, 0))
    except ValueError as error:
        remedy = "run drafter new without --invite; it asks"
        raise InputError(Problem(Location(file), str(error), remedy)) from error
    people = _people(meeting.guests, {address.key for address in own})
    return Invitation(_day(meeting, to_local), people, _domain(people))


def _calendar_bytes(data: bytes, forwarded: int) -> bytes:
    """Find the calendar part of whatever file this is."""
    if len(data) > _BYTES_MAX:
        raise ValueError("the invitation is over 1 MiB")
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if data[:15].upper() == b"BEGIN:VCALENDAR":
        return data
    try:
        parts = read_message(data).attachments
    except ValueError as error:
        raise ValueError("this is neither an .ics file nor an email") from error
    for part in parts:
        is_calendar = part.type in {"text/calendar", "application/ics"}
        if is_calendar or part.name.lower().endswith(".ics"):
            return part.data
    for part in parts:
        if part.type == "message/rfc822" and forwarded < _FORWARDED_MAX:
            return _calendar_bytes(part.data, forwarded + 1)
    raise ValueError("the email has no invitation in it")


def _meeting(data: bytes) -> _Meeting:
    """Read a calendar file; ValueError says why it is no invitation to one meeting."""
    data = b"" if b"\0" in data else data.removeprefix(b"\xef\xbb\xbf").lstrip()
    text = re.sub(r"\r\n?", "\n", decode_bytes(data, ""))
    text = re.sub(r"\n[ \t]", "", text)
    if not re.match(r"(?im)BEGIN:VCALENDAR\s*$", text):
        raise ValueError("this is no calendar file")
    zones = (*_values("X-WR-TIMEZONE", text), *_values("TZID", text))
    text = _INNER.sub("", text)
    event = _one_of(_EVENT.findall(text), _word("METHOD", _EVENT.sub("", text)))
    start, guests = _parsed(event)
    names = (zone.rpartition(":")[2].strip() for zone in zones)
    return _Meeting(start, tuple(names), guests)


def _values(name: str, text: str) -> list[str]:
    """Give what stands after this property's name, parameters and all."""
    return re.findall(rf"(?im)^{name}(?=[:;])(.*)", text)


def _word(name: str, text: str) -> str:
    return next(iter(_values(name, text)), "").rpartition(":")[2].strip().upper()


def _one_of(events: Sequence[str], method: str) -> str:
    """Choose the meeting; the first, if several stand there."""
    if method == "CANCEL":
        raise ValueError("it takes the invitation back")
    if method in _ANSWERS:
        raise ValueError("it is an answer to an invitation")
    if not events:
        raise ValueError("the calendar file has no meeting in it")
    alive = [one for one in events if _word("STATUS", one) != "CANCELLED"]
    if not alive:
        raise ValueError("the meeting is cancelled")
    meeting = next(
        (one for one in alive if not _values("RECURRENCE-ID", one)), alive[0]
    )
    rules = _values("RRULE", meeting)
    once = all(re.search(r"(?i)[:;]COUNT=0*1(?:;|$)", rule) for rule in rules)
    if not once or _values("RDATE", meeting):
        raise ValueError("this is a series of meetings, not one")
    return meeting


def _parsed(event: str) -> tuple[date, tuple[_Guest, ...]]:
    """Let the library read when it begins and who is asked, organizer last."""
    lines = [f"DTSTART{value}" for value in _values("DTSTART", event)[:1]]
    for name in ("ATTENDEE", "ORGANIZER"):
        lines += [f"{name}{value}" for value in _values(name, event)]
    plain = ("".join(" " if control(c) else c for c in line) for line in lines)
    whole = "\r\n".join(["BEGIN:VEVENT", *plain, "END:VEVENT", ""])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: Any = icalendar.Event.from_ical(whole.encode())
            start = found["DTSTART"].dt
            guests = tuple(
                _Guest(str(one), {key.upper(): str(v) for key, v in one.params.items()})
                for name in ("ATTENDEE", "ORGANIZER")
                for one in _several(found.get(name, []))
            )
    except Exception as error:  # anything: a foreign reader, and bytes from anybody
        fact = "the invitation cannot be read: when does it begin, and who is asked?"
        raise ValueError(fact) from error
    if not isinstance(start, date):
        raise ValueError("the invitation does not say on which day")  # noqa: TRY004 - of a file
    return start, guests


def _several(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _day(meeting: _Meeting, to_local: Callable[[datetime], datetime]) -> date:
    """Give the day where the meeting is; one in world time says nothing of that."""
    start = meeting.start
    if not isinstance(start, datetime):
        return start
    if start.tzinfo is None or str(start.tzinfo) not in _WORLD:
        return start.date()
    for zone in meeting.zones:
        if _ZONE.fullmatch(zone) and zone not in _WORLD:
            with suppress(ValueError, KeyError, OSError, OverflowError):
                return start.astimezone(ZoneInfo(zone)).date()
    with suppress(ValueError, OSError, OverflowError):
        return to_local(start).date()
    return start.date()


def _people(guests: Sequence[_Guest], own: set[str]) -> tuple[Invited, ...]:
    people: dict[str, Invited] = {}
    for value, parameters in guests:
        kind = parameters.get("CUTYPE", "").upper()
        away = parameters.get("PARTSTAT", "").upper() == "DECLINED"
        informed = parameters.get("ROLE", "").upper() == "NON-PARTICIPANT"
        email = _address(value, parameters)
        if kind in _NO_PERSON or away or informed or email is None or email.key in own:
            continue
        if email.domain.endswith(_MACHINES) or _is_nobody(email):
            continue
        known = people.get(email.key)
        name = _name(parameters.get("CN", ""))
        people[email.key] = Invited((known.name if known else "") or name, email)
    return tuple(people.values())


def _address(value: str, parameters: dict[str, str]) -> Address | None:
    text = re.sub(r"(?i)^mailto:", "", value.strip())
    for candidate in (text, parameters.get("EMAIL", "")):
        with suppress(ValueError):
            return Address.parse(candidate.strip())
    return None


def _is_nobody(email: Address) -> bool:
    """Tell whether it is an office's mailbox; whom one met there, it does not say."""
    return role_of(email.local_part, None) is Severity.REFUSE


def _name(text: str) -> str:
    """Take a name only if it is surely one person's: `Whitlock, Dana` is asked for."""
    name = " ".join(text.strip("\"' ").split())
    letters = all(c.isalpha() or unicodedata.combining(c) or c in " .'’-" for c in name)
    return name if letters and len(name) <= _NAME_MAX else ""


def _domain(people: Sequence[Invited]) -> str:
    domains = (person.email.domain for person in people)
    count = Counter(domain for domain in domains if domain not in _FREE)
    return count.most_common(1)[0][0] if count else ""
