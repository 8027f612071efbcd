"""Personal follow-up after a job interview: one note, one person, never sent.

From Python: `read`, `compose`, `clear`, `encode` (docs/python.md), loaded when used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from drafter.api import clear, compose, encode, read

__version__ = "0.1.0"
__all__ = ["clear", "compose", "encode", "read"]


if not TYPE_CHECKING:  # a checker knows the four by the import above, and no other

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module 'drafter' has no attribute '{name}'")
        from drafter import api  # noqa: PLC0415 - the command line never pays for it

        return getattr(api, name)
