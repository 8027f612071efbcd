"""Which of our drafts went out since an interview, and who of them wrote back.

All is told by the headers in a mailbox (`mail`), which are read and never touched.

Two things are evidence that a draft was sent, in a mail from you to the person it was
drafted for: our own Message-ID (mutt keeps it), or the drafted subject where it went to
nobody else (all that Thunderbird keeps). A draft that a person worded anew under
another subject looks like any other mail to the same reader, so it is shown and never
recorded.

Of an answer only the day counts, not what it says: a mail of the interview day itself
is mostly the invitation, so it has to refer to something of ours to be an answer. What
a program may have sent is shown, and never recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Kind
from drafter.formats.eml import parse_message_id
from drafter.interview import employer_key
from drafter.journal.history import (
    History,
    KnownDraft,
    is_same,
    is_sent,
    people_of,
    unsent,
)
from drafter.journal.told import item_of
from drafter.language import days_after
from drafter.mailbox.look import find_folders
from drafter.mailbox.recognise import possible, subject_mark
from drafter.planning import Event, EventKind, logged, newest
from drafter.sync.mail import INBOX, Writer, mails_in
from drafter.words import typed


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from drafter.interview import Interview, Interviewer
    from drafter.mailbox.session import Session
    from drafter.sync.mail import Mail

    Match = tuple["Case", KnownDraft]
    """A draft, and of which interview it is."""


@dataclass
class Case:
    """An interview whose From address belongs to the account that is looked at."""

    path: str
    interview: Interview
    drafts: tuple[KnownDraft, ...]
    events: list[Event]
    """What was logged, and at its end what was found since, as if it were logged."""

    @cached_property
    def by_id(self) -> dict[str, KnownDraft]:
        """Emails by `MessageId.id`, which the notes tell also without a journal."""
        ids = ((parse_message_id(draft.message_id), draft) for draft in self.drafts)
        made = {own.id: draft for own, draft in ids if own}
        return possible(self.interview) | made

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
    """What a mail shows of an interview."""

    cases: tuple[Case, ...]
    """Those it may be about, the likeliest first; one, where it is certain."""
    person: Interviewer | None
    """None for somebody who is no longer in the file."""
    mail: Mail
    events: tuple[Event, ...]
    """What happened: one, or one of these."""
    why: str = ""
    """Why only the person can say; empty where it is certain."""

    @property
    def commands(self) -> list[str]:
        """What one types to tell it, one way or another."""
        return [told(case, event) for case in self.cases for event in self.events]


def told(case: Case, event: Event) -> str:
    """Give the command that logs an event."""
    words = f"{event.kind} --with {event.with_id}"
    if event.kind is EventKind.SENT:
        words = logged(Kind(event.draft_kind), event.with_id, event.item)
    return f"drafter log {typed(case.path)} {words} --on {event.on}"


def look_in(
    session: Session, cases: Sequence[Case], until: date, sent_folder: str = ""
) -> tuple[list[Found], tuple[str, ...]]:
    """Look for what was sent and answered; the cases' events grow by what is certain.

    Also gives all folders there are, where none of them is for sent mail.
    `MailboxError` says what is in the way.
    """
    addresses = list(dict.fromkeys(one for case in cases for one in case.addresses))
    # A server counts days in its own time zone.
    since = days_after(min(case.interview.date for case in cases), -1)
    folders = find_folders(session, sent=sent_folder, is_needed=False)
    sent: list[Mail] = []
    if folders.sent:
        sent = mails_in(session, folders.sent, "TO", addresses, since)
    found, threads = find_sent(cases, sent, until)
    inbox = mails_in(session, INBOX, "FROM", addresses, since)
    found += _find_answers(cases, inbox, until, threads)
    return found, () if folders.sent else folders.names


def find_sent(
    cases: Sequence[Case], mails: Iterable[Mail], until: date
) -> tuple[list[Found], dict[str, Case]]:
    """Match mails up to a day with drafts.

    Also gives the Message-IDs of all that were ours, known before or found now.
    """
    by_id = {i: (case, one) for case in cases for i, one in case.by_id.items()}
    found: list[Found] = []
    threads: dict[str, Case] = {}
    rest: list[Mail] = []
    for mail in sorted(mails, key=lambda mail: (mail.arrived, mail.uid)):
        if mail.arrived > until:
            continue
        own = parse_message_id(mail.message_id)
        named = by_id.get(own.id) if own else None
        match = None
        if not mail.is_draft:
            match = _as_drafted(mail, named) if own else _by_subject(mail, cases)
        if match:
            case, draft = match
            threads[mail.message_id] = case
            if event := _sent(mail, case, draft):
                case.events.append(event)
                found.append(Found((case,), case.named(draft.person), mail, (event,)))
        elif mail.is_draft or named or not own:
            rest.append(mail)
    return [*found, *filter(None, (_unsure(mail, cases) for mail in rest))], threads


def _as_drafted(mail: Mail, named: Match | None) -> Match | None:
    """Believe a Message-ID of ours only from you to whom it was drafted for.

    A person who makes another letter of a draft keeps its ID in many programs.
    """
    is_so = named and mail.sender == named[0].you and _went_to(mail, *named)
    return named if is_so else None


def _went_to(mail: Mail, case: Case, draft: KnownDraft) -> bool:
    people = (person for key in mail.readers for person in case.at(key))
    return draft.person in [person.id for person in people]


def _by_subject(mail: Mail, cases: Iterable[Case]) -> Match | None:
    """Find the one draft of this subject; of several, the one drafted last."""
    if len(mail.readers) != 1:
        return None
    fits = [
        (case, draft)
        for case in cases
        for draft in _alike(mail, case)
        if draft.drafted_on <= mail.oldest and _went_to(mail, case, draft)
    ]
    last = max((draft.drafted_on for _, draft in fits), default=None)
    latest = [match for match in fits if match[1].drafted_on == last]
    return latest[0] if len(latest) == 1 else None


def _alike(mail: Mail, case: Case) -> list[KnownDraft]:
    mark = subject_mark(mail.subject) if mail.sender == case.you else 0
    return [draft for draft in case.drafts if mark and draft.subject == mark]


def _sent(mail: Mail, case: Case, draft: KnownDraft) -> Event | None:
    """Tell that a draft was sent, unless that is known."""
    item = draft.number if draft.kind is Kind.TAKEAWAY else 0
    kind = draft.kind.value
    event = Event(EventKind.SENT, mail.arrived, kind, draft.person, item=item)
    known = any(is_same(old, event) for old in case.events)
    return None if known or is_sent(draft, case.interview, case.events) else event


def _unsure(mail: Mail, cases: Iterable[Case]) -> Found | None:
    """Find whose unsent draft a mail may have been; the newest interview counts."""
    for case in sorted(cases, key=lambda case: case.interview.date, reverse=True):
        if mail.sender != case.you:
            continue
        history = History(case.drafts, tuple(case.events))
        waiting = [d for d in unsent(case.interview, history) if d.kind.is_email]
        for person in (p for key in mail.readers for p in case.at(key)):
            events = [
                Event(EventKind.SENT, mail.arrived, d.kind.value, d.person, "", item)
                for d in waiting
                for item in [item_of(d, case.interview)]
                if d.person == person.id and d.drafted_on <= mail.oldest
            ]
            if events:
                alike = tuple(dict.fromkeys(events))
                return Found((case,), person, mail, alike, _why(mail, case))
    return None


def _why(mail: Mail, case: Case) -> str:
    if mail.is_draft:
        return "the server has it marked as a draft"
    if not _alike(mail, case):
        return "its subject is not the one drafted"
    if len(mail.readers) > 1:
        return "it went to more than one"
    return "it may be another with this subject"


def _find_answers(
    cases: Sequence[Case],
    mails: Iterable[Mail],
    until: date,
    threads: Mapping[str, Case],
) -> list[Found]:
    found: list[Found] = []
    unsure: dict[tuple[str, date], Found] = {}
    for mail in sorted(mails, key=lambda mail: (mail.oldest, mail.uid)):
        if mail.writer is Writer.PROGRAM or mail.is_draft or mail.oldest > until:
            continue
        about = _about(mail, cases, threads)
        if not about or any(_is_answered(mail, case) for case in about):
            continue
        person = about[0].at(mail.sender)[0]
        event = Event(EventKind.REPLIED, mail.oldest, "", person.id)
        one = Found(tuple(about), person, mail, (event,))
        if len({employer_key(case.interview.employer.name) for case in about}) > 1:
            one = one._replace(why="they belong to more than one interview")
        elif mail.writer is Writer.UNCLEAR:
            one = one._replace(why="a program may have sent it")
        if one.why:
            unsure.setdefault((mail.sender, mail.oldest), one)
        else:
            about[0].events.append(event)
            found.append(one)
    # A real answer of that day, or a later one, may have come after it.
    found += [
        one
        for one in unsure.values()
        if not any(_is_answered(one.mail, case) for case in one.cases)
    ]
    return found


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
    ours = (own.id for one in mail.answers if (own := parse_message_id(one)))
    in_thread = any(threads.get(one) is case for one in mail.answers)
    return in_thread or any(one in case.by_id for one in ours)


def _is_answered(mail: Mail, case: Case) -> bool:
    """Whether an answer of that day, or a later one, is logged: in whatever words."""
    person = case.at(mail.sender)[0]
    last = newest(case.events, EventKind.REPLIED, person_id=person.id)
    return last is not None and last >= mail.oldest
