"""Make what is released, into a folder (`./run build`): wheel, sdist, zipapp.

The zipapp holds drafter and the packages that are installed beside it, so it is for
this system and this Python. Some are compiled, and a compiled module cannot be loaded
from a zip: the first run unpacks it once into the user's cache.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipapp
import zipfile
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement


ROOT = Path(__file__).parents[1]
NAME = "thankyou-drafter"
START = '''\
"""Unpack what this file holds, once, and run it."""

import os
import sys
import tempfile
import zipfile
from pathlib import Path

made_for = {version}
if sys.version_info[:2] != made_for:
    sys.exit("drafter: this file is for Python %d.%d" % made_for)
cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
place = Path(cache or Path.home() / ".cache") / "drafter-zipapp" / "{digest}"
if not place.is_dir():
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=place.parent) as new:
        with zipfile.ZipFile(Path(__file__).parent) as archive:
            names = [name for name in archive.namelist() if name.startswith("lib/")]
            archive.extractall(new, names)
        try:
            os.rename(Path(new, "lib"), place)
        except OSError:  # another run was quicker
            if not place.is_dir():
                raise
sys.path.insert(0, str(place))
from drafter.__main__ import main

main()
'''


def build(out: Path) -> None:
    """Make all three, over those of an earlier build."""
    for old in [*out.glob("thankyou_drafter-*"), *out.glob("drafter.pyz")]:
        old.unlink()
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out)]
    subprocess.run([*command, str(ROOT)], check=True)
    (wheel,) = out.glob("*.whl")
    with tempfile.TemporaryDirectory() as folder:
        _pack(wheel, Path(folder), out / "drafter.pyz")


def _pack(wheel: Path, folder: Path, target: Path) -> None:
    lib, digest = folder / "lib", sha256(wheel.read_bytes())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(lib)
    for name in sorted(_needed(NAME, set()) - {NAME}):
        one = distribution(name)
        digest.update(f"{name} {one.version}".encode())
        for file in one.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts:
                there = lib / file
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), there)
    start = START.format(version=sys.version_info[:2], digest=digest.hexdigest()[:16])
    (folder / "__main__.py").write_text(start, "utf-8")
    zipapp.create_archive(folder, target, "/usr/bin/env python3", compressed=True)


def _needed(name: str, seen: set[str]) -> set[str]:
    """Name a package and all that it needs here."""
    if name in seen:
        return seen
    seen.add(name)
    for line in distribution(name).requires or ():
        wanted = Requirement(line)
        if not wanted.marker or wanted.marker.evaluate({"extra": ""}):
            _needed(wanted.name.lower().replace("_", "-"), seen)
    return seen


if __name__ == "__main__":
    build(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist")
