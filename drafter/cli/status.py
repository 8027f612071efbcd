"""`drafter status`: the morning view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from drafter.cli.options import JSON, TODAY, option
from drafter.cli.shell import local_today, told


if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@option("--all", "everything", is_flag=True, help="Also what is decided or done.")
@TODAY
@JSON
def command(
    *, paths: tuple[str, ...], everything: bool, today: date | None, as_json: bool
) -> None:
    """Every interview: what is due, late or waiting, and the command to type.

    PATH is an interview file or a folder with some, also below it; the current folder
    if left out. The most urgent comes first.
    """
    with told(as_json=as_json):
        from drafter.cli import overview_report
        from drafter.cli.overview import look

        seen = look(paths or (".",), local_today(today))
        if as_json:
            overview_report.print_view_json(seen)
        else:
            overview_report.print_view(seen, everything=everything)
        if seen.missing:
            raise SystemExit(3)
