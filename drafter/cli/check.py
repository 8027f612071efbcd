"""`drafter check`: the guard again, on drafts as they stand after the person's edits.

They lie in files, or in an account's Drafts folder, where nothing is changed. What the
journal remembers and what the notes say are joined here: no layer below knows both.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.cli.home import STDIN, Home, read_notes, rivals_of, unreadable
from drafter.cli.options import ALL, JSON, STRICT, TODAY, in_account, option
from drafter.cli.report import chosen, draft_json
from drafter.cli.screen import finding_json, print_json, problem_json, say, warn
from drafter.edited import (
    HEAD_MAX,
    SIZE_MAX,
    check,
    looks_like_email,
    others_of,
    read_edited,
)
from drafter.errors import InputError, Location, Problem, RefusedError
from drafter.guard import Others, refuses, unjudged
from drafter.journal.journal import open_journal
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from drafter.accounts.settings import Settings
    from drafter.edited import Edited
    from drafter.guard import Finding
    from drafter.interview import Interview
    from drafter.journal.history import History, Identity
    from drafter.journal.journal import Journal
    from drafter.reading.config import Config

    Judged = list[tuple[Edited, tuple[Finding, ...]]]
    Histories = Mapping[Identity, History]


class _Context(NamedTuple):
    """What the drafts are judged by."""

    home: Home
    journal: Journal
    interview: Interview | None
    others: Others


class _InFolder(NamedTuple):
    """What lies in an account's Drafts folder."""

    folder: str
    """Account and folder: `personal: Drafts`."""
    drafts: tuple[Edited, ...]
    problems: tuple[Problem, ...]
    """About drafts that cannot be read as such."""


@click.command()
@click.argument("drafts", nargs=-1, metavar="[DRAFT]...")
@option("--interview", metavar="INTERVIEW", help="The notes they were made from.")
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
    with ExitStack() as open_things:
        known = _context(interview, open_things, today)
        edited = [_read(path, known.interview) for path in _files(drafts)]
        there = _in_folder(known, account) if imap else _InFolder("", (), ())
        judged = _judge([*edited, *there.drafts], known)
    if as_json:
        _print_json(judged, there.problems)
    else:
        _print(judged, there.problems, show_all=show_all)
        if known.interview and (resting := unjudged(known.interview)):
            say(resting)
        if imap:
            _print_folder(there, known.interview)
        _print_next(judged, interview)
    found = [finding for _, findings in judged for finding in findings]
    if any(refuses(finding, strict=strict) for finding in found):
        raise SystemExit(RefusedError.exit_code)
    if there.problems:
        raise SystemExit(InputError.exit_code)


def _context(interview: str | None, open_things: ExitStack, today: date) -> _Context:
    home = Home.find()
    journal = open_things.enter_context(open_journal(home.journal, write=False))
    if interview is None:
        return _Context(home, journal, None, Others(memory=journal.memory(None)))
    known = read_notes(interview, home, cache=True).interview
    past = journal.recall(known)
    rivals = rivals_of(interview, known.you, past.employers)
    others = Others((), journal.memory(known), rivals, today)
    return _Context(home, journal, known, others)


def _judge(edited: Sequence[Edited], known: _Context) -> Judged:
    """Judge each beside all others; by these notes only if they are its own."""
    strange = Others(memory=known.journal.memory(None))
    found: Judged = []
    for one in edited:
        others = known.others if one.draft.interview else strange
        found.append((one, check(one, others_of(one, edited, others))))
    return found


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


def _in_folder(known: _Context, account: str | None) -> _InFolder:
    """Read what stands in the folder now; `MailboxError` says what is in the way."""
    from drafter.cli.imap import account_key, sign_in
    from drafter.mailbox.look import find_folders
    from drafter.mailbox.recognise import drafts_in, roll_of

    journal, config = known.journal, known.home.read_config()
    settings = _settings(known, config, account)
    placed = journal.account(account_key(settings)).everything()
    yours = [config.profile.email, *(one.address for one in config.accounts)]
    if known.interview:
        yours.append(known.interview.you.email)
    own = [address for address in yours if address]
    roll = roll_of(known.interview, journal.histories(), placed, own)
    with sign_in(settings) as session:
        folder = find_folders(session, settings.drafts, settings.sent).drafts
        there = drafts_in(session, folder, settings.name, roll)
    return _InFolder(f"{settings.name}: {folder}", *there)


def _settings(known: _Context, config: Config, name: str | None) -> Settings:
    """Choose by name, the From address of the notes, yours; else the only account."""
    from drafter.cli.imap import settings_for

    accounts = config.accounts
    sender = known.interview.you.email if known.interview else None
    if name is None and sender is None and len(accounts) == 1:
        name = accounts[0].name
    sender = sender or config.profile.email
    if name is not None and accounts:
        sender = sender or accounts[0].address  # not asked, where there is a name
    if sender is None:
        listed = ", ".join(f"{one.name} ({one.address})" for one in accounts) or "none"
        remedy = f"drafter account add, or --account NAME; there are: {listed}"
        fact = "nothing says which account is meant"
        raise InputError(Problem(Location(str(known.home.config)), fact, remedy))
    return settings_for(known.home, config, sender, name)


def _print(judged: Judged, problems: Sequence[Problem], *, show_all: bool) -> None:
    """A line for each draft that is good, then for each finding."""
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
    """Say what one does now."""
    if any(findings for _, findings in judged):
        say("Next: change the words where they lie, then type the same again.")
    elif judged:
        notes = typed(interview) if interview and interview != STDIN else "INTERVIEW"
        say(f"Next: send them yourself; then: drafter log {notes} sent")


def _print_folder(there: _InFolder, interview: Interview | None) -> None:
    """Say that there is nothing, and what was not judged by the notes given."""
    if not there.drafts and not there.problems:
        say(f"{there.folder}: no drafts to check")
    names = [one.name for one in there.drafts if one.draft.interview is None]
    if interview and names:
        fact = "not of this interview, so checked without its notes"
        say(f"{there.folder}: {', '.join(names)}: {fact}")


def _print_json(judged: Judged, problems: Sequence[Problem]) -> None:
    """The object of a drafting command for what was checked and cannot be read."""
    drafts, flat = [], []
    for edited, findings in judged:
        account = f"{edited.account}: " if edited.account else ""
        where = f"{account}{edited.where}"
        name = edited.name or edited.where
        listed = [finding_json(name, finding) for finding in findings]
        flat += listed
        drafts.append(
            draft_json(edited.draft, where, "checked")
            | {"attachments": list(edited.attachments), "findings": listed}
        )
    unread = [problem_json(one) for one in problems]
    told = {"drafts": drafts, "findings": flat}
    print_json(told | ({"problems": unread} if unread else {}))
