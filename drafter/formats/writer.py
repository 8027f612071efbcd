"""A letter -> the bytes of its message, written by hand: 7-bit, alike to every reader.

    From, To, Subject, Message-ID, X-Unsent, MIME-Version            `head`
    multipart/mixed               only where a file goes along       `body`
    +- multipart/alternative      only where there is HTML
    |  +- text/plain
    |  +- text/html
    +- application/pdf

Not left to the standard library: on the Pythons people have it drops the quotes of a
long display name when it folds (one person becomes three recipients, gh-80222) and lets
an encoded word in a subject inject a header (gh-100884). A value is a list of tokens
here, and a line is only ever folded between two of them.

Bytes depend on the content alone: a boundary is a hash of what it parts, not a random
number. It begins with `=_`, which neither encoding can produce: it occurs in no part.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from drafter.address import Address
    from drafter.formats.message import Attachment


_HEADER_LINE_MAX = 78
"""RFC 5322 2.1.1: should; 998 is the must, reached by no token of ours."""
_BODY_LINE_MAX = 76  # RFC 2045 6.7, 6.8
_QUOTED_MAX = 60
"""Longer names are encoded: gateways fold quoted strings, and some lose the quotes."""
_WORD_BYTES = 42
"""Their base64 in `=?utf-8?B?...?=` is 68 characters: it fits behind `Subject: `."""
_QP_TOO_LONG = 1.5
"""Beyond that many times the text, quoted-printable is longer and no more readable."""
_ATOMS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
)
_FILENAME = re.compile(r"[A-Za-z0-9!#$&+^_`{}~. ()-]{1,60}")
_LINE_ENDS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_NEVER = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the order of letters, and one that decoders drop (a byte order mark):
what is read would not be the text that was checked."""
UNSENT = b"X-Unsent: 1\r\n"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
# What one hands over after an interview; an own table, because the standard library
# reads the machine's lists: the draft would have other bytes on another machine.
_TYPES = {
    ".csv": "text/csv", ".html": "text/html", ".md": "text/markdown",
    ".py": "text/x-python", ".txt": "text/plain",
    ".gif": "image/gif", ".heic": "image/heic", ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg", ".png": "image/png", ".svg": "image/svg+xml",
    ".webp": "image/webp", ".mp4": "video/mp4",
    ".pdf": "application/pdf", ".rtf": "application/rtf", ".zip": "application/zip",
    ".gz": "application/gzip", ".json": "application/json", ".sql": "application/sql",
    ".xml": "application/xml", ".yaml": "application/yaml", ".yml": "application/yaml",
    ".ipynb": "application/x-ipynb+json",
    ".doc": "application/msword", ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xls": "application/vnd.ms-excel", ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".odp": f"{_OPEN_DOCUMENT}.presentation", ".odt": f"{_OPEN_DOCUMENT}.text",
    ".ods": f"{_OPEN_DOCUMENT}.spreadsheet",
    ".key": "application/vnd.apple.keynote", ".pages": "application/vnd.apple.pages",
    ".numbers": "application/vnd.apple.numbers",
}  # fmt: skip


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
    thread: tuple[str, ...] = ()


def head(letter: Letter, message_id: str) -> bytes:
    """Write the fields a person sees; X-Unsent makes mail programs open a composer."""
    fields = [
        address_field("From", letter.sender_name, letter.sender),
        address_field("To", letter.recipient_name, letter.recipient),
        text_field("Subject", letter.subject),
        field("Message-ID", [message_id]),
        UNSENT,
        field("MIME-Version", ["1.0"]),
    ]
    if letter.thread:  # RFC 5322 3.6.4
        fields[4:4] = [
            field("In-Reply-To", letter.thread[-1:]),
            field("References", letter.thread),
        ]
    return b"".join(fields)


def body(letter: Letter) -> bytes:
    """Write the content: it begins with its own Content-Type."""
    content = _text_part(letter.text, "plain")
    if letter.html:
        content = _multipart("alternative", [content, _text_part(letter.html, "html")])
    if letter.attachment:
        content = _multipart("mixed", [content, _file_part(letter.attachment)])
    return content


def media_type(filename: str) -> str:
    """Give the type of a file by its name; what is not known is a stream of bytes.

    So is a message (.eml): base64 may not be put around its own type (RFC 2045 6.4).
    """
    suffix = PurePath(filename).suffix.lower()
    return _TYPES.get(suffix, "application/octet-stream")


def clean(text: str) -> str:
    """Give the text as one line; ValueError names a character no header may hold."""
    line = re.sub(" +", " ", text.translate(_LINE_ENDS)).strip()
    if line.isascii() and line.isprintable():
        return line
    for c in line:
        if unicodedata.category(c) in ("Cc", "Cs") or c in _NEVER:
            raise ValueError(f"character U+{ord(c):04X} cannot stand in a header")
    return line


