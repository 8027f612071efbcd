"""What an account leaves out is filled in; what is dangerous is refused."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from drafter.accounts.settings import (
    Settings,
    choose,
    is_loopback,
    provider_at,
    provider_for,
    providers,
    settings_of,
)
from drafter.address import Address
from drafter.errors import InputError
from drafter.reading.config import Account


if TYPE_CHECKING:
    from pathlib import Path

TOKEN = ("oama", "access", "ines@outlook.com")


def account(address: str = "ines@mail.example", **fields: Any) -> Account:
    return Account("mine", Address.parse(address), **fields)


def filled(address: str = "ines@mail.example", **fields: Any) -> Settings:
    return settings_of(account(address, **fields), "c")


def refused(address: str, *, has_token: bool = False, **fields: Any) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        settings_of(account(address, **fields), "c", has_token=has_token)
    return caught.value.lines


def test_a_known_address_needs_nothing_else() -> None:
    found = filled("ines@gmail.com")
    assert (found.host, found.port, found.tls) == ("imap.gmail.com", 993, "implicit")
    assert (found.users, found.auth) == (("ines@gmail.com",), "password")
    assert found.provider
    assert found.provider.name == "Gmail"


def test_the_users_own_words_win() -> None:
    found = filled(
        "ines@gmail.com", host="localhost", port=1993, tls="starttls", user="me"
    )
    assert (found.host, found.port, found.tls) == ("localhost", 1993, "starttls")
    assert (found.users, found.provider) == (("me",), None)


@pytest.mark.parametrize(
    ("fields", "port", "tls"),
    [
        ({}, 993, "implicit"),
        ({"tls": "starttls"}, 143, "starttls"),
        ({"port": 143}, 143, "starttls"),
        ({"port": 1993}, 1993, "implicit"),
    ],
)
def test_port_and_encryption_go_together(
    fields: dict[str, Any], port: int, tls: str
) -> None:
    found = filled(host="imap.mail.example", **fields)
    assert (found.port, found.tls) == (port, tls)


def test_the_bridge_of_proton_is_on_this_machine() -> None:
    found = filled("ines@proton.me")
    assert (found.host, found.port, found.tls) == ("127.0.0.1", 1143, "starttls")


def test_an_own_domain_at_a_provider_is_that_providers() -> None:
    found = filled("ines@okafor.example", host="imap.mail.me.com")
    assert found.provider
    assert found.provider.name == "iCloud"
    assert found.users == ("ines", "ines@okafor.example")


def test_a_server_nobody_knows_must_be_named() -> None:
    assert refused("ines@corvane.example") == (
        (
            "c: account mine: the IMAP server of corvane.example is not known "
            "(add `host:`; the provider's help pages name it)"
        ),
    )


@pytest.mark.parametrize("host", ["imap.mail.example", "128.0.0.1", "localhost.evil"])
def test_no_secret_goes_over_a_network_in_the_clear(host: str) -> None:
    (line,) = refused("ines@mail.example", host=host, tls="none")
    assert f"tls: none would send the secret to {host} in the clear" in line


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "::1"])
def test_this_machine_may_be_reached_in_the_clear(host: str) -> None:
    assert filled(host=host, tls="none").tls == "none"
    assert is_loopback(host)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"auth": "password"},
        {"password_command": ("pass", "show", "x")},
        {"auth": "password", "token_command": TOKEN},
        {"auth": "xoauth2"},
    ],
)
@pytest.mark.parametrize(
    "where",
    [("ines@outlook.com", ""), ("ines@okafor.example", "outlook.office365.com")],
)
def test_microsoft_wants_a_token_and_says_how(
    where: tuple[str, str], fields: dict[str, Any]
) -> None:
    (line,) = refused(where[0], host=where[1], **fields)
    assert "Microsoft takes no password from mail programs, only a token" in line
    for program in ("oama", "pizauth", "mutt_oauth2.py", "email-oauth2-proxy"):
        assert program in line
    assert "docs/accounts.md" in line


def test_microsoft_with_a_token_is_fine() -> None:
    assert filled("ines@outlook.com", token_command=TOKEN).auth == "xoauth2"
    found = settings_of(account("ines@outlook.com"), "c", has_token=True)
    assert (found.auth, found.wants_token) == ("xoauth2", True)
    # A proxy of one's own machine takes any password, and has the token.
    proxied = filled("ines@outlook.com", host="localhost", port=1993, tls="none")
    assert proxied.auth == "password"


def test_a_password_by_name_beats_a_token_in_the_environment() -> None:
    for fields in ({"auth": "password"}, {"password_command": ("pass",)}):
        found = settings_of(account("ines@gmail.com", **fields), "c", has_token=True)
        assert found.auth == "password"
    (line,) = refused("ines@outlook.com", auth="password", has_token=True)
    assert "only a token" in line


@pytest.mark.parametrize("auth", ["xoauth2", "oauthbearer"])
def test_a_token_must_come_from_somewhere(auth: str) -> None:
    (line,) = refused("ines@gmail.com", auth=auth)
    assert f"auth: {auth} needs a token, and nothing gives one" in line
    found = settings_of(account("ines@gmail.com", auth=auth), "c", has_token=True)
    assert found.auth == auth


@pytest.mark.parametrize(
    "host",
    [
        "imap.x.example:993", "imaps://imap.x.example", "ines@imap.x.example",
        "imap .x.example", "imap.x.example\r\nA9 LOGOUT", "[::1]", "imap.x\x00", " ",
    ],
)  # fmt: skip
def test_a_server_is_a_name_and_nothing_else(host: str) -> None:
    (line,) = refused("ines@mail.example", host=host)
    assert "is not the name of a server" in line
    assert "\n" not in line


@pytest.mark.parametrize("user", ["ines okafor", "ines\r\nA9 LOGOUT", "ines\x00", "\t"])
def test_a_user_name_has_no_blank(user: str) -> None:
    (line,) = refused("ines@gmail.com", user=user)
    assert "has a blank or a control character" in line
    assert line.isprintable()


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    lines = refused(
        "ines@outlook.com", port=70000, user="a b", ca_file=tmp_path / "no.pem"
    )
    facts = ("70000 is not a port", "a blank", "there is no file", "token")
    assert all(fact in line for fact, line in zip(facts, lines, strict=True))


def test_choosing_an_account() -> None:
    home = account("ines@mail.example")._replace(name="home")
    work = account("i.okafor@work.example")._replace(name="work")
    both = (home, work)
    sender = Address.parse("ines@mail.example")
    assert choose(both, sender, None, "c") is home
    assert choose(both, sender, "work", "c") is work
    tagged = Address.parse("Ines+jobs@mail.example")
    assert choose(both, tagged, None, "c") is home
    second = account("ines+jobs@mail.example")._replace(name="jobs")
    found = Address.parse("ines+jobs@mail.example")
    assert choose((home, second), found, None, "c") is second


@pytest.mark.parametrize(
    ("name", "sender", "expected"),
    [
        ("wrok", "ines@mail.example", "c: there is no account 'wrok' (did you mean"),
        (
            "x",
            "ines@mail.example",
            "c: there is no account 'x' (drafter account add; there are: work (i@work",
        ),
        (None, "ines@mail.example", "c: no account is for ines@mail.example, the From"),
        (None, "i@work.example", "c: the accounts work and work2 are both for i@work"),
    ],
)
def test_what_cannot_be_chosen_lists_what_there_is(
    name: str | None, sender: str, expected: str
) -> None:
    work = account("i@work.example")._replace(name="work")
    both = (work, work._replace(name="work2"))
    with pytest.raises(InputError) as caught:
        choose(both, Address.parse(sender), name, "c")
    (line,) = caught.value.lines
    assert line.startswith(expected)
    assert "--account NAME" in line or name


def test_without_accounts_the_way_to_one_is_told() -> None:
    with pytest.raises(InputError) as caught:
        choose((), Address.parse("a@b.example"), None, "c")
    assert "drafter account add" in caught.value.lines[0]


def test_settings_do_not_load_the_keyring() -> None:
    program = (
        "import sys, drafter.accounts.settings, drafter.accounts.secrets\n"
        "print('keyring' in sys.modules, 'ssl' in sys.modules)"
    )
    line = [sys.executable, "-c", program]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


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
