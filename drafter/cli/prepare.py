"""`drafter prepare`."""

from __future__ import annotations

import click

from drafter.cli.shell import STDIN, read_input, say, told


@click.command()
@click.argument("interview", metavar="[INTERVIEW]", required=False)
def command(interview: str | None) -> None:
    """Print one page to take along: what to ask, and blanks for each person's notes.

    With INTERVIEW the names are filled in, as far as the file says them.
    """
    with told():
        from drafter.prepare import Known, page, read_known

        known = Known()
        if interview is not None:
            file = "<stdin>" if interview == STDIN else interview
            known = read_known(read_input(interview), file)
        say(page(known))
