"""Phrases of a second language or a tired hand: what is mended, and what is right."""

from __future__ import annotations

from itertools import islice, product

import pytest

from drafter.reading import slips as english
from drafter.reading.lexicon import phrases
from drafter.reading.slips import mended


ROWS = phrases("phrases", "english")


@pytest.mark.parametrize("line", [row for row in ROWS if not row.startswith("!")])
def test_every_row_mends_what_it_names_and_only_once(line: str) -> None:
    row = english.row_of(line)
    for typed in islice(product(*row.typed), 300):
        parts = [*typed] if row.begins else ["word", *typed]
        after = parts.copy()
        assert english.phrased(after) or "like come" in " ".join(parts)
        assert not english.phrased(after.copy()), (parts, after)


@pytest.mark.parametrize("line", [row for row in ROWS if row.startswith("!")])
def test_what_is_right_stands_before_a_row_that_would_find_it(line: str) -> None:
    row = english.row_of(line)
    assert not row.written
    assert english.phrased([words[0] for words in row.typed]) == {}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("it depends from the weather", "it depends on the weather"),
        ("all depends from one oven", "all depends on one oven"),
        ("I was afraid from dogs", "I was afraid of dogs"),
        ("You explained me the rota.", "You explained to me the rota."),
        ("we discussed about the salary", "we discussed the salary"),
        ("I arrived to the depot at six", "I arrived at the depot at six"),
        ("he listened me for an hour", "he listened to me for an hour"),
        ("She is very good in teaching.", "She is very good at teaching."),
        ("they say me next week", "they tell me next week"),
        ("You said me that seven fail.", "You told me that seven fail."),
        ("the commissioner has wrote to you", "the commissioner has written to you"),
        ("I would have went home", "I would have gone home"),
        ("she didn't went", "she didn't go"),
        ("I did not knew it", "I did not know it"),
        ("let me to sit in the cabin", "let me sit in the cabin"),
        ("you made me to laugh", "you made me laugh"),
        ("why I want leave the glass", "why I want to leave the glass"),
        ("I enjoyed to work there", "I enjoyed working there"),
        ("looking forward to hear of it", "looking forward to hearing of it"),
        ("without to ask anybody", "without asking anybody"),
        ("Before to start I ask.", "Before starting I ask."),
        ("thank you for to explain it", "thank you for explaining it"),
        ("I am agree with you", "I agree with you"),
        ("he don't wait", "he doesn't wait"),
        ("Everybody are kind.", "Everybody is kind."),
        ("the informations about the shift", "the information about the shift"),
        ("gave me an advice about nights", "gave me some advice about nights"),
        ("things for shelfs, and here", "things for shelves, and here"),
        ("a trainee which is afraid of it", "a trainee who is afraid of it"),
        ("the glass that is not produced more", "the glass that is no longer produced"),
        ("I work here since two years.", "I work here for two years."),
        ("it is more easy to learn", "it is easier to learn"),
        ("I only did a mistake, and they did a mistake", None),
        ("the class sat morning", "the class Saturday morning"),
        ("call me on thurs or by Fri", "call me on Thursday or by Friday"),
        ("it stopped in oct. We waited", "it stopped in October. We waited"),
        ("in wk 1 of it, approx 60 of us", "in week 1 of it, approximately 60 of us"),
        ("what id check first", "what I'd check first"),
        ("theyd be late cos the bus is", "they'd be late because the bus is"),
        ("lets talk tmrw, I gotta go", None),
        ("we're gonna meet", "we're going to meet"),
        ("a collegue at the practice rms", "a colleague at the practice rooms"),
        ("I’m agree", "I agree"),
        ("he have told me of a softwares", "he has told me of some software"),
        ("thanks for explain me everything", "thanks for explaining everything to me"),
        ("I like very much the team", "I very much like the team"),
        ("thurs or sat, not til feb", "Thursday or Saturday, not until February"),
        ("if id known id of stayed", "if I'd known I'd have stayed"),
        ("The customers is kind.", "The customers are kind."),
        ("looking fwd to it b4 the rain", "looking forward to it before the rain"),
    ],
)  # fmt: skip
def test_mends_what_is_wrong_whatever_the_sentence(
    typed: str, written: str | None
) -> None:
    better, found = mended(typed)
    assert found
    assert written is None or better == written
    assert mended(better) == (better, {})


