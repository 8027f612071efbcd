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

from drafter.cli.account_options import command_line, typed_settings
from drafter.cli.account_questions import (
    ask_address,
    ask_server,
    is_port,
    new_secret,
    split_server,
)
from drafter.cli.account_trial import tried
from drafter.cli.secrets import on_terminal
from drafter.cli.shell import say


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drafter.accounts.secrets import Secret
    from drafter.accounts.settings import Settings
    from drafter.address import Address
    from drafter.cli.shell import Home
    from drafter.reading.config import Account

_NAME = re.compile(r"\w[\w.-]{0,39}")


def add_account(home: Home, typed: Mapping[str, Any]) -> None:
    """Add the account that the options and the answers describe."""
    from drafter.accounts.register import with_account

    config = home.read_config()
    name = _free_name(typed["name"], config.accounts)
    address = _address(typed["address"], config.profile.email)
    name = name or _default_name(address, config.accounts)
    account = _account(name, address, typed)
    settings = typed_settings(account, str(home.config))
    if settings.wants_token and not account.token_command:
        account = account._replace(auth=settings.auth)  # else a password, without it
    # Whether config.yaml can take it is known before anybody types a password.
    with_account(_text(home), account, str(home.config))
    given = new_secret(settings)
    if not typed["no_test"]:
        given = tried(settings, given, is_new=True)
    kept_in = _kept(home, account, settings, given, is_tried=not typed["no_test"])
    say(_of_secret(settings, kept_in))
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

    if typed is None and on_terminal():
        return ask_address(own)
    if typed is None:
        if own is None:
            raise click.UsageError("--address is missing: the From address it is for")
        return own
    try:
        return Address.parse(typed.strip())
    except ValueError as error:
        raise click.UsageError(f"--address: {error}") from None


def _account(name: str, address: Address, typed: Mapping[str, Any]) -> Account:
    """Put together what was typed, and ask for a server that nobody knows."""
    from drafter.accounts.settings import provider_for
    from drafter.reading.config import Account

    host, port = typed["host"] or "", typed["port"]
    if not host and not provider_for(address.domain):
        if not on_terminal():
            fact = f"--host is missing: the IMAP server of {address.domain}"
            raise click.UsageError(f"{fact} is not known")
        host, port = ask_server(address.domain, port)
    elif host:
        host, port = _with_port(host.strip(), port)
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


def _with_port(host: str, port: int | None) -> tuple[str, int | None]:
    """Take the port from the host, where it follows as in what is asked."""
    alone, named = split_server(host)
    if not named or not is_port(named):
        return host, port
    if port is not None:
        raise click.UsageError(f"--port: the port {named} stands in --host already")
    return alone, int(named)


def _words(option: str, typed: str | None) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(typed or ""))
    except ValueError:
        raise click.UsageError(f"{option}: a quotation mark is not closed") from None
    if typed is not None and not words:
        raise click.UsageError(f"{option}: there is no word in it")
    return words


def _kept(
    home: Home,
    account: Account,
    settings: Settings,
    given: Secret | None,
    *,
    is_tried: bool,
) -> str:
    """Keep the password and write the account; give the keyring's name, if it has it.

    That signing in works was told already: without the keyring it is not enough.
    """
    from drafter.accounts import register

    if given is None:
        return register.add(home.config, account, settings, None)
    from drafter.accounts.secrets import KeychainError
    from drafter.errors import NotDeliveredError

    try:
        return register.add(home.config, account, settings, given)
    except KeychainError as error:
        works = "signing in works, but " if is_tried else ""
        entry = f"mail/{account.name}"
        raise NotDeliveredError(
            f"{works}the account is NOT added: {error.fact}",
            "a program of yours can give the password instead; with pass, after "
            f"`pass insert {entry}`, this adds the account:",
            f"  {command_line(account)} --password-command 'pass show {entry}'",
        ) from None


def _of_secret(settings: Settings, kept_in: str) -> str:
    """Say where the secret comes from, from now on."""
    from drafter.accounts.secrets import variable, where_from

    source, later = where_from(settings, os.environ), where_from(settings, {})
    if kept_in:
        return f"the keyring ({kept_in}): the password is kept there"
    if source != variable(settings):
        return f"{source}: the secret comes from there"
    used = f"it is used from {source} while that is set"
    if settings.password_command or settings.token_command:
        return f"{used}, else from {later}"
    if settings.wants_token:
        return f"the token is not kept: {used}"
    way = f"drafter account password {settings.name} keeps one"
    return f"the password is not kept: {used}; {way}"
