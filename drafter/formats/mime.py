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

from drafter.formats import headers


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.formats.headers import Field


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


class Parts(NamedTuple):
    """What a message holds below its header, transfer encodings undone."""

    plain: str
    html: str
    attachments: tuple[Attachment, ...]
    odd: tuple[str, ...] = ()
    """What some mail programs would show instead of the text, by its type."""


class _Leaf(NamedTuple):
    type: str
    parameters: dict[str, str]
    name: str
    is_attached: bool
    data: bytes
    is_odd: bool


def read_parts(fields: tuple[Field, ...], body: bytes) -> Parts:
    """Read a body; ValueError where it is nested or cut beyond what a person makes."""
    texts: dict[str, list[str]] = {kind: [] for kind in _TEXTS}
    attachments: list[Attachment] = []
    odd: list[str] = []
    for number, leaf in enumerate(_leaves(fields, body, ())):
        if number >= _PARTS_MAX:
            raise ValueError(f"a message of more than {_PARTS_MAX} parts")
        if leaf.type in texts and not leaf.is_attached:
            texts[leaf.type].append(_text(leaf))
            if sum(map(len, texts[leaf.type])) > TEXT_MAX:
                raise ValueError("too long for a letter")
        else:
            attachments.append(Attachment(leaf.name, leaf.type, leaf.data))
        if leaf.is_odd:
            odd.append(leaf.type)
    for kind, spoken in texts.items():
        # Apple Mail adds empty ones.
        if sum(bool(re.sub(r"<[^>]*+>?|\s", "", text)) for text in spoken) > 1:
            odd.append(f"a second {kind}")
    plain, html = ("\n".join(spoken) for spoken in texts.values())
    return Parts(plain, html, tuple(attachments), tuple(odd))


def _leaves(
    fields: tuple[Field, ...], body: bytes, above: tuple[str, ...]
) -> Iterator[_Leaf]:
    if len(above) > _DEPTH_MAX:
        raise ValueError(f"a message nested more than {_DEPTH_MAX} deep")
    names = [field.name.lower() for field in fields]
    first = {field.name.lower(): field.value for field in reversed(fields)}
    content_type = first.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    parameters = headers.read_parameters(content_type)
    boundary = parameters.get("boundary", "")
    if kind.startswith("multipart/") and boundary:
        for part in _split(body, boundary):
            yield from _leaves(*headers.split_head(part), (*above, kind))
        return
    kind = kind or "text/plain"
    disposition = first.get("content-disposition", "").lstrip()
    file = headers.read_parameters(disposition).get("filename")
    name = file or parameters.get("name", "")
    is_attached = bool(name) or disposition.lower().startswith("attachment")
    is_inline = disposition.lower().startswith("inline")
    is_odd = _is_odd(kind, above, is_attached=is_attached, is_inline=is_inline)
    is_odd = is_odd or any(names.count(single) > 1 for single in _SINGLE)
    data = _decoded(body, first.get("content-transfer-encoding", ""))
    if kind in _TEXTS and not is_attached and len(data) > TEXT_MAX:
        raise ValueError("too long for a letter")
    yield _Leaf(kind, parameters, name, is_attached, data, is_odd)


def _is_odd(
    kind: str, above: tuple[str, ...], *, is_attached: bool, is_inline: bool
) -> bool:
    """Tell a part that is neither the letter nor a file that goes with it."""
    parent = above[-1] if above else ""
    if parent == "multipart/signed" and kind in _SIGNATURES:
        return False
    if not _CONTAINERS.issuperset(above):
        return True
    if kind in _TEXTS and not is_attached:
        return False
    shown = kind.startswith(("message/", "multipart/"))
    shown = shown or (is_inline and kind.startswith("image/"))
    return shown or not is_attached or parent != "multipart/mixed"


def _split(body: bytes, boundary: str) -> list[bytes]:
    """Cut a multipart at its delimiter lines (RFC 2046 5.1.1); the last may lack."""
    mark = re.escape(b"--" + boundary.encode("utf-8", "surrogatepass"))
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
            return headers.decode_base64(body)
        case _:
            return body


def _text(leaf: _Leaf) -> str:
    text = headers.decode_bytes(leaf.data, leaf.parameters.get("charset", ""))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if leaf.type == "text/plain" and _parameter(leaf, "format") == "flowed":
        return _unflowed(text, delsp=_parameter(leaf, "delsp") == "yes")
    return text


def _parameter(leaf: _Leaf, name: str) -> str:
    return leaf.parameters.get(name, "").lower()


def _unflowed(text: str, *, delsp: bool) -> str:
    """Join the lines of RFC 3676; `-- ` is a line of its own although it ends so."""
    lines = [line.removeprefix(" ") for line in text.split("\n")]
    joined = ""
    for line in lines[:-1]:
        is_soft = line.endswith(" ") and line != "-- "
        joined += (line[:-1] if is_soft and delsp else line) + ("" if is_soft else "\n")
    return joined + lines[-1]
