"""A0 and B: whoever is greeted is one person, and the right one.

It is the name that counts, not the greeting word. Equality with a form the data allows
wins over every list, so Bo Team may be greeted "Hi Team,"; what is no person at all
(two people's names, a group's, no name) is refused by A0 before that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from drafter.draft import Kind
from drafter.guard import fields
from drafter.guard.fields import Sort
from drafter.guard.letter import find_greeting, greets_again, is_group_at
from drafter.guard.rubric import WARN, Hit, quote, rule
from drafter.guard.words import fold, plain_words, readings, words_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.letter import Passage
    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.interview import Interview, Interviewer


# "y", "e" and "und zu" join the halves of one surname, not two people.
_JOINED = re.compile(
    r"[\W_](?:(?i:and|et|plus|with|und(?!\s+zu\b)|b?cc|incl|including|avec)|och|or|и|і"
    r"|和|与|與|と)[\W_]+\w"
    r"|[&+/;|\\•●▪‣¦⁄∕、؛]"
)
_OTHERS = re.compile(
    r"[\s(](?:et al|et autres|m\.? ?fl|u\. ?a|y otr[oa]s|e outr[oa]s|i inni|e altri"
    r"|und andere|en anderen|och andra|u\.(?= \w{2}))(?!\w)",
    re.IGNORECASE,
)
"""Who else there is: `Dana Whitlock et al.`, `Dana m.fl.`, `Dana u. Tomas`."""
_UNSURE = re.compile(r"[?…]|\.{3}|_{2}")
_EN = re.compile(r"\s(?:en|og|ja)\s+[^\W\d_a-zà-ÿ]")
_PARTICLES = r"(?i)\b(?:van|von|de|du|del|da|la|le|saint)\b"
_HALVES = re.compile(r"\s(?:y|e|i)\s", re.IGNORECASE)
_SOME = r"[a-z]?[A-Z][A-Za-z]{0,6}[A-Z]"
_LETTERS = (
    r"(?:(?:[A-Z]\.){2,}[A-Z]?|(?:[A-Z][a-z]{0,3}\.-?){2,}"
    rf"|{_SOME}(?:[-/](?:{_SOME}|[A-Z]|[0-9]))*)\Z"
)
"""`PhD`, `CISSP`, `M.D.`, `P.Eng.`: letters that no list will ever complete."""


def joins_two(name: str) -> bool:
    """Tell whether a name is two people's: `Dana and Tomas`, `Dana, Tomas`."""
    return any(map(_joins_two, readings(alone(name.strip()))))


def joins_halves(name: str) -> bool:
    """Tell whether a word joins two names that may be the halves of a surname."""
    return any(_HALVES.search(reading) for reading in readings(name))


def is_plural(title: str) -> bool:
    """Tell whether a title is that of several: `Drs.`, `Messieurs`."""
    return not words_of("titles_of_many").isdisjoint(plain_words(title))


def has_letters(name: str) -> bool:
    """Tell a name from a wave of the hand."""
    return any(char.isalpha() for char in name)


def _joins_two(name: str) -> bool:
    if (
        _JOINED.search(name)
        or _OTHERS.search(name)
        or (_EN.search(name) and not re.search(_PARTICLES, name))
    ):
        return True
    _, *after = re.split("[,،]", name)
    return not all(map(_is_suffix, after))


def _is_suffix(part: str) -> bool:
    """Know `Ph.D. candidate`, `SHRM-CP`, `P.Eng.`: what follows a name."""
    words, known = re.sub("[()]", " ", part).split(), words_of("after_name")
    return bool(words) and all(
        re.sub(r"[.-]", "", word).lower() in known or bool(re.match(_LETTERS, word))
        for word in words
    )


_BORN = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})


def alone(name: str) -> str:
    """Take pronouns and letters off a name."""
    if _BEHIND_NAMES.isdisjoint(name):
        return name.strip()
    bare = re.sub(_PRONOUNS, "", name)
    first, *after = re.split("[,،]", bare)
    first = re.sub(_PRONOUNS, "", first)
    letters = [part for part in after if part.strip(" .").lower() not in _BORN]
    kept = [part for part in after if part not in letters]
    return ",".join([first.strip(), *kept]) if all(map(_is_suffix, letters)) else bare


