"""`drafter check --imap`: the guard over an account's Drafts folder as it is now."""

from __future__ import annotations

import json
import re
from base64 import encodebytes
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.mailboxes import snapshot
from tests.servers.proxy import Proxy


if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result
    from imapclient import IMAPClient

    from tests.desk import Desk
    from tests.mailboxes import Mail
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server, User

DANA = "dana.whitlock@corvane.example"
YOU = "ines.okafor@mail.example"
FROM = f"From: Ines Okafor <{YOU}>\r\n"
NOTES = "--interview i.yaml"
FRIEND = (
    b"From: ines.okafor@mail.example\r\nTo: Zoe <zoe@friends.example>\r\n"
    b"Subject: Saturday\r\nMessage-ID: <private-1@mail.example>\r\n\r\n"
    b"Dear all, I hated Brightmoor Rail.\r\n"
)
SAFE = {
    "AUTHENTICATE", "CAPABILITY", "EXAMINE", "LIST", "LOGIN", "LOGOUT", "FETCH",
    "UID FETCH", "UID SEARCH",
}  # fmt: skip


class Box(NamedTuple):
    """A desk, an account, and the proxy that hears what is said to its server."""

    desk: Desk
    server: Server
    user: User
    proxy: Proxy

    def check(self, more: str = "", code: int = 0) -> Result:
        """Run it, and see that it only read."""
        before = self.everything()
        del self.proxy.commands[:]
        result = self.desk.run(f"check --imap {more}", code=code)
        verbs = [command.verb for command in self.proxy.commands]
        assert set(verbs) <= SAFE
        fetched = [c.line for c in self.proxy.commands if c.verb.endswith("FETCH")]
        assert all("BODY[" not in line for line in fetched)
        assert self.everything() == before
        return result

    def everything(self) -> dict[str, list[Mail]]:
        """Every message of every folder, with its UID and its flags."""
        return snapshot(self.server, self.user)

    def of(self, client: IMAPClient, address: str = DANA) -> tuple[int, bytes]:
        """The draft to somebody, by UID, in the Drafts folder that is opened here."""
        client.select_folder("Drafts")
        (uid,) = client.search(["TO", address])
        return uid, client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]

    def edit(self, old: str, new: str, address: str = DANA) -> None:
        """As mutt does: the Message-ID stays, and the older copy is expunged."""
        with self.server.open(self.user) as client:
            uid, data = self.of(client, address)
            changed = data.replace(old.encode(), new.encode())
            assert changed != data
            client.append("Drafts", changed, [rb"\Draft", rb"\Seen"])
            client.delete_messages([uid])
            client.uid_expunge([uid])

    def resave(self, old: str = "", new: str = "", address: str = DANA) -> None:
        """As Thunderbird does: another Message-ID, and headers of its own."""
        anew = "Message-ID: <0f3d1c52-9a77-4a1b@mail.example>\r\n"
        anew += "X-Mozilla-Draft-Info: internal/draft; vcard=0; receipt=0"
        with self.server.open(self.user) as client:
            own = re.search(rb"(?i)message-id: <[^>]*>", self.of(client, address)[1])
        assert own
        self.edit(own[0].decode(), anew, address)
        if old:
            self.edit(old, new, address)

    def add(self, data: bytes, *flags: bytes) -> None:
        """Put a message there that is not ours."""
        with self.server.open(self.user) as client:
            client.append("Drafts", data, [rb"\Draft", *flags])


