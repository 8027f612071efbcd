"""D1 to D3, D8: something of this person's own, without which a note is a form letter.

"Thank you for your time, I am very interested" has very little point (Alison Green).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.guard import fields
from drafter.guard.identity import by_identity
from drafter.guard.marks import FIELDS
from drafter.guard.rules import CARDS, TAKEAWAYS, THANKS, Hit, Severity, rule
from drafter.guard.words import content_stems, is_word, plain_words, stem, tokens
from drafter.interview import Role


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.interview import Interview, Interviewer

REFUSE, WARN = Severity.REFUSE, Severity.WARN
_TALK = frozenset({"topics", "they_said", "asked", "quote"})


def _gravity(note: Note) -> Severity:
    """Refuse a made note without any fact of its reader; advise on a person's edit."""
    return WARN if note.mentioned or note.edited else REFUSE


@rule(
    "D1",
    REFUSE,
    "the note tells of something this person and you talked about",
    source=(
        "Contemporary Staffing Solutions; careerservices.princeton.edu;"
        " press.roberthalf.com"
    ),
    on=THANKS | CARDS | TAKEAWAYS,
)
def tells_of_the_talk(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse where there is no fact of theirs at all, else advise."""
    if note.person is None or any(field.name in _TALK for field in note.mentioned):
        return
    if note.mentioned and note.draft.kind not in THANKS:
        return
    topic = note.person.topics[0] if note.person.topics else "what you talked about"
    why = f"nothing you talked about with {note.person.name} is in it: name the topic"
    yield Hit(topic, 0, why, _gravity(note))


@rule(
    "D2",
    REFUSE,
    "one fact in the note belongs to this person only",
    source="Contemporary Staffing Solutions: personal; a panel shares its topics",
    on=THANKS,
)
def tells_something_only_theirs(note: Note, _: Others) -> Iterator[Hit]:
    """Count no topic that is shared with the panel."""
    if note.person is None or note.interview is None:
        return
    others = {
        plain_words(value)
        for other in note.interview.interviewers
        if other.id != note.person.id
        for value in (*other.topics, other.they_said, other.quote, other.asked)
    }
    if all(plain_words(field.value) in others for field in note.mentioned):
        who = note.person.name
        why = f"nothing in it is {who}'s alone: add what only they asked or said"
        yield Hit(who, 0, why, _gravity(note))


_STRANDS = (
    {"topics", "asked"},
    {"they_said", "quote"},
    {"impressed_by", "moment", "thanks_for"},
    {"my_link", "own_words", "reaction", "card_detail"},
    {"promised", "here_is"},
)


@rule(
    "D3",
    WARN,
    "a manager or a peer reads two strands of the talk: topic, their words, your link",
    source="Alison Green: it is a follow-up note, not a thank-you note",
    on=THANKS,
)
def tells_two_things(note: Note, _: Others) -> Iterator[Hit]:
    """Count strands of the talk, not fields."""
    if note.person is None or note.person.role not in (Role.HIRING_MANAGER, Role.PEER):
        return
    told = {field.name for field in note.mentioned}
    if sum(bool(told & strand) for strand in _STRANDS) == 1:
        why = "one fact only: add their words, or what you have done that connects"
        yield Hit(note.person.name, 0, why)


# Measured: a name-swap letter 0.06 to 0.15, the sample notes 0.28 and more, 216 notes
# of the packaged templates 0.30 and more.
_OWN_SHARE = 0.20
_KIN_MIN = 4
"""Letters of a word whose kinship to a field is no chance."""


@rule(
    "D8",
    WARN,
    "a fifth of the words, at least, come from your notes of this person and job",
    source="own judgement: the share of boilerplate",
    on=THANKS | CARDS,
)
def is_theirs_in_part(note: Note, _: Others) -> Iterator[Hit]:
    """Measure what was made; what a person wrote themselves is theirs anyway."""
    if note.person is None or note.edited:
        return
    share = own_share(note)
    if share < _OWN_SHARE:
        why = f"only {share:.0%} of its words come from your notes: add a detail"
        yield Hit("", 0, why)


def own_share(note: Note) -> float:
    """Measure the share of the body that comes from the user's fields."""
    known = (
        _own_stems(note.person) if note.person else frozenset(),
        _shared_stems(note.interview) if note.interview else frozenset(),
    )
    total = own = 0
    for passage in note.letter.body:
        words = tokens(passage.text).words
        for word, mark in zip(words, note.marks(passage), strict=True):
            if is_word(word):
                total += 1
                own += bool(mark & FIELDS) or (
                    len(word) >= _KIN_MIN and any(stem(word) in k for k in known)
                )
    return own / total if total else 0.0


@by_identity
def _own_stems(person: Interviewer) -> frozenset[str]:
    return frozenset(s for f in fields.own(person) for s in content_stems(f.value))


@by_identity
def _shared_stems(interview: Interview) -> frozenset[str]:
    return frozenset(
        s for f in fields.shared(interview) for s in content_stems(f.value)
    )
