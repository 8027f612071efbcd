"""A0, B1 and B5: whoever is named and greeted is one person, and the right one.

What is no person at all (two people's names, a group's, no name) is refused by A0, so
that B1 may trust the names it is given. It is the name that counts, not the greeting
word. Equality with a form the data allows wins over every list, so Bo Team may be
greeted "Hi Team,".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.draft import Kind
from drafter.guard import fields
from drafter.guard.fields import Sort
from drafter.guard.letter import (
    Passage,
    find_greeting,
    greets_again,
    is_greeted_group,
)
from drafter.guard.naming import (
    alone,
    is_group,
    is_group_at,
    is_plural,
    joins_halves,
    joins_two,
)
from drafter.guard.note import Note, Span
from drafter.guard.rubric import WARN, Hit, Hits, quote, rule
from drafter.guard.words import (
    fold,
    is_plain,
    pattern,
    plain_words,
    readings,
    unaccented,
    words_of,
)


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.interview import Interview, Interviewer


_UNSURE = re.compile(r"[?…]|\.{3}|_{2}")
_FIRST = frozenset({"folks", "guys"})
"""Words of a group that are nobody's given name, though Bo Guys has one for family.

What begins with "Team" or "All" is refused as a whole name.
"""
_FIELDS = ("name", "address_as", "given", "family", "honorific")


@rule("A0")
def names_one_person(note: Note) -> Hits:
    """Look at every form of the name that a greeting may be made of."""
    person, interview = note.person, note.interview
    named: dict[str, str] = {}
    whole = ""
    if person:
        whole = person.name
        for field in _FIELDS:
            named.setdefault(getattr(person, field), field)
    elif interview and interview.contact:
        whole = interview.contact.name
        named = dict.fromkeys(note.permitted, "the contact's name")
    for value, field in named.items():
        if value and (why := _why_not(field, value, whole, interview)):
            yield Hit(value, 0, f"{field} {why}")
        elif value == whole and (why := _perhaps_not(person, value)):
            yield Hit(value, 0, f"{field} {why}", WARN)
    if person:
        yield from _called_as_another(note, person)


def _called_as_another(note: Note, person: Interviewer) -> Hits:
    """Ask about `address_as: Tomas` for Dana; Sasha may be Aleksandra's too."""
    named = {person.address_as: "address_as"}
    named.setdefault(person.given, "given")
    for called, field in named.items():
        own = called == person.name or _is_part(called, person.name)
        if called and not own and (whose := _whose(called, note)):
            asked = f"{field} is {whose}: is {person.name} called so too?"
            yield Hit(called, 0, asked, WARN)


def _whose(called: str, note: Note) -> str:
    """Say whose name it is, if it is that of anybody known."""
    for other in note.colleagues:
        if called in fields.names(other):
            return f"{other.name}'s name"
    you = note.interview.you if note.interview else None
    if you and called in (you.name, you.name.split(" ")[0]):
        return "your own name"
    firms = (*note.others.rivals, *(you.others if you else ()))
    if any(fold(firm).text == fold(called).text for firm in firms):
        return "the name of another employer you talk to"
    return ""


def _why_not(field: str, value: str, whole: str, interview: Interview | None) -> str:
    """Say why a form of a name is not one person's; empty if it may be."""
    if why := _no_name(value):
        return why
    part = _is_part(value, whole)  # Sir Peter is one
    if field != "honorific" and not part and _is_of_many(value, interview):
        return "is a group, not a person: write to somebody by name"
    called = field in {"given", "address_as"} and not part
    two = called and (joins_halves(value) or _is_called_twice(value, whole))
    if two or joins_two(value):
        each = "list each as an interviewer of their own"
        if "," in value:
            each += "; of one person write the name alone, the given name first"
        return f"joins two people: {each}"
    title = value if field == "honorific" else _first(value)
    several = is_plural(title) and fold(title).text not in words_of("names_too")
    why = "is a title of several people: write the one of this person"
    return why if several else ""


