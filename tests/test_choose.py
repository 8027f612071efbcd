from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from drafter.errors import TemplateError
from drafter.interview import Role, Stage
from drafter.templating.ledger import Ledger
from drafter.templating.offers import DryError
from drafter.templating.walk import Walk
from tests.changed import replace
from tests.conftest import rendered
from tests.loops import interviewer, loop


if TYPE_CHECKING:
    from tests.conftest import Write

THREE = (
    "{% choose %}The first sentence for you.{% or %}The second sentence for you."
    "{% or %}The third sentence for you.{% endchoose %}"
)


def texts(library: object, readers: int, seed: str = "seed") -> list[str]:
    ledger = Ledger(seed)
    made = []
    for n in range(readers):
        walk = Walk(ledger, f"reader{n}")
        result = rendered(library, walk=walk)  # type: ignore[arg-type]
        ledger.accept(f"reader{n}", walk, result.subject, result.text)
        made.append(result.text)
    return made


def test_gives_every_reader_another_alternative(write_templates: Write) -> None:
    made = texts(write_templates(card__txt=THREE), 3)
    assert len(set(made)) == 3


def test_runs_dry_when_everything_was_given(write_templates: Write) -> None:
    with pytest.raises(DryError):
        texts(write_templates(card__txt=THREE), 4)


def test_the_same_input_gives_the_same_text(write_templates: Write) -> None:
    library = write_templates(card__txt=THREE)
    assert texts(library, 3) == texts(library, 3)


def test_another_variant_begins_elsewhere(write_templates: Write) -> None:
    library = write_templates(card__txt=THREE)
    firsts = {texts(library, 1, f"seed{n}")[0] for n in range(20)}
    assert len(firsts) == 3


def test_short_texts_may_be_given_to_everyone(write_templates: Write) -> None:
    library = write_templates(card__txt="{% choose %}Best regards,{% endchoose %}")
    assert texts(library, 3) == ["Best regards,"] * 3


def test_an_equal_sentence_in_another_alternative_is_not_given_again(
    write_templates: Write,
) -> None:
    source = (
        "{% choose %}I liked our talk a lot. Thank you.{% or %}"
        "I liked our talk a lot. Thanks.{% or %}Something quite different it is."
        "{% endchoose %}"
    )
    made = texts(write_templates(card__txt=source), 2)
    assert "Something quite different it is." in made


def test_skips_an_alternative_whose_field_is_not_filled(write_templates: Write) -> None:
    source = (
        "{% choose %}You said {{ quote }}.{% or %}"
        "We spoke about {{ topic }}.{% endchoose %}"
    )
    result = rendered(write_templates(card__txt=source))
    assert result.text == "We spoke about the release calendar."


def test_prefers_the_alternative_that_tells_most(write_templates: Write) -> None:
    source = (
        "{% choose %}We spoke about {{ topic }}.{% or %}"
        "On {{ topic }}: you said that {{ they_said }}.{% or %}Good to meet you all."
        "{% endchoose %}"
    )
    result = rendered(write_templates(card__txt=source))
    assert result.text.startswith(
        "On the release calendar: you said that new timetables"
    )


def test_tells_a_fact_once(write_templates: Write) -> None:
    source = (
        "{% choose %}First we spoke about {{ topic }}.{% endchoose %}\n"
        "{% choose %}Then again about {{ topic }}.{% or %}"
        "And then it rained.{% endchoose %}"
    )
    result = rendered(write_templates(card__txt=source))
    assert (
        result.text == "First we spoke about the release calendar. And then it rained."
    )


def test_a_fact_in_the_subject_may_be_told_in_the_letter(
    write_templates: Write,
) -> None:
    source = (
        "Subject: {% choose %}{{ topic | cap }} on my mind{% endchoose %}\n\n"
        "{% choose %}I still think about {{ topic }}.{% endchoose %}\n"
    )
    result = rendered(write_templates(thank_you__md=source), "thank_you.md.j2")
    assert result.subject == "The release calendar on my mind"
    assert result.text == "I still think about the release calendar."


