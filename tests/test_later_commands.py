"""`linkedin`, `takeaway`, `checkin`, `reply`: what a user sees after the thank-you."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from drafter.formats.message import read_message


if TYPE_CHECKING:
    from email.message import EmailMessage

    from tests.desk import Desk

DUE = "2026-06-15"
PROMISE = "Okafor-rollback-plan.pdf"
ROBIN = "{name: Robin Vale, email: robin.vale@corvane.example, channel: %s}"


@pytest.fixture
def thanked(desk: Desk) -> Desk:
    """A desk whose promise is kept and whose contact was thanked."""
    desk.run("log i.yaml sent thank-you --with dana")
    desk.run("log i.yaml sent takeaway", today="2026-06-04")
    return desk


def email(desk: Desk, name: str) -> EmailMessage:
    return message_from_bytes(desk.written()[name], policy=default)


def words(desk: Desk, name: str) -> str:
    return read_message(desk.written()[name]).text


def test_one_linkedin_note_for_each(desk: Desk) -> None:
    desk.run("linkedin i.yaml", today="2026-06-03")
    notes = desk.written()
    assert sorted(notes) == [
        f"linkedin-{person}.txt" for person in ("dana", "meilin", "tomas")
    ]
    assert len(set(notes.values())) == 3
    for note in notes.values():
        assert note.endswith(b"\n")
        assert len(note.decode().rstrip("\n")) <= 200


def test_a_linkedin_note_too_early_is_written_with_a_warning(desk: Desk) -> None:
    result = desk.run("linkedin i.yaml", today="2026-06-02")
    assert "Dana Whitlock" in result.stderr
    assert "Wednesday, June 3" in result.stderr
    for person in ("dana", "tomas", "meilin"):
        desk.run(f"log i.yaml sent thank-you --with {person}")
    assert desk.run("linkedin i.yaml", today="2026-06-03").stderr == ""


def test_no_linkedin_note_for_whom_it_is_not_wanted(desk: Desk) -> None:
    desk.say("    role: peer", "    role: peer\n    linkedin_ok: no")
    desk.run("linkedin i.yaml", today="2026-06-03")
    assert sorted(desk.written()) == ["linkedin-dana.txt", "linkedin-tomas.txt"]
    desk.say("    role: recruiter", "    role: recruiter\n    linkedin_ok: no")
    desk.say(
        "    role: hiring_manager", "    role: hiring_manager\n    linkedin_ok: no"
    )
    result = desk.run("linkedin i.yaml --out other", today="2026-06-03", code=5)
    assert "nobody in it wants to connect" in result.stderr


def test_premium_gives_a_linkedin_note_no_less(desk: Desk) -> None:
    desk.say(
        "  handwriting: average", "  linkedin_premium: yes\n  handwriting: average"
    )
    desk.run("linkedin i.yaml", today="2026-06-03")
    assert all(len(note.decode()) <= 301 for note in desk.written().values())


def test_a_takeaway_goes_to_whom_it_was_promised_with_its_file(desk: Desk) -> None:
    desk.run("takeaway i.yaml", today="2026-06-04")
    assert list(desk.written()) == ["takeaway-tomas.eml"]
    message = email(desk, "takeaway-tomas.eml")
    assert str(message["To"]) == "Tomas Lindqvist <tomas.lindqvist@corvane.example>"
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_filename() == PROMISE
    assert attached.get_content() == (desk.folder / PROMISE).read_bytes()
    assert PROMISE in words(desk, "takeaway-tomas.eml")


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("plan.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        ("plan.txt", b"Step 1: go back.\n", "text/plain"),
        ("plan.csv", b"step,minutes\n1,4\n", "text/csv"),
        ("plan.zip", b"PK\x03\x04", "application/zip"),
        ("plan.unknown", b"\0\1\2", "application/octet-stream"),
    ],
)
def test_an_attachment_has_its_real_media_type(
    desk: Desk, name: str, data: bytes, media_type: str
) -> None:
    (desk.folder / name).write_bytes(data)
    desk.say(f"file: {PROMISE}", f"file: {name}")
    desk.run("takeaway i.yaml", today="2026-06-04")
    (attached,) = email(desk, "takeaway-tomas.eml").iter_attachments()
    assert attached.get_content_type() == media_type
    assert attached.get_payload(decode=True) == data


def test_a_missing_file_is_asked_for(desk: Desk) -> None:
    (desk.folder / PROMISE).unlink()
    result = desk.run("takeaway i.yaml", today="2026-06-04", code=3)
    assert PROMISE in result.stderr
    assert "no file" in result.stderr
    assert not desk.drafts.exists()


def test_an_empty_file_is_not_handed_over(desk: Desk) -> None:
    (desk.folder / PROMISE).write_bytes(b"")
    result = desk.run("takeaway i.yaml", today="2026-06-04", code=3)
    assert f"{PROMISE} is empty" in result.stderr
    assert not desk.drafts.exists()


def test_a_link_is_given_instead_of_a_file(desk: Desk) -> None:
    desk.say(f"file: {PROMISE}", "link: https://ines.example/rollback-plan")
    desk.run("takeaway i.yaml", today="2026-06-04")
    assert list(email(desk, "takeaway-tomas.eml").iter_attachments()) == []
    assert "https://ines.example/rollback-plan" in words(desk, "takeaway-tomas.eml")


def test_words_alone_are_handed_over_with_a_warning(desk: Desk) -> None:
    desk.say(f"        file: {PROMISE}\n", "")
    result = desk.run("takeaway i.yaml", today="2026-06-04")
    assert result.stderr == (
        "i.yaml: Tomas Lindqvist: nothing is attached and there is no link"
        " (attach it yourself before you send, or add `file` or `link`)\n"
    )
    assert list(email(desk, "takeaway-tomas.eml").iter_attachments()) == []
    told = json.loads(desk.run("takeaway i.yaml --json", today="2026-06-04").stdout)
    assert any("nothing is attached" in str(one) for one in told["warnings"])


def test_a_file_or_a_link_needs_no_warning(desk: Desk) -> None:
    assert desk.run("takeaway i.yaml", today="2026-06-04").stderr == ""
    desk.say(f"file: {PROMISE}", "link: https://ines.example/rollback-plan")
    assert desk.run("takeaway i.yaml", today="2026-06-04").stderr == ""


def test_several_promises_are_several_emails(desk: Desk) -> None:
    more = """takeaways:
      - promised: send the list of ports
        here_is: the list of ports
        link: https://ines.example/ports
