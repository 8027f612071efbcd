"""An account added or removed: the keyring first, then config.yaml, or neither.

The new text is made before anything is stored, so that what can be refused is refused
first. Of the text as the user wrote it, only whole lines are added or removed:
comments, order and line ends stay. The result is read again and must say what was
wanted and nothing else; where it does not, the file is left to its owner, with what to
put in. config.yaml may be a link into somebody's dotfiles: what it leads to is written.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.accounts import secrets
from drafter.address import Address
from drafter.delivery.files import locked, put_whole, sync_folder
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.reading.config import read_config
from drafter.reading.located import Keyed, load


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.accounts.secrets import Secret
    from drafter.accounts.settings import Settings
    from drafter.reading.config import Account, Config
    from drafter.reading.located import Entry, Node, Source

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_PRIVATE = 0o600
_KEY = "accounts"
# A word that no program takes for anything but text.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9@._/+-]*")
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_BOM = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def add(config: Path, account: Account, settings: Settings, new: Secret | None) -> str:
    """Keep the password, if one is given, and write the account.

    Gives the keyring's name, empty without a password. Whatever fails, neither is left
    behind: `InputError`, `KeychainError` or `NotDeliveredError` says why.
    """
    with _held(config) as (target, text):
        changed = with_account(text, account, str(config))
        if new is None:
            _write(target, changed)
            return ""
        earlier = secrets.recall(settings)
        try:
            kept_in = secrets.store(settings, new)
            _write(target, changed)
        except BaseException:
            with suppress(secrets.KeychainError):
                if earlier:
                    secrets.store(settings, earlier)
                else:
                    secrets.forget(settings)
            raise
        return kept_in


def check(config: Path, account: Account) -> None:
    """Refuse what `add` would refuse; `config` was read before and is good."""
    text = config.read_text("utf-8") if config.exists() else ""
    with_account(text, account, str(config))


def remove(config: Path, name: str) -> None:
    """Take the account out of config.yaml; its password is the keyring's to forget."""
    with _held(config) as (target, text):
        _write(target, without_account(text, name, str(config)))


@contextmanager
def _held(config: Path) -> Iterator[tuple[Path, str]]:
    """Keep other runs of drafter away; give the file itself and its text as it is."""
    target = Path(os.path.realpath(config))
    is_new = not target.parent.exists()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with locked(target.parent):
                data = target.read_bytes() if target.exists() else b""
                # Whatever is wrong with it, not UTF-8 included, is told with its place.
                read_config(data, str(config))
                yield target, data.decode("utf-8")
        except BaseException:
            if is_new:
                with suppress(OSError):
                    target.parent.rmdir()
            raise
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        remedy = "make it yours to write, or set DRAFTER_HOME to another folder"
        if error.errno in _NO_ROOM:
            remedy = "make room, then run the command again"
        raise NotDeliveredError(f"{config}: {why} ({remedy})") from None


def _write(target: Path, text: str) -> None:
    """Write it whole or not at all; a new one is its owner's alone."""
    is_new = not target.exists()
    mode = _PRIVATE if is_new else stat.S_IMODE(target.stat().st_mode)
    put_whole(target, text.encode(), overwrite=not is_new, mode=mode)
    sync_folder(target.parent)


def with_account(text: str, account: Account, file: str = "config.yaml") -> str:
    """Add the account after the others; its `ca_file` as it is to stand there.

    `InputError` if the file is wrong, has that account, or cannot be added to; then it
    holds the line to paste.
    """
    before, source = _read(text, file), load(text.encode(), file)
    try:  # what no file can hold is told as what it is, not as something to paste
        _read(f"{_KEY}: {{{pasted(account)}}}", file)
    except InputError as error:
        found = [one._replace(where=Location(file)) for one in error.problems]
        raise InputError(*found) from None
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
    lines = _Lines(text)
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
    """Put the block where it belongs; None where only a person can: in braces."""
    lines = _Lines(text)
    for node in (source.root, getattr(_accounts(source), "value", None)):
        if isinstance(node, Keyed) and lines.is_flow(node):
            return None
    place = _place(source, lines)
    block = _block(account, place, lines.newline)
    return lines.replaced(place.line, place.line, block)


def _place(source: Source, lines: _Lines) -> _Place:
    root, accounts = source.root, _accounts(source)
    if accounts is None:
        indent = root.where.column - 1 if isinstance(root, Keyed) else 0
        return _Place(lines.after_all, indent, with_key=True)
    stop = _after(source, accounts, lines)
    if entries := _entries(accounts.value):
        line, column = entries[-1].where.line, entries[-1].where.column
        return _Place(lines.end(line, stop, column), column - 1)
    # Below a comment that stands there: above it, it would seem to be the account's.
    line, column = accounts.where.line, accounts.where.column
    return _Place(lines.end(line, max(line + 1, stop), column), column + 1)


def _after(source: Source, accounts: Entry, lines: _Lines) -> int:
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


class _Lines:
    """The lines of a text, counted as the reader counts them: from 1.

    The BOM is no part of the first, and a CR alone ends one too.
    """

    def __init__(self, text: str) -> None:
        self._lines: list[str] = _LINE.findall(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        """How this file ends its lines."""

    @property
    def after_all(self) -> int:
        """The line after the last of the document, which `...` may end early."""
        ends = (n for n, line in enumerate(self._lines, 1) if line.rstrip() == "...")
        return next(ends, len(self._lines) + 1)

    def is_flow(self, node: Node) -> bool:
        """Whether a mapping is written in braces."""
        line = self._lines[node.where.line - 1].removeprefix(_BOM)
        return line[node.where.column - 1 :].startswith("{")

    def end(self, start: int, stop: int, column: int) -> int:
        """Give the line after the block that starts at `start` and ends before `stop`.

        Blank lines and comments below it belong to it only if they stand deeper.
        """
        end = start + 1
        for number in range(start + 1, stop):
            line = self._lines[number - 1]
            word = line.lstrip()
            deeper = len(line) - len(word) >= column
            if word and (deeper or not word.startswith("#")):
                end = number + 1
        return end

    def replaced(self, start: int, stop: int, block: str) -> str:
        """Give the text with a block instead of the lines from `start` to `stop`."""
        head = "".join(self._lines[: start - 1])
        if head and block and head[-1] not in "\r\n" and head != _BOM:
            head += self.newline
        return head + block + "".join(self._lines[stop - 1 :])
