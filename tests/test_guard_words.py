"""Words as the guard compares them: folded, in tokens, in the lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.draft import Kind
from drafter.guard import examine
from drafter.guard.words import (
    fold,
    mentions,
    phrase,
    plain_words,
    stem,
    tokens,
    unaccented,
    wishes,
)
from drafter.interview import Stage, Tone
from tests.changed import replace
from tests.corvane import CORVANE, DANA, NOBODY, draft


if TYPE_CHECKING:
    from collections.abc import Iterator

    from drafter.draft import Draft


@given(st.text(max_size=80))
def test_cuts_tokens_that_stand_in_the_text(text: str) -> None:
    found = tokens(text)
    assert len(found.words) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)


def test_cuts_a_possessive_off_and_keeps_other_apostrophes() -> None:
    assert tokens("Dana's team can't, y'all: it's 9-to-5.").words == (
        "dana", "'s", "team", "can't", ",", "y'all", ":", "it", "'s", "9", "-", "to",
        "-", "5", ".",
    )  # fmt: skip
    assert phrase('"the plan."') == ("the", "plan")


@pytest.mark.parametrize(
    "words",
    [
        "planning planned plans plannings",
        "releases release releasing",
        "study studies studied",
    ],
)
def test_brings_the_forms_of_a_word_together(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    ("text", "field", "told"),
    [
        ("We drew the release calendar.", "the release calendar", True),
        ("Your calendar has four releases.", "the release calendar", True),
        (
            "A calendar. One two three four five six seven eight. A release.",
            "the release calendar",
            False,
        ),
        ("A calendar and a calendar.", "the release calendar", False),
        ("Of it and the.", "of it", True),
        ("Of the.", "of it", False),
        ("", "the release calendar", False),
        ("Anything.", "", False),
    ],
)
def test_knows_a_mention(text: str, field: str, told: bool) -> None:  # noqa: FBT001
    assert mentions(plain_words(text), field, frozenset()) is told


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hi ALL", "hi all"),
        ("a\u200bll", "all"),
        ("a\u00adl\u2060l", "all"),
        ("ａｌｌ", "all"),
        ("𝐚𝐥𝐥", "all"),
        ("аll", "all"),
        ("аӏӏ", "all"),
        ("can’t", "can't"),
        ("“so”", '"so"'),
        ("a\u00a0b\nc\td", "a b c d"),
        ("…", "..."),
        ("a\u0332ll", "all"),
        ("José", "josé"),
        ("Jose\u0301", "josé"),
        ("Анна", "анна"),
        ("аnd", "and"),
        ("Теам", "team"),
        ("aпd", "and"),
        ("İ", "i"),
        ("ﬁt", "fit"),
        ("", ""),
    ],
)
def test_folds_what_is_read_alike(text: str, folded: str) -> None:
    assert fold(text).text == folded


@given(st.text(max_size=60))
def test_remembers_where_every_character_came_from(text: str) -> None:
    folded = fold(text)
    places = [folded.place(i) for i in range(len(folded.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@given(st.text(max_size=60))
def test_folds_the_folded_into_itself_or_shorter(text: str) -> None:
    once = fold(text).text
    assert "\u200b" not in once
    assert "\n" not in once


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Müller", "muller"),
        ("Zoë", "zoe"),
        ("Øst", "ost"),
        ("Łukasz", "lukasz"),
        ("Straße", "strasse"),
    ],
)
def test_bares_letters_for_addresses(name: str, bare: str) -> None:
    assert unaccented(name) == bare


TEMPLATES = Path(__file__).parents[1] / "templates"
KINDS = {
    "card": Kind.CARD, "linkedin": Kind.LINKEDIN, "takeaway": Kind.TAKEAWAY,
    "check-in": Kind.CHECK_IN, "reply": Kind.REPLY,
}  # fmt: skip
PROMISE = {
    "promised": "send you the map",
    "by": "by Thursday, June 4",
    "link": "",
    "file": "",
}


class AnyFact(jinja2.ChainableUndefined):
    """A fact that a phrase tells and this context has not."""

    def __str__(self) -> str:
        return "the map"


ENGINE = jinja2.Environment(undefined=AnyFact)
ENGINE.filters["cap"] = lambda text: text[:1].upper() + text[1:]
CONTEXT = {
    "employer": CORVANE.employer, "position": CORVANE.position, "when": "on Tuesday",
    "weekday": "Tuesday", "topic": "the release calendar", "stage": "onsite",
    "about": "the release calendar", "theirs": "the release calendar",
    "done": "the tour", "date": "June 2", "close": "I would be glad to join Corvane.",
    "thanks_for": "the walk to the quay", "takeaway": PROMISE,
    "timeline": {"deadline": "Friday, June 12"},
}  # fmt: skip
_END = "\x1e"
Line = tuple[Tone, str, frozenset[str], str]


def phrases() -> Iterator[Line]:
    """Every packaged phrase: its tone, heading, for whom it is, and how it reads."""
    for tone in Tone:
        heading, only = "", frozenset[str]()
        lines = (TEMPLATES / f"phrases.{tone}.txt").read_text("utf-8").splitlines()
        told = [line for line in lines if line.strip() and not line.startswith("#")]
        # All at once: to compile hundreds takes a while, and every run collects them.
        for line in ENGINE.from_string(_END.join(told)).render(CONTEXT).split(_END):
            if line.startswith("["):
                heading, _, words = line.strip("[]").partition(":")
                only = frozenset(words.replace(",", " ").split())
            else:
                yield tone, heading, only, line.strip()


def note_with(line: Line) -> Draft:
    """The note of the right kind that has nothing but this phrase to be found in it."""
    tone, heading, only, words = line
    kind = next((KINDS[name] for name in KINDS if name in only), Kind.THANK_YOU)
    stage = Stage.INFORMATIONAL if "informational" in only else Stage.ONSITE
    interview = replace(CORVANE, tone=tone, stage=stage)
    closing = words if heading == "closing" else "Kind regards,"
    subject = words if heading == "subject" else "The release calendar: Timetables"
    about = "We talked about the release calendar."
    if kind is Kind.TAKEAWAY:
        about = "Here is the release calendar."
    elif kind in (Kind.CHECK_IN, Kind.REPLY):
        about = "We spoke about the Timetables role on June 2."
    elif heading != "thanks":
        about = "Thank you for the talk about the release calendar."
    body = "" if heading in ("closing", "subject") else words
    thanks = heading != "wish" and kind is Kind.THANK_YOU
    wish = "I'd like to join Corvane." if thanks else ""
    hi = "Dear Dana Whitlock" if tone is Tone.FORMAL else "Hi Dana"
    text = f"{about} {body}\n\n{wish}".strip()
    if kind is Kind.LINKEDIN:
        return draft(
            kind,
            "dana",
            f"{hi}, {words} It was at Corvane. Ines Okafor",
            interview=interview,
        )
    signed = "Ines Okafor" if kind is Kind.CARD else "Ines Okafor\n+1 207 555 0142"
    person = replace(DANA, thanks_for=CONTEXT["thanks_for"])
    return draft(
        kind, "dana", f"{hi},\n\n{text}\n\n{closing}\n{signed}",
        subject if kind.is_email else "", interview=interview, interviewer=person,
    )  # fmt: skip


OURS = [line for line in phrases() if line[1] != "attached"]


@pytest.mark.parametrize(
    "line", OURS, ids=lambda line: f"{line[0]}-{line[1]}-{line[3]}"[:70]
)
def test_finds_nothing_in_a_packaged_phrase(line: Line) -> None:
    found = examine(note_with(line), NOBODY)
    assert [(f.rule, f.text, f.why) for f in found] == []


WISHES = [
    line
    for line in OURS
    if line[1] == "wish" and not line[2] & {"card", "informational"}
]


@pytest.mark.parametrize("line", WISHES, ids=lambda line: line[3])
def test_hears_every_wish(line: Line) -> None:
    assert wishes(line[3])
