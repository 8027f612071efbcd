"""Every interview with what there is to do about it, most urgent first.

Pure, as of one day. A draft that was made and not logged as sent turns "draft it" into
"send it, log it". After a decision nothing is urgent any more: such an interview has no
rows but an answer that was drafted and not sent.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import ASKS, Kind
from drafter.interview import Stage
from drafter.journal.history import next_number, unsent
from drafter.journal.told import say
from drafter.language import day_seen_from
from drafter.planning import (
    DECISIONS,
    EVERYONE,
    WORDING,
    State,
    Step,
    addressee,
    logged,
    newest,
    sent_on,
)
from drafter.planning.plan import Plan
from drafter.words import typed, width


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview
    from drafter.journal.history import History, KnownDraft

_NAMES_WIDE = 48
_URGENCY = (State.LATE, State.DUE, State.WAITING)


class Row(NamedTuple):
    """One thing to do, when, and the very command to type next."""

    kind: str
    """As `draft.Kind` spells it, or `interview`: one that is still ahead."""
    state: State
    earliest: date
    due: date
    what: str
    when: str
    command: str
    reason: str
    person_id: str = ""
    person: str = ""
    item: int = 0
    late_from: date | None = None
    drafted: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def urgency(self) -> tuple[int, date]:
        """Late first, then due, then waiting; the oldest of each first."""
        day = self.earliest if self.state is State.WAITING else self.due
        return _URGENCY.index(self.state), day


class Standing(StrEnum):
    """Where an interview is; the values stand in `--json`."""

    OPEN = "open"
    WAITING = "waiting"
    """All is done that is ours to do; they have the word."""
    DONE = "done"
    CLOSED = "closed"


class Followed(NamedTuple):
    """One interview with what there is to do about it."""

    path: str
    interview: Interview
    standing: Standing
    why: str
    """In words, for one that is not open."""
    rows: tuple[Row, ...]


def follow(  # noqa: PLR0913 - all that a plan is made of
    path: str,
    interview: Interview,
    history: History,
    today: date,
    calendar: Calendar,
    *,
    later_interview: date | None,
    acquainted: frozenset[str] = frozenset(),
) -> Followed:
    """Tell what there is to do about one interview; `ValueError` of its calendar."""
    if interview.date > today:
        row = _ahead(path, interview, today)
        return Followed(path, interview, Standing.OPEN, "", (row,))
    closed = _closed(interview, history)
    events, later = history.events, later_interview
    plan = Plan(interview, events, today, calendar, later, acquainted)
    steps = () if closed else plan.steps()
    shown = _URGENCY if later_interview else (*_URGENCY, State.REFUSED)
    steps = tuple(step for step in steps if step.state in shown)
    rows = tuple(_rows(path, interview, history, today, steps))
    if not any(row.kind == Kind.REPLY for row in rows):
        rows += tuple(_to_ask(path, interview, steps, history, today))
    if rows:
        return Followed(path, interview, Standing.OPEN, closed, rows)
    if closed:
        return Followed(path, interview, Standing.CLOSED, closed, ())
    if interview.stage is Stage.INFORMATIONAL or later_interview:
        return Followed(path, interview, Standing.DONE, "nothing is left to do", ())
    return Followed(path, interview, Standing.WAITING, "they have the word", ())


def together(one: Followed) -> list[tuple[Row, list[str]]]:
    """Let people who wait for one thing share a row, most urgent first, with names.

    Its command is for all of them.
    """
    found: dict[tuple[State, str, str, str], list[Row]] = {}
    for row in sorted(one.rows, key=lambda row: row.urgency):
        alike = row.command.removesuffix(_with(row.person_id))
        found.setdefault((row.state, row.what, row.when, alike), []).append(row)
    everyone = {person.id for person in one.interview.interviewers}
    shared = []
    for (*_, alike), rows in found.items():
        command, ids = rows[0].command, [row.person_id for row in rows]
        if len(rows) > 1 and alike != command:
            whom = [EVERYONE] if everyone == set(ids) else ids
            command = alike + "".join(map(_with, whom))
        shared.append((rows[0]._replace(command=command), [row.person for row in rows]))
    return shared


def named(people: list[str]) -> str:
    """Give the names of people who share a row, where they are too many the first."""
    names = ", ".join(people)
    if width(names) <= _NAMES_WIDE or len(people) == 1:
        return names
    return f"{people[0]} and {len(people) - 1} more"


def _with(person_id: str) -> str:
    return f" --with {person_id}"


def _closed(interview: Interview, history: History) -> str:
    for kind, words in DECISIONS.items():
        if on := newest(history.events, kind):
            return f"{words} on {day_seen_from(on, interview.date)}"
    return ""


def _rows(
    path: str,
    interview: Interview,
    history: History,
    today: date,
    steps: tuple[Step, ...],
) -> Iterator[Row]:
    """Give each step its row, then each answer that was drafted and not sent."""
    waiting = unsent(interview, history)
    made = {(draft.kind, draft.person, draft.number): draft for draft in waiting}
    for step in steps:
        yield _row(path, interview, step, _drafted(step, made, history), today)
    for draft in waiting:
        if draft.kind is Kind.REPLY:
            on, reason = draft.drafted_on, "drafted and not logged as sent"
            step = Step(draft.kind, draft.person, on, on, None, State.DUE, reason)
            row = _row(path, interview, step, draft, today)
            yield row._replace(when=f"since {day_seen_from(on, today)}")


def _drafted(
    step: Step, made: dict[tuple[Kind, str, int], KnownDraft], history: History
) -> KnownDraft | None:
    if not made:
        return None
    kinds, number = [step.kind], step.item or 1
    if step.kind is Kind.CHECK_IN:
        kinds.append(Kind.PHONE)
        number = next_number(Kind.CHECK_IN, step.interviewer_id, history.events)
    found = (made.get((kind, step.interviewer_id, number)) for kind in kinds)
    return next(filter(None, found), None)


def _row(
    path: str, interview: Interview, step: Step, draft: KnownDraft | None, today: date
) -> Row:
    wording, met = WORDING[step.kind], interview.by_id(step.interviewer_id)
    command, what = f"drafter {wording.command} {typed(path)}", wording.to_draft
    if draft:
        command = f"drafter log {typed(path)} {say(draft, interview)}"
        what = WORDING[draft.kind].to_send
    elif step.item and met:
        promise = met.takeaways[step.item - 1]
        if not (promise.file or promise.link or promise.here_is):
            item = step.item if len(met.takeaways) > 1 else 0
            words = logged(step.kind, step.interviewer_id, item)
            command, what = f"drafter log {typed(path)} {words}", f"{what}, log it"
        what += f": {promise.task}"
    if met and not met.email:
        what = what.replace("send the ", "pass on the ").replace("email", "letter")
    return Row(
        kind=step.kind.value,
        state=State.WAITING if step.state is State.REFUSED else step.state,
        earliest=step.earliest,
        due=step.due,
        what=what,
        when=_when(step, today),
        command=command,
        reason=step.reason,
        person_id=step.interviewer_id,
        person=met.name if met else _name(interview, step.interviewer_id),
        item=step.item,
        late_from=step.late_from,
        drafted=draft is not None,
        warnings=step.warnings,
    )


def _when(step: Step, today: date) -> str:
    if step.state is State.REFUSED:
        return f"once {step.waits_for}"
    if step.state is State.WAITING:
        if step.earliest > today:
            return f"from {day_seen_from(step.earliest, today)}"
        return "once your thanks are sent"
    if step.state is State.DUE and step.due == today:
        return "today"
    word = "since" if step.due < today else "by"
    if step.state is State.LATE:
        word = "was due"
    return f"{word} {day_seen_from(step.due, today)}"


def _to_ask(
    path: str,
    interview: Interview,
    steps: Sequence[Step],
    history: History,
    today: date,
) -> Iterator[Row]:
    """Make the row that asks, once, for the addresses of people still to be thanked."""
    without = {one.id for one in interview.interviewers if not one.email}
    contact = addressee(interview)
    thanks = [s for s in steps if s.kind is Kind.THANK_YOU and s.state in _URGENCY]
    asked = sent_on(history.events, Kind.REPLY, contact.id)
    if contact.email and not asked and without & {s.interviewer_id for s in thanks}:
        step = thanks[0]._replace(kind=Kind.REPLY, interviewer_id=contact.id)
        row = _row(path, interview, step, None, today)
        command = f"{row.command} --to {ASKS}"
        yield row._replace(what="ask for the missing addresses", command=command)


def _ahead(path: str, interview: Interview, today: date) -> Row:
    return Row(
        kind="interview",
        state=State.WAITING,
        earliest=interview.date,
        due=interview.date,
        what="the interview",
        when=f"on {day_seen_from(interview.date, today)}",
        command=f"drafter prepare {typed(path)}",
        reason="the interview is ahead",
    )


def _name(interview: Interview, person_id: str) -> str:
    person = addressee(interview)
    return person.name if person.id == person_id else person_id
