"""I: the right day, which the calendar keeps; P: what a call must say.

The I rules need today and what was logged, so `planning` decides and the command
refuses; they stand here to be explained. The P rules read the script itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.dates import month_day, spoken
from drafter.draft import Kind
from drafter.guard.letter import Passage
from drafter.guard.rules import (
    CHECK_INS,
    LINKEDIN,
    RULES,
    THANKS,
    Hit,
    Rule,
    Severity,
    rule,
)
from drafter.guard.sentences import sentences


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others

REFUSE, WARN = Severity.REFUSE, Severity.WARN
PHONE = frozenset({Kind.PHONE})
WORDS_A_MINUTE, SECONDS_MAX = 150, 30
_ANSWERED, _VOICEMAIL = "when they answer", "voicemail"
_LOCAL = 7
"""The last digits of a number, however its beginning is written."""
_KEPT = (
    (
        "I1",
        WARN,
        "the thank-you goes out by the day after the interview",
        "seed S5",
        THANKS,
    ),
    (
        "I2",
        REFUSE,
        "no check-in before the day they named has passed",
        "seed S11",
        CHECK_INS,
    ),
    (
        "I3",
        REFUSE,
        "with no day named, five business days pass first",
        "seed S16",
        CHECK_INS,
    ),
    ("I4", REFUSE, "one check-in a named day, by one channel", "seed S14", CHECK_INS),
    (
        "I5",
        REFUSE,
        "no second check-in without a newer day from them",
        "seed S15",
        CHECK_INS,
    ),
    (
        "I6",
        REFUSE,
        "no check-in once it is decided or withdrawn",
        "own judgement",
        CHECK_INS,
    ),
    (
        "I7",
        REFUSE,
        "no check-in while a promise to that person is late",
        "seed S2",
        CHECK_INS,
    ),
    (
        "I8",
        WARN,
        "LinkedIn comes after that person's thank-you, a day later",
        "seed S10",
        LINKEDIN,
    ),
    (
        "I9",
        WARN,
        "no check-in on the employer's weekend or holiday",
        "courtesy",
        CHECK_INS,
    ),
    (
        "I10",
        WARN,
        "a card that may come after the decision is still worth posting",
        "askamanager.org",
        frozenset({Kind.CARD}),
    ),
)
for _id, _severity, _reason, _source, _on in _KEPT:
    RULES.add(Rule(_id, _severity, _reason, _source, _on))


@rule(
    "P1",
    WARN,
    "a call says at once who you are, which role and which day",
    source="vskills.in, All Star Career Services",
    on=PHONE,
)
def introduces_itself(note: Note, _: Others) -> Iterator[Hit]:
    """Name, role and day in the first two sentences; the number twice on voicemail."""
    interview = note.interview
    if interview is None:
        return
    text = note.draft.text
    first = _section(text, _ANSWERED) or text
    said = sentences(Passage(" ".join(first.split()), 0))
    opening = " ".join(sentence.text for sentence in said[:2])
    country = interview.employer.country
    days = (spoken(interview.date), month_day(interview.date, country=country))
    position = interview.position
    wanted = {
        "your name": (interview.you.name,),
        "the role": tuple(filter(None, (position.short, position.title))),
        "the day you met": days,
    }
    for what, forms in wanted.items():
        if not any(form.casefold() in opening.casefold() for form in forms):
            yield Hit(opening, 0, f"say {what} in the first two sentences of the call")
    voicemail, number = _section(text, _VOICEMAIL), _digits(interview.you.phone)
    if voicemail and number and _digits(voicemail).count(number[-_LOCAL:]) < 2:  # noqa: PLR2004 - once to hear, once to write
        why = "say your number twice on the voicemail"
        yield Hit(interview.you.phone, 0, why)


@rule(
    "P2",
    WARN,
    "a voicemail takes at most 30 seconds",
    source="IndustryWeek",
    on=PHONE,
)
def is_soon_said(note: Note, _: Others) -> Iterator[Hit]:
    """At a hundred and fifty words a minute."""
    words = len(_section(note.draft.text, _VOICEMAIL).split())
    seconds = words * 60 / WORDS_A_MINUTE
    if seconds > SECONDS_MAX:
        yield Hit("", 0, f"the voicemail takes about {seconds:.0f} seconds: shorten it")


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one; nothing where there is none."""
    blocks = text.split("\n\n")
    starts = [
        n for n, block in enumerate(blocks) if block.casefold().startswith(heading)
    ]
    if not starts:
        return ""
    kept = []
    for block in blocks[starts[0] + 1 :]:
        if not block.rstrip().endswith((".", "?", "!", ")", '"')):
            break
        kept.append(block)
    return "\n\n".join(kept)
