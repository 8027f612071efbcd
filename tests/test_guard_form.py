# ruff: noqa: E501 - a script is lines as they are read out
"""F and P: how long it is, its subject, signature and questions; a call."""

from __future__ import annotations

import time
from typing import Any

import pytest

from drafter.draft import Draft, Kind
from drafter.guard import RULES, examine
from drafter.interview import Role, Stage, Tone
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    SIGNED,
    TOMAS,
    YOU,
    body,
    card,
    check_in,
    everything,
    found,
    linkedin,
    phone,
    reply,
    severity,
    takeaway,
    thank_you,
)
from tests.loops import loop


def words(count: int) -> str:
    return " ".join(f"Word{n}." for n in range(count))


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass(note: Draft) -> None:
    assert [f"F{n}" for n in range(1, 13) if found(note, f"F{n}")] == []


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("", "warn"),
        ("  ", "warn"),
        ("Following up", "warn"),
        ("Thank you", "warn"),
        ("Thank you!", "warn"),
        ("THANK YOU FOR TUESDAY", "warn"),
        ("Great talk!", "warn"),
        ("x" * 61, "warn"),
        ("x" * 60, ""),
        ("Thank you: Timetables", ""),
        ("API", ""),
    ],
)
def test_advises_on_subjects(subject: str, expected: str) -> None:
    assert severity(thank_you(subject=subject), "F8") == expected
    assert not found(card(subject=subject), "F8")


def test_advises_on_signatures() -> None:
    assert severity(body("One.", "Best,\nInes Okafor"), "F9") == "warn"
    assert (
        severity(body("One.", "Best,\nInes Okafor\nines.okafor@mail.example"), "F9")
        == ""
    )
    assert (
        severity(body("One.", "Best,\nInes Okafor\n+1 207 555 0142\na\nb\nc"), "F9")
        == "warn"
    )
    silent = replace(CORVANE, you=replace(YOU, phone=""))
    assert severity(body("One.", "Best,\nInes Okafor", interview=silent), "F9") == ""


def test_advises_on_questions() -> None:
    assert severity(body("Is it so?"), "F12") == "warn"
    assert severity(body('You asked "is it so?" and I did not know.'), "F12") == ""
    one = "Hi Dana,\n\nIs there a new date?\n\nThank you,\nInes Okafor"
    assert severity(check_in(text=one), "F12") == ""
    assert (
        severity(check_in(text=one.replace("date?", "date? Is there?")), "F12")
        == "warn"
    )
    assert severity(phone(), "F12") == ""


def test_rests_without_the_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert [f"F{n}" for n in range(1, 13) if found(note, f"F{n}")] == []
    assert TOMAS.id
    assert Kind.CARD


@pytest.mark.parametrize(
    ("role", "stage", "tone", "most"),
    [
        (Role.RECRUITER, Stage.ONSITE, Tone.WARM, 160),
        (Role.HIRING_MANAGER, Stage.ONSITE, Tone.WARM, 200),
        (Role.PEER, Stage.ONSITE, Tone.FORMAL, 200),
        (Role.EXECUTIVE, Stage.ONSITE, Tone.WARM, 130),
        (Role.PEER, Stage.PHONE_SCREEN, Tone.WARM, 130),
        (Role.PEER, Stage.ONSITE, Tone.BRIEF, 110),
    ],
)
def test_measures_a_thank_you_by_its_reader(
    role: Role, stage: Stage, tone: Tone, most: int
) -> None:
    who = replace(DANA, role=role)
    interview = replace(CORVANE, stage=stage, tone=tone)
    found_at = [
        severity(body(words(n), interview=interview, interviewer=who), "F1")
        for n in (most, most + 1)
    ]
    assert found_at == ["", "warn"]


@pytest.mark.parametrize(
    ("make", "most"), [(card, 75), (check_in, 100), (reply, 90), (takeaway, 140)]
)
def test_measures_the_other_kinds(make: Any, most: int) -> None:
    for count, expected in ((most, ""), (most + 1, "warn")):
        name = "Tomas" if make is takeaway else "Dana"
        text = f"Hi {name},\n\n{words(count)}\n\n{SIGNED}"
        assert severity(make(text=text), "F1") == expected, count


@pytest.mark.parametrize("make", [thank_you, card, check_in, reply])
@pytest.mark.parametrize("count", [2, 35])
def test_finds_no_note_too_short(make: Any, count: int) -> None:
    text = f"Hi Dana,\n\n{words(count)}\n\n{SIGNED}"
    assert severity(make(text=text), "F1") == ""