"""
    desk.say("    takeaways:\n", f"    {more}")
    desk.run("takeaway i.yaml", today="2026-06-04")
    assert list(desk.written()) == ["takeaway-tomas-2.eml", "takeaway-tomas.eml"]
    desk.run("log i.yaml sent takeaway --with tomas --item 1", today="2026-06-04")
    told = desk.run("takeaway i.yaml --json", today="2026-06-04").stdout
    (draft,) = json.loads(told)["drafts"]
    assert draft["where"].endswith("takeaway-tomas-2.eml")


def test_a_promise_kept_is_not_kept_twice(desk: Desk) -> None:
    desk.run("log i.yaml sent takeaway", today="2026-06-04")
    result = desk.run("takeaway i.yaml", today="2026-06-04", code=5)
    assert "no open promise" in result.stderr


def test_no_check_in_before_its_day(thanked: Desk) -> None:
    before = thanked.everything()
    for day in ("2026-06-02", "2026-06-12", "2026-06-14"):
        result = thanked.run("checkin i.yaml", today=day, code=5)
        assert "not before Monday, June 15" in result.stderr
        assert "June 12" in result.stderr
    assert thanked.everything() == before


def test_a_check_in_on_its_day_is_to_one_person(thanked: Desk) -> None:
    assert thanked.run("checkin i.yaml", today=DUE).stderr == ""
    assert list(thanked.written()) == ["check-in-dana.eml"]
    message = email(thanked, "check-in-dana.eml")
    assert str(message["To"]) == "Dana Whitlock <dana.whitlock@corvane.example>"
    assert "June 12" in words(thanked, "check-in-dana.eml")
    thanked.run("checkin i.yaml", today="2026-06-17")
    assert list(thanked.written()) == ["check-in-dana.eml"]


def test_a_check_in_by_phone_is_a_script(thanked: Desk) -> None:
    thanked.run("checkin i.yaml --by phone", today=DUE)
    script = thanked.written()["check-in-dana.txt"].decode()
    assert "Voicemail" in script
    assert script.count("+1 207 555 0142") >= 2


def test_a_weekend_warns(thanked: Desk) -> None:
    result = thanked.run("checkin i.yaml", today="2026-06-20")
    assert "Saturday" in result.stderr
    assert "not a business day" in result.stderr


@pytest.mark.parametrize(("first", "then"), [("email", "phone"), ("phone", "email")])
def test_one_channel_is_enough(thanked: Desk, first: str, then: str) -> None:
    thanked.run(f"checkin i.yaml --by {first}", today=DUE)
    before = thanked.everything()
    result = thanked.run(f"checkin i.yaml --by {then}", today=DUE, code=5)
    assert f"a check-in by {first} was drafted" in result.stderr
    assert thanked.everything() == before
    thanked.run("log i.yaml dropped", today=DUE)
    assert thanked.written() == {}
    thanked.run(f"checkin i.yaml --by {then}", today=DUE)
    assert len(thanked.written()) == 1


@pytest.mark.parametrize("done", ["sent check-in", "called"])
def test_one_check_in_is_enough(thanked: Desk, done: str) -> None:
    thanked.run(f"log i.yaml {done}", today=DUE)
    for by in ("", "--by phone", "--by email"):
        result = thanked.run(f"checkin i.yaml {by}", today="2026-06-18", code=5)
        assert "you checked in on Monday, June 15" in result.stderr
    assert thanked.written() == {}


def test_one_check_in_is_enough_for_a_copy_of_the_file_too(thanked: Desk) -> None:
    thanked.run("log i.yaml called", today=DUE)
    copy = (thanked.folder / "i.yaml").read_text("utf-8")
    thanked.note("elsewhere/copy.yaml", copy)
    result = thanked.run("checkin elsewhere/copy.yaml", today="2026-06-18", code=5)
    assert "you checked in on Monday, June 15" in result.stderr


def test_a_newer_date_makes_a_second_check_in(thanked: Desk) -> None:
    thanked.run("checkin i.yaml", today=DUE)
    first = thanked.written()
    thanked.run("log i.yaml sent", today=DUE)
    thanked.run('log i.yaml replied --said "by June 19"', today="2026-06-16")
    thanked.run("checkin i.yaml", today="2026-06-19", code=5)
    thanked.run("checkin i.yaml", today="2026-06-22")
    assert list(thanked.written()) == ["check-in-dana-2.eml", "check-in-dana.eml"]
    assert thanked.written()["check-in-dana.eml"] == first["check-in-dana.eml"]
    assert "June 19" in words(thanked, "check-in-dana-2.eml")


def test_a_newer_date_in_the_file_counts_as_well(thanked: Desk) -> None:
    old = "  2026-06-02: a decision by Friday the twelfth\n"
    thanked.say(old, f"{old}  2026-06-11: June 19\n")
    result = thanked.run("checkin i.yaml", today=DUE, code=5)
    assert "not before Monday, June 22" in result.stderr


@pytest.mark.parametrize(
    ("event", "why"),
    [("decided", "they decided on"), ("withdrew", "you withdrew on")],
)
def test_there_is_nothing_left_to_ask(thanked: Desk, event: str, why: str) -> None:
    thanked.run(f"log i.yaml {event}", today="2026-06-10")
    before = thanked.remembered()
    result = thanked.run("checkin i.yaml", today="2026-09-01", code=5)
    assert why in result.stderr
    assert thanked.remembered() == before
    assert not thanked.drafts.exists()


def test_an_answer_without_a_date_gives_them_five_days_more(thanked: Desk) -> None:
    thanked.run("log i.yaml replied", today="2026-06-15")
    result = thanked.run("checkin i.yaml", today="2026-06-16", code=5)
    assert "not before" in result.stderr


def test_a_late_promise_comes_before_a_question(desk: Desk) -> None:
    desk.say("contact: dana ", "contact: tomas # ")
    desk.run("log i.yaml sent thank-you --with tomas")
    result = desk.run("checkin i.yaml", today=DUE, code=5)
    assert "you promised Tomas Lindqvist" in result.stderr
    desk.run("log i.yaml sent takeaway", today=DUE)
    desk.run("checkin i.yaml", today=DUE)
    assert list(desk.written()) == ["check-in-tomas.eml"]


def test_a_later_interview_there_ends_the_earlier_round(thanked: Desk) -> None:
    text = (thanked.folder / "i.yaml").read_text("utf-8")
    later = text.replace("2026-06-02", "2026-06-10").replace("stage: onsite", "")
    thanked.note("second.yaml", later.replace("the twelfth", "the nineteenth"))
    thanked.run("log second.yaml posted --with dana", today="2026-06-10")
    result = thanked.run("checkin i.yaml", today=DUE, code=5)
    assert "a later interview at Corvane Ferries" in result.stderr


@pytest.mark.parametrize(
    ("channel", "draft"),
    [("email", "check-in-robin-vale.eml"), ("phone", "check-in-robin-vale.txt")],
)
def test_the_contact_need_not_have_interviewed(
    desk: Desk, channel: str, draft: str
) -> None:
    desk.say("contact: dana ", f"contact: {ROBIN % channel} ")
    desk.run("checkin i.yaml", today=DUE)
    assert list(desk.written()) == [draft]
    desk.run("log i.yaml dropped", today=DUE)
    by = {"email": "phone", "phone": "email"}[channel]
    desk.run(f"checkin i.yaml --by {by}", today=DUE)
    assert len(desk.written()) == 1


def test_a_call_needs_ones_own_number(thanked: Desk) -> None:
    thanked.say('  phone: "+1 207 555 0142"\n', "")
    result = thanked.run("checkin i.yaml --by phone", today=DUE, code=3)
    assert "your own number is missing" in result.stderr
    thanked.run("checkin i.yaml --by email", today=DUE)


def test_thanks_for_a_new_date_name_it(desk: Desk) -> None:
    desk.run('log i.yaml replied --said "by June 19"', today="2026-06-16")
    result = desk.run("reply i.yaml --to new_date", today="2026-06-16")
    assert result.stderr == ""
    assert "June 19" in words(desk, "reply-dana.eml")


def test_thanks_for_a_new_date_need_one(desk: Desk) -> None:
    desk.say("  2026-06-02: a decision by Friday the twelfth", "  2026-06-02: soon")
    result = desk.run("reply i.yaml --to new_date", today="2026-06-16", code=3)
    assert "no new date yet" in result.stderr
    assert not desk.drafts.exists()


@pytest.mark.parametrize("tone", ["formal", "warm", "brief"])
@pytest.mark.parametrize("to", ["new_date", "rejection", "offer", "withdraw"])
def test_every_answer_in_every_tone_is_without_a_finding(
    desk: Desk, to: str, tone: str
) -> None:
    desk.run('log i.yaml replied --said "by June 19"', today="2026-06-16")
    typed = f"reply i.yaml --to {to} --tone {tone} --strict"
    result = desk.run(typed, today="2026-06-16")
    assert result.stderr == ""
    assert list(desk.written()) == ["reply-dana.eml"]
    assert str(email(desk, "reply-dana.eml")["To"]).endswith(
        "<dana.whitlock@corvane.example>"
    )


@pytest.mark.parametrize("line", ["checkin i.yaml", "reply i.yaml --to rejection"])
def test_an_informational_talk_has_no_decision_to_write_about(
    desk: Desk, line: str
) -> None:
    desk.say("stage: onsite", "stage: informational")
    told = desk.run(line, today="2026-06-22", code=5).stderr
    assert "it was an informational talk, and nobody decides anything" in told
    assert not desk.written()
    assert "check-in" not in desk.run("status .", today="2026-06-22").stdout


@pytest.mark.parametrize("tone", ["formal", "warm", "brief"])
@pytest.mark.parametrize("language", ["", "\nlanguage: de"])
def test_the_contact_is_asked_for_the_addresses_one_lacks(
    desk: Desk, tone: str, language: str
) -> None:
    desk.say("contact: dana ", f"contact: {ROBIN % 'email'} ")
    desk.say("stage: onsite", f"stage: onsite{language}")
    desk.say("    email: tomas.lindqvist@corvane.example\n", "")
    command = "drafter reply i.yaml --to addresses"
    assert command in desk.run("status i.yaml").stdout
    strict = "" if language else "--strict"  # rules of English rest, and that is told
    desk.run(f"reply i.yaml --to addresses --tone {tone} {strict}")
    (name,) = desk.written()
    assert str(email(desk, name)["To"]).endswith("<robin.vale@corvane.example>")
    said = words(desk, name)
    assert not [who for who in ("Dana", "Tomas", "Meilin") if who in said]
    assert command not in desk.run("status i.yaml").stdout
    desk.run("log i.yaml sent reply")
    assert command not in desk.run("status i.yaml").stdout


def test_nobody_is_asked_for_addresses_that_are_there(desk: Desk) -> None:
    assert "--to addresses" not in desk.run("status i.yaml").stdout
    told = desk.run("reply i.yaml --to addresses", code=5).stderr
    assert "everyone has an address" in told
    desk.say("    email: dana.whitlock@corvane.example\n", "")
    assert "--to addresses" not in desk.run("status i.yaml").stdout
    told = desk.run("reply i.yaml --to addresses", code=3).stderr
    assert "Dana Whitlock: there is no address" in told
    assert not desk.written()


def test_an_interviewer_who_is_asked_is_none_of_those_asked_for(desk: Desk) -> None:
    desk.say("    email: tomas.lindqvist@corvane.example\n", "")
    desk.run("reply i.yaml --to addresses")
    assert "everyone else I spoke with" in words(desk, "reply-dana.eml")


def test_a_reply_needs_to_know_to_what(desk: Desk) -> None:
    assert "--to" in desk.run("reply i.yaml", code=2).stderr
    assert "rejection" in desk.run("reply i.yaml --to them", code=2).stderr


def test_the_next_reply_is_a_file_of_its_own_once_one_was_sent(desk: Desk) -> None:
    desk.run("reply i.yaml --to offer", today="2026-06-16")
    first = desk.written()["reply-dana.eml"]
    desk.run("log i.yaml sent reply", today="2026-06-16")
    desk.run("reply i.yaml --to withdraw", today="2026-06-18")
    assert list(desk.written()) == ["reply-dana-2.eml", "reply-dana.eml"]
    assert desk.written()["reply-dana.eml"] == first


LATER = [
    ("linkedin i.yaml", "2026-06-03"),
    ("takeaway i.yaml", "2026-06-04"),
    ("checkin i.yaml", DUE),
    ("checkin i.yaml --by phone", DUE),
    ("reply i.yaml --to offer", DUE),
]


@pytest.mark.parametrize(("line", "day"), LATER)
def test_a_dry_run_leaves_no_trace(desk: Desk, line: str, day: str) -> None:
    before = desk.everything()
    shown = desk.run(f"{line} --dry-run", today=day).stdout
    assert "nothing was written" in shown
    assert desk.everything() == before
    assert not desk.home.exists()


@pytest.mark.parametrize(("line", "day"), LATER)
def test_a_second_run_changes_no_byte(desk: Desk, line: str, day: str) -> None:
    desk.run(line, today=day)
    before = {n: t for n, t in desk.everything().items() if "drafts" in n}
    desk.run(line, today="2026-06-17")
    assert {n: t for n, t in desk.everything().items() if "drafts" in n} == before


@pytest.mark.parametrize(("line", "day"), LATER)
def test_what_was_edited_is_kept(desk: Desk, line: str, day: str) -> None:
    desk.run(line, today=day)
    name = next(iter(desk.written()))
    mine = desk.written()[name].replace(b"Hi ", b"Hello ").replace(b"Hello D", b"Hey D")
    mine += b"" if mine != desk.written()[name] else b"\r\n"
    (desk.drafts / name).write_bytes(mine)
    told = json.loads(desk.run(f"{line} --json", today=day).stdout)
    states = {draft["where"].split("/")[-1]: draft["state"] for draft in told["drafts"]}
    assert states[name] == "kept"
    assert desk.written()[name] == mine
    desk.run(f"{line} --replace", today=day)
    assert desk.written()[f"{name}.bak"] == mine


@pytest.mark.parametrize(("line", "day"), LATER)
def test_says_as_json_what_was_written(desk: Desk, line: str, day: str) -> None:
    told = json.loads(desk.run(f"{line} --json", today=day).stdout)
    for draft in told["drafts"]:
        assert set(draft) == {
            "kind", "interviewer", "to", "subject", "text", "where", "state", "words",
            "findings",
        }  # fmt: skip
        assert draft["state"] == "written"
        assert draft["findings"] == []


def test_who_was_asked_to_connect_before_is_not_asked_again(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    desk.run("log i.yaml connected --with dana", today="2026-06-03")
    second = (desk.folder / "i.yaml").read_text("utf-8").replace("06-02", "06-16")
    desk.note("second.yaml", second.replace("06-04", "06-18"))
    result = desk.run("linkedin second.yaml", today="2026-06-17")
    remark = "Asked to connect after an earlier interview"
    assert f"{remark}: Dana Whitlock." in result.stdout
    notes = desk.folder.glob("drafts/*-06-16/*")
    assert {path.stem for path in notes} == {"linkedin-meilin", "linkedin-tomas"}
    for line in desk.run("status second.yaml", today="2026-06-17").stdout.splitlines():
        assert not ("LinkedIn" in line and "Dana" in line)
    desk.run("log i.yaml connected --with all", today="2026-06-03")
    told = desk.run("linkedin second.yaml", today="2026-06-17", code=5).stderr
    assert remark in told


def test_a_file_that_no_server_takes_is_refused_by_its_size(desk: Desk) -> None:
    with (desk.folder / PROMISE).open("r+b") as file:
        file.truncate(21 * 1024 * 1024)
    result = desk.run("takeaway i.yaml", code=3)
    assert (
        f"{PROMISE} has 21 MB (mail takes 20 MB: put up a `link` to it)"
        in result.stderr
    )
    assert not desk.drafts.exists()


def test_a_large_file_goes_along_byte_for_byte(desk: Desk) -> None:
    data = bytes(range(256)) * 4096 * 6
    (desk.folder / PROMISE).write_bytes(data)
    desk.run("takeaway i.yaml")
    (part,) = email(desk, "takeaway-tomas.eml").iter_attachments()
    assert part.get_payload(decode=True) == data
    assert desk.run("takeaway i.yaml").stdout.count("unchanged") == 1


THEIRS = """\
From: Dana Whitlock <dana.whitlock@corvane.example>
To: ines.okafor@mail.example
Subject: RE: AW: Your interview at Corvane Ferries
Message-ID: <second@corvane.example>
In-Reply-To: <first@mail.example>
References: <zero@corvane.example> <first@mail.example>

