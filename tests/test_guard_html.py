# ruff: noqa: E501 - pages are lines as programs write them
"""F13: HTML as a person's own mail program saves it, and what still is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from drafter.edited import read_edited
from drafter.guard import Finding, examine
from tests.corvane import thank_you
from tests.saved_html import SAVED, TEXT


def judged(html: str, text: str = TEXT) -> list[Finding]:
    """What is said of the HTML of a draft that was edited."""
    note = thank_you(text=text, html=html)
    return [f for f in examine(note, edited=True) if f.rule == "F13"]


@pytest.mark.parametrize("html", SAVED.values(), ids=SAVED)
def test_lets_what_a_mail_program_saves_pass(html: str) -> None:
    assert judged(html) == []


@pytest.mark.parametrize("html", SAVED.values(), ids=SAVED)
def test_reads_a_draft_that_is_saved_as_html_alone(html: str) -> None:
    data = (
        "From: ines.okafor@mail.example\r\nTo: dana.whitlock@corvane.example\r\n"
        "Subject: R&D\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/html; charset=utf-8\r\n\r\n{html}"
    ).encode()
    draft = read_edited(Path("thank-you-dana.eml"), data, None).draft
    found = examine(draft, edited=True)
    assert [f for f in found if f.severity == "refuse" or f.rule in ("B1", "F13")] == []


@pytest.mark.parametrize("html", SAVED.values(), ids=SAVED)
def test_refuses_other_words_in_the_same_html(html: str) -> None:
    assert judged(html.replace("Corvane", "Brightmoor"))


ALSO = "<p>Tomas as well.</p>"


@pytest.mark.parametrize(
    "added",
    [
        '<img src="https://t.example/p.gif" width=1 height=1>',
        '<img src="cid:logo">',
        '<p class="x" onclick="x()">x</p>',
        "<script>x()</script>",
        '<link rel="stylesheet" href="https://t.example/a.css">',
        '<a href="javascript:x()">x</a>',
        '<table background="https://t.example/p.gif"></table>',
        "<style>p { background: url(https://t.example/p.gif) }</style>",
        "<style>p { background: u\\72l(https://t.example/p.gif) }</style>",
        "<style>@import 'https://t.example/a.css';</style>",
        "<style>@\\69mport 'https://t.example/a.css';</style>",
        "<style>@font-face { font-family: x; src: url(https://t.example/f) }</style>",
        '<p style="background-image: url(&quot;https://t.example/p.gif&quot;)">x</p>',
        '<p style="width: expression(x())">x</p>',
        '<p style="behavior: url(x.htc)">x</p>',
        "<p style=\"list-style: image-set('https://t.example/p.gif' 1x)\">x</p>",
        "<v:shape><v:imagedata src='https://t.example/p.gif'></v:shape>",
        "<!--[if mso]><v:imagedata src='https://t.example/p.gif'><![endif]-->",
        "<object data=x></object>",
        "<form action=x></form>",
        "<input value=x>",
    ],
)
def test_refuses_what_loads_or_runs_in_an_edited_draft(added: str) -> None:
    assert {f.severity for f in judged(SAVED["thunderbird"] + added)} == {"refuse"}


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "display : none !important",
        "dis/**/play:none",
        "d\\69splay:none",
        "visibility:hidden",
        "mso-hide:all",
        "opacity:0",
        "opacity: .01",
        "font-size:0",
        "font-size:0px",
        "font-size:1px",
        "font:0/0 a",
        "font-size:0.1em",
        "line-height:0",
        "max-height:0;overflow:hidden",
        "height:0px;overflow:hidden",
        "text-indent:-9999px",
        "position:absolute;left:-9999px",
        "margin-left:-9999px",
        "clip:rect(0,0,0,0)",
        "transform:scale(0)",
        "color:white",
        "color:#fff",
        "color:#FEFEFE",
        "color:rgb(255, 255, 255)",
        "color:rgba(0, 0, 0, 0)",
        "color:rgba(255, 255, 255, 0.9)",
        "color:transparent",
        "-webkit-text-fill-color:transparent",
        "color:#123456;background:#123456",
    ],
)
@pytest.mark.parametrize("how", ["attribute", "sheet"])
def test_refuses_what_hides_words(style: str, how: str) -> None:
    """Also where the text says them: their reader does not see what is answered."""
    if how == "attribute":
        html = SAVED["gmail"] + f'<p style="{style}">Tomas as well.</p>'
    else:
        html = (
            SAVED["gmail"]
            + f"<style>.x {{{style}}}</style><p class=x>Tomas as well.</p>"
        )
    assert judged(html, f"{TEXT}\nTomas as well.\n")


@pytest.mark.parametrize(
    "added",
    [
        f"<!--[if mso]>{ALSO}<![endif]-->",
        f"<!--[if gte mso 9]>{ALSO}<![endif]-->",
        f"<!--[if mso | IE]><table><tr><td>{ALSO}</td></tr></table><![endif]-->",
        '<style>p::after { content: " and Tomas" }</style>',
        "<style>title { display: block }</style><title>Tomas as well</title>",
        '<title style="display:block">Tomas as well</title>',
        '<style style="display:block">Tomas as well</style>',
        '<font color="#ffffff">Tomas as well</font>',
        "<p hidden>x</p>",
        '<p aria-hidden="true">x</p>',
    ],
)
def test_refuses_what_some_readers_see_and_others_do_not(added: str) -> None:
    assert judged(SAVED["outlook"] + added)


@pytest.mark.parametrize("html", SAVED.values(), ids=SAVED)
def test_we_write_none_of_it_ourselves(html: str) -> None:
    if html == SAVED["k-9"]:
        html = html.replace("k9mail", "k-9")
    found = examine(thank_you(text=TEXT, html=html))
    assert [f for f in found if f.rule == "F13" and f.severity == "refuse"]


@pytest.mark.parametrize(
    "piece",
    [
        "<style>/*", "/*", "<p style='color:rgb('>", "color:rgb(", "display", "display:",
        "<!--[if mso]><xml ", "<o:p>", "-", "font-size:0", "\\", "text-indent:-", "}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["sheet", "attribute", "body"])
def test_judges_the_longest_style_at_once(piece: str, where: str) -> None:
    long = piece * (250 * 1024 // len(piece))
    shell = {"sheet": "<style>{}</style>", "attribute": '<p style="{}">', "body": "{}"}
    html = shell[where].replace("{}", long)
    began = time.process_time()
    judged(html)
    assert time.process_time() - began < 5
