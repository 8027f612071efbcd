"""A0: whoever stands in the data as an interviewer is one person.

Equality with the greeting (B1) does not excuse it: "Hi Team," is right for somebody
called Team only if that is somebody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.guard.company import has_letters, is_plural, joins_halves, joins_two
from drafter.guard.fold import fold
from drafter.guard.rules import Hit, Severity, rule
from drafter.guard.salutation import is_group_at


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others
    from drafter.interview import Employer

_FIRST = frozenset({"everyone", "everybody", "all", "team", "folks", "guys"})
"""Words of a group that are nobody's given name, though Bo Team has one for family."""
_PRONOUNS = frozenset({"she", "he", "they", "ze", "xe", "any"})
"""What stands before the stroke in `Dana Whitlock she/her`, without brackets."""
_FIELDS = ("name", "address_as", "given", "family", "honorific")


@rule(
    "A0",
    Severity.REFUSE,
    "a name is one person's, not two people's and not a group's",
    source="Contemporary Staffing Solutions: one note to each person",
)
def names_one_person(note: Note, _: Others) -> Iterator[Hit]:
    """Look at every form of the name that a greeting may be made of."""
    person, interview = note.person, note.interview
    firm = interview.employer if interview else None
    named: dict[str, str] = {}
    whole = ""
    if person:
        whole = person.name
        for field in _FIELDS:
            named.setdefault(getattr(person, field), field)
    elif interview and interview.contact:
        whole = interview.contact.name
        named[whole] = "the contact's name"
    for form in note.permitted:
        named.setdefault(form, "a form of the name")
    for value, field in named.items():
        if value and (why := _why_not(field, value, whole, firm)):
            yield Hit(value, 0, f"{field} {why}")


def _why_not(field: str, value: str, whole: str, firm: Employer | None) -> str:
    """Say why a form of a name is not one person's; empty if it may be."""
    if not has_letters(value):
        return "has no letter in it: write the person's name"
    if is_group_at(value, firm) and not _is_part(value, whole):
        return "is a group, not a person: write to somebody by name"
    halves = field in {"given", "address_as"} and joins_halves(value)
    two = joins_two(value) or (halves and not _is_part(value, whole))
    if two or (field == "honorific" and is_plural(value)):
        return f"joins two people: {_remedy(value)}"
    return ""


def _remedy(value: str) -> str:
    """Say what to write where one person's name only looks like two."""
    before, slash, _ = value.lower().partition("/")
    in_brackets = "(" in before and value.rstrip().endswith(")")
    if slash and (in_brackets or not _PRONOUNS.isdisjoint(before.split())):
        return "write the name without the pronouns"
    each = "list each as an interviewer of their own"
    given_last = "; of one person write the given name first" if "," in value else ""
    return f"{each}{given_last}"


def _is_part(value: str, whole: str) -> bool:
    """Allow Bo Team's family name; what comes first in a name must not be a group."""
    part, full = fold(value).text.split(), fold(whole).text.split()
    if len(full) <= len(part):
        return False
    begins = full[: len(part)] == part and part[0] in _FIRST
    return not begins and f" {' '.join(part)} " in f" {' '.join(full)} "
