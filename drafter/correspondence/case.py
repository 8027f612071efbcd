"""`Case`: one interview, what is known of it, and what was just found out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from drafter.correspondence.letters import Letter, people_of, possible


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from drafter.correspondence.mail import Mail
    from drafter.interview import Interview, Interviewer
    from drafter.journal.history import History, KnownDraft
    from drafter.planning.events import Event


@dataclass
class Case:
    """An interview whose From address belongs to the account that is looked at."""

    path: str
    interview: Interview
    drafts: tuple[KnownDraft, ...]
    events: list[Event]
    """What was logged, and at its end what was found since, as if it were logged."""
    letters: tuple[Letter, ...]

    @cached_property
    def you(self) -> str:
        """`Address.key` of your own address."""
        return self.interview.you.email.key if self.interview.you.email else ""

    @cached_property
    def _people(self) -> dict[str, list[Interviewer]]:
        found: dict[str, list[Interviewer]] = {}
        for person in people_of(self.interview):
            if person.email and person.email.key != self.you:
                found.setdefault(person.email.key, []).append(person)
        return found

    @property
    def addresses(self) -> list[str]:
        """Where its people are written to, as typed and without a `+tag`."""
        emails = (p.email for people in self._people.values() for p in people)
        both = ((str(email), email.key) for email in emails if email)
        return [address for pair in both for address in pair]

    def named(self, person_id: str) -> Interviewer | None:
        """Find a person of it, if they are still in the file."""
        people = people_of(self.interview)
        return next((person for person in people if person.id == person_id), None)

    def at(self, key: str) -> list[Interviewer]:
        """Give the people of an address; some share one."""
        return self._people.get(key, [])


class Found(NamedTuple):
    """Something that certainly happened, and the mail that shows it."""

    case: Case
    person: Interviewer | None
    """None for somebody who is no longer in the file."""
    event: Event
    mail: Mail


class Unsure(NamedTuple):
    """A mail that may show something; only the person can say."""

    cases: tuple[Case, ...]
    """Those it may be about, the likeliest first."""
    person: Interviewer
    mail: Mail
    why: str
    words: tuple[str, ...]
    """What to type after `drafter log FILE`, one way or another."""
    is_sent: bool = False
    """Whether it lies in Sent; else it came from them."""

    @property
    def on(self) -> date:
        """The day it was sent, or came in."""
        return self.mail.arrived if self.is_sent else self.mail.oldest


def case_of(
    path: str, interview: Interview, history: History, known: Iterable[Letter]
) -> Case:
    """Put together what is known of an interview; `known` is from the journal."""
    letters = tuple(known)
    ids = {letter.id for letter in letters}
    others = (letter for letter in possible(interview) if letter.id not in ids)
    events = list(history.events)
    return Case(path, interview, history.drafts, events, (*letters, *others))
