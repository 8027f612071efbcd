"""`Mail`: one message of a mailbox, by its header alone.

Everything in it was written by somebody else's program, so nothing is believed that two
programs could read in two ways: a mail from two people is from nobody.
"""

from __future__ import annotations

import re
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from drafter.address import Address
from drafter.correspondence import writer
from drafter.correspondence.writer import writer_of
from drafter.formats.message import read_message


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from drafter.correspondence.writer import Writer
    from drafter.formats.message import Message
    from drafter.mailbox.session import Head

FIELDS = (
    f"MESSAGE-ID FROM TO CC BCC SUBJECT DATE IN-REPLY-TO REFERENCES {writer.FIELDS}"
)
"""All that is ever read of a mail."""
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")


class Mail(NamedTuple):
    """What the header says; build it with `read_mail`."""

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
    answers: frozenset[str]
    """Message-IDs it refers to."""
    is_draft: bool
    """Marked so by the server: it was laid there, not sent."""
    writer: Writer


def read_mail(uid: int, head: Head) -> Mail | None:
    """Read a header; None where it is none, or tells no day at all."""
    try:
        message = read_message(head.data)
    except ValueError:
        return None
    told = _day(message)
    arrived = head.arrived.date() if head.arrived else told
    if arrived is None:
        return None
    froms = [_key(mailbox.address) for mailbox in message.froms]
    answers = _ids(message.values("In-Reply-To"), message.values("References"))
    sender = froms[0] if len(froms) == 1 else ""
    return Mail(
        uid=uid,
        message_id=message.message_id,
        sender=sender,
        readers=tuple(dict.fromkeys(key for key in _readers(message) if key != sender)),
        subject=message.subject,
        arrived=arrived,
        oldest=min(arrived, told or arrived),
        answers=answers,
        is_draft="\\draft" in head.flags,
        writer=writer_of(message, is_answer=bool(answers)),
    )


def _readers(message: Message) -> list[str]:
    return [
        _key(mailbox.address)
        for name in ("To", "Cc", "Bcc")
        for mailbox in message.mailboxes(name).all
    ]


def _key(text: str) -> str:
    """Give what two spellings share; what is no address stands for itself."""
    try:
        return Address.parse(text).key
    except ValueError:
        return text.casefold()


def _ids(*values: Iterable[str]) -> frozenset[str]:
    return frozenset(
        found for some in values for one in some for found in _MESSAGE_ID.findall(one)
    )


def _day(message: Message) -> date | None:
    """Read the Date as a local day."""
    try:
        moment = parsedate_to_datetime(" ".join(message.values("Date")))
        if moment.tzinfo is None:  # `-0000`: the time is UTC, the place is not told
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone().date()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
