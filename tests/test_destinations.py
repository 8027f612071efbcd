"""What every destination promises, and what only a mailbox has to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest

from drafter.delivery.deliver import Folder, State, deliver
from drafter.formats.eml import parse_message_id
from drafter.formats.message import read_message
from tests import corvane
from tests.mailboxes import (
    artefact,
    artefacts,
    by_thunderbird,
    fill,
    letter,
    mailbox_at,
    make_room,
    message_id,
    reworded,
    small_box,
)
from tests.servers.proxy import Proxy, without


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from drafter.delivery.deliver import Artefact, Receipt
    from tests.mailboxes import Mailbox
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server

OTHERS = (
    b"To: mum@friend.example\r\nSubject: Sunday\r\n\r\nDear Mum,\r\n",
    b"To: person.9@corvane.example\r\nMessage-ID: <abc@mail.example>\r\n\r\nbegun\r\n",
)
PLACES = ("Folder", "Dovecot", "Cyrus")
AWKWARD = (
    ("Jürgen Müller", "j.mueller@müller.example"),
    ("山田 太郎", "yamada@corvane.example"),
    ("Łukasz Żak", "l.zak@corvane.example"),
    ("Pat O'Neil, Jr.", "pat+jobs@corvane.example"),
    (f"Anne von und zu {'Hohenstein-' * 6}Berleburg, Ph.D.", "anne@corvane.example"),
    ("Zoë \N{PARTY POPPER}", "zoe@corvane.example"),
)


class Place(Protocol):
    """A destination with what lies there, seen from outside."""

    def put(
        self, wanted: Sequence[Artefact], **changes: Any
    ) -> tuple[Receipt, ...]: ...

    def ours(self) -> list[bytes]:
        """The drafts of ours that lie there, in the order of their recipients."""

    def everything(self) -> object:
        """All there is, with what would show that it was written anew."""

    def edit(self, one: Artefact) -> bytes:
        """Change the words as a person does; gives what they wrote."""

    def everywhere(self) -> list[bytes]:
        """All that can still be found, kept versions included."""


class Files(NamedTuple):
    """A folder with a few files of the user's."""

    path: Path

    def put(self, wanted: Sequence[Artefact], **changes: Any) -> tuple[Receipt, ...]:
        return deliver(wanted, Folder(self.path, **changes))

    def ours(self) -> list[bytes]:
        return sorted(self._data("*.eml"), key=reader)

    def everything(self) -> object:
        files = sorted(self.path.iterdir())
        return {
            f.name: (f.read_bytes(), f.stat().st_mtime_ns, f.stat().st_ino)
            for f in files
        }

    def edit(self, one: Artefact) -> bytes:
        path = self.path / one.name
        path.write_bytes(reworded(path.read_bytes()))
        return path.read_bytes()

    def everywhere(self) -> list[bytes]:
        return self._data("*")

    def _data(self, pattern: str) -> list[bytes]:
        return [path.read_bytes() for path in self.path.glob(pattern)]


class Account(NamedTuple):
    """A Drafts folder with a few drafts of the user's."""

    box: Mailbox

    def put(self, wanted: Sequence[Artefact], **changes: Any) -> tuple[Receipt, ...]:
        return deliver_to(self.box, wanted, **changes)

    def ours(self) -> list[bytes]:
        return ours_in(self.box)

    def everything(self) -> object:
        return self.box.snapshot()

    def edit(self, one: Artefact) -> bytes:
        wanted = reader(one.data)
        uids = {reader(data): uid for uid, _, data in self.box.mails()}
        return self.box.edit(uids[wanted], reworded)

    def everywhere(self) -> list[bytes]:
        mails = [d for found in self.box.snapshot().values() for _, _, d in found]
        return [*mails, *self.box.rescued().values()]


def deliver_to(
    box: Mailbox, wanted: Sequence[Artefact], **changes: Any
) -> tuple[Receipt, ...]:
    return box.put(wanted, **changes)


def ours_in(box: Mailbox, folder: str = "Drafts") -> list[bytes]:
    return sorted((data for *_, data in box.mails(folder) if is_ours(data)), key=reader)


