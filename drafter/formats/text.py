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
        return encode_words(cleared.draft.text)
    except ValueError as error:
        raise RefusedError(f"{cleared.draft.name}: {error}") from error


def encode_words(words: str) -> bytes:
    """Encode the words as they are; ValueError for half a surrogate pair."""
    try:
        return tidy(words).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("half a surrogate pair cannot be written as UTF-8") from error


def tidy(words: str) -> str:
    """End every line with LF and the last one too, once."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return f"{lines}\n"
