"""Slips of typing that are certain, and the honest words that they look like."""

from __future__ import annotations

import pytest

from drafter.reading.pronouns import leans
from drafter.reading.slips import mended, sentence
from drafter.reading.speech import (
    condolence,
    gerund,
    unspliced,
    with_subject,
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("I should of said so", "I should have said so"),
        ("we had more then enough", "we had more than enough"),
        ("a shop w 9 grandmothers", "a shop with 9 grandmothers"),
        ("you knew where wed got to", "you knew where we'd got to"),
        ("your welcome to it", "you're welcome to it"),
        ("I think its partly my fault", "I think it's partly my fault"),
        ("and its when I get things done", "and it's when I get things done"),
        ("halfway thru the year", "halfway through the year"),
        ("know every kids name", "know every kid's name"),
        ("ask whoevers on the ladder", "ask whoever's on the ladder"),
        ("I recieved it untill monday", "I received it until Monday"),
        ("the water dept", "the water department"),
        ("you was the youngest", "you were the youngest"),
        (
            "the tea, an telling me where to park",
            "the tea, and telling me where to park",
        ),
        ("showed me the scar of him and laughed", "showed me his scar and laughed"),
        ("cuz u had it 3 wks at that hr", "because you had it 3 weeks at that hour"),
        ("the map n the talk", "the map and the talk"),
        ("if the ropes r good", "if the ropes are good"),
        ("ur late n its ur name", "you're late and it's your name"),
        ("you said ur late again", "you said you're late again"),
        ("the lend of ur good scissors", "the lend of your good scissors"),
        ("so sorry about ur late wife", "so sorry about your late wife"),
        ("the lung test every yr", "the lung test every year"),
        ("explainin it and showin me", "explaining it and showing me"),
        ("the jar w ACTORS on it", "the jar with ACTORS on it"),
    ],
)
def test_mends_slips_that_are_certain(typed: str, written: str) -> None:
    assert mended(typed)[0] == written
    assert mended(written) == (written, {})


@pytest.mark.parametrize(
    "typed",
    [
        "a kind of course",
        "once more then left",
        "your own way",
        "your welcome pack",
        "its wheels and its on-call list",
        "the newly wed couple",
        "every bus stop and every sales call",
        "every student at the desk",
        "a mandarin and a danish",
        "the photo of him and the best of her",
        "the models in r and in python",
        "a cabin, a coin and the main gain",
    ],
)
def test_leaves_what_only_looks_like_a_slip(typed: str) -> None:
    assert mended(typed) == (typed, {})


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Sorry to hear it. my dad drove.", "Sorry to hear it. My dad drove."),
        ("ask at 4 a.m. or so.", "Ask at 4 a.m. or so."),
    ],
)
def test_a_sentence_begins_with_a_capital(typed: str, written: str) -> None:
    assert sentence(typed)[0] == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Ran a shop with nine others.", "I ran a shop with nine others."),
        ("lost 4 of my own 6 hives", "I lost 4 of my own 6 hives"),
        ("Lost me a fare.", "Lost me a fare."),
        ("worked nights for years", "I worked nights for years"),
        ("Taught me a lot.", "Taught me a lot."),
        ("I ran a shop.", "I ran a shop."),
        ("Built by us in May.", "Built by us in May."),
    ],
)
def test_a_line_about_oneself_gets_its_subject(typed: str, written: str) -> None:
    assert with_subject(typed) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("I built a pool, cut our hours.", "I built a pool and cut our hours."),
        ("I ran the pass, the fryer and the grill.", ""),
        ("I drove a bus, worked nights, and slept.", ""),
        ("We met, my mum and me.", ""),
    ],
)
def test_two_verbs_are_joined(typed: str, written: str) -> None:
    assert unspliced(typed) == (written or typed)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("let me read and did not hurry me", "letting me read and not hurrying me"),
        ("didn't laugh at me", "not laughing at me"),
        ("showed me what you didn't know", "showing me what you didn't know"),
        (
            "told me about the day when you were new and stopped it",
            "telling me about the day when you were new and stopped it",
        ),
        (
            "told me how it works and let me try",
            "telling me how it works and letting me try",
        ),
    ],
)
def test_thanks_for_what_was_not_done(typed: str, written: str) -> None:
    assert gerund(typed) == written


@pytest.mark.parametrize(
    ("news", "reaction", "told"),
    [
        (
            "his wife taught here and she passed away in May",
            "I'm so sorry, her labels are still on the drawers.",
            "I was so sorry to hear about your wife.",
        ),
        (
            "you had to put your own dog to sleep on Sunday",
            "I was so sorry and had no words.",
            "I was so sorry to hear about your dog.",
        ),
        # Kind already, about no loss, sorry for something else, about nobody known.
        ("her mother died", "I am so sorry about Ana.", ""),
        ("your daughter is at Leeds too", "Sorry, it all came back to me.", ""),
        ("her mother died", "Sorry I went on about it.", ""),
        ("a colleague died in May", "I'm so sorry, that is hard.", ""),
    ],
)
def test_a_kind_word_needs_no_news(news: str, reaction: str, told: str) -> None:
    assert condolence(news, reaction) == (told or reaction)


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("I'd rather know now than find out in March.", True),
        ("I drove the 12 for eleven years, so yeah.", True),
        ("I reckon I'd crash it too.", True),
        ("I'd rather know the real number now.", False),
        ("It took me an hour, so I slept.", False),
    ],
)
def test_an_answer_to_nothing_leans(text: str, leaning: bool) -> None:  # noqa: FBT001
    assert bool(leans(text)) is leaning


@pytest.mark.parametrize(
    ("text", "leaning"),
    [
        ("not dressing it up", False),
        ("telling me it straight", False),
        ("finding the fault and fixing it", False),
        ("showing it to me", True),
    ],
)
def test_an_it_has_its_noun(text: str, leaning: bool) -> None:  # noqa: FBT001
    assert bool(leans(text, own=False)) is leaning
