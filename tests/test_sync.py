"""`drafter sync` against a real Dovecot, after real `drafter thanks --imap` runs."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from email.header import Header
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from drafter.formats.message import read_message
from tests.mailboxes import by_thunderbird, message_id, snapshot
from tests.servers.proxy import Proxy


if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.testing import Result

    from tests.desk import Desk
    from tests.servers.dovecot import Dovecot
    from tests.servers.server import Server, User

YOU = "ines.okafor@mail.example"
DANA = "dana.whitlock@corvane.example"
TOMAS = "tomas.lindqvist@corvane.example"
MEILIN = "meilin.zhao@corvane.example"
SEEN = (b"\\Seen",)
RECEIPT = "multipart/report; report-type=disposition-notification; boundary=x"
ABSENT = (
    "Fuera de la oficina", "Réponse automatique", "Abwesenheitsnotiz", "Poza biurem",
    "自動返信", "自动回复", "Re\u0301ponse automatique", "AUTOMATISCHE ANTWORT", "Läst",
)  # fmt: skip


class Post(NamedTuple):
    """A user at a desk, and their mailbox."""

    desk: Desk
    server: Server
    user: User

    def configure(self, port: int = 0, names: Sequence[str] = ("lab",)) -> None:
        """Write config.yaml with the account, at the server or a proxy before it."""
        account = (
            f"{{address: {YOU}, host: {self.server.host},"
            f" port: {port or self.server.tls_port}, ca_file: {self.server.ca_file},"
            f" user: {self.user.login}}}"
        )
        self.desk.home.mkdir(exist_ok=True)
        lines = "".join(f"  {name}: {account}\n" for name in names)
        (self.desk.home / "config.yaml").write_text(f"accounts:\n{lines}", "utf-8")

    def drafted(self, line: str = "thanks i.yaml", today: str = "2026-06-02") -> None:
        """Save drafts with a real run."""
        self.desk.run(f"{line} --imap", today=today)

    def drafts(self) -> dict[str, bytes]:
        """Give what lies in the Drafts folder, by its reader."""
        found = snapshot(self.server, self.user)["Drafts"]
        return {read_message(data).tos[0].address: data for _, _, data in found}

    def put(
        self,
        data: bytes,
        folder: str = "Sent",
        on: str = "2026-06-02",
        flags: Sequence[bytes] = SEEN,
    ) -> None:
        """Lay a mail into a folder, as a mail program or a server does on that day."""
        noon = datetime.combine(date.fromisoformat(on), datetime.min.time(), UTC)
        with self.server.open(self.user) as client:
            client.append(folder, data, flags, noon.replace(hour=12))

    def clear_drafts(self) -> None:
        """Remove all drafts, as programs do once they are sent."""
        with self.server.open(self.user) as client:
            client.select_folder("Drafts")
            uids = client.search(["ALL"])
            client.delete_messages(uids)
            client.uid_expunge(uids)

    def sync(self, more: str = "", *, today: str = "2026-06-10", code: int = 0) -> str:
        """Run the command where no terminal is, and give what it printed."""
        result = self.desk.run(f"sync {more}", today=today, code=code)
        return result.output

    def found(self, more: str = "", today: str = "2026-06-10") -> dict[str, Any]:
        """Run it for a program, and give the object."""
        result: Result = self.desk.run(f"sync --json {more}", today=today)
        told: dict[str, Any] = json.loads(result.stdout)
        return told

    def logged(self) -> list[tuple[str, str, str, str, int]]:
        """List what the journal holds of the interview."""
        told = json.loads(self.desk.run("log i.yaml --json").stdout)
        return [
            (e["kind"], e["on"], e["draft_kind"], e["person"], e["item"])
            for one in told["interviews"]
            for e in one["events"]
        ]


@pytest.fixture
def post(desk: Desk, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Post:
    """A user with an account in config.yaml, and nothing drafted."""
    monkeypatch.setenv("DRAFTER_PASSWORD", "secret")
    made = Post(desk, dovecot, dovecot.new_user())
    made.configure()
    return made


def mail(
    to: str = YOU, sender: str = DANA, subject: str = "Re: Thursday", **more: str
) -> bytes:
    """Give a mail that somebody wrote; `more` are header fields (`In_Reply_To`)."""
    subject = subject if subject.isascii() else Header(subject, "utf-8").encode()
    fields = {
        "Message-ID": f"<{abs(hash((to, sender, subject)))}@programs.example>",
        "From": f"Somebody <{sender}>",
        "To": to,
        "Subject": subject,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{head}\r\nWords nobody else should read.\r\n".encode()


def as_sent(data: bytes, **changes: str) -> bytes:
    """Send as mutt does: the same Message-ID, and other header fields changed."""
    for name, value in changes.items():
        field = rf"^{name}:.*(?:\r\n[ \t].*)*".encode()
        line = f"{name}: {value}".encode()
        data = (
            re.sub(field, line, data, count=1, flags=re.MULTILINE)
            if re.search(field, data, re.MULTILINE)
            else line + b"\r\n" + data
        )
    return data


def subject_of(data: bytes) -> str:
    return read_message(data).subject


def test_a_mail_under_our_own_message_id_was_sent(post: Post) -> None:
    post.drafted()
    for draft in post.drafts().values():
        post.put(as_sent(draft, Subject="Worded anew"))
    told = post.sync("--yes")
    assert 'Dana Whitlock  sent thank-you on Tuesday, June 2 ("Worded anew")' in told
    assert sorted(post.logged()) == [
        ("sent", "2026-06-02", "thank-you", who, 0)
        for who in ("dana", "meilin", "tomas")
    ]


def test_a_mail_of_a_new_message_id_was_sent_if_its_subject_is_the_drafted_one(
    post: Post,
) -> None:
    post.drafted()
    draft = post.drafts()[DANA]
    sent = by_thunderbird(draft)
    assert message_id(sent) != message_id(draft)
    post.put(sent, on="2026-06-03")
    (event,) = post.found("--yes")["events"]
    assert event == {
        "file": "i.yaml", "employer": "Corvane Ferries", "event": "sent",
        "kind": "thank-you", "with": "dana", "name": "Dana Whitlock",
        "on": "2026-06-03", "item": 0, "subject": subject_of(draft), "readers": [DANA],
    }  # fmt: skip
    assert post.logged() == [("sent", "2026-06-03", "thank-you", "dana", 0)]


def test_a_mail_to_that_person_with_another_subject_is_only_mentioned(
    post: Post,
) -> None:
    post.drafted()
    post.put(mail(DANA, YOU, "It was good to meet you"), on="2026-06-03")
    told = post.found("--yes")
    assert told["events"] == []
    assert not told["recorded"]
    (perhaps,) = told["perhaps"]
    assert perhaps["commands"] == [
        "drafter log i.yaml sent thank-you --with dana --on 2026-06-03"
    ]
    assert post.logged() == []
    said = post.sync()
    assert 'perhaps: "It was good to meet you" to Dana Whitlock on Wednesday' in said
    post.desk.run(perhaps["commands"][0].removeprefix("drafter "), today="2026-06-10")
    assert "Nothing new" in post.sync()


def test_a_copy_to_others_is_told_and_is_no_evidence_without_our_message_id(
    post: Post,
) -> None:
    post.drafted()
    drafts = post.drafts()
    post.put(as_sent(drafts[DANA], Cc=f"Tomas <{TOMAS}>"))
    post.put(as_sent(by_thunderbird(drafts[MEILIN]), Cc=f"Tomas <{TOMAS}>"))
    told = post.found("--yes")
    (event,) = told["events"]
    assert (event["with"], event["readers"]) == ("dana", [DANA, TOMAS])
    (perhaps,) = told["perhaps"]
    assert (perhaps["with"], perhaps["why"]) == ("meilin", "it went to more than one")
    assert post.logged() == [("sent", "2026-06-02", "thank-you", "dana", 0)]


def test_a_copy_to_yourself_is_no_second_reader(post: Post) -> None:
    post.drafted()
    post.put(as_sent(by_thunderbird(post.drafts()[DANA]), Bcc=YOU))
    (event,) = post.found()["events"]
    assert (event["with"], event["readers"]) == ("dana", [DANA])


@pytest.mark.parametrize("other", [TOMAS, "stranger@elsewhere.example"])
def test_the_drafted_subject_to_somebody_else_is_no_evidence(
    post: Post, other: str
) -> None:
    post.drafted()
    subject = subject_of(post.drafts()[DANA])
    post.put(mail(other, YOU, subject))
    assert post.found("--yes")["events"] == []
    assert post.logged() == []


def test_a_mail_older_than_the_draft_is_not_the_draft(post: Post) -> None:
    post.drafted(today="2026-06-03")
    draft = by_thunderbird(post.drafts()[DANA])
    post.put(draft, on="2026-06-02")
    # A program copied the folder over: arrived later, and says how old it is.
    old = as_sent(draft, Date="Tue, 02 Jun 2026 09:00:00 +0000")
    post.put(old, on="2026-06-05")
    assert post.found("--yes")["events"] == []


def test_a_mail_from_another_sender_of_yours_is_no_evidence(post: Post) -> None:
    post.drafted()
    subject = subject_of(post.drafts()[DANA])
    post.put(mail(DANA, "ines@elsewhere.example", subject))
    assert post.found("--yes") == {"events": [], "perhaps": [], "recorded": False}


def test_our_message_id_in_a_mail_to_another_is_no_evidence(post: Post) -> None:
    post.drafted()
    post.put(as_sent(post.drafts()[DANA], To=f"Tomas <{TOMAS}>"))
    told = post.found("--yes")
    assert told["events"] == []
    (perhaps,) = told["perhaps"]
    assert (perhaps["with"], perhaps["why"]) == (
        "tomas",
        "it may be another with this subject",
    )
    assert post.logged() == []


@pytest.mark.parametrize("sender", ["other@evil.example", f"{YOU}>, <x@evil.example"])
def test_our_message_id_in_a_mail_from_another_is_no_evidence(
    post: Post, sender: str
) -> None:
    post.drafted()
    draft = post.drafts()[DANA]
    post.put(as_sent(draft, From=f"Other <{sender}>"), on="2026-06-03")
    assert post.found("--yes") == {"events": [], "perhaps": [], "recorded": False}
    assert post.logged() == []
    post.put(as_sent(draft, From=YOU), on="2026-06-04")
    told = post.found("--yes")
    assert ([e["on"] for e in told["events"]], told["perhaps"]) == (["2026-06-04"], [])


@pytest.mark.parametrize(
    "changes",
    [
        {"From": YOU.upper(), "To": DANA.upper()},
        {"From": YOU.replace("@", "+jobs@")},
        {"To": f"Tomas <{TOMAS}>", "Cc": DANA},
    ],
)
def test_two_spellings_of_an_address_are_one_and_a_copy_is_sent(
    post: Post, changes: dict[str, str]
) -> None:
    post.drafted()
    post.put(as_sent(post.drafts()[DANA], **changes))
    assert [e["with"] for e in post.found("--yes")["events"]] == ["dana"]


def test_a_draft_that_somebody_laid_into_sent_is_only_mentioned(post: Post) -> None:
    post.drafted()
    post.put(post.drafts()[DANA], flags=(b"\\Draft", b"\\Seen"))
    told = post.found("--yes")
    assert told["events"] == []
    assert [one["why"] for one in told["perhaps"]] == [
        "the server has it marked as a draft"
    ]


def test_a_draft_is_found_by_its_message_id_when_the_journal_is_lost(
    post: Post,
) -> None:
    post.drafted()
    post.desk.run("log i.yaml sent thank-you --with dana", today="2026-06-03")
    post.drafted("takeaway i.yaml", today="2026-06-03")
    with_tomas = [
        data
        for _, _, data in snapshot(post.server, post.user)["Drafts"]
        if read_message(data).tos[0].address == TOMAS
    ]
    (post.desk.home / "journal.sqlite3").unlink()
    for data in with_tomas:
        post.put(data, on="2026-06-04")
    assert len(with_tomas) == 2
    post.sync("--yes")
    assert sorted(post.logged()) == [
        ("sent", "2026-06-04", "takeaway", "tomas", 1),
        ("sent", "2026-06-04", "thank-you", "tomas", 0),
    ]


def promise_another(post: Post) -> None:
    """Promise Tomas a second thing."""
    file = "        file: Okafor-rollback-plan.pdf"
    post.desk.say(
        file,
        f"{file}\n"
        "      - promised: send the list of our test fixtures\n"
        "        due: 2026-06-05\n"
        "        here_is: the list of our test fixtures\n"
        "        link: https://okafor.example/fixtures\n",
    )


def test_each_of_two_promises_is_recorded_as_itself(post: Post) -> None:
    promise_another(post)
    post.drafted("takeaway i.yaml", today="2026-06-03")
    found = snapshot(post.server, post.user)["Drafts"]
    (second,) = [data for _, _, data in found if "fixtures" in subject_of(data)]
    post.put(by_thunderbird(second), on="2026-06-04")
    post.sync("--yes")
    assert post.logged() == [("sent", "2026-06-04", "takeaway", "tomas", 2)]
    assert "Nothing new" in post.sync()


def test_of_two_promises_the_command_to_type_says_which(post: Post) -> None:
    promise_another(post)
    post.drafted("takeaway i.yaml", today="2026-06-03")
    post.put(mail(TOMAS, YOU, "Here you are"), on="2026-06-04")
    (perhaps,) = post.found()["perhaps"]
    assert perhaps["commands"] == [
        "drafter log i.yaml sent takeaway --with tomas --item 1 --on 2026-06-04",
        "drafter log i.yaml sent takeaway --with tomas --item 2 --on 2026-06-04",
    ]
    for command in perhaps["commands"]:
        post.desk.run(command.removeprefix("drafter "), today="2026-06-10")


def test_a_second_check_in_is_not_taken_for_the_first(post: Post) -> None:
    post.drafted()
    post.desk.run(
        "log i.yaml sent thank-you --with dana --on 2026-06-02", today="2026-06-03"
    )
    post.clear_drafts()
    post.drafted("checkin i.yaml", today="2026-06-15")
    first = post.drafts()[DANA]
    post.put(by_thunderbird(first), on="2026-06-15")
    post.clear_drafts()
    post.sync("--yes", today="2026-06-15")
    post.desk.run(
        'log i.yaml replied --with dana --said "by June 19" --on 2026-06-16',
        today="2026-06-16",
    )
    post.drafted("checkin i.yaml", today="2026-06-22")
    second = post.drafts()[DANA]
    assert message_id(first) != message_id(second)
    assert "Nothing new" in post.sync(today="2026-06-22")
    post.put(second, on="2026-06-22")
    post.sync("--yes", today="2026-06-22")
    check_ins = [event for event in post.logged() if event[2] == "check-in"]
    assert check_ins == [
        ("sent", "2026-06-15", "check-in", "dana", 0),
        ("sent", "2026-06-22", "check-in", "dana", 0),
    ]
    assert "Nothing new" in post.sync(today="2026-06-22")


def test_what_was_logged_by_hand_on_another_day_is_not_told_again(post: Post) -> None:
    post.drafted()
    post.put(post.drafts()[DANA], on="2026-06-02")
    post.desk.run("log i.yaml sent thank-you --with dana", today="2026-06-04")
    assert post.found("--yes") == {"events": [], "perhaps": [], "recorded": False}


def test_a_check_in_logged_by_hand_on_another_day_is_counted_once(post: Post) -> None:
    post.drafted("checkin i.yaml", today="2026-06-15")
    post.put(by_thunderbird(post.drafts()[DANA]), on="2026-06-15")
    post.desk.run("log i.yaml sent check-in", today="2026-06-16")
    assert post.found("--yes", today="2026-06-16")["events"] == []
    assert [event[1] for event in post.logged()] == ["2026-06-16"]


def test_a_second_check_in_alone_is_told_once_when_the_journal_is_lost(
    post: Post,
) -> None:
    post.desk.run("log i.yaml sent check-in --with dana", today="2026-06-15")
    words = 'log i.yaml replied --with dana --said "by June 19"'
    post.desk.run(words, today="2026-06-16")
    post.drafted("checkin i.yaml", today="2026-06-22")
    post.put(post.drafts()[DANA], on="2026-06-22")
    (post.desk.home / "journal.sqlite3").unlink()
    post.sync("--yes", today="2026-06-23")
    assert post.logged() == [("sent", "2026-06-22", "check-in", "dana", 0)]
    assert "Nothing new" in post.sync("--yes", today="2026-06-23")


def test_our_mail_of_an_interview_elsewhere_is_not_mentioned(post: Post) -> None:
    post.drafted()
    text = (post.desk.folder / "i.yaml").read_text("utf-8")
    later = text.replace("2026-06-02", "2026-06-05")
    post.desk.note("later.yaml", later.replace("2026-06-04", "2026-06-08"))
    post.clear_drafts()
    post.drafted("thanks later.yaml", today="2026-06-05")
    post.put(post.drafts()[DANA], on="2026-06-05")
    assert post.found("i.yaml --yes")["perhaps"] == []
    (event,) = post.found(". --yes")["events"]
    assert event["file"] == "later.yaml"


def test_a_mail_before_the_draft_or_after_today_is_not_mentioned(post: Post) -> None:
    post.drafted(today="2026-06-04")
    post.put(mail(DANA, YOU, "I will be late"), on="2026-06-03")
    post.put(mail(DANA, YOU, "Hello"), on="2026-06-11")
    post.put(post.drafts()[TOMAS], on="2026-06-11")
    told = post.found("--yes", today="2026-06-10")
    assert told == {"events": [], "perhaps": [], "recorded": False}


def test_an_answer_is_recorded_once_a_person_and_day(post: Post) -> None:
    for day, sender in [("05", DANA), ("05", DANA), ("08", DANA), ("05", TOMAS)]:
        post.put(mail(sender=sender), "INBOX", f"2026-06-{day}")
    told = post.sync("--yes")
    assert 'Dana Whitlock  replied on Friday, June 5 ("Re: Thursday")' in told
    assert 'replied --with dana --on 2026-06-08 --said "by June 19"' in told
    assert "five business days" in told
    assert sorted(post.logged()) == [
        ("replied", "2026-06-05", "", "dana", 0),
        ("replied", "2026-06-05", "", "tomas", 0),
        ("replied", "2026-06-08", "", "dana", 0),
    ]
    assert "Nothing new" in post.sync("--yes")


def test_a_reply_stands_in_the_thread_of_the_answer_that_was_found(post: Post) -> None:
    post.drafted()
    answer = {"Message_ID": "<theirs@corvane.example>", "References": "<a@b.example>"}
    post.put(mail(**answer), "INBOX", on="2026-06-05")
    post.sync("--yes")
    post.desk.run("reply i.yaml --to rejection", today="2026-06-10")
    made = post.desk.written()["reply-dana.eml"]
    assert b"\r\nIn-Reply-To: <theirs@corvane.example>\r\n" in made
    assert b"\r\nReferences: <a@b.example> <theirs@corvane.example>\r\n" in made
    assert b"\r\nSubject: Re: Thursday\r\n" in made


def test_an_answer_is_not_told_again_once_their_words_are_logged(post: Post) -> None:
    post.put(mail(), "INBOX", "2026-06-04")
    post.put(mail(), "INBOX", "2026-06-05")
    post.desk.run(
        'log i.yaml replied --with dana --said "by June 19" --on 2026-06-05',
        today="2026-06-08",
    )
    assert post.found("--yes")["events"] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"Return_Path": "<>"},
        {"subject": "Automatic reply: Thank you"},
        {"subject": "Out of Office Re: Thank you"},
        {"subject": "Undeliverable: Thank you"},
        {"sender": "mailer-daemon@corvane.example"},
        {"sender": "somebody.else@corvane.example"},
        {"sender": f"{DANA}>, <{TOMAS}"},
        {"subject": "Gelesen: Thank you", "Content_Type": RECEIPT},
        {"subject": "Thank you", "Content_Type": RECEIPT},
        {"Content_Type": "text/calendar; charset=utf-8; METHOD=REPLY"},
        {"subject": "Zugesagt: Chat", "Content_Type": 'text/calendar; method="reply"'},
        {
            "subject": "Accepted: Coffee chat @ Fri Jun 5",
            "Auto_Submitted": "auto-generated",
            "Message_ID": "<calendar-0c1d2e3f-aaaa@google.com>",
        },
        {"List_Id": "Corvane news <news.corvane.example>"},
        {"List_Unsubscribe": "<mailto:off@corvane.example>"},
        {"Precedence": "list"},
        {"X_Autoreply": "yes"},
        {"X_Autorespond": "Thank you"},
        *({"subject": f"{words}: Thank you"} for words in ABSENT),
    ],
)
def test_what_nobody_of_theirs_wrote_is_no_answer(
    post: Post, fields: dict[str, str]
) -> None:
    post.put(mail(**fields), "INBOX", "2026-06-05")
    assert post.found("--yes") == {"events": [], "perhaps": [], "recorded": False}


@pytest.mark.parametrize(
    "fields",
    [
        {"X_Auto_Response_Suppress": "All"},
        {"subject": "Re: Thank you (out of office)"},
        {"subject": "Re: Thank you - Out of Office"},
        {"subject": "AW: Abwesenheitsnotiz: Thank you"},
        {"subject": "Re: Re: Fuera de la oficina"},
        {"subject": "[Out of office] Re: Thank you"},
        {"subject": "Accepted: Coffee chat"},
        {"subject": "Zugesagt: Coffee chat", "Content_Type": "multipart/alternative"},
        {
            "List_Unsubscribe": "<https://ats.example/off>",
            "In_Reply_To": "<a@b.example>",
        },
    ],
)
def test_what_a_program_may_have_sent_is_only_mentioned(
    post: Post, fields: dict[str, str]
) -> None:
    post.put(mail(**fields), "INBOX", "2026-06-05")
    told = post.found("--yes")
    assert told["events"] == []
    (perhaps,) = told["perhaps"]
    assert perhaps["why"] == "a program may have sent it"
    assert perhaps["commands"] == [
        "drafter log i.yaml replied --with dana --on 2026-06-05"
    ]
    assert post.logged() == []
    assert "from Dana Whitlock on Friday, June 5; a program may" in post.sync()
    # Once there is an answer beside it, or it is said to be one, nothing is open.
    post.put(mail(subject="Hello again"), "INBOX", "2026-06-05")
    told = post.found()
    assert (len(told["events"]), told["perhaps"]) == (1, [])
    post.desk.run(perhaps["commands"][0].removeprefix("drafter "), today="2026-06-10")
    assert "Nothing new" in post.sync()


@pytest.mark.parametrize(
    "fields",
    [
        {"Auto_Submitted": "no"},
        {"subject": "The office tour, and automatic replies"},
        {"subject": "Re: who is out of the office in June"},
        {"subject": "Re: your accepted: and declined: lists"},
        {"subject": "Ludicrous: a read receipt"},
        {"X_Autoreply": "no"},
        {"X_Auto_Response_Suppress": "None"},
        {"Content_Type": "multipart/mixed; boundary=report"},
        {"Content_Type": "text/calendar; method=REQUEST"},
        {
            "subject": "Second interview",
            "Content_Type": 'text/calendar; charset="utf-8"; method=REQUEST',
            "Auto_Submitted": "auto-generated",
            "X_Auto_Response_Suppress": "All",
        },
        {
            "subject": "Invitation: Second interview @ Wed Jun 10",
            "Auto_Submitted": "auto-generated",
            "Message_ID": "<calendar-0c1d2e3f-aaaa@google.com>",
        },
        {"sender": DANA.upper()},
    ],
)
def test_what_a_person_sent_is_an_answer(post: Post, fields: dict[str, str]) -> None:
    post.put(mail(**fields), "INBOX", "2026-06-05")
    (event,) = post.found()["events"]
    assert (event["event"], event["with"], event["on"]) == (
        "replied",
        "dana",
        "2026-06-05",
    )


def test_a_mail_of_the_interview_morning_is_no_answer(post: Post) -> None:
    post.drafted()
    post.put(mail(subject="See you at ten"), "INBOX", "2026-06-02")
    morning = mail(DANA, YOU, "I will be there", Message_ID="<mine@mail.example>")
    post.put(morning, on="2026-06-02")
    answer = mail(subject="Re: I will be there", In_Reply_To="<mine@mail.example>")
    post.put(answer, "INBOX", "2026-06-02")
    earlier = mail(subject="Old", Date="Mon, 01 Jun 2026 09:00:00 +0000")
    post.put(earlier, "INBOX", "2026-06-05")
    assert post.found("--yes")["events"] == []


@pytest.mark.parametrize("program", ["mutt", "thunderbird"])
def test_an_answer_to_our_mail_counts_on_the_interview_day_too(
    post: Post, program: str
) -> None:
    post.drafted()
    draft = post.drafts()[DANA]
    sent = draft if program == "mutt" else by_thunderbird(draft)
    sent = as_sent(sent, Date="Tue, 02 Jun 2026 12:00:00 +0000")
    post.put(sent)
    post.put(mail(References=f"<a@b.example> {message_id(sent)}"), "INBOX")
    events = post.found("--yes")["events"]
    assert [(e["event"], e["with"], e["on"]) for e in events] == [
        ("sent", "dana", "2026-06-02"),
        ("replied", "dana", "2026-06-02"),
    ]


def test_an_answer_names_our_mail_also_when_no_copy_of_it_was_kept(post: Post) -> None:
    post.drafted()
    own = message_id(post.drafts()[DANA])
    post.put(mail(In_Reply_To=own), "INBOX", "2026-06-02")
    (event,) = post.found()["events"]
    assert (event["event"], event["on"]) == ("replied", "2026-06-02")


def test_of_two_rounds_an_answer_belongs_to_the_one_before_it(post: Post) -> None:
    text = (post.desk.folder / "i.yaml").read_text("utf-8")
    second = text.replace("date: 2026-06-02", "date: 2026-06-09").replace(
        "2026-06-02:", "2026-06-09:"
    )
    post.desk.note("second.yaml", second)
    post.put(mail(), "INBOX", "2026-06-05")
    post.put(mail(), "INBOX", "2026-06-11")
    events = post.found(today="2026-06-12")["events"]
    assert {(e["file"], e["on"]) for e in events} == {
        ("i.yaml", "2026-06-05"),
        ("second.yaml", "2026-06-11"),
    }


def test_of_two_employers_with_one_recruiter_the_person_chooses(post: Post) -> None:
    text = (post.desk.folder / "i.yaml").read_text("utf-8")
    other = text.replace("Corvane Ferries", "Ostrava Trams")
    post.desk.note("trams.yaml", other)
    post.put(mail(), "INBOX", "2026-06-05")
    told = post.found("--yes")
    assert told["events"] == []
    (perhaps,) = told["perhaps"]
    assert sorted(perhaps["commands"]) == [
        "drafter log i.yaml replied --with dana --on 2026-06-05",
        "drafter log trams.yaml replied --with dana --on 2026-06-05",
    ]


def test_two_files_about_one_interview_are_told_once(post: Post) -> None:
    post.desk.note("copy.yaml", (post.desk.folder / "i.yaml").read_text("utf-8"))
    post.put(mail(), "INBOX", "2026-06-05")
    assert len(post.found("--yes")["events"]) == 1
    assert len(post.logged()) == 1


def test_without_a_terminal_nothing_is_recorded_and_the_way_is_told(post: Post) -> None:
    post.drafted()
    post.put(post.drafts()[DANA])
    before = post.desk.remembered()
    assert "run this again with --yes" in post.sync()
    assert post.found()["recorded"] is False
    assert post.desk.remembered() == before
    assert post.found("--yes")["recorded"] is True


@pytest.mark.parametrize(("typed", "count"), [(b"\n", 0), (b"y\n", 1)])
def test_on_a_terminal_it_asks_once(post: Post, typed: bytes, count: int) -> None:
    post.drafted()
    post.put(post.drafts()[DANA])
    ours, theirs = pty.openpty()
    try:
        os.write(ours, typed)
        command = [sys.executable, "-m", "drafter", "--today", "2026-06-10", "sync"]
        ran = subprocess.run(
            command,
            stdin=theirs,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert ran.stderr.count("Record these? [y/N]") == 1
    assert len(post.logged()) == count
    assert ("Recorded" in ran.stdout) is bool(count)


def test_nothing_changes_on_the_server_and_only_headers_are_asked_for(
    post: Post,
) -> None:
    post.drafted()
    post.put(post.drafts()[DANA], flags=())
    post.put(by_thunderbird(post.drafts()[TOMAS]), flags=(b"\\Flagged",))
    post.put(mail(), "INBOX", "2026-06-05", flags=())
    post.put(mail(sender="friend@home.example"), "INBOX", "2026-06-05", flags=())
    before = snapshot(post.server, post.user)
    with Proxy(post.server) as proxy:
        post.configure(proxy.port)
        told = post.found("--yes")
    assert len(told["events"]) == 3
    assert snapshot(post.server, post.user) == before
    verbs = {command.verb for command in proxy.commands}
    assert verbs <= {
        "CAPABILITY", "AUTHENTICATE", "LOGIN", "LIST", "EXAMINE", "UID SEARCH",
        "UID FETCH", "LOGOUT",
    }  # fmt: skip
    lines = [c.line for c in proxy.commands if c.verb == "UID FETCH"]
    assert len(lines) == 2
    for line in lines:
        assert re.fullmatch(
            r"UID FETCH [\d,:]+ \(FLAGS INTERNALDATE RFC822\.SIZE"
            r" BODY\.PEEK\[HEADER\.FIELDS"
            r" \(MESSAGE-ID FROM TO CC BCC SUBJECT DATE IN-REPLY-TO REFERENCES"
            r" AUTO-SUBMITTED PRECEDENCE CONTENT-TYPE LIST-ID LIST-UNSUBSCRIBE"
            r" X-AUTOREPLY X-AUTORESPOND X-AUTO-RESPONSE-SUPPRESS RETURN-PATH\)\]\)",
            line,
        )
    searches = [c.line for c in proxy.commands if c.verb == "UID SEARCH"]
    assert len(searches) == 2
    assert proxy.round_trips <= 12
    assert all("SINCE 01-Jun-2026" in line for line in searches)
    assert "friend" not in "".join(searches)


def test_many_people_are_searched_for_in_parts(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No server reads a command for ever; here, each takes twenty addresses."""
    monkeypatch.setattr("drafter.mailbox.look._AT_ONCE", 20)
    text = (post.desk.folder / "i.yaml").read_text("utf-8")
    for n in range(1, 9):
        words = text.replace("@corvane.example", f"@firm{n}.example")
        words = words.replace("name: Corvane Ferries", f"name: Firm {n}")
        post.desk.note(f"firm-{n}.yaml", words)
    post.put(mail(MEILIN, YOU))
    post.put(mail(sender=MEILIN.replace("corvane", "firm8")), "INBOX", "2026-06-05")
    with Proxy(post.server) as proxy:
        post.configure(proxy.port)
        (event,) = post.found()["events"]
    assert event["file"] == "firm-8.yaml"
    searches = [c for c in proxy.commands if c.verb == "UID SEARCH"]
    assert len(searches) == 4  # 27 people, two folders
    assert all(c.line.count('"') <= 40 for c in searches)


