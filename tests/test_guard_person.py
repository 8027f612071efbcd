# ruff: noqa: E501 - tables are lines as they are read
"""A0, B: whoever interviewed is one person, and is greeted as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.guard import examine
from drafter.guard.naming import alone
from drafter.interview import Contact, Interviewer
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    TOMAS,
    card,
    check_in,
    everything,
    found,
    linkedin,
    named,
    phone,
    severity,
    thank_you,
    to,
)


if TYPE_CHECKING:
    from drafter.interview import Interviewer


REST = "\n\nThank you for the release calendar.\n\nBest regards,\nInes Okafor"
ZOE = replace(
    DANA,
    name="Zoë Müller",
    given="Zoë",
    family="Müller",
    address_as="",
    honorific="Dr.",
)


def greeting(line: str, who: Interviewer = DANA, kind: Kind = Kind.THANK_YOU) -> Draft:
    return to(who, line + REST, kind)


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_sample_greetings_pass(note: Draft) -> None:
    assert not {"B1", "B4", "B5"} & {
        f for f in ("B1", "B1", "B1", "B4", "B5") if found(note, f)
    }


@pytest.mark.parametrize(
    "line",
    [
        "Hi Dana,",
        "Hello Dana!",
        "Dear Dana Whitlock:",
        "Dana,",
        "Dana",
        "Good morning Dana –",
        "Hey Dana,",
        "Liebe Dana,",
        "Bonjour Dana,",
        "Hola Dana:",
        "Guten Tag Dana Whitlock,",
        "Hi Dana 👋,",
    ],
)
def test_lets_every_greeting_word_pass_before_the_right_name(line: str) -> None:
    assert severity(greeting(line), "B1") == ""


@pytest.mark.parametrize(
    "line",
    [
        "Hi Tomas,",
        "Hi Dina,",
        "Hi dana,",
        "Hi DANA,",
        "Hi Danna,",
        "Dear Whitlock,",
        "Tomas,",
        "Hi D\u200bana,",
        "Dear Ms. Lindqvist,",
        "Hi Dana Lindqvist,",
        "Hi team,",
    ],
)
def test_refuses_any_other_name(line: str) -> None:
    assert severity(greeting(line), "B1") == "refuse"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Hi Zoë,", ""),
        ("Hi Zoe\u0308,", ""),
        ("Hi Zoe,", "refuse"),
        ("Dear Dr. Müller,", ""),
        ("Dear Dr Müller,", ""),
        ("Dear Dr. Mueller,", "refuse"),
        ("Dear Dr. Zoë Müller,", ""),
        ("Dear Ms. Müller,", "refuse"),
    ],
)
def test_compares_names_to_the_diacritic(line: str, expected: str) -> None:
    assert severity(greeting(line, ZOE), "B1") == expected


@pytest.mark.parametrize(
    "line", ["Hi,", "Hello!", "Thank you for the day we spent on the release calendar."]
)
def test_advises_when_the_greeting_names_nobody(line: str) -> None:
    assert severity(greeting(line), "B1") == "warn"


def test_reads_a_greeting_that_begins_the_first_sentence() -> None:
    assert severity(linkedin(), "B1") == ""
    assert severity(linkedin(text="Hi Tomas, thank you for the day."), "B1") == "refuse"


def test_lets_names_of_every_shape_pass() -> None:
    for name, called in (
        ("陳大文", "大文"),
        ("Teller", ""),
        ("Vincent van der Berg", "Vincent van der Berg"),
        ("Pat O'Neil, Jr.", "Pat O'Neil, Jr."),
        ("Jean-Luc Brun", "Jean-Luc"),
        ("Sir Peter Moe", "Sir Peter"),
        ("Ana Maria de la Cruz", "Ana Maria"),
        ("J. P. Morgan", "J. P."),
        ("Chair Person", "Madame Chair"),
    ):
        who = replace(DANA, name=name, given="", family="", address_as=called)
        assert severity(greeting(f"Dear {called or name},", who), "B1") == "", name
        assert severity(greeting(f"Dear {called or name},", who), "B1") == "", name


def test_knows_one_first_name_from_another_by_the_whole_name() -> None:
    twin = replace(TOMAS, name="Dana Lindqvist", given="Dana", address_as="Dana")
    note = thank_you(interview=replace(CORVANE, interviewers=(DANA, twin)))
    assert severity(note, "B1") == severity(note, "B1") == ""


def test_greets_a_contact_who_did_not_interview() -> None:
    interview = replace(CORVANE, contact=Contact(name="Robin Vale"))
    note = check_in(interview=interview, interviewer=None)
    assert severity(note, "B1") == "refuse"
    assert severity(replace(note, text=note.text.replace("Dana", "Robin")), "B1") == ""


def test_rests_about_names_without_the_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert not found(note, "B1")
    assert severity(replace(note, text="Hi all," + REST), "B1") == "refuse"
    assert severity(replace(note, text="Hi Dana and Tomas," + REST), "B1") == "refuse"


def test_lets_a_french_greeting_without_a_name_pass_to_one_person() -> None:
    for title in ("Madame", "Monsieur", "Mme", "M."):
        who = replace(DANA, honorific=title)
        assert severity(greeting(f"{title},", who), "B1") == ""
        assert severity(greeting("Madame, Monsieur,", who), "B1") == "refuse"
        assert severity(greeting(f"{title},"), "B1") == "refuse"
    assert severity(greeting("Mr.,", replace(DANA, honorific="Mr.")), "B1") == "refuse"


@pytest.mark.parametrize(
    "line",
    [
        "Hi Dana and Tomas,",
        "Hi Dana & Tomas!",
        "Dear Dana/Tomas,",
        "Dear Dana, Tomas and Mei-Lin,",
        "Hi Dana, Tomas,",
        "Hi Dana + Tomas",
        "Hi Dana (and Tomas),",
        "Hi Dana and team,",
        "Hi Dana et al.,",
        "Hi Dana, hi Tomas,",
        "Dear Mr. and Mrs. Whitlock,",
        "Dear Drs. Whitlock,",
        "Sehr geehrte Frau Whitlock, Herr Lindqvist,",
        "Liebe Dana und Tomas,",
        "Hola Dana y Tomas,",
        "Hi Dana, Tomas and Mei-Lin, thank you for the day.",
        "Hi Dana\u200b and Tomas,",
        *(f"Dana {n} Tomas" for n in ("&", "+", "and", "und", "et", "y", "och", "en")),
        "Hi Dana – and Tomas –",
        "Hi Dana as well as Tomas,",
        "Dear Dana (for Tomas too),",
    ],
)
def test_refuses_a_greeting_of_two(line: str) -> None:
    assert severity(greeting(line), "B1") == "refuse"


@pytest.mark.parametrize(
    "line",
    [
        "Hi Dana, Tuesday, June 2 was a good day for me.",
        "Hi Dana, Thanks, it was good.",
        "Hi Dana, I, too, like it.",
        "Hi Dana, Ines Okafor here.",
    ],
)
def test_takes_what_follows_the_name_for_no_second_name(line: str) -> None:
    assert severity(greeting(line, kind=Kind.LINKEDIN), "B1") == ""


def test_refuses_another_interviewers_name() -> None:
    finding = found(thank_you("dana", "Hi Tomas," + REST), "B1")
    assert finding
    assert "Tomas Lindqvist" in finding.why


@pytest.mark.parametrize(
    "line",
    [
        "Hi all,", "Hi team,", "Hello everyone!", "Dear hiring team,",
        "Dear Sir or Madam,",
        "To whom it may concern:", "Hi there,", "Hi both,", "Team,", "All –",
        "Everyone!",
        "Hi a\u200bll,", "Ｈｉ ａｌｌ,", "Hi a\u00adll,", "Hi аll,",
        "Dear Corvane team,",
        "Dear Corvane Ferries team,", "Corvane,", "Hallo zusammen,",
        "Sehr geehrte Damen und Herren,",
        "Liebes Team,", "Bonjour à tous,", "Chers tous,", "Mesdames, Messieurs,",
        "Hola equipo,",
        "Estimados señores:", "A quien corresponda:", "Hi   hiring\tteam,",
        "dear HIRING MANAGER,",
        "Dear Interview Panel,", "My dear all,", "Good afternoon everyone,",
        "Hi folks - thanks!",
        "Good morning, all,", "Greetings, team,", "Good day, team,", "Attn: Hiring team",
        "FAO the panel", "Hallo ihr beiden,", "Hallo ihr zwei,", "Ihr Lieben,",
        "Grüß Gott zusammen,", "Hallo miteinander,", "Guten Morgen allerseits,",
        "Liebe Kolleg*innen,", "Buongiorno a tutti,", "Hi yall,", "Hi Corvane crew,",
    ],
)  # fmt: skip
def test_refuses_a_greeting_to_a_group(line: str) -> None:
    assert severity(greeting(line), "B1") == "refuse"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *((one, "refuse") for one in ("Hallo ihr zwei,", "Good morning, all,")),
        *((one, "refuse") for one in ("Hi Corvane crew,", "FAO the panel")),
        *((one, "refuse") for one in ("Hi Dana as well as Tomas,", "Ihr Lieben,")),
        *((one, "") for one in ("Hi Anna Crew,", "Dear Dev,", "Good morning, Dana,")),
        *((one, "") for one in ("Dag,", "Attn: Dana Whitlock", "Hello, this is Ines.")),
    ],
)
def test_knows_a_group_without_the_interview(line: str, expected: str) -> None:
    note = replace(greeting(line), interview=None, interviewer=None, recipient=None)
    assert severity(note, "B1") == expected


@pytest.mark.parametrize(
    "line",
    ["Good morning, Dana,", "Hello, Dana Whitlock,", "Hi Dana – Tuesday was good."],
)
def test_reads_the_readers_name_behind_a_comma(line: str) -> None:
    assert severity(greeting(line), "B1") == ""


def test_takes_no_heading_for_two_people() -> None:
    assert severity(greeting("Tides and Berths"), "B1") == "warn"


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        *((one, "refuse") for one in ("Hi team", "Dear all", "Re: Hi all", "cc Tomas")),
        *((one, "refuse") for one in ("Thank you all", "To the panel", "For Tomas")),
        *(
            (one, "refuse")
            for one in ("To all interviewers", "Thanks, team!", "Hi Tomas")
        ),
        *(
            (one, "")
            for one in ("For Dana", "Dear Dana", "Hi from Ines", "Re: the panel")
        ),
        *((one, "") for one in ("To the ferries", "For the ferries: a plan")),
        *((one, "") for one in ("Thanks to the team", "Thank you all the same")),
        *(
            (one, "")
            for one in ("For the crew calendar", "CC licences", "Corvane Ferries")
        ),
        *((one, "") for one in ("For Tomas's plan", "Hello again from June 2")),
    ],
)
def test_reads_in_a_subject_whom_it_speaks_to(subject: str, expected: str) -> None:
    note = thank_you(text="Hi Dana," + REST, subject=subject)
    assert severity(note, "B1") == expected
    if expected:
        finding = found(note, "B1")
        assert finding
        assert (finding.text, finding.line) == (subject, 0)


def test_lets_a_subject_pass_that_the_reader_said() -> None:
    who = replace(DANA, topics=("Dear all",))
    note = replace(to(who, "Hi Dana," + REST), subject="Dear all")
    assert severity(note, "B1") == ""


@pytest.mark.parametrize("kind", list(Kind))
def test_refuses_a_group_in_every_kind_of_note(kind: Kind) -> None:
    assert severity(greeting("Hi all, thanks", kind=kind), "B1") == "refuse"


def test_lets_a_person_called_team_be_greeted() -> None:
    bo = replace(DANA, name="Bo Team", given="Bo", family="Team", address_as="Team")
    for line in ("Hi Team,", "Hi Bo,", "Dear Bo Team,"):
        assert (
            severity(greeting(line, bo), "B1")
            == severity(greeting(line, bo), "B1")
            == ""
        )


@pytest.mark.parametrize(
    "line",
    [
        "Hi Dana ＆ Tomas", "Hi Dana ＆ Tomas,", "Hi Dana、Tomas,", "Hi Dana | Tomas,",
        "Hi Dana a\u200bnd Tomas", "Hi Dana\u2063and\u2063Tomas,", "Hi Dana аnd Tomas",
        "Hi Dana plus Tomas,", "Hi Dana with Tomas,", "Hi Dana • Tomas",
        "Hi Dana-and-Tomas,", "Hi Dana_and_Tomas,", 'Hi Dana "and" Tomas,',
        "Hej Dana och Tomas,", "Hi Dana， Tomas,",
    ],
)  # fmt: skip
def test_reads_the_greeting_as_the_eye_does(line: str) -> None:
    note = greeting(line)
    assert "refuse" in {severity(note, "B1"), severity(note, "B1")}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Hi Tomas,", "B1"),
        ("Hi Tomas, thank you too.", "B1"),
        ("Hi Tomas and Mei-Lin, it was good.", "B1"),
        ("Dear Mr. Lindqvist:", "B1"),
        ("> Hi Tomas,", "B1"),
        ("Dear all,", "B1"),
        ("Hi everyone, thank you.", "B1"),
        ("Ｈｉ ａｌｌ,", "B1"),
        ("Dear Sirs,", "B1"),
        ("Hello to the engineers, too.", "B1"),
        ("Good morning, team.", "B1"),
    ],
)
def test_refuses_a_second_greeting(line: str, rule: str, kind: Kind) -> None:
    for join in ("\n\n", "\n", " "):
        text = f"Hi Dana,\n\nThank you.{join}{line}\n\nI mean it.\n\nBest,\nInes Okafor"
        assert severity(to(DANA, text, kind), rule) == "refuse", join


def test_knows_another_interviewer_in_small_letters() -> None:
    text = "Hi Dana,\n\nThank you.\n\nhi tomas, and you.\n\nBest,\nInes Okafor"
    assert severity(thank_you(text=text), "B1") == "refuse"
    for other, expected in (
        ("hi again", ""),
        ("Hello, Tomas", "refuse"),
        ("Hello, Dana", ""),
        ("Hello, as Tomas says", ""),
    ):
        ours = text.replace("hi tomas", other)
        assert severity(thank_you(text=ours), "B1") == expected, other


def test_refuses_a_second_greeting_in_the_users_own_words() -> None:
    own = replace(DANA, own_words="Hi everyone, it was good to meet you.")
    text = f"Hi Dana,\n\n{own.own_words}\n\nBest,\nInes Okafor"
    assert severity(to(own, text), "B1") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "Dear me, what a day that was.",
        "Hello to the ferries from me.",
        "Hello to the ferries, every morning.",
        "Hello June rollout, I thought.",
        "Hi Dana, once more.",
        "Hello, again.",
        "Dear to me is the tide table.",
        "Best wishes to Tomas.",
        'You said: "Hi Tomas, welcome."',
    ],
)
def test_lets_a_sentence_pass_that_begins_like_a_greeting(words: str) -> None:
    note = greeting("Hi Dana,").text.replace("Thank you", f"{words}\n\nThank you")
    assert severity(to(DANA, note), "B1") == severity(to(DANA, note), "B1") == ""


def test_lets_a_greeting_pass_that_the_reader_told_of() -> None:
    who = replace(DANA, they_said="Dear all, the tide is late")
    text = f"Hi Dana,\n\n{who.they_said}. I laughed.\n\nBest,\nInes Okafor"
    assert severity(to(who, text), "B1") == ""


@pytest.mark.parametrize("field", ["own_words", "my_link", "thanks_for", ""])
@pytest.mark.parametrize("kind", [Kind.THANK_YOU, Kind.CARD, Kind.LINKEDIN])
@pytest.mark.parametrize(
    "words",
    ["You both made me welcome.", "Thank you, everyone.", "Thank you all for the day.",
     "All three of you were kind.", "Each of you was generous.", "Thank you, team.",
     "I am sending this same note to everyone on the panel.",
     "I wrote you all the same letter.", "This note is for all of you.",
     "I am writing to everyone on the panel.", "I am sending this to each of you.",
     "Please forward this to the rest of the team.", "Please pass this on to Tomas.",
     "Could you share this note with your colleagues?", "I have cc'd Tomas.",
     "Feel free to forward this to the others."],
)  # fmt: skip
def test_refuses_words_to_several_whoever_wrote_them(
    words: str, kind: Kind, field: str
) -> None:
    who = replace(DANA, **{field: words}) if field else DANA
    text = f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor"
    assert severity(to(who, text, kind), "B4") == "refuse"


@pytest.mark.parametrize(
    "words",
    ["Y'all were kind.", "My thanks to everyone on the panel.",
     "How do you guys plan?", "I liked how the three of you share one boat."],
)  # fmt: skip
def test_advises_on_words_that_may_be_of_her_firm(words: str) -> None:
    text = f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor"
    assert severity(to(DANA, text, Kind.CARD), "B4") == "refuse"
    assert severity(to(DANA, text), "B4") == "warn"


@pytest.mark.parametrize(
    "words",
    [
        "I could see how much you all thought of her.",
        "Please pass my thanks to the team.",
        "Please thank Tomas for me.",
        "You wrote the same note in every log.",
        "I sent the plan to everyone at the depot.",
        "I can share this work with the crews.",
        "The engine has 50 cc: small.",
        "The crew and the whole panel of gauges were new to me.",
        "Everyone I met spoke of the tide.",
    ],
)
def test_lets_words_about_several_pass(words: str) -> None:
    text = f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor"
    assert (
        severity(to(DANA, text), "B4")
        == severity(to(DANA, text, Kind.CARD), "B4")
        == ""
    )


def test_lets_words_to_several_pass_that_the_reader_said() -> None:
    said = "all of you must forward this to the crews"
    who = replace(DANA, they_said=said)
    text = f"Hi Dana,\n\nYou said that {said}.\n\nBest,\nInes Okafor"
    assert severity(to(who, text), "B4") == ""


def test_refuses_joint_thanks_in_the_users_own_words_on_a_card() -> None:
    joint = "Thank you both, Dana and Tomas."
    for field in ("card_detail", "own_words"):
        who = replace(DANA, **{field: joint})
        text = f"Dear Dana,\n\n{joint}\n\nBest,\nInes Okafor"
        assert severity(to(who, text, Kind.CARD), "B4") == "refuse"


def test_takes_group_words_in_the_body_for_words() -> None:
    note = thank_you(
        text="Hi Dana,\n\nAll of it, both halves, everyone.\n\nBest,\nInes Okafor"
    )
    assert not found(note, "B1")


def test_lets_a_long_greeting_of_a_woman_pass_that_begins_like_a_groups() -> None:
    who = replace(DANA, honorific="Frau")
    note = greeting("Sehr geehrte Frau Whitlock,", who)
    assert severity(note, "B1") == severity(note, "B1") == ""


@pytest.mark.parametrize(
    "words",
    [
        "Thank you both for the day.",
        "It was good to meet both of you.",
        "I owe all of you a tide.",
        "To each of you my thanks.",
        "I enjoyed meeting you all.",
    ],
)
def test_refuses_a_joint_card(words: str) -> None:
    text = f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor"
    assert severity(card(text=text), "B4") == "refuse"
    assert severity(thank_you(text=text), "B4") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "Thank you all the same.",
        "I would take you both ways.",
        "All of your maps were new to me.",
        "I wish all of you at Corvane a good year.",
        "My best wishes to all of you there.",
    ],
)
def test_lets_a_turn_of_phrase_pass_on_a_card(words: str) -> None:
    assert (
        severity(card(text=f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor"), "B4") == ""
    )


def test_advises_against_a_guessed_honorific() -> None:
    assert severity(greeting("Dear Ms. Whitlock,"), "B5") == "warn"
    assert (
        severity(greeting("Dear Ms. Whitlock,", replace(DANA, honorific="Ms.")), "B5")
        == ""
    )
    assert severity(greeting("Dear Dana Whitlock,"), "B5") == ""


def test_reads_a_phone_script_that_begins_with_a_direction() -> None:
    script = "Have the file open.\n\nHello Dana, this is Ines Okafor."
    assert not found(phone(text=script), "B1")
    assert severity(phone(text="Hello Tomas, this is Ines Okafor."), "B1") == "refuse"


@pytest.mark.parametrize(
    "name",
    [
        "Dana and Tomas",
        "Dana Whitlock AND Tomas Lindqvist",
        "Dana & Tomas",
        "Dana/Tomas",
        "Dana Whitlock, Tomas Lindqvist",
        "Dana Whitlock; Tomas Lindqvist",
        "Dana + Tomas",
        "Dana und Tomas",
        "Dana et Tomas",
        "Whitlock, Dana",
        "The Hiring Team",
        "HR",
        "hr team",
        "Everyone",
        "Team",
        "Corvane team",
        "Corvane Ferries",
        "team Corvane",
        "ａｌｌ",
        "A\u200bll",
        "Recruiting Team",
        "Damen und Herren",
        "tout le monde",
        "The Timetables Team",
        "Timetables Team",
        "Panel of Three",
        "Board of Directors",
        "Faculty of Law",
        "The Whitlocks",
        "Whitlock family",
        "My three interviewers",
        "Two people from HR",
        "Four Engineers",
        "Engineering Managers",
        "Auswahlkommission",
        "Die Kollegen",
        "Les trois",
        "Interviewer 2",
        "Dana Whitlock cc Tomas Lindqvist",
        "Dana Whitlock (incl. Tomas)",
        "Mr and Mrs Whitlock",
        "Herr und Frau Whitlock",
        "Dr and Dr Whitlock",
        "Ms or Mr Whitlock",
        "Mme et M. Dupont",
        "Señor y Señora Ruiz",
        "Mr Mrs Whitlock",
    ],
)
def test_refuses_a_name_of_two_people_or_of_a_group(name: str) -> None:
    assert severity(to(named(name)), "A0") == "refuse"


@pytest.mark.parametrize(
    "name",
    [
        "Dana Whitlock, Jr.",
        "Dana Whitlock, Sr.",
        "Dana Whitlock, III",
        "Dana Whitlock, PhD",
        "Dana Whitlock, Ph.D., MBA",
        "Dana Whitlock, CISSP",
        "Bo Team",
        "Aisha All",
        "Friedrich von und zu Liechten",
        "José Ortega y Gasset",
        "Andy Sanders",
        "Alexander Land",
        "Ana María de la Cruz",
        "陳大文",
        "Teller",
        "O'Neil",
        "Ernst Young",
        "Guy Panel",
        "Bo Jury",
        "Jury Novak",
        "Maria Board",
        "The Anh Pham",
        "My Nguyen",
        "Les Paul",
        "Tre Office",
        "Crew Harris",
        "Davis Seven",
        "Don Miguel y Sr",
        "Mr E Dr",
        "M. O Prof",
    ],
)
def test_lets_one_persons_name_pass(name: str) -> None:
    assert severity(to(named(name)), "A0") == ""


@pytest.mark.parametrize("field", ["name", "given", "family", "address_as"])
@pytest.mark.parametrize(
    "value",
    [
        "Dana, Tomas and everybody", "Everyone", "Whitlock and Lindqvist",
        "Dana ＆ Tomas", "Dana ﹠ Tomas", "Dana ＋ Tomas", "Dana， Tomas",
        "Dana、Tomas",
        "Dana a\u200bnd Tomas", "Dana\u2063and\u2063Tomas", "Dana аnd Tomas",
        "Dana plus Tomas", "Dana with Tomas", "Dana | Tomas", "Dana • Tomas",
        "Dana (and Tomas)", 'Dana "and" Tomas', "Dana-and-Tomas", "Dana_and_Tomas",
        "Dana och Tomas", "Dana en Tomas", "Dana и Tomas", "Dana, Tomas.",
        "Everyone 👋", "Everyone at Corvane", "Hiring Team Corvane", "Team Ferries",
        "The Corvane Hiring Team", "All of you", "You all", "Hi all", "Dear friends",
        "Dear Sirs", "Dear all,", "T e a m", "t.e.a.m", "all-staff", "Recruiting",
        "Talent Acquisition", "People Ops", "大家", "各位", "皆様", "Команда",
        "both of you", "you three", "crew", "all three", "the Whitlocks",
        "Dana (cc Tomas)", "the panel of four", "my interviewers", "👋", "Теам",
        "E\u200bveryone", "Ｔｅａｍ",
    ],
)  # fmt: skip
def test_judges_every_part_of_a_name(field: str, value: str) -> None:
    who = replace(named("Dana Whitlock"), **{field: value})
    assert severity(to(who), "A0") == "refuse"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Whitlock, Dana", "of one person write the name alone, the given name first"),
        ("Dana Whitlock, Talent Partner", "the name alone, the given name first"),
        ("Dana & Tomas", "list each as an interviewer of their own"),
        ("Dana/Tomas", "list each as an interviewer of their own"),
    ],
)
def test_says_what_to_write_where_one_name_looks_like_two(
    name: str, remedy: str
) -> None:
    finding = found(to(named(name)), "A0")
    assert finding
    assert finding.why.endswith(remedy)


@pytest.mark.parametrize(
    "honorific",
    [
        "Mr. and Mrs.",
        "Drs.",
        "Messrs",
        "Dear all,",
        "Dr. & Dr.",
        "Madame, Monsieur",
        "Mss.",
        "Familie",
        "Señoras",
        "Signori",
        "Srs.",
    ],
)
def test_refuses_an_honorific_of_several(honorific: str) -> None:
    who = named("Dana Whitlock", family="Whitlock", honorific=honorific)
    assert severity(to(who), "A0") == "refuse"


@pytest.mark.parametrize(
    "honorific",
    ["Dr.", "Prof. Dr.", "Mr.", "Frau", "Madame", "Sir", "Dame", "Mx.", "Fräulein"],
)
def test_lets_one_persons_honorific_pass(honorific: str) -> None:
    who = named("Dana Whitlock", family="Whitlock", honorific=honorific)
    assert severity(to(who), "A0") == ""


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Bo Team", "Bo", "Team"),
        ("Maria List", "Maria", "List"),
        ("Dean Everyone", "Dean", "Everyone"),
        ("Anna Crew", "Anna", "Crew"),
        ("Gang Li", "Gang", "Li"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("Ana Costa e Silva", "Ana", "Costa e Silva"),
        ("Pat O'Neil, Jr.", "Pat", "O'Neil, Jr."),
        ("Jean-Luc Brun", "Jean-Luc", "Brun"),
        ("Femke van der Berg", "Femke", "van der Berg"),
        ("陳大文", "大文", "陳"),
        ("和子", "和子", ""),
        ("Анна Котова", "Анна", "Котова"),
        ("Wirjadi", "", ""),
    ],
)
def test_lets_the_parts_of_one_name_pass(name: str, given: str, family: str) -> None:
    who = named(name, given=given, family=family, address_as=given)
    assert severity(to(who), "A0") == ""


def test_refuses_a_group_word_as_a_given_name() -> None:
    for group in ("Everyone", "Everybody", "All", "Team", "Folks", "Guys"):
        who = named(f"{group} Whitlock", given=group)
        assert severity(to(who), "A0") == "refuse"
        assert severity(to(named(f"Bo {group}", family=group)), "A0") == ""
    assert severity(to(named("Dana Ruiz", given="Dana y Tomas")), "A0") == "refuse"


def test_lets_a_firm_of_two_names_pass() -> None:
    firm = replace(CORVANE.employer, name="Ernst & Young", short="EY and friends")
    note = thank_you(interview=replace(CORVANE, employer=firm))
    assert severity(note, "A0") == ""


def test_refuses_a_group_that_is_greeted_by_its_own_name() -> None:
    note = to(
        named("Team", address_as="Team"), "Hi Team,\n\nThank you.\n\nBest,\nInes Okafor"
    )
    assert severity(note, "A0") == "refuse"


def test_lets_a_group_word_pass_that_is_part_of_the_name() -> None:
    assert severity(to(named("Bo Team", address_as="Team")), "A0") == ""
    assert severity(to(named("Dana Whitlock", address_as="team")), "A0") == "refuse"


def test_refuses_a_contact_that_is_a_group() -> None:
    interview = replace(CORVANE, contact=Contact(name="HR Team"))
    assert severity(check_in(interview=interview, interviewer=None), "A0") == "refuse"
    robin = replace(CORVANE, contact=Contact(name="Robin Vale"))
    assert severity(check_in(interview=robin, interviewer=None), "A0") == ""


@pytest.mark.parametrize(
    "after",
    [
        ", SHRM-CP", ", SPHR, SHRM-SCP", ", P.Eng.", ", C.Eng., MIET", ", Ph.D. candidate",
        ", PhD student", ", M.Sc.", ", B.Sc. (Hons)", ", Dipl.-Ing.", ", Assoc. CIPD",
        ", aPHR", ", LCSW-C", ", CISSP-ISSAP", ", CPA/CFF", ", MBA, PMP", ", Ed.D.", ", RN",
        " (she/her)", " (they/them)", ", she/her", " - she/her", " | he/him", " they/them",
        " (she/her/hers)", " (ella/she)", " (he)", ", PhD (she/her)", " (she/her), PhD",
    ],
)  # fmt: skip
def test_a_credential_or_a_pronoun_is_no_second_person(after: str) -> None:
    who = replace(named(f"Dana Whitlock{after}", "dana.whitlock"), address_as="Dana")
    assert [f for f in examine(to(who)) if f.rule in ("A0", "B1")] == []


@pytest.mark.parametrize(
    "after",
    [
        ", Tomas", ", Tomas Lindqvist", ", Tomas Lindqvist, PhD", ", PhD, Tomas",
        " (she/her), Tomas", " (she/her) and Tomas", ", PhD and Tomas", " / Tomas",
        ", Ma", ", Ing", ", Black", ", She", " & Co", ", J. Smith", " (she/her), Mei-Lin",
    ],
)  # fmt: skip
def test_a_name_after_a_name_is_a_second_person(after: str) -> None:
    who = replace(named(f"Dana Whitlock{after}", "dana.whitlock"), address_as="Dana")
    assert severity(to(who), "A0") == "refuse"


def test_greets_by_the_name_alone() -> None:
    who = named("Dana Whitlock, PhD (she/her)", "dana.whitlock")
    finding = found(
        to(who, f"Hi {who.name},\n\nThank you.\n\nBest,\nInes Okafor"), "B1"
    )
    assert finding
    assert finding.severity == "warn"
    assert finding.why.endswith("give `address_as` or write Dana Whitlock")


@pytest.mark.parametrize("born", ["Jr.", "Sr.", "II", "III", "IV", "V"])
def test_a_suffix_one_is_born_with_is_of_the_name(born: str) -> None:
    name = f"Pat O'Neil, {born}"
    assert severity(to(named(name, "pat.oneil")), "B1") == ""
    assert alone(f"{name}, PhD") == name
    assert alone("Pat O'Neil, PhD") == "Pat O'Neil"


def test_an_honorific_that_is_guessed_is_told_once() -> None:
    note = greeting("Dear Ms. Whitlock,")
    assert severity(note, "B1") == ""
    assert severity(note, "B5") == "warn"
    titled = replace(DANA, honorific="Dr.")
    for line, expected in (
        ("Dear Ms. Whitlock,", "refuse"),
        ("Dear Dr. Whitlock,", ""),
    ):
        text = f"{line}\n\nThank you.\n\nBest,\nInes Okafor"
        assert severity(to(titled, text), "B1") == expected
    bare = replace(DANA, family="", given="", address_as="")
    text = "Dear Mr. Whitlock,\n\nThank you.\n\nBest,\nInes Okafor"
    assert severity(to(bare, text), "B1") == ""
    assert severity(to(bare, text), "B5") == "warn"


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("Hello. This is Jane Doe.", ""),
        ("Hello! My name is Ines Okafor.", ""),
        ("Hello. I am Ines Okafor.", ""),
        ("Hello, this is Ines Okafor.", ""),
        ("Hello Tomas. This is Ines Okafor.", "refuse"),
        ("Hello all. This is Ines Okafor.", "refuse"),
        ("Hello everyone, this is Ines Okafor.", "refuse"),
    ],
)
def test_a_call_may_begin_without_a_name(opening: str, expected: str) -> None:
    assert severity(phone(f"{opening} Is this a good moment?"), "B1") == expected


@pytest.mark.parametrize(
    "name",
    [
        *("Timetables Guild", "Komisja Rekrutacyjna", "Zespół HR", "Отдел кадров"),
        *("人事部", "採用チーム", "面接官", "The CTO", "TBD", "Name", "First Last"),
        *("Dana???", "Dana W...", "Dana Whitlock mfl.", "Dana Whitlock y otros"),
        *("Dana Whitlock i inni", "Dana u. Tomas", "Dana Whitlock u.a."),
        *("Messrs Whitlock", "Profs. Whitlock", "Drs Whitlock"),
    ],
)
def test_refuses_names_of_many_of_posts_and_of_nobody(name: str) -> None:
    who = replace(DANA, name=name, given="", family="", address_as="")
    assert severity(to(who, f"Hi {name},{REST}"), "A0") == "refuse"


@pytest.mark.parametrize(
    "name",
    [
        *("The Anh Nguyen", "Anna Herren", "阿部", "王面", "Ua Brown", "Al Otros"),
        *("Ute Andere", "Ming Fl", "José y Sánchez", "Thi Comisso", "Name Okoro"),
    ],
)
def test_lets_names_pass_that_look_like_many(name: str) -> None:
    who = replace(DANA, name=name, given="", family="", address_as="")
    assert severity(to(who, f"Hi {name},{REST}"), "A0") == ""


@pytest.mark.parametrize(
    "name",
    [
        *("Frau Personalabteilung", "Dr. All", "Ms HR", "Mr Team", "Ms Everyone"),
        *("Ms Recruiter", "hr@corvane.example", "3 interviewers", "Das Team"),
        *("Kitchen Team", "Customer Service", "Corvane HR", "Reception", "Front Desk"),
        *("Engineering", "Night shift", "Ward 7 staff", "Vorstand", "Geschäftsführung"),
        *("Port office", "Harbour staff"),  # known by the small letter alone
        *("Abteilung X", "Berufungskommission", "Eheleute Whitlock", "Dana's team"),
        *(
            "Pastor All",
            "Rev. Team",
            "Prof. Dr. Kommission",
            "Mlle Ressources Humaines",
        ),
        *("Geschwister Whitlock", "Whoever reads this", "Doctors Whitlock"),
    ],
)
def test_refuses_a_group_behind_a_title_and_a_department(name: str) -> None:
    who = replace(DANA, name=name, given="", family="", address_as="")
    assert severity(to(who, f"Hi {name},{REST}"), "A0") == "refuse"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *((one, "") for one in ("Dev", "Insa", "Eng", "Ms Kitchen", "Will All")),
        *((one, "") for one in ("Dr. Aisha All", "Kim Team", "Mr Bo Team", "Dr. Ward")),
        *((one, "") for one in ("Hope Service", "Mark Office", "Hedwig Vorstand")),
        *((one, "") for one in ("Prof. Chair Lee", "Rose Desk", "Kitchen", "Ms Page")),
        *((one, "warn") for one in ("Mr Crew", "Ms Post", "Dr. Gang", "Frau Folks")),
        *((one, "warn") for one in ("Both Sjöberg", "Fam Pham", "Misses Petra")),
    ],
)
def test_lets_a_name_pass_that_is_a_groups_too(name: str, expected: str) -> None:
    who = replace(DANA, name=name, given="", family="", address_as="")
    assert severity(to(who, f"Hi {name},{REST}"), "A0") == expected


def test_a_given_name_that_looks_like_a_title_can_be_said() -> None:
    both = named("Both Sjöberg", given="Both", family="Sjöberg", address_as="Both")
    assert severity(to(both), "A0") == ""
    assert severity(to(named("Fam. Sjöberg", address_as="Dana")), "A0") == "refuse"


@pytest.mark.parametrize(
    "name",
    [
        "[Firstname] Whitlock",
        "Ms [Name]",
        "Mr TBD",
        "Dana Lastname",
        "<name>",
        "Frau N. N.",
    ],
)
def test_refuses_a_name_that_is_not_filled_in(name: str) -> None:
    who = replace(DANA, name=name, given="", family="", address_as="")
    finding = found(to(who, f"Hi {name},{REST}"), "A0")
    assert finding
    assert finding.why == "name is not filled in: write the person's name"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("address_as", one) for one in ("Dana! Hi Tomas", "Dana - hi Tomas")),
        *(("address_as", one) for one in ("Dana. Tomas", "Doctors Whitlock")),
        *(("name", f"Dana Whitlock {sign} Tomas Lindqvist") for sign in "–-×x"),
        *(("name", f"Dana {word} Tomas") for word in ("as well as", "aka")),
        *(("honorific", one) for one in ("Eheleute", "Ehepaar")),
    ],
)
def test_refuses_a_second_name_however_it_is_joined(field: str, value: str) -> None:
    who = replace(DANA, **{field: value})
    assert severity(to(who), "A0") == "refuse"


@pytest.mark.parametrize(
    "name",
    [
        "Dana Whitlock – PhD",
        "Malcolm X Brown",
        "Wm. Smith",
        "Mary-Ann Poe",
        "Ines Aka Bo",
        "N. N. Poe",
    ],
)
def test_takes_a_sign_in_one_persons_name_for_no_second(name: str) -> None:
    who = replace(DANA, name=name, given="", family="", address_as="")
    assert severity(to(who), "A0") == ""


def test_asks_when_a_name_is_yours_or_an_employers() -> None:
    for field, called in (
        ("given", "Tomas"),
        ("address_as", "Ines"),
        ("address_as", "Brightmoor"),
    ):
        who = replace(DANA, **{"address_as": "", field: called})
        you = CORVANE.you._replace(others=("Brightmoor",))
        interview = replace(CORVANE, interviewers=(who, TOMAS), you=you)
        note = replace(to(who, f"Hi {called},{REST}"), interview=interview)
        assert severity(note, "A0") == "warn", called
    dee = replace(DANA, address_as="Dee")
    assert severity(to(dee, f"Hi Dee,{REST}"), "A0") == ""


def test_asks_when_one_is_called_by_a_colleagues_name() -> None:
    dana = replace(DANA, address_as="Tomas")
    interview = replace(CORVANE, interviewers=(dana, TOMAS))
    note = replace(to(dana, f"Hi Tomas,{REST}"), interview=interview)
    assert severity(note, "A0") == "warn"
    both = replace(DANA, name="Tomas Dana", address_as="Tomas")
    interview = replace(CORVANE, interviewers=(both, TOMAS))
    assert severity(replace(to(both, REST), interview=interview), "A0") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Thanks, Tomas.", "refuse"),
        ("Thank you Tomas for the day.", "refuse"),
        ("It was good to meet you, Tomas.", "refuse"),
        ("Tomas, you asked how long a plan may stay.", "refuse"),
        ("Thank you, Dana and Tomas, for the day.", "refuse"),
        ("Thanks Dana and Tomas", "refuse"),
        ("Thank you, Dina.", "warn"),
        ("It was good to meet you, Dina.", "warn"),
        ("It was good to meet you, Dana.", ""),
        ("Thank you, Dana, for the day.", ""),
        ("Thank you, Captain. Thank you, Corvane, too.", ""),
        ("Thanks to Tomas I know it.", ""),
        ("Unlike Tomas, you listened.", ""),
        ("I would see the coast again, Maine.", ""),
        ("Best wishes to Tomas, Bo and Mei-Lin.", ""),
        ("I enjoyed the day with you, Tomas and Mei-Lin.", ""),
        ("Tomas, your planner, drew it. Tomas, the planner, did.", ""),
        ("When I spoke to Tomas, you were there. So was I again, and Tomas.", ""),
    ],
)
def test_knows_whom_a_letter_calls_by_name(words: str, expected: str) -> None:
    text = f"Hi Dana,\n\nI liked the day.\n\n{words}\n\nBest,\nInes Okafor"
    assert severity(thank_you(text=text), "B1") == expected
    said = replace(DANA, they_said=words.rstrip("."))
    assert severity(thank_you(text=text, interviewer=said), "B1") == ""


def test_says_whom_a_letter_calls_by_name() -> None:
    text = "Hi Dana,\n\nThanks, Tomas.\n\nBest,\nInes Okafor"
    finding = found(thank_you(text=text), "B1")
    assert finding
    assert finding.why == "this speaks to Tomas Lindqvist: the reader is Dana Whitlock"


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("tomas.lindqvist", "warn"),
        ("t.lindqvist", "warn"),
        ("dana.whitlock", ""),
        ("d.whitlock", ""),
        ("whitlock.dana", ""),
        ("dwhitlock", ""),
        ("whitlock", ""),
        ("x.7734", ""),
    ],
)
def test_compares_the_greeting_with_the_address_where_notes_are_missing(
    local: str, expected: str
) -> None:
    address = Address(local, "corvane.example")
    note = thank_you(interview=None, interviewer=None, recipient=address)
    assert severity(note, "B1") == expected


def test_takes_a_double_name_for_the_same_person() -> None:
    note = thank_you(interview=None, interviewer=None, addressed_to="Mei-Lin Zhao")
    address = Address("mei-lin.zhao", "corvane.example")
    note = replace(note, text="Hi Mei-Lin," + REST, recipient=address)
    assert severity(note, "B1") == ""
    assert severity(replace(note, text="Hi Tomas," + REST), "B1") == "warn"
