from __future__ import annotations

import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.formats import eml
from drafter.formats.message import (
    Message,
    read_message,
    unfit_headers,
    unfit_page,
    unlike_parts,
)
from tests.letters import AWKWARD, letter_to


FROM_TO = "From: Inés <i@mail.example>\nTo: Dana <d@corvane.example>\nSubject: x\n"


def message(head: str = "", body: str = "Hi Dana,\n") -> Message:
    return read_message(f"{FROM_TO}{head}\n{body}".encode())


def typed(content_type: str, body: str, encoding: str = "8bit") -> Message:
    head = f"Content-Type: {content_type}\nContent-Transfer-Encoding: {encoding}\n"
    return message(head, body)


@pytest.mark.parametrize(("name", "address"), AWKWARD.values(), ids=AWKWARD)
def test_reads_our_own_drafts_back(name: str, address: str) -> None:
    draft = letter_to(name, address)
    read = read_message(eml.encode_draft(draft))
    assert [box.address for box in read.froms] == [str(draft.sender)]
    assert [tuple(box) for box in read.tos] == [(name.strip(), str(draft.recipient))]
    assert (read.subject, read.text, read.html) == (
        draft.subject,
        draft.text,
        draft.html,
    )
    assert unfit_headers(read) == []
    assert unlike_parts(read) == ""


@pytest.mark.parametrize("policy", [email.policy.SMTP, email.policy.default])
def test_reads_what_the_standard_library_writes(policy: email.policy.Policy) -> None:
    written = EmailMessage(policy=policy)
    written["From"] = "Inés <i@mail.example>"
    written["To"] = "Żak <d@corvane.example>"
    written["Subject"] = "Grüße – aus Łódź, " * 5
    written.set_content("Grüße\n\nund Tschüß\n", cte="base64")
    written.add_alternative("<p>Grüße</p><p>und Tschüß</p>", subtype="html")
    written.add_attachment(
        bytes(range(256)), "application", "pdf", filename="Plan für Łódź.pdf"
    )
    read = read_message(written.as_bytes())
    assert read.subject == ("Grüße – aus Łódź, " * 5).strip()
    assert tuple(read.tos[0]) == ("Żak", "d@corvane.example")
    assert read.text == "Grüße\n\nund Tschüß\n"
    assert [tuple(file)[:3] for file in read.attachments] == [
        ("Plan für Łódź.pdf", "application/pdf", bytes(range(256)))
    ]
    assert unlike_parts(read) == ""


@pytest.mark.parametrize(
    ("content_type", "encoding", "body", "text"),
    [
        ("text/plain; charset=utf-8", "8bit", "Łódź\n", "Łódź\n"),
        ("text/plain", "quoted-printable", "=C5=81=C3=B3d=\n=C5=BA\n", "Łódź\n"),
        ("text/plain; charset=windows-1250", "base64", "o/Nknwo=", "Łódź\n"),
        ("text/plain; charset=no-such", "7bit", "as it is\n", "as it is\n"),
        ("text/plain; charset=rot13", "7bit", "as it is\n", "as it is\n"),
        (
            "text/plain; format=flowed",
            "7bit",
            "one \ntwo\n\n-- \nme",
            "one two\n\n-- \nme",
        ),
        ("text/plain; format=flowed; delsp=yes", "7bit", "on \ne\n f", "one\nf"),
        ("text/plain", "base64", "not base64 at all!", None),
    ],
)
def test_reads_any_client_s_text(
    content_type: str, encoding: str, body: str, text: str | None
) -> None:
    read = typed(content_type, body, encoding)
    assert text is None or read.text == text


def test_reads_html_where_it_stands_alone() -> None:
    read = typed(
        "text/html; charset=utf-8",
        "<html><head><title>no</title><style>p {}</style></head><body><p>Hi&nbsp;D&amp;"
        "D,</p>\n\n<p>one<br>two\nthree</p><ol><li>a</li><li>b</li></ol></body></html>",
    )
    assert read.text == "Hi\u00a0D&D,\n\none\ntwo three\n\n1. a\n2. b"
    assert unlike_parts(read) == ""


def test_takes_crlf_lf_and_cr_for_line_ends() -> None:
    lf = f"{FROM_TO}\nHi\n\nthere\n".encode()
    texts = {
        read_message(lf.replace(b"\n", end)).text for end in (b"\n", b"\r\n", b"\r")
    }
    assert texts == {"Hi\n\nthere\n"}


