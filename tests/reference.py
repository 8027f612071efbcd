"""No test: makes what in docs/ is told by the program itself (`./run docs`).

fields.md from the field table and the commands' options, drafter.1 (the man page) from
the commands' own help, and the two schemas.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli import drafter
from drafter.reading.fields import CONFIG, INTERVIEW, schema_text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from drafter.reading.records import Field

DOCS = Path(__file__).parents[1] / "docs"
EXITS = {
    0: "done; warnings may have been printed",
    2: "the command line is wrong",
    3: "a file of notes or config.yaml is wrong: FILE:LINE:COLUMN: ...",
    4: "a template is wrong: FILE:LINE: ...",
    5: "refused: the guard or the calendar says no; nothing was written for anyone",
    6: "could not be delivered: folder, mail server, keyring, standard output",
    130: "stopped by Ctrl-C; what was already written is told",
}
VARIABLES = {
    "DRAFTER_HOME": "one folder for config.yaml, templates, journal and cache",
    "DRAFTER_PASSWORD": "the password of the mail account, for machines",
    "DRAFTER_TOKEN": "likewise an access token",
    "NO_COLOR": "anything: no color on the terminal",
    "EDITOR": "the program that `drafter templates edit` opens",
}
FILES = {
    "config.yaml": "who you are, how drafts look, your mail accounts",
    "templates/": "your own letters and phrases",
    "journal.sqlite3": "what was drafted, sent, called, answered; no text of a letter",
    "cache/": "holidays, worked out once; may be deleted",
    "interview.schema.json": "the fields, for your editor; drafter new keeps it",
}
_WHERE = (
    "drafter where says where they are: in the folder DRAFTER_HOME if that is set, "
    "else where this system keeps settings and state."
)


_WHOLE = click.Context(drafter, info_name="drafter", **drafter.context_settings)


def reference() -> dict[str, str]:
    """Every generated file by its name."""
    return {
        "fields.md": _fields_page(),
        "drafter.1": _man_page(),
        "interview.schema.json": schema_text("interview"),
        "config.schema.json": schema_text("config"),
    }


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command as it is typed, also those below `account` and `templates`."""
    for name in drafter.list_commands(_WHOLE):
        command = drafter.get_command(_WHOLE, name)
        assert command
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {n}", one) for n, one in command.commands.items())


def _fields_page() -> str:
    return "\n".join(
        [
            "# Every field, exit code and variable",
            "",
            "Made by `./run docs` from the program's own tables. A field in **bold**",
            "is required; a text with `___` is a sentence that the value finishes.",
            "",
            *_tables("interview.yaml", INTERVIEW),
            *_tables("config.yaml", CONFIG),
            "## Where things lie",
            "",
            f"`{_WHERE.replace(' says', '` says', 1)}",
            "",
            *_table(("file", "holds"), FILES),
            "## Exit codes",
            "",
            *_table(("exit", "means"), EXITS),
            "## Environment variables",
            "",
            "An option typed beats its variable; `1` sets one that takes no value.",
            "",
            *_table(("variable", "is"), VARIABLES | _options()),
        ]
    )


def _tables(title: str, fields: Sequence[Field], level: str = "##") -> Iterator[str]:
    """One table, then one for each field that holds fields of its own."""
    yield from (f"{level} {title}", "", "| field | value | |", "|---|---|---|")
    inner = []
    for row in fields:
        name = f"**`{row.name}`**" if row.required else f"`{row.name}`"
        yield f"| {name} | {_value(row)} | {_cell(row.help)} |"
        if row.shape.fields and row.name != "you":
            inner.append(row)
    yield ""
    for row in inner:
        yield from _tables(f"`{row.name}`", row.shape.fields, "###")
    if title == "interview.yaml":
        yield from _tables(
            "`you`, here and in config.yaml", fields[0].shape.fields, "###"
        )


def _value(row: Field) -> str:
    """What may stand there, in a word or two."""
    schema: Mapping[str, Any] = row.shape.schema
    if row.shape.fields:
        many = {"array": "a list", "object": "fields by name"}
        shape = many.get(schema.get("type", ""), "fields")
        if row.name == "you" or "properties" in schema:
            shape = "fields"
        return f"{shape}, or one text" if "anyOf" in schema else shape
    if choices := schema.get("enum"):
        return ", ".join(f"`{choice}`" for choice in choices)
    if schema.get("format") == "date":
        return "a date: `2026-06-02`"
    if "boolean" in schema.get("type", ()) and "pattern" in schema:
        return "`yes` or `no`"
    if "integer" in schema.get("type", ()):
        return "a number"
    return "one or a list" if "anyOf" in schema else "text"


def _options() -> dict[str, str]:
    """Each option's own variable, and what it does."""
    found: dict[str, str] = {}
    for _, command in [("", drafter), *commands()]:
        for one in command.params:
            if isinstance(one, click.Option) and isinstance(one.envvar, str):
                found.setdefault(one.envvar, f"`{one.opts[0]}`: {one.help}")
    return dict(sorted(found.items()))


def _table(head: tuple[str, str], rows: Mapping[Any, str]) -> Iterator[str]:
    yield f"| {head[0]} | {head[1]} |"
    yield "|---|---|"
    yield from (f"| `{name}` | {_cell(text)} |" for name, text in rows.items())
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("`___`", "___").replace("___", "`___`")


def _man_page() -> str:
    lines = [
        ".\\\" Made by `./run docs` from the commands' own help.",
        ".TH DRAFTER 1",
        ".SH NAME",
        "drafter \\- personal follow\\-up after a job interview, never sent for you",
        ".SH SYNOPSIS",
        ".B drafter",
        "[\\-\\-today DATE] COMMAND [ARGS]...",
        ".SH DESCRIPTION",
        *_paragraphs(drafter.help or ""),
        ".SH COMMANDS",
    ]
    for name, command in commands():
        context = click.Context(command, parent=_WHOLE, info_name=name)
        pieces = " ".join(command.collect_usage_pieces(context))
        lines += [f".SS drafter {_roff(name)} {_roff(pieces)}"]
        lines += _paragraphs(command.help or "")
        records = (one.get_help_record(context) for one in command.params)
        for opts, words in (record for record in records if record and record[1]):
            lines += [".TP", f".B {_roff(opts)}", _roff(words)]
    for title, rows in (
        ("FILES", FILES),
        ("EXIT STATUS", EXITS),
        ("ENVIRONMENT", VARIABLES),
    ):
        lines += [f".SH {title}"]
        for term, words in rows.items():
            lines += [".TP", f".B {_roff(str(term))}", _roff(words)]
        if rows is FILES:
            lines += [".PP", _roff(_WHERE)]
    lines += [".PP", "Every option can also be set as DRAFTER_OPTION."]
    return "\n".join(lines) + "\n"


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a help; click's \\b marks one whose lines are to be kept."""
    for part in cleandoc(text).split("\n\n"):
        kept = part.startswith("\b")
        yield ".PP"
        if kept:
            yield from (".nf", *map(_roff, part.split("\n")[1:]), ".fi")
        else:
            yield _roff(" ".join(part.split()))


def _roff(text: str) -> str:
    """Words that troff prints as they are."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"(?m)^(?=[.'])", "\\\\&", text)


if __name__ == "__main__":
    for name, text in reference().items():
        (DOCS / name).write_text(text, "utf-8")
