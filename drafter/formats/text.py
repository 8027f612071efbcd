"""Plain words -> bytes, for cards, LinkedIn notes and phone scripts.

The file holds the words to copy and nothing else: UTF-8, LF, one newline at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.errors import RefusedError


if TYPE_CHECKING:
    from drafter.guard import Cleared


def encode(cleared: Cleared) -> bytes:
    """Give the bytes of a .txt file."""
    try:
        return tidy(cleared.draft.text).encode("utf-8")
    except UnicodeEncodeError as error:
        fact = "half a surrogate pair cannot be written as UTF-8"
        raise RefusedError(f"{cleared.draft.name}: {fact}") from error


def tidy(words: str) -> str:
    """End every line with LF and the last one too, once."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return f"{lines}\n"
