from __future__ import annotations

import pytest

from drafter.reading.vague import is_vague
from tests.notes import DANA, HEAD, told, warnings


PLAN = "takeaways: [{due: 2026-06-04, promised: send a plan"


def _warnings(line: str) -> list[str]:
    """Read the line in the place of the same field of Dana, or below her fields."""
    field, _, _ = line.partition(":")
    rows = [row for row in DANA.splitlines() if not row.strip().startswith(field)]
    return warnings(told("\n".join([*rows, f"    {line}\n"])))


@pytest.mark.parametrize(
    ("line", "fact", "rewrite"),
    [
        ("topics: That the team ships", "topics begins with 'That'", "the team ships"),
        ("topics: that wall of bugs", "topics begins with 'that'", "the wall of bugs"),
        ("topics: about pairing", "topics begins with 'about'", "pairing"),
        ("topics: We talked about tides", "begins with 'We talked about'", "tides"),
        ("topics: The tides", "topics begins with a capital", "the tides"),
        ("topics: the tides.", "topics ends as a sentence", "the tides"),
        ("topics: No sound", "topics begins with a capital", "no sound"),
        ("topics: Why do you hire?", "topics is a question", "why you hire"),
        ("asked: do I coach teams", "asked is a question", "whether I coach teams"),
        ("asked: Where do I see it", "asked is a question", "where I see it"),
        ("asked: what is it like", "asked is a question", "what it is like"),
        ("asked: what is it?", "asked is a question", "what it is"),
        ("asked: can you drive?", "asked is a question", "whether I can drive"),
        ("asked: why do you like your job", "a question", "why I like my job"),
        ("asked: are you free", "asked is a question", "whether I am free"),
        ("my_link: co-taught I did.", "not begin as a sentence", "Co-taught I did."),
        ("they_said: that tides turn", "they_said begins with 'that'", "tides turn"),
        ("they_said: You said that tides turn", "with 'You said that'", "tides turn"),
        ("they_said: she said her team ships", "says he or she", "your team ships"),
        ("asked: about how it ends?", "asked begins with 'about'", "how it ends"),
        ("thanks_for: for the tour", "thanks_for begins with 'for'", "the tour"),
        ("thanks_for: thank you for the tour", "with 'thank you for'", "the tour"),
        ("moment: you let me drive", "moment begins with 'you'", "let me drive"),
        ("topics: Her Excel model", "says he or she", "your Excel model"),
        ("moment: let me use her laptop", "says he or she", "let me use your laptop"),
        ("impressed_by: Your patience", "begins with a capital", "your patience"),
        ("my_link: I did one", "my_link does not end as a sentence", "I did one."),
        ("my_link: we did one.", "does not begin as a sentence", "We did one."),
        ("card_detail: She drew a map.", "says he or she", "You drew a map."),
        ("quote: '\"ship it\"'", "quote has its own quotation marks", "ship it"),
        (f"{PLAN} to her}}]", "he or she", "send a plan to you"),
        (PLAN.replace("send", "to send") + "}]", "begins with 'to'", "send a plan"),
        (f"{PLAN}, here_is: Here is the plan.}}]", "begins with 'Here is'", "the plan"),
        (f"{PLAN}, pointer: page two}}]", "does not begin as a sentence", "Page two."),
    ],
)  # fmt: skip
def test_offers_the_rewrite(line: str, fact: str, rewrite: str) -> None:
    (warning,) = _warnings(line)

    assert fact in warning
    assert warning.endswith(f"(write: {rewrite})")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("moment: letting me drive", "moment begins with 'letting' (it follows after:"),
        ("thanks_for: you led", "thanks_for begins with 'you' (it follows after:"),
        ("impressed_by: you knew", "impressed_by begins with 'you' (it follows after"),
        ("thanks_for: that you let me try", "thanks_for begins with 'that' (it"),
        ("thanks_for: he showed me it", "thanks_for begins with 'he' (it follows"),
        ("asked: why did I leave", "asked is a question (write it as in: how long"),
        ("asked: what does it need", "asked is a question (write it as in: how long"),
        ("asked: do I not miss it", "asked is a question (write it as in: how long"),
        ("asked: how many beds do you run?", "asked is a question (write it as in:"),
        ("asked: what is your worst fault?", "asked is a question (write it as in:"),
        ("thanks_for: could you spare it", "thanks_for is a question (write it as in"),
        ("my_link: Ran the pass.", "my_link has no subject: Ran the pass. (say who:"),
        ("asked: " + "one " * 15, "asked: has 15 words (say it in 14"),
        ("own_words: " + "One " * 29 + "end.", "own_words: a sentence of 30"),
        ("quote: " + "one " * 26, "quote: has 26 words (say it in 25 at most)"),
        ("topics: the role", "topics is vague: the role (name what"),
        ("impressed_by: your company culture", "impressed_by is vague: your company"),
    ],
)  # fmt: skip
def test_warns_of_what_only_the_writer_can_mend(line: str, expected: str) -> None:
    (warning,) = _warnings(line)

    assert warning.split(": ", 1)[1].startswith(expected)


