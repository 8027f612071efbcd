"""A cleared draft -> the bytes of its file, or of a message for a Drafts folder.

What was encoded is read again by a reader that shares no code with the writer, and must
say what the guard cleared: one recipient, the words, the file, and nothing else.

Whose a draft is, and whether it is still as we wrote it, its Message-ID says:
`<TOKEN.ID.GENERATION.DIGEST@domain>`. It is the only mark that mail programs keep, and
it goes to the reader, so it names nobody. DIGEST is over all that a person could edit
and survives a server that re-encodes: what still hashes to the digest in its own
Message-ID is ours to replace (in a file every byte counts: `is_as_written`), any other
is the user's, even when the journal is lost.
"""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from drafter.address import Address
from drafter.draft import Answered, Draft
from drafter.errors import RefusedError
from drafter.formats.message import (
    Attachment,
    read_message,
    unfit_headers,
    unlike_parts,
)
from drafter.formats.writer import (
    UNSENT,
    Letter,
    body,
    clean,
    date_field,
    head,
    media_type,
)
from drafter.interview import employer_key


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from drafter.draft import Kind
    from drafter.formats.message import Message
    from drafter.guard import Cleared
    from drafter.interview import Interview, Interviewer


_FIELDS = frozenset(
    ["from", "to", "subject", "message-id", "mime-version", "content-type"]
)
ATTACHED_MAX = 20 * 1024 * 1024
"""With a third more for base64, what the large providers take at most."""
_LINE_MAX = 998  # RFC 5322 2.1.1
_DIGEST_VERSION = "1"
"""Raise it when `digest_of` changes: older drafts then count as edited and are kept."""
_MESSAGE_ID = (
    r"<(?P<token>[a-z2-7]{8})\.(?P<id>[a-z2-7]{16})\.(?P<generation>[1-9][0-9]{0,8})"
    r"\.(?P<digest>[a-z2-7]{16})@(?P<domain>[a-z0-9.-]+)>"
)
_ANY_ID = re.compile(r"<[!-;=?-~]{1,200}@[!-;=?-~]{1,200}>")
_THREAD_MAX = 20
"""Mails of one thread that are referred to besides the one that is answered."""
_SET_BY_PEOPLE = {
    "cc", "bcc", "reply-to", "sender", "newsgroups", "followup-to", "mail-followup-to",
    "mail-reply-to", "in-reply-to", "references", "importance", "priority",
    "x-priority", "keywords", "comments", "disposition-notification-to",
    "return-receipt-to", "apparently-to",
}  # fmt: skip
_SET_BY_PEOPLE_TOO = ("resent-", "list-")


class MessageId(NamedTuple):
    """The parts of a Message-ID that drafter made."""

    token: str
    """One search finds everything drafted for this From address."""
    id: str
    """The same for every version of one draft."""
    generation: int
    digest: str
    domain: str

    def __str__(self) -> str:
        return f"<{self.token}.{self.id}.{self.generation}.{self.digest}@{self.domain}>"


def encode(cleared: Cleared, *, number: int = 1) -> bytes:
    """Give the bytes; `number` tells several drafts to one person apart."""
    try:
        return encode_draft(cleared.draft, number=number)
    except ValueError as error:
        raise RefusedError(f"{cleared.draft.name}: {error}") from error


SUBJECT = "Subject: "
"""How a letter that goes as text begins, so that whoever passes it on knows it."""


def encode_text(cleared: Cleared) -> bytes:
    """Give the bytes of a text: the words alone; above a letter stands its subject."""
    draft = cleared.draft
    head = f"{SUBJECT}{draft.subject}\n\n" if draft.kind.is_email else ""
    try:
        return tidy(head + draft.text).encode("utf-8")
    except UnicodeEncodeError as error:
        fact = "half a surrogate pair cannot be written as UTF-8"
        raise RefusedError(f"{cleared.draft.name}: {fact}") from error


