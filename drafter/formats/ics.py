"""`follow-up.ics`: the plan as reminders a calendar can import, again and again.

Two imports of one event must not make two, so each has a UID that stays and a SEQUENCE
that grows when the event changes (RFC 5545 3.8.7.4), counted on from the file that is
there. What has since been done stays as `Done: ...` without an alarm: calendars do not
agree on what importing a STATUS:CANCELLED means, but all replace an event by a newer
one. Nobody is invited: no ATTENDEE, ORGANIZER or METHOD, and the bytes are read again
to prove it.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import days_after
from drafter.errors import RefusedError


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PRODID = "-//drafter//follow-up//EN"
_LINE_MAX = 75  # octets, RFC 5545 3.1
_KNOWN = frozenset(
    {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "UID", "SEQUENCE", "DTSTAMP",
        "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CLASS",
        "TRANSP", "ACTION", "TRIGGER",
    }
)  # fmt: skip
_COMPONENTS = frozenset({"VCALENDAR", "VEVENT", "VALARM"})
_DAY = re.compile(r"[0-9]{8}")
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ENDED = ("Done: ", "No longer: ")


class Reminder(NamedTuple):
    """One event of the calendar; `hour` None is one without an alarm."""

    uid: str
    on: date
    summary: str
    description: str = ""
    hour: int | None = 9


class _Known(NamedTuple):
    """An event as it stands in the file: what a calendar may have imported."""

    reminder: Reminder
    sequence: int
    lines: tuple[str, ...]


def encode(
    reminders: Sequence[Reminder],
    stamp: date,
    *,
    before: bytes | None = None,
    done: Iterable[str] = (),
    first: int = 0,
) -> bytes:
    """Give the bytes of the file; `before` is the one there, `done` are UIDs of it.

    An event of the file that is no reminder any more is kept, without its alarm.
    `first` is the SEQUENCE of a new event: the file may have been lost.
    """
    known = _events(before) if before is not None else {}
    finished = frozenset(done)
    current = {reminder.uid for reminder in reminders}
    ended = [
        _ended(one.reminder, is_done=uid in finished)
        for uid, one in known.items()
        if uid not in current
    ]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN"]
    for reminder in (*reminders, *ended):
        lines += _event(reminder, stamp, known.get(reminder.uid), first)
    data = b"".join(_folded(line) for line in (*lines, "END:VCALENDAR"))
    _invites_nobody(data, len(reminders) + len(ended))
    return data


def is_ours(data: bytes, family: str) -> bool:
    """Tell whether the file has this interview's reminders; no other is replaced."""
    strangers = [uid for uid in _events(data) if not uid.startswith(family)]
    return f"PRODID:{PRODID}" in _unfolded(data) and not strangers


def _ended(reminder: Reminder, *, is_done: bool) -> Reminder:
    bare = reminder.summary
    for prefix in _ENDED:
        bare = bare.removeprefix(prefix)
    prefix = _ENDED[0] if is_done else _ENDED[1]
    return Reminder(reminder.uid, reminder.on, prefix + bare, "", None)


def _event(
    reminder: Reminder, stamp: date, before: _Known | None, first: int
) -> list[str]:
    lines = _content(reminder, f"{_basic(stamp)}T000000Z")
    changed = before is not None and before.lines != tuple(lines)
    sequence = before.sequence + changed if before else first
    return ["BEGIN:VEVENT", f"SEQUENCE:{sequence}", *lines, "END:VEVENT"]


def _content(reminder: Reminder, stamp: str) -> list[str]:
    lines = [
        f"UID:{reminder.uid}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"DTSTART;VALUE=DATE:{_basic(reminder.on)}",
        f"DTEND;VALUE=DATE:{_basic(days_after(reminder.on, 1))}",
        f"SUMMARY:{_escaped(reminder.summary)}",
        "CLASS:PRIVATE",  # the calendar may be open to a present employer
        "TRANSP:TRANSPARENT",
    ]
    if reminder.description:
        lines.append(f"DESCRIPTION:{_escaped(reminder.description)}")
    if reminder.hour is not None:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(reminder.summary)}",
            f"TRIGGER:PT{reminder.hour}H",  # after 0:00 of the day, where the person is
            "END:VALARM",
        ]
    return lines


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    plain = "".join(
        " " if unicodedata.category(c) in {"Cc", "Cs"} and c != "\n" else c
        for c in text
    )
    for mark in "\\;,":
        plain = plain.replace(mark, f"\\{mark}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Break a line at 75 octets, never inside a letter."""
    rows, row = [], b""
    for letter in line:
        octets = letter.encode()
        if len(row) + len(octets) > _LINE_MAX:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"


def _unfolded(data: bytes) -> list[str]:
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return re.sub(r"\n[ \t]", "", text).split("\n")


def _events(data: bytes) -> Mapping[str, _Known]:
    """Read the events of a file of ours; one that a person broke is not there."""
    found = (_known(lines) for lines in _blocks(_unfolded(data)))
    return {one.reminder.uid: one for one in found if one}


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            block = []
        elif line == "END:VEVENT":
            yield block
        else:
            block.append(line)


def _known(lines: Sequence[str]) -> _Known | None:
    values: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        values.setdefault(name.partition(";")[0], value)
    sequence, day = values.get("SEQUENCE", ""), values.get("DTSTART", "")
    uid, summary = values.get("UID", ""), values.get("SUMMARY", "")
    if not (_UID.fullmatch(uid) and _DAY.fullmatch(day)):
        return None
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    number = int(sequence) if re.fullmatch(r"[0-9]{1,9}", sequence) else 0
    rest = tuple(line for line in lines if not line.startswith("SEQUENCE:"))
    return _Known(Reminder(uid, on, _unescaped(summary)), number, rest)


def _unescaped(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        return "\n" if match[1] in "nN" else match[1]

    return re.sub(r"\\(.)", letter, text)


def _invites_nobody(data: bytes, count: int) -> None:
    """Read the bytes as a calendar would: whatever is not known is refused."""
    lines = _unfolded(data)[:-1]
    names = {re.split("[:;]", line, maxsplit=1)[0].upper() for line in lines}
    begun = [line[6:] for line in lines if line.upper().startswith("BEGIN:")]
    odd = sorted((names - _KNOWN) | (set(begun) - _COMPONENTS))
    if odd or begun.count("VEVENT") != count:
        found = ", ".join(odd) or "events that are no reminders"
        raise RefusedError(f"follow-up.ics: the finished file has {found}")
