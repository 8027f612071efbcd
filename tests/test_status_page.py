"""`drafter status --page`: the whole search on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browsing import look
from tests.desk import SAMPLE


if TYPE_CHECKING:
    from tests.desk import Desk


def search(desk: Desk, *, today: str = "2026-06-04") -> str:
    """The page over all sample interviews."""
    for path in SAMPLE.glob("*.yaml"):
        (desk.folder / path.name).write_bytes(path.read_bytes())
    (desk.folder / "i.yaml").unlink()
    desk.run("status --page", today=today)
    return (desk.folder / "status.html").read_text("utf-8")


def test_shows_what_is_due_on_top_and_a_track_for_each_interview(desk: Desk) -> None:
    search(desk)
    tracks = "[...document.querySelectorAll('.days .label')].map(t => t.textContent)"
    lists = "[...document.querySelectorAll('section')].map(s => [s.querySelector('h2')"
    lists += ".textContent, [...s.querySelectorAll('.state')].map(t => t.textContent)])"
    seen = look(desk.folder / "status.html", ["js", tracks], ["js", lists])
    assert [name.rstrip("…") for name in seen.found[0]] == [
        "Quillmere Press", "Juniper Flats Library Trust",
        "Müller & Söhne Feinmechanik", "Fährgesellschaft Nordmole",
        "Corvane Ferries",
    ]  # fmt: skip
    (first, states), (second, _), (third, later) = seen.found[1]
    assert (first, second, third) == ("To do today", "Day by day", "Later")
    assert states == sorted(states, key=["late", "due"].index)
    assert {*later} == {"waiting"}
    assert not seen.troubles
    assert len(seen.asked) == 1


def test_says_the_same_as_the_terminal(desk: Desk) -> None:
    page = search(desk)
    told = desk.run("status --json", today="2026-06-04").stdout
    assert told
    for line in desk.run("status", today="2026-06-04").stdout.splitlines():
        if "drafter " in line:
            assert f"<code>drafter {line.partition('drafter ')[2]}</code>" in page


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (375, "dark")])
def test_axe_finds_nothing(desk: Desk, width: int, scheme: str) -> None:
    desk.note("broken.yaml", "interviewers: 3\n")
    search(desk)
    page = desk.folder / "status.html"
    wide = "document.documentElement.scrollWidth <= innerWidth"
    seen = look(page, ["axe"], ["js", wide], width=width, scheme=scheme)
    assert seen.found == [[], True]


def test_goes_into_the_folder_that_was_named_and_replaces_no_stranger(
    desk: Desk,
) -> None:
    desk.run("status . --page")
    assert "unchanged" in desk.run("status --page").stdout
    (desk.folder / "status.html").write_text("mine", "utf-8")
    assert "something else" in desk.run("status --page", code=6).stderr
    (desk.folder / "sub").mkdir()
    (desk.folder / "i.yaml").rename(desk.folder / "sub" / "i.yaml")
    desk.run("log sub/i.yaml decided")
    desk.run("status sub --page")
    page = (desk.folder / "sub" / "status.html").read_text("utf-8")
    assert "Nothing is due." in page
    assert "they decided on" in page


def test_a_search_of_years_still_shows_today(desk: Desk) -> None:
    search(desk, today="2029-06-04")
    ends = "[...document.querySelectorAll('.days .number')].map(t => t.textContent)"
    now = "document.querySelector('.days text.now').textContent"
    seen = look(desk.folder / "status.html", ["js", ends], ["js", now]).found
    assert seen[1] == "4"
    assert len(seen[0]) < 40
