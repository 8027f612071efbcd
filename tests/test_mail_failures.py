from __future__ import annotations

import socket
import time
from base64 import b64decode, b64encode
from traceback import format_exception
from typing import TYPE_CHECKING, Any

import pytest

from drafter.accounts.settings import provider_for
from drafter.mailbox.connection import Timeouts, signed_in
from drafter.mailbox.failures import (
    DroppedError,
    MailboxError,
    SignInError,
    StalledError,
    refused,
    words_of,
)
from tests.mailboxes import IMPATIENT, credentials, mailbox_at
from tests.scripted import GREETING, Scripted, answers
from tests.servers.proxy import Fault, Proxy


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.accounts.settings import Settings
    from drafter.mailbox.session import Session
    from tests.mailboxes import Mailbox
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server

AT_ONCE = Timeouts(connect=0.3, answer=0.3)
MARKER = "Zitrone-4711"


def line_of(
    settings: Settings,
    secret: str = MARKER,
    timeouts: Timeouts = IMPATIENT,
    error: type[MailboxError] = MailboxError,
) -> str:
    """Sign in where that must fail, and give the one line of the error."""
    known = credentials(settings, secret)
    with pytest.raises(error) as caught, signed_in(settings, known, timeouts):
        pytest.fail("that let us in")
    line = "\n".join(caught.value.lines)
    assert all(one.isprintable() for one in caught.value.lines)
    assert secret not in "".join(format_exception(caught.value))
    return line


def of(box: Mailbox, **changes: Any) -> str:
    return line_of(box.settings(**changes), box.user.password)


@pytest.fixture
def box(dovecot: Dovecot, tmp_path: Path) -> Mailbox:
    return mailbox_at(dovecot, tmp_path, password=MARKER)


@pytest.mark.parametrize("host", ["no-such-host.invalid", f"{'a' * 70}.invalid"])
def test_says_that_there_is_no_such_server(box: Mailbox, host: str) -> None:
    assert of(box, host=host, port=993) == (
        f"{host}:993: there is no such server (is `host` right, and are you online?)"
    )


