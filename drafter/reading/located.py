"""YAML that remembers its lines: bytes in, nodes with their places out.

A BOM is fine. What cannot be read is replaced, so that the rest of the file can be
looked at in the same run; a file with problems is never used.

Built on parse *events*: `yaml.load` and `yaml.compose` turn `14:30` into 870, keep the
last of two equal keys, and crash the process on deep input. Here every scalar is text;
only the field that holds it may ask for a date or a yes/no. What YAML offers beyond
plain data (anchors, aliases, tags, several documents) is refused where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from drafter.errors import Location, Problem


if TYPE_CHECKING:
    from collections.abc import Iterator, MutableSequence

    from drafter.reading.broken_yaml import Broken


_MAX_BYTES = 1024 * 1024
_MAX_NAMED = 100  # a binary file would name a million
# C0, DEL and C1 controls, bidi controls, the line ends only Unicode knows, a BOM that
# is not the first character, noncharacters. In a header or on a terminal they lie.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
# Only an escape brings these into a value: the file's own line ends are LF by then.
_ODD = re.compile(f"[\r\t]|{_FORBIDDEN.pattern}")
# Every character that some program takes for the end of a line; LF stands apart, since
# a text of several lines may hold it where its field allows.
_BREAKS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
# JSON writes characters beyond the first plane as two escapes, which YAML cannot join.
_JSON_PAIR = r"(?i)(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"


def decode(data: bytes, file: str, problems: MutableSequence[Problem]) -> str | None:
    """Decode a file with its line ends as LF; None when nothing can be made of it."""
    if len(data) > _MAX_BYTES:
        fact, remedy = "the file is over 1 MiB", "one file is one interview day"
        problems.append(Problem(Location(file, 1, 1), fact, remedy))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _lf(error.object[: error.start].decode("utf-8-sig", "replace"))
        row, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        where = Location(file, row, column)
        problems.append(Problem(where, "not UTF-8", "save the file as UTF-8"))
        if b"\0" in data:
            return None
        text = data.decode("utf-8-sig", "replace")
    text = _lf(text)
    if text.lstrip().startswith("{"):
        text = re.sub(_JSON_PAIR, _joined, text)
    if _FORBIDDEN.search(text):
        problems.extend(islice(_hidden(text, file), _MAX_NAMED))
        text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return text


def control(value: str) -> str:
    """Name the first character that has no place in a value; empty when all is well."""
    match = _ODD.search(value)
    if not match:
        return ""
    kind = "line break" if match[0] in _BREAKS else "control character"
    return f"a {kind}, U+{ord(match[0]):04X}"


def _hidden(text: str, file: str) -> Iterator[Problem]:
    for row, line in enumerate(text.split("\n"), start=1):
        for match in _FORBIDDEN.finditer(line):
            where = Location(file, row, match.start() + 1)
            fact = f"a control character, U+{ord(match[0]):04X}"
            yield Problem(where, fact, "delete it")


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16) - 0xD800, int(pair[3], 16) - 0xDC00
    return pair[1] + chr(0x10000 + (high << 10) + low)


class Scalar(NamedTuple):
    """One text as typed; empty when nothing was."""

    text: str
    where: Location
    plain: bool = True


class Listed(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    where: Location


class Entry(NamedTuple):
    """One key of a mapping and what stands under it."""

    key: str
    where: Location
    value: Node


class Keyed(NamedTuple):
    """A mapping; of two equal keys the first, the second is a problem already noted."""

    entries: tuple[Entry, ...]
    where: Location


class Unreadable(NamedTuple):
    """Something is there, and a problem says why it cannot be read."""

    where: Location


Node = Scalar | Listed | Keyed | Unreadable


_MAX_DEPTH = 20
_MAX_MENDED = 20  # each mended line costs one more parse
_TOO_DEEP = (f"nested more than {_MAX_DEPTH} deep", "write it flat")
_BRACKET = re.compile(r"[\[\]{}]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Source:
    """What a file holds; `root` is None when it is empty or cannot be read at all."""

    file: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)


def load(data: bytes, file: str) -> Source:
    """Read one document; every problem found is in the result, none is raised."""
    source = Source(file)
    text = decode(data, file, source.problems)
    if text is None:
        return source
    lines = text.split("\n")
    found, mended = source.problems, dict[int, Problem]()
    while True:
        reader = _Reader(source.file, lines, frozenset(mended))
        try:
            source.root = reader.document()
        except _TooDeepError:
            break
        except yaml.YAMLError as error:
            if deep := _too_deep(error, lines):
                where = Location(file, deep[0] + 1, deep[1] + 1)
                reader.problems.append(Problem(where, *_TOO_DEEP))
                break
            broken = _explain(error, lines)
            where = Location(file, broken.line + 1, broken.column + 1)
            # A break may follow from a ` #` of the line, which is told already.
            if not reader.problems or reader.problems[-1].where.line != where.line:
                reader.problems.append(Problem(where, broken.fact, broken.remedy))
            again = where.line not in mended and len(mended) < _MAX_MENDED
            if broken.mended and again:
                mended[where.line] = reader.problems[-1]
                lines[broken.line] = broken.mended
                continue
        break
    source.problems = found + list(mended.values()) + reader.problems
    return source


def _too_deep(error: yaml.YAMLError, lines: list[str]) -> tuple[int, int] | None:
    """Find where brackets nest too deep, before the place where YAML gave up.

    libyaml reads ahead, and has a limit of its own that it reaches before ours.
    """
    mark: Any = getattr(error, "problem_mark", None)
    depth = 0
    for row, line in enumerate(lines[: mark.line + 1] if mark else ()):
        end = mark.column if row == mark.line else len(line)
        for match in _BRACKET.finditer(line, 0, end):
            depth = max(depth + (1 if match[0] in "[{" else -1), 0)
            if depth > _MAX_DEPTH:
                return row, match.start()
    return None


def _explain(error: yaml.YAMLError, lines: list[str]) -> Broken:
    from drafter.reading.broken_yaml import explain  # noqa: PLC0415 - most files are whole

    return explain(error, lines)


class _TooDeepError(Exception):
    """The rest of the file is not worth reading."""


class _Reader:
    """One pass over the events of a file; holds the place reached and the problems."""

    def __init__(self, file: str, lines: list[str], mended: frozenset[int]) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._lines = lines
        self._mended = mended
        self._depth = 0
        self._events: Iterator[Any] = iter(())

    def document(self) -> Node | None:
        """Read the first document; a second one is a problem."""
        self._events = yaml.parse("\n".join(self._lines), Loader=_LOADER)
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._refuse(event, "a second document", "write one")
                break
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event)
        empty = isinstance(root, Scalar) and root.plain and not root.text
        return None if empty else root

    def _node(self, event: Any) -> Node:
        where = self._where(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            fact = f"an alias (*{event.anchor})"
            self._refuse(event, fact, "write it out; quote a text that begins with *")
            return Unreadable(where)
        marks = (("an anchor", "&", event.anchor), ("a tag", "!", event.tag))
        marked = [(kind, sign, name) for kind, sign, name in marks if name is not None]
        for kind, sign, name in marked:
            shown = f"{kind} ({sign.strip('!')}{name})"
            remedy = f"leave it out; quote a text that begins with {sign}"
            self._refuse(event, shown, remedy)
        if not isinstance(event, yaml.ScalarEvent):
            return self._collection(event, where)
        node = self._scalar(event, where)
        return Unreadable(where) if marked else node

    def _collection(self, event: Any, where: Location) -> Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            self._refuse(event, *_TOO_DEEP)
            raise _TooDeepError
        listed = isinstance(event, yaml.SequenceStartEvent)
        node = self._listed(where) if listed else self._keyed(where, event.flow_style)
        self._depth -= 1
        return node

    def _listed(self, where: Location) -> Listed:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event))
        return Listed(tuple(items), where)

    def _keyed(self, where: Location, in_braces: object) -> Keyed:
        entries: dict[str, Entry] = {}
        cut: list[Any] = []
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event)
            after = next(self._events)
            value = self._node(after)
            if not isinstance(key, Scalar) or "\n" in key.text:
                self._refuse_key(event, key)
            elif in_braces and not self._has_colon(event.end_mark, after.start_mark):
                cut.append(event)
            else:
                if isinstance(value, Scalar | Unreadable):
                    self._check_hash(event.end_mark, r"[ \t]*:[ \t]+#(?=\S)")
                self._enter(entries, key, value)
        for event in cut:  # but not in a { that never ends: that one is told
            fact = f"{event.value[:40]!r} is cut off: in {{ }} a comma ends a text"
            self._refuse(event, fact, "quote the whole text")
        return Keyed(tuple(entries.values()), where)

    def _refuse_key(self, event: Any, key: Node) -> None:
        if isinstance(key, Scalar):
            self._refuse(event, "a key has a line break", "write it on one line")
        elif not isinstance(key, Unreadable):
            remedy = "quote a text that begins with { or ["
            self._refuse(event, "a key must be one word", remedy)

    def _enter(self, entries: dict[str, Entry], key: Scalar, value: Node) -> None:
        if key.text in entries:
            first = entries[key.text].where.line
            fact = f"{key.text[:40]} is given twice, first on line {first}"
            self.problems.append(Problem(key.where, fact, "keep one"))
        elif key.plain and key.text == "<<":
            fact, remedy = "a merge key (<<)", "write the fields out"
            self.problems.append(Problem(key.where, fact, remedy))
        else:
            entries[key.text] = Entry(key.text, key.where, value)

    def _scalar(self, event: Any, where: Location) -> Node:
        plain = not event.style
        if plain and self._check_hash(event.end_mark, r"[ \t]+#(?=\S)"):
            return Unreadable(where)
        if where.line in self._mended and not plain:
            return Unreadable(where)
        odd = control(event.value)
        if odd:
            self._refuse(event, odd, "delete it, or write a blank")
            return Unreadable(where)
        return Scalar(event.value, where, plain)

    def _check_hash(self, end: Any, pattern: str) -> bool:
        """Note a ` #` that YAML took for a comment though no blank follows it."""
        line = self._lines[end.line] if end.line < len(self._lines) else ""
        match = re.compile(pattern).match(line, end.column) if "#" in line else None
        if not match:
            return False
        where = Location(self._file, end.line + 1, match.end())
        remedy = "quote the whole text if it belongs to it, or write `# ` for a comment"
        if not self.problems or self.problems[-1].where != where:
            self.problems.append(Problem(where, "YAML drops what follows ` #`", remedy))
        return True

    def _has_colon(self, end: Any, start: Any) -> bool:
        """Whether one stands behind a key: in { } it may stand alone."""
        lines = self._lines[end.line : start.line + 1]
        lines[-1:] = [line[: start.column] for line in lines[-1:]]
        lines[:1] = [line[end.column :] for line in lines[:1]]
        return any(":" in line for line in lines)

    def _where(self, mark: Any) -> Location:
        row = min(mark.line, len(self._lines) - 1)
        column = min(mark.column, len(self._lines[row]))
        return Location(self._file, row + 1, column + 1)

    def _refuse(self, event: Any, fact: str, remedy: str) -> None:
        self.problems.append(Problem(self._where(event.start_mark), fact, remedy))
