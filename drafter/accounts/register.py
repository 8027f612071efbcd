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
from typing import TYPE_CHECKING

from drafter.accounts import secrets
from drafter.address import Address
from drafter.delivery.files import locked, put_whole, sync_folder
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.reading.config import read_config
from drafter.reading.located import Keyed, load


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    if account.name in [one.name for one in before.accounts]:
        fact = f"there is an account {account.name!r} already"
        raise InputError(Problem(Location(file), fact, "give another name"))
    changed = _inserted(text, source, account)
    wanted = before._replace(accounts=(*before.accounts, account))
    if not _says(changed, wanted, file):
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
    (accounts,) = (one for one in _entries(source.root) if one.key == _KEY)
    where = next(one.where for one in _entries(accounts.value) if one.key == name)
    bom, lines = _lines(text)
    start = where.line - 1
    changed = bom + "".join(lines[:start] + lines[_end(lines, where) :])
    is_shared = bool(lines[start][: where.column - 1].strip())
    if is_shared or not _says(changed, before._replace(accounts=left), file):
        fact = f"the account {name!r} cannot be taken out of what you wrote"
        raise InputError(Problem(where, fact, "delete it yourself"))
    return changed


def pasted(account: Account) -> str:
    """Write the account on one line, right in any place below `accounts:`."""
    fields = ", ".join(f"{field}: {value}" for field, value in _fields(account))
    return f"{_scalar(account.name)}: {{{fields}}}"


def _inserted(text: str, source: Source, account: Account) -> str:
    """Put the block below all others, as if everything were written in blocks."""
    bom, lines = _lines(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    block = [f"{_scalar(account.name)}:"]
    block += [f"  {field}: {value}" for field, value in _fields(account)]
    accounts = [one for one in _entries(source.root) if one.key == _KEY]
    if accounts:
        others = _entries(accounts[0].value)
        last = (others or accounts)[-1].where
        indent = last.column - 1 if others else last.column + 1
        at = _end(lines, last)
    else:
        block = [f"{_KEY}:", *(f"  {line}" for line in block)]
        first = _entries(source.root)[:1]
        indent = first[0].where.column - 1 if first else 0
        bare = [line.rstrip() for line in lines]  # `...` ends a document early
        at = bare.index("...") if "..." in bare else len(lines)
    if at and lines[at - 1][-1] not in "\r\n":
        lines[at - 1] += newline
    lines[at:at] = [f"{' ' * indent}{line}{newline}" for line in block]
    return bom + "".join(lines)


def _lines(text: str) -> tuple[str, list[str]]:
    """Part a text as its reader counts: a CR alone ends a line, a BOM is in none."""
    bare = text.removeprefix(_BOM)
    return text[: len(text) - len(bare)], _LINE.findall(bare)


def _end(lines: Sequence[str], where: Location) -> int:
    """Count the lines up to the end of the block whose key stands there.

    Blank lines and comments below it belong to it only if they stand deeper.
    """
    end = where.line
    for number, line in enumerate(lines[where.line :], where.line + 1):
        word = line.lstrip()
        if len(line) - len(word) >= where.column and word:
            end = number
        elif word and not word.startswith("#"):
            break
    return end


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, Keyed) else ()


def _read(text: str, file: str) -> Config:
    return read_config(text.encode(), file)


def _says(text: str, wanted: Config, file: str) -> bool:
    try:
        return bool(_read(text, file) == wanted)
    except InputError:
        return False


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
