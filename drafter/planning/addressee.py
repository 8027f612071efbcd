"""Whom to ask about the decision: one person, always the same one.

The contact they named need not have interviewed; such a person is made an interviewer
of whom nothing is known but how to reach them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.interview import Interviewer, Role
from drafter.slug import slug


if TYPE_CHECKING:
    from drafter.interview import Interview

_RECRUITERS = frozenset({Role.RECRUITER, Role.AGENCY_RECRUITER})


def addressee(interview: Interview) -> Interviewer:
    """Choose the contact, else a recruiter, else the hiring manager, else the first."""
    people, contact = interview.interviewers, interview.contact
    if contact:
        for person in people:
            if contact.id == person.id or contact.name == person.name:
                email, phone = contact.email or person.email, contact.phone
                return person._replace(email=email, phone=phone or person.phone)
        if contact.name:
            return Interviewer(
                id=contact.id or slug(contact.name) or "contact",
                name=contact.name,
                email=contact.email,
                phone=contact.phone,
            )
    recruiters = [person for person in people if person.role in _RECRUITERS]
    managers = [person for person in people if person.role is Role.HIRING_MANAGER]
    return (recruiters or managers or list(people))[0]
