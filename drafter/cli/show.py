"""`drafter prepare`, `rules`, `schema` and `where`: what is only printed."""

from __future__ import annotations

import click

from drafter.cli.home import STDIN, Home, read_input
from drafter.cli.options import JSON, option
from drafter.cli.screen import aligned, print_json, say


@click.command()
@click.argument("interview", metavar="[INTERVIEW]", required=False)
@JSON
def prepare(interview: str | None, *, as_json: bool) -> None:
    """Print one page to take along: what to ask, and blanks for each person's notes.

    With INTERVIEW the names are filled in, as far as the file says them.
    """
    from drafter.prepare import BLANKS, QUESTIONS, Known, page, read_known

    known = Known()
    if interview is not None:
        file = "<stdin>" if interview == STDIN else interview
        known = read_known(read_input(interview), file)
    if as_json:
        told = known._asdict() | {"on": known.on and known.on.isoformat()}
        print_json(told | {"questions": QUESTIONS, "blanks": BLANKS})
        return
    say(page(known))


@click.command()
@click.argument("rule", metavar="[ID]", required=False)
@JSON
def rules(rule: str | None, *, as_json: bool) -> None:
    """List the guard's rules; with an ID, that rule with its reason and source."""
    from drafter.guard import RULES

    if rule is not None and rule.upper() not in RULES:
        raise click.UsageError(f"there is no rule '{rule}' (see: drafter rules)")
    if as_json:
        shown = RULES.values() if rule is None else [RULES[rule.upper()]]
        told = [one._asdict() | {"kinds": sorted(one.kinds)} for one in shown]
        print_json({"rules": told})
        return
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
    found = RULES[rule.upper()]
    say(f"{found.id} ({found.severity}): {found.reason}")
    say(f"Looks at: {', '.join(sorted(found.kinds))}")
    if found.kept_by:
        say(f"Kept by: {found.kept_by}")
    if found.is_english:
        say("Judges: English words; it rests where `language:` is another")
    say(f"Source: {found.source}")


@click.command()
@option("--config", is_flag=True, help="That of config.yaml instead.")
def schema(*, config: bool) -> None:
    """Print the JSON Schema of the interview file, for editors.

    `drafter new` keeps it beside config.yaml and names it in every file it writes. For
    a file of your own: save it beside that, and begin the file with the line
    `# yaml-language-server: $schema=schema.json`. The editor then completes fields and
    shows mistakes as you type.
    """
    from drafter.reading.fields import schema_text

    say(schema_text("config" if config else "interview").rstrip())


@click.command()
@JSON
@click.pass_obj
def where(home: Home, *, as_json: bool) -> None:
    """Say where your settings, letters and journal lie, and the packaged letters.

    The first four are in one folder where DRAFTER_HOME names it.
    """
    from drafter.language import packaged_folder

    places = {
        "settings": home.config,
        "letters": home.templates,
        "journal": home.journal,
        "cache": home.cache,
        "packaged letters": packaged_folder(),
    }
    if as_json:
        print_json({name.replace(" ", "_"): str(p) for name, p in places.items()})
        return
    rows = [
        (name, str(path) if path.exists() else f"{path}  (not there yet)")
        for name, path in places.items()
    ]
    say("\n".join(aligned(rows)))
