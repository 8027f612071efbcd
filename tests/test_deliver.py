from __future__ import annotations

import errno
import os
import signal
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from drafter.delivery.deliver import (
    Artefact,
    Folder,
    OneFile,
    State,
    Terminal,
    deliver,
    shown,
)
from drafter.delivery.files import (
    TEMPORARY,
    file_name,
    fingerprint,
    temporary_stem,
    write_whole,
)
from drafter.errors import NotDeliveredError
from drafter.formats import eml
from drafter.guard import Cleared, Others
from tests import corvane
from tests.changed import replace


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from drafter.draft import Draft


def artefact(draft: Draft) -> Artefact:
    cleared = Cleared(draft, Others())
    encode = eml.encode if draft.kind.is_email else eml.encode_text
    return Artefact(cleared, file_name(draft), encode(cleared))


def reworded(draft: Draft) -> Draft:
    """The same draft after a change in the notes."""
    return replace(draft, text=draft.text.replace("Thank you", "My thanks", 1))


EMAILS = tuple(artefact(corvane.thank_you(who)) for who in ("dana", "tomas", "meilin"))
CARDS = tuple(artefact(corvane.card(who)) for who in ("dana", "tomas"))
ALL = (*EMAILS, *CARDS)
DANA, DANA_CARD = EMAILS[0], CARDS[0]
NEW_DANA = artefact(reworded(corvane.thank_you("dana")))
NEW_CARD = artefact(reworded(corvane.card("dana")))


def states(artefacts: Sequence[Artefact], folder: Folder) -> list[str]:
    return [receipt.state.value for receipt in deliver(artefacts, folder)]


def written_by_us(*artefacts: Artefact) -> Callable[[str], bool]:
    """A journal that remembers these."""
    return frozenset(fingerprint(a.data) for a in artefacts).__contains__


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def as_wanted(artefacts: Sequence[Artefact]) -> dict[str, bytes]:
    return {a.name: a.data for a in artefacts}


def test_writes_each_draft_and_says_where(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "corvane-2026-06-02"
    receipts = deliver(ALL, Folder(folder))
    assert contents(folder) == as_wanted(ALL)
    assert [receipt.where for receipt in receipts] == [
        str(folder / a.name) for a in ALL
    ]
    assert {receipt.state for receipt in receipts} == {State.WRITTEN}
    assert [receipt.artefact for receipt in receipts] == list(ALL)


def test_a_second_run_changes_no_byte_and_no_time(tmp_path: Path) -> None:
    deliver(ALL, Folder(tmp_path))
    before = {p.name: p.stat() for p in tmp_path.iterdir()}
    assert states(ALL, Folder(tmp_path)) == ["unchanged"] * len(ALL)
    after = {p.name: p.stat() for p in tmp_path.iterdir()}
    assert {n: (s.st_ino, s.st_mtime_ns) for n, s in after.items()} == {
        n: (s.st_ino, s.st_mtime_ns) for n, s in before.items()
    }


def test_an_email_proves_without_a_journal_that_nobody_edited_it(
    tmp_path: Path,
) -> None:
    deliver([DANA], Folder(tmp_path))
    assert states([NEW_DANA], Folder(tmp_path)) == ["replaced"]
    assert contents(tmp_path) == as_wanted([NEW_DANA])


def test_a_card_needs_the_journal_to_be_replaced(tmp_path: Path) -> None:
    deliver([DANA_CARD], Folder(tmp_path))
    assert states([NEW_CARD], Folder(tmp_path)) == ["kept"]
    remembered = Folder(tmp_path, is_ours=written_by_us(DANA_CARD))
    assert states([NEW_CARD], remembered) == ["replaced"]
    assert contents(tmp_path) == as_wanted([NEW_CARD])


@pytest.mark.parametrize("wanted", [(DANA, DANA_CARD), (NEW_DANA, NEW_CARD)])
@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data + b"\n",
        lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")[:-1],
        lambda data: data.replace(b"Dana", b"DANA"),
        lambda _: b"",
    ],
)
def test_any_byte_a_person_edits_is_kept(
    tmp_path: Path, wanted: tuple[Artefact, ...], edit: Callable[[bytes], bytes]
) -> None:
    folder = Folder(tmp_path, is_ours=written_by_us(DANA, DANA_CARD))
    deliver([DANA, DANA_CARD], folder)
    for path in tmp_path.iterdir():
        path.write_bytes(edit(path.read_bytes()))
    edited = contents(tmp_path)
    assert states(wanted, folder) == ["kept", "kept"]
    assert contents(tmp_path) == edited


def test_replaces_what_was_edited_only_when_told_and_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / DANA_CARD.name
    for words in (b"mine", b"mine again", b"and again"):
        path.write_bytes(words)
        assert states([DANA_CARD], Folder(tmp_path, replace=True)) == ["replaced"]
    assert contents(tmp_path) == {
        "card-dana.txt": DANA_CARD.data,
        "card-dana.txt.bak": b"mine",
        "card-dana.txt.2.bak": b"mine again",
        "card-dana.txt.3.bak": b"and again",
    }