def tidy(words: str) -> str:
    """End every line with LF and the last one too, once."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return f"{lines}\n"


def encode_draft(draft: Draft, *, number: int = 1) -> bytes:
    """Encode and read back; ValueError states what cannot be, or was not, written."""
    letter = letter_of(draft)
    sender, unnamed = letter.sender, head(letter, "<unnamed@localhost>")
    data = unnamed + body(letter)
    message = read_message(data)
    facts = misread(data, message, letter)
    if facts:
        raise ValueError(f"encoded wrongly, please report this: {'; '.join(facts)}")
    token, made = token_of(sender), id_of(draft, number)
    own = MessageId(token, made, 1, digest_of(message), sender.domain)
    return b"".join((head(letter, str(own)), memoryview(data)[len(unnamed) :]))


def with_id(data: bytes, message_id: str, date: datetime) -> bytes:
    """Make a file's message one for a Drafts folder, with another Message-ID.

    All else, a file of 20 MB perhaps, is neither read again nor encoded again.
    """
    end = data.index(UNSENT)
    header = re.sub(rb"(?<=\nMessage-ID: )\S+", message_id.encode(), data[:end])
    rest = memoryview(data)[end + len(UNSENT) :]
    return b"".join((header, date_field(date), rest))


def is_as_written(data: bytes) -> bool:
    """Whether these are, to the byte, what we write for the words they hold."""
    try:
        message = read_message(data)
        if not is_unedited(message):
            return False
        letter = _letter_in(message)
        return head(letter, message.message_id) + body(letter) == data
    except ValueError:
        return False


def is_unedited(message: Message) -> bool:
    """Whether the content still hashes to the digest in its own Message-ID."""
    own = parse_message_id(message.message_id)
    if own is None or len(message.froms) != 1:
        return False
    address = message.froms[0].address
    return (own.token, own.digest, own.domain) == (
        token_of(address),
        digest_of(message),
        address.rpartition("@")[2].lower(),
    )


def parse_message_id(text: str) -> MessageId | None:
    """Read a Message-ID; None if it is not one of ours."""
    match = re.fullmatch(_MESSAGE_ID, text.strip())
    if not match:
        return None
    token, id_, generation, digest, domain = match.groups()
    return MessageId(token, id_, int(generation), digest, domain)


def token_of(sender: Address | str) -> str:
    """Give what the Message-IDs of all drafts from this address begin with."""
    return _hashed(["drafter", str(sender).lower()], 8)


def id_of(draft: Draft, number: int = 1) -> str:
    """Name a draft for ever: this interview, this kind, this person, the number-th."""
    interview, person = draft.interview, draft.interviewer
    employer = interview.employer.name if interview else ""
    fields = [
        str(draft.sender).lower(),
        employer_key(employer),
        interview.date.isoformat() if interview else "",
        f"{draft.kind}-{number}",
        person.key if person else str(draft.recipient),
    ]
    return _hashed(fields, 16)


def id_for(
    interview: Interview, person: Interviewer, kind: Kind, number: int = 1
) -> str:
    """Name the draft that there would be for a person of an interview; see `id_of`."""
    you = interview.you.email
    draft = Draft(kind, "", sender=you, interview=interview, interviewer=person)
    return id_of(draft, number)


def reader_of(address: Address | str) -> str:
    """Name a reader where nobody is to be named; `address` is an `Address.key`."""
    return _hashed(["reader", str(address).lower()], 16)


def digest_of(message: Message) -> str:
    """Hash all that a person could edit, and nothing that a server might change."""
    fields: list[str] = [_DIGEST_VERSION]
    for name in ("From", "To"):
        mailboxes, is_group = message.mailboxes(name)
        fields += [name, str(is_group), str(len(mailboxes))]
        fields += [part for mailbox in mailboxes for part in mailbox]
    for field in message.fields:
        name = field.name.lower()
        is_personal = name in _SET_BY_PEOPLE or name.startswith(_SET_BY_PEOPLE_TOO)
        if field.value and is_personal:
            fields += [name, " ".join(field.value.split())]
    lines = [line.rstrip() for line in message.plain.split("\n")]
    fields += ["Subject", message.subject, "text", "\n".join(lines).rstrip("\n")]
    fields += ["html", " ".join(message.page.text.split()), *message.page.links]
    fields += [f"looks {mark}" for mark in message.page.formats]
    for attachment in message.attachments:
        fields += ["file", attachment.name, sha256(attachment.data).hexdigest()]
    return _hashed(fields, 16)


def letter_of(draft: Draft) -> Letter:
    """Gather what goes into the message, and read the file that goes along."""
    if draft.sender is None or draft.recipient is None:
        raise ValueError("an email needs a From and a To address")
    you = draft.interview.you if draft.interview else None
    return Letter(
        sender_name=clean(you.name) if you else "",
        sender=draft.sender,
        recipient_name=clean(draft.interviewer.name) if draft.interviewer else "",
        recipient=draft.recipient,
        subject=clean(draft.subject),
        text=_without_trailing_blanks(draft.text),
        html=tidy(draft.html) if draft.html.strip() else "",
        attachment=_read(draft.attachment) if draft.attachment else None,
        thread=draft.thread,
    )


def _letter_in(message: Message) -> Letter:
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
        thread=thread_in(message),
    )


def thread_in(message: Message) -> tuple[str, ...]:
    """Give the Message-IDs that a mail refers to, the one it answers last."""
    values = (*message.values("References"), *message.values("In-Reply-To"))
    ids = _ANY_ID.findall(" ".join(values))
    return tuple(reversed(dict.fromkeys(reversed(ids))))


def answer_to(message: Message) -> Answered:
    """What an answer needs to know of a mail; ValueError if nothing can refer to it."""
    return answered(message.subject, thread_in(message), message.message_id)


def answered(subject: str, thread: Sequence[str], own: str) -> Answered:
    """Likewise of a mail of which the header is known."""
    if not _ANY_ID.fullmatch(own):
        raise ValueError("it has no Message-ID, so nothing can refer to it")
    before = [one for one in thread if one != own]
    return Answered(subject, (*before[-_THREAD_MAX:], own))


def _read(path: Path) -> Attachment:
    name = clean(path.name)
    try:
        if path.stat().st_size > ATTACHED_MAX:
            most = f"{ATTACHED_MAX // 1024 // 1024} MB (put up a `link` to it)"
            raise ValueError(f"{path} cannot be attached: more than {most}")
        return Attachment(name, media_type(name), path.read_bytes())
    except OSError as error:
        raise ValueError(f"{path} cannot be attached: {error.strerror}") from error


def misread(data: bytes, message: Message, letter: Letter) -> list[str]:
    """Say where the bytes, read again, differ from the letter that was cleared."""
    facts = [*unfit_headers(message), *filter(None, [unlike_parts(message)])]
    if not facts:
        again = zip(Letter._fields, _letter_in(message), letter, strict=True)
        facts += [f"its {name} differs" for name, got, want in again if got != want]
    names = {field.name.lower() for field in message.fields}
    optional = {"x-unsent", "content-transfer-encoding"}
    optional |= {"in-reply-to", "references"} if letter.thread else set()
    if names - optional != _FIELDS or len(names) != len(message.fields):
        facts.append("its header differs")
    if not data.isascii() or max(map(len, BytesIO(data))) > _LINE_MAX + len(b"\r\n"):
        facts.append("a line is too long or not in ASCII")
    if data.count(b"\n") != data.count(b"\r\n"):
        facts.append("its line ends differ")
    return facts


def _without_trailing_blanks(text: str) -> str:
    """Drop them: some readers take such a line for one that goes on (RFC 3676)."""
    lines = tidy(text).split("\n")
    return "\n".join(line if line == "-- " else line.rstrip(" \t") for line in lines)


def _hashed(fields: Iterable[str], length: int) -> str:
    """Hash the fields, each with its length, so that no two lists look alike."""
    coded = [field.encode("utf-8", "surrogatepass") for field in fields]
    joined = b"".join(b"%d:%b" % (len(field), field) for field in coded)
    return b32encode(sha256(joined).digest())[:length].decode("ascii").lower()
