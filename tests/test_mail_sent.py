"""A fresh journal meets a mailbox: what lies in Sent is not drafted again."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.mailboxes import artefacts, by_thunderbird, mailbox_at
from tests.servers.proxy import Proxy, without


if TYPE_CHECKING:
    from pathlib import Path

    from tests.mailboxes import Mailbox
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server

OLD, NEW = artefacts(3), artefacts(3, "My thanks")
PLACE = "you sent it: it lies in Sent"


def sent(box: Mailbox, number: int = 0, by: str = "mutt") -> None:
    """Send a draft as its owner would; Thunderbird gives it another Message-ID."""
    to = OLD[number].cleared.draft.recipient
    ((uid, _, data),) = (m for m in box.mails() if f"<{to}>".encode() in m[2])
    if by == "mutt":
        box.move(uid, "Sent")
    else:
        box.append(by_thunderbird(data), "Sent", (b"\\Seen",))
        box.delete(uid)


@pytest.mark.parametrize("by", ["mutt", "thunderbird"])
def test_what_was_sent_is_not_made_again_without_the_journal(
    imap_server: Server, tmp_path: Path, by: str
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    box.put(OLD)
    sent(box, by=by)
    before = box.snapshot()
    box.lose_journal()
    receipts = box.put(OLD)
    assert [str(one.state) for one in receipts] == ["gone", "unchanged", "unchanged"]
    assert receipts[0].why == PLACE
    assert box.states(OLD) == ["gone", "unchanged", "unchanged"]
    assert box.snapshot() == before
    assert box.states(OLD, replace=True) == ["saved", "unchanged", "unchanged"]


def test_also_where_the_words_are_others_by_now(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    box.put(OLD)
    sent(box)
    box.lose_journal()
    assert box.states(NEW) == ["gone", "replaced", "replaced"]


def letter(to: str, subject: str) -> bytes:
    head = "From: ines.okafor@mail.example\r\nMessage-ID: <1@mail.example>\r\n"
    return f"{head}To: {to}\r\nSubject: {subject}\r\n\r\nHi,\r\n".encode()


def test_other_mail_to_the_same_people_counts_for_nothing(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    first, second, third = (one.cleared.draft for one in OLD)
    box.append(letter(f"{first.recipient}", "Running late"), "Sent")
    box.append(letter(f"{second.recipient}, x@corvane.example", second.subject), "Sent")
    with dovecot.open(box.user) as client:
        earlier = datetime(2026, 5, 2, tzinfo=UTC)
        mail = letter(f"{third.recipient}", third.subject)
        client.append("Sent", mail, (), earlier)
    assert box.states(OLD) == ["saved"] * 3


def test_a_letter_that_lies_in_both_folders_is_as_it_was(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    box.put(OLD)
    box.append(box.mails()[0][2], "Sent")
    box.lose_journal()
    assert box.states(OLD) == ["unchanged"] * 3


def test_a_folder_that_cannot_be_opened_stops_nothing(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)

    def closed(line: bytes) -> bytes:
        is_sent = any(c.line.startswith("EXAMINE") for c in proxy.commands[-1:])
        return re.sub(rb"^(?!\*)(\S+) OK", rb"\1 NO", line) if is_sent else line

    with Proxy(dovecot, rewrite_answer=closed) as proxy:
        assert box.states(OLD, settings=box.settings(port=proxy.port)) == ["saved"] * 3
    (line,) = box.told
    assert line.endswith("whether you sent one of these before is not known")


def test_a_folder_of_sent_mail_by_your_own_word(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with dovecot.open(box.user) as client:
        client.create_folder("Ausgang")
    box.put(OLD)
    box.move(box.mails()[0][0], "Ausgang")
    box.lose_journal()
    with Proxy(dovecot, rewrite_answer=without("\\Sent")) as proxy:
        settings = box.settings(sent="Ausgang", port=proxy.port)
        assert box.states(OLD, settings=settings) == ["gone", "unchanged", "unchanged"]
        error = box.unsaved(NEW, settings=settings._replace(sent="Ausgnag"))
    assert str(error).startswith("there is no folder 'Ausgnag' on the server (mend ")


@pytest.mark.parametrize("count", [1, 12])
def test_looking_costs_two_round_trips(
    imap_server: Server, tmp_path: Path, count: int
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    box.append(letter("somebody@else.example", "Hello"), "Sent")
    for state, most in (("saved", 2 * count + 10), ("unchanged", 8)):
        with Proxy(imap_server) as proxy:
            settings = box.settings(port=proxy.port)
            assert box.states(artefacts(count), settings=settings) == [state] * count
            verbs = [command.verb for command in proxy.commands]
        # Each APPEND waits twice: until the server takes the letter, and has it.
        assert 1 + len(verbs) + verbs.count("APPEND") <= most
        assert ("EXAMINE" in verbs) == (state == "saved")


def test_who_says_no_and_stores_it_all_the_same_is_found_out(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)

    def no(line: bytes) -> bytes:
        is_stored = b"OK" in line and b"APPENDUID" in line
        return re.sub(rb" OK .*\r", b" NO not today\r", line) if is_stored else line

    with Proxy(imap_server, rewrite_answer=no) as proxy:
        settings = box.settings(port=proxy.port)
        assert box.states(OLD, settings=settings) == ["saved"] * 3
    assert len(box.mails()) == 3
    assert box.states(OLD) == ["unchanged"] * 3
