"""Stores, recalls and forgets passwords as it is told, in a process of its own.

It imports no pytest, which takes longer than all the rest.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from drafter.accounts import secrets
from drafter.accounts.secrets import Secret
from drafter.accounts.settings import settings_of
from drafter.address import Address
from drafter.reading.config import Account


ALICE = settings_of(
    Account("home", Address.parse("alice@example.org"), host="imap.example.org"), "c"
)._replace(users=("alice",))


def done(act: str, user: str, text: str) -> Any:
    """What comes of one act; of one that fails, the fact and the lines."""
    account = ALICE._replace(users=(user,))
    try:
        if act == "store":
            return secrets.store(account, Secret(text))
        if act == "recall":
            found = secrets.recall(account)
            return found and found.reveal()
        return secrets.forget(account)
    except secrets.KeychainError as error:
        return [error.fact, *error.lines]


if __name__ == "__main__":
    json.dump([done(*act) for act in json.load(sys.stdin)], sys.stdout)
