from __future__ import annotations

import pytest

from drafter.invitation import Invitation, Invited
from drafter.wizard.form import blanks, form, only, person, put, values


DANA = ("interviewers", 0)
FORM = form({}, Invitation(people=(Invited("Dana Whitlock"),)))


def test_a_blank_that_was_passed_over_shows_it_and_can_still_be_filled() -> None:
    passed = put(FORM, (*DANA, "thanks_for"), "")
    assert "    # thanks_for:                 # Thank you for ___\n" in passed
    assert blanks(passed)[*DANA, "thanks_for"].is_passed
    filled = put(passed, (*DANA, "thanks_for"), "the tea")
    assert "    thanks_for: the tea           # Thank you for ___\n" in filled


def test_a_required_blank_is_never_passed_over() -> None:
    assert put(FORM, (*DANA, "topics"), "") == FORM


def test_an_answer_is_replaced_and_taken_away_with_its_comment_kept() -> None:
    filled = put(FORM, (*DANA, "thanks_for"), "the tea # green")
    again = put(filled, (*DANA, "thanks_for"), "the 'cake'")
    assert "    thanks_for: the 'cake'        # Thank you for ___\n" in again
    assert put(again, (*DANA, "thanks_for"), "") == put(FORM, (*DANA, "thanks_for"), "")


def test_a_promise_is_changed_and_taken_away_whole() -> None:
    place = (*DANA, "takeaways", 0)
    filled = put(put(FORM, (*place, "promised"), "call"), (*place, "due"), "2026-06-04")
    assert values(filled)[*place, "due"] == "2026-06-04"
    changed = put(filled, (*place, "promised"), "write")
    assert values(changed)[*place, "promised"] == "write"
    gone = put(changed, (*place, "promised"), "")
    assert values(gone) == values(FORM)
    assert put(gone, (*place, "promised"), "call again").count("promised: call") == 1


def test_a_second_promise_written_by_hand_is_not_lost_in_silence() -> None:
    place = (*DANA, "takeaways", 0, "promised")
    text = put(FORM, place, "call")
    text = text.replace("        # link:", "      - promised: write  #")
    assert values(text)[*DANA, "takeaways", 1, "promised"] == "write"
    assert (*DANA, "takeaways", 1, "promised") not in values(put(text, place, ""))


@pytest.mark.parametrize(
    "text",
    [
        FORM,
        "interviewers:\n- name: A B\n  topics: x\n# why\ndate: today\n",
        "interviewers:\r\n  - name: A B\r\n    topics: x\r\n",
        "interviewers:\n    - topics: x\n      name: A B",
    ],
)
def test_one_more_person_comes_after_the_last_in_lines_of_their_own(text: str) -> None:
    place = ("interviewers", 1, "name")
    more = put(text, place, "Amir Rahimi")
    assert values(more) == values(text) | {place: "Amir Rahimi"}
    assert more.count("\r") in {0, more.count("\n")}
    indent = more.partition("- ")[0].rpartition("\n")[2]
    assert "\n".join(person(Invited("Amir Rahimi"), indent)) in more.replace("\r", "")


def test_what_others_are_told_is_emptied_line_by_line() -> None:
    text = put(FORM, ("interviewers", 1, "name"), "Amir Rahimi")
    amir = only(text, {1})
    assert amir.count("\n") == text.count("\n")
    assert values(amir)["interviewers", 0, "name"] == "Amir Rahimi"
    assert values(only(text, {0})) == values(FORM)


def test_a_field_without_a_line_gets_one_below_the_name() -> None:
    text = "interviewers:\n  - id: dana\n    name: Dana\n    topics: tides\n"
    assert put(text, (*DANA, "reaction"), "So it is.") == (
        "interviewers:\n  - id: dana\n    name: Dana\n    reaction: So it is.\n"
        "    topics: tides\n"
    )
    text = "interviewers:\n- name: Dana\n  topics: tides\n"
    assert values(put(text, (*DANA, "asked"), "why"))[*DANA, "asked"] == "why"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("interviewers: [{name: A}, {name: B}]\n", (*DANA, "asked")),
        ("interviewers:\n- name: A\n  asked: >\n    why\n    not\n", (*DANA, "asked")),
        ("interviewers: [{name: A, asked: b}]\n", (*DANA, "asked")),
        ("date: 2026-06-02\n", ("you", "name")),
    ],
)
def test_what_only_an_editor_can_change_is_left_alone(
    text: str, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(ValueError, match="only an editor"):
        put(text, path, "y")


def test_what_only_looks_like_a_blank_is_none() -> None:
    text = "a: |\n  b: ___\n  # c: ___\nd: x  # e: ___\n# no blank here: ___\n"
    assert blanks(text) == {}


def test_a_comment_above_a_value_does_not_hide_it() -> None:
    text = "# date: ___\ndate: 2026-06-02\n# date:\n"
    assert blanks(text) == {}
    assert put(text, ("date",), "2026-06-03").count("2026-06-03") == 1
