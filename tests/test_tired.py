"""What a tired hand types: what is mended, and what only looks like it."""

from __future__ import annotations

import re

import pytest

from drafter.reading.facts import facts
from drafter.reading.grammar import tired_lists
from drafter.reading.lexicon import phrases
from drafter.reading.slips import mended, sentence


ROWS = phrases("rows", "tired")


@pytest.mark.parametrize("line", ROWS)
def test_a_row_has_cues_an_expression_and_what_is_written(line: str) -> None:
    cues, source, written = line.split(" : ")
    whole = re.sub(r"\{([a-z ]+)\}", lambda m: tired_lists()[m[1]], source)

    assert re.compile(whole, re.IGNORECASE)
    assert cues == cues.lower()
    assert "{" not in written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("the oldest rule their is", "the oldest rule there is"),
        ("their down three nurses", "they're down three nurses"),
        ("thank them, their a credit to us", "thank them, they're a credit to us"),
        ("none last year but theirs some now", "none last year but there's some now"),
        ("hold there hand if they want", "hold their hand if they want"),
        ("joking with there boss", "joking with their boss"),
        ("wait till there sat down", "wait till they're sat down"),
        ("a Monday when your closed", "a Monday when you're closed"),
        ("an hour of you're time", "an hour of your time"),
        ("we are getting it's second oven", "we are getting its second oven"),
        ("fine as long as its steady.", "fine as long as it's steady."),
        ("they only want too hear a voice", "they only want to hear a voice"),
        ("it's not to soon, I think", "it's not too soon, I think"),
        ("your approach too rotas", "your approach to rotas"),
        ("a job I'd be proud off.", "a job I'd be proud of."),
        ("slower then I expected", "slower than I expected"),
        ("way more organized then I figured", "way more organized than I figured"),
        ("I'd rather do five then ten bad", "I'd rather do five than ten bad"),
        ("I'd rather loose the upsell", "I'd rather lose the upsell"),
        ("walking me threw the cell", "walking me through the cell"),
        ("such a through answer", "such a thorough answer"),
        ("hope I'll here from you", "hope I'll hear from you"),
        ("I no your busy", "I know you're busy"),
        ("Mike herd the noise", "Mike heard the noise"),
        ("it was planted buy the patients", "it was planted by the patients"),
        ("a call form the office", "a call from the office"),
        ("a priest whose known me since", "a priest who's known me since"),
        ("parents whom don't believe it", "parents who don't believe it"),
        ("and weather you ever see them", "and whether you ever see them"),
        ("wether to split it at all", "whether to split it at all"),
        ("his hamster had past away", "his hamster had passed away"),
        ("it was quiet a surprise", "it was quite a surprise"),
        ("a very quite room", "a very quiet room"),
        ("the nursing stuff were kind", "the nursing staff were kind"),
        ("I could of ate it", "I could have eaten it"),
        ("how agents are been trained", "how agents are being trained"),
        ("we payed people", "we paid people"),
        ("slow down cause they freeze", "slow down because they freeze"),
        ("the rules coming in an the cost", "the rules coming in and the cost"),
        ("planted by them selves", "planted by themselves"),
        ("in stead of a quiz", "instead of a quiz"),
        ("ten days in row", "ten days in a row"),
        ("an hour and half", "an hour and a half"),
        ("what it does to peoples wells", "what it does to people's wells"),
        ("outside my mums shop", "outside my mum's shop"),
        ("he fixed the mans tie", "he fixed the man's tie"),
        ("somebodys front room", "somebody's front room"),
        ("a TA for 6yr, 4yrs on nights", "a TA for 6 years, 4 years on nights"),
        ("a 2 yr contract, a 12hr shift", "a 2-year contract, a 12-hour shift"),
        ("it was v calm", "it was very calm"),
        ("upfront re: the contract", "upfront about the contract"),
        ("showing me round the the room", "showing me round the room"),
        ("gel or LED & how it looks", "gel or LED and how it looks"),
        ("I loved it!!!", "I loved it!"),
        ("two of them transmissions", "two of those transmissions"),
        ("lunch @ the depot.. It was good", "lunch at the depot. It was good"),
    ],
)  # fmt: skip
def test_mends_what_can_mean_one_thing(typed: str, written: str) -> None:
    better, found = mended(typed)

    assert better == written
    assert found
    assert mended(better) == (better, {})


