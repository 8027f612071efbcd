"""The command line: words in, one call, lines out.

A command's module is imported when that command runs, so the short help of each stands
here, and the help of the whole imports none of them.
"""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from drafter import __version__
from drafter.cli.home import Home
from drafter.cli.options import AS_JSON, DAY, DONE
from drafter.cli.screen import room, tell_error, wrapped
from drafter.errors import DrafterError


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


_WIDE = 80
INTERRUPTED = 130  # what a shell gives for Ctrl-C
EVERY_DAY = {
    "prepare": "One page to take along: what to ask, and blanks for notes.",
    "new": "Ask what happened, and write the interview file.",
    "thanks": "One thank-you email and one card for each interviewer.",
    "preview": "Look at all drafts on one page, and copy them from there.",
    "cards": "Every card on paper, at true size, to write from.",
    "check": "Run the guard again on drafts you have edited.",
    "log": "Tell drafter what happened: sent, posted, replied, decided, ...",
    "status": "Every interview: what is due, late, waiting, and what to type.",
    "takeaway": "Hand over what you promised, to the person promised.",
    "linkedin": "One LinkedIn connection note for each interviewer.",
    "checkin": "One short check-in, once their own date has passed.",
    "reply": "The short answer to a new date, a no, an offer.",
    "sync": "Look in your mailbox for what was sent and answered; record it.",
    "calendar": "The plan as reminders for your calendar.",
}
SET_UP = {
    "rules": "The guard's rules; one rule with its reason and source.",
    "templates": "Which template wins where; open, list or check yours.",
    "account": "Your mail accounts: add, test, list or remove one.",
    "where": "Where your settings, letters and journal lie.",
    "schema": "The JSON Schema of the interview file, for editors.",
    "completion": "Let the shell complete commands, files, people and rules.",
}
_FILES = {
    "writing": ("thanks", "takeaway", "linkedin", "checkin", "reply"),
    "preview": ("preview", "cards"),
    "show": ("prepare", "rules", "schema", "where", "completion"),
}
_SHARED = {name: file for file, names in _FILES.items() for name in names}
"""Commands that share a file, each under its own name; any other is `command` in the
file of its name."""


class _Help(click.HelpFormatter):
    """Help at the terminal's own width, however narrow, with no word broken."""

    def __init__(self, **_: object) -> None:
        # `shutil` reads this too, and loads four kinds of archives for it.
        typed = os.environ.get("COLUMNS", "")
        columns = int(typed) if typed.isdecimal() else 0
        super().__init__(width=min(columns or room(sys.stdout), _WIDE) - 2)

    def write_text(self, text: str) -> None:
        """Write paragraphs; click's mark of one whose lines are to stay is obeyed."""
        lead = " " * self.current_indent
        paragraphs = [
            part.removeprefix("\b\n") if "\b" in part else " ".join(part.split())
            for part in text.split("\n\n")
        ]
        lines = "\n\n".join(paragraphs).split("\n")
        indented = "\n".join(lead + line if line else "" for line in lines)
        self.write(f"{wrapped(indented, self.width)}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write the words beside what they are about; where that is narrow, below."""
        if self.width > 2 * col_max:
            super().write_dl(list(rows), col_max, col_spacing)
            return
        for first, words in rows:
            self.write_text(first)
            with self.indentation():
                self.write_text(words)


class _Commands(click.Group):
    """Imports a command when it is called, and tells every error of the user's."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        with _stopped_by_hand():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _stopped_by_hand():
                return super().invoke(ctx)
        except click.ClickException as error:
            text = wrapped(error.message, room(sys.stderr), "  ")
            error.message = text  # type: ignore[misc] # click's own way to tell it
            raise
        except DrafterError as error:
            as_json = ctx.meta.get(AS_JSON, False)
            tell_error(error, ctx.meta.get(DONE, {}), as_json=as_json)
            raise SystemExit(error.exit_code) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return [*EVERY_DAY, *SET_UP]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        file = _SHARED.get(cmd_name, cmd_name)
        module = importlib.import_module(f"drafter.cli.{file}")
        name = cmd_name if cmd_name in _SHARED else "command"
        command: click.Command = getattr(module, name)
        if ctx.resilient_parsing:  # a shell asks what may be typed
            from drafter.cli.show import equip

            equip(command, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        known = self.list_commands(ctx)
        completing = ctx.resilient_parsing
        if name not in known and not name.startswith("-") and not completing:
            ctx.fail(f"there is no command '{name}'" + _hint(name, known))
        return super().resolve_command(ctx, args)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        del ctx
        for title, commands in (("Every day", EVERY_DAY), ("Set-up", SET_UP)):
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))


@contextmanager
def _stopped_by_hand() -> Iterator[None]:
    """Let Ctrl-C end the program as a shell expects it."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        raise SystemExit(INTERRUPTED) from None


def _hint(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f" (did you mean '{near[0]}'?)" if near else " (see: drafter --help)"


click.Context.formatter_class = _Help


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "DRAFTER",
    },
)
@click.option(
    "--today",
    type=DAY,
    metavar="DATE",
    envvar="DRAFTER_TODAY",
    help="Take this day for today (2026-06-02).",
)
@click.version_option(__version__, prog_name="drafter", message="%(prog)s %(version)s")
@click.pass_context
def drafter(ctx: click.Context, today: date | None) -> None:
    """Personal follow-up after a job interview: one note, one person.

    drafter writes drafts for you to read, change and send yourself. It never sends.
    Start with: drafter thanks interview.yaml
    """
    del today  # `options.TODAY` of a command looks for it here
    ctx.obj = Home.find()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
