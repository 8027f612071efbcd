"""`Row`: one thing to do, when, and the very command to type next.

A draft that was made and not logged as sent turns "draft it" into "send it, log it".
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import day_in_words
from drafter.draft import Kind
from drafter.journal.history import next_number
from drafter.journal.told import say
from drafter.planning.addressee import addressee
from drafter.planning.steps import State, StepKind


if TYPE_CHECKING:
    from datetime import date

    from drafter.interview import Interview
    from drafter.journal.history import History, KnownDraft
    from drafter.planning.steps import Step

URGENCY = (State.LATE, State.DUE, State.WAITING)
_COMMANDS = {
    StepKind.THANK_YOU: "thanks",
    StepKind.CARD: "thanks",
    StepKind.LINKEDIN: "linkedin",
    StepKind.TAKEAWAY: "takeaway",
    StepKind.CHECK_IN: "checkin",
}
_TO_DRAFT = {
    StepKind.THANK_YOU: "draft the thank-you email",
    StepKind.CARD: "draft the card",
    StepKind.LINKEDIN: "draft the LinkedIn note",
    StepKind.TAKEAWAY: "keep your promise",
    StepKind.CHECK_IN: "draft the check-in",
}
_TO_SEND = {
    Kind.THANK_YOU: "send the thank-you email, log it",
    Kind.CARD: "copy and post the card, log it",
    Kind.LINKEDIN: "ask to connect on LinkedIn, log it",
    Kind.TAKEAWAY: "send the takeaway, log it",
    Kind.CHECK_IN: "send the check-in, log it",
    Kind.PHONE: "call to check in, log it",
    Kind.REPLY: "send the answer, log it",
}


class Row(NamedTuple):
    """One thing to do."""

    path: str
    employer: str
    person_id: str
    person: str
    kind: str
    item: int
    state: State
    earliest: date
    due: date
    late_from: date | None
    drafted: bool
    what: str
    when: str
    command: str
    reason: str
    warnings: tuple[str, ...]

    @property
    def urgency(self) -> tuple[int, date]:
        """Late first, then due, then waiting; the oldest of each first."""
        day = self.earliest if self.state is State.WAITING else self.due
        return URGENCY.index(self.state), day


def drafted(
    step: Step,
    made: dict[tuple[Kind, str, int], KnownDraft],
    history: History,
) -> KnownDraft | None:
    """Find the draft that waits to be sent for a step."""
    kinds = [Kind(step.kind.value)]
    number = step.item or 1
    if step.kind is StepKind.CHECK_IN:
        kinds.append(Kind.PHONE)
        number = next_number(Kind.CHECK_IN, step.interviewer_id, history.events)
    found = (made.get((kind, step.interviewer_id, number)) for kind in kinds)
    return next(filter(None, found), None)


def row_of(
    path: str, interview: Interview, step: Step, draft: KnownDraft | None, today: date
) -> Row:
    """Make the row of a step that is not done."""
    command = f"{_COMMANDS[step.kind]} {_typed(path)}"
    if draft:
        command = f"log {_typed(path)} {say(draft, interview)}"
    state = State.WAITING if step.state is State.REFUSED else step.state
    return Row(
        path=path,
        employer=interview.employer.name,
        person_id=step.interviewer_id,
        person=_name(interview, step.interviewer_id),
        kind=step.kind.value,
        item=step.item,
        state=state,
        earliest=step.earliest,
        due=step.due,
        late_from=step.late_from,
        drafted=draft is not None,
        what=_TO_SEND[draft.kind] if draft else _what(interview, step),
        when=_when(step, today),
        command=f"drafter {command}",
        reason=step.reason,
        warnings=step.warnings,
    )


def _what(interview: Interview, step: Step) -> str:
    for person in interview.interviewers:
        if step.item and person.id == step.interviewer_id:
            promised = person.takeaways[step.item - 1].promised
            return f"{_TO_DRAFT[step.kind]}: {promised}"
    return _TO_DRAFT[step.kind]


def _when(step: Step, today: date) -> str:
    if step.state is State.REFUSED:
        return "once your promise is kept"
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


def answer(path: str, interview: Interview, draft: KnownDraft, today: date) -> Row:
    """Make the row of an answer that was drafted and not sent."""
    return Row(
        path=path,
        employer=interview.employer.name,
        person_id=draft.person,
        person=_name(interview, draft.person),
        kind=draft.kind.value,
        item=0,
        state=State.DUE,
        earliest=draft.drafted_on,
        due=draft.drafted_on,
        late_from=None,
        drafted=True,
        what=_TO_SEND[draft.kind],
        when=f"since {_day(draft.drafted_on, today)}",
        command=f"drafter log {_typed(path)} {say(draft, interview)}",
        reason="drafted and not logged as sent",
        warnings=(),
    )


def ahead(path: str, interview: Interview, today: date) -> Row:
    """Make the one row of an interview that is still to come."""
    return Row(
        path=path,
        employer=interview.employer.name,
        person_id="",
        person="",
        kind="interview",
        item=0,
        state=State.WAITING,
        earliest=interview.date,
        due=interview.date,
        late_from=None,
        drafted=False,
        what="the interview",
        when=f"on {_day(interview.date, today)}",
        command=f"drafter prepare {_typed(path)}",
        reason="the interview is ahead",
        warnings=(),
    )


def _typed(path: str) -> str:
    """Spell a path as a shell takes it, and never as an option."""
    return shlex.quote(f"./{path}" if path.startswith("-") else path)


def _day(day: date, today: date) -> str:
    return day_in_words(day, year=day.year != today.year)


def _name(interview: Interview, person_id: str) -> str:
    for person in interview.interviewers:
        if person.id == person_id:
            return person.name
    contact = addressee(interview)
    return contact.name if contact.id == person_id else person_id
