"""Everything there is to do after an interview, as of one day.

Pure: the interview, what was logged since, the day and the calendar go in, steps come
out. After an answer that names a newer day there is a check-in again, so a plan can
have more than one: each that was made is a step of its own, done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.dates import day_in_words
from drafter.interview import Stage
from drafter.planning.check_in import check_in
from drafter.planning.person_steps import person_steps
from drafter.planning.steps import State, Step, StepKind


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview
    from drafter.planning.check_in import CheckIn
    from drafter.planning.events import Event


def plan(
    interview: Interview,
    events: Sequence[Event],
    today: date,
    calendar: Calendar,
    *,
    later_interview: date | None = None,
) -> tuple[Step, ...]:
    """List each person's steps in the order of the file, then the check-ins.

    `later_interview` is the newest other interview day at this employer. An
    informational talk has no check-in to do: nobody decides anything.
    """
    check = check_in(
        interview, events, today, calendar, later_interview=later_interview
    )
    steps = [
        step
        for person in interview.interviewers
        for step in person_steps(interview, person, events, today, calendar)
    ]
    if interview.stage is Stage.INFORMATIONAL and not check.made:
        return tuple(steps)
    return (*steps, *_check_ins(check))


def _check_ins(check: CheckIn) -> Iterator[Step]:
    for day in check.made:
        yield Step(
            kind=StepKind.CHECK_IN,
            interviewer_id=check.to.id,
            earliest=day,
            due=day,
            late_from=None,
            state=State.DONE,
            reason=f"you checked in on {day_in_words(day)}",
        )
    if check.state is not State.DONE:
        yield Step(
            kind=StepKind.CHECK_IN,
            interviewer_id=check.to.id,
            earliest=check.earliest.day,
            due=check.earliest.day,
            late_from=None,
            state=check.state,
            reason="; ".join(check.refusals) or check.earliest.how,
            warnings=check.warnings if check.state is State.DUE else (),
        )
