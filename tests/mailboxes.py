"""A user's mailbox on a real server, and drafts to put into it.

Every run opens the journal anew, as every command does, so a test that deletes it loses
what a user would lose. The drafts are cleared by the guard and encoded as commands do.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from imapclient import IMAPClient

from drafter.accounts.secrets import Credentials
from drafter.accounts.settings import settings_of
from drafter.address import Address
from drafter.cli.imap import account_key
from drafter.delivery.deliver import Artefact, deliver
from drafter.delivery.files import file_name, free_backup
from drafter.formats import eml
from drafter.guard import Cleared, Others
from drafter.interview import Interviewer
from drafter.journal import open_journal
from drafter.mailbox.connection import Timeouts, signed_in
from drafter.mailbox.failures import NotSavedError
from drafter.mailbox.saving import DraftsFolder
from drafter.reading.config import Account
from tests import corvane
from tests.changed import replace


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from drafter.accounts.settings import Settings
    from drafter.delivery.deliver import Receipt
    from drafter.draft import Draft
    from drafter.journal.run import Placements
    from drafter.mailbox.session import Session
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server, User

Mail = tuple[int, frozenset[bytes], bytes]
"""UID, flags without `\\Recent`, and the whole message."""
_UID, _FLAGS = re.compile(rb"UID (\d+)"), re.compile(rb"FLAGS \(([^)]*)\)")
NOW = datetime(2026, 6, 2, 18, 4, tzinfo=UTC)
IMPATIENT = Timeouts(connect=5.0, answer=5.0)
"""Long enough for a busy machine, short enough for a test that fails."""
_GIVEN = ("Dana", "Tomas", "Ruth", "Ola", "Priya", "Noor", "Zoë", "Ivo", "Lucía", "Ken")
_FAMILY = (
    "Whitlock", "Lindqvist", "Adeyemi", "Brandt", "Raman", "Haddad", "Marsh", "Petrov",
    "Ferrer", "Abara",
)  # fmt: skip


def account_of(server: Server, user: User, **changes: Any) -> Settings:
    """Give the settings of a user's account at a server; `changes` replace any."""
    account = Account(
        "lab",
        corvane.YOU.email or Address.parse(user.address),
        host=server.host,
        port=server.tls_port,
        tls="implicit",
        ca_file=server.ca_file,
        user=user.login,
    )
    return settings_of(account, "config.yaml")._replace(**changes)


def credentials(settings: Settings, secret: str) -> Credentials:
    """Give a secret as the environment would; nobody can be asked."""
    name = "DRAFTER_TOKEN" if settings.wants_token else "DRAFTER_PASSWORD"
    return Credentials(settings, {name: secret}, None)


