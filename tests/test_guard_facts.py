"""C7, D and H: something of theirs, promises kept, and nothing that is not so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from drafter.guard import Others, examine
from drafter.interview import Interviewer, Stage, Takeaway
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    NOBODY,
    TOMAS,
    body,
    card,
    check_in,
    everything,
    found,
    linkedin,
    reply,
    severity,
    takeaway,
    thank_you,
    with_own,
)


if TYPE_CHECKING:
    from drafter.draft import Draft


RULES = ["D1", "D4", "D5", "D6", "D7", "H1", "H3", "H4", "H5"]
FORM_LETTER = (
    "Thank you for meeting with me about the Timetables position at Corvane. I enjoyed"
    " learning more about the work and your team. My experience would let me contribute"
    " from the first week, and I am very interested in the role. Please let me know if"
    " there is anything else that I can provide."
)


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass(note: Draft) -> None:
    assert [rule for rule in RULES if found(note, rule)] == []


def test_refuses_a_form_letter_that_was_made() -> None:
    note = body(FORM_LETTER)
    assert severity(note, "D1") == "refuse"


def test_only_advises_a_person_who_wrote_it_themselves() -> None:
    found = {
        f.rule: str(f.severity) for f in examine(body(FORM_LETTER), NOBODY, edited=True)
    }
    assert found["D1"] == "warn"


@pytest.mark.parametrize(
    "words",
    [
        "The release calendar is clever.",
        "I thought about your calendar of releases.",
        "Releasing by a calendar is new to me.",
        "RELEASE\nCALENDARS are new to me.",
        "You said that new timetables ship in spring.",
        'I noted "nobody deploys on a Friday in August".',
    ],
)
def test_lets_a_mention_of_the_talk_pass(words: str) -> None:
    assert severity(body(words), "D1") == ""


def test_advises_where_there_is_a_fact_but_not_of_the_talk() -> None:
    words = "Thank you for looking after me so well on June 2."
    assert severity(body(words), "D1") == "warn"
    assert (
        severity(card(text=f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor"), "D1") == ""
    )


def test_takes_the_jobs_own_words_for_no_mention() -> None:
    who = replace(DANA, topics=("the timetables software",), they_said="", quote="")
    note = body("I like the Timetables role as a software engineer.", interviewer=who)
    assert severity(note, "D1") == "refuse"
    assert (
        severity(body("I like the timetables software.", interviewer=who), "D1") == ""
    )


def test_knows_a_topic_without_blanks_between_its_words() -> None:
    who = replace(DANA, topics=("時刻表",), they_said="", quote="")
    assert severity(body("時刻表 was new to me.", interviewer=who), "D1") == ""


def test_lets_one_content_word_be_a_topic() -> None:
    who = replace(DANA, topics=("Kafka",), they_said="", quote="")
    assert severity(body("I still think of Kafka.", interviewer=who), "D1") == ""
    assert severity(body("I still think of it.", interviewer=who), "D1") == "refuse"


def test_advises_where_all_of_it_is_shared_with_the_panel() -> None:
    shared = replace(TOMAS, topics=DANA.topics)
    interview = replace(CORVANE, interviewers=(DANA, shared))
    assert (
        severity(body("The release calendar is clever.", interview=interview), "D1")
        == "warn"
    )


def test_rests_without_the_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert [rule for rule in RULES if found(note, rule)] == []


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("answer", "I would ring the crews first."),
        ("reaction", "That is how ours should have been."),
        ("asked", "You asked who rings the crews."),
        ("they_said", "You said that one rings the crews."),
    ],
)
def test_takes_both_halves_of_a_pair_for_the_talk(field: str, words: str) -> None:
    fact = words.removeprefix("You asked ").removeprefix("You said that ").strip(".")
    value = fact if words.startswith("You") else words
    who = replace(DANA, topics=("Kafka",), **{field: value})
    note = body(f"Thank you. {words}", interviewer=who)
    assert severity(note, "D1") == ""


def test_lets_the_topic_stand_in_the_subject_alone() -> None:
    words = "Thank you for looking after me so well on June 2."
    note = body(words, subject="The release calendar")
    assert severity(note, "D1") == ""
    assert severity(body(words, subject="Thank you for Tuesday"), "D1") == "warn"


def test_advises_where_the_subject_alone_is_theirs() -> None:
    note = body(FORM_LETTER, subject="The release calendar")
    finding = found(note, "D1")
    assert finding
    assert finding.severity == "warn"
    assert "Dana Whitlock's alone" in finding.why


def test_finds_nothing_where_the_talk_gave_a_topic_only() -> None:
    words = "Thank you for talking with me on Tuesday. I'd like to join Corvane."
    bare = Interviewer(
        id="dana", name="Dana Whitlock", given="Dana", topics=("the release calendar",)
    )
    note = body(words, subject="The release calendar", interviewer=bare)
    assert severity(note, "D1") == ""
    fuller = replace(bare, they_said="summer is for fixes only")
    note = body(words, subject="The release calendar", interviewer=fuller)
    assert severity(note, "D1") == "warn"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        *((one, "warn") for one in ("they_said", "asked", "answer", "quote")),
        *((one, "warn") for one in ("reaction", "thanks_for", "impressed_by")),
        *((one, "warn") for one in ("moment", "deed", "act", "my_link")),
        *((one, "warn") for one in ("own_words", "letter")),
        *((one, "") for one in ("scene", "done")),
    ],
)
def test_misses_what_else_the_notes_tell_of_a_talk(field: str, expected: str) -> None:
    who = Interviewer(id="dana", name="Dana Whitlock", given="Dana")
    who = replace(who, topics=("the release calendar",), **{field: "the bell rang"})
    words = "Thank you for talking with me on Tuesday."
    note = body(words, subject="The release calendar", interviewer=who)
    assert severity(note, "D1") == expected


def test_only_advises_on_a_card_of_thanks_and_a_wish() -> None:
    words = "Thank you for talking with me on Tuesday. I'd like to do this work."
    note = card(text=f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor")
    finding = found(note, "D1")
    assert finding
    assert finding.severity == "warn"
    assert "card_detail" in finding.why
    assert severity(body(words), "D1") == "refuse"


LETTER = (
    "Thank you for having me in on Tuesday.\n\n"
    "I went home past the harbor, and counted four boats."
)


def test_takes_a_whole_letter_of_ones_own_for_no_form_letter() -> None:
    who = replace(DANA, letter=LETTER)
    note = body(f"{LETTER}\n\nI'd like to join Corvane.", interviewer=who)
    finding = found(note, "D1")
    assert finding
    assert "nothing you talked about" in finding.why
    assert finding.severity == "warn"
    other = body("Thank you for having me. I saw four boats.", interviewer=who)
    assert severity(other, "D1") == "refuse"


def test_takes_a_whole_card_of_ones_own_for_what_it_is() -> None:
    words = "I counted four boats."
    note = card(
        text=f"Dear Dana,\n\n{words}\n\nBest,\nInes Okafor",
        interviewer=replace(DANA, card=words),
    )
    assert severity(note, "D1") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It was a good day.", "warn"),
        ("Thank you for the day.", ""),
        ("I am grateful for it, and thanks for the map.", ""),
        ("Thank you. Thanks. I appreciate it.", "warn"),
        ("I was thankless.", "warn"),
    ],
)
def test_counts_thanks(words: str, expected: str) -> None:
    assert severity(body(words), "D4") == expected


def test_asks_no_thanks_of_a_linkedin_note() -> None:
    assert severity(linkedin("tomas"), "D4") == ""
    assert (
        severity(linkedin(text="Hi Dana, thanks, thanks and thanks."), "D4") == "warn"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I am interested in it.", ""),
        ("I want the role more.", ""),
        ("I'd like to work on it.", ""),
        ("I’d like to work on it.", ""),
        ("I look forward to working on it.", ""),
        ("It was a good day.", "warn"),
        ("That is interesting.", "warn"),
        ("I'd be thrilled to join.", ""),
        ("I'm excited about the role.", ""),
        ("I am eager to start.", ""),
        ("I'd be delighted to be part of it.", ""),
        ("I would be honoured to work with you.", ""),
        ("I would be honored to work with you.", ""),
        ("I'd be proud to do this work.", ""),
        ("I look forward to joining you.", ""),
        ("I'd love to help build this.", ""),
        ("I want to work here.", ""),
        ("I want this job.", ""),
        ("I'd be happy to do this work.", ""),
        ("I'd be glad of the job.", ""),
        ("I'd like the job very much.", ""),
        ("I'd be glad to come and work at Corvane.", ""),
        ("I'd like to be part of Corvane.", ""),
        ("I'd like the night nurse role at Corvane.", ""),
        ("Please tell Corvane that I'm very interested in the role.", ""),
        ("I was delighted to see the wall of bugs.", "warn"),
        ("I'd like to thank you for the day.", "warn"),
        ("You were proud of the crew.", "warn"),
    ],
)
def test_looks_for_a_plain_sentence_of_interest(words: str, expected: str) -> None:
    assert severity(body(words), "D5") == expected


def test_asks_no_card_for_what_the_email_says() -> None:
    text = "Dear Dana,\n\nThank you for the map.\n\nBest,\nInes Okafor"
    assert severity(card(text=text), "D5") == ""


def test_takes_a_reason_for_interest_and_asks_none_after_an_informational_talk() -> (
    None
):
    reason = "I grew up on an island, and a late ferry is a missed school day."
    note = body(reason, interview=replace(CORVANE, reasons=(reason,)))
    assert severity(note, "D5") == ""
    talk = replace(CORVANE, stage=Stage.INFORMATIONAL)
    assert severity(body("It was a good day.", interview=talk), "D5") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            (
                "I said I would send the rollback plan from that project. You will have"
                " it by Thursday."
            ),
            "",
        ),
        (
            (
                "The rollback plan from the bus project will be with you by Thursday,"
                " June 4."
            ),
            "",
        ),
        ("I will send the rollback plan on 4 June.", ""),
        ("By Thursday, June 4, I'll send you the rollback plan.", ""),
        ("By Thursday 4 June I'll send you the rollback plan.", ""),
        ("By Thursday 11 June I'll send you the rollback plan.", "refuse"),
        ("I will send the rollback plan.\n\nIt comes on Thursday.", ""),
        ("I said I would send the rollback plan from that project.", "refuse"),
        ("I will send the rollback plan by Friday.", "refuse"),
        ("I will send the rollback plan by Thursday, June 11.", "refuse"),
        ("You will have it by Thursday.", "refuse"),
        ("I will send the rollback plan.\n\nOne.\n\nTwo, on Thursday.", "refuse"),
    ],
)
def test_refuses_a_note_that_forgets_a_promise_or_its_day(
    words: str, expected: str
) -> None:
    assert severity(body(words, who="tomas"), "D6") == expected


@pytest.mark.parametrize(
    ("words", "today", "expected"),
    [
        ("I will send the rollback plan.", date(2026, 6, 4), {"refuse"}),
        ("I will send the rollback plan.", date(2026, 6, 5), set()),
        ("Thank you for your time.", date(2026, 6, 5), {"refuse"}),
    ],
)
def test_asks_for_no_day_that_is_past(
    words: str, today: date, expected: set[str]
) -> None:
    found = examine(body(words, who="tomas"), Others(today=today))
    assert {str(f.severity) for f in found if f.rule == "D6"} == expected


def test_asks_for_every_promise() -> None:
    second = Takeaway(
        promised="introduce you to the harbour pilot", due=date(2026, 6, 8)
    )
    who = replace(TOMAS, takeaways=(*TOMAS.takeaways, second))
    words = "I will send the rollback plan by Thursday."
    assert severity(body(words, who="tomas", interviewer=who), "D6") == "refuse"
    words += " I will introduce you to the harbour pilot on Monday."
    assert severity(body(words, who="tomas", interviewer=who), "D6") == ""
    assert severity(card("tomas", interviewer=who), "D6") == ""


def test_advises_when_a_takeaway_is_not_there() -> None:
    assert (
        severity(takeaway(text="Hi Tomas,\n\nAs promised.\n\nBest,\nInes Okafor"), "D7")
        == "warn"
    )
    linked = (
        "Hi Tomas,\n\nHere is the rollback plan: https://okafor.example/plan\n\n"
        "Best,\nInes Okafor"
    )
    assert severity(takeaway(text=linked), "D7") == ""


def test_names_the_day_of_a_promise_as_people_there_write_it() -> None:
    employer = replace(CORVANE.employer, country="GB")
    note = body(
        "Thank you.", who="tomas", interview=replace(CORVANE, employer=employer)
    )
    finding = found(note, "D6")
    assert finding
    assert finding.why.endswith("Thursday 4 June")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I liked that she drew it.", "warn"),
        ("It was good of her to show it.", "warn"),
        ("Her point about the tide stayed with me.", "warn"),
        ("Your daughter knows her tides.", ""),
        ("The story of Ada and her engine stayed with me.", ""),
        ("I asked Ada Moe. She knew.", ""),
        ("The shepherd and the ushers were there.", ""),
        ("You drew it.", ""),
        ("I would sit down with a man who will not leave, and hear him out.", ""),
        ("You asked how I would feed a child. I would ask what he likes.", ""),
        ("You asked about a guest.\n\nI would offer him a chair.", ""),
        ("A patient came late. That happens. I still saw him.", ""),
        ("A patient came late. That happens.\n\nIt does. She told me so.", "warn"),
    ],
)
def test_advises_where_the_reader_is_spoken_of(words: str, expected: str) -> None:
    assert severity(with_own(words), "H1") == expected


@pytest.mark.parametrize(
    "words",
    [
        "It was good to meet yesterday.",
        "I will send it tomorrow.",
        "Thank you for today.",
        "This morning was good.",
        "to\u200bday",
    ],
)
def test_advises_against_days_counted_from_today(words: str) -> None:
    assert severity(with_own(words), "H3") == "warn"


def test_lets_relative_days_pass_in_a_field_and_in_a_check_in() -> None:
    note = with_own(
        "You said that today beats tomorrow.", they_said="today beats tomorrow"
    )
    assert severity(note, "H3") == ""
    assert (
        severity(
            check_in(text="Hi Dana,\n\nYou expected news today.\n\nBest,\nInes Okafor"),
            "H3",
        )
        == ""
    )
    assert (
        severity(
            card(text="Dear Dana,\n\nThanks for today.\n\nBest,\nInes Okafor"), "H3"
        )
        == "warn"
    )
    assert (
        severity(
            takeaway(
                text="Hi Tomas,\n\nYesterday I promised it.\n\nBest,\nInes Okafor"
            ),
            "H3",
        )
        == "warn"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('You said "nobody deploys on a Friday in August."', ""),
        ("You said “nobody deploys on a Friday in August”.", ""),
        ('You said "nobody deploys on Friday".', "warn"),
        ('The "release calendar" is clever.', ""),
        ('The "magic" calendar.', "warn"),
        ("It's the crews' calendar.", ""),
    ],
)
def test_advises_on_a_quotation_that_is_not_word_for_word(
    words: str, expected: str
) -> None:
    assert severity(with_own(words), "H4") == expected


def test_advises_on_a_quotation_over_25_words() -> None:
    quote = " ".join(f"word{n}" for n in range(26))
    assert severity(with_own(f'You said "{quote}".', quote=quote), "H4") == "warn"
    short = quote.rsplit(" ", 1)[0]
    assert severity(with_own(f'You said "{short}".', quote=short), "H4") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We cut it by 41 percent.", "warn"),
        ("Version 2.1 of it.", "warn"),
        ("We met on June 2 and you decide on June 12, 2026.", ""),
        ("It took 90 minutes, not 50.", ""),
        ("No digits here.", ""),
    ],
)
def test_advises_on_a_number_that_is_not_in_the_data(words: str, expected: str) -> None:
    assert (
        severity(with_own(words, my_link="It took 90 minutes, not 50."), "H5")
        == expected
    )


def test_takes_no_quotation_for_false_without_the_interview() -> None:
    note = replace(
        thank_you(text='Hi Dana,\n\nYou said "no" 7 times.\n'),
        interview=None,
        interviewer=None,
    )
    assert not found(note, "H4")
    assert not found(note, "H5")


def test_takes_a_colleagues_numbers_for_unknown() -> None:
    told = replace(TOMAS, they_said="it takes 90 minutes")
    interview = replace(CORVANE, interviewers=(DANA, told))
    note = thank_you(text="Hi Dana,\n\nIt takes 90 minutes.\n", interview=interview)
    assert severity(note, "H5") == "warn"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a decision by Friday, June 12.", ""),
        ("on Tuesday, June 2, we met", ""),
        ("on June 2nd", ""),
        ("on June second", ""),
        ("on 2 June 2026", ""),
        ("on 2026-06-02", ""),
        ("by Friday the twelfth", ""),
        ("on Friday", ""),
        ("by Friday, June 13.", "refuse"),
        ("on Monday, June 2", "refuse"),
        ("on June 3", "warn"),
        ("on June 31", "refuse"),
        ("on 2026-02-30", "refuse"),
        ("on Tuesday 2 June", ""),
        ("on Tuesday", ""),
        ("by Thursday 4 June", ""),
        ("by Thursday the 4th of June", ""),
        ("by Thursday 5 June", "refuse"),
        ("in June 2026", ""),
        ("I may 2 times", ""),
        ("you may first ask", ""),
        ("on Thursday, June 4", ""),
    ],
)
def test_looks_at_a_day_that_is_none_of_the_datas(words: str, expected: str) -> None:
    assert severity(body(f"We met {words}"), "C7") == expected


def test_lets_a_day_pass_that_the_user_typed() -> None:
    note = with_own("Thank you for the June 19 outage.", topics=("the June 19 outage",))
    assert severity(note, "C7") == ""


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("own_words", "refuse"),
        ("my_link", "refuse"),
        ("thanks_for", "refuse"),
        ("they_said", ""),
        ("quote", ""),
    ],
)
def test_refuses_a_day_that_is_none_whoever_wrote_it(field: str, expected: str) -> None:
    words = "the boat sails on Monday, June 12"
    assert severity(with_own(f"I think {words}.", **{field: words}), "C7") == expected


SPOKEN = (
    "It was good to meet you last week.",
    "I liked our conversation two weeks ago.",
    "Thank you for your time last month.",
)


@pytest.mark.parametrize("words", SPOKEN)
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 6, 2), "refuse"),
        (date(2026, 6, 3), "refuse"),
        (date(2026, 7, 8), ""),
        (None, ""),
    ],
)
def test_refuses_long_ago_of_a_talk_that_was_not(
    words: str, today: date | None, expected: str
) -> None:
    note = with_own(words, own_words=words)
    found = [f.severity for f in examine(note, Others(today=today)) if f.rule == "C7"]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("words", "today"),
    [
        ("I rode your night ferry last week.", date(2026, 6, 2)),
        ("Last month my team moved the depot.", date(2026, 6, 2)),
        ("It was good to meet you last week.", date(2026, 6, 6)),
        ("It was good to meet you last week.", date(2026, 6, 8)),
    ],
)
def test_lets_other_times_pass(words: str, today: date) -> None:
    note = with_own(words, own_words=words)
    assert "C7" not in {f.rule for f in examine(note, Others(today=today))}


def test_asks_which_day_a_promise_is_for() -> None:
    late = Takeaway(promised="send the plan by Friday", due=date(2026, 6, 4))
    assert severity(body("Hi.", interviewer=replace(DANA, takeaways=(late,))), "C7")
    soon = Takeaway(promised="send the plan tomorrow", due=date(2026, 6, 9))
    assert severity(body("Hi.", interviewer=replace(DANA, takeaways=(soon,))), "C7")
    right = Takeaway(promised="send the plan by Thursday", due=date(2026, 6, 4))
    note = body("Hi.", interviewer=replace(DANA, takeaways=(right,)))
    assert severity(note, "C7") == ""


@pytest.mark.parametrize(
    "words",
    [
        "I have attached my portfolio.",
        "I attach the plan.",
        "I've also attached my references.",
        "Please find attached my CV.",
        "Please see the attached plan.",
        "Attached is the plan.",
        "My references are attached.",
        "The plan is enclosed.",
        "You will find it in the attachment.",
        "I am attaching the plan as a PDF.",
        "Please see my CV, attached.",
    ],
)
def test_believes_an_attachment_only_if_there_is_one(words: str) -> None:
    assert severity(with_own(words, own_words=words), "D9") == "refuse"
    assert severity(reply(text=f"Hi Dana,\n\n{words}\n\nInes Okafor"), "D9") == "refuse"
    sent = takeaway(text=f"Hi Tomas,\n\n{words}\n\nBest,\nInes Okafor")
    assert severity(sent, "D9") == ""
    assert severity(replace(sent, attachment=None), "D9") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "I am attached to this coast.",
        "I attach great importance to plain words.",
        "Your crews are attached to the depots.",
        "We attached a note to each berth.",
        "My attachment to ferries is old.",
        "The buoy attached to the pier moved.",
        "The bow is enclosed in ice.",
    ],
)
def test_knows_other_attachments(words: str) -> None:
    assert severity(body(words), "D9") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Here is the rollback plan from that project, as I promised.", ""),
        ("The rollback plan from that project is attached.", ""),
        ("I have attached the rollback plan from that project.", ""),
        ("You find the rollback plan from that project below.", ""),
        ("I promised the rollback plan from that project.", "refuse"),
        ("It was good to be here. I will send the rollback plan.", "refuse"),
        ("Here is another thing altogether.", "refuse"),
    ],
)
def test_a_letter_may_keep_its_promise_itself(words: str, expected: str) -> None:
    assert severity(body(words, who="tomas"), "D6") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "You will find my CV attached.",
        "I have included my portfolio as a PDF.",
        "See the PDF below.",
        "PFA my references.",
        "The attached shows my work.",
        "Anbei mein Lebenslauf.",
        "My portfolio comes with this mail.",
    ],
)
def test_believes_no_more_words_for_a_file_that_is_not_there(sentence: str) -> None:
    text = f"Hi Dana,\n\nThank you for Tuesday. {sentence}\n\nBest,\nInes Okafor"
    assert severity(thank_you(text=text), "D9") == "refuse"


@pytest.mark.parametrize(
    "sentence",
    [
        "You find people attached to their old tools everywhere.",
        "I have included your rule in my own list.",
        "The see-the-document rule is a good one.",
        "The attached garage keeps the boat dry.",
        "I put the book in this corner of the shelf.",
    ],
)
def test_takes_no_honest_words_for_a_file(sentence: str) -> None:
    text = f"Hi Dana,\n\nThank you for Tuesday. {sentence}\n\nBest,\nInes Okafor"
    assert severity(thank_you(text=text), "D9") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It was good on 6/2.", ""),
        ("It was good on 2/6.", ""),
        ("By 12.06. I will know.", ""),
        ("It was good on Tuesday 6/2.", ""),
        ("Since 02.06.2026 I have thought of it.", ""),
        ("It was good on 6/3.", "warn"),
        ("It was good on 6/13/2026.", "warn"),
        ("It was good on Wednesday 6/2.", "refuse"),
        ("It was good on 31/2.", "refuse"),
        ("You run 24/7, 9/10 of it on Python 3.12. I like 1/2 of that.", ""),
        ("I would start by 14.30. So would you.", ""),
    ],
)
def test_reads_a_day_in_numbers_either_way_round(words: str, expected: str) -> None:
    assert severity(body(words), "C7") == expected


@pytest.mark.parametrize(
    ("held", "day", "expected"),
    [
        (date(2026, 12, 29), "Monday, January 4", "warn"),
        (date(2026, 12, 29), "Sunday, January 4", "refuse"),
        (date(2026, 1, 5), "Monday, December 29", "warn"),
        (date(2026, 1, 5), "Tuesday, December 29", "refuse"),
    ],
)
def test_a_day_beyond_the_turn_of_the_year_is_in_the_year_that_is_near(
    held: date, day: str, expected: str
) -> None:
    interview = replace(CORVANE, date=held)
    note = body(f"I think of the harbor on {day}.", interview=interview)
    assert severity(note, "C7") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("You expect a decision by Thursday the 12th.", "refuse"),
        ("We met on Wednesday the 2nd.", "refuse"),
        ("We met on 2 June, Monday.", "refuse"),
        ("We met on Mon June 2.", "refuse"),
        ("We met on Monday (June 2).", "refuse"),
        ("You decide by Fri, 6/13.", "refuse"),
        ("It was Friday the 13th.", "warn"),
        ("Thank you for your time on Monday.", "warn"),
        ("It was good to meet you on Monday.", "warn"),
        ("You decide by Friday the 12th.", ""),
        ("We met on Tuesday the 2nd.", ""),
        ("We met on 2 June, Tuesday.", ""),
        ("We met on Tue June 2.", ""),
        ("We met on Tuesday (June 2).", ""),
        ("You decide by Fri, 6/12.", ""),
        ("Thank you for your time on Tuesday.", ""),
        ("I look forward to meeting you on Monday.", ""),
        ("The crews rest on Monday.", ""),
        ("The sun rose, and I sat down.", ""),
        ("When we met, you said that the boats rest. On Monday I will look.", ""),
        ("The tide of June 2, Monday tells me, was high.", ""),
    ],
)
def test_reads_a_weekday_wherever_it_stands(words: str, expected: str) -> None:
    assert severity(body(words), "C7") == expected


@pytest.mark.parametrize(
    ("short", "day"),
    [
        *(("Mon", 15), ("Tue", 16), ("Tues", 16), ("Wed", 17), ("Thu", 18)),
        *(("Thur", 18), ("Thurs", 18), ("Fri", 19), ("Sat", 20), ("Sun", 21)),
    ],
)
def test_reads_a_short_weekday_for_the_long_one(short: str, day: int) -> None:
    right = body(f"I think of the harbor on {short}, June {day}.")
    assert severity(right, "C7") == "warn"  # a day there is, but none of the notes
    wrong = body(f"I think of the harbor on {short}, June {day + 1}.")
    assert severity(wrong, "C7") == "refuse"


def test_lets_a_next_months_day_be_asked_for() -> None:
    assert severity(body("I will be back by Thursday the 2nd."), "C7") == "warn"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I really want to work at Corvane.", ""),
        ("I'm hoping to join Corvane.", ""),
        ("It would be a privilege to work at Corvane.", ""),
        ("I would be glad to be a part of Corvane.", ""),
        ("I hope to get the chance to work with you.", ""),
        ("You really want to work at night.", "warn"),
        ("I hope to get some sleep.", "warn"),
        ("It would be a privilege to see it.", "warn"),
    ],
)
def test_hears_interest_in_more_words(words: str, expected: str) -> None:
    assert severity(body(words), "D5") == expected