def test_keeps_no_copy_of_what_nobody_edited(tmp_path: Path) -> None:
    deliver([DANA], Folder(tmp_path))
    assert states([NEW_DANA], Folder(tmp_path, replace=True)) == ["replaced"]
    assert contents(tmp_path) == as_wanted([NEW_DANA])


@pytest.mark.parametrize("replace", [False, True])
def test_leaves_alone_what_was_sent(tmp_path: Path, *, replace: bool) -> None:
    deliver([DANA], Folder(tmp_path))
    folder = Folder(tmp_path, replace=replace, frozen=frozenset([DANA.name]))
    assert states([NEW_DANA], folder) == ["kept"]
    assert contents(tmp_path) == as_wanted([DANA])


def test_writes_a_deleted_file_again(tmp_path: Path) -> None:
    deliver(ALL, Folder(tmp_path))
    (tmp_path / DANA.name).unlink()
    assert Counter(states(ALL, Folder(tmp_path))) == {"unchanged": 4, "written": 1}
    assert contents(tmp_path) == as_wanted(ALL)


def refuse(artefacts: Sequence[Artefact], folder: Folder) -> str:
    with pytest.raises(NotDeliveredError) as caught:
        deliver(artefacts, folder)
    (line,) = caught.value.lines
    assert "\n" not in line
    return line


def test_one_file_that_cannot_be_written_and_none_is(tmp_path: Path) -> None:
    (tmp_path / CARDS[1].name).mkdir()
    assert "card-tomas.txt: is a directory" in refuse(ALL, Folder(tmp_path))
    assert [p.name for p in tmp_path.iterdir()] == [CARDS[1].name]


def test_says_what_stands_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    line = refuse(ALL, Folder(tmp_path / "file" / "a" / "b"))
    assert "a file stands where the folder should be" in line
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_does_not_take_two_drafts_for_one_file(tmp_path: Path) -> None:
    assert "two drafts would be called card-dana.txt" in refuse(
        [DANA_CARD, NEW_CARD], Folder(tmp_path)
    )


@pytest.mark.parametrize("name", ["../x.eml", "a/b.eml", ".hidden", "", ".."])
def test_no_artefact_can_be_named_out_of_its_folder(name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a file"):
        Artefact(DANA.cleared, name, b"")


# What a process asks of the file system on its way through `deliver`.
STEPS = frozenset(["open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"])


def run_apart(
    work: Callable[[], object], at_step: int, happens: Callable[[], object]
) -> int:
    """Do the work in a process of its own, where something happens at one step.

    Gives the step count the process came to, or -9 where it was killed.
    """
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        return (
            -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        )
    count = 0

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal count
        if event in STEPS:
            count += 1
            if count == at_step:
                happens()

    sys.addaudithook(hook)
    try:
        work()
    except NotDeliveredError:
        os._exit(200)
    except BaseException:  # noqa: BLE001 - the parent reads the exit code
        os._exit(201)
    os._exit(count)


def scene(folder: Path) -> tuple[Folder, tuple[Artefact, ...], dict[str, bytes]]:
    """A folder with a draft to replace, one edited, one missing, one unchanged."""
    folder.mkdir()
    deliver([DANA, DANA_CARD, EMAILS[1]], Folder(folder))
    (folder / EMAILS[2].name).write_bytes(b"edited by hand")
    wanted = (NEW_DANA, NEW_CARD, *EMAILS[1:], CARDS[1])
    return Folder(folder, is_ours=written_by_us(*ALL)), wanted, contents(folder)


AFTER = {
    **as_wanted([NEW_DANA, NEW_CARD, EMAILS[1], CARDS[1]]),
    EMAILS[2].name: b"edited by hand",
}


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def failed() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("happens", [killed, failed])
def test_stopped_at_any_step_each_file_is_whole_and_the_next_run_completes(
    tmp_path: Path, happens: Callable[[], None]
) -> None:
    outcomes = Counter[int]()
    for step in range(1, 200):
        folder, wanted, before = scene(tmp_path / str(step))
        ended = run_apart(lambda: deliver(wanted, folder), step, happens)  # noqa: B023
        outcomes[ended] += 1
        for name, data in contents(folder.path).items():
            if not name.endswith(TEMPORARY):
                assert data in (before.get(name), AFTER[name]), (step, name)
        deliver(wanted, folder)
        left = contents(folder.path)
        swept = {n: d for n, d in left.items() if not n.endswith(TEMPORARY)}
        assert swept == AFTER, step
        if ended == step - 1:
            break
    assert outcomes[-signal.SIGKILL if happens is killed else 200] > 10
    assert outcomes[201] == 0
    assert contents(folder.path) == AFTER


def test_a_disk_that_fills_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, wanted, before = scene(tmp_path / "a")
    free = iter([0, 0])

    def fsync(_: int) -> None:
        if next(free, None) is None:
            failed()

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(NotDeliveredError, match="make room"):
        deliver(wanted, folder)
    assert contents(folder.path) == before


def test_runs_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    both = ((DANA, DANA_CARD), (NEW_DANA, NEW_CARD))
    folder = Folder(tmp_path, is_ours=written_by_us(DANA_CARD, NEW_CARD))
    children = []
    for number in range(4):
        pid = os.fork()
        if pid == 0:
            try:
                for _ in range(10):
                    deliver(both[number % 2], folder)
            except BaseException:  # noqa: BLE001 - the parent reads the exit code
                os._exit(1)
            os._exit(0)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0] * 4
    assert contents(tmp_path) in [as_wanted(pair) for pair in both]