def test_prefers_the_sentence_for_this_role(write_templates: Write) -> None:
    source = (
        "{% choose %}A sentence for anyone at all.{% or if peer %}A sentence for a peer"
        " like you.{% endchoose %}"
    )
    library = write_templates(card__txt=source)
    interview = replace(loop(1), interviewers=(interviewer(0, Role.PEER),))
    assert (
        rendered(library, interview=interview).text == "A sentence for a peer like you."
    )
    assert rendered(library).text == "A sentence for anyone at all."


def test_the_first_alternative_can_have_a_condition(write_templates: Write) -> None:
    source = (
        '{% choose if stage == "second" %}Once more, then.{% or %}'
        "For the first time.{% endchoose %}"
    )
    library = write_templates(card__txt=source)
    assert rendered(library).text == "For the first time."
    again = loop(1, stage=Stage.SECOND)
    assert rendered(library, interview=again).text == "Once more, then."


def test_a_limit_leaves_the_long_ones_out(write_templates: Write) -> None:
    source = (
        "{% choose max 12 %}Far too long for this slot{% or %}"
        "Short enough{% endchoose %}"
    )
    assert rendered(write_templates(card__txt=source)).text == "Short enough"


def test_an_inner_choice_can_run_dry_without_harm(write_templates: Write) -> None:
    source = (
        "{% choose %}Outer {% choose %}{{ quote }}{% endchoose %} words.{% or %}"
        "The other outer words.{% endchoose %}"
    )
    assert rendered(write_templates(card__txt=source)).text == "The other outer words."


def test_a_loop_takes_another_alternative_at_each_turn(write_templates: Write) -> None:
    source = "{% for x in [1, 2, 3] %}\n" + THREE + "\n{% endfor %}\n"
    text = rendered(write_templates(card__txt=source)).text
    assert sorted(text.replace(". ", ".|").split("|")) == [
        "The first sentence for you.",
        "The second sentence for you.",
        "The third sentence for you.",
    ]


def test_pins_keep_what_a_reader_was_given(write_templates: Write) -> None:
    library = write_templates(card__txt=THREE)
    first = Walk(Ledger("one"), "p0")
    text = rendered(library, walk=first).text
    for seed in ("two", "three", "four", "five"):
        again = Walk(Ledger(seed), "p0", pins=first.chosen)
        assert rendered(library, walk=again).text == text


@pytest.mark.parametrize(
    ("source", "fact"),
    [
        ("{% choose if %}x{% endchoose %}", "unexpected 'end of statement block'"),
        ("{% choose max many %}x{% endchoose %}", "expected token 'integer'"),
        ("{% choose maximal %}x{% endchoose %}", "'maximal' cannot stand here"),
        ("{% choose %}x{% or", "'end of template' cannot stand here"),
        ("{% choose %}x", "Unexpected end of template"),
        (
            "{% choose %}{% block a %}{% endblock %}{% endchoose %}",
            "a block cannot stand",
        ),
    ],
)
def test_a_broken_tag_is_an_error_at_its_line(
    write_templates: Write, source: str, fact: str
) -> None:
    library = write_templates(card__txt="fine\n" + source)
    with pytest.raises(TemplateError) as error:
        library.load("card.txt.j2")
    assert f"card.txt.j2:2: {fact}" in str(error.value)


def test_a_spare_alternative_waits_until_the_others_are_given(
    write_templates: Write,
) -> None:
    source = (
        "{% choose %}The first sentence for you."
        "{% or spare %}The spare sentence for you."
        "{% or spare if topic %}The other spare one for you.{% or %}"
        "The second sentence for you.{% endchoose %}"
    )
    library = write_templates(card__txt=source)
    for seed in ("a", "b", "c", "d"):
        made = texts(library, 4, seed)
        assert "other spare" in made[0]  # it has a condition: meant for this reader
        assert "The spare" in made[3]


def test_the_users_own_sentence_alone_may_go_to_everyone(
    write_templates: Write,
) -> None:
    library = write_templates(
        card__txt="{% choose %}{{ my_link | sentence }}{% endchoose %}"
    )
    assert len(texts(library, 3)) == 3
