"""Employers in the interview files beside one: found by a look, in whatever state."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.address import Address
from drafter.cli.home import rivals_of
from drafter.interview import You


if TYPE_CHECKING:
    from pathlib import Path


INES = You("Ines Okafor", Address.parse("ines@mail.example"))


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("employer: Ostrava Trams\n", "Ostrava Trams"),
        ("employer: Ostrava Trams   # the one by the river\n", "Ostrava Trams"),
        ('employer: "Ostrava: Trams"\n', "Ostrava: Trams"),
        ("employer: 'Ostrava #1'\n", "Ostrava #1"),
        ("employer:\n  name: Ostrava Trams\n", "Ostrava Trams"),
        ("employer:   # where\n  # who\n\n  name: Ostrava Trams\n", "Ostrava Trams"),
        ("you: {name: Ines Okafor}\nemployer: Ostrava Trams\n", "Ostrava Trams"),
        ('{"position": "x",\n"employer": "Ostrava Trams"}\n', "Ostrava Trams"),
        ('{\n  "employer": "Ostrava Trams"\n}\n', "Ostrava Trams"),
        ('{\n  "employer": {\n    "name": "Ostrava"\n  }\n}\n', "Ostrava"),
        ("employer: {name: Ostrava Trams, short: Trams}\n", "Ostrava Trams"),
        ("employer: { short: Trams, name: 'Ostrava, Trams' }\n", "Ostrava, Trams"),
        ("employer: {\n  name: Ostrava Trams\n}\n", "Ostrava Trams"),
        ("employer: Ostrava Trams\r\ndate: 2026-06-02\r\n", "Ostrava Trams"),
        ("employer: Ostrava Trams\ndate: [\n", "Ostrava Trams"),
        ("employer: Łódź Tramwaje\n", "Łódź Tramwaje"),
    ],
)
def test_finds_the_employer_of_a_neighbour(
    tmp_path: Path, text: str, employer: str
) -> None:
    (tmp_path / "other.yaml").write_bytes(text.encode())
    assert rivals_of(str(tmp_path / "i.yaml"), INES, ()) == (employer,)


@pytest.mark.parametrize(
    "text",
    ["", "name: no interview\n", "# employer: Ostrava\n", "  employer: Ostrava\n",
     "employer:\n", "employer: # none yet\n", "employers: Ostrava\n",
     "employer: {short: Trams}\n", "employer: # no\nposition: x\n"],
)  # fmt: skip
def test_lets_other_files_be(tmp_path: Path, text: str) -> None:
    (tmp_path / "other.yaml").write_text(text, "utf-8")
    assert rivals_of(str(tmp_path / "i.yaml"), INES, ()) == ()


def test_leaves_out_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "i.yaml").write_text("employer: Corvane Ferries\n")
    (tmp_path / "j.yml").write_text("employer: Ostrava Trams\n")
    (tmp_path / "k.yaml").write_text("employer: Ostrava Trams\n")
    (tmp_path / "notes.txt").write_text("employer: Lindal Freight\n")
    assert rivals_of(str(tmp_path / "i.yaml"), INES, ()) == ("Ostrava Trams",)


def test_lets_what_cannot_be_read_be(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "gone")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\0employer")
    (tmp_path / "other.yaml").write_text("employer: Ostrava Trams\n")
    assert rivals_of(str(tmp_path / "i.yaml"), INES, ()) == ("Ostrava Trams",)
    assert rivals_of(str(tmp_path / "no" / "such" / "folder.yaml"), INES, ()) == ()


def test_waits_for_no_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    (tmp_path / "other.yaml").write_text("employer: Ostrava Trams\n")
    assert rivals_of(str(tmp_path / "i.yaml"), INES, ()) == ("Ostrava Trams",)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_no_neighbour_stops_anyone(tmp_path: Path, noise: bytes) -> None:
    (tmp_path / "other.yaml").write_bytes(b"employer: " + noise)
    assert all(
        isinstance(name, str) for name in rivals_of(str(tmp_path / "i.yaml"), INES, ())
    )


@pytest.mark.parametrize(
    ("you", "is_mine"),
    [
        ("you: {name: Tim Aldous, email: tim@mail.example}", False),
        ("you:\n  name: Tim Aldous\n  phone: 1", False),
        ("you: {name: Ines Okafor}", True),
        ("you:\n  email: Ines@mail.example", True),
        ("you: {phone: 1}", True),
        ("position: x", True),
    ],
)
def test_what_another_candidate_names_is_no_secret(
    tmp_path: Path, you: str, *, is_mine: bool
) -> None:
    text = f"{you}\nemployer: Ostrava Trams\n"
    (tmp_path / "other.yaml").write_text(text, "utf-8")
    found = rivals_of(str(tmp_path / "i.yaml"), INES, ())
    assert found == (("Ostrava Trams",) if is_mine else ())