def sit(desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    user = server.new_user()
    monkeypatch.setenv("DRAFTER_PASSWORD", user.password)
    with Proxy(server) as proxy:
        desk.home.mkdir(exist_ok=True)
        (desk.home / "config.yaml").write_text(
            "accounts:\n  lab:\n    address: ines.okafor@mail.example\n"
            f"    host: localhost\n    port: {proxy.port}\n    user: {user.login}\n"
            f"    ca_file: {server.ca_file}\n",
            "utf-8",
        )
        yield Box(desk, server, user, proxy)


@pytest.fixture
def empty(
    desk: Desk, imap_server: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Box]:
    """An account of each real server in turn, with nothing in it."""
    yield from sit(desk, imap_server, monkeypatch)


@pytest.fixture
def box(desk: Desk, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """An account with the thank-you emails in it."""
    for box in sit(desk, dovecot, monkeypatch):
        desk.run("thanks i.yaml --imap")
        yield box


def test_untouched_drafts_are_good_on_every_server(empty: Box) -> None:
    empty.desk.run("thanks i.yaml --imap")
    for notes in ("", NOTES):
        result = empty.check(f"{notes} --strict")
        assert result.stderr == ""
        assert "Drafts: thank-you-dana: good to send\n" in result.stdout
        assert result.stdout.count("good to send") == 3
        verbs = [command.verb for command in empty.proxy.commands]
        assert verbs.count("EXAMINE") == 1


def test_an_empty_folder_is_said_to_be_empty(empty: Box) -> None:
    for notes in ("", NOTES):
        assert empty.check(notes).stdout == "lab: Drafts: no drafts to check\n"
        told = json.loads(empty.check(f"{notes} --json").stdout)
        assert told == {"drafts": [], "findings": []}


@pytest.mark.parametrize(
    ("new", "fact"),
    [
        ("Cc: bob@corvane.example\r\nMIME-", "it has a Cc: bob@corvane.example"),
        ("Bcc: bob@corvane.example\r\nMIME-", "it has a Bcc: bob@corvane.example"),
        ("To: bob@corvane.example\r\nMIME-", f"{DANA}, bob@corvane.example"),
    ],
)
def test_an_added_recipient_is_refused_by_name(box: Box, new: str, fact: str) -> None:
    box.edit("MIME-", new)
    for notes in ("", NOTES):
        result = box.check(notes, code=5)
        assert "Drafts: thank-you-dana: refuse A2 " in result.stderr
        assert fact in result.stderr
        assert "thank-you-dana: good" not in result.stdout
        assert result.stdout.count("good to send") == 2


@pytest.mark.parametrize("saved_anew", [False, True])
@pytest.mark.parametrize(
    "sender", ["X <x@evil.example>", "x@evil.example", "ines@localhost"]
)
def test_a_draft_from_another_is_refused(
    box: Box, sender: str, *, saved_anew: bool
) -> None:
    if saved_anew:
        box.resave()
    else:
        (box.desk.home / "journal.sqlite3").unlink()
    box.edit(FROM, f"From: {sender}\r\n")
    for notes in ("", NOTES):
        result = box.check(notes, code=5)
        address = sender.removeprefix("X <").removesuffix(">")
        assert f'refuse A2 "{address}": ' in result.stderr
        why = f"it is not from {YOU}, your" if notes else "none of your addresses"
        assert why in result.stderr
        assert result.stdout.count("good to send") == 2


@pytest.mark.parametrize("sender", [YOU.upper(), YOU.replace("@", "+jobs@")])
def test_two_spellings_of_your_address_are_one(box: Box, sender: str) -> None:
    box.edit(FROM, f"From: Ines <{sender}>\r\n")
    for notes in ("", NOTES):
        assert box.check(f"{notes} --strict").stdout.count("good to send") == 3


@pytest.mark.parametrize("where", ["you", "account"])
def test_another_address_of_yours_is_good_but_for_the_notes(
    box: Box, where: str
) -> None:
    box.edit(FROM, "From: Ines <io@elsewhere.example>\r\n")
    config = box.desk.home / "config.yaml"
    said = config.read_text("utf-8")
    other = "  work: {address: io@elsewhere.example, host: localhost}\n"
    you = "you: {email: io@elsewhere.example}\n"
    config.write_text(said + other if where == "account" else you + said, "utf-8")
    checked = box.check("--strict --account lab")
    assert checked.stdout.count("good to send") == 3
    assert f"it is not from {YOU}, your" in box.check(NOTES, code=5).stderr


def test_an_alias_that_was_drafted_from_is_yours(empty: Box) -> None:
    """The journal tells, also where a program saved the draft anew."""
    alias = "io@elsewhere.example"
    empty.desk.say(YOU, alias)
    empty.desk.run("thanks i.yaml --imap --account lab")
    empty.resave()
    for notes in ("", NOTES):
        checked = empty.check(f"{notes} --strict --account lab")
        assert checked.stdout.count("good to send") == 3
    empty.edit(alias, "io@evil.example")
    assert "none of your addresses" in empty.check("--account lab", code=5).stderr


def test_a_file_from_another_is_refused_by_the_notes(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    (path,) = desk.folder.glob("drafts/*/thank-you-dana.eml")
    name = path.relative_to(desk.folder)
    data = path.read_bytes()
    assert FROM.encode() in data
    desk.run(f"check {name} {NOTES} --strict")
    path.write_bytes(data.replace(FROM.encode(), b"From: X <x@evil.example>\r\n"))
    result = desk.run(f"check {name} {NOTES}", code=5)
    why = f"it is not from {YOU}, your address in the interview file (choose it)"
    assert f'{name}: refuse A2 "x@evil.example": {why}\n' in result.stderr
    # Without the notes nothing says whose it is.
    assert "good to send" in desk.run(f"check {name} --strict").stdout
    desk.say(f"  email: {YOU}\n", "")
    assert "refuse" not in desk.run(f"check {name} {NOTES}").stderr


@pytest.mark.parametrize(
    "new",
    ["Cc: bob@corvane.example\r\nMIME-", "Cc: bob@corvane.example\r\nBcc: ", None],
)
def test_also_in_a_draft_that_thunderbird_saved_anew(box: Box, new: str | None) -> None:
    """Also where the reader is the Bcc now, and somebody else the To."""
    if new is None:
        box.resave("To: ", "To: bob@corvane.example\r\nBcc: ")
    else:
        box.resave("MIME-" if new.endswith("MIME-") else "To: ", new)
    for notes in ("", NOTES):
        result = box.check(notes, code=5)
        assert re.search(r'Drafts: thank-you-dana "[^"]+": refuse A2 ', result.stderr)
        assert "bob@corvane.example" in result.stderr or DANA in result.stderr
        assert result.stdout.count("good to send") == 2


def test_a_draft_saved_anew_is_known_by_its_reader(box: Box) -> None:
    box.resave()
    for notes in ("", NOTES):
        result = box.check(f"{notes} --strict")
        assert re.search(
            r'Drafts: thank-you-dana "[^"]+": good to send\n', result.stdout
        )
        assert result.stdout.count("good to send") == 3


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("looking after me so well", "not asking about Brightmoor Rail", "C2"),
        ("Hi Dana,", "Hi Tomas,", "B1"),
        ("To: Dana Whitlock <dana.whitlock@", "To: <tomas.lindqvist@", "A1"),
    ],
)
def test_sees_more_with_the_notes(box: Box, old: str, new: str, rule: str) -> None:
    box.edit(old, new)
    result = box.check(NOTES, code=5)
    line = rf"^Drafts: thank-you-dana(:\d+)?: refuse {rule} "
    assert re.search(line, result.stderr, re.MULTILINE)
    assert result.stdout.count("good to send") == 2


def test_a_private_draft_is_neither_read_nor_mentioned(box: Box) -> None:
    box.add(FRIEND)
    for notes in ("", NOTES):
        result = box.check(f"{notes} --strict")
        assert "Saturday" not in result.output
        assert "zoe" not in result.output
        assert result.stdout.count("good to send") == 3
    with box.server.open(box.user) as client:
        uid, _ = box.of(client, "zoe@friends.example")
    bodies = [c.line for c in box.proxy.commands if "BODY.PEEK[]" in c.line]
    assert len(bodies) == 1
    numbers = re.findall(r"\d+", bodies[0].partition(" (")[0])
    assert str(uid) not in numbers


def test_what_is_marked_deleted_is_left_out(box: Box) -> None:
    with box.server.open(box.user) as client:
        uid, _ = box.of(client)
        client.delete_messages([uid])
    result = box.check(NOTES)
    assert "dana" not in result.output
    assert result.stdout.count("good to send") == 2


def test_works_without_the_journal(box: Box) -> None:
    box.edit("MIME-", "Cc: bob@corvane.example\r\nMIME-")
    (box.desk.home / "journal.sqlite3").unlink()
    for notes in ("", NOTES):
        result = box.check(notes, code=5)
        who = "thank-you-dana" if notes else 'thank-you "'
        assert f"Drafts: {who}" in result.stderr
        assert "refuse A2" in result.stderr
        assert result.stdout.count("good to send") == 2
        assert not (box.desk.home / "journal.sqlite3").exists()


def test_without_the_journal_the_notes_still_know_who_was_drafted(box: Box) -> None:
    box.resave("MIME-", "Cc: bob@corvane.example\r\nMIME-")
    (box.desk.home / "journal.sqlite3").unlink()
    assert 'thank-you-dana "' in box.check(NOTES, code=5).stderr


def test_the_journal_knows_other_kinds_by_subject(box: Box) -> None:
    box.desk.run("takeaway i.yaml --imap --only tomas")
    known = box.check(NOTES).stdout
    assert "Drafts: takeaway-tomas: good to send" in known
    with box.server.open(box.user) as client:
        client.select_folder("Drafts")
        for uid in client.search(["TO", "tomas.lindqvist@corvane.example"]):
            data = client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]
            anew = re.sub(rb"(?i)(message-id: )<[^>]*>", rb"\1<anew-%d@x>" % uid, data)
            client.append("Drafts", anew, [rb"\Draft"])
            client.delete_messages([uid])
            client.uid_expunge([uid])
    for notes in ("", NOTES):
        result = box.check(notes)
        assert 'Drafts: takeaway-tomas "' in result.stdout
        assert 'Drafts: thank-you-tomas "' in result.stdout


