"""The interview file as a form: its first text, its blanks, and one value changed.

    topics: ___            must be filled in: `thanks` says where it still stands
    # quote: ___           may stay as it is: to YAML it is a comment
    # quote:               was asked and passed over: not asked again

A person's fields stand in the order of the letter; the words beside them come from the
field table. YAML itself says what a line means: a line that looks like a blank is one
only if the file, with that line's # taken away, holds `___` there. A change touches the
lines of that value and no others; then the file is read again, and the rest must be the
same. On the disk it is always whole: each save replaces it in one step, with the
permissions it had, and a link stays one.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from drafter.delivery.files import put_whole, refusals_as_one_line, rewrite
from drafter.errors import InputError, Location, Problem
from drafter.invitation import Invitation, Invited
from drafter.reading.fields import (
    EMPLOYER,
    INTERVIEW,
    INTERVIEWER,
    MOST_INTERVIEWERS,
    POSITION,
    TAKEAWAY,
    YOU,
)
from drafter.reading.located import Keyed, Listed, Node, Scalar, load, place_of
from drafter.reading.records import Field, refusal


if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from pathlib import Path as File


Path = tuple[str | int, ...]
"""Where a value stands: `("interviewers", 0, "topics")`."""

BLANK = "___"
_PROMISE = f"[{{promised: {BLANK}}}]"
_COMMENT_COLUMN = 34
_ANOTHER = "name another file"
_ODD = "the file is written in a way that only an editor can change"
_SAYS = "; the invitation says: "
_SENT = "they sent it, and are not on its list"
_UNINVITED = Invitation()
_OF_PERSON = (
    "address_as", "honorific", "title", "role", "email", "topics", "thanks_for",
    "they_said", "quote", "moment", "impressed_by", "reaction", "asked", "answer",
    "takeaways", "card_detail", "close",
)  # fmt: skip
_HEAD = f"""\
# One interview day at one employer. What you write ends the sentence beside it.
# `drafter new` with this file's name goes on asking, and adds people; or fill in every
# {BLANK} here, and take the # away from the lines you use. Whoever writes a letter
# alone gives the person `letter: |` and `card: |`, with the text below, further in.
"""

# A letter first, then nothing that YAML could take for more than text; `: ` and ` #`
# are its only traps within a line. Other programs than ours take `no` for a boolean.
_PLAIN = re.compile(r"[^\W\d_](?:[^:#\\\"]|:(?=\S)|(?<=\S)#)*(?<![:\s])")
_SPECIAL = re.compile(r"(?i)y|n|yes|no|on|off|true|false|null|none")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE = re.compile(
    r"(?P<indent> *(?:- )?)(?P<off># )?(?:(?P<key>[\w-]+:)(?= |\s*$) *)?"
    r"(?P<value>\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?!#)(?:(?!\s+#|\s*$).)+)?"
    r"(?P<rest>\s+#.*|\s*)"
)


class Blank(NamedTuple):
    """A line to be filled in; `is_passed`: it was asked, and nothing was said."""

    row: int
    is_comment: bool
    is_passed: bool
    hint: str = ""
    """What the invitation has there, which is not sure."""


def form(you: Mapping[str, str], invitation: Invitation = _UNINVITED) -> str:
    """Write the file; `you` are the fields to ask for, with what is known of them."""
    domain = {"domain": invitation.domain} if invitation.domain else {}
    day = {"date": str(invitation.on or "")}
    rest = dict.fromkeys(("timeline", "stage", "next_step", "reasons"), "")
    title = {"title": invitation.title}
    lines = [
        _HEAD,
        "employer:",
        *_lines("  ", EMPLOYER, {"name": ""} | domain | {"country": ""}),
        "position:",
        *_lines("  ", POSITION, {"title": "", "short": ""}, title),
        *_lines("", INTERVIEW, day | rest),
    ]
    if you:
        lines += ["", _commented("you:", "may stand in config.yaml instead")]
        lines += _lines("  ", YOU, you)
    lines += ["", "interviewers:"]
    for one in invitation.people[:MOST_INTERVIEWERS] or [Invited("")]:
        lines += [*person(one), ""]
    return "\n".join(lines)


def person(one: Invited, indent: str = "  ") -> list[str]:
    """Write one interviewer's lines."""
    email = {"email": str(one.email or "")}
    known = {"name": one.name} | dict.fromkeys(_OF_PERSON, "") | email
    hints = {"name": one.written, "role": _SENT * one.asks}
    lines = _lines(f"{indent}  ", INTERVIEWER, known, hints)
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]]


