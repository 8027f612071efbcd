"""The drafts as they stand in the folder now, and which they are; reads, no more.

The Message-ID says it, to whoever has the notes or the journal. A mail program that
saves a draft anew gives it one of its own: there it is the reader's address, then what
was drafted to them. So a message counts also if a reader of ours is among its
recipients. Of all others, the user's own letters, nothing but a few header fields is
ever asked for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from drafter.draft import Draft, Kind
from drafter.edited import Made, read_email
from drafter.formats.eml import id_for, parse_message_id, reader_of
from drafter.formats.message import read_message
from drafter.guard import sketch
from drafter.journal.history import named
from drafter.mailbox.look import key_of
from drafter.planning.check_in import addressee


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from drafter.address import Address
    from drafter.edited import Edited, Own
    from drafter.formats.eml import MessageId
    from drafter.formats.message import Message
    from drafter.interview import Interview, Interviewer
    from drafter.mailbox.session import Head, Session

_FIELDS = "MESSAGE-ID TO CC BCC SUBJECT"
_ADDRESSED = ("To", "Cc", "Bcc")
_LARGE = 256 * 1024
_AT_ONCE = 50
"""Bodies in one answer."""
_AGAIN = 9
"""Drafts of one kind to one person that are known without the journal."""
_TO_CONTACT = frozenset({Kind.CHECK_IN, Kind.REPLY})
_SUBJECT_MAX = 60


class Wanted(NamedTuple):
    """Which messages count."""

    tokens: frozenset[str]
    """`eml.token_of` the From addresses."""
    ids: frozenset[str]
    """`MessageId.id` of drafts that are known."""
    addresses: tuple[Address, ...]
    """Of the people of the interview."""
    readers: frozenset[str]
    """`eml.reader_of` whoever was drafted to before."""


class Standing(NamedTuple):
    """One message of the folder that counts."""

    own: MessageId | None
    """None if drafter did not make its Message-ID."""
    recipients: tuple[str, ...]
    """`Address.key` of everyone in To, Cc and Bcc, in this order."""
    subject: str
    data: bytes
    """The whole message; empty if it is larger than was asked for."""


def standing(
    session: Session, folder: str, wanted: Wanted, largest: int
) -> Iterator[Standing]:
    """Read each that counts; of one larger than `largest` bytes only the header."""
    exists = session.select(folder, readonly=True).exists
    if not exists:
        return
    heads = session.all_heads(exists, _FIELDS)
    found = {
        uid: one
        for uid, head in sorted(heads.items())
        if "\\deleted" not in head.flags and (one := _counted(head, wanted))
    }
    # Whatever is large comes alone: two at once may not fit in memory.
    sizes = {uid: heads[uid].size for uid in found}
    large = [uid for uid in found if _LARGE < sizes[uid] <= largest]
    small = [uid for uid in found if sizes[uid] <= _LARGE]
    yield from (one for uid, one in found.items() if sizes[uid] > largest)
    for uids in [[uid] for uid in large] + [
        small[start : start + _AT_ONCE] for start in range(0, len(small), _AT_ONCE)
    ]:
        for uid, data in sorted(session.messages(uids).items()):
            if uid in found:
                yield found[uid]._replace(data=data)


def _counted(head: Head, wanted: Wanted) -> Standing | None:
    try:
        message = read_message(head.data)
    except ValueError:
        # Too long to be read, or empty: only what we may have written counts.
        is_ours = any(f"<{token}.".encode() in head.data for token in wanted.tokens)
        return Standing(None, (), "", b"") if is_ours else None
    own = _own(message, wanted)
    keys = tuple(
        key_of(box.address)
        for name in _ADDRESSED
        for box in message.mailboxes(name).all
    )
    readers = {reader_of(address.key) for address in wanted.addresses} | wanted.readers
    if own or not readers.isdisjoint(map(reader_of, keys)):
        return Standing(own, keys, message.subject, b"")
    return None


def _own(message: Message, wanted: Wanted) -> MessageId | None:
    """Find ours, also where somebody added a second Message-ID."""
    for value in message.values("Message-ID"):
        own = parse_message_id(value)
        if own and (own.token in wanted.tokens or own.id in wanted.ids):
            return own
    return None


class Known(NamedTuple):
    """One draft that was made, by the notes or as the journal remembers it."""

    id: str
    """`MessageId.id`."""
    made: Made
    number: int = 1
    reader: str = ""
    """`eml.reader_of` whom it was saved for; empty if it never was."""
    is_foreign: bool = False
    """Of another interview than the one whose notes are at hand."""
    subject: int = 0
    """`subject_mark`; 0 where it is not known."""


class Roll(NamedTuple):
    """All that is known of what may lie there; build it with `roll_of`."""

    interview: Interview | None
    drafts: Mapping[str, Known]
    own: Own
    """Your own addresses."""

    def people(self, kind: Kind) -> tuple[Interviewer, ...]:
        """Whom it may be for; the contact may have another address than before."""
        if self.interview is None:
            return ()
        contact, people = addressee(self.interview), self.interview.interviewers
        return (contact, *people) if kind in _TO_CONTACT else (*people, contact)


class Whose(NamedTuple):
    """Which draft a message is."""

    made: Made
    interview: Interview | None
    """The notes to judge it by; None where they are of another interview."""
    name: str
    """How its file would be called; with its subject where that is a guess."""


def roll_of(interview: Interview | None, remembered: Iterable[Known], own: Own) -> Roll:
    """Join what the notes say with what the journal says; the notes know theirs."""
    drafts = {known.id: known for known in possible(interview)} if interview else {}
    for known in remembered:
        is_foreign = known.is_foreign and known.id not in drafts
        drafts[known.id] = known._replace(is_foreign=is_foreign)
    return Roll(interview, drafts, own)


def recognised(one: Standing, roll: Roll) -> Whose:
    """Say which draft this is."""
    known = roll.drafts.get(one.own.id) if one.own else None
    if known:
        interview = None if known.is_foreign else roll.interview
        return Whose(known.made, interview, _name(known))
    person = _person(one, roll)
    known = _guessed(one, person, roll)
    name = with_subject(_name(known), one.subject)
    return Whose(known.made, roll.interview if person else None, name)


def edited(one: Standing, whose: Whose, roll: Roll) -> Edited:
    """Read the message as that draft; ValueError states why it is none."""
    people = roll.people(whose.made.kind) if whose.interview else ()
    made, interview = whose.made, whose.interview
    return read_email(whose.name, one.data, made, interview, people, roll.own)


def with_subject(name: str, subject: str) -> str:
    """Tell drafts of one name apart."""
    if len(subject) > _SUBJECT_MAX:
        subject = subject[: _SUBJECT_MAX - 3] + "..."
    return f'{name} "{subject}"' if subject else name


def _person(one: Standing, roll: Roll) -> Interviewer | None:
    """The first of its recipients whom the interview knows."""
    people = roll.people(Kind.THANK_YOU)
    by_key = {person.email.key: person for person in reversed(people) if person.email}
    return next((by_key[key] for key in one.recipients if key in by_key), None)


def _guessed(one: Standing, person: Interviewer | None, roll: Roll) -> Known:
    """By recipient and subject, else the only kind they were drafted, else thanks."""
    readers = {reader_of(key) for key in one.recipients}
    before = [known for known in roll.drafts.values() if known.reader in readers]
    mark = subject_mark(one.subject)
    alike = {known.made.kind for known in before if mark and known.subject == mark}
    kinds = alike or {known.made.kind for known in before}
    kind = next(iter(kinds)) if len(kinds) == 1 else Kind.THANK_YOU
    same = [known for known in before if known.made.kind is kind]
    name = person.id if person else next((known.made.person for known in same), "")
    number = same[0].number if len(same) == 1 else 1
    return Known("", Made(kind, name), number)


@lru_cache(maxsize=1024)
def subject_mark(subject: str) -> int:
    """Hash a subject as the journal does: by its words, in any case of letters."""
    return sketch(Draft(kind=Kind.THANK_YOU, text="", subject=subject)).subject


def _name(known: Known) -> str:
    """Give how its file is called, without the ending."""
    return named(*known.made, known.number).removesuffix(".eml")


def possible(interview: Interview) -> Iterator[Known]:
    """Name every email that could have been drafted from the notes."""
    if interview.you.email is None:
        return
    for person in people_of(interview):
        for kind in (kind for kind in Kind if kind.is_email):
            most = 1 if kind is Kind.THANK_YOU else max(_AGAIN, len(person.takeaways))
            for number in range(1, most + 1):
                made = id_for(interview, person, kind, number)
                yield Known(made, Made(kind, person.id), number)


def people_of(interview: Interview) -> list[Interviewer]:
    """List whom mail may go to: first whom one asks, then everyone who interviewed."""
    return list(dict.fromkeys([addressee(interview), *interview.interviewers]))
