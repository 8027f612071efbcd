"""Where an account's secret comes from, in the order users expect.

The environment (for machines), the user's own program, the keyring, a question. What is
configured and fails is an error, never a reason to try the next: who says `pass` would
type the password of something else. Only a keyring may fail before a person is asked.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from drafter.accounts.command import checked, run_command
from drafter.accounts.secret import Secret
from drafter.errors import NotDeliveredError


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drafter.accounts.settings import Settings

__all__ = ["Credentials", "Secret", "run_command", "variable", "where_from"]


def variable(settings: Settings) -> str:
    """Name the environment variable that gives this account's secret."""
    return "DRAFTER_TOKEN" if settings.wants_token else "DRAFTER_PASSWORD"


def where_from(settings: Settings, environment: Mapping[str, str]) -> str:
    """Say where the secret will come from, without fetching it."""
    if environment.get(variable(settings)):
        return variable(settings)
    return shlex.join(_command(settings)) or "the keyring"


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
        self._hitch = ""
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
        return self._kept() or self._typed()

    def _kept(self) -> Secret | None:
        """Look into the keyring; without one that works, somebody may still type."""
        from drafter.accounts import keychain  # noqa: PLC0415 - slow, and often not used

        try:
            found = keychain.recall(self._settings)
            if found:
                self.source = f"the keyring ({keychain.keyring_name()})"
        except keychain.KeychainError as error:
            if self._ask is None:
                raise
            self._hitch = f" ({error.fact})"
            return None
        return found

    def _typed(self) -> Secret:
        settings = self._settings
        if self._ask is None:
            raise NotDeliveredError(
                f"account {settings.name}: its password is not in the keyring "
                f"(drafter account add stores it; else set password_command, "
                "or DRAFTER_PASSWORD in the environment)"
            )
        self.source = "what you typed"
        question = f"Password of {settings.users[0]} at {settings.host}{self._hitch}"
        return checked(self._ask(question), self.source)


def _command(settings: Settings) -> tuple[str, ...]:
    return settings.token_command if settings.wants_token else settings.password_command
