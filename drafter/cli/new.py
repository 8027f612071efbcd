"""`drafter new`: questions at a terminal or in a pipe, and the letters on the screen.

A letter is the one that `thanks` would write by now: everyone so far is composed
together, whoever comes later is left out, a decision not asked about yet is unknown.
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.address import Address
from drafter.api import compose
from drafter.cli.home import STDIN, Home, notes_of, read_input, read_notes
from drafter.cli.options import TODAY, option
from drafter.cli.report import line_of
from drafter.cli.screen import say, warn
from drafter.delivery.files import read_if_there, write_whole
from drafter.errors import (
    DrafterError,
    InputError,
    Location,
    NotDeliveredError,
    Problem,
)
from drafter.guard import Others, examine
from drafter.invitation import read_invitation
from drafter.reading.fields import MOST_INTERVIEWERS, schema_text
from drafter.wizard import Conversation
from drafter.wizard.form import (
    FileSheet,
    Start,
    blanks,
    form,
    is_empty,
    leaves,
    only,
    put,
)
from drafter.wizard.questions import Clock, View, plainly, without_place
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from types import ModuleType

    from drafter.reading.config import Profile
    from drafter.reading.interview_file import Reading

_INTERRUPTED = 130  # what a shell gives for Ctrl-C
_YOURS = ("name", "email", "phone", "country")
_SENT = "they sent it, and are not on its list"
_SEEN_ANYWAY = "as the given name"
"""The greeting shows it."""


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
    home, terminal = Home.find(), _Terminal()
    try:
        country = home.read_config().profile.you.get("country", "US")
        clock = Clock(today, home.calendar, country)
        sheet = _sheet(file, invite, home, terminal)
        say("Each answer ends a sentence of the letter. Enter passes a question over.")
        say(f"Ctrl-C stops; all is saved in {file}, and the same command goes on.")
        show = None
        if _is_a_terminal():
            show = lambda text, number: _show(file, text, number, home)  # noqa: E731
        Conversation(sheet, terminal, clock, show).run()
    except (click.Abort, KeyboardInterrupt) as stop:
        say()
        # The end of the input is no mistake.
        if KeyboardInterrupt in {type(stop), type(stop.__context__)}:
            if os.path.lexists(file):
                say(f"{file}: saved; to go on: drafter new {typed(file)}")
            raise SystemExit(_INTERRUPTED) from None
    _tell_next(file, home)


def _is_a_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


class _Terminal:
    """The person in front of it, or a pipe with an answer a line."""

    def __init__(self) -> None:
        self._about = ""
        self._readline: ModuleType | None = None
        if _is_a_terminal():
            with suppress(ImportError):  # arrow keys, where the system has it
                import readline

                self._readline = readline

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


def _sheet(file: str, invite: str | None, home: Home, terminal: _Terminal) -> FileSheet:
    """Open the file, or write a new one with its blanks."""
    path = Path(file)
    if os.path.lexists(path) and not is_empty(path):
        if invite:
            fact = f"{file} is there already, and an invitation begins a new file"
            raise click.UsageError(f"{fact} (name another)")
        return FileSheet(path)
    profile, start, email = home.read_config().profile, Start(), ""
    if invite:
        start, email = _invited(invite, profile, terminal)
    known = profile.you
    yours = {} if {"name", "email"} <= known.keys() else dict.fromkeys(_YOURS, "")
    yours = {n: email if n == "email" else "" for n in yours if n not in known}
    return FileSheet(path, f"{_schema_line(home)}{form(yours, start)}")


def _schema_line(home: Home) -> str:
    """The line by which an editor knows the fields; their schema is kept at home."""
    path = home.config.with_name("interview.schema.json").absolute()
    data = schema_text().encode()
    with suppress(NotDeliveredError):  # a convenience: the file is written without it
        if read_if_there(path) != data:
            write_whole(path, data)
        return f"# yaml-language-server: $schema={path.as_uri()}\n"
    return ""


def _invited(invite: str, profile: Profile, terminal: _Terminal) -> tuple[Start, str]:
    """Read the invitation; the user is on it too, and has to be known for that."""
    data, email = read_input(invite), profile.email
    if email is None:
        # A broken invitation is told before anything is asked.
        read_invitation(data, invite, (), lambda moment: moment.astimezone())
        email = _own_address(terminal)
    own, name = (email,) if email else (), profile.you.get("name", "")
    found = read_invitation(data, invite, own, lambda moment: moment.astimezone(), name)
    for line in found.told:
        warn(f"{invite}: {line}")
    if len(found.people) > MOST_INTERVIEWERS:
        warn(f"{invite}: the first {MOST_INTERVIEWERS} of {len(found.people)} people")
    people = [
        (one.name, str(one.email or ""), one.written, _SENT * one.asks)
        for one in found.people
    ]
    start = Start(found.on.isoformat(), found.domain, people, found.title)
    return start, str(email or "")


def _own_address(terminal: _Terminal) -> Address | None:
    words = "your own address, so that you are not among the interviewers"
    try:
        while answer := terminal.ask("", words, "Your email").strip():
            try:
                return Address.parse(answer)
            except ValueError as error:
                terminal.hear(str(error))
    except click.Abort as stop:
        if isinstance(stop.__context__, KeyboardInterrupt):
            raise
    return None


def _show(file: str, text: str, number: int, home: Home) -> None:
    """Show what the file makes for one person; what is wrong or left out, in a line."""
    say()
    try:
        reading = _read(file, text, number, home)
        drafts = compose(reading.interview, templates=(home.templates,), html=False)
    except DrafterError as error:
        warn("The letter cannot be written yet:", fg="yellow")
        for line in _lacking(text, number) or _lines(error):
            warn(f"  {line}", fg="yellow")
        return
    person = reading.interview.interviewers[-1]
    for draft in (one for one in drafts if one.interviewer == person):
        if draft.kind.is_email:
            to = person.email or "no address: as text, to be passed on"
            say(f"The email to {person.name} ({to})", bold=True)
            say(f"  Subject: {draft.subject}\n")
        else:
            say("\nThe card", bold=True)
        for line in draft.text.rstrip("\n").split("\n"):
            say(textwrap.indent(textwrap.fill(line, 74, break_on_hyphens=False), "  "))
        for finding in examine(draft, Others(drafts)):
            if person.email or not draft.kind.is_email:
                warn(f"  {line_of(str(draft.kind), finding)}", fg="yellow")
    here = ("interviewers", number)
    first = min(leaf.where.line for p, leaf in leaves(text).items() if p[:2] == here)
    for warning in reading.warnings:
        if warning.where.line >= first and _SEEN_ANYWAY not in warning.fact:
            warn(f"  {plainly(without_place(warning))}", fg="yellow")


def _read(file: str, text: str, number: int, home: Home) -> Reading:
    """Read the file up to this person; alone, where somebody before is not done."""
    if ("timeline",) in blanks(text):
        text = put(text, ("timeline",), "unknown")
    profile = home.read_config().profile

    def read(whom: Collection[int]) -> Reading:
        return notes_of(only(text, whom).encode(), file, profile, home.calendar)

    with suppress(InputError):
        return read(range(number + 1))
    return read({number})


def _lacking(text: str, number: int | None = None) -> list[str]:
    """Say what no letter can do without, as it is asked for; of one person, or all."""
    seen, found = View(text), []
    for one in seen.questions():
        if seen.lacks(one) and (number is None or one.number in {None, number}):
            who = seen.called(one.number) or f"interviewer {(one.number or 0) + 1}"
            words = re.split(r"(?<=[?.])\s", one.words)[0]
            found.append(words if one.number is None else f"{who}: {words}")
    return found


def _lines(error: DrafterError) -> list[str]:
    """Say an error in the words of the questions."""
    if not isinstance(error, InputError):
        return list(error.lines)
    return [plainly(without_place(one)) for one in error.problems]


def _tell_next(file: str, home: Home) -> None:
    """Say what is still asked for, or wrong; else what comes next."""
    say()
    thanks = f"drafter thanks {typed(file)}"
    try:
        if lacking := _lacking(FileSheet(Path(file)).read()):
            say(f"{file}: saved, with blanks; `drafter new {typed(file)}` asks again:")
            say("\n".join(f"  {line}" for line in lacking))
        else:
            reading = read_notes(file, home)
            say(f"{file}: saved; next: {thanks}")
            if _is_a_terminal() and reading.interview.interviewers[1:]:
                say("It words all letters together: one may differ from what you saw.")
    except InputError as error:
        say(f"{file}: saved; before `{thanks}`:")
        for one, line in zip(error.problems, _lines(error), strict=True):
            say(f"  line {one.where.line}: {line}")
    if "name" not in home.read_config().profile.you:
        say(f"What stands under `you:` may move to {home.config}, for every interview.")
