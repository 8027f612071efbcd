"""`drafter thanks`, as a user sees it: files, bytes, lines, exits."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from email import message_from_bytes
from typing import TYPE_CHECKING, Any

import pytest

from drafter.delivery.deliver import Folder
from drafter.delivery.files import TEMPORARY, temporary_stem
from drafter.errors import NotDeliveredError
from drafter.formats.message import read_message
from tests.desk import FOLDER


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from drafter.delivery.deliver import Artefact, Receipt
    from tests.desk import Desk

ALL = [
    "card-dana.txt", "card-meilin.txt", "card-tomas.txt",
    "thank-you-dana.eml", "thank-you-meilin.eml", "thank-you-tomas.eml",
]  # fmt: skip
RUTH = """
  - name: Ruth Adeyemi
    given: Ruth
    role: executive
    email: ruth.adeyemi@corvane.example
    topics: the winter timetable
    they_said: Corvane sells arrivals and not crossings
    thanks_for: the long answer to my short question
    my_link: I once planned a winter for three depots.
    card_detail: The old timetable on your wall made the point.
"""
LETTER = """Subject: Thank you: {{ topic }}

{{ greeting }}

It was a pleasure to talk with you about {{ topic }}. You said that {{ they_said }}.
{{ my_link }} Thank you for {{ thanks_for }}.

FIXED I would very much like to take the {{ position.short or position.title }} role at
{{ employer.name }}.

{% for promise in interviewer.takeaways %}I said I would {{ promise.promised }}, and you
will have it by {{ promise.due }}.{% endfor %}

Best regards,
{{ you.name }}
"""


def letter(fixed: str) -> str:
    """A template of the user's own, with a sentence that everyone gets."""
    return LETTER.replace("FIXED", fixed)


FORM_LETTER = """Subject: Thank you, {{ interviewer.name }}

{{ greeting }}

Thank you so much for your time. It was great to meet you and to learn more about the
{{ position.title }} role at {{ employer.name }}. I am very interested in it, and would
love to join you. I look forward to the next steps.

Best regards,
{{ you.name }}
"""


def test_writes_one_email_and_one_card_to_each(desk: Desk) -> None:
    told = desk.run("thanks i.yaml").stdout
    assert sorted(desk.written()) == ALL
    assert all(name in told for name in ALL)
    assert "Nothing was sent." in told
    for name, address in [
        ("dana", "dana.whitlock@corvane.example"),
        ("tomas", "tomas.lindqvist@corvane.example"),
        ("meilin", "meilin.zhao@corvane.example"),
    ]:
        message = message_from_bytes(desk.written()[f"thank-you-{name}.eml"])
        assert message.get_all("To") == [f"{message['To'].split(' <')[0]} <{address}>"]
        assert not {"cc", "bcc", "date"} & {key.lower() for key in message}


def test_a_second_run_on_another_day_touches_nothing(desk: Desk) -> None:
    desk.run("thanks i.yaml", today="2026-06-02")
    before = {n: t for n, t in desk.everything().items() if "drafts" in n}
    told = desk.run("thanks i.yaml", today="2026-06-09").stdout
    assert {n: t for n, t in desk.everything().items() if "drafts" in n} == before
    assert told.count("as it was") == len(ALL)


def test_every_draft_of_the_sample_is_without_a_finding(desk: Desk) -> None:
    result = desk.run("thanks i.yaml --strict")
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["thank-you-dana.eml", "card-dana.txt"])
def test_keeps_what_was_edited_until_told_to_replace_it(desk: Desk, name: str) -> None:
    desk.run("thanks i.yaml")
    draft = desk.drafts / name
    made, mine = draft.read_bytes(), draft.read_bytes().replace(b"Dana,", b"Dana -", 1)
    assert mine != made
    draft.write_bytes(mine)
    assert f"kept      {name}" in desk.run("thanks i.yaml").stdout
    desk.say("me so well", "me")
    desk.run("thanks i.yaml --variant 5")
    assert draft.read_bytes() == mine
    desk.say("looking after me", "looking after me so well")
    desk.run("thanks i.yaml --replace --variant 0")
    assert draft.read_bytes() == made
    assert draft.with_name(f"{name}.bak").read_bytes() == mine


def test_a_refusal_tells_what_else_would_read_badly(desk: Desk) -> None:
    desk.say("name: Dana Whitlock", "name: Dana Whitlock, Tomas")
    desk.say("thanks_for: looking", "thanks_for: you were looking")
    lines = desk.run("thanks i.yaml", code=5).stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "thank-you-dana", "card-dana", "i.yaml:55:17",
    ]  # fmt: skip
    assert "thanks_for is written as: looking after me so well" in lines[-1]
    told = json.loads(desk.run("thanks i.yaml --json", code=5).stdout)
    assert told["warnings"] == lines[-1:]


