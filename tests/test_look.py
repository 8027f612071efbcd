"""Which folder is for drafts, and what lies in it; looking changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

import pytest
from imapclient import IMAPClient, imap_utf7

from drafter.address import Address
from drafter.formats.eml import parse_message_id, token_of
from drafter.mailbox.connection import signed_in
from drafter.mailbox.failures import MailboxError
from drafter.mailbox.look import MANY, Folders, enter, find_folders, look
from tests import corvane
from tests.mailboxes import (
    IMPATIENT,
    artefacts,
    by_thunderbird,
    credentials,
    mailbox_at,
    message_id,
)
from tests.scripted import Scripted, answers
from tests.servers.proxy import Proxy, without


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from drafter.mailbox.session import Head
    from tests.mailboxes import Mailbox
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server

assert corvane.YOU.email
TOKEN = token_of(corvane.YOU.email)
PERSON_1 = Address.parse("person.1@corvane.example")
SUBJECT = "thank you: the timetables interviews on june 2"
LARGE = 0
"""As if any folder were too large to be read whole."""


def seen(
    box: Mailbox, addresses: Sequence[Address] = (), many: int = MANY
) -> list[Head]:
    with box.session() as session:
        return list(look(enter(session, find_folders(session)), TOKEN, addresses, many))


def mail(to: str, subject: str = "private", more: str = "") -> bytes:
    head = f"From: ines.okafor@mail.example\r\nTo: {to}\r\nSubject: {subject}\r\n"
    return f"{head}{more}\r\nx\r\n".encode()


def test_an_empty_folder_costs_no_command(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path)
    with Proxy(imap_server) as proxy, box.session(port=proxy.port) as session:
        room = enter(session, find_folders(session))
        before = len(proxy.commands)
        assert look(room, TOKEN, [PERSON_1]) == ()
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
    assert (first.own, second.own) == (own, None)
    assert (first.subject, second.subject) == (SUBJECT, "private")
    for one in (first, second):
        assert (one.to, one.is_deleted) == ("person.1@corvane.example", False)
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
    theirs = [one.uid for one in seen(box) if one.to != "a@friend.example"]
    assert [one.uid for one in found] == theirs


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


def found(box: Mailbox, drafts: str = "", port: int = 0) -> Folders:
    with box.session(port=port or box.server.tls_port) as session:
        return find_folders(session, drafts)


def refused(box: Mailbox, drafts: str = "") -> str:
    with pytest.raises(MailboxError) as caught:
        found(box, drafts)
    (line,) = caught.value.lines
    return line


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("plain", "Drafts"),
        ("german", "Entwürfe"),
        ("japan", "下書き"),
        ("french", "Brouillons"),
        ("readonly", "Drafts"),
    ],
)
def test_finds_the_drafts_in_whatever_language(
    imap_server: Server, tmp_path: Path, kind: str, name: str
) -> None:
    folders = found(mailbox_at(imap_server, tmp_path, kind))
    assert folders[:3] == (name, "Trash", "Sent")
    assert sorted(folders.names) == sorted(["INBOX", name, "Trash", "Sent"])


def test_finds_them_below_inbox_where_a_server_puts_everything(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path, "prefix")
    wanted = ("INBOX/Drafts", "INBOX/Trash", "INBOX/Sent")
    assert found(box)[:3] == wanted
    unmarked = without("\\Drafts", "\\Trash", "\\Sent", "SPECIAL-USE")
    with Proxy(dovecot, rewrite_answer=unmarked) as proxy:
        assert found(box, port=proxy.port)[:3] == wanted


def test_finds_them_by_name_on_a_server_that_marks_nothing(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path, "legacy")
    assert found(box)[:3] == ("Drafts", "Trash", "Sent")


def test_finds_a_mark_in_small_letters(dovecot: Dovecot, tmp_path: Path) -> None:
    box = mailbox_at(dovecot, tmp_path, "german")
    # A name that is usual lies there too: only the mark can tell.
    with dovecot.open(box.user) as client:
        client.create_folder("Brouillons")
    with Proxy(
        dovecot, rewrite_answer=lambda line: line.replace(b"\\Drafts", b"\\drafts")
    ) as proxy:
        assert found(box, port=proxy.port).drafts == "Entwürfe"


def test_asks_for_marks_that_a_plain_list_does_not_show(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path, "japan")
    with dovecot.open(box.user) as client:
        client.create_folder("Brouillons")
    hide = without("\\Drafts", "\\Sent", "\\Trash")

    def plain_list_unmarked(line: bytes) -> bytes:
        is_list = line.startswith(b"* LIST")
        is_plain = is_list and "SPECIAL-USE" not in proxy.commands[-1].line
        return hide(line) if is_plain else line

    with Proxy(dovecot, rewrite_answer=plain_list_unmarked) as proxy:
        folders = found(box, port=proxy.port)
    assert folders[:3] == ("下書き", "Trash", "Sent")
    assert "Brouillons" in folders.names


def test_lists_the_folders_where_none_is_for_drafts(
    imap_server: Server, tmp_path: Path
) -> None:
    line = refused(mailbox_at(imap_server, tmp_path, "nodrafts"))
    assert line.startswith(
        "your mailbox has no folder for drafts (make one called Drafts in your mail"
        " program, or name yours with `drafts:` in config.yaml; there are: "
    )
    for name in ("INBOX", "Sent", "Trash"):
        assert name in line


def test_lists_no_more_than_a_dozen_folders(dovecot: Dovecot, tmp_path: Path) -> None:
    box = mailbox_at(dovecot, tmp_path, "nodrafts")
    with dovecot.open(box.user) as client:
        for number in range(20):
            client.create_folder(f"Box {number:02}")
    line = refused(box)
    assert line.endswith(", ...)")
    assert line.count("Box ") + line.count("INBOX") <= 12


def test_your_own_word_wins_where_the_server_marks_none(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path, "french")
    with imap_server.open(box.user) as client:
        client.create_folder("Entwürfe 2")
    assert found(box).drafts == "Brouillons"
    assert found(box, "Entwürfe 2").drafts == "Entwürfe 2"


def test_the_mark_of_the_server_beats_your_own_word(
    imap_server: Server, tmp_path: Path
) -> None:
    assert found(mailbox_at(imap_server, tmp_path), "Sent").drafts == "Drafts"


@pytest.mark.parametrize("kind", ["french", "nodrafts"])
def test_a_word_that_names_no_folder_is_an_error_and_not_a_guess(
    imap_server: Server, tmp_path: Path, kind: str
) -> None:
    line = refused(mailbox_at(imap_server, tmp_path, kind), "Draftz")
    assert line.startswith("there is no folder 'Draftz' on the server (make one ")
    assert "INBOX" in line


@pytest.mark.parametrize("taken", ["INBOX", "Inbox", "Sent", "Trash"])
def test_a_folder_for_something_else_is_not_taken_for_drafts(
    imap_server: Server, tmp_path: Path, taken: str
) -> None:
    line = refused(mailbox_at(imap_server, tmp_path, "nodrafts"), taken)
    assert f"'{taken}'" in line
    assert "make one called Drafts in your mail program" in line


def test_of_two_names_alike_it_takes_only_the_one_spelled_so(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path, "nodrafts")
    with dovecot.open(box.user) as client:
        for name in ("Notes", "NOTES"):
            client.create_folder(name)
    assert found(box, "NOTES").drafts == "NOTES"
    assert "there is no folder 'notes'" in refused(box, "notes")


def test_a_usual_name_deep_in_an_archive_is_not_the_drafts_folder(
    imap_server: Server, tmp_path: Path
) -> None:
    box = mailbox_at(imap_server, tmp_path, "nodrafts")
    with imap_server.open(box.user) as client:
        client.create_folder("Archive/Drafts")
    assert "no folder for drafts" in refused(box)


def test_a_folder_that_cannot_be_opened_is_neither_taken_nor_listed(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path, "nodrafts")
    with dovecot.open(box.user) as client:
        client.create_folder("Entwürfe/alt")
    names = refused(box)
    assert "alt" in names
    assert ", Entwürfe," not in names


@pytest.mark.parametrize(
    "name", ['a "quoted" one', "back\\slash", "per%cent", "R&D", "Entwürfe & mehr"]
)
def test_names_with_marks_of_the_protocol_are_read_as_they_are(
    dovecot: Dovecot, tmp_path: Path, name: str
) -> None:
    box = mailbox_at(dovecot, tmp_path, "nodrafts")
    with dovecot.open(box.user) as client:
        client.create_folder(name)
    assert found(box, name).drafts == name
    with box.session() as session:
        assert session.select(name).exists == 0


@pytest.mark.parametrize(
    ("answer", "readable"),
    [
        ('* LIST (\\Drafts) NIL "Entwurf 1"\r\n{tag} OK done\r\n', True),
        ("* LIST (\\Drafts) NIL Entwurf\r\n{tag} OK done\r\n", True),
        ("* LIST () NIL 12\r\n* LIST (\\Drafts) NIL X\r\n{tag} OK done\r\n", True),
        ("* LIST (((\r\n* LIST (\\Drafts) NIL X\r\n{tag} OK done\r\n", True),
        ("* LIST () NIL a b\r\n* LIST (\\Drafts) NIL X\r\n{tag} OK done\r\n", True),
        ("{tag} BAD what?\r\n", False),
        ("{tag} NO [UNAVAILABLE] not today\r\n", False),
        ("\0\0\0\r\n", False),
    ],
)
def test_an_odd_listing_is_read_or_told_in_one_line(
    answer: str, *, readable: bool
) -> None:
    with Scripted(answer=answers(LIST=answer)) as server:
        settings = server.settings()
        known = credentials(settings, "secret")
        if readable:
            with signed_in(settings, known, IMPATIENT) as session:
                assert find_folders(session).drafts
            return
        with (
            pytest.raises(MailboxError, match=r"\Alocalhost: [ -~]+\Z"),
            signed_in(settings, known, IMPATIENT) as session,
        ):
            find_folders(session)


@pytest.mark.parametrize(
    "names",
    [
        ("Kopie robocze", "Wysłane", "Kosz"),
        ("Ciorne", "Trimise", "Coș de gunoi"),
        ("Skice", "Poslano", "Smeće"),
        ("임시보관함", "보낸편지함", "휴지통"),
        ("טיוטות", "נשלחו", "אשפה"),
        ("المسودات", "المرسلة", "المهملات"),
        ("下書き", "送信済みアイテム", "ゴミ箱"),
        ("Черновики", "Отправленные", "Корзина"),
        ("BROUILLONS", "ÉLÉMENTS ENVOYÉS", "Éléments supprimés"),
        ("Entwürfe", "Gesendete Objekte", "Gelöschte Objekte"),
    ],
)
@pytest.mark.parametrize("spelt", ["NFC", "NFD"])
def test_knows_what_the_three_are_called(
    names: tuple[str, str, str], spelt: Literal["NFC", "NFD"]
) -> None:
    """On a server that marks none, whatever a client of that language made there."""
    coded = [imap_utf7.encode(normalize(spelt, name)).decode() for name in names]
    rows = "".join(f'* LIST () "/" "{name}"\r\n' for name in ["INBOX", *coded])
    with Scripted(answer=answers(LIST=f"{rows}{{tag}} OK done\r\n")) as server:
        settings = server.settings()
        known = credentials(settings, "secret")
        with signed_in(settings, known, IMPATIENT) as session:
            found = find_folders(session)
    assert [normalize("NFC", name) for name in found[:3]] == [
        normalize("NFC", name) for name in (names[0], names[2], names[1])
    ]
