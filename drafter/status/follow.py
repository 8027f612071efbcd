"""Every interview with what there is to do about it, most urgent first.

Pure, as of one day. A draft that was made and not logged as sent turns "draft it" into
"send it, log it". After a decision nothing is urgent any more: such an interview has no
rows but an answer that was drafted and not sent.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_in_words
from drafter.draft import ASKS, Kind
from drafter.interview import Stage
from drafter.journal.history import next_number, unsent
from drafter.journal.told import EVERYONE, say
from drafter.planning.check_in import addressee
from drafter.planning.events import EventKind, newest
from drafter.planning.plan import plan
from drafter.planning.steps import WORDING, State, Step
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
    waiting = unsent(interview, history)
    answers = [
        _answer(path, interview, d, today) for d in waiting if d.kind is Kind.REPLY
    ]
    if why := _closed(interview, history):
        standing = Standing.OPEN if answers else Standing.CLOSED
        return Followed(path, interview, standing, why, tuple(answers))
    steps = plan(
        interview,
        history.events,
        today,
        calendar,
        later_interview=later_interview,
        acquainted=acquainted,
    )
    made = {(draft.kind, draft.person, draft.number): draft for draft in waiting}
    rows = [
        _row(path, interview, step, _drafted(step, made, history), today)
        for step in steps
        if step.state in _URGENCY
        or (step.state is State.REFUSED and not later_interview)
    ]
    rows += answers or _to_ask(path, interview, steps, history, today)
    if rows:
        return Followed(path, interview, Standing.OPEN, "", tuple(rows))
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
    known = {EventKind.DECIDED: "they decided", EventKind.WITHDREW: "you withdrew"}
    for kind, words in known.items():
        if on := newest(history.events, kind):
            return f"{words} on {day_in_words(on, year=on.year != interview.date.year)}"
    return ""


def _drafted(
    step: Step, made: dict[tuple[Kind, str, int], KnownDraft], history: History
) -> KnownDraft | None:
    """Find the draft that waits to be sent for a step."""
    kinds, number = [step.kind], step.item or 1
    if step.kind is Kind.CHECK_IN:
        kinds.append(Kind.PHONE)
        number = next_number(Kind.CHECK_IN, step.interviewer_id, history.events)
    found = (made.get((kind, step.interviewer_id, number)) for kind in kinds)
    return next(filter(None, found), None)


def _row(
    path: str, interview: Interview, step: Step, draft: KnownDraft | None, today: date
) -> Row:
    """Make the row of a step that is not done."""
    wording = WORDING[step.kind]
    command, what = f"drafter {wording.command} {typed(path)}", wording.to_draft
    if draft:
        command = f"drafter log {typed(path)} {say(draft, interview)}"
        what = WORDING[draft.kind].to_send
    elif step.item:
        what += f": {_promised(interview, step)}"
    if step.interviewer_id in _without_address(interview):
        what = what.replace("send the", "pass on the").replace("email", "letter")
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
        person=_name(interview, step.interviewer_id),
        item=step.item,
        late_from=step.late_from,
        drafted=draft is not None,
        warnings=step.warnings,
    )


def _without_address(interview: Interview) -> set[str]:
    return {one.id for one in interview.interviewers if not one.email}


def _promised(interview: Interview, step: Step) -> str:
    people = {person.id: person for person in interview.interviewers}
    return people[step.interviewer_id].takeaways[step.item - 1].task


def _when(step: Step, today: date) -> str:
    if step.state is State.REFUSED:
        return f"once {step.waits_for}"
    if step.state is State.WAITING:
        if step.earliest > today:
            return f"from {_day(step.earliest, today)}"
        return "once your thanks are sent"
    if step.state is State.DUE and step.due == today:
        return "today"
    word = "since" if step.due < today else "by"
    if step.state is State.LATE:
        word = "was due"
    return f"{word} {_day(step.due, today)}"


def _answer(path: str, interview: Interview, draft: KnownDraft, today: date) -> Row:
    """Make the row of an answer that was drafted and not sent."""
    on, reason = draft.drafted_on, "drafted and not logged as sent"
    step = Step(draft.kind, draft.person, on, on, None, State.DUE, reason)
    row = _row(path, interview, step, draft, today)
    return row._replace(when=f"since {_day(on, today)}")


def _to_ask(
    path: str,
    interview: Interview,
    steps: Sequence[Step],
    history: History,
    today: date,
) -> Iterator[Row]:
    """Make the row that asks, once, for the addresses of people still to be thanked."""
    without, contact = _without_address(interview), addressee(interview)
    thanks = [s for s in steps if s.kind is Kind.THANK_YOU and s.state in _URGENCY]
    asked = newest(history.events, EventKind.SENT, Kind.REPLY, contact.id)
    if contact.email and not asked and without & {s.interviewer_id for s in thanks}:
        step = thanks[0]._replace(kind=Kind.REPLY, interviewer_id=contact.id)
        row = _row(path, interview, step, None, today)
        command = f"{row.command} --to {ASKS}"
        yield row._replace(what="ask for the missing addresses", command=command)


def _ahead(path: str, interview: Interview, today: date) -> Row:
    """Make the one row of an interview that is still to come."""
    return Row(
        kind="interview",
        state=State.WAITING,
        earliest=interview.date,
        due=interview.date,
        what="the interview",
        when=f"on {_day(interview.date, today)}",
        command=f"drafter prepare {typed(path)}",
        reason="the interview is ahead",
    )


def _day(day: date, today: date) -> str:
    return day_in_words(day, year=day.year != today.year)


def _name(interview: Interview, person_id: str) -> str:
    for person in interview.interviewers:
        if person.id == person_id:
            return person.name
    contact = addressee(interview)
    return contact.name if contact.id == person_id else person_id
