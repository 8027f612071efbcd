from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.delivery.files import (
    draft_folder,
    file_name,
    fingerprint,
    locked,
    read_if_there,
    write_whole,
)
from drafter.draft import Kind
from drafter.errors import NotDeliveredError
from tests.changed import replace
from tests.conftest import ROOT
from tests.letters import letter_to


DAY = date(2026, 6, 2)


@pytest.mark.parametrize(
    ("employer", "folder"),
    [
        ("Corvane Ferries", "corvane-ferries-2026-06-02"),
        ("Łódź & Søn", "lodz-son-2026-06-02"),
        ("../../etc/passwd", "etc-passwd-2026-06-02"),
        ("陳氏", "employer-4513a879-2026-06-02"),
        ("...", "employer-ab5df625-2026-06-02"),
        ("ガス", "employer-603d82fd-2026-06-02"),
        ("カ\u3099ス", "employer-603d82fd-2026-06-02"),
    ],
)
def test_names_the_folder_of_an_interview(employer: str, folder: str) -> None:
    assert draft_folder(Path("out"), employer, DAY) == Path("out") / folder


@given(st.text(max_size=100))
def test_no_employer_s_name_leads_out_of_the_folder(employer: str) -> None:
    folder = draft_folder(Path("/out"), employer, DAY)
    assert folder.parent == Path("/out")
    assert folder.name.isascii()
    assert len(folder.name) <= 60 + len("-2026-06-02")
    assert folder.name[0].isalnum()


@pytest.mark.parametrize(
    ("kind", "number", "name"),
    [
        (Kind.THANK_YOU, 1, "thank-you-dana.eml"),
        (Kind.CARD, 1, "card-dana.txt"),
        (Kind.LINKEDIN, 1, "linkedin-dana.txt"),
        (Kind.TAKEAWAY, 2, "takeaway-dana-2.eml"),
        (Kind.CHECK_IN, 1, "check-in-dana.eml"),
        (Kind.PHONE, 1, "check-in-dana.txt"),
        (Kind.REPLY, 1, "reply-dana.eml"),
    ],
)
def test_names_the_file_of_a_draft(kind: Kind, number: int, name: str) -> None:
    assert file_name(letter_to(kind=kind), number) == name


def test_names_the_file_of_a_draft_to_nobody_in_particular() -> None:
    draft = replace(letter_to(), interviewer=None)
    assert file_name(draft) == "thank-you.eml"


def test_writes_a_file_whole_and_makes_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "page.html"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in path.parent.iterdir()] == ["page.html"]


def test_never_overwrites_where_told_not_to(tmp_path: Path) -> None:
    path = tmp_path / "interview.yaml"
    write_whole(path, b"one", overwrite=False)
    with pytest.raises(NotDeliveredError, match="file exists"):
        write_whole(path, b"two", overwrite=False)
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["interview.yaml"]


def test_writes_through_a_folder_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link" / "page.html", b"one")
    assert (tmp_path / "real" / "page.html").read_bytes() == b"one"


def test_replaces_a_link_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "page.html").symlink_to("theirs")
    write_whole(tmp_path / "page.html", b"ours")
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert (tmp_path / "page.html").read_bytes() == b"ours"


def test_says_in_one_line_what_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loose").symlink_to("nowhere")
    cases = {
        tmp_path / "file" / "page.html": f"{tmp_path}/file: file exists (move it away",
        tmp_path / "file" / "a" / "b.html": "a file stands where the folder should be",
        tmp_path / "folder": "is a directory (move it away",
        tmp_path / ("x" * 300): "file name too long (name a shorter folder",
        tmp_path / "a\0b" / "page.html": "null byte",
    }
    for path, words in cases.items():
        with pytest.raises(NotDeliveredError) as caught:
            write_whole(path, b"words")
        (line,) = caught.value.lines
        assert words in line
        assert "\n" not in line
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder", "loose"]
    with pytest.raises(NotDeliveredError, match="no such file"):
        read_if_there(tmp_path / "loose")


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_whole(path, b"old")
    program = (
        "import sys; from pathlib import Path; from drafter.errors import *\n"
        "from drafter.delivery.files import write_whole\n"
        "try:\n    write_whole(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except NotDeliveredError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert done.stdout == (
        f"{path}: file too large (make room, then run the command again)\n"
    )
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_reads_a_file_or_finds_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"words")
    assert read_if_there(tmp_path / "a") == b"words"
    assert read_if_there(tmp_path / "b") is None
    assert fingerprint(b"words") != fingerprint(b"words\n")


HOLD = (
    "import sys; from pathlib import Path\n"
    "from drafter.delivery.files import locked\n"
    "with locked(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"
)


def test_a_folder_waits_for_another_run_and_then_says_so(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        told: list[str] = []
        tell = partial(told.append, "wait")
        with pytest.raises(NotDeliveredError, match="another drafter"):  # noqa: SIM117
            with locked(tmp_path, patience=0.05, waiting=tell):
                pytest.fail("two runs held one folder")
        assert told == ["wait"]
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        with locked(tmp_path, patience=0.05, waiting=tell):
            assert told == ["wait"]  # nobody is in the way any more
    assert list(tmp_path.iterdir()) == []


def test_a_folder_can_be_held_again_and_again(tmp_path: Path) -> None:
    held = 0
    for _ in range(3):
        with locked(tmp_path, patience=0):
            held += 1
    assert held == 3
