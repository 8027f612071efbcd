"""Print the notes of made-up loops, to be read: `python tests/read_aloud.py --help`."""

from __future__ import annotations

import argparse
import sys
from itertools import product
from pathlib import Path


sys.path.insert(0, str(Path(__file__).parents[1]))

from drafter.composition import Past, compose
from drafter.draft import Kind, Order
from drafter.errors import DrafterError
from drafter.guard import Others, examine
from drafter.interview import Interview, Role, Stage, Tone
from drafter.language import packaged_folder
from drafter.templating.letters import Library
from tests.loops import SPARSE, loop


def main() -> None:
    """Read the command line, print notes and what the guard says of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tone", type=Tone, default=Tone.WARM)
    parser.add_argument("--count", type=int, default=8)
    parser.add_argument("--without", default="", choices=("", *SPARSE))
    parser.add_argument("--role", type=Role, default=None)
    parser.add_argument("--stage", type=Stage, default=Stage.ONSITE)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--kind", type=Kind, action="append")
    parser.add_argument("--variant", type=int, default=0)
    parser.add_argument(
        "--all", action="store_true", help="try every loop, print failures"
    )
    options = parser.parse_args()
    kinds = options.kind or [Kind.THANK_YOU, Kind.CARD]
    library = Library((), packaged_folder())
    if options.all:
        every(options.tone, kinds, library, options.variant)
        return
    interview = loop(
        options.count, tone=options.tone, stage=options.stage, without=options.without,
        role=options.role, first=options.first,
    )  # fmt: skip
    done = compose(
        interview, orders(interview, kinds), library, Past(), variant=options.variant
    )
    drafts = tuple(c.draft for c in done)
    for draft in drafts:
        print(f"\n===== {draft.name} ({draft.interviewer and draft.interviewer.role})")
        print(
            f"Subject: {draft.subject}\n" if draft.subject else "", draft.text, sep=""
        )
        others = tuple(d for d in drafts if d is not draft)
        for finding in examine(draft, Others(others)):
            rule = f"{finding.severity} {finding.rule}"
            print(f"  !! {rule} {finding.text!r}: {finding.why}")


def orders(interview: Interview, kinds: list[Kind]) -> list[Order]:
    """Every kind for everyone."""
    return [Order(kind, person) for kind in kinds for person in interview.interviewers]


def every(tone: Tone, kinds: list[Kind], library: Library, variant: int) -> None:
    """Loops of 8 with a field missing for all, of 12 with full notes: what fails."""
    cases = [
        *product((8,), SPARSE, (None, *Role)),
        *product((12,), ("",), (None, *Role)),
    ]
    failed = 0
    for (count, without, role), first in product(cases, (0, 5)):
        interview = loop(count, tone=tone, without=without, role=role, first=first)
        people = f"{count} people, {role or 'mixed roles'}"
        label = f"{people}, without {without or 'nothing'}, from {first}"
        try:
            done = compose(
                interview, orders(interview, kinds), library, Past(), variant=variant
            )
        except DrafterError as error:
            failed += 1
            print(f"FAILED {label}: {error}")
            continue
        drafts = tuple(c.draft for c in done)
        found = [
            f"{draft.name} {f.severity} {f.rule} {f.text!r}"
            for draft in drafts
            for f in examine(draft, Others(tuple(d for d in drafts if d is not draft)))
        ]
        if found:
            failed += 1
            print(f"FOUND  {label}: {len(found)}: " + "; ".join(found[:6]))
    print(f"{failed} of {2 * len(cases)} loops are not right")


if __name__ == "__main__":
    main()
