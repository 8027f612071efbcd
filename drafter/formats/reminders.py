"""The steps of a plan as reminders: what to do, for whom, and the command to type.

Only the file's name is told, not its folder: a calendar is often shared or synced, and
the same notes give the same reminders wherever the command is run.
"""

from __future__ import annotations

import shlex
import uuid
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from drafter.formats.ics import Reminder
from drafter.interview import employer_key
from drafter.planning.addressee import addressee
from drafter.planning.steps import State, StepKind


if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.interview import Interview, Interviewer
    from drafter.planning.steps import Step

_MORNING, _EVENING = 9, 18
_UUID_DIGITS, _FAMILY_DIGITS = 32, 8
_SUMMARIES = {
    StepKind.THANK_YOU: "Thank {name}",
    StepKind.CARD: "Post the card to {name}",
    StepKind.LINKEDIN: "Connect with {name} on LinkedIn",
    StepKind.TAKEAWAY: "For {name}: {promised}",
    StepKind.CHECK_IN: "Check in with {name}",
}
_COMMANDS = {
    StepKind.THANK_YOU: ("thanks {file}", "log {file} sent thank-you --with {id}"),
    StepKind.CARD: ("thanks {file}", "log {file} posted --with {id}"),
    StepKind.LINKEDIN: ("linkedin {file}", "log {file} connected --with {id}"),
    StepKind.TAKEAWAY: ("takeaway {file}", "log {file} sent takeaway --with {id}"),
    StepKind.CHECK_IN: ("checkin {file}", "log {file} sent check-in --with {id}"),
}


class Reminders(NamedTuple):
    """What `ics.encode` takes: the events, and the UIDs of what is done."""

    pending: tuple[Reminder, ...]
    done: frozenset[str]
    family: str
    """What the UIDs of this interview begin with, and no other's."""


def reminders(
    interview: Interview, steps: Sequence[Step], file: str, why: str
) -> Reminders:
    """Make one reminder of each step that is still to be done.

    `file` is the interview file's name; `why` tells how the check-in's day was counted.
    """
    pending, done = [], set()
    round_ = 0
    for step in steps:
        # Each check-in that was made stays an event of its own; the next is another.
        round_ += step.kind is StepKind.CHECK_IN
        uid = _uid(interview, step, round_)
        if step.state is State.DONE:
            done.add(uid)
        elif step.state is not State.REFUSED:
            person = _person(interview, step)
            summary = f"{_what(step, person)} ({interview.employer.name})"
            on_interview_day = step.due == interview.date
            pending.append(
                Reminder(
                    uid=uid,
                    on=step.due,
                    summary=summary,
                    description=_description(step, person, file, why),
                    hour=_EVENING if on_interview_day else _MORNING,
                )
            )
    return Reminders(tuple(pending), frozenset(done), _family(interview))


def _what(step: Step, person: Interviewer) -> str:
    promised = person.takeaways[step.item - 1].promised if step.item else ""
    return _SUMMARIES[step.kind].format(name=person.name, promised=promised)


def _description(step: Step, person: Interviewer, file: str, why: str) -> str:
    shown = shlex.quote(f"./{file}" if file.startswith("-") else file)
    before, after = (
        f"drafter {command.format(file=shown, id=person.id)}"
        for command in _COMMANDS[step.kind]
    )
    if step.kind is StepKind.TAKEAWAY and len(person.takeaways) > 1:
        after += f" --item {step.item}"
    # Not the step's own reason: that tells how it stands today.
    reason = [f"Why this day: {why}."] if step.kind is StepKind.CHECK_IN else []
    return "\n".join([before, f"Then: {after}", *reason])


def _person(interview: Interview, step: Step) -> Interviewer:
    if step.kind is StepKind.CHECK_IN:
        return addressee(interview)
    return next(p for p in interview.interviewers if p.id == step.interviewer_id)


def _uid(interview: Interview, step: Step, round_: int) -> str:
    """Name the event by what it is about, so that the next run finds it; opaque."""
    is_check_in = step.kind is StepKind.CHECK_IN
    family = _family(interview)
    digest = _digest(
        family,
        interview.you.key,
        step.kind.value,
        # There is one check-in at a time, whoever it goes to.
        "" if is_check_in else step.interviewer_id,
        str(round_ if is_check_in else step.item),
    )
    return str(uuid.UUID(family + digest[: _UUID_DIGITS - _FAMILY_DIGITS], version=5))


def _family(interview: Interview) -> str:
    employer = employer_key(interview.employer.name)
    return _digest(employer, interview.date.isoformat())[:_FAMILY_DIGITS]


def _digest(*about: str) -> str:
    return sha256("\0".join(about).encode("utf-8", "surrogatepass")).hexdigest()
