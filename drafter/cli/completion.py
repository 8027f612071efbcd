"""`drafter completion`, and what a shell is offered behind each option and argument.

click completes commands, options and choices by itself; here is what only drafter
knows. A shell asks while somebody types: whatever is wrong, it is offered nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, get_completion_class

from drafter.cli.home import STDIN, Home, read_input, read_notes
from drafter.errors import DrafterError


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Offer = Iterable[tuple[str, str]]
    """What may be typed, and a word on it."""

_ADD = {
    "bash": ("~/.bashrc", 'eval "$(drafter completion bash)"'),
    "zsh": ("~/.zshrc, below compinit", 'eval "$(drafter completion zsh)"'),
    "fish": (
        "~/.config/fish/completions/drafter.fish",
        "drafter completion fish | source",
    ),
}
_USUAL = "interview.yaml"


@click.command()
@click.argument("shell", required=False, type=click.Choice([*_ADD]))
@click.pass_context
def command(ctx: click.Context, shell: str | None) -> None:
    """Print what lets bash, zsh or fish complete drafter; without SHELL, how to use it.

    \b
    ~/.bashrc                                eval "$(drafter completion bash)"
    ~/.zshrc, below compinit                 eval "$(drafter completion zsh)"
    ~/.config/fish/completions/drafter.fish  drafter completion fish | source
    """  # noqa: D301 - \b is click's mark for lines to keep
    if shell is None:
        for name, (place, line) in _ADD.items():
            click.echo(f"{name}: add to {place}:\n    {line}")
        return
    made = get_completion_class(shell)
    assert made
    place, line = _ADD[shell]
    click.echo(f"# Add to {place}:\n#     {line}")
    whole = ctx.find_root().command
    click.echo(made(whole, {}, "drafter", "_DRAFTER_COMPLETE").source())


def equip(command: click.Command, name: str) -> None:
    """Let the parameters of a command, and of those below it, offer what we know."""
    for param in command.params:
        offer = _OFFERS.get(f"{name} {param.name}") or _OFFERS.get(param.name or "")
        if offer:
            param.shell_complete = partial(_items, offer)  # type: ignore[method-assign]
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        equip(inner, name)


def _items(
    offer: Callable[[click.Context], Offer], ctx: click.Context, incomplete: str
) -> list[CompletionItem]:
    """What begins so; nothing where notes, settings or letters are wrong."""
    if offer is _files:
        return [CompletionItem(incomplete, type="file")]
    begun = incomplete.casefold()
    with suppress(DrafterError, click.ClickException, OSError, ValueError):
        return [
            CompletionItem(word, help=about)
            for word, about in offer(ctx)
            if word.casefold().startswith(begun)
        ]
    return []


def _files(_: click.Context) -> Offer:
    """A file or a folder: the shell knows those itself."""
    return ()


def _people(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Whom --only and --with may name, of the notes that stand on the line."""
    from drafter.cli.show import read_known
    from drafter.journal.told import EVERYONE
    from drafter.words import slug

    # An option that still lacks its value keeps click from giving words to arguments.
    typed = ctx.params.get("interview") or ctx.args or _USUAL
    path = str(Path(typed if isinstance(typed, str) else typed[0]).expanduser())
    if path == STDIN:
        return
    try:
        notes = read_notes(path, Home.find().traceless()).interview
        found = [(one.id, one.name) for one in notes.interviewers]
    except DrafterError:  # half-written notes have names all the same
        found = [(slug(one), one) for one in read_known(read_input(path), path).people]
    yield from found
    yield EVERYONE, "everyone"


def _kinds(_: click.Context) -> Offer:
    from drafter.journal.told import KINDS

    return ((str(kind), "") for kind in KINDS)


def _rules(_: click.Context) -> Offer:
    from drafter.guard import RULES

    return ((rule.id, rule.reason) for rule in RULES.values())


def _letters(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Letters as `templates show` takes them, and the lists of phrases."""
    library = Home.find().library(ctx.params.get("templates"))
    for folder in library.folders:
        found = [*folder.rglob("*/*.j2"), *folder.rglob("phrases.*.txt")]
        for path in sorted(found):
            name = path.relative_to(folder).as_posix()
            yield re.sub(r"(\.md\.j2|\.txt\.j2|\.txt)\Z", "", name), ""


def _accounts(_: click.Context) -> Offer:
    known = Home.find().read_config().accounts
    return ((one.name, str(one.address)) for one in known)


_OFFERS: dict[str, Callable[[click.Context], Offer]] = {
    **dict.fromkeys(("interview", "file", "paths", "drafts", "invite"), _files),
    "answers": _files,
    "account drafts": lambda _: (),
    "only": _people,
    "people": _people,
    "kind": _kinds,
    "rule": _rules,
    "templates name": _letters,
    "templates names": _letters,
    "account": _accounts,
    "account name": _accounts,
}
"""By the name of a parameter, where need be behind the command's."""