@pytest.mark.parametrize(
    ("head", "fact"),
    [
        ("Cc: e@x.example\n", "it has a Cc: e@x.example"),
        ("bCC: e@x.example\n", "it has a Bcc: e@x.example"),
        ("Bcc : e@x.example\n", "it has a Bcc: e@x.example"),
        ("X: y\rBcc: e@x.example\n", "it has a Bcc: e@x.example"),
        ("To: e@x.example\n", "it has 2 To lines"),
        ("To: e@x.example\n", "To names 2 addresses: d@corvane.example, e@x.example"),
        ("From: e@x.example\n", "From names 2 addresses: i@mail.example, e@x.example"),
        ("Sender: e@x.example\n", "it has a Sender: e@x.example"),
        ("Resent-To: e@x.example\n", "it has a Resent-To"),
        ("List-Id: <jobs.x.example>\n", "it has a List-Id"),
        ("Precedence: bulk\n", "it has a Precedence: bulk"),
        ("Newsgroups: misc.jobs\n", "it has a Newsgroups: misc.jobs"),
        ("Reply-To: a@x.example, b@x.example\n", "Reply-To names 2 addresses"),
        ("Reply-To: us: a@x.example;\n", "Reply-To names 1 addresses"),
        (
            "Reply-To: e@x.example\n",
            "Reply-To is not the sender's address: e@x.example",
        ),
        ("Subject: y\n", "it has 2 Subject lines"),
        ("Date: a\nDate: b\n", "it has 2 Date lines"),
        ("Message-ID: <a@b>\nmessage-id: <c@d>\n", "it has 2 Message-ID lines"),
        (
            "Content-Type: text/plain\nContent-type: text/html\n",
            "it has 2 Content-Type lines",
        ),
        ("FCC: e@x.example\n", "it has a FCC: e@x.example"),
        (
            "FCC: imap://x/Sent, e@x.example\n",
            "it has a FCC: imap://x/Sent, e@x.example",
        ),
        ("FCC: mailto:e@x.example\n", "it has a FCC: mailto:e@x.example"),
        ("X-Bcc: e@x.example\n", "it has a X-Bcc: e@x.example"),
        (
            "X-Cc: i@mail.example, e@x.example\n",
            "it has a X-Cc: i@mail.example, e@x.example",
        ),
        ("X-To: e@x.example\n", "it has a X-To: e@x.example"),
        ("Envelope-To: e@x.example\n", "it has a Envelope-To: e@x.example"),
        ("Delivered-To: e@x.example\n", "it has a Delivered-To: e@x.example"),
        ("Apparently-To: e@x.example\n", "it has a Apparently-To: e@x.example"),
        (
            "Disposition-Notification-To: e@x.example\n",
            "it has a Disposition-Notification-To: e@x.example",
        ),
        ("Return-Receipt-To: e@x.example\n", "it has a Return-Receipt-To: e@x.example"),
        ("no header at all\n", "a header line cannot be read: 'no header at all'"),
    ],
)
def test_says_what_would_reach_more_than_one_person(head: str, fact: str) -> None:
    assert fact in unfit_headers(message(head))


@pytest.mark.parametrize(
    ("to", "fact"),
    [
        ("", "it has no To address"),
        ("Team: d@corvane.example;", "To is a group"),
        ("undisclosed-recipients:;", "To is a group"),
        ("Dana", "To is not a readable address: 'Dana'"),
        ("a@x.example, b@x.example", "To names 2 addresses: a@x.example, b@x.example"),
    ],
)
def test_says_whom_a_draft_does_not_reach(to: str, fact: str) -> None:
    assert fact in unfit_headers(
        read_message(f"From: i@x.example\nTo: {to}\n\n".encode())
    )


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Cc:\nBcc: \n",
        "Reply-To: I@Mail.example\nDisposition-Notification-To: <i@mail.example>\n",
        "FCC: imap://ines%40mail.example@imap.mail.example/Sent\nX-Account-Key: a\n",
        "FCC: mailbox://nobody@Local%20Folders/Sent\nX-Template: no\n",
        "Fcc: =Sent\nMIME-Version: 1.0\nMessage-ID: <1@mail.example>\n",
        "X-Mozilla-Draft-Info: internal/draft; vcard=0\nX-Identity-Key: id1\n",
        "Date: Tue, 2 Jun 2026 08:05:09 -0400\nUser-Agent: Mozilla Thunderbird\n",
    ],
)
def test_finds_nothing_wrong_with_what_clients_add(head: str) -> None:
    assert unfit_headers(message(head)) == []


@pytest.mark.parametrize(
    "written",
    [
        "<img src='cid:1'>",
        "<svg/onload=alert(1)>",
        "<script>",
        "<link rel=stylesheet href=x>",
        "<p style='background: URL (x)'>",
        "<table background=x>",
        "<meta http-equiv=Refresh content='0;x'>",
        "<a href='javascript:x'>",
        "<form>",
    ],
)
def test_says_what_no_mail_program_writes_into_a_letter(written: str) -> None:
    page = typed("text/html", f"<p>Hi</p>{written}")
    assert unfit_page(page) == [f"its HTML part has {written}"]


