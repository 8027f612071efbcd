"""Notes in German: whole, by files alone, and honest about what is not judged."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from drafter.guard import RULES
from drafter.guard.days import days_in
from drafter.language import ENGLISH, languages, packaged_folder, said, words_of
from tests.desk import SAMPLE


if TYPE_CHECKING:
    from pathlib import Path

    from tests.desk import Desk

FOLDER = packaged_folder()
ENGLISH_WORDS = re.compile(
    r"\b(?:the|thank|you|your|with|about|would|dear|hi|regards|wishes|on|by|and|said"
    r"|glad|monday|tuesday|friday|june|promised|attached)\b",
    re.IGNORECASE,
)
RESTING = [rule.id for rule in RULES.values() if rule.is_english]
LATER = {
    "linkedin g.yaml": "2026-06-03",
    "takeaway g.yaml": "2026-06-03",
    "checkin g.yaml": "2026-06-16",
    "checkin g.yaml --by phone": "2026-06-16",
    "reply g.yaml --to new_date": "2026-06-10",
    "reply g.yaml --to rejection": "2026-06-10",
    "reply g.yaml --to offer": "2026-06-10",
    "reply g.yaml --to withdraw": "2026-06-10",
}
DAY = "2026-06-02"


@pytest.fixture
def german(desk: Desk) -> Desk:
    """A desk with the German sample as `g.yaml`."""
    shutil.copy(SAMPLE / "gespraech.yaml", desk.folder / "g.yaml")
    return desk


def shown(desk: Desk, line: str, today: str = DAY) -> str:
    """The drafts of a dry run, without what is said of it."""
    out = desk.run(f"{line} --dry-run", today=today).stdout
    return out.partition("A dry run:")[0]


def letter(desk: Desk, name: str, line: str = "thanks g.yaml") -> str:
    """The words of one draft."""
    return shown(desk, line).partition(f"--- {name}\n")[2].partition("\n--- ")[0]


def without_names(drafts: str) -> str:
    """Without the lines that name a draft, the words of its headers, and a file."""
    named = re.sub(r"(?m)^(?:--- .*|To: |Subject: |Attached: .*)", "", drafts)
    return named.replace("Okafor-rollback-plan.pdf", "")


def test_a_whole_letter_as_a_german_would_write_it(german: Desk) -> None:
    assert letter(german, "thank-you-lindqvist.eml").strip() == (
        "To: Tomas Lindqvist <tomas.lindqvist@nordmole.example>\n"
        "Subject: Nach unserem Gespräch über den Sturmfall\n\n"
        "Sehr geehrter Herr Dr. Lindqvist,\n\n"
        "danke für das Gespräch am Dienstag.\n\n"
        "Sie wollten wissen, wie lange ein schlechter Plan bei Sturm gültig bleiben"
        " darf. Höchstens eine Minute, und die Besatzungen sollten es von uns erfahren,"
        " bevor sie es sehen.\n\n"
        "Bis Donnerstag, 4. Juni, werde ich Ihnen den Rückfallplan schicken.\n\n"
        "Im Team bei Nordmole würde ich sehr gern mitarbeiten.\n\n"
        "Mit freundlichem Gruß\nInes Okafor\n+49 421 5550142"
    )


@pytest.mark.parametrize("tone", ["formal", "warm", "brief"])
@pytest.mark.parametrize("variant", range(4))
def test_no_english_sentence_of_ours_gets_in(
    german: Desk, tone: str, variant: int
) -> None:
    result = german.run(f"thanks g.yaml --dry-run --tone {tone} --variant {variant}")
    drafts, told = result.stdout.partition("A dry run:")[0], result.stderr
    assert not ENGLISH_WORDS.findall(without_names(drafts))
    (line,) = told.strip().splitlines()
    assert "the words are not judged in de: D4, " in line


@pytest.mark.parametrize("line", LATER)
def test_every_kind_is_german(german: Desk, line: str) -> None:
    drafts = without_names(shown(german, line, LATER[line]))
    assert "Okafor" in drafts
    assert not ENGLISH_WORDS.findall(drafts)


@pytest.mark.parametrize(
    ("tone", "honorific", "address_as", "greeting"),
    [
        ("formal", "Frau Dr.", "", "Sehr geehrte Frau Dr. Whitlock,"),
        ("formal", "Herr", "Dana", "Sehr geehrter Herr Whitlock,"),
        ("formal", "", "", "Guten Tag Dana Whitlock,"),
        ("formal", "Dr.", "", "Guten Tag Dr. Whitlock,"),
        ("warm", "", "", "Guten Tag Dana Whitlock,"),
        ("warm", "Frau", "", "Guten Tag Frau Whitlock,"),
        ("warm", "", "Dana", "Hallo Dana,"),
        ("brief", "Frau", "Dana", "Hallo Dana,"),
    ],
)
def test_greets_as_one_does(
    german: Desk, tone: str, honorific: str, address_as: str, greeting: str
) -> None:
    named = f"    honorific: {honorific}\n" if honorific else ""
    named += f"    address_as: {address_as}\n" if address_as else ""
    text = (german.folder / "g.yaml").read_text("utf-8")
    text = re.sub(r"    honorific: Frau .*\n", named, text)
    german.note("g.yaml", text)
    words = letter(german, "thank-you-whitlock.eml", f"thanks g.yaml --tone {tone}")
    assert f"\n{greeting}\n" in words
    du = greeting.startswith("Hallo")
    assert ("Du hast erzählt, dass" in words, "Sie erzählten" in words) == (du, not du)


OWN = """\
you: {name: Ines Okafor, email: ines@mail.example}
employer: Corvane
position: Engineer
date: 2026-06-02
timeline: unknown
interviewers:
  - name: Dana Whitlock
    email: dana.whitlock@corvane.example
    family: Whitlock
    language: de
    topics: den Freigabekalender
    card: |
      danke für den Kaffee am Dienstag und für die Geschichte vom Freigabekalender.
    letter: |
      herzlichen Dank für das offene Gespräch über den Freigabekalender am Dienstag.

      Bei Corvane würde ich sehr gern mitarbeiten. Ich freue mich, von Ihnen zu hören.
