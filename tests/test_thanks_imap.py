from __future__ import annotations

import json
import os
import socket
from typing import TYPE_CHECKING, NamedTuple

import pytest

from drafter.formats.message import read_message
from tests.desk import DAY, FOLDER, Desk
from tests.mailboxes import (
    Mailbox,
    by_thunderbird,
    fill,
    mailbox_at,
    make_room,
    reworded,
    small_box,
)
from tests.servers.proxy import Proxy


if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.servers.dovecot import Dovecot

MARKER = "Zitrone-4711"
INES = "ines.okafor@mail.example"
CARDS = {"card-dana.txt", "card-tomas.txt", "card-meilin.txt"}
EMAILS = {"thank-you-dana.eml", "thank-you-tomas.eml", "thank-you-meilin.eml"}
READERS = ["dana.whitlock", "meilin.zhao", "tomas.lindqvist"]


class Lab(NamedTuple):
    """A desk and the mailbox of whoever sits at it."""

    desk: Desk
    box: Mailbox

    def run(
        self, line: str = "thanks i.yaml --imap", *, code: int = 0, today: str = DAY
    ) -> Result:
        """Run a command, on the day of the interview if no other is given."""
        return self.desk.run(line, code=code, today=today)

    def readers(self) -> list[str]:
        """The local parts of those to whom drafts lie there."""
        found = [read_message(data).tos[0].address for *_, data in self.box.mails()]
        return sorted(address.partition("@")[0] for address in found)

    def uid_to(self, person: str) -> int:
        """The draft to one person."""
        (uid,) = [
            uid
            for uid, _, data in self.box.mails()
            if read_message(data).tos[0].address.startswith(person)
        ]
        return uid


def lines_of(
    box: Mailbox, name: str = "lab", address: str = INES, port: int = 0
) -> str:
    return (
        f"  {name}: {{address: {address}, host: localhost,"
        f" port: {port or box.server.tls_port}, ca_file: {box.server.ca_file},"
        f" user: {box.user.login}, tls: implicit}}\n"
    )


def configure(desk: Desk, *accounts: str, more: str = "") -> None:
    desk.home.mkdir(exist_ok=True)
    text = f"{more}accounts:\n{''.join(accounts)}" if accounts else more
    (desk.home / "config.yaml").write_text(text, "utf-8")