def test_says_that_nothing_answers_there(box: Mailbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert of(box, port=port) == (
        f"localhost:{port}: nothing answers there (is the port right? 993 is usual)"
    )


@pytest.mark.parametrize("tls", ["implicit", "starttls", "none"])
def test_gives_up_on_a_server_that_never_speaks(box: Mailbox, tls: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        line = line_of(box.settings(port=port, tls=tls), timeouts=AT_ONCE)
    hint = " A port that wants TLS at once needs `tls: implicit`"
    assert line == (
        f"localhost:{port}: no answer within 0 seconds (are you online, and is the"
        f" port right?{'' if tls == 'implicit' else hint})"
    )


def test_says_that_a_port_does_not_speak_tls_at_once(box: Mailbox) -> None:
    port = box.server.plain_port
    assert of(box, port=port) == (
        f"localhost:{port}: this port does not speak TLS at once"
        " (set `tls: starttls`, or the port that speaks TLS: usually 993)"
    )


def test_says_that_a_port_wants_tls_at_once(box: Mailbox) -> None:
    line = line_of(box.settings(tls="starttls"), timeouts=AT_ONCE)
    assert line.endswith("A port that wants TLS at once needs `tls: implicit`)")


def test_sends_nothing_to_a_server_without_starttls() -> None:
    with Scripted(answer=answers("AUTH=PLAIN")) as server:
        line = line_of(server.settings(tls="starttls"))
        assert line == (
            f"localhost:{server.port}: the server offers no STARTTLS, and nothing is"
            " sent in clear (use `tls: implicit`, usually on port 993)"
        )
        assert_unspoken(server)


def assert_unspoken(server: Scripted) -> None:
    """The secret was sent neither as it is nor as SASL writes it."""
    assert b"LOGIN" not in server.heard.upper().replace(b"LOGOUT", b"")
    assert b"AUTHENTICATE" not in server.heard.upper()
    for word in server.heard.split():
        assert MARKER.encode() not in word
        try:
            assert MARKER.encode() not in b64decode(word)
        except ValueError:
            continue


def test_a_server_that_promises_starttls_and_refuses_it_hears_no_secret() -> None:
    refuse = answers("STARTTLS AUTH=PLAIN", STARTTLS="{tag} NO not today\r\n")
    with Scripted(answer=refuse) as server:
        assert "no STARTTLS" in line_of(server.settings(tls="starttls"))
        assert_unspoken(server)


def test_a_server_that_says_we_are_known_already_hears_no_secret_in_clear() -> None:
    greeting = b"* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] hello\r\n"
    with Scripted(greeting, answers("STARTTLS AUTH=PLAIN")) as server:
        line_of(server.settings(tls="starttls"))
        assert_unspoken(server)


def test_a_server_that_breaks_off_the_handshake_hears_no_secret() -> None:
    with Scripted(answer=answers("STARTTLS AUTH=PLAIN")) as server:
        settings = server.settings(tls="starttls")
        line = line_of(settings, timeouts=AT_ONCE)
        assert line.startswith(f"localhost:{server.port}: ")
        assert_unspoken(server)


@pytest.mark.parametrize("tls", ["starttls", "none"])
def test_a_server_with_logins_disabled_hears_no_secret(tls: str) -> None:
    with Scripted(answer=answers("LOGINDISABLED")) as server:
        assert line_of(server.settings(tls=tls))
        assert_unspoken(server)


def test_nothing_is_sent_in_clear_over_a_network(box: Mailbox) -> None:
    assert of(box, host="mail.example", tls="none") == (
        "mail.example: nothing is sent in clear over a network"
    )


@pytest.mark.parametrize(
    ("greeting", "why"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n", "no IMAP server"),
        (b"220 mail.example ESMTP\r\n", "no IMAP server"),
        (b"\0\xff\x1b[2J\r\n", "no IMAP server"),
        (b"\r\n\r\n\r\n", ""),
        (b"* BYE too many connections\r\n", "too many connections"),
        (b"x" * 2_000_000, ""),
    ],
)
def test_says_in_one_line_that_this_is_no_imap_server(
    greeting: bytes, why: str
) -> None:
    with Scripted(greeting) as server:
        line = line_of(server.settings(), timeouts=AT_ONCE)
        assert line.startswith(f"localhost:{server.port}: ")
        assert why in line
        assert len(line) < 400
        assert_unspoken(server)


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("which", "fact"),
    [
        ("expired", "has expired; nothing was sent (tell whoever runs it"),
        ("wrong_name", "is not for localhost; nothing was sent (is `host` exactly"),
        ("stranger", "is signed by nobody this computer trusts; nothing was sent (for"),
    ],
)
def test_says_what_is_wrong_with_a_certificate(
    box: Mailbox, which: str, fact: str, security: Any
) -> None:
    shown = getattr(box.server.certificates, which)
    with Proxy(box.server, certificate=shown, security=security) as proxy:
        tls = "implicit" if security == "tls" else "starttls"
        line = of(box, port=proxy.port, tls=tls)
        said = {command.verb for command in proxy.commands}
    assert line.startswith(f"localhost:{proxy.port}: the server's certificate {fact}")
    assert said <= {"CAPABILITY", "STARTTLS"}


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_trusts_the_own_authority_only_where_it_is_named(
    box: Mailbox, tls: str
) -> None:
    port = box.server.tls_port if tls == "implicit" else box.server.plain_port
    line = of(box, tls=tls, port=port, ca_file=None)
    assert "is signed by nobody this computer trusts" in line
    assert "(for an own authority set `ca_file:` to its certificate)" in line
    with box.session(tls=tls, port=port) as session:
        assert session.tls_version.startswith("TLSv1.")


def test_a_certificate_for_a_name_is_not_one_for_a_number(
    dovecot: Dovecot, box: Mailbox
) -> None:
    shown = dovecot.certificates.wrong_name
    with Proxy(dovecot, certificate=shown) as proxy:
        line = of(box, host="127.0.0.1", port=proxy.port)
    assert "is not for 127.0.0.1; nothing was sent (use the server's name" in line


@pytest.mark.parametrize(
    "text", ["", "no certificate\n", "-----BEGIN CERTIFICATE-----"]
)
def test_says_that_a_file_holds_no_certificate(
    box: Mailbox, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "mine.pem"
    file.write_text(text)
    assert of(box, ca_file=file).startswith(f"{file}: holds no certificate in PEM form")
    assert of(box, ca_file=tmp_path / "none.pem").startswith(f"{tmp_path}/none.pem: ")


def test_says_that_the_password_is_wrong(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path)
    line = line_of(box.settings(), MARKER, error=SignInError)
    assert line.startswith(f"localhost does not let {box.user.login} in: ")
    assert line.endswith(
        " (is it the right password?)\nanother password: drafter account password lab"
    )
    assert "b'" not in line


@pytest.mark.parametrize(
    ("domain", "hint"),
    [
        ("gmail.com", "https://myaccount.google.com/apppasswords"),
        ("icloud.com", "https://account.apple.com"),
        ("yahoo.com", "Generate app password"),
        ("fastmail.com", "Manage app passwords"),
    ],
)
def test_says_where_an_app_password_is_made(
    box: Mailbox, domain: str, hint: str
) -> None:
    line = line_of(box.settings(provider=provider_for(domain)), "my usual one")
    assert hint in line
    assert "drafter account add" not in line


@pytest.mark.parametrize("auth", ["xoauth2", "oauthbearer"])
def test_says_that_a_token_may_have_expired(box: Mailbox, auth: str) -> None:
    line = line_of(box.settings(auth=auth), "expired-token", error=SignInError)
    assert line.endswith(
        "(the token may have expired: sign in again with the token program)"
    )


@pytest.mark.parametrize("capabilities", ["AUTH=PLAIN", "AUTH=PLAIN SASL-IR", ""])
def test_never_shows_a_password_that_the_server_repeats(capabilities: str) -> None:
    echo = f'NO bad password "{MARKER}" for you, {MARKER}!\r\n'
    script = answers(capabilities, LOGIN="{tag} " + echo, AUTHENTICATE="+ \r\n")
    asked = b""

    def repeat(tag: bytes, line: bytes) -> bytes | None:
        nonlocal asked
        if not line:  # the answer to the "+" after AUTHENTICATE
            return asked + b" " + echo.encode()
        asked = tag
        return script(tag, line)

    with Scripted(answer=repeat) as server:
        line = line_of(server.settings(), MARKER, error=SignInError)
    assert "it repeated the secret" in line


def test_says_that_a_busy_server_is_busy() -> None:
    busy = "{tag} NO [UNAVAILABLE] Try again later\r\n"
    with Scripted(answer=answers("", LOGIN=busy)) as server:
        line = line_of(server.settings(), MARKER, error=SignInError)
    assert line.endswith("(it is busy or out of order: try again later)")


@pytest.mark.parametrize("capabilities", ["AUTH=PLAIN", ""])
def test_a_server_that_hangs_up_while_we_sign_in_is_no_wrong_password(
    capabilities: str,
) -> None:
    script = answers(capabilities)

    def hang_up(tag: bytes, line: bytes) -> bytes | None:
        return None if line.startswith((b"LOGIN", b"AUTH")) else script(tag, line)

    with Scripted(answer=hang_up) as server:
        line = line_of(server.settings(), MARKER, error=DroppedError)
    assert line.startswith("localhost: the connection was lost")


@pytest.mark.parametrize("capabilities", ["AUTH=PLAIN", ""])
def test_a_server_that_falls_silent_while_we_sign_in_is_told_as_such(
    capabilities: str,
) -> None:
    script = answers(capabilities)

    def stall(tag: bytes, line: bytes) -> bytes | None:
        return b"" if line.startswith((b"LOGIN", b"AUTH")) else script(tag, line)

    with Scripted(answer=stall) as server:
        line = line_of(server.settings(), MARKER, AT_ONCE, error=StalledError)
    assert line.startswith("localhost: the server stopped answering")


def test_says_that_a_server_takes_no_such_letters() -> None:
    with Scripted(answer=answers("")) as server:
        line = line_of(server.settings(), f"{MARKER} ä")
        assert "only ASCII" in line
        assert_unspoken(server)


def add(session: Session) -> None:
    session.select("Drafts")
    session.append("Drafts", b"Subject: x\r\n\r\nx\r\n")


def test_a_folder_with_no_right_to_add_is_told_as_read_only(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path, "readonly")
    with box.session() as session, pytest.raises(MailboxError) as caught:
        add(session)
    line = "\n".join(caught.value.lines)
    assert all(one.isprintable() for one in caught.value.lines)
    assert line.startswith("localhost: Drafts: you may only read the folder (name")
    if imap_server.name == "Dovecot":
        assert type(caught.value) is MailboxError


def test_a_full_mailbox_is_told_as_full(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path, "full")
    with box.session() as session, pytest.raises(MailboxError) as caught:
        session.append("Drafts", b"Subject: x\r\n\r\n" + b"x\r\n" * 2000)
    line = "\n".join(caught.value.lines)
    assert all(one.isprintable() for one in caught.value.lines)
    assert line.startswith(
        "localhost: Drafts: the mailbox is full (make room, then run again); the"
        " server: "
    )


def test_a_folder_that_is_not_there_is_told_so(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    with box.session() as session:
        with pytest.raises(MailboxError, match="Draftz: there is no such folder"):
            session.select("Draftz")
        with pytest.raises(MailboxError, match="Draftz: there is no such folder"):
            session.append("Draftz", b"Subject: x\r\n\r\nx\r\n")


def test_a_link_that_drops_is_told_apart_from_one_that_stalls(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    for fault, error in (
        (Fault.CUT_BEFORE, DroppedError),
        (Fault.LOSE_OK, DroppedError),
        (Fault.STALL, StalledError),
    ):
        with Proxy(imap_server, fault) as proxy:
            settings = box.settings(port=proxy.port)
            known = credentials(settings, box.user.password)
            with (
                pytest.raises(error, match="run the same command again") as caught,
                signed_in(settings, known, Timeouts(5, 0.5)) as session,
            ):
                session.append("Drafts", b"Subject: x\r\n\r\nx\r\n")
            assert proxy.faults == 1
            assert isinstance(caught.value, StalledError) == (error is StalledError)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("append failed: [OVERQUOTA] Quota exceeded", "[OVERQUOTA] Quota exceeded"),
        ("b'[AUTHENTICATIONFAILED] No.'", "[AUTHENTICATIONFAILED] No."),
        ("two\r\nlines \x1b[2J", "two lines \\x1b[2J"),
        ("", ""),
        ("é" * 500, "é" * 199 + "…"),
    ],
)
def test_takes_the_servers_own_sentence_out_of_an_answer(
    answer: str, said: str
) -> None:
    assert words_of(answer) == said


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        ("append failed: Over quota", "the mailbox is full"),
        ("append failed: [NOPERM] no", "you may only read the folder"),
        ("append failed: Permission denied", "you may only read the folder"),
        ("append failed: [TRYCREATE] no", "there is no such folder"),
        ("append failed: [TOOBIG] no", "the server finds it too large"),
        ("append failed: Message too large.", "the server finds it too large"),
        ("append failed: the moon is full", "the server said no: the moon is full"),
    ],
)
def test_says_what_is_to_be_done_about_a_refusal(answer: str, fact: str) -> None:
    assert str(refused(answer, "lab")).startswith(f"lab: {fact}")


