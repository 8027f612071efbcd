"""An invitation to an interview: its day, and who will be there.

Reads an .ics file, or the email it came in. What is no invitation to one meeting is
refused in one line; a name that is not surely one person's is left out, never mended.
Rooms, offices' mailboxes and the user are no interviewers.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from drafter.address import Address
from drafter.errors import InputError, Location, Problem
from drafter.formats.ics_reader import read_meeting
from drafter.formats.message import read_message
from drafter.guard.addresses import role_of
from drafter.guard.rules import Severity


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drafter.formats.ics_reader import Guest, Meeting

_BYTES_MAX = 1024 * 1024
_FORWARDED_MAX = 3
_NAME_MAX = 100
_NO_PERSON = frozenset({"ROOM", "RESOURCE", "GROUP"})
_WORLD = frozenset({"UTC", "GMT", "Etc/UTC", "Etc/GMT", "Z", "Zulu", "Universal"})
_ZONE = re.compile(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)+")
# Meetings are booked through these too; nobody is written to there.
_MACHINES = ("calendar.google.com", "calendar.yahoo.com")
# A home for anybody's mail says nothing of the employer.
_FREE = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com",
        "msn.com", "yahoo.com", "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com",
        "gmx.de", "gmx.net", "web.de", "proton.me", "protonmail.com", "fastmail.com",
        "zoho.com", "mail.com", "yandex.com", "qq.com", "163.com",
    }
)  # fmt: skip


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
        meeting = read_meeting(_calendar_bytes(data, 0))
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


def _day(meeting: Meeting, to_local: Callable[[datetime], datetime]) -> date:
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


def _people(guests: Sequence[Guest], own: set[str]) -> tuple[Invited, ...]:
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