@pytest.mark.parametrize(
    "line",
    [
        "topics: The Hague office",
        "topics: A/B tests",
        "topics: No Name Bay",
        "topics: He Yan and the harbor",
        "topics: you and your crew",
        "topics: what you do at night",
        "thanks_for: your patience",
        "my_link: Built in 1920, our hall was cold.",
        "my_link: LED lights in our greenhouse cut the bill by half.",
        "my_link: Ran Nakamura taught me kintsugi.",
        "my_link: Trained as a nurse, my mother made me count.",
        "card_detail: Trained dogs taught me more than books.",
        "own_words: Led Zeppelin paid for our barn.",
        "topics: Are You Being Served reruns",
        "topics: What Works Clearinghouse",
        "topics: My Fair Lady",
        "topics: you moving the bakery to the coast",
        "topics: Do It Yourself workshops",
        "asked: how it is when they are late",
        "moment: No longer hid the pager",
        "topics: your office at Fenn Inc.",
        "topics: trains at 5 a.m.",
        "topics: the team that ships on Fridays",
        "they_said: the CTO changed his mind twice",
        "they_said: the planner keeps her own map",
        "they_said: they move their desks every year",
        "they_said: Tomas drew it before he left",
        'they_said: the sign says "his or hers" on one door',
        "own_words: My daughter asked what she should say.",
        "my_link: iOS builds took us nine minutes.",
        "my_link: That was the end (of the quarter).",
        "card_detail: You said it best, “ship it.”",
        "quote: A late ferry is a nuisance. A wrong one is worse.",
        "quote: she who plans sails",
        "moment: bring a chair for everyone",
        "own_words: " + "One two three four five. " * 12,
    ],
)  # fmt: skip
def test_is_silent_where_it_cannot_tell(line: str) -> None:
    assert _warnings(line) == []


@pytest.mark.parametrize("said", ["they_said: tides turn", "quote: tides turn"])
def test_a_reaction_answers_something(said: str) -> None:
    rows = [row for row in DANA.splitlines() if "they_said" not in row]
    noted = ["    reaction: So it does.", "    my_link: I sailed for a year."]
    (warning,) = warnings(told("\n".join([*rows, *noted, ""])))
    assert warning.endswith(
        "reaction: the reader cannot know what it answers"
        " (add what they said, as they_said or quote)"
    )
    assert warnings(told("\n".join([*rows, *noted, f"    {said}\n"]))) == []


def test_one_topic_for_two_people_warns_outside_a_panel() -> None:
    people = DANA + DANA.replace("Dana", "Tomas").replace("the release", "The Release")

    (warning,) = warnings(told(people))

    assert warning == (
        "f:13:13: topics: The Release calendar is a topic of Dana Whitlock too"
        " (name what of it was Tomas Whitlock's alone)"
    )


def test_two_people_may_share_a_topic_in_a_panel() -> None:
    asked = DANA + "    asked: {}\n"
    people = asked.format("tides") + asked.format("ebbs").replace("Dana", "Tomas")

    assert warnings(told(people, HEAD + "stage: panel\n")) == []


def test_reasons_are_whole_sentences() -> None:
    text = told(head=HEAD + "reasons: [I like ships., because of tides]\n")

    (warning,) = warnings(text)

    assert warning.startswith("f:6:26: reasons does not end as a sentence, does not be")
    assert warning.endswith("(write: Because of tides.)")


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("the role", True),
        ("Company culture and values", True),
        ("your team's challenges", False),
        ("day-to-day work", True),
        ("the", True),
        ("growth in Lisbon", False),
        ("日程", False),
    ],
)
def test_knows_what_could_be_said_of_any_conversation(
    text: str, vague: bool,  # noqa: FBT001 - a column of the table
) -> None:  # fmt: skip
    assert is_vague(text) is vague