@pytest.fixture
def corrected(desk: Desk) -> Desk:
    """A desk where the notes named Tomas wrongly until now."""
    desk.say("name: Tomas Lindqvist", "name: Tomas Lindquist")
    desk.say("    id: tomas\n", "")
    desk.run("thanks i.yaml")
    desk.say("name: Tomas Lindquist", "name: Tomas Lindqvist")
    return desk


def test_tells_of_the_letters_that_a_corrected_name_has_left(corrected: Desk) -> None:
    result = corrected.run("thanks i.yaml")
    assert (
        "Known before as 'tomas-lindquist', now as 'tomas-lindqvist'" in result.stdout
    )
    left = {
        "thank-you-tomas-lindqvist.eml": "thank-you-tomas-lindquist.eml",
        "card-tomas-lindqvist.txt": "card-tomas-lindquist.txt",
    }
    assert sorted(result.stderr.splitlines()) == sorted(
        f"i.yaml: {new} was put elsewhere before"
        f" (send only one of the two: {corrected.drafts / old})"
        for new, old in left.items()
    )
    assert corrected.run("thanks i.yaml").stderr == ""


def test_what_went_out_to_a_name_that_was_wrong_went_out(corrected: Desk) -> None:
    corrected.run("log i.yaml sent thank-you --with tomas-lindquist", code=2)
    corrected.say("name: Tomas Lindqvist", "name: Tomas Lindquist")
    corrected.run("log i.yaml sent thank-you --with tomas-lindquist")
    corrected.say("name: Tomas Lindquist", "name: Tomas Lindqvist")
    result = corrected.run("thanks i.yaml")
    (row,) = (x for x in result.stdout.splitlines() if "thank-you-tomas" in x)
    assert row.split()[:2] == ["kept", "thank-you-tomas-lindqvist.eml"]
    assert "card-tomas-lindquist.txt" in result.stderr
    assert "thank-you-tomas-lindquist.eml" not in result.stderr


@pytest.mark.parametrize("name", ["Robert Smythe", "Thomas L. Quist"])
def test_another_name_at_the_same_address_is_the_same_person(
    corrected: Desk, name: str
) -> None:
    corrected.say("name: Tomas Lindqvist", f"name: {name}")
    told = corrected.run("thanks i.yaml").stdout
    assert "Known before as 'tomas-lindquist', now as '" in told


