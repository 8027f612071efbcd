"""The password in the keyring of the user's system; the only module that knows keyring.

What keyring chooses by itself is not always a keyring: without one it takes a file of
readable passwords (keyrings.alt) if that is installed, or nothing at all, and a chain
of several goes on to the next where the first fails. So the backend is chosen here,
each time, and what was stored is read back.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

import keyring
from keyring.errors import KeyringLocked, NoKeyringError

from drafter.accounts.secret import Secret
from drafter.errors import NotDeliveredError


if TYPE_CHECKING:
    from collections.abc import Callable

    from keyring.backend import KeyringBackend

    from drafter.accounts.settings import Settings

Result = TypeVar("Result")
_UNSAFE = "keyrings.alt"
"""A package of stores that encrypt nothing, or once did; its authors say so."""
_NAMES = {
    "SecretService": "Secret Service",
    "libsecret": "Secret Service",
    "kwallet": "KWallet",
    "macOS": "macOS Keychain",
    "Windows": "Windows Credential Manager",
}
_WAYS_OUT = (
    "set password_command, or DRAFTER_PASSWORD in the environment; see docs/accounts.md"
)


class KeychainError(NotDeliveredError):
    """The keyring cannot keep or give a password; `fact` says why, without remedy."""

    def __init__(self, fact: str, unlock: str = "") -> None:
        super().__init__(f"{fact} ({unlock}{_WAYS_OUT})")
        self.fact = fact


def store(settings: Settings, secret: Secret) -> str:
    """Keep the password, read it back, and give the name of the keyring."""

    def kept() -> tuple[KeyringBackend, bool]:
        backend = _safe_backend()
        backend.set_password(*key(settings), secret.reveal())
        return backend, backend.get_password(*key(settings)) == secret.reveal()

    backend, is_same = _told("keep the password", kept, secret)
    if not is_same:
        with suppress(Exception):
            backend.delete_password(*key(settings))
        raise KeychainError(f"the keyring {_name(backend)} did not keep the password")
    return _name(backend)


def recall(settings: Settings) -> Secret | None:
    """Give the password; None where this account has none here."""

    def found() -> Secret | None:
        text = _safe_backend().get_password(*key(settings))
        return None if text is None else Secret(text)

    return _told("give the password", found)


def forget(settings: Settings) -> bool:
    """Remove the password; whether there was one."""

    def removed() -> bool:
        backend = _safe_backend()
        if backend.get_password(*key(settings)) is None:
            return False
        backend.delete_password(*key(settings))
        return True

    return _told("remove the password", removed)


def keyring_name() -> str:
    """Name the keyring in use, as its users know it."""
    return _told("say its name", lambda: _name(_safe_backend()))


def key(settings: Settings) -> tuple[str, str]:
    """Give what a password is filed under: the server and the first user name."""
    return f"drafter:{settings.host.lower()}", settings.users[0]


def _safe_backend() -> KeyringBackend:
    """Choose the first safe one; never go on to an unsafe one."""
    chosen = keyring.get_keyring()
    chain: list[KeyringBackend] = list(getattr(chosen, "backends", [])) or [chosen]
    for one in chain:
        if not _is_unsafe(one):
            return one
    fact = f"the only keyring here, {_called(chain[0])}, does not protect a password"
    raise KeychainError(fact, "unlock or install another, or ")


def _is_unsafe(backend: KeyringBackend) -> bool:
    modules = [one.__module__ for one in type(backend).__mro__]
    return any(f"{module}.".startswith(f"{_UNSAFE}.") for module in modules)


def _name(backend: KeyringBackend) -> str:
    last = type(backend).__module__.rpartition(".")[2]
    return _NAMES.get(last) or _called(backend)


def _called(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _told(act: str, work: Callable[[], Result], secret: Secret | None = None) -> Result:
    """Do it; what a backend raises, and they raise all sorts, becomes one sentence."""
    try:
        return work()
    except KeychainError:
        raise
    except Exception as error:  # noqa: BLE001 - also ImportError, D-Bus, ctypes
        failed = _in_words(error, act, secret)
    # Outside of the handler: the error's own text may hold the password.
    raise failed


def _in_words(error: Exception, act: str, secret: Secret | None) -> KeychainError:
    if isinstance(error, NoKeyringError):
        return KeychainError("this machine has no keyring")
    if isinstance(error, KeyringLocked):
        return KeychainError("the keyring is locked", "unlock it, or ")
    told = str(error)
    if secret and any(text in told for text in _spellings(secret.reveal())):
        told = ""
    name, first = type(error).__name__, told.partition("\n")[0].strip(" .:")
    return KeychainError(f"the keyring could not {act}: {name} {first}".rstrip())


def _spellings(text: str) -> tuple[str, ...]:
    return text, repr(text)[1:-1]
