"""`drafter templates`: which letters there are, and how to change the words."""

from __future__ import annotations

import re
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import click
from jinja2 import nodes

from drafter.cli.home import Home
from drafter.cli.options import JSON, TEMPLATES
from drafter.cli.screen import print_json, say
from drafter.delivery.files import put_whole, refusals_as_one_line
from drafter.draft import ANSWERS, Kind
from drafter.errors import Location, Problem, TemplateError
from drafter.interview import Role, Tone
from drafter.language import in_language, languages
from drafter.reading.records import did_you_mean
from drafter.templating.choice import EXEMPT_WORDS
from drafter.templating.context import DERIVED, FACTS, WHOLE
from drafter.templating.letters import GREETING, PAGE, Letter, Library, folder_of


if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 12
"""People in one interview."""
_TO_EVERYONE = ("thank_you", "card", "linkedin")
"""Kinds that go to each of them."""
_WHEN = ("May tell", "Best for", "Only", "Not for")


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List, show, edit and check the letters and phrases."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_templates)


@command.command("list")
@TEMPLATES
@JSON
def list_templates(templates: Path | None = None, *, as_json: bool = False) -> None:
    """List every letter of every kind, yours marked, and the phrases.

    A letter of yours replaces the packaged one of its name; another name joins the
    letters of its kind.
    """
    library = Home.find().library(templates)
    if as_json:
        _list_json(library)
        return
    for folder in _kinds():
        say(folder, bold=True)
        for letter in library.letters(folder):
            mark = f"  (yours: {letter.where.file})" if not letter.packaged else ""
            say(f"  {letter.name.rpartition('/')[2]:<18} {_when(letter)}{mark}")
    say("phrases", bold=True)
    for path in _lists(library):
        say(f"  {path}")


def _list_json(library: Library) -> None:
    letters = [
        {
            "kind": kind,
            "language": language,
            "name": letter.name,
            "file": letter.where.file,
            "packaged": letter.packaged,
            "for": letter.needs,
            **{part.lower().replace(" ", "_"): letter.head[part] for part in _WHEN},
        }
        for folder, (kind, language) in _kinds().items()
        for letter in library.letters(folder)
    ]
    print_json({"letters": letters, "phrases": [*map(str, _lists(library))]})


def _lists(library: Library) -> Iterator[Path]:
    for place in library.folders:
        for pattern in ("phrases.*.txt", "*/phrases.*.txt"):
            yield from sorted(place.glob(pattern))


@command.command()
@click.argument("name")
@TEMPLATES
def show(name: str, templates: Path | None) -> None:
    """Print a letter (thank_you/answer) or the phrases of a tone (phrases.warm)."""
    path = _path(Home.find().library(templates), name)
    say(path.read_text("utf-8-sig").rstrip("\n"))


@command.command()
@click.argument("name")
def edit(name: str) -> None:
    """Open your copy in $EDITOR; made from the packaged one the first time.

    For phrases a file of your own begins empty: your lines come before the packaged.
    """
    home = Home.find()
    library = home.library(None)
    source = _path(library, name)
    inside = next(f for f in library.folders if source.is_relative_to(f))
    yours = home.templates / source.relative_to(inside)
    if not yours.exists():
        data = source.read_bytes()
        if yours.name.startswith("phrases."):
            data = (
                "# Your lines, under the packaged headings: yours come first.\n"
                f"# Packaged: {source}\n"
            ).encode("utf-8", "replace")
        with refusals_as_one_line(yours, "move it away, or set DRAFTER_HOME"):
            yours.parent.mkdir(parents=True, exist_ok=True)
            put_whole(yours, data, overwrite=False)
        say(f"{yours}: made for you; delete it to go back")
    click.edit(filename=str(yours))
    say(f"{yours}: check it with: drafter templates check")


@command.command()
@TEMPLATES
def check(templates: Path | None) -> None:
    """Check letters and phrases: names, first lines, for how many people they do."""
    library = Home.find().library(templates)
    problems: list[Problem] = []
    for tone, language in product(Tone, languages()):
        with _noted(problems):
            library.phrases(tone, language)
    for folder in _kinds():
        with _noted(problems):
            letters = library.letters(folder)
            problems += (p for one in letters for p in _disagrees(library, one))
            if letters:
                _tell(library, folder, len(letters))
    if not problems:
        problems += _unsaid(library)
    if problems:
        raise TemplateError(*dict.fromkeys(problems))
    say(
        "Everything is ready. To read it with your notes: drafter thanks FILE --dry-run"
    )


@contextmanager
def _noted(problems: list[Problem]) -> Iterator[None]:
    """Go on where a letter is wrong, and tell it with all others."""
    try:
        yield
    except TemplateError as error:
        problems += error.problems


def _unsaid(library: Library) -> Iterator[Problem]:
    """Lists of the user's that no letter says, as one has whose heading is mistyped."""
    letters = (letter for folder in _kinds() for letter in library.letters(folder))
    said = {"promise", "promise_more"}.union(*(letter.names for letter in letters))
    tones = product(Tone, languages())
    for lists in (one for each in tones for one in library.phrases(*each).files):
        for (heading, _), lines in lists.items():
            if heading not in said and lines and not lines[0].packaged:
                meant = did_you_mean(heading, sorted(said & library.sandbox.phrases))
                fact = f"it stands under [{heading}], and no letter says that"
                yield Problem(lines[0].where, fact, meant)


