"""config.yaml: who you are, how your drafts look, and the accounts they may go to.

A file that is missing or empty is a valid one. `Profile` says only what the file says:
the rest may stand in the interview file, field by field.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from drafter.reading.fields import CONFIG
from drafter.reading.records import read_file, refusal


if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.address import Address
    from drafter.reading.records import Record

_LOOKS = ("tone", "language", "card")


def read_config(data: bytes, file: str, folder: Path = Path()) -> Config:
    """Read config.yaml, or raise `InputError` with everything wrong with it."""
    record, problems = read_file(data, file, CONFIG)
    if problems:
        raise refusal(problems)
    if record is None:
        return Config()
    values = record.values
    you: dict[str, Any] = values["you"].values if "you" in values else {}
    looks = {name: values[name] for name in _LOOKS if name in values}
    accounts: Mapping[str, Record] = values.get("accounts", {})
    return Config(
        profile=Profile(you, looks),
        body=values.get("body", "both"),
        templates=folder / values["templates"] if "templates" in values else None,
        accounts=tuple(_account(name, one, folder) for name, one in accounts.items()),
    )


def _account(name: str, record: Record, folder: Path) -> Account:
    values: dict[str, Any] = dict(record.values)
    if "ca_file" in values:
        values["ca_file"] = folder / values["ca_file"]
    return Account(name=name, **values)


class Profile(NamedTuple):
    """What holds for every interview, where its file says nothing else."""

    you: Mapping[str, Any] = {}
    """The fields of `You` that are filled."""
    looks: Mapping[str, Any] = {}
    """The tone, the language and the card, where they are said."""

    @property
    def email(self) -> Address | None:
        """Whom the drafts are from."""
        return self.you.get("email")


class Account(NamedTuple):
    """One IMAP account as typed; what is empty, `accounts` knows or asks for."""

    name: str
    address: Address
    host: str = ""
    port: int | None = None
    tls: str = ""
    ca_file: Path | None = None
    user: str = ""
    auth: str = ""
    password_command: tuple[str, ...] = ()
    token_command: tuple[str, ...] = ()
    drafts: str = ""
    sent: str = ""


class Config(NamedTuple):
    """The whole of config.yaml."""

    profile: Profile = Profile()
    body: Literal["both", "text"] = "both"
    accounts: tuple[Account, ...] = ()
    templates: Path | None = None
    """Letters of a house: they come after one's own, before the packaged."""
