"""An account put into config.yaml, or taken out, in the text as the user wrote it.

Only whole lines are added or removed: comments, order and line ends stay. The result is
read again and must say what was wanted and nothing else; where it does not, the file is
left to its owner, with what to put in.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from drafter.accounts.lines import Lines
from drafter.address import Address
from drafter.errors import InputError, Location, Problem
from drafter.reading.config import read_config
from drafter.reading.located import Keyed, load


if TYPE_CHECKING:
    from drafter.reading.config import Account, Config
    from drafter.reading.located import Entry, Node, Source

_KEY = "accounts"
# A word that no program takes for anything but text.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9@._/+-]*")
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def with_account(text: str, account: Account, file: str = "config.yaml") -> str:
    """Add the account after the others; its `ca_file` as it is to stand there.

    `InputError` if the file is wrong, has that account, or cannot be added to; then it
    holds the line to paste.
    """
    before, source = _read(text, file), load(text.encode(), file)
    _refuse_unreadable(account, file)
    wanted = before._replace(accounts=(*before.accounts, account))
    if account.name in [one.name for one in before.accounts]:
        fact = f"there is an account {account.name!r} already"
        raise InputError(Problem(Location(file), fact, "give another name"))
    changed = _inserted(text, source, account)
    if changed is None or not _says(changed, wanted, file):
        fact = "accounts: cannot be added to without rewriting what you wrote"
        remedy = f"add this to it yourself: {pasted(account)}"
        raise InputError(Problem(Location(file), fact, remedy))
    return changed


def without_account(text: str, name: str, file: str = "config.yaml") -> str:
    """Take the account's lines out; `InputError` if they are not lines of their own."""
    before, source = _read(text, file), load(text.encode(), file)
    left = tuple(one for one in before.accounts if one.name != name)
    if len(left) == len(before.accounts):
        raise InputError(Problem(Location(file), f"there is no account {name!r}"))
    accounts = _accounts(source)
    assert accounts
    lines = Lines(text)
    changed = None
    if isinstance(accounts.value, Keyed) and not lines.is_flow(accounts.value):
        entries = accounts.value.entries
        number = next(n for n, one in enumerate(entries) if one.key == name)
        start = entries[number].where.line
        stop = (
            entries[number + 1].where.line
            if number + 1 < len(entries)
            else _after(source, accounts, lines)
        )
        stop = lines.end(start, stop, entries[number].where.column)
        changed = lines.replaced(start, stop, "")
    if changed is None or not _says(changed, before._replace(accounts=left), file):
        where = next(e.where for e in _entries(accounts.value) if e.key == name)
        fact = f"the account {name!r} cannot be taken out of what you wrote"
        raise InputError(Problem(where, fact, "delete it yourself"))
    return changed


def pasted(account: Account) -> str:
    """Write the account on one line, right in any place below `accounts:`."""
    fields = ", ".join(f"{field}: {value}" for field, value in _fields(account))
    return f"{_scalar(account.name)}: {{{fields}}}"


class _Place(NamedTuple):
    """Where the block goes: before this line, this far in."""

    line: int
    indent: int
    with_key: bool = False


def _inserted(text: str, source: Source, account: Account) -> str | None:
    """Put the block where it belongs; None where only a person can."""
    lines = Lines(text)
    for node in (source.root, getattr(_accounts(source), "value", None)):
        if isinstance(node, Keyed) and lines.is_flow(node):
            emptied = None if node.entries else lines.without_braces(node)
            if emptied is None:
                return None
            lines = Lines(emptied)
    place = _place(source, lines)
    block = _block(account, place, lines.newline)
    return lines.replaced(place.line, place.line, block)


def _place(source: Source, lines: Lines) -> _Place:
    root, accounts = source.root, _accounts(source)
    if accounts is None:
        has_keys = isinstance(root, Keyed) and bool(root.entries)
        indent = root.where.column - 1 if root and has_keys else 0
        return _Place(lines.after_all, indent, with_key=True)
    if entries := _entries(accounts.value):
        last = entries[-1]
        stop = _after(source, accounts, lines)
        column = last.where.column
        return _Place(lines.end(last.where.line, stop, column), column - 1)
    # Below the key, or below the `{}` that stood on a line of its own.
    line = max(accounts.where.line, accounts.value.where.line)
    if not isinstance(accounts.value, Keyed):
        line = accounts.where.line
    # Below a comment that stands there: above it, it would seem to be the account's.
    stop = max(line + 1, _after(source, accounts, lines))
    below = lines.end(line, stop, accounts.where.column)
    return _Place(below, accounts.where.column + 1)


def _after(source: Source, accounts: Entry, lines: Lines) -> int:
    """Give the line where the next thing of the file begins."""
    following = [
        entry.where.line
        for entry in _entries(source.root)
        if entry.where.line > accounts.where.line
    ]
    return min(following, default=lines.after_all)


def _accounts(source: Source) -> Entry | None:
    return next((one for one in _entries(source.root) if one.key == _KEY), None)


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Keyed) else ()


def _read(text: str, file: str) -> Config:
    return read_config(text.encode(), file)


def _refuse_unreadable(account: Account, file: str) -> None:
    """Tell what no file can hold as what it is, not as something to paste."""
    try:
        _read(f"{_KEY}: {{{pasted(account)}}}", file)
    except InputError as error:
        where = Location(file)
        found = [problem._replace(where=where) for problem in error.problems]
        raise InputError(*found) from None


def _says(text: str, wanted: Config, file: str) -> bool:
    try:
        return bool(_read(text, file) == wanted)
    except InputError:
        return False


def _block(account: Account, place: _Place, newline: str) -> str:
    indent = " " * place.indent
    lines = []
    if place.with_key:
        lines.append(f"{indent}{_KEY}:")
        indent += "  "
    lines.append(f"{indent}{_scalar(account.name)}:")
    lines += [f"{indent}  {field}: {value}" for field, value in _fields(account)]
    return "".join(f"{line}{newline}" for line in lines)


def _fields(account: Account) -> list[tuple[str, str]]:
    """Give what the account says, each as YAML; what it leaves open is left out."""
    found = account._asdict()
    del found["name"]
    return [
        (field, _value(value))
        for field, value in found.items()
        if value not in (None, "", ())
    ]


def _value(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple) and not isinstance(value, Address):
        return f"[{', '.join(map(_scalar, value))}]"
    return _scalar(str(value))


def _scalar(text: str) -> str:
    """Write a text as YAML; in doubt quoted, which is never wrong."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT
    return text if plain else json.dumps(text, ensure_ascii=False)
