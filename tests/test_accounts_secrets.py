"""Where a secret comes from, what a program may print, and that nothing shows it."""

from __future__ import annotations

import copy
import os
import pickle
import stat
import subprocess
import sys
import time
import traceback
from typing import TYPE_CHECKING, Any

import keyring
import pytest

from drafter.accounts import secrets
from drafter.accounts.secrets import Credentials, Secret, run_command, where_from
from drafter.accounts.settings import settings_of
from drafter.address import Address
from drafter.errors import NotDeliveredError
from drafter.reading.config import Account
from tests.conftest import ROOT
from tests.keyrings.stand_ins import Memory


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drafter.accounts.settings import Settings

MARKER = "mark-3r-passw0rd"


def settings(**fields: Any) -> Settings:
    address = Address.parse("ines@mail.example")
    account = Account("mine", address, host="imap.mail.example", **fields)
    return settings_of(account, "c", has_token=True)._replace(
        auth=fields.get("auth", "password")
    )


@pytest.fixture
def ring() -> Iterator[Memory]:
    """Take the place of the user's own keyring."""
    before, memory = keyring.get_keyring(), Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def script(tmp_path: Path) -> Any:
    """Write a program of the user's and give its command line."""

    def write(body: str) -> tuple[str, ...]:
        path = tmp_path / "secret program.sh"
        path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return (str(path), "show", "mail/personal")

    return write


def failed(argv: tuple[str, ...], patience: float = 60) -> str:
    with pytest.raises(NotDeliveredError) as caught:
        run_command(argv, patience)
    (line,) = caught.value.lines
    whole = "".join(traceback.format_exception(caught.value))
    assert MARKER not in whole
    assert caught.value.__context__ is None
    return line


def test_a_secret_is_never_shown() -> None:
    secret = Secret(MARKER)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>20}", "%s" % secret]  # noqa: UP031
    shown += [
        repr([secret]),
        repr({"a": secret}),
        repr(vars(Credentials)),
        repr(dir(secret)),
    ]
    assert not any(MARKER in text for text in shown)
    for write in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never written out"):
            write(secret)
    assert str not in type(secret).__mro__
    assert secret.reveal() == MARKER
    credentials = Credentials(settings(), {"DRAFTER_PASSWORD": MARKER}, None)
    credentials.secret()
    assert MARKER not in repr(credentials)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("echo four words here", "four words here"),
        ("printf 'no newline'", "no newline"),
        ("printf 'first\\r\\nsecond\\n'", "first"),
        ("echo ' blanks around '", " blanks around "),
        ("echo 'Größe ☃'", "Größe ☃"),
        ('echo "$1-$2"', "show-mail/personal"),
        ("cat; echo end", "end"),
        ("echo warning >&2; echo x", "x"),
    ],
)
def test_takes_the_first_line_a_program_prints(
    script: Any, body: str, expected: str
) -> None:
    assert run_command(script(body)).reveal() == expected


def test_no_shell_reads_the_words(script: Any, tmp_path: Path) -> None:
    words = (*script('printf "%s|" "$@"'), f"$(touch {tmp_path}/x)", "; ls", "*")
    assert run_command(words).reveal().endswith(f"|$(touch {tmp_path}/x)|; ls|*|")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"echo {MARKER}; exit 3", "' show mail/personal: it failed with exit code 3"),
        (
            f"echo {MARKER}; echo; echo '  gpg: no key' >&2; echo more >&2; exit 2",
            "mail/personal: it failed with exit code 2: gpg: no key",
        ),
        (
            f"echo {MARKER}; echo 'cannot use {MARKER}' >&2; exit 1",
            "mail/personal: it failed with exit code 1",
        ),
        ("kill -9 $$", "mail/personal: it failed with signal 9"),
        (":", "mail/personal: its first line is empty (try it yourself)"),
        (f"echo; echo {MARKER}", "its first line is empty (try it yourself)"),
        ("printf '\\377\\376 x'", "mail/personal: it is not UTF-8"),
        (
            f"printf '{MARKER}\\033[0m'",
            "there is a control character in it (print the secret alone)",
        ),
    ],
)
def test_what_goes_wrong_has_its_sentence(
    script: Any, body: str, expected: str
) -> None:
    assert failed(script(body)).endswith(expected)


