"""Whose a draft is, and whether it is still as we wrote it.

The Message-ID says so: `<TOKEN.ID.GENERATION.DIGEST@domain>`. It is the only mark that
mail programs keep, and it goes to the reader, so it names nobody. DIGEST is over all
that a person could edit and survives a server that re-encodes: what still hashes to the
digest in its own Message-ID is ours to replace, any other is the user's, even
when the journal is lost.
"""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Draft
from drafter.interview import employer_key


if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.address import Address
    from drafter.draft import Kind
    from drafter.formats.message import Message
    from drafter.interview import Interview, Interviewer


_DIGEST_VERSION = "1"
"""Raise it when `digest_of` changes: older drafts then count as edited and are kept."""
_MESSAGE_ID = re.compile(
    r"<(?P<token>[a-z2-7]{8})\.(?P<id>[a-z2-7]{16})\.(?P<generation>[1-9][0-9]{0,8})"
    r"\.(?P<digest>[a-z2-7]{16})@(?P<domain>[a-z0-9.-]+)>"
)
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


def parse_message_id(text: str) -> MessageId | None:
    """Read a Message-ID; None if it is not one of ours."""
    match = _MESSAGE_ID.fullmatch(text.strip())
    if not match:
        return None
    token, identity, generation, digest, domain = match.groups()
    return MessageId(token, identity, int(generation), digest, domain)


def token_of(sender: Address | str) -> str:
    """Give what the Message-IDs of all drafts from this address begin with."""
    return _hashed(["drafter", str(sender).lower()], 8)


def id_of(draft: Draft, number: int = 1) -> str:
    """Name a draft for ever: this interview, this kind, this person, the number-th."""
    interview, person = draft.interview, draft.interviewer
    employer = interview.employer.name if interview else ""
    key = person.key if person else str(draft.recipient)
    return _hashed(
        [
            str(draft.sender).lower(),
            employer_key(employer),
            interview.date.isoformat() if interview else "",
            f"{draft.kind}-{number}",
            key,
        ],
        16,
    )


def id_for(
    interview: Interview, person: Interviewer, kind: Kind, number: int = 1
) -> str:
    """Name the draft that there would be for a person of an interview; see `id_of`."""
    draft = Draft(
        kind=kind,
        text="",
        sender=interview.you.email,
        recipient=person.email,
        interview=interview,
        interviewer=person,
    )
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
    fields += ["Subject", message.subject, "text", _lines(message.plain)]
    fields += ["html", " ".join(message.page.text.split()), *message.page.links]
    fields += [f"looks {mark}" for mark in message.page.formats]
    for attachment in message.attachments:
        fields += ["file", attachment.name, sha256(attachment.data).hexdigest()]
    return _hashed(fields, 16)


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


def _hashed(fields: Iterable[str], length: int) -> str:
    """Hash the fields, each with its length, so that no two lists look alike."""
    coded = [field.encode("utf-8", "surrogatepass") for field in fields]
    joined = b"".join(b"%d:%b" % (len(field), field) for field in coded)
    return b32encode(sha256(joined).digest())[:length].decode("ascii").lower()


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n")
