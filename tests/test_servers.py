"""The real servers, their users, and the proxy's faults do what their names say.

What other tests conclude from them rests on this: a fault that does not happen, or a
`full` mailbox with room, would turn those tests into tests of nothing.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from imapclient import IMAPClient

from tests.conftest import ROOT
from tests.servers.fixtures import not_run
from tests.servers.process import DidNotStartError, Leashed, unprivileged
from tests.servers.proxy import Fault, Proxy, without


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server, User

MESSAGE = (
    b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Thank you\r\n"
    b"Message-ID: <1@example.org>\r\nDate: Tue, 02 Jun 2026 09:00:00 +0000\r\n\r\n"
    + b"Thank you for the afternoon.\r\n"
    * 10
)


@contextmanager
def through(proxy: Proxy, server: Server, user: User) -> Iterator[IMAPClient]:
    """A client that goes through a proxy, logged in; the link may break on it."""
    patience = 0.7 if proxy.plan.fault is Fault.STALL else 5
    client = IMAPClient(
        proxy.host, proxy.port, ssl_context=server.context(), timeout=patience
    )
    try:
        client.plain_login(user.login, user.password)
        yield client
    finally:
        with suppress(OSError, IMAPClient.AbortError):
            client.shutdown()


def stored(server: Server, user: User, folder: str = "Drafts") -> int:
    with server.open(user) as client:
        client.select_folder(folder, readonly=True)
        return len(client.search("ALL"))


def stored_in_the_end(server: Server, user: User) -> int:
    """How many there are once a server that was left alone has finished."""
    give_up = time.monotonic() + 2
    while not (count := stored(server, user)) and time.monotonic() < give_up:
        time.sleep(0.01)
    return count


def drafts_of(client: IMAPClient) -> list[tuple[str, bool]]:
    """Folders that are neither INBOX, Sent nor Trash, and whether they are marked."""
    return [
        (name, b"\\Drafts" in flags)
        for flags, _, name in client.list_folders()
        if name.split("/")[-1] not in ("INBOX", "Sent", "Trash")
    ]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("plain", [("Drafts", True)]),
        ("nodrafts", []),
        ("german", [("Entwürfe", True)]),
        ("japan", [("下書き", True)]),
        ("french", [("Brouillons", False)]),
    ],
)
def test_each_kind_of_user_has_the_drafts_folder_it_is_named_for(
    imap_server: Server, kind: str, found: list[tuple[str, bool]]
) -> None:
    with imap_server.open(imap_server.new_user(kind)) as client:
        assert drafts_of(client) == found
        marks = {mark for flags, _, _ in client.list_folders() for mark in flags}
        assert {b"\\Sent", b"\\Trash"} <= marks


def test_a_prefix_puts_everything_below_the_inbox(dovecot: Dovecot) -> None:
    with dovecot.open(dovecot.new_user("prefix")) as client:
        assert drafts_of(client) == [("INBOX/Drafts", True)]


def test_a_legacy_server_offers_nothing_and_marks_nothing(dovecot: Dovecot) -> None:
    user = dovecot.new_user("legacy")
    with dovecot.open(user) as client:
        assert client.capabilities() == (b"IMAP4REV1",)
        assert drafts_of(client) == [("Drafts", False)]


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [("full", "[Qq]uota"), ("readonly", "Permission"), ("nodrafts", "TRYCREATE")],
)
def test_a_mailbox_in_trouble_refuses_a_draft(
    imap_server: Server, kind: str, refusal: str
) -> None:
    user = imap_server.new_user(kind)
    with (
        imap_server.open(user) as client,
        pytest.raises(IMAPClient.Error, match=refusal),
    ):
        client.append("Drafts", MESSAGE)


def test_users_share_no_mail(imap_server: Server) -> None:
    one, other = imap_server.new_user(), imap_server.new_user()
    with imap_server.open(one) as client:
        client.append("Drafts", MESSAGE, (b"\\Draft", b"\\Seen"))
    assert (stored(imap_server, one), stored(imap_server, other)) == (1, 0)


def test_a_password_may_be_anything_and_a_wrong_one_is_refused(
    imap_server: Server,
) -> None:
    user = imap_server.new_user(password='pä ss"w:{x}\\')
    with imap_server.open(user) as client:
        client.noop()
    wrong = user._replace(password="pä ss")
    with pytest.raises(IMAPClient.Error), imap_server.open(wrong):
        pass


def oauth(server: Dovecot, mechanism: str, login: str, token: str) -> None:
    client = IMAPClient(server.host, server.tls_port, ssl_context=server.context())
    try:
        getattr(client, f"{mechanism}_login")(login, token)
        client.select_folder("Drafts")
    finally:
        client.shutdown()


@pytest.mark.parametrize("mechanism", ["oauth2", "oauthbearer"])
def test_a_token_is_good_as_long_as_the_test_says_so(
    dovecot: Dovecot, mechanism: str
) -> None:
    login = dovecot.new_user().login
    oauth(dovecot, mechanism, login, f"good-{login}")
    with pytest.raises(IMAPClient.Error):
        oauth(dovecot, mechanism, login, f"expired-{login}")
    dovecot.tokens["fresh"] = login
    oauth(dovecot, mechanism, login, "fresh")
    del dovecot.tokens["fresh"]
    with pytest.raises(IMAPClient.Error):
        oauth(dovecot, mechanism, login, "fresh")


@pytest.mark.parametrize(
    ("fault", "left"),
    [
        (Fault.CUT_BEFORE, 0),
        (Fault.CUT_LITERAL, 0),
        (Fault.CUT_AFTER, 1),
        (Fault.LOSE_OK, 1),
        (Fault.STALL, 1),
    ],
)
def test_a_fault_leaves_on_the_server_what_its_name_says(
    imap_server: Server, fault: Fault, left: int
) -> None:
    user = imap_server.new_user()
    with Proxy(imap_server, fault) as proxy:
        with (
            through(proxy, imap_server, user) as client,
            pytest.raises((OSError, IMAPClient.AbortError)) as caught,
        ):
            client.append("Drafts", MESSAGE)
        assert proxy.faults == 1
    assert isinstance(caught.value, TimeoutError) == (fault is Fault.STALL)
    wait = stored_in_the_end if fault is Fault.CUT_AFTER else stored
    assert wait(imap_server, user) == left


def test_a_fault_hits_the_append_it_is_told_and_once_only(dovecot: Dovecot) -> None:
    user = dovecot.new_user()
    with Proxy(dovecot, Fault.CUT_BEFORE, on=2) as proxy:
        with through(proxy, dovecot, user) as client:
            client.append("Drafts", MESSAGE)
            with pytest.raises((OSError, IMAPClient.AbortError)):
                client.append("Drafts", MESSAGE)
        with through(proxy, dovecot, user) as client:
            client.append("Drafts", MESSAGE)
            client.append("Drafts", MESSAGE)
        assert (proxy.faults, proxy.connections) == (1, 2)
    assert stored(dovecot, user) == 3


def test_a_fault_comes_back_when_told(dovecot: Dovecot) -> None:
    user = dovecot.new_user()
    with Proxy(dovecot, Fault.LOSE_OK, once=False) as proxy:
        for _ in range(2):
            with (
                through(proxy, dovecot, user) as client,
                pytest.raises((OSError, IMAPClient.AbortError)),
            ):
                client.append("Drafts", MESSAGE)
        assert proxy.faults == 2
    assert stored(dovecot, user) == 2


@pytest.mark.parametrize(
    ("fault", "remove"),
    [
        (Fault.LOSE_EXPUNGE, lambda client, uid: client.uid_expunge([uid])),
        (Fault.LOSE_MOVE, lambda client, uid: client.move([uid], "Trash")),
    ],
)
def test_a_lost_answer_to_a_removal_comes_after_the_removal(
    imap_server: Server, fault: Fault, remove: Callable[[IMAPClient, int], object]
) -> None:
    user = imap_server.new_user()
    with Proxy(imap_server, fault) as proxy:
        with through(proxy, imap_server, user) as client:
            client.append("Drafts", MESSAGE)
            client.append("Drafts", MESSAGE)
            client.select_folder("Drafts")
            first = client.search("ALL")[0]
            if fault is Fault.LOSE_EXPUNGE:
                client.delete_messages([first])
            with pytest.raises((OSError, IMAPClient.AbortError)):
                remove(client, first)
        assert proxy.faults == 1
    assert stored(imap_server, user) == 1
    assert stored(imap_server, user, "Trash") == (fault is Fault.LOSE_MOVE)


def test_the_wire_is_recorded_and_no_password_is(imap_server: Server) -> None:
    user = imap_server.new_user(password="hunter-two")
    with (
        Proxy(imap_server) as proxy,
        through(proxy, imap_server, user) as client,
    ):
        client.append("Drafts", MESSAGE)
        client.select_folder("Drafts")
        client.uid_expunge(client.search("ALL"))
        verbs = [c.verb for c in proxy.commands if c.verb != "CAPABILITY"]
        told = repr(proxy.commands)
    assert verbs[-4:] == ["APPEND", "SELECT", "UID SEARCH", "UID EXPUNGE"]
    assert "AUTHENTICATE" in verbs
    assert proxy.commands[-1].line == "UID EXPUNGE 1"
    assert "hunter" not in told
    assert "aHVudGVy" not in told  # the same in base64
    assert "AGh1bnRlc" not in told


def test_a_login_is_recorded_by_its_verb_alone(dovecot: Dovecot) -> None:
    user = dovecot.new_user(password="hunter two")
    with Proxy(dovecot) as proxy:
        client = IMAPClient(proxy.host, proxy.port, ssl_context=dovecot.context())
        client.login(user.login, user.password)
        client.shutdown()
        assert ("LOGIN", "LOGIN") in proxy.commands
        assert "hunter" not in repr(proxy.commands)


def test_round_trips_are_the_times_a_client_waits(imap_server: Server) -> None:
    user = imap_server.new_user()
    with Proxy(imap_server) as proxy, through(proxy, imap_server, user) as client:
        before = proxy.round_trips
        client.noop()
        assert proxy.round_trips == before + 1
        client.append("Drafts", MESSAGE)  # imaplib waits for leave to send the literal
        assert proxy.round_trips == before + 3


def test_latency_delays_every_answer_once(dovecot: Dovecot) -> None:
    user = dovecot.new_user()
    with (
        Proxy(dovecot, latency=0.05) as proxy,
        through(proxy, dovecot, user) as client,
    ):
        before = time.monotonic()
        client.noop()
        client.noop()
        assert 0.1 <= time.monotonic() - before < 0.5


def test_what_is_stored_can_differ_from_what_was_sent(imap_server: Server) -> None:
    user = imap_server.new_user()
    with (
        Proxy(
            imap_server, rewrite_literal=lambda sent: sent.replace(b"noon", b"dawn")
        ) as proxy,
        through(proxy, imap_server, user) as client,
    ):
        client.append("Drafts", MESSAGE)
        client.select_folder("Drafts")
        (read,) = client.fetch(client.search("ALL"), ["BODY.PEEK[]"]).values()
    assert read[b"BODY[]"] == MESSAGE.replace(b"noon", b"dawn")


def test_capabilities_and_marks_can_be_hidden(imap_server: Server) -> None:
    user = imap_server.new_user()
    hidden = without("MOVE", "UIDPLUS", "\\Drafts")
    with (
        Proxy(imap_server, rewrite_answer=hidden) as proxy,
        through(proxy, imap_server, user) as client,
    ):
        assert not {b"MOVE", b"UIDPLUS"} & set(client.capabilities())
        assert b"ENABLE" in client.capabilities()
        assert drafts_of(client) == [("Drafts", False)]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (b"* CAPABILITY IMAP4rev1 MOVE IDLE\r\n", b"* CAPABILITY IMAP4rev1 IDLE\r\n"),
        (b"* CAPABILITY IMAP4rev1 MOVE\r\n", b"* CAPABILITY IMAP4rev1\r\n"),
        (b"1 OK [CAPABILITY MOVE IDLE] in\r\n", b"1 OK [CAPABILITY IDLE] in\r\n"),
        (b'* LIST (\\Drafts \\A) "/" a\r\n', b'* LIST (\\A) "/" a\r\n'),
        (b'* LIST (\\Drafts) "/" a\r\n', b'* LIST () "/" a\r\n'),
        (b"1 OK MOVE done\r\n", b"1 OK MOVE done\r\n"),
    ],
)
def test_hiding_a_word_leaves_a_legal_line(line: bytes, left: bytes) -> None:
    assert without("move", "\\Drafts")(line) == left


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("expired", "certificate has expired"),
        ("wrong_name", "Hostname mismatch"),
        ("stranger", "self-signed certificate"),
    ],
)
def test_a_bad_certificate_is_refused_for_its_own_reason(
    dovecot: Dovecot, bad: str, reason: str
) -> None:
    shown = getattr(dovecot.certificates, bad)
    refused = pytest.raises(ssl.SSLCertVerificationError, match=reason)
    context = dovecot.context()
    with Proxy(dovecot, certificate=shown) as proxy:
        with refused:
            IMAPClient(proxy.host, proxy.port, ssl_context=context)
        assert proxy.commands == []
    with Proxy(dovecot, certificate=shown, security="starttls") as proxy:
        client = IMAPClient(proxy.host, proxy.port, ssl=False)
        with refused:
            client.starttls(context)
        assert [each.verb for each in proxy.commands] == ["CAPABILITY", "STARTTLS"]


def test_starttls_works_at_the_server_and_through_the_proxy(
    imap_server: Server,
) -> None:
    user = imap_server.new_user()
    with Proxy(imap_server, security="starttls") as proxy:
        for port in (imap_server.plain_port, proxy.port):
            client = IMAPClient(imap_server.host, port, ssl=False, timeout=2)
            client.starttls(imap_server.context())
            client.plain_login(user.login, user.password)
            client.append("Drafts", MESSAGE)
            client.logout()
    assert stored(imap_server, user) == 2


def test_a_plain_proxy_speaks_no_tls(imap_server: Server) -> None:
    user = imap_server.new_user()
    hidden = without("STARTTLS")
    with Proxy(imap_server, security="none", rewrite_answer=hidden) as proxy:
        client = IMAPClient(proxy.host, proxy.port, ssl=False, timeout=2)
        assert not client.has_capability("STARTTLS")
        client.plain_login(user.login, user.password)
        client.logout()


def test_no_thread_of_a_proxy_outlives_it(dovecot: Dovecot) -> None:
    before = threading.active_count()
    with Proxy(dovecot) as proxy:
        silent = socket.create_connection(("127.0.0.1", proxy.port))
        while not proxy.connections:
            time.sleep(0.001)
        assert threading.active_count() > before
    assert threading.active_count() == before
    silent.close()


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("name", ["dovecot", "cyrus"])
def test_no_server_outlives_a_process_that_is_killed(
    request: pytest.FixtureRequest, name: str
) -> None:
    request.getfixturevalue(name)  # or skip
    base = tempfile.mkdtemp(prefix="drafter-")
    code = (
        "import pathlib, time\n"
        f"from tests.servers import {name}\n"
        f"server = {name}.start(pathlib.Path({base!r}))\n"
        "print(server.tls_port, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        port = int(process.stdout.readline())
        assert listens(port)
        process.kill()
    give_up = time.monotonic() + 5
    while listens(port) and time.monotonic() < give_up:
        time.sleep(0.01)
    assert not listens(port)
    shutil.rmtree(base, ignore_errors=True)


def test_a_server_that_does_not_start_fails_with_its_log(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", "echo 'no such setting: colour'; exit 89"]
    broken = Leashed(command, unprivileged(), tmp_path / "log")
    with pytest.raises(DidNotStartError, match="no such setting: colour"):
        broken.wait_for_greeting(1, ssl.create_default_context())


def test_what_was_not_run_is_said_by_program_and_number() -> None:
    hint = "Cyrus is not installed (./run test unpacks it, as root on Debian)"
    assert not_run(
        [f"Skipped: {hint}", "Skipped: only on Windows", f"Skipped: {hint}"]
    ) == [f"NOT RUN: 2 tests need Cyrus, which is not on this machine: {hint}"]


def test_it_is_said_in_the_very_last_line_also_by_several_workers(
    tmp_path: Path,
) -> None:
    (tmp_path / "test_skipped.py").write_text(
        "import pytest\n"
        "@pytest.mark.parametrize('number', [1, 2, 3])\n"
        "def test_it(number):\n"
        "    pytest.skip('Dovecot is not installed (apt-get install dovecot-imapd)')\n"
    )
    plugins = ["-p", "tests.servers.fixtures", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", *plugins, "--rootdir=.", "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[-1] == (
        "NOT RUN: 3 tests need Dovecot, which is not on this machine:"
        " Dovecot is not installed (apt-get install dovecot-imapd)"
    )
