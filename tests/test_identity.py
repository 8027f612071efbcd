from __future__ import annotations

import email.policy
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest

from drafter.address import Address
from drafter.draft import Kind
from drafter.formats import eml
from drafter.formats.eml import (
    digest_of,
    id_of,
    is_unedited,
    parse_message_id,
    token_of,
)
from drafter.formats.message import read_message
from tests.changed import replace
from tests.letters import HTML, TEXT, letter_to


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from drafter.draft import Draft


NOW = datetime(2026, 6, 2, 18, 4, tzinfo=UTC)


def digest(data: bytes) -> str:
    return digest_of(read_message(data))


def on_day(draft: Draft, day: date) -> Draft:
    assert draft.interview
    return replace(draft, interview=replace(draft.interview, date=day))


def test_a_message_id_names_nobody_and_fits_on_a_line() -> None:
    written = read_message(eml.encode_draft(letter_to())).message_id
    own = parse_message_id(written)
    assert own
    assert (str(own), own.generation, own.domain) == (written, 1, "mail.example")
    assert own.token == token_of(Address.parse("ines@mail.example"))
    assert own.id == id_of(letter_to())
    assert len(written) <= 75
    for word in ("dana", "whitlock", "corvane", "ines", "okafor", "2026"):
        assert word not in written.partition("@")[0].lower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<a@b.example>",
        "<qmwrqpju.qrb3lsaisp5ppimf.0.2mahsmms745q2aqi@mail.example>",
        "<qmwrqpju.qrb3lsaisp5ppimf.1.2mahsmms745q2aq@mail.example>",
        "<qmwrqpju.qrb3lsaisp5ppimf.1.2mahsmms745q2aqi@mail.example> <x@y>",
    ],
)
def test_takes_no_other_message_id_for_ours(text: str) -> None:
    assert parse_message_id(text) is None


def test_one_draft_has_one_id_whatever_its_words() -> None:
    assert id_of(letter_to()) == id_of(letter_to(text="New words\n", subject="New"))
    assert id_of(letter_to()) == id_of(letter_to(name="Dana W."))
    assert id_of(letter_to()) == id_of(letter_to(employer="corvane  FERRIES"))


@pytest.mark.parametrize(
    "other",
    [
        letter_to(address="sam@corvane.example"),
        letter_to(employer="Brightmoor Rail"),
        letter_to(kind=Kind.CHECK_IN),
        on_day(letter_to(), date(2026, 6, 3)),
        replace(letter_to(), sender=Address.parse("i@mail.example")),
    ],
)
def test_another_draft_has_another_id(other: Draft) -> None:
    assert id_of(other) != id_of(letter_to())


def test_two_promises_to_one_person_have_two_ids() -> None:
    draft = letter_to(kind=Kind.TAKEAWAY)
    assert id_of(draft, 1) != id_of(draft, 2)


def as_lf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def with_server_headers(data: bytes) -> bytes:
    added = b"Received: from x by y\r\nX-MS-Has-Attach: \r\nThread-Topic: Thank you\r\n"
    return added + data.replace(
        b"X-Unsent: 1\r\n", b"Date: Tue, 2 Jun 2026 8:04:00 Z\r\n"
    )


def through_the_standard_library(data: bytes) -> bytes:
    """Another encoding of everything, as a server might choose it."""
    old = message_from_bytes(data, policy=email.policy.SMTP)
    assert isinstance(old, EmailMessage)
    new = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=40))
    for name in ("From", "To", "Subject", "Message-ID"):
        new[name] = old[name]
    new.set_content(TEXT, cte="base64")
    new.add_alternative(f"<html><body>\n{HTML}</body></html>", "html", cte="base64")
    return new.as_bytes()


@pytest.mark.parametrize(
    "again", [as_lf, with_server_headers, through_the_standard_library]
)
def test_a_server_that_encodes_anew_edits_nothing(
    again: Callable[[bytes], bytes],
) -> None:
    data = eml.encode_draft(letter_to())
    assert again(data) != data
    assert digest(again(data)) == digest(data)
    assert is_unedited(read_message(again(data)))


def test_a_file_and_a_drafts_folder_hold_the_same_content() -> None:
    filed = eml.encode_draft(letter_to())
    assert digest(eml.with_id(filed, "<another@mail.example>", NOW)) == digest(filed)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Dana W. Whitlock"},
        {"address": "dana@corvane.example"},
        {"you": "Ines Okafor"},
        {"subject": "Thanks – the release calendar"},
        {"text": TEXT.replace("spring", "autumn"), "html": ""},
        {"text": TEXT.replace("\n\n", "\n", 1)},
        {"text": TEXT.replace("Dana", "Dana,")},
        {"html": ""},
    ],
)
def test_whatever_a_person_edits_shows(change: dict[str, Any]) -> None:
    draft = eml.encode_draft(letter_to())
    assert digest(eml.encode_draft(letter_to(**change))) != digest(draft)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"To: ", b"Cc: e@x.example\r\nTo: "),
        (b"To: ", b"Bcc: e@x.example\r\nTo: "),
        (b"To: ", b"Reply-To: e@x.example\r\nTo: "),
        (b"To: ", b"Importance: high\r\nTo: "),
        (b"To: ", b"Resent-To: e@x.example\r\nTo: "),
        (b"<p>Hi Dana", b"<p>Hello Dana"),
        (b"<p>Hi Dana", b"<p><a href=3D'https://x.example'>Hi</a> Dana"),
        (b"Best,", b"Cheers,"),
    ],
)
def test_an_edit_on_the_spot_unmakes_the_proof(old: bytes, new: bytes) -> None:
    data = eml.encode_draft(letter_to())
    assert old in data
    assert is_unedited(read_message(data))
    assert not is_unedited(read_message(data.replace(old, new)))


def test_an_exchanged_file_shows(tmp_path: Path) -> None:
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"one")
    draft = eml.encode_draft(letter_to(attachment=plan))
    plan.write_bytes(b"two")
    assert digest(eml.encode_draft(letter_to(attachment=plan))) != digest(draft)


def test_another_s_draft_proves_nothing() -> None:
    data = eml.encode_draft(letter_to()).replace(b"ines@mail", b"sam@mail")
    assert not is_unedited(read_message(data))


def test_the_digest_is_the_same_on_every_machine_and_python() -> None:
    """A change here makes every draft on people's disks look edited: mean it."""
    assert digest(eml.encode_draft(letter_to())) == "7osvkmyrvejtl6nv"
    assert id_of(letter_to()) == "tzrz2blfpzno4hm2"
