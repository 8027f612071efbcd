from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.address import Address
from drafter.errors import InputError
from drafter.interview import CardSize, Handwriting, Tone
from drafter.reading.config import Account, Config, Profile, read_config


FULL = """\
you: {name: Ines Okafor, email: ines@mail.example, country: us, handwriting: large}
body: text
tone: brief
card: A7
templates: house
accounts:
  personal:
    address: ines@mail.example
    host: imap.mail.example
    port: 993
    tls: implicit
    ca_file: my-ca.pem
    user: ines
    auth: xoauth2
    password_command: [pass, show, mail/personal]
    token_command: oama access "ines@mail.example"
    drafts: Entwürfe
  work:
    address: ines@work.example
"""


def _problems(text: str) -> tuple[str, ...]:
    with pytest.raises(InputError) as caught:
        read_config(text.encode(), "c")
    return caught.value.lines


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "you:\naccounts:\n", "{}"])
def test_an_empty_file_is_the_default_config(text: str) -> None:
    config = read_config(text.encode(), "c")

    assert config == Config()
    assert (config.profile, config.body) == (Profile(), "both")


def test_reads_everything_there_is_to_set() -> None:
    config = read_config(FULL.encode(), "c", Path("home"))

    email = Address.parse("ines@mail.example")
    assert config.profile.you == {
        "name": "Ines Okafor",
        "email": email,
        "country": "US",
        "handwriting": Handwriting.LARGE,
    }
    assert config.profile.looks == {"tone": Tone.BRIEF, "card": CardSize.A7}
    assert (config.body, config.profile.email) == ("text", email)
    assert config.accounts == (
        Account(
            name="personal",
            address=email,
            host="imap.mail.example",
            port=993,
            tls="implicit",
            ca_file=Path("home/my-ca.pem"),
            user="ines",
            auth="xoauth2",
            password_command=("pass", "show", "mail/personal"),
            token_command=("oama", "access", "ines@mail.example"),
            drafts="Entwürfe",
        ),
        Account(name="work", address=Address.parse("ines@work.example")),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boddy: text", "c:1:1: unknown key 'boddy' (did you mean body?)"),
        ("body: html", "c:1:7: body: 'html' is not known (one of: both, text)"),
        ("accounts: {a: {host: h}}", "c:1:15: a: address is missing"),
        ("accounts: [a]", "c:1:11: accounts must be a mapping"),
        ("accounts: {a: x}", "c:1:15: a must be a mapping"),
        ("accounts: {a: {address: a@x.example, port: 0}}", "c:1:44: port: '0' is not"),
        ("accounts: {a: {address: a@x.example, port: 70000}}", "c:1:44: port: '70000'"),
        (
            "accounts: {a: {address: a@x.example, tls: ssl}}",
            "c:1:43: tls: 'ssl' is not",
        ),
        (
            "host: imap.x.example",
            "c:1:1: unknown key 'host' (it belongs under accounts",
        ),
        ("you: {name: '___'}", "c:1:13: name is still blank"),
        ("- a", "c:1:1: the file must be fields"),
    ],
)
def test_names_what_is_wrong(text: str, expected: str) -> None:
    (line,) = _problems(text)

    assert line.startswith(expected)


def test_a_password_has_no_place_in_a_file() -> None:
    (line,) = _problems("accounts: {a: {address: a@x.example, password: secret}}")

    assert "no file holds a password" in line
    assert "secret" not in line


def test_a_command_whose_quotes_do_not_close_is_refused() -> None:
    text = "accounts: {a: {address: a@x.example, password_command: 'pass \"x'}}"

    (line,) = _problems(text)

    assert "a quotation mark is not closed (write a list)" in line


_YAMLISH = st.text(alphabet="you: acounts{}[]\n-#'&*", max_size=60)


@given(st.text() | _YAMLISH)
def test_any_text_is_a_config_or_names_places_in_the_file(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    places: list[int] = []
    try:
        read_config(text.encode(), "c")
    except InputError as error:
        places = [problem.where.line for problem in error.problems]

    assert all(1 <= line <= lines for line in places)
