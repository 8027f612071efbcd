"""A0 and C6: a name is one person's, and nothing is left blank, in a name or a text.

No group's, no two people's: what is no person at all is refused here, so that B1 may
trust the names it is given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.guard import fields
from drafter.guard.fields import FIELDS, Sort
from drafter.guard.groups import is_group_at
from drafter.guard.rubric import WARN, Hit, Hits, quote, rule
from drafter.guard.words import fold, matches, pattern, plain_words, readings, words_of


if TYPE_CHECKING:
    from drafter.guard.letter import Passage
    from drafter.guard.note import Note, Span
    from drafter.interview import Interview, Interviewer


_UNSURE = re.compile(r"[?…]|\.{3}|_{2}")
_PLACEHOLDER = "placeholder.regex"
_UNFILLED = "this was left unfilled: put the words there"
_REPORTED = frozenset({"topics", "scene", "done", "quote"})
_HALVES = re.compile(r"\s(?:y|e|i)\s", re.IGNORECASE)


def joins_two(name: str) -> bool:
    """Tell whether a name is two people's: `Dana and Tomas`, `Dana, Tomas`."""
    return any(
        pattern("two_people.regex").search(seen)
        or not all(map(_is_suffix, re.split(r"[,،]|\s[-–—]+\s", seen)[1:]))
        for seen in readings(alone(name.strip()))
    )


def joins_halves(name: str) -> bool:
    """Tell whether a word joins two names that may be the halves of a surname."""
    return any(_HALVES.search(reading) for reading in readings(name))


def is_plural(title: str) -> bool:
    """Tell whether a title is that of several: `Drs.`, `Messieurs`."""
    return not words_of("titles_of_many").isdisjoint(plain_words(title))


def _is_suffix(part: str) -> bool:
    """Know `Ph.D. candidate`, `SHRM-CP`, `P.Eng.`: what follows a name."""
    words, known = re.sub("[()]", " ", part).split(), words_of("after_name")
    return bool(words) and all(
        re.sub(r"[.-]", "", word).lower() in known
        or bool(pattern("letters.regex").match(word))
        for word in words
    )


_BORN = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_BEHIND_NAMES = frozenset("(/|,،")
"""Without one of these there is nothing behind a name, as in nearly every one."""


def alone(name: str) -> str:
    """Take pronouns and letters off a name."""
    if _BEHIND_NAMES.isdisjoint(name):
        return name.strip()
    pronouns = pattern("pronouns.regex")
    bare = pronouns.sub("", name)
    first, *after = re.split("[,،]", bare)
    letters = [part for part in after if part.strip(" .").lower() not in _BORN]
    kept = [part for part in after if part not in letters]
    named = ",".join([pronouns.sub("", first).strip(), *kept])
    return named if all(map(_is_suffix, letters)) else bare


_SEVERAL = "is a title of several people: write the one of this person"
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
    for field in ("address_as", "given"):
        called = getattr(person, field)
        repeated = field == "given" and called == person.address_as
        own = called == person.name or _is_part(called, person.name)
        if not called or repeated or own:
            continue
        if whose := _whose(called, note):
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
    return _SEVERAL if several else ""


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


@rule("C6")
def has_no_placeholder(note: Note) -> Hits:
    """Leave `{{ 7*7 }}` in a field, but not `{{ name }}`, whoever wrote it."""
    values = [f.value for f in note.own if f.name in _REPORTED]
    values += [f.value for f in note.shared if f.sort == Sort.NAME]
    told: list[Span] = []
    for found in note.matches("unfilled.regex", 0, greeting=True):
        if not any(found.text in x and found.text != x.strip() for x in values):
            told.append(found)
            yield quote(found, _UNFILLED)
    for found in note.matches(_PLACEHOLDER, FIELDS, greeting=True):
        if not any(map(found.overlaps, told)):
            yield quote(found, _UNFILLED)
    for passage in (*note.passages, note.letter.greeting):
        if passage and not passage.text.isascii():
            yield from _hidden(passage)


def _hidden(passage: Passage) -> Hits:
    """Find what only the eye takes for a placeholder: `[N\u200bAME]`."""
    if not any(matches(_PLACEHOLDER, passage.text)):
        for seen in readings(passage.text):
            found = next(matches(_PLACEHOLDER, seen), None)
            if found and found[0].strip("._?"):
                yield Hit(found[0], passage.line, _UNFILLED)
