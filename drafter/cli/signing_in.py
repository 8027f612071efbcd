"""What a command needs to sign in to the user's own server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.accounts.settings import choose
from drafter.cli import secrets


if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from drafter.accounts.settings import Settings
    from drafter.address import Address
    from drafter.cli.shell import Home
    from drafter.mailbox.session import Session
    from drafter.reading.config import Config


def settings_for(
    home: Home, config: Config, sender: Address, name: str | None
) -> Settings:
    """Choose the account, by its name or by your address; `InputError` says why not."""
    file = str(home.config)
    return secrets.settings_for(choose(config.accounts, sender, name, file), file)


def sign_in(settings: Settings) -> AbstractContextManager[Session]:
    """Sign in to the account, once."""
    from drafter.mailbox.session import signed_in

    return signed_in(settings, secrets.credentials_for(settings))