@pytest.fixture
def lab(
    desk: Desk, dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Lab:
    box = mailbox_at(dovecot, tmp_path / "box", "plain", MARKER)
    return sit_down_at(box, desk, monkeypatch)


def sit_down_at(box: Mailbox, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Lab:
    configure(desk, lines_of(box))
    monkeypatch.setenv("DRAFTER_PASSWORD", box.user.password)
    return Lab(desk, box)


def states(result: Result) -> dict[str, str]:
    """By kind and person, of a run with --json."""
    drafts = json.loads(result.stdout)["drafts"]
    return {f"{d['kind']}-{d['interviewer']}": d["state"] for d in drafts}


def test_emails_go_into_the_drafts_folder_and_cards_into_files(lab: Lab) -> None:
    result = lab.run()
    assert lab.readers() == READERS
    assert set(lab.desk.written()) == CARDS
    assert result.stderr == ""
    told = result.stdout
    assert "Emails: in the folder Drafts of your account lab" in told
    assert f"Files: in drafts/{FOLDER}" in told
    assert "Nothing was sent." in told
    assert "saved     thank-you-dana  " in told
    assert "written   card-dana.txt" in told


def test_again_nothing_changes(lab: Lab) -> None:
    lab.run()
    mails, files = lab.box.snapshot(), lab.desk.written()
    result = lab.run(today="2026-06-03")
    assert result.stdout.count("unchanged ") == 6
    assert lab.box.snapshot() == mails
    assert lab.desk.written() == files


def test_new_notes_replace_what_nobody_edited(lab: Lab) -> None:
    lab.run()
    lab.desk.say("looking after me so well", "the guided tour")
    result = lab.run()
    assert "replaced  thank-you-dana" in result.stdout
    assert lab.readers() == READERS
    assert len(lab.box.mails("Trash")) >= 1


def test_naming_an_account_says_that_it_is_meant(lab: Lab) -> None:
    lab.run("thanks i.yaml --account lab")
    assert lab.readers() == READERS


def test_the_option_may_stand_in_the_environment(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_IMAP", "1")
    lab.run("thanks i.yaml")
    assert lab.readers() == READERS


def test_only_one_person_is_saved_where_one_is_asked_for(lab: Lab) -> None:
    lab.run("thanks i.yaml --imap --only tomas")
    assert lab.readers() == ["tomas.lindqvist"]
    assert set(lab.desk.written()) == {"card-tomas.txt"}


def test_without_the_option_no_server_is_asked(lab: Lab) -> None:
    with Proxy(lab.box.server) as proxy:
        configure(lab.desk, lines_of(lab.box, port=proxy.port))
        lab.run("thanks i.yaml")
        assert proxy.connections == 0
    assert set(lab.desk.written()) == CARDS | EMAILS


def test_a_dry_run_asks_no_server_and_needs_no_password(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAFTER_PASSWORD")
    with Proxy(lab.box.server) as proxy:
        configure(lab.desk, lines_of(lab.box, port=proxy.port))
        before = lab.desk.everything()
        result = lab.run("thanks i.yaml --imap --dry-run")
        assert proxy.connections == 0
    assert "A dry run: nothing was written" in result.stdout
    assert result.stdout.count("To: ") == 3
    assert lab.desk.everything() == before


def test_a_note_that_the_guard_refuses_is_saved_for_nobody(lab: Lab) -> None:
    lab.desk.say(
        "for: showing me the real version", "for: a word about Brightmoor Rail"
    )
    with Proxy(lab.box.server) as proxy:
        configure(lab.desk, lines_of(lab.box, port=proxy.port))
        lab.run(code=5)
        assert proxy.connections == 0
    assert lab.desk.written() == {}


def test_without_an_account_it_says_how_to_add_one(desk: Desk) -> None:
    result = desk.run("thanks i.yaml --imap", code=3)
    (line,) = result.stderr.splitlines()
    way_out = ": there is no mail account yet (add one: drafter account add)"
    assert line.endswith(way_out)
    assert str(desk.home / "config.yaml") in line
    assert desk.written() == {}


def test_an_account_for_another_address_is_not_taken(lab: Lab) -> None:
    configure(lab.desk, lines_of(lab.box, address="ines@work.example"))
    result = lab.run(code=3)
    assert "no account is for ines.okafor@mail.example" in result.stderr
    assert "there are: lab (ines@work.example))" in result.stderr
    assert lab.readers() == []


def test_an_account_that_is_not_there_is_named(lab: Lab) -> None:
    result = lab.run("thanks i.yaml --account lap", code=3)
    (line,) = result.stderr.splitlines()
    assert "there is no account 'lap'" in line
    assert f"there are: lab ({INES})" in line


def test_of_two_accounts_the_one_of_the_from_address_is_taken(
    lab: Lab, dovecot: Dovecot, tmp_path: Path
) -> None:
    other = mailbox_at(dovecot, tmp_path / "other", password=MARKER)
    configure(
        lab.desk,
        lines_of(other, "work", "ines@work.example"),
        lines_of(lab.box),
    )
    lab.run()
    assert (len(lab.box.mails()), len(other.mails())) == (3, 0)
    lab.run("thanks i.yaml --account work")
    assert (len(lab.box.mails()), len(other.mails())) == (3, 3)


def test_of_two_accounts_for_one_address_one_must_be_named(
    lab: Lab, dovecot: Dovecot, tmp_path: Path
) -> None:
    other = mailbox_at(dovecot, tmp_path / "other", password=MARKER)
    configure(lab.desk, lines_of(other, "second"), lines_of(lab.box))
    result = lab.run(code=3)
    assert "the accounts second and lab are both for" in result.stderr
    assert "(choose one with --account NAME)" in result.stderr
    lab.run("thanks i.yaml --imap --account second")
    assert (len(lab.box.mails()), len(other.mails())) == (0, 3)


def test_what_the_account_does_not_take_is_written_as_files(
    desk: Desk, dovecot: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = sit_down_at(small_box(dovecot, tmp_path / "box"), desk, monkeypatch)
    fill(lab.box)
    result = lab.run(code=6)
    assert lab.readers() == []
    assert set(desk.written()) == CARDS | EMAILS
    assert "the mailbox is full (make room, then run again)" in result.stderr
    assert result.stderr.splitlines()[-1] == (
        f"drafts/{FOLDER}: what could not be saved in your mail account is written"
        " here instead"
    )
    assert "written   thank-you-dana.eml" in result.stdout

    make_room(lab.box)
    again = lab.run()
    assert lab.readers() == READERS
    assert again.stdout.count("saved     thank-you-") == 3
    for name in EMAILS:
        twice = f"{name} was put elsewhere before (send only one of the two: "
        assert f"{twice}{lab.desk.drafts / name})" in again.stderr
    assert set(desk.written()) == CARDS | EMAILS


def test_says_of_a_letter_in_files_that_it_lies_there_too(lab: Lab) -> None:
    lab.run("thanks i.yaml")
    result = lab.run()
    there = lab.desk.drafts / "thank-you-dana.eml"
    assert f"(send only one of the two: {there})" in result.stderr
    assert lab.readers() == READERS
    back = lab.run("thanks i.yaml")
    twice = "thank-you-dana.eml was put elsewhere before (send only one of the two: "
    assert f"{twice}lab: Drafts)" in back.stderr


@pytest.mark.parametrize("address", ["tomas.lindqvist@", "t.lindqvist@"])
def test_says_of_a_corrected_name_whether_the_wrong_one_lies_there(
    lab: Lab, address: str
) -> None:
    """The same address is the same person: that letter is replaced."""
    lab.desk.say("name: Tomas Lindqvist", "name: Tomas Lindquist")
    lab.desk.say("    id: tomas\n", "")
    lab.run("thanks i.yaml --imap --only tomas-lindquist")
    lab.desk.say("name: Tomas Lindquist", "name: Tomas Lindqvist")
    lab.desk.say("tomas.lindqvist@", address)
    lab.run("thanks i.yaml --only tomas-lindqvist --dry-run")
    told = lab.run().stderr
    assert "card-tomas-lindquist.txt" in told
    is_another = address == "t.lindqvist@"
    put = "thank-you-tomas-lindqvist.eml was put elsewhere before (send only one of"
    assert (put in told) == is_another
    assert len(lab.readers()) == 3 + is_another
    assert "before" not in lab.run().stderr


def test_a_person_in_a_hurry_has_files_where_the_password_is_wrong(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_PASSWORD", "Melone-0815")
    result = lab.run(code=6)
    assert "localhost does not let" in result.stderr
    assert "Melone" not in result.output
    assert set(lab.desk.written()) == CARDS | EMAILS
    assert lab.readers() == []


def test_a_person_in_a_hurry_has_files_where_the_server_is_not_there(lab: Lab) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    configure(lab.desk, lines_of(lab.box, port=port))
    assert "nothing answers there" in lab.run(code=6).stderr
    assert set(lab.desk.written()) == CARDS | EMAILS
    configure(lab.desk, lines_of(lab.box))
    result = lab.run()
    assert lab.readers() == READERS
    there = lab.desk.drafts / "thank-you-dana.eml"
    assert f"(send only one of the two: {there})" in result.stderr


def test_a_missing_password_is_told_and_the_drafts_are_files(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRAFTER_PASSWORD")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    result = lab.run(code=6)
    assert "DRAFTER_PASSWORD" in result.stderr
    assert set(lab.desk.written()) == CARDS | EMAILS


def test_json_tells_states_and_places(lab: Lab) -> None:
    result = lab.run("thanks i.yaml --imap --json")
    assert states(result) == {
        **{f"thank-you-{who}": "saved" for who in ("dana", "tomas", "meilin")},
        **{f"card-{who}": "written" for who in ("dana", "tomas", "meilin")},
    }
    told = json.loads(result.stdout)
    assert "failure" not in told
    where = {d["where"] for d in told["drafts"] if d["kind"] == "thank-you"}
    assert where == {"lab: Drafts"}

    lab.box.edit(lab.uid_to("dana"), reworded)
    lab.box.move(lab.uid_to("tomas"), "Sent")
    lab.box.edit(lab.uid_to("meilin"), by_thunderbird)
    again = states(lab.run("thanks i.yaml --imap --json"))
    assert [again[f"thank-you-{who}"] for who in ("dana", "tomas", "meilin")] == [
        "kept", "gone", "kept",
    ]  # fmt: skip


def test_json_tells_why_something_is_not_in_the_account(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_PASSWORD", "Melone-0815")
    result = lab.run("thanks i.yaml --imap --json", code=6)
    told = json.loads(result.stdout)
    assert states(result)["thank-you-dana"] == "written"
    why, another = told["failure"]
    assert another == "another password: drafter account password lab"
    assert "localhost does not let" in why


def test_says_what_became_of_each_draft_and_the_way_out(lab: Lab) -> None:
    lab.run()
    lab.box.edit(lab.uid_to("dana"), reworded)
    lab.box.move(lab.uid_to("tomas"), "Sent")
    lab.box.edit(lab.uid_to("meilin"), by_thunderbird)
    mails = lab.box.snapshot()
    told = lab.run().stdout
    assert "(you changed it, so it was left alone; --replace makes it new)" in told
    assert (
        "(you sent, moved or deleted it; `drafter sync` tells if it was sent," in told
    )
    assert "(your mail program saved it anew, so it was left; --replace" in told
    assert lab.box.snapshot() == mails


def test_replace_says_what_is_lost_and_keeps_it(lab: Lab) -> None:
    lab.run()
    edited = lab.box.edit(lab.uid_to("dana"), reworded)
    result = lab.run("thanks i.yaml --imap --replace")
    kept = lab.desk.drafts / "thank-you-dana.eml.bak"
    relative = f"drafts/{FOLDER}/thank-you-dana.eml.bak"
    assert result.stderr == (
        f"thank-you-dana: your own version gives way; it is kept in {relative}\n"
    )
    assert kept.read_bytes() == edited
    assert edited in [data for *_, data in lab.box.mails("Trash")]
    assert "replaced  thank-you-dana" in result.stdout
    assert lab.readers() == READERS


def test_what_was_logged_as_sent_stays_as_it_is(lab: Lab) -> None:
    lab.run()
    lab.box.move(lab.uid_to("dana"), "Sent")
    lab.run("log i.yaml sent thank-you --with dana")
    lab.desk.say("looking after me so well", "the guided tour")
    mails = lab.box.snapshot()
    for more in ("", " --replace"):
        told = lab.run(f"thanks i.yaml --imap --only dana{more}").stdout
        assert "kept      thank-you-dana" in told
        assert "(you sent it, so it stays as it is)" in told
        assert lab.box.snapshot() == mails


def test_another_variant_replaces_what_nobody_edited(lab: Lab) -> None:
    lab.run()
    before = {data for *_, data in lab.box.mails()}
    lab.run("thanks i.yaml --imap --variant 1")
    after = {data for *_, data in lab.box.mails()}
    assert len(after) == 3
    assert not before & after
    assert lab.readers() == READERS


def test_plain_text_alone_is_saved_where_that_is_wished(lab: Lab) -> None:
    configure(lab.desk, lines_of(lab.box), more="body: text\n")
    lab.run()
    for *_, data in lab.box.mails():
        assert b"text/html" not in data
    assert lab.run().stdout.count("unchanged ") == 6


@pytest.mark.parametrize(
    ("line", "today", "name", "reader"),
    [
        ("takeaway i.yaml", "2026-06-04", "takeaway-tomas", "tomas.lindqvist"),
        ("checkin i.yaml", "2026-06-16", "check-in-dana", "dana.whitlock"),
        ("reply i.yaml --to offer", "2026-06-16", "reply-dana", "dana.whitlock"),
    ],
)
def test_every_command_that_makes_emails_saves_them(
    lab: Lab, line: str, today: str, name: str, reader: str
) -> None:
    lab.run()
    lab.run("log i.yaml sent thank-you --with all")
    if name != "takeaway-tomas":
        lab.run("log i.yaml sent takeaway", today="2026-06-04")
    for uid, *_ in lab.box.mails():
        lab.box.move(uid, "Sent")
    told = lab.run(f"{line} --imap", today=today).stdout
    assert f"saved     {name} " in told
    assert lab.readers() == [reader]
    assert not list(lab.desk.drafts.glob("*.eml"))
    again = lab.run(f"{line} --imap", today=today).stdout
    assert f"unchanged {name} " in again
    lab.box.edit(lab.uid_to(reader), lambda data: data.replace(b"Hi ", b"Hello "))
    assert f"kept      {name} " in lab.run(f"{line} --imap", today=today).stdout


def test_a_take_away_is_saved_with_its_file(lab: Lab) -> None:
    lab.run("takeaway i.yaml --imap", today="2026-06-04")
    ((_, _, data),) = lab.box.mails()
    (file,) = read_message(data).attachments
    path = lab.desk.folder / "Okafor-rollback-plan.pdf"
    assert (file.name, file.data) == (path.name, path.read_bytes())


def test_notes_for_linkedin_have_no_such_option(lab: Lab) -> None:
    result = lab.run("linkedin i.yaml --imap", today="2026-06-03", code=2)
    assert "--imap" in result.stderr
    assert lab.readers() == []


def test_the_password_is_nowhere(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = lab.run().output
    said += lab.run("thanks i.yaml --imap --json").output
    lab.box.edit(lab.uid_to("dana"), reworded)
    said += lab.run("thanks i.yaml --imap --replace").output
    with Proxy(
        lab.box.server, certificate=lab.box.server.certificates.expired
    ) as proxy:
        configure(lab.desk, lines_of(lab.box, port=proxy.port))
        said += lab.run(code=6).output
    configure(lab.desk, lines_of(lab.box).replace(lab.box.user.login, "nobody"))
    said += lab.run(code=6).output
    assert MARKER not in said
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert MARKER.encode() not in path.read_bytes(), path
    monkeypatch.delenv("DRAFTER_PASSWORD")
    assert MARKER not in "".join(os.environ.values())


def test_the_journal_names_no_reader_for_the_account(lab: Lab) -> None:
    """Only hashes; the people are in what the notes themselves make it remember."""
    lab.run()
    exported = lab.run("log i.yaml --json").stdout
    assert "corvane.example" not in exported


def test_a_password_program_is_asked_once_a_run(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DRAFTER_PASSWORD")
    script = tmp_path / "pass.sh"
    script.write_text(f"echo run >> {tmp_path}/runs\necho {MARKER}\n")
    account = lines_of(lab.box).replace(
        "}\n", f", password_command: [sh, {script}]}}\n"
    )
    configure(lab.desk, account)
    lab.run()
    assert lab.readers() == READERS
    assert (tmp_path / "runs").read_text().count("run") == 1


def test_losing_the_journal_doubles_nothing(lab: Lab) -> None:
    lab.run()
    lab.box.edit(lab.uid_to("dana"), reworded)
    lab.box.edit(lab.uid_to("tomas"), by_thunderbird)
    mails = lab.box.snapshot()
    for path in lab.desk.home.glob("journal.sqlite3*"):
        path.unlink()
    found = states(lab.run("thanks i.yaml --imap --json"))
    assert found["thank-you-dana"] == found["thank-you-tomas"] == "kept"
    assert found["thank-you-meilin"] == "unchanged"
    assert lab.box.snapshot() == mails


def test_other_notes_of_the_same_talk_do_not_double_letters_in_silence(
    lab: Lab,
) -> None:
    lab.run()
    lab.desk.say("name: Corvane Ferries\n", "name: Corvane Ferries Inc\n")
    told = lab.run("thanks i.yaml --imap --only dana").stderr
    assert "with this subject lies there too: send only one" in told


def test_says_that_a_letter_which_is_new_here_was_put_somewhere_before(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.run()
    lab.box.delete(lab.uid_to("tomas"))
    text = (lab.desk.home / "config.yaml").read_text("utf-8")
    renamed = text.replace("host: localhost", "host: 127.0.0.1")
    (lab.desk.home / "config.yaml").write_text(renamed, "utf-8")
    told = lab.run().stderr
    place = "thank-you-tomas.eml was put elsewhere before (send only one of the two: "
    assert f"{place}lab: Drafts)" in told
    assert "thank-you-dana.eml" not in told
    monkeypatch.delenv("DRAFTER_PASSWORD")


def test_says_that_a_letter_also_lies_in_another_folder_of_files(lab: Lab) -> None:
    lab.run("thanks i.yaml --out other")
    told = lab.run().stderr
    assert "thank-you-dana.eml was put elsewhere before (send only one of" in told
    assert "other/corvane-ferries-2026-06-02/thank-you-dana.eml)" in told


def test_what_was_saved_before_is_not_written_again_while_the_server_is_away(
    lab: Lab,
) -> None:
    lab.run()
    configure(lab.desk, lines_of(lab.box, port=1))
    result = lab.run(code=6)
    assert set(lab.desk.written()) == CARDS
    why = "(saved there before; your mailbox could not be asked"
    assert result.stdout.count(why) == 3
    assert "nothing answers there" in result.stderr
    assert "written here instead" not in result.stderr


def test_new_words_are_written_while_the_server_is_away_with_a_warning(
    lab: Lab,
) -> None:
    lab.run()
    configure(lab.desk, lines_of(lab.box, port=1))
    result = lab.run("thanks i.yaml --imap --variant 1", code=6)
    assert set(lab.desk.written()) == CARDS | EMAILS
    where = "a version of it was put into lab: Drafts, and may be sent"
    assert f"thank-you-dana: {where}: look there first" in result.stderr
