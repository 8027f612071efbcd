from __future__ import annotations

import pytest

from tests.notes import DANA, HEAD, problems, reading, told, warnings


TIDES = "topics: pairing, they_said: tides are regular}\n"
ONLY_A_TOPIC = "  - {name: Dana Whitlock, topics: the release calendar"
LONG = "A" * 80


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("{name: Dana Whitlock", ["dana-whitlock"]),
        ("{name: Łukasz Żak", ["lukasz-zak"]),
        ("{name: 陳 大文", ["person-1"]),
        ("{name: Con", ["con-1"]),
        (f"{{name: {LONG}", ["a" * 60]),
        ("{name: Al Bo", ["al-bo"]),
        ("{name: Al Bo|{name: Al Bo|{name: Al Bo", ["al-bo", "al-bo-2", "al-bo-3"]),
        ("{name: Al Two|{name: X, id: al-two", ["al-two-2", "al-two"]),
        ("{name: 大文|{name: 陳", ["person-1", "person-2"]),
        (f"{{name: {LONG}|{{name: {LONG}", ["a" * 60, "a" * 58 + "-2"]),
    ],
)
def test_makes_an_id_of_the_name(people: str, expected: list[str]) -> None:
    text = "".join(
        f"  - {one}, topics: [topic {n}], they_said: tides turn}}\n"
        for n, one in enumerate(people.split("|"))
    )

    interview = reading(told(text)).interview

    assert [person.id for person in interview.interviewers] == expected


@pytest.mark.parametrize(
    ("chosen", "fact", "remedy"),
    [
        ("Dana W", "id 'Dana W' cannot be part of a file name", "write dana-w"),
        ("../dana", "id '../dana' cannot be part of a file name", "write dana"),
        ("nul", "id 'nul' cannot be part of a file name", "write nul-1"),
        (
            "大文",
            "id '大文' cannot be part of a file name",
            "a-z, 0-9 and single hyphens",
        ),
        ("tom", "id tom is taken, on line 7", "each person needs their own"),
    ],
)
def test_refuses_an_id_that_cannot_be_one(chosen: str, fact: str, remedy: str) -> None:
    people = f"  - {{name: Tom, id: tom, {TIDES}{DANA}    id: {chosen}\n"

    assert problems(told(people)) == (f"f:12:9: {fact} ({remedy})",)


def test_a_guessed_given_name_is_reported() -> None:
    text = told(DANA.replace("    given: Dana\n", ""))

    (warning,) = warnings(text)

    assert warning == (
        "f:7:11: took Dana as the given name (write `given:` where that is wrong)"
    )
    assert reading(text).interview.interviewers[0].given == "Dana"
    both = text + DANA.replace("Dana", "Tomas").replace("    given: Tomas\n", "")
    warning, *_ = warnings(both)
    assert warning.startswith("f:7:11: took Dana, Tomas as given names (write")


@pytest.mark.parametrize(
    ("person", "fact"),
    [
        (
            f"{ONLY_A_TOPIC}, card_detail: The tides turned.}}",
            "from a topic alone comes a form letter",
        ),
        ("  - {name: Dana Whitlock, they_said: tides turn}", "topics is missing"),
        ("  - {name: Dana Whitlock}", "topics is missing"),
        ("  - {name: Dana Whitlock, topics: , quote: x}", "topics is missing"),
        (
            "  - {name: Dana Whitlock, topics: the role, quote: your team}",
            "nothing here was said in this conversation only",
        ),
    ],
)
def test_helps_to_remember_where_too_little_is_told(person: str, fact: str) -> None:
    (line,) = problems(told(person))

    assert line.startswith(f"f:7:5: Dana Whitlock: {fact} (")
    assert "What did Dana ask that nobody else did?" in line
    assert "What did Dana draw, show or open?" in line


