"""The mail accounts of config.yaml: one added or removed, its password in the keyring.

    settings  an account with nothing left out, and which one a draft goes to
    secrets   where its password comes from, and the keyring that keeps it

Nothing here talks to a mail server. The keyring comes first, then config.yaml, or
neither: what can be refused is refused before anything is stored. Of the text as the
user wrote it, only whole lines are added or removed: comments, order and line ends
stay. The result is read again and must say what was wanted and nothing else; where it
does not, the file is left to its owner, with what to put in. config.yaml may be a link
into somebody's dotfiles: what it leads to is written.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from drafter.accounts import secrets
from drafter.address import Address
from drafter.delivery.files import locked, refusals_as_one_line, rewrite
from drafter.errors import InputError, Location, Problem
from drafter.reading.config import read_config


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drafter.accounts.secrets import Secret
    from drafter.accounts.settings import Settings
    from drafter.reading.config import Account, Config

_YOURS = "make it yours to write, or set DRAFTER_HOME to another folder"
_PRIVATE = 0o600
# A word that no program takes for anything but text.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9@._/+-]*")
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def add(config: Path, account: Account, settings: Settings, new: Secret | None) -> str:
    """Keep the password, if one is given, and write the account.

    Gives the keyring's name, empty without a password. Whatever fails, neither is left
    behind: `InputError`, `KeychainError` or `NotDeliveredError` says why.
    """
    with _held(config) as text:
        changed = with_account(text, account, str(config)).encode()
        if new is None:
            rewrite(config, changed, _PRIVATE)
            return ""
        earlier = secrets.recall(settings)
        try:
            kept_in = secrets.store(settings, new)
            rewrite(config, changed, _PRIVATE)
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
    with _held(config) as text:
        left = without_account(text, name, str(config))
        rewrite(config, left.encode(), _PRIVATE)


@contextmanager
def _held(config: Path) -> Iterator[str]:
    """Keep other runs of drafter away; give the text of the file as it is."""
    with refusals_as_one_line(config, _YOURS):
        folder = config.resolve().parent
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            data = config.read_bytes() if config.exists() else b""
            # Whatever is wrong with it, not UTF-8 included, is told with its place.
            read_config(data, str(config))
            yield data.decode()


def with_account(text: str, account: Account, file: str = "config.yaml") -> str:
    """Add the account, first of all; its `ca_file` as it is to stand there.

    `InputError` if the file is wrong or cannot be added to; then it holds the line to
    paste.
    """
    before = read_config(text.encode(), file)
    newline = "\r\n" if "\r\n" in text else "\n"
    found = re.search(r"(?m)^\ufeff?accounts:[ \t]*(?:#.*)?\r?$\n?", text)
    above = text[: found.end()] if found else text
    below = text[len(above) :]
    if above and not above.endswith(("\n", "\ufeff")):
        above += newline
    if not found:
        above += f"accounts:{newline}"
    beside = re.match(r"(?:[ \t]*(?:#.*)?\r?\n)*( +)", below)
    indent = beside[1] if beside else "  "
    block = [f"{indent}{_scalar(account.name)}:"]
    block += [f"{indent}  {field}: {value}" for field, value in _fields(account)]
    changed = above + "".join(f"{line}{newline}" for line in block) + below
    if not _says(changed, before._replace(accounts=(account, *before.accounts))):
        fact = "accounts: cannot be added to without rewriting what you wrote"
        remedy = f"add this to it yourself: {pasted(account)}"
        raise InputError(Problem(Location(file), fact, remedy))
    return changed


def without_account(text: str, name: str, file: str = "config.yaml") -> str:
    """Take the account's lines out; `InputError` if they are not lines of their own."""
    before = read_config(text.encode(), file)
    key = rf"([\"']?){re.escape(name)}\2"
    # Its line, and all below it that stand deeper.
    changed = re.sub(rf"(?m)^( +){key}:.*(?:\n[\r\n]*\1 .*)*(?:\n|\Z)", "", text)
    left = tuple(one for one in before.accounts if one.name != name)
    if not _says(changed, before._replace(accounts=left)):
        fact = f"the account {name!r} cannot be taken out of what you wrote"
        raise InputError(Problem(Location(file), fact, "delete it yourself"))
    return changed


def pasted(account: Account) -> str:
    """Write the account on one line, right in any place below `accounts:`."""
    fields = ", ".join(f"{field}: {value}" for field, value in _fields(account))
    return f"{_scalar(account.name)}: {{{fields}}}"


def _says(text: str, wanted: Config) -> bool:
    try:
        return bool(read_config(text.encode(), "") == wanted)
    except InputError:
        return False


def _fields(account: Account) -> Iterator[tuple[str, str]]:
    """Give what the account says, each as YAML; what it leaves open is left out."""
    for field, value in account._asdict().items():
        if isinstance(value, int):
            yield field, str(value)
        elif isinstance(value, tuple) and not isinstance(value, Address) and value:
            yield field, f"[{', '.join(map(_scalar, value))}]"
        elif value and field != "name":
            yield field, _scalar(str(value))


def _scalar(text: str) -> str:
    """Write a text as YAML; in doubt quoted, which is never wrong."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT
    return text if plain else json.dumps(text, ensure_ascii=False)
