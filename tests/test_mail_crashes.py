"""A run that ends anywhere: the next one completes it, and nothing is lost or doubled.

A step is one call that changes the mailbox or the journal. Runs end before the first,
the second, ... and so on to the last; to end after a step is to end before the next.
What only looks changes nothing, so ending there is tried once and not in every mix.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.desk import DAY, SAMPLE
from tests.mailboxes import artefacts
from tests.servers.proxy import Proxy
from tests.witness import (
    around,
    check_commands,
    check_nothing_else_changed,
    check_one_each,
    drafts_in,
    has_account,
    letters,
    protected,
    watched_at,
)


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from drafter.journal.run import Placements
    from drafter.mailbox.saving import DraftsFolder
    from drafter.mailbox.session import Session
    from tests.desk import Desk
    from tests.servers.cyrus import Cyrus
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server
    from tests.witness import Snapshot, Watched


OLD, NEW = artefacts(2), artefacts(2, "My thanks")
CHANGES = frozenset({"append", "place", "move", "mark_deleted", "uid_expunge"})
LOOKS = frozenset({"list", "select", "all_heads", "messages", "placed"})
LACKING = {"MOVE": (), "UIDPLUS": ("MOVE",), "none": ("MOVE", "UIDPLUS")}
"""By the best way of removing a draft, what the server cannot do."""


class Killed(BaseException):
    """The process ends here; nothing may catch it."""


class Stepped:
    """A session or a memory that ends the run before its n-th step."""

    def __init__(
        self, real: Any, steps: Iterator[int], at: int, names: frozenset[str]
    ) -> None:
        self._real, self._steps, self._at, self._names = real, steps, at, names

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name not in self._names:
            return found

        def step(*arguments: Any, **named: Any) -> Any:
            if next(self._steps) == self._at:
                raise Killed(name)
            return found(*arguments, **named)

        return step


class Lesser:
    """A session with a server that lacks extensions."""

    def __init__(self, real: Session, lacking: tuple[str, ...]) -> None:
        self._real, self._lacking = real, lacking

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def can(self, capability: str) -> bool:
        return capability not in self._lacking and self._real.can(capability)

    def append(self, folder: str, message: bytes) -> tuple[int, int]:
        told = self._real.append(folder, message)
        return (0, 0) if "UIDPLUS" in self._lacking else told


def weakened(folder: DraftsFolder, way: str) -> DraftsFolder:
    lesser = partial(Lesser, lacking=LACKING[way])
    return folder._replace(sign_in=around(folder.sign_in, lesser))


def killed(
    folder: DraftsFolder, way: str, at: int, names: frozenset[str]
) -> DraftsFolder:
    stepped = partial(Stepped, steps=iter(range(10**6)), at=at, names=names)
    folder = weakened(folder, way)
    return folder._replace(
        sign_in=around(folder.sign_in, stepped),
        memory=cast("Placements", stepped(folder.memory)),
    )


def completes(
    watched: Watched,
    way: str,
    at: int,
    *,
    is_update: bool,
    lost: bool,
    names: frozenset[str] = CHANGES,
) -> bool:
    """End a run before a step, run again, and check; False if there is no such step."""
    weaken = partial(weakened, way=way)
    if is_update:
        watched.put(OLD, weaken)
    try:
        watched.put(NEW, partial(killed, way=way, at=at, names=names))
    except Killed:
        pass
    else:
        return False
    if lost:
        watched.box.lose_journal()
    ran = watched.run(NEW, disturb=weaken)
    assert set(ran.states.values()) <= {"saved", "replaced", "unchanged"}
    check_nothing_else_changed(watched.filled, ran.after)
    if way != "none":
        check_one_each(ran.after, NEW)
    elif is_update:
        assert drafts_in(ran.after) == sorted([*letters(NEW), *letters(OLD)])
    return True


def steps_tried(server: Server, home: Path, way: str, **case: Any) -> int:
    """Try every step there is, each with a new mailbox."""
    at = 0
    while completes(watched_at(server, home / f"{at}"), way, at, **case):
        at += 1
    return at


@pytest.mark.parametrize("lost", [False, True], ids=["kept", "lost"])
@pytest.mark.parametrize(
    ("way", "is_update", "steps"),
    [
        ("MOVE", False, 2 * 3),
        ("none", False, 2 * 3),
        ("MOVE", True, 2 * 3 + 1),
        ("UIDPLUS", True, 2 * 3 + 2),
        ("none", True, 2 * 3),
    ],
    ids=["new", "new-none", "update-MOVE", "update-UIDPLUS", "update-none"],
)
def test_the_next_run_completes_one_that_ended_before_any_change(
    dovecot: Dovecot,
    tmp_path: Path,
    *,
    way: str,
    is_update: bool,
    steps: int,
    lost: bool,
) -> None:
    tried = steps_tried(dovecot, tmp_path, way, is_update=is_update, lost=lost)
    assert tried == steps


def test_the_next_run_completes_one_that_ended_while_it_looked(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    tried = steps_tried(
        dovecot, tmp_path, "UIDPLUS", is_update=True, lost=False, names=LOOKS
    )
    before_the_first_change = [
        "list",
        "select",
        "all_heads",
        "placed",
        "messages",
    ]
    assert tried == len([*before_the_first_change, "messages"])


@pytest.mark.parametrize(
    ("way", "at", "lost"),
    [
        ("MOVE", 1, False),
        ("MOVE", 6, True),
        ("UIDPLUS", 3, True),
        ("UIDPLUS", 7, False),
    ],
)
def test_cyrus_completes_as_well(
    cyrus: Cyrus, tmp_path: Path, *, way: str, at: int, lost: bool
) -> None:
    watched = watched_at(cyrus, tmp_path)
    assert completes(watched, way, at, is_update=True, lost=lost)


# Whole processes ---------------------------------------------------------------------


def thanks(desk: Desk) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "drafter", "--today", DAY, "thanks", "i.yaml"]
    # Where the tests run in the background, the child would not hear of an interrupt.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [*command, "--imap"],
            cwd=desk.folder,
            env={**os.environ, "PYTHONPATH": str(SAMPLE.parent)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)


def wait_for_append(proxy: Proxy, count: int) -> None:
    give_up = time.monotonic() + 20
    while [c.verb for c in proxy.commands].count("APPEND") < count:
        assert time.monotonic() < give_up
        time.sleep(0.01)


def readers(found: Snapshot) -> list[str]:
    """Whom our drafts in the folder are for."""
    return [letter.to for letter in drafts_in(found)]


@pytest.fixture
def account(
    desk: Desk, dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Watched, Proxy]]:
    """The sample's account behind a slow link."""
    watched = watched_at(dovecot, tmp_path / "mail")
    monkeypatch.setenv("DRAFTER_PASSWORD", watched.box.user.password)
    with Proxy(dovecot, latency=0.05) as proxy:
        has_account(desk, watched.box, proxy.port)
        yield watched, proxy
    after = watched.box.snapshot()
    check_commands(proxy.commands, protected(watched.filled, replace=False))
    check_nothing_else_changed(watched.filled, after)