def test_status_and_check_in_follow_what_was_recorded(post: Post) -> None:
    post.drafted()
    assert "send the thank-you email, log it" in post.desk.run("status").output
    for draft in post.drafts().values():
        post.put(draft)
    post.put(mail(), "INBOX", "2026-06-11")
    post.sync("--yes", today="2026-06-12")
    status = post.desk.run("status", today="2026-06-12").output
    assert "thank-you" not in status
    refused = post.desk.run("checkin i.yaml", today="2026-06-15", code=5)
    assert "they answered on Thursday, June 11" in refused.output
    post.desk.run("log i.yaml sent takeaway --with tomas", today="2026-06-15")
    post.desk.run("checkin i.yaml", today="2026-06-18")


def test_a_draft_recorded_as_sent_is_kept_by_the_next_run(post: Post) -> None:
    post.drafted()
    post.put(post.drafts()[DANA])
    post.clear_drafts()
    post.sync("--yes")
    again = post.desk.run("thanks i.yaml --imap --json").stdout
    states = {
        (one["kind"], one["interviewer"]): one["state"]
        for one in json.loads(again)["drafts"]
    }
    assert states["thank-you", "dana"] == "kept"
    assert post.drafts() == {}


def test_without_a_sent_folder_the_inbox_is_still_looked_at(post: Post) -> None:
    with post.server.open(post.user) as client:
        client.rename_folder("Sent", "Gone out")
    post.put(mail(), "INBOX", "2026-06-05")
    told = post.sync()
    assert "lab: no folder is for sent mail" in told
    assert "Gone out" in told
    assert "Dana Whitlock  replied" in told


