from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.formats.headers import read_mailboxes


ADDRESSES = st.lists(
    st.sampled_from([*'ab@.x,;:<>"\\ \t', "=?utf-8?q?x=2C?=", "é"]), max_size=40
).map("".join)


@pytest.mark.parametrize(
    ("value", "mailboxes"),
    [
        ("", []),
        ("a@x.example", [("", "a@x.example")]),
        ("<a@x.example>", [("", "a@x.example")]),
        ("Dana W <a@x.example>", [("Dana W", "a@x.example")]),
        ('"W, Dana" <a@x.example>', [("W, Dana", "a@x.example")]),
        (r'"W \"D\", \\" <a@x.example>', [('W "D", \\', "a@x.example")]),
        ("=?utf-8?q?=C5=BBak=2C?= <a@x.example>", [("Żak,", "a@x.example")]),
        ("=?utf-8?q?a?=  =?utf-8?b?Yg==?= <a@x.example>", [("ab", "a@x.example")]),
        ("a@x.example (Dana, W)", [("", "a@x.example")]),
        ("a@x.example <a@x.example>", [("a@x.example", "a@x.example")]),
        ("a@x.example,", [("", "a@x.example")]),
    ],
)
def test_reads_one_address_as_mail_programs_do(
    value: str, mailboxes: list[tuple[str, str]]
) -> None:
    read = read_mailboxes(value)
    assert [tuple(mailbox) for mailbox in read.all] == mailboxes
    assert all(mailbox.is_readable for mailbox in read.all)
    assert not read.is_group


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ("a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example; b@x.example", ["a@x.example", "b@x.example"]),
        ("<a@x.example> <b@x.example>", ["a@x.example", "b@x.example"]),
        ("a@x.example <b@x.example>", ["b@x.example", "a@x.example"]),
        ("<a@x.example> b@x.example", ["a@x.example", "b@x.example"]),
        ("W, Dana <a@x.example>", ["W", "a@x.example"]),
        (
            '(" a@x.example, b@x.example, ") <c@x.example>',
            ["c@x.example", '(" a@x.example, b@x.example, ") <c@x.example>'],
        ),
        ("a@x.example (b@x.example", ["a@x.example", "a@x.example (b@x.example"]),
    ],
)
def test_counts_whatever_another_reader_might_count(
    value: str, addresses: list[str]
) -> None:
    assert [mailbox.address for mailbox in read_mailboxes(value).all] == addresses


@pytest.mark.parametrize(
    "value",
    [
        "a@x.example b@x.example",
        "<a@x.example, b@x.example>",
        "<@y.example:a@x.example>",
        '"a <a@x.example>, b@x.example',
        "<a(b)@x.example>",
        "Dana Whitlock",
        "<>",
        "<a@x.example\0>",
    ],
)
def test_takes_nothing_for_an_address_that_is_none(value: str) -> None:
    assert not all(mailbox.is_readable for mailbox in read_mailboxes(value).all)


@pytest.mark.parametrize(
    "value", ["Team: a@x.example;", "Team:;", "Team: a@x.example, b@x.example;"]
)
def test_knows_a_group(value: str) -> None:
    assert read_mailboxes(value).is_group


@given(ADDRESSES)
def test_no_comma_outside_quotes_is_overlooked(value: str) -> None:
    both = read_mailboxes(f"a@x.example, {value}")
    assert both.all[0].address == "a@x.example"
    assert len(both.all) > 1 or both.is_group or not value.strip(" \t,;")
