"""`drafter schema`."""

from __future__ import annotations

import json

import click

from drafter.cli.shell import say


@click.command()
def command() -> None:
    """Print the JSON Schema of the interview file, for editors.

    Save it beside your interview files and begin them with the line
    `# yaml-language-server: $schema=schema.json`: the editor then completes fields and
    shows mistakes as you type.
    """
    from drafter.reading.fields import json_schema

    say(json.dumps(json_schema(), indent=2, ensure_ascii=False))