def test_without_a_drafts_folder_it_works_as_well(post: Post, dovecot: Dovecot) -> None:
    other = post._replace(user=dovecot.new_user("nodrafts"))
    other.configure()
    other.put(mail(), "INBOX", "2026-06-05")
    assert len(other.found()["events"]) == 1


def test_a_server_that_cannot_be_reached_is_told_with_exit_6(post: Post) -> None:
    with Proxy(post.server) as proxy:
        port = proxy.port
    post.configure(port)
    told = post.sync(code=6)
    assert f"localhost:{port}: " in told
    assert "Nothing new" not in told


def test_an_account_that_fails_does_not_hide_another(
    post: Post, dovecot: Dovecot
) -> None:
    with Proxy(post.server) as proxy:
        port = proxy.port
    config = post.desk.home / "config.yaml"
    account = config.read_text("utf-8").splitlines()[1].replace("lab:", "work:")
    account = account.replace(YOU, "ines@work.example")
    account = account.replace(str(dovecot.tls_port), str(port))
    config.write_text(f"{config.read_text('utf-8')}{account}\n", "utf-8")
    text = (post.desk.folder / "i.yaml").read_text("utf-8")
    post.desk.note("other.yaml", text.replace(YOU, "ines@work.example"))
    post.put(mail(), "INBOX", "2026-06-05")
    told = post.sync("--yes", code=6)
    assert "Dana Whitlock  replied" in told
    assert f"localhost:{port}: " in told
    assert post.logged() == [("replied", "2026-06-05", "", "dana", 0)]


