"""Who writes first: alternatives are given greedily, and one reader may find none left.

A perfect matching would be no better and would reshuffle notes already sent. Instead,
whoever runs dry goes to the front and the whole starts over; a loop of twelve needs one
or two rounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from drafter.templating.offers import DryError


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from drafter.templating.ledger import Ledger

Reader = TypeVar("Reader")
Note = TypeVar("Note")


class RanDryError(Exception):
    """In no order tried does this reader find an alternative."""

    def __init__(self, reader: Any, slot: DryError) -> None:
        super().__init__(str(slot))
        self.reader, self.slot = reader, slot


def seat(
    readers: Sequence[Reader],
    ledger: Ledger,
    write: Callable[[Reader, Ledger, Sequence[Note]], Note],
) -> list[Note]:
    """One note for each reader; the ledger learns of them when all are made."""
    queue = list(readers)
    for _ in range(len(queue) ** 2 + 1):
        tried = ledger.copy()
        done: list[Note] = []
        for reader in queue:
            try:
                done.append(write(reader, tried, done))
            except DryError as error:
                dry, slot = reader, error
                break
        else:
            ledger.take(tried)
            return done
        if queue[0] is dry:
            break
        queue.remove(dry)
        queue.insert(0, dry)
    raise RanDryError(dry, slot)
