"""Signing in, and what odd servers say to the few commands there are."""

from __future__ import annotations

import logging
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import pytest

from drafter.accounts.secrets import Credentials, Secret
from drafter.errors import NotDeliveredError
from drafter.mailbox.connection import signed_in
from drafter.mailbox.failures import DroppedError, MailboxError, SignInError
from drafter.mailbox.look import find_folders
from tests.mailboxes import IMPATIENT, credentials, mailbox_at
from tests.scripted import Scripted, answers
from tests.servers.proxy import Proxy, without


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drafter.accounts.settings import Settings
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server

    Rewrite = Callable[[bytes], bytes]

PASSWORDS = (
    "secret",
    "two words",
    'a "quoted" one',
    "back\\slash\\",
    "50% {12} (x) [y] *",
    " blank at both ends ",
    "'; LOGOUT",
)
FOREIGN = ("Größe für Zoë", "пароль", "合言葉🎉")


@pytest.mark.parametrize("password", [*PASSWORDS, *FOREIGN])
def test_a_password_with_any_letters_gets_in(
    imap_server: Server, tmp_path: Path, password: str
) -> None:
    box = mailbox_at(imap_server, tmp_path, password=password)
    with box.session() as session:
        assert session.user == box.user.login
        assert session.select("Drafts").exists == 0


@pytest.mark.parametrize("password", PASSWORDS)
def test_a_password_gets_in_by_login_where_there_is_no_auth_plain(
    dovecot: Dovecot, tmp_path: Path, password: str
) -> None:
    box = mailbox_at(dovecot, tmp_path, password=password)
    with Proxy(dovecot, rewrite_answer=without("AUTH=PLAIN")) as proxy:
        with box.session(port=proxy.port) as session:
            assert session.select("Drafts").exists == 0
        assert "LOGIN" in {command.verb for command in proxy.commands}


