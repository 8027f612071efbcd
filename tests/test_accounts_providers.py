"""Which server an address means, and which it must not."""

from __future__ import annotations

import pytest

from drafter.accounts.settings import provider_at, provider_for, providers
from drafter.address import Address


@pytest.mark.parametrize(
    ("domain", "name", "place"),
    [
        ("gmail.com", "Gmail", "imap.gmail.com:993"),
        ("googlemail.com", "Gmail", "imap.gmail.com:993"),
        ("outlook.com", "Microsoft", "outlook.office365.com:993"),
        ("outlook.co.th", "Microsoft", "outlook.office365.com:993"),
        ("hotmail.co.uk", "Microsoft", "outlook.office365.com:993"),
        ("live.com.ar", "Microsoft", "outlook.office365.com:993"),
        ("msn.com", "Microsoft", "outlook.office365.com:993"),
        ("me.com", "iCloud", "imap.mail.me.com:993"),
        ("yahoo.com.br", "Yahoo", "imap.mail.yahoo.com:993"),
        ("yahoo.co.jp", "Yahoo! Japan", "imap.mail.yahoo.co.jp:993"),
        ("ymail.com", "Yahoo", "imap.mail.yahoo.com:993"),
        ("aol.com", "AOL", "imap.aol.com:993"),
        ("fastmail.com", "Fastmail", "imap.fastmail.com:993"),
        ("zoho.com", "Zoho", "imap.zoho.com:993"),
        ("zohomail.eu", "Zoho", "imap.zoho.eu:993"),
        ("zohomail.com.au", "Zoho", "imap.zoho.com.au:993"),
        ("gmx.de", "GMX", "imap.gmx.net:993"),
        ("gmx.co.uk", "GMX", "imap.gmx.com:993"),
        ("gmx.com", "GMX", "imap.gmx.com:993"),
        ("web.de", "WEB.DE", "imap.web.de:993"),
        ("proton.me", "Proton Mail Bridge", "127.0.0.1:1143"),
        ("posteo.de", "Posteo", "posteo.de:993"),
        ("GMail.COM.", "Gmail", "imap.gmail.com:993"),
    ],
)
def test_knows_the_server_of_an_address(domain: str, name: str, place: str) -> None:
    found = provider_for(domain)
    assert found
    assert (found.name, f"{found.host}:{found.port}") == (name, place)


@pytest.mark.parametrize(
    "domain",
    [
        "notgmail.com", "gmail.com.evil.example", "gmail.example", "mail.gmail.com",
        "outlook.evil.example", "outlook.evil", "outlook.evil.com", "outlook",
        "outlook.com.evil", "live.evil.uk", "yahoo.com.evil.co", "xyahoo.com",
        "evil.outlook.com", "gmail.com\n", "corvane.example", "", ".",
    ],
)  # fmt: skip
def test_nobody_else_is_taken_for_a_provider(domain: str) -> None:
    assert provider_for(domain) is None


def test_an_own_domain_is_known_by_its_server() -> None:
    for provider in providers():
        if provider.host != "127.0.0.1":
            assert provider_at(provider.host.upper()) is provider
    assert provider_at("imap.gmail.com.evil.example") is None
    assert provider_at("xoutlook.office365.com") is None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_server_on_this_machine_is_nobodys(host: str) -> None:
    assert provider_at(host) is None


@pytest.mark.parametrize(
    ("domain", "users"),
    [
        ("icloud.com", ("ines", "ines@icloud.com")),
        ("web.de", ("ines", "ines@web.de")),
        ("gmail.com", ("ines@gmail.com",)),
    ],
)
def test_each_wants_its_own_user_name(domain: str, users: tuple[str, ...]) -> None:
    found = provider_for(domain)
    assert found
    assert found.users(Address.parse(f"ines@{domain}")) == users


def test_only_proton_is_reached_without_tls_from_the_first_byte() -> None:
    assert [one.name for one in providers() if one.tls != "implicit"] == [
        "Proton Mail Bridge"
    ]
    assert [one.name for one in providers() if one.needs_token] == ["Microsoft"]
