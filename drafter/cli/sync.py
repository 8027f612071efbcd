"""`drafter sync`: what the mailbox itself tells, and only when it is asked.

An account that cannot be reached does not hide what another one shows; it is told, and
the command ends with exit 6. Subjects come from other people's programs: they are cut,
and shown as text, only.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

from drafter.cli.home import Home
from drafter.cli.imap import on_terminal, settings_for, sign_in
from drafter.cli.options import FILE, JSON, TODAY, option
from drafter.cli.screen import print_json, say, warn
from drafter.cli.status import Seen, look, warn_of_broken
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.journal import open_journal
from drafter.journal.history import History, Identity, identity
from drafter.language import day_in_words
from drafter.planning import EventKind
from drafter.status import Standing
from drafter.words import safe, shortened


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from drafter.accounts.settings import Settings
    from drafter.sync import Case, Found
    from drafter.sync.mail import Mail

_WIDE = 70


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=FILE)
@option("--account", metavar="NAME", help="Look there; see: drafter account.")
@option("--yes", is_flag=True, help="Record what was found without asking.")
@TODAY
@JSON
def command(
    *,
    paths: tuple[str, ...],
    account: str | None,
    yes: bool,
    today: date,
    as_json: bool,
) -> None:
    """Look in your mailbox for what was sent and answered; record it.

    PATH is an interview file or a folder with some, also below it; the current folder
    if left out. It reads the headers of mails to these people in Sent, and from them in
    INBOX, since the interview. It changes nothing there, and asks before it records.
    """
    home = Home.find()
    seen = look(paths or (".",), today, home)
    warn_of_broken(seen)
    cases = _cases(seen, home, today)
    told, failures = _look(_by_account(cases, home, account), today)
    found = [one for one in told if not one.why]
    unsure = [one for one in told if one.why]
    if not as_json:
        nothing = not (seen.followed or seen.problems)
        _print(found, unsure, empty=nothing, waiting=bool(cases))
    recorded = bool(found) and (yes or (not as_json and _asked()))
    if recorded:
        _record(home, found, today)
    if as_json:
        _print_json(found, unsure, recorded=recorded)
    elif recorded:
        say("Recorded (see: drafter status; to take one back: drafter log ... --undo).")
    elif found:
        rest = "." if on_terminal() else ". To record it, run this again with --yes."
        say(f"Nothing is recorded{rest}")
    for line in failures:
        warn(line, fg="red")
    if failures:
        raise SystemExit(NotDeliveredError.exit_code)
    if seen.missing:
        raise SystemExit(InputError.exit_code)


def _cases(seen: Seen, home: Home, today: date) -> list[Case]:
    """Those that still wait for something; of two files about one day, the first."""
    from drafter.sync import Case

    with open_journal(home.journal, write=False) as journal:
        histories = journal.histories()
    cases: dict[Identity, Case] = {}
    for one in seen.followed:
        known, interview = identity(one.interview), one.interview
        is_open = one.standing is not Standing.CLOSED and interview.date <= today
        if is_open and known not in cases:
            drafts, events = histories.get(known, History())
            cases[known] = Case(one.path, interview, drafts, list(events))
    return list(cases.values())


def _by_account(
    cases: Sequence[Case], home: Home, name: str | None
) -> list[tuple[Settings, list[Case]]]:
    """Give each interview to the account of its From address, and tell of the others.

    One that is named also gets those that no account is for: an alias of yours.
    """
    from drafter.accounts.settings import account_named

    config = home.read_config()
    if name is not None:
        account_named(config.accounts, name, str(home.config))
    chosen: dict[str, tuple[Settings, list[Case]]] = {}
    left_out = []
    for case in cases:
        sender = case.interview.you.email
        own = [one.name for one in config.accounts if one.address.key == case.you]
        if sender is None or not (own or name) or (name and own and name not in own):
            left_out.append(case)
            continue
        settings = settings_for(home, config, sender, name)
        chosen.setdefault(settings.name, (settings, []))[1].append(case)
    if cases and not chosen:
        sender = next(filter(None, (case.interview.you.email for case in cases)), None)
        if sender and name is None:
            settings_for(home, config, sender, None)  # raises: it lists the accounts
        fact = "no interview here has the From address of an account to look at"
        where = Location(cases[0].path)
        raise InputError(Problem(where, fact, "see: drafter account list"))
    if left_out:
        named = ", ".join(case.path for case in left_out)
        why = "their From address is not that of an account looked at"
        warn(f"Left out, as {why}: {named}", fg="yellow")
    return list(chosen.values())


def _look(
    accounts: Sequence[tuple[Settings, list[Case]]], today: date
) -> tuple[list[Found], list[str]]:
    """Look into each; also say which could not be asked. All of them are an error."""
    from drafter.sync import look_in

    found: list[Found] = []
    failures: list[NotDeliveredError] = []
    for settings, cases in accounts:
        try:
            with sign_in(settings) as session:
                more, folders = look_in(session, cases, today, settings.sent)
        except NotDeliveredError as error:
            failures.append(error)
            continue
        found += more
        if folders:
            fact = "no folder is for sent mail, so only INBOX was looked at"
            remedy = f"name yours with `sent:`; there are: {', '.join(folders)}"
            warn(f"{settings.name}: {fact} ({remedy})", fg="yellow")
    lines = [line for error in failures for line in error.lines]
    if failures and len(failures) == len(accounts):
        raise NotDeliveredError(*lines)
    return found, lines


def _asked() -> bool:
    try:
        return on_terminal() and click.confirm("Record these?", err=True)
    except click.Abort:
        say()
        return False


def _record(home: Home, found: Sequence[Found], today: date) -> None:
    """Log what was found, and keep the mails that may be answered."""
    with open_journal(home.journal) as journal:
        for one in found:
            (case,), (event,) = one.cases[:1], one.events
            journal.log(case.interview, event, today)
            if event.kind is EventKind.REPLIED:
                with suppress(ValueError):  # nothing can refer to it
                    mail = one.mail.as_answered
                    journal.keep_mail(case.interview, event.with_id, mail)


def _print(
    found: Sequence[Found], unsure: Sequence[Found], *, empty: bool, waiting: bool
) -> None:
    cases = {id(one.cases[0]): one.cases[0] for one in (*found, *unsure)}
    for case in cases.values():
        interview = case.interview
        say(f"{interview.employer.name}, {day_in_words(interview.date)}", bold=True)
        certain = [one for one in found if one.cases[0] is case]
        for one in certain:
            _print_event(one, interview.date)
        for one in (one for one in unsure if one.cases[0] is case):
            event = one.events[0]
            who = f"{'to' if event.kind is EventKind.SENT else 'from'} {_name(one)}"
            day = day_in_words(event.on)
            say(f"  perhaps: {_subject(one.mail)} {who} on {day}; {one.why}")
            for command in one.commands:
                say(f"    if so: {command}")
        answers = [one for one in certain if one.events[0].kind is EventKind.REPLIED]
        if answers:
            fact = "An answer without a date stops the check-in for five business days."
            say(f"  {fact} If they")
            say(f'  named one: {answers[-1].commands[0]} --said "by June 19"')
    if empty:
        say("There is no interview file here. Start with: drafter new interview.yaml")
    elif not waiting:
        say("There is nothing to look for: no interview waits for anything.")
    elif not cases:
        say("Nothing new was sent or answered.")


def _print_json(
    found: Sequence[Found], unsure: Sequence[Found], *, recorded: bool
) -> None:
    events = [
        _json(one)
        | {
            "event": str(event.kind),
            "kind": event.draft_kind,
            "item": event.item,
            "readers": [*map(_cut, one.mail.readers)] if event.draft_kind else [],
        }
        for one in found
        for event in one.events
    ]
    perhaps = [_json(u) | {"why": u.why, "commands": u.commands} for u in unsure]
    print_json({"events": events, "perhaps": perhaps, "recorded": recorded})


def _json(one: Found) -> dict[str, object]:
    case, event = one.cases[0], one.events[0]
    return {
        "file": case.path,
        "employer": case.interview.employer.name,
        "with": event.with_id,
        "name": _name(one),
        "on": event.on,
        "subject": one.mail.subject,
    }


def _print_event(one: Found, interview_day: date) -> None:
    (event,), mail = one.events, one.mail
    is_sent, what = event.kind is EventKind.SENT, "replied"
    if is_sent:
        what = f"sent {event.draft_kind}" + f" {event.item}" * (event.item > 1)
    day = day_in_words(event.on, year=event.on.year != interview_day.year)
    say(f"  {_name(one)}  {what} on {day} ({_subject(mail)})")
    if is_sent and len(mail.readers) > 1:
        readers = ", ".join(map(_cut, mail.readers))
        say(f"    it went to more than one: {readers}", fg="yellow")


def _name(one: Found) -> str:
    return one.person.name if one.person else one.events[0].with_id


def _subject(mail: Mail) -> str:
    return f'"{_cut(mail.subject)}"' if mail.subject else "no subject"


def _cut(text: str) -> str:
    return shortened(safe(text).replace("\n", " "), _WIDE)
