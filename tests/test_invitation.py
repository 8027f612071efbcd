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


def read(data: bytes, own: Address = INES) -> Invitation:
    return read_invitation(
        data,
        "invite.ics",
        own,
        here=BERLIN_SUMMER,
    )


def people(*lines: str) -> list[tuple[str, str]]:
    found = read(calendar("DTSTART:20260602T090000", *lines)).people
    return [(person.name, str(person.email or "")) for person in found]


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
    ("start", "day"),
    [
        ("DTSTART;VALUE=DATE:20260602", 2),
        ("DTSTART:20260602T233000", 2),
        ("DTSTART;TZID=America/New_York:20260602T233000", 2),
        ("DTSTART;TZID=Eastern Standard Time:20260602T233000", 2),
        ("DTSTART;TZID=No Such/Zone:20260602T233000", 2),
        ("DTSTART:20260602T233000Z", 3),  # half past one where the user is
        ("DTSTART;TZID=UTC:20260602T233000", 3),
        ("DTSTART;TZID=tzone://Microsoft/Utc:20260602T233000", 3),
        ('DTSTART;TZID="tzone://Microsoft/Utc":20260602T233000', 3),
        ('DTSTART;TZID="tzone://Microsoft/Custom":20260602T233000', 2),
    ],
)
def test_the_day_is_the_one_where_the_meeting_is(start: str, day: int) -> None:
    assert read(calendar(start)).on == date(2026, 6, day)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("ATTENDEE:mailto:dana@corvane.example", [("", "dana@corvane.example")]),
        (
            "ATTENDEE;CN=dana@corvane.example:mailto:dana@corvane.example",
            [("", "dana@corvane.example")],
        ),
        ('ATTENDEE;CN="Whitlock, Dana":mailto:d@x.example',
         [("Dana Whitlock", "d@x.example")]),
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
        ("ATTENDEE;CN=Dana:mailto:not an address", [("Dana", "")]),
        ("ATTENDEE;CN=Dana:mailto:a@x.example,b@x.example", [("Dana", "")]),
        ("ATTENDEE;CN=Dana:mailto:/o=Corvane/ou=External/cn=Recipients/cn=dana",
         [("Dana", "")]),
        ("ATTENDEE;CN=Dana:invalid:nomail", [("Dana", "")]),
        ("ATTENDEE;CN=Dana:sip:dana@x.example", [("Dana", "")]),
        ('ATTENDEE; CN="Dana"; RSVP=TRUE:mailto:d@x.example',
         [("Dana", "d@x.example")]),
        ("ATTENDEE;CN=Dana:mailto:dana%40x.example", [("Dana", "dana@x.example")]),
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
    hosts = ("gmail.com", "gmail.com", "hotmail.co.uk", "aol.de", "web.de", "qq.com")
    lines = (f"ATTENDEE:mailto:dana{n}@{host}" for n, host in enumerate(hosts))
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


def test_of_several_days_the_first_that_stands_counts_and_the_rest_is_told() -> None:
    found = read(TWO)
    assert found.on == date(2026, 6, 3)
    assert found.told == (
        "passed over: the meeting of 2026-06-02 (one file is one day)",
        "passed over: the meeting of 2026-06-04 (one file is one day)",
    )


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


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=1",
        "FREQ=DAILY;UNTIL=20260602",
        "FREQ=DAILY;UNTIL=20260602T235959",
        "FREQ=DAILY;UNTIL=20260603T035959Z;INTERVAL=1",
    ],
)
def test_a_series_that_ends_before_it_comes_again_is_one_meeting(rule: str) -> None:
    data = calendar("DTSTART;TZID=America/New_York:20260602T180000", f"RRULE:{rule}")
    assert read(data).on == date(2026, 6, 2)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;UNTIL=20260603",
        "FREQ=DAILY;UNTIL=20260604T090000Z",
        "FREQ=WEEKLY;UNTIL=20260609T220000Z",
        "FREQ=DAILY;COUNT=10",
        "FREQ=DAILY;UNTIL=soon",
    ],
)
def test_a_series_of_more_is_none(rule: str) -> None:
    with pytest.raises(InputError, match="a series of meetings"):
        read(calendar("DTSTART:20260602T180000", f"RRULE:{rule}"))


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


