"""`drafter log INTERVIEW dropped`, when the check-in waits in an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.mailboxes import by_thunderbird, mailbox_at, reworded
from tests.test_thanks_imap import Lab, configure, lines_of, sit_down_at


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk
    from tests.servers.dovecot import Dovecot

LATER = "2026-06-15"


@pytest.fixture
def lab(
    desk: Desk, dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Lab:
    """A lab where thank-yous lie in Drafts, and the check-in is due and drafted."""
    box = mailbox_at(dovecot, tmp_path / "box", "plain", "secret")
    lab = sit_down_at(box, desk, monkeypatch)
    lab.run()
    lab.run("log i.yaml sent takeaway --with tomas", today="2026-06-04")
    lab.run("checkin i.yaml --imap", today=LATER)
    return lab


def test_the_check_in_leaves_the_folder_and_nothing_else_does(lab: Lab) -> None:
    before = lab.box.mails()
    said = lab.run("log i.yaml dropped", today=LATER)
    assert "the check-in drafted for Dana Whitlock was dropped" in said.stdout
    assert not said.stderr
    assert lab.box.mails() == before[:-1]
    assert len(lab.box.mails("Trash")) == 1


def test_a_dropped_check_in_may_be_made_again(lab: Lab) -> None:
    lab.run("log i.yaml dropped", today=LATER)
    said = lab.run("checkin i.yaml --imap", today=LATER)
    assert "saved     check-in-dana " in said.stdout
    assert len(lab.box.mails()) == 4


def test_one_that_was_edited_is_left_and_named(lab: Lab) -> None:
    uid = lab.box.mails()[-1][0]
    lab.box.edit(uid, reworded)
    before = lab.box.mails()
    said = lab.run("log i.yaml dropped", today=LATER)
    assert "check-in-dana: what you changed in lab: Drafts was left" in said.stderr
    assert lab.box.mails() == before


def test_a_server_that_is_not_there_stops_nobody(lab: Lab) -> None:
    configure(lab.desk, lines_of(lab.box, port=1))
    said = lab.run("log i.yaml dropped", today=LATER)
    assert "check-in-dana is in lab: Drafts: delete it there" in said.stderr
    assert "was dropped" in said.stdout
    assert len(lab.box.mails()) == 4


def test_one_that_a_mail_program_saved_anew_is_not_forgotten_in_silence(
    lab: Lab,
) -> None:
    uid = lab.box.mails()[-1][0]
    lab.box.edit(uid, by_thunderbird)
    before = lab.box.mails()
    said = lab.run("log i.yaml dropped", today=LATER)
    assert "check-in-dana: it was not found in lab: Drafts" in said.stderr
    assert lab.box.mails() == before
