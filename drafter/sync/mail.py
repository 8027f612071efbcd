"""`Mail`: one message of a mailbox, by its header alone, read and never touched.

Everything in it was written by somebody else's program, so nothing is believed that two
programs could read in two ways: a mail from two people is from nobody. Nothing marks
all that programs wrote, either. What a header field says is taken for certain; where
only the subject hints at it, a person may have worded that, so the mail is neither
counted as an answer nor hidden.
"""

from __future__ import annotations

import re
import tomllib
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from drafter.formats.eml import answered, thread_in
from drafter.formats.headers import read_parameters
from drafter.mailbox.look import heads_since


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from drafter.draft import Answered
    from drafter.formats.message import Message
    from drafter.mailbox.session import Head, Session

INBOX = "INBOX"
_NO = frozenset({"", "no", "none"})
_BY_A_PROGRAM = frozenset({"bulk", "auto_reply", "junk"})
_CALENDAR_ID = re.compile(r"<calendar-[^<>\s]+@google\.com>", re.IGNORECASE)
_WORDS = {
    name: "|".join(words)
    for name, words in tomllib.loads(
        Path(__file__).with_name("automatic.toml").read_text("utf-8")
    ).items()
}
_BY_SUBJECT = re.compile("{away}|{delivery}".format_map(_WORDS), re.IGNORECASE)
_PERHAPS = re.compile(
    r"(?:(?:{reply}) ?[:：]\s*)+[\[(]?(?:{away}|{delivery})"
    r"|[\[(【](?:{away})"
    r"|.*(?:\s[-–—|]\s*|[\[(【])(?:{away})\W*\Z".format_map(_WORDS),
    re.IGNORECASE | re.DOTALL,
)
"""Also how a person answers such a mail, or tells of a day off."""
_ACCEPTED = re.compile("(?:{accepted}) ?:".format_map(_WORDS), re.IGNORECASE)


class Writer(Enum):
    """Who made a mail."""

    PERSON = auto()
    PROGRAM = auto()
    """A note of absence, a bounce, a receipt, a newsletter, an answer by calendar."""
    UNCLEAR = auto()


class Mail(NamedTuple):
    """What the header says; read by `mails_in`."""

    uid: int
    message_id: str
    sender: str
    """`Address.key`; empty if it is not from exactly one address."""
    readers: tuple[str, ...]
    """`Address.key` of everyone in To, Cc and Bcc, but for the sender."""
    subject: str
    arrived: date
    """The local day it came into the folder; if unknown, the day it says itself."""
    oldest: date
    """The earlier of that day and the day it says: a mail copied over arrives anew."""
    answers: tuple[str, ...]
    """Message-IDs it refers to, the one it answers last."""
    is_draft: bool
    """Marked so by the server: it was laid there, not sent."""
    writer: Writer

    @property
    def as_answered(self) -> Answered:
        """What an answer needs to know of it; ValueError if nothing can refer to it."""
        return answered(self.subject, self.answers, self.message_id)


def mails_in(
    session: Session, folder: str, field: str, addresses: Sequence[str], since: date
) -> list[Mail]:
    """Read the headers of what may be to or from these; all is compared again."""
    heads = heads_since(session, folder, field, addresses, since)
    return list(filter(None, map(_read, heads)))


def _read(head: Head) -> Mail | None:
    """Read a header; None where it is none, or tells no day at all."""
    message = head.message
    told = _day(message)
    arrived = head.arrived.date() if head.arrived else told
    if arrived is None or not message.fields:
        return None
    only = message.only("From")
    sender = only.key if only else ""
    answers = thread_in(message)
    return Mail(
        uid=head.uid,
        message_id=message.message_id,
        sender=sender,
        readers=tuple(key for key in dict.fromkeys(head.readers) if key != sender),
        subject=message.subject,
        arrived=arrived,
        oldest=min(arrived, told or arrived),
        answers=answers,
        is_draft="\\draft" in head.flags,
        writer=_writer(message, is_answer=bool(answers)),
    )


def _day(message: Message) -> date | None:
    try:
        moment = parsedate_to_datetime(" ".join(message.values("Date")))
        if moment.tzinfo is None:  # `-0000`: the time is UTC, the place is not told
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone().date()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None


def _writer(message: Message, *, is_answer: bool) -> Writer:
    """Judge a mail; `is_answer`: it refers to another one, as newsletters do not."""

    def told(name: str) -> str:
        return " ".join(message.values(name)).strip().casefold()

    subject = normalize("NFC", message.subject)
    kind = told("Content-Type").partition(";")[0].strip()
    parameters = read_parameters(told("Content-Type"))
    method = parameters.get("method", "") if kind == "text/calendar" else ""
    from_calendar = bool(_CALENDAR_ID.fullmatch(message.message_id))
    accepted = bool(_ACCEPTED.match(subject))
    if method == "reply" or (from_calendar and accepted):
        return Writer.PROGRAM
    how = re.split(r"[\s;(]", told("Auto-Submitted"), maxsplit=1)[0]
    if (from_calendar or method == "request") and how in {*_NO, "auto-generated"}:
        return Writer.PERSON  # an interviewer's own doing, though a program words it
    is_marked = (
        how not in _NO
        or kind == "multipart/report"
        or told("Precedence") in _BY_A_PROGRAM
        or not _NO.issuperset(map(told, ("X-Autoreply", "X-Autorespond")))
        or told("Return-Path") == "<>"  # nobody to answer (RFC 5321 4.5.5)
    )
    if is_marked or _BY_SUBJECT.match(subject):
        return Writer.PROGRAM
    if told("List-Id") or told("List-Unsubscribe") or told("Precedence") == "list":
        # Tools that write in a recruiter's name put such a line into real answers.
        return Writer.UNCLEAR if is_answer else Writer.PROGRAM
    suppress = told("X-Auto-Response-Suppress")
    is_unclear = suppress not in _NO or accepted or _PERHAPS.match(subject)
    return Writer.UNCLEAR if is_unclear else Writer.PERSON
