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
    from collections.abc import Callable

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
        if key not in kept:
            if len(kept) >= _SIZE:
                kept.clear()
            kept[key] = (things, function(*things))
        return kept[key][1]

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


WHOLE = ("letter", "card")
"""The user's own whole texts, of several paragraphs."""
_SORTS = {
    **dict.fromkeys(("they_said", "quote", "asked", "scene", "done"), Sort.FACT),
    **dict.fromkeys(("thanks_for", "impressed_by", "moment", "deed", "act"), Sort.DEED),
    **dict.fromkeys(
        ("reaction", "answer", "my_link", "own_words", "card_detail", "close", *WHOLE),
        Sort.VOICE,
    ),
}
_PROMISE = {
    "promised": Sort.FACT,
    "here_is": Sort.FACT,
    "pointer": Sort.VOICE,
    "link": Sort.REACH,
}


@by_identity
def own(person: Interviewer) -> tuple[Field, ...]:
    """List what passed between the user and this person."""
    found = [Field("topics", topic, Sort.FACT) for topic in person.topics]
    found += [Field(x, getattr(person, x).strip(), sort) for x, sort in _SORTS.items()]
    for takeaway in person.takeaways:
        found += [Field(x, getattr(takeaway, x), sort) for x, sort in _PROMISE.items()]
        file = takeaway.file.name if takeaway.file else ""
        found.append(Field("file", file, Sort.REACH))
    return tuple(field for field in found if field.value)


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
    title = person.honorific
    alone = {title} if title.rstrip(".") in _ALONE else set()
    titled = {
        f"{form} {name}"
        for form in (title, title.rstrip("."))
        for name in (person.family, person.name)
        if title and name
    }
    return alone | titled | {person.name, person.given, person.address_as}


@by_identity
def shared(interview: Interview) -> tuple[Field, ...]:
    """List what may stand in a note to anyone of this interview."""
    employer, position, you = interview.employer, interview.position, interview.you
    contact, people = interview.contact, interview.interviewers
    listed = {
        "employer": (employer.name, employer.short, *employer.postal),
        "position": (position.title, position.short, position.team),
        "you": (you.name, *you.postal, *you.past_employers),
        "contact": (contact.name,) if contact else (),
        "interviewers": [x for one in people for x in (*names(one), one.title)],
    }
    reach = [you.phone, you.linkedin, str(you.email or "")]
    reach += [contact.phone] if contact else []
    found = [Field(x, name, Sort.NAME) for x, names in listed.items() for name in names]
    found += [Field("reach", value, Sort.REACH) for value in reach]
    found.append(Field("next_step", interview.next_step, Sort.FACT))
    found += [Field("timeline", said.words, Sort.FACT) for said in interview.timeline]
    found += [Field("reasons", reason, Sort.VOICE) for reason in interview.reasons]
    return tuple(field for field in found if field.value)


FACTS = Sort.NAME | Sort.FACT
FACTS_AND_DEEDS = FACTS | Sort.DEED
FIELDS = FACTS_AND_DEEDS | Sort.VOICE | Sort.REACH
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


class _Index(NamedTuple):
    """Where to look for what was copied from some fields."""

    phrases: dict[str, list[tuple[tuple[str, ...], int]]]
    """By their first word: as they stand, and without the signs around."""
    paragraphs: frozenset[tuple[str, ...]]
    """Of whole texts, each found by one look-up."""


@by_identity
def _index(fields: tuple[Field, ...]) -> _Index:
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    paragraphs: set[tuple[str, ...]] = set()
    for field in fields:
        if field.name in WHOLE:
            paragraphs.update(tokens(x).words for x in _PARAGRAPH.split(field.value))
            continue
        for words in {tokens(field.value).words, phrase(field.value)} - {()}:
            phrases.setdefault(words[0], []).append((words, field.sort))
    return _Index(phrases, frozenset(paragraphs))


def marks_of(
    text: str, interview: Interview | None, person: Interviewer | None
) -> list[int]:
    """Mark every token of a text with the sum of the sorts it was copied from."""
    words = tokens(text).words
    indexes = [_index(own(person))] if person else []
    indexes += [_index(shared(interview))] if interview else []
    written = any(words in index.paragraphs for index in indexes)
    marks = [Sort.VOICE if written else 0] * len(words)
    for index in indexes:
        for at, word in enumerate(words):
            for needle, sort in index.phrases.get(word, ()):
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
