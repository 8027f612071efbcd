"""The command line: words in, one call, lines out.

Users judge a command line by how fast it answers, so a command's module is imported
when that command runs; the help of the whole is written here and imports none of them.
"""

from __future__ import annotations

import importlib

import click

from drafter import __version__
from drafter.front import EVERY_DAY, SET_UP


class _Lazy(click.Group):
    """Imports `drafter.cli.NAME` for command NAME, when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return [*EVERY_DAY, *SET_UP]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"drafter.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        known = self.list_commands(ctx)
        if name not in known and not name.startswith("-"):
            ctx.fail(f"there is no command '{name}'" + _hint(name, known))
        return super().resolve_command(ctx, args)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        del ctx
        for title, commands in (("Every day", EVERY_DAY), ("Set-up", SET_UP)):
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))


def _hint(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f" (did you mean '{near[0]}'?)" if near else " (see: drafter --help)"


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "auto_envvar_prefix": "DRAFTER",
    },
)
@click.option(
    "--today",
    metavar="DATE",
    envvar="DRAFTER_TODAY",
    help="Take this day for today (2026-06-02).",
)
@click.version_option(__version__, prog_name="drafter", message="%(prog)s %(version)s")
@click.pass_context
def drafter(ctx: click.Context, today: str | None) -> None:
    """Personal follow-up after a job interview: one note, one person.

    drafter writes drafts for you to read, change and send yourself. It never sends.
    Start with: drafter thanks interview.yaml
    """
    ctx.obj = today
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
