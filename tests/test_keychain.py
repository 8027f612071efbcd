"""Passwords in real keyrings: a Secret Service in a session of its own, and what is
none."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import traceback
from typing import TYPE_CHECKING, Any

import keyring
import pytest

from drafter.accounts import secrets
from drafter.accounts.secrets import Secret
from tests.keyrings.acts import ALICE
from tests.keyrings.secret_service import MISSING, Desktop, desktop
from tests.keyrings.stand_ins import Memory, Talkative


if TYPE_CHECKING:
    from collections.abc import Iterator

needs_gnome = pytest.mark.skipif(bool(MISSING), reason=MISSING)
PASSWORDS = [
    "hunter2",
    "four words with blanks ",
    "quotes \" ' ` and \\ a backslash $HOME %s",
    "Größe ☃ 下書き \U0001f511",
    "x" * 2000,
]
SERVICE = "SecretService Keyring"
PROGRAM = "tests.keyrings.acts"
MISSING_MODULE = (
    "the keyring could not keep the password: "
    "ModuleNotFoundError No module named 'nobody'"
)


Act = tuple[str, str, str]


@pytest.fixture(scope="module")
def home() -> Iterator[Desktop]:
    with desktop() as one:
        yield one


def does(home: Desktop, *acts: Act, unlocked: bool = True, **more: str) -> list[Any]:
    """What comes of acts on the keyring, in a login of their own."""
    line = (sys.executable, "-m", PROGRAM)
    done = home.run(*line, typed=json.dumps(acts), unlocked=unlocked, **more)
    assert done.returncode == 0, done.stderr
    results: list[Any] = json.loads(done.stdout)
    return results


def store(text: str, user: str = "alice") -> Act:
    return "store", user, text


def recall(user: str = "alice") -> Act:
    return "recall", user, ""


def forget(user: str = "alice") -> Act:
    return "forget", user, ""


@needs_gnome
def test_passwords_come_back_in_the_next_login(home: Desktop) -> None:
    users = [f"user {number}" for number in range(len(PASSWORDS))]
    recalls = [recall(user) for user in users]
    stores = [store(text, user) for text, user in zip(PASSWORDS, users, strict=True)]
    none, kept = [None] * len(users), [SERVICE] * len(users)
    assert does(home, *recalls, *stores) == [*none, *kept]
    assert does(home, *recalls) == PASSWORDS


@needs_gnome
def test_other_programs_find_it_by_server_and_user(home: Desktop) -> None:
    does(home, store(PASSWORDS[3], "others"))
    words = shlex.split("lookup service drafter:imap.example.org username others")
    assert home.run("secret-tool", *words).stdout == PASSWORDS[3]


@needs_gnome
def test_a_newer_password_takes_the_place_of_the_older(home: Desktop) -> None:
    acts = [store("old", "n"), store("new", "n"), forget("n"), recall("n"), forget("n")]
    assert does(home, *acts) == [SERVICE, SERVICE, True, None, False]


@needs_gnome
def test_a_locked_keyring_says_so_and_keeps_what_it_has(home: Desktop) -> None:
    does(home, store("hunter2"))
    for fact, line in does(home, store("other"), recall(), forget(), unlocked=False):
        assert fact == "the keyring is locked"
        assert line == (
            "the keyring is locked (unlock it, or set password_command, or "
            "DRAFTER_PASSWORD in the environment; see docs/accounts.md)"
        )
    assert does(home, recall()) == ["hunter2"]


@needs_gnome
def test_of_a_chain_only_the_safe_one_is_used(home: Desktop) -> None:
    shown = "import keyring; print(keyring.get_keyring().name)"
    done = home.run(sys.executable, "-c", shown, PYTHON_KEYRING_BACKEND="")
    assert "chainer" in done.stdout
    acts = store("hunter2", "chain"), recall("chain")
    found = does(home, *acts, PYTHON_KEYRING_BACKEND="")
    assert found == [SERVICE, "hunter2"]
    found = does(home, *acts, unlocked=False, PYTHON_KEYRING_BACKEND="")
    assert [one[0] for one in found] == ["the keyring is locked"] * 2
    assert not list(home.home.rglob("*.cfg"))


@pytest.mark.parametrize("backend", ["", "keyrings.alt.file.PlaintextKeyring"])
def test_a_file_of_readable_passwords_is_no_keyring(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, backend: str
) -> None:
    fact = "the only keyring here, keyrings.alt, does not protect a password"
    acts = (store("hunter2"), recall(), forget())
    said = without_a_desktop(monkeypatch, str(tmp_path), backend, *acts)
    assert said == [fact] * 3


def without_a_desktop(
    monkeypatch: pytest.MonkeyPatch, home: str, backend: str, *acts: Act
) -> list[str]:
    """What each act says in a session without a bus."""
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    if not backend:
        monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    done = subprocess.run(
        [sys.executable, "-m", PROGRAM], input=json.dumps(acts),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told: list[tuple[str, str]] = json.loads(done.stdout)
    for fact, line in told:
        assert line.startswith(f"{fact} (")
        assert "set password_command, or DRAFTER_PASSWORD in the environment" in line
    return [fact for fact, _ in told]


@pytest.mark.parametrize(
    ("backend", "fact"),
    [
        ("keyring.backends.fail.Keyring", "this machine has no keyring"),
        (
            "keyring.backends.null.Keyring",
            "the keyring null Keyring did not keep the password",
        ),
        (
            "nobody.wrote.This",
            MISSING_MODULE,
        ),
        (
            "tests.keyrings.stand_ins.Talkative",
            "the keyring could not keep the password: OSError",
        ),
    ],
)
def test_what_does_not_keep_a_password_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, backend: str, fact: str
) -> None:
    act = store("hunter2 'q\"")
    assert without_a_desktop(monkeypatch, str(tmp_path), backend, act) == [fact]


def test_a_backend_that_repeats_the_password_is_not_quoted() -> None:
    before, password = keyring.get_keyring(), PASSWORDS[0]
    keyring.set_keyring(Talkative())  # type: ignore[no-untyped-call]
    try:
        with pytest.raises(secrets.KeychainError) as caught:
            secrets.store(ALICE, Secret(password))
    finally:
        keyring.set_keyring(before)
    whole = "".join(traceback.format_exception(caught.value))
    assert "OSError" in whole
    assert password not in whole
    assert caught.value.__context__ is None


def test_a_keyring_that_is_not_well_known_goes_by_its_own_name() -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    try:
        name = "stand ins Memory"
        assert secrets.store(ALICE, Secret("x")) == name == secrets.keyring_name()
        assert secrets.forget(ALICE)
    finally:
        keyring.set_keyring(before)