_FIRST = frozenset({"everyone", "everybody", "all", "team", "folks", "guys"})
"""Words of a group that are nobody's given name, though Bo Team has one for family."""
_PRONOUN = (
    r"(?:she|he|they|ze|xe|any|hers?|hi[ms]|theirs?|them|hir|zir|sie|elle|ella|él|il)"
)
_PRONOUNS = (
    rf"(?i)[\s,(|–—-]+{_PRONOUN}(?:\s*[/|,]\s*{_PRONOUN})+(?: pronouns)?\)?\s*\Z"
    rf"|\s*\({_PRONOUN}(?: pronouns)?\)\s*\Z"
)
"""`(she/her)`, `, they/them`, `(he)` after a name."""
_BEHIND_NAMES = frozenset("(/|,،")
"""Without one of these there is nothing of the kind, as in nearly every name."""
_FIELDS = ("name", "address_as", "given", "family", "honorific")


@rule("A0")
def names_one_person(note: Note, _: Others) -> Iterator[Hit]:
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
    if person and interview:
        yield from _called_as_another(person, interview)


def _called_as_another(person: Interviewer, interview: Interview) -> Iterator[Hit]:
    """Ask about `address_as: Tomas` for Dana; Sasha may be Aleksandra's too."""
    called = person.address_as
    if not called or called in (person.name, person.given):
        return
    for other in interview.interviewers:
        its_own = other == person or _is_part(called, person.name)
        if called in fields.names(other) and not its_own:
            why = f"address_as is {other.name}'s name: is {person.name} called so too?"
            yield Hit(called, 0, why, WARN)


def _why_not(field: str, value: str, whole: str, interview: Interview | None) -> str:
    """Say why a form of a name is not one person's; empty if it may be."""
    if not has_letters(value):
        return "has no letter in it: write the person's name"
    if _UNSURE.search(value):
        return "is not sure: find out how it is spelt"
    a_name = field == "honorific" or _is_part(value, whole)  # Sir Peter is one
    if not a_name and is_group_at(value, interview):
        return "is a group, not a person: write to somebody by name"
    halves = field in {"given", "address_as"} and joins_halves(value)
    two = joins_two(value) or (halves and not _is_part(value, whole))
    if two:
        return f"joins two people: {_remedy(value)}"
    first = value.split(" ", maxsplit=1)[0] if " " in value.strip() else ""
    if is_plural(value if field == "honorific" else first):
        return "is a title of several people: write the one of this person"
    return ""


def _remedy(value: str) -> str:
    """Say what to write, also where one person's name only looks like two."""
    each = "list each as an interviewer of their own"
    if "," in value:
        each += "; of one person write the name alone, the given name first"
    return each


def _is_part(value: str, whole: str) -> bool:
    """Allow Bo Team's family name; what comes first in a name must not be a group."""
    part, full = fold(value).text.split(), fold(whole).text.split()
    if not part or len(full) <= len(part):
        return False
    begins = full[: len(part)] == part and part[0] in _FIRST
    return not begins and f" {' '.join(part)} " in f" {' '.join(full)} "


_TRAILING = re.compile(r"[^\w)'’]+\Z")
"""A dot, or the wave somebody put after the name: F6 knows of it."""


def _greets_rightly(note: Note) -> bool:
    """Compare with every form that is permitted; a guessed honorific is for B5."""
    name = _TRAILING.sub("", note.letter.name)
    person = note.person
    if person and not person.honorific and (title := _HONORIFIC.match(name)):
        last = person.family or alone(person.name).split(" ")[-1]
        if name[title.end() :].lstrip() == last:
            return True
    return name in {_TRAILING.sub("", form) for form in note.permitted}


