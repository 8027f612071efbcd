"""From nodes to values by a table of fields: what may stand in a file, and as what.

A `Field` is one row: its name, how its value is read, and the words that help to fill
it. The same rows make the JSON Schema, so editors and drafter never disagree. A reader
gives None both for "nothing there" and for "unreadable"; only the second leaves a
problem, and `Record.seen` keeps a field that is merely wrong from being called missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.errors import InputError, Location, Problem
from drafter.reading.located import Keyed, Listed, Node, Scalar, Unreadable, load


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class Record:
    """The readable fields of one mapping, by name, and where each stands."""

    where: Location
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, tuple[Location, ...]] = field(default_factory=dict)
    """Of a list, one place an item; else one."""
    seen: set[str] = field(default_factory=set)
    """Every field something stands in, readable or not."""

    def place(self, name: str) -> Location:
        """Where the field stands, or the mapping that lacks it."""
        return self.places.get(name, (self.where,))[0]


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
    record = Record(node.where)
    table = {row.name: row for row in fields}
    for entry in node.entries:
        row = table.get(entry.key)
        if row is None:
            meant = nearest(entry.key, table) if len(problems) < _MOST_SHOWN else ""
            record.seen.add(meant)
            problems.append(_unknown(entry.key, entry.where, table, meant))
        elif not is_empty(entry.value):
            record.seen.add(row.name)
            record.places[row.name] = _places(entry.value)
            value = row.shape.read(entry.value, row.name, problems)
            if value is not None:
                record.values[row.name] = value
        elif row.required and not row.judged:
            record.seen.add(row.name)
            fact = f"{row.name} is empty"
            problems.append(Problem(entry.value.where, fact, row.help))
    for row in fields:
        if row.required and not row.judged and row.name not in record.seen:
            fact = f"{name}: {row.name} is missing".removeprefix(": ")
            problems.append(Problem(node.where, fact, row.help))
    return record


def is_empty(node: Node) -> bool:
    """Whether nothing stands there: no text, or a list or mapping without content."""
    match node:
        case Scalar(text):
            return not text.strip()
        case Listed(inner) | Keyed(inner):
            return not inner
    return False


def refuse_kind(node: Node, name: str, wanted: str, problems: list[Problem]) -> None:
    """Say that a list, mapping or text stands where another belongs."""
    match node:
        case Unreadable():
            return
        case Keyed(entries):
            first = f" ({entries[0].key[:_KEY_SHOWN]}: ...)" if entries else ""
            found = f"a mapping{first}"
            remedy = "quote a text that holds `: ` or begins with {"
        case Listed():
            found, remedy = "a list", "quote a text that begins with [ or -"
        case Scalar(text):
            found, remedy = f"the text {shortened(text)!r}", ""
    problems.append(
        Problem(node.where, f"{name} must be {wanted}, not {found}", remedy)
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
    owners = [
        row.name
        for row in table.values()
        if any(inner.name == key for inner in row.shape.fields)
    ]
    if owners:
        return Problem(where, fact, f"it belongs under {' or '.join(owners)}")
    remedy = f"did you mean {meant}?" if meant else f"known: {', '.join(table)}"
    return Problem(where, fact, remedy)


def _places(node: Node) -> tuple[Location, ...]:
    if isinstance(node, Listed):
        return tuple(item.where for item in node.items)
    return (node.where,)