@pytest.mark.parametrize(
    "typed",
    [
        "their all-day menu and their down jackets",
        "a friend of theirs sometimes came",
        "out there own boats rot",
        "I was there time and again",
        "and there waiting for me was a dog",
        "your right hand and your late shift",
        "if you're a baker, you're in luck",
        "what it's for, it's anybody's guess",
        "because its roof leaks",
        "I want too much of it",
        "the way to far places",
        "she would like it too",
        "take the lid off the pan",
        "I eat first, then I go",
        "the driver then asked",
        "I'd rather eat first then go",
        "we had more tea then left",
        "to loose the sails and loosen the ropes",
        "you threw the ball to me",
        "come over here from there",
        "no you don't, and new what-ifs",
        "farmers who herd the sheep",
        "I tried to buy the van",
        "fill in the form the office has",
        "the girl whose name I forget",
        "most of whom are nurses",
        "we asked where you were",
        "a wether and two ewes",
        "the weather you get up there",
        "the past year and past the church",
        "a quiet, good place that is quite nice",
        "the office stuff is in a box",
        "a thought of course, of which I could",
        "it has been done",
        "we payed out the rope",
        "it is the cause they fight for",
        "an A level and an the-end party",
        "the self employed",
        "the peoples of the north",
        "he mans the desk",
        "humans, talismans and Germans",
        "Arsenal v Spurs, and v8 engines",
        "a deed of trust re-read",
        "I know that that had had its day",
        "Marks & Spencer and R&D",
        "wait... what?",
        'the sign says "their is no hope" and "could of"',
    ],
)
def test_lets_pass_what_is_right(typed: str) -> None:
    assert mended(typed) == (typed, {})


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("loved the smell of the place tbh", "I loved the smell of the place."),
        ("Was told to wait by the gate.", "I was told to wait by the gate."),
        ("bit gutted about it closing", "I was a bit gutted about it closing."),
        ("v. impressed w/ the lab", "I was very impressed with the lab."),
        ("Hadn't expected that.", "I hadn't expected that."),
        ("never been out a kitchen since", "I've never been out a kitchen since."),
        ("Yoh I stayed till sunset ngl", "I stayed till sunset."),
        ("one still runs ha", "One still runs."),
        ("Appreciate the van", "I appreciate the van."),
    ],
)
def test_gives_a_sentence_the_i_that_it_lacks(typed: str, written: str) -> None:
    assert sentence(mended(typed)[0])[0] == written


@pytest.mark.parametrize(
    "typed",
    [
        "Loved by all, the van goes on.",
        "Touched wood, as one does.",
        "Moved to Leeds, then home.",
        "Never mind the rain.",
        "The crew loved it.",
        "Proud crews keep clean decks.",
    ],
)
def test_takes_nothing_else_for_a_sentence_without_its_i(typed: str) -> None:
    assert sentence(mended(typed)[0])[0] == typed


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("that sauce with no label", "I keep thinking of the sauce with no label."),
        ("that map of it, its on my wall now", "The map of it is on my wall now."),
    ],
)  # fmt: skip
def test_a_thing_that_names_itself_stands_on_the_card(typed: str, written: str) -> None:
    assert facts({"card_detail": typed}).texts["card_detail"] == written


def test_what_only_points_is_still_left_out() -> None:
    for pointing in ("that one", "those two", "that smile"):
        assert not facts({"card_detail": pointing}).texts["card_detail"]


@pytest.mark.parametrize(
    "text",
    [
        "It's not a job you do for the money.",
        "It was hot but I'd have stayed till sunset.",
        "I don't mind second shift as long as it's steady.",
    ],
)
def test_an_it_that_stands_for_nothing_points_nowhere(text: str) -> None:
    assert facts({"own_words": text}).texts["own_words"] == text
