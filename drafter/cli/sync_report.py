"""What `drafter sync` prints: by interview for a person, or one JSON object.

Subjects come from other people's programs: they are cut, and shown as text, only.
"""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from drafter.cli.report import print_json
from drafter.cli.shell import say, warn
from drafter.cli.table import shortened
from drafter.dates import day_in_words
from drafter.planning.events import EventKind
from drafter.words import safe


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drafter.errors import Problem
    from drafter.sync.found import Case, Found, Unsure
    from drafter.sync.mail import Mail

_WIDE = 70
_NAMED = 3
_FOLDERS = 12


def warn_of(problems: Iterable[tuple[Problem, int]]) -> None:
    """Tell the first problem of each file that cannot be read."""
    for problem, count in problems:
        more = f" and {count - 1} more" if count > 1 else ""
        warn(f"{problem}{more}", fg="red")


def warn_of_left_out(cases: Sequence[Case]) -> None:
    """Tell which interviews are none of the account's."""
    if cases:
        named = ", ".join(case.path for case in cases[:_NAMED])
        more = f", and {len(cases) - _NAMED} more" if len(cases) > _NAMED else ""
        why = "their From address is not that of an account looked at"
        warn(f"Left out, as {why}: {named}{more}", fg="yellow")


def warn_of_no_sent(account: str, folders: Sequence[str]) -> None:
    """Tell that only INBOX could be looked at."""
    there = ", ".join(folders[:_FOLDERS]) + (", ..." * (len(folders) > _FOLDERS))
    warn(
        f"{account}: no folder is for sent mail, so only INBOX was looked at"
        f" (there are: {there})",
        fg="yellow",
    )


def print_found(
    found: Sequence[Found], unsure: Sequence[Unsure], *, empty: bool, waiting: bool
) -> None:
    """Print what is new, by interview, and what only may be."""
    cases = {
        id(c): c for c in (*(f.case for f in found), *(u.cases[0] for u in unsure))
    }
    for case in cases.values():
        interview = case.interview
        say(f"{interview.employer.name}, {day_in_words(interview.date)}", bold=True)
        for one in found:
            if one.case is case:
                _print_event(one)
        for doubt in unsure:
            if doubt.cases[0] is case:
                _print_doubt(doubt)
        _print_advice([one for one in found if one.case is case])
    if empty:
        say("There is no interview file here. Start with: drafter new interview.yaml")
    elif not waiting:
        say("There is nothing to look for: no interview waits for anything.")
    elif not cases:
        say("Nothing new was sent or answered.")


def print_end(*, recorded: bool) -> None:
    """Print what was done about it."""
    if recorded:
        say("Recorded (see: drafter status; to take one back: drafter log ... --undo).")
    elif sys.stdin and sys.stdin.isatty():
        say("Nothing is recorded.")
    else:
        say("Nothing is recorded. To record it, run this again with --yes.")


def print_found_json(
    found: Sequence[Found], unsure: Sequence[Unsure], *, recorded: bool
) -> None:
    """Print all of it as one object."""
    events = [
        {
            "file": one.case.path,
            "employer": one.case.interview.employer.name,
            "event": str(one.event.kind),
            "kind": one.event.draft_kind,
            "with": one.event.with_id,
            "name": _name(one),
            "on": str(one.event.on),
            "item": one.event.item,
            "subject": one.mail.subject,
            "readers": _readers(one.mail) if one.event.draft_kind else [],
        }
        for one in found
    ]
    perhaps = [
        {
            "file": one.cases[0].path,
            "employer": one.cases[0].interview.employer.name,
            "with": one.person.id,
            "name": one.person.name,
            "on": str(one.on),
            "subject": one.mail.subject,
            "why": one.why,
            "commands": _commands(one),
        }
        for one in unsure
    ]
    print_json({"events": events, "perhaps": perhaps, "recorded": recorded})


def _print_event(one: Found) -> None:
    event, mail = one.event, one.mail
    what = "replied"
    if event.kind is EventKind.SENT:
        what = f"sent {event.draft_kind}" + f" {event.item}" * (event.item > 1)
    day = day_in_words(event.on, year=event.on.year != one.case.interview.date.year)
    say(f"  {_name(one)}  {what} on {day} ({_quoted(mail)})")
    if event.kind is EventKind.SENT and len(mail.readers) > 1:
        say(f"    it went to more than one: {', '.join(_readers(mail))}", fg="yellow")


def _print_doubt(one: Unsure) -> None:
    who = f"{'to' if one.is_sent else 'from'} {one.person.name}"
    day = day_in_words(one.on)
    say(f"  perhaps: {_quoted(one.mail)} {who} on {day}; {one.why}")
    for command in _commands(one):
        say(f"    if so: {command}")


def _print_advice(found: Sequence[Found]) -> None:
    """Say what an answer does, and how their words are added."""
    answers = [one for one in found if one.event.kind is EventKind.REPLIED]
    if not answers:
        return
    last = answers[-1]
    words = f"replied --with {last.event.with_id} --on {last.event.on}"
    say("  An answer without a date stops the check-in for five business days. If they")
    say(f'  named one: {_typed(last.case, words)} --said "by June 19"')


def _commands(one: Unsure) -> list[str]:
    return [_typed(case, words) for case in one.cases for words in one.words]


def _typed(case: Case, words: str) -> str:
    path = f"./{case.path}" if case.path.startswith("-") else case.path
    return f"drafter log {shlex.quote(path)} {words}"


def _name(one: Found) -> str:
    return one.person.name if one.person else one.event.with_id


def _quoted(mail: Mail) -> str:
    return f'"{_cut(mail.subject)}"' if mail.subject else "no subject"


def _readers(mail: Mail) -> list[str]:
    return [_cut(reader) for reader in mail.readers]


def _cut(text: str) -> str:
    return shortened(safe(text).replace("\n", " "), _WIDE)
