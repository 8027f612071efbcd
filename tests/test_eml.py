from __future__ import annotations

import re
import tracemalloc
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from drafter.draft import Kind
from drafter.errors import RefusedError
from drafter.formats import eml
from drafter.formats.message import read_message
from drafter.formats.writer import clean
from tests.changed import replace
from tests.foreign import seen_by_all
from tests.letters import AWKWARD, HTML, TEXT, letter_to


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.draft import Draft


JAPANESE = (
    "陳様\n\n先日はありがとうございました。またお会いできるのを楽しみにしております。\n"
)
FILE_NAMES = [
    "Okafor-rollback-plan.pdf",
    "Einladung Frühling (2).docx",
    "計画書" * 12 + ".pdf",
    'a "quoted"; name=b.txt',
    "no-ending",
    "message.eml",
]
ALLOWED = {
    "from",
    "to",
    "subject",
    "message-id",
    "x-unsent",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
}


def letters(folder: Path) -> dict[str, Draft]:
    """Awkward people, awkward texts, awkward files."""
    drafts = {key: letter_to(name, box) for key, (name, box) in AWKWARD.items()}
    drafts["bare"] = letter_to(html="")
    drafts["japanese"] = letter_to(text=JAPANESE, html=f"<p>{JAPANESE}</p>")
    for number, name in enumerate(FILE_NAMES):
        path = folder / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(range(256)) * number)
        drafts[f"file{number}"] = letter_to(attachment=path)
    return drafts


def test_three_other_readers_see_what_was_cleared(tmp_path: Path) -> None:
    drafts = letters(tmp_path)
    messages = {key: eml.encode_draft(draft) for key, draft in drafts.items()}
    answers = seen_by_all(messages, tmp_path)
    assert {seen.library for seen in answers} == {
        "mailparser",
        "postal-mime",
        "Email::MIME",
    }
    for seen in answers:
        draft = drafts[seen.file]
        assert draft.interviewer
        ((name, address),) = seen.to
        host = address.rpartition("@")[2].encode("idna").decode()
        assert f"{address.rpartition('@')[0]}@{host}" == str(draft.recipient), seen
        assert name == clean(draft.interviewer.name), seen
        assert seen.sender == (("Inés Okafor", "ines@mail.example"),), seen
        assert seen.subject == draft.subject, seen
        assert seen.text.rstrip("\n") == draft.text.rstrip("\n"), seen
        assert seen.html.rstrip("\n") == draft.html.rstrip("\n"), seen
        assert set(seen.headers) <= ALLOWED, seen
        files = [path for path in [draft.attachment] if path]
        assert [(a[0], a[2]) for a in seen.attachments] == [
            (path.name, sha256(path.read_bytes()).hexdigest()) for path in files
        ], seen


def test_writes_an_email_as_a_person_would_have_drafted_it() -> None:
    data = eml.encode_draft(
        letter_to("Łukasz Żak", text="Hi Dana, é\n", html="<p>Hi Dana, é</p>")
    )
    text = re.sub(r"<[a-z2-7]{8}\.[a-z2-7.1]+@", "<ID@", data.decode("ascii"))
    text = re.sub(r"=_[0-9a-f]{32}", "=_MARK", text)
    assert text.replace("\r\n", "\n") == (
        "From: =?utf-8?B?SW7DqXMgT2thZm9y?= <ines@mail.example>\n"
        "To: =?utf-8?B?xYF1a2FzeiDFu2Fr?= <dana.whitlock@corvane.example>\n"
        "Subject: =?utf-8?B?VGhhbmsgeW91IOKAkyB0aGUgcmVsZWFzZSBjYWxlbmRhcg==?=\n"
        "Message-ID: <ID@mail.example>\n"
        "X-Unsent: 1\n"
        "MIME-Version: 1.0\n"
        "Content-Type: multipart/alternative;\n"
        ' boundary="=_MARK"\n'
        "\n"
        "--=_MARK\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n"
        "\n"
        "Hi Dana, =C3=A9\n"
        "\n"
        "--=_MARK\n"
        "Content-Type: text/html; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n"
        "\n"
        "<p>Hi Dana, =C3=A9</p>\n"
        "\n"
        "--=_MARK--\n"
    )


