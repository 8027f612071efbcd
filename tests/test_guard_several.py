"""B4: words that speak to several people, and those that only speak of them."""

from __future__ import annotations

import pytest

from drafter.draft import Kind
from tests.changed import replace
from tests.corvane import DANA, severity, to


def _speaks_to_many(words: str, language: str = "en", kind: Kind = Kind.CARD) -> str:
    who = replace(DANA, language=language)
    return severity(to(who, f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor", kind), "B4")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Thank you, both.", "en"),
        ("Thanks everybody.", "en"),
        ("Thank you, gentlemen.", "en"),
        ("You were all kind.", "en"),
        ("My thanks to the whole panel.", "en"),
        ("I remember each one of you.", "en"),
        ("You each asked about the tide.", "en"),
        ("Thank you, one and all.", "en"),
        ("Thank you (both).", "en"),
        ("Thank\u00adyou\u00adboth.", "en"),
        ("This letter goes to you and the rest of the panel.", "en"),
        ("Please pass it on to the panel.", "en"),
        ("I have written the same to Tomas.", "en"),
        ("I write to all my interviewers.", "en"),
        ("Tomas is in copy.", "en"),
        ("You said that you like it, and I thank you both.", "en"),
        ("Danke euch allen!", "de"),
        ("Ich danke Ihnen allen.", "de"),
        ("Danke Ihnen beiden für das Gespräch.", "de"),
        ("Bitte leiten Sie dies an das Team weiter.", "de"),
    ],
)
def test_refuses_more_words_to_several(words: str, language: str) -> None:
    assert _speaks_to_many(words, language) == "refuse"


def test_sends_no_takeaway_round_either() -> None:
    words = "I send this same note to everyone."
    assert _speaks_to_many(words, kind=Kind.TAKEAWAY) == "refuse"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ('You told the tenors "all of you are early".', "en"),
        ("You told me on the stairs that all of you take a night each.", "en"),
        ("Each of you on the night shift signs the log, you said.", "en"),
        ("Meeting you all but settled it.", "en"),
        ("My grandmother taught both of them, and both of you sing.", "en"),
        ("You and my grandmother would agree, both of you.", "en"),
        ("Please give my thanks to the whole panel.", "en"),
        ("I sent the same to me, by mistake.", "en"),
        ("Please pass it on to the others who use the plan.", "en"),
        ("Your captain always thanks everybody by name.", "en"),
        ("Bitte richten Sie dem Team meinen Dank aus.", "de"),
        ("Vor allem danke ich Ihnen für die Zeit mit allen Plänen.", "de"),
    ],
)
def test_lets_a_report_and_a_turn_of_phrase_pass(words: str, language: str) -> None:
    assert _speaks_to_many(words, language) == ""