def test_people_of_another_file_are_no_leftovers(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    morning = (desk.folder / "i.yaml").read_text()
    head, interviewers, _ = morning.partition("interviewers:")
    desk.note("pm.yaml", head.replace("contact:", "# ") + interviewers + RUTH)
    assert "older" not in desk.run("thanks pm.yaml").stderr
    assert "older" not in desk.run("thanks i.yaml").stderr


def test_an_old_folder_that_cannot_be_read_stops_nothing(
    corrected: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def refused(path: Any, **more: Any) -> os.stat_result:
        if "lindquist" in str(path):
            raise PermissionError
        return real(path, **more)

    monkeypatch.setattr(os, "stat", refused)
    assert corrected.run("thanks i.yaml").stderr == ""


def test_writes_a_deleted_draft_again(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    before = desk.written()
    (desk.drafts / "card-tomas.txt").unlink()
    told = desk.run("thanks i.yaml", today="2026-06-03").stdout
    assert "written   card-tomas.txt" in told
    assert desk.written() == before


def test_only_writes_for_one(desk: Desk) -> None:
    desk.run("thanks i.yaml --only tomas --only dana")
    assert sorted(desk.written()) == [name for name in ALL if "meilin" not in name]
    desk.run("thanks i.yaml")
    assert sorted(desk.written()) == ALL


def test_only_gives_each_the_words_of_a_run_for_all(desk: Desk, tmp_path: Path) -> None:
    desk.run(f"thanks i.yaml --out {tmp_path}/all --dry-run")
    for person in ("meilin", "dana", "tomas"):
        desk.run(f"thanks i.yaml --only {person}")
    alone = desk.written()
    desk.run("thanks i.yaml")
    assert desk.written() == alone


def test_only_checks_everyone(desk: Desk) -> None:
    desk.say("for: showing me the real version", "for: a word about Brightmoor Rail")
    result = desk.run("thanks i.yaml --only dana", code=5)
    assert "thank-you-tomas" in result.stderr
    assert not desk.drafts.exists()


def test_only_names_those_there_are(desk: Desk) -> None:
    result = desk.run("thanks i.yaml --only bob", code=2)
    assert "no interviewer 'bob'" in result.stderr
    assert "dana, tomas, meilin" in result.stderr


@pytest.mark.parametrize("place", ["first", "last"])
def test_who_is_added_later_changes_nobody_elses_words(desk: Desk, place: str) -> None:
    desk.run("thanks i.yaml")
    before = desk.written()
    if place == "first":
        desk.say("interviewers:", f"interviewers:{RUTH.rstrip()}")
    else:
        desk.note("i.yaml", (desk.folder / "i.yaml").read_text("utf-8") + RUTH)
    desk.run("thanks i.yaml")
    after = desk.written()
    assert {"thank-you-ruth-adeyemi.eml", "card-ruth-adeyemi.txt"} < set(after)
    assert {name: after[name] for name in before} == before


def test_who_is_taken_out_changes_nobody_elses_words(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    before = desk.written()
    text = (desk.folder / "i.yaml").read_text("utf-8")
    head, dana, rest = text.partition("  - name: Dana Whitlock")
    tomas = rest.index("  - name: Tomas")
    desk.note("i.yaml", head + rest[tomas:])
    desk.say("contact: dana ", "# contact: ")
    assert dana
    told = desk.run("thanks i.yaml").stdout
    assert told.count("as it was") == 4
    assert desk.written() == before


def test_a_variant_is_other_words_and_is_remembered(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    first = desk.written()
    desk.run("thanks i.yaml --variant 3")
    third = desk.written()
    assert all(first[name] != third[name] for name in ALL if name.endswith(".eml"))
    desk.run("thanks i.yaml", today="2026-06-05")
    assert desk.written() == third
    desk.run("thanks i.yaml --variant 0")
    assert desk.written() == first


@pytest.mark.parametrize(
    ("tone", "greeting"),
    [("formal", "Dear Dr. Lindqvist,"), ("warm", "Hi Tomas,"), ("brief", "Hi Tomas,")],
)
def test_a_tone_is_a_register(desk: Desk, tone: str, greeting: str) -> None:
    desk.run(f"thanks i.yaml --tone {tone}")
    message = read_message(desk.written()["thank-you-tomas.eml"])
    assert message.text.startswith(f"{greeting}\n\n")
    assert desk.written()["card-tomas.txt"].decode().startswith(greeting)


def test_tones_differ_in_their_words(desk: Desk) -> None:
    shown = {
        desk.run(f"thanks i.yaml --dry-run --tone {tone}").stdout
        for tone in ("formal", "warm", "brief")
    }
    assert len(shown) == 3


def test_says_as_json_what_it_did(desk: Desk) -> None:
    result = desk.run("thanks i.yaml --json --only tomas")
    told = json.loads(result.stdout)
    assert {"drafts", "findings"} <= set(told)
    email, card = told["drafts"]
    assert email.pop("text").startswith("Hi Tomas,\n\nThank you for ")
    assert card.pop("text").startswith("Hi Tomas,\n\n")
    assert {**email, "words": 0} == {
        "subject": "The storm problem at Corvane",
        "kind": "thank-you",
        "interviewer": "tomas",
        "to": "tomas.lindqvist@corvane.example",
        "where": "drafts/corvane-ferries-2026-06-02/thank-you-tomas.eml",
        "state": "written",
        "words": 0,
        "findings": [],
    }
    assert 60 < email["words"] < 200
    assert (card["kind"], card["to"], card["state"]) == ("card", None, "written")
    assert list(email) == list(card)
    again = json.loads(desk.run("thanks i.yaml --json --only tomas").stdout)
    assert [draft["state"] for draft in again["drafts"]] == ["unchanged"] * 2


def test_says_as_json_why_it_refused(desk: Desk) -> None:
    desk.say("for: showing me the real version", "for: a word about Brightmoor Rail")
    told = json.loads(desk.run("thanks i.yaml --json", code=5).stdout)
    assert told["drafts"] == []
    finding = told["findings"][0]
    assert list(finding) == ["rule", "severity", "draft", "line", "text", "why"]
    assert (finding["rule"], finding["severity"]) == ("C2", "refuse")
    assert finding["draft"] == "thank-you-tomas"
    assert finding["line"] > 0


def test_who_has_no_address_gets_the_letter_as_text(desk: Desk) -> None:
    whole = desk.run("thanks i.yaml --json").stdout
    texts = {one["to"]: one["words"] for one in json.loads(whole)["drafts"]}
    mail = read_message(desk.written()["thank-you-meilin.eml"]).text
    desk.say("    email: meilin.zhao@corvane.example\n", "")
    told = desk.run("thanks i.yaml")
    assert told.stderr == ""
    written = desk.written()
    head, _, words = written["thank-you-meilin.txt"].decode().partition("\n\n")
    assert words == f"{mail.rstrip()}\n"
    assert head.startswith("Subject: ")
    line = len(words.splitlines()) + 3
    note = desk.note("own/thank-you-meilin.txt", f"{head}\n\n{words}Hi all,\n")
    refused = desk.run(f"check {note} --interview i.yaml", code=5).stderr
    assert f"{note}:{line}: refuse" in refused
    assert "thank-you-meilin.txt" in told.stdout
    assert "as text: no address" in told.stdout
    assert "ask for it, or have the letter passed on" in told.stdout
    assert texts["meilin.zhao@corvane.example"]
    assert (
        "good to send"
        in desk.run(
            f"check {desk.drafts}/thank-you-meilin.txt --interview i.yaml"
        ).stdout
    )
    desk.run("log i.yaml sent thank-you --with meilin")
    desk.say("an hour of real pairing", "an hour of pairing")
    desk.run("thanks i.yaml")
    assert desk.written()["thank-you-meilin.txt"] == written["thank-you-meilin.txt"]


def test_what_was_promised_is_text_too_where_there_is_no_address(desk: Desk) -> None:
    desk.say("    email: tomas.lindqvist@corvane.example\n", "")
    told = desk.run("takeaway i.yaml", today="2026-06-03")
    assert list(desk.written()) == ["takeaway-tomas.txt"]
    assert "hand Okafor-rollback-plan.pdf over with the letter" in told.stderr


def test_asks_for_the_address_an_email_comes_from(desk: Desk) -> None:
    desk.say("  email: ines.okafor@mail.example\n", "")
    result = desk.run("thanks i.yaml", code=3)
    assert result.stderr.startswith("i.yaml:")
    assert "your own email address is missing" in result.stderr
    assert not desk.drafts.exists()


def test_takes_the_address_from_the_config(desk: Desk) -> None:
    desk.say("  email: ines.okafor@mail.example\n", "")
    desk.home.mkdir()
    (desk.home / "config.yaml").write_text("you: {email: ines@mail.example}\n")
    desk.run("thanks i.yaml")
    message = message_from_bytes(desk.written()["thank-you-dana.eml"])
    assert message["From"] == "Ines Okafor <ines@mail.example>"


def test_body_text_leaves_the_html_out(desk: Desk) -> None:
    desk.home.mkdir()
    (desk.home / "config.yaml").write_text("body: text\n")
    desk.run("thanks i.yaml")
    message = message_from_bytes(desk.written()["thank-you-dana.eml"])
    assert message.get_content_type() == "text/plain"


@pytest.mark.parametrize("more", ["", "--json", "--replace", "--variant 4"])
def test_a_dry_run_leaves_no_trace(desk: Desk, more: str) -> None:
    before = desk.everything()
    told = desk.run(f"thanks i.yaml --dry-run {more}").stdout
    assert desk.everything() == before
    assert not desk.home.exists()
    assert not (desk.folder / "drafts").exists()
    assert told.count("Dana Whitlock" if "json" not in more else '"dana"') >= 1


def test_a_dry_run_after_a_run_leaves_no_trace_either(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    before = desk.everything()
    desk.run("thanks i.yaml --dry-run --variant 4 --replace")
    assert desk.everything() == before


def test_a_dry_run_shows_what_a_run_writes(desk: Desk) -> None:
    shown = desk.run("thanks i.yaml --dry-run").stdout
    assert "To: Dana Whitlock <dana.whitlock@corvane.example>" in shown
    desk.run("thanks i.yaml")
    for name in (name for name in ALL if name.startswith("card")):
        assert desk.written()[name].decode() in shown


@pytest.mark.parametrize("known_from", ["others", "sibling", "journal"])
def test_refuses_the_name_of_another_employer(desk: Desk, known_from: str) -> None:
    rival = "Brightmoor Rail" if known_from == "others" else "Ostrava Trams"
    elsewhere = desk.folder.parent / "elsewhere"
    if known_from == "sibling":
        desk.note("other.yaml", f"employer: {rival}\n")
    if known_from == "journal":
        elsewhere.mkdir()
        sample = (desk.folder / "i.yaml").read_text("utf-8")
        other = sample.replace("Corvane Ferries", rival)
        other = other.replace("short: Corvane\n", "short: Trams\n")
        (elsewhere / "other.yaml").write_text(other, "utf-8")
        desk.run(f"thanks {elsewhere}/other.yaml --only dana")
    desk.say("for: looking after me so well", f"for: not asking about {rival}")
    result = desk.run("thanks i.yaml", code=5)
    assert f'C2 "{rival}"' in result.stderr
    assert not desk.drafts.exists()


def test_a_past_employer_may_be_named_though_it_is_a_rival(desk: Desk) -> None:
    desk.note("other.yaml", "employer: {name: Lakeshore Bus}\n")
    assert "C2" not in desk.run("thanks i.yaml").stderr


def test_a_first_run_that_is_refused_remembers_nothing(desk: Desk) -> None:
    desk.say("for: looking after me so well", "for: not asking about Brightmoor Rail")
    desk.run("thanks i.yaml", code=5)
    assert "Nothing is remembered yet" in desk.run("log").stdout


def test_what_was_sent_stays_as_it_was_sent(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    sent = desk.written()["thank-you-dana.eml"]
    desk.run("log i.yaml sent thank-you --with dana")
    desk.say("looking after me so well", "the walk through the building")
    told = desk.run("thanks i.yaml --replace --variant 7").stdout
    assert desk.written()["thank-you-dana.eml"] == sent
    assert "(you sent it, so it stays as it is)" in told
    assert "replaced  thank-you-tomas.eml" in told


def test_writes_where_it_is_told(desk: Desk, tmp_path: Path) -> None:
    told = desk.run(f"thanks i.yaml --out {tmp_path}/elsewhere").stdout
    folder = tmp_path / "elsewhere" / "corvane-ferries-2026-06-02"
    assert sorted(path.name for path in folder.iterdir()) == ALL
    assert str(folder) in told
    assert not (desk.folder / "drafts").exists()


def test_a_folder_that_cannot_be_made_is_one_line(desk: Desk) -> None:
    desk.note("out", "a file")
    result = desk.run("thanks i.yaml --out out", code=6)
    assert len(result.stderr.splitlines()) == 1
    assert "Nothing is remembered yet" in desk.run("log").stdout


def test_reads_standard_input(desk: Desk) -> None:
    text = (desk.folder / "i.yaml").read_bytes()
    desk.run("thanks -", typed=text)
    assert sorted(desk.written()) == ALL


def test_a_broken_file_is_told_place_by_place(desk: Desk) -> None:
    desk.say("    role: peer", "    rolle: peer")
    desk.say("date: 2026-06-02", "date: 2026-06-31")
    result = desk.run("thanks i.yaml", code=3)
    lines = result.stderr.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("i.yaml:") for line in lines)
    assert "did you mean" in result.stderr
    assert not desk.home.exists()


def own_template(desk: Desk, text: str, name: str = "thank_you.md.j2") -> str:
    folder = desk.home / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return str(folder)


def test_a_sentence_of_ones_own_for_everyone_works_with_a_warning(desk: Desk) -> None:
    own_template(desk, letter("I have kept every ferry ticket since I was nine."))
    result = desk.run("thanks i.yaml")
    assert sorted(desk.written()) == ALL
    assert "warns E3" in result.stderr
    assert "I have kept every ferry ticket" in result.stderr
    desk.run("thanks i.yaml --replace --strict", code=5)


def test_a_form_letter_is_refused(desk: Desk) -> None:
    own_template(desk, FORM_LETTER)
    result = desk.run("thanks i.yaml", code=5)
    for person in ("dana", "tomas", "meilin"):
        assert f"thank-you-{person}: D1" in result.stderr
    assert not (desk.folder / "drafts").exists()
    assert "Nothing is remembered yet" in desk.run("log").stdout


def one_of_many(employer: str, number: int, facts: str = "") -> str:
    slug = employer.lower().replace(" ", "")
    return f"""\
you: {{name: Ines Okafor, email: ines@mail.example}}
employer: {employer}
position: {{title: Software Engineer, short: Engineer}}
date: 2026-06-0{number + 1}
timeline: unknown
interviewers:
  - name: Pat Number{"abcdefgh"[number]}
    given: Pat
    email: pat@{slug}.example
    {facts or "topics: the tickets, they_said: the tickets pile up on Mondays"}
"""


FIRMS = ("Ostrava Trams", "Lindal Freight", "Kestrel Water", "Halden Grid")
SAME = """topics: the way you work
    they_said: the team ships every week
    thanks_for: your time
    my_link: I ship every week too, and I like it."""


def test_one_letter_to_many_employers_is_refused(desk: Desk) -> None:
    own_template(desk, letter("I am a good fit for the team."))
    codes = []
    for number, firm in enumerate(FIRMS):
        desk.note(f"{number}/i.yaml", one_of_many(firm, number, SAME))
        code = 0 if not number else 5
        result = desk.run(f"thanks {number}/i.yaml", code=code)
        codes.append("E7" in result.stderr)
    assert codes == [False, True, True, True]
    assert not (desk.folder / "1" / "drafts").exists()


def test_candidates_in_one_home_may_write_alike(desk: Desk) -> None:
    own_template(desk, letter("I am a good fit for the team."))
    ann = one_of_many(FIRMS[0], 0, SAME)
    desk.note("ann/i.yaml", ann)
    desk.run("thanks ann/i.yaml")
    bob = one_of_many(FIRMS[1], 1, SAME)
    desk.note("bob/i.yaml", bob.replace("ines@mail", "bob@mail"))
    assert "E7" not in desk.run("thanks bob/i.yaml").stderr


def test_one_file_copied_for_many_employers_is_told_and_then_refused(
    desk: Desk,
) -> None:
    codes = [0, 0, 0, 0, 5]
    remark = SAME.replace("my_link: I ship every week too, and I like it.", "")
    topics = ("the tickets", "your kiln", "the night bus", "small pumps", "the press")
    for number, firm in enumerate((*FIRMS, "Arbor Print")):
        facts = remark.rstrip().replace("the way you work", topics[number])
        desk.note(f"{number}/i.yaml", one_of_many(firm, number, facts))
        result = desk.run(f"thanks {number}/i.yaml", code=codes[number])
        assert ("E7" in result.stderr) is (number > 0)
    assert "other employers were told this" in result.stderr


def test_their_remark_on_the_same_topic_told_to_two_employers_is_refused(
    desk: Desk,
) -> None:
    remark = SAME.replace("my_link: I ship every week too, and I like it.", "")
    for number, firm in enumerate(FIRMS[:2]):
        desk.note(f"{number}/i.yaml", one_of_many(firm, number, remark.rstrip()))
        result = desk.run(f"thanks {number}/i.yaml", code=5 * number)
    assert "you told this to another employer" in result.stderr


def test_their_remark_and_ones_own_deed_told_to_two_employers_is_refused(
    desk: Desk,
) -> None:
    for number, firm in enumerate(FIRMS[:2]):
        desk.note(f"{number}/i.yaml", one_of_many(firm, number, SAME))
        result = desk.run(f"thanks {number}/i.yaml", code=5 * number)
    assert "E7" in result.stderr
    assert "you told this to another employer" in result.stderr


def test_a_template_that_names_what_does_not_exist_is_told_by_line(desk: Desk) -> None:
    own_template(desk, (letter("")).replace("{{ my_link }}", "{{ my_lnik }}"))
    result = desk.run("thanks i.yaml", code=4)
    assert "thank_you.md.j2:6: " in result.stderr
    assert "my_link" in result.stderr
    assert not (desk.folder / "drafts").exists()


def test_a_template_cannot_choose_who_gets_mail(desk: Desk) -> None:
    own_template(desk, "Bcc: all@corvane.example\n" + letter(""))
    result = desk.run("thanks i.yaml", code=4)
    assert "Bcc" in result.stderr
    assert not (desk.folder / "drafts").exists()


def test_the_folder_named_beats_the_usual_one(desk: Desk, tmp_path: Path) -> None:
    own_template(desk, FORM_LETTER)
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thank_you.md.j2").write_text(letter("My bees say hello."), "utf-8")
    desk.run(f"thanks i.yaml --templates {folder}")
    assert b"My bees say hello." in desk.written()["thank-you-dana.eml"]


def test_the_same_input_gives_the_same_bytes_anywhere(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    first = desk.written()
    for path in desk.drafts.iterdir():
        path.unlink()
    (desk.home / "journal.sqlite3").unlink()
    desk.run("thanks i.yaml", today="2027-01-04")
    assert desk.written() == first


def test_letters_of_an_older_drafter_get_new_words_unless_they_were_sent(
    desk: Desk,
) -> None:
    desk.run("thanks i.yaml --variant 3")
    before = desk.written()
    with closing(sqlite3.connect(desk.home / "journal.sqlite3")) as journal, journal:
        journal.execute("UPDATE draft SET choices = '[\"0f1e2d3c4b5a\"]'")
        journal.execute("UPDATE interview SET variant = 0")
    desk.run("log i.yaml sent thank-you --with dana")
    told = desk.run("thanks i.yaml").stdout
    assert "drafter's letters are new: Dana Whitlock, Tomas Lindqvist" in told  # a card
    after = desk.written()
    assert after["thank-you-dana.eml"] == before["thank-you-dana.eml"]
    assert after["thank-you-tomas.eml"] != before["thank-you-tomas.eml"]
    assert "letters are new" not in desk.run("thanks i.yaml").stdout


def test_what_is_past_is_not_promised_without_a_word(desk: Desk) -> None:
    told = desk.run("thanks i.yaml --dry-run", today="2026-06-15")
    assert (
        "Tomas Lindqvist is promised something by Thursday, June 4, which"
        in told.stderr
    )
    assert "June 12" not in told.stdout
    in_time = desk.run("thanks i.yaml --dry-run", today="2026-06-03")
    assert "which is past" not in in_time.stderr
    assert "June 12" in in_time.stdout


def test_a_new_letter_promises_by_no_day_that_is_past(desk: Desk) -> None:
    desk.run("thanks i.yaml", today="2026-06-15")
    late = desk.written()
    note = late["thank-you-tomas.eml"].decode()
    assert "June 4" not in note
    assert "\n\nI'll send the rollback plan" in note.replace("\r\n", "\n")
    for day in ("2026-06-16", "2027-01-04"):
        desk.run("thanks i.yaml", today=day)
        assert desk.written() == late
    desk.say("due: 2026-06-04", "due: 2026-06-19")
    desk.run("thanks i.yaml", today="2026-06-16")
    assert b"June 19" in desk.written()["thank-you-tomas.eml"]


def test_a_letter_made_in_time_keeps_the_day_it_promised_by(desk: Desk) -> None:
    desk.run("thanks i.yaml", today="2026-06-03")
    before = desk.written()
    assert b"June 4" in before["thank-you-tomas.eml"]
    again = desk.run("thanks i.yaml", today="2026-06-15")
    assert desk.written() == before
    assert "which is past" not in again.stderr  # it was promised in time


def test_a_promise_for_the_day_itself_is_past_on_the_next(desk: Desk) -> None:
    desk.say("due: 2026-06-04", "due: 2026-06-02")
    told = desk.run("thanks i.yaml --dry-run", today="2026-06-03")
    assert "by Tuesday, June 2, which is past" in told.stderr
    assert "By Tuesday, June 2" not in told.stdout


def test_a_timeline_that_nobody_understands_stops_no_thanks(desk: Desk) -> None:
    desk.say("a decision by Friday the twelfth", "when the moon is full")
    told = desk.run("thanks i.yaml").stderr
    assert "i.yaml:36:15: timeline: " in told
    assert len(desk.written()) == 6
    for line in ("checkin i.yaml", "calendar i.yaml"):
        assert "timeline: " in desk.run(line, code=3).stderr


def test_what_a_killed_run_left_is_swept_where_nothing_changes(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    for name in ("thank-you-dana.eml", "card-meilin.txt"):
        stem = temporary_stem(name)
        (desk.drafts / f"{stem}12345{TEMPORARY}").write_bytes(b"a copy of the letter")
        (desk.drafts / f"{stem}12345.old{TEMPORARY}").write_bytes(b"an older one")
    before = desk.written().keys()
    desk.run("thanks i.yaml")
    assert len(before) == 10
    assert sorted(desk.written()) == sorted(n for n in before if TEMPORARY not in n)


def test_a_date_that_was_corrected_keeps_what_happened(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    desk.run("log i.yaml sent thank-you --with dana")
    desk.say("date: 2026-06-02", "date: 2026-06-01")
    out = desk.run("thanks i.yaml").stdout
    assert "Its date was Tuesday, June 2 before: what was drafted and logged" in out
    (row,) = (line for line in out.splitlines() if "thank-you-dana" in line)
    assert row.split()[0] == "kept"
    told = desk.run("log i.yaml").stdout
    assert "Corvane Ferries, 2026-06-01" in told
    assert "Dana Whitlock was sent" in told
    (known,) = json.loads(desk.run("log --json").stdout)["interviews"]
    assert known["date"] == "2026-06-01"


def test_another_round_beside_is_no_correction(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    desk.run("log i.yaml sent thank-you --with dana")
    text = (desk.folder / "i.yaml").read_text("utf-8")
    desk.note("second.yaml", text.replace("date: 2026-06-02", "date: 2026-06-16"))
    desk.run("thanks second.yaml", today="2026-06-16")
    known = json.loads(desk.run("log --json").stdout)["interviews"]
    assert [one["date"] for one in known] == ["2026-06-02", "2026-06-16"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: dana\n", "id: dana-w\n"),
        ("dana.whitlock@corvane", "d.whitlock@corvane"),
    ],
)
def test_an_id_or_an_address_that_was_corrected_keeps_what_happened(
    desk: Desk, old: str, new: str
) -> None:
    desk.run("thanks i.yaml")
    desk.run("log i.yaml sent thank-you --with dana")
    desk.say(old, new)
    if "id:" in old:
        desk.say("contact: dana ", "contact: dana-w ")
    out = desk.run("thanks i.yaml").stdout
    (row,) = (line for line in out.splitlines() if "thank-you-dana" in line)
    assert row.split()[0] == "kept"
    (known,) = json.loads(desk.run("log --json").stdout)["interviews"]
    assert len(known["events"]) == 1


def candidates(desk: Desk, *names: str) -> list[str]:
    """Put an interview file of each into a folder: same employer, day and people."""
    text = (desk.folder / "i.yaml").read_text("utf-8")
    text = text.replace(
        "      file: Okafor-rollback-plan.pdf", "      link: https://x.example/plan"
    )
    for name in names:
        own = text.replace("Ines Okafor", name)
        own = own.replace("ines.okafor@", f"{name.split()[0].lower()}@")
        own = own.replace("they_said: ", f"they_said: as {name} heard it, ")
        desk.note(f"all/{name.split()[0].lower()}.yaml", own)
    return sorted(path.name for path in (desk.folder / "all").glob("*.yaml"))


def test_a_folder_of_candidates_is_one_run(desk: Desk) -> None:
    candidates(desk, "Ada Moss", "Tim Aldous")
    desk.note("all/config-of-something.yaml", "no: interview\n")
    told = desk.run("thanks all").stdout
    assert "Corvane Ferries, Tuesday, June 2 (Ada Moss)" in told
    assert "Corvane Ferries, Tuesday, June 2 (Tim Aldous)" in told
    places = desk.folder / "all" / "drafts"
    ada, tim = (places / FOLDER, places / f"{FOLDER}-tim-aldous")
    for place, name in ((ada, "Ada"), (tim, "Tim")):
        mails = sorted(place.glob("thank-you-*.eml"))
        assert len(mails) == 3
        assert all(name in read_message(one.read_bytes()).text for one in mails)
    again = json.loads(desk.run("thanks all --json").stdout)
    assert {one["state"] for one in again["drafts"]} == {"unchanged"}
    assert len(again["drafts"]) == 12
    shown = desk.run("thanks all --dry-run").stdout
    assert "Ada Moss" in shown
    assert "Tim Aldous" in shown


def test_what_was_written_before_a_stop_is_in_the_one_object(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidates(desk, "Ada Moss", "Tim Aldous")
    put = Folder.put
    folders: list[Path] = []

    def fail_for_the_second(
        folder: Folder, artefacts: Sequence[Artefact]
    ) -> tuple[Receipt, ...]:
        folders.append(folder.path)
        if len(folders) > 1:
            raise NotDeliveredError("the disk is full")
        return put(folder, artefacts)

    monkeypatch.setattr(Folder, "put", fail_for_the_second)
    told = desk.run("thanks all --json", code=6)
    assert {one["state"] for one in json.loads(told.stdout)["drafts"]} == {"written"}
    assert "the disk is full" in told.stderr


def test_where_all_is_logged_as_sent_that_is_said(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    assert "Nothing was sent. Open each .eml" in desk.run("thanks i.yaml").stdout
    desk.run("log i.yaml sent thank-you --with all")
    assert "Nothing was sent. Copy the cards" in desk.run("thanks i.yaml").stdout
    desk.run("log i.yaml posted --with all")
    told = desk.run("thanks i.yaml").stdout
    assert "Nothing was sent" not in told
    assert "All of them are logged as sent" in told


def test_where_one_of_several_is_wrong_nothing_is_written_for_any(desk: Desk) -> None:
    candidates(desk, "Ada Moss", "Tim Aldous", "Zoe Marsh")
    bad = desk.folder / "all" / "tim.yaml"
    bad.write_text(bad.read_text().replace("date: 2026-06-02", "date: 2026-06-42"))
    told = desk.run("thanks all", code=3)
    assert told.stderr.startswith("all/tim.yaml:")
    assert not (desk.folder / "all" / "drafts").exists()
    other = desk.folder / "all" / "zoe.yaml"
    other.write_text(other.read_text().replace("date: 2026-06-02", "dte: 2026-06-02"))
    both = json.loads(desk.run("thanks all --json", code=3).stdout)
    assert {one["file"] for one in both["problems"]} == {"all/tim.yaml", "all/zoe.yaml"}


def test_an_empty_folder_is_told(desk: Desk) -> None:
    (desk.folder / "none").mkdir()
    assert "no interview file in none" in desk.run("thanks none", code=2).stderr


@pytest.mark.parametrize(
    "typed", ["siobhan", "Siobhán", "siobhán ó ceallaigh", "siobhan-o-ceallaigh"]
)
def test_the_same_names_do_for_every_command(desk: Desk, typed: str) -> None:
    for old, new in {
        "name: Dana Whitlock\n    id: dana": "name: Siobhán Ó Ceallaigh",
        "given: Dana": "given: Siobhán",
        "family: Whitlock": "family: Ó Ceallaigh",
        "address_as: Dana ": "address_as: Siobhán ",
        "contact: dana": "contact: siobhan-o-ceallaigh",
    }.items():
        desk.say(old, new)
    desk.run(f"thanks i.yaml --only '{typed}'")
    assert sorted(desk.written()) == [
        "card-siobhan-o-ceallaigh.txt",
        "thank-you-siobhan-o-ceallaigh.eml",
    ]
    told = desk.run(f"log i.yaml sent thank-you --with '{typed}'").stdout
    assert "Siobhán Ó Ceallaigh was sent" in told


def test_the_result_comes_first_and_then_what_would_read_badly(desk: Desk) -> None:
    (desk.folder / "Okafor-rollback-plan.pdf").unlink()
    lines = desk.run("thanks i.yaml").output.splitlines()
    assert lines[0] == "Corvane Ferries, Tuesday, June 2"
    assert lines[-1].startswith("i.yaml: there is no file ")
    assert lines[-2] == ""
    assert (
        lines[-3] == "  once sent:       drafter log i.yaml sent thank-you --with dana"
    )


def test_names_next_who_has_no_letter_yet(desk: Desk) -> None:
    desk.run("thanks i.yaml")
    desk.run("log i.yaml sent thank-you --with dana")
    desk.run("log i.yaml posted --with dana")
    assert "sent thank-you --with tomas" in desk.run("thanks i.yaml").stdout
    desk.run("log i.yaml sent thank-you --with all")
    desk.run("log i.yaml posted --with all")
    out = desk.run("thanks i.yaml").stdout
    assert out.splitlines()[-1] == "Next: drafter status"


def test_a_file_under_an_older_name_is_told_of_once(desk: Desk) -> None:
    desk.say("id: tomas", "id: thomas")
    desk.run("thanks i.yaml")
    desk.say("id: thomas", "id: tomas")
    told = desk.run("thanks i.yaml").output
    assert "also lies in" not in told
    assert told.count("thank-you-thomas.eml") == 1
