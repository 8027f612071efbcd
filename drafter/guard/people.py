"""A0: whoever stands in the data as an interviewer is one person.

Equality with the greeting (B1) does not excuse it: "Hi Team," is right for somebody
called Team only if that is somebody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.guard.fold import fold
from drafter.guard.lists import words_of
from drafter.guard.rules import Hit, Severity, rule
from drafter.guard.salutation import is_group_at


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.interview import Interviewer

# "y" and "und zu" join the halves of one surname, not two people.
_JOINED = re.compile(r"\s+(?:and|et|und(?!\s+zu\b))\s+|\s*[&/+;]\s*", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Z][A-Za-z.]*[A-Z.]\Z")
"""`PhD`, `CISSP`, `M.D.`: letters after a name that no list will ever complete."""


@rule(
    "A0",
    Severity.REFUSE,
    "a name is one person's, not two people's and not a group's",
    source="Contemporary Staffing Solutions: one note to each person",
)
def names_one_person(note: Note, _: Others) -> Iterator[Hit]:
    """Look at `name` and `address_as` as they are typed, or at the contact's name."""
    person, interview = note.person, note.interview
    firm = interview.employer if interview else None
    named: tuple[tuple[str, str], ...] = ()
    if person:
        named = (("name", person.name), ("address_as", person.address_as))
    elif interview and interview.contact:
        named = (("the contact's name", interview.contact.name),)
    for field, value in named:
        if _joins_two(value):
            why = f"{field} joins two people: list each as an interviewer of their own"
            yield Hit(value, 0, why)
        elif is_group_at(value, firm) and not _is_part_of_name(field, value, person):
            why = f"{field} is a group, not a person: write to somebody by name"
            yield Hit(value, 0, why)


def _joins_two(name: str) -> bool:
    if _JOINED.search(name.strip()):
        return True
    _, *after = name.split(",")
    return any(not _is_suffix(part) for part in after)


def _is_suffix(part: str) -> bool:
    words, known = part.split(), words_of("after_name")
    return bool(words) and all(
        word.replace(".", "").lower() in known or bool(_LETTERS.match(word))
        for word in words
    )


def _is_part_of_name(field: str, value: str, person: Interviewer | None) -> bool:
    whole = fold(person.name).text.split() if person else []
    return field == "address_as" and len(whole) > 1 and fold(value).text in whole
