"""A mailbox full of its owner's mail, and a witness to every run on it.

Whatever a test is about, each run is checked for what no run may ever do: touch a mail
that is not an untouched copy of ours, send a command that could, or tell an untruth. A
copy is ours only if it proves to be unedited; all else is its owner's, also what has a
Message-ID of ours. Words are read by Python's own parser, which shares no code with
drafter's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from drafter.cli.imap import account_key
from drafter.delivery.deliver import State, deliver
from drafter.formats.eml import is_unedited, parse_message_id
from drafter.formats.message import read_message
from drafter.journal import open_journal
from drafter.mailbox.failures import NotSavedError
from tests.mailboxes import IMPATIENT, mailbox_at
from tests.servers.proxy import Fault, Proxy


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from drafter.delivery.deliver import Artefact, Receipt
    from drafter.mailbox.connection import Timeouts
    from drafter.mailbox.saving import DraftsFolder
    from drafter.mailbox.session import Session
    from tests.desk import Desk
    from tests.mailboxes import Mail, Mailbox
    from tests.servers.proxy import Command
    from tests.servers.server import Server

Snapshot = dict[str, list["Mail"]]
VERBS = {
    "CAPABILITY", "AUTHENTICATE", "LOGIN", "LIST", "SELECT", "EXAMINE", "UID SEARCH",
    "FETCH", "UID FETCH",
    "NOOP", "APPEND", "UID MOVE", "UID STORE", "UID EXPUNGE", "LOGOUT",
}  # fmt: skip
"""All that drafter ever says."""
_MARKS = r"FLAGS INTERNALDATE RFC822\.SIZE"
_LINES = {
    "SELECT": r'SELECT "?Drafts"?',
    "APPEND": r'APPEND "?Drafts"? \(\\Draft \\Seen\) (?:"[^"]*" )?\{\d+\+?\}',
    "FETCH": rf"FETCH [\d,:]+ \(UID {_MARKS} BODY\.PEEK\[.*",
    "UID FETCH": rf"UID FETCH [\d,:]+ \(?(?:{_MARKS} )?BODY\.PEEK\[.*",
    "UID MOVE": r'UID MOVE (?P<uids>[\d,:]+) "?Trash"?',
    "UID STORE": r"UID STORE (?P<uids>[\d,:]+) \+FLAGS\.SILENT \(\\Deleted\)",
    "UID EXPUNGE": r"UID EXPUNGE (?P<uids>[\d,:]+)",
}
Disturb = Callable[["DraftsFolder"], "DraftsFolder"]
_LIES_THERE = {State.SAVED, State.REPLACED, State.UNCHANGED}


class Ran(NamedTuple):
    """What a run said and did."""

    states: dict[str, str]
    """By the draft's file name; those that were not saved are missing."""
    receipts: tuple[Receipt, ...]
    failure: NotSavedError | None
    proxy: Proxy
    after: Snapshot

    def count(self, verb: str) -> int:
        """How often the client said this."""
        return [command.verb for command in self.proxy.commands].count(verb)


class Watched:
    """One user's mailbox; `run` is what a command does."""

    def __init__(self, box: Mailbox) -> None:
        self.box = box
        self.filled = box.snapshot()
        """What lay there at first."""

    def put(self, artefacts: Sequence[Artefact], disturb: Disturb) -> None:
        """Deliver with nobody watching, for a run that will not come to its end."""
        with open_journal(self.box.journal) as journal:
            memory = journal.account(account_key(self.box.settings()))
            deliver(artefacts, disturb(self.box.folder(memory)))

    def run(
        self,
        artefacts: Sequence[Artefact],
        fault: Fault = Fault.NONE,
        wire: Mapping[str, Any] | None = None,
        *,
        timeouts: Timeouts = IMPATIENT,
        disturb: Disturb = lambda folder: folder,
        alone: bool = True,
        is_changing: bool = False,
        **changes: Any,
    ) -> Ran:
        """Deliver through a proxy (`wire` is how), and check all that was done.

        `disturb` changes the destination. A run that is not `alone` may find itself
        overtaken, so what it said is not held against what lies there. A server that
        `is_changing` what it stores adds mails that are nobody's.
        """
        box = self.box
        before = box.snapshot()
        failure: NotSavedError | None = None
        receipts: tuple[Receipt, ...] = ()
        proxy = Proxy(box.server, fault, **wire or {})
        try:
            with proxy, open_journal(box.journal) as journal:
                settings = box.settings(port=proxy.port)
                memory = journal.account(account_key(settings))
                folder = box.folder(memory, settings, timeouts, **changes)
                receipts = deliver(artefacts, disturb(folder))
        except NotSavedError as error:
            failure, receipts = error, error.receipts
        finally:
            after = box.snapshot()
            replace = bool(changes.get("replace"))
            check_commands(proxy.commands, protected(before, replace=replace))
            rescued = box.rescued().values() if replace else None
            known = _without_new(after, before) if is_changing else after
            check_nothing_else_changed(before, known, rescued)
        states = {receipt.artefact.name: str(receipt.state) for receipt in receipts}
        ran = Ran(states, receipts, failure, proxy, after)
        if alone:
            check_truth(ran, artefacts, after)
        return ran

    def check_one_each(self, artefacts: Iterable[Artefact]) -> None:
        """See `check_one_each`, of what lies there now."""
        check_one_each(self.box.snapshot(), artefacts)


