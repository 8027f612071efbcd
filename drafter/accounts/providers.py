"""The mail providers people have: server, user name, and which kind of password.

A table, not a look-up on the net: where mail goes must not depend on what somebody's
server answers. Names are compared whole, so gmail.com.evil.example is nobody's.
"""
# ruff: noqa: S105, S106 - these are sentences about passwords

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from drafter.address import Address


class Provider(NamedTuple):
    """One provider; `host` and its like are what an account may leave out."""

    name: str
    host: str
    domains: tuple[str, ...]
    """Of addresses; `.*` at the end stands for com, de, co.uk and their like."""
    port: int = 993
    tls: str = "implicit"
    local_part_first: bool = False
    """The user name is what stands before the @; the full address is tried next."""
    app_password: str = ""
    """Where to make a password for drafter; empty where the usual one works."""
    needs_token: bool = False
    other_hosts: tuple[str, ...] = ()

    def users(self, address: Address) -> tuple[str, ...]:
        """Give the user names to try, in this order."""
        whole = str(address)
        return (address.local_part, whole) if self.local_part_first else (whole,)

    def has_domain(self, domain: str) -> bool:
        """Whether addresses at this domain are theirs."""
        domain = _plain(domain)
        return any(_is_like(domain, one) for one in self.domains)

    def has_host(self, host: str) -> bool:
        """Whether this is a mail server of theirs."""
        return _plain(host) in (self.host, *self.other_hosts)


def provider_for(domain: str) -> Provider | None:
    """Give the provider of addresses at this domain; of two rows, the first."""
    return next((one for one in PROVIDERS if one.has_domain(domain)), None)


def provider_at(host: str) -> Provider | None:
    """Give whose server this is, for an address at a domain of one's own.

    Proton Bridge runs on one's own machine, as any other server might: it is known
    by the address alone.
    """
    return next(
        (one for one in PROVIDERS if one.has_host(host) and one is not _PROTON), None
    )


def _is_like(domain: str, pattern: str) -> bool:
    if not pattern.endswith(".*"):
        return domain == pattern
    label, _, rest = domain.partition(".")
    return label == pattern[:-2] and bool(_TOP_LEVEL.fullmatch(rest))


def _plain(name: str) -> str:
    return name.lower().removesuffix(".")


# com, de, co.uk, com.br: never a name that somebody else could register below.
_TOP_LEVEL = re.compile(r"com|[a-z]{2}|com?\.[a-z]{2}")


def _zoho(end: str, *others: str) -> Provider:
    return Provider(
        "Zoho",
        f"imap.zoho.{end}",
        (f"zoho.{end}", f"zohomail.{end}"),
        app_password="Zoho wants an app password where two-factor sign-in is on: "
        f"accounts.zoho.{end} > Security > App Passwords",
        other_hosts=(f"imappro.zoho.{end}", *others),
    )


_YAHOO_PASSWORD = (
    "takes an app password only: "
    "Account Info > Security > Generate app password, in its web settings"
)
_PROTON = Provider(
    "Proton Mail Bridge",
    "127.0.0.1",
    ("proton.me", "protonmail.com", "protonmail.ch", "pm.me"),
    port=1143,
    tls="starttls",
    app_password="Proton Mail Bridge has to run; it shows its own password under "
    "Mailbox details, and exports its certificate for ca_file",
)
PROVIDERS = (
    Provider(
        "Gmail",
        "imap.gmail.com",
        ("gmail.com", "googlemail.com"),
        app_password="Gmail takes an app password only: turn 2-step verification on, "
        "then make one at https://myaccount.google.com/apppasswords",
        other_hosts=("imap.googlemail.com",),
    ),
    Provider(
        "Microsoft",
        "outlook.office365.com",
        ("outlook.*", "hotmail.*", "live.*", "msn.com", "windowslive.com"),
        needs_token=True,
        other_hosts=("imap-mail.outlook.com", "outlook.office.com"),
    ),
    Provider(
        "iCloud",
        "imap.mail.me.com",
        ("icloud.com", "me.com", "mac.com"),
        local_part_first=True,
        app_password="iCloud takes an app-specific password only: make one at "
        "https://account.apple.com > Sign-In and Security",
    ),
    # Another company, which must not be handed passwords of this one, or get theirs.
    Provider(
        "Yahoo! Japan",
        "imap.mail.yahoo.co.jp",
        ("yahoo.co.jp",),
        local_part_first=True,
    ),
    Provider(
        "Yahoo",
        "imap.mail.yahoo.com",
        ("yahoo.*", "ymail.com", "myyahoo.com", "rocketmail.com"),
        app_password=f"Yahoo {_YAHOO_PASSWORD}",
    ),
    Provider(
        "AOL",
        "imap.aol.com",
        ("aol.*",),
        app_password=f"AOL {_YAHOO_PASSWORD}",
    ),
    Provider(
        "Fastmail",
        "imap.fastmail.com",
        ("fastmail.com", "fastmail.fm"),
        app_password="Fastmail takes an app password only: Settings > "
        "Privacy & Security > Manage app passwords",
    ),
    _zoho("com"),
    _zoho("eu"),
    _zoho("in"),
    _zoho("com.au"),
    _zoho("jp"),
    Provider(
        "GMX",
        "imap.gmx.net",
        ("gmx.net", "gmx.de", "gmx.at", "gmx.ch", "gmx.eu", "gmx.org", "gmx.info"),
    ),
    Provider("GMX", "imap.gmx.com", ("gmx.*",)),
    Provider("WEB.DE", "imap.web.de", ("web.de",), local_part_first=True),
    _PROTON,
    Provider("Posteo", "posteo.de", ("posteo.*", "posteo.net", "posteo.org")),
)
