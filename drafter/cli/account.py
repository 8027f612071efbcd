"""`drafter account`: your mail accounts: add, test, list or remove one.

`add` asks, signs in, keeps the password and writes the account, in this order: nothing
is asked for that will not be used, and nothing is kept that does not work. An answer is
never shown: who types too early has typed a password where a server belongs.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter import accounts
from drafter.accounts import secrets
from drafter.accounts.secrets import (
    Credentials,
    KeychainError,
    Secret,
    checked,
    variable,
    where_from,
)
from drafter.accounts.settings import Settings, account_named, is_server, provider_for
from drafter.address import Address
from drafter.cli.imap import (
    ask_hidden,
    credentials_for,
    filled_in,
    on_terminal,
    piped_line,
    sign_in,
)
from drafter.cli.options import Typed, option
from drafter.cli.screen import say, warn
from drafter.errors import DrafterError, InputError, NotDeliveredError
from drafter.mailbox.failures import MailboxError, SignInError
from drafter.reading.config import Account
from drafter.words import safe, split_command


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.cli.home import Home
    from drafter.reading.config import Config

_NAME = re.compile(r"\w[\w.-]{0,39}")
_SERVER = re.compile(
    r"\[?(?P<host>[^:\s]+|(?<=\[)[0-9A-Fa-f:.]+(?=\]))\]?(?::(?P<port>[0-9]{1,5}))?"
)
_LAST_PORT = 65535
_TRIES = 3
TLS = ("implicit", "starttls", "none")
AUTH = ("password", "xoauth2", "oauthbearer")
_FILE = click.Path(path_type=Path, resolve_path=True)


def _server(words: str) -> tuple[str, int | None]:
    """Read `imap.mail.example`, or `localhost:1143` with its port."""
    match = _SERVER.fullmatch(words.strip())
    port = int(match["port"]) if match and match["port"] else None
    is_port = port is None or 0 < port <= _LAST_PORT
    if not match or not is_port or not is_server(match["host"]):
        remedy = "a name alone, as in imap.mail.example, or localhost:1143"
        raise ValueError(f"that is not the name of a server ({remedy})")
    return match["host"], port


def _program(words: str) -> tuple[str, ...]:
    if not (found := split_command(words)):
        raise ValueError("there is no word in it")
    return found


_FROM = Typed("address", lambda words: Address.parse(words.strip()))
_HOST = Typed("host[:port]", _server)
_PROGRAM = Typed("words", _program)


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Your mail accounts: add, test, list or remove one; change its password."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_accounts)


@command.command()
@click.argument("name", required=False)
@option("--address", type=_FROM, help="The From address that it is for.")
@option("--host", "server", type=_HOST, help="The server, if it is not known.")
@option(
    "--port", type=click.IntRange(1, _LAST_PORT), help="Its port, if not the usual."
)
@option("--tls", type=click.Choice(TLS), help="none: this machine only.")
@option("--user", metavar="NAME", help="The login, if not the address.")
@option("--auth", type=click.Choice(AUTH), help="How to sign in.")
@option("--password-command", type=_PROGRAM, help='"pass show mail/me".')
@option("--token-command", type=_PROGRAM, help='"oama access me@x.org".')
@option("--ca-file", type=_FILE, help="The certificate of an authority of your own.")
@option("--drafts", metavar="FOLDER", help="Where the server marks none.")
@option("--no-test", is_flag=True, help="Do not sign in first.")
@click.pass_obj
def add(home: Home, /, *, no_test: bool, **typed: Any) -> None:
    """Add an account; sign in first, then keep its password in the keyring.

    What is missing is asked for on a terminal. From a pipe, the password is one line of
    standard input. No option takes a password: others could read it.
    """
    account = _account(home, **typed)
    settings = filled_in(account, home, "what you typed")
    if settings.wants_token and not account.token_command:
        account = account._replace(auth=settings.auth)  # else a password, without it
    # Whether config.yaml can take it is known before anybody types a password.
    accounts.check(home.config, account)
    given = None
    if where_from(settings, os.environ) == "the keyring":
        given = _ask_password(settings)
    if not no_test:
        given = _tried(settings, given, "nothing was added")
    say(_kept(home, account, settings, given))
    say(f"{home.config}: the account {account.name} is added")
    say("drafts go there with: drafter thanks interview.yaml --imap")


@command.command()
@click.argument("name", required=False)
@click.pass_obj
def test(home: Home, name: str | None) -> None:
    """Sign in and look for the Drafts folder, of one account or all; change nothing."""
    _tell(home, _named(home, name), try_it=True)


@command.command("list")
@click.pass_obj
def list_accounts(home: Home) -> None:
    """List your accounts, and where the secret of each comes from."""
    accounts = home.read_config().accounts
    if not accounts:
        say("no account yet (drafter account add)")
    _tell(home, accounts, try_it=False)


@command.command()
@click.argument("name")
@click.pass_obj
def password(home: Home, name: str) -> None:
    """Keep another password for an account, once it has signed in with it.

    It is asked for on a terminal; from a pipe it is one line of standard input.
    """
    (account,) = _named(home, name)
    settings = filled_in(account, home)
    if settings.wants_token or settings.password_command:
        source = where_from(settings, os.environ)
        fact = f"the secret of {account.name} comes from {source}"
        raise click.UsageError(f"{fact}: change it there")
    # DRAFTER_PASSWORD does not stand in the way: it only comes first while it is set.
    given = _tried(settings, _ask_password(settings), "the password is not changed")
    assert given
    say(f"the keyring ({secrets.store(settings, given)}): the password is kept there")
    if where_from(settings, os.environ) == variable(settings):
        say(f"{variable(settings)} comes first while that is set")


@command.command()
@click.argument("name")
@option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def remove(home: Home, name: str, *, yes: bool) -> None:
    """Remove an account from config.yaml, and its password from the keyring."""
    (account,) = _named(home, name)
    if not yes and not on_terminal():
        raise click.UsageError("nobody is there to ask (add --yes)")
    question = safe(f"Remove the account {account.name} and its password?")
    if not yes and not click.confirm(question, err=True):
        say("nothing is removed")
        raise SystemExit(1)
    accounts.remove(home.config, name)
    say(f"{home.config}: the account {name} is removed")
    _forget(account, home)


def _account(
    home: Home,
    name: str | None,
    address: Address | None,
    server: tuple[str, int | None] | None,
    port: int | None,
    **rest: Any,
) -> Account:
    """Put together what was typed, and ask for what nobody knows."""
    config = home.read_config()
    name = name and _free(name, config)
    missing = "--address is missing: the From address it is for"
    address = address or _asked(missing, "Address", _FROM, config.profile.email)
    name = name or _unused(address, config)
    if not server and not provider_for(address.domain):
        fact = f"the IMAP server of {address.domain} is not known"
        server = _asked(f"--host is missing: {fact}", f"{fact}.\nServer", _HOST)
    host, named = server or ("", None)
    if port and named:
        raise click.UsageError(f"--port: the port {named} stands in --host already")
    given = {name: value for name, value in rest.items() if value}
    return Account(name, address, host=host, port=port or named, **given)


def _free(name: str, config: Config) -> str:
    """Give a name that is one, and that no account has."""
    if not _NAME.fullmatch(name):
        fact = f"'{name}' is no name for an account"
        raise click.UsageError(f"{fact} (letters and digits, as in personal)")
    if name in {account.name for account in config.accounts}:
        fact = f"there is an account '{name}' already"
        remedy = f"another name: drafter account add NAME; or: account remove {name}"
        raise click.UsageError(f"{fact} ({remedy})")
    return name


def _unused(address: Address, config: Config) -> str:
    """Name the account of an address by its domain: gmail, gmail-2."""
    for known in (one for one in config.accounts if one.address == address):
        fact = f"the account '{known.name}' is for {address} already"
        remedy = "give this one a name, as in: drafter account add second"
        raise click.UsageError(f"{fact} ({remedy})")
    stem, taken = address.domain.partition(".")[0], {x.name for x in config.accounts}
    names = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
    return next(name for name in names if name not in taken)


def _asked(missing: str, question: str, kind: Typed, default: Any = None) -> Any:
    """Ask on a terminal, until the answer is one; elsewhere it must be known."""
    if on_terminal():
        return click.prompt(question, default=default, type=kind, err=True)
    if default is None:
        raise click.UsageError(missing)
    return default


def _ask_password(settings: Settings, *, again: bool = False) -> Secret:
    if settings.provider and settings.provider.app_password and not again:
        say(f"{settings.provider.app_password}.")
    if not on_terminal():
        return checked(piped_line(), "<stdin>")
    question = f"Password of {settings.users[0]} at {settings.host}"
    return checked(ask_hidden(question), "what you typed")


def _tried(settings: Settings, given: Secret | None, as_before: str) -> Secret | None:
    """Sign in, tell what was seen, and give the password that worked.

    `given` was typed just now, and on a terminal may be typed again; None comes from
    wherever the account says. Where nothing works, all is `as_before`.
    """
    left = _TRIES if given and on_terminal() else 1
    while True:
        credentials, left = credentials_for(settings, given), left - 1
        try:
            lines = _seen(settings, credentials)
            break
        except SignInError as error:
            # How to change a password that is kept comes too early.
            if not (left and error.is_of_password):
                raise NotDeliveredError(error.lines[0], as_before) from None
            warn(error.lines[0], fg="red")
            given = _ask_password(settings, again=True)
        except MailboxError as error:
            raise NotDeliveredError(*error.lines, as_before) from None
    say(settings.name, bold=True)
    for line in lines:
        say(f"  {line}")
    return given


def _seen(settings: Settings, credentials: Credentials) -> list[str]:
    """Sign in, find the folders, open Drafts for reading; say what was seen."""
    from drafter.mailbox.look import find_folders

    with sign_in(settings, credentials) as session:
        found = find_folders(session, settings.drafts, settings.sent)
        count = session.select(found.drafts, readonly=True).exists
        secure = session.tls_version or "not encrypted"
        user = session.user
    many = "1 message" if count == 1 else f"{count} messages"
    lines = [
        f"signed in to {settings.host}:{settings.port} as {user}, {secure}",
        f"with the secret from {credentials.source}",
        f"drafts go to: {found.drafts} ({many})",
    ]
    if not found.trash:
        lines.append("no Trash folder: an older version of a draft cannot go there")
    return lines


def _kept(
    home: Home, account: Account, settings: Settings, given: Secret | None
) -> str:
    """Keep the password and write the account; say where the secret comes from now."""
    try:
        kept_in = accounts.add(home.config, account, settings, given)
    except KeychainError as error:
        option = f'--password-command "pass show mail/{account.name}"'
        raise NotDeliveredError(
            f"the account is NOT added: {error.fact}",
            f"a program can give the password instead: type this again with {option}",
        ) from None
    source = where_from(settings, os.environ)
    if kept_in:
        return f"the keyring ({kept_in}): the password is kept there"
    if source == variable(settings):
        return f"{source}: used while that is set, and not kept"
    return f"{source}: the secret comes from there"


def _tell(home: Home, accounts: Sequence[Account], *, try_it: bool) -> None:
    """Tell of each account what config.yaml says, or what signing in shows."""
    failed = 0
    for account in accounts:
        say(account.name, bold=True)
        try:
            settings = filled_in(account, home)
            if try_it:
                lines = _seen(settings, credentials_for(settings))
            else:
                tls, place = settings.tls, f"{settings.host}:{settings.port}"
                secure = "not encrypted" if tls == "none" else f"{tls} TLS"
                source = where_from(settings, os.environ)
                lines = [f"{account.address} at {place}, {secure}"]
                lines += [f"{settings.auth} from {source}"]
        except DrafterError as error:
            failed = failed or error.exit_code
            for line in error.lines:
                warn(line, fg="red")
        else:
            for line in lines:
                say(f"  {line}")
    if failed:
        raise SystemExit(failed)


def _named(home: Home, name: str | None) -> Sequence[Account]:
    """Give the account of that name, or all; there must be one."""
    accounts = home.read_config().accounts
    if accounts and name is None:
        return accounts
    return (account_named(accounts, name or "", str(home.config)),)


def _forget(account: Account, home: Home) -> None:
    """Take its password out of the keyring, unless another account uses the same."""
    left = []
    for one in home.read_config().accounts:
        with suppress(InputError):
            left.append(secrets.key(filled_in(one, home)))
    try:
        settings = filled_in(account, home)
    except InputError:  # never good enough to have a password stored
        return
    if secrets.key(settings) in left:
        say("its password stays in the keyring: another account uses it")
        return
    try:
        if secrets.forget(settings):
            say("its password is removed from the keyring")
    except KeychainError as error:
        if not settings.password_command and not settings.wants_token:
            warn(f"its password may still be there: {error.fact}", fg="yellow")