def watched_at(server: Server, home: Path, kind: str = "plain") -> Watched:
    """Make a user whose folders are full of their own mail."""
    box = mailbox_at(server, home, kind)
    with server.open(box.user) as client:
        for folder, flags, data in _OWN_MAIL:
            client.append(folder, data.replace(b"\n", b"\r\n"), flags)
    return Watched(box)


def _own(number: int, to: str, subject: str) -> bytes:
    return (
        f"From: Ines Okafor <ines.okafor@mail.example>\nTo: {to}\n"
        f"Subject: {subject}\nMessage-ID: <own{number}@mail.example>\n"
        f"Date: Mon, 1 Jun 2026 09:00:0{number} +0000\n\nWords of mine, {number}.\n"
    ).encode()


_OWN_MAIL: tuple[tuple[str, tuple[bytes, ...], bytes], ...] = (
    ("INBOX", (b"\\Seen",), _own(1, "ines.okafor@mail.example", "Your interview")),
    ("INBOX", (), _own(2, "ines.okafor@mail.example", "A question")),
    ("Sent", (b"\\Seen",), _own(3, "person.1@corvane.example", "See you then")),
    ("Trash", (b"\\Seen",), _own(4, "shop@shop.example", "Old")),
    ("Drafts", (b"\\Draft",), _own(5, "aunt@family.example", "Sunday")),
    ("Drafts", (b"\\Draft", b"\\Flagged"), _own(6, "person.2@corvane.example", "Keys")),
    # What a plain EXPUNGE or a CLOSE would destroy.
    ("Drafts", (b"\\Draft", b"\\Deleted"), _own(7, "bank@bank.example", "Still mine")),
    ("Drafts", (b"\\Seen",), b"Subject: nobody yet\n\n"),
)  # fmt: skip


def check_truth(ran: Ran, artefacts: Sequence[Artefact], after: Snapshot) -> None:
    """What a run says of each draft is so, and it says something of each."""
    there = drafts_in(after)
    unsaved = ran.failure.unsaved if ran.failure else ()
    told = [*ran.states, *(artefact.name for artefact in unsaved)]
    assert sorted(told) == sorted(artefact.name for artefact in artefacts)
    for receipt in ran.receipts:
        letter = letter_in(receipt.artefact.data)
        if receipt.state in _LIES_THERE:
            assert letter in there, f"{receipt.state}, and is not there: {letter}"
        if receipt.state is State.GONE:
            assert letter not in there
    for artefact in unsaved:
        name = artefact.name.removesuffix(".eml")
        assert ran.failure
        reasons = [line for line in ran.failure.lines if line.startswith(f"{name}: ")]
        if letter_in(artefact.data) in there:
            assert reasons, f"{name} lies there, and is reported as not saved"
            assert "it may lie there" in reasons[0]
    assert ran.failure is None or all(ran.failure.lines)


def _without_new(after: Snapshot, before: Snapshot) -> Snapshot:
    old = {(folder, mail[0]) for folder, mails in before.items() for mail in mails}
    return {
        folder: [mail for mail in mails if (folder, mail[0]) in old]
        for folder, mails in after.items()
    }


