"""`drafter cards`: the PDF, as programs read it that did not write it."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from typing import TYPE_CHECKING

import pytest

from drafter.calendar import country_name
from drafter.formats.cards import envelope, missing_for_envelope
from drafter.interview import Employer, Interview, Interviewer, Position, You


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

NAMES = (
    "Żaneta Łuczyńska", "Đặng Thị Hồng Nhung", "Ελένη Παπαδοπούλου", "Ольга Їжакевич",
    "王秀英", "山田 太郎", "김민준", "İpek Şahin", "Ngọc", "Zoe\u0308 Kraft",
)  # fmt: skip
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
PERSON = """
  - name: "{name}"
    id: p{number}
    given: "{name}"
    email: p{number}@corvane.example
    topics: the topic number {number}
    they_said: the {number} boats come in at night
    card_detail: {detail}
"""
DETAILS = (
    "My first boat had no lamp at all.", "A whistle did more than the radio ever did.",
    "Nobody sleeps well in a windy harbour.", "Fog is what I remember best of home.",
    "Ropes tell you who tied them.", "Every captain I knew kept a second watch.",
    "Tide tables were the books of our house.", "Lights far out always cheered us up.",
    "Salt ruins shoes and saves fish.", "Gulls know the timetable before we do.",
)  # fmt: skip


def read(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def cards_of(desk: Desk, options: str = "") -> Path:
    desk.run(f"cards i.yaml {options}")
    return desk.drafts / "cards.pdf"


def words_of(text: str) -> str:
    return " ".join(text.split())


def longest_line(pdf: Path, page: int, y_mm: float, darkest: int) -> float:
    """The longest line near a height of the page as rendered, in millimetres."""
    options = ["-gray", "-r", "254", "-f", str(page), "-l", str(page)]
    command = ["pdftoppm", *options, str(pdf)]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    head = re.match(rb"P5\s(\d+) (\d+)\s255\s", raw)
    assert head
    across, pixels = int(head[1]), raw[head.end() :]
    ink = re.compile(b"[\\x00-\\x%02x]+" % darkest)
    rows = range(round(y_mm * 10) - 10, round(y_mm * 10) + 10)
    lines = (pixels[across * row : across * (row + 1)] for row in rows)
    return max(len(run[0]) for line in lines for run in ink.finditer(line)) / 10


def test_says_every_word_on_a_page_a_person(desk: Desk) -> None:
    pdf = cards_of(desk)
    desk.run("thanks i.yaml")
    pages = read("pdftotext", "-raw", str(pdf), "-").rstrip("\f").split("\f")
    assert len(pages) == 3
    for page, name in zip(pages, ("dana", "tomas", "meilin"), strict=True):
        card = (desk.drafts / f"card-{name}.txt").read_text("utf-8")
        assert words_of(page).count(words_of(card)) == 2  # by hand, and plain
    assert "Dr. Tomas Lindqvist Engineering Manager, Timetables Corvane Ferries" in (
        words_of(pages[1])
    )
    assert "40 Harbor Street, Floor 3 Port Alder, ME 04000" in words_of(pages[0])


def test_is_embedded_sized_and_measured(desk: Desk) -> None:
    pdf = cards_of(desk)
    fonts = read("pdffonts", str(pdf)).splitlines()[2:]
    assert len(fonts) == 2
    for font in fonts:
        emb, _, uni = font.split()[-5:-2]
        assert (emb, uni) == ("yes", "yes"), font
    assert "612 x 792 pts (letter)" in read("pdfinfo", str(pdf))
    for page in (1, 2, 3):
        assert longest_line(pdf, page, 279.4 - 9, 0x60) == pytest.approx(50, abs=0.5)


@pytest.mark.parametrize(
    ("size", "width"),
    [("4BAR", 127), ("A2", 139.7), ("flat", 165.1), ("US-A6", 158.75), ("A7", 177.8),
     ("ISO-A6", 148)],
)  # fmt: skip
def test_the_card_has_its_true_size_on_the_page(
    desk: Desk, size: str, width: float
) -> None:
    desk.say("card: A2", f"card: {size}")
    pdf = cards_of(desk)
    top = 20  # millimetres down the card begins
    assert longest_line(pdf, 3, top, 0xB0) == pytest.approx(width, abs=0.6)


def test_other_paper_and_other_order_abroad(desk: Desk) -> None:
    desk.say(
        "postal: [12 Mill Lane", "postal: [Mühlgasse 3, 1010 Wien]\n  x: [12 Mill Lane"
    )
    desk.say('  x: [12 Mill Lane, "Port Alder, ME 04000"]\n', "")
    desk.say("  country: US\n  handwriting", "  country: AT\n  handwriting")
    pdf = cards_of(desk)
    assert "A4" in read("pdfinfo", str(pdf))
    page = words_of(read("pdftotext", "-raw", "-l", "1", str(pdf), "-"))
    assert "Ines Okafor Mühlgasse 3 1010 Wien AUSTRIA" in page
    assert "Port Alder, ME 04000 UNITED STATES" in page


def addressed(country: str, *postal: str, home: str = "US") -> tuple[str, ...]:
    you = You("Ines", country=home)
    firm = Employer("Firm", country=country, postal=postal)
    person = Interviewer("x", "Aiko Mori", honorific="", title="Lead")
    post = envelope(Interview(you, firm, Position("Job"), None, (person,)), person)  # type: ignore[arg-type]
    assert post
    return post.to


@pytest.mark.parametrize(
    ("country", "postal", "last"),
    [
        ("GB", ("1 High Street", "Leeds LS1 4AP"), ("Leeds", "LS1 4AP")),
        ("GB", ("1 High Street", "Leeds", "LS1 4AP"), ("Leeds", "LS1 4AP")),
        ("DE", ("Gasse 1", "Ulm, 89073"), ("Gasse 1", "89073 Ulm")),
        ("DE", ("Gasse 1", "89073 Ulm"), ("Gasse 1", "89073 Ulm")),
        ("FR", ("1 rue X", "Lyon 69001"), ("1 rue X", "69001 Lyon")),
        ("US", ("1 Elm", "Port Alder, ME 04000"), ("1 Elm", "Port Alder, ME 04000")),
    ],
)  # fmt: skip
def test_the_postcode_stands_where_that_country_puts_it(
    country: str, postal: tuple[str, ...], last: tuple[str, ...]
) -> None:
    home = addressed(country, *postal, home=country)
    assert home[:3] == ("Aiko Mori", "Lead", "Firm")
    assert home[-2:] == last
    if country != "US":
        abroad = addressed(country, *postal)
        assert abroad == (*home, country_name(country).upper())


def test_in_japan_the_place_comes_first() -> None:
    postal = ("〒100-0001", "東京都千代田区千代田1-1")
    assert addressed("JP", *postal, home="JP") == (
        *postal,
        "Firm",
        "Lead",
        "Aiko Mori 様",
    )


@pytest.mark.parametrize("postal", [(), ("40 Harbor Street",), ("Port Alder", "Maine")])
def test_without_a_whole_address_there_is_no_envelope(postal: tuple[str, ...]) -> None:
    firm = Employer("Firm", postal=postal)
    told = Interview(You("I"), firm, Position("Job"), None, ())  # type: ignore[arg-type]
    assert missing_for_envelope(told)


def test_says_why_there_is_no_envelope(desk: Desk) -> None:
    desk.say(
        'postal: ["40 Harbor Street, Floor 3", "Port Alder, ME 04000"]', "region: ME"
    )
    desk.say("  region: ME\n  region: ME", "  region: ME")
    assert "No envelopes: there is no `postal`" in desk.run("cards i.yaml").stdout


def test_a_country_nobody_knows_is_no_line_of_an_envelope(desk: Desk) -> None:
    desk.say("  country: US\n  handwriting", "  country: XX\n  handwriting")
    said = desk.run("cards i.yaml", code=3).stderr
    assert "i.yaml: no envelope: no country has the code 'XX'" in said


def test_names_of_every_script_are_drawn(desk: Desk) -> None:
    notes = (desk.folder / "i.yaml").read_text("utf-8")
    people = "".join(
        PERSON.format(name=name, number=number, detail=detail)
        for number, (name, detail) in enumerate(zip(NAMES, DETAILS, strict=True))
    )
    top = notes[: notes.index("interviewers:")].replace("contact: dana", "#")
    (desk.folder / "i.yaml").write_text(f"{top}interviewers:{people}", "utf-8")
    pdf = cards_of(desk)
    said = unicodedata.normalize("NFC", read("pdftotext", "-raw", str(pdf), "-"))
    for name in NAMES:
        assert unicodedata.normalize("NFC", name) in words_of(said), name
    for font in read("pdffonts", str(pdf)).splitlines()[2:]:
        assert font.split()[-5] == "yes", font


def test_a_letter_that_no_font_has_is_named(desk: Desk) -> None:
    desk.say("name: Dana Whitlock", "name: Dana \u0639\u0644\u064a")
    said = desk.run("cards i.yaml", code=5).stderr
    assert "card-dana: no font here has" in said
    assert "U+0639, ARABIC LETTER AIN" in said
    assert "--font" in said
    assert not desk.written()
    assert "U+0639" in desk.run("thanks i.yaml --pdf", code=5).stderr
    assert not desk.written()


def test_a_font_of_ones_own_helps_out(desk: Desk) -> None:
    desk.say("name: Dana Whitlock", "name: Dana \u05d0\u05d1")  # Hebrew
    desk.run("cards i.yaml", code=5)
    pdf = cards_of(desk, f"--font {DEJAVU}")
    assert "\u05d0" in read("pdftotext", str(pdf), "-")
    desk.note("no.ttf", "this is none")
    assert "no TrueType font" in desk.run("cards i.yaml --font no.ttf", code=3).stderr


def test_what_does_not_fit_is_said_with_the_sentence_to_drop(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    card = desk.drafts / "card-tomas.txt"
    more = "My sister now wants to see that whiteboard. "
    more += "I told her of the berth and of the crews who wait for a plan."
    words = card.read_text("utf-8").replace("beside it.", f"beside it. {more}")
    card.write_text(words, "utf-8")
    said = desk.run("cards i.yaml").stderr
    told = re.search(r'card-tomas: warns J1: "(.*?)" (.*)', said)
    assert told
    assert "too long for the A2 card in average writing" in told[2]
    assert "it fits without this" in told[2]
    assert words.count(told[1].rstrip("…"))
    page = words_of(read("pdftotext", "-raw", "-f", "2", "-l", "2",
                         str(desk.drafts / "cards.pdf"), "-"))  # fmt: skip
    assert f"“{told[1]}” {told[2]}" in page


def test_second_run_changes_nothing_and_strangers_stay(desk: Desk) -> None:
    pdf = cards_of(desk)
    before = pdf.read_bytes(), pdf.stat().st_mtime_ns
    assert "unchanged" in desk.run("cards i.yaml", today="2026-06-03").stdout
    assert (pdf.read_bytes(), pdf.stat().st_mtime_ns) == before
    assert not (desk.home / "journal.sqlite3").exists()
    pdf.write_bytes(b"%PDF-1.4 mine")
    assert "something else" in desk.run("cards i.yaml", code=6).stderr
    assert pdf.read_bytes() == b"%PDF-1.4 mine"


def test_a_card_you_changed_is_drawn_as_you_left_it(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    card = desk.drafts / "card-dana.txt"
    card.write_text(
        card.read_text("utf-8").replace("never lost", "not once lost"), "utf-8"
    )
    said = read("pdftotext", "-raw", str(cards_of(desk)), "-")
    assert "not once lost" in words_of(said)
    card.write_text(card.read_text("utf-8").replace("Hi Dana", "Hi team"), "utf-8")
    assert "card-dana" in desk.run("cards i.yaml", code=5).stderr


def test_thanks_binds_them_too_and_only_some(desk: Desk) -> None:
    assert "cards.pdf" in desk.run("thanks i.yaml --pdf").stdout
    assert len(desk.written()) == 7
    desk.run("cards i.yaml --only tomas")
    assert "Pages:           1" in read("pdfinfo", str(desk.drafts / "cards.pdf"))
    assert "not written" in desk.run("cards i.yaml --dry-run --out x").stdout
    assert not (desk.folder / "x").exists()


def test_who_gets_no_card_gets_no_paper(desk: Desk) -> None:
    desk.say("contact: dana ", "contact: {name: Robin Vale, phone: '1'} ")
    told = desk.run("cards i.yaml --only robin-vale", code=5).stderr
    assert "those named get no card" in told
    assert not (desk.drafts / "cards.pdf").exists()
