"""An invitation to an interview: its day, and who will be there.

Reads an .ics file, or the email it came in. What is no invitation is refused in one
line. A name that is not surely one person's is left out, never mended, and shown where
it is asked for; whoever is left out is told, with the reason. Meetings of one day are
one interview day.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, normalize
from urllib.parse import unquote

from drafter.accounts.settings import provider_for
from drafter.address import Address
from drafter.errors import InputError, Location, Problem
from drafter.formats.events import (
    Event,
    Property,
    read_calendars,
    standing,
    start_of,
    word,
)
from drafter.formats.headers import decode_words
from drafter.guard.recipients import role_of
from drafter.guard.rubric import Severity
from drafter.words import on_a_line, shared


if TYPE_CHECKING:
    from collections.abc import Sequence


_NAME_MAX, _TOLD_MAX = 100, 20
# Meetings are booked through these too; nobody is written to there.
_MACHINES = ("calendar.google.com", "calendar.yahoo.com")
# Homes for anybody's mail that no account of ours knows.
_FREE = {"mail.com", "yandex.com", "yandex.ru", "mail.ru", "qq.com", "163.com"}


class Invited(NamedTuple):
    """One person; the name is empty where the invitation has none that is sure."""

    name: str
    email: Address | None = None
    written: str = ""
    """The name as the invitation has it, where that is another."""
    asks: bool = False
    """Whether they only sent the invitation."""

    def __str__(self) -> str:
        called = self.name or self.written
        email = str(self.email or "no address")
        return f"{called}, {email}" if called else email


class Invitation(NamedTuple):
    """What it says that the interview file asks for."""

    on: date | None = None
    people: tuple[Invited, ...] = ()
    domain: str = ""
    """The employer's, if most of them write from there; else empty."""
    title: str = ""
    """What the meeting is called; mostly the job is named in it."""
    told: tuple[str, ...] = ()
    """Who of those invited is left out, and why; what else is passed over."""


def read_invitation(
    data: bytes,
    file: str,
    own: Address | None,
    own_name: str = "",
    here: tzinfo | None = None,
) -> Invitation:
    """Read an .ics or .eml file; `own` and `own_name` are the user's, no interviewers.

    `here` is the user's time zone, else this machine's.
    """
    told: list[str] = []
    try:
        meetings = standing(read_calendars(data), told)
        days = [_day(event, here) for event in meetings]
    except ValueError as error:
        remedy = "run drafter new without --invite; it asks"
        raise InputError(Problem(Location(file), str(error), remedy)) from error
    dated = list(zip(days, meetings, strict=True))
    # A meeting with this property is one of a series, held on another day.
    on = next((day for day, one in dated if "RECURRENCE-ID" not in one), days[0])
    other = sorted({*days} - {on})
    told += [
        f"passed over: the meeting of {day} (one file is one day)" for day in other
    ]
    joined = [one for day, one in dated if day == on]
    joined.sort(key=lambda one: one["DTSTART"][0].value)
    people = _people(joined, own.key if own else "", _folded(own_name), told)
    titles = dict.fromkeys(_shown(_plain(word(one, "SUMMARY"))) for one in joined)
    title = " / ".join(filter(None, titles))
    more = len(told) - _TOLD_MAX
    told[_TOLD_MAX:] = [f"and {more} more"] * (more > 0)
    return Invitation(on, people, _domain(people), title, tuple(map(on_a_line, told)))


def _day(event: Event, here: tzinfo | None) -> date:
    """Give its day; of one in world time, where the user is."""
    start = start_of(event)
    if not isinstance(start, datetime):
        return start
    with suppress(ValueError, OSError, OverflowError):
        return (start.astimezone(here) if start.tzinfo else start).date()
    return start.date()


def _people(
    meetings: Sequence[Event], own: str, own_name: str, told: list[str]
) -> tuple[Invited, ...]:
    """Give everyone who was there but the user, once; who is left out is told."""
    rooms = {_folded(_plain(word(one, "LOCATION"))) for one in meetings} - {""}
    people: dict[str, Invited] = {}
    left: dict[str, str] = {}
    for kind in ("ATTENDEE", "ORGANIZER"):
        for guest in (guest for one in meetings for guest in one.get(kind, [])):
            one = _invited(guest, asks=kind == "ORGANIZER")
            if one.email and one.email.key == own:
                continue
            who = one.name or one.written or str(one.email or "somebody")
            if why := _why_not(one, guest, rooms, own_name):
                left[who] = why
                continue
            key = one.email.key if one.email else _folded(who)
            known = people.get(key, one)
            if known.name or not one.name:
                one = known
            people[key] = one._replace(asks=known.asks)
    found = {_folded(one.name) for one in people.values() if one.email and one.name}
    there = [
        one for one in people.values() if one.email or _folded(one.name) not in found
    ]
    named = {one.name or one.written or str(one.email) for one in there}
    told += [
        f"left out: {who} ({why})" for who, why in left.items() if who not in named
    ]
    return tuple(there)


