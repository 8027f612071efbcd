"""The shapes of values: a line of text and its kinds, a list, a mapping, a timeline.

Each makes a reader and its JSON Schema together. Every scalar arrives as text, and only
a shape turns it into something else, so `name: No` and `asked: 14:30` stay what was
typed. Long and short forms are shapes too: `topics: x` is `topics: [x]`. A parser says
what is wrong as `ValueError(fact, remedy)`; the shape adds the field and the place.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.address import Address
from drafter.errors import Problem
from drafter.reading.located import Entry, Keyed, Listed, Node, Scalar
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
    from collections.abc import Callable, Iterator
    from enum import StrEnum

    from drafter.errors import Location


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


# What people write where they know nothing; as a whole field only. Names are exempt:
# somebody is called None, and No.
_NOTHING = re.compile(
    r"(?:null|nil|none|~|n/?a|tbd|tbc|to-?do|fixme|x{3,}|\?+|-+|\.{3,}|…)\Z",
    re.IGNORECASE,
)
_YEARS = range(2000, 2100)  # beyond, a date is a slip, and calendars run out
_YES_NO = {
    "yes": True,
    "true": True,
    "on": True,
    "no": False,
    "false": False,
    "off": False,
}
_COUNTRY_LENGTH = 2
_PORT_MAX = 65535


def _text(text: str) -> str:
    if _NOTHING.match(text):
        raise ValueError(f"{text!r} says nothing", "fill it in, or delete the line")
    return text


def _day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"{shortened(text)!r} is not a date", "write it as 2026-06-02")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} does not exist", "look it up in a calendar") from None
    if day.year not in _YEARS:
        raise ValueError(f"{text} is not in this century", "mend the year")
    return day


def _due(text: str) -> date | str:
    """Take a date, or words for the calendar: "Thursday", "by Friday"."""
    return _day(text) if re.match(r"\d+[-./]\d|\d+\Z", text) else _text(text)


def _yes_no(text: str) -> bool:
    if text.lower() not in _YES_NO:
        raise ValueError(
            f"{shortened(text)!r} is neither yes nor no", "write yes or no"
        )
    return _YES_NO[text.lower()]


def _email(text: str) -> Address:
    try:
        return Address.parse(text)
    except ValueError as error:
        remedy = "one address, or leave the line out rather than guess"
        raise ValueError(str(error), remedy) from None


def _domain(text: str) -> str:
    try:
        return Address.parse(f"a@{text.removeprefix('@')}").domain
    except ValueError:
        fact = f"{shortened(text)!r} is not a domain"
        raise ValueError(fact, "what follows the @, as in corvane.example") from None


def _country(text: str) -> str:
    spelt = len(text) == _COUNTRY_LENGTH and text.isascii() and text.isalpha()
    if text.upper() == "UK" or not spelt:
        remedy = "did you mean GB?" if text.upper() == "UK" else "as in US, DE, JP"
        raise ValueError(
            f"{shortened(text)!r} is not a two-letter country code", remedy
        )
    return text.upper()


def _phone(text: str) -> str:
    if not any(c.isdigit() for c in text):
        fact = f"{shortened(text)!r} is not a telephone number"
        raise ValueError(fact, "write it with the country, as in +1 207 555 0142")
    return text


def _link(text: str) -> str:
    if not re.fullmatch(r"(?i)https?://[^\s/?#]+\S*", text):
        raise ValueError(
            f"{shortened(text)!r} is not a link", "it begins with https://"
        )
    return text


def _port(text: str) -> int:
    number = int(text) if re.fullmatch(r"\d{1,5}", text, re.ASCII) else 0
    if not 0 < number <= _PORT_MAX:
        raise ValueError(f"{shortened(text)!r} is not a port", "993 is the usual one")
    return number


NAME = parsed(str)
TEXT = parsed(_text)
DAY = parsed(_day, {"type": "string", "format": "date"})
DUE = parsed(_due)
YES_NO = parsed(
    _yes_no,
    {
        "anyOf": [
            {"enum": ["yes", "no", True, False]},
            {"type": "string", "pattern": "^([Yy]|[Nn]|[Tt]|[Ff]|[Oo])[A-Za-z]{1,4}$"},
        ]
    },
)
EMAIL = parsed(_email, {"type": "string"})
DOMAIN = parsed(_domain, {"type": "string"})
COUNTRY = parsed(_country, {"type": "string", "pattern": "^[A-Za-z]{2}$"})
PHONE = parsed(_phone)
LINK = parsed(_link, {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})
LINES = lines_of(_text)
PATH = parsed(Path)
PORT = parsed(_port, {"type": ["integer", "string"]})


_WORDS = list_of(parsed(str))  # `TBD` is for `understand` to judge


class Said(NamedTuple):
    """One statement as typed; `on` is None when it was said at the interview."""

    on: date | None
    words: str
    where: Location


def _read(node: Node, name: str, problems: list[Problem]) -> tuple[Said, ...] | None:
    if not isinstance(node, Keyed):
        return tuple(_words(node, None, name, problems)) or None
    return tuple(s for e in node.entries for s in _dated(e, name, problems)) or None


def _dated(entry: Entry, name: str, problems: list[Problem]) -> Iterator[Said]:
    on = DAY.read(Scalar(entry.key, entry.where), name, problems)
    if on is not None:
        yield from _words(entry.value, on, name, problems)


def _words(
    node: Node, on: date | None, name: str, problems: list[Problem]
) -> Iterator[Said]:
    words: Any = _WORDS.read(node, name, problems)
    for text in words or ():
        yield Said(on, text, node.where)


_ONE: dict[str, Any] = {"anyOf": [TYPED, {"type": "array", "items": TYPED}]}
TIMELINE = Shape(
    _read,
    {
        "anyOf": [
            *_ONE["anyOf"],
            {
                "type": "object",
                "patternProperties": {r"^\d{4}-\d{2}-\d{2}$": _ONE},
                "additionalProperties": False,
            },
        ]
    },
)
