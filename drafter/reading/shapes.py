"""The shapes of values: one line, a word of a set, a list, a mapping.

Each makes a reader and its JSON Schema together. Long and short forms are shapes too:
`topics: x` is `topics: [x]`, `employer: X` is `employer: {name: X}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from drafter.errors import Problem
from drafter.reading.nodes import Keyed, Listed, Node, Scalar
from drafter.reading.records import (
    Field,
    Record,
    Shape,
    did_you_mean,
    is_empty,
    read_fields,
    refuse_kind,
    shortened,
)


if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

_LONGEST = 5000  # no note is; what looks at words need not be quick beyond
_MOST_LINES = 8000
_BLANK = re.compile(r"(?<![\w/])_{3,}(?!\w)")

TYPED = {"type": ["string", "number", "boolean"]}
"""What an editor's YAML makes of text: `title: 007` is a number to it, not to us."""


def parsed(parse: Callable[[str], Any], schema: dict[str, Any] | None = None) -> Shape:
    """Make the shape of one line of text; `parse` raises ValueError(fact[, remedy])."""

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        text = _line(node, name, problems)
        if text is None:
            return None
        return _parsed(text, parse, Problem(node.where, name), problems)

    return Shape(read, schema or TYPED)


def lines_of(parse: Callable[[str], Any]) -> Shape:
    """Make the shape of a text of several lines, whose paragraphs are kept."""

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        if not isinstance(node, Scalar):
            refuse_kind(node, name, "a text (`|` and lines below it)", problems)
            return None
        lines = [line.rstrip() for line in node.text.strip("\n").split("\n")]
        text = "\n".join(lines).strip("\n")
        try:
            text = _whole(text, _MOST_LINES)
        except ValueError as error:
            fact, remedy = error.args
            problems.append(Problem(node.where, f"{name} {fact}", remedy))
            return None
        return _parsed(text, parse, Problem(node.where, name), problems)

    return Shape(read, TYPED)


def one_of(choices: type[StrEnum] | tuple[str, ...]) -> Shape:
    """Make the shape of a word from a closed set."""
    known = tuple(str(choice) for choice in choices)

    def parse(text: str) -> str:
        if text not in known:
            remedy = did_you_mean(text, known) or f"one of: {', '.join(known)}"
            raise ValueError(f"{shortened(text)!r} is not known", remedy)
        return text if isinstance(choices, tuple) else choices(text)

    return parsed(parse, {"enum": list(known)})


def list_of(shape: Shape) -> Shape:
    """Make the shape of one value or a list of them; read as a tuple."""

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        items = node.items if isinstance(node, Listed) else (node,)
        values: list[Any] = []
        for item in items:
            if is_empty(item):
                fact = f"{name}: an empty item"
                problems.append(Problem(item.where, fact, "delete it"))
                values.append(None)
            else:
                values.append(shape.read(item, name, problems))
        return None if None in values else tuple(values)

    several = {"type": "array", "items": shape.schema}
    return Shape(read, {"anyOf": [shape.schema, several]})


def mapping(fields: tuple[Field, ...], short: str = "") -> Shape:
    """Make the shape of a mapping; a text alone is its field `short`."""

    def read(node: Node, name: str, problems: list[Problem]) -> Record | None:
        if isinstance(node, Keyed):
            return read_fields(node, fields, name, problems)
        if not short or not isinstance(node, Scalar):
            refuse_kind(
                node, name, "a mapping (`name: value` lines below it)", problems
            )
            return None
        row = next(row for row in fields if row.name == short)
        value = row.shape.read(node, name, problems)
        if value is None:
            return None
        return Record(node.where, {short: value}, {short: (node.where,)}, {short})

    schema = object_schema(fields)
    if short:
        alone = next(row.shape.schema for row in fields if row.name == short)
        schema = {"anyOf": [alone, schema]}
    return Shape(read, schema, fields)


def mappings(fields: tuple[Field, ...], longest: int = 0) -> Shape:
    """Make the shape of a list of mappings; read as a tuple of records."""

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        if not isinstance(node, Listed):
            refuse_kind(node, name, "a list (each begins with `- `)", problems)
            return None
        if longest and len(node.items) > longest:
            fact = f"{len(node.items)} {name}, at most {longest}"
            remedy = "split the day into two files"
            problems.append(Problem(node.items[longest].where, fact, remedy))
        one = mapping(fields)
        found = [
            one.read(item, f"each of {name}", problems)
            for item in node.items[: longest or None]
        ]
        return tuple(record for record in found if record is not None)

    schema: dict[str, Any] = {"type": "array", "items": object_schema(fields)}
    if longest:
        schema |= {"minItems": 1, "maxItems": longest}
    return Shape(read, schema, fields)


def named(shape: Shape) -> Shape:
    """Make the shape of a mapping whose keys are free; read as a dict of records."""

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        if not isinstance(node, Keyed):
            refuse_kind(node, name, "a mapping (a name, below it its fields)", problems)
            return None
        found = ((e.key, shape.read(e.value, e.key, problems)) for e in node.entries)
        return {key: value for key, value in found if value is not None}

    schema = {"type": "object", "additionalProperties": shape.schema}
    return Shape(read, schema, shape.fields)


def words() -> Shape:
    """Make the shape of a command: a list of words, or a text split as shells do."""
    word, text = parsed(str), parsed(_split)

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        if isinstance(node, Listed):
            return list_of(word).read(node, name, problems)
        return text.read(node, name, problems)

    return Shape(read, {"anyOf": [TYPED, {"type": "array", "items": TYPED}]})


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


def _line(node: Node, name: str, problems: list[Problem]) -> str | None:
    """Read one line of text; a block's own line end is not part of it."""
    if not isinstance(node, Scalar):
        refuse_kind(node, name, "one line of text", problems)
        return None
    try:
        return _whole(node.text.strip(), _LONGEST)
    except ValueError as error:
        fact, remedy = error.args
        problems.append(Problem(node.where, f"{name} {fact}", remedy))
        return None


def _parsed(
    text: str, parse: Callable[[str], Any], of: Problem, problems: list[Problem]
) -> Any:
    """Parse a text; `of` is the field and its place, for what is wrong."""
    try:
        return parse(text)
    except ValueError as error:
        fact, remedy = (*error.args, "")[:2]
        problems.append(Problem(of.where, f"{of.fact}: {fact}", remedy))
        return None


def _whole(text: str, longest: int) -> str:
    if "\n" in text and longest == _LONGEST:
        raise ValueError("has a line break", "write it on one line")
    if len(text) > longest:
        remedy = (
            "say it in a sentence" if longest == _LONGEST else "no letter is so long"
        )
        raise ValueError(f"has {len(text)} characters", remedy)
    if _BLANK.search(text):
        raise ValueError("is still blank", "fill it in, or delete the line")
    return text


def _split(text: str) -> tuple[str, ...]:
    import shlex  # noqa: PLC0415 - few accounts have a command

    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise ValueError("a quotation mark is not closed", "write a list") from None
