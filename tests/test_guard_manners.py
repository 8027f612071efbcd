"""D4, D5 and G: words that cost people jobs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from drafter.guard import Others, examine
from drafter.guard.words import FAMILIES, entries
from tests.changed import replace
from tests.corvane import (
    BAD,
    CORVANE,
    DANA,
    TOMAS,
    body,
    card,
    check_in,
    everything,
    found,
    linkedin,
    phone,
    reply,
    severity,
    takeaway,
    thank_you,
    to,
    with_own,
)


if TYPE_CHECKING:
    from drafter.draft import Draft


RULES = [f"G{n}" for n in range(1, 16)]
EXTRA = (
    (
        "Dear Ms. Adeyemi,\n\nThank you for making twenty minutes for me today, in"
        " the week"
        " before the season opens.\n\nYour point that Corvane sells arrivals and"
        " not crossings"
        " was the clearest summary I heard all day. It also settled a question for"
        " me: the"
        " timetable work is where reliability is won or lost, and that is the work"
        " I want to"
        " do.\n\nI am grateful for the time, and more interested than when I walked"
        " in.\n\n"
        "Sincerely,\nInes Okafor"
    ),
    (
        "Dear Dr. Lindqvist,\n\nThank you for the interview on June 2, and in"
        " particular for"
        " explaining how your planners rebuild the day when a berth closes.\n\nThe"
        " problem is"
        " close to my own work. At Lakeshore Bus, my team reduced re-planning after"
        " a road"
        " closure from fifty minutes to six, largely by letting dispatchers see and"
        " override"
        " every change. Your decision to seat the planners with the engineers two"
        " days a week"
        " suggests that we would agree about where to begin.\n\nI will send the"
        " rollback plan"
        " from that project by Thursday, as I promised. The position at Corvane"
        " remains of"
        " great interest to me.\n\nSincerely,\nInes Okafor"
    ),
    (
        "Hi Tomas,\n\nThank you for the whiteboard session on storm re-planning"
        " today. Ninety"
        " minutes of hand work every time a berth closes is a problem I know. At"
        " Lakeshore Bus"
        " my team got a similar re-plan from fifty minutes to six.\n\nThe rollback"
        " plan I"
        " promised you will be in your inbox by Thursday. I would very much like to"
        " do this"
        " work at Corvane.\n\nBest regards,\nInes Okafor"
    ),
)


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_lets_the_samples_pass(note: Draft) -> None:
    assert [rule for rule in RULES if found(note, rule)] == []


@pytest.mark.parametrize("text", EXTRA)
def test_lets_the_other_registers_pass(text: str) -> None:
    note = thank_you(text=text, interview=None, interviewer=None)
    assert [rule for rule in RULES if found(note, rule)] == []


RULE_OF = {
    "pushy": "G1",
    "desperate": "G2",
    "presumptuous": "G3",
    "flattery": "G4",
    "apology": "G5",
    "pay": "G6",
    "cliche": "G7",
    "needy": "G2",
    "gift": "G11",
    "status": "G12",
    "relative_days": "H3",
    "plural_you": "B4",
    "plural_perhaps": "B4",
    "hurried": "G1",
    "confided": "G13",
    "close": "G14",
    "self_doubt": "G5",
}


@pytest.mark.parametrize("family", FAMILIES)
def test_finds_every_phrase_of_every_list(family: str) -> None:
    missed = [
        entry
        for entry in entries(family)
        if not found(body(f"Well: {entry.upper()} so be it. " * 4), RULE_OF[family])
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Please reply  ASAP.", "G1"),
        ("I am a\u200bsking a\u200bs soon as possible.", "G1"),
        ("It is ｕｒｇｅｎｔ.", "G1"),
        ("It is ur\u00adgent.", "G1"),
        ("It is urgеnt.", "G1"),
        ("I am still\nwaiting.", "G1"),
        ("I haven’t heard back.", "G1"),
        ("I a\u0332m des\u0332perate.", "G2"),
        ("You won’t regret it.", "G2"),
        ("It is my dream\u00a0job.", "G2"),
        ("Once I join you, we will see.", "G3"),
        ("I was blown away.", "G4"),
        ("I am sorry.", "G5"),
        ("It pays $ 90,000 or 90k.", "G6"),
        ("I asked them for a raise.", "G6"),
        ("You have thirty days off a year.", "G6"),
        ("Days off matter. So does the raise that you spoke of.", "G6"),
        ("A r\u200baise would help.", "G6"),
        ("I raise the flag, and hope for an annual RAISE.", "G6"),
        ("The salary's fine.", "G6"),
        ("My 401(k) is small.", "G6"),
        ("I’m writing to thank you.", "G7"),
    ],
)
def test_finds_a_phrase_however_it_is_hidden(words: str, rule: str) -> None:
    assert severity(body(words), rule)


ALL = [thank_you, card, linkedin, takeaway, check_in, reply, phone]


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize(
    "words",
    [
        "Please reply as soon as possible.",
        "Let me know by Friday.",
        "Please let me know your decision as soon as possible.",
        "I have not heard back and I am very disappointed.",
        "I expect an answer this week.",
        "I am still waiting for your answer.",
        "Could you get back to me right away?",
        "I need a quick reply.",
        "I have been waiting for your answer.",
        "I'm waiting to hear back.",
        "I am still waiting to hear the outcome.",
        "I've been waiting for a reply.",
        "I have been waiting for two weeks now.",
    ],
)
def test_refuses_to_push_in_every_note(make: Any, words: str) -> None:
    text = f"Hi Dana,\n\n{words}\n\nBest,\nInes Okafor"
    assert severity(make(text=text), "G1") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "I would ring the captain immediately, and the crews right away.",
        "You said you would rather test the plan than argue about it.",
        "I have never heard a better reason.",
        "There was no response for nine seconds, so the alarm rang.",
        "What is taking the time is the re-planning.",
        "The roster is up by end of day.",
        "I had been waiting for somebody to say that aloud.",
        "I had been waiting to hear somebody say that.",
        "That was the part I'd been waiting for you to mention.",
        "The lift I had been waiting for never came.",
        "I have been waiting for this talk since college.",
        "I want to know how the tide table is kept.",
        "I hope to hear from you by Friday, June 12.",
        "Is there any update on the timeline?",
    ],
)
@pytest.mark.parametrize("make", [thank_you, check_in])
def test_lets_haste_and_silence_at_work_pass(make: Any, words: str) -> None:
    text = f"Hi Dana,\n\n{words}\n\nBest,\nInes Okafor"
    assert severity(make(text=text), "G1") == ""


def test_only_advises_on_haste_that_may_be_honest() -> None:
    words = "I would call the depot as soon as possible."
    assert severity(with_own(words, answer=words), "G1") == "warn"


@pytest.mark.parametrize("make", [thank_you, card, linkedin, check_in, reply, phone])
def test_refuses_to_beg_in_every_note(make: Any) -> None:
    text = "Hi Dana,\n\nI need this job.\n\nBest,\nInes Okafor"
    assert severity(make(text=text), "G2") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "The disk was running out of space.",
        "In any role I have had, tests came first.",
        "It was rejected by the compiler.",
        "Please give me a call.",
    ],
)
def test_only_advises_where_the_words_may_be_honest(words: str) -> None:
    assert severity(body(words), "G2") == "warn"


def test_refuses_to_beg_in_ones_own_words_too() -> None:
    line = "I would do anything to work on ferries."
    assert severity(with_own(line, own_words=line), "G2") == "refuse"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("You said that we were desperate for a tester.", "they_said"),
        ('You said "hire me a pilot".', "quote"),
        ("Your compensation software and benefits portal.", "topics"),
        ("I liked the urgent alerts, immediately consistent.", "topics"),
        ("You asked about regret minimisation and bad day drills.", "asked"),
        ("Thank you for the pension calculator tour.", "thanks_for"),
        ("The culture fit review.", "topics"),
        ("I saw the $5 ticket.", "topics"),
    ],
)
def test_spares_what_the_user_reports(words: str, field: str) -> None:
    fact = words.strip(".").removeprefix("You said that ").removeprefix("I liked ")
    note = with_own(words, **{field: (fact,) if field == "topics" else fact})
    assert [rule for rule in RULES if found(note, rule)] == []
    assert [rule for rule in RULES if found(body(words), rule)] != []


def test_spares_the_job_and_the_firm() -> None:
    position = replace(
        CORVANE.position, title="Equity Research, Salary Desk", short="Equity"
    )
    firm = replace(CORVANE.employer, name="Sorry Works", short="Sorry Works")
    note = body(
        "The Equity role at Sorry Works.",
        interview=replace(CORVANE, position=position, employer=firm),
    )
    assert [rule for rule in RULES if found(note, rule)] == []


@pytest.mark.parametrize(
    "words",
    [
        "On Tuesday I promised you the plan.",
        "Payments and payroll raised questions.",
        "I was glad to raise the question. It took two days off the close.",
        "We cut four days off a release, and I raise it again.",
        "The urgency of ferries, the ninjas of old.",
        "You said to me what you would do.",
        "It is a job, and any jobs board has it.",
        "The regrettable tide. An apologist.",
        "It took 90 kilometers.",
        "I get back. To me it is far.",
    ],
)
def test_matches_whole_words_only(words: str) -> None:
    assert [rule for rule in RULES if found(body(words), rule)] == []


def test_speaks_of_pay_in_an_answer_to_an_offer() -> None:
    text = "Hi Dana,\n\nI accept, with the salary of $90,000.\n\nBest,\nInes Okafor"
    assert severity(reply(text=text), "G6") == ""


def test_quotes_the_words_and_their_line() -> None:
    finding = found(body("One.\n\nIt is\nyour  dream\njob, my dream\njob."), "G2")
    assert finding
    assert (finding.text, finding.line) == ("dream job", 6)


def test_refuses_the_bad_note_for_every_reason() -> None:
    note = thank_you(text=BAD)
    for rule in ("B1", "C6", "D1", "G1"):
        assert severity(note, rule) == "refuse", rule
    for rule in (
        "C1",
        "C8",
        "D5",
        "F5",
        "F9",
        "F12",
        "G4",
        "G5",
        "G6",
        "G7",
        "H3",
    ):
        assert severity(note, rule) == "warn", rule


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I was sorry to hear about the boat.", ""),
        ("I am so sorry for your loss.", ""),
        ("I'm sorry that you lost her.", ""),
        ("I am so sorry to hear of the fire.", ""),
        ("I was sorry for the loss of your ship's dog.", ""),
        ("I'm so sorry about your mill.", ""),
        ("I'm sorry about Mr Olsen.", ""),
        ("I am sorry about the mess.", "warn"),
        ("I am sorry that I was late.", "warn"),
        ("Sorry about the noise.", "warn"),
    ],
)
def test_tells_sympathy_from_an_apology(words: str, expected: str) -> None:
    assert severity(body(words), "G5") == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("I would say sorry first, and then ask what happened.", ""),
        ("I told them that we owed her an apology.", ""),
        ("I am sorry that I was so short.", "warn"),
        ("Sorry, I rambled.", "warn"),
        ("I was nervous.", "warn"),
        ("I talk too much when I'm nervous.", ""),
        ("I'm so sorry, and I was glad you told me.", ""),
        ("I am so sorry about Mair, you all thought so much of her.", ""),
        ("I am so sorry about the way I left.", "warn"),
        ("I am so sorry for being late.", "warn"),
    ],
)
def test_tells_an_answer_about_an_apology_from_one(answer: str, expected: str) -> None:
    note = body(f"You asked what I would do. {answer}")
    assert severity(replace(note, interviewer=replace(DANA, answer=answer)), "G5") == (
        expected
    )


@pytest.mark.parametrize(
    ("words", "rule", "expected"),
    [
        ("At Lakeshore Bus it was toxic.", "G10", "warn"),
        ("My last boss was the worst.", "G10", "warn"),
        ("The worst storm was in May. At Lakeshore Bus it rained.", "G10", ""),
        ("At Lakeshore Bus the worst storm took two days.", "G10", ""),
        ("My old manager was a bully.", "G10", "warn"),
        ("I was glad to leave my last job.", "G10", "warn"),
        ("I thought Tomas was rude.", "G10", "warn"),
        ("Your receptionist was unprofessional.", "G10", "warn"),
        ("I thought that Robin seemed bored.", "G10", "warn"),
        ("My last boss taught me to draw the tide first.", "G10", ""),
        ("Nobody at Lakeshore Bus was late, and Tomas was kind.", "G10", ""),
        ("You told me in confidence that the depot closes.", "G13", "warn"),
        ("It stays between us.", "G13", "warn"),
        ("I have every confidence in the plan.", "G13", ""),
        ("The line runs between usable berths.", "G13", ""),
        ("You looked lovely.", "G14", "warn"),
        ("You are so beautiful.", "G14", "warn"),
        ("I cannot afford my rent.", "G14", "warn"),
        ("My back hurts since the surgery.", "G14", "warn"),
        ("Your harbour is beautiful.", "G14", ""),
        ("I liked the look of the map, and my back office.", "G14", ""),
        ("The crews can afford an hour.", "G14", ""),
        ("I know nothing about ferries.", "G5", "warn"),
        ("I know the tide tables of this coast.", "G5", ""),
        ("Thank you for keeping me waiting.", "G15", "warn"),
        ("Thank you for cancelling twice.", "G15", "warn"),
        ("Thank you for keeping me to the point.", "G15", ""),
        ("Thank you for rescheduling around my train.", "G15", ""),
        ("The coffee is on me, take a gift card.", "G11", "warn"),
        ("You have a gifted team.", "G11", ""),
        ("Have you heard anything?", "G12", "warn"),
        ("Is there a decision?", "G12", "warn"),
        ("You expect a decision by Friday.", "G12", ""),
    ],
)  # fmt: skip
def test_advises_on_manners(words: str, rule: str, expected: str) -> None:
    assert severity(body(words), rule) == expected


def test_asks_how_things_stand_in_a_check_in() -> None:
    text = "Hi Dana,\n\nI wanted to ask where things stand.\n\nBest,\nInes Okafor"
    assert severity(check_in(text=text), "G12") == ""
    assert severity(linkedin(text="Hi Dana, where things stand?"), "G12") == "warn"


@pytest.mark.parametrize(
    "field", ["own_words", "my_link", "thanks_for", "impressed_by"]
)
@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("You told me off the record how it is.", "G13"),
        ("I know nothing about boats.", "G5"),
        ("Thank you for making me wait.", "G15"),
        ("My rent is due.", "G14"),
    ],
)
def test_hears_it_in_the_users_own_words_too(field: str, words: str, rule: str) -> None:
    assert severity(with_own(words, **{field: words}), rule) == "warn"


@pytest.mark.parametrize("field", ["topics", "they_said", "quote"])
def test_spares_health_that_is_the_work(field: str) -> None:
    words = "your smile and my therapy dogs"
    fact = (words,) if field == "topics" else words
    assert severity(with_own(f"We spoke of {words}.", **{field: fact}), "G14") == ""


@pytest.mark.parametrize(
    "words",
    [
        "Do you have any updates on the Timetables role?",
        "I would be grateful for any update you can share about the Timetables role.",
        "I am available immediately, and can send anything that helps right away.",
        "Could you tell me whether the decision on Timetables has been made?",
        "I am following up on my interview for the Timetables role on June 2.",
        "You mentioned that you hoped to decide by Friday, June 12, about Timetables.",
        "Should the Timetables role still be open, I would be glad to talk again.",
        "Please let me know if you need anything else for the Timetables role.",
    ],
)
def test_lets_an_ordinary_check_in_ask(words: str) -> None:
    note = check_in(f"Hi Dana,\n\n{words}\n\nBest regards,\nInes Okafor")
    assert [f for f in examine(note) if f.severity == "refuse"] == []


@pytest.mark.parametrize(
    "words",
    [
        "Any update?",
        "Any updates yet??",
        "I need an update immediately.",
        "Please answer immediately.",
        "Kindly update me right away.",
        "I expect an update by Monday.",
        "I must know immediately.",
        "Give me an update.",
        "There has been no update at all.",
        "I still have no reply from you.",
        "You have not sent me any answer.",
        "I require an immediate response.",
        "Could you decide right away?",
    ],
)
def test_lets_no_check_in_press(words: str) -> None:
    assert severity(check_in(f"Hi Dana,\n\n{words}\n\nBest,\nInes"), "G1") == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "There is still no answer to that in the tide tables.",
        "Any news travels fast on a quay.",
        "I have no update of my own to report.",
        "The night build gave me an answer to why it fails.",
    ],
)
def test_pressing_words_may_tell_of_other_things(words: str) -> None:
    assert severity(body(words), "G1") == ""


def test_today_is_right_on_the_day_and_not_on_a_card() -> None:
    day = CORVANE.date
    words = "Thank you for showing me the map today."
    for today, expected in ((day, ""), (None, "warn"), (day + timedelta(1), "warn")):
        assert severity(body(words), "H3", Others(today=today)) == expected
    later = body(words.replace("today", "yesterday"))
    for today, expected in ((day, "warn"), (day + timedelta(1), "")):
        assert severity(later, "H3", Others(today=today)) == expected
    posted = card(text=f"Dear Dana,\n\n{words}\n\nBest wishes,\nInes Okafor")
    assert severity(posted, "H3", Others(today=day)) == "warn"
    assert severity(body("Until tomorrow, then."), "H3", Others(today=day)) == "warn"


def test_tells_of_worn_phrases_in_one_line() -> None:
    note = body("I am a great fit and a team player. I will hit the ground running.")
    told = [f for f in examine(note) if f.rule == "G7"]
    assert [f.text for f in told] == [
        'great fit", "team player", "hit the ground running'
    ]


def own_letter(sentence: str, *topics: str) -> Draft:
    """A letter wholly of the user's own, with this sentence in it."""
    words = f"Thank you for the release calendar.\n\n{sentence}\n\nI'd like to join."
    who = replace(DANA, letter=words, topics=topics or DANA.topics)
    return to(who, f"Hi Dana,\n\n{words}\n\nBest,\nInes Okafor")


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("B4", "I have copied Tomas on this."),
        ("B4", "Tomas gets the same words from me."),
        ("B4", "I am saying this to each of the people I met."),
        ("B4", "I write the same to all the firms I speak with."),
        ("B4", "This is a note I send after every interview."),
        ("B4", "Please show this to your colleagues too."),
        ("B4", "Tell the others that this is for them too."),
        ("B4", "You were all so kind to me."),
        ("B4", "Thanks, all, for a day I will remember."),
        ("B4", "Guys, that was a great day."),
        ("B4", "Dear all, it was a great day."),
        ("B4", "Danke Ihnen allen für das Gespräch."),
        ("G1", "I really must know by Friday."),
        ("G1", "I would appreciate a quick reply."),
        ("G1", "If I do not hear from you, I will call."),
        ("G1", "I await your prompt response."),
        ("G1", "Please do not forget me."),
        ("G1", "I have an offer that expires Friday."),
        ("G10", "Lakeshore Bus was chaos."),
        ("G10", "My manager is a control freak."),
        ("G10", "Your colleague asked silly questions."),
        ("G10", "I left because my boss was impossible."),
        ("G15", "Honestly, your process is a mess."),
        ("G15", "Your website is ugly."),
        ("G15", "Thank you for letting me stand there."),
        ("G13", "I will not tell anyone about the new route."),
        ("G14", "I am pregnant and will need leave."),
        ("G14", "I hope that your chemotherapy goes well."),
        ("G5", "I apologise for my rambling."),
        ("G5", "I must apologise for the long answer."),
        ("G5", "I am sorry that I was late."),
        ("G5", "I am sorry that my answer was long."),
        ("G5", "I was let go in March."),
        ("G5", "My answers were poor."),
        ("G3", "Nobody else could do this."),
        ("G3", "I was better than the others in the room."),
    ],
)
def test_finds_more_that_a_friend_would_stop(rule: str, sentence: str) -> None:
    assert severity(own_letter(sentence), rule)


