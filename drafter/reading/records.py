"""From nodes to values by a table of fields: what may stand in a file, and as what.

A `Field` is one row: its name, how its value is read, and the words that help to fill
it. The same rows make the JSON Schema, so editors and drafter never disagree. A reader
gives None both for "nothing there" and for "unreadable"; only the second leaves a
problem, and a field that is merely wrong, being in `Record.nodes`, is not missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.errors import InputError, Location, Problem
from drafter.reading.located import (
    Keyed,
    Listed,
    Node,
    Scalar,
    Unreadable,
    load,
    place_of,
)
from drafter.words import split_command


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from enum import StrEnum

_LONGEST = 5000  # no note is; what looks at words need not be quick beyond
_MOST_LINES = 8000
_BLANK = re.compile(r"(?<![\w/])_{3,}(?!\w)")
_HEAD, _TAIL = (
    re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})*\Z"),
    re.compile(r"\d{3}(?!\d)"),
)
_KEY_SHOWN = 40
_MOST_SHOWN = 100


class Shape(NamedTuple):
    """How one kind of value is read, and what its JSON Schema says."""

    read: Callable[[Node, str, list[Problem]], Any]
    schema: Mapping[str, Any]
    fields: tuple[Field, ...] = ()
    """Of a mapping or a list of mappings: what stands in it."""


class Field(NamedTuple):
    """One row of the table."""

    name: str
    shape: Shape
    help: str
    """What to write, or the sentence that `___` finishes."""
    required: bool = False
    judged: bool = False
    """Its absence is reported in better words by whoever builds the record."""


class Record(NamedTuple):
    """The readable fields of one mapping, by name, and where each stands."""

    node: Node
    values: dict[str, Any]
    nodes: dict[str, Node]
    """Of every field something stands in, readable or not."""

    @property
    def where(self) -> Location:
        """Where the mapping begins."""
        return place_of(self.node)

    def place(self, name: str, item: int = 0) -> Location:
        """Where the field stands, of a list one item, or the mapping that lacks it."""
        node = self.nodes.get(name, self.node)
        if isinstance(node, Listed) and node.items:
            node = node.items[item]
        return place_of(node)


def read_file(
    data: bytes, file: str, fields: Sequence[Field]
) -> tuple[Record | None, list[Problem]]:
    """Read a whole file by its table; None when it holds no fields."""
    source = load(data, file)
    if isinstance(source.root, Keyed):
        return read_fields(source.root, fields, "", source.problems), source.problems
    if source.root is not None:
        refuse_kind(
            source.root, "the file", "fields, as in `date: ...`", source.problems
        )
    return None, source.problems


def refusal(problems: Iterable[Problem]) -> InputError:
    """Gather the problems in the order of the file; after the first hundred, stop."""
    ordered = in_order(problems)
    more = len(ordered) - _MOST_SHOWN
    if more > 0:
        where = Location(ordered[0].where.file)
        ordered[_MOST_SHOWN:] = [Problem(where, f"{more} more problems")]
    return InputError(*ordered)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place, each once."""
    return sorted(
        dict.fromkeys(problems), key=lambda p: (p.where.line, p.where.column, p.fact)
    )


def read_fields(
    node: Keyed, fields: Sequence[Field], name: str, problems: list[Problem]
) -> Record:
    """Read a mapping by its table; unknown and missing fields are problems."""
    table = {row.name: row for row in fields}
    return _read_by(table, node, name, problems)


def _read_by(
    table: dict[str, Field], node: Keyed, name: str, problems: list[Problem]
) -> Record:
    record = Record(node, {}, {})
    _, values, nodes = record
    for typed, below in node.entries:
        key = typed.value
        row = table.get(key)
        if row is None:
            meant = nearest(key, table) if len(problems) < _MOST_SHOWN else ""
            nodes.setdefault(meant, typed)
            problems.append(_unknown(key, place_of(typed), table, meant))
        elif not is_empty(below):
            nodes[key] = below
            value = row.shape.read(below, key, problems)
            if value is not None:
                values[key] = value
        elif row.required and not row.judged:
            nodes[key] = below
            problems.append(Problem(place_of(below), f"{key} is empty", row.help))
    for key, row in table.items():
        if row.required and not row.judged and key not in nodes:
            fact = f"{name}: {key} is missing".removeprefix(": ")
            problems.append(Problem(record.where, fact, row.help))
    return record