@pytest.mark.parametrize("topics", ["the release calendar", "pay, the calendar"])
def test_a_person_of_whom_only_a_topic_can_be_told_gets_a_plain_letter(
    topics: str,
) -> None:
    link = "my_link: That is what I did at my last job."
    person = f"  - name: Dana Whitlock\n    topics: [{topics}]\n    {link}\n"

    told_so = [one for one in warnings(told(person)) if "nothing noted" in one]

    assert len(told_so) == 1
    assert told_so[0].startswith("f:7:5: Dana Whitlock: nothing noted of this talk")


def test_a_person_of_whom_nothing_can_be_told_is_refused() -> None:
    link = "my_link: That is what I did at my last job."
    person = f"  - name: Dana Whitlock\n    topics: pay and notice\n    {link}\n"

    lines = problems(told(person))

    assert lines[0].startswith("f:7:5: Dana Whitlock: nothing noted of this talk can")
    assert "What did Dana ask that nobody else did?" in lines[0]
    assert ["left out" in line for line in lines[1:]] == [True] * (len(lines) - 1)
    assert lines[-1].startswith("f:9:14: my_link is left out: ")


def test_asks_each_person_something_else() -> None:
    people = "".join(f"  - {{name: Dana {x}, topics: [{x}]}}\n" for x in ("Bo", "Cy"))

    first, second = problems(told(people))

    assert set(first.split(". ")[-1].split("? ")) != set(
        second.split(". ")[-1].split("? ")
    )


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("they_said", "tides turn"),
        ("reaction", "I grew up by the tides."),
        ("quote", "tides turn"),
        ("asked", "about tides"),
        ("impressed_by", "the tide table"),
        ("moment", "drew the tides"),
        ("my_link", "I sailed for a year."),
        ("own_words", "I would gladly sail."),
        ("thanks_for", "the tide table"),
    ],
)
def test_one_telling_fact_beside_a_topic_is_enough(fact: str, text: str) -> None:
    people = f"{ONLY_A_TOPIC}, {fact}: {text}}}"
    (person,) = reading(told(people)).interview.interviewers

    assert getattr(person, fact) == text


def test_a_letter_of_ones_own_is_enough_without_a_topic() -> None:
    people = "  - name: Dana Whitlock\n    letter: |\n      Thank you.\n\n      Ines\n"
    (person,) = reading(told(people)).interview.interviewers

    assert person.letter == "Thank you.\n\nInes"
    assert person.topics == ()


def test_a_fact_that_cannot_be_read_is_not_called_missing() -> None:
    assert [
        line.split(":")[1] for line in problems(told(f"{ONLY_A_TOPIC}, quote: ___}}"))
    ] == ["7"]


def test_in_a_panel_shared_topics_need_the_question_of_each() -> None:
    head = HEAD + "stage: panel\n"
    people = DANA + "    asked: tides\n" + DANA.replace("Dana", "Tomas")

    (line,) = problems(told(people, head))

    assert line.startswith("f:13:5: Tomas Whitlock: asked is missing, in a panel")
    assert warnings(told(people + "    asked: ebbs\n", head)) == []


def test_a_panel_without_shared_topics_needs_no_questions() -> None:
    other = DANA.replace("Dana", "Tomas").replace("release calendar", "storm")

    assert warnings(told(DANA + other, HEAD + "stage: panel\n")) == []


