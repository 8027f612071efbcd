"""`drafter prepare`, `rules`, `schema`, `where`, `completion`: what is only printed.

The page of `prepare` is made before the interview, when the notes are still mostly
blank: whatever of the file can be read is filled in, and what is missing is no mistake
here. It is never over 60 lines of 80 columns.

click completes commands, options and choices by itself; what only drafter knows is
offered below. A shell asks while somebody types: what is wrong is offered nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.shell_completion import CompletionItem, get_completion_class

from drafter.cli.home import STDIN, Home, read_input, read_notes
from drafter.cli.options import FILE, JSON, option
from drafter.cli.screen import aligned, print_json, say
from drafter.errors import DrafterError
from drafter.language import day_in_words
from drafter.planning import EVERYONE
from drafter.words import shortened, slug


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

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

LINES_MAX, COLUMNS_MAX = 60, 80
_STRANGERS = 4
_ROOMY = 6
"""So many people have a line for each blank."""
QUESTIONS = (
    "What are the next steps after today?",
    "When do you expect to decide, or to be in touch about the next step?",
    "Who makes the decision, and who will contact me?",
    "If I haven't heard by then, whom should I ask, by email or with a call?",
    "Is there anything you would like me to send?",
    "May I have your card, so that I spell your name right?",
    "After goodbye: would you mind if I connected with you on LinkedIn?",
)
BLANKS = (
    "We talked about",
    "They said that",
    "Their own words",
    "They asked me about",
    "I promised, by when",
    "They decide by",
)
_CLOSING = "Then, while you remember: drafter new"


@click.command()
@click.argument("interview", metavar="[INTERVIEW]", required=False, type=FILE)
@JSON
def prepare(interview: str | None, *, as_json: bool) -> None:
    """Print one page to take along: what to ask, and blanks for each person's notes.

    With INTERVIEW the names are filled in, as far as the file says them.
    """
    known = Known() if interview is None else read_known(interview)
    if as_json:
        print_json(known._asdict() | {"questions": QUESTIONS, "blanks": BLANKS})
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
    shown = [*RULES.values()] if rule is None else [RULES[rule.upper()]]
    if as_json:
        told = [one._asdict() | {"kinds": sorted(one.kinds)} for one in shown]
        print_json({"rules": told})
    elif rule is None:
        for one in shown:
            if not one.kept_by:
                word = "small" if one.is_small else one.severity
                say(f"{one.id:<4}{word:<8}{one.reason}")
        say("\nsmall: a warning of taste, told last; --strict does not refuse for it")
        say("\nKept by other parts, so that no text shows it:")
        for one in shown:
            if one.kept_by:
                say(f"{one.id:<4}{one.severity:<8}{one.reason}")
    else:
        (found,) = shown
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
        print_json({name.replace(" ", "_"): p for name, p in places.items()})
        return
    rows = [
        (name, str(path) if path and path.exists() else f"{path}  (not there yet)")
        for name, path in places.items()
    ]
    say("\n".join(aligned(rows)))


@click.command()
@click.argument("shell", type=click.Choice([*_ADD]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what lets bash, zsh or fish complete drafter; it begins with where to."""
    made = get_completion_class(shell)
    assert made
    place, line = _ADD[shell]
    click.echo(f"# Add to {place}:\n#     {line}")
    whole = ctx.find_root().command
    click.echo(made(whole, {}, "drafter", "_DRAFTER_COMPLETE").source())


class Known(NamedTuple):
    """What is known beforehand; empty where nothing is."""

    employer: str = ""
    position: str = ""
    on: date | None = None
    people: tuple[str, ...] = ()


def read_known(path: str) -> Known:
    """Read what of an interview file is filled in; only broken YAML is an error."""
    from drafter.reading.fields import INTERVIEW
    from drafter.reading.records import read_file, refusal

    file = "<stdin>" if path == STDIN else path
    record, problems = read_file(read_input(path), file, INTERVIEW)
    if record is None and problems:
        raise refusal(problems)
    values = record.values if record else {}

    def within(record: Any, field: str) -> str:
        return str(record.values.get(field, "")) if record else ""

    return Known(
        employer=within(values.get("employer"), "name"),
        position=within(values.get("position"), "title"),
        on=values.get("date"),
        people=tuple(within(one, "name") for one in values.get("interviewers", ())),
    )


def page(known: Known) -> str:
    """Lay the page out: the more people, the less room for each."""
    facts = [known.employer, known.position]
    facts.append(day_in_words(known.on, year=True) if known.on else "")
    about = ", ".join(filter(None, facts)) or "Employer, position, day: " + "_" * 55
    asked = [f"{number}. {question}" for number, question in enumerate(QUESTIONS, 1)]
    lines = [about, "Before you leave, ask:", *asked, ""]
    people = known.people or ("",) * _STRANGERS
    in_a_line = 1 if len(people) <= _ROOMY else 2
    wide = (COLUMNS_MAX + 2) // in_a_line - 2
    blanks = [_blank(label, wide) for label in BLANKS]
    firsts = range(0, len(blanks), in_a_line)
    below = ["  ".join(blanks[first : first + in_a_line]) for first in firsts]
    below += [""] * (in_a_line == 1)
    for name in people:
        unknown = _blank("* Name, title, email", COLUMNS_MAX)
        lines += [f"* {name}" if name else unknown, *below]
    lines.append(_CLOSING)
    return "\n".join(
        shortened(line, COLUMNS_MAX).rstrip() for line in lines[:LINES_MAX]
    )


def _blank(label: str, width: int) -> str:
    return f"{label} ".ljust(width, "_")


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
    begun = incomplete.casefold()
    with suppress(DrafterError, click.ClickException, OSError, ValueError):
        return [
            CompletionItem(word, help=about)
            for word, about in offer(ctx)
            if word.casefold().startswith(begun)
        ]
    return []


def _people(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Whom --only and --with may name, of the notes that stand on the line."""
    # An option that still lacks its value keeps click from giving words to arguments.
    named = ctx.params.get("interview") or ctx.args or "interview.yaml"
    path = str(Path(named if isinstance(named, str) else named[0]).expanduser())
    if path == STDIN:
        return
    try:
        notes = read_notes(path, Home.find().traceless()).interview
        yield from ((one.id, one.name) for one in notes.interviewers)
    except DrafterError:  # half-written notes have names all the same
        yield from ((slug(one), one) for one in read_known(path).people)
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
    "only": _people,
    "people": _people,
    "kind": _kinds,
    "rule": _rules,
    "templates name": _letters,
    "account": _accounts,
    "account name": _accounts,
}
"""By the name of a parameter, where need be behind the command's."""
