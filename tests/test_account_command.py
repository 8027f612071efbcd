"""`drafter account`: against a real server, with a real keyring, and without a trace of
the password."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from drafter.reading.config import read_config
from tests.conftest import ROOT
from tests.keyrings.secret_service import MISSING, desktop
from tests.keyrings.stand_ins import Memory, Talkative
from tests.typist import Typist


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desk import Desk
    from tests.servers.dovecot import Dovecot

MARKER = "mark-3r passw0rd Größe"
CONFIG = "# mine\ntone: brief   # short\n"


@pytest.fixture
def ring() -> Iterator[Memory]:
    """Take the place of the user's own keyring."""
    before, memory = keyring.get_keyring(), Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def config(desk: Desk, text: str | None = None) -> Path:
    path = desk.home / "config.yaml"
    if text is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return path


def names(desk: Desk) -> list[str]:
    data = config(desk).read_bytes()
    return [account.name for account in read_config(data, "c").accounts]


def at(server: Dovecot, address: str) -> str:
    """The options that name the test's server."""
    return (
        f"--address {address} --host localhost:{server.tls_port} "
        f"--ca-file {server.ca_file}"
    )


def test_add_signs_in_keeps_the_password_and_writes_the_account(
    desk: Desk, ring: Memory, dovecot: Dovecot
) -> None:
    user = dovecot.new_user(password=MARKER)
    path = config(desk, CONFIG)
    path.chmod(0o640)
    said = desk.run(
        f"account add {at(dovecot, user.address)}", typed=f"{MARKER}\n".encode()
    )
    assert f"as {user.login}, TLSv1.3" in said.stdout
    assert "drafts go to: Drafts (0 messages)" in said.stdout
    assert path.read_text() == (
        f"{CONFIG}accounts:\n  example:\n    address: {user.address}\n"
        f"    host: localhost\n    port: {dovecot.tls_port}\n"
        f'    ca_file: "{dovecot.ca_file}"\n'
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert ring.kept == {("drafter:localhost", user.address): MARKER}
    told = desk.run("account test")
    assert "with the secret from the keyring (" in told.stdout
    assert MARKER not in said.output + told.output
    files = [data for data, _ in desk.everything().values()]
    assert not any(MARKER.encode() in data for data in files)
    with dovecot.open(user) as client:
        assert client.select_folder("Drafts", readonly=True)[b"EXISTS"] == 0


def test_the_port_may_follow_the_host(desk: Desk, ring: Memory) -> None:
    line = "account add {} --no-test --address i@corvane.example --host"
    desk.run(f"{line.format('x')} imap.corvane.example:1993", typed=b"secret\n")
    text = config(desk).read_text()
    assert "host: imap.corvane.example\n    port: 1993\n" in text
    assert len(ring.kept) == 1
    for wrong in ("imap.corvane.example:x", "imaps://h", "h:0", "h:70000"):
        said = desk.run(f"{line.format('y')} {wrong}", code=2, typed=b"s")
        assert "'--host': that is not the name of a server (a name" in said.stderr
        assert wrong not in said.stderr


def test_a_wrong_password_leaves_nothing_behind(
    desk: Desk, ring: Memory, dovecot: Dovecot
) -> None:
    user = dovecot.new_user()
    before = desk.everything()
    said = desk.run(
        f"account add x {at(dovecot, user.address)}", code=6, typed=MARKER.encode()
    )
    fact, last = said.stderr.splitlines()
    assert fact.startswith(f"localhost does not let {user.login} in: ")
    assert fact.endswith("(is it the right password?)")
    assert last == "nothing was added"
    assert MARKER not in said.output
    assert (ring.kept, desk.everything()) == ({}, before)
    assert not config(desk).exists()


def test_a_wrong_password_of_an_account_says_how_to_keep_another(
    desk: Desk, ring: Memory, dovecot: Dovecot
) -> None:
    user = dovecot.new_user(password=MARKER)
    desk.run(f"account add x --no-test {at(dovecot, user.address)}", typed=b"old\n")
    fact, another = desk.run("account test", code=6).stderr.splitlines()
    assert fact.endswith("(is it the right password?)")
    command = another.removeprefix("another password: drafter ")
    assert command == "account password x"
    desk.run(command, typed=f"{MARKER}\n".encode())
    assert list(ring.kept.values()) == [MARKER]
    desk.run("account test")


def test_a_program_that_gives_a_wrong_password_is_not_overruled(
    desk: Desk, dovecot: Dovecot
) -> None:
    user = dovecot.new_user()
    line = f"account add x --no-test {at(dovecot, user.address)}"
    desk.run(f"{line} --password-command 'echo wrong'")
    (fact,) = desk.run("account test", code=6).stderr.splitlines()
    assert "is it the right password?" in fact


def test_a_server_that_is_not_there_leaves_nothing_behind(
    desk: Desk, ring: Memory
) -> None:
    line = "account add x --address a@b.example --host localhost:1 --tls none"
    said = desk.run(line, code=6, typed=b"secret\n")
    assert said.stderr.splitlines()[-1] == "nothing was added"
    assert not ring.kept
    assert not config(desk).exists()


def test_a_mailbox_without_drafts_is_refused_and_listed(
    desk: Desk, ring: Memory, dovecot: Dovecot
) -> None:
    user = dovecot.new_user("nodrafts")
    line = f"account add x {at(dovecot, user.address)}"
    said = desk.run(line, code=6, typed=b"secret")
    assert "Sent" in said.stderr
    assert "or name yours with `drafts:`" in said.stderr
    assert not ring.kept
    with dovecot.open(user) as client:
        client.create_folder("Notes")
    desk.run(f"{line} --drafts Notes", typed=b"secret")
    assert "drafts: Notes" in config(desk).read_text()
    assert stat.S_IMODE(config(desk).stat().st_mode) == 0o600


@pytest.mark.parametrize("auth", ["xoauth2", "oauthbearer"])
def test_a_token_is_printed_by_a_program_and_never_kept(
    desk: Desk, ring: Memory, dovecot: Dovecot, auth: str
) -> None:
    user = dovecot.new_user()
    line = f"account add x {at(dovecot, user.address)} --auth {auth} --token-command"
    said = desk.run(f"{line} 'echo good-{user.login}'")
    assert f"with the secret from echo good-{user.login}" in said.stdout
    assert not ring.kept
    assert f"token_command: [echo, good-{user.login}]" in config(desk).read_text()
    told = desk.run("account test").stdout
    assert f" as {user.login}, TLS" in told
    assert "drafts go to: Drafts (0 messages)" in told


def test_a_password_in_the_environment_is_used_and_not_kept(
    desk: Desk, ring: Memory, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = dovecot.new_user(password=MARKER)
    monkeypatch.setenv("DRAFTER_PASSWORD", MARKER)
    said = desk.run(f"account add x {at(dovecot, user.address)}")
    assert "DRAFTER_PASSWORD: used while that is set, and not kept\n" in said.stdout
    assert not ring.kept
    said = desk.run("account password x", typed=f"{MARKER}\n".encode())
    assert "DRAFTER_PASSWORD comes first while that is set" in said.stdout
    assert list(ring.kept.values()) == [MARKER]
    ring.kept.clear()
    monkeypatch.delenv("DRAFTER_PASSWORD")
    said = desk.run("account test x", code=6)
    assert "its password is not in the keyring" in said.stderr
    assert "DRAFTER_PASSWORD" in said.stderr


def test_a_token_in_the_environment_is_written_down_as_one(
    desk: Desk, ring: Memory, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = dovecot.new_user()
    monkeypatch.setenv("DRAFTER_TOKEN", f"good-{user.login}")
    said = desk.run(f"account add x {at(dovecot, user.address)}")
    kept = "DRAFTER_TOKEN: used while that is set, and not kept\n"
    assert kept in said.stdout
    told = desk.run("account password x", code=2, typed=b"secret\n").stderr
    assert "comes from DRAFTER_TOKEN: change it there" in told
    assert f"good-{user.login}" not in said.output + config(desk).read_text()
    monkeypatch.setenv("DRAFTER_TOKEN", f"bad-{user.login}")
    said = desk.run("account test", code=6)
    assert f"bad-{user.login}" not in said.output
    monkeypatch.delenv("DRAFTER_TOKEN")
    assert "auth: xoauth2 needs a token" in desk.run("account test", code=3).stderr
    assert not ring.kept


def test_a_token_that_just_expired_is_fetched_once_more(
    desk: Desk, dovecot: Dovecot
) -> None:
    user = dovecot.new_user()
    program = desk.note(
        "token.sh",
        f'echo x >>"$0.n"; test $(wc -l <"$0.n") = 2 && echo good-{user.login}'
        " || echo stale\n",
    )
    line = f"account add x {at(dovecot, user.address)} --token-command 'sh {program}'"
    desk.run(line)
    asked = program.with_name("token.sh.n")
    assert asked.read_text() == "x\n" * 2
    desk.run("account test", code=6)
    assert asked.read_text() == "x\n" * 4


def test_without_a_test_no_server_is_asked(desk: Desk, ring: Memory) -> None:
    line = "account add --address ines@gmail.com --no-test"
    said = desk.run(line, typed=f"{MARKER}\r\nmore\n".encode())
    assert said.stdout.index("app password only") < said.stdout.index("is kept there")
    assert ring.kept == {("drafter:imap.gmail.com", "ines@gmail.com"): MARKER}
    assert names(desk) == ["gmail"]
    said = desk.run("account add --address i@gmail.com --no-test", typed=b"x\n")
    assert names(desk) == ["gmail-2", "gmail"]
    said = desk.run(line, typed=b"x\n", code=2)
    assert "the account 'gmail' is for ines@gmail.com already" in said.stderr
    said = desk.run("account add gmail --address a@b.example", code=2)
    assert "there is an account 'gmail' already" in said.stderr
    assert "(another name: drafter account add NAME; or: account rem" in said.stderr


def test_microsoft_is_told_before_a_password_is_asked(desk: Desk, ring: Memory) -> None:
    said = desk.run("account add --address ines@outlook.com", typed=b"x\n", code=3)
    assert "Microsoft takes no password from mail programs" in said.stderr
    assert "docs/accounts.md" in said.stderr
    line = "account add --address ines@outlook.com --no-test --token-command"
    desk.run(f"{line} 'pizauth show work'")
    assert "token_command: [pizauth, show, work]" in config(desk).read_text()
    assert not ring.kept


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("account add", "--address is missing"),
        ("account add --address x", "'--address': not one email address"),
        ("account add --address a@b.example", "--host is missing: the IMAP server of"),
        ("account add 'a b' --address a@gmail.com", "'a b' is no name for an account"),
        ("account add ../x --address a@gmail.com", "is no name for an account"),
        (
            "account add --address a@gmail.com --password-command 'pass \"x'",
            "'--password-command': No closing quotation",
        ),
        ("account add --address a@gmail.com --token-command ''", "there is no word"),
        ("account add --password x", "No such option"),
        ("account add --address a@b.example --host h --port 0", "--port"),
        (
            "account add --address a@b.example --host h:993 --port 994",
            "--port: the port 993 stands in --host already",
        ),
        ("account remove", "Missing argument"),
    ],
)
def test_a_wrong_command_line_is_told(desk: Desk, line: str, fact: str) -> None:
    assert fact in desk.run(line, code=2, typed=b"secret\n").stderr
    assert not config(desk).exists()


@pytest.mark.parametrize(
    ("options", "fact", "remedy"),
    [
        (
            "--ca-file nosuch.pem",
            "there is no file {folder}/nosuch.pem",
            "mend `ca_file:`",
        ),
        (
            "--host h --tls none",
            "tls: none would send the secret to h in the clear",
            "write implicit or starttls; none is for this machine only",
        ),
        (
            "--user 'a b'",
            "the user name 'a b' has a blank or a control character",
            "type it again",
        ),
    ],
)
def test_what_was_typed_is_not_told_of_config(
    desk: Desk, options: str, fact: str, remedy: str
) -> None:
    said = desk.run(f"account add x --address a@gmail.com {options}", code=3)
    fact = f"what you typed: account x: {fact.format(folder=desk.folder)}"
    assert said.stderr == f"{fact} ({remedy})\n"
    config(desk, "accounts: {x: {address: a@gmail.com, ca_file: no.pem}}\n")
    said = desk.run("account test", code=3)
    assert said.stderr.startswith(f"{config(desk)}: account x: there is no file ")


def test_an_option_that_needs_a_token_is_named(desk: Desk) -> None:
    line = "account add x --address a@gmail.com --auth xoauth2"
    said = desk.run(line, code=3).stderr
    assert said.startswith(
        "what you typed: account x: auth: xoauth2 needs a token, and nothing gives"
    )
    assert not config(desk).exists()


@pytest.mark.parametrize("typed", [b"", b"\n", b"\xff\xfe\n", b"a\tb\n"])
def test_a_pipe_without_a_password_is_told(
    desk: Desk, ring: Memory, typed: bytes
) -> None:
    line = "account add --address ines@gmail.com --no-test"
    assert "<stdin>: " in desk.run(line, code=6, typed=typed).stderr
    assert not ring.kept
    assert not config(desk).exists()


def test_what_config_cannot_take_is_told_before_a_password_is_asked(
    desk: Desk, ring: Memory
) -> None:
    text = "accounts: {work: {address: i@work.example, host: h.example}}\n"
    config(desk, text)
    said = desk.run(
        "account add --address i@gmail.com --no-test", code=3, typed=b"secret\n"
    )
    assert "yourself: gmail: {address: i@gmail.com})" in said.stderr
    assert "app password" not in said.stdout
    assert (config(desk).read_text(), ring.kept) == (text, {})


def test_an_unwritable_config_takes_the_password_back(
    desk: Desk, ring: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    config(desk, CONFIG)
    ring.kept["drafter:imap.gmail.com", "i@gmail.com"] = "an older one"
    monkeypatch.setattr("drafter.accounts.rewrite", full)
    line = "account add --address {}@gmail.com --no-test"
    for name in "ij":
        said = desk.run(line.format(name), code=6, typed=MARKER.encode())
        assert "no space left on device" in said.stderr
    assert ring.kept == {("drafter:imap.gmail.com", "i@gmail.com"): "an older one"}
    assert {p.name for p in desk.home.iterdir()} == {"config.yaml"}
    assert config(desk).read_text() == CONFIG


def test_a_keyring_that_fails_writes_no_account(desk: Desk, ring: Memory) -> None:
    del ring
    keyring.set_keyring(Talkative())  # type: ignore[no-untyped-call]
    line = "account add --address i@gmail.com --no-test"
    said = desk.run(line, code=6, typed=MARKER.encode())
    fact = "the account is NOT added: the keyring could not keep the password: OSError"
    assert said.stderr.splitlines()[0] == fact
    assert MARKER not in said.output
    assert not config(desk).exists()


def test_without_a_keyring_one_command_adds_the_account_all_the_same(
    desk: Desk, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = dovecot.new_user(password=MARKER)
    before = keyring.get_keyring()
    line = f"account add x {at(dovecot, user.address)}"
    try:
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
        said = desk.run(line, code=6, typed=f"{MARKER}\n".encode())
    finally:
        keyring.set_keyring(before)
    assert "drafts go to: Drafts" in said.stdout
    fact, how = said.stderr.splitlines()
    assert fact == "the account is NOT added: this machine has no keyring"
    assert how.endswith('again with --password-command "pass show mail/x"')
    assert not config(desk).exists()
    program = desk.note("bin/pass", f"#!/bin/sh\necho '{MARKER}' # \"$@\"\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    desk.run(f"{line} --password-command 'pass show mail/x'")
    desk.run("account test x")
    assert MARKER not in config(desk).read_text() + said.output


def test_a_link_into_dotfiles_stays_one(desk: Desk, ring: Memory) -> None:
    assert not ring.kept
    real = desk.note("dotfiles/drafter.yaml", CONFIG)
    desk.home.mkdir()
    config(desk).symlink_to(real)
    desk.run("account add --address i@gmail.com --no-test", typed=b"x")
    assert config(desk).is_symlink()
    assert real.read_text().startswith(f"{CONFIG}accounts:\n")


def test_lists_accounts_without_net_or_keyring(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "nobody.wrote.This")
    assert "no account yet (drafter account add)" in desk.run("account").stdout
    config(
        desk,
        "accounts:\n  home: {address: i@gmail.com, password_command: pass show x}\n"
        "  work: {address: i@work.example, host: imap.work.example, tls: starttls}\n",
    )
    told = desk.run("account").stdout
    assert told == desk.run("account list").stdout
    assert "i@gmail.com at imap.gmail.com:993, implicit TLS" in told
    assert "password from pass show x" in told
    assert "i@work.example at imap.work.example:143, starttls TLS" in told
    assert "password from the keyring" in told


def test_an_account_that_is_wrong_does_not_hide_the_others(desk: Desk) -> None:
    config(
        desk,
        "accounts:\n  ms: {address: i@outlook.com}\n  home: {address: i@gmail.com}\n",
    )
    said = desk.run("account list", code=3)
    assert "account ms: Microsoft takes no password" in said.stderr
    assert "i@gmail.com at imap.gmail.com:993" in said.stdout


def test_test_names_an_account_that_is_not_there(desk: Desk) -> None:
    none = "there is no mail account yet (add one: drafter account add)"
    for line in ("account test", "account test home", "account password home"):
        assert none in desk.run(line, code=3).stderr
    config(desk, "accounts:\n  home: {address: i@gmail.com}\n")
    assert "did you mean home?" in desk.run("account test hoem", code=3).stderr


def test_remove_takes_the_account_and_its_password(desk: Desk, ring: Memory) -> None:
    config(desk, CONFIG)
    for name in ("one", "two"):
        line = f"account add {name} --address i@gmail.com --no-test"
        desk.run(line, typed=b"secret")
    desk.run("account remove one", code=2)
    assert "add --yes" in desk.run("account remove one", code=2).stderr
    told = desk.run("account remove one --yes").stdout
    assert "another account uses it" in told
    assert ring.kept
    told = desk.run("account remove two --yes").stdout
    assert "its password is removed from the keyring" in told
    assert not ring.kept
    assert config(desk).read_text() == f"{CONFIG}accounts:\n"
    said = desk.run("account remove two --yes", code=3)
    assert "there is no mail account yet" in said.stderr


def test_an_account_is_removed_also_if_the_keyring_is_locked(desk: Desk) -> None:
    before = keyring.get_keyring()
    config(desk, "accounts:\n  home:\n    address: i@gmail.com\n")
    try:
        keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
        said = desk.run("account remove home --yes")
    finally:
        keyring.set_keyring(before)
    assert "may still be there: this machine has no keyring" in said.stderr
    assert names(desk) == []


def test_another_password_is_kept_once_it_works(
    desk: Desk, ring: Memory, dovecot: Dovecot
) -> None:
    user = dovecot.new_user(password=MARKER)
    desk.run(f"account add x --no-test {at(dovecot, user.address)}", typed=b"old\n")
    text = config(desk).read_bytes()
    key = ("drafter:localhost", user.address)
    said = desk.run("account password x", code=6, typed=b"wrong\n")
    assert said.stderr.splitlines()[1:] == ["the password is not changed"]
    assert ring.kept == {key: "old"}
    said = desk.run("account password x", typed=f"{MARKER}\n".encode())
    assert ring.kept == {key: MARKER}
    assert MARKER not in said.output
    assert config(desk).read_bytes() == text
    desk.run("account test x")


def test_a_secret_that_is_kept_elsewhere_is_changed_there(
    desk: Desk, ring: Memory
) -> None:
    line = "--address a@b.example --host h.example --password-command 'pass show x'"
    desk.run(f"account add x --no-test {line}")
    said = desk.run("account password x", code=2, typed=b"other\n")
    assert "comes from pass show x: change it there" in said.stderr
    assert not ring.kept


def on_a_terminal(words: list[str], answers: list[tuple[str, str]]) -> tuple[str, int]:
    """Run drafter there and answer what it asks; what was shown, and the exit code."""
    typist, keys = Typist(*words), ""
    for question, answer in answers:
        typist.reply(question, answer, after=keys)
        keys = answer
    code = typist.leave(keys)
    return typist.shown, code


@pytest.fixture
def no_ring(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked on a terminal is for a keyring that keeps nothing."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("DRAFTER_HOME", str(desk.home))
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.mark.usefixtures("no_ring")
def test_on_a_terminal_everything_missing_is_asked_and_the_password_is_not_shown(
    desk: Desk, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = dovecot.new_user(password=MARKER)
    monkeypatch.setenv("DRAFTER_CA_FILE", str(dovecot.ca_file))
    answers = [
        ("Address: ", "not an address\n"),
        ("Address: ", f"{user.address}\n"),
        ("Server: ", "imaps://localhost\n"),
        ("Server: ", "localhost:no\n"),
        ("Server: ", "localhost:70000\n"),
        ("Server: ", f"localhost:{dovecot.tls_port}\n"),
        (f"Password of {user.login} at localhost: ", f"{MARKER}\n"),
    ]
    shown, code = on_a_terminal(["account", "add"], answers)
    assert code == 6, shown
    assert "the IMAP server of example.org is not known" in shown
    assert "drafts go to: Drafts" in shown
    assert "did not keep the password" in shown
    assert "Usage:" not in shown
    assert MARKER not in shown
    assert not config(desk).exists()


@pytest.mark.usefixtures("no_ring")
def test_a_password_at_another_question_is_not_repeated() -> None:
    words = ["account", "add", "--address", "i@example.org", "--no-test"]
    answers = [
        ("Server: ", f"{MARKER}\n"),
        ("Server: ", "\x03"),
    ]
    shown, code = on_a_terminal(words, answers)
    assert code == 130, shown
    assert "that is not the name of a server" in shown
    assert shown.count(MARKER) == 1, "the terminal's own echo"


@pytest.mark.usefixtures("no_ring")
@pytest.mark.parametrize("wrong", [1, 3])
def test_a_mistyped_password_is_asked_again_three_times_at_most(
    dovecot: Dovecot, wrong: int
) -> None:
    user = dovecot.new_user(password=MARKER)
    words = ["account", "add", "--address", user.address]
    words += ["--ca-file", str(dovecot.ca_file)]
    question = f"Password of {user.login} at localhost: "
    right = [(question, f"{MARKER}\n")] if wrong < 3 else []
    answers = [
        ("Server: ", f"localhost:{dovecot.tls_port}\n"),
        *[(question, "wrong\n")] * wrong,
        *right,
    ]
    shown, code = on_a_terminal(words, answers)
    assert code == 6, shown
    assert "Port" not in shown
    assert shown.count("(is it the right password?)") == wrong
    assert shown.count(question) == min(wrong + 1, 3)
    assert "account password" not in shown
    assert ("nothing was added" in shown) == (not right)
    assert ("the account is NOT added" in shown) == bool(right)


@pytest.mark.usefixtures("no_ring")
def test_remove_asks_on_a_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    path = config(desk, "accounts:\n  home:\n    address: i@gmail.com\n")
    words = ["account", "remove", "home"]
    question = "Remove the account home and its password? [y/N]: "
    shown, code = on_a_terminal(words, [(question, "n\n")])
    assert (code, names(desk)) == (1, ["home"]), shown
    shown, code = on_a_terminal(words, [(question, "\x03")])
    assert (code, names(desk)) == (130, ["home"]), shown
    shown, code = on_a_terminal(words, [(question, "y\n")])
    assert (code, path.read_text()) == (0, "accounts:\n"), shown


@pytest.mark.skipif(bool(MISSING), reason=MISSING)
def test_with_a_real_keyring_from_add_to_remove(dovecot: Dovecot) -> None:
    user = dovecot.new_user(password=MARKER)
    drafter = (sys.executable, "-m", "drafter", "account")
    with desktop() as one:
        added = one.run(
            *drafter, "add", "x", *at(dovecot, user.address).split(), typed=MARKER
        )
        assert added.returncode == 0, added.stderr
        assert (
            "the keyring (SecretService Keyring): the password is kept there"
            in added.stdout
        )
        words = ("lookup", "service", "drafter:localhost", "username", user.login)
        assert one.run("secret-tool", *words).stdout == MARKER
        tested = one.run(*drafter, "test")
        assert "the secret from the keyring (SecretService Keyring)" in tested.stdout
        locked = one.run(*drafter, "test", unlocked=False)
        assert locked.returncode == 6
        assert "the keyring is locked (unlock it, or " in locked.stderr
        removed = one.run(*drafter, "remove", "x", "--yes")
        assert "its password is removed from the keyring" in removed.stdout
        assert one.run("secret-tool", *words).stdout == ""
        for done in (added, tested, locked, removed):
            assert MARKER not in done.stdout + done.stderr
        texts = [p for p in (one.home / "drafter").rglob("*") if p.is_file()]
        assert not any(MARKER.encode() in p.read_bytes() for p in texts)


def command_lines() -> str:
    """Every command line of the machine, as everybody may read it."""
    done = subprocess.run(
        ["ps", "-eww", "-o", "args="], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_password_is_in_no_command_line_while_drafter_runs(
    desk: Desk, dovecot: Dovecot
) -> None:
    user = dovecot.new_user(password=MARKER)
    secret = desk.note("secret", f"{MARKER}\n")
    slow = desk.note("slow.sh", f"sleep 0.3; cat {secret}; sleep 0.3\n")
    words = ["account", "add", *at(dovecot, user.address).split()]
    words += ["--password-command", f"sh {slow}"]
    environment = {**os.environ, "DRAFTER_HOME": str(desk.home)}
    seen = []
    with subprocess.Popen(
        [sys.executable, "-m", "drafter", *words], cwd=ROOT, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as running:  # fmt: skip
        while running.poll() is None:
            seen.append(command_lines())
            time.sleep(0.02)
        assert running.stdout
        said = running.stdout.read()
    assert running.returncode == 0, said
    assert any("slow.sh" in lines for lines in seen)
    assert not any(MARKER in lines for lines in seen)
    assert MARKER not in said + config(desk).read_text()


@pytest.mark.parametrize(
    "body",
    [
        "cat secret; exit 3",
        "cat secret; cat secret >&2; exit 3",
        "cat secret; printf '\\033[0m'; cat secret",
        "printf '\\377'; cat secret",
        "echo wrong-; cat secret",
    ],
)
def test_a_program_that_fails_is_not_quoted(
    desk: Desk, dovecot: Dovecot, body: str
) -> None:
    user = dovecot.new_user()
    desk.note("secret", MARKER)
    program = desk.note("program.sh", f"{body}\n")
    line = f"account add {at(dovecot, user.address)} --password-command 'sh {program}'"
    said = desk.run(line, code=6)
    assert said.stderr.removesuffix("nothing was added\n").count("\n") == 1
    assert MARKER not in said.output
    assert not config(desk).exists()


def test_every_line_in_the_manual_can_be_pasted(desk: Desk) -> None:
    text = (ROOT / "docs" / "accounts.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 6
    desk.note(str(desk.home / "cert.pem"), "")
    for block in blocks:
        config(desk, block)
        assert " at " in desk.run("account list").stdout, block
    for program in ("oama", "pizauth", "mutt_oauth2.py", "emailproxy"):
        assert program in text
