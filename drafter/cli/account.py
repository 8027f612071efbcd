"""`drafter account`: your mail accounts; `account add` is a file of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.account_add import add, ask_password, tried
from drafter.cli.home import Home
from drafter.cli.imap import (
    INTERRUPTED,
    credentials_for,
    filled_in,
    look,
    on_terminal,
    say_seen,
)
from drafter.cli.options import JSON, option
from drafter.cli.screen import print_json, say, warn
from drafter.errors import DrafterError, InputError
from drafter.words import safe


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.reading.config import Account


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Your mail accounts: add, test, list or remove one; change its password."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_accounts)


command.add_command(add)


@command.command()
@click.argument("name", required=False)
@JSON
def test(name: str | None, *, as_json: bool) -> None:
    """Sign in and look for the Drafts folder, of one account or all; change nothing."""
    home = Home.find()
    failed, rows = 0, []
    for account in _named(home, name):
        row, code = _tried(account, home, as_json=as_json)
        rows.append(row)
        failed = failed or code
    if as_json:
        print_json({"accounts": rows})
    if failed:
        raise SystemExit(failed)


@command.command("list")
@JSON
def list_accounts(*, as_json: bool = False) -> None:
    """List your accounts, and where the secret of each comes from."""
    home = Home.find()
    rows = [_row(account, home) for account in home.read_config().accounts]
    if as_json:
        print_json({"accounts": rows})
    elif not rows:
        say("no account yet (drafter account add)")
    for row in [] if as_json else rows:
        say(f"{row['name']}", bold=True)
        for problem in row["problems"]:
            warn(problem, fg="red")
        if not row["problems"]:
            secure = "not encrypted" if row["tls"] == "none" else f"{row['tls']} TLS"
            say(f"  {row['address']} at {row['host']}:{row['port']}, {secure}")
            say(f"  {row['auth']} from {row['secret']}")
    if any(row["problems"] for row in rows):
        raise SystemExit(InputError.exit_code)


@command.command()
@click.argument("name")
def password(name: str) -> None:
    """Keep another password for an account, once it has signed in with it.

    It is asked for on a terminal; from a pipe it is one line of standard input.
    """
    from drafter.accounts import secrets
    from drafter.accounts.secrets import variable, where_from

    home = Home.find()
    (account,) = _named(home, name)
    settings = filled_in(account, home)
    if settings.wants_token or settings.password_command:
        source = where_from(settings, os.environ)
        fact = f"the secret of {account.name} comes from {source}"
        raise click.UsageError(f"{fact}: change it there")
    # DRAFTER_PASSWORD does not stand in the way: it only comes first while it is set.
    given = tried(settings, ask_password(settings), is_new=False)
    assert given
    kept_in = secrets.store(settings, given)
    say(f"the keyring ({kept_in}): the password is kept there")
    if where_from(settings, os.environ) == variable(settings):
        say(f"{variable(settings)} comes first while that is set")


@command.command()
@click.argument("name")
@option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, *, yes: bool) -> None:
    """Remove an account from config.yaml, and its password from the keyring."""
    from drafter.accounts import register

    home = Home.find()
    (account,) = _named(home, name)
    if not yes:
        _confirm(account)
    others = [one for one in home.read_config().accounts if one.name != name]
    register.remove(home.config, name)
    say(f"{home.config}: the account {name} is removed")
    _forget(account, others, home)


def _tried(
    account: Account, home: Home, *, as_json: bool
) -> tuple[dict[str, Any], int]:
    """Try one account; give its row and the exit code, 0 if all is well."""
    row = _row(account, home)
    if not as_json:
        say(f"{account.name}", bold=True)
    try:
        settings = filled_in(account, home)
        credentials = credentials_for(settings)
        seen = look(settings, credentials)
    except DrafterError as error:
        if not as_json:
            for line in error.lines:
                warn(line, fg="red")
        return row | {"ok": False, "problems": list(error.lines)}, error.exit_code
    if not as_json:
        say_seen(seen, settings, credentials.source)
    return row | {"ok": True, "secret": credentials.source} | seen._asdict(), 0


def _row(account: Account, home: Home) -> dict[str, Any]:
    """What config.yaml says of an account; needs no network and no keyring."""
    from drafter.accounts.secrets import where_from

    row: dict[str, Any] = {"name": account.name, "address": str(account.address)}
    try:
        settings = filled_in(account, home)
    except InputError as error:
        return row | {"problems": list(error.lines)}
    return row | {
        "host": settings.host,
        "port": settings.port,
        "tls": settings.tls,
        "auth": settings.auth,
        "secret": where_from(settings, os.environ),
        "problems": [],
    }


def _named(home: Home, name: str | None) -> Sequence[Account]:
    """Give the account of that name, or all; there must be one."""
    from drafter.accounts.settings import account_named

    accounts = home.read_config().accounts
    if accounts and name is None:
        return accounts
    return (account_named(accounts, name or "", str(home.config)),)


def _confirm(account: Account) -> None:
    if not on_terminal():
        raise click.UsageError("nobody is there to ask (add --yes)")
    try:
        question = f"Remove the account {account.name} and its password?"
        agreed = click.confirm(safe(question), err=True)
    except click.Abort:
        raise SystemExit(INTERRUPTED) from None
    if not agreed:
        say("nothing is removed")
        raise SystemExit(1)


def _forget(account: Account, others: Sequence[Account], home: Home) -> None:
    """Take its password out of the keyring, unless another account uses the same."""
    from drafter.accounts import secrets

    try:
        settings = filled_in(account, home)
    except InputError:
        return  # it was never good enough to have a password stored
    used = []
    for other in others:
        try:
            used.append(secrets.key(filled_in(other, home)))
        except InputError:
            continue
    if secrets.key(settings) in used:
        say("its password stays in the keyring: another account uses it")
        return
    try:
        if secrets.forget(settings):
            say("its password is removed from the keyring")
    except secrets.KeychainError as error:
        if not settings.password_command and not settings.wants_token:
            warn(f"its password may still be there: {error.fact}", fg="yellow")
