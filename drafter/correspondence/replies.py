"""Who of the employer's people wrote since the interview, from the mails in INBOX.

Only the day counts, not what they say: a mail of the interview day itself is mostly the
invitation, so it has to refer to something of ours to be an answer. What a program may
have sent is shown, and never recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.correspondence.case import Found, Unsure
from drafter.correspondence.writer import Writer
from drafter.formats.eml import parse_message_id
from drafter.interview import employer_key
from drafter.planning.events import Event, EventKind, newest


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from drafter.correspondence.case import Case
    from drafter.correspondence.mail import Mail


def find_replies(
    cases: Sequence[Case],
    mails: Iterable[Mail],
    threads: Mapping[str, Case],
    until: date,
) -> tuple[tuple[Found, ...], tuple[Unsure, ...]]:
    """Find one answer a person and day; the cases' events grow by what is found.

    `threads`: Message-IDs of mails that were our drafts, by their interview.
    """
    found: list[Found] = []
    unsure: dict[tuple[str, date], Unsure] = {}
    for mail in sorted(mails, key=lambda mail: (mail.oldest, mail.uid)):
        if mail.writer is Writer.PROGRAM or mail.is_draft or mail.oldest > until:
            continue
        about = _about(mail, cases, threads)
        if not about or any(_is_known(mail, case) for case in about):
            continue
        person = about[0].at(mail.sender)[0]
        event = Event(EventKind.REPLIED, mail.oldest, "", person.id)
        why = _why_unsure(mail, about)
        if not why:
            about[0].events.append(event)
            found.append(Found(about[0], person, event, mail))
        else:
            words = (f"replied --with {person.id} --on {mail.oldest}",)
            one = Unsure(tuple(about), person, mail, why, words)
            unsure.setdefault((mail.sender, mail.oldest), one)
    # A real answer of that day, or a later one, may have come after it.
    still = (
        one
        for one in unsure.values()
        if not any(_is_known(one.mail, case) for case in one.cases)
    )
    return tuple(found), tuple(still)


def _why_unsure(mail: Mail, about: Sequence[Case]) -> str:
    if len({employer_key(case.interview.employer.name) for case in about}) > 1:
        return "they belong to more than one interview"
    if mail.writer is Writer.UNCLEAR:
        return "a program may have sent it"
    return ""


def _about(
    mail: Mail, cases: Iterable[Case], threads: Mapping[str, Case]
) -> list[Case]:
    """List the interviews a mail may be an answer after, the newest first.

    Where it refers to a mail of ours, it is about that interview and no other.
    """
    theirs = [case for case in cases if case.at(mail.sender)]
    answered = [
        case
        for case in theirs
        if case.interview.date <= mail.oldest and _refers(mail, case, threads)
    ]
    since = [case for case in theirs if case.interview.date < mail.oldest]
    return sorted(answered or since, key=lambda c: c.interview.date, reverse=True)


def _refers(mail: Mail, case: Case, threads: Mapping[str, Case]) -> bool:
    ids = {letter.id for letter in case.letters if letter.id}
    own = filter(None, map(parse_message_id, mail.answers))
    return any(one.id in ids for one in own) or any(
        threads.get(one) is case for one in mail.answers
    )


def _is_known(mail: Mail, case: Case) -> bool:
    """Whether an answer of that day, or a later one, is logged: in whatever words."""
    person = case.at(mail.sender)[0]
    last = newest(case.events, EventKind.REPLIED, person_id=person.id)
    return last is not None and last >= mail.oldest
