from __future__ import annotations

import pytest

from tests.notes import DANA, HEAD, problems, reading, told


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("date: 2026-02-30", "date: 2026-02-30 does not exist"),
        ("date: 2.6.2026", "date: '2.6.2026' is not a date (write it as 2026-06-02)"),
        ("date: 31/5/2026", "date: '31/5/2026' is not a date (write it as 2026-05-31)"),
        (
            "date: 3/4/2026",
            "date: '3/4/2026' is not a date (write it as 2026-04-03 or 2026-03-04)",
        ),
        ("date: 2026-06-02T10:00", "date: '2026-06-02T10:00' is not a date"),
        ("date: 0226-06-02", "date: 0226-06-02 is not in this century"),
        ("tone: warn", "tone: 'warn' is not known (did you mean warm?)"),
        ("card: a2", "card: 'a2' is not known (did you mean A2?)"),
        ("tone: xyz", "tone: 'xyz' is not known (one of: formal, warm, brief)"),
        ("next_step: TBD", "next_step: 'TBD' says nothing (fill it in, or delete"),
        ("next_step: '???'", "next_step: '???' says nothing"),
        ("next_step: ~", "next_step: '~' says nothing"),
        ("next_step: ___", "next_step is still blank (fill it in, or delete the line)"),
        ("next_step: the ___ call", "next_step is still blank"),
        ('next_step: "a\\nb"', "next_step has a line break (write it on one line)"),
        ("reasons: [a., '']", "reasons: an empty item (delete it)"),
        ("emial: x", "unknown key 'emial' (known: you, employer, position, date,"),
        ("timline: x", "unknown key 'timline' (did you mean timeline?)"),
        ("position: {title: Nurse, Ward 3}", "'Ward 3' is cut off: in { } a comma"),
        ("position: { title: Nurse, Ward 3 }", "'Ward 3' is cut off: in { } a comma"),
        ("position: {title: Nurse, Ward 3 # c\n }", "'Ward 3' is cut off: in { } a"),
        ("position: {title: Director, team}", "'team' is cut off: in { } a comma ends"),
        ("position: {title: Nurse, Ward: }", "unknown key 'Ward' (known: title,"),
        ("Next Step: x", "unknown key 'Next Step' (did you mean next_step?)"),
        ("thanks_for: x", "unknown key 'thanks_for' (it belongs under interviewers)"),
        ("country: US", "unknown key 'country' (it belongs under you or employer)"),
        ("employer: {name: C, country: UK}", "country: 'UK' is not a two-letter"),
        ("employer: {name: C, domain: a b}", "domain: 'a b' is not a domain"),
        ("contact: bob", "contact: no interviewer has the id 'bob' (known: dana-"),
        ("contact: dana-witlock", "contact: no interviewer has the id 'dana-witlock'"),
        ("contact: {channel: phone}", "contact: name is missing"),
        ("contact: {name: R, channel: fax}", "channel: 'fax' is not known"),
        ("contact: {name: R, phone: none}", "phone: 'none' is not a telephone number"),
    ],
)
def test_names_what_is_wrong_with_a_line(line: str, fact: str) -> None:
    key = line.partition(":")[0]
    head = "\n".join(row for row in HEAD.splitlines() if not row.startswith(key))

    (problem,) = problems(told(DANA, f"{head}\n{line}\n"))

    assert problem.split(": ", 1)[1].startswith(fact)


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("email: a@x.example, b@x.example", "email: more than one address"),
        ("email: null", "email: not one email address"),
        ("personal_mailbox: perhaps", "personal_mailbox: 'perhaps' is neither yes nor"),
        ("takeaways: [{due: 2026-06-04}]", "each of takeaways: promised is missing"),
        ("takeaways: [{promised: x, link: 'data:x'}]", "link: 'data:x' is not a link"),
        ("topic: x", "unknown key 'topic' (did you mean topics?)"),
        ("asked: [a, b]", "asked must be one line of text, not a list"),
        ("asked: {a: b}", "asked must be one line of text, not a mapping (a: ...)"),
        ("asked: " + "x" * 5001, "asked has 5001 characters (say it in a sentence)"),
        (
            "role: boss",
            "role: 'boss' is not known (one of: recruiter, agency_recruiter",
        ),
    ],
)
def test_names_what_is_wrong_with_a_line_about_a_person(line: str, fact: str) -> None:
    (problem,) = problems(told(f"{DANA}    {line}\n"))

    assert problem.startswith("f:11:")
    assert problem.split(": ", 1)[1].startswith(fact)


@pytest.mark.parametrize("typed", ["No", "on", "012", "1e3", "14:30", "None", "null"])
def test_keeps_what_was_typed_as_a_name(typed: str) -> None:
    (person,) = reading(
        told(DANA.replace("Dana Whitlock", typed))
    ).interview.interviewers

    assert person.name == typed


@pytest.mark.parametrize("typed", ["14:30", "1e3", "012", "no", "a___b", "a none", "x"])
def test_keeps_what_was_typed_as_a_fact(typed: str) -> None:
    (person,) = reading(told(f"{DANA}    title: {typed}\n")).interview.interviewers

    assert person.title == typed


@pytest.mark.parametrize(
    "block", ["|\n      new", ">-\n      new", "'new'", "new # now"]
)
def test_the_end_of_a_block_is_no_line_break(block: str) -> None:
    (person,) = reading(told(f"{DANA}    title: {block}\n")).interview.interviewers

    assert person.title == "new"


@pytest.mark.parametrize("field", ["letter", "card"])
def test_a_whole_text_keeps_its_lines_and_paragraphs(field: str) -> None:
    block = f"    {field}: |\n\n      One  line,   \n        and i.\n\n      Two.\n\n\n"
    (person,) = reading(told(DANA + block)).interview.interviewers

    assert getattr(person, field) == "One  line,\n  and i.\n\nTwo."


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        ("[a, b]", "letter must be a text (`|` and lines below it), not a list"),
        ("{a: b}", "letter must be a text (`|` and lines below it), not a mapping"),
        ('"a\\tb"', "a control character, U+0009"),
        ('"a\\u202eb"', "a control character, U+202E"),
        ("x" * 8001, "letter has 8001 characters (no letter is so long)"),
        ("Hi ___,", "letter is still blank"),
        ("TBD", "letter: 'TBD' says nothing"),
    ],
)
def test_refuses_a_whole_text_that_cannot_be_one(value: str, fact: str) -> None:
    (problem,) = problems(told(f"{DANA}    letter: {value}\n"))

    assert problem.split(": ", 1)[1].startswith(fact)


@pytest.mark.parametrize("typed", ["yes", "True", "on", "YES"])
def test_reads_a_yes_in_the_ways_people_write_it(typed: str) -> None:
    text = told(f"{DANA}    personal_mailbox: {typed}\n")

    assert reading(text).interview.interviewers[0].personal_mailbox


@pytest.mark.parametrize("typed", ["no", "False", "off", "NO"])
def test_reads_a_no_in_the_ways_people_write_it(typed: str) -> None:
    text = told(f"{DANA}    linkedin_ok: {typed}\n")

    assert not reading(text).interview.interviewers[0].linkedin_ok


def test_an_international_domain_is_kept_in_ascii() -> None:
    text = told().replace("Corvane Ferries", '{name: M, domain: "@müller.example"}')

    assert reading(text).interview.employer.domain == "xn--mller-kva.example"