def _first(name: str) -> str:
    """Give what comes before the rest of a name; nothing where it stands alone."""
    return name.split(" ", maxsplit=1)[0] if " " in name.strip() else ""


_BLANKS = ("name_blank.regex", "unfilled.regex", "placeholder.regex")


def _no_name(value: str) -> str:
    """Say of `hr@corvane.example` and `[Firstname] Whitlock` what they are."""
    if not any(char.isalpha() for char in value):
        return "has no letter in it: write the person's name"
    if _UNSURE.search(value):
        return "is not sure: find out how it is spelt"
    if "@" in value:
        return "is an address: write the person's name"
    if any(pattern(blank).search(value) for blank in _BLANKS):
        return "is not filled in: write the person's name"
    return ""


def _untitled(name: str) -> str:
    words = name.split()
    while words[1:] and fold(words[0]).text.rstrip(".") in words_of("titles"):
        del words[0]
    return " ".join(words)


def _is_of_many(name: str, interview: Interview | None) -> bool:
    """Know a group, also behind a title ("Ms HR"), and a department's name alone."""
    if is_group_at(name, interview):
        return True
    bare = _untitled(name)
    word = fold(bare).text.strip()
    if word in words_of("names_too"):
        return False
    if bare != " ".join(name.split()):
        return is_group_at(bare, interview)
    return word in words_of("role_refuse")


def _perhaps_not(person: Interviewer | None, name: str) -> str:
    """Ask about "Fam Pham" and "Mr Crew"; `address_as` says that it is a name."""
    bare, known = _untitled(name), words_of("names_too")
    if bare != " ".join(name.split()) and fold(bare).text in known:
        return "may be a group's: write the whole name"
    first = _first(bare)
    if first and is_plural(first) and not (person and person.address_as == first):
        return f"may be that of several: of one person say `address_as: {first}`"
    return ""


def _is_called_twice(called: str, whole: str) -> bool:
    """Know "Dana. Tomas" for two, where Dana is the reader."""
    first, *more = re.split(r"[.!]\s+", called, maxsplit=1)
    return bool(more and more[0]) and (first == whole or _is_part(first, whole))


def _is_part(value: str, whole: str) -> bool:
    """Allow Bo Team's family name; what comes first in a name must not be a group."""
    part, full = fold(value).text.split(), fold(whole).text.split()
    if not part or len(full) <= len(part):
        return False
    begins = full[: len(part)] == part and part[0] in _FIRST
    return not begins and f" {' '.join(part)} " in f" {' '.join(full)} "


_A_GROUP = "this greets a group: greet one person by name"
_ANOTHER = "this greets somebody else: write one note to each"
_TWO_PEOPLE = "this greets two people: write one note to each"


@rule("B1")
def greets_the_reader(note: Note) -> Hits:
    """Refuse another's name, a second one and a group; where there is none, advise.

    In the text only a name counts that calls its reader: "all" is a word like others.
    """
    unknown = note.draft.kind is Kind.PHONE and not note.person  # whom one calls
    for text, line, name in _greeted_again(note):
        if is_group_at(name, None):
            yield Hit(text, line, _A_GROUP)
        elif not unknown:
            yield Hit(text, line, _ANOTHER)
    yield from _called_otherwise(note)
    yield from _addressed_in_subject(note)
    greeting, kind = note.letter.greeting, note.draft.kind
    if _greets_rightly(note):
        if greeting and any(map(_joins, _as_seen(note, greeting.line))):
            yield quote(greeting, _TWO_PEOPLE)
        elif greeting and (bare := alone(note.letter.name)) != note.letter.name:
            why = f"greet them by the name alone: give `address_as` or write {bare}"
            yield quote(greeting, why, WARN)
    elif greeting and (why := _whom(note, greeting)):
        yield quote(greeting, why)
    elif greeting and not note.permitted and (to := _another_addressed(note)):
        yield quote(greeting, f"the To says {to}: is it the same person?", WARN)
    elif note.permitted and kind is not Kind.PHONE:
        text = greeting.text if greeting else note.draft.text.split("\n", 1)[0]
        why = f"the greeting names nobody: begin with {_offered(note)}"
        yield Hit(text, greeting.line if greeting else 1, why, WARN)


