"""The body of a message: parts in quoted-printable or base64, put together by hand.

    multipart/mixed               only where a file goes along
    +- multipart/alternative      only where there is HTML
    |  +- text/plain
    |  +- text/html
    +- application/pdf

Bytes depend on the content alone: a boundary is a hash of what it parts, not a random
number. It begins with `=_`, which neither encoding can produce: it occurs in no part.
"""

from __future__ import annotations

import binascii
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from drafter.formats import headers


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.formats.mime_reader import Attachment


_QP_TOO_LONG = 1.5
"""Beyond that many times the text, quoted-printable is longer and no more readable."""
_LINE_MAX = 76
_BASE64_BYTES = _LINE_MAX // 4 * 3


def text_part(text: str, subtype: str) -> bytes:
    """Write a text/SUBTYPE part, header and body; the text has LF ends."""
    data = text.encode("utf-8")
    body, encoding = _quoted_printable(data), "quoted-printable"
    if len(body) > _QP_TOO_LONG * len(data):
        body, encoding = _base64(data.replace(b"\n", b"\r\n")), "base64"
    return b"".join(
        (
            headers.field("Content-Type", [f"text/{subtype};", "charset=utf-8"]),
            headers.field("Content-Transfer-Encoding", [encoding]),
            b"\r\n",
            body,
        )
    )


def file_part(attachment: Attachment) -> bytes:
    """Write a part that is a file; its name cannot break out of its parameter."""
    parameters = headers.filename_parameters(attachment.name)
    return b"".join(
        (
            headers.field("Content-Type", [attachment.type]),
            headers.field("Content-Disposition", ["attachment;", *parameters]),
            headers.field("Content-Transfer-Encoding", ["base64"]),
            b"\r\n",
            _base64(attachment.data),
        )
    )


def multipart(subtype: str, parts: Sequence[bytes]) -> bytes:
    """Put parts together; the parts, and the whole, begin with their own fields."""
    boundary = "=_" + sha256(b"\0".join((subtype.encode(), *parts))).hexdigest()[:32]
    mark = b"--" + boundary.encode()
    return b"".join(
        (
            headers.field(
                "Content-Type", [f"multipart/{subtype};", f'boundary="{boundary}"']
            ),
            b"\r\n",
            *(mark + b"\r\n" + part + b"\r\n" for part in parts),
            mark + b"--\r\n",
        )
    )


def _quoted_printable(data: bytes) -> bytes:
    """Encode text; lines that begin with `From ` are not left to mbox writers."""
    coded = binascii.b2a_qp(data, istext=True)
    coded = re.sub(rb"^From (?=(.*))", _guarded_from, coded, flags=re.MULTILINE)
    return coded.replace(b"\n", b"\r\n")


def _guarded_from(match: re.Match[bytes]) -> bytes:
    fits = len(b"=46rom ") + len(match[1]) <= _LINE_MAX
    return b"=46rom " if fits else b"=46rom=20=\n"


def _base64(data: bytes) -> bytes:
    pieces = range(0, len(data), _BASE64_BYTES)
    lines = (
        binascii.b2a_base64(data[start : start + _BASE64_BYTES], newline=False)
        for start in pieces
    )
    return b"".join(line + b"\r\n" for line in lines)
