"""Whose words are whose, and what a whole text of the user's own costs."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

from drafter.guard import Others, examine, fields
from drafter.guard.fields import Sort, marks_of
from drafter.guard.note import Note
from tests.changed import replace
from tests.corvane import CORVANE, DANA, severity, thank_you


if TYPE_CHECKING:
    from drafter.interview import Interviewer


LETTER = "I counted the boats.\n \nThat was\nthe best of it."
WHOLE_MAX = 8_000


def sorts(person: Interviewer) -> dict[str, int]:
    return {field.name: field.sort for field in fields.own(person)}


def test_takes_answers_and_whole_texts_for_the_users_own_words() -> None:
    who = replace(DANA, answer="I would wait.", letter=LETTER, card="Two boats.")
    own = sorts(who)
    assert own["answer"] == own["letter"] == own["card"] == Sort.VOICE
    assert own["they_said"] == Sort.FACT
    assert "letter" not in sorts(DANA)


def test_marks_a_paragraph_of_a_whole_letter_however_it_is_wrapped() -> None:
    who = replace(DANA, letter=LETTER)
    assert set(marks_of("That was the\nbest of it.", None, who)) == {Sort.VOICE}
    assert set(marks_of("I counted the boats.", None, who)) == {Sort.VOICE}
    assert set(marks_of("I counted boats.", None, who)) == {0}


def test_advises_on_the_words_of_a_whole_letter_as_on_any() -> None:
    letter = "I hope this email finds you well."
    who = replace(DANA, letter=letter)
    text = f"Hi Dana,\n\n{letter}\n\nBest,\nInes Okafor"
    assert severity(thank_you(text=text, interviewer=who), "G7") == "warn"


def test_judges_long_letters_of_ones_own_in_good_time() -> None:
    paragraphs = "\n\n".join(f"a {n}" for n in range(1200))
    for letter in ("a " * (WHOLE_MAX // 2), paragraphs[:WHOLE_MAX]):
        people = tuple(
            replace(person, letter=letter, card=letter)
            for person in CORVANE.interviewers
        )
        interview = replace(CORVANE, interviewers=people)
        text = f"Hi Dana,\n\n{letter}\n\nBest,\nInes Okafor"
        note = thank_you(text=text, interview=interview, interviewer=people[0])
        begun = process_time()
        assert examine(note, Others((note,)))
        assert process_time() - begun < 5


def test_knows_a_moment_by_what_was_done_in_it() -> None:
    who = replace(
        DANA,
        moment="rang the bell for me",
        deed="ringing the bell for me",
        done="the trial shift",
        scene="the night boat",
    )
    own = sorts(who)
    assert own["deed"] == Sort.DEED
    assert own["done"] == own["scene"] == Sort.FACT
    text = "Hi Dana,\n\nThank you for ringing the bell for me.\n\nBest,\nInes Okafor"
    note = Note(thank_you(text=text, interviewer=who))
    assert "deed" in {field.name for field in note.mentioned}
