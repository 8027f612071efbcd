"""The console entry: `drafter`, `python -m drafter`."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line; the only exit point."""
    # One short command frees nothing worth collecting: a twentieth of its time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a mark; it never ends the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.argv[1:] in ([], ["-h"], ["--help"]):
        from drafter.front import help_text  # noqa: PLC0415 - all that is needed

        sys.stdout.write(help_text())
        _leave(0)
    from drafter.cli import drafter  # noqa: PLC0415 - after the streams are safe

    try:
        drafter(prog_name="drafter")
    except SystemExit as end:
        _leave(end.code)


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
        os._exit(code or 1)
    os._exit(code or 0)


if __name__ == "__main__":
    main()
