"""`drafter` at a terminal, forked from a process that has read it already.

What it does from its first line on is as ever; only Python's start, and that of a
hundred modules, is made once a worker and not once a run. No test of the start itself,
of what is loaded or of a process that is killed may run so.
"""

from __future__ import annotations

import os
import sys
from multiprocessing import get_context
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.context import ForkServerProcess

_READ = ["drafter.__main__", "drafter.cli.new", "drafter.cli.account"]


def start(terminal: str, *arguments: str) -> ForkServerProcess:
    """Run `drafter` here and now, as the leader of a session at that terminal."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_READ)
    told = (terminal, os.getcwd(), dict(os.environ), arguments)  # noqa: PTH109
    process = context.Process(target=_drafter, args=told)
    process.start()
    return process


def _drafter(
    terminal: str, folder: str, environment: Mapping[str, str], arguments: list[str]
) -> None:
    os.setsid()
    ours = os.open(terminal, os.O_RDWR)  # the first that we open: its Ctrl-C is for us
    for stream in range(3):
        os.dup2(ours, stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment, TERM="dumb")
    sys.argv = ["drafter", *arguments]
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    try:
        from drafter.__main__ import main  # noqa: PLC0415 - not in the tests' process

        main()
    except BaseException:  # noqa: BLE001 - as Python does with what nobody caught
        sys.excepthook(*sys.exc_info())
    os._exit(1)
