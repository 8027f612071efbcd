"""The user's own program that prints a password or a token: pass, op, oama, ...

It runs without a shell and with the terminal as its input, where there is one: gpg asks
for its passphrase there. Never with drafter's own input, which may be an interview file
or a password for somebody else. What it printed is never shown, not even if it failed.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import threading
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from drafter.accounts.secret import Secret
from drafter.errors import NotDeliveredError


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PATIENCE = 60.0
_LONGEST_TOLD = 200
_STANDARD_INPUT, _STANDARD_ERROR = 0, 2


def run_command(argv: Sequence[str], patience: float = PATIENCE) -> Secret:
    """Run it and take the first line it prints; `NotDeliveredError` if it gives none.

    `patience` is in seconds. Ctrl-C ends the program and goes on to the caller.
    """
    shown = shlex.join(argv)
    try:
        done = _finished(list(argv), patience)
    except subprocess.TimeoutExpired:
        line = f"{shown}: it did not end within {patience:g} seconds (try it yourself)"
    except FileNotFoundError:
        line = f"{argv[0]}: there is no such program (install it, or give its path)"
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        line = f"{shown}: it cannot be run: {why.lower()}"
    else:
        if done.returncode == 0:
            return _first_line(done.stdout, shown)
        line = f"{shown}: it failed with {_code(done.returncode)}{_complaint(done)}"
    # Raised out here: what the program printed hangs on the exceptions above.
    raise NotDeliveredError(line)


def checked(text: str, source: str) -> Secret:
    """Make a secret of a line that a server can take, or say what is wrong with it."""
    if not text:
        raise NotDeliveredError(f"{source}: the password is empty")
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise NotDeliveredError(
            f"{source}: there is a control character in it (print the secret alone)"
        )
    if any(unicodedata.category(letter) == "Cs" for letter in text):
        raise NotDeliveredError(f"{source}: it is not UTF-8")
    return Secret(text)


def _finished(argv: list[str], patience: float) -> subprocess.CompletedProcess[bytes]:
    """Run it to its end, or end it.

    `subprocess.run` loses a program whose start Ctrl-C interrupts, as nobody knows it
    yet, and does not wait for one that it ends.
    """
    with _ctrl_c_held() as let_go:
        running = subprocess.Popen(  # noqa: S603 - the user's own words, no shell
            argv, stdin=_terminal(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        with running:
            try:
                let_go()
                printed, complaints = running.communicate(timeout=patience)
            except BaseException:
                running.kill()
                running.wait()
                raise
    return subprocess.CompletedProcess(argv, running.returncode, printed, complaints)


@contextmanager
def _ctrl_c_held() -> Iterator[Callable[[], None]]:
    """Keep Ctrl-C back until the given function is called, or the block is left."""
    before = signal.getsignal(signal.SIGINT)
    main = threading.current_thread() is threading.main_thread()
    if not main or not callable(before):  # it cannot interrupt us here, or is ignored
        yield lambda: None
        return
    pressed: list[int] = []

    def let_go() -> None:
        signal.signal(signal.SIGINT, before)
        if pressed:
            pressed.clear()
            signal.raise_signal(signal.SIGINT)

    signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield let_go
    finally:
        let_go()


def _first_line(printed: bytes, shown: str) -> Secret:
    line = printed.partition(b"\n")[0].removesuffix(b"\r")
    if not line:
        raise NotDeliveredError(f"{shown}: its first line is empty (try it yourself)")
    return checked(line.decode("utf-8", "surrogateescape"), shown)


def _terminal() -> int:
    """Give the terminal, by whichever of drafter's streams still is it."""
    streams = (_STANDARD_INPUT, _STANDARD_ERROR)
    return next(filter(os.isatty, streams), subprocess.DEVNULL)


def _code(code: int) -> str:
    return f"exit code {code}" if code > 0 else f"signal {-code}"


def _complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """Quote the first line of its errors, unless the secret may stand in it."""
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    told = next((line.strip() for line in lines if line.strip()), "")
    printed = done.stdout.decode("utf-8", "replace").split("\n")
    if any(line.strip() and line.strip() in told for line in printed):
        return ""
    return f": {told[:_LONGEST_TOLD]}" if told else ""
