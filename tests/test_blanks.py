from __future__ import annotations

import pytest

from drafter.wizard.blanks import blanks, put, values
from drafter.wizard.form import Start, form, person


DANA = ("interviewers", 0)
FORM = form({}, Start(people=[("Dana Whitlock", "")]))


def test_a_blank_that_was_passed_over_shows_it_and_can_still_be_filled() -> None:
    passed = put(FORM, (*DANA, "thanks_for"), "")
    assert "    # thanks_for:                 # Thank you for ___\n" in passed
    (blank,) = [one for one in blanks(passed) if one.path == (*DANA, "thanks_for")]
    assert blank.is_passed
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
    text = text.replace("      # - promised:", "      - promised: write  #")
    assert values(text)[*DANA, "takeaways", 1, "promised"] == "write"
    assert (*DANA, "takeaways", 1, "promised") not in values(put(text, place, ""))


def test_one_more_person_takes_their_own_lines_and_leaves_a_blank_behind() -> None:
    text = put(FORM, ("interviewers", 1, "name"), "Amir Rahimi")
    assert "\n".join(person("Amir Rahimi")) in text
    assert ("interviewers", 2, "name") in {blank.path for blank in blanks(text)}


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
    assert blanks(text) == []


def test_a_comment_above_a_value_does_not_hide_it() -> None:
    text = "# date: ___\ndate: 2026-06-02\n# date:\n"
    assert blanks(text) == []
    assert put(text, ("date",), "2026-06-03").count("2026-06-03") == 1