def test_a_check_in_to_a_contact_who_did_not_interview_is_good(box: Box) -> None:
    robin = "{name: Robin Vale, email: robin.vale@corvane.example}"
    box.desk.say("contact: dana ", f"contact: {robin} ")
    box.desk.run("checkin i.yaml --imap", today="2026-06-15")
    good = "Drafts: check-in-robin-vale: good to send"
    assert good in box.check(f"{NOTES} --strict").stdout
    (box.desk.home / "journal.sqlite3").unlink()
    assert good in box.check(f"{NOTES} --strict").stdout


def test_says_as_json_what_it_found(box: Box) -> None:
    box.edit("Hi Dana,", "Hi all,")
    told = json.loads(box.check(f"{NOTES} --json", code=5).stdout)
    (email,) = [draft for draft in told["drafts"] if draft["to"] == DANA]
    assert (email["kind"], email["interviewer"]) == ("thank-you", "dana")
    assert (email["where"], email["state"]) == ("lab: Drafts", "checked")
    assert {finding["draft"] for finding in email["findings"]} == {"thank-you-dana"}
    assert "B1" in {finding["rule"] for finding in told["findings"]}


def test_files_and_folder_are_compared_with_each_other(box: Box) -> None:
    shared = "The ferry at noon was full of people who knew each other."
    box.edit("looking after me so well", f"looking after me. {shared} ")
    box.desk.run("thanks i.yaml --out out")
    card = next(box.desk.folder.glob("out/*/card-tomas.txt"))
    words = card.read_text("utf-8").partition("\n\n")
    card.write_text(f"{words[0]}\n\n{shared}\n\n{words[2]}", "utf-8")
    name = card.relative_to(box.desk.folder)
    result = box.check(f"{name} {NOTES}")
    told = re.findall(r"^(.*):\d+: warn E3 .*", result.stderr, re.MULTILINE)
    assert sorted(told) == ["Drafts: thank-you-dana", str(name)]
    assert "Drafts: thank-you-tomas: good to send" in result.stdout


