"""Whose words are whose: the fields of an interview as the guard sees them.

Facts and the user's own sentences are not the same: a fact ("the pension calculator")
is exempt from the phrase lists, a sentence of one's own ("please hire me") is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.guard.identity import by_identity


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.interview import Interview, Interviewer


class Sort:
    """What a field is; a set of sorts is their sum (plain numbers: added often)."""

    NAME = 1
    """Names of people, firms, jobs, places."""
    FACT = 2
    """What was talked about, asked, said, promised."""
    DEED = 4
    """What they did, in the user's words."""
    VOICE = 8
    """The user's own whole sentences."""
    REACH = 16
    """Numbers, addresses and links: what no hand writes on a card."""


class Field(NamedTuple):
    """One filled field."""

    name: str
    value: str
    sort: int


_FACTS = ("they_said", "quote", "asked")
_DEEDS = ("thanks_for", "impressed_by", "moment")
_VOICE = ("reaction", "answer", "my_link", "own_words", "card_detail")
WHOLE = ("letter", "card")
"""The user's own whole texts, of several paragraphs."""
_PROMISE = (
    ("promised", Sort.FACT),
    ("here_is", Sort.FACT),
    ("pointer", Sort.VOICE),
    ("link", Sort.REACH),
)


@by_identity
def own(person: Interviewer) -> tuple[Field, ...]:
    """List what passed between the user and this person."""
    return tuple(field for field in _own(person) if field.value)


def _own(person: Interviewer) -> Iterator[Field]:
    for topic in person.topics:
        yield Field("topics", topic, Sort.FACT)
    for names, sort in ((_FACTS, Sort.FACT), (_DEEDS, Sort.DEED), (_VOICE, Sort.VOICE)):
        for name in names:
            yield Field(name, getattr(person, name), sort)
    for name in WHOLE:
        yield Field(name, getattr(person, name).strip(), Sort.VOICE)
    for takeaway in person.takeaways:
        for name, sort in _PROMISE:
            yield Field(name, getattr(takeaway, name), sort)
        if takeaway.file:
            yield Field("file", takeaway.file.name, Sort.REACH)


@by_identity
def names(person: Interviewer) -> tuple[str, ...]:
    """List every form of a person's name that the data has, longest first."""
    joined = f"{person.honorific} {person.family}".strip() if person.family else ""
    forms = {person.name, person.given, person.family, person.address_as, joined}
    return tuple(sorted(forms - {""}, key=lambda form: (-len(form), form)))


_ALONE = frozenset({"Madame", "Monsieur", "Mme", "M"})
"""French greets one person by these, without a name (OQLF)."""


@by_identity
def greetings(person: Interviewer) -> set[str]:
    """List the names a person may be greeted by."""
    alone = {person.honorific} if person.honorific.rstrip(".") in _ALONE else set()
    return alone | {
        person.name,
        person.given,
        person.address_as,
        *_with_honorific(person.honorific, person.family),
        *_with_honorific(person.honorific, person.name),
    }


def _with_honorific(honorific: str, name: str) -> Iterator[str]:
    if honorific and name:
        yield f"{honorific} {name}"
        yield f"{honorific.rstrip('.')} {name}"


@by_identity
def shared(interview: Interview) -> tuple[Field, ...]:
    """List what may stand in a note to anyone of this interview."""
    return tuple(field for field in _shared(interview) if field.value)


def _shared(interview: Interview) -> Iterator[Field]:
    employer, position, you = interview.employer, interview.position, interview.you
    for value in (employer.name, employer.short, *employer.postal):
        yield Field("employer", value, Sort.NAME)
    for value in (position.title, position.short, position.team):
        yield Field("position", value, Sort.NAME)
    for value in (you.name, *you.postal, *you.past_employers):
        yield Field("you", value, Sort.NAME)
    for value in (you.phone, you.linkedin, str(you.email or "")):
        yield Field("you", value, Sort.REACH)
    if interview.contact:
        yield Field("contact", interview.contact.name, Sort.NAME)
        yield Field("contact", interview.contact.phone, Sort.REACH)
    for person in interview.interviewers:
        for value in (*names(person), person.title):
            yield Field("interviewers", value, Sort.NAME)
    yield Field("next_step", interview.next_step, Sort.FACT)
    for said in interview.timeline:
        yield Field("timeline", said.words, Sort.FACT)
    for reason in interview.reasons:
        yield Field("reasons", reason, Sort.VOICE)