def test_the_standard_library_finds_the_parts_and_their_types(tmp_path: Path) -> None:
    plan = tmp_path / "plan.docx"
    plan.write_bytes(b"PK")
    message = message_from_bytes(eml.encode_draft(letter_to(attachment=plan)))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]


def test_a_draft_without_html_is_one_plain_text() -> None:
    message = message_from_bytes(eml.encode_draft(letter_to(html="")))
    assert message.get_content_type() == "text/plain"


def test_keeps_lines_short_and_ended_by_crlf(tmp_path: Path) -> None:
    for draft in letters(tmp_path).values():
        data = eml.encode_draft(draft)
        assert data.isascii()
        assert b"\r" not in data.replace(b"\r\n", b"")
        assert b"\n" not in data.replace(b"\r\n", b"")
        lines = [x for x in data.split(b"\r\n") if not x.startswith(b"Content-Type")]
        assert max(map(len, lines)) <= 78
        assert not re.search(rb"[ \t]\r\n", data)
        assert not re.search(
            rb"^(From |\.\r)", data.split(b"\r\n\r\n", 1)[1], re.MULTILINE
        )


def test_writes_base64_where_quoted_printable_would_be_unreadable() -> None:
    data = eml.encode_draft(letter_to(text=JAPANESE, html=""))
    assert b"Content-Transfer-Encoding: base64" in data
    assert read_message(data).text == JAPANESE


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert eml.encode_draft(letter_to()) == eml.encode_draft(letter_to())


def test_says_nowhere_that_a_tool_made_it(tmp_path: Path) -> None:
    for draft in letters(tmp_path).values():
        data = eml.encode_draft(draft).lower()
        assert not re.search(rb"drafter|python|mailer|user-agent|generated", data)


def test_a_drafts_folder_gets_a_date_and_no_extension_header() -> None:
    moment = datetime(2026, 6, 2, 18, 4, tzinfo=timezone(timedelta(hours=2)))
    draft = letter_to()
    filed = eml.encode_draft(draft)
    own = eml.parse_message_id(read_message(filed).message_id)
    assert own
    data = eml.with_id(filed, str(own._replace(generation=3)), moment)
    names = [field.name for field in read_message(data).fields]
    assert "Date" in names
    assert not [name for name in names if name.startswith("X-")]
    assert b"Date: Tue, 02 Jun 2026 18:04:00 +0200\r\n" in data
    assert read_message(data).message_id == str(own).replace(".1.", ".3.")


@given(st.text(), st.text(), st.text())
def test_any_text_comes_back_or_is_refused(text: str, subject: str, name: str) -> None:
    try:
        data = eml.encode_draft(letter_to(name, text=text, html="", subject=subject))
    except ValueError as error:
        if "encoded wrongly" in str(error):
            raise
        reject()
    message = read_message(data)
    assert message.subject == clean(subject)
    words = [line.rstrip(" \t") for line in re.split("\r\n|\r|\n", text.rstrip("\r\n"))]
    kept = [line.rstrip(" \t") for line in message.plain.rstrip("\n").split("\n")]
    assert "\n".join(kept).rstrip("\n") == "\n".join(words).rstrip("\n")
    assert eml.is_as_written(data)


def test_every_draft_knows_its_own_bytes(tmp_path: Path) -> None:
    for draft in letters(tmp_path).values():
        assert eml.is_as_written(eml.encode_draft(draft))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"clear", b"obvious"),
        (b"X-Unsent: 1\r\n", b""),
        (b"X-Unsent: 1\r\n", b"X-Unsent: 1\r\nBcc: e@x.example\r\n"),
        (b"MIME-Version: 1.0", b"MIME-Version:  1.0"),
        (b"\r\n", b"\n"),
        (b"--=_", b"\r\n--=_"),
        (b"From: ", b"FROM: "),
    ],
)
def test_a_single_changed_byte_makes_it_the_users(old: bytes, new: bytes) -> None:
    data = eml.encode_draft(letter_to())
    assert old in data
    assert not eml.is_as_written(data.replace(old, new))


