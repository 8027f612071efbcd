"""`drafter new`."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import TODAY, option
from drafter.cli.shell import STDIN, Home, local_today, read_input, say, told, warn


if TYPE_CHECKING:
    from datetime import date

    from drafter.address import Address
    from drafter.reading.config import Profile
    from drafter.wizard.answers import Clock
    from drafter.wizard.conversation import Question
    from drafter.wizard.form import Start
    from drafter.wizard.sheet import FileSheet

_INTERRUPTED = 130  # what a shell gives for Ctrl-C
_YOURS = ("name", "email", "phone", "country")
_NEEDED = ("name", "email")


@click.command()
@click.argument("file", metavar="[FILE]", default="interview.yaml")
@option("--invite", metavar="ICS_OR_EML", help="Take day, names and addresses from it.")
@TODAY
def command(*, file: str, invite: str | None, today: date | None) -> None:
    """Ask what happened at the interview, and write a commented interview file.

    Enter alone leaves a blank. Every answer is saved at once: stop whenever you like,
    the same command goes on with the blanks. FILE is interview.yaml if not given.
    """
    if file == STDIN:
        raise click.UsageError(
            "name a file to write, as in: drafter new interview.yaml"
        )
    with told():
        from drafter.wizard.blanks import blanks
        from drafter.wizard.conversation import converse

        home, terminal = Home.find(), _Terminal()
        try:
            clock = _clock(home, local_today(today))
            sheet = _sheet(file, invite, home, terminal)
            terminal.welcome(file, sum(1 for _ in blanks(sheet.read())))
            converse(sheet, terminal, clock)
        except click.Abort as stop:
            terminal.leave(file, stop)
        _tell_next(file, home)


class _Terminal:
    """The person in front of it, or a pipe with an answer a line."""

    def __init__(self) -> None:
        self._about = ""
        if sys.stdin and sys.stdin.isatty():
            with suppress(ImportError):  # arrow keys, where the system has it
                import readline  # noqa: F401

    def welcome(self, file: str, count: int) -> None:
        """Say what it will take, and how to stop or to mend."""
        many = "One question" if count == 1 else f"About {count} questions"
        say(f"{many}; Enter leaves a blank. Ctrl-C stops, and all is saved.")
        say(f"To mend an answer, edit {file}.")

    def ask(self, question: Question) -> str:
        if question.about != self._about:
            say()
            say(question.about, bold=True)
            self._about = question.about
        say(question.words)
        return self._line(question.field)

    def hear(self, line: str) -> None:
        warn(f"  {line}", fg="yellow")

    def agree(self, question: str) -> bool:
        if not (sys.stdin and sys.stdin.isatty()):
            return False  # in a pipe each line answers a question of the file
        return click.confirm(f"  {question}", default=True)

    def leave(self, file: str, stop: click.Abort) -> None:
        """Tell an interruption from the end of the input, which is no mistake."""
        say()
        if isinstance(stop.__context__, KeyboardInterrupt):
            if os.path.lexists(file):
                say(f"{file}: saved; to go on: drafter new {shlex.quote(file)}")
            raise SystemExit(_INTERRUPTED)

    def _line(self, field: str) -> str:
        from drafter.errors import InputError, Location, Problem

        try:
            line: str = click.prompt(f"  {field}", default="", show_default=False)
        except UnicodeError as error:
            where = Location("<stdin>")
            raise InputError(Problem(where, "not UTF-8", "type it as UTF-8")) from error
        except click.Abort:
            raise
        except RuntimeError as error:  # there is no standard input at all
            raise click.Abort from error
        return line


def _sheet(file: str, invite: str | None, home: Home, terminal: _Terminal) -> FileSheet:
    """Open the file with its blanks, or write a new one."""
    from drafter.wizard.form import Start, form
    from drafter.wizard.sheet import new_sheet, open_sheet

    path = Path(file)
    if os.path.lexists(path):
        if invite:
            fact = f"{file} is there already, and an invitation begins a new file"
            raise click.UsageError(f"{fact} (name another)")
        return open_sheet(path)
    profile = home.read_config().profile
    known = profile.you()
    yours = {} if all(n in known for n in _NEEDED) else dict.fromkeys(_YOURS, "")
    start = Start()
    if invite:
        start, yours["email"] = _invited(invite, profile, terminal)
    yours = {name: value for name, value in yours.items() if name not in known}
    return new_sheet(path, form(yours, start))


def _invited(invite: str, profile: Profile, terminal: _Terminal) -> tuple[Start, str]:
    """Read the invitation; the user is on it too, and has to be known for that."""
    from drafter.invitation import read_invitation
    from drafter.reading.fields import MOST_INTERVIEWERS
    from drafter.wizard.form import Start

    data, email = read_input(invite), profile.email
    if email is None:
        # A broken invitation is told before anything is asked.
        read_invitation(data, invite, (), lambda moment: moment.astimezone())
        email = _own_address(terminal)
    own = (email,) if email else ()
    found = read_invitation(data, invite, own, lambda moment: moment.astimezone())
    if len(found.people) > MOST_INTERVIEWERS:
        warn(f"{invite}: the first {MOST_INTERVIEWERS} of {len(found.people)} people")
    people = [(person.name, str(person.email)) for person in found.people]
    return Start(found.on.isoformat(), found.domain, people), str(email or "")


def _own_address(terminal: _Terminal) -> Address | None:
    from drafter.address import Address
    from drafter.wizard.conversation import Question

    words = "your own address, so that you are not among the interviewers"
    try:
        while typed := terminal.ask(Question("", words, "email")).strip():
            try:
                return Address.parse(typed)
            except ValueError as error:
                terminal.hear(str(error))
    except click.Abort as stop:
        if isinstance(stop.__context__, KeyboardInterrupt):
            raise
    return None


def _clock(home: Home, today: date) -> Clock:
    from drafter.calendar.holiday_cache import calendar_for
    from drafter.wizard.answers import Clock

    country = home.read_config().profile.country or "US"
    return Clock(today, lambda c, region: calendar_for(c, region, home.cache), country)


def _tell_next(file: str, home: Home) -> None:
    """Say what `thanks` would say of the file."""
    from drafter.cli.reading import read_notes
    from drafter.errors import InputError
    from drafter.wizard.sheet import FileSheet
    from drafter.wizard.whose import with_owner

    say()
    thanks = f"drafter thanks {shlex.quote(file)}"
    try:
        read_notes(file, home, cache=True)
    except InputError as error:
        say(f"{file}: saved, with blanks; before `{thanks}`:")
        text = FileSheet(Path(file)).read()
        for problem in error.problems:
            say(f"  {with_owner(problem, text)}")
    else:
        say(f"{file}: saved; next: {thanks}")
    if "name" not in home.read_config().profile.you():
        say(f"What stands under `you:` may move to {home.config}, for every interview.")