Thank you for coming in.
"""


def test_an_answer_stands_in_its_thread(thanked: Desk) -> None:
    thanked.note("theirs.eml", THEIRS)
    line = "reply i.yaml --to rejection --answers theirs.eml"
    thanked.run(line, today=DUE)
    made = email(thanked, "reply-dana.eml")
    assert made["Subject"] == "Re: Your interview at Corvane Ferries"
    assert made["In-Reply-To"] == "<second@corvane.example>"
    assert str(made["References"]).split() == [
        "<zero@corvane.example>", "<first@mail.example>", "<second@corvane.example>",
    ]  # fmt: skip
    assert [one.addr_spec for one in made["To"].addresses] == [
        "dana.whitlock@corvane.example"
    ]
    assert (
        "good to send"
        in thanked.run(
            f"check {thanked.drafts}/reply-dana.eml --interview i.yaml"
        ).stdout
    )
    before = thanked.written()
    thanked.run(line, today="2026-06-16")
    assert thanked.written() == before


def test_the_answer_goes_to_who_wrote(thanked: Desk) -> None:
    text = THEIRS.replace("Dana Whitlock <dana.whitlock", "T <Tomas.Lindqvist")
    thanked.note("theirs.eml", text)
    thanked.run("reply i.yaml --to offer --answers theirs.eml", today=DUE)
    assert "reply-tomas.eml" in thanked.written()
    thanked.run("checkin i.yaml --answers theirs.eml", today=DUE, code=3)


def test_without_that_mail_it_goes_to_who_was_logged_last(thanked: Desk) -> None:
    thanked.run("log i.yaml replied --with meilin", today=DUE)
    thanked.run("log i.yaml replied --with tomas", today=DUE)
    thanked.run("reply i.yaml --to offer", today=DUE)
    made = {name for name in thanked.written() if name.startswith("reply-")}
    assert made == {"reply-tomas.eml"}


def test_a_check_in_may_follow_ones_own_mail(thanked: Desk) -> None:
    own = "From: ines.okafor@mail.example\nTo: dana.whitlock@corvane.example\n"
    text = f"{own}Subject: The crews\nMessage-ID: <mine@mail.example>\n\nHi\n"
    thanked.note("mine.eml", text)
    thanked.run("checkin i.yaml --answers mine.eml", today=DUE)
    made = email(thanked, "check-in-dana.eml")
    assert (made["Subject"], made["In-Reply-To"]) == (
        "Re: The crews", "<mine@mail.example>",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        ("dana.whitlock@corvane", "robin@corvane", "it is from robin@corvane.example"),
        (
            "Subject:",
            "From: robin@corvane.example\nSubject:",
            "dana.whitlock@corvane.example and robin@corvane.example, and not only",
        ),
        ("Message-ID", "X-Message-ID", "it has no Message-ID"),
        ("<second@", "<sec\u00f8nd@", "it has no Message-ID"),
        (THEIRS, "no mail at all", "theirs.eml: "),
    ],
)
def test_a_mail_that_cannot_be_answered_is_told(
    thanked: Desk, old: str, new: str, fact: str
) -> None:
    thanked.note("theirs.eml", THEIRS.replace(old, new))
    line = "reply i.yaml --to rejection --answers theirs.eml"
    assert fact in thanked.run(line, today=DUE, code=3).stderr
    assert "reply-dana.eml" not in thanked.written()


def test_an_answer_follows_no_reply_to(thanked: Desk) -> None:
    thanked.note("theirs.eml", f"Reply-To: Everyone <all@b.example>\n{THEIRS}")
    thanked.run("reply i.yaml --to rejection --answers theirs.eml", today=DUE)
    made = email(thanked, "reply-dana.eml")
    assert made["To"].addresses[0].addr_spec == "dana.whitlock@corvane.example"
    assert "all@b.example" not in str(made)


def test_the_subject_of_their_mail_adds_no_header(thanked: Desk) -> None:
    bad = "Subject: =?utf-8?q?x=0D=0ABcc:_a@b.example?="
    text = THEIRS.replace("Subject: RE: AW: Your interview at Corvane Ferries", bad)
    thanked.note("theirs.eml", text)
    thanked.run("reply i.yaml --to rejection --answers theirs.eml", today=DUE)
    assert email(thanked, "reply-dana.eml")["Bcc"] is None


def test_words_without_a_day_hold_up_the_check_in_alone(desk: Desk) -> None:
    desk.say("a decision by Friday the twelfth", "when the tide turns")
    out = desk.run("thanks i.yaml").stdout
    step = next(line for line in out.splitlines() if "once sent:" in line)
    desk.run(step.partition("drafter ")[2])
    assert "once `timeline` names a day" in desk.run("status i.yaml").stdout
    desk.run(f"check {desk.drafts} --interview i.yaml")
    desk.run("reply i.yaml --to offer")
    desk.run("reply i.yaml --to new_date", code=3)
    assert "i.yaml:" in desk.run("checkin i.yaml", code=3, today="2026-07-30").stderr
    desk.run('log i.yaml replied --said "by June 19"', today="2026-06-16")
    status = desk.run("status i.yaml", today="2026-06-16").stdout
    assert "from Monday, June 22" in status


@pytest.mark.parametrize(
    ("to", "ended"),
    [("withdraw", "you withdrew"), ("rejection", "they decided"), ("offer", "")],
)
def test_an_answer_that_ends_it_ends_it(desk: Desk, to: str, ended: str) -> None:
    desk.run("thanks i.yaml", today="2026-06-02")
    desk.run("log i.yaml sent --with all", today="2026-06-02")
    desk.run(f"reply i.yaml --to {to}", today="2026-06-09")
    told = desk.run("log i.yaml sent reply", today="2026-06-09").stdout
    assert ("you withdrew" in told, "they decided" in told) == (
        ended == "you withdrew",
        ended == "they decided",
    )
    status = desk.run("status", today="2026-06-15").stdout
    assert ("draft the check-in" in status) is not bool(ended)


def test_letters_that_were_all_passed_on_are_logged_as_status_says(desk: Desk) -> None:
    for name in ("dana.whitlock", "tomas.lindqvist", "meilin.zhao"):
        desk.say(f"    email: {name}@corvane.example\n", "")
    desk.run("thanks i.yaml", today="2026-06-02")
    assert "sent thank-you --with all" in desk.run("status", today="2026-06-03").stdout
    told = desk.run("log i.yaml sent thank-you --with all", today="2026-06-03").stdout
    assert told.count("Recorded: ") == 3