def test_a_dry_run_shows_all_and_writes_nothing(tmp_path: Path) -> None:
    lines: list[str] = []
    receipts = deliver(ALL, Terminal(lines.append))
    assert {(r.where, r.state) for r in receipts} == {("", State.SHOWN)}
    assert len(lines) == len(ALL)
    assert list(tmp_path.iterdir()) == []


def test_shows_an_email_as_its_reader_will_see_it() -> None:
    assert shown(DANA).startswith(
        "--- thank-you-dana.eml\n"
        "To: Dana Whitlock <dana.whitlock@corvane.example>\n"
        "Subject: Thank you: the Timetables interviews on June 2\n\nHi Dana,\n\n"
    )
    assert shown(DANA_CARD).startswith("--- card-dana.txt\n\nDear Dana,\n\n")


def test_shows_no_character_that_could_steer_a_terminal() -> None:
    class Passed:
        """As `Cleared`, which refuses such a text."""

        draft = corvane.card("dana", "Dear Dana,\n\x1b[2J\x9b\u202eevil\n")

    words = shown(Artefact(Passed(), "card-dana.txt", b""))  # type: ignore[arg-type]
    assert words.endswith("Dear Dana,\n\\x1b[2J\\x9b\\u202eevil\n")


def test_nothing_to_deliver_makes_no_folder(tmp_path: Path) -> None:
    assert deliver([], Folder(tmp_path / "a")) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that knows no hard links: FAT, and some shares."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("no_links")
def test_without_hard_links_all_is_the_same(tmp_path: Path) -> None:
    assert states(ALL, Folder(tmp_path)) == ["written"] * len(ALL)
    assert states([NEW_DANA], Folder(tmp_path)) == ["replaced"]
    card = tmp_path / DANA_CARD.name
    card.write_bytes(b"mine")
    os.utime(card, ns=(1_000_000_000, 2_000_000_000))
    assert states([NEW_CARD], Folder(tmp_path, replace=True)) == ["replaced"]
    backup = tmp_path / f"{DANA_CARD.name}.bak"
    assert backup.read_bytes() == b"mine"
    assert backup.stat().st_mtime_ns == 2_000_000_000
    new = as_wanted(ALL) | as_wanted([NEW_DANA, NEW_CARD]) | {backup.name: b"mine"}
    assert contents(tmp_path) == new


@pytest.mark.usefixtures("no_links")
def test_without_hard_links_nothing_is_overwritten_either(tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.write_bytes(b"mine")
    with pytest.raises(NotDeliveredError, match="move it away"):
        write_whole(there, b"other", overwrite=False)
    assert contents(tmp_path) == {"there.txt": b"mine"}


def test_what_a_killed_run_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    left = tmp_path / f"{temporary_stem(DANA.name)}123{TEMPORARY}"
    others = tmp_path / f"{temporary_stem('other.eml')}123{TEMPORARY}"
    for path in (left, others):
        path.write_bytes(b"half")
    deliver([DANA], Folder(tmp_path))
    assert contents(tmp_path) == {**as_wanted([DANA]), others.name: b"half"}


def bound(path: Path) -> OneFile:
    """A file that binds all, and knows its own by how it begins."""

    def bind(artefacts: Sequence[Artefact]) -> bytes:
        return b"bound:" + b"".join(one.data for one in artefacts)

    return OneFile(path, bind, lambda data: data.startswith(b"bound:"))


def test_one_file_is_made_anew_and_takes_no_other_file_s_place(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    for wanted, state in (
        (CARDS, "written"),
        (CARDS, "unchanged"),
        (EMAILS, "replaced"),
    ):
        receipts = deliver(wanted, bound(path))
        assert {receipt.state.value for receipt in receipts} == {state}
        assert {receipt.where for receipt in receipts} == {str(path)}
        assert path.read_bytes() == b"bound:" + b"".join(a.data for a in wanted)
    assert deliver((), bound(path)) == ()
    assert path.read_bytes() == b"bound:"
    path.write_bytes(b"mine")
    with pytest.raises(NotDeliveredError, match="something else stands there"):
        deliver(CARDS, bound(path))
    assert path.read_bytes() == b"mine"
