"""`drafter log`, as a user types it, and the words behind it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Literal, Protocol
from unicodedata import normalize

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from drafter.cli import drafter
from drafter.draft import Kind
from drafter.interview import Contact, Takeaway
from drafter.journal import open_journal
from drafter.journal.history import History, KnownDraft
from drafter.journal.run import Entry
from drafter.journal.told import (
    KINDS,
    UnclearError,
    Words,
    kind_of,
    sentence,
    understood,
)
from drafter.planning import Event, EventKind
from tests.calendars import DANA, MIRA, interviewed, june
from tests.changed import replace
from tests.conftest import ROOT
from tests.test_journal import note


if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

DAY = "2026-06-16"
THANKS = "your thank-you email to Dana Whitlock was sent"


class Run(Protocol):
    def __call__(self, *arguments: str, code: int = 0, today: str = DAY) -> Result: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run drafter in a folder of its own, with the sample interview as `i.yaml`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    shutil.copy(ROOT / "sample_data" / "interview.yaml", tmp_path / "i.yaml")

    def run(*arguments: str, code: int = 0, today: str = DAY) -> Result:
        result = CliRunner().invoke(drafter, ["--today", today, *arguments])
        assert result.exit_code == code, result.output
        return result

    return run


def remembered(run: Run) -> list[tuple[str, str, str, str]]:
    (entry,) = json.loads(run("log", "i.yaml", "--json").stdout)["interviews"]
    return [(e["kind"], e["draft_kind"], e["person"], e["on"]) for e in entry["events"]]


@pytest.mark.parametrize(
    ("typed", "told", "row"),
    [
        (
            "sent thank-you --with dana",
            f"Recorded: {THANKS} on Tuesday, June 16.",
            ("sent", "thank-you", "dana", DAY),
        ),
        (
            "sent ThankYou --with DANA --on 2026-06-03",
            f"{THANKS} on Wednesday, June 3.",
            ("sent", "thank-you", "dana", "2026-06-03"),
        ),
        (
            "posted --with tomas",
            "your card to Tomas Lindqvist was posted",
            ("posted", "card", "tomas", DAY),
        ),
        (
            "sent card --with tomas",
            "your card to Tomas Lindqvist was posted",
            ("posted", "card", "tomas", DAY),
        ),
        (
            "connected --with 'Mei-Lin'",
            "you asked Mei-Lin Zhao to connect",
            ("connected", "linkedin", "meilin", DAY),
        ),
        (
            "sent takeaway",
            "what you promised Tomas Lindqvist was sent",
            ("sent", "takeaway", "tomas", DAY),
        ),
        (
            "sent checkin",
            "you checked in with Dana Whitlock",
            ("sent", "check-in", "dana", DAY),
        ),
        (
            "sent reply --with tomas",
            "your answer to Tomas Lindqvist",
            ("sent", "reply", "tomas", DAY),
        ),
        ("called", "you called Dana Whitlock", ("called", "", "dana", DAY)),
        ("replied", "they answered", ("replied", "", "", DAY)),
        (
            "replied --with dana",
            "Dana Whitlock answered",
            ("replied", "", "dana", DAY),
        ),
        ("decided", "they decided on Tuesday, June 16", ("decided", "", "", DAY)),
        ("withdrew", "you withdrew on Tuesday, June 16", ("withdrew", "", "", DAY)),
    ],
)
def test_records_what_happened_and_says_so(
    run: Run, typed: str, told: str, row: tuple[str, str, str, str]
) -> None:
    arguments = ["log", "i.yaml", *typed.replace("'", "").split()]
    assert told in run(*arguments).stdout
    again = run(*arguments)
    assert again.stdout.startswith("Recorded before:")
    assert remembered(run) == [row]


def test_tells_the_day_that_was_recorded_before(run: Run) -> None:
    run("log", "i.yaml", "posted", "--with", "dana", today="2026-06-03")
    again = run("log", "i.yaml", "posted", "--with", "dana")
    assert "posted on Wednesday, June 3 " in again.stdout


def test_all_is_one_event_for_each_interviewer(run: Run) -> None:
    run("log", "i.yaml", "posted", "--with", "all")
    people = ["dana", "tomas", "meilin"]
    assert remembered(run) == [("posted", "card", person, DAY) for person in people]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("sent", "no draft is known"),
        ("sent thank-you", "to whom? Add --with ID (dana, tomas, meilin, or all)"),
        ("posted", "to whom?"),
        ("sent letter", "there is no draft of kind 'letter'"),
        ("sent thank-you --with bob", "no interviewer 'bob' (there are: dana,"),
        ("sang", "'sang' is not one of"),
        ("sent thank-you --with dana --on 2026-06-17", "after today"),
        ("sent thank-you --with dana --on 2026-06-01", "before the interview"),
        ("sent thank-you --with dana --on someday", "is not a date"),
        ("sent takeaway --with dana", "no takeaway promised to 'dana'"),
        ("sent takeaway --with tomas --item 2", "has 1 takeaways"),
        ("sent thank-you --with dana --item 1", "--item goes with `sent takeaway`"),
        ("decided --said soon", "--said goes with `replied`"),
        ("called thank-you", "KIND goes with `sent`"),
        ("posted thank-you --with dana", "KIND goes with `sent`"),
        ("dropped", "no check-in that was drafted and not sent"),
        ("decided --undo", "nothing like that is remembered"),
    ],
)
def test_asks_instead_of_guessing(run: Run, typed: str, why: str) -> None:
    result = run("log", "i.yaml", *typed.split(), code=2)
    assert why in result.stderr
    assert "remembered of Corvane Ferries yet" in run("log", "i.yaml").stdout


def test_refuses_a_day_before_the_interview_though_it_is_today(run: Run) -> None:
    result = run("log", "i.yaml", "withdrew", code=2, today="2026-05-20")
    assert "before the interview" in result.stderr


def test_sent_alone_is_the_email_to_that_person(run: Run) -> None:
    run("thanks", "i.yaml", today="2026-06-02")
    choices = run("log", "i.yaml", "sent", code=2).stderr
    assert "  sent thank-you --with meilin\n  posted --with meilin" in choices
    assert THANKS in run("log", "i.yaml", "sent", "--with", "dana").stdout
    assert "before" in run("log", "i.yaml", "sent", "--with", "dana").stdout
    run("log", "i.yaml", "sent", "--with", "tomas")
    assert "Mei-Lin Zhao was sent" in run("log", "i.yaml", "sent").stdout
    kinds = [kind for _, kind, _, _ in remembered(run)]
    assert kinds == ["thank-you"] * 3


def test_sent_alone_told_twice_does_not_mean_the_card(run: Run, tmp_path: Path) -> None:
    shutil.copy(ROOT / "sample_data" / "phone-screen.yaml", tmp_path / "i.yaml")
    run("thanks", "i.yaml", today="2026-03-10")
    for _ in range(3):
        run("log", "i.yaml", "sent", today="2026-03-10")
    assert [kind for _, kind, _, _ in remembered(run)] == ["thank-you"]
    run("log", "i.yaml", "sent", today="2026-03-11")
    assert [kind for _, kind, _, _ in remembered(run)] == ["thank-you", "card"]


def test_what_was_sent_is_left_alone_by_the_next_run(run: Run) -> None:
    run("thanks", "i.yaml", today="2026-06-02")
    run("log", "i.yaml", "sent", "thank-you", "--with", "dana")
    states = json.loads(run("thanks", "i.yaml", "--variant", "3", "--json").stdout)
    told = {(d["kind"], d["interviewer"]): d["state"] for d in states["drafts"]}
    assert told["thank-you", "dana"] == "kept"
    assert told["thank-you", "tomas"] == "replaced"


@pytest.mark.parametrize("forms", [("NFC", "NFD"), ("NFD", "NFC")])
def test_what_was_sent_is_left_alone_though_the_name_is_typed_in_other_letters(
    run: Run, tmp_path: Path, forms: tuple[Literal["NFC", "NFD"], ...]
) -> None:
    notes = (tmp_path / "i.yaml").read_text("utf-8")
    drafted = []
    for form in forms:
        name = normalize(form, "Café Ferries")
        text = notes.replace("Corvane Ferries", name)
        (tmp_path / "i.yaml").write_text(text, "utf-8")
        told = json.loads(run("thanks", "i.yaml", "--json").stdout)
        drafted += told["drafts"]
        run("log", "i.yaml", "sent", "thank-you", "--with", "dana")
    states = [
        one["state"]
        for one in drafted
        if (one["kind"], one["interviewer"]) == ("thank-you", "dana")
    ]
    assert states == ["written", "kept"]
    assert len(remembered(run)) == 1


def test_a_newer_timeline_is_understood_from_the_day_it_was_said(run: Run) -> None:
    told = run("log", "i.yaml", "replied", "--said", "by  June 19").stdout
    assert 'they answered on Tuesday, June 16: "by June 19"' in told
    assert "not before Monday, June 22" in told


@pytest.mark.parametrize("said", ["when pigs fly", "June 1 2026", "x" * 300, "\0"])
def test_a_timeline_nobody_understands_is_not_recorded(run: Run, said: str) -> None:
    result = run("log", "i.yaml", "replied", "--said", said, code=3)
    assert result.stderr.startswith("--said: ")
    assert "yet" in run("log", "i.yaml").stdout


def test_an_unknown_country_is_named_when_a_timeline_is_told(
    run: Run, tmp_path: Path
) -> None:
    text = (tmp_path / "i.yaml").read_text("utf-8")
    text = text.replace("2026-06-02: a decision by Friday the twelfth", "unknown")
    text = text.replace("timeline:  ", "timeline: unknown #").replace("  unknown", "")
    (tmp_path / "i.yaml").write_text(text.replace("country: US", "country: QQ"))
    result = run("log", "i.yaml", "replied", "--said", "by Friday", code=3)
    assert "no country has the code 'QQ'" in result.stderr


def test_a_mistake_is_taken_back(run: Run) -> None:
    run("log", "i.yaml", "decided", today="2026-06-15")
    assert "Taken back: they decided on Monday, June 15" in (
        run("log", "i.yaml", "decided", "--undo").stdout
    )
    assert remembered(run) == []


def check_in_file(tmp_path: Path, name: str, data: bytes) -> Path:
    folder = tmp_path / "drafts" / "corvane-ferries-2026-06-02"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("edited", [True, False])
def test_dropping_removes_the_draft_unless_it_was_edited(
    run: Run, tmp_path: Path, *, edited: bool
) -> None:
    from drafter.cli.home import Home, read_notes  # noqa: PLC0415 - needs a home
    from drafter.delivery.files import fingerprint  # noqa: PLC0415

    path = check_in_file(tmp_path, "check-in-dana.txt", b"Hello, this is Ines.\n")
    interview = read_notes("i.yaml", Home.find()).interview
    with open_journal(tmp_path / "home" / "journal.sqlite3") as journal:
        journal.announce([fingerprint(path.read_bytes())])
        entry = Entry("dana", Kind.PHONE, "elsewhere", "", (), note(1))
        journal.record(interview, 0, [entry], june(15))
    if edited:
        path.write_bytes(b"Hello, this is Ines Okafor.\n")
    result = run("log", "i.yaml", "dropped")
    assert "the check-in drafted for Dana Whitlock was dropped" in result.stdout
    assert path.exists() is edited
    assert ("you edited it" in result.stderr) is edited
    assert "Recorded before" in run("log", "i.yaml", "dropped").stdout
    with open_journal(tmp_path / "home" / "journal.sqlite3") as journal:
        assert journal.history(interview).drafts == ()


def test_lists_what_is_remembered(run: Run) -> None:
    assert "Nothing is remembered yet" in run("log").stdout
    run("thanks", "i.yaml", "--only", "dana", today="2026-06-02")
    run("log", "i.yaml", "sent", "thank-you", "--with", "dana")
    one = run("log", "i.yaml").stdout
    assert f"{THANKS} on Tuesday, June 16" in one
    assert "not logged as sent: card-dana.txt" in one
    assert "Corvane Ferries, 2026-06-02 (ines.okafor@mail.example)" in run("log").stdout
    assert json.loads(run("log", "--json").stdout)["version"] >= 2


def test_says_what_comes_next(run: Run) -> None:
    told = run("log", "i.yaml", "posted", "--with", "all", today="2026-06-02").stdout
    assert told.splitlines()[-2:] == [
        (
            "Next, today: draft the thank-you email: "
            "Dana Whitlock, Tomas Lindqvist, Mei-Lin Zhao"
        ),
        "  drafter thanks i.yaml",
    ]


def test_names_whose_interview_it_is_where_there_are_several(
    run: Run, tmp_path: Path
) -> None:
    text = (tmp_path / "i.yaml").read_text("utf-8").replace("Ines Okafor", "Tim Aldous")
    (tmp_path / "t.yaml").write_text(text.replace("ines.okafor@", "tim.aldous@"))
    assert "Tim" not in run("log", "t.yaml", "sent", "card", "--with", "dana").stdout
    told = run("log", "i.yaml", "posted", "--with", "dana").stdout
    assert told.startswith("Corvane Ferries, Tuesday, June 2 (Ines Okafor)\nRecorded:")
    his = run("log", "--for", "tim").stdout
    assert his.startswith("Corvane Ferries, 2026-06-02 (tim.aldous@mail.example)\n")
    assert "ines" not in his
    wrong = run("log", "i.yaml", "decided", "--for", "Tim Aldous", code=2).stderr
    assert "there is no interview of 'Tim Aldous' here" in wrong
    run("log", "t.yaml", "decided", "--for", "Tim Aldous")


def test_says_as_json_what_it_recorded(run: Run) -> None:
    typed = ("log", "i.yaml", "posted", "--with", "dana", "--json")
    (first,) = json.loads(run(*typed).stdout)["events"]
    (again,) = json.loads(run(*typed).stdout)["events"]
    assert first == {
        "event": "posted",
        "kind": "card",
        "with": "dana",
        "on": DAY,
        "said": "",
        "item": 0,
        "recorded": True,
    }
    assert again == {**first, "recorded": False}


def test_a_broken_interview_file_is_not_logged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "i.yaml").write_text("employer: [")
    assert run("log", "i.yaml", "decided", code=3).stderr.startswith("i.yaml:1:")


def test_a_damaged_journal_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "journal.sqlite3").write_bytes(b"no database" * 100)
    assert "damaged" in run("log", "i.yaml", "decided", code=6).stderr


PROMISED = Takeaway(promised="send a plan", due=june(4))
ROBIN = Contact(name="Robin Vale")
TWO_PROMISES = interviewed(
    interviewers=(replace(DANA, takeaways=(PROMISED, PROMISED)), MIRA), contact=ROBIN
)


def asked(event: EventKind, kind: Kind | None = None, *people: str) -> Words:
    return Words(event=event, on=june(16), kind=kind, people=people)


def waiting(*drafts: tuple[Kind, str, int]) -> History:
    return History(tuple(KnownDraft(p, k, 1, "", june(day)) for k, p, day in drafts))


@pytest.mark.parametrize(
    ("first", "second", "people", "kind"),
    [
        ((Kind.THANK_YOU, "dana", 2), (Kind.CARD, "dana", 2), (), "thank-you"),
        ((Kind.THANK_YOU, "dana", 2), (Kind.CARD, "mira", 2), (), "thank-you"),
        ((Kind.THANK_YOU, "dana", 2), (Kind.CHECK_IN, "dana", 15), (), "check-in"),
        ((Kind.CHECK_IN, "dana", 15), (Kind.THANK_YOU, "dana", 2), (), "check-in"),
        ((Kind.REPLY, "mira", 3), (Kind.THANK_YOU, "dana", 2), ("dana",), "thank-you"),
        ((Kind.PHONE, "dana", 15), (Kind.LINKEDIN, "dana", 3), (), "linkedin"),
    ],
)
def test_a_bare_sent_is_the_latest_draft(
    first: tuple[Kind, str, int],
    second: tuple[Kind, str, int],
    people: tuple[str, ...],
    kind: str,
) -> None:
    words = asked(EventKind.SENT, None, *people)
    (event,) = understood(words, interviewed(), waiting(first, second))
    assert (event.with_id, event.draft_kind) == ("dana", kind)


def test_which_of_several_promises_has_to_be_told() -> None:
    words = asked(EventKind.SENT, Kind.TAKEAWAY, "dana")
    with pytest.raises(UnclearError, match="--item 2: send a plan"):
        understood(words, TWO_PROMISES, History())
    (event,) = understood(replace(words, item=2), TWO_PROMISES, History())
    assert event.item == 2


def test_a_check_in_goes_to_the_contact_who_did_not_interview() -> None:
    (event,) = understood(asked(EventKind.CALLED), TWO_PROMISES, History())
    assert event.with_id == "robin-vale"


def test_an_answer_of_nobody_in_particular_is_theirs() -> None:
    event = Event(EventKind.REPLIED, june(16), said="soon")
    assert sentence(event, {}) == 'they answered on Tuesday, June 16: "soon"'


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_understood_as_it_is_spelt(kind: Kind) -> None:
    assert kind_of(kind.value) is kind
    assert kind_of(kind.value.replace("-", "_").upper()) is kind


NAMES = st.sampled_from(["dana", "mira", "all", "Robin Vale", "nobody", "", "DANA"])
WORDS = st.builds(
    Words,
    event=st.sampled_from(EventKind),
    on=st.sampled_from([june(1), june(2), june(16)]),
    kind=st.none() | st.sampled_from(KINDS),
    people=st.lists(NAMES, max_size=3).map(tuple),
    said=st.sampled_from(["", "soon"]),
    item=st.integers(0, 3),
)
DRAFTS = st.builds(
    KnownDraft,
    person=st.sampled_from(["dana", "mira", "robin-vale", "gone"]),
    kind=st.sampled_from(Kind),
    number=st.integers(1, 3),
    place=st.just(""),
    drafted_on=st.sampled_from([june(2), june(3)]),
)
EVENTS = st.builds(
    Event,
    kind=st.sampled_from(EventKind),
    on=st.sampled_from([june(2), june(16)]),
    draft_kind=st.sampled_from(["", *KINDS]),
    with_id=st.sampled_from(["", "dana", "mira", "gone"]),
    item=st.integers(0, 3),
)


@given(WORDS, st.lists(DRAFTS, max_size=4), st.lists(EVENTS, max_size=4))
def test_whatever_is_typed_is_understood_or_asked_about(
    words: Words, drafts: list[KnownDraft], events: list[Event]
) -> None:
    try:
        found = understood(words, TWO_PROMISES, History(tuple(drafts), tuple(events)))
    except UnclearError:
        return
    assert found
    assert all(event.on == words.on for event in found)
    assert all(sentence(event, {}) for event in found)


def test_a_bare_sent_with_several_means_the_latest_of_each(run: Run) -> None:
    run("thanks", "i.yaml")
    run("log", "i.yaml", "sent", "--with", "dana")
    told = run("log", "i.yaml", "sent", "--with", "all").stdout
    assert "Recorded: your thank-you email to Tomas Lindqvist" in told
    assert "Recorded: your thank-you email to Mei-Lin Zhao" in told
    assert "Dana Whitlock was sent" not in told.partition("Next")[0]
    again = run("log", "i.yaml", "sent", "--with", "tomas", "--with", "meilin").stdout
    assert again.count("Recorded before: your thank-you email") == 2


def test_all_are_those_who_get_such_a_letter(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "i.yaml"
    text = path.read_text("utf-8")
    text = text.replace("    email: meilin.zhao@corvane.example\n", "")
    text = text.replace("role: peer", "role: peer\n    linkedin_ok: no")
    path.write_text(text, "utf-8")

    def recorded(*words: str) -> str:
        told = run("log", "i.yaml", *words).stdout.splitlines()
        return "\n".join(line for line in told if line.startswith("Recorded: "))

    for words in ("sent thank-you", "connected"):
        told = recorded(*words.split(), "--with", "all")
        assert "Dana Whitlock" in told
        assert "Mei-Lin Zhao" not in told
    told = recorded("sent", "takeaway", "--with", "all")
    assert told.startswith("Recorded: what you promised Tomas Lindqvist")
    assert "\n" not in told
    assert "Mei-Lin Zhao" in recorded("posted", "--with", "all")
    assert "Mei-Lin Zhao" in recorded("sent", "thank-you", "--with", "meilin")


def test_a_draft_that_was_deleted_as_told_waits_no_more(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "i.yaml"
    run("thanks", "i.yaml", today="2026-06-02")
    text = path.read_text("utf-8")
    changed = text.replace("    id: meilin\n", "").replace("Mei-Lin Zhao", "Ola Brandt")
    changed = changed.replace("meilin.zhao", "ola").replace("let me be wrong", "waited")
    path.write_text(changed.replace("the museum of bugs", "the archive"), "utf-8")
    (card,) = tmp_path.glob("drafts/*/card-meilin.txt")
    assert "card-meilin.txt" in run("log", "i.yaml").stdout
    card.unlink()
    assert "card-meilin.txt" not in run("log", "i.yaml").stdout
    assert "thank-you-meilin.eml" in run("log", "i.yaml").stdout


def test_what_was_told_before_is_told_of_the_same_person(run: Run) -> None:
    run("thanks", "i.yaml")
    for one in ("dana", "tomas"):
        run("log", "i.yaml", "sent", "--with", one)
    run("log", "i.yaml", "posted", "--with", "all")
    again = run("log", "i.yaml", "sent", "--with", "dana").stdout
    assert "Recorded before: your thank-you email to Dana Whitlock" in again


def test_what_was_logged_of_everybody_is_taken_back_of_everybody(run: Run) -> None:
    run("thanks", "i.yaml")
    run("log", "i.yaml", "posted", "--with", "all")
    back = run("log", "i.yaml", "posted", "--undo", "--with", "all").stdout
    assert "Taken back: your card to Dana Whitlock" in back
    assert "Taken back: your card to Tomas Lindqvist" in back
