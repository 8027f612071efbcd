"""Grammar of another first language: what is mended, and what is right."""

from __future__ import annotations

import re

import pytest

from drafter.reading import grammar
from drafter.reading.lexicon import phrases
from drafter.reading.slips import mended


RULES = phrases("rules", "grammar")


@pytest.mark.parametrize("line", RULES)
def test_every_rule_reads_and_has_a_sign(line: str) -> None:
    rule = grammar.rule_of(line)
    wanted = [int(one) for one in re.findall(r"\{(\d+)", rule.written)]

    assert all(map(grammar.choices, line.partition(" :: ")[0].split(" ")))
    assert max(wanted, default=0) <= rule.wrong.groups
    assert all(grammar.kind(one.rstrip("0123456789")) for one in rule.wrong.groupindex)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("you let me to oil the clock", "you let me oil the clock"),
        # Who does it.
        ("nobody want to change it", "nobody wants to change it"),
        ("a mould which every lab have", "a mould which every lab has"),
        ("and everybody make jokes", "and everybody makes jokes"),
        ("my boss left, she speak English", "my boss left, she speaks English"),
        ("how it enter the classroom", "how it enters the classroom"),
        ("it works because my mother have a key", None),
        ("they doesn't milk on Sundays", "they don't milk on Sundays"),
        ("they all swears in English", "they all swear in English"),
        ("the vans was clean", "the vans were clean"),
        ("half of the patients was born here", "half of the patients were born here"),
        ("customers who wants old sound", "customers who want old sound"),
        ("the parents who is waiting", "the parents who are waiting"),
        ("a man who throw the fish", None),
        ("it's a farm that look like a factory", None),
        ("there is many questions", "there are many questions"),
        ("there are no accident in it", "there are no accidents in it"),
        ("because the kitchen smell so good", "because the kitchen smells so good"),
        ("My hands knows it better.", "My hands know it better."),
        ("I found the bug that have been open", "I found the bug that has been open"),
        ("everything what I saw", "everything that I saw"),
        ("why does the track circuit fail", "why the track circuit fails"),
        ("if I know read the old hand", "if I know how to read the old hand"),
        # Forms of verbs.
        ("she holded my hand", "she held my hand"),
        ("tomatos on the shelfs", "tomatoes on the shelves"),
        ("it didn't budged", None),
        ("I didn't expected to like it", "I didn't expect to like it"),
        ("it doesn't goes well", "it doesn't go well"),
        ("I would gladly became a baker", "I would gladly become a baker"),
        ("I have make nine cakes", "I have made nine cakes"),
        ("having took the time", "having taken the time"),
        ("the depot was build for horses", "the depot was built for horses"),
        ("which I was forgot today", "which I forgot today"),
        ("the loam must to dry", None),
        ("if I can to work in the cold", "if I can work in the cold"),
        ("let the dog to come", "let the dog come"),
        ("what I can able to smell", "what I can smell"),
        ("I need it for to clean squid", "I need it to clean squid"),
        ("thanks for introduce me to them", "thanks for introducing me to them"),
        ("when I finish to clean it", "when I finish cleaning it"),
        ("I'm used to work in the dark", "I'm used to working in the dark"),
        # One and many.
        ("the first two week", "the first two weeks"),
        ("I have many question", "I have many questions"),
        ("I forgot all my question", "I forgot all my questions"),
        ("I was six year old", "I was six years old"),
        ("one of my friend told me", "one of my friends told me"),
        ("how much rooms one cleans", "how many rooms one cleans"),
        ("about two hundreds tiles", "about two hundred tiles"),
        ("the raw datas and your advices", "the raw data and your advice"),
        ("how many informations you need", "how much information you need"),
        ("it is a quiet work", "it is quiet work"),
        # Articles.
        ("it was very nice bakery", "it was a very nice bakery"),
        ("for such small bakery", "for such a small bakery"),
        ("I was little bit nervous", "I was a little bit nervous"),
        ("two alarms in same time", "two alarms at the same time"),
        ("my father was driver in Lyon", "my father was a driver in Lyon"),
        ("I am electrician", "I am an electrician"),
        ("I learnt it in library", "I learnt it in the library"),
        ("I worked in hotel in Brno", "I worked in a hotel in Brno"),
        ("you gave me chance to cook", "you gave me the chance to cook"),
        ("copy of my licence", "a copy of my licence"),
        ("kitchen was clean", "the kitchen was clean"),
        ("I take it as good sign", "I take it as a good sign"),
        # Who, which, that.
        ("drivers what can work at night", "drivers who can work at night"),
        ("the bread what I ate", "the bread that I ate"),
        ("the silage who got wet", "the silage which got wet"),
        ("the dog slept, what is nice", "the dog slept, which is nice"),
        ("people who shouting", "people who are shouting"),
        ("the chair that I covered it for him", "the chair that I covered for him"),
        # Than, since, for.
        ("it is bigger then I thought", "it is bigger than I thought"),
        ("it was more strict then I had expected", None),
        ("I bake rye bread since I was ten", "I have baked rye bread since I was ten"),
        ("I run a kiosk since three summers", "I have run a kiosk for three summers"),
        ("I am a carer since 2012", "I have been a carer since 2012"),
        ("I worked there during two years", "I worked there for two years"),
        ("as soon as I will get them", "as soon as I get them"),
        ("renewed in last month", "renewed last month"),
        ("the papers today evening", "the papers this evening"),
        # Word order.
        ("rye and why is it different", None),
        ("in August, when are the tourists here", None),
        ("how difficult is to find it", "how difficult it is to find it"),
        ("I miss already that parrot", "I already miss that parrot"),
        ("if I can drive also the bus", "if I can also drive the bus"),
        ("the arm which not could find it", "the arm which could not find it"),
        ("I speak very well English", "I speak English well"),
        # How, and the word that goes with it.
        ("you answered so patient", "you answered so patiently"),
        ("I very liked the smell", "I really liked the smell"),
        ("I was passionate by trains", "I was passionate about trains"),
        ("aware on the deadline", "aware of the deadline"),
        ("the boots you borrowed me", "the boots you lent me"),
        ("he said me yes", "he said to me yes"),
        ("we will see us soon", "we will see each other soon"),
        ("the biggest mistake I did", "the biggest mistake I made"),
        ("ten minutes to late", "ten minutes too late"),
    ],
)  # fmt: skip
def test_mends_what_no_english_says(typed: str, written: str | None) -> None:
    better, found = mended(typed)

    assert found
    assert written is None or better == written
    assert mended(better) == (better, {})


