"""`drafter prepare`, `rules` and `schema`: what is only printed."""

from __future__ import annotations

import json

import click

from drafter.cli.home import STDIN, read_input
from drafter.cli.screen import say


@click.command()
@click.argument("interview", metavar="[INTERVIEW]", required=False)
def prepare(interview: str | None) -> None:
    """Print one page to take along: what to ask, and blanks for each person's notes.

    With INTERVIEW the names are filled in, as far as the file says them.
    """
    from drafter.prepare import Known, page, read_known

    known = Known()
    if interview is not None:
        file = "<stdin>" if interview == STDIN else interview
        known = read_known(read_input(interview), file)
    say(page(known))


@click.command()
@click.argument("rule", metavar="[ID]", required=False)
def rules(rule: str | None) -> None:
    """List the guard's rules; with an ID, that rule with its reason and source."""
    from drafter.guard import RULES

    if rule is None:
        for known in RULES.values():
            if not known.kept_by:
                word = "small" if known.is_small else known.severity
                say(f"{known.id:<4}{word:<8}{known.reason}")
        say("\nsmall: a warning of taste, told last; --strict does not refuse for it")
        say("\nKept by other parts, so that no text shows it:")
        for known in RULES.values():
            if known.kept_by:
                say(f"{known.id:<4}{known.severity:<8}{known.reason}")
        return
    found = RULES.get(rule.upper())
    if found is None:
        raise click.UsageError(f"there is no rule '{rule}' (see: drafter rules)")
    say(f"{found.id} ({found.severity}): {found.reason}")
    say(f"Looks at: {', '.join(sorted(found.kinds))}")
    if found.kept_by:
        say(f"Kept by: {found.kept_by}")
    say(f"Source: {found.source}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of the interview file, for editors.

    Save it beside your interview files and begin them with the line
    `# yaml-language-server: $schema=schema.json`: the editor then completes fields and
    shows mistakes as you type.
    """
    from drafter.reading.fields import json_schema

    say(json.dumps(json_schema(), indent=2, ensure_ascii=False))