@pytest.mark.parametrize(
    "typed",
    [
        # Right English that only looks like it.
        "it depends of course on the tide",
        "it depends from one shop to the next",
        "the person responsible was responsible of course",
        "I arrived to find the door open",
        "I was interested to hear it",
        "he was married with two small children",
        "I see no good in doing it twice",
        "we discussed about twenty cases",
        "they recommended me to the board",
        "you suggested me for the job",
        "wait me out",
        "the team you have took me in",
        "the van she had broke down",
        "the best shift I had went too fast",
        "all I can to help",
        "I came the day before to prepare",
        "we go without to save money",
        "he went instead to see her",
        "I need help and want work",
        "I want leave at Christmas",
        "get used to live music and pay on a Friday",
        "he was good in training",
        "used to make bread",
        "looking forward to work on Monday",
        "the ones who lost it don't complain",
        "people like her don't wait",
        "did he have a key",
        "what would she have been",
        "the time with the people is short",
        "if everyone were like that",
        "when it does it has a sound",
        "the two peoples of the island",
        "an advice line and an information desk",
        "a feedback form and a feedback loop",
        "a good news story",
        "our lifes",
        "we need more cheaper flats and one more cleaner for nights",
        "no more hard work",
        "is it not so much people as machines",
        "it has not been mended since two years ago",
        "I asked people which bus goes",
        "tell the customer which is safe",
        "the customers which bus drivers know",
        "one time big, in the morning",
        "in the night it was cold",
        "how do you call the lift",
        "I like how it looks like a boat",
        "a photo of you made a photo album",
        "we do a mistake meeting",
        "who last sat here, or sat and sun shone",
        "does it depend on me, or would he have told",
        "the work of the residents is theirs",
        "the one I put on sat badly",
        "this may be late and mar nothing",
        "the report from Jan and the note from May",
        "from dec to hex",
        "we sat in the sun morning and night",
        "he lets go of the rope",
        "the shed and the hell of a well",
        "the id check and my id",
        "no msg in the broth",
        "the hr manager",
        "an fwd van, B4 envelopes and the office in Sth Melbourne",
        "the difference to them is different than mine",
        "I was quiet a lot",
        "he didn't saw the plank",
        "we did not found the firm",
        "fourteen kilo a day",
        "you asked about the colour and the color, the organisation and organization",
        "info and pics asap, kinda",
        # At home in Cork, Glasgow, Chennai, Lagos, Leeds or Memphis.
        "I'm after making a hames of it",
        "he does be late on a Monday",
        "amn't I the lucky one",
        "it needs washed and the floor wants swept",
        "I'll get you a wee cup, so I will",
        "I have been working here since 2019 only",
        "do the needful and revert back, kindly prepone it",
        "he is out of station, he told that they come tomorrow only",
        "well done, you people have tried",
        "the cow is sick, the vet said to gist me",
        "I was sat there, and it was well good",
        "come here to me till I tell you",
        "I am working here since March",
        "fixing to head out, might could be late",
        # Names, quotations and numbers.
        "Mr Childs and Ms Shelfs",
        "Tom Noone showed me round",
        "Wed Smith and Sun Yang",
        "the book Depends From The Sea",
        "Lil and Prob the cat",
        'you said "he don\'t care, it depends from the boss"',
        "“informations are many”, he said",
        "2 rms of 14 V",
        "approx. 60 at the dept. of works in Oct. when it rains",
    ],
)  # fmt: skip
def test_right_english_dialect_and_names_stay(typed: str) -> None:
    assert mended(typed) == (typed, {})