_TRAILING = re.compile(r"[^\w)'’]+\Z")
"""A dot, or the wave somebody put after the name: F6 knows of it."""


def _greets_rightly(note: Note) -> bool:
    """Compare with every form that is permitted; a guessed honorific is for B5."""
    name = _TRAILING.sub("", note.letter.name)
    person = note.person
    title = pattern("honorific.regex").match(name)
    if person and not person.honorific and title:
        last = person.family or alone(person.name).split(" ")[-1]
        if name[title.end() :].lstrip() == last:
            return True
    return name in _forms(note)


def _forms(note: Note) -> set[str]:
    return {_TRAILING.sub("", form) for form in note.permitted}


def _whom(note: Note, greeting: Passage) -> str:
    """Say whom a greeting names that is not the reader; empty where it is nobody."""
    name, interview, reader = note.letter.name, note.interview, note.person
    if is_group_at(name, interview) or is_group_at(greeting.text, interview):
        return _A_GROUP
    if not name:
        return ""
    if _joins(name):
        return _TWO_PEOPLE
    for other in note.colleagues:
        if reader and normalize("NFC", name) in fields.names(other):
            return f"this greets {other.name}, but the reader is {reader.name}"
    known = f"this is not a name of the reader: write {_offered(note)}"
    return known if note.permitted else ""


def _another_addressed(note: Note) -> str:
    """Compare with the To where there are no notes; they may go by another name.

    Of an address its words count, where it has more than one.
    """
    name, to = note.draft.addressed_to, note.draft.recipient
    greeted = {unaccented(word) for word in re.split(r"\W+", note.letter.name)} - {""}
    named = {unaccented(word) for word in re.split(r"\W+", name)} - {""}
    if not greeted or (named and named.isdisjoint(greeted)):
        return name if greeted else ""
    local = unaccented(to.local_part.partition("+")[0]) if to else ""
    parts = re.split(r"[._-]", local)
    own = any(part and x.startswith(part[:2]) for x in greeted for part in parts)
    return str(to) if len(parts) > 1 and "".join(parts).isalpha() and not own else ""


def _offered(note: Note) -> str:
    who = note.person
    first = who.address_as or who.given or who.name if who else ""
    forms = dict.fromkeys((first, who.name)) if who else note.permitted[:2]
    return " or ".join(f'"{form}"' for form in forms)


def _as_seen(note: Note, number: int) -> Iterator[str]:
    """Read the greeting's line again as the eye does: an odd sign hid who else."""
    lines = note.draft.text.split("\n")
    ended = number >= len(lines) or not lines[number].strip()
    for line in readings(lines[number - 1]):
        spoken = note.draft.kind is Kind.PHONE
        found = find_greeting(line, note.permitted, alone=ended and not spoken)
        if found and _TRAILING.sub("", found[0]) not in note.permitted:
            yield found[0]


def _joins(name: str) -> bool:
    """Tell a greeting of two: there "y" joins no halves of a surname."""
    return joins_two(name) or joins_halves(alone(name)) or is_plural(name)


_GREETING_MAX = 120
"""Letters of a greeting; to fold all that follows each sentence would cost a square."""
_BEGIN = re.compile(r"(?:\A|\n|(?<=[.!?…])\s)\s*(?:[-–—>*•#]+\s*)*")


def _greeted_again(note: Note) -> Iterator[tuple[str, int, str]]:
    """Find greetings after the first; what the reader said is not the user's."""
    mine = _forms(note) | {_TRAILING.sub("", note.letter.name)}
    names = (form for who in note.colleagues for form in fields.names(who))
    people = frozenset(fold(form).text for form in names)
    for passage in (*note.letter.body, *note.letter.end):
        for begin in _BEGIN.finditer(passage.text):
            start = begin.end()
            line = passage.text[start : start + _GREETING_MAX].split("\n", 1)[0]
            name = greets_again(line, note.permitted, people)
            if not name or _TRAILING.sub("", name) in mine:
                continue
            length = line.find(name) + len(name) if name in line else 1
            greeted = Span(passage, start, start + length)
            if not note.spared(greeted, Sort.FACT):
                yield line, greeted.line, name


