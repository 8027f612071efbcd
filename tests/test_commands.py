"""What odd servers say, and the few commands that must live with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from drafter.accounts.secrets import Credentials, Secret
from drafter.mailbox.failures import SignInError
from drafter.mailbox.look import find_folders
from drafter.mailbox.session import signed_in
from tests.mailboxes import mailbox_at
from tests.scripted import Scripted
from tests.servers.proxy import Proxy


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.servers.dovecot import Dovecot

    Rewrite = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("listed", "name"),
    [(b'"R&D"', "R&D"), (b'"&bad"', "&bad"), (b'"&AOQ-"', "ä"), (b"2026", "2026")],
)
def test_one_odd_name_of_a_folder_ends_no_list(
    dovecot: Dovecot, tmp_path: Path, listed: bytes, name: str
) -> None:
    def rewrite(answer: bytes) -> bytes:
        return answer.replace(b' "/" Sent\r\n', b' "/" %b\r\n' % listed)

    box = mailbox_at(dovecot, tmp_path)
    with (
        Proxy(dovecot, rewrite_answer=rewrite) as proxy,
        box.session(port=proxy.port) as session,
    ):
        found = find_folders(session)
        assert name in found.names
        assert session.select(found.drafts).exists == 0


def test_a_name_with_a_line_break_is_no_folder(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    def rewrite(answer: bytes) -> bytes:
        evil = b' "/" {14}\r\nA\r\nx9 DELETE B\r\n'
        return answer.replace(b' "/" Sent\r\n', evil)

    box = mailbox_at(dovecot, tmp_path)
    with (
        Proxy(dovecot, rewrite_answer=rewrite) as proxy,
        box.session(port=proxy.port) as session,
    ):
        assert set(find_folders(session).names) == {"Drafts", "Trash", "INBOX"}


@pytest.mark.parametrize("told", [b"4294967296", b"9" * 30])
def test_a_number_that_is_none_says_nothing(
    dovecot: Dovecot, tmp_path: Path, told: bytes
) -> None:
    def rewrite(answer: bytes) -> bytes:
        return re.sub(rb"UIDVALIDITY \d+", b"UIDVALIDITY " + told, answer)

    box = mailbox_at(dovecot, tmp_path)
    with (
        Proxy(dovecot, rewrite_answer=rewrite) as proxy,
        box.session(port=proxy.port) as session,
    ):
        assert session.select("Drafts").uidvalidity == 0


@pytest.mark.parametrize("password", ['pa"ss\\wurd', "mark-3r", "a\\'b'c"])
def test_a_server_that_repeats_the_password_is_quoted_without_it(
    password: str,
) -> None:
    def repeat(tag: bytes, line: bytes) -> bytes:
        if line.upper().startswith(b"LOGIN"):
            return b"%b NO not you: %b / %b\r\n" % (tag, line, password.encode())
        return b"* CAPABILITY IMAP4rev1\r\n%b OK done\r\n" % tag

    with Scripted(answer=repeat) as server:
        settings = server.settings()
        secret = Credentials(settings, {}, None, Secret(password))
        with pytest.raises(SignInError) as caught, signed_in(settings, secret):
            pass
    said = str(caught.value).replace("\\", "")
    assert "localhost does not let ines.okafor@mail.example in" in said
    assert password.replace("\\", "") not in said


def test_a_folder_that_holds_fewer_by_now_is_read_all_the_same(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    for number in range(3):
        box.append(b"Subject: mail %d\r\n\r\n" % number)
    with box.session() as session:
        exists = session.select("Drafts").exists
        heads = session.all_heads(exists, "SUBJECT")
        assert len(heads) == 3
        assert session.all_heads(exists + 4, "SUBJECT") == heads