"""


def test_an_own_german_letter_gets_no_false_warning(desk: Desk) -> None:
    desk.note("own.yaml", OWN)
    result = desk.run("thanks own.yaml --dry-run --all --strict")
    assert "offene Gespräch über den Freigabekalender am Dienstag.\n" in result.stdout
    (told,) = result.stderr.strip().splitlines()
    assert "not judged in de" in told
    desk.say("    language: de\n", "", "own.yaml")
    mistaken = desk.run("thanks own.yaml --dry-run --all").stderr
    assert all(f" {rule}" in mistaken for rule in ("D4", "D5"))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Drei Gespräche", "Bei der Hansebahn und hier drei Gespräche", "C2"),
        ("Drei Gespräche", "In [NAME] drei Gespräche", "C6"),
        ("email: dana.whitlock@", "email: jobs@", "A3"),
        ("Das ist der erste", "Am Montag, 4. Juni, war das der erste", "C7"),
        ("Das ist der erste", "Im Anhang liegt der erste", "D9"),
    ],
)
def test_what_is_no_matter_of_words_holds(
    german: Desk, old: str, new: str, rule: str
) -> None:
    german.say(old, new, "g.yaml")
    assert f" {rule} " in german.run("thanks g.yaml", code=5).stderr
    assert not german.drafts.parent.exists()


def test_a_promise_needs_its_day_in_german_too(german: Desk) -> None:
    own = german.home / "templates/de/thank_you.md.j2"
    source = (
        "Subject: {{ topic }}\n\n{{ greeting }}\n\n{{ thanks }} Über %s bei"
        " {{ employer.short }}: {{ topic }}. %s\n\n{{ closing }}\n{{ signature }}\n"
    )
    german.note(str(own), source % ("mein Thema", ""))
    assert " D6 " in german.run("thanks g.yaml", code=5).stderr
    german.note(str(own), source % ("mein Thema", "{{ promises }}"))
    words = letter(german, "thank-you-lindqvist.eml")
    assert "Über mein Thema bei Nordmole: den Sturmfall." in words


def test_own_files_of_a_language_win_and_are_checked(german: Desk) -> None:
    home = german.home / "templates"
    german.note(str(home / "de/greeting.txt.j2"), "Moin {{ name }},\n")
    german.note(str(home / "de/phrases.formal.txt"), "[closing]\nBesten Gruß\n")
    words = letter(german, "thank-you-zhao.eml")
    assert "Moin Mei-Lin Zhao," in words
    assert "Besten Gruß" in shown(german, "thanks g.yaml")
    assert "Besten Gruß" not in shown(german, "thanks i.yaml")
    assert "de/thank_you: 15 letters" in german.run("templates check").stdout
    german.note(str(home / "de/greeting.txt.j2"), "Moin {{ nmae }},\n")
    told = german.run("templates check", code=4).stderr
    assert "unknown name 'nmae'" in told


def test_a_language_that_is_not_there_is_refused_with_those_that_are(
    german: Desk,
) -> None:
    german.say("language: de", "language: fr", "g.yaml")
    told = german.run("thanks g.yaml", code=3).stderr
    assert "'fr' is not known (one of: en, de)" in told
    german.note(str(german.home / "config.yaml"), "language: german\n")
    assert "config.yaml:1:" in german.run("thanks i.yaml", code=3).stderr


def test_config_may_say_it_and_one_person_may_differ(german: Desk) -> None:
    german.say("language: de\n", "", "g.yaml")
    german.note(str(german.home / "config.yaml"), "language: de\n")
    german.say("    id: zhao\n", "    id: zhao\n    language: en\n", "g.yaml")
    assert "Sehr geehrte Frau" in letter(german, "thank-you-whitlock.eml")
    assert "\nDear Mei-Lin Zhao,\n" in letter(german, "thank-you-zhao.eml")


def test_a_second_run_changes_nothing(german: Desk) -> None:
    german.run("thanks g.yaml")
    files = sorted(german.folder.glob("drafts/*/*"))
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    assert "unchanged" in german.run("thanks g.yaml", today="2026-06-03").stdout
    assert before == [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    told = german.run(f"check {german.folder}/drafts --interview g.yaml").stdout
    assert "the words are not judged in de" in told


def test_a_language_is_whole() -> None:
    """Each has every kind that English has, its phrases, and what is said of days."""
    kinds = {path.parent.name for path in FOLDER.glob("[a-z]*_*/*.j2")}
    for language in set(languages()) - {ENGLISH}:
        inside = FOLDER / language
        assert kinds <= {path.name for path in inside.iterdir()}
        assert (inside / "greeting.txt.j2").is_file()
        assert len(words_of(language)["months"].split()) == len(said_by_month(language))
        headings = [
            headings_of(place / "phrases.warm.txt") for place in (FOLDER, inside)
        ]
        assert headings[1] >= headings[0] - {"after_talk"}


def said_by_month(language: str) -> set[str]:
    return {said(date(2026, n, 1), language, "DE").date for n in range(1, 13)}


def headings_of(path: Path) -> set[str]:
    return set(re.findall(r"(?m)^\[([a-z_]+)", path.read_text("utf-8")))


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("bis Donnerstag, 4. Juni, schicke ich es", date(2026, 6, 4)),
        ("bis Donnerstag, den 4. Juni", date(2026, 6, 4)),
        ("am 12. Juni 2026", date(2026, 6, 12)),
        ("am Freitag", date(2026, 6, 12)),
        ("am 2026-06-12", date(2026, 6, 12)),
    ],
)
def test_reads_german_days(text: str, means: date) -> None:
    (day,) = days_in(text, "de")
    assert day.means(means)
    assert not day.means(date(2026, 6, 3))


@pytest.mark.parametrize("text", ["im Mai", "12 Leute", "Version 4.6", "Sommer"])
def test_reads_no_day_where_none_is(text: str) -> None:
    assert days_in(text, "de") == ()


def test_rules_say_what_rests(desk: Desk) -> None:
    assert "D5" in RESTING
    assert "rests" in desk.run("rules D5").stdout
    assert "rests" not in desk.run("rules A1").stdout
