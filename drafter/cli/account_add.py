"""What `drafter account add` does: ask, sign in, keep the password, write the account.

In this order: nothing is asked for that will not be used, and nothing is kept that
does not work.
"""

from __future__ import annotations

import os
import re
import shlex
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.account_rows import look, say_seen
from drafter.cli.secrets import (
    INTERRUPTED,
    ask_hidden,
    credentials_for,
    on_terminal,
    piped_line,
    settings_for,
)
from drafter.cli.shell import safe, say


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drafter.accounts.credentials import Secret
    from drafter.accounts.settings import Settings
    from drafter.address import Address
    from drafter.cli.shell import Home
    from drafter.reading.config import Account

_NAME = re.compile(r"\w[\w.-]{0,39}")


def add_account(home: Home, typed: Mapping[str, Any]) -> None:
    """Add the account that the options and the answers describe."""
    from drafter.accounts import register
    from drafter.accounts.config_text import with_account
    from drafter.accounts.credentials import where_from

    config = home.read_config()
    name = _free_name(typed["name"], config.accounts)
    address = _address(typed["address"], config.profile.email)
    name = name or _default_name(address, config.accounts)
    account = _account(name, address, typed)
    settings = settings_for(account, str(home.config))
    if settings.wants_token and not account.token_command:
        account = account._replace(auth=settings.auth)  # else a password, without it
    # Whether config.yaml can take it is known before anybody types a password.
    with_account(_text(home), account, str(home.config))
    given = new_secret(settings)
    if not typed["no_test"]:
        credentials = credentials_for(settings, given)
        seen = look(settings, credentials)
        say(name, bold=True)
        say_seen(seen, settings, credentials.source)
    kept_in = register.add(home.config, account, settings, given)
    if kept_in:
        say(f"the keyring ({kept_in}): the password is kept there")
    else:
        say(f"{where_from(settings, os.environ)}: the secret comes from there")
    say(f"{home.config}: the account {name} is added")
    say("drafts go there with: drafter thanks interview.yaml --imap")


def _text(home: Home) -> str:
    """Read config.yaml, which was found good; none is an empty one."""
    try:
        return home.config.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _free_name(name: str | None, accounts: Sequence[Account]) -> str:
    if name is None:
        return ""
    if not _NAME.fullmatch(name):
        raise click.UsageError(
            f"'{name}' is no name for an account (letters and digits, as in personal)"
        )
    if name in [account.name for account in accounts]:
        raise click.UsageError(
            f"there is an account '{name}' already "
            f"(give another name, or first: drafter account remove {name})"
        )
    return name


def _default_name(address: Address, accounts: Sequence[Account]) -> str:
    """Name it after the domain; a second account for one address needs a name."""
    for account in accounts:
        if account.address == address:
            raise click.UsageError(
                f"the account '{account.name}' is for {address} already "
                "(give this one a name, as in: drafter account add second)"
            )
    taken = {account.name for account in accounts}
    name = address.domain.partition(".")[0]
    number = 2
    while name in taken:
        name, number = f"{address.domain.partition('.')[0]}-{number}", number + 1
    return name


def _address(typed: str | None, own: Address | None) -> Address:
    from drafter.address import Address

    if typed is None and not on_terminal():
        if own is None:
            raise click.UsageError("--address is missing: the From address it is for")
        return own
    while True:
        text = typed or _ask("Address", str(own or ""))
        try:
            return Address.parse(text.strip())
        except ValueError as error:
            if typed:
                raise click.UsageError(f"--address: {error}") from None
            say(f"  {error}")


def _account(name: str, address: Address, typed: Mapping[str, Any]) -> Account:
    """Put together what was typed, and ask for a server that nobody knows."""
    from drafter.accounts.providers import provider_for
    from drafter.reading.config import Account

    host, port = typed["host"] or "", typed["port"]
    if not host and not provider_for(address.domain):
        if not on_terminal():
            fact = f"--host is missing: the IMAP server of {address.domain}"
            raise click.UsageError(f"{fact} is not known")
        say(f"The IMAP server of {address.domain} is not known; their help names it.")
        host = _ask("Server").strip()
        port = port or _port(_ask("Port", "993"))
    ca_file = typed["ca_file"]
    return Account(
        name=name,
        address=address,
        host=host,
        port=port,
        tls=typed["tls"] or "",
        ca_file=ca_file.absolute() if ca_file else None,
        user=typed["user"] or "",
        auth=typed["auth"] or "",
        password_command=_words("--password-command", typed["password_command"]),
        token_command=_words("--token-command", typed["token_command"]),
        drafts=typed["drafts"] or "",
    )


def _words(option: str, typed: str | None) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(typed or ""))
    except ValueError:
        raise click.UsageError(f"{option}: a quotation mark is not closed") from None
    if typed is not None and not words:
        raise click.UsageError(f"{option}: there is no word in it")
    return words


def _port(text: str) -> int | None:
    """Read a port as typed; 993 need not be written down."""
    if not text.isascii() or not text.isdigit():
        raise click.UsageError(f"'{text}' is not a port (993 is the usual one)")
    return None if text == "993" else int(text)


def change_password(home: Home, account: Account) -> None:
    """Store another password, once it is known to work."""
    from drafter.accounts import keychain

    settings = settings_for(account, str(home.config))
    given = new_secret(settings)
    if given is None:
        from drafter.accounts.credentials import where_from

        source = where_from(settings, os.environ)
        fact = f"the secret of {account.name} comes from {source}"
        raise click.UsageError(f"{fact}: change it there")
    seen = look(settings, credentials_for(settings, given))
    say_seen(seen, settings, "what you typed")
    say(f"the keyring ({keychain.store(settings, given)}): the password is kept there")


def new_secret(settings: Settings) -> Secret | None:
    """Ask for the password that the keyring will keep, where there is none yet."""
    from drafter.accounts.command import checked
    from drafter.accounts.credentials import where_from

    if where_from(settings, os.environ) != "the keyring":
        return None
    if settings.provider and settings.provider.app_password:
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
