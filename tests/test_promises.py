from __future__ import annotations

from datetime import date

import pytest

from drafter.interview import Takeaway
from drafter.reading.speech import promise


@pytest.mark.parametrize(
    ("typed", "promised"),
    [
        ("the plan", "send you the plan"),
        ("references", "send you references"),
        ("contact details for my old team", "send you contact details for my old team"),
        ("you the plan", "send you the plan"),
        ("my list of wood ashes", "send you my list of wood ashes"),
        ("sending them the kiln log from Leith", "send you the kiln log from Leith"),
        ("sharing my notes", "share my notes"),
        ("send her the list of carpets", "send you the list of carpets"),
        ("email him the scorecard", "email you the scorecard"),
        ("introduce him to my foreman", "introduce you to my foreman"),
        ("send a plan to her", "send a plan to you"),
        ("share her the photos", "share the photos with you"),
    ],
)
def test_mends_what_was_promised(typed: str, promised: str) -> None:
    found = promise(typed)

    assert (found.promised, found.written) == (promised, promised)


@pytest.mark.parametrize(
    ("typed", "promised"),
    [
        ("I said I would send the plan.", "send the plan"),
        ("I'd send you the plan", "send you the plan"),
        ("Email you my references.", "email you my references"),
        ("to send the plan", "send the plan"),
        ("read the inspector his report", "read the inspector his report"),
        ("tell the crew about them", "tell the crew about them"),
        ("send it by Monday", "send it by Monday"),
    ],
)
def test_leaves_the_words_of_a_promise_alone(typed: str, promised: str) -> None:
    found = promise(typed)

    assert (found.promised, found.written) == (promised, "")


def test_that_project_is_named_as_what_is_sent_names_it() -> None:
    found = promise(
        "send the plan from that project", "Here is the plan from Lakeshore"
    )

    assert found.here_is == "the plan from Lakeshore"
    assert found.promised == "send the plan from Lakeshore"


@pytest.mark.parametrize(
    ("promised", "task"),
    [
        ("send you my list", "send them my list"),
        ("let you know by noon", "let them know by noon"),
        ("share the photos with you", "share the photos with them"),
        ("send the plan you asked for", "send the plan you asked for"),
        ("share my notes", "share my notes"),
    ],
)
def test_reminds_of_a_promise_as_one_tells_oneself(promised: str, task: str) -> None:
    assert Takeaway(promised, date(2026, 6, 4)).task == task


@pytest.mark.parametrize("promised", ["always send the plan", "discuss the plan"])
def test_takes_no_verb_for_a_thing(promised: str) -> None:
    assert promise(promised).promised == promised
