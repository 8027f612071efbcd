"""What many tests need: the sample on a desk, with a home of its own."""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest


sys.path.insert(0, str(Path(__file__).parents[1]))
# Compiled once, and not again by each worker and each `drafter` that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from hypothesis import Phase, settings  # noqa: E402

from tests import once  # noqa: E402
from tests.desk import Desk, sit_down  # noqa: E402


if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).parents[1]

# A shell that runs the tests in the background lets them, and what they start, ignore
# interrupts: then no test of Ctrl-C could pass.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
# One run of `drafter` needs fewer expressions than `re` keeps; a worker that has run
# everything needs more, and would compile them again and again.
vars(re)["_MAXCACHE"] = 1_000_000
# A busy machine is slow now and then; that fails no property.
settings.register_profile("drafter", deadline=None)
# Before a release, for as long as one likes: `--hypothesis-profile=long`.
settings.register_profile("long", deadline=None, max_examples=5000)
# A spoiled module has failed once it has failed: no smaller example is wanted of it.
settings.register_profile(
    "mutation", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("drafter")
pytest_plugins = ("tests.servers.fixtures",)


def _is_spoiled() -> bool:
    """Whether a place of the program is spoiled: nothing that is kept may hide that."""
    return settings.default == settings.get_profile("mutation")


def pytest_collection_finish() -> None:
    """Look for garbage among what the tests make, and not among themselves."""
    if not _is_spoiled():
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _only_once() -> Iterator[None]:
    """Make only once what comes out the same in each of many runs."""
    with pytest.MonkeyPatch.context() as patch:
        once.read_letters(patch)
        once.tag_alike(patch)
        if not _is_spoiled():
            once.tidy_facts(patch)
            once.compose_letters(patch)
            once.judge_drafts(patch)
        yield


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Put the sample interview on a desk of its own, with an empty home."""
    return sit_down(tmp_path, monkeypatch)
