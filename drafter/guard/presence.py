"""D1, D2: something of this person's own, without which a note is a form letter.

"Thank you for your time, I am very interested" has very little point (Alison Green).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.guard.rules import CARDS, TAKEAWAYS, THANKS, Hit, Severity, rule
from drafter.guard.words import plain_words


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others

REFUSE, WARN = Severity.REFUSE, Severity.WARN
_TALK = frozenset({"topics", "they_said", "asked", "answer", "quote", "reaction"})

_MATTER = _TALK - {"topics"} | {
    "thanks_for",
    "impressed_by",
    "moment",
    "my_link",
    "own_words",
    "letter",
}
"""What an email can tell besides its topic."""


def _gravity(note: Note) -> Severity:
    """Refuse a made email without any fact of its reader; advise on anything else.

    A card of thanks and a wish is small, and honest beside an email that tells more.
    """
    lenient = note.named or note.edited or note.draft.kind in CARDS
    return WARN if lenient else REFUSE


@rule(
    "D1",
    REFUSE,
    "the note, or its subject, tells of something this person and you talked about",
    source=(
        "Contemporary Staffing Solutions; careerservices.princeton.edu;"
        " press.roberthalf.com"
    ),
    on=THANKS | CARDS | TAKEAWAYS,
)
def tells_of_the_talk(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse where there is no fact of theirs at all, else advise."""
    if note.person is None or any(field.name in _TALK for field in note.named):
        return
    if note.named and note.draft.kind not in THANKS:
        return
    topic = note.person.topics[0] if note.person.topics else "what you talked about"
    remedy = "add a `card_detail`" if note.draft.kind in CARDS else "name the topic"
    why = f"nothing you talked about with {note.person.name} is in it: {remedy}"
    yield Hit(topic, 0, why, _gravity(note))


@rule(
    "D2",
    REFUSE,
    "one fact in the note belongs to this person only",
    source="Contemporary Staffing Solutions: personal; a panel shares its topics",
    on=THANKS,
)
def tells_something_only_theirs(note: Note, _: Others) -> Iterator[Hit]:
    """Count no topic that is shared with the panel.

    A topic in the subject is enough where the talk gave nothing else to tell.
    """
    if note.person is None or note.interview is None:
        return
    others = {
        plain_words(value)
        for other in note.interview.interviewers
        if other.id != note.person.id
        for value in (*other.topics, other.they_said, other.quote, other.asked)
        if value
    }
    matter = any(field.name in _MATTER for field in note.own)
    told = note.mentioned if matter else note.named
    if all(plain_words(field.value) in others for field in told):
        who = note.person.name
        why = f"nothing in it is {who}'s alone: add what only they asked or said"
        yield Hit(who, 0, why, _gravity(note))
