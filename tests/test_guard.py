"""The guard as the rest of the program sees it."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.draft import Draft, Kind
from drafter.errors import RefusedError
from drafter.guard import (
    RULES,
    Cleared,
    Others,
    Refused,
    Severity,
    examine,
    foremost,
    rubric,
)
from drafter.interview import CardSize, Interview, Stage, Tone
from drafter.words import on_a_line
from tests.changed import replace
from tests.corvane import (
    BAD,
    CORVANE,
    DANA,
    NOBODY,
    TOMAS,
    YOU,
    card,
    draft,
    everything,
    linkedin,
    thank_you,
)


REFUSED = {
    "A0", "A1", "A2", "A3", "A4", "A5", "A8", "B1", "B4", "C2", "C5",
    "C6", "C7", "D1",
    "D6", "D9", "E1", "E7", "F0", "F2", "F13", "G1", "G2", "H2", "J2", "J3",
}  # fmt: skip


def test_lists_every_rule_in_the_order_of_the_ids() -> None:
    assert " ".join(rule.id for rule in RULES.values() if not rule.kept_by) == (
        "A0 A1 A2 A3 A4 A5 A6 A8 B1 B4 B5 C1 C2 C3 C4 C5 C6 C7 C8 D1 D4 D5 D6 D7 D9"
        " E1 E3 E4 E7 F0 F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F12 F13"
        " G1 G2 G3 G4 G5 G6 G7 G10 G11 G12 G13 G14 G15 H1 H3 H4 H5 J1 J2 P1 P2"
    )


def test_lists_apart_what_other_parts_promise() -> None:
    kept = {rule.id: rule.kept_by for rule in RULES.values() if rule.kept_by}
    calendar = {f"I{n}": "the calendar" for n in range(1, 11)}
    assert kept == {**calendar, "J3": "the envelopes", "H2": "the templates"}
    assert [*RULES][-len(kept) :] == [*kept]


def test_checks_every_rule_but_what_others_keep() -> None:
    assert {*rubric._CHECKS} == {  # noqa: SLF001 - nothing else tells which have one
        rule.id for rule in RULES.values() if not rule.kept_by
    }


def test_refuses_only_what_a_careful_friend_would_always_stop() -> None:
    own = [rule for rule in RULES.values() if rule.id[0] in "ABCDEFGHJ"]
    assert {rule.id for rule in own if rule.severity is Severity.REFUSE} == REFUSED


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_gives_every_rule_a_reason_and_a_source(rule: Any) -> None:
    assert rule.reason
    assert rule.source
    assert "\n" not in rule.reason + rule.source
    assert not rule.reason.endswith(".")
    assert rule.kinds


def test_gives_no_id_twice() -> None:
    check = rubric._CHECKS["A1"]  # noqa: SLF001
    for taken in ("A1", "I1"):
        with pytest.raises(ValueError, match=f"rule {taken} has a check"):
            rubric.rule(taken)(check)


@pytest.mark.parametrize("note", everything(), ids=lambda note: note.name)
def test_finds_nothing_in_the_samples(note: Draft) -> None:
    assert examine(note, Others(everything())) == ()


def test_clears_the_samples_even_strictly() -> None:
    for note in everything():
        assert Cleared(note, Others(everything()), strict=True).findings == ()


def test_refuses_with_all_reasons_at_once() -> None:
    with pytest.raises(Refused) as caught:
        Cleared(thank_you(text=BAD), NOBODY)
    assert {f.rule for f in caught.value.findings} == {"B1", "C6", "D1", "G1"}
    assert caught.value.draft.name == "thank-you-dana"
    assert isinstance(caught.value, RefusedError)
    assert caught.value.exit_code == 5
    assert all(line.startswith("thank-you-dana") for line in caught.value.lines)


def test_tells_no_more_of_one_rule_than_anybody_reads() -> None:
    for times, told in ((19, 19), (20, 20), (21, 20)):
        text = f"Hi Dana,\n\n{'Bring {{ it }}. ' * times}\n\nBest,\nInes Okafor"
        found = [f for f in examine(thank_you(text=text)) if f.rule == "C6"]
        assert len(found) == told


def test_clears_with_advice_and_refuses_it_strictly() -> None:
    text = thank_you().text.replace("Thank you for", "I am sorry. Thank you for")
    note = thank_you(text=text)
    assert [f.rule for f in Cleared(note, NOBODY).findings] == ["G5"]
    with pytest.raises(Refused):
        Cleared(note, NOBODY, strict=True)


def test_a_matter_of_taste_refuses_nothing() -> None:
    note = thank_you(subject="Thank you!")
    found = Cleared(note, NOBODY, strict=True).findings
    assert [f.rule for f in found] == ["F8"]


def test_tells_what_matters_most_and_all_that_refuses() -> None:
    found = examine(thank_you(text=BAD))
    shown, left = foremost(found)
    assert {f.severity for f in shown} == {"refuse"}
    assert len(shown) + left == len(found)
    mild = [f for f in found if f.severity == "warn"]
    small = [f for f in mild if RULES[f.rule].is_small]
    grave = [f for f in mild if f not in small]
    assert foremost(mild) == (grave[:3], len(mild) - 3)
    assert foremost(small) == (small[:1], len(small) - 1)
    assert foremost([*small, grave[0]]) == ([grave[0], small[0]], len(small) - 1)


def test_checks_again_whatever_is_replaced() -> None:
    cleared = Cleared(thank_you(), NOBODY)
    with pytest.raises(Refused):
        replace(cleared, draft=thank_you(text=BAD))
    copied = thank_you("tomas", thank_you().text.replace("Dana", "Tomas"))
    with pytest.raises(Refused):
        replace(cleared, others=Others((copied,)))
    with pytest.raises(FrozenInstanceError):
        cleared.draft = thank_you(text=BAD)  # type: ignore[misc]


def test_has_no_switch() -> None:
    assert set(Cleared.__dataclass_fields__) == {
        "draft",
        "others",
        "strict",
        "findings",
    }
    with pytest.raises(TypeError):
        Cleared(thank_you(), NOBODY, findings=())  # type: ignore[call-arg]


def test_shows_nothing_that_a_terminal_obeys() -> None:
    note = thank_you(text="Hi \x1b[31mteam\u202e,\n\nThank you.\n\nBest,\nInes Okafor")
    findings = examine(note, NOBODY)
    assert all(text.isprintable() for f in findings for text in (f.text, f.why))
    assert "\\x1b" in on_a_line("\x1b[0m")
    assert len(on_a_line("long " * 100)) <= 90


def test_writes_findings_that_json_takes() -> None:
    findings = examine(thank_you(text=BAD), NOBODY)
    rows = [
        {
            "rule": f.rule,
            "severity": f.severity,
            "line": f.line,
            "text": f.text,
            "why": f.why,
        }
        for f in findings
    ]
    assert json.loads(json.dumps(rows))[0]["severity"] == "refuse"
    lines = BAD.count("\n") + 1
    assert all(0 <= f.line <= lines for f in findings)


ODD = st.text(max_size=40) | st.sampled_from(
    [
        "\u200b",
        "\x00",
        "\ud800",
        "İ",
        "🙂",
        "Hi all,",
        "{{ x }}",
        "...",
        "June 31",
        "\n\n",
        "'s",
        ",",
        "-",
        "Best,",
    ]
)
TEXTS = st.lists(ODD, max_size=12).map(" ".join) | st.lists(ODD, max_size=12).map(
    "\n".join
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(list(Kind)), TEXTS, TEXTS, TEXTS, st.sampled_from([CORVANE, None])
)
def test_judges_any_text_without_falling_over(
    kind: Kind, text: str, subject: str, html: str, told: Interview | None
) -> None:
    note = draft(kind, "dana", text, subject, html=html)
    if told is None:
        note = replace(note, interview=None, interviewer=None)
    other = card("tomas", text)
    findings = examine(
        note, Others((note, other, thank_you("tomas")), rivals=(subject, text))
    )
    assert all(f.rule in RULES and f.why for f in findings)
    assert all(0 <= f.line <= text.count("\n") + 1 for f in findings)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ODD, ODD, ODD, ODD, st.sampled_from(list(Kind)))
def test_judges_any_fields_without_falling_over(
    one: str, two: str, three: str, four: str, kind: Kind
) -> None:
    takeaway = TOMAS.takeaways[0]._replace(
        promised=one, here_is=two, pointer=three, due=date.max
    )
    who = replace(
        DANA,
        name=one,
        given=two,
        family=three,
        address_as=four,
        honorific=one,
        topics=(one, two, ""),
        they_said=three,
        quote=four,
        asked=one,
        my_link=two,
        card_detail=three,
        takeaways=(takeaway,),
    )
    interview = replace(
        CORVANE,
        you=replace(YOU, name=two, others=(three,), past_employers=(one,)),
        employer=replace(CORVANE.employer, name=four, short=one, domain=two),
        position=replace(CORVANE.position, title=three, short=four),
        interviewers=(who, TOMAS),
        reasons=(one,),
        next_step=two,
        date=date.min,
        card=CardSize.ISO_A6,
        stage=Stage.SECOND,
        tone=Tone.FORMAL,
    )
    text = f"Hi {four},\n\n{one} {two}\n{three} on Friday, June 12.\n\nBest,\n{two}"
    note = Draft(
        kind=kind,
        text=text,
        subject=three,
        interview=interview,
        interviewer=who,
        sender=YOU.email,
        recipient=DANA.email,
    )
    assert all(f.rule in RULES for f in examine(note, Others((linkedin(),))))


def test_judges_a_long_text_of_one_word_in_good_time() -> None:
    text = "Hi Dana,\n\n" + "all " * 20_000 + "\n\nBest,\nInes Okafor"
    assert examine(thank_you(text=text), Others((thank_you("tomas", text),)))