def text_field(name: str, text: str) -> bytes:
    """Write an unstructured field (RFC 5322 3.6.5), such as Subject."""
    text = clean(text)
    words = text.split(" ") if text else []
    plain = text.isascii() and "=?" not in text
    if plain and all(len(word) <= _QUOTED_MAX for word in words):
        return field(name, words)
    return field(name, _encoded_words(text))


def address_field(name: str, display_name: str, address: Address) -> bytes:
    """Write a field that holds one address; there is no way to give it two."""
    return field(name, [*_phrase(clean(display_name)), f"<{address}>"])


def date_field(moment: datetime) -> bytes:
    """Write Date in the English of RFC 5322 3.3, whatever the locale."""
    from email.utils import format_datetime  # noqa: PLC0415 - it loads socket

    return field("Date", [format_datetime(moment)])


def filename_parameters(filename: str) -> list[str]:
    """Write a file's name as MIME parameters; RFC 2231 pieces where it is not plain."""
    filename = clean(filename)
    if _FILENAME.fullmatch(filename):
        return [f'filename="{filename}"']
    coded = [f"%{byte:02X}" for byte in filename.encode()]
    pieces = ["".join(coded[start : start + 16]) for start in range(0, len(coded), 16)]
    pieces[0] = f"utf-8''{pieces[0]}"
    if len(pieces) == 1:
        return [f"filename*={pieces[0]}"]
    numbered = [f"filename*{number}*={piece}" for number, piece in enumerate(pieces)]
    return [*(f"{piece};" for piece in numbered[:-1]), numbered[-1]]


def field(name: str, tokens: Iterable[str]) -> bytes:
    """Write `name: tokens`, folded between tokens only; they are in ASCII and clean."""
    lines = [f"{name}:"]
    for token in tokens:
        too_long = len(lines[-1]) + 1 + len(token) > _HEADER_LINE_MAX
        if too_long and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += f" {token}"
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _phrase(name: str) -> list[str]:
    if not name:
        return []
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    if not name.isascii() or len(escaped) > _QUOTED_MAX or "=?" in name:
        return _encoded_words(name)
    if _ATOMS.fullmatch(name):
        return name.split(" ")
    return [f'"{escaped}"']


def _encoded_words(text: str) -> list[str]:
    """Cut at characters, never inside one: RFC 2047 5 (3)."""
    chunks = [b""]
    for character in text:
        coded = character.encode()
        if len(chunks[-1]) + len(coded) > _WORD_BYTES:
            chunks.append(b"")
        chunks[-1] += coded
    coded_chunks = (binascii.b2a_base64(chunk, newline=False) for chunk in chunks)
    return [f"=?utf-8?B?{chunk.decode()}?=" for chunk in coded_chunks]


def _text_part(text: str, subtype: str) -> bytes:
    """Write a text/SUBTYPE part, header and body; the text has LF ends."""
    data = text.encode("utf-8")
    coded, encoding = _quoted_printable(data), "quoted-printable"
    if len(coded) > _QP_TOO_LONG * len(data):
        coded, encoding = _base64(data.replace(b"\n", b"\r\n")), "base64"
    content_type = field("Content-Type", [f"text/{subtype};", "charset=utf-8"])
    return content_type + _encoding(encoding) + coded


def _file_part(attachment: Attachment) -> bytes:
    """Write a part that is a file; its name cannot break out of its parameter."""
    parameters = filename_parameters(attachment.name)
    content_type = field("Content-Type", [attachment.type])
    disposition = field("Content-Disposition", ["attachment;", *parameters])
    return content_type + disposition + _encoding("base64") + _base64(attachment.data)


def _multipart(subtype: str, parts: Sequence[bytes]) -> bytes:
    """Put parts together; the parts, and the whole, begin with their own fields."""
    content = sha256(subtype.encode())
    for part in parts:
        content.update(b"\0")
        content.update(part)
    boundary = f"=_{content.hexdigest()[:32]}"
    mark = b"--" + boundary.encode()
    tokens = [f"multipart/{subtype};", f'boundary="{boundary}"']
    lines = (line for part in parts for line in (mark, b"\r\n", part, b"\r\n"))
    return b"".join((field("Content-Type", tokens), b"\r\n", *lines, mark, b"--\r\n"))


def _encoding(name: str) -> bytes:
    return field("Content-Transfer-Encoding", [name]) + b"\r\n"


def _quoted_printable(data: bytes) -> bytes:
    """Encode text; lines that begin with `From ` are not left to mbox writers."""
    coded = binascii.b2a_qp(data, istext=True)
    coded = re.sub(rb"^From (?=(.*))", _guarded_from, coded, flags=re.MULTILINE)
    return coded.replace(b"\n", b"\r\n")


def _guarded_from(match: re.Match[bytes]) -> bytes:
    fits = len(b"=46rom ") + len(match[1]) <= _BODY_LINE_MAX
    return b"=46rom " if fits else b"=46rom=20=\n"


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
