"""Everything there is to do after an interview, as of one day; and whether one may ask.

Pure: the interview, what was logged since, the day and the calendar go in, steps come
out. Thanks, cards and promises are never refused: one that is late should still be
sent. A check-in is: one to one person, by one channel, for each date they name, and
none before it; all that speaks against it today is told at once. After an answer that
names a newer day there is a check-in again, so a plan can have more than one: each that
was made is a step of its own, done.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.interview import Interviewer, Stage
from drafter.language import day_in_words, day_seen_from, days_after, month_day
from drafter.planning import (
    DECISIONS,
    NO_DECISION,
    EventKind,
    State,
    Step,
    addressee,
    newest,
    open_promises,
    sent_on,
    standing,
)


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.calendar import Calendar
    from drafter.interview import Interview, Statement
    from drafter.planning import Event, Standing

_CARD_TRAVELS = 3
_PATIENCE = 5


@dataclass
class Plan:
    """One interview on the day `today`."""

    interview: Interview
    events: Sequence[Event]
    today: date
    calendar: Calendar
    later_interview: date | None = None
    """The newest other interview day at this employer."""
    acquainted: frozenset[str] = frozenset()
    """Ids of people whom one asked to connect after another interview there."""

    def steps(self) -> tuple[Step, ...]:
        """List each person's steps in the order of the file, then the check-ins.

        An informational talk has no check-in to do: nobody decides anything.
        """
        people, talk = self.interview.interviewers, Stage.INFORMATIONAL
        steps = [step for person in people for step in self._steps_with(person)]
        if self.interview.stage is not talk or self.check_in.made:
            steps += self.check_in.steps()
        return tuple(steps)

    @cached_property
    def says(self) -> Standing:
        """What they said last about when they decide."""
        return standing(self.interview, self.events, self.calendar)

    @cached_property
    def check_in(self) -> CheckIn:
        """Whether one may ask on this day, and whom."""
        made = [(n, event) for n, event in enumerate(self.events) if event.is_check_in]
        since = [event.on for n, event in made if self.says.is_before(n, event)]
        to, contact, earliest = self.to, self.interview.contact, self.earliest
        refused, mendable = [*self._over()], dict(self._mendable())
        state = State.DUE if self.today >= earliest.day else State.WAITING
        patience = ""
        if since:
            state = State.DONE
            patience = (
                f"you checked in on {day_in_words(max(since))}, and once is enough for"
                " each date they name: log what they answer with `replied --said`"
            )
        elif state is State.WAITING and not self.says.statement.unread:
            patience = f"not before {day_in_words(earliest.day)}: {earliest.how}"
        return CheckIn(
            to=to,
            channel=(contact.channel if contact else "") or "email",
            said=self.says.statement,
            earliest=earliest,
            made=tuple(event.on for _, event in made),
            state=State.REFUSED if refused or mendable else state,
            refusals=tuple(filter(None, (*refused, *mendable, patience))),
            warnings=tuple(self._warnings()),
            waits_for=next(iter(mendable.values()), ""),
        )

    @cached_property
    def to(self) -> Interviewer:
        """Whom one asks."""
        return addressee(self.interview)

    def _over(self) -> Iterator[str]:
        """Tell why there is nothing to ask any more."""
        interview, later = self.interview, self.later_interview
        if interview.stage is Stage.INFORMATIONAL:
            yield NO_DECISION
        for kind, words in DECISIONS.items():
            if on := newest(self.events, kind):
                yield f"{words} on {day_in_words(on)}: there is nothing left to ask"
        if later and interview.date < later <= self.today:
            fact = f"you have a later interview at {interview.employer.name},"
            fact += f" on {day_in_words(later, year=True)}"
            yield f"{fact}: what they said there counts"

    def _mendable(self) -> Iterator[tuple[str, str]]:
        """Tell what has to be done first, and that as words after "once"."""
        for _, takeaway in open_promises(self.to, self.events):
            if takeaway.due < self.today:
                fact = f"you promised {self.to.name} to {takeaway.task} by"
                fact += f" {day_in_words(takeaway.due)}: keep that first,"
                yield f"{fact} and log it `sent`", "your promise is kept"
        said = self.says.statement
        if said.unread:
            fact = f"no day can be told from {said.words[:60]!r}: write under"
            fact += " `timeline` the date it means, or `unknown`"
            yield fact, "`timeline` names a day"

    def _warnings(self) -> Iterator[str]:
        today, to = day_in_words(self.today), self.to
        if why := self.calendar.why_off(self.today):
            holiday = "" if today.startswith(why) else f" ({why})"
            employer = self.interview.employer.name
            yield f"{today}{holiday} is not a business day at {employer}"
        thanked = sent_on(self.events, Kind.THANK_YOU, to.id)
        if self.interview.by_id(to.id) and to.email and not thanked:
            yield f"your thank-you to {to.name} is not logged as sent"

    @cached_property
    def earliest(self) -> Earliest:
        """Count from the newest they said, and from an answer that named no newer day.

        The day things were said is day 0; the holidays that were left out are named.
        """
        met = self.interview.date
        base, day, how = self._by_statement()
        answered = [
            event.on
            for number, event in enumerate(self.events)
            if event.kind is EventKind.REPLIED and self.says.is_before(number, event)
        ]
        if answered:
            patient = self.calendar.add_business_days(max(answered), _PATIENCE)
            if patient > day:
                base, day = max(answered), patient
                how = (
                    f"they answered on {day_seen_from(base, met)} and named no newer"
                    f" day; five business days after that is {day_seen_from(day, met)}"
                )
        for off, name in self.calendar.holidays_between(base, day):
            how += f"; {day_seen_from(off, met)}, is {name}"
        return Earliest(day, how)

    def _by_statement(self) -> tuple[date, date, str]:
        """Give the day counted from, the day found, and the count in words."""
        said, met = self.says.statement, self.interview.date
        if said.until and said.until >= met:
            day = self.calendar.next_business_day(said.until)
            named = month_day(said.until, year=said.until.year != met.year)
            how = f"{named} is the day they named; the first business day after it is"
            return said.until, day, f"{how} {day_seen_from(day, met)}"
        base = max(said.on, met)
        day = self.calendar.add_business_days(base, _PATIENCE)
        none = "the day they named was before the interview" if said.until else ""
        since = "they last said so" if said.on > met else "the interview"
        how = (
            f"{none or 'they named no day'}; five business days after {since}"
            f" ({day_seen_from(base, met)}) is {day_seen_from(day, met)}"
        )
        return base, day, how

    @cached_property
    def card_by(self) -> date:
        """Until when a card should be posted."""
        return self.calendar.next_business_day(self.interview.date)

    @cached_property
    def too_slow(self) -> tuple[str, ...]:
        """Warn when they mean to decide before a card posted now can be there."""
        until, start = self.says.statement.until, max(self.today, self.interview.date)
        arrives = self.calendar.add_business_days(start, _CARD_TRAVELS)
        if not until or until >= arrives:
            return ()
        why = f"they named {month_day(until)}, and a card posted on {month_day(start)}"
        return (f"{why} arrives about {day_in_words(arrives)}",)

    def _steps_with(self, person: Interviewer) -> Iterator[Step]:
        """Give one person's steps, in the order one does them."""
        met, card_by = self.interview.date, self.card_by
        posted = sent_on(self.events, Kind.CARD, person.id)
        thanked = sent_on(self.events, Kind.THANK_YOU, person.id)
        if not person.email:  # the card will do
            thanked = thanked or posted
        why = f"due on the day of the interview, {day_in_words(met)}"
        yield self._step(person, Kind.THANK_YOU, why, met, grace=2, done=thanked)
        why = f"to be posted by the next business day, {day_in_words(card_by)}"
        card = self._step(person, Kind.CARD, why, card_by, grace=1, done=posted)
        yield card if posted else card._replace(warnings=self.too_slow)
        if person.linkedin_ok and person.id not in self.acquainted:
            yield self._linkedin(person, thanked)
        unkept = {number for number, _ in open_promises(person, self.events)}
        handed = sent_on(self.events, Kind.TAKEAWAY, person.id)
        for number, promise in enumerate(person.takeaways, 1):
            kept, due = None if number in unkept else handed, promise.due
            step = self._step(person, Kind.TAKEAWAY, "", due, grace=1, done=kept)
            until = ", and did" if kept else f" by {day_in_words(due)}"
            why = f"you said you would {promise.task}{until}"
            yield step._replace(reason=why, item=number)

    def _linkedin(self, person: Interviewer, thanked: date | None) -> Step:
        asked, met = sent_on(self.events, Kind.LINKEDIN, person.id), self.interview.date
        day = max(days_after(met, 1), thanked or met)
        why = f"from {day_in_words(day)}, the day after the interview at the earliest"
        step = self._step(person, Kind.LINKEDIN, why, day, done=asked)
        if asked or thanked:
            return step
        why = f"once your thanks to {person.name} are logged as sent; {why}"
        return step._replace(state=State.WAITING, reason=why)

    def _step(
        self,
        person: Interviewer,
        kind: Kind,
        why: str,
        due: date,
        *,
        grace: int = 0,
        done: date | None,
    ) -> Step:
        """Make a step that is late after some days of grace; without, from its day."""
        start = self.interview.date if grace else due
        late_from = days_after(due, grace) if grace else None
        state = State.WAITING if self.today < start else State.DUE
        if late_from and self.today >= max(start, late_from):
            state = State.LATE
        if done:
            state = State.DONE
            why = f"{'posted' if kind is Kind.CARD else 'sent'} on {day_in_words(done)}"
        return Step(kind, person.id, start, due, late_from, state, why)


