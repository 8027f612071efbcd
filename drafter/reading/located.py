"""YAML that remembers its lines: bytes in, nodes with their places out.

A BOM is fine. What cannot be read is replaced, and a line that YAML gives up on is put
in quotation marks, so that one run finds the problems of the rest too; a file with
problems is never used.

Built on parse *events*: `yaml.load` and `yaml.compose` turn `14:30` into 870, keep the
last of two equal keys, and crash the process on deep input. Here every scalar is text;
only the field that holds it may ask for a date or a yes/no. What YAML offers beyond
plain data (anchors, aliases, tags, several documents) is refused where it stands.
"""

from __future__ import annotations

import re
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from drafter.errors import Location, Problem
from drafter.words import CONTROL, control, controls_in


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_MAX_BYTES = 1024 * 1024
_MAX_NAMED = 100  # a binary file would name a million
# JSON writes characters beyond the first plane as two escapes, which YAML cannot join.
_JSON_PAIR = r"(?i)(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"


def _decoded(data: bytes, file: str, problems: list[Problem]) -> str | None:
    """Decode a file with its line ends as LF; None when nothing can be made of it."""
    if len(data) > _MAX_BYTES:
        fact, remedy = "the file is over 1 MiB", "one file is one interview day"
        problems.append(Problem(Location(file, 1, 1), fact, remedy))
        return None
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8", "replace")
        where = Location(file, *_row_and_column(before, len(before)))
        problems.append(Problem(where, "not UTF-8", "save the file as UTF-8"))
        if b"\0" in data:
            return None
        text = data.decode("utf-8-sig", "replace").replace("\ufffd", "x")
    if text.lstrip().startswith("{"):
        text = re.sub(_JSON_PAIR, _joined, text)
    found = [*islice(controls_in(text), _MAX_NAMED)]
    for match in found:
        where = Location(file, *_row_and_column(text, match.start()))
        fact = f"a control character, U+{ord(match[0]):04X}"
        problems.append(Problem(where, fact, "delete it"))
    return re.sub(CONTROL, "x", text) if found else text


def _row_and_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16) - 0xD800, int(pair[3], 16) - 0xDC00
    return pair[1] + chr(0x10000 + (high << 10) + low)


Scalar = yaml.ScalarEvent
"""One text as typed, in `value`, empty when nothing was; the event that YAML gave."""


