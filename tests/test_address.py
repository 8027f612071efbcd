from __future__ import annotations

import socket
import sys
from typing import NoReturn

import pytest

from drafter.address import Address


LONG = ".".join(["d" * 60] * 3)
"""With `.example` 190 characters: 63 more and an @ make the longest address."""


@pytest.mark.parametrize(
    ("typed", "local", "domain"),
    [
        ("Pat.Lee@X.Example", "Pat.Lee", "x.example"),
        ("o'neil+jobs@mail.x.example", "o'neil+jobs", "mail.x.example"),
        ("pat@müller.example", "pat", "xn--mller-kva.example"),
        ("pat@MÜLLER.example", "pat", "xn--mller-kva.example"),
        ("pat@xn--mller-kva.example", "pat", "xn--mller-kva.example"),
        ("pat@a--b.example", "pat", "a--b.example"),
        ("pat@intranet", "pat", "intranet"),
        ("pat@mail.test", "pat", "mail.test"),
        ("pat@mäil.test", "pat", "xn--mil-qla.test"),
        (f"{'p' * 64}@x.example", "p" * 64, "x.example"),
        (f"{'p' * 63}@{LONG}.example", "p" * 63, f"{LONG}.example"),
    ],
)
def test_an_address_has_one_normal_form(typed: str, local: str, domain: str) -> None:
    address = Address.parse(typed)
    assert address == (local, domain)
    assert Address.parse(str(address)) == address


@pytest.mark.parametrize(
    ("typed", "fact"),
    [
        ("dana@x.example,mira@x.example", "more than one address"),
        ("dana@x.example; mira@x.example", "more than one address"),
        ("dana@x.example;", "more than one address"),
        ("Dana <dana@x.example>", "display name"),
        ("dana@x.example mira@x.example", "more than one|invalid|@"),
        ("müller@x.example", "before the @-sign are not supported: 'ü'$"),
        ('"dana w"@x.example', "Quoting"),
        ("dana@[127.0.0.1]", "bracketed IP"),
        ("dana@x.example\nBcc: mira@x.example", "@|invalid"),
        ("dana@x.example\n", "invalid"),
        ("dana @x.example", "invalid characters"),
        ("dana.@x.example", "period"),
        ("dana@x..example", "two periods"),
        ("dana@-x.example", "hyphen"),
        ("dana@xn--0.example", "Invalid A-label"),
        ("dana@xn--\x80.example", "not one email address"),
        (f"{'p' * 64}@{LONG}.example", "too long"),
        ("dana@", "something after the @-sign"),
        ("dana", "must have an @-sign$"),
        ("", "must have an @-sign"),
    ],
)
def test_what_is_not_one_address_is_refused_with_the_fact(
    typed: str, fact: str
) -> None:
    with pytest.raises(ValueError, match=fact) as caught:
        Address.parse(typed)
    told = str(caught.value)
    assert told.startswith(("more than one address; ", "not one email address: "))
    assert not told.endswith(".")


def test_two_spellings_of_one_mailbox_share_a_key() -> None:
    keys = {Address.parse(t).key for t in ("Pat@X.example", "pat+jobs@x.EXAMPLE")}
    assert keys == {"pat@x.example"}
    assert Address.parse("pat-jobs@x.example").key != "pat@x.example"
    assert Address.parse("pat+a+b@x.example").key == "pat@x.example"


@pytest.mark.parametrize(
    "typed",
    [
        "pat.lee+jobs@mail.x-ray.example",
        f"{'p' * 64}@x.example",
        f"{'p' * 63}@{LONG}.example",
    ],
)
def test_what_most_people_type_needs_no_library(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "email_validator", None)
    assert str(Address.parse(typed)) == typed


def test_a_name_on_no_dns_server_is_an_address_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_net(*_: object) -> NoReturn:
        pytest.fail("nothing is looked up")

    monkeypatch.setattr(socket, "socket", no_net)
    assert Address.parse("pat@nirgendwo-ä.example").local_part == "pat"
