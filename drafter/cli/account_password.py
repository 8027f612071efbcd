"""Another password for an account that is there: it is kept once it has signed in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from drafter.cli.account_questions import ask_password
from drafter.cli.account_trial import tried
from drafter.cli.secrets import settings_for
from drafter.cli.shell import say


if TYPE_CHECKING:
    from drafter.cli.shell import Home
    from drafter.reading.config import Account


def change_password(home: Home, account: Account) -> None:
    """Ask for it, sign in, and put it into the keyring.

    DRAFTER_PASSWORD does not stand in the way: it only comes first while it is set.
    """
    from drafter.accounts import secrets
    from drafter.accounts.secrets import variable, where_from

    settings = settings_for(account, str(home.config))
    if settings.wants_token or settings.password_command:
        source = where_from(settings, os.environ)
        fact = f"the secret of {account.name} comes from {source}"
        raise click.UsageError(f"{fact}: change it there")
    given = tried(settings, ask_password(settings), is_new=False)
    assert given
    kept_in = secrets.store(settings, given)
    say(f"the keyring ({kept_in}): the password is kept there")
    if where_from(settings, os.environ) == variable(settings):
        say(f"{variable(settings)} comes first while that is set")