def test_of_two_runs_at_once_the_second_waits(
    desk: Desk, account: tuple[Watched, Proxy]
) -> None:
    watched, proxy = account
    first = thanks(desk)
    wait_for_append(proxy, 1)
    proxy.latency = 3.0  # the first is held up until the second has come
    second = thanks(desk)
    assert second.stderr
    assert "waiting for it to end" in second.stderr.readline()
    proxy.latency = 0.0
    said, told = zip(
        first.communicate(timeout=30), second.communicate(timeout=30), strict=True
    )
    assert (first.returncode, second.returncode) == (0, 0), told
    assert "waiting" not in told[0]
    assert "Traceback" not in "".join((*said, *told))
    found = readers(watched.box.snapshot())
    assert len(found) == len(set(found)) == 3
    assert [c.verb for c in proxy.commands].count("APPEND") == 3


@pytest.mark.parametrize("appended", [1, 2, 3])
def test_a_run_that_is_interrupted_says_so_and_the_next_completes_it(
    desk: Desk, account: tuple[Watched, Proxy], appended: int
) -> None:
    watched, proxy = account
    running = thanks(desk)
    wait_for_append(proxy, appended)
    running.send_signal(signal.SIGINT)
    said, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in said + told
    assert told.endswith("Stopped.\n")
    assert told.count(" lies in lab: Drafts (saved)\n") >= appended - 1
    assert ": written: card-" in told
    has_account(desk, watched.box, watched.box.server.tls_port)
    again = thanks(desk)
    _, told = again.communicate(timeout=30)
    assert again.returncode == 0, told
    found = readers(watched.box.snapshot())
    assert len(found) == len(set(found)) == 3
