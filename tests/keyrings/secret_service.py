"""A real Secret Service (gnome-keyring) in a session of its own, without a display.

Home, runtime folder and bus belong to one test; the user's own keyring is out of reach.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Done = subprocess.CompletedProcess[str]

ROOT = Path(__file__).parents[2]
PROGRAMS = ("gnome-keyring-daemon", "dbus-run-session", "secret-tool")
MISSING = (
    ""
    if all(map(shutil.which, PROGRAMS))
    else "gnome-keyring is not installed "
    "(apt-get install gnome-keyring dbus libsecret-tools)"
)
_UNLOCKED = (
    'printf %s "$LOGIN" | gnome-keyring-daemon --unlock --components=secrets'
    ' >/dev/null 2>&1; unset LOGIN; exec "$@"'
)
_SECRET_SERVICE = "keyring.backends.SecretService.Keyring"


class Desktop(NamedTuple):
    """Somebody's home; every `run` is a login of its own."""

    home: Path

    def run(
        self,
        *argv: str,
        typed: str = "",
        unlocked: bool = True,
        **more: str,
    ) -> Done:
        """Run a program in a session; the keyring is opened at the login or not."""
        environment = self.environment(**more)
        inner = ["sh", "-c", _UNLOCKED, "sh", *argv] if unlocked else [*argv]
        return subprocess.run(
            ["dbus-run-session", "--", *inner],
            env={**environment, "LOGIN": "login-password"} if unlocked else environment,
            input=typed, capture_output=True, text=True, cwd=ROOT, timeout=60,
            check=False,
        )  # fmt: skip

    def environment(self, **more: str) -> Mapping[str, str]:
        """What programs see: this home, nothing of the real one; empty means unset."""
        seen = {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "DRAFTER_HOME": str(self.home / "drafter"),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHON_KEYRING_BACKEND": _SECRET_SERVICE,
            **more,
        }
        return {name: value for name, value in seen.items() if value}


@contextmanager
def desktop() -> Iterator[Desktop]:
    """Make one; its path is short, as sockets allow 108 bytes."""
    home = Path(tempfile.mkdtemp(prefix="drafter-"))
    try:
        (home / "run").mkdir(mode=0o700)
        yield Desktop(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