def is_ours(data: bytes) -> bool:
    return parse_message_id(read_message(data).message_id) is not None


def reader(data: bytes) -> str:
    return read_message(data).tos[0].address


def said(data: bytes) -> tuple[str, str, str, str]:
    """What the reader of the letter would read, and to whom it goes."""
    message = read_message(data)
    (to,) = message.tos
    return to.name, to.address, message.subject, message.plain.strip()


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Each destination in turn, with something of the user's in it."""
    if request.param == "Folder":
        (tmp_path / "own.txt").write_bytes(b"my own notes")
        (tmp_path / "thank-you.txt.bak").write_bytes(b"an old version")
        return Files(tmp_path)
    server: Server = request.getfixturevalue(request.param.lower())
    box = mailbox_at(server, tmp_path)
    for data in OTHERS:
        box.append(data)
    box.append(OTHERS[0], flags=[b"\\Deleted"])
    box.append(OTHERS[0], "INBOX", flags=[])
    return Account(box)


def states(receipts: Sequence[Receipt]) -> list[str]:
    return [str(receipt.state) for receipt in receipts]


def awkward(words: str) -> list[Artefact]:
    """A letter to each of those whose names are hard to write in a header."""
    return [
        artefact(letter(n, words, name=name, address=address))
        for n, (name, address) in enumerate(AWKWARD, 1)
    ]


FIRST = artefacts(3)
NEWER = artefacts(3, words="My thanks")
NEW = {"written", "saved"}


