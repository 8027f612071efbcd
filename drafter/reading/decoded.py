"""Bytes of a file that a person wrote, as text with nothing hidden in it.

A BOM is fine. What cannot be read is replaced, so that the rest of the file can be
looked at in the same run: each replacement is a problem, and a file with problems is
never used.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from drafter.errors import Location, Problem


if TYPE_CHECKING:
    from collections.abc import Iterator, MutableSequence

_MAX_BYTES = 1024 * 1024
_MAX_NAMED = 100  # a binary file would name a million
# C0, DEL and C1 controls, bidi controls, the line ends only Unicode knows, a BOM that
# is not the first character, noncharacters. In a header or on a terminal they lie.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
# Only an escape brings these into a value: the file's own line ends are LF by then.
_ODD = re.compile(f"[\r\t]|{_FORBIDDEN.pattern}")
# Every character that some program takes for the end of a line; LF stands apart, since
# a text of several lines may hold it where its field allows.
_BREAKS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
# JSON writes characters beyond the first plane as two escapes, which YAML cannot join.
_JSON_PAIR = r"(?i)(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"


def decode(data: bytes, file: str, problems: MutableSequence[Problem]) -> str | None:
    """Decode a file with its line ends as LF; None when nothing can be made of it."""
    if len(data) > _MAX_BYTES:
        fact, remedy = "the file is over 1 MiB", "one file is one interview day"
        problems.append(Problem(Location(file, 1, 1), fact, remedy))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _lf(error.object[: error.start].decode("utf-8-sig", "replace"))
        row, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        where = Location(file, row, column)
        problems.append(Problem(where, "not UTF-8", "save the file as UTF-8"))
        if b"\0" in data:
            return None
        text = data.decode("utf-8-sig", "replace")
    text = _lf(text)
    if text.lstrip().startswith("{"):
        text = re.sub(_JSON_PAIR, _joined, text)
    if _FORBIDDEN.search(text):
        problems.extend(islice(_hidden(text, file), _MAX_NAMED))
        text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


def control(value: str) -> str:
    """Name the first character that has no place in a value; empty when all is well."""
    match = _ODD.search(value)
    if match and match[0] in _BREAKS:
        return f"a line break, U+{ord(match[0]):04X}"
    return _named(match[0]) if match else ""


def _named(character: str) -> str:
    return f"a control character, U+{ord(character):04X}"


def _hidden(text: str, file: str) -> Iterator[Problem]:
    for row, line in enumerate(text.split("\n"), start=1):
        for match in _FORBIDDEN.finditer(line):
            where = Location(file, row, match.start() + 1)
            yield Problem(where, _named(match[0]), "delete it")


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16) - 0xD800, int(pair[3], 16) - 0xDC00
    return pair[1] + chr(0x10000 + (high << 10) + low)
