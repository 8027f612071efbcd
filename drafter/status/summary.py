"""The few facts of an interview that its plan needs, as JSON and back.

A plan made from a summary is the plan made from the file: what a plan reads of an
interview has to stand here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.address import Address
from drafter.interview import (
    Contact,
    Employer,
    Interview,
    Interviewer,
    Position,
    Role,
    Statement,
    Takeaway,
    You,
)


if TYPE_CHECKING:
    from collections.abc import Sequence


class Broken(NamedTuple):
    """A file that cannot be read: its first problem, and how many there are."""

    line: int
    column: int
    fact: str
    remedy: str
    problems: int = 1


def packed(what: Interview | Broken) -> list[Any]:
    """Give it as JSON holds it."""
    if isinstance(what, Broken):
        return [what.line, what.column, what.fact, what.remedy, what.problems]
    contact = what.contact
    return [
        [what.you.name, _text(what.you.email)],
        [what.employer.name, what.employer.country, what.employer.region],
        str(what.date),
        [[str(s.on), s.words, s.until and str(s.until)] for s in what.timeline],
        contact and _packed_contact(contact),
        [_packed_person(person) for person in what.interviewers],
    ]


def unpacked(row: Sequence[Any]) -> Interview | Broken:
    """Read it back; any of the usual errors where that is not what `packed` gave."""
    if isinstance(row[0], int):
        return Broken(*row)
    you, employer, day, timeline, contact, people = row
    return Interview(
        you=You(name=you[0], email=_address(you[1])),
        employer=Employer(name=employer[0], country=employer[1], region=employer[2]),
        position=Position(title=""),
        date=date.fromisoformat(day),
        timeline=tuple(_statement(*said) for said in timeline),
        contact=_contact(*contact) if contact else None,
        interviewers=tuple(_person(person) for person in people),
    )


def _packed_person(person: Interviewer) -> list[Any]:
    return [
        person.id,
        person.name,
        str(person.role),
        _text(person.email),
        person.phone,
        person.linkedin_ok,
        [[takeaway.promised, str(takeaway.due)] for takeaway in person.takeaways],
    ]


def _packed_contact(contact: Contact) -> list[str]:
    email = _text(contact.email)
    return [contact.id, contact.name, email, contact.phone, contact.channel]


def _person(row: Sequence[Any]) -> Interviewer:
    chosen, name, role, email, phone, linkedin_ok, takeaways = row
    return Interviewer(
        id=chosen,
        name=name,
        role=Role(role),
        email=_address(email),
        phone=phone,
        linkedin_ok=linkedin_ok,
        takeaways=tuple(
            Takeaway(promised=promised, due=date.fromisoformat(due))
            for promised, due in takeaways
        ),
    )


def _statement(on: str, words: str, until: str | None) -> Statement:
    day = date.fromisoformat(until) if until else None
    return Statement(date.fromisoformat(on), words, day)


def _contact(chosen: str, name: str, email: str, phone: str, channel: str) -> Contact:
    return Contact(
        id=chosen, name=name, email=_address(email), phone=phone, channel=channel
    )


def _text(address: Address | None) -> str:
    return str(address) if address else ""


def _address(text: str) -> Address | None:
    local_part, _, domain = text.rpartition("@")
    return Address(local_part, domain) if text else None
