"""Whole loops of people: no two readers get the same sentence, opening or subject."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from drafter.cli.drafting import everyone
from drafter.compose import Past, compose, reasons
from drafter.draft import Kind
from drafter.errors import TemplateError
from drafter.guard import Cleared, Others, examine
from drafter.interview import Role, Stage, Tone
from drafter.templating.library import Library, packaged_folder
from tests.changed import replace
from tests.loops import SPARSE, loop


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from drafter.compose import Composed
    from drafter.draft import Draft
    from drafter.interview import Interview
    from tests.conftest import Write

PACKAGED = Library((), packaged_folder())
NOTES = (Kind.THANK_YOU, Kind.CARD)
_FREE = 5
"""Words of a sentence so short that several may say it: `Thank you.`"""


def made(
    interview: Interview,
    kinds: Sequence[Kind] = NOTES,
    past: Past | None = None,
    variant: int = 0,
) -> tuple[Composed, ...]:
    orders = everyone(interview, kinds)
    return compose(interview, orders, PACKAGED, past or Past(), variant=variant)


def body(draft: Draft) -> list[str]:
    """The sentences between greeting and sign-off."""
    paragraphs = draft.text.strip().split("\n\n")[1:-1]
    return [s for p in paragraphs for s in re.split(r"(?<=[.!?])\s+", p)]


def shared(notes: Sequence[Composed]) -> list[str]:
    """Sentences that two different people would read."""
    seen: dict[str, str] = {}
    twice = []
    for note in notes:
        for said in body(note.draft):
            reader = seen.setdefault(said, note.order.person.id)
            if reader != note.order.person.id and len(said.split()) >= _FREE:
                twice.append(said)
    return twice


def accept(notes: Sequence[Composed]) -> None:
    """No refusal; no sentence, opening or subject that two people share."""
    others = Others(tuple(note.draft for note in notes))
    for note in notes:
        Cleared(note.draft, others, strict=False)
    assert shared(notes) == []
    for kind in NOTES:
        drafts = [note.draft for note in notes if note.draft.kind is kind]
        openings = [" ".join(body(draft)[0].split()[:5]) for draft in drafts]
        assert len(set(openings)) == len(drafts), sorted(openings)
        if kind.is_email:
            assert len({draft.subject for draft in drafts}) == len(drafts)


@pytest.mark.parametrize("without", ["", *SPARSE])
@pytest.mark.parametrize("tone", Tone)
def test_eight_people_share_nothing(tone: Tone, without: str) -> None:
    accept(made(loop(8, tone=tone, without=without)))


@pytest.mark.parametrize("tone", Tone)
def test_twelve_people_share_nothing(tone: Tone) -> None:
    accept(made(loop(12, tone=tone)))


@pytest.mark.parametrize("role", [Role.PEER, Role.EXECUTIVE])
def test_eight_of_one_role_share_nothing(role: Role) -> None:
    accept(made(loop(8, role=role)))


@pytest.mark.parametrize("stage", [Stage.PHONE_SCREEN, Stage.SECOND])
def test_other_stages_share_nothing(stage: Stage) -> None:
    accept(made(loop(8, stage=stage, first=4, timeline=None)))


def test_eight_linkedin_notes_share_nothing() -> None:
    notes = made(loop(8), (Kind.LINKEDIN,))
    texts = [note.draft.text.split(",", 1)[1].rsplit("\n", 1)[0] for note in notes]
    assert len(set(texts)) == 8
    assert all(len(note.draft.text.strip()) <= 200 for note in notes)


CARD = """{{ greeting }}

{% choose %}
{{ card_detail | sentence }}
{% or %}
The quay was quiet.
{% endchoose %}
I would be glad to join {{ employer.short }}, and to do this work.

Kind regards,
{{ you.name }}
"""


def test_a_note_with_fewer_warnings_does_not_win_by_leaving_a_fact_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "card.txt.j2").write_text(CARD, "utf-8")
    both = "the old and the new harbor and " * 9
    long = f"The chart of {both}the quay is a fine one."
    interview = loop(1)
    (person,) = interview.interviewers
    noted = interview._replace(interviewers=(person._replace(card_detail=long),))
    orders = everyone(noted, [Kind.CARD])
    library = Library((tmp_path,), packaged_folder())
    (card,) = compose(noted, orders, library, Past(), guarded=False)
    assert long in card.draft.text
    assert "J1" in {finding.rule for finding in examine(card.draft, Others())}


def test_the_same_input_gives_the_same_words() -> None:
    first, again = (made(loop(4)) for _ in range(2))
    assert [n.draft.text for n in first] == [n.draft.text for n in again]


def test_another_variant_gives_other_words() -> None:
    first, other = (made(loop(3), variant=variant) for variant in (0, 1))
    same = [a.draft.text == b.draft.text for a, b in zip(first, other, strict=True)]
    assert not any(same)


def test_who_was_drafted_before_keeps_the_words() -> None:
    before = made(loop(3))
    pins = {note.order.key: note.choices for note in before}
    after = made(loop(6), past=Past(pins))
    texts = {note.order.key: note.draft.text for note in after}
    assert all(texts[note.order.key] == note.draft.text for note in before)
    accept(after)


def test_what_colleagues_got_in_an_earlier_interview_is_not_given_again() -> None:
    earlier = made(loop(4))
    given = frozenset(choice for note in earlier for choice in note.choices)
    later = replace(loop(4, first=6), date=date(2026, 6, 16))
    notes = made(later, past=Past(given=given))
    assert shared([*earlier, *notes]) == []


def test_each_reason_goes_to_one_person() -> None:
    interview = replace(loop(4), reasons=("I grew up on an island.", "I like ports."))
    given = reasons(interview)
    assert sorted(given.values()) == sorted(interview.reasons)
    notes = [note.draft.text for note in made(interview)]
    for reason in interview.reasons:
        assert sum(reason in text for text in notes) == 1


def test_a_person_without_an_address_gets_a_card_alone() -> None:
    interview = loop(2)
    first, second = interview.interviewers
    people = (replace(first, email=None), second)
    notes = made(replace(interview, interviewers=people))
    assert [note.order.key[:2] for note in notes] == [
        ("p0", Kind.CARD),
        ("p1", Kind.THANK_YOU),
        ("p1", Kind.CARD),
    ]


def test_who_finds_nothing_left_is_named_with_what_to_fill(
    write_templates: Write,
) -> None:
    two = "The first sentence of mine.{% or %}The second sentence of mine."
    library = write_templates(
        card__txt=f"{{{{ greeting }}}}\n\n{{% choose %}}{two}{{% endchoose %}}\n"
    )
    interview = loop(3, without="they_said")
    with pytest.raises(TemplateError) as caught:
        compose(interview, everyone(interview, (Kind.CARD,)), library, Past())
    (line,) = caught.value.lines
    assert "card.txt.j2:3: none of 2 alternatives is left for " in line
    assert "fill they_said or own_words for " in line


def test_text_alone_has_no_html() -> None:
    interview = loop(1)
    orders = everyone(interview, NOTES)
    both, alone = (
        compose(interview, orders, PACKAGED, Past(), html=html)
        for html in (True, False)
    )
    assert [bool(note.draft.html) for note in both] == [True, False]
    assert [bool(note.draft.html) for note in alone] == [False, False]
    assert [n.draft.text for n in both] == [n.draft.text for n in alone]
