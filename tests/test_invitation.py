from __future__ import annotations

import base64
from datetime import date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.address import Address
from drafter.errors import InputError
from drafter.invitation import Invitation, read_invitation


INES = Address("ines.okafor", "mail.example")
BERLIN_SUMMER = timezone(timedelta(hours=2))
GUESTS = (
    "ORGANIZER;CN=Robin Vale:mailto:robin.vale@corvane.example",
    'ATTENDEE;CUTYPE=INDIVIDUAL;CN="Dana Whitlock":mailto:dana@corvane.example',
    "ATTENDEE;CN=Tomas Lindqvist:MAILTO:Tomas.Lindqvist@Corvane.example",
    "ATTENDEE;CN=Ines Okafor:mailto:Ines.Okafor+jobs@mail.example",
    "ATTENDEE;CUTYPE=ROOM;CN=Harbor View:mailto:harbor@corvane.example",
)


def calendar(*lines: str, head: tuple[str, ...] = ("METHOD:REQUEST",)) -> bytes:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", *head, *event(*lines), "END:VCALENDAR", ""]
    ).encode()


def event(*lines: str) -> list[str]:
    return ["BEGIN:VEVENT", "UID:1@corvane.example", *lines, "END:VEVENT"]


def read(data: bytes, *own: Address) -> Invitation:
    return read_invitation(
        data,
        "invite.ics",
        own or (INES,),
        lambda moment: moment.astimezone(BERLIN_SUMMER),
    )


def people(*lines: str) -> list[tuple[str, str]]:
    found = read(calendar("DTSTART:20260602T090000", *lines)).people
    return [(person.name, str(person.email)) for person in found]


def test_knows_the_day_the_people_and_where_they_write_from() -> None:
    found = read(calendar("DTSTART;TZID=America/New_York:20260602T233000", *GUESTS))
    assert found.on == date(2026, 6, 2)
    assert found.domain == "corvane.example"
    assert [(person.name, str(person.email)) for person in found.people] == [
        ("Dana Whitlock", "dana@corvane.example"),
        ("Tomas Lindqvist", "Tomas.Lindqvist@corvane.example"),
        ("Robin Vale", "robin.vale@corvane.example"),
    ]


@pytest.mark.parametrize(
    ("start", "head", "day"),
    [
        ("DTSTART;VALUE=DATE:20260602", (), 2),
        ("DTSTART:20260602T233000", (), 2),
        ("DTSTART;TZID=America/New_York:20260602T233000", (), 2),
        ("DTSTART;TZID=Eastern Standard Time:20260602T233000", (), 2),
        ("DTSTART;TZID=No Such/Zone:20260602T233000", (), 2),
        ("DTSTART:20260602T233000Z", (), 3),  # half past one where the user is
        ("DTSTART:20260602T013000Z", ("X-WR-TIMEZONE:America/New_York",), 1),
        ("DTSTART:20260602T233000Z", ("X-WR-TIMEZONE:../../etc/passwd",), 3),
        ("DTSTART:20260602T233000Z", ("X-WR-TIMEZONE:No/Such_Zone",), 3),
        (
            "DTSTART:20260602T013000Z",
            ("BEGIN:VTIMEZONE", "TZID:America/Los_Angeles", "END:VTIMEZONE"),
            1,
        ),
        ("DTSTART;TZID=UTC:20260602T233000", (), 3),
    ],
)
def test_the_day_is_the_one_where_the_meeting_is(
    start: str, head: tuple[str, ...], day: int
) -> None:
    assert read(calendar(start, head=head)).on == date(2026, 6, day)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("ATTENDEE:mailto:dana@corvane.example", [("", "dana@corvane.example")]),
        (
            "ATTENDEE;CN=dana@corvane.example:mailto:dana@corvane.example",
            [("", "dana@corvane.example")],
        ),
        ('ATTENDEE;CN="Whitlock, Dana":mailto:d@x.example', [("", "d@x.example")]),
        ("ATTENDEE;CN=Dana^nVale:mailto:d@x.example", [("Dana Vale", "d@x.example")]),
        ("ATTENDEE;CN=Zoë O'Źak Jr.:mailto:z@x.example",
         [("Zoë O'Źak Jr.", "z@x.example")]),
        ("ATTENDEE;CN=陳 大文:mailto:z@x.example", [("陳 大文", "z@x.example")]),
        ("ATTENDEE;EMAIL=d@x.example;CN=Dana:urn:uuid:1", [("Dana", "d@x.example")]),
        ("ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@x.example", []),
        ("ATTENDEE;CUTYPE=GROUP;CN=Timetables:mailto:timetables@x.example", []),
        ("ATTENDEE;PARTSTAT=DECLINED;CN=Dana:mailto:d@x.example", []),
        ("ATTENDEE;ROLE=NON-PARTICIPANT;CN=Dana:mailto:d@x.example", []),
        ("ATTENDEE;CN=Recruiting:mailto:recruiting@x.example", []),
        ("ATTENDEE;CN=Room:mailto:c_1@resource.calendar.google.com", []),
        ("ATTENDEE;CN=Dana:mailto:not an address", []),
        ("ATTENDEE;CN=Dana:mailto:a@x.example,b@x.example", []),
        ("ATTENDEE:", []),
        ("ATTENDEE", []),
    ],
)  # fmt: skip
def test_an_interviewer_is_one_person_with_an_address(
    line: str, found: list[tuple[str, str]]
) -> None:
    assert people(line) == found


