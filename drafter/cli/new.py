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
from drafter.cli.options import FILE, TODAY, option
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
from drafter.invitation import Invitation, read_invitation
from drafter.reading.fields import MOST_INTERVIEWERS, schema_text
from drafter.reading.located import place_of
from drafter.wizard import Conversation
from drafter.wizard.form import FileSheet, blanks, form, leaves, only, put
from drafter.wizard.questions import Clock, View, plainly
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from types import ModuleType

    from drafter.reading.interview_file import Reading

_INTERRUPTED = 130  # what a shell gives for Ctrl-C
_YOURS = ("name", "email", "phone", "country")
_SEEN_ANYWAY = "as the given name"
"""The greeting shows it."""
_TOGETHER = "It words all letters together: one may differ from what you saw."


@click.command()
@click.argument("file", metavar="[FILE]", default="interview.yaml", type=FILE)
@option("--invite", type=FILE, metavar="ICS_OR_EML", help="Take day and people of it.")
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
    desk = _Desk(file, Home.find())
    try:
        clock = Clock(today, desk.home.calendar, desk.profile.you.get("country", "US"))
        sheet = desk.sheet(invite)
        say("Each answer ends a sentence of the letter. Enter passes a question over.")
        say(f"Ctrl-C stops; all is saved in {file}, and the same command goes on.")
        Conversation(sheet, desk, clock, desk.refusals).run()
    except (click.Abort, KeyboardInterrupt) as stop:
        say()
        # The end of the input is no mistake.
        if KeyboardInterrupt in {type(stop), type(stop.__context__)}:
            if os.path.lexists(file):
                say(f"{file}: saved; to go on: drafter new {typed(file)}")
            raise SystemExit(_INTERRUPTED) from None
    desk.tell_next()


class _Desk:
    """The file, and who answers: at a screen, or through a pipe, an answer a line."""

    def __init__(self, file: str, home: Home) -> None:
        self.home, self.profile = home, home.read_config().profile
        self.has_screen = bool(sys.stdin and sys.stdin.isatty())
        self._file = file
        self._about = ""
        self._readline: ModuleType | None = None
        if self.has_screen:
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

    def show(self, text: str, number: int) -> None:
        """Show what the file makes for one person, and what is wrong or left out."""
        say()
        try:
            reading = self._up_to(text, number)
            templates = (self.home.templates,)
            drafts = compose(reading.interview, templates=templates, html=False)
        except DrafterError as error:
            warn("The letter cannot be written yet:", fg="yellow")
            for line in _lacking(text, number) or _lines(error):
                self.hear(line)
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
                filled = textwrap.fill(line, 74, break_on_hyphens=False)
                say(textwrap.indent(filled, "  "))
            for finding in examine(draft, Others(drafts)):
                if person.email or not draft.kind.is_email:
                    self.hear(line_of(str(draft.kind), finding))
        here = ("interviewers", number)
        told = (one for path, one in leaves(text).items() if path[:2] == here)
        first = min(place_of(one).line for one in told)
        for warning in reading.warnings:
            if warning.where.line >= first and _SEEN_ANYWAY not in warning.fact:
                self.hear(plainly(warning))

    def refusals(self, text: str) -> Sequence[Problem]:
        """What `thanks` would refuse of the file."""
        try:
            self._read(text)
        except InputError as error:
            return error.problems
        return ()

    def _up_to(self, text: str, number: int) -> Reading:
        """Read the file up to this person; alone, where one before is not done."""
        if ("timeline",) in blanks(text):
            text = put(text, ("timeline",), "unknown")
        with suppress(InputError):
            return self._read(only(text, range(number + 1)))
        return self._read(only(text, {number}))

    def _read(self, text: str) -> Reading:
        data = text.encode()
        return notes_of(data, self._file, self.profile, self.home.calendar)

    def sheet(self, invite: str | None) -> FileSheet:
        """Open the file, or write a new one with its blanks."""
        path = Path(self._file)
        if os.path.lexists(path):
            if invite:
                fact = f"{path} is there already, and an invitation begins a new file"
                raise click.UsageError(f"{fact} (name another)")
            return FileSheet(path)
        known, email = self.profile.you, self.profile.email
        invitation = Invitation()
        if invite:
            invitation, email = self._invited(invite)
        yours = () if {"name", "email"} <= known.keys() else _YOURS
        blank = {n: str(email or "") * (n == "email") for n in yours if n not in known}
        return FileSheet(path, f"{self._schema_line()}{form(blank, invitation)}")

    def _schema_line(self) -> str:
        """Let an editor know the fields; their schema is kept at home."""
        path = self.home.config.with_name("interview.schema.json").absolute()
        data = schema_text().encode()
        with suppress(NotDeliveredError):  # a convenience: the file does without it
            if read_if_there(path) != data:
                write_whole(path, data)
            return f"# yaml-language-server: $schema={path.as_uri()}\n"
        return ""

    def _invited(self, file: str) -> tuple[Invitation, Address | None]:
        """Read the invitation; the user is on it too, and has to be known for that."""
        data, email = read_input(file), self.profile.email
        name = self.profile.you.get("name", "")
        if email is None:
            read_invitation(data, file, None)  # a broken one is told before all else
            email = self._own_address()
        found = read_invitation(data, file, email, name)
        for line in found.told:
            warn(f"{file}: {line}")
        if len(found.people) > MOST_INTERVIEWERS:
            warn(f"{file}: the first {MOST_INTERVIEWERS} of {len(found.people)} people")
        return found, email

    def _own_address(self) -> Address | None:
        words = "your own address, so that you are not among the interviewers"
        try:
            while answer := self.ask("", words, "Your email").strip():
                try:
                    return Address.parse(answer)
                except ValueError as error:
                    self.hear(str(error))
        except click.Abort as stop:
            if isinstance(stop.__context__, KeyboardInterrupt):
                raise
        return None

    def tell_next(self) -> None:
        """Say what is still asked for, or wrong; else what comes next."""
        say()
        file = self._file
        thanks = f"drafter thanks {typed(file)}"
        try:
            if lacking := _lacking(FileSheet(Path(file)).read()):
                again = f"`drafter new {typed(file)}` asks again:"
                say(f"{file}: saved, with blanks; {again}")
                say("\n".join(f"  {line}" for line in lacking))
            else:
                reading = read_notes(file, self.home)
                say(f"{file}: saved; next: {thanks}")
                if self.has_screen and reading.interview.interviewers[1:]:
                    say(_TOGETHER)
        except InputError as error:
            say(f"{file}: saved; before `{thanks}`:")
            for one in error.problems:
                say(f"  line {one.where.line}: {plainly(one)}")


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
    if isinstance(error, InputError):
        return [plainly(one) for one in error.problems]
    return list(error.lines)
