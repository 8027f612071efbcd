"""What a command needs to sign in to the user's own server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.accounts.settings import choose
from drafter.cli import secrets
from drafter.cli.secrets import credentials_for


if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from drafter.accounts.credentials import Credentials
    from drafter.accounts.settings import Settings
    from drafter.address import Address
    from drafter.cli.shell import Home
    from drafter.mailbox.commands import Session
    from drafter.reading.config import Config

__all__ = ["credentials_for", "session_of", "settings_for", "sign_in"]


def settings_for(
    home: Home, config: Config, sender: Address, name: str | None
) -> Settings:
    """Choose the account, by its name or by your address; `InputError` says why not."""
    file = str(home.config)
    return secrets.settings_for(choose(config.accounts, sender, name, file), file)


def sign_in(settings: Settings) -> AbstractContextManager[Session]:
    """Sign in to the account, once."""
    return session_of(settings, credentials_for(settings))


def session_of(
    settings: Settings, credentials: Credentials
) -> AbstractContextManager[Session]:
    """Sign in with a secret that may have been fetched before."""
    from drafter.mailbox.session import signed_in

    return signed_in(settings, credentials)
