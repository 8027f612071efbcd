from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from imapclient import IMAPClient

from drafter.address import Address
from drafter.formats.eml import parse_message_id, token_of
from drafter.mailbox.look import MANY, Seen, look
from tests import corvane
from tests.mailboxes import artefacts, by_thunderbird, mailbox_at, message_id
from tests.servers.proxy import Proxy


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.mailboxes import Mailbox
    from tests.servers.server import Server

assert corvane.YOU.email
TOKEN = token_of(corvane.YOU.email)
PERSON_1 = Address.parse("person.1@corvane.example")
SUBJECT = "thank you: the timetables interviews on june 2"
LARGE = 0
"""As if any folder were too large to be read whole."""


def seen(
    box: Mailbox, addresses: Sequence[Address] = (), many: int = MANY
) -> list[Seen]:
    with box.session() as session:
        selected = session.select("Drafts")
        return list(look(session, selected, TOKEN, addresses, many))


def mail(to: str, subject: str = "private", more: str = "") -> bytes:
    head = f"From: ines.okafor@mail.example\r\nTo: {to}\r\nSubject: {subject}\r\n"
    return f"{head}{more}\r\nx\r\n".encode()


def test_an_empty_folder_costs_no_command(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path)
    with Proxy(imap_server) as proxy, box.session(port=proxy.port) as session:
        selected = session.select("Drafts")
        before = len(proxy.commands)
        assert look(session, selected, TOKEN, [PERSON_1]) == ()
        assert len(proxy.commands) == before


@pytest.mark.parametrize("many", [MANY, LARGE])
def test_tells_our_copies_from_the_users_own(
    imap_server: Server, tmp_path: Path, many: int
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    (ours,) = artefacts(1)
    box.append(ours.data)
    box.append(mail("Dana <person.1@corvane.example>"))
    first, second = seen(box, [PERSON_1], many)
    own = parse_message_id(message_id(ours.data))
    assert first[1:] == (own, False, "person.1@corvane.example", SUBJECT)
    assert second[1:] == (None, False, "person.1@corvane.example", "private")
    assert first.uid < second.uid


def test_a_large_folder_is_asked_only_for_ours_and_for_these_people(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    mine = artefacts(2)
    for one in mine:
        box.append(one.data)
    box.append(mail("a@friend.example"))
    box.append(by_thunderbird(artefacts(3)[2].data))
    people = [Address.parse(f"person.{n}@corvane.example") for n in (1, 2, 3)]
    found = seen(box, people, LARGE)
    assert [one.to for one in found] == [str(person) for person in people]
    assert [bool(one.own) for one in found] == [True, True, False]
    assert found == [one for one in seen(box) if one.to != "a@friend.example"]


def test_a_large_folder_may_be_asked_for_a_hundred_people(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    people = [Address.parse(f"person.{n}@corvane.example") for n in range(1, 101)]
    box.append(mail(str(people[-1])))
    box.append(mail("a@friend.example"))
    assert [one.to for one in seen(box, people, LARGE)] == [str(people[-1])]


def test_an_address_that_another_one_contains_is_not_taken_for_it(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    box.append(mail("person.10@corvane.example"))
    box.append(mail("big.person.1@corvane.example"))
    box.append(mail("person.1@corvane.example.com"))
    wanted = str(PERSON_1)
    assert wanted not in {one.to for one in seen(box, [PERSON_1], LARGE)}


def test_sees_what_is_marked_deleted(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path)
    (ours,) = artefacts(1)
    box.append(ours.data, flags=[b"\\Deleted"])
    (one,) = seen(box)
    assert one.is_deleted
    assert one.own


@pytest.mark.parametrize(
    ("to", "key"),
    [
        ("PERSON.1@Corvane.Example", "person.1@corvane.example"),
        ('"Whitlock, Dana" <person.1@corvane.example>', "person.1@corvane.example"),
        ("pat@xn--mller-kva.example", "pat@xn--mller-kva.example"),
        ("a@corvane.example, b@corvane.example", ""),
        ("Team: a@corvane.example;", "a@corvane.example"),
        ("undisclosed-recipients:;", ""),
        ("nobody at all", ""),
        ("", ""),
    ],
)
def test_knows_the_one_reader_of_a_draft_or_none(
    imap_server: Server, tmp_path: Path, to: str, key: str
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    box.append(mail(to))
    (one,) = seen(box)
    assert (one.to, one.own) == (key, None)


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: no recipient\r\n\r\n",
        b"X-Odd: one\r\n\r\nno header that counts\r\n",
        b"To: =?utf-8?q?=ff=fe?= <a@b.example>\r\nSubject: =?x?b?!!?=\r\n\r\nx\r\n",
        b"To: a@b.example\r\nTo: c@d.example\r\n\r\nx\r\n",
        b"Message-ID: <>\r\nTo: <<>>\r\n\r\nx\r\n",
        b"Message-ID: "
        + b"x" * 5000
        + b"\r\nTo: "
        + b"a@b.example, " * 500
        + b"\r\n\r\nx",
        "To: Zoë <zoe@b.example>\r\nSubject: Grüße\r\n\r\nx\r\n".encode(),
        "Subject: Grüße\r\n\r\nx\r\n".encode("latin-1"),
    ],
)
def test_strange_mail_beside_ours_is_no_obstacle(
    imap_server: Server, tmp_path: Path, data: bytes
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    try:
        box.append(data)
    except IMAPClient.Error:
        assert imap_server.name == "Cyrus"  # the strict judge does not take it in
    (ours,) = artefacts(1)
    box.append(ours.data)
    found = seen(box)
    assert [bool(one.own) for one in found].count(True) == 1


def test_somebody_elses_drafter_drafts_are_told_apart_by_their_token(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path)
    (ours,) = artefacts(1)
    other = token_of("somebody@else.example")
    box.append(ours.data.replace(TOKEN.encode(), other.encode()))
    (one,) = seen(box)
    assert one.own
    assert one.own.token == other


def test_looking_changes_nothing(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path)
    box.append(mail("a@friend.example"), flags=[])
    box.append(artefacts(1)[0].data, flags=[b"\\Flagged"])
    before = box.snapshot()
    seen(box)
    seen(box, [PERSON_1], LARGE)
    assert box.snapshot() == before