# What Exchange, Google, Outlook and Apple really write.


def folded(text: str, charset: str = "utf-8") -> bytes:
    """Fold lines at 75 octets as Exchange does: in the middle of a letter too."""
    lines = []
    for line in text.strip("\n").encode(charset).split(b"\n"):
        rest = [b" " + line[at : at + 74] for at in range(75, len(line), 74)]
        lines += [line[:75], *rest]
    return b"\r\n".join([*lines, b""])


EXCHANGE = """
BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Central European Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ORGANIZER;CN="Vale, Robin (Talent)":mailto:robin.vale@corvane.example
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Świątek, Łu\
kasz (IT)":mailto:lukasz.swiatek@corvane.example
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN="O'Leary, Siobhan":\
mailto:siobhan.oleary@corvane.example
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Ines Okafor":\
mailto:ines.private@other.example
ATTENDEE;ROLE=OPT-PARTICIPANT;CN="Lindqvist, Tomas":mailto:/o=ExchangeLabs/ou=E\
xchange Administrative Group/cn=Recipients/cn=0042-Tomas
ATTENDEE;ROLE=REQ-PARTICIPANT;CN=Harbor View:mailto:harbor.view@corvane.example
ATTENDEE;CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;CN=Beamer:mailto:beamer@corvane.example
DESCRIPTION;LANGUAGE=pl-PL:Zażółć gęślą jaźń\\n\\nzażółć gęślą jaźń — agenda
Begin:14:00
End: 3:00 PM
Begin:Welcome
Status: cancelled
Attendee: bring a pen
UID:040000008200E00074C5B7101A82E008
SUMMARY;LANGUAGE=en-US:Interview: Software Engineer\\, Timetables
DTSTART;TZID=Central European Standard Time:20260602T140000
DTEND;TZID=Central European Standard Time:20260602T150000
LOCATION;LANGUAGE=en-US:Harbor View
SEQUENCE:0
BEGIN:VALARM
ATTENDEE:mailto:alarm@corvane.example
TRIGGER;RELATED=START:-PT15M
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\\\n", "").replace("\\\\", "\\")


def invited(found: Invitation) -> list[tuple[str, str]]:
    return [(person.name, str(person.email or "")) for person in found.people]


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", ""),
        ("utf-8", "iso-8859-1"),
        ("iso-8859-2", "ISO-8859-2"),
        ("windows-1250", "windows-1250"),
        ("utf-16", "utf-16"),
        ("utf-16", ""),
    ],
)
def test_reads_what_exchange_writes_in_any_charset(charset: str, declared: str) -> None:
    text = EXCHANGE.replace("—", "-") if charset == "iso-8859-2" else EXCHANGE
    data = text.strip("\n").encode("utf-16") if charset == "utf-16" else None
    kind = "text/calendar; method=REQUEST" + (declared and f"; charset={declared}")

    found = read_invitation(
        eml(data or folded(text, charset), kind),
        "invite.eml",
        INES,
        "Ines Okafor",
    )

    assert invited(found) == [
        ("Łukasz Świątek", "lukasz.swiatek@corvane.example"),
        ("Siobhan O'Leary", "siobhan.oleary@corvane.example"),
        ("Tomas Lindqvist", ""),
        ("Robin Vale", "robin.vale@corvane.example"),
    ]
    assert [person.written for person in found.people] == [
        "Świątek, Łukasz (IT)", "O'Leary, Siobhan", "Lindqvist, Tomas",
        "Vale, Robin (Talent)",
    ]  # fmt: skip
    assert [person.asks for person in found.people] == [False, False, False, True]
    assert (found.on, found.domain) == (date(2026, 6, 2), "corvane.example")
    assert found.title == "Interview: Software Engineer, Timetables"
    assert found.told == (
        "left out: Ines Okafor (you, at another address)",
        "left out: Harbor View (a room or a thing)",
        "left out: Beamer (a room or a thing)",
    )


@pytest.mark.parametrize(
    ("name", "charset", "declared", "expected"),
    [
        ("Дана Орлова", "windows-1251", "windows-1251", "Дана Орлова"),
        ("Дана Орлова", "koi8-r", "koi8-r", "Дана Орлова"),
        ("田中 花子", "iso-2022-jp", "iso-2022-jp", "田中 花子"),
        ("陳 大文", "big5", "big5", "陳 大文"),
        ("Siobhan O’Leary", "cp1252", "iso-8859-1", "Siobhan O’Leary"),
        ("Siobhan O’Leary", "cp1252", "windows-1252", "Siobhan O’Leary"),
        ("Zoë Brandt", "iso-8859-15", "iso-8859-15", "Zoë Brandt"),
        # Nothing says how these are to be read: the name is shown, and not taken.
        ("Siobhan O’Leary", "cp1252", "", ""),
        ("Дана Орлова", "windows-1251", "", ""),
        ("Zoë Brandt", "cp1252", "utf-8", ""),
        ("Dana Whitlock", "ascii", "no-such-charset", "Dana Whitlock"),
    ],
)
def test_a_name_is_read_by_the_charset_of_its_part_or_asked_for(
    name: str, charset: str, declared: str, expected: str
) -> None:
    text = EXCHANGE.replace("Vale, Robin (Talent)", name).replace("—", "-")
    lines = [one for one in text.split("\n") if one.isascii() or name in one]
    kind = "text/calendar" + (declared and f"; charset={declared}")

    person = read(eml(folded("\n".join(lines), charset), kind)).people[-1]

    assert person.name == expected
    assert bool(person.written) == (not expected)
    if not expected and charset == "cp1252":
        assert person.written == name


@pytest.mark.parametrize(
    ("written", "email", "name"),
    [
        ("Whitlock, Dana (Talent)", "dana.whitlock@x.example", "Dana Whitlock"),
        ("Whitlock, Dana M.", "d1042@x.example", "Dana M. Whitlock"),
        ("van der Berg, Jan", "jan.vanderberg@x.example", "Jan van der Berg"),
        ("García López, María", "mgarcia@x.example", "María García López"),
        ("Dana Whitlock (she/her)", "dana@x.example", "Dana Whitlock"),
        ("Dana Whitlock [External]", "dana@x.example", "Dana Whitlock"),
        ("'Dana Whitlock'", "dana@x.example", "Dana Whitlock"),
        ("=?utf-8?Q?Zo=C3=AB_Brandt?=", "zoe@x.example", "Zoë Brandt"),
        ("दिया शर्मा", "diya@x.example", "दिया शर्मा"),
        # What these mean is not sure: they are shown beside the question.
        ("Dana Whitlock, PhD", "dana@x.example", ""),
        ("Whitlock, Jr.", "dana@x.example", ""),
        ("Dana Whitlock, Recruiter", "dana.whitlock@x.example", ""),
        ("Dana Whitlock, Corvane Ferries", "dana.whitlock@x.example", ""),
        ("Dana, Corvane", "dana@corvane.example", ""),
        ("Whitlock, Dana, PMP", "dana@x.example", ""),
        ("Dana Whitlock | Corvane", "dana@x.example", ""),
        ("Dana Whitlock/Portland/Corvane", "dana@x.example", ""),
        ("Dana & Tomas", "dana@x.example", ""),
        ("Dana Whit\u200block", "dana@x.example", ""),
        ("Dana Whit\ufffdlock", "dana@x.example", ""),
    ],
)
def test_names_as_programs_write_them(written: str, email: str, name: str) -> None:
    line = f'ATTENDEE;CN="{written}";ROLE=REQ-PARTICIPANT:mailto:{email}'
    (person,) = read(calendar("DTSTART:20260602T090000", line)).people

    assert person.name == name
    if not name:
        assert person.written.startswith(written[:9])


GOOGLE = """
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:20260602T130000Z
DTEND:20260602T133000Z
ORGANIZER;CN=Corvane Interviews:mailto:c_188b@group.calendar.google.com
UID:2i5q8@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE
 ;CN=Dana Whitlock;X-NUM-GUESTS=0:mailto:dana.whitlock@corvane.example
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Tomas Lind
 qvist;X-NUM-GUESTS=0:mailto:tomas@corvane.example
