"""An account with nothing left out: what it takes to sign in, but for the secret.

What is refused here is refused before a server is named to anyone: a password in the
clear, a Microsoft account without a token, a host that is no host. `Account` is what
the user typed; only `Settings` may be acted on.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import InputError, Location, Problem
from drafter.reading.records import did_you_mean


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.address import Address
    from drafter.reading.config import Account

_PRINT_ONE = (
    "a token_command prints one: oama, pizauth, mutt_oauth2.py or email-oauth2-proxy; "
    "docs/accounts.md has a recipe for each"
)
_PORTS = {"implicit": 993, "starttls": 143, "none": 143}
_PORT_MAX = 65535
_PROVIDERS = Path(__file__).with_name("providers.toml")
# com, de, co.uk, com.br: never a name that somebody else could register below.
_TOP_LEVEL = re.compile(r"com|[a-z]{2}|com?\.[a-z]{2}")


class Provider(NamedTuple):
    """A mail provider people have: a table of providers.toml, which tells the fields.

    `host` and its like are what an account may leave out. Names are compared whole, so
    gmail.com.evil.example is nobody's.
    """

    name: str
    host: str
    domains: tuple[str, ...]
    port: int = 993
    tls: str = "implicit"
    local_part_first: bool = False
    app_password: str = ""
    needs_token: bool = False
    other_hosts: tuple[str, ...] = ()

    def users(self, address: Address) -> tuple[str, ...]:
        """Give the user names to try, in this order."""
        whole = str(address)
        return (address.local_part, whole) if self.local_part_first else (whole,)

    def has_domain(self, domain: str) -> bool:
        """Whether addresses at this domain are theirs."""
        name = domain.lower().removesuffix(".")
        label, _, rest = name.partition(".")
        alike = f"{label}.*" if _TOP_LEVEL.fullmatch(rest) else name
        return name in self.domains or alike in self.domains

    def has_host(self, host: str) -> bool:
        """Whether this is a mail server of theirs."""
        return host.lower().removesuffix(".") in (self.host, *self.other_hosts)


class Settings(NamedTuple):
    """Everything about an account but its secret."""

    name: str
    address: Address
    host: str
    port: int
    tls: str
    """implicit | starttls | none (this machine only)"""
    ca_file: Path | None
    users: tuple[str, ...]
    """User names, tried in this order; the first names the secret in the keyring."""
    auth: str
    """password | xoauth2 | oauthbearer"""
    password_command: tuple[str, ...]
    token_command: tuple[str, ...]
    drafts: str
    """Folder to use; empty where the server says which."""
    sent: str
    """Likewise, of sent mail."""
    provider: Provider | None

    @property
    def wants_token(self) -> bool:
        """Whether an access token takes the place of a password."""
        return self.auth != "password"


def settings_of(account: Account, file: str, *, has_token: bool = False) -> Settings:
    """Fill in what the account leaves out; `InputError` has everything wrong with it.

    `has_token`: the environment holds an access token, so that none need be configured.
    """
    provider = _provider(account)
    host = account.host or (provider.host if provider else "")
    tls = account.tls or _usual_tls(account.port, provider)
    named = provider is not None and tls == provider.tls
    usual = provider.port if provider and named else _PORTS[tls]
    users = provider.users(account.address) if provider else (str(account.address),)
    settings = Settings(
        name=account.name,
        address=account.address,
        host=host,
        port=usual if account.port is None else account.port,
        tls=tls,
        ca_file=account.ca_file,
        users=(account.user,) if account.user else users,
        auth=account.auth or _usual_auth(account, has_token=has_token),
        password_command=account.password_command,
        token_command=account.token_command,
        drafts=account.drafts,
        sent=account.sent,
        provider=provider,
    )
    where, name = Location(file), account.name
    faults = _faults(settings, has_token=has_token)
    if problems := [Problem(where, f"account {name}: {f}", r) for f, r in faults]:
        raise InputError(*problems)
    return settings


def choose(
    accounts: Sequence[Account], sender: Address | None, name: str | None, file: str
) -> Account:
    """Give the account of that name, else the one whose address is the From address.

    `InputError` lists the accounts where none is, or where two could be meant. Where
    no From address is known, it is the only account there is.
    """
    if name is not None or not accounts:
        return account_named(accounts, name or "", file)
    found = [one for one in accounts if sender in (None, one.address)] or [
        one for one in accounts if sender and one.address.key == sender.key
    ]
    if len(found) == 1:
        return found[0]
    fact = f"no account is for {sender}, the From address"
    remedy = f"drafter account add, or --account NAME; there are: {_listed(accounts)}"
    if sender is None:
        fact = "nothing says which account is meant"
    elif found:
        both = " and ".join(one.name for one in found)
        fact = f"the accounts {both} are both for {sender}"
        remedy = "choose one with --account NAME"
    raise InputError(Problem(Location(file), fact, remedy))


def account_named(accounts: Sequence[Account], name: str, file: str) -> Account:
    """Give the account of that name, or raise `InputError` with the names there are."""
    for account in accounts:
        if account.name == name:
            return account
    if accounts:
        fact = f"there is no account {name!r}"
        meant = did_you_mean(name, [account.name for account in accounts])
        remedy = meant or f"drafter account add; there are: {_listed(accounts)}"
    else:
        fact, remedy = "there is no mail account yet", "add one: drafter account add"
    raise InputError(Problem(Location(file), fact, remedy))


def _listed(accounts: Sequence[Account]) -> str:
    return ", ".join(f"{one.name} ({one.address})" for one in accounts)


@cache
def providers() -> tuple[Provider, ...]:
    """Read the table; of two rows that fit, the first counts."""
    rows = tomllib.loads(_PROVIDERS.read_text("utf-8"))["provider"]
    lists = ("domains", "other_hosts")
    return tuple(
        Provider(**{**row, **{name: tuple(row.get(name, ())) for name in lists}})
        for row in rows
    )


def provider_for(domain: str) -> Provider | None:
    """Give the provider of addresses at this domain."""
    return next((one for one in providers() if one.has_domain(domain)), None)


def provider_at(host: str) -> Provider | None:
    """Give whose server this is, for an address at a domain of one's own.

    Proton Bridge runs on one's own machine, as any other server might: it is known
    by the address alone.
    """
    if is_loopback(host):
        return None
    return next((one for one in providers() if one.has_host(host)), None)


def is_loopback(host: str) -> bool:
    """Whether the host is this machine, by a name nobody else can answer to."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_server(host: str) -> bool:
    """Whether it can be the name or the IP address of a server, and nothing besides."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return re.fullmatch(r"(?a:[\w.-]+)", host) is not None
    return True


def _provider(account: Account) -> Provider | None:
    """Find whose server it is; another host than the provider's is another server."""
    known = provider_for(account.address.domain)
    if not account.host or (known and known.has_host(account.host)):
        return known
    return provider_at(account.host)


