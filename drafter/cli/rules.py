"""`drafter rules`."""

from __future__ import annotations

import click

from drafter.cli.shell import say


@click.command()
@click.argument("rule", metavar="[ID]", required=False)
def command(rule: str | None) -> None:
    """List the guard's rules; with an ID, that rule with its reason and source."""
    from drafter.guard import RULES

    if rule is None:
        for known in RULES.values():
            say(f"{known.id:<4}{known.severity:<8}{known.reason}")
        return
    found = RULES.get(rule.upper())
    if found is None:
        raise click.UsageError(f"there is no rule '{rule}' (see: drafter rules)")
    say(f"{found.id} ({found.severity}): {found.reason}")
    say(f"Looks at: {', '.join(sorted(found.kinds))}")
    say(f"Source: {found.source}")
