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
from drafter.reading.located import Keyed, Listed, Node, Scalar
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

    from drafter.errors import Location

_LONGEST = 5000  # no note is; what looks at words need not be quick beyond
_MOST_LINES = 8000
_BLANK = re.compile(r"(?<![\w/])_{3,}(?!\w)")
# What people write where they know nothing; as a whole field only. Names are exempt:
# somebody is called None, and No.
_NOTHING = re.compile(
    r"(?:null|nil|none|~|n/?a|tbd|tbc|to-?do|fixme|x{3,}|\?+|-+|\.{3,}|…)\Z",
    re.IGNORECASE,
)
_YEARS = range(2000, 2100)  # beyond, a date is a slip, and calendars run out
_PORT_MAX = 65535

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
        text = _without_edges(node.text) if lines else node.text.strip()
        if fault := _unfit(text, lines=lines):
            problems.append(Problem(node.where, f"{name} {fault[0]}", fault[1]))
            return None
        try:
            return parse(text)
        except ValueError as error:
            fact, remedy = (*error.args, "")[:2]
            problems.append(Problem(node.where, f"{name}: {fact}", remedy))
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
    several, text = list_of(parsed(str)), parsed(_split)

    def read(node: Node, name: str, problems: list[Problem]) -> Any:
        shape = several if isinstance(node, Listed) else text
        return shape.read(node, name, problems)

    return Shape(read, several.schema)


def _split(text: str) -> tuple[str, ...]:
    import shlex  # noqa: PLC0415 - few accounts have a command

    try:
        return tuple(shlex.split(text))
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
    if text.upper() == "UK" or not re.fullmatch("[A-Za-z]{2}", text):
        remedy = "did you mean GB?" if text.upper() == "UK" else "as in US, DE, JP"
        fact = f"{shortened(text)!r} is not a two-letter country code"
        raise ValueError(fact, remedy)
    return text.upper()


def _like(
    form: str, fact: str, remedy: str, make: Callable[[str], Any] = str
) -> Callable[[str], Any]:
    """Make the parser of a text in one form; `fact` says what another one is not."""

    def parse(text: str) -> Any:
        if not re.fullmatch(form, text):
            raise ValueError(f"{shortened(text)!r} {fact}", remedy)
        return make(text)

    return parse


def _port(text: str) -> int:
    number = int(text) if re.fullmatch(r"\d{1,5}", text, re.ASCII) else 0
    if not 0 < number <= _PORT_MAX:
        raise ValueError(f"{shortened(text)!r} is not a port", "993 is the usual one")
    return number


_yes_no = _like(
    "(?i)yes|true|on|no|false|off",
    "is neither yes nor no",
    "write yes or no",
    lambda text: text.lower() in {"yes", "true", "on"},
)
_phone = _like(
    r".*\d.*",
    "is not a telephone number",
    "write it with the country, as in +1 207 555 0142",
)
_link = _like(r"(?i)https?://[^\s/?#]+\S*", "is not a link", "it begins with https://")

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
LINES = parsed(_text, lines=True)
PATH = parsed(Path)
PORT = parsed(_port, {"type": ["integer", "string"]})
_WORDS = list_of(parsed(str))  # `TBD` is for `understand` to judge


class Said(NamedTuple):
    """One statement as typed; `on` is None when it was said at the interview."""

    on: date | None
    words: str
    where: Location


def _statements(node: Node, name: str, problems: list[Problem]) -> Any:
    said: list[tuple[date | None, Node]] = [(None, node)]
    if isinstance(node, Keyed):
        keys = (
            (DAY.read(Scalar(e.key, e.where), name, problems), e) for e in node.entries
        )
        said = [(on, entry.value) for on, entry in keys if on is not None]
    found = [
        Said(on, text, under.where)
        for on, under in said
        for text in _WORDS.read(under, name, problems) or ()
    ]
    return tuple(found) or None


TIMELINE = Shape(
    _statements,
    {
        "anyOf": [
            *_WORDS.schema["anyOf"],
            {
                "type": "object",
                "patternProperties": {r"^\d{4}-\d{2}-\d{2}$": _WORDS.schema},
                "additionalProperties": False,
            },
        ]
    },
)