def letter(
    number: int = 1, words: str = "Thank you", *, name: str = "", address: str = ""
) -> Draft:
    """Give a thank-you email to the number-th person (from 1), in words of its own."""
    nth = number - 1
    given, family = _GIVEN[nth % 10], _FAMILY[nth // 10 % 10]
    person = Interviewer(
        id=f"person-{number}",
        name=name or f"{given} {family}",
        given=name.split(maxsplit=1)[0] if name else given,
        family="" if name else family,
        email=Address.parse(address or f"person.{number}@corvane.example"),
        topics=("the release calendar",),
        they_said="new timetables ship in spring",
    )
    interview = replace(corvane.CORVANE, interviewers=(person,))
    subject, sample = corvane.THANK_YOU["dana"]
    text = sample.replace("Hi Dana", f"Hi {person.given}")
    text = text.replace("Thank you", words, 1)
    return corvane.thank_you(
        text=text,
        subject=subject,
        html="".join(
            f"<p>{'<br>'.join(escape(part, quote=False).splitlines())}</p>\n"
            for part in text.strip().split("\n\n")
        ),
        interview=interview,
        interviewer=person,
        recipient=person.email,
    )


def artefact(draft: Draft, number: int = 1) -> Artefact:
    """Clear a draft and encode it, as the commands do."""
    cleared = Cleared(draft, Others())
    data = eml.encode(cleared, number=number)
    return Artefact(cleared, file_name(draft, number), data, number)


def artefacts(count: int = 3, words: str = "Thank you") -> tuple[Artefact, ...]:
    """Give emails to so many people; other words make other versions of the same."""
    return tuple(_nth(n, words) for n in range(1, count + 1))


@cache  # a value, and the same whoever asks: the guard need look at it once
def _nth(number: int, words: str) -> Artefact:
    return artefact(letter(number, words))


class Mailbox(NamedTuple):
    """One user's account, and a home with the journal and the rescued drafts."""

    server: Server
    user: User
    home: Path
    told: list[str]
    """What the destination said at once."""

    def settings(self, **changes: Any) -> Settings:
        """Give the account's settings."""
        return account_of(self.server, self.user, **changes)

    @contextmanager
    def session(self, secret: str = "", **changes: Any) -> Iterator[Session]:
        """Sign in as the commands do; `changes` replace any of the settings."""
        settings = self.settings(**changes)
        known = credentials(settings, secret or self.user.password)
        with signed_in(settings, known, IMPATIENT) as session:
            yield session

    def folder(
        self,
        memory: Placements,
        settings: Settings | None = None,
        timeouts: Timeouts = IMPATIENT,
        **changes: Any,
    ) -> DraftsFolder:
        """Give the destination; `changes` replace any of its fields."""
        place = settings or self.settings()
        secret = credentials(place, self.user.password)
        folder = DraftsFolder(
            place,
            lambda: signed_in(place, secret, timeouts),
            memory,
            now=NOW,
            rescue=self.rescue,
            tell=self.told.append,
        )
        return folder._replace(**changes)

    def put(
        self,
        artefacts: Sequence[Artefact],
        settings: Settings | None = None,
        around: Callable[[Placements], Placements] = lambda memory: memory,
        **changes: Any,
    ) -> tuple[Receipt, ...]:
        """Deliver, with the journal of this home; `around` wraps its memory."""
        with open_journal(self.journal) as journal:
            memory = around(journal.account(account_key(self.settings())))
            return deliver(artefacts, self.folder(memory, settings, **changes))

    def states(self, artefacts: Sequence[Artefact], **changes: Any) -> list[str]:
        """Deliver, and say what became of each."""
        return [str(receipt.state) for receipt in self.put(artefacts, **changes)]

    def unsaved(self, artefacts: Sequence[Artefact], **changes: Any) -> NotSavedError:
        """Deliver where that must fail, and give the error."""
        with pytest.raises(NotSavedError) as caught:
            self.put(artefacts, **changes)
        return caught.value

    @property
    def journal(self) -> Path:
        """The journal's file; a test may delete it."""
        return self.home / "journal.sqlite3"

    def lose_journal(self) -> None:
        """Delete the journal with all that belongs to it."""
        for path in self.home.glob("journal.sqlite3*"):
            path.unlink()

    def rescue(self, name: str, data: bytes) -> Path:
        """Keep an edited draft in the home, as the commands do beside the files."""
        path = free_backup(self.home / name)
        path.write_bytes(data)
        return path

    def rescued(self) -> dict[str, bytes]:
        """Give what was kept of edited drafts."""
        return {path.name: path.read_bytes() for path in self.home.glob("*.bak")}

    def snapshot(self) -> dict[str, list[Mail]]:
        """Give everything in every folder; nothing is changed by looking."""
        return snapshot(self.server, self.user)

    def mails(self, folder: str = "Drafts") -> list[Mail]:
        """Give what lies in one folder."""
        with self.server.open(self.user) as client:
            return _mails(client, folder)

    def append(
        self,
        data: bytes,
        folder: str = "Drafts",
        flags: Sequence[bytes] = (b"\\Draft", b"\\Seen"),
    ) -> None:
        """Store a message as another mail client would."""
        with self.server.open(self.user) as client:
            client.append(folder, data, flags)

    def move(self, uid: int, folder: str, source: str = "Drafts") -> None:
        """Move a message as its owner would."""
        with self.server.open(self.user) as client:
            client.select_folder(source)
            client.copy([uid], folder)
            client.delete_messages([uid])
            client.uid_expunge([uid])

    def delete(self, uid: int, folder: str = "Drafts") -> None:
        """Delete a message for good."""
        with self.server.open(self.user) as client:
            client.select_folder(folder)
            client.delete_messages([uid])
            client.uid_expunge([uid])

    def edit(self, uid: int, change: Callable[[bytes], bytes]) -> bytes:
        """Save another version over a draft, as every mail client does it.

        Append first, then delete the old one; gives what was saved.
        """
        (old,) = [data for number, _, data in self.mails() if number == uid]
        new = change(old)
        assert new != old
        self.append(new)
        self.delete(uid)
        return new


def mailbox_at(
    server: Server, home: Path, kind: str = "plain", password: str = "secret"
) -> Mailbox:
    """Make a user at a server, and a home."""
    home.mkdir(exist_ok=True)
    return Mailbox(server, server.new_user(kind, password), home, [])


def small_box(server: Dovecot, home: Path) -> Mailbox:
    """Give a mailbox with room for 64 KiB."""
    box = mailbox_at(server, home)
    # Before anybody signs in: Dovecot reads the file then, and not soon again.
    with (server.base / "users" / box.user.login).open("a") as file:
        file.seek(0, 2)
        file.truncate(file.tell() - 1)
        file.write("userdb_quota_rule=*:storage=64K\n")
    return box


def fill(box: Mailbox) -> None:
    """Let the user's own mail take all the room there is."""
    for size in (16_000, 500):
        with suppress(IMAPClient.Error):
            while True:
                box.append(b"Subject: x\r\n\r\n" + b"x" * size + b"\r\n", "INBOX")


def make_room(box: Mailbox) -> None:
    """Delete what `fill` put there."""
    for uid, *_ in box.mails("INBOX"):
        box.delete(uid, "INBOX")


def snapshot(server: Server, user: User) -> dict[str, list[Mail]]:
    r"""Give the mails of every folder by name, all but `\Recent`, which fades."""
    with server.open(user) as client:
        return {
            name: _mails(client, name)
            for attributes, _, name in client.list_folders()
            if b"\\noselect" not in {flag.lower() for flag in attributes}
        }


def _mails(client: IMAPClient, folder: str) -> list[Mail]:
    # Not by `select_folder` and `fetch`, which take as long as all the rest of a look.
    imap, name = client._imap, client._normalise_folder(folder)  # noqa: SLF001
    said, (count,) = imap.select(name, readonly=True)
    assert said == "OK"
    if not int(count):
        return []
    said, found = imap.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[])")
    assert said == "OK"
    mails = []
    for one, after in pairwise(found):
        if isinstance(one, tuple):
            uid, flags = _UID.search(one[0] + after), _FLAGS.search(one[0] + after)
            assert uid, one[0]
            assert flags, one[0]
            marks = frozenset(flags[1].split()) - {b"\\Recent"}
            mails.append((int(uid[1]), marks, one[1]))
        else:  # NIL: another session expunged it just now
            assert b'BODY[] "' not in one
    return sorted(mails)


