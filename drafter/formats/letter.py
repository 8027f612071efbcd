"""`Letter`: what is written into a message, before it is bytes.

    From, To, Subject, Message-ID, X-Unsent or Date, MIME-Version    `head`
    the parts (see `mime_writer`)                                    `body`

It is made from a draft, or read back from a message, so that the two can be compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.address import Address
from drafter.formats import headers
from drafter.formats.media_types import media_type
from drafter.formats.mime_reader import Attachment
from drafter.formats.mime_writer import file_part, multipart, text_part
from drafter.formats.text import tidy


if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from drafter.draft import Draft
    from drafter.formats.message import Message


class Letter(NamedTuple):
    """One email from one person to one person."""

    sender_name: str
    sender: Address
    recipient_name: str
    recipient: Address
    subject: str
    text: str
    html: str
    attachment: Attachment | None = None


def letter_of(draft: Draft) -> Letter:
    """Gather what goes into the message, and read the file that goes along."""
    if draft.sender is None or draft.recipient is None:
        raise ValueError("an email needs a From and a To address")
    you = draft.interview.you if draft.interview else None
    return Letter(
        sender_name=you.name if you else "",
        sender=draft.sender,
        recipient_name=draft.interviewer.name if draft.interviewer else "",
        recipient=draft.recipient,
        subject=draft.subject,
        text=without_trailing_blanks(draft.text),
        html=tidy(draft.html) if draft.html.strip() else "",
        attachment=_read(draft.attachment) if draft.attachment else None,
    )


def letter_in(message: Message) -> Letter:
    """Read a letter back from its message; ValueError if it was never one of ours."""
    if len(message.froms) != 1 or len(message.tos) != 1 or len(message.attachments) > 1:
        raise ValueError("not a letter from one person to one person")
    (sender,), (recipient,) = message.froms, message.tos
    return Letter(
        sender_name=sender.name,
        sender=Address.parse(sender.address),
        recipient_name=recipient.name,
        recipient=Address.parse(recipient.address),
        subject=message.subject,
        text=message.plain,
        html=message.html,
        attachment=next(iter(message.attachments), None),
    )


def head(letter: Letter, message_id: str, date: datetime | None) -> bytes:
    """Write the fields a person sees; X-Unsent makes mail programs open a composer."""
    return b"".join(
        (
            headers.address_field("From", letter.sender_name, letter.sender),
            headers.address_field("To", letter.recipient_name, letter.recipient),
            headers.text_field("Subject", letter.subject),
            headers.field("Message-ID", [message_id]),
            headers.date_field(date) if date else headers.field("X-Unsent", ["1"]),
            headers.field("MIME-Version", ["1.0"]),
        )
    )


def body(letter: Letter) -> bytes:
    """Write the content: it begins with its own Content-Type."""
    content = text_part(letter.text, "plain")
    if letter.html:
        content = multipart("alternative", [content, text_part(letter.html, "html")])
    if letter.attachment:
        content = multipart("mixed", [content, file_part(letter.attachment)])
    return content


def without_trailing_blanks(text: str) -> str:
    """Drop them: some readers take such a line for one that goes on (RFC 3676)."""
    lines = tidy(text).split("\n")
    return "\n".join(line if line == "-- " else line.rstrip(" \t") for line in lines)


def _read(path: Path) -> Attachment:
    name = headers.clean(path.name)
    try:
        return Attachment(name, media_type(name), path.read_bytes())
    except OSError as error:
        raise ValueError(f"{path} cannot be attached: {error.strerror}") from error
