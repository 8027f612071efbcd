"""A field that holds one of a few words: how they are offered, and how one is meant.

People answer "HR" or "nurse manager", and a number is typed sooner than a word with an
underscore. What is only probably meant is told, never taken in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.interview import Role
from drafter.wizard.form import choices


if TYPE_CHECKING:
    from drafter.reading.records import Field

_EXPLAINED: dict[str, str] = {
    Role.RECRUITER: "theirs, or HR",
    Role.AGENCY_RECRUITER: "works for an agency",
    Role.HIRING_MANAGER: "would be your boss",
    Role.PEER: "would work beside you",
    Role.EXECUTIVE: "further up",
}
# In this order: an HR manager is of HR, and a sales director no manager of yours.
_MEANT = {
    Role.AGENCY_RECRUITER: ("agency", "headhunter", "staffing"),
    Role.RECRUITER: (
        "recruiter", "recruiting", "recruitment", "hr", "human resources", "talent",
        "sourcer",
    ),
    Role.EXECUTIVE: (
        "director", "ceo", "cto", "cfo", "coo", "chief", "vp", "president", "founder",
        "owner", "executive",
    ),
    Role.HIRING_MANAGER: ("manager", "supervisor", "boss", "lead", "leader", "head"),
    Role.PEER: (
        "colleague", "coworker", "co worker", "teammate", "team member", "engineer",
        "developer", "designer", "analyst", "nurse", "peer",
    ),
}  # fmt: skip


class Choice(NamedTuple):
    """The word that a field takes for an answer."""

    word: str
    is_guess: bool = False


def offered(row: Field) -> str:
    """List the words with their numbers; empty where the field is free."""
    return ", ".join(
        f"{number} {word}" + (f" ({_EXPLAINED[word]})" if word in _EXPLAINED else "")
        for number, word in enumerate(choices(row), start=1)
    )


def chosen(row: Field | None, answer: str) -> Choice:
    """Give the word that is meant; an answer nobody can place comes back unchanged."""
    words = choices(row) if row else ()
    plain = answer.lower().replace("-", " ").replace("_", " ")
    if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(words):
        return Choice(words[int(answer) - 1])
    if words and plain.replace(" ", "_") in words:
        return Choice(plain.replace(" ", "_"))
    if row and row.name == "role":
        for role, common in _MEANT.items():
            if any(f" {one} " in f" {plain} " for one in common):
                return Choice(role.value, is_guess=True)
    return Choice(answer)