@pytest.mark.parametrize(
    ("text", "account", "expected"),
    [
        ("a" * 200, "free", ""),
        ("a" * 201, "free", "refuse"),
        ("a" * 300, "premium", ""),
        ("a" * 301, "premium", "refuse"),
        ("\U0001f600" * 100, "free", ""),
        ("\U0001f600" * 101, "free", "refuse"),
        ("é" * 200, "free", ""),
        (" \n" + "a" * 200 + "\n", "free", ""),
    ],
)
def test_refuses_a_linkedin_note_that_would_be_cut(
    text: str, account: str, expected: str
) -> None:
    you = replace(YOU, linkedin_premium=account == "premium")
    note = linkedin(text=text, interview=replace(CORVANE, you=you))
    assert severity(note, "F2") == expected


def test_says_how_much_of_a_linkedin_note_is_too_much() -> None:
    you = replace(YOU, linkedin_premium=False)
    note = linkedin(text="a" * 204, interview=replace(CORVANE, you=you))
    told = found(note, "F2")
    assert told
    assert told.why.startswith("204 characters, and LinkedIn takes 200")
    assert told.why.endswith("shorten it by 4")
    assert told.text == "aaaa"


def test_gives_a_linkedin_note_without_its_interview_the_longer_limit() -> None:
    note = linkedin(text="a" * 300, interview=None, interviewer=None)
    assert severity(note, "F2") == ""
    assert severity(replace(note, text="a" * 301), "F2") == "refuse"


def test_advises_on_long_sentences() -> None:
    assert severity(body("word " * 28 + "word."), "F3") == "warn"
    assert severity(body("word " * 27 + "word. " + "Word. " * 3), "F3") == ""
    long = "Word" + " word" * 20 + "."
    assert severity(body(" ".join([long] * 5)), "F3") == "warn"
    assert severity(body(" ".join([long] * 4)), "F3") == ""


def test_ends_no_sentence_at_an_abbreviation() -> None:
    line = (
        "I met Dr. Lindqvist and J. Moe at 9 a.m. on the quay, i.e. by the St. Anne,"
        " and so on"
    )
    assert severity(body(line + " and on" * 6 + "."), "F3") == "warn"


@pytest.mark.parametrize("next_word", ["Should", "I", "The", "It's", "It’s", "Working"])
def test_ends_a_sentence_at_the_end_of_a_firms_name(next_word: str) -> None:
    line = "I would be glad to join Pinnacle Packaging Inc."
    rest = f" {next_word} one more thing {'or two ' * 8}come to mind."
    assert severity(body(line + rest), "F3") == ""
    assert severity(body(line + rest.replace(next_word, "Team", 1)), "F3") == "warn"


@pytest.mark.parametrize("end", ["Inc", "Ltd", "Co", "Corp", "Jr", "Sr"])
def test_a_sentence_may_end_with_the_end_of_a_name(end: str) -> None:
    rest = f"I would be {'or two ' * 8}glad to do it."
    line = "I have now met the people of Pinnacle Packaging"
    assert severity(body(f"{line} {end}. {rest}"), "F3") == ""
    assert severity(body(f"{line} St. {rest}"), "F3") == "warn"


def test_advises_on_paragraphs_that_are_many_or_long() -> None:
    assert severity(body("One."), "F4") == ""
    assert severity(body("\n\n".join(["One."] * 5)), "F4") == ""
    assert severity(body("\n\n".join(["One."] * 6)), "F4") == "warn"
    assert severity(body("Word. " * 76 + "\n\nTwo."), "F4") == "warn"
    assert severity(body("Word. " * 75), "F4") == ""


def test_advises_when_all_begins_with_i() -> None:
    assert severity(body("I saw. I came. I ran. You won. So it is."), "F7") == "warn"
    assert severity(body("I saw. I came. You ran. You won. So it is."), "F7") == ""
    three = "I saw. You.\n\nMy map. You.\n\nI'm here. You."
    assert severity(body(three), "F7") == "warn"
    assert severity(body("It is. If so. In time. Is it? It was."), "F7") == ""


def test_finds_nothing_about_me_in_a_short_letter() -> None:
    assert severity(body("Thank you. I saw. I came. I'd like to join."), "F7") == ""


def test_counts_no_answer_to_the_reader_as_about_me() -> None:
    answer = "I would ring the crews first. I ran such a night. I rang eighty of them."
    text = f"You asked how I would tell them. {answer}\n\nI'd like to join Corvane."
    answered = replace(DANA, asked="how I would tell them", answer=answer)
    assert severity(body(text, interviewer=answered), "F7") == ""
    assert severity(body(text), "F7") == "warn"