class TestEveryDestination:
    def test_what_is_new_is_put_there_and_said(self, place: Place) -> None:
        receipts = place.put(FIRST)
        assert set(states(receipts)) <= NEW
        assert [receipt.artefact for receipt in receipts] == list(FIRST)
        assert all(receipt.where for receipt in receipts)
        assert [said(d) for d in place.ours()] == [said(a.data) for a in FIRST]

    def test_the_same_again_changes_nothing(self, place: Place) -> None:
        place.put(FIRST)
        before = place.everything()
        assert states(place.put(FIRST)) == ["unchanged"] * 3
        assert place.everything() == before

    def test_new_words_take_the_place_of_the_old_ones(self, place: Place) -> None:
        place.put(FIRST)
        assert states(place.put(NEWER)) == ["replaced"] * 3
        assert [said(d) for d in place.ours()] == [said(a.data) for a in NEWER]
        before = place.everything()
        assert states(place.put(NEWER)) == ["unchanged"] * 3
        assert place.everything() == before

    def test_old_words_may_come_back(self, place: Place) -> None:
        for version in (FIRST, NEWER, FIRST):
            place.put(version)
            assert [said(d) for d in place.ours()] == [said(a.data) for a in version]
        assert states(place.put(FIRST)) == ["unchanged"] * 3

    def test_each_draft_is_judged_by_itself(self, place: Place) -> None:
        place.put(FIRST[:2])
        place.edit(FIRST[0])
        now = states(place.put([*NEWER[:2], FIRST[2]]))
        assert now[:2] == ["kept", "replaced"]
        assert now[2] in NEW
        assert len(place.ours()) == 3

    @pytest.mark.parametrize("wanted", [FIRST, NEWER])
    def test_what_a_person_edited_is_kept_and_not_touched(
        self, place: Place, wanted: Sequence[Artefact]
    ) -> None:
        place.put(FIRST)
        edited = place.edit(FIRST[1])
        others = states(place.put([wanted[0], wanted[2]]))
        before = place.everything()
        assert states(place.put(wanted)) == ["unchanged", "kept", "unchanged"]
        assert place.everything() == before
        assert others == (["unchanged"] if wanted is FIRST else ["replaced"]) * 2
        assert edited in place.ours()

    @pytest.mark.parametrize("wanted", [FIRST, NEWER])
    def test_replace_makes_new_what_was_edited_and_the_edit_is_still_somewhere(
        self, place: Place, wanted: Sequence[Artefact]
    ) -> None:
        place.put(FIRST)
        edited = place.edit(FIRST[1])
        now = states(place.put(wanted, replace=True))
        other = "unchanged" if wanted is FIRST else "replaced"
        assert now == [other, "replaced", other]
        assert [said(d) for d in place.ours()] == [said(a.data) for a in wanted]
        assert edited in place.everywhere()

    @pytest.mark.parametrize("replace", [False, True])
    def test_what_was_sent_stays_as_it_is(self, place: Place, *, replace: bool) -> None:
        place.put(FIRST)
        before = place.everything()
        frozen = frozenset(a.name for a in FIRST)
        now = states(place.put(NEWER, frozen=frozen, replace=replace))
        assert now == ["kept"] * 3
        assert place.everything() == before

    @pytest.mark.parametrize("replace", [False, True])
    def test_what_is_not_ours_never_changes(
        self, place: Place, *, replace: bool
    ) -> None:
        def others() -> list[bytes]:
            return sorted(d for d in place.everywhere() if not d or not is_letter(d))

        before = others()
        assert before
        for version in (FIRST, NEWER, FIRST):
            place.put(version, replace=replace)
        assert others() == before

    def test_awkward_names_survive(self, place: Place) -> None:
        one = awkward("Thank you")
        two = awkward("My thanks")
        assert set(states(place.put(one))) <= NEW
        assert {said(data)[0] for data in place.ours()} == {name for name, _ in AWKWARD}
        assert states(place.put(one)) == ["unchanged"] * len(AWKWARD)
        assert states(place.put(two)) == ["replaced"] * len(AWKWARD)
        assert [said(d) for d in place.ours()] == sorted(
            (said(a.data) for a in two), key=lambda words: words[1]
        )
        place.edit(two[1])
        assert states(place.put(two[:2])) == ["unchanged", "kept"]

    def test_a_file_goes_with_its_letter(self, place: Place, tmp_path: Path) -> None:
        file = tmp_path / "Einladung Frühling, Übersicht.pdf"
        file.write_bytes(bytes(range(256)) * 2000)
        one = artefact(corvane.takeaway(attachment=file))
        assert states(place.put([one]))[0] in NEW
        (sent,) = read_message(place.ours()[0]).attachments
        assert (sent.name, sent.data) == (file.name, file.read_bytes())
        assert states(place.put([one])) == ["unchanged"]
        file.write_bytes(b"%PDF another")
        two = artefact(corvane.takeaway(attachment=file))
        assert states(place.put([two])) == ["replaced"]

    def test_several_drafts_of_a_kind_to_one_person_do_not_mix(
        self, place: Place
    ) -> None:
        several = [artefact(letter(1), number) for number in (1, 2, 3)]
        place.put(several)
        assert len(place.ours()) == 3
        assert states(place.put(several)) == ["unchanged"] * 3
        place.put([artefact(letter(1, "My thanks"), 2)])
        words = sorted("My thanks" in said(data)[3] for data in place.ours())
        assert words == [False, False, True]


def is_letter(data: bytes) -> bool:
    try:
        return is_ours(data)
    except ValueError:
        return False


@pytest.fixture
def box(imap_server: Server, tmp_path: Path) -> Mailbox:
    """A mailbox where three drafts of ours lie, after one of the user's."""
    made = mailbox_at(imap_server, tmp_path)
    made.append(OTHERS[0])
    made.put(FIRST)
    return made


def uid_of(box: Mailbox, one: Artefact) -> int:
    wanted = reader(one.data)
    return next(uid for uid, _, data in box.mails() if reader(data) == wanted)


def sent(box: Mailbox, uid: int) -> None:
    box.move(uid, "Sent")


def moved(box: Mailbox, uid: int) -> None:
    box.move(uid, "INBOX")


def deleted(box: Mailbox, uid: int) -> None:
    box.delete(uid)


def thrown_away(box: Mailbox, uid: int) -> None:
    box.move(uid, "Trash")


def marked(box: Mailbox, uid: int) -> None:
    with box.server.open(box.user) as client:
        client.select_folder("Drafts")
        client.delete_messages([uid])


