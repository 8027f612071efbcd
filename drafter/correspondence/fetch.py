"""The mails to and from the people of some interviews, read and never touched.

Folders are opened read-only, the server is asked for these addresses since that day,
and of what it finds the header alone is read. A server's idea of a match and of a day
is only how a large folder is narrowed down; every header is compared again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from drafter.correspondence.mail import FIELDS, read_mail
from drafter.dates import days_after
from drafter.mailbox.look import any_of, find_folders


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from drafter.correspondence.case import Case
    from drafter.correspondence.mail import Mail
    from drafter.mailbox.session import Session

INBOX = "INBOX"
_AT_ONCE = 20
"""Addresses in one search: servers read long commands, but not for ever."""


class Mails(NamedTuple):
    """What lies in the two folders."""

    sent: tuple[Mail, ...]
    inbox: tuple[Mail, ...]
    folders: tuple[str, ...] = ()
    """All folders there are, where none of them is for sent mail; else nothing."""


def fetch(session: Session, cases: Sequence[Case]) -> Mails:
    """Read the headers of the mails that may matter; `MailboxError` as ever."""
    folders = find_folders(session, is_needed=False)
    addresses = dict.fromkeys(one for case in cases for one in case.addresses)
    # A server counts days in its own time zone.
    since = days_after(min(case.interview.date for case in cases), -1)
    sent: tuple[Mail, ...] = ()
    if folders.sent:
        sent = tuple(_mails(session, folders.sent, "TO", list(addresses), since))
    inbox = tuple(_mails(session, INBOX, "FROM", list(addresses), since))
    return Mails(sent, inbox, () if folders.sent else folders.names)


def _mails(
    session: Session, folder: str, field: str, addresses: Sequence[str], since: date
) -> Iterator[Mail]:
    session.select(folder, readonly=True)
    uids: set[int] = set()
    for start in range(0, len(addresses), _AT_ONCE):
        some = addresses[start : start + _AT_ONCE]
        uids.update(
            session.search(["SINCE", since, *any_of([[field, one] for one in some])])
        )
    for uid, head in sorted(session.heads(uids, FIELDS).items()):
        if mail := read_mail(uid, head):
            yield mail
