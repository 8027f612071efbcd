"""`drafter check`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.cli.options import JSON, STRICT, TODAY, in_account, option
from drafter.cli.shell import STDIN, Home, say, told, unreadable, warn


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.cli.check_account import InFolder
    from drafter.edited import Edited
    from drafter.errors import Problem
    from drafter.guard import Finding, Others
    from drafter.interview import Interview
    from drafter.journal.journal import Journal

    Found = list[tuple[Edited, tuple[Finding, ...]]]


class _Known(NamedTuple):
    """What the drafts are judged by."""

    home: Home
    journal: Journal
    interview: Interview | None
    others: Others


@click.command()
@click.argument("drafts", nargs=-1, metavar="[DRAFT]...")
@option("--interview", metavar="INTERVIEW", help="The notes they were made from.")
@in_account("Those in your account's Drafts folder.")
@STRICT
@TODAY
@JSON
def command(  # noqa: PLR0913 - one for each word of the command line
    *,
    drafts: tuple[str, ...],
    interview: str | None,
    imap: bool,
    account: str | None,
    strict: bool,
    today: object,
    as_json: bool,
) -> None:
    """Run the guard again on drafts you have edited (.eml, .txt, or a folder of them).

    With --imap on those in your account's Drafts folder, where nothing is changed.
    With --interview the guard also knows names, facts and promises, and sees more.
    """
    del today
    if not drafts and not imap:
        raise click.MissingParameter(param_hint="'DRAFT...'", param_type="argument")
    with told(as_json=as_json), ExitStack() as open_things:
        known = _context(interview, open_things)
        edited = [_read(path, known.interview) for path in _files(drafts)]
        there = _of_account(known, account) if imap else None
        found = _judged([*edited, *(there.drafts if there else ())], known)
        problems = there.problems if there else ()
        _report(found, problems, as_json=as_json)
        if there and not as_json:
            from drafter.cli.check_account import report_folder

            report_folder(there, known.interview)
        if any(_refuses(f, strict=strict) for _, findings in found for f in findings):
            raise SystemExit(5)
        if problems:
            raise SystemExit(3)


def _of_account(known: _Known, account: str | None) -> InFolder:
    from drafter.cli.check_account import in_account

    return in_account(known.home, known.journal, known.interview, account)


def _judged(edited: Sequence[Edited], known: _Known) -> Found:
    """Judge each beside all others; by these notes only if they are its own."""
    from drafter.edited import check, others_of
    from drafter.guard import Others

    strange = Others(memory=known.journal.memory(None))
    found: Found = []
    for one in edited:
        others = known.others if one.draft.interview else strange
        found.append((one, check(one, others_of(one, edited, others))))
    return found


def _context(interview: str | None, open_things: ExitStack) -> _Known:
    from drafter.cli.reading import read_notes, rivals_of
    from drafter.guard import Others
    from drafter.journal.journal import open_journal

    home = Home.find()
    journal = open_things.enter_context(open_journal(home.journal, write=False))
    if interview is None:
        return _Known(home, journal, None, Others(memory=journal.memory(None)))
    known = read_notes(interview, home, cache=True).interview
    past = journal.recall(known)
    rivals = rivals_of(interview, past.employers)
    others = Others(memory=journal.memory(known), rivals=rivals)
    return _Known(home, journal, known, others)


def _files(names: tuple[str, ...]) -> list[Path]:
    files: list[Path] = []
    for name in names:
        path = Path(name)
        inside = sorted(p for p in path.glob("*") if p.suffix in {".eml", ".txt"})
        files += inside if path.is_dir() else [path]
    if names and not files:
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


def _report(found: Found, problems: Sequence[Problem], *, as_json: bool) -> None:
    """A line for each draft that is good, and for each finding; or one JSON object."""
    if as_json:
        from drafter.cli.report import checked_json

        checked_json(found, problems)
        return
    for edited, findings in found:
        if not findings:
            say(f"{edited.place}: good to send")
        for finding in findings:
            line = f":{finding.line}" if finding.line else ""
            quoted = f' "{finding.text}":' if finding.text else ""
            color = "red" if finding.severity == "refuse" else "yellow"
            place = f"{edited.place}{line}"
            rule = f"{finding.severity} {finding.rule}"
            warn(f"{place}: {rule}{quoted} {finding.why}", fg=color)
        if edited.attachments:
            names = ", ".join(" ".join(name.split()) for name in edited.attachments)
            say(f"{edited.place}: attached: {names}")
    for problem in problems:
        warn(str(problem), fg="red")
