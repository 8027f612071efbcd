"""Which of our drafts went out, and when, from the mails in the Sent folder.

Two things are evidence, in a mail from you to the person it was drafted for: our own
Message-ID, or the drafted subject where it went to nobody else. A draft that a person
worded anew under another subject looks like any other mail to the same reader, so it is
shown and never recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.correspondence.case import Found, Unsure
from drafter.correspondence.letters import subject_mark
from drafter.draft import Kind
from drafter.formats.eml import parse_message_id
from drafter.journal.history import History, is_same, is_sent, unsent
from drafter.journal.told import say
from drafter.planning.events import Event, EventKind


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from drafter.correspondence.case import Case
    from drafter.correspondence.letters import Letter
    from drafter.correspondence.mail import Mail
    from drafter.interview import Interviewer
    from drafter.journal.history import KnownDraft

    Match = tuple[Case, Letter]


_DRAFT = "the server has it marked as a draft"


class Sent(NamedTuple):
    """What the Sent folder tells."""

    found: tuple[Found, ...]
    unsure: tuple[Unsure, ...]
    threads: Mapping[str, Case]
    """Message-IDs of mails that were our drafts, known before or found now."""


def find_sent(cases: Sequence[Case], mails: Iterable[Mail], until: date) -> Sent:
    """Match mails up to a day with drafts; the cases' events grow by what is found."""
    by_id = {one.id: (case, one) for case in cases for one in case.letters if one.id}
    found: list[Found] = []
    threads: dict[str, Case] = {}
    rest: list[tuple[Mail, Match | None]] = []
    for mail in sorted(mails, key=lambda mail: (mail.arrived, mail.uid)):
        if mail.arrived > until:
            continue
        own = parse_message_id(mail.message_id)
        named = by_id.get(own.id) if own else None
        match = None
        if not mail.is_draft:
            match = _as_drafted(mail, named) if own else _by_subject(mail, cases)
        if match:
            threads[mail.message_id] = match[0]
            found += _news(mail, *match)
        elif mail.is_draft or named or not own:
            rest.append((mail, named))
    unsure = filter(None, (_unsure(mail, named, cases) for mail, named in rest))
    return Sent(tuple(found), tuple(unsure), threads)


def _as_drafted(mail: Mail, named: Match | None) -> Match | None:
    """Believe a Message-ID of ours only from you to whom it was drafted for.

    A person who makes another letter of a draft keeps its ID in many programs.
    """
    is_so = named and mail.sender == named[0].you and _went_to(mail, *named)
    return named if is_so else None


def _went_to(mail: Mail, case: Case, letter: Letter) -> bool:
    people = (person for key in mail.readers for person in case.at(key))
    return letter.draft.person in [person.id for person in people]


def _by_subject(mail: Mail, cases: Iterable[Case]) -> Match | None:
    """Find the one draft of this subject; of several, the one drafted last."""
    if len(mail.readers) != 1:
        return None
    fits = [
        (case, letter)
        for case in cases
        for letter in _alike(mail, case)
        if letter.draft.drafted_on <= mail.oldest
        and letter.draft.person in [p.id for p in case.at(mail.readers[0])]
    ]
    last = max((letter.draft.drafted_on for _, letter in fits), default=None)
    latest = [match for match in fits if match[1].draft.drafted_on == last]
    return latest[0] if len(latest) == 1 else None


def _alike(mail: Mail, case: Case) -> Iterator[Letter]:
    """List the drafts from the same sender with the same subject."""
    mark = subject_mark(mail.subject)
    if mark and mail.sender == case.you:
        yield from (letter for letter in case.letters if letter.subject == mark)


def _news(mail: Mail, case: Case, letter: Letter) -> Iterator[Found]:
    """Tell that a draft was sent, unless that is known."""
    draft = letter.draft
    event = _event(mail, draft)
    if not _is_known(draft, event, case):
        case.events.append(event)
        yield Found(case, case.named(draft.person), event, mail)


def _event(mail: Mail, draft: KnownDraft) -> Event:
    item = draft.number if draft.kind is Kind.TAKEAWAY else 0
    kind = draft.kind.value
    return Event(EventKind.SENT, mail.arrived, kind, draft.person, item=item)


def _is_known(draft: KnownDraft, event: Event, case: Case) -> bool:
    known = any(is_same(old, event) for old in case.events)
    return known or is_sent(draft, case.interview, case.events)


def _unsure(mail: Mail, named: Match | None, cases: Iterable[Case]) -> Unsure | None:
    """Find whose unsent draft a mail may have been; the newest interview counts.

    `named`: the draft whose Message-ID it has, though it did not go out as such.
    """
    if named and mail.sender != named[0].you:
        return _from_another(mail, *named)
    for case in sorted(cases, key=lambda case: case.interview.date, reverse=True):
        if mail.sender != case.you:
            continue
        history = History(case.drafts, tuple(case.events))
        waiting = [d for d in unsent(case.interview, history) if d.kind.is_email]
        for person in (p for key in mail.readers for p in case.at(key)):
            own = [
                draft
                for draft in waiting
                if draft.person == person.id and draft.drafted_on <= mail.oldest
            ]
            if own:
                return _perhaps(mail, case, person, own, _why(mail, case, named))
    return None


def _from_another(mail: Mail, case: Case, letter: Letter) -> Unsure | None:
    """Show a draft that seems to have gone out from another address."""
    draft = letter.draft
    person = case.named(draft.person)
    known = _is_known(draft, _event(mail, draft), case)
    if person is None or known or not _went_to(mail, case, letter):
        return None
    why = _DRAFT if mail.is_draft else "it is from another address than the draft"
    return _perhaps(mail, case, person, [draft], why)


def _perhaps(
    mail: Mail, case: Case, person: Interviewer, drafts: Iterable[KnownDraft], why: str
) -> Unsure:
    words = dict.fromkeys(say(draft, case.interview) for draft in drafts)
    commands = tuple(f"{one} --on {mail.arrived}" for one in words)
    return Unsure((case,), person, mail, why, commands, is_sent=True)


def _why(mail: Mail, case: Case, named: Match | None) -> str:
    if mail.is_draft:
        return _DRAFT
    if named:
        person = named[0].named(named[1].draft.person)
        return f"it was drafted to {person.name if person else 'somebody else'}"
    if not any(_alike(mail, case)):
        return "its subject is not the one drafted"
    if len(mail.readers) > 1:
        return "it went to more than one"
    return "it may be another with this subject"
