"""`drafter account`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.account_rows import look, print_accounts, row_of, say_seen, seen_row
from drafter.cli.options import JSON, option
from drafter.cli.shell import Home, say, told, warn
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


@command.command()
@click.argument("name", required=False)
@option("--address", metavar="ADDRESS", help="The From address it is for.")
@option("--host", metavar="HOST[:PORT]", help="The IMAP server, if it is not known.")
@option("--port", type=click.IntRange(1, 65535), help="Its port, if not the usual.")
@option(
    "--tls",
    type=click.Choice(["implicit", "starttls", "none"]),
    help="How it is encrypted; none is for this machine only.",
)
@option("--user", metavar="NAME", help="The login, if it is not the address.")
@option(
    "--auth",
    type=click.Choice(["password", "xoauth2", "oauthbearer"]),
    help="How to sign in; a token command means xoauth2.",
)
@option("--password-command", metavar="WORDS", help='As in "pass show mail/personal".')
@option("--token-command", metavar="WORDS", help='As in "oama access me@mail.example".')
@option(
    "--ca-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The certificate of an authority of your own.",
)
@option("--drafts", metavar="FOLDER", help="Its Drafts, where the server marks none.")
@option("--no-test", is_flag=True, help="Do not sign in first.")
def add(**typed: Any) -> None:
    """Add an account; sign in first, then keep its password in the keyring.

    What is missing is asked for on a terminal. From a pipe, the password is one line of
    standard input. No option takes a password: others could read it.
    """
    with told():
        from drafter.cli.account_add import add_account

        add_account(Home.find(), typed)


@command.command()
@click.argument("name", required=False)
@JSON
def test(name: str | None, *, as_json: bool) -> None:
    """Sign in and look for the Drafts folder, of one account or all; change nothing."""
    with told(as_json=as_json):
        home = Home.find()
        failed, rows = 0, []
        for account in _named(home, name):
            row, code = _tried(account, home, as_json=as_json)
            rows.append(row)
            failed = failed or code
        if as_json:
            print_accounts(rows)
    if failed:
        raise SystemExit(failed)


@command.command("list")
@JSON
def list_accounts(*, as_json: bool = False) -> None:
    """List your accounts, and where the secret of each comes from."""
    with told(as_json=as_json):
        home = Home.find()
        rows = [row_of(account, home) for account in home.read_config().accounts]
    if as_json:
        print_accounts(rows)
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
        from drafter.errors import InputError

        raise SystemExit(InputError.exit_code)


@command.command()
@click.argument("name")
def password(name: str) -> None:
    """Keep another password for an account, once it has signed in with it.

    It is asked for on a terminal; from a pipe it is one line of standard input.
    """
    with told():
        from drafter.cli.account_password import change_password

        home = Home.find()
        (account,) = _named(home, name)
        change_password(home, account)


@command.command()
@click.argument("name")
@option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, *, yes: bool) -> None:
    """Remove an account from config.yaml, and its password from the keyring."""
    with told():
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
    from drafter.cli.secrets import credentials_for, settings_for
    from drafter.errors import DrafterError

    row = row_of(account, home)
    if not as_json:
        say(f"{account.name}", bold=True)
    try:
        settings = settings_for(account, str(home.config))
        credentials = credentials_for(settings)
        seen = look(settings, credentials)
    except DrafterError as error:
        if not as_json:
            for line in error.lines:
                warn(line, fg="red")
        return row | {"ok": False, "problems": list(error.lines)}, error.exit_code
    if not as_json:
        say_seen(seen, settings, credentials.source)
    return row | {"ok": True, "secret": credentials.source} | seen_row(seen), 0


def _named(home: Home, name: str | None) -> Sequence[Account]:
    """Give the account of that name, or all; there must be one."""
    from drafter.accounts.settings import account_named

    accounts = home.read_config().accounts
    if accounts and name is None:
        return accounts
    return (account_named(accounts, name or "", str(home.config)),)


def _confirm(account: Account) -> None:
    from drafter.cli.secrets import INTERRUPTED, on_terminal

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
    from drafter.cli.secrets import settings_for
    from drafter.errors import InputError

    try:
        settings = settings_for(account, str(home.config))
    except InputError:
        return  # it was never good enough to have a password stored
    used = []
    for other in others:
        try:
            used.append(secrets.key(settings_for(other, str(home.config))))
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