INTERVIEW = loop(1)
READER = INTERVIEW.interviewers[0]
GOOD = """When they answer

Hello Dana, this is Ines Okafor. I interviewed for the Timetables role on June second. Is this a good moment?

Thank you.

Voicemail (under thirty seconds)

Hello Dana, this is Ines Okafor, calling about the Timetables role. I am still very interested. My number is +1 207 555 0142. That is +1 207 555 0142. Thank you, Dana.

If the answer is no

Thank you for telling me.
"""


def whys(text: str) -> list[tuple[str, str]]:
    draft = Draft(kind=Kind.PHONE, text=text, interview=INTERVIEW, interviewer=READER)
    return [(f.rule, f.why) for f in examine(draft) if f.rule in {"P1", "P2"}]


def test_lets_a_good_script_pass() -> None:
    assert whys(GOOD) == []
    assert whys(GOOD.replace("Hello Dana", "Hello, Ms. Whitlock")) == []


def test_takes_the_day_as_people_there_write_it() -> None:
    employer = replace(INTERVIEW.employer, country="GB")
    text = GOOD.replace("June second", "2 June")
    there = replace(INTERVIEW, employer=employer)
    draft = Draft(kind=Kind.PHONE, text=text, interview=there, interviewer=READER)
    assert "P1" not in {finding.rule for finding in examine(draft)}
    assert whys(text)


@pytest.mark.parametrize(
    ("gone", "instead", "why"),
    [
        ("this is Ines Okafor. I", "this is me. I", "say your name"),
        ("for the Timetables role on", "for a role on", "say the role"),
        ("on June second", "last week", "say the day you met"),
        ("That is +1 207 555 0142.", "", "say your number twice"),
    ],
)
def test_misses_what_a_call_must_say(gone: str, instead: str, why: str) -> None:
    ((rule, said),) = whys(GOOD.replace(gone, instead, 1))
    assert rule == "P1"
    assert said.startswith(why)


def test_a_long_voicemail_is_advised_against() -> None:
    talk = "I have thought about it a great deal. " * 9
    ((rule, said),) = whys(GOOD.replace("Thank you, Dana.", talk + "Thank you, Dana."))
    assert (rule, said[:13]) == ("P2", "the voicemail")


def test_the_rules_of_the_calendar_are_explained_too() -> None:
    assert [f"I{n}" for n in range(1, 11)] == [r for r in RULES if r.startswith("I")]
    assert all(RULES[r].source for r in RULES)


def test_refuses_a_book_unread() -> None:
    """Every rule is quick on what is no longer than that; see benchmarks/guard.py."""
    book = body("It was a fine day, and I am glad of it. " * 600)
    assert [f.rule for f in examine(book)] == ["F0"]
    assert severity(book, "F0") == "refuse"
    assert severity(body("It was a fine day. " * 900), "F0") == ""
    longest = thank_you(text="a" * 19_990, subject="b" * 10)
    assert severity(longest, "F0") == ""
    assert severity(replace(longest, subject="b" * 11), "F0") == "refuse"


@pytest.mark.parametrize("piece", ["A. ", "I am sorry. ", "raise the ", "{{ ", "1 "])
def test_no_rule_costs_a_square(piece: str) -> None:
    """Seven seconds it took once, for four thousand letters."""
    note = body(piece * (19_000 // len(piece)))
    began = time.process_time()
    examine(note, edited=True)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "end",
    ["Ines Okafor", "Ines Okafor\n+1 207 555 0142", "Ines\n+1 207 555 0142", "- Ines"],
)
def test_a_name_under_a_note_is_a_signature(end: str) -> None:
    text = f"Hi Dana,\n\nThank you for the release calendar at Corvane.\n\n{end}"
    for note in (thank_you(text=text), thank_you(text=text, interview=None)):
        assert severity(note, "F10") == ""


@pytest.mark.parametrize("end", ["Tomas and the team", "See you", "The second idea"])
def test_a_last_line_that_is_no_name_is_body(end: str) -> None:
    text = f"Hi Dana,\n\nThank you for the release calendar at Corvane.\n\n{end}"
    assert severity(thank_you(text=text, interview=None), "F10") == "warn"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Greetings from the harbor,", ""),
        ("And greetings from the harbor,", "warn"),
    ],
)
def test_a_few_words_before_a_comma_are_a_closing(line: str, expected: str) -> None:
    assert severity(body("It was good.", f"{line}\nInes Okafor"), "F10") == expected


def test_a_mark_inside_brackets_ends_no_sentence() -> None:
    words = "The map (impressive!) and the bell (was it old?) are with me still."
    assert severity(body(words), "F10") == ""
    assert severity(body("It was good! and so on."), "F10") == "warn"
