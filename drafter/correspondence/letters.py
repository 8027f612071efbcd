"""`Letter`: an email draft of an interview, by what it can be recognized by once sent.

Mail programs keep either the Message-ID (mutt) or only the subject (Thunderbird), and
the journal keeps the first as it is and the second as a hash. Without a journal the ID
can still be worked out from the interview file; the subject cannot.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Draft, Kind
from drafter.formats.eml import id_for, parse_message_id
from drafter.guard import sketch
from drafter.journal.history import KnownDraft
from drafter.planning.addressee import addressee


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from drafter.interview import Interview, Interviewer
    from drafter.journal.history import KnownLetter

EMAILS = tuple(kind for kind in Kind if kind.is_email)
_AGAIN_MAX = 9
"""Check-ins, or answers to one person, that are looked for without a journal."""


class Letter(NamedTuple):
    """One email draft."""

    draft: KnownDraft
    id: str
    """Of `identity.MessageId`; empty where it has none of ours."""
    subject: int
    """`subject_mark`; 0 where it is not known."""


@lru_cache(maxsize=1024)
def subject_mark(subject: str) -> int:
    """Hash a subject as the journal does: by its words, in any case of letters."""
    note = Draft(kind=Kind.THANK_YOU, text="", subject=subject)
    return sketch(note).subject


def letters_of(known: Iterable[KnownLetter]) -> tuple[Letter, ...]:
    """Tell how the emails that the journal knows can be recognized."""
    return tuple(Letter(one.draft, _id(one.message_id), one.subject) for one in known)


def possible(interview: Interview) -> Iterator[Letter]:
    """Name every email draft there could be; its ID is the only mark that is known."""
    if interview.you.email is None:
        return
    for person in people_of(interview):
        for kind in EMAILS:
            for number in range(1, 1 + _count(kind, person)):
                known = KnownDraft(person.id, kind, number, "", interview.date)
                yield Letter(known, id_for(interview, person, kind, number), 0)


def people_of(interview: Interview) -> list[Interviewer]:
    """List whom mail may go to: first whom one asks, then everyone who interviewed."""
    return list(dict.fromkeys([addressee(interview), *interview.interviewers]))


def _count(kind: Kind, person: Interviewer) -> int:
    if kind is Kind.TAKEAWAY:
        return len(person.takeaways)
    return 1 if kind is Kind.THANK_YOU else _AGAIN_MAX


def _id(message_id: str) -> str:
    own = parse_message_id(message_id)
    return own.id if own else ""
