"""`Message`: a draft as it lies in a file or a Drafts folder, perhaps edited since.

    multipart/mixed              what a client may have made of a draft
    +- multipart/alternative
    |  +- text/plain             -> Message.plain
    |  +- text/html              -> Message.html
    +- application/pdf           -> Message.attachments

Any client may have written it: LF or CRLF, any charset, flowed text, HTML alone. A text
without a file name is read, wherever it stands; all else is an attachment, so that
nothing a person would send goes unseen. Reading fails only with a ValueError that
states the fact; judging is the business of `unfit_headers`, which counts what a mail
program would deliver to, not what was meant.
"""

from __future__ import annotations

import binascii
import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from drafter.address import Address
from drafter.formats.headers import (
    collapsed,
    decode_base64,
    decode_bytes,
    decode_words,
    read_mailboxes,
    read_parameters,
    split_head,
)
from drafter.html import Page, read_html, unfit, unlike


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from drafter.formats.headers import Field, Mailbox, Mailboxes


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
_FOLDER = r"(?i)[a-z][a-z0-9+.-]*://[^\s,;<>]*\Z"
_LINE_BREAKS = "[\0\n-\r\x1c-\x1e\x85\u2028\u2029]"
_FACTS_MAX = 20
_DEPTH_MAX, _PARTS_MAX = 20, 1000
TEXT_MAX = 256 * 1024
"""Bytes of text, and of HTML: a letter has a few thousand, and reading must end."""
_TEXTS = ("text/plain", "text/html")
_CONTAINERS = {
    "multipart/mixed", "multipart/alternative", "multipart/related", "multipart/signed",
}  # fmt: skip
_SIGNATURES = {
    "application/pgp-signature", "application/pkcs7-signature",
    "application/x-pkcs7-signature",
}  # fmt: skip
_SINGLE = ("content-type", "content-disposition", "content-transfer-encoding")


class Attachment(NamedTuple):
    """A file that goes with a message."""

    name: str
    type: str
    data: bytes
    charset: str = ""
    """Of the letters in it, where that is said."""


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

    def only(self, name: str) -> Address | None:
        """Read the address of a field that has one and no more."""
        try:
            (mailbox,) = self.mailboxes(name).all
            return Address.parse(mailbox.address)
        except ValueError:
            return None

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
    return _with_parts(fields, body)


def read_header(data: bytes) -> Message:
    """Read a message's header alone, whatever lies below it."""
    return read_message(data[: data.find(b"\r\n\r\n") + 4])


def unfit_headers(message: Message) -> list[str]:
    """Say why this is no letter from one person to one person; nothing if it is."""
    return [*misaddressed(message), *unfit_page(message)]


def misaddressed(message: Message) -> list[str]:
    """Say what in its header would take it to, or through, another."""
    return [
        *_not_one(message, "From"),
        *_not_one(message, "To"),
        *_sent_on(message),
        *_told_as_well(message),
        *_misleading(message),
    ]


def unfit_page(message: Message) -> list[str]:
    """Say what its HTML part has that no mail program writes into a letter."""
    found = islice(unfit(message.page, edited=True), _FACTS_MAX)
    return [f"its HTML part has {written}" for written, _ in found]


def unlike_parts(message: Message) -> str:
    """Say where the text part and the HTML part differ; nothing if they agree."""
    if not message.plain.strip() or not message.html.strip():
        return ""
    differ = unlike(message.plain, message.page)
    if not differ:
        return ""
    text, page = (quote or "nothing" for quote in differ)
    return f"its two parts differ: the text part says '{text}', the HTML part '{page}'"


def _sent_on(message: Message) -> Iterator[str]:
    for name in _COPIES:
        yield from (f"it has a {name}: {v}" for v in message.values(name) if v)
    for name in _ONWARD:
        yield from (f"it has a {name}: {v}" for v in message.values(name))
    for field in message.fields:
        if field.name.lower().startswith(_ONWARD_PREFIXES):
            yield f"it has a {field.name}"


def _told_as_well(message: Message) -> Iterator[str]:
    mailboxes, is_group = message.mailboxes("Reply-To")
    if len(mailboxes) > 1 or is_group:
        yield f"Reply-To names {len(mailboxes)} addresses"
    elif not _are_sender(message, mailboxes):
        yield f"Reply-To is not the sender's address: {mailboxes[0].address}"
    for name in _OWN:
        for value in message.values(name):
            mailboxes, is_group = read_mailboxes(value)
            is_own = _are_sender(message, mailboxes) and not is_group
            if not is_own and not (name == "FCC" and _is_folder(value)):
                yield f"it has a {name}: {value}"


def _misleading(message: Message) -> Iterator[str]:
    for field in message.fields:
        if not field.name:
            yield f"a header line cannot be read: {field.value!r}"
    for name in _ONCE:
        if (count := len(message.values(name))) > 1:
            yield f"it has {count} {name} lines"
    for name in ("Subject", "From", "To", "Reply-To"):
        value = decode_words(" ".join(message.values(name)))
        if not value.isprintable() and re.search(_LINE_BREAKS, value):
            yield f"its {name} hides a line break"


def _not_one(message: Message, name: str) -> Iterator[str]:
    count = len(message.values(name))
    mailboxes, is_group = message.mailboxes(name)
    if not mailboxes and not is_group:
        yield f"it has no {name} address"
        return
    if count > 1:
        yield f"it has {count} {name} lines"
    if is_group:
        yield f"{name} is a group"
    if len(mailboxes) > 1:
        addresses = ", ".join(mailbox.address for mailbox in mailboxes)
        yield f"{name} names {len(mailboxes)} addresses: {addresses}"
    for mailbox in mailboxes:
        if not mailbox.is_readable:
            yield f"{name} is not a readable address: {mailbox.address!r}"