ATTENDEE;CUTYPE=RESOURCE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Floor 3-Harb
 or;X-NUM-GUESTS=0:mailto:c_18@resource.calendar.google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=recruiting
 @corvane.example;X-NUM-GUESTS=0:mailto:recruiting@corvane.example
SUMMARY:Updated invitation: Ines <> Dana
END:VEVENT
END:VCALENDAR
"""
APPLE = """
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//iCal 5.0//EN
METHOD:REQUEST
BEGIN:VEVENT
ATTENDEE;CUTYPE=INDIVIDUAL;EMAIL="tomas@corvane.example";CN="Tomas Lindqvist";P
 ARTSTAT=NEEDS-ACTION;ROLE=CHAIR:/aMTQ5ODcxNjU0NDE0OTg3MQ/principal/
ORGANIZER;CN=Robin Vale;EMAIL=robin.vale@corvane.example:invalid:nomail
DTSTART;TZID=America/New_York:20260602T143000
UID:8A1F
END:VEVENT
END:VCALENDAR
"""


def test_meetings_of_one_day_are_one_interview_day() -> None:
    later = GOOGLE.replace("T130000Z", "T150000Z").replace("2i5q8", "other")
    later = later.replace("Dana Whitlock", "Mair Evans").replace("dana.w", "mair.e")
    parts = [folded(text) for text in (APPLE, later, GOOGLE)]
    kind = b"--b\r\nContent-Type: text/calendar; charset=UTF-8; method=REQUEST"
    data = (
        b"Content-Type: multipart/mixed; boundary=b\r\nFrom: r@corvane.example\r\n\r\n"
    )
    data += b"\r\n".join(kind + b"\r\n\r\n" + part for part in parts) + b"\r\n--b--"

    found = read(data)

    assert [name for name, _ in invited(found)] == [
        "Dana Whitlock", "Tomas Lindqvist", "Mair Evans", "Robin Vale",
    ]  # fmt: skip
    assert found.title == "Ines <> Dana"
    assert found.told == (
        "left out: Floor 3-Harbor (a room or a thing)",
        "left out: recruiting@corvane.example (an office's mailbox)",
        "left out: Corvane Interviews (a calendar)",
    )


def test_of_two_versions_of_a_meeting_the_newer_counts() -> None:
    newer = GOOGLE.replace("20260602", "20260603").replace("UID", "SEQUENCE:1\nUID")
    both = (
        GOOGLE.replace("END:VCALENDAR\n", "") + newer.partition("METHOD:REQUEST\n")[2]
    )
    assert read(folded(both)).on == date(2026, 6, 3)


def test_outlooks_own_formats_are_named() -> None:
    tnef = eml(b"\x78\x9f\x3e\x22\x01\x00", "application/ms-tnef")
    octets = eml(b"\x78\x9f", 'application/octet-stream; name="WINMAIL.DAT"')
    for data in (
        tnef,
        octets,
        b"\x78\x9f\x3e\x22\x01",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ):
        with pytest.raises(InputError, match="Outlook's own format"):
            read(data)


def test_nobody_is_left_out_without_a_word() -> None:
    found = read(
        calendar(
            "DTSTART:20260602T090000",
            "ATTENDEE;CN=Dana;X-A;;RSVP=TRUE:mailto:dana@x.example",
            'ATTENDEE;CN="Tomas:mailto:tomas@x.example',
            "ATTENDEE;CN=Nobody can read this",
            "ATTENDEE:invalid:nomail",
            "ATTENDEE;CN=Robin;PARTSTAT=DECLINED:mailto:robin@x.example",
        )
    )
    assert [str(one.email) for one in found.people] == [
        "dana@x.example", "tomas@x.example",
    ]  # fmt: skip
    assert found.told == (
        "left out: somebody (neither a name nor an address that can be read)",
        "left out: Robin (declined)",
    )


def test_a_crowd_is_told_shortly() -> None:
    lines = [f"ATTENDEE;PARTSTAT=DECLINED:mailto:a{n}@x.example" for n in range(50)]
    told = read(calendar("DTSTART:20260602T090000", *lines)).told
    assert told[-1] == "and 30 more"
    assert len(told) == 21


def test_the_last_day_of_the_calendar_is_a_day() -> None:
    start = "DTSTART:99991231T100000Z"
    invited = read(calendar(start, "RRULE:FREQ=DAILY;COUNT=1"))
    assert invited.on is not None
    assert invited.on.year == 9999
