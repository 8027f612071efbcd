"""Who gets which letter and which lines: nobody reads what a colleague got."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

from drafter.address import Address
from drafter.composition import Past
from drafter.draft import Kind
from drafter.guard import Cleared, Others
from drafter.interview import Role, Stage, Statement, Takeaway, Tone, You
from drafter.words import slug
from tests.changed import replace
from tests.composing import (
    EXEMPT,
    LATER,
    NOTHING,
    body,
    day,
    free,
    letter_of,
    sentences,
    shared,
    written,
    yours,
)
from tests.loops import SPARSE, loop
from tests.untidy import days


if TYPE_CHECKING:
    from pathlib import Path

    from drafter.interview import Interview


def writer(name: str) -> You:
    """Another candidate."""
    return You(name=name, email=Address(slug(name), "mail.example"))


class TestNobodyReadsWhatAColleagueGot:
    @pytest.mark.parametrize("without", ["", *SPARSE])
    @pytest.mark.parametrize("tone", Tone)
    @pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 12])
    def test_in_any_tone_with_and_without_a_field(
        self, count: int, tone: Tone, without: str
    ) -> None:
        notes = written(loop(count, tone=tone, without=without))
        assert list(shared(notes)) == []
        assert [note.ran_out for note in notes if note.ran_out] == []

    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("tone", Tone)
    def test_where_all_have_one_role(self, role: Role, tone: Tone) -> None:
        assert list(shared(written(loop(12, role=role, tone=tone)))) == []

    @pytest.mark.parametrize("stage", Stage)
    @pytest.mark.parametrize("tone", Tone)
    def test_at_any_stage(self, stage: Stage, tone: Tone) -> None:
        assert list(shared(written(loop(12, stage=stage, tone=tone)))) == []

    @pytest.mark.parametrize("field", ["they_said", "asked", "my_link", "own_words"])
    @pytest.mark.parametrize("stage", Stage)
    def test_where_only_one_thing_is_noted_of_each(
        self, stage: Stage, field: str
    ) -> None:
        told = day(12, field, stage=stage)
        people = tuple(
            p._replace(own_words=f"I slept on it {n} nights, and I want to do it.")
            if field == "own_words"
            else p._replace(asked=p.asked or f"about bridge {n}")
            if field == "asked"
            else p
            for n, p in enumerate(told.interviewers)
        )
        assert list(shared(written(told._replace(interviewers=people)))) == []

    def test_twelve_linkedin_notes_differ_and_fit(self) -> None:
        notes = written(loop(12), (Kind.LINKEDIN,))
        texts = [note.draft.text.split(",", 1)[1] for note in notes]
        assert len(set(texts)) == 12
        assert max(len(note.draft.text.strip()) for note in notes) <= 200

    def test_a_person_reads_nothing_twice(self) -> None:
        notes = written(loop(12), LATER)
        for first, second in combinations(notes, 2):
            if first.order.person is second.order.person:
                both = set(sentences(first)) & set(sentences(second))
                assert [s for s in both if len(s.split()) >= EXEMPT] == []

    def test_you_said_behind_a_remark_stands_once_at_most(self) -> None:
        told = day(12, "they_said")
        people = tuple(
            p._replace(reaction="So would I.", reacts_to="they_said", they_said=said)
            for p, said in zip(
                told.interviewers,
                (f"the crane {n} is old" for n in range(12)),
                strict=True,
            )
        )
        for variant in range(6):
            notes = written(told._replace(interviewers=people), variant=variant)
            assert sum(", you said" in note.draft.text for note in notes) <= 1

    def test_when_lines_run_out_the_heading_is_named(self, tmp_path: Path) -> None:
        library = yours(
            tmp_path,
            phrases__warm="[bees]\nI have kept bees.\nI have kept wasps.\n",
            card="{{ greeting }}\n\n{{ bees }} {{ topic }}\n\n{{ you.name }}\n",
        )
        notes = written(loop(3), (Kind.CARD,), library)
        assert [note.ran_out for note in notes] == [(), (), ("bees",)]
        assert all("I have kept " in note.draft.text for note in notes)

    def test_twelve_people_of_whom_almost_nothing_is_known_get_letters(self) -> None:
        notes = written(day(12, "thanks_for"))
        others = Others(tuple(note.draft for note in notes))
        for note in notes:
            assert Cleared(note.draft, others, strict=False).draft is note.draft


class TestAnotherTime:
    @pytest.mark.parametrize("count", [1, 4, 12])
    def test_the_same_input_gives_the_same_words(self, count: int) -> None:
        first, again = (written(loop(count), LATER) for _ in range(2))
        assert [n.draft for n in first] == [n.draft for n in again]
        assert [n.choices for n in first] == [n.choices for n in again]

    @pytest.mark.parametrize("count", [1, 3, 8])
    def test_each_variant_changes_words_for_everybody(self, count: int) -> None:
        texts = [
            [note.draft.text for note in written(loop(count), variant=variant)]
            for variant in range(4)
        ]
        for before, after in pairwise(texts):
            assert not any(a == b for a, b in zip(before, after, strict=True))

    def test_who_was_drafted_before_keeps_the_words(self) -> None:
        before = written(loop(3))
        past = Past({note.order.key: note.choices for note in before})
        after = written(loop(6), past=past)
        texts = {note.order.key: note.draft.text for note in after}
        assert all(texts[note.order.key] == note.draft.text for note in before)
        kept = {note.order.key: note.choices for note in after}
        assert {key: kept[key] for key in past.pins} == past.pins
        assert list(shared(after)) == []

    def test_also_who_stands_last_now_and_with_twelve(self) -> None:
        before = written(loop(4, first=8))
        past = Past({note.order.key: note.choices for note in before})
        after = written(loop(12), past=past)
        texts = {note.order.key: note.draft.text for note in after}
        assert all(texts[note.order.key] == note.draft.text for note in before)
        assert list(shared(after)) == []

    @pytest.mark.parametrize("people", [2, 3, 4, 6, 9, 12])
    def test_whoever_was_drafted_keeps_the_words_when_others_are_added(
        self, people: int
    ) -> None:
        for told in (one.read().interview for one in days(people, count=4, seed=9)):
            some = told._replace(interviewers=told.interviewers[::2])
            before = written(some)
            past = Past({note.order.key: note.choices for note in before})
            assert [n.draft for n in written(some, past=past)] == [
                note.draft for note in before
            ]
            after = {note.order.key: note for note in written(told, past=past)}
            for note in before:
                kept = after[note.order.key].draft
                assert (kept.subject, kept.text) == (
                    note.draft.subject,
                    note.draft.text,
                )
            assert list(shared(list(after.values()))) == []

    @pytest.mark.parametrize("count", [1, 4, 8])
    @pytest.mark.parametrize("tone", Tone)
    def test_a_second_round_repeats_no_sentence_of_the_first(
        self, count: int, tone: Tone
    ) -> None:
        first = written(loop(count, tone=tone))
        given = frozenset(choice for note in first for choice in note.choices)
        later = loop(count, tone=tone, stage=Stage.SECOND)
        later = later._replace(date=date(2026, 6, 16))
        second = written(later, past=Past(given=given))
        assert free(first) & free(second) == set()

    def test_two_candidates_with_one_interviewer_get_different_letters(self) -> None:
        names = ("Ines Okafor", "Bo Winter", "Ana Silva", "Piet Vos", "Lu Chen")
        alike = pairs = 0
        for n in range(12):
            told = loop(1, first=n)
            letters = [
                [body(note) for note in written(told._replace(you=writer(name)))]
                for name in names
            ]
            for mine, theirs in combinations(letters, 2):
                pairs += 1
                alike += mine == theirs
        assert pairs == 120
        assert alike <= pairs // 20

    def test_two_candidates_with_several_interviewers_never_write_alike(self) -> None:
        names = ("Ines Okafor", "Bo Winter", "Ana Silva", "Piet Vos", "Lu Chen")
        for first in (0, 4, 8):
            told = loop(4, first=first)
            letters = [
                [
                    (letter_of(note), body(note))
                    for note in written(told._replace(you=writer(name)))
                ]
                for name in names
            ]
            for mine, theirs in combinations(letters, 2):
                same = sum(a == b for a, b in zip(mine, theirs, strict=True))
                assert same * 4 <= len(mine) * 3

    def test_two_employers_on_one_day_do_not_get_the_same_either(self) -> None:
        told = loop(4)
        other = told._replace(
            employer=told.employer._replace(name="Molen Rail", short="Molen")
        )
        mine, theirs = written(told), written(other)
        same = [body(a) == body(b) for a, b in zip(mine, theirs, strict=True)]
        assert not any(same)


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"thanks_for": "finding me a place to park"}, "talk about the new rota"),
        ({"thanks_for": "showing me the rota"}, ""),
        ({"they_said": "the nights are quiet", "reaction": "I like quiet."}, ""),
        ({"asked": "how I'd plan a rota", "answer": "Backwards."}, "the new rota"),
    ],
)
def test_a_subject_says_what_its_letter_does_not_come_to(
    fields: dict[str, str], subject: str
) -> None:
    told = loop(1)
    noted = {**NOTHING, **fields, "topics": ("the new rota",)}
    noted["reacts_to"] = "they_said" if "reaction" in fields else ""
    person = replace(told.interviewers[0], **noted, about=("the new rota",))
    day = told._replace(interviewers=(person,))
    for variant in range(6):
        (one,) = written(day, (Kind.THANK_YOU,), variant=variant)
        assert ("talk" in one.draft.subject) is (subject.startswith("talk"))
        assert "new rota" in one.draft.subject
        assert "question" not in one.draft.subject or "asked" in fields


def test_nobody_is_thanked_for_a_question_of_yes_or_no() -> None:
    told = loop(1)
    noted = {**NOTHING, "asked": "whether I can start at four", "answer": "Yes."}
    person = replace(told.interviewers[0], **noted)
    for variant in range(6):
        (one, _) = written(told._replace(interviewers=(person,)), variant=variant)
        assert "You asked whether I can start at four. Yes." in body(one)
        assert "for asking" not in one.draft.text


def test_a_card_that_thanks_in_its_own_words_thanks_once() -> None:
    told = loop(1)
    own = "Thank you for the second coffee, I had not eaten."
    person = replace(told.interviewers[0], **NOTHING | {"card_detail": own})
    for variant in range(4):
        day = told._replace(interviewers=(person,))
        (card,) = written(day, (Kind.CARD,), variant=variant)
        assert card.draft.text.count("Thank you") == 1


def test_a_card_says_what_a_link_links_to() -> None:
    told = loop(1)
    link = "At Aldgrove Library I did the locking up for six years."
    noted = NOTHING | {"topics": ("the closing round",), "my_link": link}
    about = ("the closing round",)
    person = replace(told.interviewers[0], **noted, about=about, scene=about[0])
    for variant in range(6):
        day = told._replace(interviewers=(person,))
        (card,) = written(day, (Kind.CARD,), variant=variant)
        before, _, after = body(card).partition(link)
        assert "about the closing round." in before
        assert "Thank you" in before + after
    unlinked = told._replace(interviewers=(person._replace(scene="", about=()),))
    (card,) = written(unlinked, (Kind.CARD,))
    assert link not in card.draft.text


def test_nobody_is_thanked_for_a_question_that_a_piece_of_a_sentence_answers() -> None:
    told = loop(1)
    person = replace(
        told.interviewers[0],
        **NOTHING
        | {"asked": "when I would stop a show", "answer": "When it gets dangerous."},
    )
    for variant in range(8):
        (email,) = written(
            told._replace(interviewers=(person,)), (Kind.THANK_YOU,), variant=variant
        )
        assert "You asked when I would stop a show. When it gets" in email.draft.text


SAID = {
    "they_said": "the nights are quiet",
    "reaction": "I like quiet.",
    "reacts_to": "they_said",
    "my_link": "I kept bees for six years.",
    "scene": "the bees",
}


@pytest.mark.parametrize(
    ("more", "has_link"),
    [
        ({}, Kind.CARD),
        ({"card_detail": "The door squeaks."}, Kind.THANK_YOU),
        ({"thanks_for": "lending me a coat"}, Kind.CARD),
        ({"scene": ""}, Kind.THANK_YOU),
        ({"reaction": "", "reacts_to": ""}, Kind.THANK_YOU),
    ],
)
def test_what_the_writer_has_done_stands_beside_the_remark(
    more: dict[str, str], has_link: Kind
) -> None:
    """But on the card, where that would have nothing of the talk otherwise."""
    told = loop(1)
    person = replace(told.interviewers[0], **{**NOTHING, **SAID, **more})
    for variant in range(6):
        notes = written(told._replace(interviewers=(person,)), variant=variant)
        links = {n.order.kind for n in notes if "kept bees" in n.draft.text}
        assert links == {has_link}
        assert "the nights are quiet" in notes[0].draft.text


def test_the_card_of_a_talk_about_two_things_names_the_other() -> None:
    told = loop(1)
    topics = ("the new rota", "the old lift")
    noted = {**NOTHING, "they_said": "the nights are quiet", "topics": topics}
    person = replace(told.interviewers[0], **noted, about=topics)
    for variant in range(6):
        day = told._replace(interviewers=(person,))
        email, card = (note.draft for note in written(day, variant=variant))
        assert "new rota" in email.subject
        assert "rota" not in card.text


CLOSE = {
    "they_said": "the month is closed in eleven days",
    "asked": "where I would look to get it down to seven",
    "answer": "At the bank first.",
}


def test_a_question_that_leans_on_the_remark_stands_behind_it() -> None:
    person = replace(loop(1).interviewers[0], **NOTHING | CLOSE)
    for variant in range(6):
        told = loop(1)._replace(interviewers=(person,))
        email, card = (note.draft.text for note in written(told, variant=variant))
        remark, _, question = email.partition("You asked where I would look")
        assert "eleven days" in remark
        assert question.startswith(" to get it down to seven. At the bank first.")
        assert "down to seven" not in card


def test_where_the_remark_has_an_answer_of_its_own_the_question_stays_away() -> None:
    noted = NOTHING | CLOSE
    noted |= {"reaction": "I was surprised.", "reacts_to": "they_said"}
    person = replace(loop(1).interviewers[0], **noted)
    for variant in range(6):
        told = loop(1)._replace(interviewers=(person,))
        notes = [body(note) for note in written(told, variant=variant)]
        assert not any("down to seven" in note for note in notes)
        assert "eleven days. I was surprised." in notes[0]


@pytest.mark.parametrize("reaction", ["", "I like quiet."])
def test_somebody_is_thanked_for_what_they_told(reaction: str) -> None:
    told = loop(1)
    noted = {**NOTHING, "they_said": "the nights are quiet", "reaction": reaction}
    noted |= {"topics": ("the nights",), "about": ("the nights",)}
    noted["reacts_to"] = "they_said" if reaction else ""
    person = replace(told.interviewers[0], **noted)
    emails = [
        body(written(told._replace(interviewers=(person,)), variant=variant)[0])
        for variant in range(6)
    ]
    thanked = f"Thank you for telling me {day_of(told)} that the nights are quiet."
    assert any(one.startswith(f"{thanked} {reaction}".strip()) for one in emails)


def test_a_remark_of_something_else_leaves_the_topic_to_the_thanks() -> None:
    told = loop(1)
    topics = ("the consent order",)
    noted = {**NOTHING, "they_said": "five of you can retire", "topics": topics}
    person = replace(told.interviewers[0], **noted, about=topics)
    for variant in range(6):
        (email,) = written(
            told._replace(interviewers=(person,)), (Kind.THANK_YOU,), variant=variant
        )
        assert "the consent order" in body(email)


def test_a_subject_calls_a_talk_what_its_letter_does_not_come_to() -> None:
    told = loop(1)
    topics = ("putting down old dogs",)
    noted = {**NOTHING, "they_said": "farmers cry in the car", "topics": topics}
    person = replace(told.interviewers[0], **noted, about=())
    for variant in range(6):
        (email,) = written(
            told._replace(interviewers=(person,)), (Kind.THANK_YOU,), variant=variant
        )
        assert "about putting down old dogs" in email.draft.subject


def day_of(told: Interview) -> str:
    return f"on {told.date:%A}"


def test_a_card_thanks_for_telling_of_the_topic_that_was_spoken_of() -> None:
    told = loop(1)
    noted = {**NOTHING, "they_said": "the night rota is made by lot"}
    topics = {"the night rota": True, "the old lift": False, "my night rota": False}
    for topic, spoke in topics.items():
        about = {"topics": (topic,), "about": (topic,)}
        person = replace(told.interviewers[0], **noted, **about)
        for variant in range(4):
            day = told._replace(interviewers=(person,))
            card = written(day, variant=variant)[1].draft.text
            assert (
                f"tell me about {topic}" in card.replace("telling", "tell")
            ) is spoke


def test_no_card_tells_why_somebody_left() -> None:
    told = loop(1)
    noted = {"asked": "why I left my last job", "answer": "They closed the depot."}
    person = replace(told.interviewers[0], **NOTHING | noted | {"thanks_for": "tea"})
    for variant in range(4):
        day = told._replace(interviewers=(person,))
        email, card = (note.draft.text for note in written(day, variant=variant))
        assert "why I left my last job" in email
        assert "left" not in card


@pytest.mark.parametrize("stage", [Stage.SECOND, Stage.FINAL])
def test_nobody_is_told_that_they_met_before(stage: Stage) -> None:
    """The second round is often with others."""
    for variant in range(6):
        told = loop(4, stage=stage)
        notes = written(told, (Kind.THANK_YOU,), variant=variant)
        assert not any("me again" in note.draft.text for note in notes)


@pytest.mark.parametrize(
    ("until", "named", "waits"),
    [
        (date(2026, 6, 12), True, True),
        (date(2026, 6, 12), False, False),
        (date(2026, 6, 4), True, False),
    ],
)
def test_only_a_day_that_was_named_is_waited_for(
    until: date, *, named: bool, waits: bool
) -> None:
    said_on = date(2026, 6, 2)
    newest = Statement(said_on, "", until, named=named)
    told = loop(1, role=Role.RECRUITER)
    told = told._replace(date=said_on, timeline=(newest,))
    notes = written(told, (Kind.THANK_YOU,))
    assert ("happy to wait until" in notes[0].draft.text) is waits


@pytest.mark.parametrize(
    ("promised", "begins"),
    [("come for a trial shift", "On"), ("send you the plan", "By")],
)
def test_one_comes_on_a_day_and_sends_by_it(promised: str, begins: str) -> None:
    told = loop(1)
    promise = Takeaway(promised, date(2026, 6, 4))
    person = replace(told.interviewers[0], takeaways=(promise,))
    (note,) = written(told._replace(interviewers=(person,)), (Kind.THANK_YOU,))
    assert f"{begins} Thursday, June 4, I'll {promised}." in note.draft.text
