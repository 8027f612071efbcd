"""Events as sentences: what `drafter log` says it recorded.

Finished clauses without a full stop; whoever prints them adds what stands around.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.dates import day_in_words
from drafter.planning.events import EventKind


if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.planning.events import Event

_SENT = {
    "thank-you": "your thank-you email to {who} was sent",
    "card": "your card to {who} was posted",
    "linkedin": "you asked {who} to connect on LinkedIn",
    "takeaway": "what you promised {who}{item} was sent",
    "check-in": "you checked in with {who}",
    "phone": "you checked in with {who} by phone",
    "reply": "your answer to {who} was sent",
}
_HAPPENED = {
    EventKind.POSTED: _SENT["card"],
    EventKind.CONNECTED: _SENT["linkedin"],
    EventKind.CALLED: "you called {who}, which counts as the check-in,",
    EventKind.REPLIED: "{who} answered",
    EventKind.DECIDED: "they decided",
    EventKind.WITHDREW: "you withdrew",
    EventKind.DROPPED: "the check-in drafted for {who} was dropped",
}


def sentence(event: Event, names: Mapping[str, str], *, year: bool = False) -> str:
    """Tell an event in words; `names` maps ids to names, where they are known."""
    words = _HAPPENED.get(event.kind) or _SENT.get(event.draft_kind, "it was sent")
    nobody = "they" if event.kind is EventKind.REPLIED else "everyone"
    told = words.format(
        who=names.get(event.with_id, event.with_id) or nobody,
        item=f" (promise {event.item})" if event.item > 1 else "",
    )
    said = f': "{event.said}"' if event.said else ""
    return f"{told} on {day_in_words(event.on, year=year)}{said}"
