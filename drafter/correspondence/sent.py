"""Which of our drafts went out, and when, from the mails in the Sent folder.

Two things are evidence: our own Message-ID, and the drafted subject in a mail to that
person alone. A draft that a person worded anew under another subject looks like any
other mail to the same reader, so it is shown and never recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.correspondence.case import Found, Unsure
from drafter.correspondence.letters import subject_mark
from drafter.draft import Kind
from drafter.formats.identity import parse_message_id
from drafter.journal.history import History, is_same, is_sent, unsent
from drafter.journal.told import say
from drafter.planning.events import Event, EventKind


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from drafter.correspondence.case import Case
    from drafter.correspondence.letters import Letter
    from drafter.correspondence.mail import Mail

    Match = tuple[Case, Letter]


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
    rest = []
    for mail in sorted(mails, key=lambda mail: (mail.arrived, mail.uid)):
        own = parse_message_id(mail.message_id)
        if mail.arrived > until:
            continue
        match = None
        if not mail.is_draft:
            match = by_id.get(own.id) if own else _by_subject(mail, cases)
        if match:
            threads[mail.message_id] = match[0]
            found += _news(mail, *match)
        elif mail.is_draft or not own:
            rest.append(mail)
    unsure = filter(None, (_unsure(mail, cases) for mail in rest))
    return Sent(tuple(found), tuple(unsure), threads)


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
    item = draft.number if draft.kind is Kind.TAKEAWAY else 0
    event = Event(
        EventKind.SENT, mail.arrived, draft.kind.value, draft.person, item=item
    )
    known = any(is_same(old, event) for old in case.events)
    if known or is_sent(draft, case.interview, case.events):
        return
    case.events.append(event)
    yield Found(case, case.named(draft.person), event, mail)


def _unsure(mail: Mail, cases: Iterable[Case]) -> Unsure | None:
    """Find whose unsent draft a mail may have been; the newest interview counts."""
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
                words = dict.fromkeys(say(d, case.interview) for d in own)
                commands = tuple(f"{one} --on {mail.arrived}" for one in words)
                return Unsure((case,), person, mail, _why(mail, case), commands)
    return None


def _why(mail: Mail, case: Case) -> str:
    if mail.is_draft:
        return "the server has it marked as a draft"
    if not any(_alike(mail, case)):
        return "its subject is not the one drafted"
    if len(mail.readers) > 1:
        return "it went to more than one"
    return "it may be another with this subject"
