"""A link that breaks, at its worst moments: what is said is true, the next run mends.

After a run over a bad link and one over a good link: one draft each with the wanted
words, nothing doubled, nobody's edit touched. `Watched.run` checks each run besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pytest

from drafter.errors import NotDeliveredError
from drafter.mailbox.connection import Timeouts
from drafter.mailbox.failures import DroppedError
from tests.mailboxes import IMPATIENT, artefacts, reworded
from tests.servers.proxy import Fault, without
from tests.witness import (
    around,
    check_nothing_else_changed,
    check_one_each,
    drafts_in,
    letters,
    watched_at,
)


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.journal.run import Placements
    from drafter.mailbox.saving import DraftsFolder
    from drafter.mailbox.session import Session
    from tests.servers.cyrus import Cyrus
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server
    from tests.witness import Ran, Watched

OLD, NEW = artefacts(4), artefacts(4, "My thanks")
EDITED = OLD[3]
SHORT = Timeouts(connect=5.0, answer=0.4)


class Break(NamedTuple):
    """Where the link breaks."""

    fault: Fault
    literal_bytes: int = 0


BREAKS = {
    "before the APPEND": Break(Fault.CUT_BEFORE),
    "at the first byte": Break(Fault.CUT_LITERAL, 0),
    "in the header": Break(Fault.CUT_LITERAL, 97),
    "before the last byte": Break(Fault.CUT_LITERAL, len(NEW[0].data) - 100),
    "after the APPEND": Break(Fault.CUT_AFTER),
    "after its answer": Break(Fault.LOSE_OK),
    "never, but silent": Break(Fault.STALL),
}


class Case(NamedTuple):
    """Which APPEND breaks, on the first connection or on each, and what is lost."""

    on: int
    once: bool
    lost: bool


CASES = (
    Case(1, once=True, lost=False),
    Case(1, once=False, lost=True),
    Case(2, once=False, lost=False),
    Case(3, once=True, lost=True),
)


def broken(
    server: Server, home: Path, how: Break, case: Case, *, is_update: bool
) -> tuple[Watched, Ran]:
    """Run over the bad link; in an update, one of the four is edited by its owner."""
    watched = watched_at(server, home)
    if is_update:
        watched.put(OLD, lambda folder: folder)
        (uid,) = (uid for uid, _, data in watched.box.mails() if _is_edited(data))
        watched.box.edit(uid, reworded)
    ran = watched.run(
        NEW if is_update else NEW[:3],
        how.fault,
        {"on": case.on, "once": case.once, "literal_bytes": how.literal_bytes},
        timeouts=SHORT if how.fault is Fault.STALL else IMPATIENT,
    )
    assert ran.proxy.faults
    return watched, ran


def _is_edited(data: bytes) -> bool:
    recipient = EDITED.cleared.draft.recipient
    return f"<{recipient}>".encode() in data


def check_mended(watched: Watched, *, is_update: bool) -> None:
    """Run over a good link: complete, and with nothing left to do for a third run."""
    ran = watched.run(NEW if is_update else NEW[:3])
    assert ran.failure is None
    kept = {EDITED.name: "kept"} if is_update else {}
    assert {n: s for n, s in ran.states.items() if s == "kept"} == kept
    assert set(ran.states.values()) <= {"saved", "replaced", "unchanged", "kept"}
    check_one_each(ran.after, NEW[:3])
    if not is_update:
        check_nothing_else_changed(watched.filled, ran.after)


@pytest.mark.parametrize("is_update", [False, True], ids=["new", "update"])
@pytest.mark.parametrize("how", BREAKS.values(), ids=BREAKS)
def test_one_draft_each_after_a_link_that_broke(
    dovecot: Dovecot, tmp_path: Path, *, how: Break, is_update: bool
) -> None:
    for number, case in enumerate(CASES):
        home = tmp_path / f"{number}"
        watched, ran = broken(dovecot, home, how, case, is_update=is_update)
        check_what_was_said(ran, how, case)
        if case.lost:
            watched.box.lose_journal()
        check_mended(watched, is_update=is_update)


def check_what_was_said(ran: Ran, how: Break, case: Case) -> None:
    """A link that breaks once is tried again; a silent server is not."""
    if how.fault is Fault.STALL:
        assert ran.proxy.connections == 1
        assert ran.failure
        assert "the server stopped answering" in "".join(ran.failure.lines)
        return
    assert ran.proxy.connections == 2
    if case.once:
        assert ran.failure is None
        return
    if case.on == 1:
        assert ran.failure
        assert "the connection was lost" in ran.failure.lines[-1]
        assert "run the same command again" in ran.failure.lines[-1]


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("before the APPEND", CASES[0]),
        ("in the header", CASES[1]),
        ("after the APPEND", CASES[2]),
        ("after its answer", CASES[3]),
        ("never, but silent", CASES[1]),
    ],
)
def test_one_draft_each_on_cyrus_as_well(
    cyrus: Cyrus, tmp_path: Path, name: str, case: Case
) -> None:
    how = BREAKS[name]
    watched, ran = broken(cyrus, tmp_path, how, case, is_update=True)
    check_what_was_said(ran, how, case)
    if case.lost:
        watched.box.lose_journal()
    check_mended(watched, is_update=True)


@pytest.mark.parametrize("lost", [False, True], ids=["kept", "lost"])
@pytest.mark.parametrize("once", [True, False], ids=["once", "always"])
@pytest.mark.parametrize("fault", [Fault.LOSE_MOVE, Fault.LOSE_EXPUNGE])
def test_an_answer_lost_while_old_versions_go_costs_nothing(
    dovecot: Dovecot, tmp_path: Path, *, fault: Fault, once: bool, lost: bool
) -> None:
    watched = watched_at(dovecot, tmp_path)
    watched.put(OLD[:3], lambda folder: folder)
    hidden = ("MOVE",) if fault is Fault.LOSE_EXPUNGE else ()
    wire = {"once": once, "rewrite_answer": without(*hidden)}
    ran = watched.run(NEW[:3], fault, wire)
    assert ran.proxy.faults == 1
    assert ran.failure is None
    assert set(ran.states.values()) == {"replaced"}
    assert not [line for line in watched.box.told if "Older versions" in line]
    check_one_each(ran.after, NEW[:3])
    if lost:
        watched.box.lose_journal()
    again = watched.run(NEW[:3])
    assert set(again.states.values()) == {"unchanged"}
    check_one_each(again.after, NEW[:3])
    check_nothing_else_changed(watched.filled, again.after)


@pytest.mark.parametrize("fault", [Fault.LOSE_OK, Fault.LOSE_MOVE, Fault.LOSE_EXPUNGE])
def test_words_that_give_way_over_a_bad_link_are_kept_first(
    dovecot: Dovecot, tmp_path: Path, fault: Fault
) -> None:
    watched = watched_at(dovecot, tmp_path)
    watched.put(OLD, lambda folder: folder)
    (uid,) = (uid for uid, _, data in watched.box.mails() if _is_edited(data))
    words = watched.box.edit(uid, reworded)
    hidden = ("MOVE",) if fault is Fault.LOSE_EXPUNGE else ()
    wire = {"rewrite_answer": without(*hidden)}
    ran = watched.run(NEW, fault, wire, replace=True)
    assert ran.proxy.faults == 1
    assert set(ran.states.values()) == {"replaced"}
    assert words in watched.box.rescued().values()
    check_one_each(ran.after, NEW)


class Failing:
    """A session or a memory of which one call fails, from the n-th on."""

    def __init__(self, real: Any, name: str, error: Exception, after: int = 0) -> None:
        self._real, self._name, self._error, self._left = real, name, error, after

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            self._left -= 1
            if self._left < 0:
                raise self._error
        return getattr(self._real, name)


def test_old_versions_that_could_not_go_are_told_of_and_go_with_the_next_run(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    watched = watched_at(dovecot, tmp_path)
    watched.put(OLD[:3], lambda folder: folder)
    lost = DroppedError("localhost: the connection was lost")

    def cannot_move(folder: DraftsFolder) -> DraftsFolder:
        def without_move(session: Session) -> Failing:
            return Failing(session, "move", lost)

        return folder._replace(sign_in=around(folder.sign_in, without_move))

    ran = watched.run(NEW[:3], disturb=cannot_move)
    assert ran.failure is None
    assert set(ran.states.values()) == {"replaced"}
    assert drafts_in(ran.after) == sorted([*letters(OLD[:3]), *letters(NEW[:3])])
    (line,) = [line for line in watched.box.told if "Older versions" in line]
    assert "may still lie there: the next run with --imap removes them" in line
    check_mended(watched, is_update=False)


@pytest.mark.parametrize("after", range(6))
def test_a_journal_that_cannot_be_written_makes_nothing_lie_there_unsaid(
    dovecot: Dovecot, tmp_path: Path, after: int
) -> None:
    full = NotDeliveredError("journal.sqlite3: the disk is full")
    watched = watched_at(dovecot, tmp_path)
    ran = watched.run(
        NEW[:3],
        disturb=lambda folder: folder._replace(
            memory=cast("Placements", Failing(folder.memory, "place", full, after))
        ),
    )
    told = [*watched.box.told, *(ran.failure.lines if ran.failure else ())]
    assert any("the disk is full" in line for line in told)
    assert len(drafts_in(ran.after)) == len(ran.states) == min(after + 1, 3)
    check_mended(watched, is_update=False)
