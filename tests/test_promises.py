from __future__ import annotations

from datetime import date

import pytest

from drafter.interview import Takeaway
from drafter.reading.names import reader_of
from drafter.reading.promises import day_in, is_none, promise, without_day


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


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("let her know what my notice is", "let you know what my notice is"),
        ("ring them if it is sooner", "ring you if it is sooner"),
        ("send you the log I kept there", "send you the log"),
        ("introduce you to Ana and tell her why", ""),
    ],
)
def test_a_promise_is_made_to_its_reader(typed: str, written: str) -> None:
    assert promise(typed).promised == (written or typed)


@pytest.mark.parametrize("promised", ["always send the plan", "discuss the plan"])
def test_takes_no_verb_for_a_thing(promised: str) -> None:
    assert promise(promised).promised == promised


FRIDAY = date(2026, 12, 4)
MADE = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "promised"),
    [
        ("send the plan by Friday", "send the plan"),
        ("send the plan until Friday", "send the plan"),
        ("send the plan by Friday EOD", "send the plan"),
        ("send the plan by Friday, 4 December", "send the plan"),
        ("send the plan on Friday the 4th", "send the plan"),
        ("send the plan by December 4th, 2026", "send the plan"),
        ("send the plan by the end of next week", "send the plan"),
        ("drop in on my way past Friday", "drop in on my way past"),
        ("come back on Friday with my own knife", "come back with my own knife"),
        ("answer by Friday if I can start in May", "answer if I can start in May"),
        ("call on Friday morning", "call in the morning"),
        ("send the plan by friday at the latest", "send the plan"),
    ],
)
def test_the_day_of_a_promise_is_said_once(typed: str, promised: str) -> None:
    assert without_day(typed, FRIDAY, MADE) == promised


@pytest.mark.parametrize(
    "typed",
    [
        "send the plan by Thursday",
        "send the plan by 5 December",
        "send the Friday report",
        "find Friday's list",
        "send the May 2024 report",
        "answer if I could start on February 1st",
        "find the 4 December edition",
        "sit in on the Friday class",
        "bring a cake for Friday",
        "send the plan",
        "keep the tools until Friday",
    ],
)
def test_another_day_of_a_promise_stays(typed: str) -> None:
    assert without_day(typed, FRIDAY, MADE) == typed


def test_tomorrow_is_the_day_of_a_promise() -> None:
    typed = "send the plan tomorrow"

    assert without_day(typed, date(2026, 11, 27), MADE) == "send the plan"
    assert without_day(typed, FRIDAY, MADE) == typed


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("send the plan by Friday, 4 Dec", "Friday, 4 Dec"),
        ("send the plan on Wednesday", "Wednesday"),
        ("send the Friday report", ""),
        ("send the plan", ""),
    ],
)
def test_finds_the_day_of_a_promise_without_a_due(typed: str, day: str) -> None:
    assert day_in(typed) == day


HARRIET = reader_of({"name": "Harriet Pembroke", "honorific": "Ms."})
WILLEM = reader_of({"name": "Willem de Groot"})


@pytest.mark.parametrize(
    ("typed", "promised"),
    [
        ("let Ms. Pembroke know my notice", "let you know my notice"),
        ("send Harriet my notes", "send you my notes"),
        ("find out who paid and let her know", "find out who paid and let you know"),
        (
            "find out who paid in Cook Valley and let her know",
            "find out who paid in Cook Valley and let you know",
        ),
        ("tell Ana about Harriet's plan", "tell Ana about your plan"),
    ],
)
def test_who_is_promised_something_is_you(typed: str, promised: str) -> None:
    assert promise(typed, reader=HARRIET).promised == promised


def test_who_is_no_woman_is_not_the_one_named() -> None:
    typed = "write to Ms. Bakker, whose address he gave me, and tell him of it"

    found = promise(typed, reader=WILLEM)

    written = "write to Ms. Bakker, whose address you gave me, and tell you of it"
    assert found.promised == found.written == written


@pytest.mark.parametrize(
    "typed",
    [
        "ask Mrs. Iyer whether she will write",
        "introduce you to Ana and tell her why",
        "ring Harriet Bloom",
        "send the slides and explain them to the crew",
    ],
)
def test_somebody_else_in_a_promise_stays(typed: str) -> None:
    assert promise(typed, reader=HARRIET).promised == typed
    assert promise(typed, reader=WILLEM).promised == typed


@pytest.mark.parametrize(
    "typed", ["nothing", "Nah.", "good luck with the divorce", "-"]
)
def test_what_nobody_promised_is_no_promise(typed: str) -> None:
    assert is_none(typed)


@pytest.mark.parametrize("typed", ["send you the plan", "not tell anyone", "thank Bob"])
def test_what_one_can_do_is_a_promise(typed: str) -> None:
    assert not is_none(typed)
