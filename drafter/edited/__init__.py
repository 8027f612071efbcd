"""Drafts as they stand, after the person's own hand: read back for the guard.

They lie in files, or in an account's folder. What a mail client may have done to one (a
Cc, another From, an HTML part that no longer says what the text says) is found here, in
the message itself; the words then go through the same rules as when they were made.
"""

from __future__ import annotations

from drafter.edited.findings import Own
from drafter.edited.read import (
    SIZE_MAX,
    Edited,
    Made,
    check,
    others_of,
    read_edited,
    read_email,
)


__all__ = [
    "SIZE_MAX",
    "Edited",
    "Made",
    "Own",
    "check",
    "others_of",
    "read_edited",
    "read_email",
]
