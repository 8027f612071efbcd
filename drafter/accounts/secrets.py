"""An account's secret: where it comes from, and the keyring that keeps it.

The environment (for machines), the user's own program, the keyring, a question. What is
configured and fails is an error, never a reason to try the next: who says `pass` would
type the password of something else. Only a keyring may fail before a person is asked.
The only module that knows the library keyring, which is loaded when it is needed.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn, TypeVar

from drafter.errors import NotDeliveredError


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from keyring.backend import KeyringBackend

    from drafter.accounts.settings import Settings

Result = TypeVar("Result")
PATIENCE = 60.0
_LONGEST_TOLD = 200
_STANDARD_INPUT, _STANDARD_ERROR = 0, 2
_UNSAFE = "keyrings.alt"
"""A package of stores that encrypt nothing, or once did; its authors say so."""
_WAYS_OUT = (
    "set password_command, or DRAFTER_PASSWORD in the environment; see docs/accounts.md"
)


class Secret:
    """A password or token, one line, that cannot be shown by mistake.

    It is no `str`: whatever prints, formats, logs or pickles it gets a placeholder or
    an error. Only the one line that hands it to a server or a keyring calls `reveal`.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text itself; never into a message."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(...)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is never written out or copied")


class Credentials:
    """The secret of one account; fetched once, when it is first asked for."""

    def __init__(
        self,
        settings: Settings,
        environment: Mapping[str, str],
        ask: Callable[[str], str] | None,
        given: Secret | None = None,
    ) -> None:
        """`ask` asks a person, without echo; None where nobody is there to answer.

        `given` is a secret just typed: it comes before all others.
        """
        self._settings = settings
        self._environment = environment
        self._ask = ask
        self._secret = given
        self._renewable = False
        self.source = "what you typed" if given else ""
        """Where the secret came from, in words for a message."""

    def secret(self) -> Secret:
        """Give it, or raise `NotDeliveredError` with the ways out."""
        if self._secret is None:
            self._secret = self._fetched()
        return self._secret

    def renewed(self) -> Secret | None:
        """Fetch a token once more, as the last may just have expired; else None."""
        if not self._renewable:
            return None
        self._renewable = False
        self._secret = run_command(self._settings.token_command)
        return self._secret

    def _fetched(self) -> Secret:
        settings, name = self._settings, variable(self._settings)
        if text := self._environment.get(name):
            self.source = name
            return checked(text, name)
        if command := _command(settings):
            self.source = shlex.join(command)
            self._renewable = settings.wants_token
            return run_command(command)
        if settings.wants_token:
            raise NotDeliveredError(
                f"account {settings.name}: nothing gives a token "
                "(set token_command, or DRAFTER_TOKEN in the environment)"
            )
        hitch = ""
        try:
            if found := recall(settings):
                self.source = f"the keyring ({keyring_name()})"
                return found
        except KeychainError as error:  # somebody may still type it
            if self._ask is None:
                raise
            hitch = f" ({error.fact})"
        if self._ask is None:
            raise NotDeliveredError(
                f"account {settings.name}: its password is not in the keyring "
                f"(drafter account add stores it; else set password_command, "
                "or DRAFTER_PASSWORD in the environment)"
            )
        self.source = "what you typed"
        question = f"Password of {settings.users[0]} at {settings.host}{hitch}"
        return checked(self._ask(question), self.source)


def variable(settings: Settings) -> str:
    """Name the environment variable that gives this account's secret."""
    return "DRAFTER_TOKEN" if settings.wants_token else "DRAFTER_PASSWORD"


def where_from(settings: Settings, environment: Mapping[str, str]) -> str:
    """Say where the secret will come from, without fetching it."""
    if environment.get(variable(settings)):
        return variable(settings)
    return shlex.join(_command(settings)) or "the keyring"


def _command(settings: Settings) -> tuple[str, ...]:
    return settings.token_command if settings.wants_token else settings.password_command


def checked(text: str, source: str) -> Secret:
    """Make a secret of a line that a server can take, or say what is wrong with it."""
    if not text:
        raise NotDeliveredError(f"{source}: the password is empty")
    kinds = set(map(unicodedata.category, text))
    if "Cc" in kinds:
        fact = "there is a control character in it (print the secret alone)"
        raise NotDeliveredError(f"{source}: {fact}")
    if "Cs" in kinds:
        raise NotDeliveredError(f"{source}: it is not UTF-8")
    return Secret(text)