@given(st.binary(max_size=300))
def test_no_bytes_at_all_are_taken_for_ours(data: bytes) -> None:
    assert not eml.is_as_written(data)


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        (b"<dana.whitlock@", b"<dana.w@", "its recipient differs"),
        (b"Dana Whitlock <", b"a@x.example, Dana <", "To names 2 addresses"),
        (b"To: ", b"Cc: e@x.example\r\nTo: ", "it has a Cc: e@x.example"),
        (b"To: ", b"To: e@x.example\r\nTo: ", "it has 2 To lines"),
        (b"To: Dana", b"To: Team: Dana", "To is a group"),
        (b"X-Unsent: 1", b"Bcc: e@x.example", "it has a Bcc: e@x.example"),
        (b"X-Unsent: 1", b"X-Mailer: y", "its header differs"),
        (b"<ines@", b"<someone@", "its sender differs"),
        (b"timetables", b"times", "its text differs"),
        (b"<p>", b"<p><img src=3D'x'>", "its html differs"),
        (b"\r\n", b"\n", "its line ends differ"),
    ],
)
def test_does_not_trust_its_own_encoder(old: bytes, new: bytes, fact: str) -> None:
    draft = letter_to()
    data = eml.encode_draft(draft)
    assert old in data
    letter = eml.letter_of(draft)
    assert eml.misread(data, read_message(data), letter) == []
    data = data.replace(old, new)
    facts = eml.misread(data, read_message(data), letter)
    assert fact in "; ".join(facts)


@pytest.mark.parametrize("field", ["sender", "recipient"])
def test_makes_no_email_without_both_addresses(field: str) -> None:
    nobody: dict[str, Any] = {field: None}
    with pytest.raises(ValueError, match="needs a From and a To"):
        eml.encode_draft(replace(letter_to(), **nobody))


def test_refuses_parts_that_say_different_things() -> None:
    with pytest.raises(ValueError, match="text part says 'one', the HTML part 'two'"):
        eml.encode_draft(letter_to(text="one\n", html="<p>two</p>"))


def test_a_large_file_is_held_once_and_a_few_times_while_it_is_checked(
    tmp_path: Path,
) -> None:
    plan, size = tmp_path / "plan.pdf", 2_000_000
    plan.write_bytes(b"%PDF" + bytes(size))
    draft = letter_to(attachment=plan)
    tracemalloc.start()
    try:
        data = eml.encode_draft(draft)
        left, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert left < len(data) + size / 10
    assert most < 8 * size


def test_says_which_file_cannot_be_attached(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"plan\.pdf cannot be attached: No such file"):
        eml.encode_draft(letter_to(attachment=tmp_path / "plan.pdf"))


def test_refuses_with_the_draft_named_what_no_header_may_hold() -> None:
    draft = letter_to("Dana \u202ekcotlihW")

    class Passed:
        """As `Cleared`, which would have refused this earlier."""

        findings = ()

        def __init__(self) -> None:
            self.draft = draft

    with pytest.raises(RefusedError, match=r"thank-you-dana: character U\+202E"):
        eml.encode(Passed())  # type: ignore[arg-type]


def test_writes_no_card_as_an_email() -> None:
    with pytest.raises(ValueError, match="needs a From and a To"):
        eml.encode_draft(letter_to(kind=Kind.CARD))


def test_keeps_the_text_and_its_html_apart_from_their_encoding() -> None:
    message = read_message(eml.encode_draft(letter_to()))
    assert (message.plain, message.html) == (TEXT, HTML)
