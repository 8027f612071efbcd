"""The drafts as they stand in the folder now, and which they are; reads, no more.

The Message-ID says it, to whoever has the notes or the journal. A mail program that
saves a draft anew gives it one of its own: there it is the reader's address, then what
was drafted to them. So a message counts also if a reader of ours is among its
recipients. Of all others, the user's own letters, nothing but a few header fields is
ever asked for.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Draft, Kind
from drafter.edited import SIZE_MAX, Made, Own, read_email
from drafter.errors import Location, Problem
from drafter.formats.eml import id_for, parse_message_id, reader_of, token_of
from drafter.guard import sketch
from drafter.journal.history import KnownDraft, identity, named, people_of
from drafter.planning import TO_CONTACT, addressee
from drafter.words import shortened


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from drafter.address import Address
    from drafter.edited import Edited
    from drafter.formats.eml import MessageId
    from drafter.interview import Interview, Interviewer
    from drafter.journal.history import History, Identity
    from drafter.journal.run import Placed
    from drafter.mailbox.session import Head, Session

_AGAIN = 9
"""Drafts of one kind to one person that are known without the journal."""
_SUBJECT_MAX = 60


class Roll(NamedTuple):
    """All that is known of what may lie there; build it with `roll_of`."""

    interview: Interview | None
    own: Own
    """Your own addresses; the tokens are also those of what was drafted before."""
    drafts: Mapping[str, KnownDraft]
    """By `MessageId.id`, all that was made, or could be by the notes."""
    foreign: frozenset[str]
    """Those of another interview than the one whose notes are at hand."""
    readers: Mapping[str, str]
    """By `MessageId.id`, `eml.reader_of` whom it was saved for."""

    def people(self, kind: Kind) -> tuple[Interviewer, ...]:
        """Whom it may be for; the contact may have another address than before."""
        if self.interview is None:
            return ()
        contact, people = addressee(self.interview), self.interview.interviewers
        return (contact, *people) if kind in TO_CONTACT else (*people, contact)


def roll_of(
    interview: Interview | None,
    histories: Mapping[Identity, History],
    placed: Iterable[Placed],
    yours: Collection[Address],
) -> Roll:
    """Join what the notes say with what the journal says; the notes know theirs."""
    of_notes = possible(interview) if interview else {}
    this = identity(interview) if interview else None
    drafts, foreign = dict(of_notes), set()
    tokens = set(map(token_of, yours))
    for which, history in histories.items():
        for draft in history.drafts:
            if made := parse_message_id(draft.message_id):
                tokens.add(made.token)
                drafts[made.id] = draft
                if which != this and made.id not in of_notes:
                    foreign.add(made.id)
    readers = {one.draft: one.reader for one in placed}
    keys = frozenset(one.key for one in yours)
    own = Own(keys, frozenset(tokens))
    return Roll(interview, own, drafts, frozenset(foreign), readers)


def drafts_in(
    session: Session, folder: str, account: str, roll: Roll
) -> tuple[tuple[Edited, ...], tuple[Problem, ...]]:
    """Read each that counts, and say which cannot be read as a letter.

    Where two have one name, two versions or of two interviews, the subject is added.
    """
    found: list[tuple[Edited, str]] = []
    problems = []
    for head, data in _standing(session, folder, roll):
        made, interview, name = _recognised(head, roll)
        people = roll.people(made.kind) if interview else ()
        try:
            if not data:
                raise ValueError("too large for a letter")  # noqa: TRY301 - likewise
            draft = read_email(name, data, made, interview, people, roll.own)
        except ValueError as error:
            garbled = isinstance(error, UnicodeError)
            fact = "its letters cannot be read" if garbled else str(error)
            where = Location(f"{folder}: {name}")
            problems.append(Problem(where, fact, "look at it yourself"))
        else:
            draft = draft._replace(where=folder, account=account, name=name)
            found.append((draft, head.message.subject))
    names = Counter(draft.name for draft, _ in found)
    told_apart = (
        draft._replace(name=_with_subject(draft.name, subject))
        if names[draft.name] > 1
        else draft
        for draft, subject in found
    )
    return tuple(told_apart), tuple(problems)


def _standing(
    session: Session, folder: str, roll: Roll
) -> Iterator[tuple[Head, bytes]]:
    """Give each that counts, whole; one that is too large without its bytes."""
    exists = session.select(folder, readonly=True).exists
    heads = session.all_heads(exists) if exists else ()
    people = (person.email for person in roll.people(Kind.THANK_YOU))
    readers = {reader_of(email.key) for email in people if email}
    readers.update(roll.readers.values())
    live = (head for head in heads if not head.is_deleted)
    found = {head.uid: head for head in live if _counts(head, roll, readers)}
    sizes = {uid: head.size for uid, head in found.items()}
    yield from ((found[uid], b"") for uid, size in sizes.items() if size > SIZE_MAX)
    fit = {uid: size for uid, size in sizes.items() if size <= SIZE_MAX}
    for uid, data in session.messages(fit):
        yield found[uid], data


def _counts(head: Head, roll: Roll, readers: Collection[str]) -> bool:
    """Whether it is one of ours, or to one of these readers."""
    if not head.message.fields:
        # Too long to be read, or empty: only what we may have written counts.
        return any(f"<{token}.".encode() in head.data for token in roll.own.tokens)
    return bool(_own(head, roll)) or any(reader_of(k) in readers for k in head.readers)


def _own(head: Head, roll: Roll) -> MessageId | None:
    own = head.own
    is_known = own and (own.token in roll.own.tokens or own.id in roll.drafts)
    return own if is_known else None


def _recognised(head: Head, roll: Roll) -> tuple[Made, Interview | None, str]:
    """Say which draft it is, the notes to judge it by if they are its own, its name.

    That is how its file would be called, with its subject where it is a guess.
    """
    own = _own(head, roll)
    if own and (known := roll.drafts.get(own.id)):
        interview = None if own.id in roll.foreign else roll.interview
        name = named(known.kind, known.person, known.number)
        return Made(known.kind, known.person), interview, name.removesuffix(".eml")
    people = roll.people(Kind.THANK_YOU)
    by_key = {person.email.key: person for person in reversed(people) if person.email}
    person = next((by_key[key] for key in head.readers if key in by_key), None)
    made, number = _guessed(head, person.id if person else "", roll)
    name = named(made.kind, made.person, number).removesuffix(".eml")
    interview = roll.interview if person else None
    return made, interview, _with_subject(name, head.message.subject)


def _guessed(head: Head, person: str, roll: Roll) -> tuple[Made, int]:
    """By recipient and subject, else the only kind they were drafted, else thanks."""
    readers = {reader_of(key) for key in head.readers}
    before = [d for made, d in roll.drafts.items() if roll.readers.get(made) in readers]
    mark = subject_mark(head.message.subject)
    alike = {draft.kind for draft in before if mark and draft.subject == mark}
    kinds = alike or {draft.kind for draft in before}
    kind = next(iter(kinds)) if len(kinds) == 1 else Kind.THANK_YOU
    same = [draft for draft in before if draft.kind is kind]
    name = person or next((draft.person for draft in same), "")
    return Made(kind, name), same[0].number if len(same) == 1 else 1


def _with_subject(name: str, subject: str) -> str:
    return f'{name} "{shortened(subject, _SUBJECT_MAX)}"' if subject else name


@lru_cache(maxsize=1024)
def subject_mark(subject: str) -> int:
    """Hash a subject as the journal does: by its words, in any case of letters."""
    return sketch(Draft(kind=Kind.THANK_YOU, text="", subject=subject)).subject


def possible(interview: Interview) -> dict[str, KnownDraft]:
    """Give every email that could be drafted from the notes, by `MessageId.id`."""
    if interview.you.email is None:
        return {}
    found = {}
    for person in people_of(interview):
        for kind in (kind for kind in Kind if kind.is_email):
            most = 1 if kind is Kind.THANK_YOU else max(_AGAIN, len(person.takeaways))
            for number in range(1, most + 1):
                draft = KnownDraft(person.id, kind, number, "", interview.date)
                found[id_for(interview, person, kind, number)] = draft
    return found