@rule("B1")
def greets_the_reader(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse another's name, a second one and a group; where there is none, advise.

    Only greetings are looked at: "all" in the body is a word like others.
    """
    for text, line, name in _greeted_again(note):
        why = _A_GROUP if is_group_at(name, None) else _ANOTHER
        yield Hit(text, line, why)
    greeting, kind = note.letter.greeting, note.draft.kind
    if _greets_rightly(note):
        if greeting and any(
            _greets_two(note, n) for n in _as_seen(note, greeting.line)
        ):
            yield quote(greeting, _TWO_PEOPLE)
        elif greeting and (bare := alone(note.letter.name)) != note.letter.name:
            why = f"greet them by the name alone: give `address_as` or write {bare}"
            yield quote(greeting, why, WARN)
    elif greeting and (why := _whom(note, greeting)):
        yield quote(greeting, why)
    elif greeting and not note.permitted and _is_another_than_addressed(note):
        why = f"the To says {note.draft.addressed_to}: is it the same person?"
        yield quote(greeting, why, WARN)
    elif note.permitted and kind is not Kind.PHONE:
        text = greeting.text if greeting else note.draft.text.split("\n", 1)[0]
        why = f"the greeting names nobody: begin with {_offered(note)}"
        yield Hit(text, greeting.line if greeting else 1, why, WARN)


_A_GROUP = "this greets a group: greet one person by name"
_ANOTHER = "this greets somebody else: write one note to each"
_TWO_PEOPLE = "this greets two people: write one note to each"


def _whom(note: Note, greeting: Passage) -> str:
    """Say whom a greeting names that is not the reader; empty where it is nobody."""
    name, interview = note.letter.name, note.interview
    if is_group_at(name, interview) or is_group_at(greeting.text, interview):
        return _A_GROUP
    if not name:
        return ""
    if _joins(name):
        return _TWO_PEOPLE
    reader = note.person
    for other in interview.interviewers if interview and reader else ():
        same = normalize("NFC", name) in fields.names(other)
        if reader and same and other.id != reader.id:
            return f"this greets {other.name}, but the reader is {reader.name}"
    known = f"this is not a name of the reader: write {_offered(note)}"
    return known if note.permitted else ""


def _is_another_than_addressed(note: Note) -> bool:
    """Compare with the To where there are no notes; they may go by another name."""
    named = {fold(word).text for word in re.split(r"[\s,.@]+", note.draft.addressed_to)}
    greeted = {fold(word).text for word in note.letter.name.split()}
    return bool(named - {""} and greeted) and named.isdisjoint(greeted)


def _offered(note: Note) -> str:
    who = note.person
    first = who.address_as or who.given or who.name if who else ""
    forms = dict.fromkeys((first, who.name)) if who else note.permitted[:2]
    return " or ".join(f'"{form}"' for form in forms)


_TWO = (
    r"(?i)[\s(](?:and|und|et|y|e)\s|[&/+;]|\bMr\.? and Mrs\b|\bDrs\b|\bMessrs\b"
    r"|,\s*(?!(?:Jr|Sr|I{2,3}|IV|Ph\.?D|M\.?D|Esq)\b)\w"
)


def _as_seen(note: Note, number: int) -> Iterator[str]:
    """Read the greeting's line again as the eye does: an odd sign hid who else."""
    lines = note.draft.text.split("\n")
    alone = number >= len(lines) or not lines[number].strip()
    alone = alone and note.draft.kind is not Kind.PHONE
    for line in readings(lines[number - 1]):
        if found := find_greeting(line, note.permitted, alone=alone):
            yield found[0]


def _greets_two(note: Note, name: str) -> bool:
    return _TRAILING.sub("", name) not in note.permitted and _joins(name)


def _joins(name: str) -> bool:
    bare = alone(name)
    return joins_two(name) or any(re.search(_TWO, seen) for seen in readings(bare))


def _greeted_again(note: Note) -> Iterator[tuple[str, int, str]]:
    """Find greetings after the first; what the reader said is not the user's."""
    letter = note.letter
    end = (letter.closing,) if letter.closing else ()
    mine = {_TRAILING.sub("", form) for form in (*note.permitted, letter.name)}
    everybody = note.interview.interviewers if note.interview else ()
    others = (person for person in everybody if person != note.person)
    people = frozenset(fold(form).text for who in others for form in fields.names(who))
    for passage in (*letter.body, *end, *letter.signature):
        for begin in _BEGIN.finditer(passage.text):
            start = begin.end()
            line = passage.text[start : start + _GREETING_MAX].split("\n", 1)[0]
            name = greets_again(line, note.permitted, people)
            if not name or _TRAILING.sub("", name) in mine:
                continue
            end_of_name = start + (line.find(name) + len(name) if name in line else 1)
            if not note.spared(passage, start, end_of_name, Sort.FACT):
                yield line, passage.line_at(start), name


_GREETING_MAX = 120
"""Letters of a greeting; to fold all that follows each sentence would cost a square."""
_BEGIN = re.compile(r"(?:\A|\n|(?<=[.!?…])\s)\s*(?:[-–—>*•#]+\s*)*")
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Herr|Frau|Madame|Monsieur|Mme|Señora?"
    r"|Sra?)\b\.?(?= \S)"
)


@rule("B5")
def guesses_no_honorific(note: Note, _: Others) -> Iterator[Hit]:
    """Look before this reader's own name: others' titles are their own affair."""
    person = note.person
    if person is None or person.honorific:
        return
    greeting = (note.letter.greeting,) if note.letter.greeting else ()
    for passage in (*greeting, *note.letter.body):
        for match in _HONORIFIC.finditer(passage.text):
            after = passage.text[match.end() :].lstrip()
            last = alone(person.name).split(" ")[-1]
            own = any(map(after.startswith, (*fields.names(person), last)))
            if own and match[0] not in person.name:
                line = passage.line_at(match.start())
                why = "the honorific is not in your notes: use the full name without it"
                yield Hit(match[0], line, why)