@pytest.mark.parametrize(
    "typed",
    [
        "you made everyone feel at home",
        "let it rise, and let nobody forget it",
        "the owner of the vans was kind",
        "one of the drivers who knows the road",
        "a sign that work had begun",
        "she likes the kitchen smell so much",
        "nobody present, and everyone open to it",
        "I know how hard it is, and where home is",
        "why does the dough fail?",
        "it is always the best, and which is also the way",
        "they say it was still a farm",
        "nor have I ever been late",
        "the only one of them who speaks Welsh",
        "the number of patients was small",
        "having children is like baking",
        "more than people is the weather",
        "the days in the shop that make me happy",
        "the nurse and the driver who make the tea",
        "who have I forgotten",
        "we did not found the firm",
        "she didn't saw the plank",
        "all I can to help, and what you can to keep it",
        "a must to see, and the will to work",
        "as best I could to keep it open",
        "a two week notice and a twelve hour shift",
        "level 2 course, in room 3 bed by the door",
        "both kitchen and shop",
        "one of the shop floor staff",
        "how many software engineers it takes",
        "an information desk and an advice line",
        "a work of art",
        "the same as last year, and all the same",
        "a little bit, every little bit, and that little bit of dough",
        "I was head of the kitchen",
        "she was captain of the team",
        "in kitchen and bathroom sales",
        "I told the crew what I knew",
        "ask the customers what they want",
        "who works on the ward, and the patients on the ward who get up",
        "when it gets bigger then we stop",
        "back then the port was bigger, then I left",
        "I have baked since I was ten",
        "it has been better since two years ago",
        "I have been working here since 2019 only",
        "I am working here since March",
        "in the last week of May",
        "when are the tourists here?",
        "why is it different?",
        "how it is to be new",
        "I thought at the time that it was late",
        "I was afraid for my dog",
        "thank you very much by the way",
        "the thanks of the whole crew",
        "see also the list, and note also that",
        "its use consists in the ability to wait",
        "people who have never, since then, come back",
        "the answer to the question",
        "Somebody keep the fire burning",
        # At home in Leeds, Cork, Lagos or Chennai.
        "I were sat by the door, and the fleece wants washing",
        "she do love it, and it do be raining",
        "I don't know nothing about it",
        "we are having good bread here only",
        "it is too good, the food is too sweet",
        # Quoted, and names.
        'he said "nobody want to change it"',
        "the book Nobody Want It",
        "she let him to the door",
        "let me to bed",
    ],
)  # fmt: skip
def test_right_english_stays(typed: str) -> None:
    assert mended(typed) == (typed, {})