@pytest.mark.parametrize("user", ["a b", 'a"b', "a\\b", "a(b"])
def test_a_user_name_is_quoted_where_it_must_be(user: str) -> None:
    with Scripted(answer=answers("")) as server:
        settings = server.settings(users=(user,))
        with signed_in(settings, credentials(settings, "secret"), IMPATIENT):
            pass
        quoted = user.replace("\\", "\\\\").replace('"', '\\"')
        assert f'LOGIN "{quoted}" "secret"\r\n'.encode() in server.heard


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_signs_in_over_tls_alone(
    imap_server: Server, tmp_path: Path, tls: Literal["implicit", "starttls"]
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    security: Any = "tls" if tls == "implicit" else "starttls"
    with Proxy(imap_server, security=security) as proxy:
        with box.session(port=proxy.port, tls=tls) as session:
            assert session.tls_version == "TLSv1.3"
            assert session.can("UIDPLUS")
        verbs = [command.verb for command in proxy.commands]
    assert verbs[-1] == "LOGOUT"
    if tls == "starttls":
        assert verbs.index("STARTTLS") < verbs.index("AUTHENTICATE")


def test_on_this_machine_it_may_be_in_clear_if_that_is_written_out(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    for host in ("localhost", "127.0.0.1"):
        with box.session(host=host, port=dovecot.plain_port, tls="none") as session:
            assert session.tls_version == ""
            assert session.select("INBOX").exists == 0


class Program:
    """A program of the user's that prints a token, and counts how often it ran."""

    def __init__(self, folder: Path, *tokens: str) -> None:
        self._calls = folder / "calls"
        self._script = folder / "token.sh"
        printed = "\n".join(
            f"[ $n = {n} ] && echo '{token}' && exit"
            for n, token in enumerate(tokens, 1)
        )
        self._script.write_text(
            f"echo run >> '{self._calls}'\n"
            f"n=$(wc -l < '{self._calls}')\n{printed}\necho '{tokens[-1]}'\n"
        )

    @property
    def command(self) -> tuple[str, ...]:
        return ("sh", str(self._script))

    @property
    def runs(self) -> int:
        text = self._calls.read_text() if self._calls.exists() else ""
        return text.count("run")


def with_program(settings: Settings, program: Program, auth: str) -> Settings:
    return settings._replace(auth=auth, token_command=program.command)


def sign_in(settings: Settings) -> str:
    with signed_in(settings, Credentials(settings, {}, None), IMPATIENT) as session:
        return session.user


TOKENS = pytest.mark.parametrize("auth", ["xoauth2", "oauthbearer"])


@TOKENS
def test_a_good_token_gets_in_and_its_program_runs_once(
    dovecot: Dovecot, tmp_path: Path, auth: str
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    program = Program(tmp_path, f"good-{box.user.login}")
    settings = with_program(box.settings(), program, auth)
    assert sign_in(settings) == box.user.login
    assert program.runs == 1


@TOKENS
def test_after_an_expired_token_the_program_is_asked_once_more(
    dovecot: Dovecot, tmp_path: Path, auth: str
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    program = Program(tmp_path, "expired", f"good-{box.user.login}")
    with Proxy(dovecot) as proxy:
        settings = with_program(box.settings(port=proxy.port), program, auth)
        assert sign_in(settings) == box.user.login
        assert proxy.connections == 2
    assert program.runs == 2


@TOKENS
def test_after_two_expired_tokens_it_is_given_up(
    dovecot: Dovecot, tmp_path: Path, auth: str
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    program = Program(tmp_path, "expired", "stale", f"good-{box.user.login}")
    settings = with_program(box.settings(), program, auth)
    with pytest.raises(SignInError, match="the token may have expired") as caught:
        sign_in(settings)
    assert "stale" not in str(caught.value)
    assert program.runs == 2


@TOKENS
def test_one_run_never_asks_for_a_token_more_than_twice(
    dovecot: Dovecot, tmp_path: Path, auth: str
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    program = Program(tmp_path, "expired", f"good-{box.user.login}")
    settings = with_program(box.settings(), program, auth)
    known = Credentials(settings, {}, None)
    for _ in range(3):
        with signed_in(settings, known, IMPATIENT) as session:
            assert session.user == box.user.login
    assert program.runs == 2


@TOKENS
def test_a_token_from_the_environment_is_not_asked_for_again(
    dovecot: Dovecot, tmp_path: Path, auth: str
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with box.session(f"good-{box.user.login}", auth=auth) as session:
        assert session.user == box.user.login
    with pytest.raises(SignInError), box.session("expired", auth=auth):
        pytest.fail("that let us in")


def test_a_wrong_password_is_tried_once(dovecot: Dovecot, tmp_path: Path) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with Proxy(dovecot) as proxy:
        with pytest.raises(SignInError), box.session("wrong", port=proxy.port):
            pytest.fail("that let us in")
        said = [command.verb for command in proxy.commands]
    assert said.count("AUTHENTICATE") == 1
    assert proxy.connections == 1


def test_a_program_that_fails_connects_to_no_server(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with Proxy(dovecot) as proxy:
        settings = box.settings(port=proxy.port, password_command=("false",))
        with pytest.raises(
            NotDeliveredError, match="false: it failed with exit code 1"
        ):
            sign_in(settings)
        assert proxy.connections == 0


def test_a_name_before_the_at_is_tried_first_and_the_address_next(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    whole = box.user.login
    with Proxy(dovecot) as proxy:
        names = (whole.partition("@")[0], whole)
        with box.session(users=names, port=proxy.port) as session:
            assert session.user == whole
        assert [c.verb for c in proxy.commands].count("AUTHENTICATE") == 2


def test_a_name_before_the_at_that_is_taken_is_the_only_one_tried(
    cyrus: Server, tmp_path: Path
) -> None:
    box = mailbox_at(cyrus, tmp_path)
    short = box.user.login
    with Proxy(cyrus) as proxy:
        with box.session(users=(short, box.user.address), port=proxy.port) as session:
            assert session.user == short
        assert [c.verb for c in proxy.commands].count("AUTHENTICATE") == 1


def test_of_two_names_that_are_both_refused_the_first_is_told(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with (
        pytest.raises(SignInError, match="localhost does not let ines in: "),
        box.session("wrong", users=("ines", "ines@example.org")),
    ):
        pytest.fail("that let us in")


def test_a_server_that_hangs_up_after_a_refusal_is_asked_for_the_next_name() -> None:
    script = answers("")
    refused = False

    def hang_up(tag: bytes, line: bytes) -> bytes | None:
        nonlocal refused
        if line.startswith(b"CAPABILITY"):
            refused = False  # a new connection
        if refused:
            return None
        refused = line.startswith(b'LOGIN "ines" ')
        return tag + b" NO not you\r\n" if refused else script(tag, line)

    with Scripted(answer=hang_up) as server:
        settings = server.settings(users=("ines", "ines@example.org"))
        with signed_in(settings, credentials(settings, "x"), IMPATIENT) as session:
            assert session.user == "ines@example.org"


def test_an_error_in_the_block_leaves_as_it_is_and_the_link_is_closed(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with Proxy(dovecot) as proxy:
        with pytest.raises(ZeroDivisionError), box.session(port=proxy.port):
            raise ZeroDivisionError
        # Not with a LOGOUT, which may wait for a server that no longer answers.
        assert proxy.connections == 1


def test_a_link_that_is_lost_at_the_end_spoils_nothing(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with Proxy(dovecot) as proxy, box.session(port=proxy.port) as session:
        session.select("Drafts")
        proxy.close()
    assert [command.verb for command in proxy.commands][-1] == "SELECT"


def test_a_session_after_the_link_was_lost_says_so(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with Proxy(dovecot) as proxy, box.session(port=proxy.port) as session:
        proxy.close()
        for act in (
            session.list,
            partial(session.list, "RETURN", "(SPECIAL-USE)"),
        ):
            with pytest.raises(DroppedError, match="the connection was lost"):
                act()


def test_nothing_of_what_is_said_is_logged(
    dovecot: Dovecot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    box = mailbox_at(dovecot, tmp_path, password="Zitrone-4711")
    with caplog.at_level(logging.DEBUG):
        with box.session() as session:
            session.append("Drafts", b"Subject: private\r\n\r\nx\r\n")
        with pytest.raises(SignInError), box.session("Melone-0815"):
            pytest.fail("that let us in")
    assert caplog.text == ""


def test_looking_marks_nothing_as_read(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path)
    box.append(b"Subject: one\r\n\r\nx\r\n", flags=())
    with box.session() as session:
        assert session.select("Drafts", readonly=True).exists == 1
        (uid,) = session.search(["ALL"])
        (head,) = session.heads([uid])
        assert head.flags <= {"\\recent"}
        assert head.data.startswith(b"Subject: one")
        assert dict(session.messages({uid: 9}))[uid].endswith(b"x\r\n")
    assert box.mails()[0][1] == frozenset()


def test_sets_both_flags_in_the_append_and_tells_the_uid(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    with Proxy(imap_server) as proxy, box.session(port=proxy.port) as session:
        validity = session.select("Drafts").uidvalidity
        told = session.append("Drafts", b"Subject: x\r\n\r\nx\r\n")
        verbs = [command.verb for command in proxy.commands]
    ((uid, flags, _),) = box.mails()
    assert told == (validity, uid)
    assert flags == {b"\\Draft", b"\\Seen"}
    assert "STORE" not in " ".join(verbs)


def test_a_server_that_does_not_tell_the_uid_is_no_error(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path, "legacy")

    def untold(line: bytes) -> bytes:
        head, bracket, rest = line.partition(b"[APPENDUID ")
        return head + rest.partition(b"] ")[2] if bracket else line

    with (
        Proxy(dovecot, rewrite_answer=untold) as proxy,
        box.session(port=proxy.port) as session,
    ):
        session.select("Drafts")
        assert session.append("Drafts", b"Subject: x\r\n\r\nx\r\n") == (0, 0)


def test_expunges_by_uid_and_leaves_what_the_user_marked(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    box.append(b"Subject: the user's\r\n\r\nx\r\n", flags=(b"\\Deleted",))
    box.append(b"Subject: ours\r\n\r\nx\r\n")
    (users, _, _), (ours, _, _) = box.mails()
    with box.session() as session:
        session.select("Drafts")
        session.mark_deleted([ours])
        session.uid_expunge([ours])
        session.uid_expunge([])
        session.mark_deleted([])
        session.move([], "Trash")
    assert [uid for uid, _, _ in box.mails()] == [users]


def test_moves_exactly_these(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path)
    for subject in (b"one", b"two"):
        box.append(b"Subject: " + subject + b"\r\n\r\nx\r\n")
    (one, two) = (uid for uid, _, _ in box.mails())
    with box.session() as session:
        session.select("Drafts")
        session.move([two], "Trash")
    assert [uid for uid, _, _ in box.mails()] == [one]
    assert [data.partition(b"\r\n")[0] for _, _, data in box.mails("Trash")] == [
        b"Subject: two"
    ]


def test_a_thousand_messages_are_read_in_a_few_commands(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with dovecot.open(box.user) as client:
        mails = [b"Subject: %d\r\n\r\nx\r\n" % n for n in range(1100)]
        client.multiappend("Drafts", mails)
    with Proxy(dovecot) as proxy, box.session(port=proxy.port) as session:
        session.select("Drafts")
        found = session.heads(session.search(["ALL"]))
        assert len(found) == 1100
        fetches = [c for c in proxy.commands if c.verb == "UID FETCH"]
        assert len(fetches) == 3
        assert all(len(c.line) < 8000 for c in fetches)


def test_a_broken_answer_is_told_in_one_line() -> None:
    odd = "* SEARCH one two\r\n{tag} OK done\r\n"
    with Scripted(answer=answers("AUTH=PLAIN", UID=odd)) as server:
        settings = server.settings()
        known = credentials(settings, "secret")
        with (
            signed_in(settings, known, IMPATIENT) as session,
            pytest.raises(MailboxError, match=r"\Alocalhost: [ -~]+\Z"),
        ):
            session.search(["ALL"])


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
        heads = session.all_heads(exists)
        assert len(heads) == 3
        assert session.all_heads(exists + 4) == heads
