"""The real servers as fixtures, and a loud word at the end when one was not there.

A server that is not installed skips its tests; one that is installed and does not start
fails them. A skip nobody reads is a test nobody ran: so the very last lines of a run
name every program that was missing, and how many tests that cost.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.servers import cyrus as cyrus_server
from tests.servers import dovecot as dovecot_server


if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.servers.cyrus import Cyrus
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server

_MISSING = re.compile(r"(?:Skipped: )?((\S+) is not (?:installed|usable here) \(.*\))")


class _Stoppable(Protocol):
    def stop(self) -> None: ...


@contextmanager
def _folder() -> Iterator[Path]:
    # Not pytest's: its long paths leave no room for the names of sockets.
    base = Path(tempfile.mkdtemp(prefix="drafter-"))
    try:
        yield base
    finally:
        shutil.rmtree(base, ignore_errors=True)


@contextmanager
def _stopped(server: _Stoppable) -> Iterator[None]:
    try:
        yield
    finally:
        server.stop()


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot of this run's own; make a user of it for each test."""
    if reason := dovecot_server.missing():
        pytest.skip(reason)
    with _folder() as base:
        server = dovecot_server.start(base)
        with _stopped(server):
            yield server


@pytest.fixture(scope="session")
def cyrus() -> Iterator[Cyrus]:
    """A Cyrus likewise: the strict judge of what is stored."""
    if reason := cyrus_server.missing():
        pytest.skip(reason)
    with _folder() as base:
        server = cyrus_server.start(base)
        with _stopped(server):
            yield server


@pytest.fixture(scope="session", params=["dovecot", "cyrus"])
def imap_server(request: pytest.FixtureRequest) -> Server:
    """Each real server in turn."""
    server: Server = request.getfixturevalue(request.param)
    return server


def not_run(reasons: list[str]) -> list[str]:
    """A line for each missing program, with the number of tests that need it."""
    found = [match for reason in reasons if (match := _MISSING.match(reason))]
    counts = Counter((match[2], match[1]) for match in found)
    return [
        f"NOT RUN: {count} test{'s need' if count > 1 else ' needs'} {program},"
        f" which is not on this machine: {reason}"
        for (program, reason), count in sorted(counts.items())
    ]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say it after everything else; only where a terminal reports (not in workers)."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if not isinstance(terminal, pytest.TerminalReporter):
        return
    skipped = [each.longrepr for each in terminal.stats.get("skipped", [])]
    reasons = [each[2] for each in skipped if isinstance(each, tuple)]
    for line in not_run(reasons):
        terminal.write_line(line, red=True, bold=True)
