"""Every interview with what there is to do about it, most urgent first.

Pure, as of one day. After a decision nothing is urgent any more: such an interview has
no rows but an answer that was drafted and not sent.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_in_words
from drafter.draft import Kind
from drafter.journal.history import unsent
from drafter.planning.events import EventKind, newest
from drafter.planning.plan import plan
from drafter.planning.steps import State
from drafter.status.rows import URGENCY, ahead, answer, drafted, row_of


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview
    from drafter.journal.history import History
    from drafter.status.rows import Row


class Standing(StrEnum):
    """Where an interview is; the values stand in `--json`."""

    OPEN = "open"
    DONE = "done"
    """All is done that is ours to do; they have the word."""
    CLOSED = "closed"


class Followed(NamedTuple):
    """One interview with what there is to do about it."""

    path: str
    interview: Interview
    standing: Standing
    why: str
    """In words, for one that is not open."""
    rows: tuple[Row, ...]


def follow(
    path: str,
    interview: Interview,
    history: History,
    today: date,
    calendar: Calendar,
    *,
    later_interview: date | None,
) -> Followed:
    """Tell what there is to do about one interview; `ValueError` of its calendar."""
    if interview.date > today:
        row = ahead(path, interview, today)
        return Followed(path, interview, Standing.OPEN, "", (row,))
    waiting = unsent(interview, history)
    answers = [
        answer(path, interview, d, today) for d in waiting if d.kind is Kind.REPLY
    ]
    if why := _closed(interview, history):
        standing = Standing.OPEN if answers else Standing.CLOSED
        return Followed(path, interview, standing, why, tuple(answers))
    steps = plan(
        interview, history.events, today, calendar, later_interview=later_interview
    )
    made = {(draft.kind, draft.person, draft.number): draft for draft in waiting}
    rows = [
        row_of(path, interview, step, drafted(step, made, history), today)
        for step in steps
        if step.state in URGENCY
        or (step.state is State.REFUSED and not later_interview)
    ]
    rows += answers
    standing = Standing.OPEN if rows else Standing.DONE
    why = "" if rows else "nothing is left to do"
    return Followed(path, interview, standing, why, tuple(rows))


def by_urgency(followed: Iterable[Followed]) -> list[Row]:
    """Put the rows of all interviews in one order."""
    rows = [row for one in followed for row in one.rows]
    return sorted(rows, key=lambda row: row.urgency)


def together(rows: Iterable[Row]) -> list[tuple[Row, list[str]]]:
    """Let people who wait for one command share a row: the first, and all names."""
    found: dict[tuple[str, ...], tuple[Row, list[str]]] = {}
    for row in rows:
        same = (row.path, row.state.value, row.what, row.when, row.command)
        found.setdefault(same, (row, []))[1].append(row.person)
    return list(found.values())


def _closed(interview: Interview, history: History) -> str:
    known = {EventKind.DECIDED: "they decided", EventKind.WITHDREW: "you withdrew"}
    for kind, words in known.items():
        if on := newest(history.events, kind):
            return f"{words} on {day_in_words(on, year=on.year != interview.date.year)}"
    return ""