def _promise(indent: str, promised: str) -> list[str]:
    rest = dict.fromkeys(("due", "here_is", "file", "link"), "")
    lines = _lines(f"{indent}    ", TAKEAWAY, {"promised": promised} | rest)
    return [f"{indent}takeaways:", f"{indent}  - {lines[0].lstrip()}", *lines[1:]]


def _lines(
    indent: str,
    table: Sequence[Field],
    known: Mapping[str, str],
    hints: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Write fields of a table, with what is known of them, or a blank."""
    lines = []
    for name, value in known.items():
        row = next(row for row in table if row.name == name)
        must = row.required or (table is YOU and name in {"name", "email"})
        choices = ", ".join(row.shape.schema.get("enum", ()))
        blank = _PROMISE if name == "takeaways" else BLANK
        line = f"{'' if value or must else '# '}{name}: {quoted(value) or blank}"
        words = f"{row.help}: {choices}" if choices else row.help
        words += f"{_SAYS}{hints[name]}" if hints.get(name) else ""
        lines.append(_commented(indent + line, words))
    return lines


def _commented(line: str, rest: str) -> str:
    """Put a comment after a line, in the column of all comments where it can be."""
    comment = rest.strip().removeprefix("#").strip()
    return f"{line:<{_COMMENT_COLUMN - 2}}  # {comment}" if comment else line


def quoted(text: str) -> str:
    """Write one line of text as a YAML value that reads back as it was typed."""
    plain = _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text)
    if plain or _DAY.fullmatch(text) or not text:
        return text
    return json.dumps(text, ensure_ascii=False)


@lru_cache(maxsize=8)  # a question looks at the file as it was, and as it will be
def leaves(text: str) -> Mapping[Path, Scalar]:
    """Read every single value of a file, by its path."""
    return MappingProxyType(dict(_leaves(_root(text), ())))


def values(text: str) -> dict[Path, str]:
    """Read what is filled in."""
    found = leaves(text).items()
    return {path: leaf.value for path, leaf in found if BLANK not in leaf.value}


@lru_cache(maxsize=8)
def blanks(text: str) -> Mapping[Path, Blank]:
    """Find the blanks of a file that can be read, from top to bottom."""
    lines = text.split("\n")
    rows = {
        n: match
        for n, line in enumerate(lines)
        if (match := _LINE.fullmatch(line))
        and match["key"]
        and match["value"] in {BLANK, _PROMISE, None if match["off"] else BLANK}
    }
    for n, match in rows.items():
        blank = _PROMISE if match["key"] == "takeaways:" else BLANK
        lines[n] = f"{match['indent']}{match['key']} {blank}"
    known, found = leaves(text), dict[Path, Blank]()
    for path, leaf in leaves("\n".join(lines)).items():
        row = place_of(leaf).line - 1
        match = rows.get(row)
        if match and leaf.value == BLANK and not (match["off"] and path in known):
            hint = match["rest"].partition(_SAYS)[2].strip()
            found[path] = Blank(row, bool(match["off"]), not match["value"], hint)
    return MappingProxyType(found)


def only(text: str, numbers: Container[int]) -> str:
    """Empty the lines of all interviewers but these."""
    lines = text.split("\n")
    for number, (first, end) in enumerate(pairwise(_people(text))):
        for row in range(first, end) if number not in numbers else ():
            lines[row] = "\r" if lines[row].endswith("\r") else ""
    return "\n".join(lines)


def put(text: str, path: Path, answer: str) -> str:
    """Write one value, over what stands there; an empty one passes it over.

    `ValueError` where the file is too unusual for that.
    """
    old, blank, lines = leaves(text), blanks(text).get(path), text.split("\n")
    if not answer and (not blank.is_comment if blank else path not in old):
        return text
    if blank or path in old:
        row = blank.row if blank else place_of(old[path]).line - 1
        first, end, new = _written(lines, row, path, answer)
    else:
        first, end, new = _added(text, path, answer)
    cr = "\r" if lines[max(first - 1, 0)].endswith("\r") else ""
    lines[first:end] = [line + cr for line in new]
    done = "\n".join(lines)
    if not _only_that_changed(_texts(old), _texts(leaves(done)), path, answer):
        raise ValueError(_ODD)
    return done


def without(text: str, number: int) -> str:
    """Take an interviewer out; `ValueError` as of `put`."""
    lines, people = text.split("\n"), _people(text)
    first, end = people[number : number + 2]
    done = "\n".join(lines[:first] + lines[end:])
    here = ("interviewers", number)
    left = [t for path, t in _texts(leaves(text)).items() if path[:2] != here]
    if list(_texts(leaves(done)).values()) != left:
        raise ValueError(_ODD)
    return done


def _written(
    lines: Sequence[str], row: int, path: Path, answer: str
) -> tuple[int, int, list[str]]:
    """Give the lines that hold the value, from and to, with it in them."""
    match = _LINE.fullmatch(lines[row].rstrip("\r"))
    if path[-1] == "promised" and not answer:  # all of the promise goes
        while row and not (match and match["key"] == "takeaways:"):
            row -= 1
            match = _LINE.fullmatch(lines[row].rstrip("\r"))
    if not match:
        raise ValueError(_ODD)
    indent, key, end = match["indent"], match["key"] or "", row + 1
    if key == "takeaways:":
        while end < len(lines) and lines[end].startswith(f"{indent} "):
            end += 1
        if answer:
            return row, end, _promise(indent, answer)
    line = f"{indent}{key} {quoted(answer)}" if answer else f"{indent}# {key}"
    return row, end, [_commented(line, match["rest"])]


def _added(text: str, path: Path, answer: str) -> tuple[int, int, list[str]]:
    """Give the row and the new lines of one more person, or field of one."""
    lines, people = text.split("\n"), _people(text)
    if path[0] != "interviewers" or not people:
        raise ValueError(_ODD)
    number, last = int(path[1]), len(people) - 1
    dash = lines[people[min(number, last - 1)]].partition("-")[0]
    if number == last:
        return people[-1], people[-1], ["", *person(Invited(answer), dash)]
    name = leaves(text).get((*path[:2], "name"))
    if not name:
        raise ValueError(_ODD)
    row = place_of(name).line
    return row, row, [f"{dash}  {path[-1]}: {quoted(answer)}"]


def _only_that_changed(
    old: Mapping[Path, str], new: Mapping[Path, str], path: Path, answer: str
) -> bool:
    if not answer:
        gone = path[:-2] if path[-1] == "promised" else path
        return new == {p: t for p, t in old.items() if p[: len(gone)] != gone}
    wanted = {**old, path: answer}
    added = {text for place, text in new.items() if place not in wanted}
    return wanted.items() <= new.items() and added <= {BLANK}


def _people(text: str) -> list[int]:
    """Give the rows where the interviewers begin, and where the last one ends."""
    lines, root = text.split("\n"), _root(text)
    entries = root.entries if isinstance(root, Keyed) else ()
    people = next((one for key, one in entries if key.value == "interviewers"), None)
    if not isinstance(people, Listed) or not people.items:
        return []
    starts = [place_of(item).line - 1 for item in people.items]
    keys = [place_of(key).line - 1 for key, _ in entries]
    end = min((row for row in keys if row > starts[-1]), default=len(lines))
    while end > starts[-1] + 1 and re.match(r"\s*$|#", lines[end - 1]):
        end -= 1
    return [*starts, end]


def _root(text: str) -> Node | None:
    return load(text.encode("utf-8", "surrogatepass"), "").root


def _texts(found: Mapping[Path, Scalar]) -> dict[Path, str]:
    return {path: leaf.value for path, leaf in found.items()}


def _leaves(node: Node | None, path: Path) -> Iterator[tuple[Path, Scalar]]:
    match node:
        case Scalar():
            yield path, node
        case Listed(items):
            for number, item in enumerate(items):
                yield from _leaves(item, (*path, number))
        case Keyed(entries):
            for key, below in entries:
                yield from _leaves(below, (*path, key.value))


class FileSheet:
    """One file; `InputError` where it is not one of ours."""

    def __init__(self, path: File, new: str = "") -> None:
        """Open a file, or write the text of a `new` one, never over another."""
        self._path = path
        with refusals_as_one_line(path, _ANOTHER):
            if new:
                path.parent.mkdir(parents=True, exist_ok=True)
                put_whole(path, new.encode(), overwrite=False)
                return
            if path.exists() and not path.is_file():
                raise self._refused("this is no file one can write to")
            data = path.read_bytes()
        if found := load(data, str(path)).problems:
            raise refusal(found)
        if not _people(data.decode()):
            raise self._refused("there is a file, and it is no interview file")

    def read(self) -> str:
        """Give its text as it is now, line ends and all."""
        with refusals_as_one_line(self._path, _ANOTHER):
            return self._path.read_bytes().decode()

    def write(self, text: str) -> None:
        """Save it, whole."""
        with refusals_as_one_line(self._path, _ANOTHER):
            rewrite(self._path, text.encode())

    def _refused(self, fact: str) -> InputError:
        return InputError(Problem(Location(str(self._path)), fact, _ANOTHER))
