"""What stands in the letters of an interview: pairs, facts once, days, greetings."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from drafter.composition import Past, compose
from drafter.draft import Kind, Order
from drafter.guard import Cleared, Others
from drafter.interview import Role, Stage, Tone
from tests.composing import (
    LATER,
    NOTES,
    PACKAGED,
    alone,
    body,
    day,
    facts_of,
    interview_of,
    shared,
    written,
)
from tests.loops import interviewer, loop


BETWEEN = r"\.?(, you said\.)? so would i\."


class TestPairs:
    def test_an_answer_stands_right_behind_its_question(self) -> None:
        (email, _) = written(alone(asked="how I sail", answer="By the stars, mostly."))
        assert "how I sail. By the stars, mostly." in email.draft.text

    @pytest.mark.parametrize(
        ("field", "value", "told"),
        [
            ("they_said", "the crane is old", "the crane is old"),
            ("quote", "Ship it", '"Ship it."'),
            ("moment", "rang the bell", "the bell"),
            ("impressed_by", "the wall of bugs", "the wall of bugs"),
        ],
    )
    @pytest.mark.parametrize("tone", Tone)
    def test_a_reaction_stands_right_behind_what_it_answers(
        self, field: str, value: str, told: str, tone: Tone
    ) -> None:
        noted = {field: value, "reaction": "So would I.", "reacts_to": field}
        for variant in range(8):
            interview = alone(**noted)._replace(tone=tone)
            email, card = written(interview, variant=variant)
            text = email.draft.text.casefold()
            assert re.search(re.escape(told.casefold()) + BETWEEN, text)
            assert "So would I." not in card.draft.text

    @pytest.mark.parametrize("kind", NOTES)
    def test_a_reaction_to_the_quote_never_follows_the_remark(self, kind: Kind) -> None:
        noted = {
            "they_said": "the crane is old", "quote": "Ship it",
            "reaction": "So would I.", "reacts_to": "quote", "moment": "rang the bell",
            "impressed_by": "the wall of bugs",
        }  # fmt: skip
        for variant in range(12):
            (note,) = written(alone(**noted), (kind,), variant=variant)
            told = facts_of(note)
            assert ("quote" in told) is ("reaction" in told)
            if "reaction" in told:
                assert '"Ship it." So would I.' in note.draft.text

    def test_a_half_whose_other_half_was_noted_is_not_told_alone(self) -> None:
        noted = {
            "they_said": "the crane is old", "reaction": "So would I.",
            "reacts_to": "they_said", "asked": "how I sail",
            "answer": "By the stars, mostly.", "my_link": "I sailed for a year.",
            "card_detail": "The bell is lovely.",
        }  # fmt: skip
        for role in Role:
            for note in written(alone(**noted, role=role), LATER):
                told = facts_of(note)
                assert ("asked" in told) is ("answer" in told)
                assert ("they_said" in told) is ("reaction" in told)

    def test_a_reaction_to_nothing_follows_no_remark(self) -> None:
        noted = {"they_said": "the crane is old", "reaction": "I would sail again."}
        for variant in range(6):
            for note in written(alone(**noted), variant=variant):
                assert not {"they_said", "reaction"} <= facts_of(note)


class TestTellingOnce:
    @pytest.mark.parametrize("count", [1, 5, 12])
    def test_what_the_email_told_is_not_on_the_card(self, count: int) -> None:
        notes = written(loop(count), LATER)
        for first, second in combinations(notes, 2):
            if first.order.person is second.order.person:
                assert not facts_of(first) & facts_of(second), (
                    first.draft.text + second.draft.text
                )

    def test_also_where_a_card_is_written_later(self) -> None:
        emails = written(loop(5), (Kind.THANK_YOU,))
        pins = {note.order.key: note.choices for note in emails}
        cards = written(loop(5), (Kind.CARD,), past=Past(pins))
        for email, card in zip(emails, cards, strict=True):
            assert not facts_of(email) & facts_of(card)

    @pytest.mark.parametrize("count", [1, 5, 12])
    def test_thanks_for_an_act_stand_in_the_email_or_on_the_card(
        self, count: int
    ) -> None:
        notes = written(loop(count))
        for person in loop(count).interviewers:
            texts = [n.draft.text for n in notes if n.order.person.id == person.id]
            assert person.thanks_for in " ".join(texts)

    @pytest.mark.parametrize("tone", Tone)
    def test_the_email_names_topic_and_employer(self, tone: Tone) -> None:
        for note in written(loop(12, tone=tone), (Kind.THANK_YOU,)):
            text = f"{note.draft.subject}\n{note.draft.text}".casefold()
            assert note.order.person.topics[0].casefold() in text
            assert "corvane" in text

    def test_a_long_topic_is_named_too(self) -> None:
        topic = "the two ports that share one pilot boat and one very old harbor crane"
        told = alone(topics=(topic,), about=(topic,), thanks_for="the tea")
        (email, _) = written(told)
        text = f"{email.draft.subject}\n{email.draft.text}".casefold()
        assert topic in text

    def test_every_promise_is_restated_with_its_day(self) -> None:
        for note in written(loop(12), (Kind.THANK_YOU,)):
            for takeaway in note.order.person.takeaways:
                promise = f"By Thursday, June 4, I'll {takeaway.promised}."
                assert promise in note.draft.text

    def test_each_reason_goes_to_one_person(self) -> None:
        told = loop(4)._replace(reasons=("I grew up on an island.", "I like ports."))
        texts = [note.draft.text for note in written(told)]
        for reason in told.reasons:
            assert sum(reason in text for text in texts) == 1

    def test_a_letter_and_a_card_of_ones_own_are_used_as_written(self) -> None:
        letter = "First line\nand second.\n\nA third, without a stop"
        card = "My own card.\nTwo lines."
        (email, note) = written(alone(letter=letter, card=card, they_said="it is old"))
        assert body(email) == letter
        assert body(note) == card
        assert email.draft.text.startswith("Hi Dana,\n\n")
        assert email.draft.subject

    def test_private_characters_in_a_value_are_nobodys_marks(self) -> None:
        said = "the \ue0005\ue001 crane\ue002 is old"
        (email, _) = written(alone(they_said=said, topics=("\ue000",)))
        assert "the 5 crane is old" in email.draft.text

    def test_two_of_whom_one_wrote_it_alone(self) -> None:
        told = loop(2)
        first, second = told.interviewers
        mine = first._replace(letter="All my own words, and enough of them.")
        notes = written(told._replace(interviewers=(mine, second)))
        assert body(notes[0]) == mine.letter
        assert list(shared(notes)) == []


class TestDates:
    @pytest.mark.parametrize(
        ("country", "tone", "promise"),
        [
            ("US", Tone.WARM, "By Thursday, June 4, I'll "),
            ("CA", Tone.BRIEF, "By Thursday, June 4, I'll "),
            ("US", Tone.FORMAL, "By Thursday, June 4, I will "),
            ("GB", Tone.WARM, "By Thursday 4 June I'll "),
            ("IE", Tone.BRIEF, "By Thursday 4 June I'll "),
            ("AU", Tone.WARM, "By Thursday 4 June I'll "),
            ("NZ", Tone.WARM, "By Thursday 4 June I'll "),
            ("IN", Tone.FORMAL, "By Thursday 4 June I will "),
            ("DE", Tone.WARM, "By Thursday 4 June I'll "),
        ],
    )
    def test_a_promise_is_dated_as_the_employers_country_does(
        self, country: str, tone: Tone, promise: str
    ) -> None:
        told = alone(they_said="it is old", takeaways=interviewer(1).takeaways)
        employer = told.employer._replace(country=country)
        (email, _) = written(told._replace(employer=employer, tone=tone))
        assert promise in email.draft.text

    @pytest.mark.parametrize(
        ("country", "until"), [("US", "Friday, June 12"), ("GB", "Friday 12 June")]
    )
    def test_so_is_a_decision(self, country: str, until: str) -> None:
        told = alone(they_said="it is old", role=Role.RECRUITER)
        employer = told.employer._replace(country=country)
        (email, _) = written(told._replace(employer=employer))
        assert until in email.draft.text

    def test_the_interview_is_named_by_its_weekday(self) -> None:
        notes = written(day(12, "they_said"))
        texts = " ".join(note.draft.text for note in notes)
        assert "Tuesday" in texts
        assert not re.search(r"June 2\b|2 June", texts)

    @pytest.mark.parametrize(
        ("tone", "hello"), [("warm", "Hi "), ("brief", "Hi "), ("formal", "Dear ")]
    )
    def test_greetings_are_of_the_tone(self, tone: str, hello: str) -> None:
        notes = written(loop(4, tone=Tone(tone)))
        names = ["Dana", "Tomas", "Mei-Lin", "Ruth"]
        if tone == "formal":
            names = ["Ms. Whitlock", "Dr. Lindqvist", "Mei-Lin Zhao", "Mx. Adeyemi"]
        firsts = [n.draft.text.partition("\n")[0] for n in notes if n.draft.subject]
        assert firsts == [f"{hello}{name}," for name in names]


class TestWhoGetsWhat:
    def test_text_alone_has_no_html(self) -> None:
        told = loop(1)
        orders = [Order(kind, told.interviewers[0]) for kind in NOTES]
        both, alone = (
            compose(told, orders, PACKAGED, Past(), html=html) for html in (True, False)
        )
        assert [bool(note.draft.html) for note in both] == [True, False]
        assert [bool(note.draft.html) for note in alone] == [False, False]
        assert [n.draft.text for n in both] == [n.draft.text for n in alone]

    def test_only_who_is_ordered_is_written_to(self) -> None:
        told = loop(3)
        orders = [Order(Kind.CARD, told.interviewers[1])]
        (note,) = compose(told, orders, PACKAGED, Past())
        assert note.order.key == ("p1", Kind.CARD, 1)
        assert note.draft.recipient is None

    def test_an_email_goes_to_the_one_it_is_for(self) -> None:
        for note in written(loop(12), (Kind.THANK_YOU,)):
            assert note.draft.recipient == note.order.person.email
            assert note.draft.sender == interview_of(note).you.email

    def test_the_formal_letter_has_no_contraction(self) -> None:
        for note in written(loop(12, tone=Tone.FORMAL), LATER):
            assert not re.search(r"\bI['’](d|ll|m|ve)\b", note.draft.text)

    def test_a_card_too_full_tells_less(self) -> None:
        long = (
            "I have sailed from port to port for years, and I liked each of them. " * 3
        )
        told = alone(
            card_detail=long.strip(), thanks_for="the tea", they_said="it is old"
        )
        small = told._replace(you=told.you._replace(handwriting=told.you.handwriting))
        (_, card) = written(small)
        others = Others((card.draft,))
        assert Cleared(card.draft, others, strict=False).draft is card.draft


class TestALastSentenceOfTheirOwn:
    CLOSE = "I'd like to draw the next closed berth with you."

    @pytest.mark.parametrize("tone", Tone)
    @pytest.mark.parametrize("stage", Stage)
    def test_it_ends_the_email_in_place_of_a_wish(
        self, tone: Tone, stage: Stage
    ) -> None:
        told = alone(they_said="the berth is closed in a gale", close=self.CLOSE)
        told = told._replace(tone=tone, stage=stage)
        (email,) = written(told, (Kind.THANK_YOU,))
        body = email.draft.text.split("\n\n")
        assert body[-2].endswith(self.CLOSE)
        assert "glad to" not in email.draft.text
        whole = f"{email.draft.subject}\n{email.draft.text}"
        assert told.employer.short in whole
        assert told.interviewers[0].topics[0].casefold() in whole.casefold()

    def test_it_stands_nowhere_else(self) -> None:
        told = alone(they_said="the berth is closed in a gale", close=self.CLOSE)
        email, *others = written(told, LATER)
        assert others
        assert all(self.CLOSE not in other.draft.text for other in others)
        assert "close" in facts_of(email)

    def test_colleagues_with_closes_get_different_subjects(self) -> None:
        told = loop(12)
        closes = [f"I'd like to see berth {n} one day." for n in range(12)]
        people = [
            p._replace(close=close)
            for p, close in zip(told.interviewers, closes, strict=True)
        ]
        emails = written(told._replace(interviewers=tuple(people)), (Kind.THANK_YOU,))
        assert len({email.draft.subject for email in emails}) == 12
        for email, close in zip(emails, closes, strict=True):
            assert close in email.draft.text


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("role", Role)
def test_nobody_hopes_for_a_job_that_is_given_away(tone: Tone, role: Role) -> None:
    told = alone(they_said="the place goes to a colleague", role=role)
    told = told._replace(tone=tone, gone=True)
    email, card = written(told)
    for text in (email.draft.text, card.draft.text):
        assert not re.search(r"\b(work (for|with|at)|join|very interested)\b", text)
        assert "hear from you by" not in text
    assert told.employer.short in email.draft.text


@pytest.mark.parametrize("tone", Tone)
def test_a_card_of_condolence_asks_for_nothing(tone: Tone) -> None:
    reaction = "I was so sorry to hear about your brother."
    told = alone(reaction=reaction, asked="how I sail", answer="By the stars.")
    email, card = written(told._replace(tone=tone))
    assert reaction in card.draft.text
    assert "work for" not in card.draft.text
    assert "join" not in card.draft.text
    assert "glad to" not in card.draft.text
    assert told.employer.short in email.draft.text + email.draft.subject


@pytest.mark.parametrize("role", Role)
def test_nobody_hopes_to_work_with_who_is_leaving(role: Role) -> None:
    told = alone(they_said="every piano has a notebook", role=role, leaving=True)
    email, card = written(told)
    for text in (email.draft.text, card.draft.text):
        assert not re.search(r"\b(for|with|join) you\b|working together", text)


def test_a_card_of_ones_own_that_is_too_long_stays_ones_own() -> None:
    long = "We talked about the bell for an hour, and I have thought of it since. " * 9
    (_, card) = written(alone(card=long.strip(), thanks_for="the tea"), NOTES)
    assert long.strip() in card.draft.text
