from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drafter.address import Address
from drafter.invitation import Invitation, Invited
from drafter.reading.located import Keyed, Scalar, load
from drafter.wizard.form import blanks, form, leaves, put, quoted, values, without
from drafter.words import control


ANSWER = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda text: text == text.strip() and not control(text) and "___" not in text
)
AB = Invited("A B", Address.parse("a@x.example"))
AWKWARD = (
    "a # b",
    "a #b", "#1", "a: b", "a:b", "a:", "- a", "-", "@x", "%x", "`x`", "*a", "&a",
    "!a",
    "|", ">", "[a]", "{a}", "null", "NULL", "~", "yes", "No", "0x1f", "012", "1e3",
    "14:30", "2026-06-02", "2026-06-02 at noon", '"a" b', "'a'", "it's", "a\\b", "\\n",
    "<<", "=", "---", "...", "?", "? a", "a, b", "a}", "🎉", "🇩🇪 x", "陳 大文", "ß: é",
    "a\u00a0#b",
    "\u200d", "a" * 300, "x\u3000y", "é # é", "C#", "a:#b", "they said: #1",
)  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_answers_read_back(text: str) -> None:
    check(text)


@given(ANSWER)
def test_any_answer_reads_back(text: str) -> None:
    check(text)


def check(text: str) -> None:
    source = load(f"key: {quoted(text)}  # We talked about ___\n".encode(), "")
    assert source.problems == []
    assert isinstance(source.root, Keyed)
    ((_, value),) = source.root.entries
    assert isinstance(value, Scalar)
    assert value.value == text
    other = yaml.safe_load(f"key: {quoted(text)}  # comment\n")
    assert str(other["key"]) == text


@pytest.mark.parametrize(
    "text",
    ["the release calendar", "Ines Okafor", "dana@corvane.example", "2026-06-02"],
)
def test_plain_words_stay_plain(text: str) -> None:
    assert quoted(text) == text


@given(st.data())
def test_any_answer_in_any_blank_changes_that_value_only(data: st.DataObject) -> None:
    text = form({"name": "", "email": ""}, Invitation(people=(AB,)))
    for _ in range(3):
        path = data.draw(st.sampled_from(sorted(blanks(text), key=str)))
        answer = data.draw(ANSWER)
        before = {p: leaf.value for p, leaf in leaves(text).items()}
        text = put(text, path, answer)
        after = {p: leaf.value for p, leaf in leaves(text).items()}
        assert after[path] == answer
        others = before.keys() - {path}
        assert {p: after[p] for p in others} == {p: before[p] for p in others}
        text = put(text, path, data.draw(ANSWER))
        text = put(text, path, answer)
        assert {p: leaf.value for p, leaf in leaves(text).items()} == after


def test_an_interviewer_is_taken_out_with_all_their_lines() -> None:
    people = (AB, Invited("C D", None, "D, C"), Invited("E F"))
    text = form({}, Invitation(people=people))
    for number, left in enumerate((["C D", "E F"], ["A B", "E F"], ["A B", "C D"])):
        known = values(without(text, number))
        names = [t for p, t in known.items() if p[2:] == ("name",)]
        assert names == left
        assert without(text, number).partition("interviewers:")[0] in text
    with pytest.raises(ValueError, match="only an editor"):
        without("interviewers: [{name: A}, {name: B}]\n", 0)
