"""An account as options of `drafter account add`.

While an account is being added, config.yaml does not hold it: what is wrong with it is
told of the option, and never of a file that nobody has written yet.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from drafter.cli.secrets import settings_for


if TYPE_CHECKING:
    from drafter.accounts.settings import Fault, Settings
    from drafter.errors import Problem
    from drafter.reading.config import Account

_KEY = re.compile(r"`(\w+):( \w+)?`(?: in config\.yaml)?")
_NO_OPTIONS = ("name", "password_command", "token_command")


def typed_settings(account: Account, file: str) -> Settings:
    """Fill in what was typed; `InputError` names the options that are wrong."""
    from drafter.accounts.settings import UnfitError
    from drafter.errors import InputError

    try:
        return settings_for(account, file)
    except UnfitError as error:
        raise InputError(*map(_problem, error.faults)) from None


def as_options(line: str) -> str:
    """Say `--ca-file` where a line says `ca_file:`."""
    return _KEY.sub(lambda key: f"{_option(key[1])}{key[2] or ''}", line)


def command_line(account: Account) -> str:
    """Write the command that adds this account, but for its secret."""
    words = ["drafter", "account", "add", account.name]
    for field, value in account._asdict().items():
        if value and field not in _NO_OPTIONS:
            words += [_option(field), str(value)]
    return shlex.join(words)


def _problem(fault: Fault) -> Problem:
    from drafter.errors import Location, Problem

    fact = fault.fact.removeprefix(f"{fault.field}: ")
    return Problem(Location(_option(fault.field)), fact, as_options(fault.remedy))


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"
