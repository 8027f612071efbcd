from __future__ import annotations

import pytest

from drafter.reading.slips import whole
from drafter.reading.speech import is_vague
from tests.notes import DANA, HEAD, problems, reading, told, warnings


def _with(line: str) -> str:
    """Put the line in the place of the same field of Dana, or below her fields."""
    field, _, _ = line.partition(":")
    rows = [row for row in DANA.splitlines() if not row.strip().startswith(field)]
    return told("\n".join([*rows, f"    {line}\n"]))


def _warnings(line: str) -> list[str]:
    return warnings(_with(line))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "own_words: Ran the pass.",
            "own_words has no subject: Ran the pass. (say who:",
        ),
        ("asked: about " + "one " * 16, "asked: has 17 words (say it in 16"),
        ("own_words: I " + "really " * 28 + "do.", "own_words: a sentence of 30"),
        ("quote: " + "one " * 26, "quote: has 26 words (say it in 25 at most)"),
        ("topics: the role", "topics is vague: the role (name what"),
        ("impressed_by: your company culture", "impressed_by is vague: your company"),
        ("they_said: bring boots", "they_said is written as: to bring boots"),
        ("takeaways: [{promised: the plan}]", "promised is written as: send you the"),
        ("takeaways: [{promised: 3rd draft}]", "promised begins with no verb"),
    ],
)
def test_warns_at_the_field(line: str, expected: str) -> None:
    (warning,) = _warnings(line)

    place, fact = warning.split(": ", 1)
    assert fact.startswith(expected)
    assert place.startswith(("f:10:", "f:11:"))


@pytest.mark.parametrize(
    "line",
    [
        "topics: The Hague office",
        "topics: A/B tests",
        "topics: trains at 5 a.m.",
        "topics: what you do at night",
        "thanks_for: your patience",
        "my_link: Built in 1920, our hall was cold.",
        "my_link: Ran Nakamura taught me kintsugi.",
        "card_detail: Trained dogs taught me more than books.",
        "own_words: Led Zeppelin paid for our barn.",
        "own_words: " + "We sail when nobody looks. " * 12,
    ],
)
def test_is_silent_where_it_cannot_tell(line: str) -> None:
    assert _warnings(line) == []


def test_what_is_mended_of_one_person_is_one_line() -> None:
    text = _with("they_said: bring boots") + "    asked: why I row?\n"

    (warning,) = warnings(text)

    assert warning == (
        "f:10:16: they_said is written as: to bring boots;"
        " asked is written as: why I row"
    )


def test_refusals_and_warnings_of_a_file_come_in_one_run() -> None:
    people = (
        DANA.replace("new timetables", "why do they") + "    thanks_for: to show it\n"
    )

    lines = problems(told(people))

    assert [line.split(":")[1] for line in lines] == ["10", "11"]


def test_the_interview_holds_what_was_mended() -> None:
    text = _with("they_said: she wants the rota done by May") + "    reaction: I can.\n"

    (dana,) = reading(text).interview.interviewers

    assert dana.they_said == "you want the rota done by May"
    assert dana.reacts_to == "they_said"
    assert dana.about == ("the release calendar",)


def test_a_remark_in_quotation_marks_is_a_quote() -> None:
    text = _with("they_said: '\"trust the wrench\"'") + "    reaction: I do.\n"
    (dana,) = reading(text).interview.interviewers

    assert (dana.they_said, dana.quote) == ("", "trust the wrench")
    assert dana.reacts_to == "quote"
    beside = _with("they_said: '\"that is it\"'") + "    thanks_for: the tour\n"
    (warning,) = warnings(beside)
    assert warning.startswith("f:10:16: quote is left out")


def test_a_second_topic_is_told_at_its_own_place() -> None:
    (warning,) = _warnings("topics: [the tides, his divorce]")

    assert warning.startswith("f:10:25: topics is left out: your divorce")


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

    assert warning.startswith("f:6:26: typed because: written as Because")
    assert reading(text).interview.reasons == ("I like ships.", "Because of tides.")


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


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Ive read it twice.", "I've read it twice."),
        ("Id take the fish station again.", "I'd take the fish station again."),
        ("It was late, and id have gone home.", "It was late, and I'd have gone home."),
        ("If it rains, ill bring a coat.", "If it rains, I'll bring a coat."),
        ("We met on Mothers Day.", "We met on Mother's Day."),
        ("Its a boat.", "It's a boat."),
        (
            "The salt is at it and its eating the rail.",
            "The salt is at it and it's eating the rail.",
        ),
        ("Dont ask.", "Don't ask."),
        ("I taught a apprentice.", "I taught an apprentice."),
        (
            "The dog never moved once, I call that trust.",
            "The dog never moved once. I call that trust.",
        ),
        (
            "You asked which one id manage first.",
            "You asked which one I'd manage first.",
        ),
        ("Youve said theres no money.", "You've said there's no money."),
        (
            "Your label maker filled me, I am only human.",
            "Your label maker filled me. I am only human.",
        ),
        ("I do not, I did it at night.", "I do not. I did it at night."),
    ],
)
def test_slips_that_can_mean_one_thing_are_mended(typed: str, written: str) -> None:
    assert whole(typed)[0] == written


@pytest.mark.parametrize(
    "typed",
    [
        "My id card was at home.",
        "Show your id, please.",
        "She was ill and went home.",
        "I felt ill have you noticed.",
        "Its hull is red.",
        "We took plan a after all.",
        "A European firm bought a one-off.",
        "I liked its eating habits.",
        "The mothers day off was Monday.",
        "I met Jony Ivey.",
        "We won by a mile.",
    ],
)
def test_words_that_only_look_like_slips_stay(typed: str) -> None:
    assert whole(typed)[0] == typed
