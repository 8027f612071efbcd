"""A password or token that cannot be shown by mistake.

It is no `str`: whatever prints, formats, logs or pickles it gets a placeholder or an
error. Only the one line that hands it to a server or a keyring calls `reveal`.
"""

from __future__ import annotations

from typing import NoReturn


class Secret:
    """Holds one line of text."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text itself; never into a message."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(...)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is never written out or copied")