def _usual_tls(port: int | None, provider: Provider | None) -> str:
    if provider and port in (None, provider.port):
        return provider.tls
    return "starttls" if port == _PORTS["starttls"] else "implicit"


def _usual_auth(account: Account, *, has_token: bool) -> str:
    given = account.token_command or (has_token and not account.password_command)
    return "xoauth2" if given else "password"


def _faults(settings: Settings, *, has_token: bool) -> Iterator[tuple[str, str]]:
    """Find what cannot be acted on: the facts, and what to do."""
    yield from _server_faults(settings)
    for user in settings.users:
        if not user.isprintable() or " " in user:
            fact = f"the user name {user!r} has a blank or a control character"
            yield fact, "type it again"
    if settings.ca_file and not settings.ca_file.is_file():
        yield f"there is no file {settings.ca_file}", "mend `ca_file:`"
    provider, given = settings.provider, has_token or settings.token_command
    takes_token = settings.wants_token and given
    if provider and provider.needs_token and not takes_token:
        fact = f"{provider.name} takes no password from mail programs, only a token"
        yield fact, _PRINT_ONE
    elif settings.wants_token and not given:
        fact = f"auth: {settings.auth} needs a token, and nothing gives one"
        yield fact, _PRINT_ONE


def _server_faults(settings: Settings) -> Iterator[tuple[str, str]]:
    host = settings.host
    if not host:
        fact = f"the IMAP server of {settings.address.domain} is not known"
        yield fact, "add `host:`; the provider's help pages name it"
    elif not is_server(host):
        remedy = "a name alone, as in imap.mail.example; the port is `port:`"
        yield f"{host!r} is not the name of a server", remedy
    elif settings.tls == "none" and not is_loopback(host):
        fact = f"tls: none would send the secret to {host} in the clear"
        yield fact, "write implicit or starttls; none is for this machine only"
    if not 0 < settings.port <= _PORT_MAX:
        yield f"{settings.port} is not a port", "993 is the usual one"
