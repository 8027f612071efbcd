from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from drafter.errors import NotDeliveredError
from drafter.journal import open_journal
from drafter.journal.run import Placed


if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT = "ines@mail.example imap.mail.example"
ONE = Placed("draft-1", "<a.1.1.x@mail.example>", "Drafts", 7, 41, "reader-1")
NEXT = ONE._replace(message_id="<a.1.2.y@mail.example>", uid=42)
TWO = Placed("draft-2", "<a.2.1.z@mail.example>", "Entwürfe", 8, 3, "reader-2", "dig")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


def placed(path: Path, *drafts: str, account: str = ACCOUNT) -> set[Placed]:
    with open_journal(path, write=False) as journal:
        return set(journal.account(account).placed(drafts))


def place(path: Path, *copies: Placed, account: str = ACCOUNT) -> None:
    with open_journal(path) as journal:
        journal.account(account).place(copies)


def test_nothing_was_placed_before_anything_was(path: Path) -> None:
    assert placed(path, "draft-1") == set()
    place(path)
    assert placed(path, "draft-1") == set()


def test_remembers_every_copy_of_a_draft_in_the_next_run(path: Path) -> None:
    place(path, ONE, TWO)
    place(path, NEXT)
    assert placed(path, "draft-1") == {ONE, NEXT}
    assert placed(path, "draft-1", "draft-2") == {ONE, NEXT, TWO}
    assert placed(path, "draft-3") == placed(path) == set()


def test_a_copy_told_again_takes_the_place_of_what_was_known(path: Path) -> None:
    place(path, ONE)
    read_back = ONE._replace(uid=44, uidvalidity=9, digest="read")
    place(path, read_back)
    assert placed(path, "draft-1") == {read_back}


def test_accounts_do_not_mix(path: Path) -> None:
    place(path, ONE)
    place(path, ONE._replace(uid=5), account="other@mail.example imap.mail.example")
    assert placed(path, "draft-1") == {ONE}


def test_an_account_is_one_in_whatever_letters_it_is_written(path: Path) -> None:
    place(path, ONE, account="Ines@Mail.example IMAP.mail.example")
    assert placed(path, "draft-1") == {ONE}


def test_gives_everything_of_the_account(path: Path) -> None:
    place(path, ONE, NEXT, TWO)
    place(path, ONE, account="other imap.mail.example")
    with open_journal(path, write=False) as journal:
        assert set(journal.account(ACCOUNT).everything()) == {ONE, NEXT, TWO}


def test_hundreds_of_drafts_are_asked_for_at_once(path: Path) -> None:
    copies = [
        ONE._replace(draft=f"draft-{n}", message_id=f"<{n}@x>", uid=n)
        for n in range(1, 2001)
    ]
    place(path, *copies)
    assert placed(path, *(one.draft for one in copies)) == set(copies)


@pytest.mark.parametrize("word", ["it's", 'a "b"', "x'); DROP TABLE placed; --", "名"])
def test_any_words_are_kept_as_they_are(path: Path, word: str) -> None:
    copy = Placed(word, f"<{word}>", word, 1, 2, word, word)
    place(path, copy, account=word)
    assert placed(path, word, account=word) == {copy}


def test_what_was_placed_is_on_the_disk_before_the_next_step(path: Path) -> None:
    """A second process sees it although the first has not ended."""
    with open_journal(path) as journal:
        journal.account(ACCOUNT).place([ONE])
        assert placed(path, "draft-1") == {ONE}


def test_of_several_copies_all_or_none_are_remembered(path: Path) -> None:
    broken = TWO._replace(uid=None)  # type: ignore[arg-type]
    with pytest.raises(NotDeliveredError, match=r"journal\.sqlite3"):
        place(path, ONE, broken)
    assert placed(path, "draft-1") == set()


def test_holds_no_name_and_no_address_of_a_reader(path: Path) -> None:
    """What is given to it names nobody, and it adds nothing of its own."""
    place(path, ONE, TWO)
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT * FROM placed").fetchall()
    connection.close()
    told = {str(value) for row in rows for value in row}
    assert told <= {ACCOUNT, *map(str, ONE), *map(str, TWO)}


OLDER = (
    "DROP TABLE placed; DROP TABLE mail; ALTER TABLE interview DROP COLUMN people;"
    " PRAGMA user_version = 2"
)


def test_an_older_journal_gets_the_table_and_keeps_what_is_in_it(path: Path) -> None:
    with open_journal(path) as journal:
        journal.announce(["known"])
    connection = sqlite3.connect(path)
    connection.executescript(OLDER)
    connection.close()
    place(path, ONE)
    assert placed(path, "draft-1") == {ONE}
    with open_journal(path, write=False) as journal:
        assert journal.is_ours("known")


def test_looking_into_an_older_journal_changes_no_byte(path: Path) -> None:
    place(path)
    connection = sqlite3.connect(path)
    connection.executescript(OLDER)
    connection.close()
    before = path.read_bytes()
    assert placed(path, "draft-1") == set()
    assert path.read_bytes() == before