def is_empty(node: Node) -> bool:
    """Whether nothing stands there: no text, or a list or mapping without content."""
    if isinstance(node, Scalar):
        return not node.value.strip()
    return isinstance(node, Listed | Keyed) and not node[0]


def refuse_kind(node: Node, name: str, wanted: str, problems: list[Problem]) -> None:
    """Say that a list, mapping or text stands where another belongs."""
    match node:
        case Unreadable():
            return
        case Keyed(entries):
            first = f" ({entries[0][0].value[:_KEY_SHOWN]}: ...)" if entries else ""
            found = f"a mapping{first}"
            remedy = "quote a text that holds `: ` or begins with {"
        case Listed():
            found, remedy = "a list", "quote a text that begins with [ or -"
        case Scalar():
            found, remedy = f"the text {shortened(node.value)!r}", ""
    problems.append(
        Problem(place_of(node), f"{name} must be {wanted}, not {found}", remedy)
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Offer the known word that was probably meant, or nothing."""
    meant = nearest(word, known)
    return f"did you mean {meant}?" if meant else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Find the known word that was probably meant, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake pays for it

    names = {name.lower().replace("_", ""): name for name in known}
    plain = "".join(c for c in word[:_KEY_SHOWN].lower() if c.isalnum() or c in "+&")
    close = get_close_matches(plain, names, n=1, cutoff=0.7)
    return names[close[0]] if close else ""


def shortened(text: str) -> str:
    """Cut a text to what fits into a message."""
    return text if len(text) <= _KEY_SHOWN else text[: _KEY_SHOWN - 3] + "..."


def _unknown(
    key: str, where: Location, table: Mapping[str, Field], meant: str
) -> Problem:
    fact = f"unknown key {shortened(key)!r}"
    if "password" in key and "password_command" in table:
        remedy = "no file holds a password; use password_command or the keyring"
        return Problem(where, fact, remedy)
    below = {row.name: [one.name for one in row.shape.fields] for row in table.values()}
    owners = [name for name, inner in below.items() if key in inner]
    if owners:
        return Problem(where, fact, f"it belongs under {' or '.join(owners)}")
    remedy = f"did you mean {meant}?" if meant else f"known: {', '.join(table)}"
    return Problem(where, fact, remedy)


TYPED = {"type": ["string", "number", "boolean"]}
"""What an editor's YAML makes of text: `title: 007` is a number to it, not to us."""


def parsed(
    parse: Callable[[str], Any],
    schema: dict[str, Any] | None = None,
    *,
    lines: bool = False,
) -> Shape:
    """Make the shape of a line of text; `parse` raises ValueError(fact[, remedy]).

    `lines`: it may have several, and its paragraphs are kept.
    """
    wanted = "a text (`|` and lines below it)" if lines else "one line of text"

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        if not isinstance(node, Scalar):
            refuse_kind(node, name, wanted, problems)
            return None
        text = _without_edges(node.value) if lines else node.value.strip()
        is_short = len(text) <= _LONGEST and "\n" not in text and "___" not in text
        if not is_short and (fault := _unfit(text, lines=lines)):
            problems.append(Problem(place_of(node), f"{name} {fault[0]}", fault[1]))
            return None
        try:
            return parse(text)
        except ValueError as error:
            fact, remedy = (*error.args, "")[:2]
            problems.append(Problem(place_of(node), f"{name}: {fact}", remedy))
            return None

    return Shape(read, schema or TYPED)


def _without_edges(text: str) -> str:
    lines = [line.rstrip() for line in text.strip("\n").split("\n")]
    return "\n".join(lines).strip("\n")


def _unfit(text: str, *, lines: bool) -> tuple[str, str] | None:
    if "\n" in text and not lines:
        return "has a line break", "write it on one line"
    if len(text) > (_MOST_LINES if lines else _LONGEST):
        remedy = "no letter is so long" if lines else "say it in a sentence"
        return f"has {len(text)} characters", remedy
    if _BLANK.search(text):
        return "is still blank", "fill it in, or delete the line"
    return None


def one_of(choices: type[StrEnum] | tuple[str, ...]) -> Shape:
    """Make the shape of a word from a closed set."""
    known = tuple(str(choice) for choice in choices)

    def parse(text: str) -> str:
        if text not in known:
            remedy = did_you_mean(text, known) or f"one of: {', '.join(known)}"
            raise ValueError(f"{shortened(text)!r} is not known", remedy)
        return text if isinstance(choices, tuple) else choices(text)

    return parsed(parse, {"enum": list(known)})


def _uncut(values: list[Any]) -> list[Any]:
    """Join the number that YAML cut at its comma: [the backlog of 2,300 claims]."""
    whole: list[Any] = []
    for value in values:
        texts = whole and isinstance(value, str) and isinstance(whole[-1], str)
        if texts and _HEAD.search(whole[-1]) and _TAIL.match(value):
            whole[-1] = f"{whole[-1]},{value}"
        else:
            whole.append(value)
    return whole


def list_of(shape: Shape) -> Shape:
    """Make the shape of one value or a list of them; read as a tuple."""

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        items = node.items if isinstance(node, Listed) else (node,)
        values: list[Any] = []
        for item in items:
            if is_empty(item):
                fact = f"{name}: an empty item"
                problems.append(Problem(place_of(item), fact, "delete it"))
                values.append(None)
            else:
                values.append(shape.read(item, name, problems))
        return None if None in values else tuple(_uncut(values))

    several = {"type": "array", "items": shape.schema}
    return Shape(read, {"anyOf": [shape.schema, several]})


def mapping(fields: tuple[Field, ...], short: str = "") -> Shape:
    """Make the shape of a mapping; a text alone is its field `short`."""
    table = {row.name: row for row in fields}

    def read(node: Node, name: str, problems: list[Problem]) -> Record | None:
        if isinstance(node, Keyed):
            return _read_by(table, node, name, problems)
        if not short or not isinstance(node, Scalar):
            refuse_kind(
                node, name, "a mapping (`name: value` lines below it)", problems
            )
            return None
        value = table[short].shape.read(node, name, problems)
        if value is None:
            return None
        return Record(node, {short: value}, {short: node})

    schema = object_schema(fields)
    if short:
        schema = {"anyOf": [table[short].shape.schema, schema]}
    return Shape(read, schema, fields)


def mappings(fields: tuple[Field, ...], longest: int = 0, short: str = "") -> Shape:
    """Make the shape of a list of mappings; read as a tuple of records.

    An item that is a text alone is its field `short`.
    """
    one = mapping(fields, short)

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        if not isinstance(node, Listed):
            refuse_kind(node, name, "a list (each begins with `- `)", problems)
            return None
        if longest and len(node.items) > longest:
            fact = f"{len(node.items)} {name}, at most {longest}"
            remedy = "split the day into two files"
            problems.append(Problem(place_of(node.items[longest]), fact, remedy))
        found = [
            one.read(item, f"each of {name}", problems)
            for item in node.items[: longest or None]
        ]
        return tuple(record for record in found if record is not None)

    schema: dict[str, Any] = {"type": "array", "items": one.schema}
    if longest:
        schema |= {"minItems": 1, "maxItems": longest}
    return Shape(read, schema, fields)


def named(shape: Shape) -> Shape:
    """Make the shape of a mapping whose keys are free; read as a dict of records."""

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        if not isinstance(node, Keyed):
            refuse_kind(node, name, "a mapping (a name, below it its fields)", problems)
            return None
        below = {key.value: one for key, one in node.entries}
        found = ((key, shape.read(one, key, problems)) for key, one in below.items())
        return {key: value for key, value in found if value is not None}

    schema = {"type": "object", "additionalProperties": shape.schema}
    return Shape(read, schema, shape.fields)


def words() -> Shape:
    """Make the shape of a command: a list of words, or a text split as shells do."""
    several, text = list_of(parsed(str)), parsed(_split)

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        shape = several if isinstance(node, Listed) else text
        return shape.read(node, name, problems)

    return Shape(read, several.schema)


def _split(text: str) -> tuple[str, ...]:
    try:
        return split_command(text)
    except ValueError:
        raise ValueError("a quotation mark is not closed", "write a list") from None


def object_schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Say the table as JSON Schema; an optional field may stand there empty."""
    properties: dict[str, Any] = {}
    for row in fields:
        schema: dict[str, Any] = dict(row.shape.schema)
        if not row.required:
            schema = {"anyOf": [schema, {"enum": ["", None]}]}
        properties[row.name] = {"description": row.help, **schema}
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = [row.name for row in fields if row.required]
    return schema | ({"required": required} if required else {})