@pytest.mark.parametrize(
    "sentence",
    [
        "I'm sorry, that's a miserable spring.",
        "I am sorry that the winter was so hard on the crews.",
        "I'm sorry that the old lime tree came down.",
        "You call a good notice “truth first, apology second”.",
        'Your sign says "please come back tomorrow", which I liked.',
        "I make no apology for liking timetables.",
        "I'd rather apologise once than explain twice.",
        "The planners apologise to passengers by name.",
        "Nobody else would have let the knot stay.",
        "Thank you for letting me stand in the live studio.",
        "It is a rule that all of the panel questions share.",
        "All of the harbour was lit when I walked out.",
        "I copied your rule onto a card, and the card is on the fridge.",
        "Students do the needful reading before class.",
        "Please pass my thanks to the crew who showed me the bridge.",
        "Everyone, even the cat, knew what to do.",
        "You plan with the tide; my old team planned with a ruler.",
        "Lakeshore Bus had an impossible timetable, and we kept to it.",
        "Your process is slow and careful, as it should be.",
        "You call the passengers as soon as you can, and I would too.",
        "The layoffs of the nineties are a lesson in your archive.",
        "Here is the drawing that I put in the second folder.",
        "An attached garage keeps the boat dry.",
    ],
)
def test_lets_the_honest_neighbours_pass(sentence: str) -> None:
    told = {f.rule for f in examine(own_letter(sentence), Others())}
    graver = {"B4", "D9", "G1", "G3", "G5", "G10", "G13", "G14", "G15", "H3"}
    assert not told & graver