def test_says_what_a_style_sheet_loads() -> None:
    page = typed("text/html", "<style>@import 'x'</style>")
    assert unfit_page(page) == ["its HTML part has @import 'x'"]


@pytest.mark.parametrize("end", ["=0A", "=0D", "=0D=0ABcc: e@x.example", "=C2=85"])
@pytest.mark.parametrize("name", ["Subject", "From", "To"])
def test_finds_a_line_break_in_an_encoded_word(name: str, end: str) -> None:
    word = f"=?utf-8?q?Dana{end.replace(' ', '_')}?="
    value = word if name == "Subject" else f"{word} <d@corvane.example>"
    lines = [line for line in FROM_TO.splitlines() if not line.startswith(name)]
    head = "\n".join([*lines, f"{name}: {value}"])
    facts = unfit_headers(read_message(f"{head}\n\nHi\n".encode()))
    assert f"its {name} hides a line break" in facts


def parts(kind: str, *heads: str) -> Message:
    """Give a multipart whose parts have these heads, each with a word in it."""
    body = "".join(f"--b\n{head}\n\nword\n" for head in heads)
    return typed(f"multipart/{kind}; boundary=b", f"{body}--b--\n")


PLAIN, HTML = "Content-Type: text/plain", "Content-Type: text/html"
PDF = "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment"


@pytest.mark.parametrize(
    "read",
    [
        parts("alternative", PLAIN, HTML),
        parts("mixed", PLAIN, PDF),
        parts("mixed", HTML, "Content-Type: application/pdf; name=a.pdf"),
        parts(
            "mixed", PLAIN, "Content-Type: text/plain\nContent-Disposition: attachment"
        ),
        parts("signed", PLAIN, "Content-Type: application/pkcs7-signature"),
        parts("signed", PLAIN, "Content-Type: application/pgp-signature; name=s.asc"),
        message(),
        typed("text/plain; charset=UTF-8; format=flowed", "Hi\n"),
    ],
)
def test_lets_a_letter_with_its_files_be(read: Message) -> None:
    assert read.odd == ()
    assert unfit_headers(read) == []


