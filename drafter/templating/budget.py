"""What one render may spend: templates may come from strangers.

Every loop step, call, include and printed character is paid for, so that an endless or
huge render ends as an error of that template.
"""

from __future__ import annotations

from contextvars import ContextVar


STEPS_MAX = 200_000
CHARACTERS_MAX = 1_000_000


class BudgetError(Exception):
    """The render took too many steps or grew too large."""


class Budget:
    """What one render may still spend."""

    __slots__ = ("characters", "steps")

    def __init__(self) -> None:
        self.steps = STEPS_MAX
        self.characters = CHARACTERS_MAX

    def step(self) -> None:
        """Pay for one loop step, call or include."""
        self.steps -= 1
        if self.steps < 0:
            raise BudgetError("the template does not come to an end")

    def grow(self, length: int) -> None:
        """Pay for text that was made."""
        self.characters -= length
        if self.characters < 0:
            raise BudgetError("the template makes too much text")


budget: ContextVar[Budget] = ContextVar("budget")
"""Set by whoever renders; not on an environment, which renders share."""
