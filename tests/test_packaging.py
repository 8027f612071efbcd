"""The packaged templates are found from every way people install."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk


RUN = """
import sys
from drafter.__main__ import main
from drafter.language import packaged_folder
print("@@", packaged_folder(), file=sys.stderr)
main()
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel, the sdist and the zipapp of this checkout."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, str(ROOT / ".ci" / "build.py"), str(out)]  # ./run build
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def drafts_made(folder: Path, tmp_path: Path) -> list[str]:
    """Run the main job with the package that lies in `folder`, and nothing of ours."""
    sample = tmp_path / "interview.yaml"
    sample.write_bytes((ROOT / "sample_data" / "interview.yaml").read_bytes())
    attachment = "Okafor-rollback-plan.pdf"
    (tmp_path / attachment).write_bytes(
        (ROOT / "sample_data" / attachment).read_bytes()
    )
    environment = {"PYTHONPATH": str(folder), "DRAFTER_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", RUN, "thanks", str(sample)],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"@@ {folder}" in done.stderr
    return sorted(path.name for path in (tmp_path / "drafts").rglob("*.*"))


def told_by(folder: Path, tmp_path: Path, command: str) -> str:
    """Run a command over the same notes with that package."""
    environment = {"PYTHONPATH": str(folder), "DRAFTER_HOME": str(tmp_path / "home")}
    return subprocess.run(
        [sys.executable, "-m", "drafter", command, "interview.yaml"],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


EXPECTED = sorted(
    f"{kind}-{person}.{ending}"
    for kind, ending in (("thank-you", "eml"), ("card", "txt"))
    for person in ("dana", "tomas", "meilin")
)


def test_the_wheel_holds_all_it_needs(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.name.startswith("thankyou_drafter-")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "wheel")
    tops = {path.name for path in (tmp_path / "wheel").iterdir() if path.suffix == ""}
    assert tops == {"drafter"}
    assert drafts_made(tmp_path / "wheel", tmp_path) == EXPECTED
    for command in ("preview", "cards"):  # with our fonts, and what the page looks like
        assert "written" in told_by(tmp_path / "wheel", tmp_path, command)
    assert [path.name for path in (tmp_path / "wheel").rglob("man1/*")] == ["drafter.1"]


@pytest.mark.parametrize("command", ["thanks", "cards", "account list", "rules"])
def test_the_zipapp_runs_with_nothing_installed(
    desk: Desk, built: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(built / "cache"))
    notes = ["i.yaml"] if command in {"thanks", "cards"} else []
    # Unpacked by the first command that runs, and found by all others.
    done = subprocess.run(
        [sys.executable, "-S", built / "drafter.pyz", *command.split(), *notes],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (unpacked,) = (built / "cache" / "drafter-zipapp").iterdir()
    assert (unpacked / "drafter" / "templates" / "phrases.warm.txt").is_file()
    if command == "thanks":
        assert sorted(desk.written()) == EXPECTED


def test_the_sdist_works_as_a_bare_checkout(built: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "sdist", filter="data")
    (checkout,) = (tmp_path / "sdist").iterdir()
    assert (checkout / "tests" / "test_packaging.py").is_file()
    assert drafts_made(checkout, tmp_path) == EXPECTED


def test_a_bare_checkout_works(tmp_path: Path) -> None:
    assert drafts_made(ROOT, tmp_path) == EXPECTED
