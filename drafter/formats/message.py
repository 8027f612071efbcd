"""`Message`: a draft as it lies in a file or a Drafts folder, perhaps edited since.

Any client may have written it: LF or CRLF, any charset, flowed text, HTML alone.
Reading fails only with a ValueError that states the fact; judging is the business of
`unfit_headers`, which counts what a mail program would deliver to, not what was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.address_reader import read_mailboxes
from drafter.formats.header_reader import collapsed, decode_words, split_head
from drafter.formats.html_reader import Page, read_html
from drafter.formats.mime_reader import read_parts


if TYPE_CHECKING:
    from drafter.formats.address_reader import Mailbox, Mailboxes
    from drafter.formats.header_reader import Field
    from drafter.formats.mime_reader import Attachment


_COPIES = ("Cc", "Bcc", "Apparently-To", "Newsgroups")
_ONWARD = ("Sender", "Precedence", "Mail-Followup-To", "Mail-Reply-To", "Errors-To")
_ONWARD_PREFIXES = ("resent-", "list-", "x-mailing-list")


class Message(NamedTuple):
    """One message as read; build it with `read_message`."""

    fields: tuple[Field, ...]
    """The header, in order and unfolded, encoded words as they stand."""
    plain: str
    """The text part, LF; empty where there is none."""
    html: str
    page: Page
    attachments: tuple[Attachment, ...]

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
    parts = read_parts(fields, body)
    return Message(
        fields=fields,
        plain=parts.plain,
        html=parts.html,
        page=read_html(parts.html),
        attachments=parts.attachments,
    )


def unfit_headers(message: Message) -> list[str]:
    """Say why this would not go from one person to one person; nothing if it would."""
    return [
        *(
            f"a header line cannot be read: {f.value!r}"
            for f in message.fields
            if not f.name
        ),
        *_not_one(message, "From"),
        *_not_one(message, "To"),
        *(
            f"it has a {name}: {value}"
            for name in (*_COPIES, *_ONWARD)
            for value in message.values(name)
            if value or name in _ONWARD
        ),
        *(
            f"it has a {field.name}"
            for field in message.fields
            if field.name.lower().startswith(_ONWARD_PREFIXES)
        ),
        *_reply_list(message),
        *(f"its HTML part has {found}" for found in message.page.foreign),
    ]


def unlike_parts(message: Message) -> str:
    """Say where the text part and the HTML part differ; nothing if they say the same.

    Some clients let a person edit only one of the two, and send both.
    """
    if not message.plain.strip() or not message.html.strip():
        return ""
    links = message.page.links
    text, page = _words(message.plain, links), _words(message.page.text, links)
    if text == page:
        return ""
    pairs = zip([*text, ""], [*page, ""], strict=False)
    place = next(n for n, (one, other) in enumerate(pairs) if one != other)
    return (
        "its two parts differ: the text part says "
        f"'{_excerpt(text, place)}', the HTML part '{_excerpt(page, place)}'"
    )


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


def _reply_list(message: Message) -> list[str]:
    mailboxes, is_group = message.mailboxes("Reply-To")
    if len(mailboxes) > 1 or is_group:
        return [f"Reply-To names {len(mailboxes)} addresses"]
    return []


def _words(text: str, links: tuple[str, ...]) -> list[str]:
    """Give the words alone: marks, and link targets written out, are left aside."""
    for link in sorted(links, key=len, reverse=True):
        text = text.replace(link, " ").replace(link.removeprefix("mailto:"), " ")
    return re.findall(r"[^\W_]+", text)


def _excerpt(words: list[str], place: int) -> str:
    return " ".join(words[max(0, place - 2) : place + 4]) or "nothing"
