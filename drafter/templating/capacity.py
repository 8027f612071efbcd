"""How large an interview a template serves: counted, with made-up people.

The people's facts are stand-ins ("they_said of person 3"); only which fields are filled
matters. Each set of facts is tried with every role, and the smallest figure counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from drafter.interview import (
    OWN_FACTS,
    Employer,
    Interview,
    Interviewer,
    Position,
    Role,
    Statement,
    Takeaway,
    You,
)
from drafter.templating.context import context_for
from drafter.templating.ledger import Ledger
from drafter.templating.render import render
from drafter.templating.seating import RanDryError, seat
from drafter.templating.walk import Walk


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from drafter.interview import Tone
    from drafter.templating.library import Library
    from drafter.templating.render import Rendered

LARGEST = 12
ENDLESS = 10**6
"""A choice with an alternative so short that everyone may be given it."""
SETS = {
    "all": OWN_FACTS,
    "no they_said": tuple(f for f in OWN_FACTS if f != "they_said"),
    "no thanks_for": tuple(f for f in OWN_FACTS if f != "thanks_for"),
    "no my_link": tuple(f for f in OWN_FACTS if f != "my_link"),
    "no card_detail": tuple(f for f in OWN_FACTS if f != "card_detail"),
    "they_said only": ("they_said",),
}
"""The sets of facts a loop is likely to have, by the name shown to the user."""
_DAY = date(2026, 6, 2)
_SENTENCES = {"reaction", "my_link", "own_words", "card_detail"}


@dataclass(frozen=True, slots=True)
class Served:
    """What one template can do for one set of facts."""

    facts: str
    people: int
    """The largest interview, up to LARGEST."""
    slots: dict[int, int]
    """By line of the choose: how many alternatives are open; ENDLESS if one is free."""


def capacity(library: Library, name: str, tone: Tone) -> list[Served]:
    """What the template serves, for every set of facts."""
    return [_served(library, name, tone, facts) for facts in SETS]


def _served(library: Library, name: str, tone: Tone, facts: str) -> Served:
    slots: dict[int, int] = {}
    people = LARGEST
    for role in Role:
        interview = _interview(role, tone, SETS[facts])
        for line, width in _open(library, name, interview):
            slots[line] = min(width, slots.get(line, width))
            people = min(people, width)  # each is given once: no order serves more
        people = min(people, _largest(library, name, interview, people))
    return Served(facts, people, dict(sorted(slots.items())))


def _open(
    library: Library, name: str, interview: Interview
) -> Iterator[tuple[int, int]]:
    """What the first reader of an interview could be given."""
    person = interview.interviewers[0]
    walk = Walk(Ledger("capacity"), person.id, thorough=True)
    _write(library, name, interview, person, walk)
    for choice in walk.open:
        yield choice.slot.line, ENDLESS if choice.endless else choice.width


def _largest(library: Library, name: str, interview: Interview, most: int) -> int:
    def write(person: Interviewer, ledger: Ledger, _: Sequence[Walk]) -> Walk:
        walk = Walk(ledger, person.id)
        made = _write(library, name, interview, person, walk)
        ledger.accept(person.id, walk, made.subject, made.text)
        return walk

    def fits(count: int) -> bool:
        try:
            seat(interview.interviewers[:count], Ledger("capacity"), write)
        except RanDryError:
            return False
        return True

    if fits(most):
        return most
    low, high = 0, most - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _write(
    library: Library, name: str, interview: Interview, person: Interviewer, walk: Walk
) -> Rendered:
    reason = f"My reason for {person.id} is true."
    handed_over = person.takeaways[0]
    context = context_for(interview, person, reason, handed_over)
    return render(library, name, context, walk)


def _interview(role: Role, tone: Tone, filled: tuple[str, ...]) -> Interview:
    people = tuple(_person(n, role, filled) for n in range(LARGEST))
    return Interview(
        you=You(name="Ines Okafor", phone="+1 207 555 0142"),
        employer=Employer(name="Corvane Ferries", short="Corvane"),
        position=Position(title="Software Engineer", short="Timetables"),
        date=_DAY,
        interviewers=people,
        tone=tone,
        timeline=(Statement(_DAY, "by June 12", _DAY.replace(day=12)),),
    )


def _person(n: int, role: Role, filled: tuple[str, ...]) -> Interviewer:
    values = {
        name: f"Its {name} is number {n}." if name in _SENTENCES else f"the {name} {n}"
        for name in filled
    }
    promise = Takeaway(
        promised=f"send the plan {n}",
        due=_DAY.replace(day=4),
        here_is=f"the plan {n}",
        link=f"https://ines.example/{n}",
    )
    person = Interviewer(
        id=f"person-{n}",
        name=f"Person Number{n}",
        role=role,
        topics=(f"the topic {n}",),
        takeaways=(promise,),
    )
    return person._replace(**values)  # type: ignore[arg-type]
