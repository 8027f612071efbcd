"""The guard: every rule a note must pass before it may leave the program.

`Cleared` is the only way out, and its constructor runs the rules: formats take nothing
else, so no text leaves unchecked, and there is no flag that would make it otherwise;
the answer to a refusal is to change the words. Each rule has an id, a severity, a
reason and a source (`RULES`); `examine` lists what they find. To judge a note one must
say what else goes out (`Others`): a note is personal only among notes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.errors import RefusedError
from drafter.guard import (
    days,
    employers,
    facts,
    form,
    manners,
    person,
    recipients,
    repeats,
)
from drafter.guard.likeness import fingerprints, sketch
from drafter.guard.note import NOBODY_ELSE, Memory, Note, Others, Sketch
from drafter.guard.rubric import (
    RULES,
    Finding,
    Rule,
    Severity,
    findings,
    foremost,
    is_small,
    unjudged,
)


if TYPE_CHECKING:
    from drafter.draft import Draft

__all__ = [
    "RULES", "Cleared", "Finding", "Memory", "Others", "Refused", "Rule",
    "Severity", "Sketch", "examine", "fingerprints", "foremost", "refuses", "sketch",
    "unjudged",
]  # fmt: skip
FAMILIES = (
    person, recipients, employers, days, facts, repeats, form,
    manners,
)  # fmt: skip
"""Imported for their rules, which enter themselves in the rubric."""


def examine(
    draft: Draft, others: Others = NOBODY_ELSE, *, edited: bool = False
) -> tuple[Finding, ...]:
    """Run every rule over one draft.

    `edited`: a person has changed the text since, so what only a made note must have (a
    fact of its reader) is advised and not demanded. What is longer than any letter is
    not read: no rule need be quick on a book.
    """
    note = Note(draft, others, edited=edited)
    is_book = tuple(findings(note, only={"F0"}))
    return is_book or tuple(findings(note))


def refuses(finding: Finding, *, strict: bool) -> bool:
    """Tell whether a draft must not leave for it; `strict` leaves only small ones."""
    return finding.severity is Severity.REFUSE or (strict and not is_small(finding))


class Refused(RefusedError):  # noqa: N818 - the guard's word, said throughout
    """The guard says no to one draft, for these reasons."""

    def __init__(self, draft: Draft, findings: tuple[Finding, ...]) -> None:
        lines = []
        for rule, _, text, line, why in findings:
            where = f"{draft.name}:{line}" if line else draft.name
            lines.append(
                f"{where}: {rule}" + (f' "{text}":' if text else "") + f" {why}"
            )
        super().__init__(*lines)
        self.draft = draft
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Cleared:
    """A draft that may leave the program, and what the guard still advises."""

    draft: Draft
    others: Others
    strict: bool = False
    """Whether warnings refuse too, but for the small ones."""
    findings: tuple[Finding, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        found = examine(self.draft, self.others)
        refused = tuple(x for x in found if refuses(x, strict=self.strict))
        if refused:
            raise Refused(self.draft, refused)
        object.__setattr__(self, "findings", found)
