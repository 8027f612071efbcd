"""What many tests need: a folder of templates to render, and a home of their own."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest


sys.path.insert(0, str(Path(__file__).parents[1]))

from drafter.templating.context import context_for
from drafter.templating.ledger import Ledger
from drafter.templating.library import Library
from drafter.templating.render import Rendered, render
from drafter.templating.walk import Walk
from tests.desk import Desk, sit_down
from tests.loops import loop


if TYPE_CHECKING:
    from collections.abc import Callable

    from drafter.interview import Interview

    Write = Callable[..., Library]

ROOT = Path(__file__).parents[1]

# A shell that runs the tests in the background lets them, and what they start, ignore
# interrupts: then no test of Ctrl-C could pass.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
pytest_plugins = ("tests.servers.fixtures",)


@pytest.fixture
def write_templates(tmp_path: Path) -> Write:
    """Write templates by file name (dots as `_`), and open them as a user's folder."""

    def write(**sources: str) -> Library:
        folder = tmp_path / "templates"
        packaged = tmp_path / "packaged"
        for place in (folder, packaged):
            place.mkdir(exist_ok=True)
        for name, source in sources.items():
            (folder / (name.replace("__", ".") + ".j2")).write_text(source, "utf-8")
        return Library((folder,), packaged)

    return write


def rendered(
    library: Library,
    name: str = "card.txt.j2",
    interview: Interview | None = None,
    walk: Walk | None = None,
) -> Rendered:
    """Render one template for the first person of an interview."""
    told = interview or loop(1)
    person = told.interviewers[0]
    walk = walk or Walk(Ledger("seed"), person.id)
    return render(
        library, name, context_for(told, person, "".join(told.reasons[:1])), walk
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Put the sample interview on a desk of its own, with an empty home."""
    return sit_down(tmp_path, monkeypatch)