OTHER = """
you: {name: Ines Okafor, email: ines.okafor@mail.example}
employer: {name: Halvorsen Mills, domain: halvorsen.example}
position: {title: Staff Engineer}
date: 2026-06-01
timeline: unknown
interviewers:
  - name: Dana Brook
    id: dana
    email: dana.brook@halvorsen.example
    topics: how the looms are dated
    they_said: every loom keeps its own log
    thanks_for: showing me the weaving hall
    own_words: I have thought about the log of loom nine ever since.
"""


def test_a_draft_of_another_interview_is_not_judged_by_these_notes(box: Box) -> None:
    (box.desk.folder / "other").mkdir()
    box.desk.note("other/j.yaml", OTHER)
    box.desk.run("thanks other/j.yaml --imap")
    result = box.check(f"{NOTES} --strict")
    assert result.stdout.count("good to send") == 4
    names = re.findall(
        r'^Drafts: (thank-you-dana "[^"]+"): good', result.stdout, re.MULTILINE
    )
    assert len(set(names)) == 2
    note = f"lab: Drafts: {names[-1]}: not of this interview, so checked without"
    assert note in result.stdout
    box.edit("MIME-", "Cc: bob@x.example\r\nMIME-", "dana.brook@halvorsen.example")
    assert "refuse A2" in box.check(NOTES, code=5).stderr


def test_a_large_file_is_no_reason_to_refuse(box: Box) -> None:
    with box.server.open(box.user) as client:
        _, data = box.of(client)
    head, _, body = data.partition(b"\r\n\r\n")
    fields = re.findall(rb"(?im)^(?:content-[^\r]*(?:\r\n[ \t][^\r]*)*)", head)
    rest = head
    for field in fields:
        rest = rest.replace(field + b"\r\n", b"").replace(b"\r\n" + field, b"")
    file = encodebytes(b"\0" * (6 * 1024 * 1024)).replace(b"\n", b"\r\n")
    mixed = b'\r\nContent-Type: multipart/mixed; boundary="=x"\r\n\r\n--=x\r\n'
    pdf = (
        b"\r\n--=x\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="plan.pdf"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
    )
    letter = b"\r\n".join(fields) + b"\r\n\r\n" + body
    large = rest + mixed + letter + pdf + file + b"--=x--\r\n"
    with box.server.open(box.user) as client:
        uid, _ = box.of(client)
        client.append("Drafts", large, [rb"\Draft"])
        client.delete_messages([uid])
        client.uid_expunge([uid])
    told = box.check(NOTES).stdout
    assert (
        "thank-you-dana: good to send\nDrafts: thank-you-dana: attached: plan.pdf\n"
        in (told)
    )
    drafts = json.loads(box.check(f"{NOTES} --json").stdout)["drafts"]
    attached = {one["to"]: one["attachments"] for one in drafts}
    assert attached.pop(DANA) == ["plan.pdf"]
    assert set(map(tuple, attached.values())) == {()}


