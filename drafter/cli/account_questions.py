"""What `drafter account` asks a person: the address, the server, the password.

A wrong answer is asked for again, and never shown: who answers a question too early has
typed a password where a port belongs.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click

from drafter.cli.secrets import INTERRUPTED, ask_hidden, on_terminal, piped_line
from drafter.cli.shell import say
from drafter.words import safe


if TYPE_CHECKING:
    from drafter.accounts.secrets import Secret
    from drafter.accounts.settings import Settings
    from drafter.address import Address

_USUAL_PORT, _LAST_PORT = 993, 65535
_SERVER = re.compile(r"(?P<host>[^:\s]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]+))?")


def ask_address(own: Address | None) -> Address:
    """Ask for the From address; `own` is offered."""
    from drafter.address import Address

    while True:
        try:
            return Address.parse(_ask("Address", str(own or "")).strip())
        except ValueError as error:
            say(f"  {error}")


def ask_server(domain: str, port: int | None) -> tuple[str, int | None]:
    """Ask for the server's name, and for its port unless that is known.

    The port may follow the name, as in `localhost:1143`; None is the usual one.
    """
    from drafter.accounts.settings import is_server

    say(f"The IMAP server of {domain} is not known; their help names it.")
    while True:
        host, named = split_server(_ask("Server").strip())
        if not is_server(host):
            say("  that is no name of a server: a name alone, as in imap.mail.example")
        elif named is None:
            return host, port or _ask_port()
        elif is_port(named):
            return host, _written(named)
        else:
            say(f"  what follows the colon is no port ({_USUAL_PORT} is the usual one)")


def split_server(typed: str) -> tuple[str, str | None]:
    """Take `imap.mail.example:1143` apart; what is no such thing stays whole."""
    match = _SERVER.fullmatch(typed)
    return (match["host"].strip("[]"), match["port"]) if match else (typed, None)


def _ask_port() -> int | None:
    while not is_port(typed := _ask("Port", str(_USUAL_PORT)).strip()):
        say(f"  that is no port: a number, {_USUAL_PORT} is the usual one")
    return _written(typed)


def is_port(text: str) -> bool:
    """Tell whether the digits after a colon, or an answer, are a port."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PORT))
    return is_number and 0 < int(text) <= _LAST_PORT


def _written(port: str) -> int | None:
    """The port as config.yaml has it: the usual one need not be written down."""
    return None if int(port) == _USUAL_PORT else int(port)


def new_secret(settings: Settings) -> Secret | None:
    """Ask for the password the keyring will keep; None if it comes from elsewhere."""
    from drafter.accounts.secrets import where_from

    if where_from(settings, os.environ) != "the keyring":
        return None
    return ask_password(settings)


def ask_password(settings: Settings, *, again: bool = False) -> Secret:
    """Ask for the password; from a pipe it is one line."""
    from drafter.accounts.secrets import checked

    if settings.provider and settings.provider.app_password and not again:
        say(f"{settings.provider.app_password}.")
    if not on_terminal():
        return checked(piped_line(), "<stdin>")
    question = f"Password of {settings.users[0]} at {settings.host}"
    return checked(ask_hidden(question), "what you typed")


def _ask(question: str, default: str = "") -> str:
    """Ask until something is said; Ctrl-C leaves nothing behind."""
    try:
        answer: str = click.prompt(safe(question), default=default or None, err=True)
    except click.Abort:
        raise SystemExit(INTERRUPTED) from None
    return answer
