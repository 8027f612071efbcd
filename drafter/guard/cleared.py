"""`Cleared`: a draft that every rule has passed; its constructor is the check.

Formats take nothing else, so no text leaves the program unchecked, and there is no flag
that would make it otherwise: the answer to a refusal is to change the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drafter.errors import RefusedError
from drafter.guard import (
    employers,
    facts,
    form,
    html_part,
    manners,
    person,
    recipients,
    repeats,
    signs,
)
from drafter.guard.note import Note
from drafter.guard.others import NOBODY_ELSE, Others
from drafter.guard.rubric import Finding, Severity, findings, is_small


if TYPE_CHECKING:
    from drafter.draft import Draft

FAMILIES = (
    person,
    recipients,
    employers,
    facts,
    repeats,
    form,
    signs,
    html_part,
    manners,
)
"""Imported for their rules, which enter themselves in the rubric."""


def examine(
    draft: Draft, others: Others = NOBODY_ELSE, *, edited: bool = False
) -> tuple[Finding, ...]:
    """Run every rule over one draft.

    `edited`: a person has changed the text since, so what only a made note must have (a
    fact of its reader) is advised and not demanded. What is longer than any letter is
    not read: no rule need be quick on a book.
    """
    note = Note(draft, edited=edited, today=others.today)
    is_book = tuple(findings(note, others, only={"F0"}))
    return is_book or tuple(findings(note, others))


def refuses(finding: Finding, *, strict: bool = False) -> bool:
    """Tell whether a draft must not leave for it; `strict` leaves only small ones."""
    return finding.severity is Severity.REFUSE or (strict and not is_small(finding))


class Refused(RefusedError):  # noqa: N818 - the guard's word, said throughout
    """The guard says no to one draft, for these reasons."""

    def __init__(self, draft: Draft, findings: tuple[Finding, ...]) -> None:
        super().__init__(*(_line(draft, finding) for finding in findings))
        self.draft = draft
        self.findings = findings


def _line(draft: Draft, finding: Finding) -> str:
    where = f"{draft.name}:{finding.line}" if finding.line else draft.name
    quoted = f' "{finding.text}":' if finding.text else ""
    return f"{where}: {finding.rule}{quoted} {finding.why}"


@dataclass(frozen=True, slots=True)
class Cleared:
    """A draft that may leave the program, and what the guard still advises."""

    draft: Draft
    others: Others
    strict: bool = False
    """Whether warnings refuse too, but for the small ones."""
    findings: tuple[Finding, ...] = field(init=False, compare=False, default=())

    def __post_init__(self) -> None:
        found = examine(self.draft, self.others)
        refused = tuple(
            finding for finding in found if refuses(finding, strict=self.strict)
        )
        if refused:
            raise Refused(self.draft, refused)
        object.__setattr__(self, "findings", found)
