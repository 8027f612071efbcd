"""D4 to D7: thanks, interest, every promise with its day, and the promise kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.dates import day_in_words
from drafter.guard.days import days_in
from drafter.guard.fold import fold
from drafter.guard.lists import pattern
from drafter.guard.rules import (
    CARDS,
    LINKEDIN,
    TAKEAWAYS,
    THANKS,
    Hit,
    Severity,
    rule,
)
from drafter.guard.words import mentions, plain_words, tokens


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.interview import Takeaway

WARN = Severity.WARN
# fmt: off
_THANKING = frozenset({
    "thank", "thanks", "thankful", "grateful", "gratitude", "appreciate", "appreciated",
    "appreciation",
})
# fmt: on
_THANKS_MAX = 2


@rule(
    "D4",
    WARN,
    "it thanks once or twice",
    source="Contemporary Staffing Solutions; three thanks are padding",
    on=THANKS | CARDS | LINKEDIN,
)
def thanks_once_or_twice(note: Note, _: Others) -> Iterator[Hit]:
    """Count in the body: the closing may thank as well."""
    places = [
        (passage, at)
        for passage in note.letter.body
        for at, word in enumerate(tokens(passage.text).words)
        if word in _THANKING
    ]
    if not places and note.draft.kind not in LINKEDIN:
        yield Hit("", 0, "it never says thank you: thank them for one thing")
    elif len(places) > _THANKS_MAX:
        passage, at = places[_THANKS_MAX]
        found = tokens(passage.text)
        quoted = note.found(passage, found.starts[at], found.ends[at])
        why = f"it thanks {len(places)} times: twice is enough"
        yield Hit(quoted.text, quoted.line, why)


@rule(
    "D5",
    WARN,
    "it says that you want the job",
    source=(
        "Contemporary Staffing Solutions; owl.purdue.edu: state that you are"
        " still interested"
    ),
    on=THANKS,
)
def says_interest(note: Note, _: Others) -> Iterator[Hit]:
    """Take one of your own `reasons` for it too; a card need not say it again."""
    if note.informational:
        return
    text = " ".join(fold(passage.text).text for passage in note.letter.body)
    if pattern("interest").search(text):
        return
    reasons = note.interview.reasons if note.interview else ()
    if not any(mentions(note.words, reason, frozenset()) for reason in reasons):
        why = "it does not say that you want the job: one plain sentence does"
        yield Hit("", 0, why)


@rule(
    "D6",
    Severity.REFUSE,
    "every promise to this person is repeated with its day",
    source="Contemporary Staffing Solutions: summarise the follow-up",
    on=THANKS,
)
def repeats_promises(note: Note, _: Others) -> Iterator[Hit]:
    """Ask for each, kept since or not: the note is about the conversation."""
    for takeaway in note.person.takeaways if note.person else ():
        if not any(
            _is_promise(note, takeaway, i) for i in range(len(note.letter.body))
        ):
            country = note.interview.employer.country if note.interview else "US"
            day = day_in_words(takeaway.due, country=country)
            why = f"the promise is not in it with its day: say that it comes by {day}"
            yield Hit(takeaway.promised or takeaway.here_is, 0, why)


def _is_promise(note: Note, takeaway: Takeaway, index: int) -> bool:
    """Look for the thing in this paragraph, for the day in it or beside it."""
    body = note.letter.body
    words = plain_words(body[index].text)
    things = (takeaway.promised, takeaway.here_is)
    if not any(thing and mentions(words, thing, frozenset()) for thing in things):
        return False
    near = body[max(index - 1, 0) : index + 2]
    return any(day.means(takeaway.due) for p in near for day in days_in(p.text))


# fmt: off
_HERE = frozenset({
    "attached", "attach", "attaching", "attachment", "here", "enclosed", "below",
    "link", "linked", "included",
})
# fmt: on


@rule(
    "D7",
    WARN,
    "it names the thing, says that it is here, and it is",
    source=(
        "Contemporary Staffing Solutions: a timely email that shows it was completed"
    ),
    on=TAKEAWAYS,
)
def delivers(note: Note, _: Others) -> Iterator[Hit]:
    """Look for an attachment, a link, or the thing itself in words."""
    linked = any("://" in p.text or "www." in p.text for p in note.letter.body)
    if not _HERE.intersection(note.words) and not linked:
        yield Hit("", 0, "it does not say that the thing is here")
    claim = next((w for w in note.words if w in ("attached", "attachment")), "")
    if claim and note.draft.attachment is None and not note.edited:
        yield Hit(claim, 0, "nothing is attached: give the takeaway's `file`")
    things = [f for f in note.own if f.name in ("promised", "here_is")]
    told = {field.name for field in note.mentioned}
    if things and not told & {"promised", "here_is"}:
        yield Hit(things[0].value, 0, "it does not name what you promised")