@pytest.mark.parametrize(
    "kind",
    [
        "text/x-amp-html", "text/watch-html", "text/enriched", "application/rtf",
        "text/calendar", "message/rfc822", "image/png", "application/pdf",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "disposition", ["", "\nContent-Disposition: attachment; filename=a"]
)
def test_finds_a_part_shown_instead_of_the_letter(kind: str, disposition: str) -> None:
    part = f"Content-Type: {kind}{disposition}"
    assert parts("alternative", PLAIN, part, HTML).odd == (kind,)


@pytest.mark.parametrize(
    ("read", "odd"),
    [
        (parts("mixed", PLAIN, PLAIN), "a second text/plain"),
        (parts("alternative", PLAIN, HTML, HTML), "a second text/html"),
        (parts("mixed", PLAIN, "Content-Type: text/calendar"), "text/calendar"),
        (
            parts("mixed", PLAIN, "Content-Type: message/rfc822; name=a.eml"),
            "message/rfc822",
        ),
        (
            parts(
                "mixed",
                PLAIN,
                "Content-Type: image/png; name=a.png\nContent-Disposition: inline",
            ),
            "image/png",
        ),
        (parts("related", HTML, "Content-Type: image/png; name=a.png"), "image/png"),
        (parts("digest", PLAIN), "text/plain"),
        (parts("mixed", f"{PLAIN}\n{HTML}"), "text/plain"),
        (typed("application/pdf; name=a.pdf", "x"), "application/pdf"),
        (typed("multipart/mixed", "x"), "multipart/mixed"),
    ],
)
def test_finds_what_is_neither_the_letter_nor_a_file(read: Message, odd: str) -> None:
    assert odd in read.odd


def test_reads_no_book() -> None:
    book = "x" * 255 * 1024
    assert message("", book).text == book
    for kind in ("text/plain", "text/html"):
        with pytest.raises(ValueError, match="too long for a letter"):
            typed(kind, book + "y" * 2048)
        half = f"--b\nContent-Type: {kind}\n\n{book}\n"
        with pytest.raises(ValueError, match="too long for a letter"):
            typed("multipart/mixed; boundary=b", half * 2)
    with pytest.raises(ValueError, match="header is too long"):
        message(f"X: {book}{book}\n")


@pytest.mark.parametrize(
    "piece",
    ["<", "< ", "<p", "<!--", "<head", "<a href='", "<div>", "<b> ", "&#", "<a href=x>",
     "<a href='{}'>", " ", "<li", "</", "<![", "<? ", "<p on{}=1>"],
)  # fmt: skip
def test_reads_the_longest_page_whatever_it_repeats(piece: str) -> None:
    pieces = (piece.format(n) for n in range(250 * 1024 // len(piece)))
    page = ("words " + "".join(pieces))[: 250 * 1024]
    try:
        read = both("words", page)
    except ValueError:
        read = message()
    assert all([*unfit_headers(read), *unfit_page(read)] or [True])
    assert isinstance(unlike_parts(read), str)


def both(text: str, html: str) -> Message:
    body = f"--b\n\n{text}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
    return typed('multipart/alternative; boundary="b"', body)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hi Dana,\n\none\ntwo", "<p>Hi Dana,</p><p>one<br>two</p>"),
        ("- a\n- b\n\n1. c", "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"),
        (
            "see my page <https://x.example/a_b>",
            "see <a href=https://x.example/a_b>my page</a>",
        ),
        (
            "write to a@x.example",
            "write to <a href='mailto:a@x.example'>a@x.example</a>",
        ),
        ("*bold* and _more_", "<b>bold</b> and <i>more</i>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("7. c\n8. d", "<ol start=7><li>c</li><li>d</li></ol>"),
        ("1. c", "<ol start=-x><li>c</li></ol>"),
        ("", "<p>only one</p>"),
    ],
)
def test_knows_that_two_parts_say_the_same(text: str, html: str) -> None:
    assert unlike_parts(both(text, html)) == ""


@pytest.mark.parametrize(
    ("text", "html", "fact"),
    [
        ("Hi Dana", "<p>Hi Sam</p>", "says 'Hi Dana', the HTML part 'Hi Sam'"),
        (
            "Hi Dana and more",
            "<p>Hi Dana</p>",
            "'Hi Dana and more', the HTML part 'Hi Dana'",
        ),
        ("Hi", "<p>Hi <span style='display:none'>Sam</span></p>", "HTML part 'Hi Sam'"),
        ("Hi", "<title>Hi<body>Bye", "says 'Hi', the HTML part 'Bye'"),
    ],
)
def test_says_where_two_parts_differ(text: str, html: str, fact: str) -> None:
    assert fact in unlike_parts(both(text, html))


def test_sees_every_text_and_every_file() -> None:
    body = (
        "--b\n\nfirst\n--b\nContent-Type: application/pdf; name=a.pdf\n\nPDF\n"
        "--b\n\nlast\n--b\nContent-Type: text/plain\n"
        "Content-Disposition: attachment; filename*=utf-8''%C5%81.txt\n\nfile\n--b--"
    )
    read = typed("multipart/mixed; boundary=b", body)
    assert read.text == "first\nlast"
    assert [tuple(file)[:3] for file in read.attachments] == [
        ("a.pdf", "application/pdf", b"PDF"),
        ("Ł.txt", "text/plain", b"file"),
    ]


def test_reads_a_message_that_was_cut_off() -> None:
    read = typed("multipart/mixed; boundary=b", "--b\nContent-Type: text/plain\n\nHi D")
    assert read.text == "Hi D"


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"", "not an email"),
        (b"\n\nwords", "not an email"),
        (b"just words\n", "not an email"),
        (
            FROM_TO.encode()
            + b"Content-Type: multipart/mixed; boundary=b\n\n"
            + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 30,
            None,
        ),
        (
            FROM_TO.encode()
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
                for n in range(50)
            ),
            "nested more than 20 deep",
        ),
        (
            FROM_TO.encode()
            + b"Content-Type: multipart/mixed; boundary=b\n\n"
            + b"--b\n\nx\n" * 2000,
            "more than 1000 parts",
        ),
    ],
)
def test_says_what_is_no_message(data: bytes, fact: str | None) -> None:
    if fact is None:
        assert read_message(data).subject == "x"
        return
    with pytest.raises(ValueError, match=fact):
        read_message(data)


def read_or_fact(data: bytes) -> Message | str:
    try:
        return read_message(data)
    except ValueError as error:
        return str(error)


WORDS = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: text/html; charset=",
        b"Content-Type: text/plain; charset=utf-7\n",
        b"Content-Transfer-Encoding: base64\n",
        b"To: ",
        b"Subject: =?utf-8?b?",
        b"=?utf-16?q?=00?=",
        b"--b\n",
        b"--b--",
        b"\n\n",
        b"<![x",
        b"<p>",
        b"&#x110000;",
        b"<!--",
        b'; filename*0*="',
    ]
)


@settings(max_examples=300)
@given(st.lists(WORDS | st.binary(max_size=8), max_size=30).map(b"".join))
def test_any_bytes_are_read_or_refused_with_a_fact(data: bytes) -> None:
    read = read_or_fact(FROM_TO.encode() + data)
    if isinstance(read, str):
        assert read
    else:
        facts = [*unfit_headers(read), *unfit_page(read), unlike_parts(read)]
        facts += [read.text, read.subject]
        assert all(isinstance(fact, str) for fact in facts)
