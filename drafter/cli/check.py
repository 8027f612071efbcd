"""`drafter check`: the guard again, on drafts as they stand after the person's edits.

They lie in files, or in an account's Drafts folder, where nothing is changed. What the
journal remembers and what the notes say are joined here: no layer below knows both.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.home import STDIN, Home, Opened, read_input, read_notes, rivals_of
from drafter.cli.options import ALL, FILE, JSON, STRICT, TODAY, in_account, option
from drafter.cli.report import as_object, chosen, draft_json
from drafter.cli.screen import print_json, problem_json, say, warn
from drafter.edited import (
    HEAD_MAX,
    SIZE_MAX,
    Edited,
    check,
    looks_like_email,
    others_of,
    read_edited,
)
from drafter.errors import InputError, Location, Problem, RefusedError
from drafter.guard import Finding, Others, refuses, unjudged
from drafter.index import SUFFIXES
from drafter.journal import Journal, open_journal
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from drafter.interview import Interview

    Judged = list[tuple[Edited, tuple[Finding, ...]]]


@click.command()
@click.argument("drafts", nargs=-1, metavar="[DRAFT]...", type=FILE)
@option("--interview", type=FILE, metavar="INTERVIEW", help="The notes behind them.")
@in_account("Those in your account's Drafts folder.")
@STRICT
@ALL
@TODAY
@JSON
def command(  # noqa: PLR0913 - one for each word of the command line
    *,
    drafts: tuple[str, ...],
    interview: str | None,
    imap: bool,
    account: str | None,
    strict: bool,
    show_all: bool,
    today: date,
    as_json: bool,
) -> None:
    """Run the guard again on drafts you have edited (.eml, .txt, or a folder of them).

    With --imap on those in your account's Drafts folder, where nothing is changed.
    With --interview the guard also knows names, facts and promises, and sees more.
    """
    if not drafts and not imap:
        raise click.MissingParameter(param_hint="'DRAFT...'", param_type="argument")
    home, notes, folder = Home.find(), None, ""
    there: tuple[Edited, ...] = ()
    problems: tuple[Problem, ...] = ()
    with open_journal(home.journal, write=False) as journal:
        strange = others = Others(memory=journal.memory(None))
        if interview is not None:
            notes, others = _known(interview, home, journal, today)
        edited = [_read(path, notes) for path in _files(drafts)]
        if imap:
            folder, there, problems = _in_folder(home, journal, notes, account)
        judged = _judged([*edited, *there], others, strange)
    if as_json:
        _print_json(judged, problems)
    else:
        _print(judged, problems, show_all=show_all)
        if notes and (resting := unjudged(notes)):
            say(resting)
        if imap and not (there or problems):
            say(f"{folder}: no drafts to check")
        strangers = ", ".join(one.name for one in there if not one.draft.interview)
        if notes and strangers:
            fact = "not of this interview, so checked without its notes"
            say(f"{folder}: {strangers}: {fact}")
        _print_next(judged, interview)
    found = [finding for _, findings in judged for finding in findings]
    if any(refuses(finding, strict=strict) for finding in found):
        raise SystemExit(RefusedError.exit_code)
    if problems:
        raise SystemExit(InputError.exit_code)


def _known(
    path: str, home: Home, journal: Journal, today: date
) -> tuple[Interview, Others]:
    """The interview as it stands today, and all that would go to others of it."""
    read = read_notes(path, home).interview
    notes = Opened(path, read, home, journal, today).interview
    rivals = rivals_of(path, notes.you, journal.recall(notes).employers)
    return notes, Others((), journal.memory(notes), rivals, today)


def _judged(edited: Sequence[Edited], others: Others, strange: Others) -> Judged:
    """Judge each beside all others; by the notes only if they are its own."""
    return [
        (one, check(one, others_of(one, edited, known)))
        for one in edited
        for known in [others if one.draft.interview else strange]
    ]


def _files(names: tuple[str, ...]) -> list[Path]:
    files: list[Path] = []
    for name in names:
        path = Path(name)
        files += sorted(filter(_is_draft, path.rglob("*"))) if path.is_dir() else [path]
    if names and not files:
        raise click.UsageError(f"there is no .eml or .txt in {', '.join(names)}")
    return files


def _is_draft(path: Path) -> bool:
    """Tell a draft among whatever lies in a folder: by its name, or as an email."""
    try:
        if not path.is_file():
            return False
        if path.suffix.lower() in {".eml", ".txt"}:
            return True
        with path.open("rb") as file:
            return looks_like_email(file.read(HEAD_MAX))
    except OSError:
        return False


def _read(path: Path, interview: Interview | None) -> Edited:
    try:
        if path.exists() and not path.is_file():  # to open a pipe may take for ever
            raise ValueError("is not a file")  # noqa: TRY301 - told as the others are
        if path.suffix.lower() in SUFFIXES:
            raise ValueError("these are notes (--interview takes them)")  # noqa: TRY301
        data = read_input(str(path), SIZE_MAX)
        if not data.strip():
            raise ValueError("the file is empty")  # noqa: TRY301
        return read_edited(path, data, interview)
    except ValueError as error:
        fact = "is not UTF-8 text" if isinstance(error, UnicodeError) else str(error)
        raise InputError(Problem(Location(str(path)), fact)) from error


def _in_folder(
    home: Home, journal: Journal, notes: Interview | None, name: str | None
) -> tuple[str, tuple[Edited, ...], tuple[Problem, ...]]:
    """Give account and folder, the drafts that stand there now, and what is none.

    The account is that of the From address of the notes; without any it is the only
    one, else yours. `MailboxError` says what is in the way.
    """
    from drafter.cli.imap import account_key, settings_for, sign_in
    from drafter.mailbox.look import find_folders
    from drafter.mailbox.recognise import drafts_in, roll_of

    config = home.read_config()
    yours = [config.profile.email, *(one.address for one in config.accounts)]
    sender = config.profile.email if len(config.accounts) != 1 else None
    if notes:
        sender = notes.you.email or sender
        yours.append(notes.you.email)
    settings = settings_for(home, config, sender, name)
    placed = journal.account(account_key(settings)).everything()
    own = [address for address in yours if address]
    roll = roll_of(notes, journal.histories(), placed, own)
    with sign_in(settings) as session:
        folder = find_folders(session, settings.drafts, settings.sent).drafts
        there = drafts_in(session, folder, settings.name, roll)
    return f"{settings.name}: {folder}", *there


def _print(judged: Judged, problems: Sequence[Problem], *, show_all: bool) -> None:
    for edited, findings in judged:
        if not findings:
            say(f"{edited.place}: good to send")
        if edited.attachments:
            names = ", ".join(" ".join(name.split()) for name in edited.attachments)
            say(f"{edited.place}: attached: {names}")
    for edited, findings in judged:
        shown, rest = chosen(edited.place, findings, show_all=show_all)
        for finding in shown:
            line = f":{finding.line}" if finding.line else ""
            quoted = f' "{finding.text}":' if finding.text else ""
            color = "red" if finding.severity == "refuse" else "yellow"
            place = f"{edited.place}{line}"
            rule = f"{finding.severity} {finding.rule}"
            warn(f"{place}: {rule}{quoted} {finding.why}", fg=color)
        if rest:
            warn(rest, fg="yellow")
    for problem in problems:
        warn(str(problem), fg="red")


def _print_next(judged: Judged, interview: str | None) -> None:
    if any(findings for _, findings in judged):
        say("Next: change the words where they lie, then type the same again.")
    elif judged:
        notes = typed(interview) if interview and interview != STDIN else "INTERVIEW"
        say(f"Next: send them yourself; then: drafter log {notes} sent")


def _print_json(judged: Judged, problems: Sequence[Problem]) -> None:
    """The object of a drafting command for what was checked and cannot be read."""
    drafts = [
        draft_json(
            edited.draft,
            findings,
            where=f"{edited.account}: " * bool(edited.account) + edited.where,
            state="checked",
            name=edited.name or edited.where,
            attachments=list(edited.attachments),
        )
        for edited, findings in judged
    ]
    print_json(as_object(drafts, problems=[*map(problem_json, problems)]))