class Listed(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    start_mark: Any


class Keyed(NamedTuple):
    """A mapping; of two equal keys the first, the second is a problem already noted."""

    entries: tuple[Entry, ...]
    start_mark: Any


class Unreadable(NamedTuple):
    """Something is there, and a problem says why it cannot be read."""

    start_mark: Any


Node = Scalar | Listed | Keyed | Unreadable
Entry = tuple[Scalar, Node]


def place_of(node: Node) -> Location:
    """Tell where a node begins; few are asked, so it is not told beforehand."""
    mark: Any = node.start_mark
    return Location(mark.name, mark.line + 1, mark.column + 1)


class _Named(StringIO):
    """A text with the name of its file, which YAML puts into its marks."""

    name: str


_MAX_DEPTH = 20
_MAX_MENDED = 20  # each mended line costs one more parse
_TOO_DEEP = (f"nested more than {_MAX_DEPTH} deep", "write it flat")
_BRACKET = re.compile(r"[\[\]{}]")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Source:
    """What a file holds; `root` is None when it is empty or cannot be read at all."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []


def load(data: bytes, file: str) -> Source:
    """Read one document; every problem found is in the result, none is raised."""
    source = Source(file)
    text = _decoded(data, file, source.problems)
    if text is None:
        return source
    lines, mended = text.split("\n"), dict[int, Problem]()
    while True:
        reader = _Reader(source.file, lines, frozenset(mended))
        try:
            source.root = reader.document()
        except _TooDeepError:
            break
        except yaml.YAMLError as error:
            broken = _explained(error, lines)
            where = Location(file, broken.row + 1, broken.column + 1)
            # A break may follow from a ` #` of the line, which is told already.
            if not reader.problems or reader.problems[-1].where.line != where.line:
                reader.problems.append(Problem(where, broken.fact, broken.remedy))
            again = where.line not in mended and len(mended) < _MAX_MENDED
            if broken.mended and again:
                mended[where.line] = reader.problems[-1]
                lines[broken.row] = broken.mended
                continue
        break
    source.problems += [*mended.values(), *reader.problems]
    return source


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
        text = "\n".join(lines)
        self._stream = _Named(text)
        self._stream.name = file
        odd = mended or "\t" in text or "\\" in text or re.search(r" #\S", text)
        self._is_simple = not odd  # then no text of it would have to be refused

    def document(self) -> Node | None:
        """Read the first document; a second one is a problem."""
        root: Node | None = None
        self._next: Callable[[], Any] = _LOADER(self._stream).get_event
        for event in iter(self._next, None):
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._refuse(event.start_mark, "a second document", "write one")
                break
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event)
        empty = isinstance(root, Scalar) and not root.style and not root.value
        return None if empty else root

    def _node(self, event: Any) -> Node:
        is_text = isinstance(event, Scalar)
        if is_text and self._is_simple and event.tag is event.anchor is None:
            return event  # type: ignore[no-any-return]
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            remedy = "write it out; quote a text that begins with *"
            self._refuse(mark, f"an alias (*{event.anchor})", remedy)
            return Unreadable(mark)
        is_marked = event.anchor is not None or event.tag is not None
        marks = (("an anchor", "&", event.anchor), ("a tag", "!", event.tag))
        for kind, sign, name in marks if is_marked else ():
            if name is not None:
                remedy = f"leave it out; quote a text that begins with {sign}"
                self._refuse(mark, f"{kind} ({sign.strip('!')}{name})", remedy)
        if is_text:
            text = self._scalar(event)
            return Unreadable(mark) if is_marked else text
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            self._refuse(mark, *_TOO_DEEP)
            raise _TooDeepError
        listed = isinstance(event, yaml.SequenceStartEvent)
        node = self._listed(mark) if listed else self._keyed(mark, event.flow_style)
        self._depth -= 1
        return node

    def _listed(self, mark: Any) -> Listed:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event))
        return Listed(tuple(items), mark)

    def _keyed(self, mark: Any, in_braces: object) -> Keyed:
        entries: dict[str, Entry] = {}
        cut: list[Scalar] = []  # told behind a { that never ends
        node, following = self._node, self._next
        while not isinstance(event := following(), yaml.MappingEndEvent):
            key, value = node(event), node(following())
            if not isinstance(key, Scalar):
                if not isinstance(key, Unreadable):
                    remedy = "quote a text that begins with { or ["
                    self._refuse(key.start_mark, "a key must be one word", remedy)
            elif "\n" in key.value:
                fact = "a key has a line break"
                self._refuse(key.start_mark, fact, "write it on one line")
            elif in_braces and not self._follows(event.end_mark, r"\s*:"):
                cut.append(key)
            else:
                if not self._is_simple and isinstance(value, Scalar | Unreadable):
                    self._check_hash(event.end_mark, r"[ \t]*:[ \t]+#(?=\S)")
                self._enter(entries, key, value)
        for key in cut:
            fact = f"{key.value[:40]!r} is cut off: in {{ }} a comma ends a text"
            self._refuse(key.start_mark, fact, "quote the whole text")
        return Keyed(tuple(entries.values()), mark)

    def _enter(self, entries: dict[str, Entry], key: Scalar, value: Node) -> None:
        text, mark = key.value, key.start_mark
        if text in entries:
            first = place_of(entries[text][0]).line
            fact = f"{text[:40]} is given twice, first on line {first}"
            self._refuse(mark, fact, "keep one")
        elif text == "<<" and not key.style:
            self._refuse(mark, "a merge key (<<)", "write the fields out")
        else:
            entries[text] = (key, value)

    def _scalar(self, event: Any) -> Node:
        plain, mark = not event.style, event.start_mark
        if plain and self._check_hash(event.end_mark, r"[ \t]+#(?=\S)"):
            return Unreadable(mark)
        if odd := control(event.value):
            self._refuse(mark, odd, "delete it, or write a blank")
        mended = mark.line + 1 in self._mended and not plain
        return Unreadable(mark) if odd or mended else event

    def _check_hash(self, end: Any, pattern: str) -> bool:
        """Note a ` #` that YAML took for a comment though no blank follows it."""
        if not (match := self._follows(end, pattern)):
            return False
        where = Location(self._file, end.line + 1, match.end())
        remedy = "quote the whole text if it belongs to it, or write `# ` for a comment"
        if not self.problems or self.problems[-1].where != where:
            self.problems.append(Problem(where, "YAML drops what follows ` #`", remedy))
        return True

    def _follows(self, mark: Any, pattern: str) -> re.Match[str] | None:
        """Match what stands on a line behind the mark."""
        line = self._lines[mark.line] if mark.line < len(self._lines) else ""
        return re.compile(pattern).match(line, mark.column)

    def _refuse(self, mark: Any, fact: str, remedy: str) -> None:
        row = min(mark.line, len(self._lines) - 1)  # YAML's end is a line below
        column = min(mark.column, len(self._lines[row]))
        where = Location(self._file, row + 1, column + 1)
        self.problems.append(Problem(where, fact, remedy))


# Where YAML itself gives up. Its own messages speak of tokens and block mappings;
# people break it in few ways: a `: ` or a special first character in a sentence that
# they did not quote.
_LINE = (  # `  - key: value`: what precedes the value, and the value
    r"([ ]*(?:-[ ]+)*(?:(?:[\w.-]+|\"[^\"]*\")[ \t]*:[ \t]+)?)(\S.*)"
)
_SPECIAL = "*&@%`!|>-?,]}"
_QUOTED_MAX = 60
_INSIDE_VALUE = "while (?:scanning|parsing a (?:flow|quoted|(?:block )?node))"


class _Broken(NamedTuple):
    """One place YAML could not read; row and column count from 0, as YAML's do."""

    row: int
    column: int
    fact: str
    remedy: str
    mended: str = ""
    """The line with its value quoted, or empty where a guess would mislead."""


def _explained(error: Any, lines: Sequence[str]) -> _Broken:
    """Say what broke; `error` is PyYAML's, with the marks it happens to carry."""
    mark = getattr(error, "problem_mark", None)
    if deep := _too_deep(mark, lines):
        return _Broken(*deep, *_TOO_DEEP)
    if mark and mark.line < len(lines) and (tab := re.match(" *\t", lines[mark.line])):
        fact, remedy = "a tab in the indentation", "indent with blanks"
        return _Broken(mark.line, tab.end() - 1, fact, remedy)
    if re.match(_INSIDE_VALUE, getattr(error, "context", None) or ""):
        mark = getattr(error, "context_mark", None) or mark
    row = max(0, min(mark.line, len(lines) - 1)) if mark else 0
    column = max(0, min(mark.column, len(lines[row]))) if mark else 0
    problem = str(getattr(error, "problem", None) or "this is not YAML")
    text = lines[row]
    lead, value = match.groups() if (match := re.match(_LINE, text)) else ("", "")
    if lead.strip() and column >= len(lead.rstrip()):
        value = value.rstrip()
        if fact := _fault(value, text[column : column + 1], problem):
            mended = lead + quoted(value) if _is_alone(lines, row) else ""
            return _Broken(row, column, fact, _quote_it(value), mended)
    return _Broken(row, column, *_misplaced(problem, text.strip()))


def _too_deep(mark: Any, lines: Sequence[str]) -> tuple[int, int] | None:
    """Find where brackets nest too deep, before the place where YAML gave up.

    libyaml reads ahead, and has a limit of its own that it reaches before ours.
    """
    depth = 0
    for row, line in enumerate(lines[: mark.line + 1] if mark else ()):
        end = mark.column if row == mark.line else len(line)
        for match in _BRACKET.finditer(line, 0, end):
            depth = max(depth + (1 if match[0] in "[{" else -1), 0)
            if depth > _MAX_DEPTH:
                return row, match.start()
    return None


def quoted(value: str) -> str:
    """Quote the value so that YAML reads it back unchanged."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _fault(value: str, culprit: str, problem: str) -> str:
    first, kind = value[0], {"[": "list", "{": "mapping"}.get(value[0], "")
    if kind and culprit and culprit in _SPECIAL:
        first, kind = culprit, ""
    colon = ": " in value or value.endswith(":") or ":\t" in value
    escape = "a backslash between double quotation marks is an escape"
    faults = (
        ("escape" in problem, escape),
        ("end of stream" in problem, f"the quotation mark {first} is not closed"),
        (kind, f"{first} begins a {kind} that does not end as one"),
        (first in "\"'", "the quotation marks do not enclose the whole value"),
        (first in _SPECIAL, f"a plain text cannot begin with {first}"),
        (colon, "a plain text cannot hold a colon followed by a blank"),
    )
    return next((fact for applies, fact in faults if applies), "")


def _quote_it(value: str) -> str:
    if value[0] in "\"'[{" or len(value) > _QUOTED_MAX:
        return "put the whole text in quotation marks"
    return f"quote it: {quoted(value)}"


def _is_alone(lines: Sequence[str], row: int) -> bool:
    """Whether the value ends with its line: nothing below is indented deeper.

    A list's dash counts as indentation: the key after it begins the column.
    """
    below = next((text for text in lines[row + 1 :] if text.strip()), "")
    here, there = (len(one) - len(one.lstrip(" -")) for one in (lines[row], below))
    return there <= here


def _misplaced(problem: str, text: str) -> tuple[str, str]:
    """Tell by words of YAML's own message what happened, and what to do."""
    if "document start" in problem:
        fact = "this line begins further left than the fields above it"
        return fact, "line the fields up"
    if "':'" in problem or ":" not in text:
        remedy = "a field is `name: value`, with a blank between"
        return f"no field: {text[:40]}" if text else problem, remedy
    if re.search("not allowed|expected key|block end", problem):
        fact = "this line does not fit the one above it"
        remedy = "write `name: value` with a blank after the colon"
        return fact, f"line the fields up, and {remedy}"
    return f"this is not YAML: {problem}", "quote the text, or line the fields up"
