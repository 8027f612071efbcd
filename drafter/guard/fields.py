"""Whose words are whose: the fields of an interview, and what was copied from them.

By the marks of a text a rule spares what the user only reports: a topic may be called
"urgent alerts", and `{{ 7*7 }}` in a field is what they said. A sentence of one's own
("please hire me") is not spared.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple, TypeVar, TypeVarTuple

from drafter.guard.words import phrase, tokens


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from drafter.interview import Interview, Interviewer


Things = TypeVarTuple("Things")
Result = TypeVar("Result")
_SIZE = 256


def by_identity(function: Callable[[*Things], Result]) -> Callable[[*Things], Result]:
    """Remember a result by the objects it was made from, not by what is in them.

    An interview is judged once for each of its notes and each of their drafts. To hash
    it field by field, as `lru_cache` would, costs more than to read it again. The last
    few objects are kept, and so their ids stay theirs.
    """
    kept: dict[tuple[int, ...], tuple[tuple[*Things], Result]] = {}

    @wraps(function)
    def remembered(*things: *Things) -> Result:
        key = tuple(map(id, things))
        known = kept.get(key)
        if known is None:
            if len(kept) >= _SIZE:
                kept.clear()
            known = kept[key] = (things, function(*things))
        return known[1]

    return remembered


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


_FACTS = ("they_said", "quote", "asked", "scene", "done")
_DEEDS = ("thanks_for", "impressed_by", "moment", "deed", "act")
_VOICE = ("reaction", "answer", "my_link", "own_words", "card_detail", "close")
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


FACTS = Sort.NAME | Sort.FACT
FACTS_AND_DEEDS = FACTS | Sort.DEED
FIELDS = FACTS_AND_DEEDS | Sort.VOICE | Sort.REACH
_Index = dict[str, list[tuple[tuple[str, ...], int]]]


def _index(listed: Iterable[Field]) -> _Index:
    """Order phrases by their first word, as they stand and without signs around."""
    index: _Index = {}
    for field in listed:
        if field.name in WHOLE:
            continue
        whole, bare = tokens(field.value).words, phrase(field.value)
        for words in {whole, bare} - {()}:
            index.setdefault(words[0], []).append((words, field.sort))
    return index


@by_identity
def _own_index(person: Interviewer) -> _Index:
    return _index(own(person))


_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


@by_identity
def _paragraphs(person: Interviewer) -> frozenset[tuple[str, ...]]:
    """List the paragraphs of the user's own whole texts, each found by one look-up."""
    whole = (f.value for f in own(person) if f.name in WHOLE)
    return frozenset(
        tokens(paragraph).words
        for text in whole
        for paragraph in _PARAGRAPH.split(text)
    )


@by_identity
def _shared_index(interview: Interview) -> _Index:
    return _index(shared(interview))


def marks_of(
    text: str, interview: Interview | None, person: Interviewer | None
) -> list[int]:
    """Mark every token of a text with the sum of the sorts it was copied from."""
    words = tokens(text).words
    written = person is not None and words in _paragraphs(person)
    marks = [Sort.VOICE if written else 0] * len(words)
    indexes = [_own_index(person)] if person else []
    indexes += [_shared_index(interview)] if interview else []
    for index in indexes:
        for at, word in enumerate(words):
            for needle, sort in index.get(word, ()):
                end = at + len(needle)
                if words[at:end] == needle:
                    for i in range(at, end):
                        marks[i] |= sort
    return marks


def covered(text: str, marks: list[int], start: int, end: int, sorts: int) -> bool:
    """Tell whether a span of a text was wholly copied from such fields."""
    found = tokens(text)
    first = bisect_right(found.ends, start)
    last = bisect_left(found.starts, end)
    if first >= last:  # blanks: what stands on both sides decides
        first, last = max(first - 1, 0), last + 1
    inside = marks[first:last]
    return bool(inside) and all(mark & sorts for mark in inside)
