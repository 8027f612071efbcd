"""Signing in with a password before it is kept: one that does not work is not worth it.

On a terminal a mistyped password is asked for again; nobody types all else once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.cli.account_options import as_options
from drafter.cli.account_questions import ask_password
from drafter.cli.account_rows import look, say_seen
from drafter.cli.secrets import credentials_for, on_terminal
from drafter.cli.shell import say, warn


if TYPE_CHECKING:
    from drafter.accounts.secrets import Secret
    from drafter.accounts.settings import Settings

_TRIES = 3


def tried(settings: Settings, given: Secret | None, *, is_new: bool) -> Secret | None:
    """Sign in, tell what was seen, and give the password that worked.

    `given` was typed just now; None comes from wherever the account says, and is not
    asked for again. `is_new`: the account is not in config.yaml yet. Else, and at last,
    `NotDeliveredError` says that all is as before.
    """
    from drafter.errors import NotDeliveredError
    from drafter.mailbox.failures import MailboxError, SignInError

    as_before = "nothing was added" if is_new else "the password is not changed"
    tries_left = _TRIES if given and on_terminal() else 1
    while True:
        credentials = credentials_for(settings, given)
        try:
            seen = look(settings, credentials)
            break
        except SignInError as error:
            said, *_ = error.lines
            tries_left -= 1
            if not (tries_left and error.is_of_password):
                raise NotDeliveredError(said, as_before) from None
        except MailboxError as error:
            lines = map(as_options, error.lines) if is_new else error.lines
            raise NotDeliveredError(*lines, as_before) from None
        warn(said, fg="red")
        given = ask_password(settings, again=True)
    say(settings.name, bold=True)
    say_seen(seen, settings, credentials.source)
    return given
