"""`drafter check`: the guard again, on drafts that a person has edited."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from drafter.edited import looks_like_email
from tests.desk import FOLDER


if TYPE_CHECKING:
    from tests.desk import Desk

FILES = f"drafts/{FOLDER}"
EMAIL = f"{FILES}/thank-you-dana.eml"
CARD = f"{FILES}/card-dana.txt"


@pytest.fixture
def drafted(desk: Desk) -> Desk:
    """A desk with the thank-you drafts on it."""
    desk.run("thanks i.yaml")
    return desk


def edit(desk: Desk, name: str, old: str, new: str) -> None:
    path = desk.folder / name
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode()))


@pytest.mark.parametrize("with_notes", ["", "--interview i.yaml"])
def test_drafts_as_they_were_made_are_good_to_send(
    drafted: Desk, with_notes: str
) -> None:
    result = drafted.run(f"check {FILES} {with_notes} --strict")
    assert result.stdout.count("good to send") == 6
    assert result.stderr == ""


def test_a_change_of_words_is_good_to_send(drafted: Desk) -> None:
    edit(drafted, EMAIL, "looking after me so well", "looking after me that well")
    drafted.run(f"check {EMAIL} --interview i.yaml --strict")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("X-Unsent: 1", "Cc: bob@corvane.example\r\nX-Unsent: 1", "A2"),
        ("X-Unsent: 1", "Bcc: bob@corvane.example\r\nX-Unsent: 1", "A2"),
        (".example>\r\nSubject", ".example>, b@corvane.example\r\nSubject", "A2"),
        ("Hi Dana,", "Hi all,", "B1"),
        ("To: Dana Whitlock", "To: Hiring Team", "A0"),
        ("To: Dana Whitlock", "To: Dana & Tomas", "A0"),
        ("X-Unsent: 1", "Reply-To: bob@corvane.example\r\nX-Unsent: 1", "A2"),
        ("X-Unsent: 1", "X-Bcc: bob@corvane.example\r\nX-Unsent: 1", "A2"),
        ("X-Unsent: 1", "Subject: Hello\r\nX-Unsent: 1", "A2"),
        ("Content-Type: text/plain", "Content-Type: text/x-amp-html", "F13"),
        ("<p>Hi Dana,", "<p>Hi Tomas,", "F13"),
        ("looking after me so well", "{{ thanks_for }}", "C6"),
        ("looking after me so well", "[Name]", "C6"),
    ],
)
def test_refuses_what_no_single_person_should_get(
    drafted: Desk, old: str, new: str, rule: str
) -> None:
    edit(drafted, EMAIL, old, new)
    result = drafted.run(f"check {EMAIL}", code=5)
    assert f"{EMAIL}" in result.stderr
    assert f"refuse {rule} " in result.stderr
    assert "good to send" not in result.stdout


def test_two_parts_that_differ_are_quoted_once_beside_what_the_html_loads(
    drafted: Desk,
) -> None:
    edit(drafted, EMAIL, "<p>Hi Dana,", "<p><img src=3D'cid:1'>Hi Tomas,")
    result = drafted.run(f"check {EMAIL}", code=5)
    assert result.stderr.count("the HTML part says this and the text 'Hi Dana ") == 1
    assert "<img> does not belong in a letter" in result.stderr


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("To: Dana Whitlock", "To: Tomas Lindqvist", "A0"),
        ("To: Dana Whitlock", "To: Corvane Team", "A0"),
        ("To: Dana Whitlock", "To: Dana and Tomas", "A0"),
        ("<dana.whitlock@", "<tomas.lindqvist@", "A1"),
        ("Hi Dana,", "Hi Tomas,", "B1"),
        ("looking after me so well", "not asking about Brightmoor Rail", "C2"),
        (
            "looking after me so well",
            "saying the planners spend ninety minutes rebuilding the day",
            "C5",
        ),
    ],
)
def test_sees_more_with_the_notes(drafted: Desk, old: str, new: str, rule: str) -> None:
    edit(drafted, EMAIL, old, new)
    result = drafted.run(f"check {EMAIL} --interview i.yaml", code=5)
    assert f"refuse {rule} " in result.stderr


@pytest.mark.parametrize("name", ["Tomas", "Danna", "Dana Lind"])
def test_asks_without_the_notes_whether_the_to_is_who_is_greeted(
    drafted: Desk, name: str
) -> None:
    edit(drafted, EMAIL, "Hi Dana,", f"Hi {name},")
    told = drafted.run(f"check {EMAIL}").stderr
    asked = "the To says Dana Whitlock: is it the same person?" in told
    assert asked is (name != "Dana Lind")


@pytest.mark.parametrize("name", ["", '"dana.whitlock@corvane.example" '])
def test_asks_nothing_where_the_to_names_nobody_else(drafted: Desk, name: str) -> None:
    edit(drafted, EMAIL, "To: Dana Whitlock ", f"To: {name}")
    assert "B1" not in drafted.run(f"check {EMAIL}").stderr


@pytest.mark.parametrize(
    "name",
    ["", "Dana Whitlock ", "dana whitlock ", '"Whitlock, Dana" ',
     '"dana.whitlock@corvane.example" ', "=?utf-8?q?Dana_Whitlock?= "],
)  # fmt: skip
def test_lets_the_person_s_own_name_stand_in_to(drafted: Desk, name: str) -> None:
    edit(drafted, EMAIL, "To: Dana Whitlock ", f"To: {name}")
    drafted.run(f"check {EMAIL} --interview i.yaml --strict")


def test_lets_a_draft_saved_by_another_program_pass(drafted: Desk) -> None:
    added = (
        "X-Mozilla-Draft-Info: internal/draft; vcard=0; receipt=0; uuencode=0\r\n"
        "X-Identity-Key: id1\r\nFCC: imap://ines%40mail.example@imap.example/Sent\r\n"
    )
    edit(drafted, EMAIL, "X-Unsent: 1", f"{added}X-Unsent: 1")
    drafted.run(f"check {EMAIL} --interview i.yaml --strict")


def test_says_that_a_part_would_be_shown_instead(drafted: Desk) -> None:
    edit(drafted, EMAIL, "Content-Type: text/plain", "Content-Type: text/watch-html")
    result = drafted.run(f"check {EMAIL}", code=5)
    assert '"text/watch-html": a part that some mail programs would show instead' in (
        result.stderr
    )


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_reads_no_device(desk: Desk, path: str) -> None:
    result = desk.run(f"check {path}", code=3)
    assert result.stderr == f"{path}: is not a file\n"


def test_names_the_line(drafted: Desk) -> None:
    edit(drafted, CARD, "Thank you for Tuesday", "{{ thanks }} Thank you again")
    result = drafted.run(f"check {CARD}", code=5)
    assert f"{CARD}:3: refuse C6 " in result.stderr


def test_a_warning_lets_pass_but_for_strict(drafted: Desk) -> None:
    edit(drafted, CARD, "Thank you for Tuesday", "Rain rain fell. Thank you again")
    assert "warn F10" in drafted.run(f"check {CARD} --strict").stderr
    edit(drafted, CARD, "Rain rain fell.", "I am sorry.")
    assert "warn G5" in drafted.run(f"check {CARD}").stderr
    drafted.run(f"check {CARD} --strict", code=5)


def test_tells_three_findings_and_counts_the_smaller(drafted: Desk) -> None:
    more = "Sorry, i am a great fit. Rain rain fell, 77 times, and it was HORRIBLE!!"
    edit(drafted, CARD, "Thank you for Tuesday", f"{more} Thank you again")
    every = drafted.run(f"check {CARD} --interview i.yaml --all").stderr.splitlines()
    told = drafted.run(f"check {CARD} --interview i.yaml").stderr.splitlines()
    assert len(every) > 5
    assert set(told[:3]) < set(every)
    assert ["G5" in told[0], "H5" in told[1]] == [True, True]
    assert told[3:] == [f"{CARD}: and {len(every) - 3} smaller: `--all`"]
    listed = json.loads(drafted.run(f"check {CARD} --interview i.yaml --json").stdout)
    assert len(listed["findings"]) == len(every)


def test_a_card_that_grew_too_long_is_told(drafted: Desk) -> None:
    more = "It was a day of many talks, and I remember each. " * 12
    edit(drafted, CARD, "Thank you for Tuesday", f"{more}Thank you again")
    assert "warn J1" in drafted.run(f"check {CARD} --interview i.yaml").stderr


def test_notes_checked_together_must_not_share_a_sentence(drafted: Desk) -> None:
    shared = "The ferry at noon was full of people who knew each other."
    for person in ("dana", "tomas"):
        name = f"{FILES}/card-{person}.txt"
        text = (drafted.folder / name).read_text("utf-8")
        greeting = text.splitlines()[0]
        edit(drafted, name, greeting, f"{greeting}\n\n{shared}")
    result = drafted.run(f"check {FILES} --interview i.yaml")
    assert "warn E3" in result.stderr
    assert "The ferry at noon" in result.stderr


def test_says_as_json_what_it_found(drafted: Desk) -> None:
    edit(drafted, EMAIL, "Hi Dana,", "Hi all,")
    told = json.loads(drafted.run(f"check {EMAIL} {CARD} --json", code=5).stdout)
    email, card = told["drafts"]
    assert (email["kind"], email["to"]) == (
        "thank-you",
        "dana.whitlock@corvane.example",
    )
    assert (card["kind"], card["to"], card["findings"]) == ("card", None, [])
    assert email["where"] == EMAIL
    (finding,) = email["findings"]
    assert finding == {**told["findings"][0], "rule": "B1", "severity": "refuse"}
    assert set(finding) == {"rule", "severity", "draft", "line", "text", "why"}


def test_reads_a_draft_from_standard_input(drafted: Desk) -> None:
    data = (drafted.folder / EMAIL).read_bytes()
    assert "-: good to send" in drafted.run("check -", typed=data).stdout
    drafted.run("check - --interview i.yaml --strict", typed=data)
    group = data.replace(b"Hi Dana,", b"Hi all,")
    assert "refuse B1" in drafted.run("check -", typed=group, code=5).stderr


@pytest.mark.parametrize(
    ("name", "data", "fact"),
    [
        ("x.eml", b"hello", "not an email"),
        ("x.eml", b"", "the file is empty"),
        ("x.txt", b" \n", "the file is empty"),
        ("x.yaml", b"interviewers: []", "these are notes (--interview takes them)"),
        ("x.txt", b"\xff\xfe\0", "not UTF-8"),
        ("x.txt", b"words " * 50_000, "too long for a letter"),
        ("x.eml", b"To: d@x.example\n\n" + b"words " * 50_000, "too long for a letter"),
    ],
)
def test_a_file_that_is_no_draft_is_one_line(
    desk: Desk, name: str, data: bytes, fact: str
) -> None:
    (desk.folder / name).write_bytes(data)
    result = desk.run(f"check {name}", code=3)
    assert result.stderr.startswith(f"{name}: ")
    assert fact in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_names_the_file_that_is_not_there(desk: Desk) -> None:
    assert (
        "nope.eml: there is no such file" in desk.run("check nope.eml", code=3).stderr
    )
    assert "nope.yaml" in desk.run("check i.yaml --interview nope.yaml", code=3).stderr
    assert "no .eml or .txt" in desk.run("check .", code=2).stderr


def test_checking_changes_nothing(drafted: Desk) -> None:
    before = drafted.everything()
    edit(drafted, EMAIL, "Hi Dana,", "Hi all,")
    drafted.run(f"check {FILES} --interview i.yaml", code=5)
    edit(drafted, EMAIL, "Hi all,", "Hi Dana,")
    after = drafted.everything()
    assert {n: data for n, (data, _) in after.items()} == {
        n: data for n, (data, _) in before.items()
    }


def test_a_pipe_is_no_draft(desk: Desk) -> None:
    os.mkfifo(desk.folder / "card-dana.txt")
    result = desk.run("check card-dana.txt", code=3)
    assert "card-dana.txt: is not a file" in result.stderr


def test_a_check_in_to_a_contact_who_was_not_in_the_room_is_theirs(desk: Desk) -> None:
    contact = "contact: {name: Robin Vale, email: robin.vale@corvane.example}"
    desk.say("contact: dana", contact)
    desk.run("log i.yaml sent takeaway --with tomas", today="2026-06-04")
    desk.run("checkin i.yaml --by email", today="2026-06-15")
    name = "check-in-robin-vale.eml"
    said = desk.run(f"check drafts/{FOLDER}/{name} --interview i.yaml")
    assert said.stdout.splitlines() == [
        f"drafts/{FOLDER}/{name}: good to send",
        "Next: send them yourself; then: drafter log i.yaml sent",
    ]


BCC = b"Bcc: bob@corvane.example\r\nX-Unsent: 1"


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("X.EML", b""),
        ("x.Eml", b"\xef\xbb\xbf"),
        ("card-dana.txt", b""),
        ("thank-you-dana.txt", b"\xef\xbb\xbf"),
        ("thank-you-dana", b"Date: Tue, 2 Jun 2026 10:00:00 +0000\r\n"),
        ("thank-you-dana.eml.bak", b"Date: Tue, 2 Jun 2026 10:00:00 +0000\r\n"),
        ("saved.txt", b"X-Mozilla-Status: 0001\r\nThis line is odd\r\n"),
        ("saved.msg", b"From - Tue Jun  2 10:00:00 2026\r\n"),
        ("saved.txt", b"\r\n"),
    ],
)
def test_what_a_file_is_is_read_from_it(
    drafted: Desk, name: str, before: bytes
) -> None:
    data = (drafted.folder / EMAIL).read_bytes()
    path = drafted.folder / "saved" / "deep" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(before + data.replace(b"X-Unsent: 1", BCC))

    for asked in (f"saved/deep/{name}", "saved", "saved/deep"):
        result = drafted.run(f"check {asked}", code=5)
        assert "it has a Bcc: bob@corvane.example" in result.stderr
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert "it has a Bcc" in drafted.run("check saved", code=5).stderr
    typed = path.read_bytes()
    assert "it has a Bcc" in drafted.run("check -", typed=typed, code=5).stderr


@pytest.mark.parametrize(
    "first",
    ["Dear Dana:", "Subject: thank you\n\nHi Dana,", "Dana:", "Hi Dana,\nFrom: me"],
)
def test_a_text_with_a_colon_is_no_email(first: str) -> None:
    text = f"{first}\n\nThank you for showing me the crane.\n\nInes\n"
    assert not looks_like_email(text.encode())


def test_a_folder_is_looked_through_to_its_last_draft(drafted: Desk) -> None:
    before = drafted.run(f"check {FILES}").stdout
    assert drafted.run("check drafts").stdout == before
    (drafted.folder / "drafts" / "cards.pdf").write_bytes(b"%PDF-1.7 To: x")
    (drafted.folder / "drafts" / "follow-up.ics").write_bytes(b"BEGIN:VCALENDAR\nX-A:b")
    (drafted.folder / "drafts" / "notes.yaml").write_bytes(b"date: 2026-06-02\n")
    os.mkfifo(drafted.folder / "drafts" / "pipe.txt")
    assert drafted.run("check drafts").stdout == before


def test_an_answer_thanks_for_the_day_that_was_logged(drafted: Desk) -> None:
    drafted.run(
        'log i.yaml replied --with dana --said "by June 19"', today="2026-06-16"
    )
    drafted.run("reply i.yaml --to new_date", today="2026-06-16")
    line = f"check {FILES}/reply-dana.eml --interview i.yaml --strict"
    assert drafted.run(line, today="2026-06-16").stderr == ""


def test_a_phone_script_needs_no_notes_to_be_good(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    desk.run("log i.yaml sent --with all", today="2026-06-02")
    desk.run("checkin i.yaml --by phone", today="2026-06-15")
    script = "drafts/corvane-ferries-2026-06-02/check-in-dana.txt"
    assert "good to send" in desk.run(f"check {script}").stdout
    path = desk.folder / script
    path.write_text(
        path.read_text("utf-8").replace("Hello Dana, this", "Hello all, this")
    )
    assert "B1" in desk.run(f"check {script}", code=5).stderr


def test_a_linkedin_note_needs_no_notes_to_be_good(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    desk.run("linkedin i.yaml", today="2026-06-03")
    told = desk.run("check drafts/corvane-ferries-2026-06-02/linkedin-dana.txt")
    assert "good to send" in told.stdout
    assert told.stderr == ""