def run_command(argv: Sequence[str], patience: float = PATIENCE) -> Secret:
    """Run the user's own program that prints a secret (pass, op, oama, ...).

    Takes the first line it prints; `NotDeliveredError` if it gives none. What it
    printed is never shown, not even if it failed. Ctrl-C ends the program and goes on
    to the caller; while it starts, before we know it, the terminal ends all that runs
    there. Its input is the terminal, if there is one, by whichever of our streams still
    is it: gpg asks for its passphrase there. Never our own input, which may be an
    interview file or somebody else's password.
    """
    shown = shlex.join(argv)
    streams = (_STANDARD_INPUT, _STANDARD_ERROR)
    try:
        done = subprocess.run(  # noqa: S603 - the user's own words, no shell
            # On Windows it may be a .cmd file, which is found only by its whole name.
            [shutil.which(argv[0]) or argv[0], *argv[1:]],
            stdin=next(filter(os.isatty, streams), subprocess.DEVNULL),
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        line = f"{shown}: it did not end within {patience:g} seconds (try it yourself)"
    except FileNotFoundError:
        line = f"{argv[0]}: there is no such program (install it, or give its path)"
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        line = f"{shown}: it cannot be run: {why.lower()}"
    else:
        code = done.returncode
        first = done.stdout.partition(b"\n")[0].removesuffix(b"\r")
        if code == 0 and first:
            return checked(first.decode("utf-8", "surrogateescape"), shown)
        ended = f"exit code {code}" if code > 0 else f"signal {-code}"
        line = f"{shown}: it failed with {ended}{_complaint(done)}"
        if code == 0:
            line = f"{shown}: its first line is empty (try it yourself)"
    # Raised out here: what the program printed hangs on the exceptions above.
    raise NotDeliveredError(line)


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """Quote the first line of its errors, unless the secret may stand in it."""
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    told = next((line.strip() for line in lines if line.strip()), "")
    printed = done.stdout.decode("utf-8", "replace").split("\n")
    if any(line.strip() and line.strip() in told for line in printed):
        return ""
    return f": {told[:_LONGEST_TOLD]}" if told else ""


class KeychainError(NotDeliveredError):
    """The keyring cannot keep or give a password; `fact` says why, without remedy."""

    def __init__(self, fact: str, unlock: str = "") -> None:
        super().__init__(f"{fact} ({unlock}{_WAYS_OUT})")
        self.fact = fact


def store(settings: Settings, secret: Secret) -> str:
    """Keep the password in the keyring, read it back, and give the keyring's name."""
    act, name = "keep the password", key(settings)
    ring = _told(act, _safe_backend)
    _told(act, lambda: ring.set_password(*name, secret.reveal()), secret)
    if _told(act, lambda: ring.get_password(*name), secret) != secret.reveal():
        with suppress(Exception):
            ring.delete_password(*name)
        raise KeychainError(f"the keyring {ring.name} did not keep the password")
    return ring.name


def recall(settings: Settings) -> Secret | None:
    """Give the password from the keyring; None where this account has none there."""
    text = _told(
        "give the password", lambda: _safe_backend().get_password(*key(settings))
    )
    return None if text is None else Secret(text)


def forget(settings: Settings) -> bool:
    """Remove the password from the keyring; whether there was one."""
    if recall(settings) is None:
        return False
    _told(
        "remove the password", lambda: _safe_backend().delete_password(*key(settings))
    )
    return True


def keyring_name() -> str:
    """Name the keyring in use, as its users know it."""
    return _told("say its name", lambda: _safe_backend().name)


def key(settings: Settings) -> tuple[str, str]:
    """Give what a password is filed under: the server and the first user name."""
    return f"drafter:{settings.host.lower()}", settings.users[0]


def _safe_backend() -> KeyringBackend:
    """Choose the first safe one, each time; never go on to an unsafe one.

    What keyring chooses by itself is not always a keyring: without one it takes a file
    of readable passwords (keyrings.alt) if that is installed, or nothing at all, and a
    chain of several goes on to the next where the first fails.
    """
    import keyring  # noqa: PLC0415 - slow, and often not used

    chosen = keyring.get_keyring()
    chain: list[KeyringBackend] = list(getattr(chosen, "backends", [])) or [chosen]
    for one in chain:
        modules = [f"{kind.__module__}." for kind in type(one).__mro__]
        if not any(module.startswith(f"{_UNSAFE}.") for module in modules):
            return one
    fact = f"the only keyring here, {_UNSAFE}, does not protect a password"
    raise KeychainError(fact, "unlock or install another, or ")


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
    from keyring.errors import KeyringLocked, NoKeyringError  # noqa: PLC0415 - likewise

    if isinstance(error, NoKeyringError):
        return KeychainError("this machine has no keyring")
    if isinstance(error, KeyringLocked):
        return KeychainError("the keyring is locked", "unlock it, or ")
    told, text = str(error), secret.reveal() if secret else ""
    if text and any(spelt in told for spelt in (text, repr(text)[1:-1])):
        told = ""
    name, first = type(error).__name__, told.partition("\n")[0].strip(" .:")
    return KeychainError(f"the keyring could not {act}: {name} {first}".rstrip())
