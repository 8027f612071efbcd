"""`drafter check`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import JSON, STRICT, TODAY, option
from drafter.cli.shell import STDIN, Home, say, told, unreadable, warn


if TYPE_CHECKING:
    from drafter.edited import Edited
    from drafter.guard import Finding, Others
    from drafter.interview import Interview


@click.command()
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...")
@option("--interview", metavar="INTERVIEW", help="The notes they were made from.")
@STRICT
@TODAY
@JSON
def command(
    *,
    drafts: tuple[str, ...],
    interview: str | None,
    strict: bool,
    today: object,
    as_json: bool,
) -> None:
    """Run the guard again on drafts you have edited (.eml, .txt, or a folder of them).

    With --interview the guard also knows names, facts and promises, and sees more.
    """
    del today
    with told(as_json=as_json), ExitStack() as open_things:
        from drafter.edited import check, others_of

        known, others = _context(interview, open_things)
        edited = [_read(path, known) for path in _files(drafts)]
        found = [(one, check(one, others_of(one, edited, others))) for one in edited]
        (_report_json if as_json else _report)(found)
        grave = [
            f for _, findings in found for f in findings if _refuses(f, strict=strict)
        ]
        if grave:
            raise SystemExit(5)


def _context(
    interview: str | None, open_things: ExitStack
) -> tuple[Interview | None, Others]:
    from drafter.cli.reading import read_notes, rivals_of
    from drafter.guard import Others
    from drafter.journal.journal import open_journal

    home = Home.find()
    journal = open_things.enter_context(open_journal(home.journal, write=False))
    if interview is None:
        return None, Others(memory=journal.memory(None))
    known = read_notes(interview, home, cache=True).interview
    past = journal.recall(known)
    rivals = rivals_of(interview, past.employers)
    return known, Others(memory=journal.memory(known), rivals=rivals)


def _files(names: tuple[str, ...]) -> list[Path]:
    files: list[Path] = []
    for name in names:
        path = Path(name)
        inside = sorted(p for p in path.glob("*") if p.suffix in {".eml", ".txt"})
        files += inside if path.is_dir() else [path]
    if not files:
        raise click.UsageError(f"there is no .eml or .txt in {', '.join(names)}")
    return files


def _read(path: Path, interview: Interview | None) -> Edited:
    from drafter.edited import SIZE_MAX, read_edited
    from drafter.errors import InputError, Location, Problem

    try:
        if str(path) == STDIN:
            data = sys.stdin.buffer.read(SIZE_MAX)
        else:
            if path.exists() and not path.is_file():
                raise ValueError("is not a file")  # noqa: TRY301 - told as the others are
            with path.open("rb") as file:
                data = file.read(SIZE_MAX)
        return read_edited(path, data, interview)
    except OSError as error:
        raise unreadable(str(path), error) from error
    except ValueError as error:
        fact = "is not UTF-8 text" if isinstance(error, UnicodeError) else str(error)
        raise InputError(Problem(Location(str(path)), fact)) from error


def _refuses(finding: Finding, *, strict: bool) -> bool:
    return strict or finding.severity == "refuse"


def _report(found: list[tuple[Edited, tuple[Finding, ...]]]) -> None:
    for edited, findings in found:
        if not findings:
            say(f"{edited.path}: good to send")
        for finding in findings:
            line = f":{finding.line}" if finding.line else ""
            quoted = f' "{finding.text}":' if finding.text else ""
            color = "red" if finding.severity == "refuse" else "yellow"
            place = f"{edited.path}{line}"
            rule = f"{finding.severity} {finding.rule}"
            warn(f"{place}: {rule}{quoted} {finding.why}", fg=color)


def _report_json(found: list[tuple[Edited, tuple[Finding, ...]]]) -> None:
    from drafter.cli.report import finding_json, print_json

    drafts, flat = [], []
    for edited, findings in found:
        draft = edited.draft
        listed = [finding_json(str(edited.path), finding) for finding in findings]
        flat += listed
        drafts.append(
            {
                "kind": str(draft.kind),
                "interviewer": draft.interviewer.id if draft.interviewer else None,
                "to": str(draft.recipient) if draft.recipient else None,
                "where": str(edited.path),
                "state": "checked",
                "words": len(draft.text.split()),
                "findings": listed,
            }
        )
    print_json({"drafts": drafts, "findings": flat})
