"""The parts of a message somebody wrote: which text, which HTML, which files.

    multipart/mixed              what a client may have made of a draft
    +- multipart/alternative
    |  +- text/plain             -> Parts.plain
    |  +- text/html              -> Parts.html
    +- application/pdf           -> Parts.attachments

Bytes come in with LF ends. A text without a file name is read, wherever it stands; all
else is an attachment, so that nothing a person would send goes unseen.
"""

from __future__ import annotations

import binascii
import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.header_reader import (
    decode_base64,
    decode_bytes,
    read_parameters,
    split_head,
)


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.formats.header_reader import Field


_DEPTH_MAX = 20
_PARTS_MAX = 1000


class Attachment(NamedTuple):
    """A file that goes with a message."""

    name: str
    type: str
    data: bytes


class Parts(NamedTuple):
    """What a message holds below its header, transfer encodings undone."""

    plain: str
    html: str
    attachments: tuple[Attachment, ...]


class _Leaf(NamedTuple):
    type: str
    parameters: dict[str, str]
    name: str
    is_attached: bool
    data: bytes


def read_parts(fields: tuple[Field, ...], body: bytes) -> Parts:
    """Read a body; ValueError where it is nested or cut beyond what a person makes."""
    plain: list[str] = []
    html: list[str] = []
    attachments: list[Attachment] = []
    for number, leaf in enumerate(_leaves(fields, body, 0)):
        if number >= _PARTS_MAX:
            raise ValueError(f"a message of more than {_PARTS_MAX} parts")
        if leaf.type == "text/plain" and not leaf.is_attached:
            plain.append(_plain_text(leaf))
        elif leaf.type == "text/html" and not leaf.is_attached:
            html.append(_text(leaf))
        else:
            attachments.append(Attachment(leaf.name, leaf.type, leaf.data))
    return Parts("\n".join(plain), "\n".join(html), tuple(attachments))


def _leaves(fields: tuple[Field, ...], body: bytes, depth: int) -> Iterator[_Leaf]:
    if depth > _DEPTH_MAX:
        raise ValueError(f"a message nested more than {_DEPTH_MAX} deep")
    content_type = _value(fields, "content-type")
    kind = content_type.partition(";")[0].strip().lower()
    parameters = read_parameters(content_type)
    boundary = parameters.get("boundary", "")
    if kind.startswith("multipart/") and boundary:
        for part in _split(body, boundary):
            yield from _leaves(*split_head(part), depth + 1)
        return
    disposition = _value(fields, "content-disposition")
    name = read_parameters(disposition).get("filename") or parameters.get("name", "")
    is_attached = bool(name) or disposition.lower().lstrip().startswith("attachment")
    data = _decoded(body, _value(fields, "content-transfer-encoding"))
    yield _Leaf(kind or "text/plain", parameters, name, is_attached, data)


def _split(body: bytes, boundary: str) -> list[bytes]:
    """Cut a multipart at its delimiter lines (RFC 2046 5.1.1); the last may lack."""
    mark = re.escape(b"--" + boundary.encode("utf-8", "surrogateescape"))
    pieces = re.split(rb"(?:\A|\n)%b(--)?[ \t]*(?=\n|\Z)" % mark, body)
    parts: list[bytes] = []
    # re.split gives text, end mark, text, end mark, ...; the preamble comes first.
    for is_end, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if is_end:
            break
        parts.append(text.removeprefix(b"\n"))
    return parts


def _decoded(body: bytes, encoding: str) -> bytes:
    match encoding.strip().lower():
        case "quoted-printable":
            return binascii.a2b_qp(body)
        case "base64":
            return decode_base64(body)
        case _:
            return body


def _text(leaf: _Leaf) -> str:
    text = decode_bytes(leaf.data, leaf.parameters.get("charset", ""))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain_text(leaf: _Leaf) -> str:
    text = _text(leaf)
    if leaf.parameters.get("format", "").lower() == "flowed":
        return _unflowed(text, delsp=leaf.parameters.get("delsp", "").lower() == "yes")
    return text


def _unflowed(text: str, *, delsp: bool) -> str:
    """Join the lines of RFC 3676; `-- ` is a line of its own although it ends so."""
    lines = [line.removeprefix(" ") for line in text.split("\n")]
    joined = ""
    for line in lines[:-1]:
        is_soft = line.endswith(" ") and line != "-- "
        joined += (line[:-1] if is_soft and delsp else line) + ("" if is_soft else "\n")
    return joined + lines[-1]


def _value(fields: tuple[Field, ...], name: str) -> str:
    return next((field.value for field in fields if field.name.lower() == name), "")
