"""`Message`: a draft as it lies in a file or a Drafts folder, perhaps edited since.

Any client may have written it: LF or CRLF, any charset, flowed text, HTML alone.
Reading fails only with a ValueError that states the fact; judging is the business of
`unfit_headers`, which counts what a mail program would deliver to, not what was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.headers import (
    collapsed,
    decode_words,
    read_mailboxes,
    split_head,
)
from drafter.formats.mime import TEXT_MAX, read_parts
from drafter.html import Page, read_html, unlike


if TYPE_CHECKING:
    from drafter.formats.headers import Field, Mailbox, Mailboxes
    from drafter.formats.mime import Attachment


_COPIES = ("Cc", "Bcc", "Apparently-To", "Newsgroups")
"""Empty ones, as clients leave them, copy nobody."""
_ONWARD = ("Sender", "Precedence", "Mail-Followup-To", "Mail-Reply-To", "Errors-To")
_ONWARD_PREFIXES = ("resent-", "list-", "x-mailing-list")

_ONCE = (
    "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding",
)  # fmt: skip
"""Of two, one program reads the first, another the last; From and To: `_not_one`."""
_OWN = (
    "FCC", "X-Bcc", "X-Cc", "X-To", "X-Original-To", "X-Envelope-To", "Envelope-To",
    "Delivered-To", "Disposition-Notification-To", "Return-Receipt-To",
    "X-Confirm-Reading-To",
)  # fmt: skip
"""Some programs deliver to these, or tell them: they may name the sender alone."""
_FOLDER = re.compile(r"[a-z][a-z0-9+.-]*://[^\s,;<>]*\Z", re.IGNORECASE)
_LINE_BREAKS = re.compile("[\0\n-\r\x1c-\x1e\x85\u2028\u2029]")
_FACTS_MAX = 20


class Message(NamedTuple):
    """One message as read; build it with `read_message`."""

    fields: tuple[Field, ...]
    """The header, in order and unfolded, encoded words as they stand."""
    plain: str
    """The text part, LF; empty where there is none."""
    html: str
    page: Page
    attachments: tuple[Attachment, ...]
    odd: tuple[str, ...] = ()
    """Types of parts that are neither the letter nor a file with it."""

    @property
    def text(self) -> str:
        """The words a reader sees: the text part, else what the HTML part says."""
        return self.plain if self.plain.strip() else self.page.text

    @property
    def subject(self) -> str:
        """The subject, encoded words read."""
        return collapsed(decode_words(" ".join(self.values("Subject"))))

    @property
    def message_id(self) -> str:
        """The Message-ID with its angle brackets, or nothing."""
        return " ".join(self.values("Message-ID"))

    @property
    def froms(self) -> tuple[Mailbox, ...]:
        """Who it is from; one, in anything we wrote."""
        return self.mailboxes("From").all

    @property
    def tos(self) -> tuple[Mailbox, ...]:
        """Who it goes to; one, in anything we wrote."""
        return self.mailboxes("To").all

    def values(self, name: str) -> tuple[str, ...]:
        """Give every value of this field, raw, in order."""
        return tuple(f.value for f in self.fields if f.name.lower() == name.lower())

    def mailboxes(self, name: str) -> Mailboxes:
        """Read all fields of this name as one address field."""
        return read_mailboxes(", ".join(filter(None, self.values(name))))


def read_message(data: bytes) -> Message:
    """Read a message; ValueError says what is wrong with bytes that are none."""
    fields, body = split_head(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    if not any(field.name for field in fields):
        raise ValueError("not an email: it has no header")
    if sum(len(field.value) for field in fields) > TEXT_MAX:
        raise ValueError("its header is too long for a letter")
    parts = read_parts(fields, body)
    page = read_html(parts.html)
    return Message(fields, parts.plain, parts.html, page, parts.attachments, parts.odd)


def unfit_headers(message: Message) -> list[str]:
    """Say why this would not go from one person to one person; nothing if it would."""
    unreadable = [field.value for field in message.fields if not field.name]
    return [
        *(f"a header line cannot be read: {value!r}" for value in unreadable),
        *_not_one(message, "From"),
        *_not_one(message, "To"),
        *_others(message),
        *_reply(message),
        *(
            f"it has {len(message.values(name))} {name} lines"
            for name in _ONCE
            if len(message.values(name)) > 1
        ),
        *_told_as_well(message),
        *(
            f"its {name} hides a line break"
            for name in ("Subject", "From", "To", "Reply-To")
            if _LINE_BREAKS.search(decode_words(" ".join(message.values(name))))
        ),
        *(f"its HTML part has {found}" for found in message.page.foreign[:_FACTS_MAX]),
    ]


def unlike_parts(message: Message) -> str:
    """Say where the text part and the HTML part differ; nothing if they agree."""
    if not message.plain.strip() or not message.html.strip():
        return ""
    differ = unlike(message.plain, message.page)
    if not differ:
        return ""
    text, page = (quote or "nothing" for quote in differ)
    return f"its two parts differ: the text part says '{text}', the HTML part '{page}'"


def _not_one(message: Message, name: str) -> list[str]:
    count = len(message.values(name))
    mailboxes, is_group = message.mailboxes(name)
    if not mailboxes and not is_group:
        return [f"it has no {name} address"]
    facts = [f"it has {count} {name} lines"] if count > 1 else []
    if is_group:
        facts.append(f"{name} is a group")
    if len(mailboxes) > 1:
        addresses = ", ".join(mailbox.address for mailbox in mailboxes)
        facts.append(f"{name} names {len(mailboxes)} addresses: {addresses}")
    facts += [
        f"{name} is not a readable address: {mailbox.address!r}"
        for mailbox in mailboxes
        if not mailbox.is_readable
    ]
    return facts


def _others(message: Message) -> list[str]:
    names = [field.name for field in message.fields]
    return [
        *(f"it has a {n}: {v}" for n in _COPIES for v in message.values(n) if v),
        *(f"it has a {n}: {v}" for n in _ONWARD for v in message.values(n)),
        *(f"it has a {n}" for n in names if n.lower().startswith(_ONWARD_PREFIXES)),
    ]


def _reply(message: Message) -> list[str]:
    mailboxes, is_group = message.mailboxes("Reply-To")
    if len(mailboxes) > 1 or is_group:
        return [f"Reply-To names {len(mailboxes)} addresses"]
    return [
        f"Reply-To is not the sender's address: {box.address}"
        for box in mailboxes
        if not _is_sender(message, box)
    ]


def _told_as_well(message: Message) -> list[str]:
    return [
        f"it has a {name}: {value}"
        for name in _OWN
        for value in message.values(name)
        if not (name == "FCC" and _is_folder(value))
        for mailboxes, is_group in (read_mailboxes(value),)
        if is_group or not all(_is_sender(message, box) for box in mailboxes)
    ]


def _is_folder(value: str) -> bool:
    """Tell where a client files its own copy from whom it would send one to."""
    return bool(_FOLDER.match(value)) or "@" not in decode_words(value)


def _is_sender(message: Message, mailbox: Mailbox) -> bool:
    own = [box.address.casefold() for box in message.froms]
    return mailbox.address.casefold() in own[:1]
