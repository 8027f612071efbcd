"""`drafter preview`: the page as a file, and as a real browser shows it."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from email import message_from_bytes
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from drafter.address import Address
from drafter.draft import Draft, Kind
from drafter.formats.page import mailto
from tests.browsing import look
from tests.conftest import ROOT


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></style><b>hi</b>"
LINK = "javascript:alert(3)"


def page_of(desk: Desk, options: str = "", *, code: int = 0, today: str = "") -> Path:
    """Make the page of the sample, and say where it is."""
    desk.run(f"preview i.yaml {options}", code=code, today=today or "2026-06-03")
    return desk.drafts / "preview.html"


def test_shows_every_draft_and_writes_nothing_else(desk: Desk) -> None:
    told = desk.run("preview i.yaml", today="2026-06-03")
    assert "10 drafts" in told.stdout
    assert not told.stderr
    assert list(desk.written()) == ["preview.html"]
    assert not (desk.home / "journal.sqlite3").exists()
    html = desk.written()["preview.html"].decode()
    for words in ("dana.whitlock@corvane.example", "Hi Mei-Lin,", "The storm problem",
                  "of 200 characters", "a decision by Friday the twelfth"):  # fmt: skip
        assert words in html


def test_the_words_are_those_that_the_commands_write(desk: Desk) -> None:
    page = page_of(desk).read_text("utf-8")
    desk.run("thanks i.yaml", today="2026-06-03")
    desk.run("linkedin i.yaml", today="2026-06-03")
    for name, data in desk.written().items():
        if name.endswith(".eml"):
            assert base64.b64encode(data).decode() in page, name
        elif name.endswith(".txt"):
            assert data.decode().rstrip().replace("'", "&#39;") in page, name


def test_a_second_page_is_the_same_to_the_byte(desk: Desk) -> None:
    page = page_of(desk)
    before = page.stat().st_mtime_ns
    assert "unchanged" in desk.run("preview i.yaml", today="2026-06-03").stdout
    assert page.stat().st_mtime_ns == before


def test_what_stands_there_and_is_no_page_of_ours_stays(desk: Desk) -> None:
    desk.note("drafts/corvane-ferries-2026-06-02/preview.html", "mine")
    said = desk.run("preview i.yaml", code=6).stderr
    assert "something else stands there" in said
    assert desk.written()["preview.html"] == b"mine"


def test_what_the_guard_refuses_stands_there_refused_without_a_button(
    desk: Desk,
) -> None:
    desk.say("Three conversations", "Dear team, three conversations")
    desk.say("thanks_for: looking", "thanks_for: the offer of Brightmoor Rail and")
    said = desk.run("preview i.yaml", code=5, today="2026-06-03").stderr
    assert "Brightmoor Rail" in said
    ready = "[...document.querySelectorAll('.draft')].map(d => [d.className,"
    ready += " d.querySelectorAll('.actions, a[href], button').length])"
    seen = look(desk.drafts / "preview.html", ["js", ready]).found[0]
    refused = [count for name, count in seen if "refused" in name]
    assert refused
    assert set(refused) == {0}
    assert all(count for name, count in seen if "refused" not in name)
    html = desk.written()["preview.html"].decode()
    assert "the offer of Brightmoor Rail" in html
    assert "are refused" in html or "is refused" in html


def test_an_email_you_changed_or_sent_gets_no_button(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    draft = desk.drafts / "thank-you-dana.eml"
    draft.write_bytes(draft.read_bytes().replace(b"Dana,", b"Dana -", 1))
    page = page_of(desk).read_text("utf-8")
    assert "You changed it." in page
    assert page.count('<p class="actions">') == 9
    desk.run("log i.yaml sent thank-you --with meilin")
    page = page_of(desk).read_text("utf-8")
    assert "You sent it." in page
    assert page.count('<p class="actions">') == 8


def test_a_card_you_changed_is_shown_as_you_left_it(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    card = desk.drafts / "card-dana.txt"
    words = card.read_text("utf-8")
    card.write_text(words.replace("never lost", "not once lost"), "utf-8")
    page = page_of(desk).read_text("utf-8")
    assert "These are your words" in page
    assert "not once lost" in page
    assert page.count('<p class="actions">') == 10
    card.write_text(words.replace("Hi Dana", "Hi team"), "utf-8")
    page = page_of(desk, code=5).read_text("utf-8")
    assert "Hi team" in page
    assert page.count('<p class="actions">') == 9


def test_each_sentence_names_the_fields_that_fed_it(desk: Desk) -> None:
    page = page_of(desk)
    pairs = "[...document.querySelectorAll('.sources')].flatMap(s => "
    pairs += "[...s.querySelectorAll('dt')].map(t => [t.nextElementSibling.textContent,"
    pairs += " t.textContent.trim().split(/\\s+/)]))"
    fed = dict(look(page, ["js", pairs]).found[0])
    assert fed["Thank you for looking after me so well."] == ["thanks_for"]
    told = "It is the first release plan I have heard that begins with the crews."
    assert fed[told] == ["reaction"]
    assert fed["I'd enjoy working with you at Corvane."][0] in ("employer", "drafter’s")


def test_buttons_copy_what_they_say_and_open_one_mail(desk: Desk) -> None:
    page = page_of(desk)
    first = "article:has(#d0) button"
    seen = look(
        page,
        ["click", f"{first}:has-text('subject')"], ["clipboard"],
        ["click", f"{first}:has-text('formatted')"], ["clipboard"],
        ["js", "document.getElementById('said').textContent"],
        ["click", f"{first}:has-text('plain')"], ["clipboard"],
        ["download", "article:has(#d0) a[download]", str(page.parent / "got.eml")],
        ["js", "[...document.querySelectorAll('a[href^=mailto]')].map(a => a.href)"],
    )  # fmt: skip
    _, subject, _, formatted, told, _, plain, name, links = seen.found
    assert subject == {"text/plain": "The release calendar"}
    assert "<p>" in formatted["text/html"]
    assert formatted["text/plain"] == plain["text/plain"]
    assert plain["text/plain"].startswith("Hi Dana,\n\nThank you for looking")
    assert "Thank-you email" in told.replace("thank-you email", "Thank-you email")
    assert name == "thank-you-dana.eml"
    message = message_from_bytes((page.parent / "got.eml").read_bytes())
    assert "dana.whitlock@corvane.example" in message["To"]
    assert len(links) == 4  # and the takeaway
    assert unquote(urlsplit(links[0]).path) == "dana.whitlock@corvane.example"
    assert parse_qs(urlsplit(links[0]).query)["subject"] == ["The release calendar"]
    assert not seen.troubles


def test_reads_without_a_script_and_asks_the_net_for_nothing(desk: Desk) -> None:
    page = page_of(desk)
    visible = "[...document.querySelectorAll('button')].filter(b => b.offsetWidth)"
    seen = look(page, ["js", "document.body.innerText"], ["js", visible], script=False)
    assert "I learn most from people who can wait that long." in seen.found[0]
    assert not seen.found[1]
    assert [one.partition(":")[0] for one in seen.asked] == ["file"]
    assert not seen.troubles


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(1200, "light"), (375, "dark"), (600, "light")],  # 600 is 200 % of a desk's 1200
)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    desk: Desk, width: int, scheme: str
) -> None:
    desk.say("thanks_for: looking", "thanks_for: the offer of Brightmoor Rail and")
    desk.run("preview i.yaml", code=5, today="2026-06-08")
    open_all = "document.querySelectorAll('details').forEach(d => { d.open = true })"
    wide = "document.documentElement.scrollWidth <= innerWidth"
    seen = look(
        desk.drafts / "preview.html",
        ["js", open_all], ["axe"], ["js", wide],
        ["click", "#phone"], ["axe"], ["js", wide], ["click", "#plain"], ["axe"],
        width=width, scheme=scheme,
    )  # fmt: skip
    assert [one for one in seen.found if isinstance(one, list)] == [[], [], []]
    assert seen.found[2] is seen.found[5] is True
    assert not seen.troubles


def test_is_walked_by_keyboard_in_the_order_it_is_read(desk: Desk) -> None:
    page = page_of(desk)
    where = "document.activeElement.textContent.trim() || document.activeElement.id"
    walk = [step for _ in range(8) for step in (["press", "Tab"], ["js", where])]
    seen = [x for x in look(page, *walk).found if x]
    names = ["Dana Whitlock", "Tomas Lindqvist", "Mei-Lin Zhao"]
    assert seen[0] == "Skip to the content"
    assert seen[2:5] == names
    assert seen[5] == "desk"
    assert seen[6:] == ["Copy subject", "Copy text, formatted"]


def test_the_card_is_as_large_as_a_card_and_the_letters_are_the_hands(
    desk: Desk,
) -> None:
    page = page_of(desk)
    box = "JSON.stringify(document.querySelector('.paper').getBoundingClientRect())"
    face = "document.fonts.check('20px Caveat-Latin')"
    fits = "[...document.querySelectorAll('.paper')].every(p => "
    fits += "p.querySelector('.hand').getBoundingClientRect().right < "
    fits += "p.getBoundingClientRect().right && p.scrollHeight <= p.clientHeight)"
    seen = look(page, ["js", box], ["js", face], ["js", fits]).found
    paper = json.loads(seen[0])
    assert paper["width"] / 96 == pytest.approx(5.5, abs=0.01)
    assert paper["height"] / 96 == pytest.approx(4.25, abs=0.01)
    assert seen[1:] == [True, True]


STRANGE = """[...document.querySelectorAll('*')].filter(e =>
    ['IMG', 'B', 'SCRIPT', 'STYLE'].includes(e.tagName)
    || [...e.attributes].some(a => a.name.startsWith('on') || a.name == 'style'
        || /^\\s*javascript:/i.test(a.value))).map(e => e.tagName)"""
"""Elements that could run, fetch or restyle anything."""


def test_hostile_text_stays_text(desk: Desk) -> None:
    for old, new in {
        "title: Talent Partner": f"title: {json.dumps(HOSTILE)}",
        "name: Corvane Ferries": f"name: {json.dumps('Corvane ' + HOSTILE)}",
        "title: Software Engineer": f"title: {json.dumps(LINK)}",
        "reaction: It is": "reaction: It {{ 7*7 }} is",
        "they_said: new": "they_said: <b onclick=alert(4)>new</b>",
        "promised: send": "promised: send </svg><style>*{display:none}</style>",
    }.items():
        desk.say(old, new)
    told = desk.run("preview i.yaml --out out --json", today="2026-06-03").stdout
    (page,) = desk.folder.glob("out/*/preview.html")
    seen = look(page, ["js", STRANGE], ["js", "document.body.innerText"])
    assert seen.found[0] == ["STYLE", "SCRIPT"]
    for text in (HOSTILE, LINK, "{{ 7*7 }}", "<b onclick=alert(4)>", "</svg><style>"):
        assert text in seen.found[1]
    assert not seen.troubles
    assert len(seen.asked) == 1
    assert len(json.loads(told)["drafts"]) == 10


def test_what_reorders_words_is_written_out(desk: Desk) -> None:
    """A field cannot hold it; the phrases of a stranger can."""
    desk.note("own/phrases.warm.txt", "[wish]\nI would like\u202e the job\u2066.\n")
    desk.run("preview i.yaml --templates own", today="2026-06-03")
    page = desk.drafts / "preview.html"
    assert not {"\u202e", "\u2066"} & set(page.read_text("utf-8"))
    assert "\\u202e" in look(page, ["js", "document.body.innerText"]).found[0]


@pytest.mark.parametrize(
    "local", ["a", "o'brien+jobs", "x?cc=y", "x&bcc=y", "a%0ab", "a/b#c"]
)
def test_a_mailto_has_one_recipient_and_no_other_header(local: str) -> None:
    words = "Hi,\n\n&bcc=evil@x.example?cc=a@b.example\r\n%0d%0abcc: c@d.example\n"
    subject, to = "A&to=evil@x.example\nBcc: x", Address(local, "corvane.example")
    draft = Draft(Kind.THANK_YOU, words, subject=subject, recipient=to)
    link = urlsplit(mailto(draft))
    assert (link.scheme, link.netloc, link.fragment) == ("mailto", "", "")
    assert link.path.count("@") == 1
    assert not set(",;?&#\r\n ") & set(link.path)
    assert unquote(link.path) == f"{local}@corvane.example"
    fields = [part.partition("=")[0] for part in link.query.split("&")]
    assert fields == ["subject", "body"]
    assert parse_qs(link.query)["subject"] == [draft.subject]


def test_the_page_of_six_people_is_small(desk: Desk) -> None:
    source = ROOT / "sample_data" / "panel-of-six.yaml"
    (desk.folder / "six.yaml").write_bytes(source.read_bytes())
    desk.run("preview six.yaml", today="2026-04-15")
    (page,) = desk.folder.glob("drafts/juniper*/preview.html")
    assert page.stat().st_size < 300_000


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_prints_each_person_from_the_top_of_a_page(desk: Desk, paper: str) -> None:
    page, pdf = page_of(desk), desk.folder / "page.pdf"
    look(page, ["pdf", str(pdf), paper])
    command = ["pdftotext", "-layout", str(pdf), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for words in ("Corvane Ferries", "Hi Tomas,", "Kind regards,", "They decide"):
        assert words in told
    assert "Copy subject" not in told
    assert "at a desk" not in told
    tops = [sheet.strip().split("\n")[0] for sheet in told.split("\f")]
    assert {"Dana Whitlock", "Tomas Lindqvist", "Mei-Lin Zhao"} <= {*tops}
    assert len(tops) <= 9


def test_opens_the_browser_that_is_named(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def show(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", show)
    page = page_of(desk, "--open")
    assert opened == [page.as_uri()]
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    assert "no browser" in desk.run("preview i.yaml --open").stderr


def test_watches_notes_and_letters_until_stopped(desk: Desk) -> None:
    command = [sys.executable, "-m", "drafter", "--today", "2026-06-03", "preview"]
    run = subprocess.Popen(
        [*command, "i.yaml", "--watch"],
        cwd=desk.folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    page = desk.drafts / "preview.html"

    def shows(words: str) -> bool:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if page.exists() and words in page.read_text("utf-8"):
                return True
            time.sleep(0.1)
        return False

    try:
        assert shows("Thank you for looking after me so well.")
        assert shows("data-watching")
        desk.say("looking after me so well", "finding me a quiet room")
        assert shows("Thank you for finding me a quiet room.")
        desk.say("date: 2026-06-02", "date: yesterday")
        assert shows("The notes cannot be read yet")
        desk.say("date: yesterday", "date: 2026-06-02")
        assert shows("Thank you for finding me a quiet room.")
        closing = "Sincerely as ever,"
        desk.note("../home/templates/phrases.warm.txt", f"[closing]\n{closing}\n")
        assert shows(closing)
    finally:
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=60)
    assert run.returncode == 130
    assert "data-watching>" not in page.read_text("utf-8")


def test_watching_needs_a_file(desk: Desk) -> None:
    assert "standard input" in desk.run("preview - --watch", code=2).stderr


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    assert "10 drafts" in desk.run("preview i.yaml --dry-run").stdout
    assert not desk.written()
