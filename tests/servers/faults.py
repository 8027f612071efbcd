"""What the proxy can break, and what it notes down.

A fault names what became of the message, not only of the link: that is what the client
cannot know and a test has to.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Callable


class Fault(Enum):
    """What breaks, at the k-th APPEND, UID EXPUNGE or UID MOVE of a connection."""

    NONE = auto()
    CUT_BEFORE = auto()
    """The link drops as the APPEND begins: the server hears nothing of it."""
    CUT_LITERAL = auto()
    """It drops inside the message, of which the server got `literal_bytes`."""
    CUT_AFTER = auto()
    """The server gets the whole command; the link drops without waiting for it."""
    LOSE_OK = auto()
    """The server has answered the APPEND; the link drops before the client hears."""
    LOSE_EXPUNGE = auto()
    """Likewise with UID EXPUNGE."""
    LOSE_MOVE = auto()
    """Likewise with UID MOVE."""
    STALL = auto()
    """The server stores the message, and the client hears nothing ever after."""

    @property
    def verb(self) -> str:
        """The command that it breaks."""
        verbs = {Fault.LOSE_EXPUNGE: "UID EXPUNGE", Fault.LOSE_MOVE: "UID MOVE"}
        return verbs.get(self, "APPEND")


class Command(NamedTuple):
    """What the client asked for."""

    verb: str
    line: str
    """The line without its tag; of LOGIN and AUTHENTICATE only the verb."""


class Plan(NamedTuple):
    """How a proxy treats a connection."""

    fault: Fault
    on: int
    once: bool
    literal_bytes: int
    rewrite_literal: Callable[[bytes], bytes] | None
    rewrite_answer: Callable[[bytes], bytes] | None