_BEFORE_SUBJECT = re.compile(r"(?:(?:re|fwd?|aw|wg):\s*)+", re.IGNORECASE)
_SENT_TO = re.compile(
    r"(?:(?P<copied>b?cc|fao|attn|attention(?=:))|to|for|an|für|pour|para)[:.]?\s+"
    r"|(?P<thanked>thanks|thank you|danke|merci|gracias|grazie|obrigad[oa])[\s,]+",
    re.IGNORECASE,
)


def _addressed_in_subject(note: Note) -> Hits:
    """Find "Dear all", "To the panel", "Thank you all" and "cc Tomas" in a subject."""
    again = _BEFORE_SUBJECT.match(note.draft.subject)
    subject = note.draft.subject[again.end() if again else 0 :].strip()
    if note.spared(Span(Passage(subject, 0), 0, len(subject)), Sort.FACT):
        return
    mine = _forms(note)
    names = (form for who in note.colleagues for form in fields.names(who))
    others = frozenset(fold(form).text for form in names if form not in mine)
    to = _SENT_TO.match(subject)
    name = subject[to.end() :] if to else ""
    name = name or greets_again(subject, note.permitted, others)
    bare = fold(name).text.strip(" .,!:")
    if to and to["thanked"]:
        group = is_group(bare)
    else:
        group = bool(bare) and is_greeted_group(f"to {name}" if to else name)
    copied = to and to["copied"] and name[:1].isupper() and name not in mine
    if group:
        yield Hit(note.draft.subject, 0, _A_GROUP)
    elif bare in others or copied:
        yield Hit(note.draft.subject, 0, _ANOTHER)


_CALLED = r"\b(?:[Tt]hanks|[Yy]ou), ([A-Z][\w'’-]+)(?=[,.!?]|\s*\Z)"
_ALSO_BEFORE, _ALSO_AFTER = r"(?:\b(?:and|und)|&) \Z", r",? (?:and|&|und) [A-Z]"
"""Around a name: another is called with it."""


def _called_otherwise(note: Note) -> Hits:
    """Find "Thanks, Tomas" to Dana, and "Thank you, Dana and Tomas"."""
    reader = note.person.name if note.person else note.letter.name
    for other in note.colleagues if note.person else ():
        for called in note.named_as(other):
            if called.stands_as("called") and not note.spared(called, Sort.FACT):
                why = f"this speaks to {other.name}: the reader is {reader}"
                if re.search(_ALSO_BEFORE, called.before) or re.match(
                    _ALSO_AFTER, called.after
                ):
                    why = "this speaks to two people: write one note to each"
                yield quote(called, why)
    known = {word for form in (*note.permitted, reader) for word in plain_words(form)}
    known |= {word for field in note.typed for word in plain_words(field.value)}
    for passage in note.letter.body if reader else ():
        for match in re.finditer(_CALLED, passage.text):
            word = fold(match[1]).text
            if word not in known and not is_plain(word):
                why = f"is this the reader? They are {reader}"
                yield quote(Span(passage, *match.span(1)), why, WARN)


@rule("B5")
def guesses_no_honorific(note: Note) -> Hits:
    """Look before this reader's own name: others' titles are their own affair."""
    person = note.person
    if person is None or person.honorific:
        return
    names = (*fields.names(person), alone(person.name).split(" ")[-1])
    greeting = (note.letter.greeting,) if note.letter.greeting else ()
    for passage in (*greeting, *note.letter.body):
        for match in pattern("honorific.regex").finditer(passage.text):
            own = passage.text[match.end() :].lstrip().startswith(names)
            if own and match[0] not in person.name:
                why = "the honorific is not in your notes: use the full name without it"
                yield quote(Span(passage, *match.span()), why)
