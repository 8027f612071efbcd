"""The console entry: `drafter`, `python -m drafter`."""

from __future__ import annotations

import os
import sys


def _uncaught(kind: type[BaseException], *rest: Any) -> None:
    """Let Ctrl-C end us without a word, also while we are still being imported."""
    if issubclass(kind, KeyboardInterrupt):
        os._exit(_STOPPED)
    sys.__excepthook__(kind, *rest)


_NOT_DELIVERED, _STOPPED = 6, 130
sys.excepthook = _uncaught

# ruff: noqa: E402 - what is imported from here on takes time, in which one may stop us

import gc
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from typing import Any, TextIO


def main() -> None:
    """Run the command line; the only exit point."""
    # One short command frees nothing worth collecting: a twentieth of its time.
    gc.disable()
    # A closed stream is None: what would be said there goes nowhere.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a mark; it never ends the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding=_encoding(stream))
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding=_encoding(sys.stdin))
    from drafter.cli import drafter  # noqa: PLC0415 - after the streams are safe

    try:
        drafter(prog_name="drafter")
    except SystemExit as end:
        _leave(end.code)
    except OSError as error:
        why = error.strerror or error
        try:
            sys.stderr.write(f"drafter: the output could not be written: {why}\n")
        finally:
            _leave(_NOT_DELIVERED)


def _encoding(stream: TextIO) -> str | None:
    """UTF-8 in a pipe and a file, as all our files are; a terminal has its own."""
    told = os.environ.get("PYTHONIOENCODING")
    return None if told or stream.isatty() else "utf-8"


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - no pathlib here


def _leave(code: object) -> None:
    """End at once: taking thousands of objects apart is a fifth of a run's time.

    Everything that must be kept was closed where it was opened; only the two streams
    still hold something. Under a profiler or debugger the long way is wanted.
    """
    if (
        sys.gettrace()
        or sys.getprofile()
        or not (code is None or isinstance(code, int))
    ):
        sys.exit(code)  # type: ignore[arg-type]
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        os._exit(code or _NOT_DELIVERED)
    os._exit(code or 0)


if __name__ == "__main__":
    main()
