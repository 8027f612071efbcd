"""F5, F6, F10, F13 and J: stray signs, HTML of the same words, cards by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.guard import RULES
from drafter.guard.form import says_the_same_in_html
from drafter.guard.note import Note
from drafter.interview import CardSize, Handwriting, Tone
from tests.changed import replace
from tests.corvane import (
    CARD,
    CORVANE,
    DANA,
    YOU,
    body,
    card,
    check_in,
    found,
    severity,
    thank_you,
)


if TYPE_CHECKING:
    from drafter.draft import Draft


def words(count: int) -> str:
    return " ".join(f"Word{n}." for n in range(count))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Thank you! Good.", ""),
        ("Thank you! Good!", "warn"),
        ("Thank you!!", "warn"),
        ("Thank you！！", "warn"),
    ],
)
def test_advises_on_exclamation_marks(words: str, expected: str) -> None:
    assert severity(body(words), "F5") == expected


def test_counts_no_exclamation_mark_after_the_greeting() -> None:
    once, twice = body("It was good! So it was."), body("It was good! So it was!")
    greeted = [one.text.replace("Hi Dana,", "Hi Dana!") for one in (once, twice)]
    assert [severity(thank_you(text=text), "F5") for text in greeted] == ["", "warn"]


def test_lets_no_exclamation_mark_pass_in_a_formal_note_or_a_check_in() -> None:
    formal = replace(CORVANE, tone=Tone.FORMAL)
    assert severity(body("Thank you!", interview=formal), "F5") == "warn"
    assert (
        severity(check_in(text="Hi Dana,\n\nThank you!\n\nBest,\nInes Okafor"), "F5")
        == "warn"
    )


def test_lets_an_exclamation_pass_that_the_user_typed() -> None:
    who = replace(DANA, quote="Ship it!! Now!")
    assert (
        severity(body('You said "Ship it!! Now!" there.', interviewer=who), "F5") == ""
    )


@pytest.mark.parametrize(
    ("words", "rule", "expected"),
    [
        ("Wow!!! What a demo!!!", "F5", "warn"),
        ("What a demo!", "F5", ""),
        ("THANK YOU for the tour.", "F6", "warn"),
        ("It was GREAT 🙂.", "F6", "warn"),
        ("I wrote it in COBOL for NASA.", "F6", ""),
    ],
)
def test_hears_shouting_in_the_users_own_words(
    words: str, rule: str, expected: str
) -> None:
    who = replace(DANA, own_words=words)
    assert severity(body(words, interviewer=who), rule) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Good 🙂", "warn"),
        ("Good :-)", "warn"),
        ("Good ;)", "warn"),
        ("I <3 it", "warn"),
        ("It was GREAT.", "warn"),
        ("The API and SQL.", ""),
        ("At 9:30 (sharp): yes.", ""),
        ("The ferry (late) is: fine.", ""),
        ("Ratio 1:2 and 8) no.", ""),
    ],
)
def test_advises_on_emoji_and_capitals(words: str, expected: str) -> None:
    assert severity(body(words), "F6") == expected


def test_lets_capitals_pass_that_are_in_the_data() -> None:
    who = replace(DANA, topics=("the HTTP and GRPC split",))
    assert severity(body("I like the GRPC part.", interviewer=who), "F6") == ""
    assert severity(body("I would work for ACME, or NASA."), "F6") == ""
    assert severity(body("I like the SPLENDID part."), "F6") == "warn"
    assert severity(body("SOME THING LIKE THIS."), "F6") == "warn"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It was was good.", "warn"),
        ("It was\nwas good.", "warn"),
        ("The  map.", "warn"),
        ("The map., yes.", "warn"),
        ("I met Packaging Inc., Ada Jr., and so on.", ""),
        ("The map.. Yes.", "warn"),
        ("small beginning.", "warn"),
        ("No end", "warn"),
        ("It's “mixed”.", "warn"),
        ("I had had it. That that is, is.", ""),
        ("Wait... yes. It is 5.5 of them, e.g. this.", ""),
        ('He said "go."', ""),
        ("See https://okafor.example/plan", ""),
        ("iOS is new to me.", ""),
        ("- one\n- two", ""),
        ("It is over. New York New York. Bora Bora.", ""),
        ("A .NET service. A ratio of 1 :2.", ""),
    ],
)
def test_advises_on_what_pasted_fields_leave(words: str, expected: str) -> None:
    assert severity(body(words), "F10") == expected


def test_lets_oddities_pass_that_the_user_typed() -> None:
    who = replace(DANA, topics=("npm  run  run",), own_words="npm is where I started.")
    assert (
        severity(
            body(
                "npm is where I started. We had npm  run  run there.", interviewer=who
            ),
            "F10",
        )
        == ""
    )


TEXT = "Hi Dana,\n\nI like R&D, 2 < 3 and *stars*.\n\nBest,\nInes Okafor"
HTML = (
    "<p>Hi Dana,</p>\n<p>I like R&amp;D, 2 &lt; 3 and *stars*.</p>\n"
    "<p>Best,<br>\nInes Okafor</p>\n"
)
HEAD = '<head><meta charset="utf-8"><title>x</title></head>'
PLAN = "https://okafor.example/plan"


def both(html: str, text: str = TEXT) -> Draft:
    return thank_you(text=text, html=html)


@pytest.mark.parametrize(
    "html",
    [
        "",
        HTML,
        f'<!doctype html><html lang="en">{HEAD}<body>{HTML}</body></html>',
        HTML.replace("Dana", "<b>Dana</b>"),
        HTML.replace("<br>", "<br />"),
        HTML.replace("<p>Hi", "<!-- a remark --><p>Hi"),
    ],
)
def test_lets_plain_html_of_the_same_words_pass(html: str) -> None:
    assert severity(both(html), "F13") == ""


@pytest.mark.parametrize(
    "added",
    [
        '<img src="https://t.example/p.gif">',
        "<IMG SRC=x>",
        "< img src=x>",
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<link rel="stylesheet" href="https://t.example/a.css">',
        '<iframe src="https://t.example"></iframe>',
        "<svg/onload=alert(1)>",
        '<p style="color:red">x</p>',
        '<p onclick="x()">x</p>',
        '<table background="https://t.example/p.gif"></table>',
        '<a href="javascript:x()">x</a>',
        '<a href="java&#115;cript:x()">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<meta http-equiv="refresh" content="0; url=https://t.example">',
        "<meta http-equiv=Refresh content='0;x'>",
        "<object data=x></object>",
        "<form action=x></form>",
        "<img src=x",
    ],
)
def test_refuses_what_loads_or_runs(added: str) -> None:
    assert severity(both(HTML + added), "F13") == "refuse"


def letter(words: str) -> str:
    return f"Hi Dana,\n\n{words}\n\nBest,\nInes Okafor"


def html(words: str) -> str:
    return f"<p>Hi Dana,</p>{words}<p>Best,<br>Ines Okafor</p>"


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (f'<p>Here: <a href="{PLAN}">{PLAN}</a></p>', f"Here: {PLAN}"),
        (
            f'<p>Here is <a href="{PLAN}">the plan</a>.</p>',
            f"Here is the plan ({PLAN}).",
        ),
        ('<p><a href="mailto:a@b.example">Me</a></p>', "Me <mailto:a@b.example>"),
    ],
)
def test_lets_a_link_pass_whose_target_may_stand_in_the_text(
    shown: str, said: str
) -> None:
    note = both(html(shown), letter(said))
    assert severity(note, "F13") == ""


def test_lets_lists_pass() -> None:
    shown = "<ol><li>One</li><li>Two</li></ol><ul><li>Three</li></ul>"
    assert severity(both(html(shown), letter("1. One\n2. Two\n\n- Three")), "F13") == ""


@pytest.mark.parametrize(
    "html",
    [
        HTML.replace("Dana", "Tomas"),
        HTML.replace("Best", "Love"),
        HTML + "<p>P.S. One thing more.</p>",
        HTML.replace("<p>I like", "<p>"),
        "<p></p>",
        HTML.replace("Hi Dana", "Hi Da<b></b>na and all"),
    ],
)
def test_refuses_html_that_says_something_else(html: str) -> None:
    assert severity(both(html), "F13") == "refuse"


@pytest.mark.parametrize(
    "piece", ["<", "< ", " ", "<p", "<!--", "<head", "</head ", "<a x=1>", "x='"]
)
def test_judges_the_longest_page(piece: str) -> None:
    page = f"<{piece * (250 * 1024 // len(piece))}"
    note = Note(both(page))
    assert len(list(says_the_same_in_html(note))) <= 21


def test_sees_what_stands_in_a_second_head() -> None:
    page = f"<html>{HEAD}<body>{HTML}<head><p>One thing more.</p></head></body></html>"
    assert severity(both(page), "F13") == "refuse"


def handwritten(words: str) -> Draft:
    return card(text=f"Dear Dana,\n\n{words}\n\nBest wishes,\nInes Okafor")


@pytest.mark.parametrize("who", CARD)
def test_lets_the_samples_pass(who: str) -> None:
    assert [rule for rule in ("J1", "J2") if found(card(who), rule)] == []


def test_advises_when_the_card_runs_over() -> None:
    finding = found(card(interview=replace(CORVANE, card=CardSize.BAR4)), "J1")
    assert finding
    assert finding.severity == "warn"
    assert "too long for the 4BAR card in average writing" in finding.why
    assert finding.why.endswith("or write `card: A2` if you have such cards")
    assert "it fits without this" in finding.why
    assert finding.text.rstrip("…") in CARD["dana"]


def test_quotes_what_runs_over_where_no_sentence_alone_is_too_much() -> None:
    told = card(text=CARD["dana"] * 2, interview=replace(CORVANE, card=CardSize.BAR4))
    finding = found(told, "J1")
    assert finding
    assert "shorten it by some" in finding.why
    assert finding.text.rstrip("…") in " ".join(told.text.split())


def test_says_when_no_card_is_large_enough() -> None:
    large = replace(
        CORVANE, card=CardSize.A7, you=replace(YOU, handwriting=Handwriting.LARGE)
    )
    finding = found(card(text=CARD["dana"] * 2, interview=large), "J1")
    assert finding
    assert "`card:" not in finding.why


@pytest.mark.parametrize(
    "words",
    [
        "See https://okafor.example/plan for it.",
        "See www.okafor.example.",
        "See okafor.com/plan.",
        "It is on linkedin.com/in/ines-okafor-example now.",
        "Write to ines.okafor@mail.example.",
        "Call +1 207 555 0142.",
        "Call (207) 555-0142.",
        "- one\n- two",
        "• one",
        "The plan is attached.",
        "See attached.",
        "Please find attached the plan.",
        "In the attachment you find it.",
        "I attach the plan.",
    ],
)
def test_refuses_what_no_hand_writes(words: str) -> None:
    assert severity(handwritten(words), "J2") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "I grew attached to that wall.",
        "The Node.js talk was good, e.g. the part on I.O.U.s.",
        "In 2019, on June 2, at 9:30, for 1,000 people.",
        "A well-run day - a good one.",
    ],
)
def test_lets_handwriting_pass(words: str) -> None:
    assert severity(handwritten(words), "J2") == ""


def test_lets_a_firm_keep_its_name_and_a_topic_its_dot() -> None:
    firm = replace(CORVANE.employer, name="Booking.com", short="Booking.com")
    who = replace(DANA, topics=("the draw.io maps",))
    interview = replace(CORVANE, employer=firm, interviewers=(who,))
    note = replace(
        handwritten("Thank you for the draw.io maps at Booking.com."),
        interview=interview,
        interviewer=who,
    )
    assert severity(note, "J2") == ""
    assert (
        severity(handwritten("Thank you for the draw.io maps at Booking.com."), "J2")
        == "refuse"
    )


def test_keeps_ones_own_number_off_the_card() -> None:
    text = f"Dear Dana,\n\nThank you.\n\nBest,\nInes Okafor\n{YOU.phone}"
    assert severity(card(text=text), "J2") == "refuse"


def test_asks_nothing_of_an_email() -> None:
    assert not found(thank_you(text="Hi Dana,\n\n- See www.okafor.example\n"), "J2")


def test_explains_the_envelope_that_another_part_checks() -> None:
    assert RULES["J3"].reason.startswith("an envelope")