def message_id(data: bytes) -> str:
    """Give the Message-ID of a message."""
    found = re.search(rb"^Message-ID:\s*(<[^>]*>)", data, re.IGNORECASE | re.MULTILINE)
    assert found
    return found[1].decode("ascii")


def reworded(data: bytes) -> bytes:
    """Edit as mutt does: other words in both parts, and every header as it was."""
    edited, count = re.subn(rb"\b(?:Hi|Hello|Dear) (?=[^\r\n]*,)", rb"Good day ", data)
    assert count == 2
    return edited


def by_thunderbird(data: bytes, words: str = "") -> bytes:
    """Save anew as Thunderbird does: a new Message-ID, one part, few headers kept."""
    field = rb"^(?:From|To|Subject|Date):[^\r\n]*(?:\r\n[ \t][^\r\n]*)*"
    kept = re.findall(field, data, re.MULTILINE)
    text = words or "Hi,\r\n\r\nmy own words.\r\n"
    head = [
        b"Message-ID: <0a1b2c3d-1111-4222-8333-444455556666@mail.example>",
        *kept,
        b"MIME-Version: 1.0",
        b"X-Mozilla-Draft-Info: internal/draft; vcard=0; receipt=0; uuencode=0",
        b"Content-Type: text/plain; charset=UTF-8; format=flowed",
        b"Content-Transfer-Encoding: 8bit",
    ]
    return b"\r\n".join([*head, b"", text.encode()])
