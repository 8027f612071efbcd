"""The follow-up as a picture: days from left to right, one track a line (SVG).

Only where things stand is worked out here; the drawing is `templates/page/days.svg`.
No state is told by colour alone, and whoever hears the page reads the same plan in the
list beside the picture.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from drafter.dates import MONTHS, day_in_words, days_after
from drafter.draft import Kind
from drafter.planning import State
from drafter.words import shortened, width


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview, Statement
    from drafter.planning import Step

_LABELS, _WIDE, _TOP, _ROW = 206, 928, 44, 28
"""Of the drawing, in its own units: the names at the left, all, the days, a track."""
_DAYS_MAX = 180
_LETTER, _LABEL_MAX, _WORDS_MAX = 6.4, 30, 44
"""How wide a letter is about, and how many places a label and a remark may take."""
_NUMBERED = 20
"""Days at least this wide have their numbers."""
_GRAVEST = (State.LATE, State.DUE, State.WAITING, State.REFUSED, State.DONE)
_KINDS = {
    Kind.THANK_YOU: "Thank-you emails",
    Kind.CARD: "Cards",
    Kind.LINKEDIN: "LinkedIn",
}
_OUT = {Kind.THANK_YOU: "sent", Kind.CARD: "posted", Kind.LINKEDIN: "asked"}


class Mark(NamedTuple):
    """One thing on its day; `state` says how it is drawn."""

    on: date
    state: str
    words: str = ""
    """Beside it, if there is room."""
    since: date | None = None
    """A bar leads from this day to the mark."""


class Track(NamedTuple):
    """One line of the picture."""

    label: str
    marks: tuple[Mark, ...]


def tracks(
    interview: Interview, steps: Sequence[Step], said: Statement
) -> tuple[Track, ...]:
    """Give a line each to the interview, what is to be done, and the day they named."""
    found = [Track("Interview", (Mark(interview.date, "plain"),))]
    for kind, label in _KINDS.items():
        same = [step for step in steps if step.kind is kind]
        found += [Track(label, _together(same))] if same else []
    names = {p.id: p.called(interview.tone) for p in interview.interviewers}
    people = {p.id: p for p in interview.interviewers}
    for step in (step for step in steps if step.kind is Kind.TAKEAWAY):
        task = people[step.interviewer_id].takeaways[step.item - 1].task
        done = "kept" if step.state is State.DONE else "promised"
        mark = Mark(step.due, str(step.state), done, interview.date)
        found.append(Track(f"{names[step.interviewer_id]}: {task}", (mark,)))
    if said.until:
        found.append(Track("They decide", (Mark(said.until, "theirs", said.words),)))
    asked = [step for step in steps if step.kind is Kind.CHECK_IN]
    marks = tuple(Mark(s.earliest, str(s.state), _from(s)) for s in asked)
    return (*found, Track("Check in", marks)) if marks else tuple(found)


def _from(step: Step) -> str:
    return "done" if step.state is State.DONE else f"from {day_in_words(step.earliest)}"


def _together(steps: Sequence[Step]) -> tuple[Mark, ...]:
    """One mark for everybody of one kind: the latest day, the gravest state."""
    last = max(steps, key=lambda step: step.due)
    state = min((step.state for step in steps), key=_GRAVEST.index)
    done = sum(step.state is State.DONE for step in steps)
    words = f"{done} of {len(steps)} {_OUT[last.kind]}"
    return (Mark(last.due, str(state), words, min(s.earliest for s in steps)),)


class _Scale(NamedTuple):
    """Which days are drawn, and where each stands."""

    start: date
    length: int

    @property
    def step(self) -> float:
        """How wide a day is."""
        return (_WIDE - _LABELS) / self.length

    def x(self, day: date, part: float = 0.5) -> float:
        """The middle of a day, or another part; what lies beyond is at the edge."""
        place = min(max((day - self.start).days, 0), self.length - 1)
        return round(_LABELS + (place + part) * self.step, 1)


def _scale(lines: Sequence[Track], today: date) -> _Scale:
    days = [today, *(mark.on for line in lines for mark in line.marks)]
    start, last = days_after(min(days), -1), max(days)
    if (last - start).days > _DAYS_MAX:
        start = max(start, days_after(today, -_DAYS_MAX // 2))
    return _Scale(start, min((last - start).days + 3, _DAYS_MAX))


def drawing(
    lines: Sequence[Track], today: date, calendars: Iterable[Calendar]
) -> dict[str, object]:
    """Work out where all stands; what `days.svg` draws.

    A day that every calendar has off is shaded.
    """
    scale = _scale(lines, today)
    x, step = scale.x, scale.step
    every = [days_after(scale.start, number) for number in range(scale.length)]
    known = [*calendars]
    off = [(day, why) for day in every if (why := _why_off(known, day))]
    height = _TOP + _ROW * len(lines)
    return {
        "width": _WIDE,
        "height": height + 8,
        "bottom": height,
        "step": round(step + 0.4, 2),
        "top": _TOP,
        "off": [{"x": x(day, 0), "why": why, "day": day} for day, why in off],
        "days": [
            {"x": x(day), "number": day.day}
            for day in every
            if day == today
            or step >= _NUMBERED
            or (not day.weekday() and abs((day - today).days) * step > _NUMBERED)
        ],
        "months": [
            {"x": x(next(days), 0) + 4, "name": MONTHS[month - 1]}
            for month, days in groupby(every, key=lambda day: day.month)
        ],
        "today": x(today),
        "rows": [
            {
                "y": _TOP + _ROW * number + _ROW // 2,
                "label": shortened(line.label, _LABEL_MAX),
                "marks": [_placed(mark, x) for mark in line.marks],
            }
            for number, line in enumerate(lines)
        ],
        "holidays": [
            f"{day_in_words(day)}: {why}"
            for day, why in off
            if not day_in_words(day).startswith(why)
        ],
    }


def _placed(mark: Mark, x: Callable[..., float]) -> dict[str, object]:
    """A mark's places; its words stand where there is room, right of it or left."""
    words, at = shortened(mark.words, _WORDS_MAX), x(mark.on)
    fits = at + 14 + width(words) * _LETTER <= _WIDE
    bar = x(mark.since) if mark.since and mark.since < mark.on else None
    left = min(at, bar or at) - 14
    return {
        "x": at,
        "bar": bar,
        "state": mark.state,
        "day": day_in_words(mark.on),
        "words": words,
        "text_x": at + 14 if fits else left,
        "anchor": "start" if fits else "end",
    }


def _why_off(calendars: Sequence[Calendar], day: date) -> str:
    reasons = [one.why_off(day) for one in calendars]
    return reasons[0] if reasons and all(reasons) else ""
