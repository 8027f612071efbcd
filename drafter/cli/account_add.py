"""`drafter account add`: ask, sign in, keep the password, write the account.

In this order: nothing is asked for that will not be used, and nothing is kept that does
not work. A wrong answer is asked for again, and never shown: who answers a question too
early has typed a password where a port belongs.
"""

from __future__ import annotations

import os
import re
import shlex
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from drafter.cli.home import Home
from drafter.cli.imap import (
    INTERRUPTED,
    ask_hidden,
    credentials_for,
    filled_in,
    look,
    on_terminal,
    piped_line,
    say_seen,
)
from drafter.cli.options import option
from drafter.cli.screen import say, warn
from drafter.errors import InputError, Location, NotDeliveredError, Problem
from drafter.words import safe


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from drafter.accounts.secrets import Secret
    from drafter.accounts.settings import Settings
    from drafter.address import Address
    from drafter.reading.config import Account

_NAME = re.compile(r"\w[\w.-]{0,39}")
_SERVER = re.compile(r"(?P<host>[^:\s]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]+))?")
_USUAL_PORT, _LAST_PORT = 993, 65535
_TRIES = 3
_KEY = re.compile(r"`(\w+):( \w+)?`(?: in config\.yaml)?")
_NO_OPTIONS = ("name", "password_command", "token_command")


@click.command()
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
    from drafter.accounts.register import with_account

    home = Home.find()
    config = home.read_config()
    name = _free_name(typed["name"], config.accounts)
    address = _address(typed["address"], config.profile.email)
    name = name or _default_name(address, config.accounts)
    account = _account(name, address, typed)
    settings = _typed_settings(account, home)
    if settings.wants_token and not account.token_command:
        account = account._replace(auth=settings.auth)  # else a password, without it
    # Whether config.yaml can take it is known before anybody types a password.
    with_account(_text(home), account, str(home.config))
    given = _new_secret(settings)
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
        fact = f"'{name}' is no name for an account"
        raise click.UsageError(f"{fact} (letters and digits, as in personal)")
    if name in [account.name for account in accounts]:
        fact = f"there is an account '{name}' already"
        remedy = f"give another name, or first: drafter account remove {name}"
        raise click.UsageError(f"{fact} ({remedy})")
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
    stem = address.domain.partition(".")[0]
    names = (f"{stem}-{number}" if number > 1 else stem for number in count(1))
    return next(name for name in names if name not in taken)


def _address(typed: str | None, own: Address | None) -> Address:
    from drafter.address import Address

    if typed is None and on_terminal():
        return _ask_address(own)
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
        host, port = _ask_server(address.domain, port)
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
    alone, named = _split_server(host)
    if not (found := _port(named)):
        return host, port
    if port is not None:
        raise click.UsageError(f"--port: the port {named} stands in --host already")
    return alone, found


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

    try:
        return register.add(home.config, account, settings, given)
    except KeychainError as error:
        works = "signing in works, but " if is_tried else ""
        entry = f"mail/{account.name}"
        raise NotDeliveredError(
            f"{works}the account is NOT added: {error.fact}",
            "a program of yours can give the password instead; with pass, after "
            f"`pass insert {entry}`, this adds the account:",
            f"  {_command_line(account)} --password-command 'pass show {entry}'",
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


def tried(settings: Settings, given: Secret | None, *, is_new: bool) -> Secret | None:
    """Sign in, tell what was seen, and give the password that worked.

    `given` was typed just now; None comes from wherever the account says, and is not
    asked for again. `is_new`: the account is not in config.yaml yet. Else, and at last,
    `NotDeliveredError` says that all is as before.
    """
    from drafter.mailbox.failures import MailboxError, SignInError

    as_before = "nothing was added" if is_new else "the password is not changed"
    tries_left = _TRIES if given and on_terminal() else 1
    while True:
        credentials = credentials_for(settings, given)
        try:
            seen = look(settings, credentials)
            break
        except SignInError as error:
            said, *_ = error.lines
            tries_left -= 1
            if not (tries_left and error.is_of_password):
                raise NotDeliveredError(said, as_before) from None
        except MailboxError as error:
            lines = map(_as_options, error.lines) if is_new else error.lines
            raise NotDeliveredError(*lines, as_before) from None
        warn(said, fg="red")
        given = ask_password(settings, again=True)
    say(settings.name, bold=True)
    say_seen(seen, settings, credentials.source)
    return given


def _ask_address(own: Address | None) -> Address:
    """Ask for the From address; `own` is offered."""
    from drafter.address import Address

    while True:
        try:
            return Address.parse(_ask("Address", str(own or "")).strip())
        except ValueError as error:
            say(f"  {error}")


def _ask_server(domain: str, port: int | None) -> tuple[str, int | None]:
    """Ask for the server's name, and for its port unless that is known.

    The port may follow the name, as in `localhost:1143`; None is the usual one.
    """
    from drafter.accounts.settings import is_server

    say(f"The IMAP server of {domain} is not known; their help names it.")
    while True:
        host, named = _split_server(_ask("Server").strip())
        if not is_server(host):
            say("  that is no name of a server: a name alone, as in imap.mail.example")
        elif not named:
            return host, port or _ask_port()
        elif found := _port(named):
            return host, _written(found)
        else:
            say(f"  what follows the colon is no port ({_USUAL_PORT} is the usual one)")


def _split_server(typed: str) -> tuple[str, str]:
    """Take `imap.mail.example:1143` apart; what is no such thing stays whole."""
    match = _SERVER.fullmatch(typed)
    return (match["host"].strip("[]"), match["port"] or "") if match else (typed, "")


def _ask_port() -> int | None:
    while not (port := _port(_ask("Port", str(_USUAL_PORT)).strip())):
        say(f"  that is no port: a number, {_USUAL_PORT} is the usual one")
    return _written(port)


def _port(text: str) -> int | None:
    """Read the digits after a colon, or an answer; None where they are no port."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PORT))
    return int(text) if is_number and 0 < int(text) <= _LAST_PORT else None


def _written(port: int) -> int | None:
    """The port as config.yaml has it: the usual one need not be written down."""
    return None if port == _USUAL_PORT else port


def _new_secret(settings: Settings) -> Secret | None:
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


def _typed_settings(account: Account, home: Home) -> Settings:
    """Fill in what was typed; `InputError` names the options that are wrong."""
    from drafter.accounts.settings import UnfitError

    try:
        return filled_in(account, home)
    except UnfitError as error:
        problems = []
        for field, said, remedy in error.faults:
            where, fact = Location(_option(field)), said.removeprefix(f"{field}: ")
            problems.append(Problem(where, fact, _as_options(remedy)))
        raise InputError(*problems) from None


def _as_options(line: str) -> str:
    """Say `--ca-file` where a line says `ca_file:`."""
    return _KEY.sub(lambda key: f"{_option(key[1])}{key[2] or ''}", line)


def _command_line(account: Account) -> str:
    """Write the command that adds this account, but for its secret."""
    words = ["drafter", "account", "add", account.name]
    for field, value in account._asdict().items():
        if value and field not in _NO_OPTIONS:
            words += [_option(field), str(value)]
    return shlex.join(words)


def _option(field: str) -> str:
    return f"--{field.replace('_', '-')}"
