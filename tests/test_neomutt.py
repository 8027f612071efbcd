from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.clients import neomutt as client
from tests.clients.writer import Writer, files, read, words


if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from tests.clients.neomutt import Neomutt
    from tests.desk import Desk
    from tests.servers.dovecot import Dovecot

pytestmark = pytest.mark.skipif(bool(client.missing()), reason=client.missing())
THANKS = "thanks i.yaml --only dana"
NAME = "thank-you-dana.eml"
OWN_HEADERS = {"Date", "MIME-Version", "Content-Type", "Content-Disposition"}
"""What any message has, beside those that drafter wrote with care."""


class Desktop(NamedTuple):
    writer: Writer
    neomutt: Neomutt

    def save(self, *options: str) -> str:
        return self.run(" ".join([THANKS, "--imap", *options]))

    def run(self, line: str) -> str:
        return self.writer.run(line)["thank-you-dana"]

    def draft(self) -> EmailMessage:
        (draft,) = self.writer.drafts()
        return draft


@pytest.fixture
def desktop(
    desk: Desk, dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desktop]:
    user = dovecot.new_user()
    monkeypatch.setenv("DRAFTER_PASSWORD", user.password)
    folder = tmp_path / "mutt"
    folder.mkdir()
    with client.at_a_terminal(folder) as neomutt:
        neomutt.configure(dovecot, user)
        neomutt.edits("looking after me", "seeing to me")
        writer = Writer(desk, dovecot, user)
        writer.configure("text")
        yield Desktop(writer, neomutt)


def reworded(words: list[str]) -> list[str]:
    return " ".join(words).replace("looking after me", "seeing to me").split()


def check_sent(sent: EmailMessage, draft: EmailMessage) -> None:
    for name in ("From", "To", "Subject", "Message-ID"):
        (value,) = sent.get_all(name, [])
        assert value == draft[name]
    assert words(sent) == reworded(words(draft)) != words(draft)
    assert files(sent) == {}


def test_a_recalled_draft_is_sent_with_the_changed_words_and_nothing_added(
    desktop: Desktop,
) -> None:
    assert desktop.save() == "saved"
    draft = desktop.draft()
    desktop.neomutt.recall("y")
    data, recipients = desktop.neomutt.sent()
    sent = read(data)
    assert recipients == ["dana.whitlock@corvane.example"]
    check_sent(sent, draft)
    assert set(sent.keys()) - {"From", "To", "Subject", "Message-ID"} <= OWN_HEADERS
    # neomutt removed the draft, and keeps a copy where sent mail is kept.
    after = desktop.writer.mails()
    assert (len(after["Drafts"]), len(after["Sent"])) == (0, 1)
    assert desktop.save() == "gone"
    assert desktop.writer.mails() == after


def test_a_file_is_sent_with_the_changed_words_and_then_holds_them_too(
    desktop: Desktop,
) -> None:
    desktop.run(THANKS)
    before = (desktop.writer.desk.drafts / NAME).read_bytes()
    screen = desktop.neomutt.opened("-E", "-H", NAME, at=desktop.writer.desk.drafts)
    for question in ("To: Dana", "Subject: "):
        screen.wait_for(question)
        screen.press("Enter")
    screen.wait_for(client.COMPOSING)
    screen.leave("y")
    data, recipients = desktop.neomutt.sent()
    sent = read(data)
    assert recipients == ["dana.whitlock@corvane.example"]
    check_sent(sent, read(before))
    # What makes other programs open the file as a draft goes out with it, in neomutt.
    own = {"From", "To", "Subject", "Message-ID", "X-Unsent"}
    assert set(sent.keys()) - own <= OWN_HEADERS
    # `-E` means that the file shall have the changes, too.
    after = (desktop.writer.desk.drafts / NAME).read_bytes()
    check_sent(read(after), read(before))
    assert desktop.run(THANKS) == "kept"
    assert (desktop.writer.desk.drafts / NAME).read_bytes() == after


def test_a_letter_whose_html_neomutt_left_behind_is_refused(desktop: Desktop) -> None:
    desktop.writer.configure("both")
    desktop.save()
    draft = desktop.draft()
    desktop.neomutt.recall("P")
    assert "F13" in desktop.writer.desk.run("check --imap", code=5).output
    desktop.neomutt.recall("y")
    data, _ = desktop.neomutt.sent()
    check_sent(read(data), draft)
    assert words(read(data), "html") == words(draft, "html")
    path = desktop.writer.desk.folder / "sent.eml"
    path.write_bytes(data)
    assert "F13" in desktop.writer.desk.run("check sent.eml", code=5).output


def test_a_draft_postponed_again_is_left_alone_until_replaced(desktop: Desktop) -> None:
    desktop.save()
    draft = desktop.draft()
    desktop.neomutt.recall("P")
    edited = desktop.writer.mails()
    check_sent(desktop.draft(), draft)
    assert desktop.save() == "kept"
    assert desktop.writer.mails() == edited
    assert desktop.save("--replace") == "replaced"
    assert words(desktop.draft()) == words(draft)
    (kept,) = desktop.writer.desk.drafts.glob("*.bak")
    assert kept.read_bytes() == edited["Drafts"][0][2]
    assert desktop.save() == "unchanged"
    assert not (desktop.neomutt.folder / "sent.eml").exists()
