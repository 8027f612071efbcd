"""What `drafter sync` does: find the interviews, look, show, ask, remember.

An account that cannot be reached does not hide what another one shows; it is told, and
the command ends with exit 6.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from drafter.accounts.settings import account_named
from drafter.cli import sync_report
from drafter.cli.overview import look
from drafter.cli.shell import Home, say, warn
from drafter.cli.signing_in import settings_for, sign_in
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.journal.history import History, identity
from drafter.journal.journal import open_journal
from drafter.status.follow import Standing
from drafter.sync.found import case_of, look_in


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from drafter.accounts.settings import Settings
    from drafter.cli.overview import Seen
    from drafter.reading.config import Config
    from drafter.sync.found import Case, Found, Unsure


class _Plan(NamedTuple):
    """Which interviews to look for in which account."""

    accounts: dict[str, tuple[Settings, list[Case]]]
    left_out: list[Case]


def sync(
    paths: Iterable[str], today: date, name: str | None, *, agreed: bool, as_json: bool
) -> None:
    """Show what the mailbox tells and was not known, and record it if agreed."""
    home = Home.find()
    seen = look(paths, today)
    sync_report.warn_of(seen.problems)
    cases = _cases(seen, home, today)
    plan = _plan(cases, home, home.read_config(), name)
    sync_report.warn_of_left_out(plan.left_out)
    found, unsure, failures = _look(plan, today)
    if not as_json:
        nothing = not (seen.followed or seen.problems)
        sync_report.print_found(found, unsure, empty=nothing, waiting=bool(cases))
    recorded = bool(found) and (agreed or (not as_json and _asked()))
    if recorded:
        with open_journal(home.journal) as journal:
            for one in found:
                journal.log(one.case.interview, one.event, today)
    if as_json:
        sync_report.print_found_json(found, unsure, recorded=recorded)
    elif found:
        sync_report.print_end(recorded=recorded)
    for line in failures:
        warn(line, fg="red")
    if failures or seen.missing:
        raise SystemExit(
            NotDeliveredError.exit_code if failures else InputError.exit_code
        )


def _cases(seen: Seen, home: Home, today: date) -> list[Case]:
    """Those that still wait for something; of two files about one day, the first."""
    with open_journal(home.journal, write=False) as journal:
        histories, letters = journal.histories(), journal.letters()
    open_ones = {
        identity(one.interview): one
        for one in reversed(seen.followed)
        if one.standing is not Standing.CLOSED and one.interview.date <= today
    }
    return [
        case_of(
            one.path,
            one.interview,
            histories.get(known, History()),
            letters.get(known, ()),
        )
        for known, one in reversed(open_ones.items())
    ]


def _plan(cases: Sequence[Case], home: Home, config: Config, name: str | None) -> _Plan:
    """Give each interview to the account of its From address.

    One that is named also gets those that no account is for: an alias of yours.
    """
    if name is not None:
        account_named(config.accounts, name, str(home.config))
    plan = _Plan({}, [])
    for case in cases:
        sender = case.interview.you.email
        own = [one.name for one in config.accounts if one.address.key == case.you]
        if sender is None or not (own or name) or (name and own and name not in own):
            plan.left_out.append(case)
            continue
        settings = settings_for(home, config, sender, name)
        plan.accounts.setdefault(settings.name, (settings, []))[1].append(case)
    if cases and not plan.accounts:
        _refuse(cases, home, config, name)
    return plan


def _refuse(
    cases: Sequence[Case], home: Home, config: Config, name: str | None
) -> None:
    """Say why no account fits any interview, and what to do."""
    senders = [case.interview.you.email for case in cases]
    sender = next(filter(None, senders), None)
    if sender and name is None:
        settings_for(home, config, sender, None)  # raises: it lists the accounts
    fact = "no interview here has the From address of an account to look at"
    where = Location(cases[0].path)
    raise InputError(Problem(where, fact, "see: drafter account list"))


def _look(plan: _Plan, today: date) -> tuple[list[Found], list[Unsure], list[str]]:
    found: list[Found] = []
    unsure: list[Unsure] = []
    failures: list[NotDeliveredError] = []
    for settings, cases in plan.accounts.values():
        try:
            with sign_in(settings) as session:
                news = look_in(session, cases, today)
        except NotDeliveredError as error:
            failures.append(error)
            continue
        if news.folders:
            sync_report.warn_of_no_sent(settings.name, news.folders)
        found += news.found
        unsure += news.unsure
    lines = [line for error in failures for line in error.lines]
    if failures and len(failures) == len(plan.accounts):
        raise NotDeliveredError(*lines)
    return found, unsure, lines


def _asked() -> bool:
    """Ask a person; who is not there has not agreed."""
    if not (sys.stdin and sys.stdin.isatty()):
        return False
    try:
        return click.confirm("Record these?", err=True)
    except click.Abort:
        say()
        return False
