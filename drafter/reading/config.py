"""config.yaml: who you are, how your drafts look, and the accounts they may go to.

A file that is missing or empty is a valid one. `Profile` says only what the file says:
what it leaves open is None, because the interview file may say it, field by field.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from drafter.interview import CardSize, Tone
from drafter.reading.fields import CONFIG
from drafter.reading.records import read_file, refusal


if TYPE_CHECKING:
    from collections.abc import Mapping

    from drafter.address import Address
    from drafter.interview import Handwriting
    from drafter.reading.records import Record

_LOOKS = ("tone", "card")


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
        profile=Profile(**you, **looks),
        body=values.get("body", "both"),
        accounts=tuple(_account(name, one, folder) for name, one in accounts.items()),
    )


def _account(name: str, record: Record, folder: Path) -> Account:
    values: dict[str, Any] = dict(record.values)
    if "ca_file" in values:
        values["ca_file"] = folder / values["ca_file"]
    return Account(name=name, **values)


class Profile(NamedTuple):
    """What holds for every interview; None is left to the interview file."""

    name: str | None = None
    email: Address | None = None
    phone: str | None = None
    linkedin: str | None = None
    postal: tuple[str, ...] | None = None
    country: str | None = None
    handwriting: Handwriting | None = None
    linkedin_premium: bool | None = None
    past_employers: tuple[str, ...] | None = None
    others: tuple[str, ...] | None = None
    tone: Tone | None = None
    card: CardSize | None = None

    def you(self) -> dict[str, Any]:
        """Give the fields of `You` that the file fills."""
        filled = {n: value for n, value in self._asdict().items() if value is not None}
        return {name: value for name, value in filled.items() if name not in _LOOKS}

    def looks(self) -> dict[str, Any]:
        """Give the tone and the card, where the file says them."""
        looks = {"tone": self.tone, "card": self.card}
        return {name: value for name, value in looks.items() if value}


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


class Config(NamedTuple):
    """The whole of config.yaml."""

    profile: Profile = Profile()
    body: Literal["both", "text"] = "both"
    accounts: tuple[Account, ...] = ()

    @property
    def tone(self) -> Tone:
        """The tone of an interview that names none."""
        return self.profile.tone or Tone.WARM

    @property
    def card(self) -> CardSize:
        """The card size of an interview that names none."""
        return self.profile.card or CardSize.A2
