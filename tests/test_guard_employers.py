"""C1 to C6, C8: the right employer and job, nothing of another's, nothing unfilled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from drafter.guard import Others
from tests.changed import replace
from tests.corvane import (
    CORVANE,
    DANA,
    TOMAS,
    body,
    card,
    check_in,
    everything,
    found,
    linkedin,
    reply,
    severity,
    thank_you,
    to,
    with_own,
)


if TYPE_CHECKING:
    from drafter.draft import Draft
    from drafter.interview import Interview


def at(**changes: Any) -> Interview:
    return replace(CORVANE, employer=replace(CORVANE.employer, **changes))


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass(note: Draft) -> None:
    rules = [f"C{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8)]
    assert [rule for rule in rules if found(note, rule)] == []


def test_advises_when_the_employer_is_not_named() -> None:
    assert severity(body("Thank you.", subject="Thank you"), "C1") == "warn"
    assert severity(body("I like Corvane's plans.", subject="Thank you"), "C1") == ""
    assert severity(body("Thank you.", subject="Corvane Ferries"), "C1") == ""
    assert severity(body("Corvanes!", subject="Thank you"), "C1") == "warn"
    assert severity(linkedin(text="Hi Dana, thank you."), "C1") == "warn"
    assert severity(card(), "C1") == ""


@pytest.mark.parametrize(
    "words",
    [
        "I would love to work at Brightmoor Rail.",
        "Brightmoor Rail is a fine firm.",
        "brightmoor rail",
        "Bright\u200bmoor Rail",
        "Ｂｒｉｇｈｔｍｏｏｒ Rail",
        "Brightmoor\nRail",
        "Brightmoor Rail's trains",
        "Brightmoor-Rail",
        "See brightmoorrail.example",
    ],
)
def test_refuses_another_employers_name(words: str) -> None:
    assert severity(body(words), "C2") == "refuse"


def test_refuses_a_rival_known_from_the_journal() -> None:
    others = Others(rivals=("Ostrava Trams GmbH",))
    assert severity(body("At Ostrava Trams I saw the same."), "C2", others) == "refuse"
    assert severity(body("I like trams."), "C2", others) == ""


def test_refuses_a_rival_in_the_subject() -> None:
    assert severity(thank_you(subject="Thank you: Brightmoor Rail"), "C2") == "refuse"


def test_advises_on_the_first_word_of_a_rival() -> None:
    assert severity(body("Brightmoor has the same problem."), "C2") == "warn"


def test_lets_the_own_employers_name_pass_that_holds_a_rivals() -> None:
    others = Others(rivals=("Corvane", "Corvane Ferries Ltd", "Ford", "Ana"))
    assert (
        severity(body("I like Corvane Ferries and Fordham and Anatole."), "C2", others)
        == ""
    )


def test_lets_a_rival_pass_that_this_person_spoke_of() -> None:
    note = with_own(
        "You said that you learned it at Brightmoor Rail.",
        they_said="you learned it at Brightmoor Rail",
    )
    assert severity(note, "C2") == ""


def test_lets_a_rival_pass_that_is_a_word_of_the_job() -> None:
    position = replace(CORVANE.position, title="Kafka Engineer", short="Kafka Engineer")
    note = body(
        "I want the Kafka Engineer role.",
        interview=replace(CORVANE, position=position),
    )
    assert severity(note, "C2", Others(rivals=("Kafka",))) == ""
    assert severity(body("I use Kafka."), "C2", Others(rivals=("Kafka",))) == "refuse"


def test_lets_ones_own_past_employer_pass_that_is_a_rival_too() -> None:
    others = Others(rivals=("Lakeshore Bus",))
    assert severity(body("At Lakeshore Bus I wrote a harness."), "C2", others) == ""


@pytest.mark.parametrize(
    ("rival", "words", "expected"),
    [
        ("Target", "We talked at Target about it.", "warn"),
        ("Target", "My target is the spring. Target dates slip.", ""),
        ("Target", "The on target rate is high.", ""),
        ("Indeed", "Indeed, I enjoyed it. It is indeed so.", ""),
        ("Indeed", "I saw the ad on the site of Indeed Inc. yesterday.", "warn"),
        ("Next", "Next, we drew it. The next step is yours.", ""),
        ("Next", "I would choose you over Next any day.", "warn"),
        ("Apple", "An apple a day.", ""),
        ("Apple", "I have friends at Apple too.", "warn"),
        ("Square", "A square peg.", ""),
        ("Block", "Block the calendar.", ""),
        ("Meta", "Meta's plans are others.", "warn"),
        ("Visa", "My visa is in order.", ""),
        ("Gap", "The gap is small.", ""),
        ("Shell", "I wrote it in shell.", ""),
        ("Monday", "The planners meet on Monday.", ""),
        ("Monday", "See you from Monday on.", ""),
        ("May", "From May 4 on. You may ask.", ""),
        ("Sage", "Sage advice.", ""),
        ("Oracle", "An oracle said so.", ""),
        ("Everyone", "Everyone was kind.", ""),
        ("Hello Fresh", "Hello, fresh bread.", ""),
        ("Hello Fresh", "My talk with Hello Fresh went on.", "warn"),
        ("X", "The x axis, and X marks it.", "warn"),
    ],
)
def test_advises_on_a_rival_named_by_a_plain_word_only_where_it_is_a_name(
    rival: str, words: str, expected: str
) -> None:
    assert severity(body(words), "C2", Others(rivals=(rival,))) == expected


@pytest.mark.parametrize(
    "before", ["at", "with", "for", "from", "to", "by", "of", "join", "joining"]
)
def test_knows_a_firm_in_ones_own_words_by_the_word_before_it(before: str) -> None:
    others = Others(rivals=("Target",))
    words = f"My work went on {before} Target dates."
    assert severity(with_own(words, own_words=words), "C2", others) == "warn"
    words = "My work went on Target dates."
    assert severity(with_own(words, own_words=words), "C2", others) == ""


@pytest.mark.parametrize("sign", [".", "!", "?", ":", ' "', " -"])
def test_takes_a_capital_for_a_beginning_behind_a_sign(sign: str) -> None:
    others = Others(rivals=("Target",))
    assert severity(body(f"We drew it{sign} Target dates slip."), "C2", others) == ""
    assert severity(body("We drew it, Target dates slip."), "C2", others) == "warn"


def test_asks_a_check_in_for_the_job_and_a_thank_you_not() -> None:
    text = "Hi Dana,\n\n{}\n\nBest regards,\nInes Okafor"
    unnamed = replace(check_in(text=text.format("Is there news?")), subject="Hm")
    assert severity(unnamed, "C3") == "warn"
    named = text.format("Is there news of the Timetables role?")
    assert severity(replace(unnamed, text=named), "C3") == ""
    assert severity(body("Thank you.", subject="Thank you"), "C3") == ""


def test_rests_without_the_interview() -> None:
    note = thank_you(interview=None, interviewer=None)
    assert not [
        rule for rule in ("C1", "C3", "C4", "C5", "C7", "C8") if found(note, rule)
    ]
    assert severity(note, "C2", Others(rivals=("Lakeshore Bus", "Spring"))) == ""
    assert (
        severity(
            replace(note, text="Hi Dana,\n\nAt Brightmoor Rail.\n"),
            "C2",
            Others(rivals=("Brightmoor Rail",)),
        )
        == "refuse"
    )


def test_advises_when_a_colleague_is_named() -> None:
    assert severity(body("Tomas told me the same."), "C4") == "warn"
    assert severity(body("I liked what Lindqvist drew."), "C4") == "warn"


@pytest.mark.parametrize(
    "words",
    [
        "I hear that Tomas decides by Friday, and I will wait for his decision.",
        "The next step is with Tomas.",
        "Tomasina is my cat.",
    ],
)
def test_lets_a_colleague_pass_in_a_next_step(words: str) -> None:
    assert severity(body(words), "C4") == ""


def test_lets_a_colleague_pass_whom_the_reader_spoke_of() -> None:
    words = "You said that Tomas draws berths on napkins."
    assert (
        severity(with_own(words, they_said="Tomas draws berths on napkins"), "C4") == ""
    )


def test_lets_a_colleague_pass_who_has_the_readers_first_name() -> None:
    twin = replace(TOMAS, name="Dana Lindqvist", given="Dana", address_as="Dana")
    note = thank_you(interview=replace(CORVANE, interviewers=(DANA, twin)))
    assert severity(note, "C4") == ""


def test_lets_a_firm_be_named_that_has_a_colleagues_name() -> None:
    helen = replace(TOMAS, name="Helen Corvane", given="Helen", family="Corvane")
    interview = replace(CORVANE, interviewers=(DANA, helen))
    words = "I'd be glad to join Corvane."
    assert severity(body(words, interview=interview), "C4") == ""
    assert severity(body("I liked Helen too.", interview=interview), "C4") == "warn"


def test_takes_a_word_for_a_word_that_is_also_a_name() -> None:
    will = replace(TOMAS, name="Will Hope", given="Will", family="Hope", address_as="")
    interview = replace(CORVANE, interviewers=(DANA, will))
    honest = "Will it rain? Hope is a fine thing. I will stay."
    assert severity(body(honest, interview=interview), "C4") == ""
    assert severity(body("I liked Will too.", interview=interview), "C4") == "warn"


def test_lets_colleagues_be_thanked_in_a_reply() -> None:
    assert severity(reply(), "C4") == ""


@pytest.mark.parametrize(
    "words",
    [
        "You said the planners spend ninety minutes rebuilding the day by hand.",
        "You asked me how long a bad plan stays live in bad weather.",
        'You said: "A late ferry is a nuisance."',
        "I said I would send the rollback plan from that project.",
        "I liked that you let me be wrong for five minutes before asking.",
        "The PLANNERS spend\nninety minutes   rebuilding the day.",
    ],
)
def test_refuses_what_a_colleague_said(words: str) -> None:
    assert severity(body(words), "C5") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "You said that new timetables ship in spring and summer is for fixes only.",
        "It is for the day that you and I were in it.",
        "I could see the storm problem.",
        (
            "The Senior Software Engineer, Timetables role at Corvane Ferries in Port"
            " Alder."
        ),
    ],
)
def test_lets_this_persons_words_and_small_words_pass(words: str) -> None:
    assert severity(body(words), "C5") == ""


def test_lets_what_a_panel_heard_together_pass() -> None:
    shared = "the planners spend ninety minutes rebuilding the day by hand"
    note = with_own(f"You said that {shared}.", they_said=shared)
    assert severity(note, "C5") == ""


def test_lets_a_reason_pass_whoever_it_goes_to() -> None:
    reason = "I grew up on an island, and a late ferry is a missed school day."
    interview = replace(CORVANE, reasons=(reason,))
    assert severity(body(reason, interview=interview), "C5") == ""


LETTER = (
    "Thank you for the two hours. I went home by the old pilot boat, and counted"
    " the lamps.\n\nI'd like to join the Timetables team at Corvane Ferries."
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Thank you for taking the time to meet me on Tuesday.", ""),
        ("You wanted to show the old harbour crane.", "refuse"),
    ],
)
def test_nobody_owns_a_courtesy(words: str, expected: str) -> None:
    thanks = "taking the time to meet me and to show the old harbour crane"
    tomas = replace(TOMAS, thanks_for=thanks)
    note = body(words, interview=replace(CORVANE, interviewers=(DANA, tomas)))
    assert severity(note, "C5") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I went home by the old pilot boat.", "refuse"),
        ("I'd like to join the Timetables team at Corvane Ferries.", ""),
        ("I went home.", ""),
    ],
)
def test_refuses_what_stands_in_a_colleagues_whole_letter(
    words: str, expected: str
) -> None:
    tomas = replace(TOMAS, letter=LETTER)
    note = body(words, interview=replace(CORVANE, interviewers=(DANA, tomas)))
    assert severity(note, "C5") == expected


@pytest.mark.parametrize(
    "left",
    [
        "{{ topic }}", "{{ topic", "topic }}", "<Company Name>", "[Employer]",
        "[job title]", "[name of the firm]", "[topic here]", "Lorem ipsum",
        "{{topic}}", "{% if topic %}", "${name}", "{first_name}",
        "%COMPANY%",
        "<<Name>>", "<name>", "< Company >", "<insert role>", "[Company]",
        "[COMPANY NAME]",
        "[your skill here]", "[Interviewer's name]", "[X]", "[xx]", "TODO", "TBD",
        "FIXME",
        "[ NAME ]", "[specific topic]", "[what we discussed]", "(insert topic here)",
        "*|FNAME|*", "#NAME#", "[N\u200bAME]", "\uff3bNAME\uff3d",
        "\uff5b\uff5b name \uff5d\uff5d",
        "XXX", "LOREM IPSUM", "___", "....", "??", "undefined", "NaN",
    ],
)  # fmt: skip
def test_refuses_what_a_template_left_unfilled(left: str) -> None:
    assert severity(body(f"Thank you for {left} today."), "C6") == "refuse"


def test_finds_a_placeholder_in_subject_greeting_and_signature() -> None:
    for note in (
        thank_you(subject="Thank you, [Name]"),
        thank_you(text="Hi [Name],\n\nThanks.\n\nBest,\nInes Okafor"),
        thank_you(text="Hi Dana,\n\nThanks.\n\nBest,\n[Your name]"),
    ):
        assert severity(note, "C6") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "None of us knew.", "It is undefined behaviour.", "NaN values in it.",
        "On my TODO list.", "Nan Wells was kind.", "A null pointer.",
        "He wrote [sic] there.",
        "C++ template<typename T> is fun.", "Was it 5 < 6 > 2?", "The x axis [1].",
        "Wait... yes.", "Wait\u2026. yes.", "A 100% sure thing, 50% of it.",
        "It is number [3] of (two) lists.", "The issue is #42.",
        "A to-do list.", "nil or none", "It is 50 % of it.", "a_b_c is a name",
        "Undefined behaviour",
    ],
)  # fmt: skip
def test_lets_honest_words_pass_that_look_like_placeholders(words: str) -> None:
    assert severity(body(words), "C6") == ""


def test_lets_a_placeholder_pass_that_the_user_typed() -> None:
    note = with_own(
        "We talked about {{ 7*7 }} and the TODO list.",
        topics=("{{ 7*7 }} and the TODO list",),
    )
    assert severity(note, "C6") == ""
    note = with_own('You said "why not????" to me.', quote="why not????")
    assert severity(note, "C6") == ""


@pytest.mark.parametrize("field", ["own_words", "they_said", "thanks_for", "letter"])
@pytest.mark.parametrize(
    "left",
    ["{{ name }}", "{{first_name}}", "${topic}", "[what they did]", "[their project]",
     "[insert name]", "[Company]", "<your name>", "TODO: ask her", "Write more TODO",
     "(insert topic)", "FIXME", "XXX", "lorem ipsum", "*|FNAME|*", "____"],
)  # fmt: skip
def test_refuses_what_nobody_filled_whoever_left_it(left: str, field: str) -> None:
    words = f"I liked it. {left}"
    assert severity(with_own(f"{words}.", **{field: words}), "C6") == "refuse"


@pytest.mark.parametrize(
    "words",
    ["I removed every TODO from the code.", "Our TODO list is short.",
     "{{ 7*7 }} is 49.", "You keep a TODO tracker.", "The index[date] look-up.",
     "What??", "The end is TBD."],
)  # fmt: skip
def test_lets_honest_signs_pass_in_ones_own_words(words: str) -> None:
    assert severity(with_own(words, own_words=words), "C6") == ""


@pytest.mark.parametrize("field", ["topics", "quote"])
def test_lets_a_placeholder_pass_that_is_the_topic(field: str) -> None:
    words = "the Jinja {{ name }} syntax"
    fact = (words,) if field == "topics" else words
    assert severity(with_own(f"We spoke of {words}.", **{field: fact}), "C6") == ""
    bare = ("{{ topic }}",) if field == "topics" else "{{ topic }}"
    note = with_own("We spoke of {{ topic }}.", **{field: bare})
    assert severity(note, "C6") == "refuse"


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Best,\nInes Okafor", ""),
        ("Best,\nInes", "warn"),
        ("Best,\nInés Okafor", "warn"),
        ("Best,", "warn"),
        ("Best,\nInes Okafor\nInes Okafor", "warn"),
        ("Ines Okafor", ""),
        ("Best, Ines Okafor", ""),
    ],
)
def test_advises_when_it_is_not_signed_once(end: str, expected: str) -> None:
    assert (
        severity(thank_you(text=f"Hi Dana,\n\nThank you.\n\n{end}"), "C8") == expected
    )


@pytest.mark.parametrize(
    "words",
    [
        *("{name}", "{!Contact.Name}", "%COMPANY%", "%%name%%", "«company»", "#name#"),
        *("@@name@@", "|FNAME|", "__COMPANY__", "<what they did>", "<company_name>"),
        *("((name))", "(company name)", "[thing they said]", "[adjective]", "*NAME*"),
        *("[Dana/Tomas]", "[object Object]", "COMPANY NAME", "Company X", "xxx"),
        *("<%= name %>", "your COMPANY"),
    ],
)
def test_refuses_a_slot_of_any_style_in_own_sentences_too(words: str) -> None:
    sentence = f"I liked {words} very much."
    who = replace(DANA, own_words=sentence)
    text = f"Hi Dana,\n\nThank you. {sentence}\n\nBest,\nInes Okafor"
    assert severity(to(who, text), "C6") == "refuse"


@pytest.mark.parametrize("words", ["{0}", "%s", "[ ]", "tbd", "TBC"])
def test_takes_what_may_be_a_slot_for_one_where_the_notes_have_it_not(
    words: str,
) -> None:
    sentence = f"I liked {words} very much."
    text = f"Hi Dana,\n\nThank you. {sentence}\n\nBest,\nInes Okafor"
    assert severity(to(DANA, text), "C6") == "refuse"
    assert severity(to(replace(DANA, own_words=sentence), text), "C6") == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "A NaN in the tide table is worth a day of anybody's time.",
        "Really??",
        "The theatre company (name and all) moved north.",
        "We wrote template<typename T> far too often.",
        "Your company name is on the pier in brass.",
        "I took the position that a late boat is late.",
        "The <b> tag is not dead.",
        "I signed it with one x, not three.",
        "You said «merci» to every driver.",
        "It cost 5% more, and 3% of that was paint.",
    ],
)
def test_takes_no_honest_words_for_a_slot(sentence: str) -> None:
    text = f"Hi Dana,\n\nThank you. {sentence}\n\nBest,\nInes Okafor"
    assert severity(to(replace(DANA, own_words=sentence), text), "C6") == ""


def test_lets_the_writer_sign_who_has_a_colleagues_name() -> None:
    keiko = replace(TOMAS, name="Keiko Okafor", given="Keiko", family="Okafor")
    interview = replace(CORVANE, interviewers=(DANA, keiko))
    assert severity(body("I liked the tour.", interview=interview), "C4") == ""
    assert severity(linkedin(interview=interview), "C4") == ""
    told = body("Okafor told me the same.", interview=interview)
    assert severity(told, "C4") == "warn"


@pytest.mark.parametrize(
    ("rival", "words", "expected"),
    [
        ("International Business Machines", "I use IBM daily.", "refuse"),
        ("Bank of the Arctic Isles", "I know BAI, and BOTAI.", "refuse"),
        ("Procter & Gamble", "I know P&G.", "refuse"),
        ("Ernst & Young", "I know Ernst and Young.", "refuse"),
        ("Ernst and Young", "I know Ernst & Young.", "refuse"),
        ("Coca-Cola", "I know Coca Cola.", "refuse"),
        ("Coca-Cola", "I know CocaCola's.", "refuse"),
        ("BlueYonder", "I know Blue Yonder.", "refuse"),
        ("Sainsbury's", "I know Sainsburys.", "refuse"),
        ("O'Neill Foods", "I know ONeill Foods.", "refuse"),
        ("Kayak", "I know the Kayaks of it.", "refuse"),
        ("Applied Physics Institute", "I know that API.", "warn"),
        ("International Business Machines", "I know ibm, and IBMs.", ""),
        ("Kayak", "I know two kayaks.", ""),
        ("LinkedIn", "I linked in the file. On Linked In, too.", "refuse"),
        ("LinkedIn", "I linked in the file.", ""),
        ("Bright Moor Rail", "A bright idea. Rail is cheap on the moor.", ""),
        ("Northern Oat", "I can do NO more.", ""),
    ],
)
def test_knows_a_rival_by_its_everyday_spellings(
    rival: str, words: str, expected: str
) -> None:
    assert severity(body(words), "C2", Others(rivals=(rival,))) == expected


def test_lets_initials_pass_that_are_in_the_notes() -> None:
    others = Others(rivals=("Integrated Bus Maps",))
    note = with_own("You said that IBM maps help.", they_said="IBM maps help")
    assert severity(note, "C2", others) == ""
    assert severity(body("IBM maps help."), "C2", others) == "refuse"


@pytest.mark.parametrize(
    ("rival", "words", "expected"),
    [
        ("City Council", "Your city council likes you.", ""),
        ("City Council", "I would love to work at City Council.", "refuse"),
        ("City Council", "I would love to work at city council.", "refuse"),
        ("Whole Foods", "The whole foods stall was closed.", ""),
        ("Whole Foods", "We buy whole foods.", "warn"),
        ("Whole Foods", "I like Whole Foods.", "refuse"),
        ("General Motors", "The general motors on.", ""),
        ("General Motors", "The General Motors plan is mine.", "refuse"),
        ("Berth", "I saw your berth.", ""),
        ("Berth", "I want to join Berth.", "refuse"),
        ("Ford", "He drives an old Ford.", "warn"),
        ("Ford", "We crossed the old ford.", ""),
        ("Ford", "I want the Ford role.", "refuse"),
        ("Ford", "I would be a Ford engineer.", "refuse"),
        ("Café", "The Cafe was closed.", ""),
        ("Uber", "I took an Uber.", "warn"),
        ("Uber", "We came by uber.", "warn"),
        ("Uber", "I like Uber.", "refuse"),
        ("Brightmoor Rail", "I like brightmoor rail.", "refuse"),
        ("Brightmoor Rail", "I like the brightmoor rail crew.", "refuse"),
    ],
)
def test_knows_a_thing_from_the_firm_that_is_called_so(
    rival: str, words: str, expected: str
) -> None:
    assert severity(body(words), "C2", Others(rivals=(rival,))) == expected


@pytest.mark.parametrize(
    ("rival", "words"),
    [
        ("J.P. Morgan", "JP Morgan is fine."),
        ("J.P. Morgan", "JPMorgan is fine."),
        ("JP Morgan", "J.P. Morgan is fine."),
        ("JPMorgan Chase", "J.P. Morgan Chase is fine."),
        ("Müller GmbH", "At Mueller it rains."),
        ("Müller GmbH", "At Muller it rains."),
        ("Mueller", "At Müller it rains."),
        ("Zürich Transit", "At Zurich Transit and there."),
        ("Zürich Transit", "At Zuerich Transit and there."),
        ("Café Noir", "At Cafe Noir it rains."),
        ("St. Mary's", "At St Mary's it rains."),
        ("St Mary's", "At St. Mary's it rains."),
        ("Saint Mary's", "At St Mary's it rains."),
        ("St. Mary's", "At Saint Mary's it rains."),
        ("O'Reilly", "At OReilly it rains."),
        ("IBM", "At I.B.M. it rains."),
        ("I.B.M.", "At IBM it rains."),
    ],
)
def test_knows_a_rival_by_other_signs(rival: str, words: str) -> None:
    assert severity(body(words), "C2", Others(rivals=(rival,))) == "refuse"


@pytest.mark.parametrize(
    ("rival", "words"),
    [
        ("Michael Foundry", "Michelle and a foundry."),
        ("Neue Post", "The new post is here."),
        ("St. Mary's", "I saw St. Mark and saint Nicholas."),
        ("IBM", "I, B. M. and others."),
    ],
)
def test_takes_no_other_word_for_a_rival(rival: str, words: str) -> None:
    assert severity(body(words), "C2", Others(rivals=(rival,))) == ""


@pytest.mark.parametrize(
    ("given", "words", "expected"),
    [
        ("April", "In April the ice goes.", ""),
        ("April", "The ice goes by April.", ""),
        ("April", "I liked April too.", "warn"),
        ("May", "In May the ice goes.", ""),
        ("May", "I asked May about it.", "warn"),
        ("Austin", "I grew up in Austin.", ""),
        ("Austin", "I was interested in Austin's maps.", "warn"),
        ("Austin", "I have every confidence in Austin.", "warn"),
        ("Austin", "I spoke with Austin.", "warn"),
    ],
)
def test_knows_a_month_and_a_place_from_a_colleague(
    given: str, words: str, expected: str
) -> None:
    other = replace(
        TOMAS, name=f"{given} Poe", given=given, family="Poe", address_as=given
    )
    interview = replace(CORVANE, interviewers=(DANA, other))
    assert severity(body(words, interview=interview), "C4") == expected


@pytest.mark.parametrize(
    "left",
    [
        "[Firmenname]", "[Firma]", "[Ihr Name]", "[nom]", "[?]", "[link]", "[phone]",
        "[Last]", "[surname]", "[...]", "(name here)", "(company)", "&lt;name&gt;",
        "[empresa]", "[Datum]",
    ],
)  # fmt: skip
def test_refuses_more_that_was_left_unfilled(left: str) -> None:
    assert severity(body(f"Thank you for {left} there."), "C6") == "refuse"
    words = f"Thank you for {left} there, and more."
    if left != "[...]":
        assert severity(with_own(words, own_words=words), "C6") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        'You said "a late ferry [...] is a nuisance" to me.',
        "The company (a small one) sails, and its name (Elm) is old.",
        "The links [1] and the last [sic] are mine.",
        "It was &lt; ten.",
        "The crew (role and all) drew it.",
    ],
)
def test_lets_honest_brackets_pass(words: str) -> None:
    assert severity(body(words), "C6") == ""


def test_lets_a_placeholder_pass_that_was_the_topic() -> None:
    topic = "the [link] tag of the parser"
    note = with_own(f"We talked about {topic}.", topics=(topic,))
    assert severity(note, "C6") == ""
