"""Every reader, given real samples that were spoiled: an answer or a fact.

A traceback is a bug, whatever the input. A few examples run each time; many, before a
release: `./run test --hypothesis-profile=long tests/test_readers.py`.
"""

from __future__ import annotations

import base64
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.cli import drafter
from drafter.errors import DrafterError
from drafter.mailbox.connection import Timeouts, signed_in
from drafter.mailbox.look import find_folders
from drafter.sync.mail import mails_in
from drafter.timeline import understand
from tests.calendars import US
from tests.desk import DAY, SAMPLE
from tests.mailboxes import credentials
from tests.scripted import GREETING, Scripted
from tests.spoiled import spoiled, spoiled_text
from tests.test_config import FULL
from tests.test_invitation import EXCHANGE, GUESTS, calendar
from tests.test_timeline import MEANT, VAGUE


if TYPE_CHECKING:
    from tests.desk import Desk

few = settings(
    max_examples=max(20, settings().max_examples // 5),
    suppress_health_check=list(HealthCheck),
)
"""A fifth of what the profile allows: one of these costs as much as a command."""
TODAY = date.fromisoformat(DAY)
TEMPLATES = Path(__file__).parents[1] / "templates"
NOTES = [path.read_bytes() for path in sorted(SAMPLE.glob("*.yaml"))]
LETTERS = [path.read_bytes() for path in sorted(TEMPLATES.glob("*/*.j2"))]
PHRASES = [path.read_bytes() for path in sorted(TEMPLATES.glob("phrases.*.txt"))]
INVITATIONS = [EXCHANGE.encode(), calendar("DTSTART:20260602T090000Z", *GUESTS)]
ANSWER = (
    b'From: "Whitlock, Dana" <dana.whitlock@corvane.example>\r\n'
    b"To: Ines Okafor <ines.okafor@mail.example>\r\n"
    b"Message-ID: <a.1@corvane.example>\r\n"
    b"Date: Wed, 10 Jun 2026 09:12:44 +0200\r\n"
    b"References: <x@mail.example>\r\n <y@z>\r\n"
    b"Subject: =?utf-8?Q?Re=3A_Gr=C3=BC=C3=9Fe?= and more\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\n'
    b"Content-Type: text/html; charset=windows-1252\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<p>We decide by June=A019.</p><!-- x --><style>p {}</style>\r\n--b1\r\n"
    b"Content-Type: text/calendar; method=REQUEST; name*0*=utf-8''a%20; name*1=b\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(INVITATIONS[1]).replace(b"\n", b"\r\n")
    + b"--b1--\r\n"
)


def run(desk: Desk, *words: str, typed: bytes = b"") -> None:
    """Run a command: it is done, or says why not and in words that can be shown."""
    line = ["--today", DAY, *words]
    result = CliRunner().invoke(drafter, line, input=typed, catch_exceptions=False)
    assert result.exit_code in (0, 2, 3, 4, 5, 6)
    assert result.exit_code == 0 or result.output.strip()
    unfit = {letter for letter in result.output if not letter.isprintable()}
    assert unfit <= {"\n", "\t"}, unfit
    assert desk.folder.is_dir()


@few
@given(spoiled(NOTES))
def test_any_notes(desk: Desk, data: bytes) -> None:
    (desk.folder / "i.yaml").write_bytes(data)
    run(desk, "thanks", "i.yaml", "--dry-run")
    run(desk, "status", "i.yaml")
    run(desk, "prepare", "i.yaml")


@few
@given(spoiled([FULL.encode()]))
def test_any_config(desk: Desk, data: bytes) -> None:
    desk.home.mkdir(exist_ok=True)
    (desk.home / "config.yaml").write_bytes(data)
    run(desk, "thanks", "i.yaml", "--dry-run")
    run(desk, "account", "list")


@few
@given(spoiled(INVITATIONS))
def test_any_invitation(desk: Desk, data: bytes) -> None:
    for name in ("invite.ics", "invite.txt"):
        (desk.folder / name).write_bytes(data)
        (desk.folder / "new.yaml").unlink(missing_ok=True)
        run(desk, "new", "new.yaml", "--invite", name)


@pytest.fixture
def drafts(desk: Desk) -> list[bytes]:
    """Give all that `thanks` makes of the sample, and an answer to it."""
    desk.run("thanks i.yaml")
    return [*desk.written().values(), ANSWER]


@few
@given(st.data())
def test_any_draft_and_any_answer(
    desk: Desk, drafts: list[bytes], data: st.DataObject
) -> None:
    mail = data.draw(spoiled(drafts))
    for name in ("thank-you-dana.eml", "card-dana.txt"):
        (desk.folder / name).write_bytes(mail)
        run(desk, "check", name, "--interview", "i.yaml")
        run(desk, "check", name)
    (desk.folder / "answer.eml").write_bytes(mail)
    run(desk, "reply", "i.yaml", "--to=offer", "--answers=answer.eml", "--dry-run")
    (desk.folder / "new.yaml").unlink(missing_ok=True)
    run(desk, "new", "new.yaml", "--invite", "answer.eml")


@few
@given(
    spoiled(LETTERS),
    st.sampled_from(["thank_you/mine.md.j2", "card/mine.txt.j2", "thank_you.md.j2"]),
)
def test_any_letter(desk: Desk, data: bytes, name: str) -> None:
    path = desk.note(f"own/{name}", "")
    path.write_bytes(data)
    run(desk, "templates", "check", "--templates", "own")
    run(desk, "thanks", "i.yaml", "--dry-run", "--templates", "own")
    path.unlink()


@few
@given(spoiled(PHRASES))
def test_any_phrases(desk: Desk, data: bytes) -> None:
    desk.note("own/phrases.warm.txt", "").write_bytes(data)
    run(desk, "templates", "check", "--templates", "own")
    run(desk, "thanks", "i.yaml", "--dry-run", "--templates", "own")


@pytest.fixture
def journal(desk: Desk) -> list[bytes]:
    """Give a journal that remembers a little of everything."""
    desk.run("thanks i.yaml")
    for event in (
        "sent thank-you --with dana",
        "posted --with all",
        "replied --with dana --said 'June 19'",
    ):
        desk.run(f"log i.yaml {event}")
    path = desk.home / "journal.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    return [path.read_bytes()]


@few
@given(st.data())
def test_any_journal(desk: Desk, journal: list[bytes], data: st.DataObject) -> None:
    for left in desk.home.glob("journal*"):
        left.unlink()
    (desk.home / "journal.sqlite3").write_bytes(data.draw(spoiled(journal)))
    run(desk, "status", "i.yaml")
    run(desk, "thanks", "i.yaml", "--dry-run")
    run(desk, "log", "i.yaml")
    run(desk, "log", "i.yaml", "called")


@few
@given(spoiled_text([words for all_ in MEANT.values() for words in all_] + VAGUE))
def test_any_words_of_when_they_decide(desk: Desk, words: str) -> None:
    with suppress(ValueError):
        day = understand(words, TODAY, US)
        assert day is None or day >= TODAY
    run(desk, "log", "i.yaml", "replied", f"--said={words}")


SENT = ANSWER.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
SAID = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 SPECIAL-USE UIDPLUS AUTH=PLAIN SASL-IR\r\n",
    b"AUTHENTICATE": b"",
    b"LIST": b'* LIST (\\HasNoChildren \\Drafts) "/" "Entw&APw-rfe"\r\n'
    b"* LIST (\\Sent) NIL {4}\r\nSent\r\n* LIST () NIL INBOX\r\n",
    b"EXAMINE": b"* FLAGS (\\Seen \\Draft)\r\n* 2 EXISTS\r\n* 0 RECENT\r\n"
    b"* OK [UIDVALIDITY 3857529045] UIDs valid\r\n* OK [UIDNEXT 4392] next\r\n",
    b"SEARCH": b"* SEARCH 7 9\r\n",
    b"FETCH": b"".join(
        b'* %d FETCH (UID %d FLAGS (\\Seen) INTERNALDATE "02-Jun-2026 18:22:01 +0200" '
        b"RFC822.SIZE 4711 BODY[HEADER.FIELDS (FROM TO SUBJECT DATE)] {%d}\r\n%s)\r\n"
        % (number, uid, len(SENT), SENT)
        for number, uid in ((1, 7), (2, 9))
    ),
    b"LOGOUT": b"* BYE\r\n",
}


def answer_of(verb: bytes) -> st.SearchStrategy[bytes]:
    """Give what a server may say instead."""
    return spoiled([SAID[verb] + b"{tag} OK done\r\n", b"{tag} NO [ALERT] no\r\n"])


HASTY = Timeouts(connect=2.0, answer=0.4, whole=4.0)


@few
@given(st.sampled_from([*SAID]).flatmap(lambda v: st.tuples(st.just(v), answer_of(v))))
def test_any_answer_of_a_server(odd: tuple[bytes, bytes]) -> None:
    def answer(tag: bytes, line: bytes) -> bytes:
        verb = line.removeprefix(b"UID ").split(b" ")[0].upper()
        said = SAID.get(verb, b"") + b"{tag} OK done\r\n"
        return (odd[1] if verb == odd[0] else said).replace(b"{tag}", tag)

    with Scripted(GREETING, answer) as server:
        settings_ = server.settings()
        secret = credentials(settings_, "secret")
        with suppress(DrafterError), signed_in(settings_, secret, HASTY) as session:
            folders = find_folders(session)
            assert all(name.isprintable() for name in folders.names)
            mails_in(session, "INBOX", "FROM", ["dana@corvane.example"], TODAY)
