"""An account added or removed: the keyring first, then config.yaml, or neither.

The new text is made before anything is stored, so that what can be refused is refused
first. config.yaml may be a link into somebody's dotfiles: what it leads to is written.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.accounts.config_text import with_account, without_account
from drafter.delivery.files import place, sync_folder, write_temporary
from drafter.delivery.folder_lock import locked
from drafter.errors import NotDeliveredError
from drafter.reading.config import read_config


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.accounts.secret import Secret
    from drafter.accounts.settings import Settings
    from drafter.reading.config import Account

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_PRIVATE = 0o600
_PERMISSIONS = 0o7777


def add(config: Path, account: Account, settings: Settings, new: Secret | None) -> str:
    """Keep the password, if one is given, and write the account.

    Gives the keyring's name, empty without a password. Whatever fails, neither is left
    behind: `InputError`, `KeychainError` or `NotDeliveredError` says why.
    """
    with _held(config) as text:
        changed = with_account(text, account, str(config))
        if new is None:
            _write(config, changed)
            return ""
        from drafter.accounts import keychain  # noqa: PLC0415 - slow, and not always used

        earlier = keychain.recall(settings)
        try:
            kept_in = keychain.store(settings, new)
            _write(config, changed)
        except BaseException:
            with suppress(keychain.KeychainError):
                if earlier:
                    keychain.store(settings, earlier)
                else:
                    keychain.forget(settings)
            raise
        return kept_in


def remove(config: Path, name: str) -> None:
    """Take the account out of config.yaml; its password is the keyring's to forget."""
    with _held(config) as text:
        _write(config, without_account(text, name, str(config)))


@contextmanager
def _held(config: Path) -> Iterator[str]:
    """Keep other runs of drafter away, and give the text as it is now."""
    target = _behind(config)
    is_new = not target.parent.exists()
    with _as_one_line(config):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with locked(target.parent):
                data = target.read_bytes() if target.exists() else b""
                # Whatever is wrong with it, not UTF-8 included, is told with its place.
                read_config(data, str(config))
                yield data.decode("utf-8")
        except BaseException:
            if is_new:
                with suppress(OSError):
                    target.parent.rmdir()
            raise


def _write(config: Path, text: str) -> None:
    """Write it whole or not at all; a new one is its owner's alone."""
    target = _behind(config)
    is_new = not target.exists()
    mode = _PRIVATE if is_new else target.stat().st_mode & _PERMISSIONS
    temporary = write_temporary(target.parent, target.name, text.encode())
    try:
        temporary.chmod(mode)
        place(temporary, target, overwrite=not is_new)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)


def _behind(config: Path) -> Path:
    """Give the file itself, also where it is not there yet."""
    return Path(os.path.realpath(config))


@contextmanager
def _as_one_line(config: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        remedy = "make it yours to write, or set DRAFTER_HOME to another folder"
        if error.errno in _NO_ROOM:
            remedy = "make room, then run the command again"
        raise NotDeliveredError(f"{config}: {why} ({remedy})") from None