def test_the_greeting_is_that_of_a_server() -> None:
    """The fake is believed: with these answers one is let in."""
    with Scripted(GREETING, answers("")) as server:
        settings = server.settings()
        with signed_in(settings, credentials(settings, "secret"), IMPATIENT) as session:
            assert session.user == "ines.okafor@mail.example"
        assert b'LOGIN "ines.okafor@mail.example"' in server.heard


FLOOD = b"* 1 EXISTS\r\n" * 20_000
PATIENT = Timeouts(connect=2.0, answer=0.6)


class Endless(Scripted):
    """Goes on and on once it is asked for this; the test ends when it hangs up."""

    def __init__(self, verb: bytes, piece: bytes, pause: float) -> None:
        script = answers("AUTH=PLAIN SASL-IR")
        self._verb, self._piece, self._pause = verb, piece, pause

        def answer(tag: bytes, line: bytes) -> bytes | None:
            if not line.startswith(self._verb):
                return script(tag, line)
            while self._open:
                self._open.sendall(self._piece)
                time.sleep(self._pause)
            return None

        super().__init__(answer=answer)


def ask(session: Session, often: int = 1) -> None:
    for _ in range(often):
        session.list()
        session.select("Drafts")


@pytest.mark.parametrize("verb", [b"CAPABILITY", b"AUTHENTICATE", b"LIST", b"SELECT"])
@pytest.mark.parametrize(
    ("piece", "pause", "fact"),
    [
        (b"* OK still at it\r\n", 0.1, "answers too slowly to go on"),
        (b"x", 0.1, "answers too slowly to go on"),
        (FLOOD, 0.0, "sends more than a mailbox can hold"),
        (b"y" * 60_000, 0.0, "sends more than a mailbox can hold"),
        (b"* LIST () {4294967296}\r\n", 0.0, "sends more than a mailbox can hold"),
    ],
)
def test_a_server_without_an_end_is_left_and_not_asked_again(
    verb: bytes, piece: bytes, pause: float, fact: str
) -> None:
    with Endless(verb, piece, pause) as server:
        settings = server.settings()
        before = time.monotonic()
        with (
            pytest.raises(StalledError) as caught,
            signed_in(settings, credentials(settings, "secret"), PATIENT) as session,
        ):
            ask(session)
        assert time.monotonic() - before < 10
    assert str(caught.value).startswith("localhost")
    assert f"the server {fact}" in str(caught.value)