def around(
    sign_in: Callable[[], AbstractContextManager[Session]],
    change: Callable[[Any], Any],
) -> Callable[[], AbstractContextManager[Session]]:
    """Sign in to a session that `change` makes another of."""

    @contextmanager
    def signed_in() -> Iterator[Session]:
        with sign_in() as session:
            yield change(session)

    return signed_in


def has_account(desk: Desk, box: Mailbox, port: int) -> None:
    """Name the account in the config of this desk."""
    account = {
        "address": "ines.okafor@mail.example",
        "host": box.server.host,
        "port": port,
        "tls": "implicit",
        "ca_file": str(box.server.ca_file),
        "user": box.user.login,
    }
    desk.home.mkdir(exist_ok=True)
    config = json.dumps({"accounts": {"lab": account}})
    (desk.home / "config.yaml").write_text(config, "utf-8")


class Letter(NamedTuple):
    """What the reader would get, as Python's own parser reads it."""

    to: str
    subject: str
    words: tuple[str, ...]


@lru_cache(4096)
def letter_in(data: bytes) -> Letter:
    """Read a message with the standard library, which shares no code with ours."""
    message = message_from_bytes(data, policy=default)
    body = message.get_body(("plain", "html"))
    words = tuple(body.get_content().split()) if body else ()
    return Letter(str(message["To"]), str(message["Subject"]), words)


def check_one_each(found: Snapshot, artefacts: Iterable[Artefact]) -> None:
    """Exactly one draft each lies there, none is missing, nothing is left over."""
    assert drafts_in(found) == letters(artefacts)
    drafts = found["Drafts"]
    assert not [mail for mail in drafts if _is_deleted(mail) and is_ours(mail[2])]


def letters(artefacts: Iterable[Artefact]) -> list[Letter]:
    """Give what is wanted."""
    return sorted(letter_in(artefact.data) for artefact in artefacts)


@lru_cache(4096)
def is_ours(data: bytes) -> bool:
    """Whether it is a copy of ours that nobody edited."""
    return _has_our_name(data) and is_unedited(read_message(data))


@lru_cache(4096)
def _has_our_name(data: bytes) -> bool:
    try:
        return parse_message_id(read_message(data).message_id) is not None
    except ValueError:
        return False


def _is_deleted(mail: Mail) -> bool:
    return b"\\Deleted" in mail[1]


def drafts_in(found: Snapshot) -> list[Letter]:
    """Give our own letters in the Drafts folder, deleted ones left out."""
    live = [mail for mail in found["Drafts"] if not _is_deleted(mail)]
    return sorted(letter_in(data) for _, _, data in live if is_ours(data))


def protected(before: Snapshot, *, replace: bool) -> set[int]:
    """UIDs of the Drafts folder that no command may change."""
    is_free = _has_our_name if replace else is_ours
    return {uid for uid, _, data in before["Drafts"] if not is_free(data)}


def check_commands(commands: Iterable[Command], protected: set[int]) -> None:
    """Nothing was said that could destroy or send what is not ours."""
    for verb, line in commands:
        assert verb in VERBS, line
        if verb not in _LINES:
            continue
        found = re.fullmatch(_LINES[verb], line)
        assert found, line
        touched = uids(found.groupdict().get("uids") or "")
        assert not touched & protected, line


def uids(text: str) -> set[int]:
    """Read a set of UIDs as IMAP writes it: `3,5:7`."""
    found: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = part.partition(":")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def check_nothing_else_changed(
    before: Snapshot, after: Snapshot, rescued: Collection[bytes] | None = None
) -> None:
    """Each mail that is not ours has its bytes, UID and flags; and none is new.

    Where edited drafts were to give way, `rescued` must hold those that went away.
    """
    if rescued is None:
        assert _others(after) == _others(before)
        return
    assert _foreign(after) == _foreign(before)
    gone = _edited(before) - _edited(after)
    assert gone <= set(rescued)


def _others(found: Snapshot) -> Snapshot:
    return {
        folder: [mail for mail in mails if not is_ours(mail[2])]
        for folder, mails in found.items()
    }


def _foreign(found: Snapshot) -> Snapshot:
    return {
        folder: [mail for mail in mails if not _has_our_name(mail[2])]
        for folder, mails in found.items()
    }


def _edited(found: Snapshot) -> set[bytes]:
    everything = [data for mails in found.values() for _, _, data in mails]
    return {data for data in everything if _has_our_name(data) and not is_ours(data)}
