"""`drafter new`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.home import STDIN, Home, read_input, read_notes
from drafter.cli.options import TODAY, option
from drafter.cli.screen import say, warn
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from types import ModuleType

    from drafter.address import Address
    from drafter.reading.config import Profile
    from drafter.wizard.answers import Clock
    from drafter.wizard.form import Start
    from drafter.wizard.sheet import FileSheet

_INTERRUPTED = 130  # what a shell gives for Ctrl-C
_YOURS = ("name", "email", "phone", "country")
_NEEDED = ("name", "email")


@click.command()
@click.argument("file", metavar="[FILE]", default="interview.yaml")
@option("--invite", metavar="ICS_OR_EML", help="Take day, names and addresses from it.")
@TODAY
def command(*, file: str, invite: str | None, today: date) -> None:
    """Write the letters by answering, and keep the answers in an interview file.

    Asked in this order: the interview (employer, job, day), you (name, email), when
    they decide; of each person the name (role, address), the subject, thank you for
    ___, what stayed with you and your own sentence on it, what you promised, the card;
    then someone else. What an answer says already is not asked.

    At a terminal the email and the card stand on the screen after each person, and any
    answer can be changed. Piped in, each line is an answer. Enter passes a question
    over. Every answer is saved at once: stop whenever you like, the same command goes
    on. FILE is interview.yaml if not given.
    """
    if file == STDIN:
        raise click.UsageError(
            "name a file to write, as in: drafter new interview.yaml"
        )
    from drafter.wizard.conversation import Conversation

    home, terminal = Home.find(), _Terminal()
    try:
        clock = _clock(home, today)
        sheet = _sheet(file, invite, home, terminal)
        terminal.welcome(file)
        show = _screen(file, home) if _is_a_terminal() else None
        Conversation(sheet, terminal, clock, show).run()
    except (click.Abort, KeyboardInterrupt) as stop:
        terminal.leave(file, stop)
    _tell_next(file, home)


def _is_a_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def _screen(file: str, home: Home) -> Callable[[str, int], None]:
    """Give what shows a letter; its modules are loaded by the first."""

    def show(text: str, number: int) -> None:
        from drafter.cli.letter_shown import show_letter

        show_letter(file, text, number, home)

    return show


class _Terminal:
    """The person in front of it, or a pipe with an answer a line."""

    def __init__(self) -> None:
        self._about = ""
        self._readline: ModuleType | None = None
        if _is_a_terminal():
            with suppress(ImportError):  # arrow keys, where the system has it
                import readline

                self._readline = readline

    def welcome(self, file: str) -> None:
        """Say what it will take, and how to stop."""
        say("Each answer ends a sentence of the letter. Enter passes a question over.")
        say(f"Ctrl-C stops; all is saved in {file}, and the same command goes on.")

    def ask(self, about: str, words: str, label: str, present: str = "") -> str:
        if about != self._about:
            self._about = about
            if about:
                say()
                say(about, bold=True)
        say()
        say(words)
        if present and self._readline:
            self._readline.add_history(present)
        return self._line(label)

    def hear(self, line: str) -> None:
        warn(f"  {line}", fg="yellow")

    def tell(self, answers: Sequence[str]) -> None:
        say()
        for number, answer in enumerate(answers, 1):
            say(f"{number:>3}  {answer}")

    def agree(self, question: str) -> bool:
        if not _is_a_terminal():
            return False  # in a pipe each line answers a question of the file
        return click.confirm(f"  {question}", default=True)

    def leave(self, file: str, stop: BaseException) -> None:
        """Tell an interruption from the end of the input, which is no mistake."""
        say()
        if KeyboardInterrupt in {type(stop), type(stop.__context__)}:
            if os.path.lexists(file):
                say(f"{file}: saved; to go on: drafter new {typed(file)}")
            raise SystemExit(_INTERRUPTED)

    def _line(self, label: str) -> str:
        from drafter.errors import InputError, Location, Problem

        try:
            line: str = click.prompt(f"  {label}", default="", show_default=False)
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

    words = "your own address, so that you are not among the interviewers"
    try:
        while typed := terminal.ask("", words, "Your email").strip():
            try:
                return Address.parse(typed)
            except ValueError as error:
                terminal.hear(str(error))
    except click.Abort as stop:
        if isinstance(stop.__context__, KeyboardInterrupt):
            raise
    return None


def _clock(home: Home, today: date) -> Clock:
    from drafter.calendar import calendar_for
    from drafter.wizard.answers import Clock

    country = home.read_config().profile.country or "US"
    return Clock(today, lambda c, region: calendar_for(c, region, home.cache), country)


def _tell_next(file: str, home: Home) -> None:
    """Say what `thanks` would say of the file."""
    from drafter.errors import InputError
    from drafter.wizard.sheet import FileSheet
    from drafter.wizard.whose import with_owner

    say()
    thanks = f"drafter thanks {typed(file)}"
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