def _why_not(one: Invited, guest: Property, rooms: set[str], own_name: str) -> str:
    """Say why somebody is no interviewer; empty where they may be one."""
    kind, part, role = (
        guest.parameters.get(name, "").upper()
        for name in ("CUTYPE", "PARTSTAT", "ROLE")
    )
    machine = one.email and one.email.domain.endswith(_MACHINES)
    # An office's mailbox does not say whom one met there.
    role_mail = one.email and role_of(one.email.local_part, None) is Severity.REFUSE
    name = _folded(one.name or one.written)
    reasons = (
        (kind in {"ROOM", "RESOURCE"} or name in rooms, "a room or a thing"),
        (kind == "GROUP", "a group"),
        (machine, "a calendar"),
        (role_mail, "an office's mailbox"),
        (part == "DECLINED", "declined"),
        (role == "NON-PARTICIPANT", "only informed"),
        (name and name == own_name, "you, at another address"),
        (not one.email and not name, "neither a name nor an address that can be read"),
    )
    return next((why for applies, why in reasons if applies), "")


def _invited(guest: Property, *, asks: bool) -> Invited:
    email = _address(guest)
    written = decode_words(guest.parameters.get("CN", "")).strip("\"' ")
    written = " ".join(written.split())
    if email and written.casefold() == str(email).casefold():
        written = ""
    name, shown = _name(written, email), _shown(written)
    return Invited(name, email, "" if shown == name else shown, asks)


def _shown(text: str) -> str:
    """Give a text as it can be shown on a line."""
    return on_a_line(re.sub("[\udc80-\udcff]", _guessed, text))


def _guessed(letter: re.Match[str]) -> str:
    """Show a letter of no known charset as most would read it."""
    return bytes([ord(letter[0]) - 0xDC00]).decode("cp1252", "replace")


def _address(guest: Property) -> Address | None:
    written = unquote(re.sub("(?i)^mailto:", "", guest.value))
    for candidate in (written, guest.parameters.get("EMAIL", "")):
        with suppress(ValueError):
            return Address.parse(candidate.strip())
    return None


_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\Z")
"""What stands behind a name: "(Talent)", "[External]", "(she/her)"."""


def _name(written: str, email: Address | None) -> str:
    """Take a name only if it is surely one person's: letters, in their order.

    "Whitlock, Dana" is how Exchange writes it; behind a comma may also stand what they
    are, or their firm.
    """
    bare = _ASIDE.sub("", written)
    family, comma, given = (part.strip() for part in bare.partition(","))
    if comma:
        bare = f"{given} {family}" if _is_given(given, family, email) else ""
    letters = all(category(c)[0] in "LM" or c in " .'’-" for c in bare)
    return bare if letters and bare[:1].isalpha() and len(bare) <= _NAME_MAX else ""


def _is_given(given: str, family: str, email: Address | None) -> bool:
    """Whether "Whitlock, Dana" ends in a given name; an address may tell."""
    first = _folded(given.partition(" ")[0])
    said = {word.strip(".") for word in _folded(given).split()}
    if not first or said & shared("after_names"):
        return False
    if email and first in email.domain:
        return False
    if " " not in family:
        return True
    local = _folded(email.local_part) if email else ""
    initial = local[:1] == first[:1] and any(
        w in local for w in _folded(family).split()
    )
    return bool(local) and (first in local or initial)


def _folded(text: str) -> str:
    """Give the letters of a name as an address has them: small and without accents."""
    plain = (c for c in normalize("NFKD", text) if category(c) != "Mn")
    return " ".join("".join(plain).casefold().split())


_BEFORE = re.compile(r"(?i)(?:(?:(?:updated )?invitation|fwd?|re|aw|wg)\s*:\s*)+")


def _plain(text: str) -> str:
    """Read the escapes of a text, and leave out how it came."""
    text = re.sub(r"\\([nN,;\\])", lambda m: " " if m[1] in "nN" else m[1], text)
    return _BEFORE.sub("", text.strip(), count=1)


def _domain(people: Sequence[Invited]) -> str:
    """Give where most write from; a home for anybody's mail is no employer's."""
    domains = (person.email.domain for person in people if person.email)
    theirs = (d for d in domains if d not in _FREE and not provider_for(d))
    count = Counter(theirs)
    return count.most_common(1)[0][0] if count else ""
