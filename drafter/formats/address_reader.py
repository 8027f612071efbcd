"""Address fields of a message somebody wrote: who would get it.

Lenient in what it takes, strict in what it counts: where another reader could see two
recipients, this one does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.formats.header_reader import collapsed, decode_words


_TOKEN = re.compile(
    r"""(?P<quoted>"(?:\\.|[^"\\])*"?)
      | (?P<angle><[^>]*>?)
      | (?P<special>[,;:()])
      | (?P<space>\s+)
      | (?P<atom>[^\s"<,;:()]+)""",
    re.VERBOSE | re.DOTALL,
)
_ADDR_SPEC = re.compile(r"[^\s\0-\x1f@<>(),;:\"\\]+@[^\s\0-\x1f@<>(),;:\"\\]+\Z")


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