def test_what_is_larger_than_any_letter_is_one_line_and_not_fetched(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drafter.mailbox.recognise.SIZE_MAX", 300_000)
    box.edit("MIME-", "X-Padding: x\r\nMIME-")
    box.edit("X-Padding: x", "\r\n".join(["X-Padding: " + "x" * 900] * 400))
    result = box.check(NOTES, code=3)
    assert "Drafts: thank-you-dana: too large for a letter" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout.count("good to send") == 2
    told = json.loads(box.check(f"{NOTES} --json", code=3).stdout)
    (problem,) = told["problems"]
    assert problem["fact"] == "too large for a letter"


@pytest.mark.parametrize(
    "odd",
    [
        b"To: " + DANA.encode() + b"\r\n\r\n\xff\xfe\0\x1b[31m".replace(b"\0", b"\1"),
        b"To: =?utf-7?q?+2AA-?= <" + DANA.encode() + b">\r\nSubject: =?utf-7?q?+2AA-?=",
        b"To: Team: " + DANA.encode() + b", bob@x.example;\r\n\r\nhi",
        b"Cc: <" + DANA.encode() + b"\r\nContent-Type: multipart/mixed; boundary=\r\n",
        b"Subject: \x1b]0;x\x07\xe9\r\nBcc: " + DANA.encode() + b"\r\n\r\n",
        b"\xff: \r\n: \r\nTo:" + DANA.encode() + b"\r\n\r\nHi",
        b"To: " + b"a@x.example, " * 30_000 + DANA.encode() + b"\r\n\r\nHi",
    ],
)
def test_strange_mail_is_told_and_never_crashes(box: Box, odd: bytes) -> None:
    box.add(odd)
    for notes in ("", NOTES):
        before = box.everything()
        words = f"check --imap {notes}"
        result = box.desk.run(words, code=5 if len(odd) < 100_000 else 0)
        assert "\x1b" not in result.output
        assert result.stdout.count("good to send") == 3
        assert box.everything() == before


def test_an_overlong_header_of_ours_is_told(box: Box) -> None:
    box.edit("MIME-", "Cc: " + ",\r\n ".join(["a@x.example"] * 30_000) + "\r\nMIME-")
    result = box.check(NOTES, code=3)
    assert "its header is too long for a letter" in result.stderr
    assert result.stdout.count("good to send") == 2


def test_the_account_is_chosen_by_name_by_notes_or_as_the_only_one(box: Box) -> None:
    config = box.desk.home / "config.yaml"
    said = config.read_text("utf-8")
    box.check("--account lab")
    assert "good" in box.desk.run("check --account lab").stdout
    assert "there is no account 'no'" in box.check("--account no", code=3).stderr
    work = said.replace("accounts:\n", "").replace("  lab:", "  work:")
    config.write_text(said + work.replace("ines.okafor@", "io@"), "utf-8")
    assert box.check(NOTES).stdout.count("good to send") == 3
    unsure = box.check(code=3).stderr
    assert "nothing says which account is meant" in unsure
    assert "lab (ines.okafor@mail.example), work (io@mail.example)" in unsure
    assert box.check("--account work").exit_code == 0
    mine = said.replace("ines.okafor@", "x@") + work
    config.write_text(f"you: {{email: ines.okafor@mail.example}}\n{mine}", "utf-8")
    assert '"work: Drafts"' in box.check("--json").stdout
    config.write_text("", "utf-8")
    assert "there is no mail account yet" in box.check(code=3).stderr


def test_a_wrong_password_is_one_line(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_PASSWORD", "not-the-word")
    result = box.check(code=6)
    assert "localhost does not let" in result.stderr
    assert "not-the-word" not in result.output
    assert "good to send" not in result.output


def test_without_a_draft_or_an_account_the_line_is_wrong(desk: Desk) -> None:
    result = desk.run("check", code=2)
    assert "Missing argument 'DRAFT...'" in result.stderr
