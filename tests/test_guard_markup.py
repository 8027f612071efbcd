"""F13: the HTML part holds the text's words and nothing that loads or runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.guard import Others
from drafter.guard.note import Note
from drafter.guard.signs import says_the_same_in_html
from tests.corvane import severity, thank_you


if TYPE_CHECKING:
    from drafter.draft import Draft


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
    note, others = Note(both(page)), Others()
    assert len(list(says_the_same_in_html(note, others))) <= 21


def test_sees_what_stands_in_a_second_head() -> None:
    page = f"<html>{HEAD}<body>{HTML}<head><p>One thing more.</p></head></body></html>"
    assert severity(both(page), "F13") == "refuse"
