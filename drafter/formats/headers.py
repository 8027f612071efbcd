"""Header fields of a message somebody wrote, read for what a mail program sees in them.

Shares no code with the writer, so that one checks the other; and is not the standard
library's reader, whose answers differ between Pythons, while what we read here decides
whether a draft was edited. Addresses: lenient in what is taken, strict in what counts;
where another reader could see two recipients, this one does.
"""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes


_ENCODED_WORD = (
    r"=\?(?P<charset>[^?*\s]+)(?:\*[^?\s]*)?\?(?P<how>[bBqQ])\?(?P<text>[^?\s]*)\?="
)
_BETWEEN_WORDS = r"(?<=\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=)"
_PARAMETER = re.compile(
    r';\s*(?P<name>[^\s=;*"]+)(?:\*(?P<piece>[0-9]{1,3}))?(?P<coded>\*)?\s*=\s*'
    r'(?:"(?P<quoted>(?:\\.|[^"\\])*)"|(?P<plain>[^;\s]*))',
    re.DOTALL,
)
# Codecs that turn bytes into text; the standard library also knows rot13, idna, zip.
CHARSET = re.compile(
    r"(utf|iso|ascii|us|latin|windows|cp|koi8|big5|gb|hz|euc|shift|sjis|ks|mac|tis)[\w.-]*",
    re.IGNORECASE | re.ASCII,
)
_TOKEN = re.compile(
    r"""(?P<quoted>"(?:\\.|[^"\\])*"?)
      | (?P<angle><[^>]*>?)
      | (?P<special>[,;:()])
      | (?P<space>\s+)
      | (?P<atom>[^\s"<,;:()]+)""",
    re.VERBOSE | re.DOTALL,
)
_ADDR_SPEC = re.compile(r"[^\s\0-\x1f@<>(),;:\"\\]+@[^\s\0-\x1f@<>(),;:\"\\]+\Z")


_NOT_BASE64 = re.sub(rb"[A-Za-z0-9+/]", b"", bytes(range(256)))


class Field(NamedTuple):
    """One header field, unfolded; the name is empty where the line is no field."""

    name: str
    value: str


class Mailbox(NamedTuple):
    """One address as it stands in a header, with the name in front of it."""

    name: str
    address: str

    @property
    def is_readable(self) -> bool:
        """Whether every reader takes it for one addr-spec."""
        return _ADDR_SPEC.match(self.address) is not None


class Mailboxes(NamedTuple):
    """What one address field holds."""

    all: tuple[Mailbox, ...]
    is_group: bool
    """`Team: a@x, b@x;`: one name that stands for several people (RFC 5322 3.4)."""


def decode_bytes(data: bytes, charset: str) -> str:
    """Give the text in these bytes, whatever they claim to be."""
    if CHARSET.fullmatch(charset) and charset.lower() not in ("us-ascii", "ascii"):
        try:
            return data.decode(charset, "replace")
        except (LookupError, UnicodeError):
            pass
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return data.decode("latin-1")


def split_head(data: bytes) -> tuple[tuple[Field, ...], bytes]:
    """Part the fields of a message, or of one of its parts, from its body (LF only)."""
    blank = re.search(rb"(?:\A|\n)\n", data)
    head, body = data, b""
    if blank:
        head, body = data[: blank.start()], data[blank.end() :]
    lines = re.sub(rb"\n[ \t]+", b" ", head).split(b"\n")
    if lines[0].startswith((b"From ", b">From ")):
        lines = lines[1:]  # the envelope line of an mbox, no field
    return tuple(_field(line) for line in lines if line), body


def decode_words(value: str) -> str:
    """Read the encoded words of RFC 2047; blanks between two of them do not count."""

    def word(match: re.Match[str]) -> str:
        text = match["text"].encode("utf-8", "surrogateescape")
        if match["how"] in "qQ":
            data = binascii.a2b_qp(text.replace(b"_", b" "))
        else:
            data = decode_base64(text)
        return decode_bytes(data, match["charset"])

    if "=?" not in value:
        return value
    return re.sub(_ENCODED_WORD, word, re.sub(_BETWEEN_WORDS, "", value))


def collapsed(text: str) -> str:
    """Give the text with single blanks; others than ASCII's are letters of a name."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def decode_base64(data: bytes) -> bytes:
    """Read base64 as mail readers do: what does not belong is left out."""
    letters = data.translate(None, _NOT_BASE64)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def read_parameters(value: str) -> dict[str, str]:
    """Read the parameters of Content-Type or Content-Disposition (RFC 2045, 2231)."""
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(value):
        quoted = match["quoted"]
        text = match["plain"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        number = int(match["piece"] or 0)
        own = pieces.setdefault(match["name"].lower(), {})
        if match["coded"] or number not in own:
            own[number] = (text, bool(match["coded"]))
    return {name: _joined(own) for name, own in pieces.items()}


def read_mailboxes(value: str) -> Mailboxes:
    """Read an address field; a comma or semicolon outside quotes starts another one."""
    chunks: list[list[str]] = [[]]
    is_group, is_clear, depth = False, True, 0
    for match in _TOKEN.finditer(value):
        mark = match[0]
        if mark in "()":
            depth = max(0, depth + (1 if mark == "(" else -1))
        elif depth:  # a comment; readers disagree on quotes in one
            is_clear = is_clear and match.lastgroup not in ("quoted", "angle")
        elif mark == ":":
            is_group = True
            chunks[-1] = []
        elif mark in ",;":
            chunks.append([])
        else:
            chunks[-1].append(mark)
    found = [mailbox for chunk in chunks for mailbox in _mailboxes(chunk)]
    if depth or not is_clear:
        found.append(Mailbox("", value))
    return Mailboxes(tuple(found), is_group)


def _field(line: bytes) -> Field:
    name, colon, value = decode_bytes(line, "").partition(":")
    if not colon or not re.fullmatch(r"[!-9;-~]+[ \t]*", name):
        return Field("", name + colon + value)
    return Field(name.strip(), value.strip())


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    texts = [pieces[number] for number in sorted(pieces)]
    if not any(coded for _, coded in texts):
        return decode_words("".join(text for text, _ in texts))
    charset, _, first = texts[0][0].partition("'")
    rest = [(first.partition("'")[2], texts[0][1]), *texts[1:]]
    data = b"".join(unquote_to_bytes(t) if coded else t.encode() for t, coded in rest)
    return decode_bytes(data, charset)


def _mailboxes(tokens: list[str]) -> list[Mailbox]:
    """Read what stands between two commas: one address, if its writer meant well."""
    found: list[Mailbox] = []
    words: list[str] = []
    for token in tokens:
        if token.startswith("<"):
            address = token.strip("<> \t")
            found.append(Mailbox(_name(words), address))
            strays = (word for word in words if "@" in word and word[0] != '"')
            found += [Mailbox("", word) for word in strays if word != address]
            words = []
        else:
            words.append(token)
    rest = "".join(words).strip()
    return [*found, Mailbox("", rest)] if rest else found


def _name(words: list[str]) -> str:
    return collapsed(decode_words("".join(map(_unquoted, words))))


def _unquoted(word: str) -> str:
    quoted = re.match(r'"((?:\\.|[^"\\])*)"?', word, re.DOTALL)
    return re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL) if quoted else word