def test_a_greeting_without_an_end_is_no_server() -> None:
    with Scripted(b"* OK " + b"z" * 5_000_000) as server:
        assert "sends more" in line_of(server.settings(), timeouts=PATIENT)


def test_all_of_it_has_an_end_and_the_wait_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("drafter.mailbox.connection._QUIET", 0.1)
    script, told = answers("AUTH=PLAIN SASL-IR"), list[str]()

    def slow(tag: bytes, line: bytes) -> bytes | None:
        time.sleep(0.3)
        return script(tag, line)

    with Scripted(answer=slow) as server:
        settings = server.settings()
        known = credentials(settings, "secret")
        limits = Timeouts(connect=5.0, answer=5.0, whole=1.5)
        with (
            pytest.raises(StalledError, match="stopped answering"),
            signed_in(settings, known, limits, told.append) as session,
        ):
            ask(session, 10)
    assert set(told) == {"Waiting for localhost ..."}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("[AUTHENTICATIONFAILED] Authentication failed.", "[AUTHENTICATIONFAILED]"),
        (
            "[ALERT] Use this: https://support.google.com/accounts/answer/185833 (No)",
            "https://support.google.com/accounts/answer/185833",
        ),
    ],
)
def test_the_words_that_would_help_are_shown(said: str, kept: str) -> None:
    with Scripted(answer=answers("", LOGIN=f"{{tag}} NO {said}\r\n")) as server:
        assert kept in line_of(server.settings(), error=SignInError)


