"""Keyrings that are easy to look into, or that fail as real ones do.

keyring loads them by name (PYTHON_KEYRING_BACKEND) or is handed one; it never chooses
one by itself, as a class that it only hears of would be with a priority over 0.
"""

from __future__ import annotations

from typing import NoReturn

from keyring.backend import KeyringBackend


class Memory(KeyringBackend):
    """Keeps passwords as long as the process lives."""

    priority = -1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Talkative(KeyringBackend):
    """Fails, and says with which password."""

    priority = -1

    def get_password(self, service: str, username: str) -> str | None:
        del service, username
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"{service} {username}: cannot write {password!r}")

    def delete_password(self, service: str, username: str) -> NoReturn:
        raise AssertionError((service, username))
