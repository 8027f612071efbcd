from __future__ import annotations

import mimetypes
import random
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from drafter.address import Address
from drafter.formats import writer
from drafter.formats.headers import (
    decode_words,
    read_mailboxes,
    read_parameters,
    split_head,
)
from tests.foreign import seen_by_all
from tests.letters import AWKWARD


if TYPE_CHECKING:
    from pathlib import Path


DANA = Address.parse("dana@corvane.example")
SNIPPETS = [
    "\r\nBcc: evil@x.example",
    "=?utf-8?q?a=0ABcc:_evil=40x?=",
    "=?utf-8?b?",
    "?=",
    '"',
    "\\",
    ", ",
    "; ",
    ":",
    "<e@x.example>",
    "(",
    ")",
    "é",
    "陳",
    "🎉",
    "\u00a0",
    "word ",
]
TEXTS = st.lists(st.text(max_size=30) | st.sampled_from(SNIPPETS), max_size=20).map(
    "".join
)


def cleaned(text: str) -> str:
    """The text a header may hold; what it may not is another test's business."""
    try:
        return writer.clean(text)
    except ValueError:
        reject()


def in_ascii(address: str) -> str:
    """An address as it is written; mailparser shows international hosts as such."""
    local_part, _, host = address.rpartition("@")
    return f"{local_part}@{host.encode('idna').decode()}"


def is_one_field(data: bytes) -> bool:
    lines = data.split(b"\r\n")
    folded = all(line.startswith(b" ") and line.strip() for line in lines[1:-1])
    return lines[-1] == b"" and folded and b"\n" not in b"".join(lines)


@given(TEXTS)
def test_any_subject_is_one_field_that_reads_back(text: str) -> None:
    subject = cleaned(text)
    data = writer.text_field("Subject", text)
    assert is_one_field(data)
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    ((name, value),), body = split_head(data.replace(b"\r\n", b"\n"))
    assert (name, decode_words(value), body) == ("Subject", subject, b"")


@given(TEXTS)
def test_any_display_name_leaves_one_recipient(text: str) -> None:
    name = cleaned(text)
    data = writer.address_field("To", text, DANA)
    assert is_one_field(data)
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    ((_, value),), _ = split_head(data.replace(b"\r\n", b"\n"))
    mailboxes = read_mailboxes(value)
    assert mailboxes == (((name, str(DANA)),), False)


def test_three_other_readers_agree_on_names_and_subjects(tmp_path: Path) -> None:
    chance = random.Random(7)
    letters = [*"abcXYZ ,;:<>@()[]\"\\.'éüß—“山田太郎🎉=?_-/&%$#!+*", *SNIPPETS]
    letters.remove("\u00a0")  # JavaScript takes it for a blank and collapses it
    hosts = ["corvane.example", "sub.corvane.example", "müller.example"]
    wanted = {}
    for number in range(300):
        name, subject = (
            "".join(chance.choices(letters, k=chance.choice([1, 3, 10, 40, 90])))
            for _ in range(2)
        )
        address = Address.parse(f"a.b+c@{chance.choice(hosts)}")
        wanted[f"{number}"] = (name, address, subject)
    for label, (name, text) in AWKWARD.items():
        wanted[label] = (name, Address.parse(text), f"Thank you, {name}")
    messages = {
        key: writer.address_field("From", name, DANA)
        + writer.address_field("To", name, address)
        + writer.text_field("Subject", subject)
        + b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx\r\n"
        for key, (name, address, subject) in wanted.items()
    }
    names = {"from", "to", "subject", "mime-version", "content-type"}
    for seen in seen_by_all(messages, tmp_path):
        name, address, subject = wanted[seen.file]
        name = writer.clean(name)
        assert [(n, in_ascii(a)) for n, a in seen.to] == [(name, str(address))], seen
        assert seen.sender == ((name, str(DANA)),), seen
        assert seen.subject == writer.clean(subject), seen
        assert set(seen.headers) == names, seen


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Dana Whitlock", b"Dana Whitlock <dana@corvane.example>"),
        ("Pat O'Neil, Jr.", b'"Pat O\'Neil, Jr." <dana@corvane.example>'),
        ('a "b" \\', b'"a \\"b\\" \\\\" <dana@corvane.example>'),
        ("", b"<dana@corvane.example>"),
        ("Żak", b"=?utf-8?B?xbthaw==?= <dana@corvane.example>"),
        ("=?x?q?y?=", b"=?utf-8?B?PT94P3E/eT89?= <dana@corvane.example>"),
    ],
)
def test_writes_a_display_name_as_plainly_as_is_safe(name: str, value: bytes) -> None:
    assert writer.address_field("To", name, DANA) == b"To: " + value + b"\r\n"


def test_never_folds_a_quoted_name() -> None:
    name = "Council, the mayor's office and all who are there, far away, and further"
    data = writer.address_field("To", name, DANA)
    assert b'"' not in data
    assert b"=?utf-8?B?" in data


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("one\r\ntwo", "one two"),
        ("one\u2028two\x85three", "one two three"),
        ("  a \t  b  ", "a b"),
        ("陳\u3000大文", "陳\u3000大文"),
    ],
)
def test_makes_one_line_of_any_text(text: str, line: str) -> None:
    assert writer.clean(text) == line


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\x7f", "\ud800", "\u202e", "\ufeff"])
def test_refuses_characters_no_header_may_hold(bad: str) -> None:
    with pytest.raises(ValueError, match=f"U\\+{ord(bad):04X}"):
        writer.clean(f"a{bad}b")


@given(st.text(min_size=1, max_size=120))
def test_any_file_name_stays_in_its_parameter(text: str) -> None:
    name = cleaned(text)
    assume(name)
    data = writer.field("X", ["attachment;", *writer.filename_parameters(text)])
    assert is_one_field(data)
    assert data.isascii()
    (field,), _ = split_head(data.replace(b"\r\n", b"\n"))
    assert read_parameters(field.value) == {"filename": name}


def test_writes_dates_in_english() -> None:
    moment = datetime(2026, 6, 2, 8, 5, 9, tzinfo=timezone(timedelta(hours=-4)))
    written = b"Date: Tue, 02 Jun 2026 08:05:09 -0400\r\n"
    assert writer.date_field(moment) == written
    assert re.search(rb" \+0000\r\n\Z", writer.date_field(moment.astimezone(UTC)))


@pytest.mark.parametrize(
    ("filename", "type_"),
    [
        ("Okafor-rollback-plan.pdf", "application/pdf"),
        ("PLAN.PDF", "application/pdf"),
        ("slides.key", "application/vnd.apple.keynote"),
        ("plan.tar.gz", "application/gzip"),
        ("thread.eml", "application/octet-stream"),
        ("Makefile", "application/octet-stream"),
        ("x.unheard-of", "application/octet-stream"),
    ],
)
def test_knows_what_people_attach(filename: str, type_: str) -> None:
    assert writer.media_type(filename) == type_


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".jpg", ".zip", ".csv", ".doc"])
def test_agrees_with_the_standard_library(suffix: str) -> None:
    assert mimetypes.types_map[suffix] == writer.media_type(f"x{suffix}")
