"""A: the note goes to one address, and that address is the reader's.

Whether an address can be a person's at all is asked in `addresses`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from drafter.address import Address
from drafter.guard.fold import unaccented
from drafter.guard.rules import EMAILS, Hit, Severity, rule
from drafter.interview import Role


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.guard.note import Note
    from drafter.guard.others import Others

REFUSE, WARN = Severity.REFUSE, Severity.WARN


@rule(
    "A1",
    REFUSE,
    "the recipient is the interviewer's own address, and the only one",
    source="Contemporary Staffing Solutions",
    on=EMAILS,
)
def goes_to_the_interviewer(note: Note, _: Others) -> Iterator[Hit]:
    """Refuse a strange address; advise where there is none yet."""
    recipient = note.draft.recipient
    known, who = None, "the contact"
    if note.person:
        known, who = note.person.email, note.person.name
    elif note.interview and note.interview.contact:
        known = note.interview.contact.email
    if recipient is None:
        why = "the email has no address yet: ask for it, do not guess it"
        yield Hit("To", 0, why, WARN)
    elif known and recipient.key != known.key:
        yield Hit(str(recipient), 0, f"this is not the address of {who} ({known})")


@rule(
    "A2",
    REFUSE,
    "one address in To, and no Cc, Bcc or list anywhere",
    source="c-spartners.com on post-interview notes; RFC 5322",
    on=EMAILS,
)
def goes_to_one_address(note: Note, _: Others) -> Iterator[Hit]:
    """Read each address again: a draft has no room for a second, but text has."""
    for address in (note.draft.recipient, note.draft.sender):
        if address is not None and not _is_one(address):
            yield Hit(str(address), 0, "this is not one address: give exactly one")


def _is_one(address: Address) -> bool:
    try:
        return Address.parse(str(address)) == address
    except (ValueError, UnicodeError):
        return False


@rule(
    "A5",
    REFUSE,
    "no two interviewers share one address",
    source="Contemporary Staffing Solutions: a shared mailbox is a group",
    on=EMAILS,
)
def shares_no_address(note: Note, _: Others) -> Iterator[Hit]:
    """Compare without case and +tag, which do not make two addresses of one."""
    if note.person is None or note.person.email is None or note.interview is None:
        return
    mine = note.person.email
    for other in note.interview.interviewers:
        if other.id != note.person.id and other.email and other.email.key == mine.key:
            why = f"{other.name} has the same address: a shared mailbox is a group"
            yield Hit(str(mine), 0, why)


@rule(
    "A6",
    WARN,
    "the address is at the employer",
    source="own judgement: it catches another employer's address",
    on=EMAILS,
)
def is_at_the_employer(note: Note, _: Others) -> Iterator[Hit]:
    """Compare hosts; an agency is elsewhere by nature."""
    recipient, interview = note.draft.recipient, note.interview
    if recipient is None or interview is None or not interview.employer.domain:
        return
    if note.person and note.person.role is Role.AGENCY_RECRUITER:
        return
    firm = interview.employer
    hosts = [_ascii(domain) for domain in (firm.domain, *firm.allowed_domains)]
    if not any(within(recipient.domain, host) for host in hosts):
        why = f"this is not at {firm.domain}: check it, or add it to allowed_domains"
        yield Hit(str(recipient), 0, why)


def within(host: str, domain: str) -> bool:
    """Tell whether a host is a domain or below it."""
    return host == domain or host.endswith(f".{domain}")


def _ascii(domain: str) -> str:
    domain = domain.strip().lower().removeprefix("@").rstrip(".")
    try:
        return Address.parse(f"x@{domain}").domain
    except (ValueError, UnicodeError):
        return domain


_FIRM_MIN = 4
"""Letters of a firm's name that a host does not have by chance."""


@rule(
    "A7",
    WARN,
    "the sender's address is not an employer's",
    source="c-spartners.com on post-interview notes",
    on=EMAILS,
)
def comes_from_ones_own_address(note: Note, _: Others) -> Iterator[Hit]:
    """Know a past employer's host by the firm's name in it: it is all the data has."""
    sender, interview = note.draft.sender, note.interview
    if sender is None or interview is None:
        return
    labels = {label.replace("-", "") for label in sender.domain.split(".")[:-1]}
    for firm in interview.you.past_employers:
        squeezed = re.sub(r"[\W_]+", "", unaccented(firm))
        if len(squeezed) >= _FIRM_MIN and squeezed in labels:
            why = f"this looks like a mailbox at {firm}: write from your own address"
            yield Hit(str(sender), 0, why)


@rule(
    "A8",
    REFUSE,
    "the recipient is not the sender",
    source="own judgement: a slip in the data",
    on=EMAILS,
)
def goes_to_somebody_else(note: Note, _: Others) -> Iterator[Hit]:
    """Compare with both the From address and the profile's."""
    recipient = note.draft.recipient
    mine = (note.draft.sender, note.interview.you.email if note.interview else None)
    if recipient and any(mine_.key == recipient.key for mine_ in mine if mine_):
        why = "this is your own address: give the interviewer's"
        yield Hit(str(recipient), 0, why)
