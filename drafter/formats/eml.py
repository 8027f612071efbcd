"""A cleared email -> the bytes of an .eml file, or of a message for a Drafts folder.

What was encoded is read again by a reader that shares no code with the writer, and must
say what the guard cleared: one recipient, the words, the file, and nothing else. An
.eml of ours is known by its own bytes (`is_as_written`), also without a journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.errors import RefusedError
from drafter.formats import identity
from drafter.formats.headers import clean
from drafter.formats.letter import (
    body,
    head,
    letter_in,
    letter_of,
    without_trailing_blanks,
)
from drafter.formats.message import read_message, unfit_headers, unlike_parts


if TYPE_CHECKING:
    from datetime import datetime

    from drafter.draft import Draft
    from drafter.formats.message import Message
    from drafter.formats.mime_reader import Attachment
    from drafter.guard import Cleared


_FIELDS = frozenset(
    ["from", "to", "subject", "message-id", "mime-version", "content-type"]
)
_LINE_MAX = 998  # RFC 5322 2.1.1


def encode(
    cleared: Cleared,
    *,
    number: int = 1,
    generation: int = 1,
    date: datetime | None = None,
) -> bytes:
    """Give the bytes; `date` makes them fit for a Drafts folder instead of a file.

    `number` tells several drafts of one kind to one person apart.
    """
    draft = cleared.draft
    try:
        return encode_draft(draft, number=number, generation=generation, date=date)
    except ValueError as error:
        raise RefusedError(f"{draft.name}: {error}") from error


def encode_draft(
    draft: Draft,
    *,
    number: int = 1,
    generation: int = 1,
    date: datetime | None = None,
) -> bytes:
    """Encode and read back; ValueError states what cannot be, or was not, written."""
    letter = letter_of(draft)
    content = body(letter)
    unnamed = read_message(head(letter, "<unnamed@localhost>", date) + content)
    message_id = identity.MessageId(
        identity.token_of(letter.sender),
        identity.id_of(draft, number),
        generation,
        identity.digest_of(unnamed),
        letter.sender.domain,
    )
    data = head(letter, str(message_id), date) + content
    facts = misread(data, draft, letter.attachment)
    if facts:
        raise ValueError(f"encoded wrongly, please report this: {'; '.join(facts)}")
    return data


def is_as_written(data: bytes) -> bool:
    """Whether these are, to the byte, what we write for the words they hold."""
    try:
        message = read_message(data)
        if not identity.is_unedited(message):
            return False
        letter = letter_in(message)
        return head(letter, message.message_id, None) + body(letter) == data
    except ValueError:
        return False


def misread(data: bytes, draft: Draft, attachment: Attachment | None) -> list[str]:
    """Say where the bytes, read again, differ from the draft that was cleared."""
    message = read_message(data)
    facts = [*unfit_headers(message), *filter(None, [unlike_parts(message)])]
    names = [field.name.lower() for field in message.fields]
    optional = {"x-unsent", "date", "content-transfer-encoding"} & set(names)
    expected = {
        "header": (sorted(names), sorted(_FIELDS | optional)),
        "From": (_addresses(message, "From"), [str(draft.sender)]),
        "To": (_addresses(message, "To"), [str(draft.recipient)]),
        "subject": (message.subject, clean(draft.subject)),
        "text": (message.plain, without_trailing_blanks(draft.text)),
        "HTML": (message.html.split(), draft.html.split()),
        "attachment": (message.attachments, (attachment,) if attachment else ()),
        "line ends": (data.count(b"\n"), data.count(b"\r\n")),
    }
    facts += [
        f"its {what} differs" for what, (got, want) in expected.items() if got != want
    ]
    if not data.isascii() or max(map(len, data.split(b"\r\n"))) > _LINE_MAX:
        facts.append("a line is too long or not in ASCII")
    return facts


def _addresses(message: Message, name: str) -> list[str]:
    return [mailbox.address for mailbox in message.mailboxes(name).all]