@pytest.mark.parametrize("away", [sent, moved, deleted, thrown_away, marked])
def test_what_its_owner_took_away_is_not_made_again(box: Mailbox, away: Any) -> None:
    away(box, uid_of(box, FIRST[1]))
    for wanted in (FIRST, NEWER):
        box.put([wanted[0], wanted[2]])
        before = box.snapshot()
        receipts = box.put(wanted)
        assert states(receipts) == ["unchanged", "gone", "unchanged"]
        assert receipts[1].why == "you sent, moved or deleted it"
        assert box.snapshot() == before


@pytest.mark.parametrize("away", [sent, moved, deleted, thrown_away])
def test_replace_makes_it_again_and_leaves_what_was_taken_away(
    box: Mailbox, away: Any
) -> None:
    away(box, uid_of(box, FIRST[1]))
    elsewhere = {n: m for n, m in box.snapshot().items() if n != "Drafts"}
    assert states(box.put([FIRST[1]], replace=True)) == ["saved"]
    assert said(FIRST[1].data) in [said(data) for data in ours_in(box)]
    after = box.snapshot()
    assert {name: after[name] for name in elsewhere} == elsewhere


@pytest.mark.parametrize("wanted", [FIRST, NEWER])
def test_a_draft_made_again_has_a_message_id_that_was_never_used(
    box: Mailbox, wanted: Sequence[Artefact]
) -> None:
    """The first may have been sent: some servers drop the second mail of one ID."""
    sent(box, uid_of(box, FIRST[1]))
    box.put([wanted[1]], replace=True)
    ids = [message_id(data) for f in ("Sent", "Drafts") for *_, data in box.mails(f)
           if is_ours(data)]  # fmt: skip
    assert len(ids) == len(set(ids)) == 4


def test_a_draft_that_came_back_from_the_trash_is_known_again(box: Mailbox) -> None:
    thrown_away(box, uid_of(box, FIRST[1]))
    assert box.states(FIRST)[1] == "gone"
    ((uid, *_),) = box.mails("Trash")
    box.move(uid, "Drafts", "Trash")
    assert box.states(FIRST) == ["unchanged"] * 3
    assert box.states(NEWER) == ["replaced"] * 3


@pytest.mark.parametrize("journal", ["kept", "lost"])
def test_what_thunderbird_saved_anew_is_left_alone(box: Mailbox, journal: str) -> None:
    written = box.edit(uid_of(box, FIRST[1]), by_thunderbird)
    for wanted in (FIRST, NEWER):
        if journal == "lost":
            box.lose_journal()
        receipts = box.put(wanted)
        assert receipts[1].state is State.KEPT
        assert receipts[1].why == "your mail program saved it anew, so it was left"
        mails = [data for *_, data in box.mails()]
        assert [data for data in mails if reader(data) == reader(written)] == [written]


def test_replace_leaves_what_thunderbird_saved_and_says_that_it_lies_there_too(
    box: Mailbox,
) -> None:
    written = box.edit(uid_of(box, FIRST[1]), by_thunderbird)
    assert box.states([FIRST[1]], replace=True) == ["saved"]
    assert written in [data for *_, data in box.mails()]
    assert len(box.told) == 1
    assert "thank-you-person-2: " in box.told[0]
    assert "lies there too" in box.told[0]


def test_replace_says_what_is_lost_before_it_is(box: Mailbox) -> None:
    edited = box.edit(uid_of(box, FIRST[1]), reworded)
    seen: list[tuple[str, bool]] = []

    def tell(line: str) -> None:
        seen.append((line, edited in [data for *_, data in box.mails()]))

    box.put(FIRST, replace=True, tell=tell)
    ((line, still_there),) = seen
    kept = box.home / "thank-you-person-2.eml.bak"
    assert line == (
        f"thank-you-person-2: your own version gives way; it is kept in {kept}"
    )
    assert still_there
    assert kept.read_bytes() == edited
    assert edited in [data for *_, data in box.mails("Trash")]


def test_with_the_journal_lost_our_copies_prove_themselves(box: Mailbox) -> None:
    box.lose_journal()
    before = box.snapshot()
    assert box.states(FIRST) == ["unchanged"] * 3
    assert box.snapshot() == before
    box.lose_journal()
    assert box.states(NEWER) == ["replaced"] * 3
    assert len(ours_in(box)) == 3