def test_takes_twelve_people_and_no_more() -> None:
    one = "  - {{name: P{0}, topics: topic {0}, they_said: tides {0}}}\n"

    twelve = reading(told("".join(map(one.format, range(12))))).interview

    assert len(twelve.interviewers) == 12
    assert problems(told("".join(map(one.format, range(13))))) == (
        "f:19:5: 13 interviewers, at most 12 (split the day into two files)",
    )


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("DANA WHITLOCK", "name has no small letter"),
        ("dana whitlock", "name has no capital letter"),
        ("J. R. Okafor", ""),
        ("DJ", ""),
        ("陳 大文", ""),
        ("ნინო ბერიძე", ""),
        ("TJ 김", ""),
        ("K. S.", ""),
        ("ДАНА ВИТЛОК", "name has no small letter"),
    ],
)
def test_asks_about_a_name_that_was_pasted(name: str, fact: str) -> None:
    told_of = warnings(told(DANA.replace("Dana Whitlock", name)))
    assert [fact in line for line in told_of if "letter" in line] == [True] * bool(fact)


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("Dana Whit\ufffdlock", "U+FFFD, replacement character, behind 'ana Whit'"),
        ("Dana\u200b Whitlock", "U+200B, zero width space, behind 'Dana'"),
        ("Dana Whit\u00adlock", "U+00AD, soft hyphen"),
        ("Dana \ue000Whitlock", "U+E000, a private character"),
        ("Dana\U000e0041 Whitlock", "U+E0041, tag latin capital letter a"),
        ("Dana\u2060 Whitlock", "U+2060, word joiner"),
        ("Dana\u200d Whitlock", "U+200D, zero width joiner"),
        ("\u200cDana Whitlock", "U+200C, zero width non-joiner"),
        ("Dana Whitlock\u3164", "U+3164, hangul filler"),
        ("Dana \U0010fffd", "U+10FFFD, a private character"),
    ],
)
def test_a_name_has_nothing_that_nobody_sees(name: str, odd: str) -> None:
    text = told(DANA.replace("Dana Whitlock", name))
    (line,) = problems(text)
    assert line.startswith(f"f:7:11: name: it has {odd}")
    assert "type the name anew" in line
    for head in (
        HEAD.replace("Corvane Ferries", f'"{name}"'),
        HEAD.replace("Software Engineer", f'"{name}"'),
        HEAD.replace("Ines Okafor", f'"{name}"'),
    ):
        assert odd in problems(told(head=head))[0]


@pytest.mark.parametrize(
    "name",
    [
        "فاطمه\u200cزهرا نوری",
        "ශ්\u200dරී ලංකා",
        "葛\U000e0100城 花子",
        "Zoë Brandt",
        "김 민수",
        "दिया शर्मा",
    ],
)
def test_a_name_keeps_what_its_script_needs(name: str) -> None:
    text = told(DANA.replace("Dana Whitlock", name))
    assert reading(text).interview.interviewers[0].name == name


def test_an_address_without_a_dot_is_doubted() -> None:
    found = warnings(told(DANA + "    email: dana@corvane\n"))
    assert any(
        "f:11:12: dana@corvane has no dot behind the @ (is it whole, as in"
        " dana@corvane.example?)" in one
        for one in found
    )
    head = HEAD.replace("{name: Ines Okafor}", "{name: Ines, email: ines@mail}")
    assert any("ines@mail has no dot" in one for one in warnings(told(head=head)))
    assert not any("no dot" in one for one in warnings(told()))


@pytest.mark.parametrize(
    ("typed", "name", "honorific"),
    [
        ("Dr. Oliver Stanhope", "Oliver Stanhope", "Dr."),
        ("Mrs Agnes Bell", "Agnes Bell", "Mrs"),
        ("Fr. Declan Moran", "Declan Moran", "Fr."),
        ("Sister Bernadette Coyle", "Sister Bernadette Coyle", ""),
        ("Judge Reinhold", "Judge Reinhold", ""),
        ("Dr. No", "Dr. No", ""),
        ("Mr and Mrs Whitlock", "Mr and Mrs Whitlock", ""),
        ("Herr und Frau Whitlock", "Herr und Frau Whitlock", ""),
        ("Mme et M. Dupont", "Mme et M. Dupont", ""),
        ("Señor y Señora Ruiz", "Señor y Señora Ruiz", ""),
        ("Ms or Mr Whitlock", "Ms or Mr Whitlock", ""),
        ("Mr E Nygma", "E Nygma", "Mr"),
        ("Dr. Andrea Poe", "Andrea Poe", "Dr."),
    ],
)
def test_a_title_is_taken_off_the_name(typed: str, name: str, honorific: str) -> None:
    found = reading(told(f"  - {{name: {typed}, {TIDES}"))

    (person,) = found.interview.interviewers
    assert (person.name, person.honorific) == (name, honorific)
    shown = f"name is written as: {name}, with the honorific {honorific}"
    assert any(shown in str(one) for one in found.warnings) is bool(honorific)
