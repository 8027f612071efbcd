"""`drafter` as a process of its own, forked from one that has read it already.

What it does from its first line on is as ever; only Python's start, and that of a
hundred modules, is made once a worker and not once a run. No test of the start itself,
of what is loaded or of a process that is killed may run so.
"""

from __future__ import annotations

import os
import sys
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.context import ForkServerProcess

_READ = [
    "drafter.__main__", "drafter.cli.account", "drafter.cli.drafting",
    "drafter.cli.new", "drafter.cli.writing",
]  # fmt: skip
_PATIENCE = 60.0
"""Seconds."""


def start(terminal: str, *arguments: str) -> ForkServerProcess:
    """Run `drafter` here and now, as the leader of a session at that terminal."""
    environment = {**os.environ, "TERM": "dumb"}
    return _begun((terminal,) * 3, Path.cwd(), environment, arguments)


def run(
    *arguments: str, folder: Path, environment: Mapping[str, str], typed: bytes = b""
) -> CompletedProcess[bytes]:
    """Run `drafter` in a folder, with files for its streams, and wait for its end."""
    with TemporaryDirectory() as place:
        files = [Path(place, name) for name in ("in", "out", "err")]
        for file, data in zip(files, (typed, b"", b""), strict=True):
            file.write_bytes(data)
        streams = tuple(map(str, files))
        process = _begun(streams, folder, environment, arguments)
        process.join(_PATIENCE)
        if process.exitcode is None:
            process.kill()
        assert process.exitcode is not None, f"{arguments}: it does not end"
        told, warned = (file.read_bytes() for file in files[1:])
        return CompletedProcess(arguments, process.exitcode, told, warned)


def _begun(
    streams: tuple[str, ...],
    folder: Path,
    environment: Mapping[str, str],
    arguments: tuple[str, ...],
) -> ForkServerProcess:
    context = get_context("forkserver")
    context.set_forkserver_preload(_READ)
    told = (streams, str(folder), dict(environment), arguments)
    process = context.Process(target=_drafter, args=told)
    process.start()
    return process


def _drafter(
    streams: tuple[str, ...],
    folder: str,
    environment: Mapping[str, str],
    arguments: list[str],
) -> None:
    os.setsid()
    # The first terminal that we open is ours: its Ctrl-C is for us.
    for stream, path in enumerate(streams):
        os.dup2(os.open(path, os.O_RDWR), stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["drafter", *arguments]
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    try:
        from drafter.__main__ import main  # noqa: PLC0415 - not in the tests' process

        main()
    except BaseException:  # noqa: BLE001 - as Python does with what nobody caught
        sys.excepthook(*sys.exc_info())
    os._exit(1)