def test_with_the_journal_lost_an_edit_is_kept_all_the_same(box: Mailbox) -> None:
    edited = box.edit(uid_of(box, FIRST[1]), reworded)
    for wanted in (FIRST, NEWER):
        box.lose_journal()
        assert box.states(wanted)[1] == "kept"
        assert edited in ours_in(box)
        assert len(ours_in(box)) == 3


def test_saves_with_a_date_and_without_the_marks_of_a_file(box: Mailbox) -> None:
    for data in ours_in(box):
        message = read_message(data)
        names = [field.name.lower() for field in message.fields]
        assert message.values("Date") == ("Tue, 02 Jun 2026 18:04:00 +0000",)
        assert not [name for name in names if name.startswith("x-")]
    flags = {flags for _, flags, data in box.mails() if is_ours(data)}
    assert flags == {frozenset([b"\\Draft", b"\\Seen"])}


def test_where_says_account_and_folder(imap_server: Server, tmp_path: Path) -> None:
    box = mailbox_at(imap_server, tmp_path, "german")
    assert {r.where for r in box.put(FIRST)} == {"lab: Entwürfe"}
    assert len(box.mails("Entwürfe")) == 3


@pytest.mark.parametrize("kind", ["german", "japan", "french"])
def test_saves_whatever_the_folder_is_called(
    imap_server: Server, tmp_path: Path, kind: str
) -> None:
    box = mailbox_at(imap_server, tmp_path, kind)
    assert box.states(FIRST) == ["saved"] * 3
    assert box.states(FIRST) == ["unchanged"] * 3
    assert box.states(NEWER) == ["replaced"] * 3
    assert len(box.mails("Trash")) == 3


def test_counts_each_draft_as_it_is_stored(box: Mailbox) -> None:
    counted: list[tuple[int, int]] = []
    box.put(NEWER, progress=lambda done, of: counted.append((done, of)))
    assert counted == [(1, 3), (2, 3), (3, 3)]


def test_where_all_was_sent_no_server_is_asked(box: Mailbox) -> None:
    with Proxy(box.server) as proxy:
        settings = box.settings(port=proxy.port)
        frozen = frozenset(a.name for a in FIRST)
        assert box.states(FIRST, settings=settings, frozen=frozen) == ["kept"] * 3
        assert proxy.connections == 0


def test_without_move_the_old_ones_are_expunged_and_nothing_else(box: Mailbox) -> None:
    box.append(OTHERS[1], flags=[b"\\Deleted"])
    with Proxy(box.server, rewrite_answer=without("MOVE")) as proxy:
        settings = box.settings(port=proxy.port)
        assert box.states(NEWER, settings=settings) == ["replaced"] * 3
    left = [data for *_, data in box.mails()]
    assert [data for data in left if not is_ours(data)] == list(OTHERS)
    assert len(left) == 5
    assert box.mails("Trash") == []


def test_a_server_that_can_remove_nothing_safely_keeps_the_old_ones_and_says_so(
    box: Mailbox,
) -> None:
    with Proxy(box.server, rewrite_answer=without("MOVE", "UIDPLUS")) as proxy:
        settings = box.settings(port=proxy.port)
        assert box.states(NEWER, settings=settings) == ["replaced"] * 3
        assert box.states(NEWER, settings=settings) == ["unchanged"] * 3
    said_so = "3 older versions could not be removed by this server: delete by hand"
    assert box.told == [said_so, said_so]
    assert len(ours_in(box)) == 6
    assert box.states(NEWER) == ["unchanged"] * 3
    assert [said(d) for d in ours_in(box)] == [said(a.data) for a in NEWER]