def test_cyrus_is_read_alike(post: Post, cyrus: Server) -> None:
    other = post._replace(server=cyrus, user=cyrus.new_user())
    other.configure()
    other.drafted()
    other.put(by_thunderbird(other.drafts()[DANA]), on="2026-06-03")
    other.put(mail(), "INBOX", "2026-06-05", flags=())
    before = snapshot(other.server, other.user)
    events = other.found("--yes")["events"]
    assert [(e["event"], e["on"]) for e in events] == [
        ("sent", "2026-06-03"),
        ("replied", "2026-06-05"),
    ]
    assert snapshot(other.server, other.user) == before


def test_an_interview_of_another_sender_is_left_out(post: Post) -> None:
    post.drafted()
    text = (post.desk.folder / "i.yaml").read_text("utf-8")
    post.desk.note("other.yaml", text.replace(YOU, "ines@elsewhere.example"))
    post.put(mail(), "INBOX", "2026-06-05")
    told = post.sync()
    assert "Left out" in told
    assert "other.yaml" in told
    assert told.count("replied on") == 1
    refused = post.sync("other.yaml", code=3)
    assert "no account is for ines@elsewhere.example" in refused
    # An alias that no account is for, and the account is named: it is looked at.
    assert "Dana Whitlock  replied" in post.sync("other.yaml --account lab")