@pytest.mark.parametrize("cut", range(4))
@pytest.mark.parametrize("before", ["", "\0ines\0", "user=ines\1auth=Bearer ", "ab"])
def test_a_secret_is_not_shown_however_it_travels(before: str, cut: int) -> None:
    spelt = b64encode(f"{before}{MARKER}".encode()).decode().rstrip("=")
    said = f"{{tag}} NO you sent {'x' * cut}{spelt}, which is wrong\r\n"
    with Scripted(answer=answers("", LOGIN=said)) as server:
        line = line_of(server.settings(), error=SignInError)
    assert "it repeated the secret" in line


@pytest.mark.parametrize(
    ("greeting", "fact"),
    [
        (
            b"* BYE Too many connections from you\r\n",
            "the server ends the connection at once: Too many connections from you",
        ),
        (b"* BYE [UNAVAILABLE] Later\r\n", "at once: [UNAVAILABLE] Later (try again"),
        (b"* PREAUTH welcome\r\n", "the server lets everybody in unasked (PREAUTH)"),
    ],
)
def test_a_greeting_that_is_no_welcome_has_its_own_sentence(
    greeting: bytes, fact: str
) -> None:
    with Scripted(greeting, answers("AUTH=PLAIN")) as server:
        assert fact in line_of(server.settings(), timeouts=AT_ONCE)
        assert_unspoken(server)