@pytest.mark.parametrize(
    ("topic", "sentence"),
    [
        ("gift card fraud", "The gift card that was used in two cities made me laugh."),
        ("salary software", "A wrong salary is a broken promise, as you put it."),
    ],
)
def test_knows_the_words_of_a_topic_where_they_stand_alone(
    topic: str, sentence: str
) -> None:
    rules = ("G5", "G6", "G11")
    assert not any(severity(own_letter(sentence, topic), rule) for rule in rules)
    assert any(severity(own_letter(sentence), rule) for rule in rules)


def test_speaking_of_a_colleague_as_the_lesser_is_gossip() -> None:
    finding = found(body("Unlike Tomas, you listened."), "G10")
    assert finding
    assert finding.why == "this sets one above another: thank this one alone"
    assert not found(body("Unlike Rotterdam, Port Alder has tides."), "G10")
    assert not found(body("Unlike you, Tomas draws."), "G10")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("I still haven't heard.", "G1"),
        ("Please hurry.", "G1"),
        ("I expect your call.", "G1"),
        ("Nobody has called me.", "G1"),
        ("Please expedite.", "G1"),
        ("Just chasing this.", "G1"),
        ("A gentle nudge.", "G1"),
        ("Kind reminder.", "G1"),
        ("Awaiting your response.", "G1"),
        ("I will call you on Monday.", "G1"),
        ("I trust you will decide soon.", "G1"),
        ("I expect to hear the outcome.", "G1"),
        ("This is my second email.", "G1"),
        ("You said that you liked it, and I need an answer.", "G1"),
        ("I implore you.", "G2"),
        ("Pick me.", "G2"),
        ("I really need a job.", "G2"),
        ("I'd do anything for this job.", "G2"),
        ("I'd work for free.", "G2"),
        ("My dream is to work at Corvane.", "G2"),
        ("I am desperate for work.", "G2"),
        ("It would be a dream come true for me.", "G2"),
        ("You said that it is hard, but I am desperate.", "G2"),
    ],
)
def test_refuses_more_ways_to_press_and_to_beg(words: str, rule: str) -> None:
    assert severity(body(words), rule) == "refuse"