def test_a_program_that_is_not_there() -> None:
    line = failed(("no-such-program-here", "show"))
    assert line.startswith("no-such-program-here: there is no such program")


def test_a_program_that_cannot_be_run(tmp_path: Path) -> None:
    assert "it cannot be run: permission denied" in failed((str(tmp_path),))
    assert "it cannot be run: " in failed(("echo", "a\x00b"))


def test_a_program_that_does_not_end(script: Any) -> None:
    start = time.monotonic()
    line = failed(script(f"echo {MARKER}; sleep 30"), patience=0.3)
    assert line.endswith("it did not end within 0.3 seconds (try it yourself)")
    assert time.monotonic() - start < 10


def test_ctrl_c_ends_the_program_too(script: Any, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    program = f"""
import os, signal, subprocess, sys, time
from drafter.accounts.secrets import run_command
signal.signal(signal.SIGINT, signal.default_int_handler)
inside = subprocess.Popen._communicate
def pressed(*words):
    while not (os.path.exists({str(pid)!r}) and open({str(pid)!r}).read().strip()):
        time.sleep(0.01)
    signal.raise_signal(signal.SIGINT)
    return inside(*words)
subprocess.Popen._communicate = pressed
try:
    run_command(sys.argv[1:])
except KeyboardInterrupt:
    print('passed on')
"""
    words = script(f'echo $$ >"{pid}"; exec sleep 30')
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=ROOT, capture_output=True,
        text=True, timeout=25, check=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.stdout == "passed on\n"
    assert not is_running(pid.read_text().strip())


def is_running(pid: str) -> bool:
    """Whether a process is there and not just waiting to be counted."""
    done = subprocess.run(
        ["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False
    )
    return bool(done.stdout.strip()) and not done.stdout.startswith("Z")


def test_the_program_gets_the_terminal_but_no_piped_input(script: Any) -> None:
    words = script('if [ -t 0 ]; then tty; else echo "none: $(cat)"; fi')
    program = "import sys; from drafter.accounts.secrets import run_command\n"
    program += "print(run_command(sys.argv[1:]).reveal())"
    line = [sys.executable, "-c", program, *words]
    typed = subprocess.run(
        line, cwd=ROOT, input="an interview\n", capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert typed.stdout == "none: \n"
    ours, theirs = os.openpty()
    try:
        for streams in (
            {"stdin": theirs},
            {"stdin": subprocess.PIPE, "stderr": theirs},
        ):
            done = subprocess.run(
                line, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
                **streams,  # type: ignore[call-overload]
            )  # fmt: skip
            assert done.stdout.strip() == os.ttyname(theirs)
    finally:
        os.close(ours)
        os.close(theirs)


def test_the_order_of_sources(ring: Memory, script: Any) -> None:
    words = script("echo from-program")
    plain, asked = settings(), []
    ring.kept[secrets.key(plain)] = "from-keyring"

    def ask(question: str) -> str:
        asked.append(question)
        return "from-person"

    sources = [
        (
            settings(password_command=words),
            {"DRAFTER_PASSWORD": "from-env"},
            "from-env",
        ),
        (settings(password_command=words), {"DRAFTER_TOKEN": "t"}, "from-program"),
        (plain, {"DRAFTER_PASSWORD": ""}, "from-keyring"),
        (settings(user="else"), {}, "from-person"),
    ]
    for one, environment, expected in sources:
        credentials = Credentials(one, environment, ask)
        assert credentials.secret().reveal() == expected
        assert credentials.secret() is credentials.secret()
        assert credentials.source
        assert expected not in credentials.source
    assert asked == ["Password of else at imap.mail.example"]
    given = Credentials(plain, {}, ask, Secret("just typed"))
    assert given.secret().reveal() == "just typed"


def test_a_message_names_the_source(ring: Memory) -> None:
    words = ("echo", MARKER[::-1])
    named = {
        "echo " + MARKER[::-1]: settings(password_command=words),
        "the keyring (stand ins Memory)": settings(),
    }
    ring.kept[secrets.key(settings())] = MARKER
    for source, one in named.items():
        credentials = Credentials(one, {}, None)
        credentials.secret()
        assert credentials.source == source
    assert where_from(settings(), {}) == "the keyring"
    assert where_from(settings(), {"DRAFTER_PASSWORD": MARKER}) == "DRAFTER_PASSWORD"
    assert where_from(settings(password_command=("pass", "a b")), {}) == "pass 'a b'"


def test_a_program_that_fails_is_not_followed_by_a_question(ring: Memory) -> None:
    one = settings(password_command=("false",))
    ring.kept[secrets.key(one)] = "stale"
    with pytest.raises(NotDeliveredError, match="false: it failed with exit code 1"):
        Credentials(one, {}, lambda _: "typed").secret()


def test_nobody_to_ask_names_the_ways_out(ring: Memory) -> None:
    assert not ring.kept
    with pytest.raises(NotDeliveredError) as caught:
        Credentials(settings(), {}, None).secret()
    (line,) = caught.value.lines
    for way in ("drafter account add", "password_command", "DRAFTER_PASSWORD"):
        assert way in line


def test_without_a_keyring_a_person_is_asked_and_told_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keyring.core._keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    asked: list[str] = []
    typed = Credentials(settings(), {}, lambda q: asked.append(q) or "typed")  # type: ignore[func-returns-value]
    assert typed.secret().reveal() == "typed"
    assert asked[0].endswith("at imap.mail.example (this machine has no keyring)")
    with pytest.raises(secrets.KeychainError, match="this machine has no keyring"):
        Credentials(settings(), {}, None).secret()


@pytest.mark.parametrize("typed", ["", "a\tb", "a\udcffb"])
def test_what_cannot_be_a_password_is_refused(ring: Memory, typed: str) -> None:
    assert not ring.kept
    with pytest.raises(NotDeliveredError, match=r"^what you typed: "):
        Credentials(settings(), {}, lambda _: typed).secret()


def test_a_token_is_fetched_once_more_and_then_no_more(
    script: Any, tmp_path: Path
) -> None:
    words = script(f'echo x >>"{tmp_path}/n"; echo token-$(wc -l <"{tmp_path}/n")')
    credentials = Credentials(settings(auth="xoauth2", token_command=words), {}, None)
    assert credentials.secret().reveal() == "token-1"
    renewed = credentials.renewed()
    assert renewed
    assert renewed.reveal() == "token-2" == credentials.secret().reveal()
    assert credentials.renewed() is None
    assert (tmp_path / "n").read_text() == "x\n" * 2


def test_nothing_else_is_fetched_again(ring: Memory) -> None:
    ring.kept[secrets.key(settings())] = "kept"
    for one, environment in (
        (settings(), {}),
        (settings(password_command=("echo", "x")), {}),
        (settings(auth="xoauth2"), {"DRAFTER_TOKEN": "t"}),
    ):
        credentials = Credentials(one, environment, None)
        credentials.secret()
        assert credentials.renewed() is None


def test_a_token_comes_from_no_keyring_and_no_person(ring: Memory) -> None:
    one = settings(auth="oauthbearer")
    ring.kept[secrets.key(one)] = "password"
    with pytest.raises(NotDeliveredError, match="nothing gives a token"):
        Credentials(one, {}, lambda _: "typed").secret()
