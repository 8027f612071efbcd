"""Other choices, where the first ones made a note that the guard objects to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.templating.walk import Walk


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.templating.ledger import Ledger


def walks(
    ledger: Ledger, reader: str, pins: Sequence[str], found: Sequence[str]
) -> Iterator[Walk]:
    """The greedy walk, then others that differ from it at one choice.

    `found` is filled by the caller once the first note is examined, with the words
    objected to: choices that wrote them are made short, then turned. An objection to
    the whole (too long, does not fit) is answered with short texts everywhere, then
    with long ones.
    """
    first = Walk(ledger, reader, pins)
    yield first
    everywhere = range(len(first.open))
    blamed = list(dict.fromkeys(n for words in found for n in first.places_of(words)))
    yield Walk(ledger, reader, pins, short_at=blamed or everywhere)
    if not blamed:
        yield Walk(ledger, reader, pins, long=True)
    widths = [choice.width for choice in first.open]
    for places in (blamed, everywhere[::-1]):
        for turn in range(1, max(widths, default=1)):
            for place in places:
                if turn < widths[place]:
                    yield Walk(ledger, reader, (), {place: turn})