def test_whoever_asks_and_comes_is_one_person() -> None:
    both = (
        "ORGANIZER;CN=Dana Whitlock:mailto:d@x.example",
        "ATTENDEE:mailto:D@x.example",
    )
    assert people(*both) == [("Dana Whitlock", "d@x.example")]


def test_a_home_for_anybodys_mail_is_no_employers() -> None:
    lines = (f"ATTENDEE:mailto:{name}@gmail.com" for name in ("dana", "tomas"))
    assert not read(calendar("DTSTART:20260602T090000", *lines)).domain


def test_reads_lines_that_were_folded() -> None:
    folded = (
        "ATTENDEE;CN=Dana Whit\r\n lock:mailto:dana@corv\r\n\tane.example",
        "X-JUNK:x",
    )
    assert people(*folded) == [("Dana Whitlock", "dana@corvane.example")]


def eml(part: bytes, kind: str = "text/calendar; method=REQUEST") -> bytes:
    return (
        b"From: Robin <robin@corvane.example>\r\nTo: ines.okafor@mail.example\r\n"
        b"Subject: Invitation\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nSee you\r\n"
        b"--b\r\nContent-Type: " + kind.encode() + b"\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(part)
        + b"--b--\r\n"
    )  # fmt: skip


INVITE = calendar("DTSTART:20260602T090000", *GUESTS)


def test_reads_the_email_it_came_in() -> None:
    assert read(eml(INVITE)) == read(INVITE)
    assert read(eml(INVITE, "application/octet-stream; name=invite.ics")) == read(
        INVITE
    )


def test_reads_an_email_that_was_forwarded() -> None:
    assert read(eml(eml(INVITE), "message/rfc822")) == read(INVITE)


def forwarded(times: int, data: bytes) -> bytes:
    return forwarded(times - 1, eml(data, "message/rfc822")) if times else data


TWO = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        *event("DTSTART:20260601T090000", "STATUS:CANCELLED"),
        *event("DTSTART:20260602T090000", "RECURRENCE-ID:20260602T090000"),
        *event("DTSTART:20260603T090000"),
        *event("DTSTART:20260604T090000"),
        "END:VCALENDAR",
    ]
).encode()


def test_of_several_meetings_the_first_that_stands_counts() -> None:
    assert read(TWO).on == date(2026, 6, 3)


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"", "neither an .ics file nor an email"),
        (b"\x00\x01\x02 binary", "neither an .ics file nor an email"),
        (b"BEGIN:VCALENDAR\0\r\n", "no calendar file"),
        (b"x" * (1024 * 1024 + 1), "over 1 MiB"),
        (b"Subject: hello\n\nno invitation", "no invitation in it"),
        (eml(b"\xff\xfe"), "no calendar file"),
        (forwarded(5, INVITE), "no invitation in it"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "no meeting in it"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50_000, "cannot be read"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VALARM\n" * 50_000 + b"x", "no meeting in it"),
        (calendar(), "cannot be read"),
        (calendar("DTSTART:Tuesday"), "cannot be read"),
        (calendar("DTSTART:99999999T999999"), "cannot be read"),
        (calendar("DTSTART;VALUE=PERIOD:20260602T090000Z/PT1H"), "which day"),
        (calendar("DTSTART:20260602", "STATUS:cancelled"), "is cancelled"),
        (calendar("DTSTART:20260602", head=("METHOD:CANCEL",)), "takes the invitation"),
        (calendar("DTSTART:20260602", head=("method:reply",)), "an answer to an"),
        (calendar("DTSTART:20260602", "RRULE:FREQ=DAILY"), "a series of meetings"),
        (calendar("DTSTART:20260602", "RDATE:20260603"), "a series of meetings"),
    ],
)  # fmt: skip
def test_what_is_no_invitation_is_refused_in_one_line(data: bytes, fact: str) -> None:
    with pytest.raises(InputError, match=fact) as caught:
        read(data)
    (line,) = caught.value.lines
    assert line.startswith("invite.ics: ")


def test_a_series_of_one_meeting_is_a_meeting() -> None:
    data = calendar("DTSTART:20260602T090000", "RRULE:FREQ=DAILY;COUNT=1")
    assert read(data).on == date(2026, 6, 2)


def test_a_time_zone_without_end_takes_no_time() -> None:
    forever = (
        "BEGIN:VTIMEZONE", "TZID:Forever", "BEGIN:STANDARD", "DTSTART:00010101T000000",
        "TZOFFSETFROM:+0000", "TZOFFSETTO:+0001", "RRULE:FREQ=SECONDLY", "END:STANDARD",
        "END:VTIMEZONE",
    )  # fmt: skip
    data = calendar("DTSTART;TZID=Forever:20260602T233000", head=forever)
    assert read(data).on == date(2026, 6, 2)


PIECES = st.sampled_from(
    [
        *GUESTS, "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT",
        "DTSTART:20260602T090000Z", "DTSTART;TZID=:20260602", "DTSTART", ":", ";", "\r",
        "ATTENDEE;CN=:mailto:", 'ATTENDEE;CN=":mailto:x@y.example', "ORGANIZER;;;:x",
        "RRULE:COUNT=1", "", "BEGIN:", "END:", " ", "\t folded", "METHOD:REQUEST",
        "é\x85\u2028",
        "DTSTART;VALUE=DATE-TIME;TZID=Europe/Berlin:20260329T023000",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=9)), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_file_is_read_or_refused(lines: list[str], end: str) -> None:
    body = end.join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT"])
    try:
        found = read(body.encode("utf-8", "replace"))
    except InputError:
        return
    assert type(found.on) is date
    assert INES not in [person.email for person in found.people]


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)
