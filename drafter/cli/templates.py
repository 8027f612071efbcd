"""`drafter templates`: which letters there are, and how to change the words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from drafter.cli.options import TEMPLATES
from drafter.cli.shell import Home, say, told, unreadable


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.draft import Kind
    from drafter.errors import Problem
    from drafter.templating.letters import Letter, Library


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, show, edit and check the letters and phrases."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_templates)


@command.command("list")
@TEMPLATES
def list_templates(templates: Path | None = None) -> None:
    """List every letter of every kind, yours marked, and the phrases.

    A letter of yours replaces the packaged one of its name; another name joins the
    letters of its kind.
    """
    with told():
        library = Home.find().library(templates)
        for folder in _kinds():
            say(folder, bold=True)
            for letter in library.letters(folder):
                mark = f"  (yours: {letter.path})" if letter.is_own else ""
                say(f"  {letter.name.rpartition('/')[2]:<18} {_when(letter)}{mark}")
        say("phrases", bold=True)
        for path in _phrases(library):
            say(f"  {path}")
        for stray in library.strays():
            say(f"{stray}: not read (a letter is KIND/NAME{stray.suffixes[-2]}.j2)")


@command.command()
@click.argument("name")
@TEMPLATES
def show(name: str, templates: Path | None) -> None:
    """Print a letter (thank_you/answer) or the phrases of a tone (phrases.warm)."""
    with told():
        path = _path(Home.find().library(templates), name)
        say(path.read_text("utf-8-sig").rstrip("\n"))


@command.command()
@click.argument("name")
def edit(name: str) -> None:
    """Open your copy in $EDITOR; made from the packaged one the first time.

    For phrases a file of your own begins empty: your lines come before the packaged.
    """
    with told():
        home = Home.find()
        library = home.library(None)
        source = _path(library, name)
        relative = _relative(library, source)
        yours = home.templates / relative
        if not yours.exists():
            data = source.read_bytes()
            if relative.name.startswith("phrases."):
                data = (
                    b"# Your lines, under [headings]; they come before the packaged.\n"
                )
            try:
                yours.parent.mkdir(parents=True, exist_ok=True)
                yours.write_bytes(data)
            except OSError as error:
                raise unreadable(str(yours), error) from error
            say(f"{yours}: made for you; delete it to go back")
        click.edit(filename=str(yours))
        say(f"{yours}: check it with: drafter templates check")


@command.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@TEMPLATES
def check(names: tuple[str, ...], templates: Path | None) -> None:
    """Check letters and phrases: names, first lines, and for how many people they do.

    NAME is a kind (thank_you) or a letter (thank_you/answer); without: all there are.
    """
    with told():
        from drafter.errors import TemplateError

        library = Home.find().library(templates)
        wanted = [name.rstrip("/").removesuffix(".j2") for name in names]
        problems: list[Problem] = []
        for folder in _kinds():
            problems += _checked(library, folder, wanted)
        unknown = [n for n in wanted if not any(_is_named(n, k) for k in _all(library))]
        if unknown:
            fact = f"there is no letter or kind '{unknown[0]}'"
            raise click.UsageError(f"{fact} (see: drafter templates list)")
        if problems:
            raise TemplateError(*dict.fromkeys(problems))


def _checked(library: Library, folder: str, wanted: list[str]) -> Iterator[Problem]:
    from drafter.errors import TemplateError
    from drafter.interview import Tone
    from drafter.templating.check import LARGEST, disagreements, suffices

    try:
        letters = library.letters(folder)
        every = [one for one in letters if _wants(one.name, wanted)]
        for letter in every:
            yield from disagreements(library, letter, Tone.WARM)
        if not every:
            return
        kind, to = _kinds()[folder]
        many = "1 letter" if len(every) == 1 else f"{len(every)} letters"
        say(f"{folder}: {many}", bold=True)
        for tone in Tone:
            few = [e for e in suffices(library, kind, tone, to) if e.people < LARGEST]
            for heading, people, role in few:
                say(f"  {tone}: [{heading}] has lines for {people} (the {role})")
            if not few:
                say(f"  {tone}: phrases enough for {LARGEST} people")
    except TemplateError as error:
        yield from error.problems


def _kinds() -> dict[str, tuple[Kind, str]]:
    from drafter.draft import Kind
    from drafter.templating.letters import ANSWERS, folder_of

    plain = {folder_of(kind): (kind, "") for kind in Kind if kind is not Kind.REPLY}
    replies = {folder_of(Kind.REPLY, to): (Kind.REPLY, to) for to in ANSWERS}
    return plain | replies


def _all(library: Library) -> Iterator[str]:
    for folder in _kinds():
        yield from (letter.name for letter in library.letters(folder))


def _wants(letter: str, wanted: list[str]) -> bool:
    return not wanted or any(_is_named(name, letter) for name in wanted)


def _is_named(name: str, letter: str) -> bool:
    plain = name.removesuffix(".md").removesuffix(".txt")
    return plain in (letter, letter.partition("/")[0])


def _when(letter: Letter) -> str:
    parts = [" or ".join(group) for group in letter.needs]
    told = f"for {', '.join(parts)}" if parts else "for everyone"
    if letter.best_for:
        told += f"; best for {', '.join(sorted(letter.best_for))}"
    if letter.only:
        told += f"; only {', '.join(sorted(letter.only))}"
    return told


def _phrases(library: Library) -> Iterator[Path]:
    for folder in library.folders:
        yield from sorted(folder.glob("phrases.*.txt"))


def _path(library: Library, name: str) -> Path:
    try:
        return library.path(name)
    except KeyError:
        fact = f"there is no letter '{name}'"
        raise click.UsageError(f"{fact} (see: drafter templates list)") from None


def _relative(library: Library, path: Path) -> Path:
    for folder in library.folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder)
    return Path(path.name)
