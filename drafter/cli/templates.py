"""`drafter templates`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import TEMPLATES
from drafter.cli.shell import Home, say, told, unreadable


if TYPE_CHECKING:
    from collections.abc import Iterable

    from drafter.errors import Problem
    from drafter.templating.capacity import Served
    from drafter.templating.library import Library


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Which template wins where; open, list or check yours."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_templates)


@command.command("list")
@TEMPLATES
def list_templates(templates: Path | None = None) -> None:
    """List the templates; a name higher up wins over the same one below."""
    with told():
        library = Home.find().library(templates)
        for folder in (*library.own, library.packaged):
            say(f"{folder}", bold=True)
            names = sorted(path.name for path in folder.glob("*.j2"))
            for name in names:
                say(f"  {name:<32} {_about(name)}{_beaten(library, folder, name)}")
            if not names:
                say("  (none of yours yet: drafter templates edit thank_you.md.j2)")


@command.command()
@click.argument("name")
@TEMPLATES
def show(name: str, templates: Path | None) -> None:
    """Print the template that this name means (card.txt.j2, packaged/card.txt.j2)."""
    with told():
        path = _path(Home.find().library(templates), name)
        say(path.read_text("utf-8-sig").rstrip("\n"))


@command.command()
@click.argument("name")
def edit(name: str) -> None:
    """Open your copy in $EDITOR; made from the packaged one the first time."""
    with told():
        home = Home.find()
        source = _path(home.library(None), name)
        yours = home.templates / source.name
        if not yours.exists():
            try:
                yours.parent.mkdir(parents=True, exist_ok=True)
                yours.write_bytes(source.read_bytes())
            except OSError as error:
                raise unreadable(str(yours), error) from error
            say(f"{yours}: made from the packaged template; delete it to go back")
        click.edit(filename=str(yours))
        say(f"{yours}: check it with: drafter templates check {yours.name}")


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@TEMPLATES
def check(names: tuple[str, ...], templates: Path | None) -> None:
    """Try templates on made-up people: unknown names, and how many people each serves.

    Without NAME: all of yours, or the packaged ones where you have none. The columns
    say how many alternatives each choice has left when a fact is missing for everyone.
    """
    with told():
        from drafter.errors import TemplateError
        from drafter.templating.capacity import capacity
        from drafter.templating.library import tone_of

        library = Home.find().library(templates)
        problems: list[Problem] = []
        for name in names or _all(library):
            try:
                path = _path(library, name)
                served = capacity(library, name, tone_of(name))
            except TemplateError as error:
                problems += error.problems
            else:
                say(f"{path}", bold=True)
                _table(served)
        if problems:
            raise TemplateError(*dict.fromkeys(problems))


def _table(served: Iterable[Served]) -> None:
    columns = list(served)
    widths = [max(len(one.facts), 6) + 2 for one in columns]
    head = "".join(f"{one.facts:>{w}}" for one, w in zip(columns, widths, strict=True))
    say(f"  {'':<14}{head}")
    for line in sorted({line for one in columns for line in one.slots}):
        cells = (_cell(one.slots.get(line)) for one in columns)
        row = "".join(f"{cell:>{w}}" for cell, w in zip(cells, widths, strict=True))
        say(f"  {f'line {line}':<14}{row}")
    people = (f"{one.people:>{w}}" for one, w in zip(columns, widths, strict=True))
    say(f"  {'people served':<14}{''.join(people)}")


def _cell(width: int | None) -> str:
    from drafter.templating.capacity import ENDLESS

    if width is None:
        return "-"
    return "any" if width >= ENDLESS else str(width)


def _all(library: Library) -> list[str]:
    yours = [p.name for folder in library.own for p in sorted(folder.glob("*.j2"))]
    return yours or [
        f"packaged/{p.name}" for p in sorted(library.packaged.glob("*.j2"))
    ]


def _path(library: Library, name: str) -> Path:
    try:
        return library.path(name)
    except KeyError:
        if Path(name).suffix == ".j2":
            fact = f"there is no template '{name}'"
        else:
            fact = f"'{name}' is not the name of a template, like thank_you.md.j2"
        raise click.UsageError(f"{fact} (see: drafter templates list)") from None


def _about(name: str) -> str:
    kind, *marks = name.split(".")[:-2]
    return f"{kind.replace('_', ' ')}, {' '.join(marks) or 'any other role and tone'}"


def _beaten(library: Library, folder: Path, name: str) -> str:
    """A note where a folder above has a template that wins for everyone."""
    kind = name.split(".", 1)[0]
    for above in library.own:
        if above == folder:
            return ""
        general = [p for p in above.glob(f"{kind}.*.j2") if p.name.count(".") == 2]  # noqa: PLR2004 - KIND.md.j2
        if (above / name).is_file() or general:
            return "  (yours wins)"
    return ""