def _disagrees(library: Library, letter: Letter) -> Iterator[Problem]:
    """Tell where the first line and the text of a letter say different things."""
    for language in languages():
        library.phrases(Tone.WARM, language)  # their headings are names too
    tree, where = letter.tree, letter.where
    if problems := [*letter.mistakes(tree)]:
        raise TemplateError(*problems)
    named = {DERIVED.get(n.name, n.name) for n in tree.find_all(nodes.Name)}
    needed = {DERIVED.get(name, name) for group in letter.needs for name in group}
    said = {name for name in needed - named - {"met"} if "." not in name}
    claimed = {f"For: {name}": f"goes only to people with `{name}`" for name in said}
    for name in letter.head["May tell"]:
        if DERIVED.get(name, name) not in named:
            claimed[f"May tell: {name}"] = f"may tell `{name}`"
    for claim, does in sorted(claimed.items()):
        fact = f"the first line says that this letter {does} ({claim}), and the text"
        remedy = "leave it out of the first line, or say it"
        yield Problem(where, f"{fact} never says it", remedy)
    parts = (FACTS | {"topic", "letter", "card"}) - WHOLE
    for line, name in sorted(set(_unasked(tree))):
        if DERIVED.get(name, name) in parts - needed:
            sentence = _as_read(letter, line, name)
            fact = (
                f'"{sentence}" says {{{{ {name} }}}} to everyone, also where it is not'
            )
            fact += " filled"
            remedy = f"add it to For:, or write {{% if {name} %}} around the sentence"
            yield Problem(Location(where.file, line), fact, remedy)


def _as_read(letter: Letter, line: int, name: str) -> str:
    """Give the sentence with a blank where the field stands, as the notes show it."""
    from drafter.templating.letters import read_source

    text = read_source(Path(letter.where.file)).splitlines()[line - 1]
    text = re.sub(r"\{[#%].*?[#%]\}", "", text.removeprefix("Subject: "))
    text = re.sub(rf"\{{\{{\W*{name}\b.*?\}}\}}", "___", text)
    text = re.sub(r"\{\{\W*(\w+).*?\}\}", r"(\1)", text)
    sentences = re.split(r"(?<=[.?!])\s+", text.strip())
    return next((one for one in sentences if "___" in one), text.strip())


def _unasked(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Names that are printed under no condition."""
    for child in node.iter_child_nodes(exclude=("test",)):
        if isinstance(child, nodes.Output):
            yield from ((n.lineno, n.name) for n in child.find_all(nodes.Name))
        elif not isinstance(child, nodes.If):
            yield from _unasked(child)


def _tell(library: Library, folder: str, count: int) -> None:
    """Say for how many people of one interview there are lines enough."""
    many = "1 letter" if count == 1 else f"{count} letters"
    lists = {tone: sorted(_short_lists(library, folder, tone)) for tone in Tone}
    kind, language = _kinds()[folder]
    enough = not any(lists.values()) and kind in _TO_EVERYONE
    say(f"{folder}: {many}" + f", and phrases for {LARGEST} people" * enough)
    for tone, few in lists.items():
        for people, heading, role in few:
            reader = role.replace("_", " ")
            lines = "1 line" if people == 1 else f"{people} lines"
            name = in_language(f"phrases.{tone}", language)
            fact = f"{name}: [{heading}] has {lines} for a {reader}"
            why = "with more of them, somebody reads what a colleague reads"
            say(f"  {fact}: {why}. Add lines.")


def _short_lists(
    library: Library, folder: str, tone: Tone
) -> Iterator[tuple[int, str, str]]:
    """Headings with fewer lines than an interview may have people, and for whom."""
    kind, language = _kinds()[folder]
    phrases = library.phrases(tone, language)
    letters = library.letters(folder) if kind in _TO_EVERYONE else ()
    used = frozenset[str]().union(*(one.names for one in letters))
    for heading in phrases.headings() & used:
        fewest = []
        for role in Role:
            words = frozenset({kind.replace("_", "-"), str(role)})
            lines = [x for one in phrases.for_reader(heading, words) for x in one]
            endless = any(
                line.facts or len(line.text.split()) < EXEMPT_WORDS for line in lines
            ) or any(line.once for line in lines)
            if lines and not endless:
                fewest.append((len({line.key for line in lines}), heading, str(role)))
        if fewest and min(fewest)[0] < LARGEST:
            yield min(fewest)


def _kinds() -> dict[str, tuple[str, str]]:
    """The folders of letters, each with the kind and the language it is of."""
    kinds = [folder_of(kind) for kind in Kind if kind is not Kind.REPLY]
    kinds += [folder_of(Kind.REPLY, to) for to in ANSWERS]
    return {
        in_language(kind, language): (kind, language)
        for language in languages()
        for kind in (*kinds, GREETING)
    }


def _when(letter: Letter) -> str:
    parts = [" or ".join(group) for group in letter.needs]
    told = f"for {', '.join(parts)}" if parts else "for everyone"
    for part in ("Best for", "Only"):
        if names := letter.head[part]:
            told += f"; {part.lower()} {', '.join(names)}"
    return told


def _path(library: Library, name: str) -> Path:
    """The file that a name means, in the strongest folder that has it."""
    parts = name.split("/")
    if all(parts) and {PAGE, ".."}.isdisjoint(parts) and not {"\\", "\0"} & set(name):
        for folder in library.folders:
            for ending in ("", ".md.j2", ".txt.j2", ".txt"):
                if (path := folder / f"{name}{ending}").is_file():
                    return path
    fact = f"there is no letter '{name}'"
    raise click.UsageError(f"{fact} (see: drafter templates list)")