def _is_folder(value: str) -> bool:
    """Tell where a client files its own copy from whom it would send one to."""
    return bool(re.match(_FOLDER, value)) or "@" not in decode_words(value)


def _are_sender(message: Message, mailboxes: Iterable[Mailbox]) -> bool:
    own = [box.address.casefold() for box in message.froms]
    return all(box.address.casefold() in own[:1] for box in mailboxes)


class _Part(NamedTuple):
    """A part of a message that has no parts itself."""

    type: str
    parameters: dict[str, str]
    name: str
    is_attached: bool
    data: bytes
    is_odd: bool


def _with_parts(fields: tuple[Field, ...], body: bytes) -> Message:
    """Read a body; ValueError where it is nested or cut beyond what a person makes."""
    texts: dict[str, list[str]] = {kind: [] for kind in _TEXTS}
    attachments: list[Attachment] = []
    odd: list[str] = []
    for number, part in enumerate(_parts(fields, body, ())):
        if number >= _PARTS_MAX:
            raise ValueError(f"a message of more than {_PARTS_MAX} parts")
        if part.type in texts and not part.is_attached:
            texts[part.type].append(_text(part))
            if sum(map(len, texts[part.type])) > TEXT_MAX:
                raise ValueError("too long for a letter")
        else:
            charset = part.parameters.get("charset", "")
            attachments.append(Attachment(part.name, part.type, part.data, charset))
        if part.is_odd:
            odd.append(part.type)
    for kind, spoken in texts.items():
        # Apple Mail adds empty ones.
        if sum(bool(re.sub(r"<[^>]*+>?|\s", "", text)) for text in spoken) > 1:
            odd.append(f"a second {kind}")
    plain, html = ("\n".join(spoken) for spoken in texts.values())
    page = read_html(html)
    return Message(fields, plain, html, page, tuple(attachments), tuple(odd))


def _parts(
    fields: tuple[Field, ...], body: bytes, above: tuple[str, ...]
) -> Iterator[_Part]:
    if len(above) > _DEPTH_MAX:
        raise ValueError(f"a message nested more than {_DEPTH_MAX} deep")
    names = [field.name.lower() for field in fields]
    first = {field.name.lower(): field.value for field in reversed(fields)}
    content_type = first.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower() or "text/plain"
    parameters = read_parameters(content_type)
    if kind.startswith("multipart/") and (boundary := parameters.get("boundary")):
        for head, inner in map(split_head, _split(body, boundary)):
            yield from _parts(head, inner, (*above, kind))
        return
    disposition = first.get("content-disposition", "").strip().lower()
    file = read_parameters(first.get("content-disposition", "")).get("filename")
    name = file or parameters.get("name", "")
    is_attached = bool(name) or disposition.startswith("attachment")
    is_shown = kind.startswith(("message/", "multipart/")) or (
        disposition.startswith("inline") and kind.startswith("image/")
    )
    is_odd = any(names.count(single) > 1 for single in _SINGLE) or _is_odd(
        kind, above, is_attached=is_attached, is_shown=is_shown
    )
    data = _decoded(body, first.get("content-transfer-encoding", ""))
    if kind in _TEXTS and not is_attached and len(data) > TEXT_MAX:
        raise ValueError("too long for a letter")
    yield _Part(kind, parameters, name, is_attached, data, is_odd)


def _is_odd(
    kind: str, above: tuple[str, ...], *, is_attached: bool, is_shown: bool
) -> bool:
    """Tell a part that is neither the letter nor a file that goes with it."""
    parent = above[-1] if above else ""
    if parent == "multipart/signed" and kind in _SIGNATURES:
        return False
    if not _CONTAINERS.issuperset(above):
        return True
    if kind in _TEXTS and not is_attached:
        return False
    return is_shown or not is_attached or parent != "multipart/mixed"


def _split(body: bytes, boundary: str) -> Iterator[bytes]:
    """Cut a multipart at its delimiter lines (RFC 2046 5.1.1); the last may lack."""
    mark = re.escape(boundary.encode("utf-8", "surrogatepass"))
    start = 0  # what comes before the first is the preamble
    for line in re.finditer(rb"(?m)^--%b(--)?[ \t]*$" % mark, body):
        if start:
            yield body[start : line.start() - 1]
        if line[1]:
            return
        start = line.end() + 1
    if start:
        yield body[start:]


def _decoded(body: bytes, encoding: str) -> bytes:
    match encoding.strip().lower():
        case "quoted-printable":
            return binascii.a2b_qp(body)
        case "base64":
            return decode_base64(body)
        case _:
            return body


def _text(part: _Part) -> str:
    text = decode_bytes(part.data, part.parameters.get("charset", ""))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    how = {name: value.lower() for name, value in part.parameters.items()}
    if part.type == "text/plain" and how.get("format") == "flowed":
        return _unflowed(text, delsp=how.get("delsp") == "yes")
    return text


def _unflowed(text: str, *, delsp: bool) -> str:
    """Join the lines of RFC 3676; `-- ` is a line of its own although it ends so."""
    lines = [line.removeprefix(" ") for line in text.split("\n")]
    joined = ""
    for line in lines[:-1]:
        is_soft = line.endswith(" ") and line != "-- "
        joined += (line[:-1] if is_soft and delsp else line) + ("" if is_soft else "\n")
    return joined + lines[-1]