def test_two_accounts_of_one_address_have_to_be_told_apart(post: Post) -> None:
    post.configure(names=("one", "two"))
    post.put(mail(), "INBOX", "2026-06-05")
    assert "choose one with --account NAME" in post.sync(code=3)
    assert "Dana Whitlock  replied" in post.sync("--account two")
    assert "there is no account 'three'" in post.sync("--account three", code=3)


def test_a_broken_file_is_one_line_and_the_others_go_on(post: Post) -> None:
    post.desk.note("broken.yaml", "interviewers: [\n")
    post.put(mail(), "INBOX", "2026-06-05")
    told = post.sync()
    assert sum("broken.yaml" in line for line in told.splitlines()) == 1
    assert "Dana Whitlock  replied" in told
    assert "no such file" in post.sync("nowhere.yaml i.yaml", code=3)


def test_what_waits_for_nothing_is_not_looked_for(post: Post) -> None:
    post.desk.run("log i.yaml decided --on 2026-06-05", today="2026-06-10")
    with Proxy(post.server) as proxy:
        post.configure(proxy.port)
        assert "nothing to look for" in post.sync()
        assert "nothing to look for" in post.sync(today="2026-06-01")
    assert proxy.connections == 0
    (post.desk.folder / "i.yaml").unlink()
    assert "There is no interview file here" in post.sync()


def test_a_subject_is_shown_as_text_and_cut(post: Post) -> None:
    wicked = "=?utf-8?b?G1szMW1SZWQbWzBtIOKArmV2aWw=?= " + "very long " * 20
    post.put(mail(subject=wicked), "INBOX", "2026-06-05")
    told = post.sync()
    assert "\x1b" not in told
    assert "\u202e" not in told
    line = next(line for line in told.splitlines() if "replied on" in line)
    assert "\\x1b[31mRed" in line
    assert line.endswith('…")')
    assert len(line) < 120


def test_a_mail_of_tomorrow_is_left_for_tomorrow(post: Post) -> None:
    post.put(mail(), "INBOX", "2026-06-11")
    assert post.found(today="2026-06-10")["events"] == []
    assert len(post.found(today="2026-06-11")["events"]) == 1
