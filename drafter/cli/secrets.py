"""Where the command line gets an account's secret: environment, terminal or pipe.

A password is never an option: the command line of a program is there for every user of
the machine to read.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click


if TYPE_CHECKING:
    from drafter.accounts.secrets import Credentials, Secret
    from drafter.accounts.settings import Settings
    from drafter.reading.config import Account

INTERRUPTED = 130  # what a shell gives for Ctrl-C
_LONGEST = 64 * 1024


def settings_for(account: Account, file: str) -> Settings:
    """Fill in the account; a token in the environment need not be configured."""
    from drafter.accounts.settings import settings_of

    return settings_of(account, file, has_token=bool(os.environ.get("DRAFTER_TOKEN")))


def credentials_for(settings: Settings, given: Secret | None = None) -> Credentials:
    """Get the secret from wherever the account says; a person is asked last."""
    from drafter.accounts.secrets import Credentials

    ask = ask_hidden if on_terminal() else None
    return Credentials(settings, os.environ, ask, given)


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return bool(sys.stdin and sys.stdin.isatty())


def ask_hidden(question: str) -> str:
    """Ask without showing what is typed."""
    from drafter.words import safe

    try:
        answer: str = click.prompt(
            safe(question), hide_input=True, default="", show_default=False, err=True
        )
    except click.Abort:
        raise SystemExit(INTERRUPTED) from None
    return answer


def piped_line() -> str:
    """Read one line of standard input, without its end."""
    line = sys.stdin.buffer.readline(_LONGEST) if sys.stdin else b""
    text = line.decode("utf-8", "surrogateescape")
    return text.removesuffix("\n").removesuffix("\r")