@pytest.mark.parametrize(
    "words",
    [
        "I'll call you on Monday, as you asked.",
        "I trust you will find the plan useful.",
        "I am waiting on you to send the form, as agreed.",
        "Let me know by all means.",
        "I expect to hear the horn from my window.",
        "There was a second email from the harbor.",
        "The gentle reminder on your door made me smile.",
        "It takes a gentle nudge of the tiller.",
        "Nobody has called me names on this pier.",
        "Many who come to us on a Monday are desperate.",
        "Here I beg to differ.",
        "I need a job title for the badge.",
        "Your kind reminder about the form helped.",
        "New parents are desperate for sleep, and so was I desperate for sleep.",
        "My dream is modest: a dry boat.",
        "You are praying for wind.",
        "It was a dream come true for the children.",
        "Our team at Lakeshore Bus had six people.",
        "When I start the engine, it coughs.",
        "You need me to sign the form.",
    ],
)
def test_lets_honest_words_pass_that_only_sound_so(words: str) -> None:
    assert [r for r in ("G1", "G2", "G3") if found(body(words), r)] == []


def test_takes_our_team_there_for_granted_still() -> None:
    assert severity(body("Our team at Corvane will be strong."), "G3") == "warn"
    assert severity(body("When I start the job, I will ask."), "G3") == "warn"


def test_only_advises_on_an_ultimatum() -> None:
    words = "If I don't hear by Friday I will take another job."
    assert severity(body(words), "G1") == "warn"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Your waters are cold.", ""),
        ("Your waters are cold, and the bill was awful.", ""),
        ("I thought Waters was cold.", "warn"),
        ("I thought that Bill was awful.", "warn"),
    ],
)
def test_knows_a_word_from_a_colleague_who_is_called_so(
    words: str, expected: str
) -> None:
    bill = replace(
        TOMAS, name="Bill Waters", given="Bill", family="Waters", address_as="Bill"
    )
    note = body(words, interview=replace(CORVANE, interviewers=(DANA, bill)))
    assert severity(note, "G10") == expected