class Earliest(NamedTuple):
    """The first day a check-in is allowed."""

    day: date
    how: str
    """It was counted: people believe a date they can follow. In words, no full stop."""


class CheckIn(NamedTuple):
    """The answer for one day."""

    to: Interviewer
    channel: str
    """`email` or `phone`: what they asked for, else email."""
    said: Statement
    """What they said last about when they decide."""
    earliest: Earliest
    made: tuple[date, ...]
    """Every check-in made, also for a date they named before."""
    state: State
    refusals: tuple[str, ...]
    """All that speaks against it today; empty when it is due."""
    warnings: tuple[str, ...]
    waits_for: str
    """What you can do about a refusal, as words after "once"; else empty."""

    def steps(self) -> Iterator[Step]:
        """Each that was made is a step of its own, done; then the one to make."""
        kind, person = Kind.CHECK_IN, self.to.id
        for day in self.made:
            reason = f"you checked in on {day_in_words(day)}"
            yield Step(kind, person, day, day, None, State.DONE, reason)
        if self.state is not State.DONE:
            day = self.earliest.day
            reason = "; ".join(self.refusals) or self.earliest.how
            warnings = self.warnings if self.state is State.DUE else ()
            step = Step(kind, person, day, day, None, self.state, reason, warnings)
            yield step._replace(waits_for=self.waits_for)
