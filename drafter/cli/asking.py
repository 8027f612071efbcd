"""What a drafting command is asked for, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import RefusedError


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from drafter.delivery.deliver import Receipt
    from drafter.draft import Order
    from drafter.errors import Problem
    from drafter.guard import Finding, Refused
    from drafter.interview import Interview


class Wishes(NamedTuple):
    """What the command line asks for."""

    interview: str
    today: date
    out: Path | None = None
    dry_run: bool = False
    only: tuple[str, ...] = ()
    replace: bool = False
    tone: str | None = None
    variant: int | None = None
    strict: bool = False
    templates: Path | None = None
    imap: bool = False
    account: str | None = None


class Delivered(NamedTuple):
    """What became of the artefacts of a run."""

    receipts: tuple[Receipt, ...]
    account: str = ""
    failure: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """What was done, for the person and for `--json`."""

    interview: Interview
    folder: Path
    receipts: tuple[Receipt, ...]
    warnings: tuple[Problem, ...]
    """Of the interview file: what would read badly."""
    sent: frozenset[str] = frozenset()
    """Names of drafts that were logged as sent."""
    remarks: tuple[str, ...] = ()
    account: str = ""
    """The account that emails went to, where they did."""
    failure: tuple[str, ...] = ()
    """Why not everything is where it was wanted; it lies in `folder` instead."""


class Asked(NamedTuple):
    """What a command wants written, of an interview as it stands by now."""

    interview: Interview
    orders: Sequence[Order]
    warnings: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    """Said above the table; no warnings, `--strict` does not refuse for them."""


class RunRefusedError(RefusedError):
    """Every refused draft of a run, with its findings.

    `warnings` are about the notes: who mends one thing should know of the rest.
    """

    def __init__(
        self, refusals: Sequence[Refused], warnings: Sequence[Problem] = ()
    ) -> None:
        refused = (line for refusal in refusals for line in refusal.lines)
        super().__init__(*refused, *map(str, warnings))
        self.refusals = tuple(refusals)
        self.warnings = tuple(warnings)

    @property
    def findings(self) -> list[tuple[str, Finding]]:
        """Each finding with the name of its draft."""
        return [
            (r.draft.name, finding) for r in self.refusals for finding in r.findings
        ]