def test_a_server_that_tells_no_uid_is_looked_through(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path, "legacy")
    hidden = without("MOVE", "UIDPLUS", "SPECIAL-USE", "LITERAL+", "\\Drafts")

    def rewrite(line: bytes) -> bytes:
        head, bracket, rest = hidden(line).partition(b"[APPENDUID ")
        return head + rest.partition(b"] ")[2] if bracket else head

    with Proxy(dovecot, rewrite_answer=rewrite) as proxy:
        settings = box.settings(port=proxy.port)
        assert box.states(FIRST, settings=settings) == ["saved"] * 3
        assert box.states(FIRST, settings=settings) == ["unchanged"] * 3
        assert box.states(NEWER, settings=settings) == ["replaced"] * 3
        assert box.states(NEWER, settings=settings) == ["unchanged"] * 3


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        ("full", "the mailbox is full (make room, then run again)"),
        ("readonly", "you may only read the folder (name another with `drafts:`"),
        ("nodrafts", "your mailbox has no folder for drafts"),
    ],
)
def test_says_why_nothing_could_be_saved(
    imap_server: Server, tmp_path: Path, kind: str, fact: str
) -> None:
    box = mailbox_at(imap_server, tmp_path, kind)
    before = box.snapshot()
    error = box.unsaved(FIRST)
    assert error.unsaved == FIRST
    assert error.receipts == ()
    assert fact in error.lines[0]
    assert len(set(error.lines)) == len(error.lines) <= 3
    assert box.snapshot() == before
    # Nothing is remembered that was not there.
    assert box.unsaved(FIRST).unsaved == FIRST


def test_names_each_draft_that_a_full_mailbox_did_not_take(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = small_box(dovecot, tmp_path)
    fill(box)
    error = box.unsaved(FIRST)
    assert [line.partition(":")[0] for line in error.lines] == [
        "thank-you-person-1", "thank-you-person-2", "thank-you-person-3",
    ]  # fmt: skip
    make_room(box)
    assert box.states(FIRST) == ["saved"] * 3


def test_a_server_that_is_not_there_leaves_everything_unsaved(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    with Proxy(dovecot) as proxy:
        settings = box.settings(port=proxy.port)
    error = box.unsaved(FIRST, settings=settings)
    assert error.unsaved == FIRST
    (line,) = error.lines
    assert line.startswith(f"localhost:{settings.port}: nothing answers there")


def test_a_wrong_password_leaves_everything_unsaved_but_what_was_sent(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = mailbox_at(dovecot, tmp_path)
    wrong = box._replace(user=box.user._replace(password="wrong"))
    error = wrong.unsaved(FIRST, frozen=frozenset([FIRST[0].name]))
    assert error.unsaved == FIRST[1:]
    assert [(r.artefact, r.state) for r in error.receipts] == [(FIRST[0], State.KEPT)]
    assert "does not let" in str(error)


def test_one_draft_that_is_refused_keeps_none_of_the_others_out(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = small_box(dovecot, tmp_path)
    file = tmp_path / "large.pdf"
    file.write_bytes(b"%PDF" * 50_000)
    large = artefact(corvane.takeaway(attachment=file))
    error = box.unsaved([FIRST[0], large, FIRST[2]])
    assert error.unsaved == (large,)
    assert states(error.receipts) == ["saved", "saved"]
    (line,) = error.lines
    assert line.startswith("takeaway-tomas: localhost: Drafts: the mailbox is full")
    assert [reader(data) for data in ours_in(box)] == [
        reader(FIRST[0].data), reader(FIRST[2].data),
    ]  # fmt: skip
    file.write_bytes(b"%PDF, made smaller")
    smaller = artefact(corvane.takeaway(attachment=file))
    again = box.states([FIRST[0], smaller, FIRST[2]])
    assert again == ["unchanged", "saved", "unchanged"]


def test_an_update_that_is_refused_leaves_the_old_version(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = small_box(dovecot, tmp_path)
    box.put(FIRST)
    fill(box)
    before = box.snapshot()
    assert box.unsaved(NEWER).unsaved == NEWER
    assert box.snapshot() == before
    make_room(box)
    assert box.states(NEWER) == ["replaced"] * 3


def test_a_replacement_that_is_refused_leaves_what_was_edited(
    dovecot: Dovecot, tmp_path: Path
) -> None:
    box = small_box(dovecot, tmp_path)
    box.put(FIRST)
    box.edit(uid_of(box, FIRST[1]), reworded)
    fill(box)
    before = box.snapshot()
    assert box.unsaved([FIRST[1]], replace=True).unsaved == (FIRST[1],)
    assert box.snapshot() == before
